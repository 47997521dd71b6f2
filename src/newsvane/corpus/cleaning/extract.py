"""The article in a saved page. The only importer of trafilatura."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from newsvane.corpus.cleaning.repair import lines_of, repair
from newsvane.corpus.cleaning.titles import without_site
from newsvane.corpus.reading.rows import UnreadableError, one_line

logger = logging.getLogger(__name__)

# trafilatura's time grows with the square of the number of elements: 100,000 paragraphs took 47 s.
# News pages have 100 to 5,000 elements.
_MAX_ELEMENTS = 20_000
# Its own parser loses in silence what lies deeper than 255 levels, hence a tree of our own.
_MAX_DEPTH = 500


@dataclass(frozen=True)
class Page:
    """What a page says about its article; `paragraphs` may still hold noise."""

    paragraphs: tuple[str, ...]
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None


def extract(source: str) -> Page:
    """Find the article in the source of a page.

    Parameters
    ----------
    source : str
        A whole page, or the piece of one that a table cell holds.

    Raises
    ------
    UnreadableError
        When the page is too large or too deeply nested to be a news page, or holds no article.
    """
    is_fragment = "<body" not in source and "<html" not in source.lower()
    tree = _tree(
        f"<html><body><article>{source}</article></body></html>" if is_fragment else source
    )
    document = _extracted(tree)
    if document is None or not (document.text or "").strip():
        raise UnreadableError("page has no article text")
    paragraphs = tuple(line for line in lines_of(repair(document.text)) if line)
    if is_fragment:
        return Page(paragraphs)
    outlet = _text(document.sitename)
    title = _text(document.title)
    return Page(
        paragraphs,
        title=without_site(title, outlet=outlet or _text(document.hostname)) if title else None,
        byline=_text(document.author),
        outlet=outlet,
        url=_text(document.url),
        language=_text(tree.get("lang")),
    )


def _tree(source: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8", no_network=True
    )
    try:
        tree = html.document_fromstring(source.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableError(f"page cannot be parsed: {one_line(str(error))}") from error
    n_elements = sum(1 for _ in tree.iter())
    if n_elements > _MAX_ELEMENTS:
        raise UnreadableError(
            f"page is too large: {n_elements:,} elements, at most {_MAX_ELEMENTS:,}"
        )
    depth = _depth(tree)
    if depth > _MAX_DEPTH:
        raise UnreadableError(f"page is nested too deeply: {depth:,} levels, at most {_MAX_DEPTH}")
    return tree


def _depth(tree: Any) -> int:
    from lxml import etree

    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _extracted(tree: Any) -> Any:
    import trafilatura

    try:
        return trafilatura.bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            # Dates are newsvane's own stage; the thorough search would double the time here.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # whatever a hostile page does to the library is the page's fault
        logger.warning("trafilatura failed", exc_info=True)
        what = one_line(f"{type(error).__name__}: {error}", limit=120)
        raise UnreadableError(f"extraction failed: {what}") from error


def _text(value: str | None) -> str | None:
    return " ".join(repair(value).split()) or None if value else None
