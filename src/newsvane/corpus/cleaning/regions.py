"""Where the article stands in a text, and what around it goes for the place where it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from newsvane.corpus.cleaning import controls
from newsvane.corpus.cleaning.headings import is_end_head, is_list_head, may_be_list_head
from newsvane.corpus.cleaning.menus import is_button, is_section
from newsvane.corpus.cleaning.paragraphs import is_closed, is_quoted

_MIN_PROSE_WORDS = 8
_MAX_LINK_WORDS = 25
# A headline may be a question; so may be the name of a link, but not a whole paragraph.
_MAX_QUESTION_WORDS = 14
# What a line that is no sentence takes from the weight of the sentences around it, in words.
_COST = 6
_MAX_HEAD = 60
_MAX_SUBHEAD_WORDS = 8
_MAX_GAIN = 60
# Rules after which, below an article, nothing of it follows.
_CLOSING = frozenset(("form", "link list", "menu", "rights", "consent"))
_PAGE = _CLOSING | {"button or link", "promotion", "paywall", "stamp"}
# A heading of two words may stand in a row with buttons by chance; a menu has more of them.
_MIN_KNOWN = 2
_KNOWN_SHARE = 0.12
_MAX_NAME_WORDS = 4
_MIN_HEADLINE_WORDS = 3
# A headline stands at most this many lines above the text: bylines, dates, buttons between them.
_NEAR = 15
_ROW = 4


def is_prose(text: str) -> bool:
    """Whether a paragraph is a sentence, or several."""
    return text.count(" ") >= _MIN_PROSE_WORDS - 1 and is_closed(text)


def main_block(paragraphs: Sequence[str], ruled: Sequence[str]) -> tuple[int, int]:
    """Find the run of paragraphs with the most sentences and the least else in it.

    Sentences add their words, every other line costs some: the maximum subarray, as in Finn,
    Kushmerick and Smyth, Fact or fiction (2001), where tags are what costs.

    Returns
    -------
    start, stop : int
        Of its first sentence, and behind its last; both 0 where no sentence is.

    Examples
    --------
    >>> rain = "Rain fell in the hills on Monday and on Tuesday."
    >>> main_block(["News", rain, "A note", rain, "Home", "Help"], [""] * 6)
    (1, 4)
    """
    best = (0, 0, 0)
    start = total = 0
    for i, text in enumerate(paragraphs):
        is_gain = not ruled[i] and is_prose(text)
        if total <= 0:
            start, total = i, 0
        if is_gain:
            total += min(_MAX_GAIN, text.count(" ") + 1)
            if total > best[0]:
                best = (total, start, i + 1)
        else:
            total -= _COST
    return best[1], best[2]


def link_lists(
    paragraphs: Sequence[str], ruled: Sequence[str], *, headlines: frozenset[int] = frozenset()
) -> set[int]:
    """Find headings such as "Related stories" with the lines below that are no sentences.

    One line alone goes at the end only: within the text it may be a heading of the article's own.
    A list ends above what may be the headline.
    """
    found: set[int] = set()
    places = reversed(range(len(paragraphs)))
    last = next((i for i in places if not ruled[i] and is_prose(paragraphs[i])), -1)
    i = 0
    while i < len(paragraphs):
        start = i
        i += 1
        text = paragraphs[start]
        if len(text) >= _MAX_HEAD:
            continue
        is_sure, is_end = is_list_head(text), start > last >= 0
        if not (is_sure or may_be_list_head(text) or (is_end and is_end_head(text))):
            continue
        while i < len(paragraphs) and i not in headlines and _is_link(paragraphs[i]):
            i += 1
        # Where the text goes on behind a list, its last line may be a heading of the text.
        if i - start > 1 and i <= last and _may_be_subhead(paragraphs[i - 1]):
            i -= 1
        if i - start > 2 or (i == len(paragraphs) and (is_sure or is_end)):
            found |= set(range(start, i))
        elif is_sure and (start > 0):
            found.add(start)
    return found


def _may_be_subhead(text: str) -> bool:
    return text.count(" ") < _MAX_SUBHEAD_WORDS and (text[-1] == "?" or is_quoted(text))


def _is_link(text: str) -> bool:
    n_words = text.count(" ") + 1
    if is_list_head(text) or text[0].islower() or text[0] in "-–—•*(" or "(@" in text:
        return False
    if text[-1] in ":,;":  # it announces something, or is a line of verse
        return False
    if is_closed(text):
        return text.endswith(("?", "…", "...")) and n_words <= _MAX_QUESTION_WORDS
    return n_words <= _MAX_LINK_WORDS


def headlines(paragraphs: Sequence[str], ruled: Sequence[str], *, start: int) -> frozenset[int]:
    """Return the lines of three words and more close above the article: one is its headline.

    Where the text opens with a line of that kind, as most do, that is the headline.
    """
    places = range(max(0, start - _NEAR), start)
    near = [i for i in places if not ruled[i] and _may_be_headline(paragraphs[i])]
    if near[:1] == [0]:
        return frozenset(near[:1])
    rows = _section_rows(paragraphs, places)
    return frozenset([i for i in near if i > rows[-1]] or near) if rows else frozenset(near)


def _section_rows(paragraphs: Sequence[str], places: Sequence[int]) -> list[int]:
    """Return the places of names of sections that stand near two others."""
    named = [i for i in places if is_section(paragraphs[i]) and not is_button(paragraphs[i])]
    near = ((bisect_left(named, i - _ROW), bisect_right(named, i + _ROW)) for i in named)
    return [i for i, (low, high) in zip(named, near, strict=True) if high - low > _MIN_KNOWN]


def around(
    paragraphs: Sequence[str],
    ruled: Sequence[str],
    *,
    block: tuple[int, int],
    headlines: frozenset[int] = frozenset(),
) -> set[int]:
    """Find lines above and below the article that stand among those of a page.

    Below it, what follows a form, a list of links or a notice of rights goes, sentences apart.
    Above it, short lines go that stand in a row with names of sections; and all that is no
    sentence, as far as there are such rows, where a line is left that may be the headline.

    Returns
    -------
    set of int
        Positions. Where less than two lines of a run are known for a page's, none of it goes.
    """
    start, stop = block
    if stop == 0 or not any(ruled):
        return set()

    def is_known(i: int) -> bool:
        return ruled[i] in _PAGE or (not ruled[i] and is_section(paragraphs[i]))

    found: set[int] = set()
    for run in _runs(paragraphs, ruled, range(stop, len(paragraphs))):
        if run[-1] + 1 < len(paragraphs) and _may_be_subhead(paragraphs[run[-1]]):
            run.pop()  # of what follows
        known = [i for i in run if is_known(i)]
        closing = [i for i in run if ruled[i] in _CLOSING]
        if len(known) >= max(_MIN_KNOWN, _KNOWN_SHARE * len(run)) and closing:
            found.update(i for i in run if i > closing[0])
    for run in _runs(paragraphs, ruled, range(start)):
        found |= _above(paragraphs, run, is_known, headlines=headlines)
    return found - headlines


def _runs(paragraphs: Sequence[str], ruled: Sequence[str], places: range) -> list[list[int]]:
    """Part places into runs that no sentence of the article interrupts."""
    runs: list[list[int]] = [[]]
    for i in places:
        text = paragraphs[i]
        if ruled[i] or _is_link(text) or (len(text) < _MAX_HEAD and not is_closed(text)):
            runs[-1].append(i)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _above(
    paragraphs: Sequence[str],
    run: list[int],
    is_known: Callable[[int], bool],
    *,
    headlines: frozenset[int],
) -> set[int]:
    known = [i for i in run if is_known(i)]
    if len(known) < max(_MIN_KNOWN, _KNOWN_SHARE * len(run)):
        return set()
    found: set[int] = set()
    rows = _section_rows(paragraphs, run)
    last = rows[-1] if rows else -1
    below = min((i for i in headlines if i > last), default=None)
    if rows and below is not None:
        found.update(i for i in run if i <= last)
        # The rest of the last row, up to what may be a headline.
        rest = (i for i in run if last < i < below)
        found.update(i for i in rest if paragraphs[i].count(" ") < _MAX_NAME_WORDS)
    counts = [i for i in run if controls.is_count(paragraphs[i])]
    return found | set(counts)


def _may_be_headline(text: str) -> bool:
    n_words = len(text.split())
    return _MIN_HEADLINE_WORDS <= n_words <= 30 and not (is_list_head(text) or is_section(text))


def beside(ruled: Sequence[str], *, kinds: frozenset[str]) -> list[int]:
    """Return the places of what is not taken that stand next to what was taken by some rules."""
    n = len(ruled)
    return [
        i
        for i in range(n)
        if not ruled[i]
        and ((i > 0 and ruled[i - 1] in kinds) or (i + 1 < n and ruled[i + 1] in kinds))
    ]
