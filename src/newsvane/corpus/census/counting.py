"""Which way of counting goes with which file."""

from __future__ import annotations

import csv
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial

from newsvane.corpus.census.archives import count_mail, count_mbox, count_zip
from newsvane.corpus.census.delimited import count_rows
from newsvane.corpus.census.exports import count_documents
from newsvane.corpus.census.items import ONE, Counted, Counter, Item, Uncounted, Unmarked
from newsvane.corpus.census.markup import count_entries
from newsvane.corpus.census.objects import count_json, count_lines, count_parquet
from newsvane.corpus.census.sheets import count_sheets
from newsvane.corpus.census.streams import count_warc, unpacked
from newsvane.corpus.databases.recognise import recognise
from newsvane.corpus.reading.rows import UnreadableError, one_line
from newsvane.corpus.reading.source import ReadSettings, Source

_COUNTERS: dict[str, Counter] = {
    ".atom": count_entries,
    ".csv": count_rows,
    ".jsonl": count_lines,
    ".ndjson": count_lines,
    ".parquet": count_parquet,
    ".rdf": count_entries,
    ".rss": count_entries,
    ".tsv": count_rows,
    ".warc": count_warc,
    ".xlsx": count_sheets,
    ".xml": count_entries,
}
_ARCHIVES = {
    ".eml": count_mail,
    ".mbox": count_mbox,
    ".mht": count_mail,
    ".mhtml": count_mail,
    ".wacz": count_zip,
    ".zip": count_zip,
}
# Which of these is an export is for `recognise` to say, to reader and count alike.
_EXPORTS = (".docx", ".htm", ".html", ".text", ".txt", ".xhtml", ".xml")
# Tables are unpacked as they are counted, everything else is held.
_STREAMED = (".csv", ".jsonl", ".ndjson", ".tsv", ".warc")
# What a file that is damaged, or has changed since it was read, makes the libraries raise.
_FAULTS = (
    UnreadableError, OSError, EOFError, ValueError, KeyError, IndexError, TypeError, SyntaxError,
    RuntimeError, struct.error, zipfile.BadZipFile, zlib.error, csv.Error,
)  # fmt: skip


def count_source(
    source: Source, *, settings: ReadSettings, refused: frozenset[str] = frozenset()
) -> Iterator[Item]:
    r"""Count the records of one file or member, and name the members that it has.

    Parameters
    ----------
    source : Source
        What is counted.
    settings : ReadSettings
        Columns and limits.
    refused : frozenset of str
        Members that reading has refused as a whole: they are named, and not opened.

    Yields
    ------
    Counted, Listed, Unmarked or Uncounted
        Numbers of one file add up. What cannot be counted is `Uncounted`; the rest goes on.

    Examples
    --------
    >>> lines = Source("a.jsonl", data=b'{"text": "Rain."}\n\n{"text": "Sun."}')
    >>> sum(item.n_records for item in count_source(lines, settings=ReadSettings()))
    2
    """
    try:
        yield from _count(source, settings=settings, refused=refused)
    except _FAULTS as error:
        reason = one_line(str(error)) or type(error).__name__
        yield Uncounted(source.name, reason)


def _count(source: Source, *, settings: ReadSettings, refused: frozenset[str]) -> Iterator[Item]:
    if source.depth > settings.limits.depth:
        raise UnreadableError(f"archives are nested more than {settings.limits.depth} deep")
    suffix = source.suffix
    inside = partial(count_source, settings=settings)
    if suffix == ".gz":
        packed = unpacked(source, limits=settings.limits)
        if packed.suffix not in _STREAMED:
            packed = Source(  # type: ignore[assignment]
                source.name, data=packed.read(), depth=packed.depth, inner=packed.inner
            )
        yield from _count(packed, settings=settings, refused=refused)
    elif suffix in _ARCHIVES:
        count = _ARCHIVES[suffix]
        yield from count(source, settings, count=inside, refused=refused)
    elif suffix in _EXPORTS and (reader := recognise(source, limits=settings.limits)) is not None:
        found = count_documents(reader, source, settings)
        yield Unmarked(source.name) if found is None else Counted(source.name, *found)
    elif suffix == ".json":
        yield Counted(source.name, *count_json(source, settings))
    elif suffix in _COUNTERS:
        for n_records in _COUNTERS[suffix](source, settings):
            yield Counted(source.name, n_records)
    else:
        yield Counted(source.name, 1, ONE)
