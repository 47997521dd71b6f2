"""Tasks to items, in worker processes that are ended when a task hits a limit."""

from __future__ import annotations

import json
import os
import queue
import select
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from newsvane.limits import Limits

# Stands behind the last item of each task.
END = object()
# Items of a task that wait for their turn; what comes after blocks in the worker.
_WAITING = 64
# Tasks that wait for each worker, so that none is idle between two small ones.
_AHEAD = 8
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Failure:
    """The end of a task that did not come to its end, and why; `n_items` came before."""

    reason: str
    n_items: int


@dataclass
class _Job:
    """A task under way: its items come through the queue, then `END`."""

    task: Any
    items: queue.Queue[Any] = field(default_factory=lambda: queue.Queue(_WAITING))


class _EndedError(Exception):
    """The worker did not finish its task; the message says why."""


def n_cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    tasks: Iterable[Any],
    *,
    function: str,
    limits: Limits,
    n_workers: int | None = None,
    resume: Callable[[Any, int], Any] | None = None,
) -> Iterator[Any]:
    """Yield the items of every task, in the order of the tasks.

    A worker that gives no new item for `limits.seconds`, needs more than `limits.memory_mb` or
    crashes is replaced; the task ends with a `Failure` in the place of the item that was to come.

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
        Makes what is left of a task behind the item that failed, from the task and the number of
        items that came before it; returns None where nothing is left. Without it the task ends.

    Yields
    ------
    object
        An item, a `Failure`, or `END` behind the last item of each task.
    """
    waiting: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
    stop = threading.Event()
    threads: list[threading.Thread] = []
    under_way: deque[_Job] = deque()
    n_most = n_workers or n_cores()
    source = iter(tasks)

    def start_next() -> None:
        for task in source:
            job = _Job(task)
            under_way.append(job)
            waiting.put(job)
            if len(threads) < min(n_most, len(under_way)):
                serving = (waiting, stop, _Spawner(function, limits), resume)
                threads.append(threading.Thread(target=_serve, args=serving, daemon=True))
                threads[-1].start()
            return

    try:
        for _ in range(_AHEAD * n_most):
            start_next()
        while under_way:
            item = under_way[0].items.get()
            if isinstance(item, BaseException):
                raise item
            if item is END:
                under_way.popleft()
                start_next()
            yield item
    finally:
        stop.set()
        for _ in threads:
            waiting.put(None)
        for thread in threads:
            thread.join()


@dataclass
class _Spawner:
    """One worker process, started when it is first needed and again after it was ended."""

    function: str
    limits: Limits
    process: subprocess.Popen[bytes] | None = None
    rest: bytes = b""

    def items(self, task: Any, stop: threading.Event) -> Iterator[Any]:
        """Yield the items of one task; raise `_EndedError` where they end early."""
        process = self.process = self.process or self._start()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(task).encode("ascii") + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            raise _EndedError(self._end_of(process)) from None
        while True:
            message = json.loads(self._line(process, stop))
            if "item" in message:
                yield message["item"]
            elif message["end"] == "memory":
                raise _EndedError(self._too_large())
            elif message["end"]:
                raise _EndedError(f"reading it failed: {message['end']}")
            else:
                return

    def end(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process, self.rest = None, b""

    def _start(self) -> subprocess.Popen[bytes]:
        worker = "newsvane.corpus.isolation.worker"
        command = [sys.executable, "-m", worker, self.function, str(self.limits.memory_mb)]
        # The worker must find the same newsvane, however this one was found.
        path = os.pathsep.join(filter(None, sys.path))
        # One thread each: several of them on a few cores only wait for one another.
        quiet = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **quiet, "PYTHONPATH": path},
        )

    def _line(self, process: subprocess.Popen[bytes], stop: threading.Event) -> bytes:
        assert process.stdout is not None
        pieces = [self.rest]
        waited = 0.0
        while b"\n" not in pieces[-1]:
            ready, _, _ = select.select([process.stdout], [], [], min(1.0, self.limits.seconds))
            if stop.is_set():
                raise _EndedError("stopped")
            if not ready:
                waited += min(1.0, self.limits.seconds)
                if waited >= self.limits.seconds:
                    raise _EndedError(f"took longer than {self.limits.seconds:g} s")
                continue
            piece = os.read(process.stdout.fileno(), _CHUNK)
            if not piece:
                raise _EndedError(self._end_of(process))
            pieces.append(piece)
        line, _, self.rest = b"".join(pieces).partition(b"\n")
        return line

    def _end_of(self, process: subprocess.Popen[bytes]) -> str:
        code = process.wait()
        # The kernel ends what it has no memory for; a library that gets none aborts.
        if code in (-signal.SIGKILL, -signal.SIGABRT):
            return self._too_large()
        return f"the reader crashed ({'signal' if code < 0 else 'exit code'} {abs(code)})"

    def _too_large(self) -> str:
        return f"needed more than {self.limits.memory_mb:,} MB of memory"


def _serve(
    waiting: queue.SimpleQueue[_Job | None],
    stop: threading.Event,
    worker: _Spawner,
    resume: Callable[[Any, int], Any] | None,
) -> None:
    try:
        while (job := waiting.get()) is not None and not stop.is_set():
            try:
                _work(job, worker, stop=stop, resume=resume)
            except BaseException as error:  # shown to the consumer, who raises it
                _put(job, error, stop)
            _put(job, END, stop)
    finally:
        worker.end()


def _work(
    job: _Job,
    worker: _Spawner,
    *,
    stop: threading.Event,
    resume: Callable[[Any, int], Any] | None,
) -> None:
    task = job.task
    while task is not None and not stop.is_set():
        n_items = 0
        try:
            for item in worker.items(task, stop):
                n_items += 1
                _put(job, item, stop)
            return
        except _EndedError as error:
            worker.end()
            _put(job, Failure(str(error), n_items), stop)
            task = resume(task, n_items) if resume else None


def _put(job: _Job, item: Any, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            job.items.put(item, timeout=0.2)
            return
        except queue.Full:
            continue
