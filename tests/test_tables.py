"""Every fault of a table is named by table and column."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from newsvane import tables
from newsvane.errors import TableError
from newsvane.tables import TABLES

STRANGE = {
    "text": [[1, 2], pd.to_datetime(["2031-01-01"] * 2), [True, False], ["a", 1]],
    "texts": [["ab", "cd"], [1, 2], [[1], ["a"]], [["a", None], ["b"]]],
    "integer": [[1.5, 2.0], ["1", "2"], [True, False]],
    "number": [["1.0", "2.0"], [True, False]],
    "boolean": [[0, 1], ["true", "false"]],
    "date": [
        ["2031-01-01", "2031-01-02"],
        pd.to_datetime(["2031-01-01"] * 2, utc=True),  # a zone would have to be converted first
        pd.to_datetime(["2031-01-01 12:00"] * 2),  # a day has no time
        [20310101, 20310102],
    ],
}
CASES = [
    (table.name, column.name, number)
    for table in TABLES.values()
    for column in table.columns
    for number in range(len(STRANGE[column.kind]))
]


@pytest.mark.parametrize("name", TABLES)
def test_rows_that_fit_pass_and_are_the_same_object(name, rows_for):
    frame = rows_for(name)
    before = frame.copy(deep=True)
    assert tables.check(frame, TABLES[name]) is frame
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize(("name", "column", "number"), CASES)
def test_a_value_of_another_kind_is_named(name, column, number, rows_for):
    declared = {item.name: item for item in TABLES[name].columns}[column]
    strange = pd.Series(STRANGE[declared.kind][number])
    with pytest.raises(TableError) as caught:
        tables.check(rows_for(name).assign(**{column: strange}), TABLES[name])
    assert (caught.value.table, caught.value.column) == (name, column)
    assert f"{name}.{column}: expected {tables.KINDS[declared.kind]}" in str(caught.value)


@pytest.mark.parametrize("name", TABLES)
def test_a_null_where_none_may_be_is_named(name, rows_for):
    for column in TABLES[name].columns:
        frame = rows_for(name)
        frame[column.name] = frame[column.name].astype(object).where([True, False])
        if column.nullable:
            continue
        with pytest.raises(TableError, match="expected no nulls, got 1 nulls") as caught:
            tables.check(frame, TABLES[name])
        assert caught.value.column == column.name


@pytest.mark.parametrize("name", TABLES)
def test_a_missing_column_is_named(name, rows_for):
    for column in TABLES[name].names:
        with pytest.raises(
            TableError, match=rf"^{name}: expected the columns .*, got no {column}$"
        ):
            tables.check(rows_for(name).drop(columns=column), TABLES[name])


def test_an_unknown_column_is_named(rows_for):
    with pytest.raises(TableError, match="claims: .* got also mood"):
        tables.check(rows_for("claims").assign(mood=1), tables.CLAIMS)


def test_a_column_that_stands_twice_is_named(rows_for):
    frame = rows_for("claims")
    with pytest.raises(TableError, match="each column once, got claim more than once"):
        tables.check(pd.concat([frame, frame[["claim"]]], axis=1), tables.CLAIMS)


def test_a_value_outside_the_choices_is_named(rows_for):
    frame = rows_for("sentences").assign(voice=["outlet", "narrator"])
    with pytest.raises(
        TableError, match=r"sentences\.voice: .*one of outlet, quoted.*got narrator"
    ):
        tables.check(frame, tables.SENTENCES)


@pytest.mark.parametrize("name", [table.name for table in TABLES.values() if table.key])
def test_two_rows_of_one_key_are_named(name, rows_for):
    frame = rows_for(name)
    with pytest.raises(TableError, match=f"one row per {TABLES[name].key[0]}.*1 rows repeated"):
        tables.check(pd.concat([frame, frame.head(1)], ignore_index=True), TABLES[name])


def test_two_rows_of_one_key_with_nulls_are_named(rows_for):
    # The whole of an article has neither voice nor speaker; there is one such row per claim.
    frame = rows_for("article_stances").tail(1)
    with pytest.raises(TableError, match="1 rows repeated"):
        tables.check(pd.concat([frame, frame], ignore_index=True), tables.ARTICLE_STANCES)


def test_left_out_rows_may_repeat(rows_for):
    frame = rows_for("dropped")
    tables.check(pd.concat([frame, frame], ignore_index=True), tables.DROPPED)


def test_columns_may_stand_in_any_order(rows_for):
    frame = rows_for("trends")
    tables.check(frame[frame.columns[::-1]], tables.TRENDS)


@pytest.mark.parametrize("dtype", ["object", "str"])
def test_kind_counts_not_dtype(dtype, rows_for):
    frame = rows_for("claims").astype(dtype)
    tables.check(frame, tables.CLAIMS)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_dates_of_any_resolution_are_dates(unit, rows_for):
    frame = rows_for("trends")
    tables.check(
        frame.assign(period_start=frame["period_start"].astype(f"datetime64[{unit}]")),
        tables.TRENDS,
    )


def test_lists_may_be_arrays(rows_for):
    frame = rows_for("topics").assign(words=[np.array(["a"]), np.array([], dtype=object)])
    tables.check(frame, tables.TOPICS)


@pytest.mark.parametrize("name", TABLES)
def test_empty_has_every_column_and_passes(name):
    frame = tables.empty(TABLES[name])
    assert list(frame.columns) == TABLES[name].names
    assert frame.empty
    tables.check(frame, TABLES[name])


def test_dropped_makes_a_table_of_rows_or_of_none():
    for rows in ([("a.txt", 0, "read", "empty", "byte 4")], []):
        frame = tables.check(tables.dropped(iter(rows)), tables.DROPPED)
        assert frame.to_numpy().tolist() == [list(row) for row in rows]


def test_every_column_says_what_it_means_and_has_a_known_kind():
    for table in TABLES.values():
        assert len(set(table.names)) == len(table.names)
        assert set(table.key) <= set(table.names)
        for column in table.columns:
            assert column.kind in tables.KINDS
            assert column.meaning


def test_a_column_of_one_name_means_the_same_everywhere():
    kinds: dict[str, set[str]] = {}
    for table in TABLES.values():
        for column in table.columns:
            kinds.setdefault(column.name, set()).add(column.kind)
    # In trends articles are counted by the weight of their dates, so that they are no integers.
    assert {name for name, found in kinds.items() if len(found) > 1} == {"n_articles"}


def test_internal_tables_exist():
    assert set(tables.INTERNAL) < set(TABLES)
