"""A single file packed with gzip: articles.csv.gz, page.html.gz, crawl.warc.gz."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import BinaryIO

from newsvane.corpus.containers.inflate import CHUNK, Gunzip, Meter, joined
from newsvane.corpus.reading.rows import Left, UnreadableError
from newsvane.corpus.reading.source import Item, Limits, Reader, ReadSettings, Source

# Read line by line, so they may be larger than the memory.
_STREAMED = (".csv", ".jsonl", ".ndjson", ".tsv", ".warc")
_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True)
class Packed(Source):
    """A packed file whose readers see it unpacked.

    A fault of the packing ends the stream at its last whole line and is kept in `faults`, so that
    what came before it is not lost.
    """

    limits: Limits = Limits()
    faults: list[str] = field(default_factory=list, compare=False)

    def open(self) -> BinaryIO:
        """Return the unpacked stream."""
        meter = Meter(0, limits=self.limits, budget=self.budget, is_held=False)
        raw = _Ended(super().open(), meter=meter, is_whole_lines=True)
        raw.faults = self.faults
        return io.BufferedReader(raw, CHUNK)

    def read(self) -> bytes:
        """Return all of it, within the limits."""
        with super().open() as packed:
            return unpacked(packed, n_bytes=self.n_bytes, source=self, limits=self.limits)

    def unpacking(self) -> Gunzip:
        """Return the unpacked stream that raises where it is faulty."""
        meter = Meter(0, limits=self.limits, budget=self.budget, is_held=False)
        return Gunzip(super().open(), meter=meter)


class _Ended(Gunzip):
    """Ends at a fault instead of raising it."""

    faults: list[str]

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            return super().readinto(buffer)
        except UnreadableError as error:
            if str(error) not in self.faults:
                self.faults.append(str(error))
            return 0


def read_gzip(source: Source, *, settings: ReadSettings, read: Reader) -> Iterator[Item]:
    """Read a file packed with gzip by the name that it has without .gz.

    Tables and crawls are unpacked as they are read; a fault in them leaves what came before it.

    Parameters
    ----------
    source : Source
        What is read.
    settings : ReadSettings
        Limits of ratio, size and depth.
    read : Reader
        `formats.read_source`.

    Yields
    ------
    Row, Left or Member
        As the reader of the inner format does; `source_file` keeps its .gz.

    Raises
    ------
    UnreadableError
        When it is not gzip, or nothing of it can be used.
    """
    inner = str(PurePosixPath(source.inner or source.name).with_suffix(""))
    if source.depth >= settings.limits.depth:
        raise UnreadableError(f"packed more than {settings.limits.depth} times")
    with source.open() as stream:
        head = stream.read(2)
    if not head:
        raise UnreadableError("empty file")
    if head != _MAGIC:
        raise UnreadableError("not gzip data, though its name says so")
    if not PurePosixPath(inner).suffix:
        raise UnreadableError("gzip data whose name does not say what is inside")
    if PurePosixPath(inner).suffix.lower() in _STREAMED:
        packed = Packed(
            source.name, source.path, source.data, source.depth + 1, inner,
            budget=source.budget, limits=settings.limits,
        )  # fmt: skip
        yield from read(packed, settings=settings)
        for fault in packed.faults:
            yield Left(source.name, 0, fault)
        return
    with source.open() as stream:
        data = unpacked(stream, n_bytes=source.n_bytes, source=source, limits=settings.limits)
    whole = replace(source, path=None, data=data, depth=source.depth + 1, inner=inner)
    yield from read(whole, settings=settings)


def unpacked(stream: BinaryIO, *, n_bytes: int, source: Source, limits: Limits) -> bytes:
    """Return all that a gzip stream holds, within the limits."""
    meter = Meter(0, limits=limits, budget=source.budget)
    with Gunzip(stream, meter=meter) as raw:
        return joined(iter(lambda: raw.read(CHUNK) or b"", b""))
