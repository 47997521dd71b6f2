"""Rows of .csv and .tsv files, counted by their line ends and quotation marks alone."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator

from newsvane.corpus.databases import addresses
from newsvane.corpus.reading.decode import detect
from newsvane.corpus.reading.rows import MAX_PAGE_CHARACTERS
from newsvane.corpus.reading.source import ReadSettings, Source

_DELIMITERS = ",;\t|"
_QUOTE = '"'
_QUOTED = re.compile(r'"[^"]*"')
# A header of more lines is none.
_MOST_HEADER = 20
_BLANK = ("\n", "\r\n", "\r", "")
# What the reader takes for a field; a longer one is a quotation mark that was left open.
_MOST_FIELD = 4 * MAX_PAGE_CHARACTERS
_AT_ONCE = 20_000


def count_rows(source: Source, settings: ReadSettings) -> Iterator[int]:
    """Yield, in parts, how many rows stand below the header of a table.

    The module csv is not asked: a line end closes a row where no quoted field is open. Rows of a
    file of GDELT that has no header are its lines.
    """
    is_headless = addresses.is_gdelt_line(addresses.first_line(source))
    with source.open() as stream:
        encoding = detect(stream)
        stream.seek(0)
        lines = io.TextIOWrapper(stream, encoding=encoding.name, errors="replace", newline="")
        if is_headless:
            yield from _in_parts(1 for line in lines if line.strip())
        else:
            yield from _in_parts(_below_header(lines))


def _in_parts(numbers: Iterable[int]) -> Iterator[int]:
    n_held = n_seen = 0
    for n_seen, number in enumerate(numbers, start=1):
        n_held += number
        if n_seen % _AT_ONCE == 0:
            yield n_held
            n_held = 0
    yield n_held


def _below_header(lines: Iterable[str]) -> Iterator[int]:
    rows = iter(lines)
    header = next(rows, "").removeprefix("\ufeff")
    stated = header[4] if header.startswith("sep=") and len(header.strip()) == 5 else ""
    if stated:  # as Excel writes it
        header = next(rows, "")
    n_lines = 1
    while header.count(_QUOTE) % 2 and n_lines <= _MOST_HEADER:
        header += next(rows, "")
        n_lines += 1
    bare = _QUOTED.sub("", header)
    yield from _rows(rows, delimiter=stated or max(_DELIMITERS, key=bare.count))


def _rows(lines: Iterator[str], *, delimiter: str) -> Iterator[int]:
    """Yield a 1 for each row; of a row that is never closed, that and each line below its first."""
    is_open = False
    n_below = n_held = 0
    for line in lines:
        if is_open:
            n_below += line not in _BLANK
            n_held += len(line)
            if n_held > _MOST_FIELD:
                break
        if _QUOTE not in line:
            if not is_open and line not in _BLANK:
                yield 1
            continue
        was_open, is_open = is_open, _ends_open(line, delimiter=delimiter, is_open=is_open)
        if not is_open:
            yield 1
        elif not was_open:
            n_below, n_held = 0, len(line)
    if is_open:
        yield 1 + n_below
        for line in lines:
            yield int(line not in _BLANK)


def _ends_open(line: str, *, delimiter: str, is_open: bool) -> bool:
    """Whether a quoted field is open behind a line; only the start of a field can open one."""
    # Two marks together open and close an empty field, or stand for one: nothing changes by them.
    line = line.replace(_QUOTE + _QUOTE, "")
    opener = delimiter + _QUOTE
    at = 0
    if not is_open and not line.startswith(_QUOTE):
        at = line.find(opener)
        if at < 0:
            return False
        at += len(opener)
    elif not is_open:
        at = 1
    while (closed := line.find(_QUOTE, at)) >= 0:
        at = line.find(opener, closed + 1)
        if at < 0:
            return False
        at += len(opener)
    return True
