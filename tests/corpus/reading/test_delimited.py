"""CSV, TSV and Parquet as they come: delimiters, quotes, encodings, broken rows."""

import csv

import pandas as pd
import pytest

from newsvane.corpus.census import delimited as counting
from newsvane.corpus.reading import delimited
from newsvane.corpus.reading.rows import Left, Row, UnreadableError
from newsvane.corpus.reading.source import ReadSettings, Source

BODY = "The ferry to Ostmark will stop in May."


def read(tmp_path, content, **columns):
    path = tmp_path / "a.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(delimited.read_delimited(Source("a.csv", path), settings=ReadSettings(columns)))


def contents(found):
    return [item.content for item in found if isinstance(item, Row)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path, delimiter):
    lines = ["id", "text", "date"], ["1", BODY, "2024-03-01"]
    found = read(tmp_path, "\n".join(delimiter.join(line) for line in lines))
    assert contents(found) == [BODY]
    assert found[0].published == "2024-03-01"


def test_excels_own_first_line_is_understood(tmp_path):
    assert contents(read(tmp_path, f"sep=;\r\nid;text\r\n1;{BODY}\r\n")) == [BODY]


def test_quoted_line_breaks_and_a_byte_order_mark(tmp_path):
    found = read(tmp_path, f'\ufefftext,title\r\n"{BODY}\n\n{BODY}",A\r\n')
    assert contents(found) == [f"{BODY}\n\n{BODY}"]


def test_values_stay_text(tmp_path):
    # NA, null and 007 are words or identifiers here, not missing values and not numbers.
    found = read(tmp_path, "text,title\nNA,007\nnull,1e3\n")
    assert [(item.content, item.title) for item in found] == [("NA", "007"), ("null", "1e3")]


def test_windows_encoding(tmp_path):
    content = "text\nIm Café fiel für Zürich die Entscheidung für Jürgen Groß.\n".encode("cp1252")
    assert contents(read(tmp_path, content)) == [content.decode("cp1252").split("\n")[1]]


def test_ragged_rows_are_listed_and_the_rest_goes_on(tmp_path):
    found = read(tmp_path, f"id,text\n1,{BODY}\n2,{BODY},extra\n3\n4,{BODY}\n5,{BODY},,\n")
    assert [item.record for item in found if isinstance(item, Row)] == [1, 4, 5]
    assert [(item.record, item.reason) for item in found if isinstance(item, Left)] == [
        (2, "3 fields where the header has 2"),
        (3, "1 fields where the header has 2"),
    ]


def test_a_quote_that_is_never_closed_swallows_nothing(tmp_path):
    found = read(tmp_path, f'id,text\n1,"{BODY}\n2,{BODY}\n3,{BODY}\n')
    assert isinstance(found[0], Left)
    assert "never closed" in found[0].reason
    assert contents(found) == [BODY, BODY]


def test_long_fields_are_read_and_the_limit_of_the_module_is_put_back(tmp_path):
    before = csv.field_size_limit()
    assert len(contents(read(tmp_path, "text\n" + "word " * 40_000 + "\n"))[0]) == 200_000
    assert csv.field_size_limit() == before


def test_a_header_alone_is_said(tmp_path):
    assert read(tmp_path, "id,text\n") == [Left("a.csv", 0, "no rows below the header")]


def test_a_text_column_that_stands_twice_is_not_guessed(tmp_path):
    with pytest.raises(UnreadableError, match="text stands more than once"):
        read(tmp_path, "text,text\na,b\n")


def test_twenty_thousand_columns_are_refused(tmp_path):
    with pytest.raises(UnreadableError, match="too many columns: 20,000"):
        read(tmp_path, ",".join(["text", *(f"c{i}" for i in range(19_999))]) + "\n")


