"""The pages of an export: cut into articles, each parsed on its own.

An export can hold hundreds of articles in one page, some of whose elements are never closed: parsed
as a whole they would lie inside each other, deeper than lxml goes, and be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lxml import etree

from newsvane.corpus.reading.decode import text_of
from newsvane.corpus.reading.rows import UnreadableError, joined, mended
from newsvane.corpus.reading.source import Source

# 500 articles, the most that a database hands out at once, have about 10 MB.
MAX_EXPORT_BYTES = 128 << 20

_BLOCKS = frozenset(
    "address article aside blockquote body caption dd div dl dt figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul".split()
)
_CELLS = ("td", "th")
_SILENT = ("script", "style", "title", "head", "noscript")
_EMPTY_LINE = re.compile(r"\n[^\S\n]{0,200}\n")


def whole(source: Source, *, is_html: bool = True) -> tuple[str, str | None]:
    """Return the text of an export, and what is doubtful about it.

    Raises
    ------
    UnreadableError
        When it is empty, not text, or larger than any export.
    """
    if source.n_bytes > MAX_EXPORT_BYTES:
        raise UnreadableError(
            f"too large for one export: {source.n_bytes / 1e6:,.0f} MB, at most "
            f"{MAX_EXPORT_BYTES >> 20} MiB; export fewer articles at a time"
        )
    text, doubt = text_of(source.read(), is_html=is_html)
    text, loss = mended(text)
    return text, joined(doubt, loss)


def split(text: str, *, marker: re.Pattern[str]) -> tuple[str, Iterator[str]]:
    """Cut a page before each marker.

    Returns
    -------
    before : str
        What stands before the first marker.
    pieces : iterator of str
        Each from its marker to the next one.

    Examples
    --------
    >>> before, pieces = split("<b>x<hr>1<hr>2", marker=re.compile("<hr>"))
    >>> before, list(pieces)
    ('<b>x', ['<hr>1', '<hr>2'])
    """
    starts = [found.start() for found in marker.finditer(text)]
    before = text[: starts[0]] if starts else text
    return before, (text[start:end] for start, end in pairwise([*starts, len(text)]))


def parse(piece: str) -> Any:
    """Parse a piece of a page; null where there is nothing in it."""
    # Without huge_tree what lies deeper than 255 elements is dropped in silence.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
    return etree.fromstring(f"<html><body>{piece}</body></html>".encode(), parser)


def paragraphs(element: Any, *, is_layout: bool = True) -> list[str]:
    r"""Return the paragraphs of an element.

    Parameters
    ----------
    element : lxml element
        Where to look; its tail is not part of it.
    is_layout : bool
        Whether tables only place things; else each of their rows becomes one paragraph.

    Returns
    -------
    list of str
        White space collapsed; a single line break is kept as one, two of them end a paragraph.

    Examples
    --------
    >>> paragraphs(parse("<p>It <b>rained</b>.<br>All day.<br><br>Then<p>snow."))
    ['It rained.\nAll day.', 'Then', 'snow.']
    """
    parts = _texts(element, is_layout=is_layout)
    lines = (" ".join(line.split()).removesuffix(" |") for line in "".join(parts).split("\n"))
    return [text.strip() for text in _EMPTY_LINE.split("\n".join(lines)) if text.strip()]


def text_in(element: Any) -> str:
    """Return the text of an element on one line."""
    return " ".join(" ".join(paragraphs(element)).split())


def _texts(element: Any, *, is_layout: bool) -> Iterator[str]:
    silent = n_rows = 0
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        tag = node.tag
        if not isinstance(tag, str):  # a comment: only what follows it is text
            if not silent and event == "comment" and node is not element:
                yield _flat(node.tail)
            continue
        if tag in _SILENT:
            silent += 1 if event == "start" else -1
        if tag == "tr" and not is_layout:
            n_rows += 1 if event == "start" else -1
            if not n_rows:
                yield "\n\n"
        if not silent and tag not in _SILENT:
            yield from _breaks(tag, event=event, in_row=n_rows > 0)
            if event == "start":
                yield node.text or "" if tag == "pre" else _flat(node.text)
        if event == "end" and not silent and node is not element:
            yield _flat(node.tail)


def _flat(text: str | None) -> str:
    return text.replace("\n", " ").replace("\r", " ") if text else ""


def _breaks(tag: str, *, event: str, in_row: bool) -> Iterator[str]:
    if in_row:
        if tag in _CELLS and event == "end":
            yield " | "
        elif tag in ("br", "p"):
            yield " "
    elif tag == "br":
        if event == "start":
            yield "\n"
    elif tag in _BLOCKS:
        yield "\n\n"
    elif tag in _CELLS:
        yield "\n\n"
