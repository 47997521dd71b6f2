"""Members of the zip archives that .docx and .xlsx files are, read within the limits."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from newsvane.corpus.reading.rows import UnreadableError, one_line
from newsvane.corpus.reading.source import Source
from newsvane.limits import Limits

# What zipfile raises for an archive that is damaged, locked or packed in a way it does not know.
FAULTS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError,
    RuntimeError, ValueError, IndexError, OverflowError, struct.error,
)  # fmt: skip
_CHUNK = 1 << 18
# Of small members the ratio says nothing: an empty sheet packs to a hundredth, too.
_MIN_REFUSED_BYTES = 8 << 20
_MAX_MEMBERS = 10_000


@contextmanager
def opened(source: Source, *, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Open an Office file whose members keep the limits, as its directory tells their sizes.

    Raises
    ------
    UnreadableError
        When it is no zip archive, is damaged, or unpacks to more than the limits allow.
    """
    with source.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
            members = archive.infolist()
        except FAULTS as error:
            raise _broken(error) from error
        with archive:
            _check(members, limits=limits)
            yield archive


def _broken(error: Exception) -> UnreadableError:
    return UnreadableError(f"not readable as an Office file: {one_line(str(error))}")


def _check(members: list[zipfile.ZipInfo], *, limits: Limits) -> None:
    if len(members) > _MAX_MEMBERS:
        raise UnreadableError(f"{len(members):,} parts in one Office file")
    for member in members:
        _check_size(member.file_size, packed=member.compress_size, limits=limits)
    total = sum(member.file_size for member in members)
    if total > limits.unpacked_mb << 20:
        raise UnreadableError(f"unpacks to {total >> 20:,} MB, at most {limits.unpacked_mb:,} MB")


def _check_size(size: int, *, packed: int, limits: Limits) -> None:
    if size > limits.unpacked_mb << 20:
        raise UnreadableError(f"unpacks to more than {limits.unpacked_mb:,} MB")
    if size > max(_MIN_REFUSED_BYTES, limits.ratio * max(packed, 1)):
        raise UnreadableError(
            f"unpacks to more than {limits.ratio} times its size ({size / 1e6:,.0f} MB)"
        )


def chunks(archive: zipfile.ZipFile, name: str, *, limits: Limits) -> Iterator[bytes]:
    """Yield a member piece by piece; its size is counted, whatever the directory says.

    Raises
    ------
    UnreadableError
        When there is no such member, or it is larger than the limits allow.
    """
    if name not in archive.namelist():
        raise UnreadableError(f"not readable as an Office file: it has no {name}")
    member = archive.getinfo(name)
    n_bytes = 0
    try:
        stream = archive.open(member)
    except FAULTS as error:
        raise _broken(error) from error
    with stream:
        while True:
            try:
                chunk = stream.read(_CHUNK)
            except FAULTS as error:
                raise _broken(error) from error
            if not chunk:
                return
            n_bytes += len(chunk)
            _check_size(n_bytes, packed=member.compress_size, limits=limits)
            yield chunk
