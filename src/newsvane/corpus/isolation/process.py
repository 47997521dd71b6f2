"""A worker process as its parent sees it: tasks in, items out, ended when it goes wrong."""

from __future__ import annotations

import json
import logging
import math
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from newsvane.corpus.isolation.worker import READY
from newsvane.limits import Limits

logger = logging.getLogger(__name__)

# The longest time that passes before a thread sees that it is to stop.
_SLICE_SECONDS = 1.0
# The kernel gives a killed process back at once, unless a disk that it waits for is gone.
_END_SECONDS = 5.0
# Starting takes a second, or many where all cores are busy and the disk is slow.
_START_SECONDS = 120.0
_CHUNK = 1 << 20
# The longest page takes 72 MB as JSON; a line without an end would fill the parent's memory.
_MOST_ANSWER = 256 << 20
_GARBLED = "the reader gave an answer that cannot be understood"


class EndedError(Exception):
    """The worker did not finish its task; the message says why."""


@dataclass
class _Patience:
    """Seconds that a worker has been waited for: since its last item, and for a task in all.

    What passes while the parent is busy or asleep is not counted.
    """

    most: float
    most_in_all: float
    item: float = 0.0
    in_all: float = 0.0

    def spend(self, seconds: float) -> None:
        self.item += seconds
        self.in_all += seconds

    def left(self) -> float:
        """Return what is left; raises `EndedError` where that is nothing."""
        if self.item >= self.most:
            raise EndedError(f"took longer than {self.most:g} s")
        if self.in_all >= self.most_in_all:
            raise EndedError(f"took longer than {round(self.most_in_all, 1):g} s in all")
        return min(self.most - self.item, self.most_in_all - self.in_all)


@dataclass
class Worker:
    """One worker process, started when it is first needed and again after it was ended.

    Parameters
    ----------
    function : str
        "module:name" of the function that it calls.
    limits : Limits
        Seconds without a new item, and memory.
    stop : Event
        Ends every wait when it is set.
    """

    function: str
    limits: Limits
    stop: threading.Event
    _process: subprocess.Popen[bytes] | None = None
    _lines: deque[bytes] = field(default_factory=deque)
    _begun: list[bytes] = field(default_factory=list)  # pieces of a line that has no end yet

    def items(self, task: bytes, *, seconds: float = math.inf) -> Iterator[tuple[Any, int]]:
        """Yield the items of one task, each with its size in bytes.

        Parameters
        ----------
        task : bytes
            A line of JSON.
        seconds : float
            The most seconds that the worker is waited for in all.

        Raises
        ------
        EndedError
            When the items end early; the worker is then to be ended.
        """
        if self._is_spoilt():
            self.end()
        process = self._process
        if process is None:
            process = self._process = self._start()
            self._hear(process)
        assert process.stdin is not None and process.stdout is not None
        patience = _Patience(self.limits.seconds, seconds)
        self._send(task, process.stdin, patience=patience)
        lines = self._lines
        while True:
            if not lines:
                self._receive(process.stdout, patience=patience)
                patience.item = 0.0
            line = lines.popleft()
            message = _understood(line)
            if "item" in message:
                yield message["item"], len(line)
            elif message["end"] == "memory":
                raise EndedError(self._too_large())
            elif message["end"]:
                raise EndedError(f"reading it failed: {message['end']}")
            else:
                return

    def end(self) -> None:
        """End the process, if there is one, and forget what it has said."""
        process, self._process = self._process, None
        self._lines.clear()
        self._begun.clear()
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            assert stream is not None
            stream.close()
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            logger.warning("a worker process does not end; its disk may be gone")

    def _is_spoilt(self) -> bool:
        """Whether it has said more than it was asked, or has died while it was idle."""
        if self._process is None:
            return False
        assert self._process.stdout is not None
        # The end of its answers can be read, too.
        ready, _, _ = select.select([self._process.stdout], [], [], 0)
        return bool(ready or self._lines or self._begun)

    def _start(self) -> subprocess.Popen[bytes]:
        worker = "newsvane.corpus.isolation.worker"
        command = [sys.executable, "-m", worker, self.function, str(self.limits.memory_mb)]
        # The worker must find the same newsvane, however this one was found.
        path = os.pathsep.join(filter(None, sys.path))
        # One thread each: several of them on a few cores only wait for one another.
        quiet = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env={**os.environ, **quiet, "PYTHONPATH": path},
        )
        assert process.stdin is not None
        os.set_blocking(process.stdin.fileno(), False)  # a worker may stop listening
        return process

    def _hear(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until a new worker is ready: how long that takes says nothing of its task."""
        assert process.stdout is not None
        self._receive(process.stdout, patience=_Patience(_START_SECONDS, math.inf))
        if _message(self._lines.popleft()) != READY:
            raise EndedError(_GARBLED)

    def _send(self, task: bytes, stdin: IO[bytes], *, patience: _Patience) -> None:
        left = memoryview(task)
        while left:
            try:
                left = left[os.write(stdin.fileno(), left) :]
            except BlockingIOError:
                self._wait([], [stdin], patience=patience)
            except BrokenPipeError:
                raise EndedError(self._end()) from None

    def _receive(self, stdout: IO[bytes], *, patience: _Patience) -> None:
        """Take what the worker says, until there is a whole line."""
        n_bytes = 0
        while True:
            self._wait([stdout], [], patience=patience)
            piece = os.read(stdout.fileno(), _CHUNK)
            if not piece:
                raise EndedError(self._end())
            first, *others = piece.split(b"\n")
            self._begun.append(first)
            if others:
                self._lines.append(b"".join(self._begun))
                self._lines.extend(others[:-1])
                self._begun = [others[-1]] if others[-1] else []
                return
            n_bytes += len(piece)
            if n_bytes > _MOST_ANSWER:
                raise EndedError(_GARBLED)

    def _wait(
        self, reading: list[IO[bytes]], writing: list[IO[bytes]], *, patience: _Patience
    ) -> None:
        while True:
            most = min(_SLICE_SECONDS, patience.left())
            start = time.monotonic()
            ready, open_, _ = select.select(reading, writing, [], most)
            # A parent that was itself suspended meanwhile has waited for a slice at the most.
            patience.spend(min(time.monotonic() - start, most))
            if self.stop.is_set():
                raise EndedError("stopped")
            if ready or open_:
                return
            # Rounding must not leave a rest that no wait ever spends.
            patience.spend(1e-6)

    def _end(self) -> str:
        """Return why a worker that has closed its side has ended."""
        assert self._process is not None
        try:
            code = self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            return "the reader stopped answering"
        # The kernel ends what it has no memory for; a library that gets none aborts.
        if code in (-signal.SIGKILL, -signal.SIGABRT):
            return self._too_large()
        return f"the reader crashed ({'signal' if code < 0 else 'exit code'} {abs(code)})"

    def _too_large(self) -> str:
        return f"needed more than {self.limits.memory_mb:,} MB of memory"


def _understood(line: bytes) -> dict[str, Any]:
    message = _message(line)
    is_known = isinstance(message, dict) and (
        "item" in message or isinstance(message.get("end"), str)
    )
    if not is_known:
        raise EndedError(_GARBLED)
    return message


def _message(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise EndedError(_GARBLED) from error
