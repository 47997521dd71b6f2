"""Which files a study reads: what stands at and below its paths, each with a name of its own."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from newsvane.errors import InputMissingError

# What belongs to a newsvane study in its own folder, known by its study.toml.
_STUDY_FILES = frozenset({
    "study.toml", "tables", "work", "notebooks", "report.html", "dates.csv", "outlets.csv",
})  # fmt: skip
# What a killed run can leave of them.
_UNFINISHED = ".part"


class Listing(NamedTuple):
    """Paths with their names: the files to be read, and what is passed over.

    `hidden` are hidden files and folders, and the outputs of newsvane's own studies.
    """

    files: list[tuple[Path, str]]
    hidden: list[tuple[Path, str]]


def list_files(paths: Sequence[Path]) -> Listing:
    """List what stands at and below some paths.

    Hidden are files and folders whose names begin with a dot, and what newsvane has written beside
    a study.toml; what is in such a folder is not looked at, and one that is itself among the paths
    is read. Links to folders are followed once, so that a loop of links ends.

    Parameters
    ----------
    paths : sequence of Path
        Files and folders, in any order.

    Returns
    -------
    Listing
        Each file with the name that `source_file` gives it: its path below the folder given, led
        by the folder's name where several paths are given. Sorted by that name; names are unique.

    Raises
    ------
    InputMissingError
        When one of the paths does not exist.
    """
    for path in paths:
        if not path.exists():
            raise InputMissingError(path, wanted="a file or a folder of articles")
    heads = Counter(path.resolve().name for path in paths)
    found: dict[Path, tuple[str, bool]] = {}
    for path in sorted(paths):
        head = path.resolve().name
        # Two folders of one name are told apart by the whole path that was given.
        head = head if heads[head] == 1 else path.as_posix().rstrip("/")
        known: dict[Path, tuple[Path, tuple[str, ...]]] = {}
        for file, is_hidden in _files(path):
            folder = file.parent
            if folder not in known:
                below = folder.relative_to(path).parts if file != path else ()
                known[folder] = folder.resolve(), below
            real, below = known[folder]
            parts = (*below, file.name) if file != path else ()
            name = "/".join(parts if len(paths) == 1 and parts else (head, *parts))
            place = real / file.name
            if place not in found or found[place][1] > is_hidden:  # one path may show what is below
                found[place] = (_printable(name), is_hidden)
    return _named(found)


def is_folder(path: Path) -> bool:
    """Whether it is a folder; what may not be looked at is listed as a file that cannot be read."""
    try:
        return path.is_dir()
    except OSError:
        return False


def n_bytes_of(path: Path) -> int:
    """Return the size of a file; 0 for one that cannot be looked at, which reading it tells."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _files(path: Path) -> Iterator[tuple[Path, bool]]:
    """Yield `path` if it is a file, else what stands below it, and whether that is hidden."""
    if not is_folder(path):
        yield path, False
        return
    seen = {identity for identity in (_identity(path),) if identity}
    waiting = [path]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                is_folder_of = {entry.name: _may_be_folder(entry) for entry in entries}
        except OSError:
            yield folder, False  # becomes a dropped row that says why
            continue
        own = _STUDY_FILES if "study.toml" in is_folder_of else frozenset()
        for name in sorted(is_folder_of):
            entry, is_hidden = folder / name, name.startswith(".") or name in own
            if own and name.startswith(".") and name.endswith(_UNFINISHED):
                continue
            if is_hidden or not is_folder_of[name]:
                yield entry, is_hidden
                continue
            identity = _identity(entry)
            if identity is None:
                yield entry, False  # gone since it was listed; the reading of it says so
            elif identity not in seen:
                seen.add(identity)
                waiting.append(entry)


def _may_be_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _printable(name: str) -> str:
    """Return a file's name as text that every table can hold, whatever bytes it is made of."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _named(found: Mapping[Path, tuple[str, bool]]) -> Listing:
    taken: Counter[str] = Counter()
    listing = Listing([], [])
    ordered = sorted(found.items(), key=lambda item: (item[1][0], os.fsencode(item[0])))
    for path, (name, is_hidden) in ordered:
        taken[name] += 1
        named = path, name if taken[name] == 1 else f"{name} ({taken[name]})"
        (listing.hidden if is_hidden else listing.files).append(named)
    return listing
