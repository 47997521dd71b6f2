"""How much memory the worker processes of a benchmark take, told by the processes themselves.

The operating system's account of ended children (RUSAGE_CHILDREN) is of no use here: a child begins
as a copy of its parent, and the size of the parent stays its largest size. VmHWM in /proc, the
largest resident size, begins anew with the program that the child becomes. It is looked up ten
times a second; what a worker takes in its last tenth of a second may be missed. Linux only.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

SECONDS = 0.1
COMMAND = b"newsvane.corpus.isolation.worker"


def largest_mb(process: str = "self") -> float:
    """Largest resident size of a process so far, in MB of 2**20 bytes; 0 for one that is gone."""
    try:
        status = Path("/proc", process, "status").read_text()
    except OSError:
        return 0.0
    kilobytes = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(kilobytes[0]) / 1024 if kilobytes else 0.0


def running() -> list[str]:
    """Return the ids of the workers that this process has started and that still run."""
    found = []
    for path in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        try:
            children = path.read_text().split()
        except OSError:  # a thread that has ended meanwhile
            continue
        found += [child for child in children if _is_worker(child)]
    return found


def _is_worker(process: str) -> bool:
    try:
        # Before it becomes a worker a child is its parent, with the parent's memory.
        return COMMAND in Path("/proc", process, "cmdline").read_bytes()
    except OSError:
        return False


class Watch:
    """Looks at the workers of this process, from now on until the process ends."""

    def __init__(self) -> None:
        self._most_mb = 0.0
        threading.Thread(target=self._look, daemon=True).start()

    def most_mb(self) -> float:
        """Largest resident size of any worker so far, in MB."""
        return self._most_mb

    def _look(self) -> None:
        while True:
            self._most_mb = max([self._most_mb, *map(largest_mb, running())])
            threading.Event().wait(SECONDS)
