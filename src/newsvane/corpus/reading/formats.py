"""Which reader reads which file."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from functools import partial

from newsvane.corpus.containers.compressed import read_gzip
from newsvane.corpus.containers.feeds import read_feed
from newsvane.corpus.containers.mail import read_mail, read_mbox
from newsvane.corpus.containers.warcs import read_warc
from newsvane.corpus.containers.zips import read_zip
from newsvane.corpus.databases.recognise import recognise
from newsvane.corpus.databases.workbook import read_workbook
from newsvane.corpus.documents.docx import read_docx
from newsvane.corpus.documents.pdf import read_pdf
from newsvane.corpus.reading.delimited import read_delimited, read_parquet
from newsvane.corpus.reading.objects import read_json, read_lines
from newsvane.corpus.reading.rows import Left, UnreadableError, one_line
from newsvane.corpus.reading.single import read_page, read_text
from newsvane.corpus.reading.source import Item, Reader, ReadSettings, Source
from newsvane.limits import Limits

READERS: dict[str, Reader] = {
    ".atom": read_feed,
    ".csv": read_delimited,
    ".docx": read_docx,
    ".htm": read_page,
    ".html": read_page,
    ".json": read_json,
    ".jsonl": read_lines,
    ".markdown": read_text,
    ".md": read_text,
    ".ndjson": read_lines,
    ".parquet": read_parquet,
    ".pdf": read_pdf,
    ".rdf": read_feed,
    ".rss": read_feed,
    ".text": read_text,
    ".tsv": read_delimited,
    ".txt": read_text,
    ".warc": read_warc,
    ".xhtml": read_page,
    ".xlsx": read_workbook,
    ".xml": read_feed,
}


def read_source(source: Source, *, settings: ReadSettings) -> Iterator[Item]:
    """Yield the records of one file or member; its first fault ends it, what came before is kept.

    Parameters
    ----------
    source : Source
        What is read.
    settings : ReadSettings
        Columns and limits.

    Yields
    ------
    Row, Left or Member
        Each record once. A fault of the whole source is a `Left` of record 0.
    """
    try:
        # A pipe or a device would wait for ever.
        if source.path is not None and not stat.S_ISREG(source.path.stat().st_mode):
            raise UnreadableError("not a regular file")
        yield from _reader(source, limits=settings.limits)(source, settings=settings)
    except UnreadableError as error:
        yield Left(source.name, 0, str(error))
    except OSError as error:
        yield Left(source.name, 0, f"cannot be read: {error.strerror or type(error).__name__}")


# Archives read their members with `read_source` itself.
READERS |= {
    ".eml": partial(read_mail, read=read_source),
    ".gz": partial(read_gzip, read=read_source),
    ".mbox": partial(read_mbox, read=read_source),
    ".mht": partial(read_mail, read=read_source),
    ".mhtml": partial(read_mail, read=read_source),
    ".wacz": partial(read_zip, read=read_source),
    ".zip": partial(read_zip, read=read_source),
}


def _reader(source: Source, *, limits: Limits) -> Reader:
    reader = recognise(source, limits=limits) or READERS.get(source.suffix)
    if reader is None:
        raise UnreadableError(
            f"format {one_line(source.suffix)} is not read"
            if source.suffix
            else "a file without a suffix is not read"
        )
    return reader
