"""Rows of workbooks, counted in the XML of their sheets."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from newsvane.corpus.containers import office
from newsvane.corpus.databases.workbook import MAX_COLUMNS, header_of
from newsvane.corpus.reading.rows import UnreadableError
from newsvane.corpus.reading.source import ReadSettings, Source

_RELATIONS = "xl/_rels/workbook.xml.rels"
_LETTERS = re.compile(r"[A-Z]{1,3}")
_AT_ONCE = 1_000


def count_sheets(source: Source, settings: ReadSettings) -> Iterator[int]:
    """Yield, in parts, how many rows with a value stand below the headers of a workbook.

    Sheets without a column of text are not counted: their reader passes them over.
    """
    with (
        office.opened(source, limits=settings.limits) as book,
        zipfile.ZipFile(book.stream) as archive,
    ):
        book.check()
        paths = _paths(archive)
        texts = _texts(archive, paths["sharedStrings"][0]) if "sharedStrings" in paths else []
        for path in paths.get("worksheet", []):
            rows = _rows(archive, path, texts=texts)
            try:
                header_of(rows, columns=settings.columns)
            except UnreadableError:
                continue
            n_held = 0
            for _, values in rows:
                n_held += any(values)
                if n_held == _AT_ONCE:
                    yield n_held
                    n_held = 0
            yield n_held


def _paths(archive: zipfile.ZipFile) -> dict[str, list[str]]:
    """Return the paths of the parts that the workbook points to, by their kind."""
    paths: dict[str, list[str]] = {}
    for node in _walk(archive, _RELATIONS, tag="{*}Relationship"):
        kind = (node.get("Type") or "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/xl", node.get("Target") or ""))
        paths.setdefault(kind, []).append(target.lstrip("/"))
    return paths


def _walk(archive: zipfile.ZipFile, path: str, *, tag: str) -> Iterator[Any]:
    with archive.open(path) as stream:
        parsed = etree.iterparse(
            stream, events=("end",), tag=tag, resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=False,
        )  # fmt: skip
        for _, node in parsed:
            yield node
            node.clear()
            while node.getprevious() is not None:  # else a sheet is held as empty rows
                del node.getparent()[0]


def _texts(archive: zipfile.ZipFile, path: str) -> list[str]:
    """Return the first letters of the texts that cells point to; names of columns are no longer."""
    texts = []
    for node in _walk(archive, path, tag="{*}si"):
        texts.append("".join(text.text or "" for text in node.iter("{*}t"))[:100])
    return texts


def _rows(
    archive: zipfile.ZipFile, path: str, *, texts: list[str]
) -> Iterator[tuple[int, list[str | None]]]:
    """Yield number and values of each row, the values in the places of their columns."""
    number = 0
    for row in _walk(archive, path, tag="{*}row"):
        stated = row.get("r") or ""
        number = int(stated) if stated.isdecimal() else number + 1
        values: list[str | None] = []
        for cell in row.iterfind("{*}c"):
            at = _column(cell.get("r") or "", otherwise=len(values))
            if at < MAX_COLUMNS:
                values += [None] * (at - len(values))
                values.append(_value(cell, texts=texts))
        yield number, values


def _column(place: str, *, otherwise: int) -> int:
    """Return the number of a column from 0: 27 of "AB12"."""
    letters = _LETTERS.match(place)
    if not letters:
        return otherwise
    number = 0
    for letter in letters.group():
        number = 26 * number + ord(letter) - 64
    return number - 1


def _value(cell: Any, *, texts: list[str]) -> str | None:
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter("{*}t")) or None
    value = cell.findtext("{*}v") or None
    if value is not None and cell.get("t") == "s":
        at = int(value)
        return texts[at] or None if at < len(texts) else None
    return value
