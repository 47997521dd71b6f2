"""Date every article as an interval of UTC days, with the very string that says so.

The sources, in this order: the publication date that the file or the page gives (metadata), a date
in the article's own address (url), what the text says itself (text), the name of a file that is one
article (file). The first that says anything counts; a later one that names one single day within a
wider interval makes it narrower. File times, download times and today's clock are never evidence:
without evidence both days are null. How a text is judged stands in `dating/judging.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

import pandas as pd

from newsvane.corpus.dating import pages
from newsvane.corpus.dating.datestrings import MONTHS, Found, month_of, parse, readings
from newsvane.corpus.dating.judging import judge
from newsvane.progress import track
from newsvane.tables import CLEANED, DATED, RECORDS, check

# Years that addresses and file names carry as dates; other numbers of that form are identifiers.
FIRST_YEAR, LAST_YEAR = 1900, 2100

_Y = r"(?P<y>(?:19|20)\d\d)"
_IN_URL = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<=[/_=-]){_Y}(?P<s>[/_-])(?P<m>\d{{1,2}}|[a-z]{{3}})(?P=s)(?P<d>\d{{1,2}})(?=[/_.?&#T-]|$)",
        r"(?<=/)(?P<d>\d{1,2})(?P<s>[/_-])(?P<m>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d)(?=[/_.?&#-]|$)",
        rf"(?<=[/_=-]){_Y}(?P<m>\d\d)(?P<d>\d\d)(?=[/_.?&#-]|$)",
        rf"(?<=/){_Y}[/-](?P<m>\d\d)(?=/)",
    )
)
_MONTH_NAME = (
    "(?:" + "|".join(sorted((n for n in MONTHS if n.isascii()), key=len, reverse=True)) + ")"
)
_IN_NAME = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_Y}(?P<s>[-_. ]?)(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?!\d)",
        r"(?<!\d)(?P<d>\d\d)(?P<s>[-_. ])(?P<m>\d\d)(?P=s)(?P<y>(?:19|20)\d\d)(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})[-_. ]?(?P<m>{_MONTH_NAME})[-_. ]?{_Y}(?!\d)",
        rf"(?<![^\W\d_])(?P<m>{_MONTH_NAME})[-_. ]?(?P<d>\d{{1,2}})[-_. ,]{{1,2}}{_Y}(?!\d)",
        rf"(?<!\d){_Y}[-_. ]?(?P<m>{_MONTH_NAME})[-_. ]?(?P<d>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_Y}[-_](?P<m>\d\d)(?![-_]?\d)",
        rf"(?<![^\W\d_])(?P<m>{_MONTH_NAME})[-_. ]?{_Y}(?!\d)",
        rf"(?<!\d){_Y}[-_. ]?(?P<m>{_MONTH_NAME})(?![^\W\d_])",
    )
)


class _Record(NamedTuple):
    content: str
    is_html: bool
    published: str | None


def infer(cleaned: pd.DataFrame, *, records: pd.DataFrame) -> pd.DataFrame:
    """Return the articles with the days on which they can have been published.

    Parameters
    ----------
    cleaned : DataFrame
        The `cleaned` table, n_articles rows; it is not changed.
    records : DataFrame
        The `records` table that they were cleaned from: captions and page heads, which cleaning
        takes away, often hold the date.

    Returns
    -------
    DataFrame
        The `dated` table, n_articles rows in the same order: published_from and published_to (UTC
        days, both inclusive, null without evidence), date_source, date_evidence (one string of the
        source, or several joined by " … ").

    Raises
    ------
    TableError
        When one of the two is not the table that it should be.
    """
    check(cleaned, CLEANED)
    check(records, RECORDS)
    rows = zip(
        cleaned["source_file"], cleaned["record"], cleaned["text"], cleaned["url"],
        cleaned["published"], strict=True,
    )  # fmt: skip
    source = _by_place(records, set(zip(cleaned["source_file"], cleaned["record"], strict=True)))
    found = [
        _date_one(
            source.get((file, record), _Record(text, False, None)),
            text=text,
            url=_text_or_none(url),
            published=_text_or_none(published),
            file_name=PurePosixPath(file.replace("\\", "/")).name if record == 0 else None,
        )
        for file, record, text, url, published in track(
            rows, "dating articles", unit="articles", total=len(cleaned)
        )
    ]
    return check(_with_dates(cleaned, found), DATED)


def _date_one(
    record: _Record, *, text: str, url: str | None, published: str | None, file_name: str | None
) -> tuple[Found | None, str]:
    """Return the date of one article and where it was found ("none" where nowhere)."""
    best: Found | None = None
    best_source = "none"
    for source, found in _sources(
        record, text=text, url=url, published=published or record.published, file_name=file_name
    ):
        if found is None:
            continue
        if best is None or (found.n_days == 1 and best.first <= found.first <= best.last):
            best, best_source = found, source
        if best.n_days == 1:
            break
    return best, best_source


def _sources(
    record: _Record, *, text: str, url: str | None, published: str | None, file_name: str | None
) -> Iterator[tuple[str, Found | None]]:
    """Yield what each source says, the strongest first; later ones are looked at only on demand."""
    yield "metadata", parse(published) if published else None
    if record.is_html:
        yield "metadata", pages.find(record.content)
    yield "url", in_url(url) if url else None
    # Of a page only the article itself counts: its menus and lists are full of other dates.
    yield "text", judge(text if record.is_html else record.content)
    yield "file", in_name(file_name) if file_name else None


def in_url(url: str) -> Found | None:
    """Return the date in an address: a day, or the month where it has no day.

    Examples
    --------
    >>> in_url("https://example.org/news/2025/01/14/title").first
    datetime.date(2025, 1, 14)
    >>> in_url("https://example.org/2025/01/title").evidence
    '2025/01'
    >>> in_url("https://example.org/article/20259999") is None
    True
    """
    return _first_date(_IN_URL, url[:2000])


def in_name(name: str) -> Found | None:
    """Return the date in a file name: a day, or the month where it has no day.

    Examples
    --------
    >>> in_name("2023-02-23-storm.txt").first, in_name("IMG_20230223.txt").first
    (datetime.date(2023, 2, 23), datetime.date(2023, 2, 23))
    >>> in_name("000_f2c52d68a93aa514.txt") is None
    True
    """
    return _first_date(_IN_NAME, name)


def _first_date(forms: tuple[re.Pattern[str], ...], text: str) -> Found | None:
    for form in forms:
        for match in form.finditer(text):
            parts = match.groupdict()
            year = int(parts["y"])
            month = MONTHS.get(parts["m"].lower()) or (
                int(parts["m"]) if parts["m"].isdigit() else 0
            )
            if not FIRST_YEAR <= year <= LAST_YEAR:
                continue
            if not parts.get("d"):
                if found := month_of(year, month, match[0]):
                    return found
                continue
            swap = match.start("d") < match.start("y")
            if days := sorted(readings(year, month, int(parts["d"]), swap=swap)):
                return Found(days[0], days[-1], match[0])
    return None


def _by_place(
    records: pd.DataFrame, wanted: set[tuple[str, int]]
) -> dict[tuple[str, int], _Record]:
    return {
        (file, number): _Record(content, bool(is_html), _text_or_none(published))
        for file, number, content, is_html, published in zip(
            records["source_file"], records["record"], records["content"], records["is_html"],
            records["published"], strict=True,
        )
        if (file, number) in wanted
    }  # fmt: skip


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _with_dates(cleaned: pd.DataFrame, found: list[tuple[Found | None, str]]) -> pd.DataFrame:
    frame = cleaned.drop(columns="published")
    for column, side in (("published_from", "first"), ("published_to", "last")):
        days = [getattr(f, side).isoformat() if f else None for f, _ in found]
        frame[column] = pd.Series(
            pd.to_datetime(days, format="%Y-%m-%d"), index=frame.index
        ).astype("datetime64[s]")
    frame["date_source"] = pd.Series(
        [source for _, source in found], index=frame.index, dtype="str"
    )
    evidence = [f.evidence if f else None for f, _ in found]
    frame["date_evidence"] = pd.Series(evidence, index=frame.index, dtype="str")
    return frame[DATED.names]
