"""Find the publication date that a saved web page states.

htmldate chooses the day. Where a place made for a date (meta tags that say "published", JSON-LD
`datePublished`, `itemprop`, general date tags, marked `<time>` elements) gives that day, the page
states it: `find`. Where it only stands somewhere in the page it may as well be the day of a picture
or of what is told: `seen`, which counts for less than the article's own address; where the page
gives no more than the month, neither does the interval. Where htmldate finds nothing, the first of
the marked places counts. All bounds are arguments to htmldate, so that today's clock never enters.
"""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from newsvane.corpus.dating.datestrings import MONTHS, Found, month_of, parse

LOG = logging.getLogger(__name__)

# Page source beyond this is not looked at: far above any article page.
MAX_PAGE_CHARS = 3_000_000
# The first news pages are of the early 1990s; the last year is only a guard against misprints.
FIRST_DAY = "1990-01-01"
LAST_DAY = "2100-12-31"

_PUBLISHED = frozenset({
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "article.published", "parsely-pub-date", "rnews:datepublished", "dc.date.issued",
    "dcterms.issued", "dcterms.created",
    "dc.date.created", "dc.created", "originalpublicationdate", "publishdate",
    "publish-date", "publication_date", "published-date", "article_date_original", "pubdate",
    "citation_publication_date", "bt:pubdate",
})  # fmt: skip
_GENERAL = frozenset({
    "date", "dc.date", "dcterms.date", "sailthru.date", "cxenseparse:recs:publishtime",
    "displaydate", "datecreated", "created", "citation_date", "pdate",
})  # fmt: skip
_JSON_LD = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,60})"')
_TIME_CLASS = re.compile(r"publish|pubdate|entry-date|post-date|date-created", re.IGNORECASE)
_FILED = re.compile(r"\bfile (?:photo|picture|image|pic)\b|\(file\)|\bphoto taken\b", re.IGNORECASE)
FILED_CHARS = 40  # how near to a date the words must stand that make it that of a picture
_GAP = r"(?:\s|&nbsp;|,|\.|<[^<>]{0,80}>){1,4}"


def find(source: str) -> Found | None:
    """Return the publication date of a page with the string that gives it.

    Parameters
    ----------
    source : str
        The page source; what lies beyond `MAX_PAGE_CHARS` is ignored.

    Returns
    -------
    Found or None
        A day as a rule, a month where the page gives no more. Its evidence is a substring
        of `source`.

    Examples
    --------
    >>> find('<meta property="article:published_time" content="2023-02-23T22:00-05:00">').first
    datetime.date(2023, 2, 24)
    """
    return _read(source[:MAX_PAGE_CHARS])[0]


def seen(source: str) -> Found | None:
    """Return the day that htmldate picks from anywhere in a page; None where `find` has one.

    The day of a picture from the files is none of the article's.

    Examples
    --------
    >>> seen("<body><p>By Ada Lind, 3 May 2021</p></body>").evidence
    '3 May 2021'
    >>> seen("<body><p>This March 28, 2017, file photo shows the mill.</p></body>") is None
    True
    """
    return _read(source[:MAX_PAGE_CHARS])[1]


@functools.lru_cache(maxsize=1)
def _read(source: str) -> tuple[Found | None, Found | None]:
    """Return the date that a page marks as its own, and otherwise one that stands in it."""
    tree = _load(source)
    if tree is None:
        return None, None
    stated = [
        (text, found)
        for text in _stated(tree)
        if (found := parse(text)) and found.evidence in source
    ]
    day = _chosen(tree)
    if day is None:
        return (stated[0][1] if stated else None), None
    for text, found in stated:
        printed = parse(text[:10])  # without its time: htmldate answers the day as printed
        if found.first == day == found.last or (printed and printed.first == day == printed.last):
            return found, None
    loose = shown(source, day)
    if loose is None:
        return None, None
    place = source.find(loose.evidence)
    near = source[max(0, place - FILED_CHARS) : place + len(loose.evidence) + FILED_CHARS]
    return None, None if _FILED.search(near) else loose


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


def _stated(tree: Any) -> Iterator[str]:
    """Yield the strings that the page marks as its date, the most explicit first."""
    metas = [
        ((m.get("property") or m.get("name") or m.get("itemprop") or "").lower(), m.get("content"))
        for m in tree.iter("meta")
    ]
    yield from (value for name, value in metas if value and name in _PUBLISHED)
    for script in tree.iter("script"):
        if "json" in (script.get("type") or "") and script.text:
            yield from _JSON_LD.findall(script.text)
    for item in tree.xpath('//*[@itemprop="datePublished" or @pubdate]'):
        yield item.get("content") or item.get("datetime") or _text(item)
    yield from (value for name, value in metas if value and name in _GENERAL)
    for item in tree.iter("time"):
        if _TIME_CLASS.search(item.get("class") or ""):
            yield item.get("datetime") or _text(item)


def _text(item: Any) -> str:
    return " ".join("".join(item.itertext())[:200].split())


def _chosen(tree: Any) -> date | None:
    """Return the day that htmldate chooses, by the page alone."""
    from htmldate import find_date

    answer = find_date(tree, original_date=True, min_date=FIRST_DAY, max_date=LAST_DAY)
    return date.fromisoformat(answer) if answer else None


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
            exact = parse(match[0])
            utc = exact is not None and exact.first == exact.last and "T" in match[0]
            return exact if utc else Found(day, day, match[0])
    if day.day == 1 and (match := re.search(rf"{name}{_GAP}{y}(?!\d)", source, re.IGNORECASE)):
        return month_of(day.year, day.month, match[0])
    return None
