"""Tables survive the disk unchanged; a write that fails changes nothing."""

from __future__ import annotations

import json
import random

import numpy as np
import pandas as pd
import pytest

from newsvane import store, tables
from newsvane.errors import InputMissingError, TableError
from newsvane.tables import TABLES


def _parts(folder):
    return list(folder.rglob("*.part"))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_comes_back_as_it_was(name, rows_for, tmp_path):
    frame = rows_for(name)
    before = frame.copy(deep=True)
    store.write(frame[frame.columns[::-1]], tmp_path, name)
    found = store.read(tmp_path, name)
    assert list(found.columns) == TABLES[name].names
    for column in TABLES[name].columns:
        wanted, got = frame[column.name], found[column.name]
        assert got.isna().tolist() == wanted.isna().tolist(), column.name
        if column.kind == "texts":
            assert [list(v) for v in got] == [list(v) for v in wanted]
        else:
            assert got.dropna().tolist() == wanted.dropna().tolist(), column.name
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_comes_back_empty(name, tmp_path):
    store.write(tables.empty(TABLES[name]), tmp_path, name)
    found = store.read(tmp_path, name)
    assert found.empty
    assert list(found.columns) == TABLES[name].names


def test_a_column_of_nulls_alone_comes_back(rows_for, tmp_path):
    frame = rows_for("articles").tail(1).reset_index(drop=True)  # the row whose nulls are all there
    store.write(frame, tmp_path, "articles")
    found = store.read(tmp_path, "articles")
    assert found["title"].isna().all()
    assert found["published_from"].isna().all()


def test_the_same_table_gives_the_same_bytes(rows_for, tmp_path):
    first = store.write(rows_for("trends"), tmp_path / "a", "trends")
    again = store.write(rows_for("trends")[::-1][::-1], tmp_path / "b", "trends")
    assert first.read_bytes() == again.read_bytes()


def test_a_table_that_does_not_fit_leaves_the_old_one(rows_for, tmp_path):
    path = store.write(rows_for("claims"), tmp_path, "claims")
    before = path.read_bytes()
    with pytest.raises(TableError):
        store.write(rows_for("claims").drop(columns="claim"), tmp_path, "claims")
    assert path.read_bytes() == before


@pytest.mark.parametrize("fault", [OSError("disk full"), KeyboardInterrupt()])
def test_a_write_that_breaks_off_leaves_the_old_file(fault, tmp_path):
    path = store.write_text(tmp_path / "a.txt", "old")

    def fill(stream):
        stream.write(b"half of the new")
        stream.flush()
        raise fault

    with pytest.raises(type(fault)):
        store.write_with(path, fill)
    assert path.read_text() == "old"
    assert _parts(tmp_path) == []


def test_nothing_is_seen_at_the_place_before_all_is_written(tmp_path):
    path = tmp_path / "new.txt"
    store.write_with(path, lambda stream: (stream.write(b"text"), path.exists())[1])
    seen = []

    def fill(stream):
        stream.write(b"newer")
        seen.append(path.read_bytes())

    store.write_with(path, fill)
    assert seen == [b"text"]
    assert path.read_bytes() == b"newer"
    assert _parts(tmp_path) == []


def test_a_missing_table_names_the_command(tmp_path):
    with pytest.raises(InputMissingError, match="the table trends; run newsvane run"):
        store.read(tmp_path, "trends")


def _damaged(data: bytes, how: str) -> bytes:
    return {
        "empty": b"",
        "not Parquet": b"<html>" * 50,
        "truncated": data[: len(data) // 2],
        "head only": data[:4],
        "tail cut": data[:-1],
        "zeros": bytes(len(data)),
    }[how]


@pytest.mark.parametrize(
    "how", ["empty", "not Parquet", "truncated", "head only", "tail cut", "zeros"]
)
def test_a_damaged_table_says_what_to_do(how, rows_for, tmp_path):
    path = store.write(rows_for("claims"), tmp_path, "claims")
    path.write_bytes(_damaged(path.read_bytes(), how))
    with pytest.raises(TableError, match=r"^claims: expected a Parquet file") as caught:
        store.read(tmp_path, "claims")
    assert f"delete {path} and run newsvane run {tmp_path}" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_changed_byte_is_an_error_or_changes_nothing(rows_for, tmp_path):
    path = store.write(rows_for("claims"), tmp_path, "claims")
    data, wanted = path.read_bytes(), store.read(tmp_path, "claims")
    chance = random.Random(1)
    for _ in range(150):
        changed = bytearray(data)
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        try:
            found = store.read(tmp_path, "claims")
        except TableError:
            continue
        pd.testing.assert_frame_equal(found, wanted)


def test_another_table_in_its_place_is_named(rows_for, tmp_path):
    path = store.write(rows_for("claims"), tmp_path, "claims")
    path.rename(store.place(tmp_path, "topics"))
    with pytest.raises(TableError, match="topics: expected the columns"):
        store.read(tmp_path, "topics")


def test_internal_tables_lie_apart(rows_for, tmp_path):
    for name in TABLES:
        store.write(rows_for(name), tmp_path, name)
    assert set(store.read_tables(tmp_path)) == set(TABLES) - set(tables.INTERNAL)
    assert {path.stem for path in (tmp_path / "work").iterdir()} == set(tables.INTERNAL)


def test_json_comes_back_and_damage_is_none(tmp_path):
    path = store.write_json(tmp_path / "deep" / "facts.json", {"é": [1, None, "“x”"]})
    assert store.read_json(path) == {"é": [1, None, "“x”"]}
    assert "é" in path.read_text(encoding="utf-8")
    path.write_text("{", encoding="utf-8")
    assert store.read_json(path) is None
    path.write_bytes(b"\xff\xfe\x00")
    assert store.read_json(path) is None
    assert store.read_json(tmp_path / "none.json") is None


def test_text_that_is_no_unicode_is_still_written(tmp_path):
    path = store.write_text(tmp_path / "a.txt", "name \udcff")
    assert path.read_text(encoding="utf-8") == "name \\udcff"


def test_sha256_is_that_of_the_bytes(tmp_path):
    path = store.write_text(tmp_path / "a.txt", "abc")
    assert store.sha256(path).startswith("ba7816bf8f01cfea")


def test_written_files_can_be_read_by_others(tmp_path):
    assert store.write_json(tmp_path / "a.json", {}).stat().st_mode & 0o777 == 0o644
    assert json.loads((tmp_path / "a.json").read_text()) == {}


def test_numbers_keep_every_bit(rows_for, tmp_path):
    exact = [np.nextafter(0.3, 1), 5e-324]
    store.write(rows_for("article_topics").assign(share=exact), tmp_path, "article_topics")
    assert store.read(tmp_path, "article_topics")["share"].tolist() == exact
