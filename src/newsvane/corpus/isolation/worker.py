"""The process that untrusted files are read in: `python -m newsvane.corpus.isolation.worker`.

It takes one task a line from standard input and writes one item a line to standard output, all of
it JSON: nothing that a file makes a library do can reach the parent as code. Before the first task
it gives up the network, child processes and the writing of files, as far as Python sees them: what
native code of a library does by itself is bounded by the limits on memory and time alone.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import sys
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

FORBIDDEN = frozenset({
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
    "socket.sendto", "socket.sendmsg", "sqlite3.connect", "subprocess.Popen", "os.system",
    "os.exec", "os.fork", "os.forkpty", "os.mkfifo", "os.mknod",
    "os.posix_spawn", "os.spawn", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link",
    "os.symlink", "os.truncate", "os.chmod", "os.chown", "shutil.rmtree",
})  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_MEMORY = "memory"
# The first answer: what it takes to get here is not the time of a task.
READY = {"ready": True}


def main(function: str, memory_mb: str) -> None:
    """Serve tasks until standard input ends.

    Parameters
    ----------
    function : str
        "module:name" of a function that takes one task and yields its items, both as JSON data.
        A function `prepare` of that module is called first, while everything is still allowed.
    memory_mb : str
        The most memory, in MiB.
    """
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    logging.basicConfig(level=logging.ERROR)
    path, _, name = function.partition(":")
    module = importlib.import_module(path)
    work = getattr(module, name)
    if hasattr(module, "prepare"):
        module.prepare()
    _limit_memory(int(memory_mb))
    _forbid()
    try:
        _send(answers, READY)
        for line in sys.stdin.buffer:
            _serve(work, json.loads(line), answers)
    except BrokenPipeError:  # whoever asked is gone
        os._exit(1)


def _serve(work: Callable[[Any], Iterable[Any]], task: Any, answers: BinaryIO) -> None:
    try:
        for item in work(task):
            # An item is sent as soon as it is there: what comes next may never end.
            _send(answers, {"item": item})
        _send(answers, {"end": ""})
    except MemoryError:
        _send(answers, {"end": _MEMORY})
    except Exception as error:  # whatever a hostile file does to a library is the file's fault
        logging.getLogger(__name__).warning("a task failed", exc_info=True)
        what = str(error)[:200]
        _send(answers, {"end": f"{type(error).__name__}: {what}"})


def _send(answers: BinaryIO, message: dict[str, Any]) -> None:
    data = memoryview(json.dumps(message).encode("ascii") + b"\n")
    while data:
        data = data[answers.write(data) :]


def _limit_memory(memory_mb: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    # Data, not address space: Arrow and BLAS reserve addresses that they never use.
    n_bytes = memory_mb << 20
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        n_bytes = min(n_bytes, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (n_bytes, n_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _forbid() -> None:
    sys.dont_write_bytecode = True

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in FORBIDDEN:
            raise PermissionError(f"{event} is not allowed while files are read")
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
            if arguments[0] not in (os.devnull, 1, 2):
                raise PermissionError(f"writing {arguments[0]} is not allowed while files are read")

    sys.addaudithook(watch)


if __name__ == "__main__":
    main(*sys.argv[1:])