class TestParquet:
    def read(self, path, **columns):
        return list(
            delimited.read_parquet(Source("a.parquet", path), settings=ReadSettings(columns))
        )

    def test_dates_and_numbers_become_text(self, tmp_path):
        days = pd.to_datetime(["2024-03-01", "2024-03-02"])
        frame = pd.DataFrame({"text": [BODY, None], "date": days, "source": [7, 8]})
        frame.to_parquet(tmp_path / "a.parquet")
        first, second = self.read(tmp_path / "a.parquet")
        assert (first.published, first.outlet) == ("2024-03-01T00:00:00", "7")
        assert second == Left("a.parquet", 2, "no text", "row 2")

    def test_a_text_column_of_numbers_is_no_text(self, tmp_path):
        pd.DataFrame({"text": [1]}).to_parquet(tmp_path / "a.parquet")
        assert self.read(tmp_path / "a.parquet")[0].reason == "the text is of type int, not text"

    def test_what_is_not_parquet_is_said(self, tmp_path):
        (tmp_path / "a.parquet").write_bytes(b"PAR1" + b"\0" * 100 + b"PAR1")
        with pytest.raises(UnreadableError, match="not readable as Parquet"):
            self.read(tmp_path / "a.parquet")

    def test_a_small_file_may_not_unpack_to_gigabytes(self, tmp_path, monkeypatch):
        monkeypatch.setattr(delimited, "_MIN_REFUSED_BYTES", 1)
        monkeypatch.setattr(delimited, "_MAX_EXPANSION", 2)
        pd.DataFrame({"text": [BODY * 100] * 3000}).to_parquet(tmp_path / "a.parquet")
        with pytest.raises(UnreadableError, match="unpacks to more than"):
            self.read(tmp_path / "a.parquet")


def test_a_record_says_the_line_on_which_it_begins(tmp_path):
    # The first record takes three lines, and an empty line stands before the second.
    content = f'text,title\n"{BODY}\n\n{BODY}",A\n\n{BODY},B\nshort\n'
    assert [item.place for item in read(tmp_path, content)] == ["line 2", "line 6", "line 7"]


def test_lines_below_an_open_quote_keep_their_numbers(tmp_path):
    content = f'text,title\n{BODY},A\n"{BODY},B\n{BODY},C\n{BODY},D\n'
    assert [item.place for item in read(tmp_path, content)] == [f"line {n}" for n in (2, 3, 4, 5)]


def test_a_nul_inside_a_field_is_noted(tmp_path):
    (row,) = read(tmp_path, f"text,title\n{BODY}\0 And more.,A\n")
    assert row.content == f"{BODY} And more."
    assert row.note == "1 NUL bytes removed"


def test_what_is_true_of_the_whole_file_is_told_once(tmp_path):
    content = "text,id,id\nUn café fort,1,2\nUn café noir,3,4\n".encode("cp1252")
    first, second = read(tmp_path, content)
    assert "read as cp1252" in first.note
    assert "the column id stands twice and is not read" in first.note
    assert second.note is None


def test_an_id_that_stands_twice_is_noted_and_both_are_kept(tmp_path):
    first, second, third = read(tmp_path, f"id,text\n1,A {BODY}\n1,B {BODY}\n01,C {BODY}\n")
    assert (first.note, third.note) == (None, None)
    assert second.note == "the id 1 stands more than once"
    assert {first.record, second.record} == {1, 2}


def test_a_last_line_of_one_quotation_mark_is_told(tmp_path):
    row, left = read(tmp_path, 'text,title\nRain,a\n"')
    assert (row.record, left.record) == (1, 2)
    assert "never closed" in left.reason


@pytest.mark.parametrize(
    "field", ["x" * 3000, '"' + "x" * 3000 + '"', '"' + 'x ""y"" ' * 500 + '"']
)
def test_a_field_that_is_too_long_costs_its_own_row_alone(tmp_path, monkeypatch, field):
    monkeypatch.setattr(delimited, "MAX_PAGE_CHARACTERS", 500)
    rows = f'text,title\n{BODY},A\n{field},B\n"{BODY}\n\n{BODY}",C\n{BODY},D\n'
    found = read(tmp_path, rows)
    assert contents(found) == [BODY, f"{BODY}\n\n{BODY}", BODY]
    (left,) = [item for item in found if isinstance(item, Left)]
    assert (left.reason, left.place) == ("a field that is longer than any article", "line 3")
    settings = ReadSettings({})
    counted = sum(counting.count_rows(Source("a.csv", tmp_path / "a.csv"), settings))
    assert counted == 4


def test_a_quote_left_open_in_a_long_line_is_told_and_long_lines_below_it_too(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(delimited, "MAX_PAGE_CHARACTERS", 500)
    long = "x" * 3000
    found = read(tmp_path, f'text,title\n"{long},A\n{BODY},B\n{long},C\n{BODY},D\n')
    assert contents(found) == [BODY, BODY]
    reasons = [item.reason for item in found if isinstance(item, Left)]
    assert "never closed" in reasons[0]
    assert reasons[1:] == ["a field that is longer than any article"]
