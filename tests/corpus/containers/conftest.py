"""How archives are made and read in these tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from newsvane.corpus.reading.formats import read_source
from newsvane.corpus.reading.rows import Left, Member, Row
from newsvane.corpus.reading.source import Limits, ReadSettings, Source

LIMITS = Limits()


class Read:
    """What a file gave, sorted by kind."""

    def __init__(self, items: list[Row | Left | Member]) -> None:
        self.items = items
        self.rows = [item for item in items if isinstance(item, Row)]
        self.left = [item for item in items if isinstance(item, Left)]
        self.members = [item for item in items if isinstance(item, Member)]

    @property
    def reasons(self) -> dict[tuple[str, int], str]:
        return {(item.source_file, item.record): item.reason for item in self.left}


@pytest.fixture
def read() -> Callable[..., Read]:
    def of(name: str, data: bytes, limits: Limits = LIMITS) -> Read:
        source = Source(name, data=data)
        return Read(list(read_source(source, settings=ReadSettings(limits=limits))))

    return of


@pytest.fixture
def zipped() -> Callable[..., bytes]:
    def of(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method) as archive:
            for name, data in members:
                archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
        return packed.getvalue()

    return of
