"""Word documents (.docx) as articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsvane.corpus.containers import office
from newsvane.corpus.documents.word import (
    DOCUMENT,
    Element,
    attribute,
    local,
    paragraphs,
    parsed,
)
from newsvane.corpus.reading.columns import as_text
from newsvane.corpus.reading.rows import Left, Row, UnreadableError, length_problem, safe
from newsvane.corpus.reading.source import Limits, ReadSettings, Source

# The XML of a novel has about 10 MB; the tree of a part takes ten times the memory of its text.
MAX_PART_MB = 64
_STYLES, _CORE = "word/styles.xml", "docProps/core.xml"
# A heading this far down is no headline.
_FIRST = 5
_TITLES = re.compile(r"title|heading [12]", re.I)
_NO_TITLE = re.compile(
    r"microsoft|document\d*$|dokument\d*$|untitled|.{0,200}\.(?:docx?|rtf)$", re.I
)


class Paragraph(NamedTuple):
    """A paragraph, a heading or a paragraph of a table's cell, and the name of its style."""

    text: str
    style: str


def read_docx(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read a Word document as one article; its record is 0.

    The title is a heading among the first paragraphs, else that of the file's properties, which is
    noted. Author and dates of the properties are those of the file, not of the article.

    Raises
    ------
    UnreadableError
        When it is no Word document, is encrypted or damaged, or unpacks to too much.
    """
    found, properties = read_parts(source, limits=settings.limits)
    content = safe("\n\n".join(one.text for one in found))
    problem = length_problem(content, is_html=False)
    if problem:
        yield Left(source.name, 0, problem)
        return
    heading = next((one.text for one in found[:_FIRST] if _TITLES.fullmatch(one.style)), None)
    title, note = as_text(heading), None
    if title is None and properties and not _NO_TITLE.match(properties):
        title, note = properties, "the title is that of the file's properties"
    yield Row(source.name, 0, "docx", content, False, title=title, note=note)


def read_parts(source: Source, *, limits: Limits) -> tuple[list[Paragraph], str | None]:
    """Return the paragraphs that have text, in reading order, and the title of the properties.

    Raises
    ------
    UnreadableError
        As for `read_docx`.
    """
    with office.opened(source, limits=limits) as parts:
        if DOCUMENT in parts.parts and parts.parts[DOCUMENT].file_size > MAX_PART_MB << 20:
            size = parts.parts[DOCUMENT].file_size / 1e6
            raise UnreadableError(f"too long for one article: {DOCUMENT} has {size:,.0f} MB")
        # A fault of the styles or the properties costs their facts, not the text.
        names = _style_names(_optional(parts, _STYLES))
        found = [
            Paragraph(one.text.strip(), names.get(one.style, one.style))
            for one in paragraphs(parts.pieces(DOCUMENT))
            if one.text.strip()
        ]
        return found, _core_title(_optional(parts, _CORE))


def _optional(parts: office.Office, name: str) -> Element | None:
    if name not in parts.parts or parts.parts[name].file_size > MAX_PART_MB << 20:
        return None
    try:
        return parsed(parts.read(name), name=name)
    except UnreadableError:
        return None


def _style_names(styles: Element | None) -> dict[str, str]:
    """Return style id to name: the ids are of the program's language, the names of headings not."""
    names = {}
    for style in [] if styles is None else styles:
        if local(style) == "style":
            name = next((attribute(one, "val") for one in style if local(one) == "name"), "")
            names[attribute(style, "styleId")] = name
    return names


def _core_title(core: Element | None) -> str | None:
    found = (one.text for one in ([] if core is None else core) if local(one) == "title")
    return as_text(next(found, None))
