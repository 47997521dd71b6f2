"""Reading as a task for a worker process: JSON data in, JSON data out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from newsvane.corpus.reading.formats import read_source
from newsvane.corpus.reading.rows import Left, Member, Row
from newsvane.corpus.reading.source import Item, ReadSettings, Source
from newsvane.limits import Limits

FUNCTION = f"{__name__}:read_task"
_KINDS: dict[str, type[Row] | type[Left] | type[Member]] = {
    kind.__name__: kind for kind in (Row, Left, Member)
}


def task_of(path: Path, *, name: str, settings: ReadSettings) -> dict[str, Any]:
    """Return the task of reading one file."""
    limits, columns = asdict(settings.limits), dict(settings.columns)
    return {"path": str(path.absolute()), "name": name, "limits": limits, "columns": columns}


def read_task(task: dict[str, Any]) -> Iterator[list[Any]]:
    """Yield the items of a file, each led by its kind."""
    settings = ReadSettings(task["columns"], Limits(**task["limits"]))
    for item in read_source(Source(task["name"], Path(task["path"])), settings=settings):
        yield [type(item).__name__, *item]


def item_of(data: list[Any]) -> Item:
    """Return the item that `read_task` sent.

    Examples
    --------
    >>> item_of(["Left", "a.txt", 0, "empty file", None])
    Left(source_file='a.txt', record=0, reason='empty file', place=None)
    """
    return _KINDS[data[0]](*data[1:])
