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


def test_tables_written_side_by_side_are_put_in_place_together(rows_for, tmp_path):
    names = ["claims", "topics", "trends"]
    with store.writing(tmp_path, names) as put:
        for turn in range(3):
            put("claims", rows_for("claims").iloc[turn : turn + 1])
            put("trends", rows_for("trends").iloc[:turn])
        assert not any(store.place(tmp_path, name).exists() for name in names)
    assert len(store.read(tmp_path, "claims")) == 2
    assert [len(piece) for piece in store.read_batches(tmp_path, "trends")] == [1, 2]
    assert store.read(tmp_path, "topics").empty  # no piece has come for it
    assert _parts(tmp_path) == []


def test_a_piece_that_does_not_fit_leaves_all_tables_as_they_were(rows_for, tmp_path):
    before = {n: store.write(rows_for(n), tmp_path, n).read_bytes() for n in ("claims", "topics")}
    with pytest.raises(TableError), store.writing(tmp_path, list(before)) as put:
        put("claims", rows_for("claims").iloc[:1])
        put("topics", rows_for("topics").drop(columns="label"))
    assert before == {n: store.place(tmp_path, n).read_bytes() for n in before}
    assert _parts(tmp_path) == []


def test_a_large_piece_is_read_in_small_ones(rows_for, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "GROUP_ROWS", 3)
    frame = pd.concat([rows_for("dropped")] * 4, ignore_index=True)
    store.write(frame, tmp_path, "dropped")
    assert [len(piece) for piece in store.read_batches(tmp_path, "dropped")] == [3, 3, 2]


@pytest.mark.parametrize("name", TABLES)
def test_the_content_of_a_column_tells_of_its_values_alone(name, rows_for, tmp_path):
    def hashes(frame):
        store.write(frame, tmp_path, name)
        names = TABLES[name].names
        return {one: store.content_hash(tmp_path, name, columns=[one]) for one in names}

    frame = rows_for(name)
    before = hashes(frame)
    assert len(set(before.values())) == len(before)
    for column in TABLES[name].names:
        changed = frame.copy()
        changed[column] = frame[column].iloc[::-1].to_numpy()
        after = hashes(changed)
        assert [one for one in before if before[one] != after[one]] == [column]


def test_the_content_of_columns_tells_of_all_pieces(rows_for, tmp_path):
    frame, columns = rows_for("claims"), ["claim", "claim_id"]
    found = set()
    for pieces in ([frame], [frame, frame], [frame, frame.iloc[:1]], []):
        store.write_batches(pieces, tmp_path, "claims")
        found.add(store.content_hash(tmp_path, "claims", columns=columns))
    assert len(found) == 4
    whole = store.content_hash(tmp_path, "claims")
    assert whole == store.sha256(store.place(tmp_path, "claims"))


def test_some_columns_are_read_and_checked(rows_for, tmp_path):
    store.write(rows_for("claims"), tmp_path, "claims")
    found = store.read(tmp_path, "claims", columns=["claim", "claim_id"])
    assert sorted(found.columns) == ["claim", "claim_id"]
    store.place(tmp_path, "claims").rename(store.place(tmp_path, "trends"))
    with pytest.raises(TableError, match="trends: expected the columns claim_id, net"):
        store.read(tmp_path, "trends", columns=["net", "claim_id"])


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
