"""What pages put around and between the paragraphs of an article, and how it is recognised.

What a paragraph says for itself is judged in `wording.py`; then its place tells more: lists of
links below a heading, menus above the headline, what follows a form (`regions.py`), stamps,
captions, authors. For their place alone lines go, and questions among links, but no sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from newsvane.corpus.cleaning import captions, regions
from newsvane.corpus.cleaning.appeals import is_advice
from newsvane.corpus.cleaning.bylines import find_biography, find_byline
from newsvane.corpus.cleaning.menus import is_stamp, menu_runs
from newsvane.corpus.cleaning.wording import APPEALS, outlet_of, rule_of, weak_appeal_of

_THANKS = re.compile(
    r".{3,120}\bcontributed (?:to (?:this|the) (?:report|story|article)|reporting)\.?\Z"
)
# Beside these, less evidence makes a line a part of them.
_INVITING = frozenset(("promotion", "paywall", "form", "consent"))


@dataclass(frozen=True)
class Stripped:
    """An article's own paragraphs, and what the noise told about it."""

    paragraphs: tuple[str, ...]
    outlet: str | None = None
    byline: str | None = None
    removed: tuple[tuple[str, int], ...] = field(default=(), repr=False)


def strip(paragraphs: Sequence[str]) -> Stripped:
    """Separate the paragraphs of the article from the rest of the page.

    Parameters
    ----------
    paragraphs : sequence of str
        All paragraphs, the headline first where there is one.

    Returns
    -------
    Stripped
        What stays, in order and unchanged; the outlet that a disclaimer names; the author that a
        byline or a box at the end names; how many paragraphs each rule removed.

    Examples
    --------
    >>> strip(["By Ada Byron", "Rain fell.", "READ MORE: Floods", "Share"])
    Stripped(paragraphs=('Rain fell.',), outlet=None, byline='Ada Byron')
    """
    found, byline = _ruled(paragraphs)
    views = (text for text, rule in zip(paragraphs, found, strict=True) if rule == "disclaimer")
    outlet = next(filter(None, map(outlet_of, views)), None)
    kept = tuple(text for text, rule in zip(paragraphs, found, strict=True) if not rule)
    counts = Counter(filter(None, found))
    return Stripped(kept, outlet, byline, tuple(sorted(counts.items())))


def rules(paragraphs: Sequence[str]) -> list[str]:
    """Return for each paragraph the name of the rule that takes it, or an empty text.

    Examples
    --------
    >>> rules(["By Ada Byron", "Rain fell.", "READ MORE: Floods", "Share"])
    ['byline', '', 'label', 'button or link']
    """
    return _ruled(paragraphs)[0]


def is_noise(paragraph: str) -> bool:
    """Whether a paragraph, for itself, is a button, a promotion, a form, a link or a notice.

    Examples
    --------
    >>> is_noise("Sign up to our weekly newsletter here")
    True
    >>> is_noise("Readers could sign up to the paper's newsletter, the owners said.")
    False
    """
    return rule_of(paragraph) != ""


def _ruled(paragraphs: Sequence[str]) -> tuple[list[str], str | None]:
    found = [rule_of(text) for text in paragraphs]
    _spare_advice(paragraphs, found)
    author: str | None = None

    def take(rule: str, find: Callable[[list[str]], set[int]]) -> None:
        """Let a rule see what is left, and write its name where it takes something."""
        places = [i for i, taken in enumerate(found) if not taken]
        for i in sorted(find([paragraphs[i] for i in places])):
            found[places[i]] = rule

    def byline(texts: list[str]) -> set[int]:
        nonlocal author
        places, author = find_byline(texts)
        return places

    def biography(texts: list[str]) -> set[int]:
        nonlocal author
        places, named = find_biography(texts, byline=author)
        author = author or named
        return places

    # Headings of link lists are buttons, too, so lists are looked for among all lines.
    block = regions.main_block(paragraphs, found)
    headlines = regions.headlines(paragraphs, found, start=block[0])
    for i in regions.link_lists(paragraphs, found, headlines=headlines):
        found[i] = found[i] or "link list"
    for i in menu_runs(paragraphs):
        found[i] = found[i] or "menu"
    for i in regions.around(paragraphs, found, block=block, headlines=headlines):
        found[i] = found[i] or "menu"
    take("byline", byline)
    take("stamp", _stamps)
    take("caption", captions.find)
    take("biography", biography)
    take("rights", _thanks)
    for i in regions.beside(found, kinds=_INVITING):
        found[i] = weak_appeal_of(paragraphs[i])
    return found, author


def _spare_advice(paragraphs: Sequence[str], found: list[str]) -> None:
    """Give back what an article that advises its readers asks of them."""
    asking = [i for i, rule in enumerate(found) if rule in APPEALS]
    if asking and is_advice(paragraphs):
        for i in asking:
            found[i] = rule_of(paragraphs[i], is_advice=True)


def _stamps(paragraphs: list[str]) -> set[int]:
    """Find dates and times above the first sentence; below, a chronicle has them as headings."""
    first = next((i for i, text in enumerate(paragraphs) if regions.is_prose(text)), 0)
    return {i for i in range(first) if is_stamp(paragraphs[i])}


def _thanks(paragraphs: list[str]) -> set[int]:
    n = len(paragraphs)
    return {i for i in range(max(1, n - 3), n) if _THANKS.match(paragraphs[i][:200])}
