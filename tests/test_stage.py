"""Rows of two tables in one order are brought together; a stage writes what its work gives."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane import stage, store
from newsvane.errors import TableError


def _cut(frame, sizes):
    """Cut a frame into pieces of these sizes, and what is left."""
    start = 0
    for size in sizes:
        if start < len(frame):
            yield frame.iloc[start : start + size]
        start += size
    if start < len(frame):
        yield frame.iloc[start:]


_SIZES = st.lists(st.integers(1, 5), max_size=8)


@given(numbers=st.lists(st.integers(0, 12)), first=_SIZES, second=_SIZES)
def test_each_piece_comes_with_its_rows_however_both_are_cut(numbers, first, second):
    articles = pd.DataFrame({"file": "a", "record": range(13)})
    rows = pd.DataFrame({"file": "a", "record": sorted(numbers), "n": range(len(numbers))})
    found = []
    on = ("file", "record")
    for piece, own in stage.aligned(_cut(articles, first), _cut(rows, second), on=on):
        if own is not None:
            assert set(own["record"]) <= set(piece["record"])
            assert len(own)
            found += own["n"].tolist()
    assert found == rows["n"].tolist()


def test_a_row_that_belongs_to_nothing_is_an_error():
    articles, rows = pd.DataFrame({"id": [1, 2]}), pd.DataFrame({"id": [1, 3]})
    with pytest.raises(AssertionError, match="belong to no row"):
        list(stage.aligned(iter([articles.iloc[:1], articles.iloc[1:]]), iter([rows]), on=("id",)))


def _stage(*pieces):
    return stage.Stage("x", {}, ("claims", "topics"), lambda _: None, lambda *_: iter(pieces))


def test_the_pieces_of_a_stage_are_written_and_its_note_told(rows_for, tmp_path):
    claims, topics = rows_for("claims"), rows_for("topics")
    topics.attrs["note"] = "by hand"
    pieces = [("claims", claims.iloc[:1]), ("topics", topics), ("claims", claims.iloc[1:])]
    made = SimpleNamespace(folder=tmp_path)
    assert stage.perform(_stage(*pieces), made) == "by hand"
    assert store.read(tmp_path, "claims")["claim"].tolist() == claims["claim"].tolist()
    assert stage.perform(_stage(), made) == ""
    assert store.read(tmp_path, "claims").empty


def test_a_table_that_a_stage_does_not_write_is_an_error(rows_for, tmp_path):
    with pytest.raises(KeyError):
        stage.perform(_stage(("trends", rows_for("trends"))), SimpleNamespace(folder=tmp_path))
    assert not (tmp_path / "tables" / "trends.parquet").exists()


def test_a_stage_gets_the_columns_that_it_names_and_no_other(rows_for, tmp_path):
    store.write(rows_for("claims"), tmp_path, "claims")
    frames = stage.Tables(tmp_path, {"claims": ("claim_id",), "topics": stage.ALL})
    assert list(frames) == ["claims", "topics"]
    assert list(frames["claims"].columns) == ["claim_id"]
    assert [list(piece.columns) for piece in frames.batches("claims")] == [["claim_id"]]
    with pytest.raises(KeyError):
        frames["trends"]
    store.place(tmp_path, "claims").rename(store.place(tmp_path, "topics"))
    with pytest.raises(TableError):
        frames["topics"]
