"""Progress of long work: one wrapper, so that the library itself never prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

# (iterable, what, unit, total) -> the same iterable, watched. The command line puts a bar here.
Watcher = Callable[[Iterable[T], str, str, int | None], Iterable[T]]
_watcher: ContextVar[Watcher | None] = ContextVar("newsvane_watcher", default=None)


def track(
    items: Iterable[T], what: str, *, unit: str = "items", total: int | None = None
) -> Iterator[T]:
    """Yield `items` and tell whoever watches how far the work has come.

    Parameters
    ----------
    items : iterable
        What is worked through.
    what : str
        The work, as a user would say it: "reading files".
    unit : str
        What one item is, for the rate.
    total : int, optional
        Number of items where it is known and `items` has no length.

    Examples
    --------
    >>> list(track([1, 2], "counting"))
    [1, 2]
    """
    watcher = _watcher.get()
    if watcher is None:
        yield from items
        return
    if total is None and isinstance(items, Sized):
        total = len(items)
    yield from watcher(items, what, unit, total)


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Send the progress of everything inside the block to `watcher`."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)
