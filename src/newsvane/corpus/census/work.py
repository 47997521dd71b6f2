"""Counting as a task for a worker process: JSON data in, JSON data out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from newsvane.corpus.census.counting import count_source
from newsvane.corpus.census.items import Counted, Item, Listed, Uncounted, Unmarked
from newsvane.corpus.reading.source import ReadSettings, Source
from newsvane.limits import Limits

FUNCTION = f"{__name__}:count_task"
_KINDS: dict[str, type[Item]] = {
    kind.__name__: kind for kind in (Counted, Listed, Unmarked, Uncounted)
}


def task_of(
    path: Path, *, name: str, settings: ReadSettings, refused: Collection[str]
) -> dict[str, Any]:
    """Return the task of counting one file."""
    limits, columns = asdict(settings.limits), dict(settings.columns)
    return {
        "path": str(path.absolute()), "name": name, "limits": limits, "columns": columns,
        "refused": sorted(refused),
    }  # fmt: skip


def count_task(task: dict[str, Any]) -> Iterator[list[Any]]:
    """Yield what is counted in a file, each item led by its kind."""
    settings = ReadSettings(task["columns"], Limits(**task["limits"]))
    source = Source(task["name"], Path(task["path"]))
    for item in count_source(source, settings=settings, refused=frozenset(task["refused"])):
        yield [type(item).__name__, *item]


def item_of(data: list[Any]) -> Item:
    """Return the item that `count_task` sent.

    Examples
    --------
    >>> item_of(["Counted", "a.csv", 3, "exact"])
    Counted(source_file='a.csv', n_records=3, kind='exact')
    """
    return _KINDS[data[0]](*data[1:])
