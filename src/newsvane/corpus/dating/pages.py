"""Find the dates that a saved web page gives for itself.

The marks of a page (`marks.py`) come first. Only where neither its head nor a place under the title
gives a day is htmldate asked, whose choice decides between several lines and is a candidate of its
own. All bounds are arguments to htmldate, so that today's clock never enters; where the page shows
no more than the month, neither does the interval. The day of the last change alone tells when the
page was published at the latest.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from newsvane.corpus.dating.addresses import in_url
from newsvane.corpus.dating.candidates import Candidate, by_strength
from newsvane.corpus.dating.datestrings import (
    LAST_YEAR,
    MONTHS,
    Found,
    fault,
    month_of,
    parse,
)  # fmt: skip
from newsvane.corpus.dating.marks import MAX_SHOWN_CHARS, Mark, marks
from newsvane.corpus.dating.stamps import UPDATED_DAYS

LOG = logging.getLogger(__name__)

# Page source beyond this is not looked at: far above any article page.
MAX_PAGE_CHARS = 3_000_000
# The first news pages are of the early 1990s; the last year is only a guard against misprints.
FIRST_PAGE_YEAR = 1990
FIRST_DAY, LAST_DAY = f"{FIRST_PAGE_YEAR}-01-01", f"{LAST_YEAR}-12-31"
# Numbers of a marked string at which a date may begin.
MAX_STARTS = 8
_START = re.compile(r"(?<![\w.])\d{1,4}|\b[^\W\d_]{3,12}\.?\s(?=\d)")
_FILED = re.compile(r"\bfile (?:photo|picture|image|pic)\b|\(file\)|\bphoto taken\b", re.IGNORECASE)
FILED_CHARS = 40  # how near to a date the words must stand that make it that of a picture
_GAP = r"(?:\s|&nbsp;|,|\.|<[^<>]{0,80}>){1,4}"

Dated = tuple[Mark, Found]


def candidates(source: str) -> list[Candidate]:
    """Return the dates that a page gives for itself, the strongest first, one of each kind.

    Parameters
    ----------
    source : str
        The page source; what lies beyond `MAX_PAGE_CHARS` is ignored.

    Returns
    -------
    list of Candidate
        Evidence is the string as readers see it, its white space joined. A date in the head that
        cannot be used is a candidate without days.

    Examples
    --------
    >>> [found] = candidates('<meta property="article:published_time" content="2023-02-23T22:00Z">')
    >>> found.source, found.first.isoformat(), found.note
    ('metadata', '2023-02-23', 'published')
    """
    source = source[:MAX_PAGE_CHARS]
    tree = _load(source)
    if tree is None:
        return []
    every = list(marks(tree))
    dated = [(mark, f) for mark in every if (f := _read(mark.text))]
    has_title = next(tree.iter("h1"), None) is not None
    dated = [(m._replace(is_after_title=m.is_after_title or not has_title), f) for m, f in dated]
    found = [*_first(dated, "published", head=True), *_address(tree), *_shown(dated)]
    if any(candidate.n_days == 1 for candidate in found):
        found += _first([(m, f) for m, f in dated if m.is_after_title and f.n_days == 1], "line")
    else:
        found += _less_sure(tree, source, dated)
    if changed := next((f for mark, f in dated if mark.kind == "changed"), None):
        first = changed.first - timedelta(UPDATED_DAYS)
        found.append(Candidate("metadata", first, changed.last, changed.evidence, "changed"))
    return [*_unusable(every), *by_strength(found)]


def _read(text: str) -> Found | None:
    """Return the date in a marked string, which may have more words before it than one has."""
    text = text[: 2 * MAX_SHOWN_CHARS]
    found = parse(text, first_year=FIRST_PAGE_YEAR, short_years=True)
    if found is not None:
        return found
    for start in list(_START.finditer(text))[:MAX_STARTS]:
        rest = text[start.start() :]
        found = parse(rest, first_year=FIRST_PAGE_YEAR, short_years=True)
        if found is not None and found.n_days == 1 and rest.startswith(found.evidence):
            return found
    return None


def _unusable(every: Iterable[Mark]) -> list[Candidate]:
    """Return the first published date of the head that cannot be used."""
    for mark in every:
        if mark.is_head and mark.kind == "published":
            if (why := fault(mark.text)) is None:
                return []
            return [Candidate("metadata", None, None, mark.text.strip()[:80], why)]
    return []


def _first(
    dated: Iterable[Dated], kind: str, *, head: bool | None = None, note: str = ""
) -> list[Candidate]:
    """Return the first mark of a kind, a day before anything wider."""
    of_kind = [
        (mark, found) for mark, found in dated if mark.kind == kind and head in (None, mark.is_head)
    ]
    if not of_kind:
        return []
    mark, found = min(of_kind, key=lambda pair: pair[1].n_days)  # the first of several equal ones
    return [Candidate.of(found, "byline" if mark.is_seen else "metadata", note or kind)]


def _shown(dated: list[Dated]) -> list[Candidate]:
    under = [(mark, found) for mark, found in dated if mark.is_after_title]
    return [
        *_first(under, "shown"),
        *_first(dated, "published", head=False, note="marked published"),
    ]


def _address(tree: Any) -> list[Candidate]:
    """Return the date in the address that the page gives as its own."""
    links = [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"]
    metas = [m.get("content") for m in tree.iter("meta") if m.get("property") == "og:url"]
    for url in (*links, *metas):
        if url and (found := in_url(url)):
            return [Candidate.of(found, "url", "address")]
    return []


def _less_sure(tree: Any, source: str, dated: list[Dated]) -> list[Candidate]:
    """Return the candidates of a page that does not say which of its dates is its own."""
    day = _chosen(tree)
    lines = [(m, f) for m, f in dated if m.kind in ("line", "shown") and f.n_days == 1]
    chosen = [(m._replace(kind="line"), f) for m, f in lines if f.first == day]
    under = [(m, f) for m, f in lines if m.kind == "line" and m.is_after_title]
    changed = {f.first for m, f in dated if m.kind == "changed"}
    general = [(m, f) for m, f in dated if f.first not in changed]
    found = [
        *(_first(chosen, "line") or _first(under, "line")),
        *_first(dated, "shown", note="shown elsewhere"),
        *_first(general, "general"),
    ]
    if day is not None and day not in changed and (seen := _seen(source, day)):
        found.append(Candidate.of(seen, "text", "seen"))
    if not any(c.note == "line" for c in found):
        found += _first([(m, f) for m, f in lines if m.kind == "line"], "line", note="other line")
    return found


def _load(source: str) -> Any | None:
    """Return the parsed page, None where there is no markup to parse."""
    from lxml import etree, html

    if "<" not in source:
        return None
    parser = html.HTMLParser(encoding="utf-8")
    try:
        return html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        LOG.debug("page without a readable tree: %s", error)
        return None


def _chosen(tree: Any) -> date | None:
    """Return the day that htmldate chooses, by the page alone."""
    from htmldate import find_date

    answer = find_date(tree, original_date=True, min_date=FIRST_DAY, max_date=LAST_DAY)
    return date.fromisoformat(answer) if answer else None


def _seen(source: str, day: date) -> Found | None:
    """Return a day that stands in the page, but not that of a picture from the files."""
    found = shown(source, day)
    if found is None:
        return None
    place = source.find(found.evidence)
    near = source[max(0, place - FILED_CHARS) : place + len(found.evidence) + FILED_CHARS]
    return None if _FILED.search(near) else found


def shown(source: str, day: date) -> Found | None:
    """Return `day` as far as `source` shows it: the day, else its month by name.

    htmldate answers the first of the month or of the year where it finds no more than that. A year
    alone is mostly that of a copyright line, which tells when the page was saved: no evidence.

    Examples
    --------
    >>> shown("<p>on 3 May 2021</p>", date(2021, 5, 3)).evidence
    '3 May 2021'
    >>> shown("Issue of May 2021", date(2021, 5, 1)).last
    datetime.date(2021, 5, 31)
    >>> shown("Copyright 2021", date(2021, 1, 1)) is None
    True
    """
    y, m, d = rf"{day.year}", rf"0?{day.month}", rf"0?{day.day}"
    name = "(?:" + "|".join(n for n, month in MONTHS.items() if month == day.month) + ")"
    word, th = r"[^\W\d_]{3,12}", r"(?:st|nd|rd|th|\.)?"
    time = r"(?:T[\d:.]{4,12}(?:Z|[+-]\d\d:?\d\d)?)?"
    forms = (
        rf"{y}-{m}-{d}{time}", rf"{y}[/.]{m}[/.]{d}", rf"{y}{day:%m%d}",
        rf"{d}{th}{_GAP}(?:de |of )?{name}{_GAP}(?:de )?{y}", rf"{name}{_GAP}{d}{th}{_GAP}{y}",
        rf"{d}[./-]\s?{m}[./-]\s?{y}", rf"{m}[/-]{d}[/-]{y}",
        rf"{d}[./-]{m}[./-]{day:%y}", rf"{m}/{d}/{day:%y}",
        # htmldate knows the months of more languages than MONTHS: then any word will do.
        rf"{d}{th}{_GAP}{word}{_GAP}{y}", rf"{word}{_GAP}{d}{th}{_GAP}{y}",
        rf"{day:%y}{day:%m%d}",
    )  # fmt: skip
    for form in forms:
        if match := re.search(rf"(?<![\d.]){form}(?!\d)", source, re.IGNORECASE):
            exact = parse(match[0], short_years=True)
            if exact and exact.n_days > 1 and day in (exact.first, exact.last):
                return exact  # two readings, of which htmldate takes one
            utc = exact is not None and exact.first == exact.last and "T" in match[0]
            return exact if utc else Found(day, day, match[0])
    if day.day == 1 and (match := re.search(rf"{name}{_GAP}{y}(?!\d)", source, re.IGNORECASE)):
        return month_of(day.year, day.month, match[0])
    return None
