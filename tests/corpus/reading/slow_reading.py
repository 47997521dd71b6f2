"""Reading that never ends at some members, as a hostile file may make a library do."""

import time

from newsvane.corpus.reading.work import read_task


def read_slowly(task):
    for item in read_task(task):
        yield item
        if len(item) > 1 and item[1] == "Member" and "endless" in item[2]:
            time.sleep(100)
