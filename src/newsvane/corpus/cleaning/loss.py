"""How much of what a reader sees an extraction kept: the guard against text lost in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from newsvane.corpus.cleaning.paragraphs import is_closed
from newsvane.corpus.cleaning.tree import blocks

# Running text: a sentence of some length that is no link. Menus, teasers and captions are not.
_MIN_WORDS = 10
# About as much where words are not spaced.
_MIN_UNSPACED = 30
_MAX_LINKED = 0.5
_MIN_SHARE = 0.5
# Below this share of the page's running text, what was found says nothing of where the article is.
_MIN_KNOWN = 0.1
# Where this much more was found, what counts as running text here is no measure: lists, tables.
_MAX_EXCESS = 2.0
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_PLAIN = re.compile(r"[\W_]+")
# Enough letters at both ends of a paragraph to know it again.
_END = 30
_APART = frozenset({"aside", "footer", "form", "nav", "header", "figcaption", "figure"})
_APART_NAMES = re.compile(
    r"comment|disqus|respond|cookie|consent|gdpr|newsletter|subscri|signup|sidebar|footer|related"
    r"|recommend|promo|teaser|popup|modal|share|social|disclaim|copyright|advert|biograph|author",
    re.I,
)


class Block(NamedTuple):
    """A run of visible text: where it stands, and whether it is running text."""

    owner: Any
    text: str
    n_linked: int
    is_running: bool


def visible_blocks(tree: Any) -> list[Block]:
    """Return what a reader sees of a page outside of menus, forms, comments, footers and boxes.

    Parameters
    ----------
    tree : lxml element
        The root of the page, without scripts.
    """
    apart: dict[Any, bool] = {}
    found = []
    for owner, text, n_linked in blocks(tree):
        if not _is_apart(owner, apart):
            found.append(Block(owner, text, n_linked, _runs(text, n_linked)))
    return found


def lost_text(found: Sequence[str], visible: Sequence[Block]) -> tuple[str, ...]:
    """Return the article as it stands on the page where an extraction has less than half of it.

    The article is the running text of the innermost element that holds nine tenths of what was
    found, or of the `article` element around that; where nearly nothing was found, of the
    innermost element that holds 60 % of the page's running text. Characters are counted.

    Parameters
    ----------
    found : sequence of str
        The paragraphs of the extraction.
    visible : sequence of Block
        See `visible_blocks`.

    Returns
    -------
    tuple of str
        All paragraphs of that element from its first to its last running text, links left out;
        empty where at least half was kept.
    """
    running = [block for block in visible if block.is_running]
    total = sum(len(block.text) for block in running)
    text = _plain(" ".join(found))
    kept = [block for block in running if _is_in(block.text, text)]
    # Paragraphs that stand there many times, or lost their middle, are known by the length.
    n_found = sum(map(len, found))
    n_kept = min(n_found, sum(len(block.text) for block in kept))
    if n_kept >= _MIN_SHARE * total or n_found > _MAX_EXCESS * total:
        return ()
    is_known = n_kept >= _MIN_KNOWN * total
    element = _around(kept, share=0.9) if is_known else _around(running, share=0.6)
    element = next(element.iterancestors("article"), element) if is_known else element
    inside = [block for block in visible if element in _path(block.owner)]
    n_inside = sum(len(block.text) for block in inside if block.is_running)
    if n_kept >= _MIN_SHARE * n_inside:
        return ()
    places = [i for i, block in enumerate(inside) if block.is_running]
    article = inside[places[0] : places[-1] + 1]
    return tuple(b.text for b in article if b.n_linked <= _MAX_LINKED * len(b.text))


def _is_in(paragraph: str, text: str) -> bool:
    letters = _plain(paragraph)
    return letters[:_END] in text and letters[-_END:] in text


def _plain(text: str) -> str:
    return _PLAIN.sub("", text.casefold())


def _runs(text: str, n_linked: int) -> bool:
    n_words = len(text.split())
    if n_words < _MIN_WORDS:
        if text.isascii() or len(_UNSPACED.findall(text)) < _MIN_UNSPACED:
            return len(text) > 1_000  # one endless word
    is_text = is_closed(text) or n_words > 60
    return is_text and n_linked <= _MAX_LINKED * len(text)


def _is_apart(owner: Any, known: dict[Any, bool]) -> bool:
    """Whether an element stands in something that is no part of an article."""
    if owner is None or owner.tag in ("body", "html", "article", "main"):
        return False
    if owner not in known:
        name = f"{owner.get('class') or ''} {owner.get('id') or ''}"
        known[owner] = (
            owner.tag in _APART
            or (name != " " and bool(_APART_NAMES.search(name)))
            or _is_apart(owner.getparent(), known)
        )
    return known[owner]


def _path(element: Any) -> tuple[Any, ...]:
    return (element, *element.iterancestors())


def _around(blocks: Sequence[Block], *, share: float) -> Any:
    """Return the innermost element in which that share of the text stands."""
    within: Counter[Any] = Counter()
    for block in blocks:
        for element in _path(block.owner):
            within[element] += len(block.text)
    wanted = share * sum(len(block.text) for block in blocks)
    candidates = [element for element, size in within.items() if size >= wanted]
    return max(candidates, key=lambda element: sum(1 for _ in element.iterancestors()))
