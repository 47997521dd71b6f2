"""Files that hold one article: plain text, Markdown and saved pages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from newsvane.corpus.reading import columns as names
from newsvane.corpus.reading.decode import text_of
from newsvane.corpus.reading.rows import (
    MAX_CHARACTERS,
    MAX_PAGE_CHARACTERS,
    Left,
    Row,
    UnreadableError,
    joined,
    length_problem,
    mended,
)
from newsvane.corpus.reading.source import ReadSettings, Source

_MARKDOWN = (".md", ".markdown")
_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.S
)
_TOML = re.compile(r"\ufeff?\+\+\+[ \t]*\r?\n(.{0,20000}?)\r?\n\+\+\+[ \t]*(?:\r?\n|$)", re.S)
_ENTRY = re.compile(r"([A-Za-z][\w -]{0,40}):[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")


def read_text(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read a file of plain text or Markdown as one article; its record is 0.

    Raises
    ------
    UnreadableError
        When the file is empty, too long, or not text.
    """
    yield _read_one(source, format="md" if source.suffix in _MARKDOWN else "txt")


def read_page(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read a saved page as one article; its record is 0.

    Raises
    ------
    UnreadableError
        When the file is empty, too long, or not text.
    """
    yield _read_one(source, format="html")


def _read_one(source: Source, *, format: str) -> Row | Left:
    is_html = format == "html"
    limit = MAX_PAGE_CHARACTERS if is_html else MAX_CHARACTERS
    # No encoding takes more than 4 bytes a character, so this file needs no reading.
    if source.n_bytes > 4 * limit:
        raise UnreadableError(
            f"too long for one article: {source.n_bytes / 1e6:,.1f} MB, "
            f"at most {limit:,} characters"
        )
    text, doubt = text_of(source.read(), is_html=is_html)
    content, loss = mended(text)
    problem = length_problem(content, is_html=is_html)
    if problem:
        return Left(source.name, 0, problem)
    described = front_matter(content)[0] if format == "md" else {}
    note = joined(doubt, loss)
    return Row(source.name, 0, format, content, is_html, note=note, **described)


def front_matter(text: str) -> tuple[dict[str, str | None], str]:
    r"""Split the block that describes a Markdown file from its body.

    The block is `key: value` lines between two `---`, of which only plain values and simple lists
    are understood, or TOML between two `+++`. What is nested is passed over.

    Returns
    -------
    described : dict
        Our field to value: title, published, outlet, byline, url, language.
    body : str
        What follows the block, or the whole text.

    Examples
    --------
    >>> front_matter("---\ntitle: 'Rain: more of it'\ndate: 2024-03-01\n---\nIt rained.")
    ({'title': 'Rain: more of it', 'published': '2024-03-01'}, 'It rained.')
    """
    block = _FRONT_MATTER.match(text) or _TOML.match(text)
    if not block:
        return {}, text
    is_toml = block.re is _TOML
    entries = _toml_entries(block.group(1)) if is_toml else _entries(block.group(1))
    if entries is None:  # three plus signs that open no TOML are text
        return {}, text
    matched = names.match(entries, columns={})
    described = {
        field: names.as_text(entries[column])
        for field, column in matched.items()
        if field != "text"
    }
    return described, text[block.end() :]


def _toml_entries(block: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(block.replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return None


def _entries(block: str) -> dict[str, Any]:
    entries: dict[str, list[str]] = {}
    values: list[str] = []
    for line in block.splitlines():
        entry, item = _ENTRY.match(line), _ITEM.match(line)
        if entry:
            values = entries.setdefault(entry.group(1).strip(), [])
            values.extend(_values(entry.group(2)))
        elif item:
            values.extend(_values(item.group(1)))
    return entries


def _values(written: str) -> list[str]:
    written = written.strip()
    if written.startswith("[") and written.endswith("]"):
        return [value for part in written[1:-1].split(",") for value in _values(part)]
    if len(written) > 1 and written[0] == written[-1] and written[0] in "\"'":
        written = written[1:-1]
    return [written] if written else []
