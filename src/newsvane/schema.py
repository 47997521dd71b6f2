"""What a table is: its columns, their kinds, and the checks where it enters and leaves a stage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from pandas.api import types

from newsvane.errors import TableError

KINDS = {
    "text": "text",
    "texts": "lists of text",
    "integer": "integers",
    "number": "numbers",
    "boolean": "true or false",
    "date": "UTC dates",
}


@dataclass(frozen=True)
class Column:
    """One column: `kind` is a key of `KINDS`, `choices` the only values allowed (empty: any)."""

    name: str
    kind: str
    meaning: str
    unit: str = ""
    nullable: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: what a row is, which columns it has, and which of them identify a row."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """Column names in their declared order."""
        return [column.name for column in self.columns]

    def part(self, names: Sequence[str]) -> Table:
        """Return the table with some of its columns only; its key stays where it is among them."""
        columns = tuple(column for column in self.columns if column.name in names)
        return replace(self, columns=columns, key=self.key if set(self.key) <= set(names) else ())


@dataclass(frozen=True)
class Outcome:
    """What a stage made of its rows: the kept ones, and the dropped ones with their reason."""

    kept: pd.DataFrame
    dropped: pd.DataFrame


def check(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return `frame` as it is, after checking it against `table`.

    Parameters
    ----------
    frame : DataFrame
        Columns in any order; columns that the table does not declare are an error.
    table : Table
        What is expected.

    Returns
    -------
    DataFrame
        The same object.

    Raises
    ------
    TableError
        Naming the first column that is missing, unknown, of another kind, null where it must not
        be, outside its choices, or not unique where it is the key.
    """
    names = list(frame.columns)
    missing = [name for name in table.names if name not in names]
    unknown = [str(name) for name in names if name not in table.names]
    if missing or unknown:
        found = f"no {', '.join(missing)}" if missing else f"also {', '.join(unknown)}"
        raise TableError(
            table.name, "", wanted=f"the columns {', '.join(table.names)}", found=found
        )
    if twice := sorted({name for name in names if names.count(name) > 1}):
        found = f"{', '.join(twice)} more than once"
        raise TableError(table.name, "", wanted="each column once", found=found)
    for column in table.columns:
        _check_column(frame[column.name], column, table.name)
    if table.key and frame.duplicated(list(table.key)).any():
        n_twice = int(frame.duplicated(list(table.key)).sum())
        key = " + ".join(table.key)
        raise TableError(
            table.name, "", wanted=f"one row per {key}", found=f"{n_twice} rows repeated"
        )
    return frame


def narrow(frame: pd.DataFrame, table: Table, names: Sequence[str]) -> pd.DataFrame:
    """Return some columns of a frame after checking them; whatever else it has does not count.

    Raises
    ------
    TableError
        As `check` does.
    """
    there = [name for name in names if name in frame]
    return check(frame[there], table.part(names))


def _check_column(values: pd.Series, column: Column, table: str) -> None:
    present = values.dropna()
    if not column.nullable and len(present) < len(values):
        raise TableError(
            table, column.name, wanted="no nulls", found=f"{len(values) - len(present)} nulls"
        )
    if len(present) and not _is_kind(present, column.kind):
        found = f"{type(present.iloc[0]).__name__} ({present.dtype})"
        raise TableError(table, column.name, wanted=KINDS[column.kind], found=found)
    if column.choices and len(strange := set(present) - set(column.choices)):
        wanted = f"one of {', '.join(column.choices)}"
        raise TableError(
            table, column.name, wanted=wanted, found=", ".join(sorted(map(str, strange)))
        )


def _is_kind(present: pd.Series, kind: str) -> bool:
    if kind == "text":
        return bool(types.is_string_dtype(present) and not _is_date(present))
    if kind == "texts":
        return all(_is_texts(value) for value in present)
    if kind == "boolean":
        return bool(types.is_bool_dtype(present))
    if kind == "integer":
        return bool(types.is_integer_dtype(present))
    if kind == "number":
        return bool(types.is_numeric_dtype(present) and not types.is_bool_dtype(present))
    return _is_date(present) and bool((present == present.dt.normalize()).all())


def _is_texts(value: object) -> bool:
    return (
        not isinstance(value, str)
        and isinstance(value, Iterable)
        and all(isinstance(item, str) for item in value)
    )


def _is_date(values: pd.Series) -> bool:
    return bool(types.is_datetime64_dtype(values))


def empty(table: Table) -> pd.DataFrame:
    """Return a frame of no rows with the columns of `table`, each of its kind.

    Examples
    --------
    >>> page = Table("pages", "page", (Column("url", "text", "address"),), ("url",))
    >>> list(empty(page).columns)
    ['url']
    """
    dtypes = {
        "text": "str", "texts": "object", "integer": "int64", "number": "float64",
        "boolean": "bool", "date": "datetime64[s]",
    }  # fmt: skip
    return pd.DataFrame({c.name: pd.Series(dtype=dtypes[c.kind]) for c in table.columns})


def table_of(rows: Iterable[Sequence[object]], table: Table) -> pd.DataFrame:
    """Make a checked table of rows whose values stand in the order of its columns."""
    frame = pd.DataFrame(list(rows), columns=table.names)
    if not len(frame):
        return empty(table)
    # A column of nulls alone would otherwise be of no kind.
    text = {column.name: "str" for column in table.columns if column.kind == "text"}
    return check(frame.astype(text), table)
