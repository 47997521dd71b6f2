"""Judge the mentions of time in a text: the days on which it can have been published.

The logic is one of bounds. What a text speaks of as past bounds its date from below, what it speaks
of as coming bounds it from above; the answer is what lies between. The rules, strongest first:

1. A line that states the date (`stamps.py`: "Published 23 February 2023", a dateline, the article's
   own address) gives the day, unless the text tells of a much later day or month as past. "Last
   updated" alone bounds from above; then 2 and 4 may still raise the first day.
2. A date with "today", "yesterday" or "tomorrow" right before it gives the day.
3. An anniversary spoken of as coming, whose event has its day in the same sentence, bounds from
   above: the day before. "Tomorrow" beside it gives the day; "on the eve of" the three days before.
4. A full date that is *placed* in the present bounds from below: it ends a line (caption, quoted
   post), stands in a photo caption, follows a weekday, or is part of a link in running text. Behind
   a weekday it has to be news: a sentence that tells of a birth, a death or an opening, or of what
   has been since, opens nothing. A link alone on its line bounds nothing: saved pages renew their
   lists of links.
5. A full date in running prose raises the bound of 4 but opens no interval of its own: writers give
   the year to what is not of this year. Only where the same prose tells of a later day or month as
   coming does it close one: from the past day to the end of the coming one.
6. A photo credit with a year ("/EU 2023/") lends its year to a day without one in a caption ("March
   20"); "last month" in the same line says that it was written by the next January.
7. An event of `events.py` named as new bounds from below, and lends its year to a coming day
   without one ("will … on May 9": the first such day after the event), which bounds from above.
8. "Last month, in September 2023" gives the month after, "this month" and "next month" likewise.
9. A text that looks back on "the past year" and whose latest period is a month or part of year Y
   was written from the last month of that period to the end of year Y + 1.

Outside a line that states the date, a day or month before `FIRST_TEXT_YEAR` is history.

The later end of an interval is rarely in the text itself: where nothing is told as coming, it is a
stated number of days after the earlier end, and so an assumption; so is the earlier end before an
update. How far an open upper end reaches (`STAMP_DAYS`, `PLACED_DAYS`, `ARCHIVE_DAYS`), and how
often the intervals hold the true day, was measured on news texts with known dates, as printed by
`python tests/benchmarks/dates.py --text FILE`. Nearly all of these texts are dated by rule 4. The
other rules met too few of them to be measured: they are reasoned. Where bounds contradict each
other the lower one stays, for the future tense is easily misread. What is wider than `MAX_DAYS` is
no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from newsvane.corpus.dating import stamps
from newsvane.corpus.dating.candidates import Candidate
from newsvane.corpus.dating.datestrings import Found, month_of
from newsvane.corpus.dating.mentions import CONTEXT_CHARS, Mention, find

# Days for which a date at a line's end, one in a caption, and one of a picture from the files leave
# the upper end open.
STAMP_DAYS = 90
PLACED_DAYS = 182
ARCHIVE_DAYS = 365
# An interval from text alone that is wider than this says no more than "some year".
MAX_DAYS = 400
# Years before this never give the day of publication unless a stamp does.
FIRST_TEXT_YEAR = 1990
# "On the eve of" is used for the last days before an event, not only for the very last.
EVE_DAYS = 3
# Widest interval between a past and a coming date of plain prose; in a longer one both may be past.
ENCLOSED_DAYS = 120
# Strings that join the pieces of an evidence; each piece stands in the source as it is.
JOINT = " … "

_DAY = timedelta(days=1)
# Source and note of a candidate by the kind of the line, or of what gives the days.
_SOURCE_AND_NOTE = {
    "published": ("byline", "stated"),
    "published below": ("byline", "stated"),
    "line": ("byline", "stated"),
    "address": ("url", "stated"),
    "dateline": ("dateline", "dateline"),
    "updated": ("byline", "changed"),
    "prose": ("text", "prose"),
}
# "Was due" may tell of what came long ago.
_IS_COMING = re.compile(r"\b(?:will|shall|is|are)\b|[’']ll\b")


def judge(text: str) -> Found | None:
    r"""Return the days on which a text can have been published, by what it says itself.

    Parameters
    ----------
    text : str
        The article as read, captions included; `mentions.MAX_TEXT_CHARS` of it are looked at.

    Returns
    -------
    Found or None
        Its evidence is one string of the text, or several joined by `JOINT`.

    Examples
    --------
    >>> found = judge("The minister speaks to reporters in Oslo, 3 May 2021")
    >>> found.first.isoformat(), found.last.isoformat(), found.evidence
    ('2021-05-03', '2021-08-01', '3 May 2021')
    >>> judge("The castle was built in 1953.") is None
    True
    """
    kind_and_days = _weigh(text)
    return kind_and_days[1] if kind_and_days else None


def candidates(text: str, *, is_dated: bool = False) -> list[Candidate]:
    r"""Return the date that a text gives for itself as a candidate, or none.

    Parameters
    ----------
    text : str
        The article as read.
    is_dated : bool
        Whether a stronger source gives the day: then only the lines that state a date are looked
        at, which may contradict it, and not what the prose tells.

    Examples
    --------
    >>> candidates("Bridge opens\nPublished 3 May 2021\nThe mayor came.")[0].source
    'byline'
    """
    found = stamps.state(text) if is_dated else _weigh(text)
    return [Candidate.of(found[1], *_SOURCE_AND_NOTE[found[0]])] if found else []


def _weigh(text: str) -> tuple[str, Found] | None:
    """Return the days of a text and by what kind of stamp it gives them, or by its "prose"."""
    mentions = [m for m in find(text) if _is_consistent(m)]
    stamp = stamps.state(text)
    if stamp is not None and not _is_contradicted(stamp[1], mentions):
        return stamp[0], _narrowed(stamp[1], mentions, text)
    found = _current_day(mentions)
    if found is None:
        rules = (_between, _months_off, _enclosed, _look_back)
        found = next((answer for rule in rules if (answer := rule(mentions, text))), None)
    if found is None or found.n_days > MAX_DAYS or found.first.year < FIRST_TEXT_YEAR:
        return None
    return "prose", found


def _narrowed(stamp: Found, mentions: Sequence[Mention], text: str) -> Found:
    """Return a stamp that leaves several days open as far as the text leaves them open too."""
    if stamp.n_days == 1:
        return stamp
    # The stamp itself, met again as a mention, says nothing more.
    mentions = [m for m in mentions if m.evidence not in stamp.evidence]
    day, lower = _current_day(mentions), _lower(mentions)
    if day is not None and stamp.first <= day.first <= stamp.last:
        return replace(day, evidence=_joined([stamp, day], text))
    if lower is None or not stamp.first < lower.first <= stamp.last:
        return stamp
    return Found(lower.first, stamp.last, _joined([stamp, lower], text))


def _current_day(mentions: Sequence[Mention]) -> Found | None:
    """Return the day that a text ties to its own, unless it knows of something much later."""
    found = _today(mentions)
    if found is None:
        return None
    reach = replace(found, last=found.last + STAMP_DAYS * _DAY)
    return None if _is_outdated(reach, mentions) else found


def _is_recent(m: Mention) -> bool:
    return m.first is not None and m.first.year >= FIRST_TEXT_YEAR


def _is_contradicted(stamp: Found, mentions: Iterable[Mention]) -> bool:
    """Whether a text tells of a day or a month well after its stamp as past.

    A year alone contradicts no stamp: plans and forecasts are full of years to come.
    """
    latest = stamp.last + STAMP_DAYS * _DAY
    return any(
        m.kind in ("day", "month") and m.tense == "past" and m.first and m.first > latest
        for m in mentions
    )


def _is_consistent(mention: Mention) -> bool:
    """Whether a day that names its weekday falls on it; where not, one of them is a misprint."""
    if mention.weekday is None or mention.first is None:
        return True
    return mention.first.weekday() == mention.weekday


def _today(mentions: Iterable[Mention]) -> Found | None:
    shift = {"today": 0, "yesterday": 1, "tomorrow": -1}
    for m in mentions:
        if m.kind == "day" and m.near in shift and m.first and _is_recent(m):
            day = m.first + shift[m.near] * _DAY
            return Found(day, day, m.evidence)
    return None


def _months_off(mentions: Sequence[Mention], text: str) -> Found | None:
    """Return the month of writing by "last month, in May 2021" and its like."""
    shift = {"last month": 1, "this month": 0, "next month": -1}
    for m in mentions:
        if m.kind in ("day", "month") and m.near in shift and m.first and _is_recent(m):
            n_months = 12 * m.first.year + m.first.month - 1 + shift[m.near]
            found = month_of(n_months // 12, n_months % 12 + 1, m.evidence)
            if found and not _is_outdated(found, [other for other in mentions if other is not m]):
                return found
    return None


def _enclosed(mentions: Sequence[Mention], text: str) -> Found | None:
    """Return what lies between the last day told as past in prose and the first one as coming."""
    prose = [m for m in mentions if m.kind in ("day", "month") and m.place == "prose"]
    days = [m for m in prose if m.kind == "day" and m.tense == "past"]
    lower = max(days, key=lambda m: m.first or date.min, default=None)
    if lower is None or lower.first is None:
        return None
    later = [
        m for m in prose
        if m.tense == "future" and m.first and m.first > lower.first
        and _IS_COMING.search(text, max(0, m.start - CONTEXT_CHARS), m.start)
    ]  # fmt: skip
    upper = min(later, key=lambda m: m.last or date.max, default=None)
    if upper is None or upper.last is None or (upper.last - lower.first).days > ENCLOSED_DAYS:
        return None
    pieces = sorted((lower, upper), key=lambda m: m.start)
    found = Found(lower.first, upper.last, JOINT.join(m.evidence for m in pieces))
    return None if _is_outdated(found, [m for m in mentions if m.tense == "past"]) else found


def _between(mentions: Sequence[Mention], text: str) -> Found | None:
    """Combine the bounds from below and from above."""
    lower = _lower(mentions)
    upper = _upper(mentions, text, lower)
    if upper is not None and lower is not None and upper.last < lower.first:
        upper = None
    if upper is not None and upper.first > date.min:  # gives its own first day
        first = max(upper.first, lower.first) if lower else upper.first
        return Found(first, upper.last, _joined([upper, lower] if lower else [upper], text))
    if lower is None or (upper is None and lower.last == date.max):
        return None
    if upper is None or upper.last > lower.last:
        return lower
    return Found(lower.first, upper.last, _joined([lower, upper], text))


def _lower(mentions: Sequence[Mention]) -> Found | None:
    """Return the bound from below with the day that closes its open end (`date.max`: none)."""
    placed = [p for m in mentions if (p := _placed(m))]
    credit = _credited(mentions)
    events = [
        Found(m.first, date.max, m.evidence)
        for m in mentions
        if m.kind == "event" and m.fresh and m.first
    ]
    best = max([*placed, *([credit] if credit else [])], key=lambda f: f.first, default=None)
    if best is None:
        return max(events, key=lambda f: f.first, default=None)
    later = [
        m for m in mentions
        if m.kind == "day" and m.tense == "past" and m.first and best.first < m.first <= best.last
    ]  # fmt: skip
    if _is_outdated(best, mentions):
        return None
    if not later:
        return best
    last = max(later, key=lambda m: m.first or date.min)
    return Found(last.first or best.first, best.last, f"{best.evidence}{JOINT}{last.evidence}")


def _placed(m: Mention) -> Found | None:
    if m.first is None or m.tense != "past" or m.kind not in ("day", "link") or not _is_recent(m):
        return None
    if m.place == "archive":
        return Found(m.first, m.first + ARCHIVE_DAYS * _DAY, m.evidence)
    if m.kind == "link" or m.place == "line_end":
        return Found(m.first, m.first + STAMP_DAYS * _DAY, m.evidence)
    if m.place == "caption" or (m.weekday is not None and not m.is_history):
        return Found(m.first, m.first + PLACED_DAYS * _DAY, m.evidence)
    return None


def _is_outdated(bound: Found, mentions: Iterable[Mention]) -> bool:
    """Whether the text knows of something later than `bound`, which is then not its present."""
    return any(
        m.first is not None and m.first > bound.last for m in mentions if m.kind != "listed_link"
    )


def _credited(mentions: Sequence[Mention]) -> Found | None:
    credit = max(
        (m for m in mentions if m.kind == "credit"), key=lambda m: m.first or date.min, default=None
    )
    if credit is None or credit.first is None:
        return None
    year = credit.first.year
    placed = [m for m in mentions if m.kind == "yearless" and m.place != "prose"]
    days = [(day, m) for m in placed if m.tense == "past" and (day := _in_year(m, year))]
    if days:
        day, m = max(days, key=lambda pair: pair[0])
        return Found(day, day + PLACED_DAYS * _DAY, f"{m.evidence}{JOINT}{credit.evidence}")
    if credit.near == "last month":
        return Found(date(year, 2, 1), date(year + 1, 1, 31), f"last month{JOINT}{credit.evidence}")
    return None


def _in_year(m: Mention, year: int) -> date | None:
    try:
        day = date(year, m.month, m.day)
    except ValueError:  # 29 February
        return None
    return day if m.weekday in (None, day.weekday()) else None


def _upper(mentions: Sequence[Mention], text: str, lower: Found | None) -> Found | None:
    """Return the bound from above; its first day is `date.min` where it bounds from above only."""
    anniversary = _anniversary(mentions, text)
    if anniversary is not None:
        return anniversary
    if lower is None:
        return None
    days = [(m.first, m) for m in mentions if m.kind == "day" and m.tense == "future" and m.first]
    if any(m.kind == "event" and m.fresh for m in mentions):
        coming = [m for m in mentions if m.kind == "yearless" and m.tense == "future"]
        days += [(day, m) for m in coming if (day := _first_after(m, lower.first))]
    days = [(day, m) for day, m in days if day >= lower.first]
    if not days:
        return None
    day, m = min(days, key=lambda pair: pair[0])
    return Found(date.min, day, m.evidence)


def _first_after(m: Mention, start: date) -> date | None:
    days = (_in_year(m, year) for year in (start.year, start.year + 1))
    return next((day for day in days if day and day >= start), None)


def _anniversary(mentions: Sequence[Mention], text: str) -> Found | None:
    coming = [m for m in mentions if m.kind == "anniversary" and m.tense == "future"]
    for m in coming:
        event = next(
            (d for d in mentions if d.kind == "day" and d.first and _share_sentence(m, d, text)),
            None,
        )
        if not m.n_years or event is None or event.first is None:
            continue
        try:
            day = event.first.replace(year=event.first.year + m.n_years) - _DAY
        except ValueError:  # 29 February, or a year beyond 9999
            continue
        nears = {c.near for c in coming}
        back = 0 if "tomorrow" in nears else EVE_DAYS - 1 if "eve" in nears else None
        first = date.min if back is None else day - back * _DAY
        return Found(first, day, m.evidence + JOINT + event.evidence)
    return None


def _share_sentence(one: Mention, other: Mention, text: str) -> bool:
    start, end = sorted((one.start, other.start))
    return end - start < 300 and not re.search(r"[.!?]\s+[A-Z“\"‘]|\n\s*\n", text[start:end])


def _look_back(mentions: Sequence[Mention], text: str) -> Found | None:
    past_year = next((m for m in mentions if m.kind == "past_year"), None)
    periods = [
        m
        for m in mentions
        if m.kind in ("month", "part") and m.tense == "past" and m.first and m.last
    ]
    if past_year is None or not periods:
        return None
    latest = max(periods, key=lambda m: m.last or date.min)
    if latest.last is None:
        return None
    pieces = sorted((past_year, latest), key=lambda m: m.start)
    found = Found(
        latest.last.replace(day=1),
        date(latest.last.year + 1, 12, 31),
        JOINT.join(m.evidence for m in pieces),
    )
    return None if _is_outdated(replace(found, last=latest.last), mentions) else found


def _joined(bounds: Sequence[Found], text: str) -> str:
    pieces = dict.fromkeys(p for bound in bounds for p in bound.evidence.split(JOINT))
    return JOINT.join(sorted(pieces, key=text.find))
