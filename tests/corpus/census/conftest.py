"""How files are read into tables and counted again in these tests."""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace

import pytest

from newsvane.corpus import read
from newsvane.corpus.census import comparing
from newsvane.corpus.census.counting import count_source
from newsvane.corpus.census.items import Counted, Listed
from newsvane.corpus.census.work import count_task
from newsvane.corpus.isolation import pool
from newsvane.corpus.reading.ledger import Ledger
from newsvane.corpus.reading.listing import list_files
from newsvane.corpus.reading.source import ReadSettings, Source


@pytest.fixture
def here(monkeypatch):
    """Count in this process: where a test replaces part of a reader, workers would not have it."""

    def run(tasks, *, function, limits, n_workers):
        for task in tasks:
            yield from count_task(task)
            yield pool.END

    monkeypatch.setattr(pool, "run", run)


@pytest.fixture
def tables_of():
    """Return a function from a folder to its tables `files` and `dropped`, read in this process."""

    def made(folder, settings=None):
        ledger = Ledger()
        settings = settings or ReadSettings()
        for _ in read.stream([folder], ledger=ledger, settings=settings, is_isolated=False):
            continue
        return ledger.files(), ledger.account.drain().dropped

    return made


@pytest.fixture
def census(tables_of):
    """Return a function that reads a folder and counts it again."""

    def made(folder, *, files=None, dropped=None, settings=None):
        own = tables_of(folder, settings)
        return comparing.compare(
            list_files([folder]).files,
            files=own[0] if files is None else files,
            dropped=own[1] if dropped is None else dropped,
            settings=settings or ReadSettings(),
        )

    return made


@pytest.fixture
def count():
    """Return a function from a file to its sum, its kind and its members."""

    def made(name, data, **settings):
        data = data if isinstance(data, bytes) else data.encode()
        items = list(count_source(Source(name, data=data), settings=ReadSettings(**settings)))
        own = [item for item in items if isinstance(item, Counted) and item.source_file == name]
        return SimpleNamespace(
            n=sum(item.n_records for item in own),
            kind=own[-1].kind if own else None,
            members=[item.source_file for item in items if isinstance(item, Listed)],
            sums={
                key: sum(i.n_records for i in items if isinstance(i, Counted) and i[0] == key)
                for key in {item.source_file for item in items}
            },
            others=[item for item in items if not isinstance(item, Counted | Listed)],
        )

    return made


@pytest.fixture
def zipped():
    """Return a function that packs (name, bytes) pairs."""

    def made(*members):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, data in members:
                archive.writestr(zipfile.ZipInfo(name), data)
        return packed.getvalue()

    return made
