"""Reading that never ends at some members, as a hostile file may make a library do."""

import hashlib
import time

from newsvane.corpus.reading import work
from newsvane.corpus.reading.work import read_task


def read_slowly(task):
    for item in read_task(task):
        yield item
        if len(item) > 1 and item[1] == "Member" and "endless" in item[2]:
            time.sleep(100)


class SlowSum:
    """A sum that takes 0.5 s for each 50 bytes."""

    def __init__(self):
        self._sum = hashlib.sha1()

    def update(self, data):
        time.sleep(0.5)
        self._sum.update(data)

    def hexdigest(self):
        return self._sum.hexdigest()


class SlowSums:
    sha256 = SlowSum


def hash_slowly(task):
    work.HASHED_BYTES, work.hashlib = 50, SlowSums
    yield from read_task(task)
