"""Many small pieces of like work over the worker processes: one result for each, in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from newsvane.corpus.batches import batched
from newsvane.corpus.isolation import pool
from newsvane.limits import Limits

T = TypeVar("T", bound=Sequence[Any])

# Pieces of one task: few enough that each core gets some, and that little is in flight.
TASK_ROWS = 100
TASK_CHARACTERS = 1_000_000


def spread(
    rows: Iterable[T], *, function: str, limits: Limits, size: Callable[[T], int]
) -> Iterator[tuple[T, Any]]:
    """Yield each row with what a worker process made of it.

    Parameters
    ----------
    rows : iterable of sequence
        JSON data each; taken only as workers become free.
    function : str
        "module:name" of a function that takes a list of rows and yields one item for each.
    limits : Limits
        Those of one row: a row that hits one has a `Failure` in the place of its item.
    size : callable
        Characters of a row, about.

    Yields
    ------
    row : sequence
        As it was given.
    item : object
        JSON data, or a `Failure`.
    """
    sent: deque[list[T]] = deque()

    def tasks() -> Iterator[list[list[Any]]]:
        for piece in batched(rows, size=size, most=TASK_ROWS, most_size=TASK_CHARACTERS):
            sent.append(piece)
            yield [list(row) for row in piece]

    n_done = 0
    for item in pool.run(tasks(), function=function, limits=limits, resume=_rest):
        if item is pool.END:
            assert n_done == len(sent.popleft()), "a row has no result"
            n_done = 0
        else:
            yield sent[0][n_done], item
            n_done += 1


def _rest(task: list[Any], n_items: int, _: Any) -> list[Any] | None:
    """Return what is left of a task behind the row that failed."""
    return task[n_items + 1 :] or None
