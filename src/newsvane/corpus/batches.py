"""Streams in pieces of bounded size, so that memory stays flat whatever the size of a corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

# Rows and characters of a piece of a table: tens of MB in memory, and row groups that pack well.
BATCH_ROWS = 2_000
BATCH_CHARACTERS = 16_000_000


def batched(
    items: Iterable[T],
    *,
    size: Callable[[T], int],
    most: int = BATCH_ROWS,
    most_size: int = BATCH_CHARACTERS,
) -> Iterator[list[T]]:
    """Yield lists of at most `most` items, ended by the item that brings them to `most_size`.

    Parameters
    ----------
    items : iterable
        What is taken apart.
    size : callable
        Size of an item, in the unit of `most_size`.
    most, most_size : int
        Bounds of one list.

    Examples
    --------
    >>> list(batched(["a", "bb", "ccc", "d"], size=len, most=3, most_size=3))
    [['a', 'bb'], ['ccc'], ['d']]
    """
    batch: list[T] = []
    total = 0
    for item in items:
        batch.append(item)
        total += size(item)
        if len(batch) >= most or total >= most_size:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch
