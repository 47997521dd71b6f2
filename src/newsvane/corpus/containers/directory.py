"""The directory of a zip file and the bytes of its entries; nothing that it states is believed."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from unicodedata import category

from newsvane.corpus.containers.inflate import Meter, TooMuchError, chunks, inflate, joined
from newsvane.corpus.reading.rows import UnreadableError
from newsvane.corpus.reading.source import Budget, Limits

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCAL = struct.Struct("<4s5H3L2H")
_MOST_NAME = 200
_METHODS = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "xz", 99: "AES"}
_ENCRYPTED = 0x1 | 0x40
_UTF8 = 0x800
# A directory takes some 50 to 400 bytes an entry; one far beyond that is an attack on memory.
_BYTES_AN_ENTRY = 1_000


def entries(stream: BinaryIO, *, limits: Limits) -> list[zipfile.ZipInfo]:
    """Read the central directory.

    Parameters
    ----------
    stream : BinaryIO
        The archive.
    limits : Limits
        Of `members`; the size of the directory is checked before it is read.

    Returns
    -------
    list of ZipInfo
        In the order of the directory, folders included.

    Raises
    ------
    UnreadableError
        When there is no directory, it is damaged, or it has too many entries.
    """
    stream.seek(0)
    head = stream.read(8)
    if not head:
        raise UnreadableError("empty file")
    n_bytes = _directory_bytes(stream)
    if n_bytes > max(1 << 20, limits.members * _BYTES_AN_ENTRY):
        raise UnreadableError(
            f"too many members: a directory of {n_bytes:,} bytes, {limits.members:,} at most"
        )
    try:
        with zipfile.ZipFile(stream) as archive:
            found = archive.infolist()
    # What zipfile raises on damaged directories is not all of its own class.
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
        LookupError,
        struct.error,
    ) as error:
        raise UnreadableError(f"not readable as a zip archive: {error}") from error
    except (OverflowError, EOFError, OSError) as error:
        raise UnreadableError(f"not readable as a zip archive: {error}") from error
    if len(found) > limits.members:
        raise UnreadableError(f"too many members: {len(found):,}, at most {limits.members:,}")
    return found


def _directory_bytes(stream: BinaryIO) -> int:
    """Return the size of the directory as the end record states it."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - (1 << 16) - _END.size))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise UnreadableError("no central directory: cut short, or not a zip archive")
    n_bytes: int = _END.unpack_from(tail, at)[5]
    wide = tail.rfind(b"PK\x06\x06", 0, at)
    if n_bytes == 0xFFFFFFFF and wide >= 0 and len(tail) - wide >= _END_64.size:
        n_bytes = _END_64.unpack_from(tail, wide)[8]
    if n_bytes > size:
        raise UnreadableError("the central directory is damaged: larger than the file")
    return n_bytes


def problem(info: zipfile.ZipInfo) -> str:
    """Return why an entry is not read, as far as the directory tells, or an empty text."""
    mode = info.external_attr >> 16 if info.create_system == 3 else 0
    if is_outside(info.orig_filename):
        return "its name leads out of the archive"
    if stat.S_ISLNK(mode):
        return "a symbolic link"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "not a regular file"
    packing = packing_problem(info)
    if packing:
        return packing
    parts = info.orig_filename.replace("\\", "/").split("/")
    if "__MACOSX" in parts or any(part.startswith(".") and part != "." for part in parts):
        return "a hidden file"  # tables.HIDDEN has it, too; that loads pandas
    return ""


def packing_problem(info: zipfile.ZipInfo) -> str:
    """Return why the bytes of an entry cannot be unpacked, or an empty text."""
    if info.flag_bits & _ENCRYPTED:
        return "encrypted: unpack it with its password first"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        method = _METHODS.get(info.compress_type, f"method {info.compress_type}")
        return f"packed with {method}, which is not read"
    return ""


def is_outside(name: str) -> bool:
    r"""Whether a member's name is absolute or climbs.

    Examples
    --------
    >>> [is_outside(name) for name in ("a/b.txt", "../a.txt", "/a.txt", "C:\\a.txt", "a\\..\\b")]
    [False, True, True, True, True]
    """
    name = name.replace("\\", "/")
    has_drive = name[1:2] == ":" and name[:1].isascii() and name[:1].isalpha()
    return name.startswith("/") or has_drive or ".." in name.split("/")


def shown(name: str) -> str:
    r"""Return a member's name as it may stand in tables: one line, nothing that acts.

    Examples
    --------
    >>> shown("a\\b\x1b[31m.txt"), shown("../../etc//x.txt")
    ('a/b\\x1b[31m.txt', '(..)/(..)/etc/x.txt')
    """
    if len(name) > 2 * _MOST_NAME:  # its ending tells the format
        name = f"{name[:_MOST_NAME]}…{name[-_MOST_NAME // 2 :]}"
    visible = "".join(
        char.encode("unicode_escape").decode("ascii")
        if category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        else char
        for char in name.replace("\\", "/")
    )
    parts = ["(..)" if part == ".." else part for part in visible.split("/")]
    whole = "/".join(part for part in parts if part not in ("", "."))
    if len(whole) > _MOST_NAME:
        whole = f"{whole[: _MOST_NAME - 40]}…{whole[-39:]}"
    return whole or "(no name)"


def name_of(info: zipfile.ZipInfo) -> str:
    """Return an entry's name; many programs write UTF-8 without saying so."""
    if info.flag_bits & _UTF8:
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.orig_filename


def unpack(
    stream: BinaryIO, info: zipfile.ZipInfo, *, limits: Limits, budget: Budget | None = None
) -> bytes:
    """Return the bytes of one entry.

    Raises
    ------
    UnreadableError
        When they are damaged, not as many as stated, or beyond the limits.
    """
    return joined(pieces(stream, info, limits=limits, budget=budget))


def pieces(
    stream: BinaryIO, info: zipfile.ZipInfo, *, limits: Limits, budget: Budget | None = None
) -> Iterator[bytes]:
    """Yield the bytes of one entry piece by piece; raises as `unpack` does."""
    meter = Meter(info.compress_size, limits=limits, budget=budget)
    _go_to_data(stream, info)
    packed = chunks(stream, info.compress_size)
    is_stored = info.compress_type == zipfile.ZIP_STORED
    checksum = 0
    for piece in _stored(packed, meter=meter) if is_stored else inflate(packed, meter=meter):
        if meter.n_bytes > info.file_size:
            raise TooMuchError(f"states {info.file_size:,} bytes and holds more: a size lie")
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if meter.n_bytes != info.file_size:
        raise UnreadableError(f"states {info.file_size:,} bytes and holds {meter.n_bytes:,}")
    if checksum != info.CRC:
        raise UnreadableError("damaged: its checksum does not fit")


def _stored(packed: Iterator[bytes], *, meter: Meter) -> Iterator[bytes]:
    for chunk in packed:
        meter.add(len(chunk))
        yield chunk


def _go_to_data(stream: BinaryIO, info: zipfile.ZipInfo) -> None:
    try:
        stream.seek(info.header_offset)
    except (ValueError, OSError, OverflowError) as error:
        raise UnreadableError("its place lies outside the archive") from error
    head = stream.read(_LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
        raise UnreadableError("damaged: there is no entry at its place")
    fields = _LOCAL.unpack(head)
    name = stream.read(fields[9])
    encoding = "utf-8" if fields[2] & _UTF8 else "cp437"
    if name.decode(encoding, "replace") != info.orig_filename:
        raise UnreadableError("the archive gives it two names")
    stream.seek(fields[10], 1)
