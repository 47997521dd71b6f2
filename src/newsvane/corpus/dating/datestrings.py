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

# The first newspaper, Relation, appeared in 1605; later than the last year is no news of this
# release, whatever the machine's clock says. Dates outside are misprints and placeholders.
FIRST_YEAR = 1605
LAST_YEAR = 2050
# The zero of the Unix clock: what software writes where it has no date.
NULL_DAY = date(1970, 1, 1)
# Longest string that is looked at; the longest real ones (weekday, date, time, zone) have under 80.
MAX_LENGTH = 300
# Widest range that counts as one date; a longer one is what a text is about.
MAX_RANGE_DAYS = 366

# English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish, Russian.
_MONTH_NAMES = (
    "january jan januar janvier janv jänner enero ene gennaio gen janeiro januari stycznia январь"
    " января янв",
    "february feb februar février fevrier févr febrero febbraio fevereiro februari lutego февраль"
    " февраля фев",
    "march mar märz maerz mars marzo março maart mrt marca март марта мар",
    "april apr avril avr abril abr aprile kwietnia апрель апреля апр",
    "may mai mayo maggio maio mei maj maja май мая",
    "june jun juni juin junio giugno junho czerwca июнь июня июн",
    "july jul juli juillet juil julio luglio julho lipca июль июля июл",
    "august aug août aout agosto ago augustus augusti sierpnia август августа авг",
    "september sept sep septembre septiembre settembre setembro września сентябрь сентября сент"
    " сен",
    "october oct oktober okt octobre octubre ottobre outubro października октябрь октября окт",
    "november nov novembre noviembre novembro listopada ноябрь ноября ноя",
    "december dec dezember dez décembre decembre diciembre dic dicembre dezembro grudnia декабрь"
    " декабря дек",
)
MONTHS = {name: n for n, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"

_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7, "bst": 1, "cet": 1, "cest": 2,
}  # fmt: skip
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)"
# The first letters of weekdays in the languages of the months, Monday 0.
_WEEKDAYS = {
    prefix: day
    for day, names in enumerate((
        "mon lun maa seg пон", "tue die mar din ter вто", "wed mit mer mié mie woe qua сре",
        "thu don jeu jue gio qui чет", "fri fre ven vie vri sex пят", "sat sam sáb sab zat суб",
        "sun son dim dom zon вос",
    ))
    for prefix in names.split()
}  # fmt: skip
_TIME = re.compile(
    rf"(?:\s{_WEEKDAY}[a-z]{{0,6}})?(?:,|\s|T|-|–|\||at|um|à|\(){{0,4}}"
    r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,]\d{1,9})?)?"
    r"\s?([ap]\.?m\b\.?)?\s?([+-]\d\d:?\d\d\b|[a-z]{1,4}\b)?",
    re.IGNORECASE,
)
_LEAD = (
    r"^\W{0,5}(?:[^\W\d_]+(?:-[^\W\d_]+)?(?:[.:,)]{0,2}\s+|\s?[:：]\s?)){0,4}?"
    r"(?:\d{1,2}:\d\d(?:\s?[ap]m\b)?,?\s+)?"
)
_END = r"(?!\d)"
_TO = r"\s?(?:[-–—/]|to|bis|au|al|and|und|et)\s?"
_NTH = r"(?:st|nd|rd|th|er|ª|º|°|\.)?"


def _forms(*forms: tuple[str, str], end: str = _END) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(f"{_LEAD}(?P<all>{form}){end}", re.IGNORECASE)) for kind, form in forms
    )


