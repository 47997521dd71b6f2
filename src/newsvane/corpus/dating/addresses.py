"""Find the date in an article's address or in the name of its file.

An address dates an article only in its path: whole segments (/2019/11/19/) or the start of one
(/2019-11-19-title, /20191119_title). Eight digits elsewhere (behind "=", within a number, before
".html") are as often an identifier, and a date further back in a title is what the title is about.
"""

from __future__ import annotations

import re

from newsvane.corpus.dating.datestrings import MONTHS, Found, month_of, readings

# There were no news addresses before; numbers outside are identifiers.
FIRST_YEAR, LAST_YEAR = 1990, 2100
# File names may date what was scanned from paper.
FIRST_NAME_YEAR = 1900
# Longest address that is looked at; browsers take no more either.
MAX_URL_CHARS = 2000

_Y = r"(?P<y>(?:19|20|21)\d\d)"
_DAYS_IN_URL = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<=/){_Y}(?P<s>[/_-])(?P<m>\d{{1,2}}|[a-z]{{3}})(?P=s)(?P<d>\d{{1,2}})(?=[/_.-]|$)",
        rf"(?<=/)(?P<d>\d{{1,2}})(?P<s>[/_-])(?P<m>\d{{1,2}})(?P=s){_Y}(?=[/_.-]|$)",
        rf"(?<=/){_Y}(?P<m>\d\d)(?P<d>\d\d)(?=[/_-]|$)",
    )
)
_MONTH_IN_URL = (re.compile(rf"(?<=/){_Y}[/-](?P<m>\d\d)(?=/)"),)
_MONTH_NAME = (
    "(?:" + "|".join(sorted((n for n in MONTHS if n.isascii()), key=len, reverse=True)) + ")"
)
_IN_NAME = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_Y}(?P<s>[-_. ]?)(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?!\d)",
        rf"(?<!\d)(?P<d>\d\d)(?P<s>[-_. ])(?P<m>\d\d)(?P=s){_Y}(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})[-_. ]?(?P<m>{_MONTH_NAME})[-_. ]?{_Y}(?!\d)",
        rf"(?<![^\W\d_])(?P<m>{_MONTH_NAME})[-_. ]?(?P<d>\d{{1,2}})[-_. ,]{{1,2}}{_Y}(?!\d)",
        rf"(?<!\d){_Y}[-_. ]?(?P<m>{_MONTH_NAME})[-_. ]?(?P<d>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_Y}[-_](?P<m>\d\d)(?![-_]?\d)",
        rf"(?<![^\W\d_])(?P<m>{_MONTH_NAME})[-_. ]?{_Y}(?!\d)",
        rf"(?<!\d){_Y}[-_. ]?(?P<m>{_MONTH_NAME})(?![^\W\d_])",
    )
)


def in_url(url: str) -> Found | None:
    """Return the date in an address: a day, or the month where it has no day.

    Examples
    --------
    >>> in_url("https://example.org/news/2025/01/14/title").first
    datetime.date(2025, 1, 14)
    >>> in_url("https://example.org/2025/01/title").evidence
    '2025/01'
    >>> in_url("https://example.org/story?id=20250114") is None
    True
    """
    return day_in_url(url) or _first_date(_MONTH_IN_URL, _path(url), first_year=FIRST_YEAR)


def day_in_url(url: str) -> Found | None:
    """Return the day in an address, or the two that its digits can mean; a month is none."""
    return _first_date(_DAYS_IN_URL, _path(url), first_year=FIRST_YEAR)


def in_name(name: str) -> Found | None:
    """Return the date in a file name: a day, or the month where it has no day.

    Examples
    --------
    >>> in_name("2023-02-23-storm.txt").first, in_name("IMG_20230223.txt").first
    (datetime.date(2023, 2, 23), datetime.date(2023, 2, 23))
    >>> in_name("000_f2c52d68a93aa514.txt") is None
    True
    """
    return _first_date(_IN_NAME, name, first_year=FIRST_NAME_YEAR)


def _path(url: str) -> str:
    return re.split(r"[?#]", url[:MAX_URL_CHARS], maxsplit=1)[0]


def _first_date(forms: tuple[re.Pattern[str], ...], text: str, *, first_year: int) -> Found | None:
    for form in forms:
        for match in form.finditer(text):
            parts = match.groupdict()
            year = int(parts["y"])
            month = MONTHS.get(parts["m"].lower()) or (
                int(parts["m"]) if parts["m"].isdigit() else 0
            )
            if not first_year <= year <= LAST_YEAR:
                continue
            if not parts.get("d"):
                if found := month_of(year, month, match[0]):
                    return found
                continue
            swap = match.start("d") < match.start("y")
            if days := sorted(readings(year, month, int(parts["d"]), swap=swap)):
                return Found(days[0], days[-1], match[0])
    return None
