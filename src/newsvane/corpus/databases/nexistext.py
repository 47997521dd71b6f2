"""Plain text that Nexis and LexisNexis export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from newsvane.corpus.databases import pieces
from newsvane.corpus.databases.nexis import POSITION, Block, labelled_line, row_of
from newsvane.corpus.databases.story import noted, shortfall
from newsvane.corpus.reading.rows import Left, Row
from newsvane.corpus.reading.source import ReadSettings, Source

# What stands in "1 of 10 DOCUMENTS", in any language: most texts have it nowhere.
COUNTED = re.compile(r"\d [^\W\d_]{1,4} \d")
_SELECTED = re.compile(r"^Download Request: [^\n:]{1,40}: (\d{1,6})-(\d{1,6})\s*$", re.M)
_MAX_POSITION = 200


def position(line: str) -> tuple[int, int] | None:
    """Return which document of how many a line announces.

    Examples
    --------
    >>> position("          8 of 10 DOCUMENTS"), position("8 of 10 documents were lost")
    ((8, 10), None)
    """
    if len(line) > _MAX_POSITION:
        return None
    found = POSITION.fullmatch(line.strip())
    if found is None or not (found["front"] or (found["back"] or "").isupper()):
        return None
    return int(found["at"]), int(found["of"])


def read_nexis_text(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read a text that Nexis or LexisNexis has exported; each document is a record.

    Raises
    ------
    UnreadableError
        When the file is empty, not text, or too large.
    """
    text, doubt = pieces.whole(source, is_html=False)
    before, announced, documents = _documents(text)
    record = 0
    for record, lines in enumerate(documents, start=1):
        row = row_of(_blocks(lines), source_file=source.name, record=record)
        yield noted(row, doubt if record == 1 else None)
    selected = _SELECTED.search(before)
    if selected:
        announced = int(selected[2]) - int(selected[1]) + 1
    yield from shortfall(record, announced, source_file=source.name)


def _documents(text: str) -> tuple[str, int, Iterator[list[str]]]:
    """Return what stands above the first document, how many their numbers span, and them."""
    lines = text.splitlines()
    found = {i: at for i, line in enumerate(lines) if (at := position(line))}
    starts, numbers = list(found), [number for number, _ in found.values()]
    before = "\n".join(lines[: starts[0]] if starts else lines)
    span = numbers[-1] - numbers[0] + 1 if numbers else 0
    return before, span, (lines[i + 1 : end] for i, end in pairwise([*starts, len(lines)]))


def _blocks(lines: list[str]) -> list[Block]:
    """Return the paragraphs, each with its label; lines are wrapped at a fixed width."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line.strip())
        else:
            groups.append([])
    return [labelled_line(" ".join(group)) for group in groups if group]
