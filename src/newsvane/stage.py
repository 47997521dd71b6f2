"""What a stage is: the tables it reads and writes, what else it depends on, and its work.

The work of a stage gives pieces of its tables, in any turn; each is written as soon as it is there,
and all tables are put in place together when the work is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from newsvane import store
from newsvane.study import Study

# Pieces of tables, each with the name of its table.
Made: TypeAlias = Iterator[tuple[str, pd.DataFrame]]
# The tables that a stage reads, and which columns of them; ALL stands for every column.
Reads: TypeAlias = Mapping[str, Sequence[str] | None]
ALL = None


class Tables(Mapping[str, pd.DataFrame]):
    """The tables that a stage reads: whole by their name, or in pieces."""

    def __init__(self, folder: Path, reads: Reads) -> None:
        self.folder, self.reads = folder, reads

    def __getitem__(self, name: str) -> pd.DataFrame:
        return store.read(self.folder, name, columns=self.reads[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.reads)

    def __len__(self) -> int:
        return len(self.reads)

    def batches(self, name: str, *, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Yield a table in the pieces that it was written in, or only some of its columns."""
        named = self.reads[name]
        assert columns is None or named is None or set(columns) <= set(named), columns
        return store.read_batches(self.folder, name, columns=columns or named)


@dataclass(frozen=True)
class Stage:
    """One stage: `reads` and `depends` are all that its result may depend on.

    The first table of `reads` and the first of `writes` are those whose rows are counted.
    """

    name: str
    reads: Reads
    writes: tuple[str, ...]
    depends: Callable[[Study], Any]
    work: Callable[[Study, Tables], Made]


def perform(stage: Stage, study: Study) -> str:
    """Do the work of a stage and put its tables in place, all of them at its end.

    Returns
    -------
    str
        How it worked, where a stage says so (`attrs["note"]` of a piece).
    """
    note = ""
    with store.writing(study.folder, stage.writes) as put:
        for name, piece in stage.work(study, Tables(study.folder, stage.reads)):
            put(name, piece)
            note = note or piece.attrs.get("note", "")
    return note


def aligned(
    pieces: Iterator[pd.DataFrame], rows: Iterator[pd.DataFrame], *, on: Sequence[str]
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame | None]]:
    """Yield each piece of a table with its rows of another one, which has the same order.

    Parameters
    ----------
    pieces, rows : iterator of DataFrame
        Two tables in pieces; each row of the second belongs to one row of the first.
    on : sequence of str
        Columns that both have, which say what belongs together.

    Yields
    ------
    tuple of DataFrame, DataFrame or None
        The piece, and its rows; None where it has none.
    """
    held = next(rows, None)
    for piece in pieces:
        keys = set(_keys(piece, on))
        mine = []
        while held is not None:
            is_mine = pd.Series([key in keys for key in _keys(held, on)], index=held.index)
            if is_mine.any():
                mine.append(held[is_mine])
            if not is_mine.all():
                held = held[~is_mine]
                break
            held = next(rows, None)
        yield piece, pd.concat(mine, ignore_index=True) if mine else None
    assert held is None, "rows that belong to no row of the other table, or in another order"


def _keys(frame: pd.DataFrame, on: Sequence[str]) -> Iterator[tuple[object, ...]]:
    return zip(*(frame[name] for name in on), strict=True)
