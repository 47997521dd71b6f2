"""Tasks to items, in worker processes that are ended when a task hits a limit."""

from __future__ import annotations

import json
import math
import os
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from newsvane.corpus.isolation.process import EndedError, Worker
from newsvane.limits import Limits

# Stands behind the last item of each task.
END = object()
# Items of a task that wait for their turn; what comes after blocks in the worker.
_WAITING = 64
# Tasks that wait for each worker, so that none is idle between two small ones.
_AHEAD = 8
# Bytes of JSON that wait, of all items together and of all tasks: few pages fill a memory.
_MOST_WAITING = 32 << 20
_MOST_AHEAD = 16 << 20
# Items up to this size are bounded by their number alone, which is quicker.
_SMALL = 4 << 10


@dataclass(frozen=True)
class Failure:
    """The end of a task that did not come to its end, and why; `n_items` came before."""

    reason: str
    n_items: int


@dataclass
class _Job:
    """A task under way: its items come through the queue with their sizes, then `END`."""

    task: bytes
    items: queue.Queue[tuple[Any, int]] = field(default_factory=lambda: queue.Queue(_WAITING))
    n_bytes: int = 0


class _Room:
    """Counts the bytes of items that wait for the consumer, and makes who brings more wait.

    The job whose turn it is counts for itself: what waits behind it must not hold it up.
    """

    def __init__(self, stop: threading.Event) -> None:
        self._changed = threading.Condition()
        self._stop = stop
        self._n_bytes = 0
        self._first: _Job | None = None

    def turn(self, job: _Job | None) -> None:
        """Say whose items are taken from now on."""
        with self._changed:
            self._first = job
            self._changed.notify_all()

    def put(self, job: _Job, item: Any, *, n_bytes: int = 0) -> None:
        """Put an item behind those of its job, as soon as there is room."""
        if n_bytes > _SMALL:
            with self._changed:
                while self._is_full(job) and not self._stop.is_set():
                    self._changed.wait(0.2)
                self._n_bytes += n_bytes
                job.n_bytes += n_bytes
        while not self._stop.is_set():
            try:
                job.items.put((item, n_bytes), timeout=0.2)
                return
            except queue.Full:
                continue

    def take(self, job: _Job) -> Any:
        """Return the next item of a job."""
        item, n_bytes = job.items.get()
        if n_bytes > _SMALL:
            with self._changed:
                was_full = self._is_full(job)
                self._n_bytes -= n_bytes
                job.n_bytes -= n_bytes
                if self._n_bytes < _MOST_WAITING or (was_full and not self._is_full(job)):
                    self._changed.notify_all()
        return item

    def _is_full(self, job: _Job) -> bool:
        own = job.n_bytes if job is self._first else self._n_bytes
        return min(own, self._n_bytes) >= _MOST_WAITING


def n_cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    tasks: Iterable[Any],
    *,
    function: str,
    limits: Limits,
    n_workers: int | None = None,
    resume: Callable[[Any, int, Any], Any] | None = None,
    seconds: Callable[[Any], float] | None = None,
) -> Iterator[Any]:
    """Yield the items of every task, in the order of the tasks.

    A worker that gives no new item for `limits.seconds`, needs more than `limits.memory_mb`,
    crashes or says what is no answer is replaced; the task ends with a `Failure` in the place of
    the item that was to come. What waits for the consumer is bounded in number and in bytes.

    Parameters
    ----------
    tasks : iterable
        JSON data; taken only as workers become free.
    function : str
        "module:name" of the function that each worker calls with a task; it yields JSON data.
    limits : Limits
        Seconds without a new item, and memory.
    n_workers : int, optional
        Processes at the most; as many as there are cores by default.
    resume : callable, optional
        Makes what is left of a task behind the item that failed, from the task, the number of
        items that came before it and the last of these (or None); returns None where nothing is
        left. Without it the task ends.
    seconds : callable, optional
        The most seconds of a task in all, from the task, or from what `resume` made of it. Without
        it a task may take as long as it gives items. Only waiting for the worker counts.

    Yields
    ------
    object
        An item, a `Failure`, or `END` behind the last item of each task.
    """
    stop = threading.Event()
    room = _Room(stop)
    waiting: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
    threads: list[threading.Thread] = []
    under_way: deque[_Job] = deque()
    n_most = n_workers or n_cores()
    source = iter(tasks)

    def serve() -> None:
        worker = Worker(function, limits, stop)
        try:
            while (job := waiting.get()) is not None and not stop.is_set():
                try:
                    _work(job, worker, room=room, resume=resume, seconds=seconds)
                except BaseException as error:  # shown to the consumer, who raises it
                    room.put(job, error)
                room.put(job, END)
        finally:
            worker.end()

    def start_next() -> None:
        n_bytes = sum(len(job.task) for job in under_way)
        while len(under_way) < _AHEAD * n_most:
            # Each worker has a task and the next one, however large they are.
            if len(under_way) > n_most and n_bytes >= _MOST_AHEAD:
                return
            task = next(source, END)
            if task is END:
                return
            job = _Job(_line(task))
            n_bytes += len(job.task)
            under_way.append(job)
            waiting.put(job)
            if len(threads) < min(n_most, len(under_way)):
                threads.append(threading.Thread(target=serve, daemon=True))
                threads[-1].start()

    try:
        start_next()
        while under_way:
            room.turn(under_way[0])
            while (item := room.take(under_way[0])) is not END:
                if isinstance(item, BaseException):
                    raise item
                yield item
            under_way.popleft()
            start_next()
            yield END
    finally:
        stop.set()
        for _ in threads:
            waiting.put(None)
        for thread in threads:
            thread.join()


def _line(task: Any) -> bytes:
    return json.dumps(task).encode("ascii") + b"\n"


def _work(
    job: _Job,
    worker: Worker,
    *,
    room: _Room,
    resume: Callable[[Any, int, Any], Any] | None,
    seconds: Callable[[Any], float] | None,
) -> None:
    line: bytes | None = job.task
    while line is not None and not worker.stop.is_set():
        n_items, last = 0, None
        most = seconds(json.loads(line)) if seconds else math.inf
        try:
            for item, n_bytes in worker.items(line, seconds=most):
                n_items, last = n_items + 1, item
                room.put(job, item, n_bytes=n_bytes)
            return
        except EndedError as error:
            worker.end()
            room.put(job, Failure(str(error), n_items))
        rest = resume(json.loads(line), n_items, last) if resume else None
        line = None if rest is None else _line(rest)