_FORMS = _forms(
    ("ymd", r"(?P<y>\d{4})(?P<s>[-/]|\.\s?)(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"),
    ("ymd", r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号號]"),
    ("ymd", r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"),
    ("ymd", r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})"),
    ("both", r"(?P<d>\d{1,2})(?P<s>[/-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})"),
    ("days", rf"(?P<d>\d{{1,2}}){_NTH}{_TO}(?P<d2>\d{{1,2}}){_NTH}\s(?:of |de )?(?P<m>{MONTH}),?"
             r"\s(?:de )?(?P<y>\d{4})"),
    ("days", rf"(?P<m>{MONTH})\s(?P<d>\d{{1,2}}){_NTH}{_TO}(?P<d2>\d{{1,2}}){_NTH},?\s"
             r"(?P<y>\d{4})"),
    ("days", rf"(?P<d>\d{{1,2}}){_NTH}\s(?P<m>{MONTH}){_TO}(?P<d2>\d{{1,2}}){_NTH}\s"
             rf"(?P<m2>{MONTH}),?\s(?P<y>\d{{4}})"),
    ("days", rf"(?P<m>{MONTH})\s(?P<d>\d{{1,2}}){_NTH}{_TO}(?P<m2>{MONTH})\s(?P<d2>\d{{1,2}}){_NTH}"
             r",?\s(?P<y>\d{4})"),
    ("named", rf"(?P<d>\d{{1,2}}){_NTH}[\s-]?(?:of |de |di )?(?P<m>{MONTH})"
              r"[\s,-]{1,2}(?:de |del )?(?P<y>\d{4})"),
    ("named", rf"(?P<m>{MONTH})\s?(?P<d>\d{{1,2}}){_NTH},?\s(?P<y>\d{{4}})"),
    ("named", rf"(?P<y>\d{{4}})[\s-](?P<m>{MONTH})[\s-](?P<d>\d{{1,2}})"),
    ("named", rf"(?P<m>{MONTH})\s{{1,2}}(?P<d>\d{{1,2}})\s\d\d:\d\d(?::\d\d)?\s"
              r"(?:[A-Z]{1,4}\s)?(?P<y>\d{4})"),
    ("months", rf"(?P<m>{MONTH}){_TO}(?P<m2>{MONTH}),?\s(?P<y>\d{{4}})"),
    ("month", rf"(?P<m>{MONTH}),?\s(?:de )?(?P<y>\d{{4}})"),
    ("month", r"(?P<y>\d{4})[-/](?P<m>\d\d)(?:-00|(?![-/]))"),
    ("month", r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월](?!\s?\d)"),
    ("year", r"(?P<y>\d{4})(?=\W*$)"),
)  # fmt: skip
# The window of two-digit years: 70 is 1970, 69 is 2069, which is beyond every bound.
SHORT_YEARS_FROM = 70
# Day or month first with slashes, day first with dots; never the year, so that 16/09/28 is in 2028.
_SHORT_FORMS = _forms(
    ("both", r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d\d)"),
    ("ymd", r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d\d)"),
    ("named", rf"(?P<d>\d{{1,2}})[\s-](?P<m>{MONTH})[\s-](?P<y>\d\d)"),
    ("month", r"(?P<m>\d{1,2})[/.](?P<y>\d{4})"),
    end=r"(?![\d:]|[./-]\d)",
) + _forms(("ymd", r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"), end=r"(?=\d{6}(?!\d))")
_THEN = re.compile(r"\s?(?:[-–—/]|to\b|bis\b|until\b)\s?(?=\w)", re.IGNORECASE)
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

    @property
    def precision(self) -> str:
        """Day, month or year where the interval is just that, else range."""
        return precision(self.first, self.last)


def precision(first: date | None, last: date | None) -> str:
    """Return what an interval of days is: day, month, year, range, or none.

    Examples
    --------
    >>> precision(date(2024, 2, 1), date(2024, 2, 29)), precision(None, None)
    ('month', 'none')
    """
    if first is None or last is None:
        return "none"
    if first == last:
        return "day"
    is_to_month_end = last.day == monthrange(last.year, last.month)[1]
    if first.day == 1 and is_to_month_end and first.year == last.year:
        if first.month == last.month:
            return "month"
        if (first.month, last.month) == (1, 12):
            return "year"
    return "range"


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
        ISO 8601, RFC 2822, month names in the ten languages of `MONTHS`, Chinese, Japanese and
        Korean dates, numbers with dots (day first), slashes or dashes, Unix seconds or
        milliseconds; a range of two of them ("3–5 May 2021"). Up to four words may stand before
        the date ("Published on Tuesday,"), anything behind it.
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
    found = _parse(text[:MAX_LENGTH], (first_year, last_year), short_years=short_years)
    if found is None or NULL_DAY in (found.first, found.last):
        return None
    return found


def _parse(text: str, years: tuple[int, int], *, short_years: bool) -> Found | None:
    found = _from_unix(text)
    if found is not None:
        return found if years[0] <= found.first.year <= years[1] else None
    for kind, form in (*_FORMS, *_SHORT_FORMS) if short_years else _FORMS:
        match = form.match(text)
        if match and (found := _read(kind, match, text)):
            if years[0] <= found.first.year <= found.last.year <= years[1]:
                return _to_the_second(found, match, text, years)
            return None
    return None


def _to_the_second(found: Found, match: re.Match[str], text: str, years: tuple[int, int]) -> Found:
    """Return the range where a second whole date follows the first, "2021-05-03 – 2021-05-05"."""
    joint = _THEN.match(text, match.end())
    if joint is None or found.n_days > 31 or not text[joint.end()].isalnum():
        return found
    rest = text[joint.end() :]
    end = _parse(rest, years, short_years=False) if "年" not in rest[:5] else None
    if end is None or not rest.startswith(end.evidence):
        return found
    n_days = (end.last - found.first).days
    if end.first <= found.last or n_days > MAX_RANGE_DAYS:
        return found
    evidence = text[match.start("all") : joint.end() + len(end.evidence)]
    return Found(found.first, end.last, evidence)


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
    if year == 0:
        return None
    if kind == "year":
        return Found(date(year, 1, 1), date(year, 12, 31), evidence)
    month = month_number(parts["m"])
    if kind == "month":
        return month_of(year, month, evidence)
    if kind == "months":
        one, two = month_of(year, month, ""), month_of(year, month_number(parts["m2"]), "")
        return Found(one.first, two.last, evidence) if one and two and one.last < two.last else None
    if kind == "days":
        first = readings(year, month, int(parts["d"]))
        last = readings(year, month_number(parts.get("m2") or parts["m"]), int(parts["d2"]))
        return (
            Found(min(first), min(last), evidence)
            if first and last and min(first) < min(last)
            else None
        )
    days = sorted(readings(year, month, int(parts["d"]), swap=kind == "both"))
    if not days:
        return None
    if len(days) > 1:
        days = _on_weekday(days, text[: match.start("all")]) or days
    clock = _TIME.match(text, match.end())
    if clock and len(days) == 1 and (day := _to_utc(days[0], clock)):
        return Found(day, day, text[match.start("all") : clock.end()].rstrip())
    return Found(days[0], days[-1], evidence)


_RELATIVE = re.compile(
    r"\b(?:yesterday|today|tomorrow|now|just now|ago|last (?:week|month|year|night)|gestern|heute"
    r"|morgen|vor \d{1,3} [^\W\d_]{3,9}|hier|aujourd.hui|il y a|ayer|hoy|hace|ieri|oggi|ontem|hoje"
    r"|gisteren|vandaag|вчера|сегодня)\b|昨天|今天|어제|오늘|昨日|今日", re.IGNORECASE,
)  # fmt: skip
_MONTH_ONLY = re.compile(rf"\b{MONTH}", re.IGNORECASE)


def fault(text: str) -> str | None:
    """Return why a given publication date cannot be used, None where it can.

    Examples
    --------
    >>> fault("2024-02-30"), fault("yesterday"), fault("2024-02-29")
    ("invalid date: no such day ('2024-02-30')", "relative date: no day without a clock \
('yesterday')", None)
    """
    text = text[:MAX_LENGTH]
    if parse(text, short_years=True):
        return None
    shown = repr(text.strip()[:40])
    wide = _parse(text, (1, 9999), short_years=True)
    if wide and NULL_DAY in (wide.first, wide.last):
        return f"suspicious date: the zero of a clock ({shown})"
    if wide:
        side = "in the future" if wide.first.year > LAST_YEAR else "before the first newspaper"
        return f"absurd date: {side} ({shown})"
    if _RELATIVE.search(text):
        return f"relative date: no day without a clock ({shown})"
    if re.search(r"\d{4,}", text) is None and _MONTH_ONLY.search(text):
        return f"partial date: no year ({shown})"
    if re.search(r"\d{1,5}[-/.]\d{1,2}[-/.]\d{1,4}", text):
        return f"invalid date: no such day ({shown})"
    return f"invalid date: not understood ({shown})"


def _on_weekday(days: list[date], before: str) -> list[date]:
    """Return the one of two readings that falls on the weekday named before them, or neither."""
    words = re.findall(r"[^\W\d_]{2,}", before.lower())
    weekdays = {_WEEKDAYS[word[:3]] for word in words if word[:3] in _WEEKDAYS}
    fitting = [day for day in days if day.weekday() in weekdays]
    return fitting if len(fitting) == 1 else []


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
