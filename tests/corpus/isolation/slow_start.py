"""A worker that takes its time before it is ready."""

import time


def prepare():
    time.sleep(2)


def count(task):
    yield from range(task)
