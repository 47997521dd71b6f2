"""Date every article as an interval of UTC days, with the very string that says so.

The sources, in this order: the publication date that the file or the page gives (metadata), a date
in the article's own address (url), what the text says itself (text), the name of a file that is one
article (file). The first that says anything counts; a later one that names one single day within a
wider interval makes it narrower. On a page, metadata is what the page marks as its date; a date
that merely stands in it counts as text, behind the address. A given date that cannot be read is
told as a warning; the next source counts. File times, download times and today's clock are never
evidence: without evidence both days are null. How a text is judged stands in `dating/judging.py`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

import pandas as pd

from newsvane.corpus.dating import pages
from newsvane.corpus.dating.addresses import in_name, in_url
from newsvane.corpus.dating.datestrings import Found, parse
from newsvane.corpus.dating.judging import judge
from newsvane.progress import track
from newsvane.tables import CLEANED, DATED, RECORDS, check

LOG = logging.getLogger(__name__)


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
    given = [
        _text_or_none(published) or source.get((file, record), _Record("", False, None)).published
        for file, record, published in zip(
            cleaned["source_file"], cleaned["record"], cleaned["published"], strict=True
        )
    ]
    _warn_of_unread([date for date in given if date])
    return check(_with_dates(cleaned, found), DATED)


def _given(published: str) -> Found | None:
    """Read a publication date of the input, which may have a year of two digits."""
    return parse(published, short_years=True)


def _warn_of_unread(given: list[str]) -> None:
    unread = [date for date in given if _given(date) is None]
    if unread:
        LOG.warning(
            "%d of %d given publication dates were not understood and are not used; the first: %r",
            len(unread), len(given), unread[0][:80],
        )  # fmt: skip


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
    yield "metadata", _given(published) if published else None
    if record.is_html:
        yield "metadata", pages.find(record.content)
    yield "url", in_url(url) if url else None
    if record.is_html:
        yield "text", pages.seen(record.content)
    # Of a page only the article itself counts: its menus and lists are full of other dates.
    yield "text", judge(text if record.is_html else record.content)
    yield "file", in_name(file_name) if file_name else None


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
