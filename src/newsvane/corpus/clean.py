"""Records to articles: the text without what surrounds it, the title, the language."""

from __future__ import annotations

import pandas as pd

from newsvane import tables
from newsvane.corpus.cleaning.article import article_id, cleaned
from newsvane.corpus.reading.rows import UnreadableError
from newsvane.progress import track

__all__ = ["article_id", "clean"]


def clean(records: pd.DataFrame) -> tables.Outcome:
    """Turn records into cleaned articles.

    Parameters
    ----------
    records : DataFrame
        A `records` table, as `corpus.read.read` makes it.

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
    tables.check(records, tables.RECORDS)
    plain = records.astype(object).where(records.notna(), None)
    kept: list[dict[str, object]] = []
    dropped: list[tuple[str, int, str, str]] = []
    rows = zip(*(plain[name].tolist() for name in tables.RECORDS.names), strict=True)
    for row in track(rows, "cleaning articles", unit="articles", total=len(records)):
        record = dict(zip(tables.RECORDS.names, row, strict=True))
        try:
            kept.append(cleaned(record))
        except UnreadableError as error:
            dropped.append((record["source_file"], record["record"], "clean", str(error)))
    return tables.Outcome(_frame(kept), tables.dropped(dropped))


def _frame(kept: list[dict[str, object]]) -> pd.DataFrame:
    if not kept:
        return tables.empty(tables.CLEANED)
    frame = pd.DataFrame(kept, columns=tables.CLEANED.names)
    text = {column.name: "str" for column in tables.CLEANED.columns if column.kind == "text"}
    return tables.check(frame.astype(text), tables.CLEANED)
