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
        Time without a new record.
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
    memory_mb: int = 2048
    ratio: int = MAX_RATIO
    unpacked_mb: int = 512
    members: int = 10_000
    depth: int = 3
