"""Packed files, unpacked by other code than that of their readers; records of web crawls."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from newsvane.corpus.census.items import LEAST, Counted
from newsvane.corpus.reading.rows import UnreadableError
from newsvane.corpus.reading.source import Source
from newsvane.limits import Limits

_CHUNK = 1 << 20
_GZIP = 31
# Small files of one repeated line pack a thousandfold and harm nobody.
_FLOOR = 1 << 20
# A record's first line and the name of a header below it.
_RECORD = re.compile(rb"\nWARC/\d\.\d{1,2}\r?\n(?=[A-Za-z-]{3,40}:)")
_MARK_BYTES = 64


@dataclass(frozen=True)
class Unpacked(Source):
    """What a file packed with gzip holds, as a stream."""

    limits: Limits = Limits()

    def open(self) -> BinaryIO:
        """Return the unpacked stream; it ends with an error beyond the limit of the ratio."""
        most = max(_FLOOR, self.limits.ratio * self.n_bytes)
        return io.BufferedReader(_Bounded(super().open(), most=most), _CHUNK)

    def read(self) -> bytes:
        """Return all of it, within the limits."""
        most = self.limits.unpacked_mb << 20
        with self.open() as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise UnreadableError(f"unpacks to more than {self.limits.unpacked_mb:,} MB")
        return data

    def packed(self) -> BinaryIO:
        """Return the stream as it is packed."""
        return super().open()


class _Bounded(io.RawIOBase):
    def __init__(self, packed: BinaryIO, *, most: int) -> None:
        super().__init__()
        self._packed, self._most = packed, most
        self._stream = gzip.GzipFile(fileobj=packed)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read1(len(buffer))
        if self._stream.tell() > self._most:
            raise UnreadableError("unpacks to more than the limit of the ratio allows")
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        self._packed.close()
        super().close()


def unpacked(source: Source, *, limits: Limits) -> Unpacked:
    """Return what a .gz file holds, under the name that it has without .gz."""
    inner = str(PurePosixPath(source.inner or source.name).with_suffix(""))
    return Unpacked(
        source.name, source.path, source.data, source.depth + 1, inner,
        budget=source.budget, limits=limits,
    )  # fmt: skip


def count_warc(source: Source) -> Iterator[Counted]:
    """Yield, in parts, how many records a crawl opens.

    Their lengths, by which the reader goes from one to the next, are not asked: the lines that open
    a record are looked for. A stored page can hold such lines, too; where there are more of them
    than parts that are packed each for itself, those parts are at least so many records.
    """
    n_records = n_parts = 0
    held = b"\n"  # a file begins with the beginning of a line
    for part, piece in _pieces(source):
        n_parts = part
        seen = held + piece
        found = list(_RECORD.finditer(seen)) if b"WARC/" in seen else []
        n_records += len(found)
        yield Counted(source.name, 0)
        held = seen[max(found[-1].end() if found else 0, len(seen) - _MARK_BYTES) :]
    if 1 < n_parts < n_records:
        yield Counted(source.name, n_parts, LEAST)
    else:
        yield Counted(source.name, n_records)


def _pieces(source: Source) -> Iterator[tuple[int, bytes]]:
    """Yield the bytes of a crawl, each piece with the number of the packed part that it is in."""
    if not isinstance(source, Unpacked):
        with source.open() as stream:
            while chunk := stream.read(_CHUNK):
                yield 0, chunk
        return
    n_parts = n_bytes = 0
    most = max(_FLOOR, source.limits.ratio * source.n_bytes)
    with source.packed() as stream:
        rest = stream.read(_CHUNK)
        while rest.strip(b"\x00"):
            engine = zlib.decompressobj(_GZIP)
            n_parts += 1
            while not engine.eof:
                piece = engine.decompress(rest, _CHUNK)
                n_bytes += len(piece)
                if n_bytes > most:
                    raise UnreadableError("unpacks to more than the limit of the ratio allows")
                yield n_parts, piece
                rest = engine.unconsumed_tail
                if not rest and not engine.eof:
                    rest = stream.read(_CHUNK)
                    if not rest and not piece:
                        raise EOFError("the packed data has no end")
            rest = engine.unused_data or stream.read(_CHUNK)
