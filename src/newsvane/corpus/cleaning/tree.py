"""A page as a tree: parsed once, within limits, without what no reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from newsvane.corpus.cleaning.paragraphs import is_closed
from newsvane.corpus.reading.rows import UnreadableError, one_line

# trafilatura's time grows with the square of the number of elements: 100,000 paragraphs took 47 s.
# News pages have 100 to 5,000 elements.
_MAX_ELEMENTS = 20_000
# Its own parser loses in silence what lies deeper than 255 levels, hence a tree of our own.
_MAX_DEPTH = 500

# What holds no text of an article, whatever stands in it. Scripts that describe the page are read
# before (see described.py).
_JUNK = (
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas",
    "audio", "video", "map", "button", "select", "datalist", "input", "textarea", "dialog", "nav",
    "link", "frameset", "applet", "aside", "footer", "option", "source", "track",
)  # fmt: skip
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.I)
# Attributes first: few elements have one of these.
_MAY_BE_HIDDEN = "//@hidden/.. | //@style[contains(., 'none') or contains(., 'hid')]/.."
# Pages that hide the article until a script shows it hide a lot of text; pop-ups hide little.
_MAX_HIDDEN = 600
# libxml2 takes what a document type declares for text of the page.
_DOCTYPE = re.compile(r"<!doctype\b[^<>\[]{0,500}(?:\[[^\]]{0,20000}\]\s{0,20})?>", re.I)
_BRACKETED = re.compile(r"\s*\[[^\[\]]{1,30}\]?\s*\|?\s*\Z")
_MIN_LINK_WORDS = 4
_MAX_LINK = 400
_LINK_SHARE = 0.75
_BLOCKS = frozenset(
    """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html li main menu ol p pre section table tbody td tfoot
    th thead tr ul
    """.split()
)


def parse(source: str) -> Any:
    """Return the root of the tree of a page.

    Nothing is fetched and no entity is expanded. A piece of a page becomes the body of one.

    Raises
    ------
    UnreadableError
        When it cannot be parsed, has more than 20,000 elements or more than 500 levels.
    """
    from lxml import etree, html

    parser = etree.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8", no_network=True
    )
    # One class for all elements, chosen without a call into Python for each of them.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    source = _DOCTYPE.sub("", source, count=1)
    try:
        tree = etree.fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableError(f"page cannot be parsed: {one_line(str(error))}") from error
    if tree is None:
        raise UnreadableError("page has no article text")
    _refuse_beyond_limits(tree)
    return tree


def _refuse_beyond_limits(tree: Any) -> None:
    n_elements = int(tree.xpath("count(//*)"))
    if n_elements > _MAX_ELEMENTS:
        raise UnreadableError(
            f"page is too large: {n_elements:,} elements, at most {_MAX_ELEMENTS:,}"
        )
    if _is_too_deep()(tree):
        raise UnreadableError(f"page is nested too deeply: more than {_MAX_DEPTH} levels")


@cache
def _is_too_deep() -> Any:
    """Return a test of a tree that takes no call into Python for each element."""
    from lxml import etree

    return etree.XPath(f"boolean({'/*' * (_MAX_DEPTH + 1)})")


def prune(tree: Any) -> None:
    """Take out of the tree what no reader sees, pop-ups, and paragraphs that are one link."""
    for element in list(tree.iter(*_JUNK)):
        drop(element)
    for element in tree.xpath(_MAY_BE_HIDDEN):
        if _is_hidden(element):
            drop(element)
    for cell in tree.iter("td", "th"):  # widths make trafilatura fill whole grids with empty cells
        cell.attrib.pop("colspan", None)
        cell.attrib.pop("rowspan", None)
    for element in tree.xpath("//p//span[img and a]"):  # cards on people, shown on a touch
        drop(element)
    for element in list(tree.iter("p", "h2", "h3", "h4", "h5", "h6")):
        if _is_link(element):
            drop(element)


def drop(element: Any) -> None:
    """Remove an element; the text behind it stays."""
    parent = element.getparent()
    if parent is None or element.tag == "body":
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def text_of(element: Any) -> str:
    """Return the text of an element and all within it, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def short_text(element: Any, *, limit: int) -> str | None:
    """Return the text of an element, or None where it is longer than `limit` characters.

    No more is read than that, so that hidden elements within hidden elements take no time.
    """
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        words = piece.split() if len(piece) < 10 * limit else [piece]
        length += sum(map(len, words))
        if length > limit:
            return None
        pieces.append(piece)
    return " ".join("".join(pieces).split())


def blocks(tree: Any) -> Iterator[tuple[Any, str, int]]:
    """Yield each run of text that no block element or line break interrupts.

    Yields
    ------
    element : lxml element
        The block that it stands in.
    text : str
        With single spaces, never empty.
    n_linked : int
        How many of its characters are links, spaces not counted.
    """
    from lxml import etree

    owners = [tree]
    pieces: list[str] = []
    n_linked = n_links = 0

    def flush() -> tuple[Any, str, int] | None:
        nonlocal pieces, n_linked
        text, linked = " ".join("".join(pieces).split()), n_linked
        pieces, n_linked = [], 0
        return (owners[-1], text, linked) if text else None

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        is_block = tag in _BLOCKS
        if is_block or tag == "br":
            run = flush()
            if run:
                yield run
        if event == "start":
            owners += [element] * is_block
            n_links += tag == "a"
            n_linked = _add(pieces, element.text, n_linked, is_link=n_links > 0)
        else:
            if is_block:
                owners.pop()
            n_links -= tag == "a"
            n_linked = _add(pieces, element.tail, n_linked, is_link=n_links > 0)


def _add(pieces: list[str], text: str | None, n_linked: int, *, is_link: bool) -> int:
    if not text:
        return n_linked
    pieces.append(text)
    return n_linked + (len("".join(text.split())) if is_link else 0)


def _is_hidden(element: Any) -> bool:
    style = element.get("style") or ""
    if element.get("hidden") is None and not _HIDDEN.search(style):
        return False
    return short_text(element, limit=_MAX_HIDDEN) is not None


def _is_link(element: Any) -> bool:
    """Whether the paragraph is a link to another article: no sentence, and most of it is linked."""
    if element.find(".//a") is None:
        return False
    text = short_text(element, limit=_MAX_LINK)
    if text is None or len(text.split()) < _MIN_LINK_WORDS:
        return False
    bare = _BRACKETED.sub("", text)
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return linked >= _LINK_SHARE * len(text) and not is_closed(bare)
