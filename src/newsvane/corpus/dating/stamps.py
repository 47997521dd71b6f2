"""Find the lines in which an article states its own date: stamps, datelines, its own address.

Such lines stand at the two ends of a text and hold little else: "Published: 3 May 2021, 10:15 GMT",
"By Ada Byron | 3 May 2021", "TALLBY, 3 May 2021 (VPA) –", an address in a line of its own. Where an
article has several, they are judged in this order, and the first that names one single day counts:

1. a label of publication ("Published", "Posted", "Date"), at the top before one at the end;
2. a line near the top that is a date, or a byline with a date;
3. the article's own address: the very first line, or the last one where it is labelled ("Source:")
   or repeats words of the headline; one of several addresses in a list is none;
4. a dateline, which may be a day older than the publication;
5. a label of updating ("Last updated"). It tells the last day on which the article can have been
   published, and how long before is not said: up to `UPDATED_DAYS` days, an assumption.
   So does a last line that is a date and nothing else: it signs a release, or a correction.

Two stamps of one kind that name different days say nothing: then the next kind is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from newsvane.corpus.dating.addresses import day_in_url
from newsvane.corpus.dating.datestrings import MONTH, Found, parse

# Lines that hold text, from the top and from the end, among which stamps are looked for.
HEAD_LINES = 12
TAIL_LINES = 5
# A line that is nothing but a date counts within so much of the head; further down it is a heading.
HEAD_CHARS = 400
# Furniture is short; a longer line is prose. A dateline opens a paragraph, of which this is read.
MAX_LINE_CHARS = 160
# Days before its last update within which an article was published.
UPDATED_DAYS = 90
# A text is looked at so far from either end: enough for the lines above.
REACH_CHARS = 20_000

_EDGE = " \t\r\ufeff*_#>|·•–—-()[]"
_PUBLISHED = (
    r"(?:first |originally |date )?(?:published|posted|issued)(?: online)?|publication date"
    r"|(?:posting |release )?date(?= ?:)"
)
_UPDATED = r"(?:last |date )?(?:updated?|modified|revised)(?: on| at)?"
_BEFORE_LABEL = r"(?:^|[|·•;,(]\s?|\s[–—-]\s|^by [^\d\n|]{2,60} )"
_AFTER_LABEL = r"\b(?: by [^\d\n|]{2,60})?(?: on| at)?\s?[:|–—-]?\s{0,3}"
_LABELS = tuple(
    (kind, re.compile(rf"{_BEFORE_LABEL}(?P<label>(?:{label}){_AFTER_LABEL})", re.IGNORECASE))
    for kind, label in (("published", _PUBLISHED), ("updated", _UPDATED))
)
_SEPARATOR = re.compile(r"\s?[|·•\t]\s?|\s[–—-]\s")
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
_BYLINE = re.compile(
    rf"^by\b[^\d]{{2,60}}?,?\s(?=\d|(?:{_WEEKDAY},?\s)?(?:{MONTH}\s)?\d)", re.IGNORECASE
)
_LEAD = re.compile(rf"{_WEEKDAY}|on|at|the|[ap]m", re.IGNORECASE)
_MINUTES = re.compile(r"^\d{1,2}\s?min(?:ute)?s?(?: read)?$", re.IGNORECASE)
_LOW_PARTS = frozenset("by of the and de van von der del la le for in &".split())
_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_][\w .'’/-]{1,40}?)(?:,\s(?P<land>[A-Z][\w. ]{1,20}?))?,?\s"
    r"(?:\([^()\d]{2,30}\),?\s)?"
    r"\(?(?:[^\W\d]{2,12},\s)?(?P<date>[^\n–—()]{0,20}\d{4})\)?,?\s?"
    r"(?:\([^()]{2,40}\)|/[^/]{2,30}/)?\s?[-–—:]"
)
_ADDRESS = re.compile(
    r"^(?P<label>(?:source|original|url|link|from|address|permalink|read at|saved from)\s?:?\s)?"
    r"<?(?P<url>(?:https?://|www\.)[^\s<>]{8,500})>?$", re.IGNORECASE,
)  # fmt: skip


# Longest line that can be an address with its label.
MAX_ADDRESS_CHARS = 600
_HAS_DIGITS = re.compile(r"\d\d")


class _Stamp(NamedTuple):
    kind: str
    found: Found


def find(text: str) -> Found | None:
    r"""Return the day that an article states as its own, None where it states none.

    A day of updating bounds a date that leaves two readings open from above; where it is all that
    there is, the interval ends on it.

    Parameters
    ----------
    text : str
        The article as read, its furniture included; only its two ends are looked at.

    Returns
    -------
    Found or None
        Its evidence is a substring of `text`: the date, with its label where that says "updated".
        Dates in two readings (03/05/2021) span both.

    Examples
    --------
    >>> find("Bridge opens\nPosted on May 3, 2021 by Ada Byron\nThe mayor came.").evidence
    'May 3, 2021'
    >>> found = find("Bridge opens\nLast updated 3 May 2021 at 14:20\nThe mayor came.")
    >>> found.first.isoformat(), found.last.isoformat(), found.evidence
    ('2021-02-02', '2021-05-03', 'Last updated 3 May 2021')
    >>> find("TALLBY, 3 May 2021 (VPA) – The mayor came.").first
    datetime.date(2021, 5, 3)
    """
    stamp = state(text)
    return stamp[1] if stamp else None


def state(text: str) -> tuple[str, Found] | None:
    """Return what `find` does, with the kind of the line.

    The kinds are published, published below, line, address, dateline and updated.
    """
    head, tail = _ends(text)
    stamps = [*_stamps(head, tail)]
    updated = _only(stamps, "updated") or _only(stamps, "closing")
    for kind in ("published", "published below", "line", "address", "dateline"):
        if found := _only(stamps, kind):
            if updated is not None and found.first <= updated.last < found.last:
                return kind, Found(found.first, updated.last, found.evidence)
            return kind, found
    if updated is None:
        return None
    first = date.fromordinal(max(1, updated.first.toordinal() - UPDATED_DAYS))
    return "updated", Found(first, updated.last, updated.evidence)


def _only(stamps: Sequence[_Stamp], kind: str) -> Found | None:
    """Return the date of a kind, None where there is none or where two differ."""
    found = {(s.found.first, s.found.last): s.found for s in stamps if s.kind == kind}
    return next(iter(found.values())) if len(found) == 1 else None


def _ends(text: str) -> tuple[list[str], list[str]]:
    """Return the first and the last lines that hold text, none of them twice."""
    if len(text) <= 2 * REACH_CHARS:
        lines = _lines(text)
        return lines[:HEAD_LINES], lines[HEAD_LINES:][-TAIL_LINES:]
    # The first line of the end may be the rest of a longer one.
    return _lines(text[:REACH_CHARS])[:HEAD_LINES], _lines(text[-REACH_CHARS:])[1:][-TAIL_LINES:]


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip(_EDGE)]


def _stamps(head: Sequence[str], tail: Sequence[str]) -> Iterator[_Stamp]:
    n_chars = 0
    for index, line in enumerate(head):
        n_chars += len(line)
        if not _HAS_DIGITS.search(line, 0, MAX_ADDRESS_CHARS):
            continue  # most lines are prose without a number
        yield from _labelled(line)
        if n_chars <= HEAD_CHARS and (found := _bare(line)):
            yield _Stamp("line", found)
        if found := _dateline(line):
            yield _Stamp("dateline", found)
        if index == 0 and not _is_address(head[1:2]) and (found := _address(line)):
            yield _Stamp("address", found)
    for line in tail:
        for stamp in _labelled(line):
            below = "published below" if stamp.kind == "published" else stamp.kind
            yield _Stamp(below, stamp.found)
    if tail and (found := _bare(tail[-1])):
        yield _Stamp("closing", found)
    lines = [*head, *tail]
    if len(lines) > 1 and not _is_address(lines[-2:-1]):
        found = _address(lines[-1], headline=" ".join(lines[:2])[:400])
        if found:
            yield _Stamp("address", found)


def _labelled(line: str) -> Iterator[_Stamp]:
    """Yield the dates behind a label in a line that holds little else."""
    line = line.strip(_EDGE)
    if len(line) > MAX_LINE_CHARS:
        return
    for kind, form in _LABELS:
        for match in form.finditer(line):
            found = _day(line[match.end() : match.end() + 60])
            before = [part for part in _SEPARATOR.split(line[: match.start()]) if part.strip(_EDGE)]
            if found is None or not all(map(_is_furniture, before)):
                continue
            at = line.index(found.evidence, match.end())
            if _is_prose(line[at + len(found.evidence) :]):
                continue
            evidence = line[match.start("label") : at + len(found.evidence)]
            if kind == "updated":
                found = Found(found.first, found.last, evidence)
            yield _Stamp(kind, found)


def _day(text: str) -> Found | None:
    """Read a date that names a day, be it in two readings, and that opens `text`."""
    found = parse(text)
    if found is None or not (
        found.n_days == 1 or re.search(r"\d[/-]\d{1,2}[/-]\d", found.evidence) is not None
    ):
        return None
    lead = re.sub(r"\d{1,2}:\d\d\s?(?:[ap]m)?", "", text[: text.index(found.evidence)])
    # A weekday, a zone, "on": more than that is a sentence that the label opens.
    return found if all(map(_LEAD.fullmatch, re.findall(r"[^\W\d_]{2,}", lead))) else None


def _is_prose(rest: str) -> bool:
    """Whether what follows a stamp in its line is a sentence, and not a time, a place or a name."""
    words = rest.split()
    return len(words) > 12 or (len(words) > 3 and rest.rstrip()[-1] in ".!?")


def _bare(line: str) -> Found | None:
    """Read a line that is a date, or a byline with a date: by parts, or behind "By"."""
    line = line.strip(_EDGE)
    if not 6 <= len(line) <= MAX_LINE_CHARS:
        return None
    parts = [part.strip(_EDGE) for part in _SEPARATOR.split(line) if part.strip(_EDGE)]
    for at, part in enumerate(parts):
        byline = _BYLINE.match(part)
        found = _day(part[byline.end() :] if byline else part)
        if found is None:
            continue
        rest = part.replace(found.evidence, "") if not byline else ""
        others = [other for number, other in enumerate(parts) if number != at]
        if len(re.findall(r"[^\W\d_]{2,}", rest)) <= 2 and all(map(_is_furniture, others)):
            return found
    return None


def _is_furniture(part: str) -> bool:
    """Whether a part of a byline is a name, a section or a reading time."""
    words = part.split()
    if len(words) > 6 or any(word.lower().startswith(("photo", "file", "image")) for word in words):
        return False
    if _MINUTES.match(part) or _LABELS[0][1].search(part) or _LABELS[1][1].search(part):
        return True
    return all(word[0].isupper() or word.lower() in _LOW_PARTS or word[0].isdigit()
               for word in words)  # fmt: skip


def _dateline(line: str) -> Found | None:
    match = _DATELINE.match(line[:MAX_LINE_CHARS].lstrip(_EDGE))
    if match is None or not match["place"].split(",")[0].isupper():
        return None
    return _day(match["date"])


def _is_address(lines: Sequence[str]) -> bool:
    return any(_ADDRESS.match(line.strip(_EDGE)) for line in lines)


def _address(line: str, *, headline: str | None = None) -> Found | None:
    """Read the day in the article's own address; at the end it has to show that it is its own."""
    match = _ADDRESS.match(line.strip(_EDGE))
    if match is None:
        return None
    if headline is not None and not match["label"]:
        words = set(re.findall(r"[^\W\d_]{4,}", headline.lower()))
        slug = match["url"].rstrip("/").rsplit("/", 1)[-1].lower()
        if len(words & set(re.findall(r"[^\W\d_]{4,}", slug))) < 2:
            return None
    found = day_in_url(match["url"])
    return Found(found.first, found.last, match["url"]) if found else None
