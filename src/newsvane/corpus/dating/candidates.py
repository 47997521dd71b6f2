"""What a date that was found is: a candidate, with its source, its days and its evidence.

The candidates of an article stand in the order of their strength, that of `STRENGTH`; which of them
counts, and where they contradict each other, is judged in `choosing.py`.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from newsvane.corpus.dating.datestrings import Found

# What each is, the strongest first.
STRENGTH = {
    note: rank
    for rank, note in enumerate((
        "fixed by hand",
        "given",  # the field of an export, a feed or a table
        "published",  # the head of the page says "published"
        "address",  # the article's own address
        "shown",  # under the title, where class, tag or label says that it is the date
        "marked published",  # elsewhere in the page, an attribute that says "published"
        "stated",  # a line of the text that states the date
        "line",  # a line of the page that is a date
        "shown elsewhere",
        "general",  # a meta tag that says "date"
        "seen",  # a day that stands somewhere in the page
        "other line",  # a line of the page that is a date, and not under its title
        "dateline",
        "prose",  # what the text tells as past and as coming
        "changed",  # the day of the last change, and some before
        "file name",
    ))
}  # fmt: skip


class Candidate(NamedTuple):
    """Days on which an article can have appeared, as one source has it.

    `first` and `last` are inclusive, and None where a given date cannot be used; then `note` says
    why. Else it is a key of `STRENGTH`.
    """

    source: str
    first: date | None
    last: date | None
    evidence: str
    note: str

    @classmethod
    def of(cls, found: Found, source: str, note: str) -> Candidate:
        """Return a date that was found, as a candidate of a source."""
        return cls(source, found.first, found.last, found.evidence, note)

    @property
    def n_days(self) -> int:
        """Number of days that it leaves open; 0 where it cannot be used."""
        return (self.last - self.first).days + 1 if self.first and self.last else 0


def by_strength(found: list[Candidate]) -> list[Candidate]:
    """Return the candidates in the order of their strength, what cannot be used first."""
    return sorted(found, key=lambda candidate: STRENGTH.get(candidate.note, -1))
