"""Pages that Factiva exports, in the layout with field codes and in the one for reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from newsvane.corpus.databases import pieces
from newsvane.corpus.databases.story import Story, noted, printed_date, says, shortfall, to_row
from newsvane.corpus.reading.rows import Left, Row
from newsvane.corpus.reading.source import ReadSettings, Source

# The class tells the language, whatever that of the interface is: "article deArticle".
MARKER = re.compile(
    r"<div[^<>]{0,200}\bclass=[\"']?article ([a-z]{2,8})Article\b[^<>]{0,200}>", re.I
)
# "Document RILL0000020180531ee5v000qa": the code of the source, zeros, the day it was taken in.
_DOCUMENT = re.compile(r"[^\d\W]{1,20} ([A-Z0-9]{2,14}?)0{1,8}(?:19|20)\d{6}[a-z0-9]{4,14}")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_LENGTH = re.compile(r"\d[\d.,\s]{0,9}[^\d]{1,20}")


def read_factiva(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read a page that Factiva has exported; each article is a record.

    Raises
    ------
    UnreadableError
        When the page is empty, not text, or too large.
    """
    text, doubt = pieces.whole(source)
    _, articles = pieces.split(text, marker=MARKER)
    record = 0
    for record, piece in enumerate(articles, start=1):
        marker = MARKER.match(piece)
        article = pieces.parse(piece).find("body/div")
        if article is None or marker is None:
            yield Left(source.name, record, says("nothing"), f"document {record}")
            continue
        story = _coded(article) or _printed(article)
        story = replace(story, language=marker.group(1).lower()[:2])
        row = to_row(story, source_file=source.name, record=record, format="factiva")
        yield noted(row, doubt if record == 1 else None)
    yield from shortfall(record, None, source_file=source.name)


def _coded(article: Any) -> Story | None:
    """Read the layout that names each field by its code: HD, BY, PD, SN, LP, TD."""
    values: dict[str, list[str]] = {}
    for row in article.iter("tr"):
        cells = [cell for cell in row if cell.tag == "td"]
        if len(cells) > 1 and "index" in (cells[0].get("class") or ""):
            values.setdefault(pieces.text_in(cells[0]), pieces.paragraphs(cells[1]))
    if not values.keys() & {"HD", "LP", "TD"}:
        return None
    at = " ".join(values.get("ET", []))
    published = " ".join(values.get("PD", []))
    return Story(
        [*values.get("LP", []), *values.get("TD", [])],
        title=" ".join(values.get("HD", [])),
        outlet=" ".join(values.get("SN", [])),
        byline=" ".join(values.get("BY", [])),
        published=f"{published} {at}" if published and at else published,
        length=" ".join(values.get("WC", [])),
    )


def _printed(article: Any) -> Story:
    """Read the layout for reading.

    Its lines bear no names: section, headline, author, length, date, source, the code of the
    source, edition and page, language, rights; then the text, and last the publisher and the
    number of the document, which opens with that code.
    """
    lines: list[str] = []
    title = byline = None
    body: list[str] = []
    for child in article:
        if child.tag == "div" and child.get("id") == "hd":
            title, lines = pieces.text_in(child), []
        elif child.tag == "div" and child.get("class") == "author":
            byline = pieces.text_in(child)
        elif child.tag == "div" and not body:
            lines.append(pieces.text_in(child))
        elif isinstance(child.tag, str):
            body += pieces.paragraphs(child)
        if child.tail and child.tail.strip():
            body.append(" ".join(child.tail.split()))
    number = _DOCUMENT.fullmatch(body[-1]) if body else None
    code = number.group(1) if number else None
    at = lines.index(code) if code in lines else _after_date(lines)
    at += lines[at + 1 : at + 2] == [code]  # a source that is named as its code is
    # A time of day can stand on a line of its own between date and source.
    dates = [line for line in lines[: max(at - 1, 0)][-2:] if printed_date(line)]
    clock = next((line for line in lines[:at] if _CLOCK.fullmatch(line)), None)
    published = printed_date(dates[-1]) if dates else None
    return Story(
        body[:-2] if number else body,
        title=title,
        outlet=lines[at - 1] if 0 < at <= len(lines) else None,
        byline=byline,
        published=f"{published} {clock}" if published and clock else published,
        length=next((line for line in lines[:at] if _LENGTH.fullmatch(line)), None),
    )


def _after_date(lines: list[str]) -> int:
    """Where the code of the source is not known: its name follows the date."""
    dates = [i for i, line in enumerate(lines) if len(line) < 60 and printed_date(line)]
    return dates[0] + 2 if dates else 0
