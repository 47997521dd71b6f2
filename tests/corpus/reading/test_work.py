"""Worker processes read what this process reads, and a bad file costs itself alone."""

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from newsvane.corpus import read
from newsvane.corpus.isolation import pool
from newsvane.corpus.reading import work
from newsvane.corpus.reading.formats import read_source
from newsvane.corpus.reading.ledger import Ledger
from newsvane.corpus.reading.rows import Row
from newsvane.corpus.reading.source import ReadSettings
from newsvane.corpus.reading.work import MOST_ENDED, File, rest_of
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
        (task,) = tasks
        for number, _, name, _ in task["files"]:
            yield [number, "Row", *Row(name, 1, "txt", BODY, False)]
            is_ended = name == "b.txt"
            yield pool.Failure("took longer than 60 s", 1) if is_ended else [number, f"of {name}"]
        yield pool.END

    monkeypatch.setattr(pool, "run", run)
    ledger = Ledger()
    batches = read.stream([tmp_path], ledger=ledger, settings=ReadSettings())
    assert [name for batch in batches for name in batch["source_file"]] == [
        "a.txt", "b.txt", "c.txt"
    ]  # fmt: skip
    dropped = ledger.account.drain().dropped[["source_file", "record", "reason"]]
    assert dropped.to_numpy().tolist() == [
        ["b.txt", 0, "took longer than 60 s after 1 records; the rest of it is not read"]
    ]
    files = ledger.files()
    assert files["n_left"].to_list() == [0, 1, 0]
    assert files["sha256"].fillna("-").to_list() == ["of a.txt", "-", "of c.txt"]


@pytest.mark.parametrize("is_isolated", [True, False])
def test_each_file_has_the_sum_of_its_bytes(is_isolated, tmp_path):
    data = {
        "a.txt": BODY.encode(),
        "b.zip": zipped(("c.txt", BODY)),
        "d.odt": b"not read",
        "empty.txt": b"",
        "scan.txt": b"\0" * 99,
    }
    for name, content in {**data, ".hidden": b"x"}.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "gone.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    ledger = Ledger()
    settings = ReadSettings()
    list(read.stream([tmp_path], ledger=ledger, settings=settings, is_isolated=is_isolated))
    found = ledger.files().set_index("source_file")["sha256"]
    assert set(found.index[found.isna()]) == {"b.zip/c.txt", ".hidden", "gone.txt", "pipe.txt"}
    assert found.dropna().to_dict() == {
        name: hashlib.sha256(content).hexdigest() for name, content in data.items()
    }


def test_what_is_changed_while_it_is_read_has_not_the_sum_of_the_new_bytes(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text(BODY, encoding="utf-8")

    def read_and_change(source, *, settings):
        yield from read_source(source, settings=settings)
        path.write_text(BODY.replace("May", "Mai"), encoding="utf-8")

    monkeypatch.setattr(work, "read_source", read_and_change)
    *_, (_, digest) = work.read_task(task_of(path))
    assert digest == hashlib.sha256(BODY.encode()).hexdigest()


def task_of(path):
    (task,) = work.tasks_of([File(3, str(path), path.name, 9)], settings=ReadSettings())
    return task


def test_a_file_of_many_pieces_gives_signs_of_life(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"It rains. " * 5)
    monkeypatch.setattr(work, "HASHED_BYTES", 20)
    *signs, (_, kind, *_), (number, digest) = work.read_task(task_of(path))
    assert (signs, kind, number) == ([[3], [3]], "Row", 3)
    assert digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_is_long_in_hashing_keeps_the_limit_on_time(tmp_path, monkeypatch):
    monkeypatch.setattr(read.work, "FUNCTION", "slow_reading:hash_slowly")
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    (tmp_path / "a.txt").write_text(f"{BODY} " * 4, encoding="utf-8")
    found = read.read([tmp_path], limits=Limits(seconds=2, mb_per_second=1e-5))
    assert (len(found.kept), len(found.dropped)) == (1, 0)


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


def zipped(*members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return packed.getvalue()


def test_an_archive_is_read_on_behind_the_member_that_hits_a_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(read.work, "FUNCTION", "slow_reading:read_slowly")
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    inner = zipped(("a.txt", BODY), ("endless.txt", BODY), ("c.txt", f"{BODY} c"))
    outer = zipped(("before.txt", BODY), ("inner.zip", inner), ("behind.txt", f"{BODY} d"))
    (tmp_path / "all.zip").write_bytes(outer)
    ledger = Ledger()
    settings = ReadSettings(limits=Limits(seconds=4))
    batches = list(read.stream([tmp_path], ledger=ledger, settings=settings))
    kept = pd.concat(batches)["source_file"].tolist()
    inside = "all.zip/inner.zip"
    assert kept == [
        "all.zip/before.txt", f"{inside}/a.txt", f"{inside}/c.txt", "all.zip/behind.txt"
    ]  # fmt: skip
    ((name, reason),) = (
        ledger.account.drain().dropped[["source_file", "reason"]].to_numpy().tolist()
    )
    assert name == f"{inside}/endless.txt"
    assert reason.startswith("took longer than 4 s")
    files = ledger.files()
    assert files["source_file"].is_unique
    assert files[["n_read", "n_left"]].sum().tolist() == [4, 1]
    assert files["sha256"].isna().all()


def test_an_archive_of_many_such_members_is_given_up():
    archive, text = [3, "/a.zip", "a.zip", 9], [4, "/b.txt", "b.txt", 9]
    task = {"files": [archive, text], "after": "", "n_ended": 0}
    for n in range(MOST_ENDED):
        task = rest_of(task, 1, [3, "Member", f"a.zip/{n}.pdf", "a.zip", 9])
        assert task["files"] == [archive, text]
    assert task["after"] == "a.zip/4.pdf"
    task = rest_of(task, 1, [3, "Member", "a.zip/9.pdf", "a.zip", 9])
    assert task == {"files": [text], "after": "", "n_ended": 0}
    assert rest_of(task, 1, [4, "Row", "b.txt", 1]) is None


def test_files_behind_the_one_that_ends_a_task_are_read():
    files = [[n, f"/{n}.zip", f"{n}.zip", 9] for n in range(5, 9)]
    task = {"files": files, "after": "", "n_ended": 0}
    for last, n_left in (
        (None, 3),
        ([5, None], 2),
        ([6], 2),  # while it was hashed
        ([6, "Left", "6.zip", 0, "x", None], 2),
        ([6, "e3b0"], 1),
        ([7, "e3b0"], 0),
    ):
        rest = rest_of(task, 1, last)
        assert (rest["files"] if rest else []) == files[4 - n_left :]
