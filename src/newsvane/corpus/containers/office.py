"""Office files (.docx, .xlsx): zip archives with parts of known names, read within the limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import ZipInfo

from newsvane.corpus.containers import directory
from newsvane.corpus.containers.inflate import TooMuchError, joined
from newsvane.corpus.containers.zips import within_budget
from newsvane.corpus.reading.rows import UnreadableError
from newsvane.corpus.reading.source import Budget, Source
from newsvane.limits import Limits

_OLD = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Office:
    """An open Office file: what its directory says of each part, and the parts themselves."""

    stream: BinaryIO
    parts: Mapping[str, ZipInfo]
    limits: Limits
    budget: Budget | None

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a part piece by piece.

        Raises
        ------
        UnreadableError
            When there is no such part, it is damaged, or larger than stated or allowed.
        """
        if name not in self.parts:
            raise UnreadableError(f"not readable as an Office file: it has no {name}")
        info = self.parts[name]
        problem = directory.packing_problem(info)
        if problem:
            raise UnreadableError(f"{name}: {problem}")
        try:
            yield from directory.pieces(self.stream, info, limits=self.limits, budget=self.budget)
        except UnreadableError as error:
            raise type(error)(f"{name}: {error}") from error

    def read(self, name: str) -> bytes:
        """Return a part; raises as `pieces` does."""
        return joined(self.pieces(name))

    def check(self) -> None:
        """Unpack every part and keep nothing, for a library that opens the archive by itself.

        Raises
        ------
        UnreadableError
            When a part is larger than stated or allowed.
        """
        for name in self.parts:
            try:
                for _ in self.pieces(name):
                    continue
            except TooMuchError:
                raise
            except UnreadableError:
                # The library comes to the damage by itself, and gives what stands before it.
                continue


@contextmanager
def opened(source: Source, *, limits: Limits) -> Iterator[Office]:
    """Open an Office file.

    Raises
    ------
    UnreadableError
        When it is none, is encrypted, has no directory or too many parts, or lies in too many
        archives.
    """
    source = within_budget(source, limits=limits)
    with source.open() as stream:
        head = stream.read(8)
        if head.startswith(_OLD):
            raise UnreadableError(
                "an old Office document, or one with a password; "
                f"save it as {source.suffix} without one"
            )
        if head and not head.startswith(b"PK"):
            raise UnreadableError("not an Office document, though its name says so")
        parts = {info.filename: info for info in directory.entries(stream, limits=limits)}
        yield Office(stream, parts, limits, source.budget)
