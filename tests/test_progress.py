"""Progress reaches whoever watches, and nobody else."""

from __future__ import annotations

import pytest

from newsvane.progress import track, watched_by


class Watch:
    """Notes what it was told; `ended` counts the works that were closed, finished or not."""

    def __init__(self):
        self.told, self.seen, self.ended = [], [], 0

    def __call__(self, items, what, unit, total):
        self.told.append((what, unit, total))
        try:
            for item in items:
                self.seen.append(item)
                yield item
        finally:
            self.ended += 1


def test_without_a_watcher_items_pass():
    assert list(track(iter("abc"), "spelling")) == ["a", "b", "c"]


def test_the_watcher_is_told_what_unit_and_total():
    watch = Watch()
    with watched_by(watch):
        assert list(track([1, 2], "counting", unit="sheep")) == [1, 2]
        list(track(iter([3]), "counting"))  # no length: the total is not known
        list(track(iter([4]), "counting", total=1))
    assert watch.told == [
        ("counting", "sheep", 2),
        ("counting", "items", None),
        ("counting", "items", 1),
    ]
    assert watch.seen == [1, 2, 3, 4]
    assert watch.ended == 3


def test_the_watcher_is_gone_after_the_block_even_after_a_fault():
    watch = Watch()
    with pytest.raises(KeyError), watched_by(watch):
        raise KeyError
    list(track([1], "counting"))
    assert watch.told == []


def test_an_inner_watcher_takes_over_and_gives_back():
    outer, inner = Watch(), Watch()
    with watched_by(outer):
        with watched_by(inner):
            list(track([1], "inner"))
        list(track([2], "outer"))
    assert (inner.seen, outer.seen) == ([1], [2])


def test_work_that_breaks_off_is_closed():
    watch = Watch()
    with watched_by(watch):
        work = track([1, 2, 3], "counting")
        next(work)
        work.close()
    assert watch.ended == 1
