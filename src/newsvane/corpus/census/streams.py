"""Packed files, unpacked by other code than that of their readers; records of web crawls."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from typing import BinaryIO

from newsvane.corpus.reading.rows import UnreadableError
from newsvane.corpus.reading.source import ReadSettings, Source
from newsvane.limits import Limits

_CHUNK = 1 << 20
_GZIP = 31
# Small files of one repeated line pack a thousandfold and harm nobody.
_FLOOR = 1 << 20
# The first line of a record, the end of its headers, and what they say of its length.
_RECORD = re.compile(rb"\nWARC/\d\.\d{1,2}\r?\n")
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"\ncontent-length:[ \t]{0,9}(\d{1,15})[ \t]{0,9}\r?\n", re.I)
_MOST_HEAD = 1 << 16
_MARK_BYTES = 16
# Between two records there are two of them, as two bytes each.
_LINE_ENDS = 16


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


def count_warc(source: Source, settings: ReadSettings) -> Iterator[int]:
    """Yield, in parts, how many records a crawl opens.

    Their lengths, by which the reader goes from one to the next, are not believed: the lines that
    open a record are looked for. A stored page can hold such lines, too; they are not counted where
    the length of the record around them ends just before the next such line, or with the file.
    """
    end, n_inside = -1, 0
    for at, own_end in _openers(source):
        is_record = own_end is not None  # else it is the end of the file
        if at < end and is_record:
            n_inside += 1
            continue
        if not 0 <= at - end <= _LINE_ENDS:  # a wrong length: those were records of their own
            yield n_inside
        yield int(is_record)
        end, n_inside = own_end or 0, 0


def _openers(source: Source) -> Iterator[tuple[int, int | None]]:
    """Yield where each record begins and, by its own words, ends; last the end of the file."""
    held, base = b"\n", -1  # a file begins with the beginning of a line
    for piece in chain(_pieces(source), [b""]):
        held += piece
        at = 0
        while found := _RECORD.search(held, at):
            head = _EMPTY_LINE.search(held, found.end(), found.end() + _MOST_HEAD)
            if piece and head is None and len(held) < found.end() + _MOST_HEAD:
                break  # the rest of its headers is still to come
            yield _place(held, found, head, base=base)
            at = found.end()
        kept = found.start() if found else max(at, len(held) - _MARK_BYTES)
        held, base = held[kept:], base + kept
    yield base + len(held), None


def _place(
    held: bytes, found: re.Match[bytes], head: re.Match[bytes] | None, *, base: int
) -> tuple[int, int]:
    start, below = base + found.start() + 1, found.end() - 1
    # Headers that run into the next record are cut short.
    if head is None or _RECORD.search(held, below, head.end()):
        return start, start
    length = _LENGTH.search(held, below, head.start() + 2)
    return start, base + head.end() + int(length[1]) if length else start


def _pieces(source: Source) -> Iterator[bytes]:
    """Yield the bytes of a crawl, unpacked where it is packed."""
    if not isinstance(source, Unpacked):
        with source.open() as stream:
            yield from iter(lambda: stream.read(_CHUNK), b"")
        return
    n_bytes = 0
    most = max(_FLOOR, source.limits.ratio * source.n_bytes)
    with source.packed() as stream:
        rest = stream.read(_CHUNK)
        while rest.strip(b"\x00"):
            engine = zlib.decompressobj(_GZIP)
            while not engine.eof:
                piece = engine.decompress(rest, _CHUNK)
                n_bytes += len(piece)
                if n_bytes > most:
                    raise UnreadableError("unpacks to more than the limit of the ratio allows")
                if piece:
                    yield piece
                rest = engine.unconsumed_tail
                if not rest and not engine.eof:
                    rest = stream.read(_CHUNK)
                    if not rest and not piece:
                        raise EOFError("the packed data has no end")
            rest = engine.unused_data or stream.read(_CHUNK)
