"""The article in a saved page. The only importer of trafilatura."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from newsvane.corpus.cleaning import loss, tree
from newsvane.corpus.cleaning.described import Described, describe
from newsvane.corpus.cleaning.repair import lines_of, repair
from newsvane.corpus.reading.rows import UnreadableError, one_line

logger = logging.getLogger(__name__)

_ROW = re.compile(r"\|(?:.*\|)?\Z")
_RULE = re.compile(r"[\s|:-]*\Z")


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

    What trafilatura finds is compared with the running text that a reader sees. Where it has less
    than half of that, its slower methods are tried, then the running text is taken as it stands.

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
    root = tree.parse(
        f"<html><body><article>{source}</article></body></html>" if is_fragment else source
    )
    described = Described() if is_fragment else describe(root)
    tree.prune(root)
    paragraphs = _paragraphs(root, described)
    if not paragraphs:
        raise UnreadableError("page has no article text")
    return Page(
        paragraphs,
        title=described.title,
        byline=described.byline,
        outlet=described.outlet,
        url=described.url,
        language=described.language,
    )


def _paragraphs(root: Any, described: Described) -> tuple[str, ...]:
    found = _extracted(root, fast=True)
    n_found = sum(map(len, found))
    # Where it is half of all the text that there is, no part of that needs to be looked at.
    if n_found < 0.5 * root.xpath("string-length(normalize-space())"):
        visible = loss.visible_blocks(root)
        if loss.lost_text(found, visible):
            logger.info("the first extraction lost more than half of the page's running text")
            found = _extracted(root, fast=False)
            found = loss.lost_text(found, visible) or found
    stated = _lines(described.body or "")
    # Some pages hold their text for machines only, and show it by a script.
    if sum(map(len, found)) < 0.5 * sum(map(len, stated)) and "<" not in (described.body or ""):
        return stated
    return found


@cache
def _options(*, is_fast: bool) -> Any:
    from trafilatura.settings import Extractor

    return Extractor(output_format="python", fast=is_fast, comments=False, tables=True)


def _extracted(root: Any, *, fast: bool) -> tuple[str, ...]:
    import trafilatura

    try:
        document = trafilatura.bare_extraction(root, options=_options(is_fast=fast))
    except Exception as error:  # whatever a hostile page does to the library is the page's fault
        what = one_line(f"{type(error).__name__}: {error}", limit=120)
        logger.warning("trafilatura failed: %s", what, exc_info=True)
        return ()
    text = getattr(document, "text", None)  # None where it found nothing
    return _lines(text or "")


def _lines(text: str) -> tuple[str, ...]:
    lines = (_cells(line) if _ROW.match(line) else line for line in lines_of(repair(text)))
    return tuple(line for line in lines if line)


def _cells(row: str) -> str:
    """Free the row of a table from its marks: a layout in columns is text like any other."""
    if _RULE.match(row):
        return ""
    return " | ".join(cell for cell in map(str.strip, row.split("|")) if cell)
