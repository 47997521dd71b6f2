"""Direct quotations: where they start and end, in every style of quote mark.

News breaks the rule that quote marks come in pairs. A quote of several paragraphs opens each of
them and closes only the last; British papers quote with the same mark that stands for an
apostrophe. So marks are judged by what stands beside them, one paragraph after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# Apostrophes inside a word are left out here, so that the scan sees few marks that are none. What
# begins with a set of characters is searched for fast.
_MARK = re.compile(
    r"[`'“”„«»‹›「」『』\"‘’‚]"
    r"(?:(?<=`)`|(?<=')'|(?<=[“”„«»‹›「」『』\"])|(?<=['‘’‚])(?<!\w.)|(?<=['‘’])(?!\w))"
)
_ELISION = re.compile(r"(?:\d0s|em|til|tis|twas|cause|bout|round|n)\b", re.IGNORECASE)
_CLOSERS: dict[str, str | tuple[str, ...]] = {
    "“": '”"', '"': '"”', "„": "“”", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』",
    "``": ("''", '"', "”"),
    "''": ("''", '"'), "‘": "’'", "'": "'’", "‚": "‘’",
}  # fmt: skip
_OPENERS = frozenset(_CLOSERS)
_SINGLE = frozenset("‘'‚")
_LOOK_AHEAD = 12  # marks; keeps the scan linear on text that is all apostrophes


class Quote(NamedTuple):
    """One paragraph's part of a quotation, marks included: text[start:end].

    `continued` says that the same quotation stood open at the end of the paragraph before.
    """

    start: int
    end: int
    continued: bool = False


class _Mark(NamedTuple):
    start: int
    end: int
    sign: str
    before: str
    after: str

    @property
    def opens(self) -> bool:
        """Whether it stands where an opening mark stands."""
        if self.sign in "「『":
            return bool(self.after)
        if self.sign in "«‹":  # French has a space behind it
            return not self.before.isalnum() and bool(self.after.strip())
        if self.sign in "»›":
            return not self.before.isalnum() and self.after[:1].isalnum()
        return not self.before.isalnum() and bool(self.after) and not self.after[0].isspace()

    @property
    def closes(self) -> bool:
        """Whether it stands where a closing mark stands."""
        return not self.after[:1].isalnum() and bool(self.before) and not self.before.isspace()


def find(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quote]:
    """Find the outermost quotations of a text.

    Parameters
    ----------
    text : str
        The article's text.
    paragraphs : sequence of (start, end)
        Where its paragraphs lie.

    Returns
    -------
    list of Quote
        In order, none of them across the end of a paragraph, none inside another.

    Examples
    --------
    >>> text = "‘The elders’ boats don’t leak,’ she said."
    >>> [text[q.start : q.end] for q in find(text, [(0, len(text))])]
    ['‘The elders’ boats don’t leak,’']
    """
    quotes: list[Quote] = []
    still_open = ""
    for index, (start, end) in enumerate(paragraphs):
        marks = list(_marks(text, start, end))
        if not marks:
            still_open = ""
            continue
        following = paragraphs[index + 1][0] if index + 1 < len(paragraphs) else len(text)
        found, still_open = _in_paragraph(
            marks,
            start=start,
            end=end,
            still_open=still_open,
            next_sign=text[following : following + 1],
        )
        quotes.extend(found)
    return quotes


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, start, end):
        at, behind = match.span()
        before = text[at - 1] if at > start else ""
        after = text[behind : min(behind + 6, end)]
        yield _Mark(at, behind, match.group(), before, after)


def _in_paragraph(
    marks: list[_Mark], *, start: int, end: int, still_open: str, next_sign: str
) -> tuple[list[Quote], str]:
    """Pair the marks of one paragraph; also say which sign stays open at its end."""
    quotes: list[Quote] = []
    sign, since, continued = "", -1, bool(still_open)
    if still_open and _continues_unmarked(marks, still_open):
        sign, since = still_open, start
    last_close = max(
        (i for i, mark in enumerate(marks) if mark.sign in "‘’'" and mark.closes), default=-1
    )
    for index, mark in enumerate(marks):
        if not sign:
            if _is_opener(mark, index, last_close, next_sign):
                sign, since = mark.sign, mark.start
                continued = continued and mark.start == start
        elif _is_closer(sign, marks, index):
            quotes.append(Quote(since, mark.end, continued))
            sign, continued = "", False
        elif _is_restart(sign, marks, index):
            quotes.append(Quote(since, mark.start, continued))
            since, continued = mark.start, False
    if not sign:
        return quotes, ""
    goes_on = next_sign != "" and next_sign == sign
    quotes.append(Quote(since, end, continued))
    return quotes, sign if goes_on or sign == "“" else ""


def _continues_unmarked(marks: list[_Mark], still_open: str) -> bool:
    """Whether a quote left open ends in this paragraph, which has no mark of its own to open it."""
    doubles = [mark.sign for mark in marks if mark.sign in "“”"]
    return still_open == "“" and bool(doubles) and doubles[0] == "”"


def _is_opener(mark: _Mark, index: int, last_close: int, next_sign: str) -> bool:
    if mark.sign not in _OPENERS or not mark.opens:
        return False
    if mark.sign not in _SINGLE:
        return True
    if _ELISION.match(mark.after):
        return False
    # An apostrophe at a word's start opens no quote: something must close it.
    if index < last_close:
        return True
    return mark.sign == "‘" and next_sign == "‘" and mark.before == ""


def _is_closer(sign: str, marks: list[_Mark], index: int) -> bool:
    mark = marks[index]
    if mark.sign not in _CLOSERS[sign]:
        return False
    if sign == "''":
        return mark.closes or not mark.opens
    if sign in _SINGLE:
        return mark.closes and not _is_possessive(sign, marks, index)
    return mark.sign != '"' or not (mark.opens and not mark.closes)


def _is_possessive(sign: str, marks: list[_Mark], index: int) -> bool:
    """Whether the mark after a plural's s is an apostrophe, the quote's end still to come."""
    mark = marks[index]
    if mark.before not in "sn" or not mark.after[:1].isspace():
        return False
    for other in marks[index + 1 : index + 1 + _LOOK_AHEAD]:
        if other.sign == sign and other.opens and not other.closes:
            return False
        if other.sign in _CLOSERS[sign] and other.closes:
            return True
    return False


def _is_restart(sign: str, marks: list[_Mark], index: int) -> bool:
    """Whether a straight mark opens a new quote because the last one was never closed."""
    mark = marks[index]
    if sign != '"' or mark.sign != '"':
        return False
    left = sum(other.sign == '"' for other in marks[index : index + 4 * _LOOK_AHEAD])
    return left % 2 == 0
