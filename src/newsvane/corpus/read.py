"""Files and folders to records; what cannot be read is listed with its reason."""

from __future__ import annotations

import itertools
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from newsvane import tables
from newsvane.corpus.batches import batched
from newsvane.corpus.isolation import pool
from newsvane.corpus.reading import columns as names
from newsvane.corpus.reading import work
from newsvane.corpus.reading.ledger import Ledger
from newsvane.corpus.reading.listing import is_folder, list_files, n_bytes_of
from newsvane.corpus.reading.rows import Left, Row
from newsvane.corpus.reading.source import Item, ReadSettings
from newsvane.corpus.reading.work import File
from newsvane.limits import Limits
from newsvane.progress import track

_NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


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
    listing = list_files(paths)
    files = [
        File(number, str(path.absolute()), name, n_bytes_of(path))
        for number, (path, name) in enumerate(listing.files)
    ]
    items = (_isolated if is_isolated else _here)(files, settings=settings)
    rows = ledger.rows(
        itertools.chain(_items(files, items, ledger=ledger), _hidden(listing.hidden, ledger=ledger))
    )
    for batch in batched(rows, size=lambda row: len(row.content) if row else 0):
        yield records(filter(None, batch))


def records(rows: Iterable[Row]) -> pd.DataFrame:
    """Make a checked `records` table of rows."""
    return tables.table_of(rows, tables.RECORDS)


def _here(files: Sequence[File], *, settings: ReadSettings) -> Iterator[Any]:
    return itertools.chain.from_iterable(
        map(work.read_task, work.tasks_of(files, settings=settings))
    )


def _isolated(files: Sequence[File], *, settings: ReadSettings) -> Iterator[Any]:
    limits = settings.limits
    return pool.run(
        work.tasks_of(files, settings=settings),
        function=work.FUNCTION,
        limits=limits,
        n_workers=min(len(files), pool.n_cores()),
        resume=work.rest_of,
        seconds=lambda task: limits.seconds_in_all(work.n_bytes_of(task)),
    )


def _items(files: Sequence[File], items: Iterator[Any], *, ledger: Ledger) -> Iterator[Item]:
    for file in track(files, "reading files", unit="files"):
        ledger.open(file.name, n_bytes=file.n_bytes)
        sha256 = yield from _of_file(file, items)
        ledger.close(file.name, sha256=sha256)


def _of_file(file: File, items: Iterator[Any]) -> Generator[Item, None, str | None]:
    """Take the items of one file, return its SHA-256.

    A failure is that of the member that was being read.
    """
    within: str | None = None
    n_records = n_ended = 0
    for item in items:
        if item is pool.END:
            continue
        if isinstance(item, pool.Failure):
            is_read_on = work.is_read_on(file, within=within, n_ended=n_ended)
            # Where an archive is not read on, nothing tells its members behind this one.
            place = within if is_read_on and within else file.name
            after = f" after {n_records:,} records" if n_records else ""
            yield Left(place, 0, f"{item.reason}{after}; the rest of it is not read")
            if not is_read_on:
                return None
            within, n_records, n_ended = None, 0, n_ended + 1
        elif work.is_end(item):
            sha256: str | None = item[1]
            return sha256
        elif len(item) > 1:
            n_records = (n_records if item[2] == within else 0) + (item[1] == "Row")
            within = item[2]
            yield work.item_of(item)
    return None


def _hidden(found: Sequence[tuple[Path, str]], *, ledger: Ledger) -> Iterator[Item]:
    for path, name in found:
        is_file = not is_folder(path)
        ledger.open(name, n_bytes=n_bytes_of(path) if is_file else 0)
        kind = tables.HIDDEN_FILE if is_file else tables.HIDDEN_FOLDER
        yield Left(name, 0, kind if path.name.startswith(".") else tables.OF_A_STUDY)
