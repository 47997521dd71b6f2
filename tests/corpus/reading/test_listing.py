"""Which files are found below some paths, what is hidden, and the names that all of them get."""

import os

import pytest

from newsvane import tables
from newsvane.corpus import read
from newsvane.corpus.reading.ledger import Ledger
from newsvane.corpus.reading.listing import list_files
from newsvane.corpus.reading.source import ReadSettings
from newsvane.errors import InputMissingError

BODY = "The ferry to Ostmark will stop in May, its owners said on Monday."


def put(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_names_are_paths_below_the_folder_in_order(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b/c.txt"):
        put(tmp_path, name, BODY)
    assert [name for _, name in list_files([tmp_path]).files] == ["a/b/c.txt", "a/z.txt", "b.txt"]


def test_names_of_several_folders_are_led_by_the_folder(tmp_path):
    put(tmp_path, "one/a.txt", BODY)
    put(tmp_path, "two/a.txt", BODY)
    paths = [tmp_path / "two", tmp_path / "one"]
    assert [name for _, name in list_files(paths).files] == ["one/a.txt", "two/a.txt"]


def test_folders_of_one_name_are_told_apart(tmp_path):
    put(tmp_path, "x/news/a.txt", BODY)
    put(tmp_path, "y/news/a.txt", BODY)
    names = [name for _, name in list_files([tmp_path / "x/news", tmp_path / "y/news"]).files]
    assert len(set(names)) == 2


def test_a_path_given_twice_is_read_once(tmp_path):
    path = put(tmp_path, "a.txt", BODY)
    assert len(list_files([path, tmp_path]).files) == 1


def test_a_missing_path_is_an_error(tmp_path):
    with pytest.raises(InputMissingError):
        list_files([tmp_path / "nowhere"])


def test_hidden_files_and_a_studys_own_outputs_are_passed_over(tmp_path):
    # "newsvane analyze . --out out" run twice must not read its own report.
    for name in ("study.toml", "report.html", "tables/articles.parquet", "work/x.json"):
        put(tmp_path, f"out/{name}", "x")
    put(tmp_path, "out/notebooks/01.ipynb", "{}")
    put(tmp_path, "out/kept.txt", BODY)
    put(tmp_path, ".hidden.txt", BODY)
    put(tmp_path, "report.html", "a report.html without a study beside it is an input")
    put(tmp_path, "out/.report.html.1.part", "what a killed run has left")
    assert [name for _, name in list_files([tmp_path]).files] == ["out/kept.txt", "report.html"]
    own = ["notebooks", "report.html", "study.toml", "tables", "work"]
    assert [name for _, name in list_files([tmp_path]).hidden] == [
        ".hidden.txt", *(f"out/{name}" for name in own)
    ]  # fmt: skip
    reasons = read.read([tmp_path]).dropped.set_index("source_file")["reason"]
    assert reasons["out/tables"] == tables.OF_A_STUDY


def test_hidden_files_and_folders_are_listed_but_not_entered(tmp_path):
    for name in (".git/HEAD", ".git/refs/x.txt", "a/.DS_Store", "a/b.txt"):
        put(tmp_path, name, BODY)
    ledger = Ledger()
    batches = list(read.stream([tmp_path], ledger=ledger, settings=ReadSettings()))
    assert [name for batch in batches for name in batch["source_file"]] == ["a/b.txt"]
    dropped = ledger.account.drain().dropped
    assert dropped[["source_file", "record", "reason"]].to_numpy().tolist() == [
        [".git", 0, "a hidden folder"],
        ["a/.DS_Store", 0, "a hidden file"],
    ]
    assert ledger.files()[["source_file", "n_bytes", "n_left"]].to_numpy().tolist() == [
        ["a/b.txt", len(BODY), 0],
        [".git", 0, 1],
        ["a/.DS_Store", len(BODY), 1],
    ]


def test_what_is_hidden_is_read_where_it_is_given(tmp_path):
    hidden = put(tmp_path, ".hidden.txt", BODY)
    assert len(list_files([tmp_path, hidden]).files) == 1
    assert list_files([tmp_path, hidden]).hidden == []
    put(tmp_path, ".folder/a.txt", BODY)
    assert [name for _, name in list_files([tmp_path / ".folder"]).files] == ["a.txt"]


def test_loops_of_links_end(tmp_path):
    put(tmp_path, "a/b.txt", BODY)
    (tmp_path / "a/loop").symlink_to(tmp_path, target_is_directory=True)
    assert [name for _, name in list_files([tmp_path]).files] == ["a/b.txt"]


def test_a_name_that_is_no_text_gets_one(tmp_path):
    folder = os.fsencode(tmp_path)
    with open(folder + b"/caf\xe9.txt", "wb") as file:  # noqa: PTH123 - a name in bytes
        file.write(BODY.encode())
    (_, name), *_ = list_files([tmp_path]).files
    assert name.encode("utf-8") == b"caf\\xe9.txt"
    assert len(read.read([tmp_path]).kept) == 1
