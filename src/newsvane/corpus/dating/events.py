"""A few events whose day everybody knows, for texts that name an event and no year.

An event that a text speaks of as having begun gives a lower bound: the text is no older.
The list is short on purpose, and each entry needs all of its patterns, because a name alone
("invasion of Ukraine") can be a fear, an older event or a book title. `fresh` marks wordings that
belong to an event's first year; only those may lend their year to a day without one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Event:
    """An event that began on `day`; named in a text where every one of `patterns` is found.

    `words` has one plain string for each pattern without which it cannot match: looking for it is
    far cheaper than the pattern.
    """

    name: str
    day: date
    words: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    fresh: bool = False


def _event(name: str, day: str, patterns: dict[str, str], *, fresh: bool = False) -> Event:
    compiled = tuple(re.compile(pattern) for pattern in patterns.values())
    return Event(name, date.fromisoformat(day), tuple(patterns), compiled, fresh)


# The day on which each began, local time. The wordings without `fresh` are in use to this day: they
# only tell that a text is not of an earlier time than its other dates suggest.
EVENTS = (
    _event(
        "attacks of 11 September", "2001-09-11",
        {"11 ": r"(?:Sept(?:\.|ember) 11|9/11) (?:terror )?attacks"},
    ),
    _event("annexation of Crimea", "2014-03-18", {"Crimea": r"annex(?:ation of|ed) Crimea\b"}),
    _event(
        "Brexit referendum", "2016-06-23",
        {"Brexit": r"Brexit (?:vote|referendum)\b", "voted to leave": r"voted to leave the E"},
    ),
    _event(
        "first inauguration of Trump", "2017-01-20", {"Trump": r"President (?:Donald )?Trump\b"},
    ),
    _event("outbreak of COVID-19", "2019-12-31", {"-19": r"C(?:OVID|ovid)-19\b"}),
    _event(
        "outbreak of COVID-19, as new", "2019-12-31",
        {"novel coronavirus": r"novel coronavirus\b", "outbreak": r"outbreak\b"}, fresh=True,
    ),
    _event(
        "storming of the Capitol", "2021-01-06",
        {"Capitol": r"Capitol\b", "6": r"Jan(?:\.|uary) 6\b", "storm": r"storm(?:ed|ing)\b"},
    ),
    _event(
        "invasion of Ukraine", "2022-02-24",
        {"ull-scale": r"[Ff]ull-scale invasion of Ukraine\b"},
    ),
    _event(
        "invasion of Ukraine, as new", "2022-02-24",
        {
            "invasion of Ukraine": r"invasion of Ukraine\b",
            "invasion": r"(?:[Ww]hen|[Ss]ince|start of) the invasion\b",
            "pecial": r"[Ss]pecial (?:military )?operation\b",
        },
        fresh=True,
    ),
    _event(
        "attack of 7 October", "2023-10-07",
        {"Hamas": r"Hamas\b", "7": r"(?:Oct(?:\.|ober) 7|7 October) (?:attack|massacre|terror)"},
    ),
)  # fmt: skip


def named(text: str) -> list[tuple[Event, re.Match[str]]]:
    """Return the events that `text` names, each with the first place that names it.

    Examples
    --------
    >>> [event.name for event, _ in named("He annexed Crimea and left.")]
    ['annexation of Crimea']
    >>> named("They feared an invasion of Ukraine.")
    []
    """
    found = []
    for event in EVENTS:
        if not all(word in text for word in event.words):
            continue
        matches = [match for pattern in event.patterns if (match := pattern.search(text))]
        if len(matches) == len(event.patterns):
            found.append((event, matches[0]))
    return found
