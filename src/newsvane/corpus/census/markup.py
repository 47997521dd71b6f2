"""Entries of feeds, counted by their tags."""

from __future__ import annotations

from collections.abc import Iterator

from newsvane.corpus.containers.tags import n_entries
from newsvane.corpus.reading.source import ReadSettings, Source


def count_entries(source: Source, settings: ReadSettings) -> Iterator[int]:
    """Yield how many entries a feed opens."""
    yield n_entries(source.read())
