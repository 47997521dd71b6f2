"""Rows are counted by line ends and quotation marks; the reader's module csv finds as many."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsvane.corpus.census.delimited import count_rows
from newsvane.corpus.reading.delimited import read_delimited
from newsvane.corpus.reading.source import ReadSettings, Source


def sums(data: str, name: str = "a.csv") -> int:
    return sum(count_rows(Source(name, data=data.encode()), ReadSettings()))


CASES = {
    "plain rows": ("text,title\nRain,a\nSun,b\n", 2),
    "no line end at the end": ("text\nRain\nSun", 2),
    "a header alone": ("text,title\n", 0),
    "empty lines are no rows, blanks are": ("text\n\nRain\r\n\r\n  \nSun\n", 3),
    "a line break in quotes": ('text,title\n"Rain\nand\n\nsun",a\nIce,b\n', 2),
    "doubled quotes": ('text\n"the ""old"" mill\n"""\nIce\n', 2),
    "a quote inside a bare field opens nothing": ('text,title\n5" of rain,a\nIce,b\n', 2),
    "what follows a closed field is bare": ('text,title\n"a"b"c,d\nIce,b\n', 2),
    "a delimiter of its own": ('title;text\na;"Rain\nand sun"\nb;"x, ""y"" "\n', 2),
    "the line of Excel": ('sep=;\ntext;title\n"Rain\n",a\n', 1),
    "a header over two lines": ('"the\ntext",text\nRain,a\n', 1),
    "old line ends": ("text,title\rRain,a\rSun,b\r", 2),
    # That row, and each line below the one that it begins with.
    "a quote that is never closed": ('text,title\nRain,a\n"Sun,b\nIce,c\n\nFog,d\n', 4),
}


@pytest.mark.parametrize("case", CASES)
def test_rows(case):
    data, wanted = CASES[case]
    assert sums(data) == wanted


@given(st.text(alphabet='a",\n\r ;', max_size=60))
@settings(max_examples=400, deadline=None)
def test_the_reader_accounts_for_as_many_rows(body):
    data = f"text,title\n{body}".encode()
    items = read_delimited(Source("a.csv", data=data), settings=ReadSettings())
    assert sum(item.record > 0 for item in items) == sums(data.decode())


def test_rows_of_gdelt_without_a_header_are_lines():
    line = "20240301120000-17\t20240301120000\t1\tmill.example" + 23 * "\t"
    assert sums(f'{line}\n{line}"\n\n{line}\n', "a.csv") == 3


def test_a_long_count_is_told_in_parts():
    data = ("text\n" + "Rain\n" * 45_000).encode()
    parts = list(count_rows(Source("a.csv", data=data), ReadSettings()))
    assert (len(parts), sum(parts)) == (3, 45_000)


def test_other_encodings():
    data = 'text\n"Fähre\nfährt"\nIce\n'
    for encoding in ("utf-16", "cp1252", "utf-8-sig"):
        source = Source("a.csv", data=data.encode(encoding))
        assert sum(count_rows(source, ReadSettings())) == 2
