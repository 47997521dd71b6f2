"""What reading one file may take: the limits that a study sets and every reader keeps."""

from __future__ import annotations

from dataclasses import dataclass

# Text packs to a tenth or so; 3 MB of zeros that unpack to 3 GB are an attack or a mistake.
MAX_RATIO = 100


@dataclass(frozen=True)
class Limits:
    """What one file may take before it is listed and left.

    Parameters
    ----------
    seconds : float
        Time without a new record; and what a file may take in all, besides its size.
    mb_per_second : float
        Least rate of reading, in MB (10^6 bytes) of the file: a file may take `seconds` and its
        size over this rate in all, so that one of many records cannot go on for ever. Even
        .xlsx, the slowest format, is read several times as fast (tests/benchmarks/formats.py).
    memory_mb : int
        Memory of the worker that reads it, in MiB.
    ratio : int
        Unpacked size over packed size of an archive or a compressed file.
    unpacked_mb : int
        Unpacked size of one member, in MiB.
    members : int
        Members of one archive.
    depth : int
        Archives inside archives.
    """

    seconds: float = 60.0
    mb_per_second: float = 0.05
    memory_mb: int = 2048
    ratio: int = MAX_RATIO
    unpacked_mb: int = 512
    members: int = 10_000
    depth: int = 3

    def seconds_in_all(self, n_bytes: int) -> float:
        """Return what a file of this size may take.

        Examples
        --------
        >>> Limits().seconds_in_all(2_000_000)
        100.0
        """
        return self.seconds + n_bytes / (1e6 * self.mb_per_second)
