"""Tables of Media Cloud and GDELT: addresses and titles, seldom with the text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsvane.corpus.reading import columns as names
from newsvane.corpus.reading.decode import detect
from newsvane.corpus.reading.delimited import read_delimited
from newsvane.corpus.reading.rows import Left, Member, Row
from newsvane.corpus.reading.source import Item, ReadSettings, Source

_NO_TEXT = (
    "{name} gives addresses, no text: fetch the pages and read them, or add a column text to the "
    "table"
)
# A record of the Global Knowledge Graph: 20240301120000-T17, the time, a kind, a source.
_GKG = re.compile(r"\d{14}-T?\d{1,6}\t\d{14}\t\d\t")
# Events have 58 or 61 fields, mentions 16; both open with numbers and days.
_EVENT = re.compile(r"\d{5,12}\t\d{8}\t\d{6}\t\d{4}\t")
_MENTION = re.compile(r"\d{5,12}\t\d{14}\t\d{14}\t\d\t")


def is_mediacloud(header: Sequence[str]) -> bool:
    """Whether a table has the columns of a Media Cloud export.

    Examples
    --------
    >>> is_mediacloud("stories_id,publish_date,title,url,media_name".split(","))
    True
    >>> is_mediacloud(["title", "text", "media_name"])
    False
    """
    found = _folded(header)
    return {"media_name", "publish_date", "title", "url"} <= found and bool(
        found & {"id", "stories_id", "media_url", "media_id"}
    )


def is_gdelt(header: Sequence[str]) -> bool:
    """Whether a table has the columns of an article list of GDELT.

    Examples
    --------
    >>> is_gdelt(["URL", "MobileURL", "Date", "Title"]), is_gdelt(["url", "date", "title"])
    (True, False)
    """
    found = _folded(header)
    return {"url", "seendate"} <= found or {"url", "mobileurl", "date", "title"} <= found


def is_gdelt_line(line: str) -> bool:
    r"""Whether a line is one of GDELT's files without a header.

    Examples
    --------
    >>> is_gdelt_line("20240301120000-17\t20240301120000\t1\tmill.example" + 23 * "\t")
    True
    >>> is_gdelt_line("1\tOne\tThe first of all articles")
    False
    """
    n_fields = line.count("\t") + 1
    return bool(
        (n_fields >= 20 and _GKG.match(line))
        or (n_fields >= 50 and _EVENT.match(line))
        or (n_fields >= 14 and _MENTION.match(line))
    )


def _folded(header: Sequence[str]) -> set[str]:
    return {name.strip().casefold() for name in header}


def read_mediacloud(source: Source, *, settings: ReadSettings) -> Iterator[Item]:
    """Read a Media Cloud table; stories without text are left out with what to do.

    Raises
    ------
    UnreadableError
        When the file is not text.
    """
    yield from _read(source, settings=settings, format="mediacloud", name="Media Cloud")


def read_gdelt(source: Source, *, settings: ReadSettings) -> Iterator[Item]:
    """Read a GDELT table; articles without text are left out with what to do.

    Raises
    ------
    UnreadableError
        When the file is not text.
    """
    yield from _read(source, settings=settings, format="gdelt", name="GDELT")


def _read(source: Source, *, settings: ReadSettings, format: str, name: str) -> Iterator[Item]:
    header = head(source)
    reason = _NO_TEXT.format(name=name)
    is_headless = is_gdelt_line(first_line(source))
    there = names.match(header, columns=names.usable(header, columns=settings.columns))
    if is_headless or "text" not in there:
        yield from _left(source, reason=reason, n_above=0 if is_headless else 1)
        return
    seen = next((column for column in header if column.casefold() == "seendate"), None)
    if seen is not None:
        settings = replace(settings, columns={"published": seen, **settings.columns})
    for item in read_delimited(source, settings=settings):
        if isinstance(item, Row):
            item = item._replace(format=format)
        elif not isinstance(item, Member) and item.reason == "no text":
            item = item._replace(reason=reason)
        yield item


def _left(source: Source, *, reason: str, n_above: int) -> Iterator[Left]:
    """List each record of a table whose text nobody has."""
    record = 0
    with source.open() as stream:
        encoding = detect(stream)
        stream.seek(0)
        lines = io.TextIOWrapper(stream, encoding=encoding.name, errors="replace", newline="")
        for record, line in enumerate(_logical(lines), start=1 - n_above):
            if record > 0:
                yield Left(source.name, record, reason, f"line {line}")
    if record <= 0:
        yield Left(source.name, 0, "no rows below the header")


def _logical(lines: io.TextIOWrapper) -> Iterator[int]:
    """Yield the number of the line on which each record begins; a quoted title may have several."""
    is_open = False
    for number, line in enumerate(lines, start=1):
        if not is_open and line.strip():
            yield number
        is_open ^= line.count('"') % 2 == 1 and "\t" not in line


def first_line(source: Source) -> str:
    """Return the first line of a table, as far as a header goes."""
    with source.open() as stream:
        line = stream.readline(1 << 16)
    return line.decode("utf-8", "replace").removeprefix("\ufeff")


def head(source: Source) -> list[str]:
    """Return the columns that the first line of a table names, whichever way they are parted."""
    line = first_line(source)
    rows = [next(csv.reader([line], delimiter=mark), []) for mark in (",", ";", "\t", "|")]
    return max(rows, key=len)
