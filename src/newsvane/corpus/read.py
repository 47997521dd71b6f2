"""Files and folders to records; what cannot be read is listed with its reason."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from newsvane import tables
from newsvane.corpus.batches import batched
from newsvane.corpus.isolation import pool
from newsvane.corpus.reading import columns as names
from newsvane.corpus.reading.formats import read_source
from newsvane.corpus.reading.ledger import Ledger
from newsvane.corpus.reading.rows import Left, Row
from newsvane.corpus.reading.source import Item, ReadSettings, Source
from newsvane.corpus.reading.work import FUNCTION, item_of, rest_of, task_of
from newsvane.errors import InputMissingError
from newsvane.limits import Limits
from newsvane.progress import track

# What belongs to a newsvane study in its own folder, known by its study.toml.
_STUDY_FILES = frozenset({
    "study.toml", "tables", "work", "notebooks", "report.html", "dates.csv", "outlets.csv",
})  # fmt: skip
# What a killed run can leave of them.
_UNFINISHED = ".part"
_NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


def find(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """List the files at and below `paths` that are to be read.

    Hidden files and folders, whose names begin with a dot, are not read: `find_hidden` lists them.
    The outputs of newsvane's own studies are passed over. Links to folders are followed once, so
    that a loop of links ends.

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
    return [(path, name) for path, name, is_hidden in _listing(paths) if not is_hidden]


