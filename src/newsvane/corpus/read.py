"""Files and folders to records; what cannot be read is listed with its reason."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from newsvane import tables
from newsvane.corpus.reading import columns as names
from newsvane.corpus.reading.formats import read_source
from newsvane.corpus.reading.rows import Left, Row, one_line
from newsvane.corpus.reading.source import ReadSettings, Source
from newsvane.errors import InputMissingError
from newsvane.progress import track

# What a newsvane study writes into its own folder, known by its study.toml.
_STUDY_OUTPUTS = frozenset({"study.toml", "tables", "work", "notebooks", "report.html"})
_NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


def find(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """List the files at and below `paths`.

    Hidden files and the outputs of newsvane's own studies are passed over. Links to folders are
    followed once, so that a loop of links ends.

    Parameters
    ----------
    paths : sequence of Path
        Files and folders, in any order.

    Returns
    -------
    list of (Path, str)
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
    found: dict[Path, str] = {}
    for path in sorted(paths):
        head = path.resolve().name
        # Two folders of one name are told apart by the whole path that was given.
        head = head if heads[head] == 1 else path.as_posix().rstrip("/")
        for file in _files(path):
            parts = file.relative_to(path).parts
            name = "/".join(parts if len(paths) == 1 and parts else (head, *parts))
            found.setdefault(file.parent.resolve() / file.name, _printable(name))
    return _unique(found)


def read(paths: Sequence[Path], *, columns: Mapping[str, str] = _NO_COLUMNS) -> tables.Outcome:
    """Read every record of the files at and below `paths`.

    Parameters
    ----------
    paths : sequence of Path
        Files and folders.
    columns : mapping, optional
        Field (title, text, published, outlet, url, language, byline) to the column that holds it
        in .csv, .tsv, .json, .jsonl and .parquet files. Without it, and in files that lack the
        column, the names that common exports use are recognised.

    Returns
    -------
    Outcome
        `kept` is a `records` table, `dropped` names each file and record that could not be read.

    Raises
    ------
    InputMissingError
        When one of the paths does not exist.
    StudyError
        When `columns` maps a field that there is not.
    """
    names.check_mapping(columns)
    kept: list[Row] = []
    left: list[Left] = []
    for path, source_file in track(find(paths), "reading files", unit="files"):
        source = Source(source_file, path)
        for item in read_source(source, settings=ReadSettings(columns)):
            if isinstance(item, Row):
                kept.append(item)
            elif isinstance(item, Left):
                left.append(item)
    dropped = tables.dropped(
        (item.source_file, item.record, "read", one_line(item.reason), item.place) for item in left
    )
    return tables.Outcome(records(kept), dropped)


def records(rows: Iterable[Row]) -> pd.DataFrame:
    """Make a checked `records` table of rows."""
    return tables.table_of(rows, tables.RECORDS)


def _files(path: Path) -> Iterator[Path]:
    """Yield `path` if it is a file, else what stands below it."""
    if not _is_folder(path):
        yield path
        return
    seen = {identity for identity in (_identity(path),) if identity}
    waiting = [path]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(entry.name for entry in folder.iterdir())
        except OSError:
            yield folder  # becomes a dropped row that says why
            continue
        own = _STUDY_OUTPUTS if "study.toml" in entries else frozenset()
        for name in entries:
            entry = folder / name
            if name.startswith(".") or name in own:
                continue
            if not _is_folder(entry):
                yield entry
                continue
            identity = _identity(entry)
            if identity is None:
                yield entry  # gone since it was listed; the reading of it says so
            elif identity not in seen:
                seen.add(identity)
                waiting.append(entry)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # what may not be looked at is listed as a file that cannot be read
        return False


def _printable(name: str) -> str:
    """Return a file's name as text that every table can hold, whatever bytes it is made of."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _unique(found: Mapping[Path, str]) -> list[tuple[Path, str]]:
    taken: Counter[str] = Counter()
    listing = []
    for path, name in sorted(found.items(), key=lambda item: (item[1], os.fsencode(item[0]))):
        taken[name] += 1
        listing.append((path, name if taken[name] == 1 else f"{name} ({taken[name]})"))
    return listing
