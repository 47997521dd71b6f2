"""Functions that a worker can be given: good ones, and every way to go wrong."""

import os
import pathlib
import socket
import stat
import subprocess
import time


def count(task):
    yield from range(task)


def misbehave(task):
    """Yield each word of the task; some words are deeds."""
    for word in task:
        if word == "hang":
            time.sleep(100)
        elif word == "die":
            os._exit(3)
        elif word == "abort":
            os.abort()
        elif word == "grow":
            bytearray(3 << 30)
        elif word == "raise":
            raise ValueError("no such thing")
        elif word == "print":
            os.write(1, b"printed by a library\n")
        elif word == "call":
            socket.create_connection(("127.0.0.1", 9))
        elif word == "spawn":
            subprocess.run(["true"], check=False)
        elif word.startswith("write "):
            pathlib.Path(word[6:]).write_text("x")
        yield word


def drip(task):
    """Yield an item every so often: each comes in time, and they have no end."""
    while True:
        time.sleep(task)
        yield "drop"


def babble(task):
    """Say something beside the items: the answers are the file that was opened last."""
    answers = max(filter(_is_pipe, (int(path.name) for path in pathlib.Path("/dev/fd").iterdir())))
    yield "a"
    if task == "dribble":
        while True:
            os.write(answers, b'{"item"')
            time.sleep(0.1)
    if task == "flood":
        while True:
            os.write(answers, b"x" * (1 << 20))
    if task == "quit":
        os.close(answers)
        time.sleep(100)
    os.write(answers, task.encode())
    yield "b"


def _is_pipe(number):
    try:
        return number > 2 and stat.S_ISFIFO(os.fstat(number).st_mode)
    except OSError:
        return False


def swell(task):
    """Yield items of a size, as fast as they are taken."""
    time.sleep(task.get("delay", 0))
    for number in range(task["n"]):
        yield f"{number}" + "x" * task["size"]
