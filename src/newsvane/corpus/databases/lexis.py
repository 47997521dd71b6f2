"""Word documents that Lexis and Nexis Uni export: a cover list, then the documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import NamedTuple

from newsvane.corpus.containers import office
from newsvane.corpus.databases.labels import role_of, split_label
from newsvane.corpus.databases.story import (
    Story,
    copyright_year,
    is_copyright,
    printed_date,
    says,
    shortfall,
    to_row,
)
from newsvane.corpus.documents import word
from newsvane.corpus.reading.rows import Left, Row
from newsvane.corpus.reading.source import ReadSettings, Source
from newsvane.limits import Limits

_START = re.compile(r"Bookmark_(\d{1,6})")
_PART = re.compile(r"(Body|Classification|Correction|Graphic|Notes)(?:_\d{1,6})?")
_COVER = re.compile(r"[^\W\d_]{3,20} \((\d{1,6})\)")
_URL = re.compile(r"https?://[^\s<>\"]{4,500}")
# "Abstract" and "Full text" are headings that the database sets into the body.
_HEADINGS = frozenset({"abstract", "full text", "volltext", "zusammenfassung"})
# Headings below a body, each on a line of its own, of what describes its pictures.
_CAPTIONS = frozenset({"graphic", "graphics", "grafik", "graphique", "gráfico", "grafica"})
_RELATED = frozenset({"related articles", "related coverage", "verwandte artikel"})
_MARKS = (b'w:name="Bookmark_1"', b'w:name="Body"')
# What is left of the marks where another program has saved the document again without bookmarks.
_WORDS = (b">Body<", b"End of Document", b"Length:")


class Paragraph(NamedTuple):
    """A paragraph of a Word document; `parts` are the bookmarks that it holds.

    `is_own_line` tells that it opens with a line break, as the lines after a body do; `is_link`
    that all of it is a link, `is_item` that it is an item of a list.
    """

    text: str
    parts: tuple[str, ...]
    is_own_line: bool
    is_link: bool = False
    is_item: bool = False


def is_lexis(source: Source, *, limits: Limits) -> bool:
    """Whether a Word document bears the bookmarks of this export.

    Raises
    ------
    UnreadableError
        When it is no Word document, or unpacks to more than the limits allow.
    """
    marks, words, tail = set(_MARKS), set(_WORDS), b""
    # Looking is not charged to the archives around it: it is read again, and paid then.
    with office.opened(replace(source, budget=None), limits=limits) as parts:
        for chunk in parts.pieces(word.DOCUMENT):
            seen = tail + chunk
            marks = {mark for mark in marks if mark not in seen}
            words = {word for word in words if word not in seen}
            if not marks or not words:
                return True
            tail = chunk[-64:]
    return False


def read_lexis(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read a Word document that Lexis or Nexis Uni has exported; each document is a record.

    Raises
    ------
    UnreadableError
        When the file is damaged, or unpacks to more than the limits allow.
    """
    record, announced, last = 0, None, 0
    held: list[Paragraph] = []
    for paragraph in _marked(word_paragraphs(source, limits=settings.limits)):
        start = next((m for m in map(_START.fullmatch, paragraph.parts) if m), None)
        if start is not None:
            last = max(last, int(start.group(1)))
            if record:
                yield _row_of(held, source_file=source.name, record=record)
            record, held = record + 1, []
        elif not record:
            cover = _COVER.fullmatch(paragraph.text)
            announced = int(cover.group(1)) if cover and announced is None else announced
        held.append(paragraph)
    if record:
        yield _row_of(held, source_file=source.name, record=record)
    yield from shortfall(record, announced or last, source_file=source.name)


def _marked(paragraphs: Iterator[Paragraph]) -> Iterator[Paragraph]:
    """Give the first documents, and all where there are no bookmarks, the marks they lack."""
    above: list[Paragraph] = []
    for paragraph in paragraphs:
        above.append(paragraph)
        if any(_START.fullmatch(part) for part in paragraph.parts):
            yield from above
            yield from paragraphs
            return
        if split_label(paragraph.text) and role_of(paragraph.text.partition(":")[0]) == "length":
            break
    at = _heading_start(above)
    yield from above[:at]
    number = 1
    is_start = True
    for paragraph in chain(above[at:], paragraphs):
        parts = paragraph.parts
        if is_start and paragraph.text:
            parts, is_start = (f"Bookmark_{number}",), False
            # The title stands in the same paragraph here; a bookmark has one of its own.
            yield paragraph._replace(text="", parts=parts)
            parts = ()
        elif paragraph.text in ("Body", "Classification", "Correction"):
            parts = (paragraph.text,)
        yield paragraph._replace(parts=parts)
        if paragraph.text == "End of Document":
            number, is_start = number + 1, True


def _heading_start(above: list[Paragraph]) -> int:
    """Return where the lines begin that stand together above the first labels."""
    rights = [i for i, paragraph in enumerate(above) if is_copyright(paragraph.text)]
    at = rights[-1] if rights and rights[-1] > len(above) - 12 else len(above)
    # Labels, if no copyright parts them from what is above; empty lines; title, outlet and date.
    for wanted in (False, True) if at < len(above) else (True, False, True):
        while at and bool(above[at - 1].text) == wanted:
            at -= 1
    return at


