"""Records to articles: the text without what surrounds it, the title, the language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from newsvane import tables
from newsvane.corpus.account import Account
from newsvane.corpus.batches import batched
from newsvane.corpus.cleaning.article import FUNCTION, Cleaned, article_id, clean_task
from newsvane.corpus.isolation.pool import Failure
from newsvane.corpus.isolation.spread import spread
from newsvane.corpus.reading.rows import Row
from newsvane.limits import Limits
from newsvane.progress import track

__all__ = ["article_id", "clean", "stream"]


def clean(records: pd.DataFrame, *, limits: Limits | None = None) -> tables.Outcome:
    """Turn records into cleaned articles.

    Parameters
    ----------
    records : DataFrame
        A `records` table, as `corpus.read.read` makes it.
    limits : Limits, optional
        Clean in worker processes that keep these limits; without it, in this process.

    Returns
    -------
    Outcome
        `kept` is a `cleaned` table in the order of `records`; `dropped` holds the records that
        have no article text.

    Raises
    ------
    TableError
        When `records` is not a `records` table.
    """
    account = Account("clean")
    batches = list(stream([records], account=account, limits=limits))
    kept = [batch for batch in batches if len(batch)] or [tables.empty(tables.CLEANED)]
    return tables.Outcome(pd.concat(kept, ignore_index=True), account.drain().dropped)


def stream(
    batches: Iterable[pd.DataFrame], *, account: Account, limits: Limits | None
) -> Iterator[pd.DataFrame]:
    """Yield the cleaned articles of each batch of records; see `clean`.

    Parameters
    ----------
    batches : iterable of DataFrame
        Parts of a `records` table.
    account : Account
        Takes what is left out, and what was mended.
    limits : Limits or None
        Limits of the worker processes; None cleans in this process.

    Yields
    ------
    DataFrame
        Part of a `cleaned` table; it is empty where all of its records were left out.
    """
    rows = (Row(*values) for batch in batches for values in _values(batch))
    made = _isolated(rows, limits) if limits else _here(rows)
    watched = track(made, "cleaning articles", unit="articles")
    items = _kept(watched, account=account)
    for batch in batched(items, size=lambda item: len(item.text) if item else 0):
        yield tables.table_of(filter(None, batch), tables.CLEANED)


def _values(records: pd.DataFrame) -> Iterable[tuple[Any, ...]]:
    tables.check(records, tables.RECORDS)
    plain = records.astype(object).where(records.notna(), None)
    return zip(*(plain[name].tolist() for name in tables.RECORDS.names), strict=True)


def _kept(made: Iterable[tuple[Row, Any]], *, account: Account) -> Iterator[Cleaned | None]:
    """Yield the articles, and None for what is left out.

    What a row gave is a note and the fields, or the reason in a list.
    """
    for row, found in made:
        if isinstance(found, Failure):
            account.leave(row.source_file, row.record, found.reason, place=row.place)
            yield None
        elif len(found) == 1:
            account.leave(row.source_file, row.record, found[0], place=row.place)
            yield None
        else:
            note, *fields = found
            if note:
                account.note(row.source_file, row.record, note, place=row.place)
            yield Cleaned(*fields)


def _here(rows: Iterable[Row]) -> Iterator[tuple[Row, Any]]:
    for row in rows:
        yield row, next(clean_task([list(row)]))


def _isolated(rows: Iterable[Row], limits: Limits) -> Iterator[tuple[Row, Any]]:
    return spread(rows, function=FUNCTION, limits=limits, size=lambda row: len(row.content))
