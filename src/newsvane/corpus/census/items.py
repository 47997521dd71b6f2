"""What the second count says of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from newsvane.corpus.reading.source import ReadSettings, Source

# The file is one article; it has this many records; it has at least so many.
ONE, EXACT, LEAST = "one", "exact", "least"


class Counted(NamedTuple):
    """So many more records of a file; what is said of one file adds up."""

    source_file: str
    n_records: int
    kind: str = EXACT


class Listed(NamedTuple):
    """A member that the directory of an archive names."""

    source_file: str
    archive: str


class Unmarked(NamedTuple):
    """A file whose format has nothing to count but that by which its reader splits it."""

    source_file: str


class Uncounted(NamedTuple):
    """A file that could not be counted again, and why."""

    source_file: str
    reason: str


Item = Counted | Listed | Unmarked | Uncounted


# Counts a member of an archive.
Count = Callable[..., Iterator[Item]]
# Yields how many more records there are, so that a long count is seen to go on.
Counter = Callable[[Source, ReadSettings], Iterator[int]]
