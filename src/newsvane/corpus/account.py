"""What a stage leaves out and what it notices, collected while its rows stream by."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from newsvane import tables
from newsvane.corpus.reading.rows import one_line

_Entry = tuple[str, int, str, str, str | None]


class Drained(NamedTuple):
    """Rows of the tables `dropped` and `warnings`."""

    dropped: pd.DataFrame
    warnings: pd.DataFrame


class Account:
    """The rows that one stage adds to the tables `dropped` and `warnings`.

    Whoever keeps it drains it now and then, so that it stays small however much is left out.
    """

    def __init__(self, stage: str) -> None:
        self._stage = stage
        self._left: list[_Entry] = []
        self._noted: list[_Entry] = []

    def leave(self, source_file: str, record: int, reason: str, *, place: str | None) -> None:
        """Account for a file or record that is left out."""
        self._left.append((source_file, record, self._stage, one_line(reason), place))

    def note(self, source_file: str, record: int, note: str, *, place: str | None) -> None:
        """Account for what was mended or is doubtful in a record that is kept."""
        self._noted.append((source_file, record, self._stage, one_line(note), place))

    def drain(self) -> Drained:
        """Return the rows that have come since it was drained last."""
        left, self._left = self._left, []
        noted, self._noted = self._noted, []
        return Drained(tables.dropped(left), tables.table_of(noted, tables.WARNINGS))
