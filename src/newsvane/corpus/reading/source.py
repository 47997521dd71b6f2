"""What a reader is given: a file or the member of an archive, and how it is to be read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from newsvane.corpus.reading.rows import Left, Member, Row, UnreadableError
from newsvane.limits import Limits


@dataclass(frozen=True)
class ReadSettings:
    """How to read: the columns that the user mapped, and the limits.

    `after` is the member behind which reading an archive goes on, where an earlier reading ended.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = Limits()
    after: str = ""


@dataclass
class Budget:
    """What an archive and all archives inside it may still give, together.

    Limits of each archive alone would multiply with every level of archives inside archives.
    """

    n_bytes: int
    n_members: int

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be unpacked."""
        return self.n_bytes < 0 or self.n_members < 0

    def take(self, *, n_bytes: int = 0, n_members: int = 0) -> None:
        """Spend; raises `UnreadableError` where that is more than there is."""
        self.n_bytes -= n_bytes
        self.n_members -= n_members
        if self.n_members < 0:
            raise UnreadableError("too many members in one archive")
        if self.n_bytes < 0:
            raise UnreadableError("the archive unpacks to far more than its size: a bomb")


@dataclass(frozen=True)
class Source:
    """A file on disk, or a member of an archive that is held in memory.

    `name` is what `source_file` says: the path below the folder given, and for a member the path
    of its archive, a slash and its own name. `inner` is the name that tells the format where that
    is another one: "one.csv" of "one.csv.gz".

    Examples
    --------
    >>> inner = Source("a.zip").member("docs/one.TXT", b"Rain.")
    >>> inner.name, inner.suffix, inner.n_bytes, inner.read()
    ('a.zip/docs/one.TXT', '.txt', 5, b'Rain.')
    """

    name: str
    path: Path | None = None
    data: bytes = b""
    depth: int = 0
    inner: str = ""
    budget: Budget | None = field(default=None, compare=False, repr=False)

    @cached_property  # asked for several times for each file
    def suffix(self) -> str:
        """Ending of the name, in lower case, with its dot."""
        return PurePosixPath(self.inner or self.name).suffix.lower()

    @property
    def n_bytes(self) -> int:
        """Size in bytes."""
        return len(self.data) if self.path is None else self.path.stat().st_size

    def open(self) -> BinaryIO:
        """Return a stream that can seek."""
        return io.BytesIO(self.data) if self.path is None else self.path.open("rb")

    def read(self) -> bytes:
        """Return all bytes; only for formats whose size is bounded."""
        return self.data if self.path is None else self.path.read_bytes()

    def member(self, name: str, data: bytes) -> Source:
        """Return a member of this archive."""
        return Source(f"{self.name}/{name}", data=data, depth=self.depth + 1, budget=self.budget)


Item = Row | Left | Member
# Yields every record of a source, each once; raises UnreadableError where the source ends early.
Reader = Callable[..., Iterator[Item]]
