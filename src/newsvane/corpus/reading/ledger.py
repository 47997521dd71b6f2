"""The account of what was read: every file and member, what it gave, what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from newsvane import tables
from newsvane.corpus.account import Account
from newsvane.corpus.reading.rows import Left, Member, Row
from newsvane.corpus.reading.source import Item


@dataclass
class _Entry:
    archive: str | None
    n_bytes: int
    sha256: str | None = None
    n_read: int = 0
    n_left: int = 0


class Ledger:
    """Counts items as they pass; each belongs to the file or member that it names.

    `account` has what was left out and what was noticed.
    """

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}
        self.account = Account("read")

    def open(self, source_file: str, *, n_bytes: int, archive: str | None = None) -> None:
        """Begin the account of a file, or of a member of an archive."""
        self._entries[source_file] = _Entry(archive, n_bytes)

    def close(self, source_file: str, *, sha256: str | None) -> None:
        """Keep the SHA-256 of a file that was read to its end, None for any other."""
        self._entries[source_file].sha256 = sha256

    def rows(self, items: Iterator[Item]) -> Iterator[Row | None]:
        """Pass the rows of `items` on and keep account of all of them.

        Yields None for what is left out, so that a reader of many faults still comes to drain the
        account.
        """
        for item in items:
            if isinstance(item, Member):
                self.open(item.source_file, n_bytes=item.n_bytes, archive=item.archive)
            elif isinstance(item, Left):
                self._entries[item.source_file].n_left += 1
                self.account.leave(item.source_file, item.record, item.reason, place=item.place)
                yield None
            else:
                self._entries[item.source_file].n_read += 1
                if item.note:
                    self.account.note(item.source_file, item.record, item.note, place=item.place)
                yield item

    def files(self) -> pd.DataFrame:
        """Return the table `files`."""
        rows = (
            (name, one.archive, one.n_bytes, one.sha256, one.n_read, one.n_left)
            for name, one in self._entries.items()
        )
        return tables.table_of(rows, tables.FILES)
