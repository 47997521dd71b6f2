"""Worker processes read what this process reads, and a bad file costs itself alone."""

import pandas as pd

from newsvane.corpus import read
from newsvane.corpus.isolation import pool
from newsvane.corpus.reading.ledger import Ledger
from newsvane.corpus.reading.rows import Row
from newsvane.corpus.reading.source import ReadSettings
from newsvane.limits import Limits

BODY = "The ferry to Ostmark will stop in May, its owners said on Monday."


def test_worker_processes_read_the_same_records_in_the_same_order(tmp_path):
    for number in range(9):
        (tmp_path / f"{number}.txt").write_text(f"{BODY} {number}", encoding="utf-8")
    (tmp_path / "5.csv").write_text(f'text,title\n"{BODY}",A\n,B\n', encoding="utf-8")
    (tmp_path / "scan.txt").write_bytes(b"\0" * 99)
    (tmp_path / "caf\udce9.txt").write_text(BODY, encoding="utf-8")
    here, there = (read.read([tmp_path], limits=limits) for limits in (None, Limits()))
    pd.testing.assert_frame_equal(here.kept, there.kept)
    pd.testing.assert_frame_equal(here.dropped, there.dropped)
    assert len(there.kept) == 11


def test_a_file_that_hits_a_limit_is_listed_and_the_rest_goes_on(tmp_path, monkeypatch):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(BODY, encoding="utf-8")

    def run(tasks, **_):
        names = [task["name"] for task in tasks]
        for name in names:
            yield ["Row", *Row(name, 1, "txt", BODY, False)]
            if name == "b.txt":
                yield pool.Failure("took longer than 60 s", 1)
            yield pool.END

    monkeypatch.setattr(pool, "run", run)
    ledger = Ledger()
    batches = read.stream([tmp_path], ledger=ledger, settings=ReadSettings())
    assert [name for batch in batches for name in batch["source_file"]] == [
        "a.txt", "b.txt", "c.txt"
    ]  # fmt: skip
    assert ledger.account.dropped()[["source_file", "record", "reason"]].to_numpy().tolist() == [
        ["b.txt", 0, "took longer than 60 s after 1 records; the rest of it is not read"]
    ]
    assert ledger.files()["n_left"].to_list() == [0, 1, 0]


def test_the_time_of_a_file_grows_with_its_size(tmp_path, monkeypatch):
    (tmp_path / "a.jsonl").write_bytes(b" " * 3_000_000)
    found = []

    def run(tasks, *, seconds, **_):
        found.extend(map(seconds, tasks))
        yield pool.END

    monkeypatch.setattr(pool, "run", run)
    settings = ReadSettings(limits=Limits(seconds=5.0, mb_per_second=0.5))
    assert list(read.stream([tmp_path], ledger=Ledger(), settings=settings)) == []
    assert found == [11.0]


def test_the_libraries_of_each_format_work_in_a_worker(tmp_path):
    # A worker may not write or call; what a library does to load itself must still be allowed.
    for name in ("a.pdf", "b.docx", "c.xml", "d.xlsx", "e.parquet", "f.zip", "g.eml", "h.warc"):
        (tmp_path / name).write_bytes(b"%PDF-1.4 nothing of the kind, and no " + name.encode())
    here, there = (read.read([tmp_path], limits=limits) for limits in (None, Limits()))
    pd.testing.assert_frame_equal(here.dropped, there.dropped)
    assert not there.dropped["reason"].str.contains("allowed|Permission|failed").any()