def word_paragraphs(source: Source, *, limits: Limits) -> Iterator[Paragraph]:
    """Yield the paragraphs of a Word document in order, those of tables and text boxes included.

    Raises
    ------
    UnreadableError
        When the file is damaged, or unpacks to more than the limits allow.
    """
    with office.opened(source, limits=limits) as parts:
        for one in word.paragraphs(parts.pieces(word.DOCUMENT)):
            text, is_own_line = " ".join(one.text.split()), one.text.startswith("\n")
            yield Paragraph(text, one.parts, is_own_line, one.is_link, one.is_item)


@dataclass
class _Found:
    above: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    n_links: int = 0  # paragraphs at the end of the body that are links
    n_items: int = 0  # and those that are links or items of a list


def _row_of(paragraphs: list[Paragraph], *, source_file: str, record: int) -> Row | Left:
    found = _sort(_without_end(paragraphs))
    if not found.body and len(found.above) < 3:
        return Left(
            source_file, record, says(" ".join(found.above) or "nothing"), f"document {record}"
        )
    above, values = found.above, found.values
    _cut_related(found)
    # The title stands first, then the outlet, then the date; a title may have several lines.
    dates = [i for i, line in enumerate(above[:8]) if i > 1 and printed_date(line)]
    at = dates[0] if dates else min(2, len(above))
    # "The Mill Blogs", and below it "(Green)".
    name = at - 2 if at > 2 and above[at - 1].startswith("(") else at - 1
    story = Story(
        found.body,
        title=" ".join(above[:name]) or None,
        outlet=" ".join(above[name:at]) or None,
        byline=values.get("byline"),
        url=values.get("url"),
        language=values.get("language", "").split(";")[0] or None,
        # Where a notice stands in place of the day, the year is that of the copyright.
        published=printed_date(above[at]) if dates else copyright_year(values.get("copyright", "")),
        length=values.get("length"),
    )
    return to_row(story, source_file=source_file, record=record, format="lexis")


def _cut_related(found: _Found) -> None:
    """Leave out "Related Articles" at the end, and below it the headlines of others.

    Links can stand below any short heading there; a plain list is text unless its heading is known.
    """
    for n_below, is_known in ((found.n_items, True), (found.n_links, False)):
        at = len(found.body) - n_below - 1
        heading = found.body[at] if n_below and at > 0 else ""
        is_related = heading.casefold() in _RELATED
        if is_related or (not is_known and len(heading) < 40 and heading[-1:].isalnum()):
            del found.body[at:]
            return


def _without_end(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Leave out the line "End of Document", in whatever language it is."""
    last = max((i for i, p in enumerate(paragraphs) if p.text), default=0)
    end = paragraphs[last]
    is_end = end.is_own_line and len(end.text) < 40 and not end.text.endswith((".", "?", "!", "”"))
    return paragraphs[:last] if is_end else paragraphs


def _sort(paragraphs: list[Paragraph]) -> _Found:
    """Tell what stands above the body, in it and below it."""
    found = _Found()
    part = ""
    for paragraph in paragraphs:
        begins = next((m.group(1) for m in map(_PART.fullmatch, paragraph.parts) if m), None)
        if begins is not None:
            part = begins
        elif is_copyright(paragraph.text) and part != "Body":
            found.values.setdefault("copyright", paragraph.text)
        elif not paragraph.text:
            continue
        elif not part:
            _above(paragraph, found=found)
        elif part in ("Body", "Correction"):
            part = _inside(paragraph, part=part, found=found)
        else:
            part = _below(paragraph, part=part, found=found)
    return found


def _above(paragraph: Paragraph, *, found: _Found) -> None:
    labelled = split_label(paragraph.text)
    # The title stands before any label, and may itself begin with a word and a colon.
    if labelled is None or not found.above:
        found.above.append(paragraph.text)
        return
    role = role_of(labelled[0]) or "other"
    found.values.setdefault(role, labelled[1])
    if role == "lead":
        found.body.append(labelled[1])


def _inside(paragraph: Paragraph, *, part: str, found: _Found) -> str:
    """Take a paragraph of the body; return the part that the next one stands in."""
    text = paragraph.text
    if _URL.fullmatch(text):
        # An address without a path is that of the paper.
        if text.rstrip("/").count("/") > 2:
            found.values["url"] = text
        return part
    if paragraph.is_own_line or part == "Correction":
        labelled = split_label(text)
        if labelled is not None:
            found.values.setdefault(role_of(labelled[0]) or "other", labelled[1])
            return "labels"
        if paragraph.is_own_line and text.casefold() in _CAPTIONS:
            return "captions"
    if text.casefold() not in _HEADINGS:
        found.body.append(text.partition("Correction-Date:")[0] if part == "Correction" else text)
        found.n_links = found.n_links + 1 if paragraph.is_link else 0
        found.n_items = found.n_items + 1 if paragraph.is_link or paragraph.is_item else 0
    return part


def _below(paragraph: Paragraph, *, part: str, found: _Found) -> str:
    labelled = split_label(paragraph.text)
    if labelled is not None:
        found.values.setdefault(role_of(labelled[0]) or "other", labelled[1])
    return part
