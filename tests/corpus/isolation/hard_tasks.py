"""Functions that a worker can be given: good ones, and every way to go wrong."""

import os
import pathlib
import socket
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
