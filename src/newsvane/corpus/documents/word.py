"""The paragraphs of a Word document, from its own XML as it is unpacked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from newsvane.corpus.reading.rows import UnreadableError

DOCUMENT = "word/document.xml"
# What was deleted, moved away or stands twice is not part of the text.
_UNREAD = tuple(
    f"{{*}}{name}"
    for name in (
        "del", "moveFrom", "Fallback", "delText", "instrText", "delInstrText", "tabs", "rPr",
    )
)  # fmt: skip
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_READ = tuple(f"{{*}}{name}" for name in ("t", "bookmarkStart", *_SIGNS))

# lxml has no types of its own.
Element = Any


class Paragraph(NamedTuple):
    """A paragraph, a heading or a paragraph of a table's cell, of a list or of a text box.

    `text` has its tabs and line breaks; `style` is the id of its style, `parts` are the bookmarks
    that it holds. `is_link` tells that all of it is a link, `is_item` that it is an item of a list.
    """

    text: str
    style: str
    parts: tuple[str, ...]
    is_link: bool
    is_item: bool


def paragraphs(pieces: Iterable[bytes], *, name: str = DOCUMENT) -> Iterator[Paragraph]:
    """Yield the paragraphs in reading order; those of a text box stand behind what is around it.

    Parameters
    ----------
    pieces : iterable of bytes
        The XML, in pieces of any size.
    name : str
        The part that it is, for the errors.

    Raises
    ------
    UnreadableError
        When the XML is damaged or declares entities; what stands before has been given.
    """
    from lxml import etree

    parser = etree.XMLPullParser(
        ("end",), tag="{*}p", resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_pis=True,
    )  # fmt: skip
    is_first = True
    try:
        for piece in pieces:
            parser.feed(piece)
            for _, element in parser.read_events():
                if is_first:  # a declaration stands before all else
                    _refuse_entities(element, name=name)
                    is_first = False
                if next(element.iterancestors("{*}p"), None) is not None:
                    continue  # comes with the paragraph around it
                if next(element.iterancestors(*_UNREAD), None) is None:
                    yield from _paragraphs(element)
                element.clear()
        _refuse_entities(parser.close(), name=name)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"{name} is damaged: {error}") from error


def parsed(data: bytes, *, name: str) -> Element:
    """Return the root of a small part; raises as `paragraphs` does."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"{name} is damaged: {error}") from error
    _refuse_entities(root, name=name)
    return root


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return an attribute of whatever namespace, or an empty text."""
    found = (value for key, value in element.attrib.items() if key.endswith("}" + name))
    return next(found, "")


def _refuse_entities(element: Element, *, name: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError(f"{name} declares entities, as no Word document does")


def _paragraphs(outer: Element) -> Iterator[Paragraph]:
    from lxml import etree

    etree.strip_elements(outer, *_UNREAD, with_tail=False)
    within = list(outer.iter("{*}p"))
    for paragraph in within:
        yield _paragraph(paragraph, has_box=len(within) > 1)


def _paragraph(paragraph: Element, *, has_box: bool) -> Paragraph:
    texts: list[str] = []
    parts: list[str] = []
    n_linked = 0
    for element in paragraph.iter(*_READ):
        if has_box and next(element.iterancestors("{*}p")) is not paragraph:
            continue
        name = local(element)
        if name == "bookmarkStart":
            parts.append(attribute(element, "name"))
        elif name == "t":
            texts.append(element.text or "")
            n_linked += len(texts[-1]) * (local(element.getparent().getparent()) == "hyperlink")
        else:
            texts.append(_SIGNS[name])
    text = "".join(texts)
    style, is_item = _properties(paragraph)
    is_link = 0 < n_linked == len(text.strip("\n"))
    return Paragraph(text, style, tuple(parts), is_link, is_item)


def _properties(paragraph: Element) -> tuple[str, bool]:
    """Return the id of the style, and whether the paragraph is an item of a list."""
    style = paragraph.find("{*}pPr/{*}pStyle")
    is_item = paragraph.find("{*}pPr/{*}numPr") is not None
    return "" if style is None else attribute(style, "val"), is_item
