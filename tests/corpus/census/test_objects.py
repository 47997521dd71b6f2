"""Lines, lists and rows are counted without the parser of their reader."""

import json

import pandas as pd
import pytest

from newsvane.corpus.census.items import EXACT, ONE
from newsvane.corpus.census.objects import filled_lines


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ('{"text": "a"}\n{"text": "b"}\n', 2),
        ('{"text": "a"}\r\n\r\n \n{"text": "b"}', 2),
        ('\ufeff{"text": "a"}\nno object\n', 2),
        ('{"text": "a\u2028b\u0085c"}\n', 1),
        ("\n \n", 0),
    ],
)
def test_lines_that_are_not_blank(data, wanted, count):
    assert (count("a.jsonl", data).n, count("a.ndjson", data).n) == (wanted, wanted)


def test_lines_that_lie_across_chunks():
    text = "aa\n\n \nb\n" * 5
    for size in range(1, 9):
        assert sum(filled_lines(text[i : i + size] for i in range(0, len(text), size))) == 10


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ([{"text": "a"}, 3, {"text": "b"}], (3, EXACT)),
        ({"n": 2, "docs": [{"text": "a"}, {"text": "b"}]}, (2, EXACT)),
        ({"2030": [{"text": "a"}], "n": [3], "x": {"2031": [{"text": "b"}, 3]}}, (3, EXACT)),
        ([{"text": "a", "comments": [{"text": "b"}]}], (1, EXACT)),
        ({"text": "a", "comments": [{"text": "b"}]}, (1, ONE)),
        ({"text": "a"}, (1, ONE)),
        ({"text": "a", "n": 10**5000}, (1, ONE)),
    ],
)
def test_lists_of_json(data, wanted, count):
    import sys

    sys.set_int_max_str_digits(0)
    found = count("a.json", json.dumps(data))
    sys.set_int_max_str_digits(4300)
    assert (found.n, found.kind) == wanted


def test_json_lines_in_a_file_called_json(count):
    assert count("a.json", '{"text": "a"}\n{"text": "b"}\n').n == 2


def test_a_mapped_column_tells_the_list(count):
    data = {"a": [{"x": 1}], "b": [{"inhalt": "a"}, {"inhalt": "b"}]}
    assert count("a.json", json.dumps(data), columns={"text": "inhalt"}).n == 2


def test_rows_of_parquet(tmp_path, count):
    pd.DataFrame({"text": ["a", None, "c"]}).to_parquet(tmp_path / "a.parquet", row_group_size=2)
    assert count("a.parquet", (tmp_path / "a.parquet").read_bytes()).n == 3


def test_what_is_damaged_is_told(count):
    for name in ("a.json", "a.parquet", "a.xlsx", "a.zip", "a.csv.gz"):
        assert [item.source_file for item in count(name, b"{\x00PAR1").others] == [name]
