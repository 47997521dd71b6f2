"""Pages that Europresse (Eureka, CEDROM-SNi) exports, old and new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newsvane.corpus.databases import pieces
from newsvane.corpus.databases.story import Story, noted, printed_date, says, shortfall, to_row
from newsvane.corpus.reading.rows import Left, Row
from newsvane.corpus.reading.source import ReadSettings, Source

_NEW = re.compile(r"<article\b[^<>]{0,500}>", re.I)
_OLD = re.compile(r"<table[^<>]{0,200}\bid=[\"']?tbHeaderImages\b[^<>]{0,200}>", re.I)
_BARE = re.compile(r"<span[^<>]{0,200}\bclass=[\"']?DocPublicationName\b[^<>]{0,200}>", re.I)
# "news·20060315·LM·0q1503": the number of the document, below everything else.
_NUMBER = re.compile(r"\bnews[·\-.]\d{8}[·\-.]")
_ISSUE = re.compile(r",? no\.? \S{1,20}$")
_MAX_BYLINE = 200


def read_europresse(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read a page that Europresse has exported; each article is a record.

    Raises
    ------
    UnreadableError
        When the page is empty, not text, or too large.
    """
    text, doubt = pieces.whole(source)
    is_new = _NEW.search(text) is not None
    marker = _NEW if is_new else _OLD if _OLD.search(text) else _BARE
    _, articles = pieces.split(text, marker=marker)
    record = 0
    for record, piece in enumerate(articles, start=1):
        body = pieces.parse(piece).find("body")
        if not pieces.text_in(body):
            yield Left(source.name, record, says("nothing"), f"document {record}")
            continue
        story = _new(body) if is_new else _old(body)
        row = to_row(story, source_file=source.name, record=record, format="europresse")
        yield noted(row, doubt if record == 1 else None)
    yield from shortfall(record, None, source_file=source.name)


def _new(body: Any) -> Story:
    """Read an <article>: header (source, date, title, author), section (text), aside, footer."""
    title = _by_class(body, "titrearticlevisu")
    header, section = body.find(".//header"), body.find(".//section")
    below = [] if header is None or title is None else _after(title, within=header)
    # The author stands on a short line of the header, the last one; a standfirst above it.
    byline = below[-1] if below and len(below[-1]) < _MAX_BYLINE else None
    return Story(
        [
            *(below[:-1] if byline else below),
            *(_text_below(body, header) if section is None else pieces.paragraphs(section)),
        ],
        title=None if title is None else pieces.text_in(title),
        byline=byline,
        outlet=_outlet(body),
        published=_published(body),
    )


def _text_below(body: Any, header: Any) -> list[str]:
    lines = pieces.paragraphs(body)
    return _until_rights(lines if header is None else lines[len(pieces.paragraphs(header)) :])


def _after(title: Any, *, within: Any) -> list[str]:
    """Return the paragraphs of the header that stand after the title."""
    lines, last = pieces.paragraphs(within), pieces.text_in(title)
    at = max((i for i, line in enumerate(lines) if " ".join(line.split()) == last), default=-1)
    return lines[at + 1 :] if at >= 0 else []


def _old(body: Any) -> Story:
    """Read a table whose one cell holds everything, parted by line breaks."""
    title = _by_class(body, "titrearticlevisu")
    byline = None
    lines = pieces.paragraphs(body)
    if title is not None:
        holder, text = title.getparent(), pieces.text_in(title)
        byline = _line_before_paragraph(title)
        lines = pieces.paragraphs(holder)
        at = next((i for i, line in enumerate(lines) if " ".join(line.split()).endswith(text)), -1)
        lines = lines[at + 1 :]
        lines = lines[1:] if byline and lines[:1] == [byline] else lines
    return Story(
        _until_rights(lines),
        title=None if title is None else pieces.text_in(title),
        byline=byline,
        outlet=_outlet(body),
        published=_published(body),
    )


def _line_before_paragraph(title: Any) -> str | None:
    """Return the author: the one line that a <br> parts from the text, which a <p> opens."""
    texts: list[str] = []
    node = title
    while node is not None:
        texts.append(node.tail or "")
        following = node.getnext()
        if following is None or following.tag not in ("br", "p"):
            return None
        if following.tag == "p":
            break
        node = following
    line = " ".join("".join(texts).split())
    is_closed = node is not title and not texts[-1].strip()
    return line if is_closed and 0 < len(line) < _MAX_BYLINE else None


def _until_rights(lines: list[str]) -> list[str]:
    """Cut the copyright and the number of the document, and what follows them."""
    number = next((i for i, line in enumerate(lines) if _NUMBER.search(line)), len(lines))
    kept = lines[:number]
    rights = max((i for i, line in enumerate(kept) if line.startswith("©")), default=len(kept))
    return kept[:rights]


def _by_class(body: Any, name: str) -> Any:
    for element in body.iter():
        if name in (element.get("class") or "").lower().split():
            return element
    return None


def _outlet(body: Any) -> str | None:
    found = _by_class(body, "docpublicationname")
    return None if found is None else _ISSUE.sub("", pieces.text_in(found)) or None


def _published(body: Any) -> str | None:
    found = [e for e in body.iter("span", "div", "p") if e.get("class") == "DocHeader"]
    return printed_date(" ".join(pieces.text_in(element) for element in found))
