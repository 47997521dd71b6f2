"""Read a date that somebody wrote down: one string in, the days it can mean out.

Every field comes from the string. A parser that fills what is missing from today's clock would make
the same file mean another day tomorrow, so a partial date is an interval here ("January 2025" is a
month), an ambiguous one covers both readings, and a string without a year is no date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

# Years outside are typing errors and placeholders (0001, 9999), not news.
FIRST_YEAR = 1700
LAST_YEAR = 2100
# The zero of the Unix clock: what software writes where it has no date.
NULL_DAY = date(1970, 1, 1)
# Longest string that is looked at; the longest real ones (weekday, date, time, zone) have under 80.
MAX_LENGTH = 300

_MONTH_NAMES = (
    "january jan januar janvier janv jänner enero ene gennaio gen",
    "february feb februar février fevrier févr febrero febbraio",
    "march mar märz maerz mars marzo",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio",
    "june jun juni juin junio giugno",
    "july jul juli juillet juil julio luglio",
    "august aug août aout agosto ago",
    "september sept sep septembre septiembre settembre",
    "october oct oktober okt octobre octubre ottobre",
    "november nov novembre noviembre",
    "december dec dezember dez décembre decembre diciembre dic dicembre",
)
MONTHS = {name: n for n, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"

_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7, "bst": 1, "cet": 1, "cest": 2,
}  # fmt: skip
_TIME = re.compile(
    r"(?:,|\s|T|-|–|\||at|um|à|\(){0,4}(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,]\d{1,9})?)?"
    r"\s?([ap]\.?m\b\.?)?\s?([+-]\d\d:?\d\d\b|[a-z]{1,4}\b)?",
    re.IGNORECASE,
)
_LEAD = r"^\W{0,5}(?:[^\W\d_]+[.:,)]{0,2}\s+){0,4}?(?:\d{1,2}:\d\d(?:\s?[ap]m\b)?,?\s+)?"
_END = r"(?!\d)"
_FORMS = tuple(
    (kind, re.compile(_LEAD + "(?P<all>" + form + ")" + _END, re.IGNORECASE))
    for kind, form in (
        ("ymd", r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"),
        ("ymd", r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"),
        ("ymd", r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"),
        ("ymd", r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})"),
        ("both", r"(?P<d>\d{1,2})(?P<s>[/-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})"),
        ("named", rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s-](?:of |de |di )?(?P<m>{MONTH})"
                  r"[\s,-]{1,2}(?:de |del )?(?P<y>\d{4})"),
        ("named", rf"(?P<m>{MONTH})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>\d{{4}})"),
        ("named", rf"(?P<y>\d{{4}})[\s-](?P<m>{MONTH})[\s-](?P<d>\d{{1,2}})"),
        ("month", rf"(?P<m>{MONTH}),?\s(?:de )?(?P<y>\d{{4}})"),
        ("month", r"(?P<y>\d{4})[-/](?P<m>\d\d)(?![-/])"),
        ("year", r"(?P<y>\d{4})(?=\W*$)"),
    )
)  # fmt: skip
# The window of two-digit years: 70 is 1970, 69 is 2069.
SHORT_YEARS_FROM = 70
# Day or month first with slashes, day first with dots; never the year, so that 16/09/28 is in 2028.
_SHORT_FORMS = tuple(
    (kind, re.compile(_LEAD + "(?P<all>" + form + r")(?!\d|[./-]\d)", re.IGNORECASE))
    for kind, form in (
        ("both", r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d\d)"),
        ("ymd", r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d\d)"),
    )
)
_UNIX = re.compile(r"^\s*(\d{10}|\d{13})(?:\.\d{1,6})?\s*$")


@dataclass(frozen=True)
class Found:
    """The days from `first` to `last`, both inclusive, and the very string that names them."""

    first: date
    last: date
    evidence: str

    @property
    def n_days(self) -> int:
        """Number of days that the date leaves open, 1 for a day."""
        return (self.last - self.first).days + 1


def parse(
    text: str,
    *,
    first_year: int = FIRST_YEAR,
    last_year: int = LAST_YEAR,
    short_years: bool = False,
) -> Found | None:
    """Return the days that a written date can mean.

    Parameters
    ----------
    text : str
        ISO 8601, RFC 2822, month names in English, German, French, Spanish or Italian, numbers
        with dots (day first), slashes or dashes, Unix seconds or milliseconds. Up to four words
        may stand before the date ("Published on Tuesday,"), anything behind it.
    first_year, last_year : int
        Years outside are taken as no evidence.
    short_years : bool
        Whether a year may have two digits and stand last ("9/28/16", "28.09.16"): 70–99 are
        1970–1999, 00–69 are 2000–2069. For places that hold nothing but a date.

    Returns
    -------
    Found or None
        A date with time and zone is the UTC day. None where there is no whole year, where the
        fields make no day, and for the zero of the Unix clock.

    Examples
    --------
    >>> parse("2025-01-14T23:30:00-05:00").first
    datetime.date(2025, 1, 15)
    >>> found = parse("01/02/2024")  # 1 February or January 2nd
    >>> found.first.isoformat(), found.last.isoformat()
    ('2024-01-02', '2024-02-01')
    >>> parse("January 2025").last
    datetime.date(2025, 1, 31)
    >>> parse("14 January") is None
    True
    """
    text = text[:MAX_LENGTH]
    found = _from_unix(text)
    if found is None:
        for kind, form in (*_FORMS, *_SHORT_FORMS) if short_years else _FORMS:
            match = form.match(text)
            if match and (found := _read(kind, match, text)):
                break
    if found is None or NULL_DAY in (found.first, found.last):
        return None
    return found if first_year <= found.first.year <= found.last.year <= last_year else None


def _from_unix(text: str) -> Found | None:
    match = _UNIX.match(text)
    if match is None:
        return None
    seconds = int(match[1]) // (1000 if len(match[1]) == 13 else 1)
    day = datetime.fromtimestamp(seconds, tz=UTC).date()
    return Found(day, day, text.strip())


def _read(kind: str, match: re.Match[str], text: str) -> Found | None:
    parts = match.groupdict()
    year, evidence = int(parts["y"]), match["all"]
    if len(parts["y"]) == 2:
        year += 1900 if year >= SHORT_YEARS_FROM else 2000
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if kind == "year":
        return Found(date(year, 1, 1), date(year, 12, 31), evidence)
    month = month_number(parts["m"])
    if kind == "month":
        return month_of(year, month, evidence)
    days = sorted(readings(year, month, int(parts["d"]), swap=kind == "both"))
    if not days:
        return None
    clock = _TIME.match(text, match.end())
    if clock and len(days) == 1 and (day := _to_utc(days[0], clock)):
        return Found(day, day, text[match.start("all") : clock.end()].rstrip())
    return Found(days[0], days[-1], evidence)


def month_number(name: str) -> int:
    """Return 1–12 for a month name in any of the languages known, or for digits."""
    return int(name) if name.isdigit() else MONTHS[name.lower().rstrip(".")]


def month_of(year: int, month: int, evidence: str) -> Found | None:
    """Return the whole month, None where there is no such month."""
    if not 1 <= month <= 12:
        return None
    last = date(year, month, monthrange(year, month)[1])
    return Found(last.replace(day=1), last, evidence)


def readings(year: int, month: int, day: int, *, swap: bool = False) -> set[date]:
    """Return the real days among year-month-day and, with `swap`, year-day-month.

    Examples
    --------
    >>> readings(2024, 13, 5, swap=True)
    {datetime.date(2024, 5, 13)}
    >>> readings(2023, 2, 30)
    set()
    """
    found = set()
    for m, d in {(month, day), (day, month) if swap else (month, day)}:
        if 1 <= m <= 12 and 1 <= d <= monthrange(year, m)[1]:
            found.add(date(year, m, d))
    return found


def _to_utc(day: date, clock: re.Match[str]) -> date | None:
    """Return the UTC day of a local time; None where the time or its zone is not known."""
    hour, minute, zone = int(clock[1]), int(clock[2]), (clock[5] or "").lower()
    if clock[4]:
        hour = hour % 12 + (12 if clock[4][0] in "pP" else 0)
    if hour > 23 or minute > 59 or not zone:
        return None
    if zone in _ZONES:
        offset = timedelta(hours=_ZONES[zone])
    elif zone[0] in "+-":
        digits = zone[1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        offset = -offset if zone[0] == "-" else offset
    else:
        return None
    return (datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - offset).date()
