"""Choose among the candidates of one article, and say why a person should look at the choice.

1. The strongest candidate with days counts (`candidates.STRENGTH`); one that names a single day
   within a wider interval makes it narrower.
2. A date in two readings (01/02/2024) is settled by the corpus where the same outlet, file or site
   has dates of the same form that can be read in one way only (`habits.py`), or by another
   candidate that names one of the two days. Else the interval covers both.
3. Where a page prints the day just before or just after the UTC day of its time stamp, or has it in
   its address, that day counts: the outlet's own clock parts the two, and it dates the article.
4. Where the strong sources of a page lie at most `OPEN_DAYS` apart, the interval holds both; one
   that lies further off stays out. Both are told as a conflict; told are also given dates that
   cannot be used, and dates far from the rest of the corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from newsvane.corpus.dating.candidates import Candidate
from newsvane.corpus.dating.datestrings import precision
from newsvane.corpus.dating.habits import Habits, Keys, form, settled

JOINT = " … "
# Sources that can contradict another; the others are too weak, or bounds.
STRONG = frozenset({
    "given", "published", "address", "shown", "marked published", "stated", "dateline", "file name",
})  # fmt: skip
# Days by which a time zone can part two sources that mean the same hour.
ZONE_DAYS = 1
# Days by which a dateline or the name of a file may be older, or a text's own bounds be off.
LOOSE_DAYS = 3
# Strong sources of a page; where two of them lie no further apart than this, both stay open.
_PAGE = frozenset({"published", "address", "shown", "marked published"})
OPEN_DAYS = 31
_LOOSE = frozenset({"dateline", "file name"})


@dataclass(frozen=True)
class Verdict:
    """The days chosen, both None without evidence, and what speaks against them.

    `chosen` holds the positions of the candidates that the days come from.
    """

    first: date | None
    last: date | None
    source: str
    evidence: str | None
    doubt: str | None
    chosen: tuple[int, ...] = ()

    @property
    def precision(self) -> str:
        """Day, month, year, range or none."""
        return precision(self.first, self.last)


def choose(found: Sequence[Candidate], *, keys: Keys = (), habits: Habits | None = None) -> Verdict:
    """Choose among the candidates of one article.

    Parameters
    ----------
    found : sequence of Candidate
        The strongest first.
    keys : sequence of (str, str)
        The outlet, file and site of the article, as `habits.keys_of` gives them.
    habits : Habits or None
        What the corpus does; None where nothing is known of it.

    Returns
    -------
    Verdict
        Its evidence is that of the candidate chosen, or of several joined by " … ".

    Examples
    --------
    >>> from newsvane.corpus.dating.datestrings import parse
    >>> one = Candidate.of(parse("01/02/2024"), "metadata", "given")
    >>> verdict = choose([one])
    >>> verdict.first.isoformat(), verdict.last.isoformat(), verdict.doubt
    ('2024-01-02', '2024-02-01', "ambiguous: day or month first ('01/02/2024')")
    """
    habits = habits or Habits()
    read = [settled(candidate, keys=keys, habits=habits) for candidate in found]
    doubts = [c.note for c in read if c.first is None]
    chosen = _chosen(read)
    if not chosen:
        return Verdict(None, None, "none", None, "; ".join([*doubts, "no date found"]))
    chosen = [*chosen, *_printed(read, read[chosen[-1]])]
    best = read[chosen[-1]]
    first, last = best.first, best.last
    assert first is not None and last is not None
    evidence = [best.evidence]
    if open_days := _contradicting(read, best):
        chosen = [*chosen, *open_days]
        first = min([first, *(read[at].first or first for at in open_days)])
        last = max([last, *(read[at].last or last for at in open_days)])
        evidence += [read[at].evidence for at in open_days]
        doubts += [f"conflict: {read[at].source} says {read[at].first}" for at in open_days]
    if form(best.evidence) == "open" and best.n_days > 1:
        doubts.append(f"ambiguous: day or month first ({best.evidence[:40]!r})")
    doubts += [c for c in (_conflict(other, first, last, best) for other in read) if c]
    if far := habits.outlying(first, last):
        doubts.append(far)
    return Verdict(
        first, last, date_source(best), JOINT.join(dict.fromkeys(evidence)),
        "; ".join(dict.fromkeys(doubts)) or None, tuple(chosen),
    )  # fmt: skip


def date_source(candidate: Candidate) -> str:
    """Return the `date_source` of a candidate: what stands in the text, wherever, is "text"."""
    return "text" if candidate.source in ("byline", "dateline") else candidate.source


def _chosen(read: Sequence[Candidate]) -> list[int]:
    """Return the positions of the strongest candidate and of the one that narrows it."""
    best: int | None = None
    for at, candidate in enumerate(read):
        if candidate.first is None:
            continue
        if best is None:
            best = at
        elif _narrows(candidate, read[best]):
            return [best, at]
        if read[best].n_days == 1:
            break
    return [] if best is None else [best]


def _narrows(one: Candidate, wide: Candidate) -> bool:
    if one.n_days != 1 or wide.first is None or wide.last is None or one.first is None:
        return False
    if form(wide.evidence) == "open":
        return one.first in (wide.first, wide.last)
    return wide.first <= one.first <= wide.last


def _printed(read: Sequence[Candidate], best: Candidate) -> list[int]:
    """Return the candidate by which a page prints the day next to that of its time stamp."""
    if (
        best.note not in ("published", "marked published")
        or best.n_days != 1
        or ":" not in best.evidence
    ):
        return []
    printed = ("shown", "address") if best.note == "published" else ("shown", "address", "line")
    for at, other in enumerate(read):
        if other.note in printed and other.n_days == 1 and other.first and best.first:
            if abs((other.first - best.first).days) == ZONE_DAYS:
                return [at]
    return []


def _contradicting(read: Sequence[Candidate], best: Candidate) -> list[int]:
    """Return the places of a page that name another day near that of its strongest."""
    with_it = {"seen", "other line"} if best.note == "seen" else _PAGE
    if best.note not in with_it or best.n_days != 1 or best.first is None:
        return []
    return [
        at
        for at, other in enumerate(read)
        if other.note in with_it and other.n_days == 1 and other.first
        and ZONE_DAYS < abs((other.first - best.first).days) <= OPEN_DAYS
    ]  # fmt: skip


def _conflict(other: Candidate, first: date, last: date, best: Candidate) -> str | None:
    if other.note not in STRONG or other.first is None or other.last is None:
        return None
    loose = LOOSE_DAYS if {other.note, best.note} & _LOOSE else ZONE_DAYS
    reach = timedelta(loose)
    if other.first - reach <= last and other.last + reach >= first:
        return None
    days = f"{other.first}" if other.n_days == 1 else f"{other.first} to {other.last}"
    return f"conflict: {other.source} says {days}"
