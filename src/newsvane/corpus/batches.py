"""Streams in pieces of bounded size, so that memory stays flat whatever the size of a corpus."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
M = TypeVar("M")

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


def by_batch(
    batches: Iterable[T],
    *,
    rows: Callable[[T], Iterable[R]],
    work: Callable[[Iterator[R]], Iterator[M]],
) -> Iterator[tuple[T, list[M]]]:
    """Yield each batch with what was made of its rows by work that may run ahead of that.

    Parameters
    ----------
    batches : iterable
        What has rows.
    rows : callable
        Gives the rows of a batch.
    work : callable
        Makes one thing of each row, in their order.

    Examples
    --------
    >>> list(by_batch(["ab", "", "c"], rows=list, work=lambda rows: map(str.upper, rows)))
    [('ab', ['A', 'B']), ('', []), ('c', ['C'])]
    """
    waiting: deque[tuple[T, int]] = deque()

    def all_rows() -> Iterator[R]:
        for batch in batches:
            found = list(rows(batch))
            waiting.append((batch, len(found)))
            yield from found

    made: list[M] = []
    for one in work(all_rows()):
        while not waiting[0][1]:
            yield waiting.popleft()[0], []
        made.append(one)
        if len(made) == waiting[0][1]:
            yield waiting.popleft()[0], made
            made = []
    yield from ((batch, []) for batch, _ in waiting)
