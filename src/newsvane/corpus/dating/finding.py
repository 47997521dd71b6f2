"""All dates that the sources of one article give, in this process or as a task for a worker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from newsvane.corpus.dating import judging, pages
from newsvane.corpus.dating.addresses import in_name, in_url
from newsvane.corpus.dating.candidates import Candidate, by_strength
from newsvane.corpus.dating.datestrings import fault, parse

# A line near the start of a text that states a date; looked at only where nothing has days.
_STATED = re.compile(
    r"^[ \t]{0,9}(?:Published|Posted|Date)(?: on)?:[ \t]{0,9}(\S[^\n]{5,60})$", re.M | re.I
)
_STATED_CHARS = 3000
FUNCTION = f"{__name__}:find_task"


class Sources(NamedTuple):
    """What one article has that may tell its date.

    `content` is the record as it was read; `text` the cleaned text, needed for pages only; `given`
    the date that the input states.
    """

    content: str
    is_html: bool
    text: str
    url: str | None
    given: str | None
    file_name: str | None


def find(sources: Sources) -> list[Candidate]:
    """Return what each source of an article says, the strongest first."""
    found = []
    if sources.given:
        found.append(_given(sources.given))
    if sources.is_html:
        found += pages.candidates(sources.content)
    if sources.url and (in_address := in_url(sources.url)):
        found.append(Candidate.of(in_address, "url", "address"))
    if sources.file_name and (in_file := in_name(sources.file_name)):
        found.append(Candidate.of(in_file, "file", "file name"))
    is_dated = any(c.n_days == 1 and c.note not in ("file name", "seen") for c in found)
    # Of a page only the article itself counts: its menus and lists are full of other dates.
    article = sources.text if sources.is_html else sources.content
    found += judging.candidates(article, is_dated=is_dated)
    if not any(c.n_days for c in found):
        found += _stated_unusable(article)
    alike = {(c.source, c.first, c.last, c.note): c for c in reversed(found)}
    return by_strength(list(reversed(alike.values())))


def _stated_unusable(text: str) -> list[Candidate]:
    """Return the date that a text states and that cannot be used, such as 31 February."""
    for match in _STATED.finditer(text[:_STATED_CHARS]):
        if re.search(r"\d", match[1]) and (why := fault(match[1])):
            return [Candidate("text", None, None, match[1].strip(), why)]
    return []


def find_task(rows: list[list[Any]]) -> Iterator[list[list[str | None]]]:
    """Find the dates of some articles in a worker process."""
    for values in rows:
        yield [
            [c.source, _written(c.first), _written(c.last), c.evidence, c.note]
            for c in find(Sources(*values))
        ]


def candidate_of(values: list[str | None]) -> Candidate:
    """Return the candidate that `find_task` sent.

    Examples
    --------
    >>> candidate_of(["url", "2024-03-01", None, "2024/03/01", "address"]).first
    datetime.date(2024, 3, 1)
    """
    source, first, last, evidence, note = values
    return Candidate(source or "", _day(first), _day(last), evidence or "", note or "")


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _given(published: str) -> Candidate:
    """Read a publication date of the input, which may have a year of two digits."""
    if days := parse(published, short_years=True):
        return Candidate.of(days, "metadata", "given")
    return Candidate("metadata", None, None, published.strip()[:80], fault(published) or "")
