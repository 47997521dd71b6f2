"""Judge the mentions of time in a text: the days on which it can have been published.

The logic is one of bounds. What a text speaks of as past bounds its date from below, what it speaks
of as coming bounds it from above; the answer is what lies between. The rules, strongest first:

1. A line that states the date ("Published 23 February 2023", a line near the top that is a date and
   nothing else) gives the day. Two such lines that differ give nothing.
2. A date with "today", "yesterday" or "tomorrow" right before it gives the day.
3. An anniversary spoken of as coming, whose event has its day in the same sentence, bounds from
   above: the day before. "Tomorrow" beside it gives the day; "on the eve of" the three days before.
4. A full date that is *placed* in the present bounds from below: it ends a line (caption, quoted
   post), stands in a photo caption, follows a weekday, or is part of a link in running text. A link
   alone on its line bounds nothing: saved pages renew their lists of links.
5. A full date in running prose raises the bound of 4 but opens no interval of its own: writers give
   the year to what is not of this year.
6. A photo credit with a year ("/EU 2023/") lends its year to a day without one in a caption ("March
   20"); "last month" in the same line says that it was written by the next January.
7. An event of `events.py` named as new bounds from below, and lends its year to a coming day
   without one ("will … on May 9": the first such day after the event), which bounds from above.
8. A text that looks back on "the past year" and whose latest period is a month or part of year Y
   was written from the last month of that period to the end of year Y + 1.

An open upper end is closed where 6,000 dated news texts (AllSides, in the collection of
github.com/ramybaly/Article-Bias-Prediction) say: a date at a line's end is at most `STAMP_DAYS` old
in .97 of them, one in a caption or behind a weekday at most `PLACED_DAYS` in .88. A full date in
prose (.52 within a year), a month (.32) or a year alone (.36 of this year or the last) closes none.
Over all rules the interval holds the true day, give or take one for the time zone, in .92 of the
11 % of these texts that get one, and in .94 on 4,662 others, where neither was chosen.
Nearly all of these are rule 4. Rules 1, 2 and 8 met seven of the texts and were right in three:
they are reasoned, not measured.
Where bounds contradict each other the lower one stays, for the future tense is easily misread. What
is wider than `MAX_DAYS` is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from newsvane.corpus.datestrings import Found, parse
from newsvane.corpus.mentions import Mention, find

STAMP_DAYS = 90
PLACED_DAYS = 182
# An interval from text alone that is wider than this says no more than "some year".
MAX_DAYS = 400
# "On the eve of" is used for the last days before an event, not only for the very last.
EVE_DAYS = 3
# A line that is nothing but a date counts as the article's own within this head of the text.
HEAD_CHARS = 300
# The same for a line with a label such as "Published:".
LABEL_CHARS = 6000
# Strings that join the pieces of an evidence; each piece stands in the source as it is.
JOINT = " … "

_DAY = timedelta(days=1)
_LABEL = re.compile(
    r"^[ \t]*(?:\W{0,3}(?:first )?(?:published|posted)(?: on| at)?\b|date|publication date"
    r"|by [^\d\n]{1,60}?[-–|,])"
    r"[ \t:|–-]{0,4}([^\n]{6,60})$", re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
_DATE_LINE = re.compile(r"^[ \t]*([^\n]{6,50})$", re.MULTILINE)


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
    mentions = [m for m in find(text) if _is_consistent(m)]
    found = _stated(text) or _today(mentions)
    if found is None or _is_outdated(replace(found, last=found.last + STAMP_DAYS * _DAY), mentions):
        found = _between(mentions, text) or _look_back(mentions)
    return found if found and found.n_days <= MAX_DAYS else None


def _stated(text: str) -> Found | None:
    for form, reach in ((_LABEL, LABEL_CHARS), (_DATE_LINE, HEAD_CHARS)):
        whole_lines = text if len(text) <= reach else text[: text.rfind("\n", 0, reach) + 1]
        lines = [match[1] for match in form.finditer(whole_lines)]
        found = {
            f.first: f
            for line in lines
            if (f := parse(line)) and _is_a_day(f) and _is_only_date(line, f.evidence)
        }
        if len(found) == 1:
            return next(iter(found.values()))
    return None


def _is_a_day(found: Found) -> bool:
    """Whether a date names a day, be it in two readings, and not a month or a year."""
    return found.n_days == 1 or re.search(r"\d[/-]\d{1,2}[/-]\d", found.evidence) is not None


def _is_only_date(line: str, evidence: str) -> bool:
    """Whether a line holds no more than a date, a weekday, a time and a zone or place name."""
    return len(re.findall(r"[^\W\d_]{2,}", line.replace(evidence, ""))) <= 2


def _is_consistent(mention: Mention) -> bool:
    """Whether a day that names its weekday falls on it; where not, one of them is a misprint."""
    if mention.weekday is None or mention.first is None:
        return True
    return mention.first.weekday() == mention.weekday


def _today(mentions: Iterable[Mention]) -> Found | None:
    shift = {"today": 0, "yesterday": 1, "tomorrow": -1}
    for m in mentions:
        if m.kind == "day" and m.near in shift and m.first:
            day = m.first + shift[m.near] * _DAY
            return Found(day, day, m.evidence)
    return None


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
    if m.first is None or m.tense != "past" or m.kind not in ("day", "link"):
        return None
    if m.kind == "link" or m.place == "line_end":
        return Found(m.first, m.first + STAMP_DAYS * _DAY, m.evidence)
    if m.place == "caption" or m.weekday is not None:
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


def _look_back(mentions: Sequence[Mention]) -> Found | None:
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
