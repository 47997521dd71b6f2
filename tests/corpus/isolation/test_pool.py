"""Workers give their items in order, and one that goes wrong costs one item."""

import threading
import time
import tracemalloc

import pytest

from newsvane.corpus.isolation import pool
from newsvane.corpus.isolation.pool import Failure
from newsvane.limits import Limits

HERE = "hard_tasks"
# The start of a worker counts: on a busy machine it takes more than a second.
QUICK = Limits(seconds=4.0, memory_mb=512)
PATIENT = Limits(seconds=60.0, memory_mb=512)


@pytest.fixture(autouse=True)
def _path(monkeypatch, request):
    monkeypatch.syspath_prepend(str(request.path.parent))


def run(tasks, function="misbehave", **settings):
    settings = {"limits": PATIENT, "n_workers": 1, **settings}
    found = list(pool.run(tasks, function=f"{HERE}:{function}", **settings))
    assert found.count(pool.END) == len(tasks)
    return [item for item in found if item is not pool.END]


def after(task, n_items, _):
    return task[n_items + 1 :] or None


def test_items_come_in_the_order_of_the_tasks():
    # More items than may wait at once, from more workers than one.
    found = run([200, 0, 3, 300], "count", n_workers=3)
    assert found == [*range(200), *range(3), *range(300)]


def test_tasks_are_taken_only_as_they_are_needed():
    taken = []

    def tasks():
        for number in range(100):
            taken.append(number)
            yield 1

    items = pool.run(tasks(), function=f"{HERE}:count", limits=PATIENT, n_workers=1)
    assert next(items) == 0
    assert len(taken) <= 10
    items.close()
    assert threading.active_count() < 5


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("hang", "took longer than 4 s"),
        ("die", "the reader crashed (exit code 3)"),
        ("abort", "needed more than 512 MB of memory"),
        ("grow", "needed more than 512 MB of memory"),
        ("raise", "reading it failed: ValueError: no such thing"),
        ("call", "is not allowed while files are read"),
        ("spawn", "is not allowed while files are read"),
    ],
)
def test_what_goes_wrong_costs_its_own_item_only(deed, reason):
    found = run([["a", deed, "b"], ["c"]], resume=after, limits=QUICK)
    assert [item for item in found if isinstance(item, str)] == ["a", "b", "c"]
    failure = found[1]
    assert isinstance(failure, Failure)
    assert reason in failure.reason
    assert failure.n_items == 1


def test_nothing_is_written(tmp_path):
    (failure,) = run([[f"write {tmp_path / 'x.txt'}"]])
    assert "writing" in failure.reason
    assert list(tmp_path.iterdir()) == []


def test_without_resume_a_task_ends_at_its_fault():
    found = run([["a", "raise", "b"], ["c"]])
    assert [item if isinstance(item, str) else None for item in found] == ["a", None, "c"]


def test_what_a_library_prints_is_no_item():
    assert run([["print", "a"]]) == ["print", "a"]


def test_slow_consumers_are_not_mistaken_for_slow_workers():
    items = pool.run(
        [100], function=f"{HERE}:count", limits=QUICK, n_workers=1, seconds=lambda task: 4.5
    )
    assert next(items) == 0
    time.sleep(5)
    assert list(items) == [*range(1, 100), pool.END]


def test_a_task_that_gives_items_for_ever_has_a_limit_of_its_own():
    found = run([0.5], "drip", seconds=lambda task: 8 * task)
    *drops, failure = found
    assert set(drops) == {"drop"} and 1 <= len(drops) <= 8
    assert failure == Failure("took longer than 4 s in all", len(drops))


def test_what_is_left_of_a_task_has_its_own_time():
    asked = []
    run([["a", "raise", "b"]], resume=after, seconds=lambda task: asked.append(task) or 9.0)
    assert asked == [["a", "raise", "b"], ["b"]]


def test_waiting_items_are_bound_by_their_bytes(monkeypatch):
    monkeypatch.setattr(pool, "_MOST_WAITING", 1 << 20)
    tasks = [{"n": 40, "size": 1 << 19}] * 6
    tracemalloc.start()
    try:
        items = pool.run(tasks, function=f"{HERE}:swell", limits=PATIENT, n_workers=2)
        next(items)
        time.sleep(1.5)
        _, most = tracemalloc.get_traced_memory()
        items.close()
    finally:
        tracemalloc.stop()
    # Twice the bound, and for each worker an item that waits, its line, and the next one begun.
    assert most < 10 << 20


def test_what_waits_behind_it_does_not_hold_up_the_first_task(monkeypatch):
    monkeypatch.setattr(pool, "_MOST_WAITING", 1_000)
    monkeypatch.setattr(pool, "_SMALL", 0)
    tasks = [{"n": 30, "size": 400, "delay": delay} for delay in (0.3, 0, 0, 0.2, 0, 0)]
    found = run(tasks, "swell", n_workers=3)
    assert found == [f"{number}" + "x" * 400 for _ in tasks for number in range(30)]


def test_large_tasks_are_not_taken_far_ahead(monkeypatch):
    monkeypatch.setattr(pool, "_MOST_AHEAD", 1_000)
    taken = []

    def tasks():
        for number in range(50):
            taken.append(number)
            yield ["x" * 600]

    items = pool.run(tasks(), function=f"{HERE}:misbehave", limits=PATIENT, n_workers=1)
    next(items)
    assert len(taken) <= 3
    assert len(list(items)) == 99
