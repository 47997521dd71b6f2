"""Let a person fix dates: a CSV of the doubtful articles out, the days filled in back.

The file is STUDY/dates.csv. Whoever fills in `fixed_from` (and `fixed_to`, where it is more than a
day) decides the date of that article; everything else in the file is only there to be read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from newsvane.corpus.dating.datestrings import FIRST_YEAR, LAST_YEAR, Found, month_of
from newsvane.errors import StudyError

FILE = "dates.csv"
# What stands for the file in `date_evidence`.
EVIDENCE = FILE
COLUMNS = (
    "article_id", "source_file", "record", "outlet", "title", "published_from", "published_to",
    "date_source", "date_evidence", "date_doubt", "candidates", "fixed_from", "fixed_to",
)  # fmt: skip
NEEDED = ("article_id", "fixed_from", "fixed_to")
# Longest text of a cell that is only there to be read.
MAX_CELL_CHARS = 300
# Longest evidence of a candidate; a longer one ends in "…".
MAX_EVIDENCE_CHARS = 120
# What a spreadsheet takes for the start of a formula, or drops.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_DAY = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")


class Fix(NamedTuple):
    """The days that a person gives, both inclusive."""

    first: date
    last: date


class Listing(NamedTuple):
    """What a dates.csv lists: of all the articles those in doubt, and those fixed."""

    path: Path
    n_articles: int
    n_doubtful: int
    n_fixed: int


def read(path: Path) -> dict[str, Fix]:
    """Return what a person has filled in, by article_id; nothing where there is no file.

    Raises
    ------
    StudyError
        Naming line and column where an entry is no date, or a needed column is missing.
    """
    fixes: dict[str, Fix] = {}
    for article_id, fix, _ in _entries(path):
        if fixes.setdefault(article_id, fix) != fix:
            raise StudyError(
                str(path), f"two rows for {article_id} with other dates", advice="keep one of them"
            )
    return fixes


def listed(articles: pd.DataFrame, *, candidates: pd.DataFrame, path: Path) -> tuple[str, Listing]:
    """Return the text of a dates.csv, which keeps the entries of the one at `path`, and its counts.

    Parameters
    ----------
    articles : DataFrame
        The `articles` table. Listed are those with a doubt, then those dated to more than a day,
        then any others that have an entry; the rest is certain.
    candidates : DataFrame
        The `date_candidates` table.
    path : Path
        Where the file stands; nothing is written here.

    Raises
    ------
    StudyError
        If the file at `path` cannot be read: nothing of what a person wrote may be lost.
    """
    entries = {article_id: cells for article_id, _, cells in _entries(path)}
    shown = _short_candidates(candidates)
    rows = []
    for row in articles.itertuples():
        facts = [getattr(row, name) for name in COLUMNS[:-3]]
        is_doubtful, is_wide = isinstance(row.date_doubt, str), row.date_precision != "day"
        entry = entries.pop(row.article_id, None)
        if not (is_doubtful or is_wide or entry):
            continue
        cells = [_cell(fact) for fact in (*facts, shown.get(row.article_id, ""))]
        rows.append((not is_doubtful, not is_wide, [*cells, *(entry or ("", ""))]))
    n_doubtful = sum(not is_sure for is_sure, _, _ in rows)
    rows.sort(key=lambda row: row[:2])
    lines = [cells for *_, cells in rows]
    # Entries for articles that are not in the study now stay: they may come back.
    lines += [[_cell(key), *[""] * (len(COLUMNS) - 3), *cells] for key, cells in entries.items()]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([COLUMNS, *lines])
    # The mark lets spreadsheets read the file as UTF-8.
    n_fixed = sum(bool(cells[-2]) for cells in lines)
    return "\ufeff" + out.getvalue(), Listing(path, len(articles), n_doubtful, n_fixed)


def _entries(path: Path) -> Iterator[tuple[str, Fix, tuple[str, str]]]:
    """Yield article_id, days and cells of each row that a person has filled in."""
    if not path.exists():
        return
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise StudyError(str(path), "not UTF-8 text", advice="save it as UTF-8") from error
    head = text.split("\n", 1)[0]
    # Spreadsheets of many countries write semicolons.
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip() for name in next(rows, [])]
        if missing := [name for name in NEEDED if name not in names]:
            raise StudyError(
                str(path), f"line 1: no column {', '.join(missing)}",
                advice="keep the first line, or delete the file and write it again",
            )  # fmt: skip
        for cells in rows:
            row = dict(zip(names, cells, strict=False))
            fix = _fix(row, place=f"{path}, line {rows.line_num}")
            if fix:
                key = row["article_id"].strip().removeprefix("'")
                yield key, fix, (row["fixed_from"].strip(), row.get("fixed_to", "").strip())
    except csv.Error as error:
        raise StudyError(str(path), f"line {rows.line_num}: not CSV ({error})") from error


def _fix(row: Mapping[str, str], *, place: str) -> Fix | None:
    entries = {name: row.get(name, "").strip().removeprefix("'") for name in NEEDED[1:]}
    if not any(entries.values()):
        return None
    if not entries["fixed_from"]:
        raise StudyError(
            place, "fixed_to without fixed_from", advice="fill in fixed_from, or empty both"
        )
    days = {}
    for name, entry in entries.items():
        days[name] = _days(entry) if entry else None
        if entry and days[name] is None:
            raise StudyError(
                f"{place}, column {name}", f"no date: {entry[:40]!r}",
                advice="write YYYY-MM-DD, YYYY-MM or YYYY",
            )  # fmt: skip
    first = days["fixed_from"]
    last = days["fixed_to"] or first
    assert first is not None and last is not None
    if first.first > last.last:
        raise StudyError(f"{place}, column fixed_to", "it is before fixed_from")
    return Fix(first.first, last.last)


def _days(entry: str) -> Found | None:
    """Read YYYY-MM-DD, YYYY-MM or YYYY."""
    match = _DAY.fullmatch(entry)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    year = int(match[1])
    if match[2] is None:
        return Found(date(year, 1, 1), date(year, 12, 31), entry)
    if match[3] is None:
        return month_of(year, int(match[2]), entry)
    try:
        day = date(year, int(match[2]), int(match[3]))
    except ValueError:  # no such day
        return None
    return Found(day, day, entry)


def _short_candidates(candidates: pd.DataFrame) -> dict[str, str]:
    shown: dict[str, list[str]] = {}
    for row in candidates.itertuples():
        if pd.isna(row.published_from):
            days = row.note
        else:
            ends: Sequence[str] = [str(d.date()) for d in (row.published_from, row.published_to)]
            days = " to ".join(dict.fromkeys(ends)) + f" ({_shortened(row.date_evidence)})"
        shown.setdefault(row.article_id, []).append(f"{row.source}: {days}")
    return {article_id: "; ".join(texts) for article_id, texts in shown.items()}


def _shortened(evidence: str) -> str:
    if len(evidence) <= MAX_EVIDENCE_CHARS:
        return evidence
    return evidence[: MAX_EVIDENCE_CHARS - 1] + "…"


def _cell(value: object) -> str:
    """Return the text of a cell, which no spreadsheet takes for a formula."""
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if value is None or value is pd.NaT or value != value:  # noqa: PLR0124 (NaN)
        return ""
    text = " ".join(str(value)[:MAX_CELL_CHARS].split()) if isinstance(value, str) else str(value)
    return "'" + text if text.startswith(_FORMULA) else text
