"""Reading as a task for a worker process: JSON data in, JSON data out."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Generator, Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NamedTuple

from newsvane.corpus.batches import batched
from newsvane.corpus.containers.zips import ENDINGS
from newsvane.corpus.reading.formats import read_source
from newsvane.corpus.reading.rows import Left, Member, Row
from newsvane.corpus.reading.source import Item, ReadSettings, Source
from newsvane.limits import Limits

# Files of one task: many small ones cost little more than one then.
TASK_FILES = 32
TASK_BYTES = 250_000
# Bytes of a file that are hashed between two signs of life.
HASHED_BYTES = 16 << 20
# A pipe is not waited for.
_OPENING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
# Members of one archive that may end its reading; each takes up to a minute.
MOST_ENDED = 5

FUNCTION = f"{__name__}:read_task"
_KINDS: dict[str, type[Row] | type[Left] | type[Member]] = {
    kind.__name__: kind for kind in (Row, Left, Member)
}


class File(NamedTuple):
    """A file that is to be read: its number among all of them, its path, name and size."""

    number: int
    path: str
    name: str
    n_bytes: int


def tasks_of(files: Iterable[File], *, settings: ReadSettings) -> Iterator[dict[str, Any]]:
    """Yield the tasks of reading some files."""
    given = {"limits": asdict(settings.limits), "columns": dict(settings.columns)}
    pieces = batched(files, size=lambda one: one.n_bytes, most=TASK_FILES, most_size=TASK_BYTES)
    for piece in pieces:
        yield {"files": [list(one) for one in piece], "after": "", "n_ended": 0, **given}


def read_task(task: dict[str, Any]) -> Iterator[list[Any]]:
    """Yield the items of the files of a task: number of the file, kind of the item, its fields.

    Behind the last item of each file stand its number and the SHA-256 of its bytes, or None. A
    number alone is a sign of life, given while a large file is hashed.
    """
    settings = ReadSettings(task["columns"], Limits(**task["limits"]), task["after"])
    for number, path, name, _ in task["files"]:
        # Hashed before it is read, so that no later change passes for what was read. Of an archive
        # that is read on a part is missing.
        digest = None if settings.after else (yield from _hashed(number, path))
        for item in read_source(Source(name, Path(path)), settings=settings):
            yield [number, type(item).__name__, *item]
        yield [number, digest]
        settings = replace(settings, after="")


def _hashed(number: int, path: str) -> Generator[list[Any], None, str | None]:
    """Yield signs of life; return the SHA-256, or None where the file cannot be opened.

    With system calls: pathlib and hashlib.file_digest take twice as long for a small file.
    """
    try:
        file = os.open(path, _OPENING)
    except OSError:  # reading it says why
        return None
    digest = hashlib.sha256()
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            return None
        while piece := os.read(file, HASHED_BYTES):
            digest.update(piece)
            if len(piece) == HASHED_BYTES:
                yield [number]
    except OSError:
        return None
    finally:
        os.close(file)
    return digest.hexdigest()


def n_bytes_of(task: dict[str, Any]) -> int:
    """Return the size of all files of a task."""
    return sum(n_bytes for *_, n_bytes in task["files"])


def rest_of(task: dict[str, Any], _: int, last: list[Any] | None) -> dict[str, Any] | None:
    """Return what is left of a task behind the file, or the member, that ended it, or None.

    Parameters
    ----------
    task : dict
        What was read.
    last : list or None
        The last item that came.

    Examples
    --------
    >>> files = [[7, "/a.txt", "a.txt", 9], [8, "/b.txt", "b.txt", 9]]
    >>> task = {"files": files, "after": "", "n_ended": 0}
    >>> rest_of(task, 0, None)
    {'files': [[8, '/b.txt', 'b.txt', 9]], 'after': '', 'n_ended': 0}
    >>> print(rest_of(task, 2, [7, "e3b0"]))
    None
    """
    files = task["files"]
    first = 0 if last is None else last[0] - files[0][0] + is_end(last)
    ended = File(*files[first])
    within = last[2] if last and len(last) > 2 else None
    n_ended = 0 if first else task["n_ended"]
    if is_read_on(ended, within=within, n_ended=n_ended):
        return task | {"files": files[first:], "after": within, "n_ended": n_ended + 1}
    rest = files[first + 1 :]
    return task | {"files": rest, "after": "", "n_ended": 0} if rest else None


def is_read_on(file: File, *, within: str | None, n_ended: int) -> bool:
    """Whether an archive is read on behind the member `within` that ended its reading.

    Parameters
    ----------
    file : File
        The archive.
    within : str or None
        The name of the member, if one had begun.
    n_ended : int
        How many others have ended it before.
    """
    is_archive = file.path.lower().endswith(ENDINGS)
    return is_archive and within not in (None, file.name) and n_ended < MOST_ENDED


def is_end(data: list[Any]) -> bool:
    """Whether that is the end of a file, and no item of it or sign of life.

    Examples
    --------
    >>> is_end([7, None]), is_end([7]), is_end([7, "Member", "a.zip/a.txt", "a.zip", 9])
    (True, False, False)
    """
    return len(data) == 2


def item_of(data: list[Any]) -> Item:
    """Return the item that `read_task` sent.

    Examples
    --------
    >>> item_of([7, "Left", "a.txt", 0, "empty file", None])
    Left(source_file='a.txt', record=0, reason='empty file', place=None)
    """
    return _KINDS[data[1]](*data[2:])
