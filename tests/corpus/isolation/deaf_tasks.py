"""A worker that takes its time before it listens."""

import time


def prepare():
    time.sleep(15)


def count(task):
    yield len(task)
