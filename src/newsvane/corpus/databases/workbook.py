"""Workbooks (.xlsx) with a header row, those that Integrum exports among them."""

from __future__ import annotations

import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO

from newsvane.corpus.containers import office
from newsvane.corpus.databases.story import noted
from newsvane.corpus.reading import columns as names
from newsvane.corpus.reading.delimited import make_row
from newsvane.corpus.reading.rows import Left, Place, Row, UnreadableError, listed, one_line
from newsvane.corpus.reading.source import ReadSettings, Source

# The columns of Integrum, whose "Анонс" (announcement) holds the full text.
_INTEGRUM = {
    "Заголовок": "title",
    "Анонс": "text",
    "Дата": "published",
    "Источник": "outlet",
    "Оригинал": "url",
    "Автор": "byline",
}
MAX_COLUMNS = 1_000
# A header may stand below a title and an empty line.
_MAX_ROWS_ABOVE = 20
# What openpyxl raises for wrong XML, and zipfile for what is damaged, locked or packed in a way
# that it does not know.
_FAULTS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError,
    RuntimeError, ValueError, IndexError, OverflowError, struct.error, KeyError, TypeError,
    AttributeError, SyntaxError, OSError,
)  # fmt: skip
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")


def read_workbook(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read the sheets of a workbook that have a column with text; each row is a record.

    Sheets without one are passed over, which the first record notes, unless no sheet has one.

    Raises
    ------
    UnreadableError
        When the file is damaged, unpacks to more than the limits allow, or has no column of text.
    """
    with office.opened(source, limits=settings.limits) as parts:
        parts.check()  # openpyxl opens the archive by itself, and believes what it states
    problem: UnreadableError | None = None
    record = n_sheets = 0
    try:
        with source.open() as stream:
            book = _load(stream)
            passed = _passed_over(book, columns=settings.columns)
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # some programs write wrong ones
                rows = enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), start=1)
                try:
                    matched = header_of(rows, columns=settings.columns)
                except UnreadableError as error:
                    problem = problem or error
                    continue
                n_sheets += 1
                for number, values in rows:
                    if any(value not in (None, "") for value in values):
                        record += 1
                        place = f"sheet {one_line(sheet.title, limit=40)}, row {number}"
                        row = _row_of(
                            values, matched=matched, source=source, record=record, place=place
                        )
                        yield noted(row, passed)
                        passed = None if isinstance(row, Row) else passed
    except UnreadableError:
        raise
    except _FAULTS as error:
        raise _broken(error, record=record) from error
    if not n_sheets:
        raise problem or UnreadableError("a workbook without a sheet")
    if not record:
        yield Left(source.name, 0, "no rows below the header")


def _passed_over(book: Any, *, columns: Mapping[str, str]) -> str | None:
    """Name the sheets that hold something, but no column with text."""
    passed = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), start=1)
        try:
            header_of(rows, columns=columns)
        except UnreadableError:
            first = islice(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), _MAX_ROWS_ABOVE)
            if any(value not in (None, "") for values in first for value in values):
                passed.append(sheet.title)
    return f"the sheet {listed(passed)} has no column with text and is not read" if passed else None


def _load(stream: BinaryIO) -> Any:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and links, which nobody asks for here
        return openpyxl.load_workbook(stream, read_only=True, data_only=True)


def _broken(error: Exception, *, record: int) -> UnreadableError:
    after = f" after row {record}" if record else ""
    return UnreadableError(f"not readable as a workbook{after}: {one_line(str(error))}")


def header_of(
    rows: Iterator[tuple[int, Sequence[Any]]], *, columns: Mapping[str, str]
) -> dict[str, int]:
    """Find the header, the first row with two values, and return field to place.

    Parameters
    ----------
    rows : iterator of (int, sequence)
        Numbers and values of the rows of a sheet; those up to the header are taken.
    columns : mapping
        Field to column, as the user gave it.

    Raises
    ------
    UnreadableError
        When there is no header, or no column with text.
    """
    for number, values in rows:
        header = ["" if value is None else str(value).strip() for value in values]
        if sum(map(bool, header)) > 1:
            own = {field: name for name, field in _INTEGRUM.items() if name in header}
            known = own if len(own) >= 5 else {}
            matched = names.require(header, columns={**known, **columns})
            places = {field: header.index(column) for field, column in matched.items()}
            return {**places, "": 1} if known else places
        if number >= _MAX_ROWS_ABOVE:
            break
    raise UnreadableError("no header row found in the workbook")


def _row_of(
    values: Sequence[Any], *, matched: Mapping[str, int], source: Source, record: int, place: str
) -> Row | Left:
    is_integrum = "" in matched
    fields = {field: values[at] for field, at in matched.items() if field and at < len(values)}
    text = fields.get("text")
    if text is not None and not isinstance(text, (str, bytes)):
        fields["text"] = str(text)
    if is_integrum and isinstance(text, str):
        fields["text"] = _without_heading(text, title=str(fields.get("title") or ""))
    if is_integrum and "/" not in str(fields.get("url") or ""):
        fields["url"] = None  # the name of a site is no address of an article
    kind = "integrum" if is_integrum else "xlsx"
    return make_row(fields, at=Place(source.name, record, place), format=kind)


def _without_heading(text: str, *, title: str) -> str:
    """Leave out the title and the day that Integrum sets above a text."""
    paragraphs = [part.strip() for part in text.split("\n\n")]
    while paragraphs and (paragraphs[0] in ("", title.strip()) or _DAY.fullmatch(paragraphs[0])):
        paragraphs = paragraphs[1:]
    return "\n\n".join(paragraphs) or text
