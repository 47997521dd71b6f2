import pytest

from newsvane.corpus.databases.story import (
    Story,
    length_note,
    printed_date,
    shortfall,
    to_row,
    unwrap,
)
from newsvane.corpus.reading.rows import Left


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("March 4, 2031 Tuesday 11:21 AM GMT", "March 4, 2031 Tuesday 11:21 AM GMT"),
        ("June 7, 2031, CITY EDITION", "June 7, 2031"),
        ("27. Februar 2031 Montag 9:50 PM GMT+1", "27. Februar 2031 Montag 9:50 PM GMT+1"),
        ("Communication, mardi 14 mars 2031, p. 16", "14 mars 2031"),
        ("1er mai 2031", "1er mai 2031"),
        ("3 de mayo de 2031", "3 de mayo de 2031"),
        ("2031 年 10 月 7 日 17:04", "2031 年 10 月 7 日 17:04"),
        ("09.02.1994", "09.02.1994"),
        ("Mill Review, Winter 2031", "Winter 2031"),
        ("Section B; Column 2", None),
    ],
)
def test_the_date_is_cut_out_of_its_line(line, date):
    assert printed_date(line) == date


def test_hostile_lines_are_read_in_one_pass():
    # A quadratic expression would take hours here.
    for text in ("1" * 2_000_000, "a " * 1_000_000, "May 1, " * 300_000, " " * 2_000_000):
        assert printed_date(text) in (None, "May 1, May 1")
        assert length_note(text, "") == "" or text.startswith("1")
        assert len(unwrap(text)) <= 1


def test_an_empty_article_is_left_out_with_its_place():
    left = to_row(Story([" "]), source_file="a", record=3, format="nexis")
    assert left == Left("a", 3, "no text", "document 3")


def test_a_short_text_is_noted_and_ideographs_are_not_counted():
    assert length_note("1.285 Wörter", "ein Wort " * 30) == (
        "the export says 1285 words, 60 were found"
    )
    assert length_note("1331 字", "鉄鋼の会社が船を作る。" * 30) == ""
    assert length_note("3", "one") == ""


def test_more_documents_than_announced_are_no_shortfall():
    assert shortfall(3, 2, source_file="a") == []
    assert shortfall(3, None, source_file="a") == []