def find_hidden(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """List the hidden files and folders below `paths`; what is in such a folder is not looked at.

    A hidden file or folder that is itself one of the paths is read. What a killed run has left of
    a study's own files is not listed.

    Parameters
    ----------
    paths : sequence of Path
        Files and folders, in any order.

    Returns
    -------
    list of (Path, str)
        Each with a name as that of `find`.

    Raises
    ------
    InputMissingError
        When one of the paths does not exist.
    """
    return [(path, name) for path, name, is_hidden in _listing(paths) if is_hidden]


def _listing(paths: Sequence[Path]) -> list[tuple[Path, str, bool]]:
    """Return path, name and whether it is hidden of what stands at and below the paths."""
    for path in paths:
        if not path.exists():
            raise InputMissingError(path, wanted="a file or a folder of articles")
    heads = Counter(path.resolve().name for path in paths)
    found: dict[Path, tuple[str, bool]] = {}
    for path in sorted(paths):
        head = path.resolve().name
        # Two folders of one name are told apart by the whole path that was given.
        head = head if heads[head] == 1 else path.as_posix().rstrip("/")
        for file, is_hidden in _files(path):
            parts = file.relative_to(path).parts
            name = "/".join(parts if len(paths) == 1 and parts else (head, *parts))
            place = file.parent.resolve() / file.name
            if place not in found or found[place][1] > is_hidden:  # one path may show what is below
                found[place] = (_printable(name), is_hidden)
    return _unique(found)


def read(
    paths: Sequence[Path], *, columns: Mapping[str, str] = _NO_COLUMNS, limits: Limits | None = None
) -> tables.Outcome:
    """Read every record of the files at and below `paths`.

    Parameters
    ----------
    paths : sequence of Path
        Files and folders.
    columns : mapping, optional
        Field (title, text, published, outlet, url, language, byline) to the column that holds it
        in .csv, .tsv, .json, .jsonl and .parquet files. Without it, and in files that lack the
        column, the names that common exports use are recognised.
    limits : Limits, optional
        Read in worker processes that keep these limits. Without it files are read in this
        process, which is quicker for a few that are trusted; limits on unpacking hold all the same.

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
    ledger = Ledger()
    settings = ReadSettings(columns, limits or Limits())
    batches = list(stream(paths, ledger=ledger, settings=settings, is_isolated=limits is not None))
    kept = [batch for batch in batches if len(batch)] or [tables.empty(tables.RECORDS)]
    return tables.Outcome(pd.concat(kept, ignore_index=True), ledger.account.drain().dropped)


def stream(
    paths: Sequence[Path], *, ledger: Ledger, settings: ReadSettings, is_isolated: bool = True
) -> Iterator[pd.DataFrame]:
    """Yield the records of the files at and below `paths` in batches of bounded size.

    Parameters
    ----------
    paths : sequence of Path
        Files and folders.
    ledger : Ledger
        Takes the account of every file and of all that is left out.
    settings : ReadSettings
        Columns and limits.
    is_isolated : bool
        Whether worker processes read, each file under the limits on time and memory.

    Yields
    ------
    DataFrame
        Part of a `records` table, in the order of the files. `batches.BATCH_ROWS` rows have been
        kept or left out since the part before at the most, so that one may be empty.
    """
    names.check_mapping(settings.columns)
    found = find(paths)
    read_all = _isolated if is_isolated else _here
    items = read_all(found, ledger=ledger, settings=settings)
    rows = ledger.rows(itertools.chain(items, _hidden(paths, ledger=ledger)))
    for batch in batched(rows, size=lambda row: len(row.content) if row else 0):
        yield records(filter(None, batch))


def records(rows: Iterable[Row]) -> pd.DataFrame:
    """Make a checked `records` table of rows."""
    return tables.table_of(rows, tables.RECORDS)


def _here(
    found: Sequence[tuple[Path, str]], *, ledger: Ledger, settings: ReadSettings
) -> Iterator[Item]:
    for path, name in track(found, "reading files", unit="files"):
        ledger.open(name, n_bytes=n_bytes_of(path))
        yield from read_source(Source(name, path), settings=settings)


def _isolated(
    found: Sequence[tuple[Path, str]], *, ledger: Ledger, settings: ReadSettings
) -> Iterator[Item]:
    limits = settings.limits
    items = pool.run(
        (task_of(path, name=name, settings=settings) for path, name in found),
        function=FUNCTION,
        limits=limits,
        n_workers=min(len(found), pool.n_cores()),
        resume=rest_of,
        seconds=lambda task: limits.seconds_in_all(n_bytes_of(Path(task["path"]))),
    )
    for path, name in track(found, "reading files", unit="files"):
        ledger.open(name, n_bytes=n_bytes_of(path))
        until_end = itertools.takewhile(lambda item: item is not pool.END, items)
        yield from _with_failures(until_end, task_of(path, name=name, settings=settings))


def _with_failures(items: Iterator[Any], task: dict[str, Any] | None) -> Iterator[Item]:
    """Yield the items of one file; a failure is that of the member that was being read."""
    last, n_records = None, 0
    for item in items:
        if not isinstance(item, pool.Failure):
            n_records = (n_records if last and item[1] == last[1] else 0) + (item[0] == "Row")
            last = item
            yield item_of(item)
            continue
        assert task is not None
        rest = rest_of(task, item.n_items, last if item.n_items else None)
        after = f" after {n_records:,} records" if n_records else ""
        # Where an archive is not read on, nothing tells its members behind this one.
        place = task["name"] if rest is None or last is None else last[1]
        yield Left(place, 0, f"{item.reason}{after}; the rest of it is not read")
        task = rest


def _hidden(paths: Sequence[Path], *, ledger: Ledger) -> Iterator[Item]:
    for path, name in find_hidden(paths):
        is_folder = _is_folder(path)
        ledger.open(name, n_bytes=0 if is_folder else n_bytes_of(path))
        yield Left(name, 0, tables.HIDDEN_FOLDER if is_folder else tables.HIDDEN_FILE)


def n_bytes_of(path: Path) -> int:
    """Return the size of a file; 0 for one that cannot be looked at, which reading it tells."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _files(path: Path) -> Iterator[tuple[Path, bool]]:
    """Yield `path` if it is a file, else what stands below it, and whether that is hidden."""
    if not _is_folder(path):
        yield path, False
        return
    seen = {identity for identity in (_identity(path),) if identity}
    waiting = [path]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(entry.name for entry in folder.iterdir())
        except OSError:
            yield folder, False  # becomes a dropped row that says why
            continue
        own = _STUDY_FILES if "study.toml" in entries else frozenset()
        for name in entries:
            entry = folder / name
            if name in own or (own and name.startswith(".") and name.endswith(_UNFINISHED)):
                continue
            if name.startswith(".") or not _is_folder(entry):
                yield entry, name.startswith(".")
                continue
            identity = _identity(entry)
            if identity is None:
                yield entry, False  # gone since it was listed; the reading of it says so
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


def _unique(found: Mapping[Path, tuple[str, bool]]) -> list[tuple[Path, str, bool]]:
    taken: Counter[str] = Counter()
    listing = []
    ordered = sorted(found.items(), key=lambda item: (item[1][0], os.fsencode(item[0])))
    for path, (name, is_hidden) in ordered:
        taken[name] += 1
        listing.append((path, name if taken[name] == 1 else f"{name} ({taken[name]})", is_hidden))
    return listing
