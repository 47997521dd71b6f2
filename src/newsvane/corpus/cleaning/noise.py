"""What pages put around and between the paragraphs of an article, and how it is recognised.

What a paragraph says for itself is judged in `wording.py`; here stands what its place tells: lists
of links below a heading, stamps above the text, menus line by line, captions, authors.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from newsvane.corpus.cleaning import captions
from newsvane.corpus.cleaning.bylines import find_biography, find_byline
from newsvane.corpus.cleaning.menus import is_stamp, menu_runs
from newsvane.corpus.cleaning.paragraphs import is_closed
from newsvane.corpus.cleaning.titles import plain
from newsvane.corpus.cleaning.wording import outlet_of, rule_of

# Headings whose links follow as lines of their own.
_LINK_HEADS = frozenset(
    " ".join(phrase.split())
    for phrase in """
    related articles | related stories | related | related news | related content | related
    posts | related topics | more on this story | more from | most read | most popular | you
    may also like | you might also like | recommended | recommended for you | read more | read
    next | see also | also read | trending | trending now | latest news | top stories |
    editors picks | more stories | more news | popular now | popular | don t miss | explore more |
    latest | latest stories | in case you missed it | more like this | what to read next
    """.split("|")
)
# Only where no sentence follows any more: within the text these may be headings of its own.
_END_HEADS = re.compile(
    r"(?:more (?:from|on|in|about|by) \S+(?: \S+){0,3}|topics?|tags?|filed under"
    r"|categories|keywords|latest (?:from|on|in) \S+(?: \S+){0,3}|explore|discover)\Z",
    re.I,
)
_THANKS = re.compile(
    r".{3,120}\bcontributed (?:to (?:this|the) (?:report|story|article)|reporting)\.?\Z"
)
_MAX_LINK_WORDS = 25
_MIN_PROSE_WORDS = 8


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
    for i in _link_lists(paragraphs, found):
        found[i] = found[i] or "link list"
    for i in menu_runs(paragraphs):
        found[i] = found[i] or "menu"
    take("byline", byline)
    take("stamp", _stamps)
    take("caption", captions.find)
    take("biography", biography)
    take("rights", _thanks)
    return found, author


def _is_prose(text: str) -> bool:
    return is_closed(text) and len(text.split()) >= _MIN_PROSE_WORDS


def _stamps(paragraphs: list[str]) -> set[int]:
    """Find dates and times above the first sentence; below, a chronicle has them as headings."""
    first = next((i for i, text in enumerate(paragraphs) if _is_prose(text)), 0)
    return {i for i in range(first) if is_stamp(paragraphs[i])}


def _thanks(paragraphs: list[str]) -> set[int]:
    n = len(paragraphs)
    return {i for i in range(max(1, n - 3), n) if _THANKS.match(paragraphs[i][:200])}


def _link_lists(paragraphs: Sequence[str], ruled: Sequence[str]) -> set[int]:
    """Find headings such as "Related stories" with the lines below that are no sentences.

    One line alone goes at the end only: within the text it may be a heading of the article's own.
    """
    found: set[int] = set()
    prose = [i for i, text in enumerate(paragraphs) if _is_prose(text) and not ruled[i]]
    last = prose[-1] if prose else -1
    i = 0
    while i < len(paragraphs):
        start = i
        i += 1
        if not _is_head(paragraphs[start], is_end=start > last >= 0):
            continue
        while i < len(paragraphs) and _is_link(paragraphs[i]):
            i += 1
        if i - start > 2 or i == len(paragraphs):
            found |= set(range(start, i))
        elif plain(paragraphs[start]) in _LINK_HEADS:
            found.add(start)
    return found


def _is_head(text: str, *, is_end: bool) -> bool:
    if len(text) >= 60:
        return False
    is_known = len(text) < 30 and plain(text) in _LINK_HEADS
    return is_known or (is_end and not is_closed(text) and bool(_END_HEADS.match(text)))


def _is_link(text: str) -> bool:
    is_head = len(text) < 30 and plain(text) in _LINK_HEADS
    return not is_head and not is_closed(text) and len(text.split()) <= _MAX_LINK_WORDS
