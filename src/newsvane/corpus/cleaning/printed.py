"""Printed pages, as the text layer of a PDF gives them: running heads and page numbers go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from newsvane.corpus.cleaning.paragraphs import is_closed

_DIGITS = re.compile(r"\d+")
_LINE_ENDS = re.compile("\r\n?")
# Lines at the top and at the bottom of a page among which its furniture is looked for.
_EDGE = 3
# Left and right pages carry different heads, and the first page often none.
_MIN_SHARE = 0.4
_MAX_WIDTH = 120


def join_pages(text: str) -> str:
    r"""Join the pages of a text, without what is printed on top and at the bottom of each.

    A line is furniture where it stands among the three first or last lines of at least two pages
    and of two pages in five, figures aside: "Page 3 of 9" is the same line on every page. On the
    first page it stays where it may be the headline that later pages repeat.

    Parameters
    ----------
    text : str
        Pages parted by form feeds; text without any is returned as it is.

    Returns
    -------
    str
        Text without form feeds. A sentence that runs over the end of a page is not parted.

    Examples
    --------
    >>> join_pages("Salt\n\nThe pans were\n1\fdrained in May.\n2")
    'Salt\n\nThe pans were\ndrained in May.'
    """
    if "\f" not in text:
        return text
    sheets = [
        [line.strip() for line in sheet.split("\n")]
        for sheet in _LINE_ENDS.sub("\n", text).split("\f")
    ]
    sheets = [sheet for sheet in sheets if any(sheet)]
    repeated = _repeated(sheets, from_end=False), _repeated(sheets, from_end=True)
    joined: list[str] = []
    for number, sheet in enumerate(sheets):
        lines = _without_edge(sheet, repeated[0], is_first=number == 0)
        lines = _without_edge(lines[::-1], repeated[1], is_first=False)[::-1]
        if joined and lines and is_closed(joined[-1]):
            joined.append("")
        joined.extend(lines)
    return "\n".join(joined)


def _edge(sheet: Sequence[str], *, from_end: bool) -> list[str]:
    lines = [line for line in sheet if line]
    return lines[-_EDGE:][::-1] if from_end else lines[:_EDGE]


def _form(line: str) -> str:
    return _DIGITS.sub("#", line.casefold())


def _repeated(sheets: Sequence[Sequence[str]], *, from_end: bool) -> frozenset[str]:
    if len(sheets) < 2:
        return frozenset()
    counts: Counter[str] = Counter()
    for sheet in sheets:
        counts.update({_form(line) for line in _edge(sheet, from_end=from_end)})
    least = max(2, _MIN_SHARE * len(sheets))
    return frozenset(form for form, n in counts.items() if n >= least and _may_be_furniture(form))


def _may_be_furniture(form: str) -> bool:
    """Whether a repeated line is short enough, and no sentence unless a number stands in it."""
    return len(form) <= _MAX_WIDTH and ("#" in form or not is_closed(form))


def _without_edge(sheet: Sequence[str], furniture: frozenset[str], *, is_first: bool) -> list[str]:
    """Cut furniture off the beginning of a page, empty lines with it."""
    at = n_seen = 0
    for i, line in enumerate(sheet):
        if not line:
            continue
        if n_seen == _EDGE or _form(line) not in furniture:
            break
        if is_first and "#" not in _form(line) and not _is_above_headline(sheet[i + 1 :]):
            break
        n_seen += 1
        at = i + 1
    lines = list(sheet[at:])
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _is_above_headline(below: Sequence[str]) -> bool:
    """Whether a line that is no sentence stands alone below: the headline under a paper's name."""
    rest = [line for line in below]
    while rest and not rest[0]:
        rest.pop(0)
    return len(rest) > 1 and not is_closed(rest[0]) and not rest[1]
