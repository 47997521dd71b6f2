"""Sum up what a corpus does with dates, small enough to be kept for a million articles.

A date like 01/02/2024 has two readings. Where the same outlet, export file or site also has dates
of the form 25/02/2024 and none of the form 02/25/2024, it writes the day first. Besides that, the
number of articles in each month tells which dates lie far from all others. No text is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from newsvane.corpus.dating.candidates import Candidate

Keys = Sequence[tuple[str, str]]

# A corpus smaller than this has no "rest" that a date could be far from.
MIN_DATED = 20
# A date is far from the rest where so many months lie between, and where at most so many articles
# of a hundred stand on its side of the gap.
FAR_MONTHS = 60
FAR_SHARE = 0.01
# A date lies in the future of the corpus where it is more than so many months later than the 99th
# percentile of at least so many other dated articles.
FUTURE_MONTHS = 24
MIN_OTHERS = 10
_NUMERIC = re.compile(r"^(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")


@dataclass(frozen=True)
class Habits:
    """Counts over a corpus; the sum of two parts is that of the whole.

    `orders` counts, by (kind of key, key, separator), the dates that put the day first and those
    that put the month first; `months` counts the articles by 12 × year + month − 1.

    Examples
    --------
    >>> a = Habits(months={24288: 1}) + Habits(months={24288: 2})
    >>> a.months
    {24288: 3}
    """

    orders: Mapping[tuple[str, str, str], tuple[int, int]] = field(default_factory=dict)
    months: Mapping[int, int] = field(default_factory=dict)

    def __add__(self, other: Habits) -> Habits:
        """Return the habits of two parts of a corpus together."""
        orders = dict(self.orders)
        for key, (n_day, n_month) in other.orders.items():
            have = orders.get(key, (0, 0))
            orders[key] = have[0] + n_day, have[1] + n_month
        return Habits(orders, dict(sorted((Counter(self.months) + Counter(other.months)).items())))

    def order(self, keys: Keys, separator: str) -> str | None:
        """Return "day" or "month", whichever comes first in such dates; None where it is open.

        The first key with any count decides; counts on both sides settle nothing.
        """
        for kind, key in keys:
            n_day, n_month = self.orders.get((kind, key, separator), (0, 0))
            if n_day or n_month:
                return None if n_day and n_month else "day" if n_day else "month"
        return None

    def outlying(self, first: date, last: date) -> str | None:
        """Return what is odd about days far from all other dates of the corpus, None if nothing."""
        ends = self._ends()
        if ends is None:
            return self._future(first)
        low, high = ends
        if _month(last) < low - FAR_MONTHS:
            return f"far before the rest of the corpus, which begins in {_named(low)}"
        if _month(first) > high + FAR_MONTHS:
            return f"far in the future of the rest of the corpus, which ends in {_named(high)}"
        return self._future(first)

    def _future(self, first: date) -> str | None:
        """Return that a day is later than nearly all other dates, None where it is not."""
        others = Counter(self.months)
        if others[_month(first)]:
            others[_month(first)] -= 1
        n_others = others.total()
        if n_others < MIN_OTHERS:
            return None
        n_later = n_others - -(-99 * n_others // 100)  # those above the nearest rank
        for month in sorted(others, reverse=True):
            n_later -= others[month]
            if n_later < 0:
                is_far = _month(first) > month + FUTURE_MONTHS
                return (
                    f"lies in the future of the corpus, mostly up to {_named(month)}"
                    if is_far
                    else None
                )
        return None

    def _ends(self) -> tuple[int, int] | None:
        """Return the first and the last month without what lies far out on either side."""
        n_all = sum(self.months.values())
        if n_all < MIN_DATED:
            return None
        months = sorted(self.months)
        n_far = max(1, int(FAR_SHARE * n_all))
        return (
            _without_far(months, self.months, n_far, gap=FAR_MONTHS),
            _without_far(months[::-1], self.months, n_far, gap=FAR_MONTHS),
        )


def _without_far(months: Sequence[int], counts: Mapping[int, int], n_far: int, *, gap: int) -> int:
    """Return the first month behind the last gap that leaves at most `n_far` articles outside."""
    end, n_outside = months[0], 0
    for one, following in zip(months, months[1:], strict=False):
        n_outside += counts[one]
        if n_outside > n_far:
            break
        if abs(following - one) > gap:
            end = following
    return end


def keys_of(*, outlet: str | None, source_file: str, record: int, url: str | None) -> Keys:
    """Return the outlet, the export file and the site that an article belongs to.

    Examples
    --------
    >>> keys_of(outlet="Post", source_file="a.csv", record=3, url="https://post.example/x")
    [('outlet', 'post'), ('file', 'a.csv'), ('site', 'post.example')]
    """
    keys = []
    if outlet:
        keys.append(("outlet", outlet.strip().casefold()[:200]))
    if record:
        keys.append(("file", source_file))
    try:
        host = urlsplit(url[:2000]).hostname if url else None
    except ValueError:  # brackets that are no IPv6 address
        host = None
    if host:
        keys.append(("site", host.removeprefix("www.")))
    return keys


def form(evidence: str) -> str | None:
    """Return which part of a numeric date is the day: "day" or "month" first, or "open".

    Examples
    --------
    >>> form("25/02/2024"), form("02/25/2024"), form("01/02/2024"), form("2024-02-01")
    ('day', 'month', 'open', None)
    """
    match = _NUMERIC.match(evidence)
    if match is None:
        return None
    one, two = int(match[1]), int(match[3])
    if one == two:
        return None
    if one <= 12 and two <= 12:
        return "open"
    return "day" if one > 12 else "month"


def settled(candidate: Candidate, *, keys: Keys, habits: Habits) -> Candidate:
    """Return a candidate in two readings as the corpus reads such dates; others as they are."""
    match = _NUMERIC.match(candidate.evidence)
    if match is None or form(candidate.evidence) != "open" or not candidate.first:
        return candidate
    order = habits.order(keys, match[2])
    if order is None or candidate.last is None or candidate.n_days == 1:
        return candidate
    month = int(match[3] if order == "day" else match[1])
    day = candidate.first if candidate.first.month == month else candidate.last
    return candidate._replace(first=day, last=day)


def learn(articles: Iterable[tuple[Keys, Sequence[Candidate]]]) -> Habits:
    """Return the habits of articles, each with its keys and its candidates, the strongest first."""
    orders: dict[tuple[str, str, str], tuple[int, int]] = {}
    months: Counter[int] = Counter()
    for keys, found in articles:
        best = next((c for c in found if c.first is not None), None)
        if best is not None and best.first is not None:
            months[_month(best.first)] += 1
        for candidate in found:
            order = form(candidate.evidence)
            if candidate.first is None or order not in ("day", "month"):
                continue
            separator = candidate.evidence.lstrip("0123456789")[0]
            for kind, key in keys:
                n_day, n_month = orders.get((kind, key, separator), (0, 0))
                more = (1, 0) if order == "day" else (0, 1)
                orders[kind, key, separator] = n_day + more[0], n_month + more[1]
    return Habits(orders, dict(sorted(months.items())))


def _month(day: date) -> int:
    return 12 * day.year + day.month - 1


def _named(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02}"
