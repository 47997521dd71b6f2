"""Unpacking that counts as it goes: no size that a file states is believed."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from newsvane.corpus.reading.rows import UnreadableError
from newsvane.corpus.reading.source import Budget, Limits

# Small files of one repeated line pack a thousandfold and harm nobody.
FLOOR = 1 << 20
CHUNK = 1 << 16
# What one call may unpack: deflate makes up to 1,032 bytes of one.
PIECE = 1 << 20
GZIP = 31
RAW = -15
_MOST_HELD = 1_000


class TooMuchError(UnreadableError):
    """Something unpacks to more than it states, or than the limits allow."""


class Meter:
    """Counts packed and unpacked bytes against the limits.

    Parameters
    ----------
    n_packed : int
        Packed size, where it is known; else `n_packed` grows as the bytes are read.
    limits : Limits
        Ratio, and size of what is held in memory.
    budget : Budget, optional
        What the archives around it may still give.
    is_held : bool
        Whether all of it will lie in memory; a stream is bound by the ratio alone.
    """

    def __init__(
        self, n_packed: int, *, limits: Limits, budget: Budget | None = None, is_held: bool = True
    ) -> None:
        self.n_packed, self.n_bytes = n_packed, 0
        self._limits, self._budget, self._is_held = limits, budget, is_held
        self._charged = 0

    def add(self, n_bytes: int) -> None:
        """Count unpacked bytes.

        Raises
        ------
        TooMuchError
            When they are more than the limits allow.
        """
        self.n_bytes += n_bytes
        if self._is_held and self.n_bytes > self._limits.unpacked_mb << 20:
            raise TooMuchError(f"unpacks to more than {self._limits.unpacked_mb:,} MB")
        if self.n_bytes > max(FLOOR, self._limits.ratio * self.n_packed):
            raise TooMuchError(
                f"unpacks to more than {self._limits.ratio:,} times its size: a bomb, or a mistake"
            )
        # A stream that is read again from its start is paid once.
        if self._budget is not None and self.n_bytes > self._charged:
            try:
                self._budget.take(n_bytes=self.n_bytes - self._charged)
            except UnreadableError as error:
                raise TooMuchError(str(error)) from error
            self._charged = self.n_bytes

    def restart(self) -> None:
        """Begin again: the stream is read once more."""
        self.n_packed = self.n_bytes = 0


def chunks(stream: BinaryIO, n_bytes: int) -> Iterator[bytes]:
    """Yield the next `n_bytes` of a stream; raises `UnreadableError` where it ends before."""
    while n_bytes:
        chunk = stream.read(min(CHUNK, n_bytes))
        if not chunk:
            raise UnreadableError(f"cut short: {n_bytes:,} bytes are missing")
        n_bytes -= len(chunk)
        yield chunk


def inflate(packed: Iterable[bytes], *, meter: Meter, wbits: int = RAW) -> Iterator[bytes]:
    """Unpack deflate data piece by piece.

    Raises
    ------
    UnreadableError
        When the data is damaged, ends too early, or unpacks to too much.
    """
    engine = zlib.decompressobj(wbits)
    for chunk in packed:
        while chunk and not engine.eof:
            yield _piece(engine.decompress, chunk, meter=meter)
            chunk = engine.unconsumed_tail
        if engine.eof:
            return
    while not engine.eof:  # the last input may hold more than one piece
        piece = _piece(engine.decompress, engine.unconsumed_tail, meter=meter)
        if not piece:
            raise UnreadableError("cut short: the packed data has no end")
        yield piece


def _piece(decompress: Callable[[bytes, int], bytes], chunk: bytes, *, meter: Meter) -> bytes:
    try:
        piece = decompress(chunk, PIECE)
    except zlib.error as error:
        raise UnreadableError(f"damaged: {str(error).partition(': ')[2] or error}") from error
    meter.add(len(piece))
    return piece


def joined(pieces: Iterable[bytes]) -> bytes:
    """Put the pieces together, holding them once."""
    whole = io.BytesIO()
    for piece in pieces:
        whole.write(piece)
    return whole.getvalue()


class Gunzip(io.RawIOBase):
    """A stream of what a gzip file holds, its members one after the other.

    Parameters
    ----------
    packed : BinaryIO
        The file; closed with this stream.
    meter : Meter
        Counts on both sides.
    is_whole_lines : bool
        Give no line whose end is missing, should the data end too early.

    Attributes
    ----------
    starts : list of (int, int)
        Unpacked and packed offset of each gzip member that has begun; whoever uses them removes
        them.
    """

    def __init__(self, packed: BinaryIO, *, meter: Meter, is_whole_lines: bool = False) -> None:
        super().__init__()
        self.starts: list[tuple[int, int]] = []
        self._packed, self._meter, self._is_whole_lines = packed, meter, is_whole_lines
        self._pieces = self._unpacked()
        self._ready = memoryview(b"")
        self._position = 0

    def readable(self) -> bool:
        """Return true."""
        return True

    def seekable(self) -> bool:
        """Return true: going back unpacks again from the start."""
        return True

    def tell(self) -> int:
        """Return the unpacked offset."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to an unpacked offset."""
        if whence == io.SEEK_CUR:
            offset += self._position
        elif whence != io.SEEK_SET:
            raise io.UnsupportedOperation("the end of a packed stream is not known")
        if offset < self._position:
            self._packed.seek(0)
            self._meter.restart()
            self.starts.clear()
            self._pieces, self._ready, self._position = self._unpacked(), memoryview(b""), 0
        while self._position < offset and self.read(min(PIECE, offset - self._position)):
            continue
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what comes next."""
        while not self._ready:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._ready = memoryview(piece)
        n_bytes = min(len(buffer), len(self._ready))
        buffer[:n_bytes] = self._ready[:n_bytes]
        self._ready = self._ready[n_bytes:]
        self._position += n_bytes
        return n_bytes

    def close(self) -> None:
        """Close the file as well."""
        self._packed.close()
        super().close()

    def _unpacked(self) -> Iterator[bytes]:
        if not self._is_whole_lines:
            yield from self._members()
            return
        held: list[bytes] = []
        for piece in self._members():
            end = piece.rfind(b"\n") + 1
            if not end and len(held) > _MOST_HELD:  # no line of a table is that long
                end = len(piece)
            if end:
                yield b"".join([*held, piece[:end]])
                held.clear()
            held.append(piece[end:])
        yield b"".join(held)

    def _members(self) -> Iterator[bytes]:
        chunk = self._read()
        while chunk:
            at = self._meter.n_packed - len(chunk)
            if not chunk.strip(b"\x00") and at:  # padding, as tapes need it
                chunk = self._read()
                continue
            self.starts.append((self._meter.n_bytes, at))
            engine = zlib.decompressobj(GZIP)
            while not engine.eof:
                piece = _piece(engine.decompress, chunk, meter=self._meter)
                # Without input the engine may still hold a piece; if not, the end is missing.
                if not chunk and not piece and not engine.eof:
                    n_bytes = self._meter.n_packed
                    raise UnreadableError(f"cut short: the gzip data ends at byte {n_bytes:,}")
                yield piece
                chunk = engine.unconsumed_tail or (b"" if engine.eof else self._read())
            chunk = engine.unused_data or self._read()

    def _read(self) -> bytes:
        chunk = self._packed.read(CHUNK)
        self._meter.n_packed += len(chunk)
        return chunk
