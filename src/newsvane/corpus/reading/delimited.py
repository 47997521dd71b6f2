"""Rows of .csv, .tsv and .parquet files."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

from newsvane.corpus.reading import columns as names
from newsvane.corpus.reading.decode import detect
from newsvane.corpus.reading.rows import (
    MAX_PAGE_CHARACTERS,
    Left,
    Place,
    Row,
    UnreadableError,
    is_page,
    joined,
    length_problem,
    listed,
    mended,
    one_line,
)
from newsvane.corpus.reading.source import ReadSettings, Source

_DELIMITERS = (",", ";", "\t", "|")
# A line that no writer makes: if it comes back inside a longer record, a quote was left open.
_SENTINEL = "\x00newsvane: end of file\x00"
_TOO_LONG = "a field that is longer than any article"
_MAX_COLUMNS = 5_000
_IDS = frozenset({"id", "article_id", "stories_id", "story_id", "guid", "uid"})
# Identifiers that are remembered, at some 60 bytes each.
_MAX_IDS = 2_000_000
# A small Parquet file can unpack to gigabytes of one repeated text.
_MAX_EXPANSION = 1_000
_MIN_REFUSED_BYTES = 256 << 20


def make_row(
    values: Mapping[str, object],
    *,
    at: Place,
    format: str,
    note: str | None = None,
) -> Row | Left:
    """Make a record of the values of our fields, or say why it is none."""
    content = values.get("text")
    if content is None or content != content:
        return at.left("no text")
    if isinstance(content, bytes):
        content = content.decode("utf-8", "replace")
    if not isinstance(content, str):
        return at.left(f"the text is of type {type(content).__name__}, not text")
    content, loss = mended(content)
    is_html = is_page(content)
    problem = length_problem(content, is_html=is_html)
    if problem:
        return at.left(problem)
    described = {
        field: names.as_text(values.get(field)) for field in names.NAMES if field != "text"
    }
    return Row(
        at.source_file, at.record, format, content, is_html,
        place=at.place, note=joined(note, loss), **described,
    )  # fmt: skip


def read_delimited(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read a .csv or .tsv file; encoding and delimiter are found out, every value stays text.

    Raises
    ------
    UnreadableError
        When the file is not text, has too many columns, or lacks one that is needed.
    """
    with source.open() as stream, _long_fields():
        encoding = detect(stream)
        stream.seek(0)
        lines = io.TextIOWrapper(stream, encoding=encoding.name, errors=encoding.errors, newline="")
        header, delimiter, n_lines = _header(lines, columns=settings.columns)
        matched = names.require(header, columns=settings.columns)
        doubled = [c for c in matched.values() if header.count(c) > 1]
        if doubled:
            raise UnreadableError(f"the column {listed(doubled)} stands more than once")
        places = {field: header.index(column) for field, column in matched.items()}
        # What is true of the whole file is told once, beside its first record.
        whole = joined(encoding.note, _doubled(header))
        twice = _Twice(header)
        n_records, format = 0, source.suffix[1:]
        rows = _records(lines, delimiter=delimiter, n_lines=n_lines)
        for n_records, (line, row) in enumerate(rows, start=1):
            at = Place(source.name, n_records, f"line {line}")
            problem = _shape_problem(row, n_columns=len(header))
            if problem:
                yield at.left(problem)
                continue
            values = {field: row[place] for field, place in places.items()}
            made = make_row(values, at=at, format=format, note=joined(whole, twice.note(row)))
            whole = None if isinstance(made, Row) else whole
            yield made
        if not n_records:
            yield Left(source.name, 0, "no rows below the header")


def _doubled(header: list[str]) -> str | None:
    doubled = sorted(column for column, number in Counter(header).items() if number > 1)
    return f"the column {listed(doubled)} stands twice and is not read" if doubled else None


class _Twice:
    """Notices identifiers that stand more than once; both of their rows are kept."""

    def __init__(self, header: Sequence[str]) -> None:
        named = [n for n, column in enumerate(header) if column.strip().casefold() in _IDS]
        self._place = named[0] if len(named) == 1 else None
        self._seen: set[int] = set()

    def note(self, row: Sequence[str]) -> str | None:
        if self._place is None or not row[self._place] or len(self._seen) > _MAX_IDS:
            return None
        key = hash(row[self._place])
        if key in self._seen:
            return f"the id {one_line(row[self._place], limit=40)} stands more than once"
        self._seen.add(key)
        return None


