"""Reading as a task for a worker process: JSON data in, JSON data out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from newsvane.corpus.containers.zips import ENDINGS
from newsvane.corpus.reading.formats import read_source
from newsvane.corpus.reading.rows import Left, Member, Row
from newsvane.corpus.reading.source import Item, ReadSettings, Source
from newsvane.limits import Limits

# Members of one archive that may end its reading; each takes up to a minute.
MOST_ENDED = 5

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
    settings = ReadSettings(task["columns"], Limits(**task["limits"]), task.get("after", ""))
    for item in read_source(Source(task["name"], Path(task["path"])), settings=settings):
        yield [type(item).__name__, *item]


def rest_of(task: dict[str, Any], _: int, last: list[Any] | None) -> dict[str, Any] | None:
    """Return the reading of an archive behind the member that ended it, or None.

    Parameters
    ----------
    task : dict
        What was read.
    last : list or None
        The last item that came: every item names the member that it belongs to.

    Examples
    --------
    >>> rest_of({"path": "/a.zip", "name": "a.zip"}, 1, ["Member", "a.zip/x.pdf", "a.zip", 9])
    {'path': '/a.zip', 'name': 'a.zip', 'after': 'a.zip/x.pdf', 'n_ended': 1}
    """
    n_ended = task.get("n_ended", 0) + 1
    is_archive = task["path"].lower().endswith(ENDINGS)
    if not is_archive or n_ended > MOST_ENDED or last is None or last[1] == task["name"]:
        return None
    return task | {"after": last[1], "n_ended": n_ended}


def item_of(data: list[Any]) -> Item:
    """Return the item that `read_task` sent.

    Examples
    --------
    >>> item_of(["Left", "a.txt", 0, "empty file", None])
    Left(source_file='a.txt', record=0, reason='empty file', place=None)
    """
    return _KINDS[data[0]](*data[1:])
