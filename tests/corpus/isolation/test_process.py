"""A worker that says nonsense, says nothing or does not listen is ended and replaced."""

import json
import select
import threading

import pytest

from newsvane.corpus.isolation import process
from newsvane.corpus.isolation.process import EndedError, Worker
from newsvane.limits import Limits


@pytest.fixture
def worker(monkeypatch, request):
    monkeypatch.syspath_prepend(str(request.path.parent))
    made = []

    # The start of a worker counts: on a busy machine it takes more than a second.
    def make(function, *, seconds=60.0):
        limits = Limits(seconds=seconds, memory_mb=512)
        made.append(Worker(function, limits, threading.Event()))
        return made[-1]

    yield make
    for one in made:
        one.end()


def line(task):
    return json.dumps(task).encode() + b"\n"


def ask(worker, task, **settings):
    """Return the items of a task, and why it ended early."""
    found = []
    try:
        for item, _ in worker.items(line(task), **settings):
            found.append(item)
    except EndedError as error:
        worker.end()
        return found, str(error)
    return found, None


def test_items_come_with_their_sizes(worker):
    assert list(worker("hard_tasks:count").items(b"2\n")) == [(0, 11), (1, 11)]


@pytest.mark.parametrize(
    "answer",
    [
        "no JSON\n",
        '{"item": 1\n',
        '{"item": "half',  # and the next answer in the same line
        "{}\n",
        "[1]\n",
        "1\n",
        '"item"\n',
        '{"end": 1}\n',
        '{"end": null}\n',
        "\n",
        "[" * 100_000 + "\n",
        "1" * 5_000 + "\n",
    ],
)
def test_a_garbled_answer_ends_its_own_task(worker, answer):
    one = worker("hard_tasks:babble")
    assert ask(one, answer) == (["a"], "the reader gave an answer that cannot be understood")
    assert ask(one, '"', seconds=9.0)[0] == ["a"]


def test_what_is_said_too_much_is_no_answer_to_the_next_task(worker):
    one = worker("hard_tasks:babble")
    assert ask(one, '{"end": ""}\n') == (["a"], None)
    if not one._lines:
        select.select([one._process.stdout], [], [], 10)
    # "b" and the true end stand behind it.
    assert ask(one, '{"end": ""}\n') == (["a"], None)


def test_a_line_that_grows_without_an_end_is_given_up(worker, monkeypatch):
    monkeypatch.setattr(process, "_MOST_ANSWER", 4 << 20)
    assert ask(worker("hard_tasks:babble"), "flood")[1] == process._GARBLED


def test_pieces_of_a_line_are_no_item(worker):
    one = worker("hard_tasks:babble", seconds=4.0)
    assert ask(one, "dribble") == (["a"], "took longer than 4 s")


def test_one_that_stops_answering_is_not_waited_for(worker, monkeypatch):
    monkeypatch.setattr(process, "_END_SECONDS", 0.3)
    assert ask(worker("hard_tasks:babble"), "quit") == (["a"], "the reader stopped answering")


def test_one_that_does_not_listen_is_not_waited_for(worker):
    # More than a pipe holds, so that the end of it cannot be written.
    one = worker("deaf_tasks:count", seconds=1.0)
    assert ask(one, "x" * 300_000) == ([], "took longer than 1 s")


def test_one_that_has_died_between_two_tasks_is_replaced(worker):
    one = worker("hard_tasks:count")
    assert ask(one, 1) == ([0], None)
    one._process.kill()
    one._process.wait()
    assert ask(one, 2) == ([0, 1], None)


def test_a_wait_ends_when_the_pool_is_stopped(worker):
    one = worker("hard_tasks:misbehave")
    threading.Timer(0.5, one.stop.set).start()
    assert ask(one, ["hang"]) == ([], "stopped")


def test_the_time_in_all_counts_what_was_waited():
    patience = process._Patience(60.0, 100.0)
    patience.spend(59.0)
    patience.item = 0.0  # an item has come
    assert patience.left() == 41.0
    patience.spend(41.0)
    with pytest.raises(EndedError, match="longer than 100 s in all"):
        patience.left()


def test_the_start_of_a_worker_is_not_the_time_of_a_task(worker):
    # It takes two seconds to get ready, and one may pass without an item.
    assert ask(worker("slow_start:count", seconds=1.0), 3) == ([0, 1, 2], None)