@contextmanager
def _long_fields() -> Iterator[None]:
    """Allow fields as long as an article may be; the module's own limit is 131,072 characters."""
    before = csv.field_size_limit(4 * MAX_PAGE_CHARACTERS)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _header(lines: Iterable[str], *, columns: Mapping[str, str]) -> tuple[list[str], str, int]:
    """Read the header; the delimiter is the one that gives the most columns that we know.

    The third value is the number of lines that it takes.
    """
    iterator = iter(lines)
    line = next(iterator, "").removeprefix("\ufeff")
    if line.startswith("sep=") and len(line.strip()) == 5:  # written by Excel
        return next(csv.reader(iterator, delimiter=line[4]), []), line[4], 2
    # A quoted column name may hold a line break; a header of more than 20 lines is no header.
    n_lines = 1
    while line.count('"') % 2 and n_lines <= 20:
        line += next(iterator, "")
        n_lines += 1
    best: tuple[int, int, list[str], str] = (-1, -1, [], ",")
    for delimiter in _DELIMITERS:
        row = next(csv.reader(line.splitlines(keepends=True), delimiter=delimiter), [])
        n_known = len(names.match(row, columns=names.usable(row, columns=columns)))
        if (n_known, len(row)) > best[:2]:
            best = (n_known, len(row), row, delimiter)
    if best[1] > _MAX_COLUMNS:
        raise UnreadableError(f"too many columns: {best[1]:,}, at most {_MAX_COLUMNS:,}")
    return best[2], best[3], n_lines


def _records(
    lines: Iterable[str], *, delimiter: str, n_lines: int
) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each record's first line and its fields, or the problem that stands in their place.

    `n_lines` is the number of lines that were read before.
    """
    source = iter(lines)
    held: list[str] = []  # the lines of the record being read

    def remembered() -> Iterator[str]:
        for line in source:
            held.append(line)
            yield line
        yield _SENTINEL

    reader = csv.reader(remembered(), delimiter=delimiter)
    while True:
        first = n_lines + reader.line_num + 1
        try:
            row = next(reader)
        except csv.Error:  # a field beyond the limit
            if len(held) == 1 and not _is_open(held[0], delimiter=delimiter):
                held.clear()
                yield first, _TOO_LONG
                continue
            row = [_SENTINEL + _SENTINEL]  # over several lines: its quote was left open, too
        if row == [_SENTINEL] and not held:
            return
        if row and row[-1].endswith(_SENTINEL):
            break
        held.clear()
        if row:
            yield first, row
    # Lines are counted from here, as the record that was not closed may have held any number.
    first += held[0] in ("\n", "\r\n") if held else 0
    yield (
        first,
        "a quotation mark is opened and never closed; the lines below it are read one by one",
    )
    yield from _one_by_one(chain(held[1:], source), delimiter=delimiter, first=first + 1)


def _one_by_one(
    lines: Iterable[str], *, delimiter: str, first: int
) -> Iterator[tuple[int, list[str] | str]]:
    for number, line in enumerate(lines, start=first):
        try:
            row = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            yield number, _TOO_LONG
            continue
        if row:
            yield number, row


def _is_open(line: str, *, delimiter: str) -> bool:
    """Whether a quotation mark is open at the end of a line, however long its fields are."""
    before = csv.field_size_limit(len(line) + len(_SENTINEL))
    try:
        row = next(csv.reader([line, _SENTINEL], delimiter=delimiter), [])
    finally:
        csv.field_size_limit(before)
    return bool(row) and row[-1].endswith(_SENTINEL)


def _shape_problem(row: list[str] | str, *, n_columns: int) -> str:
    if isinstance(row, str):
        return row
    if len(row) == n_columns or (len(row) > n_columns and not any(row[n_columns:])):
        return ""
    return f"{len(row)} fields where the header has {n_columns}"


def read_parquet(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read a .parquet file in batches, and of it only the columns that are needed.

    Raises
    ------
    UnreadableError
        When it is not Parquet, or lacks a column that is needed.
    """
    import pyarrow as pa
    from pyarrow import parquet

    n_read = 0
    try:
        with source.open() as stream, parquet.ParquetFile(stream) as file:
            matched = names.require(file.schema_arrow.names, columns=settings.columns)
            limit = max(_MIN_REFUSED_BYTES, _MAX_EXPANSION * source.n_bytes)
            n_bytes = 0
            for batch in file.iter_batches(batch_size=1_024, columns=sorted(set(matched.values()))):
                n_bytes += batch.nbytes
                if n_bytes > limit:
                    raise UnreadableError(f"unpacks to more than {limit >> 20:,} MB")
                values: dict[str, list[Any]] = batch.to_pydict()
                for i in range(batch.num_rows):
                    n_read += 1
                    fields = {field: values[column][i] for field, column in matched.items()}
                    at = Place(source.name, n_read, f"row {n_read}")
                    yield make_row(fields, at=at, format="parquet")
    except (pa.ArrowException, OSError, KeyError) as error:
        after = f" after row {n_read}" if n_read else ""
        raise UnreadableError(f"not readable as Parquet{after}: {error}") from error
    if not n_read:
        yield Left(source.name, 0, "no rows")
