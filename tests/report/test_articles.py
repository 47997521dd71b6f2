import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane.report import articles
from newsvane.report.articles import Mark


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//example.org/a",
        "http:///a",
        "http://[bad",
        "https://user:secret@example.org/",  # looks like one host and leads to another
        "https://example.org/a b",
        "https://example.org/\u202egnp.exe",
        "java\nscript:alert(1)",
        "https://example.org/" + "a" * 2000,
    ],
)
def test_odd_addresses_are_no_links(url):
    assert not articles.is_safe_url(url)


def test_describe_orders_by_date_and_names_what_has_no_title(tables):
    entries = articles.describe(tables["articles"])
    assert list(entries)[0] == "a1"
    assert list(entries)[-1] == "a6"  # undated
    assert entries["a3"].heading == "(no title) A dam would keep the valley dry, the mayor…"
    assert entries["a1"].url
    assert entries["a4"].url is None
    assert entries["a8"].url is None
    assert entries["a5"].copy_of == "a4"


@given(st.text(), st.text())
def test_anchors_differ_where_names_do(one, other):
    first, second = articles.anchor("a", one), articles.anchor("a", other)
    assert (first == second) == (one == other)
    assert all(c.isascii() and (c.isalnum() or c in "_.-") for c in first)


@given(
    st.text(alphabet="ab \n", max_size=60),
    st.lists(st.tuples(st.integers(-1, 70), st.integers(-1, 70)), max_size=6),
)
def test_paragraphs_lose_no_word(text, places):
    marks = [Mark(f"s{i}", start, end, ()) for i, (start, end) in enumerate(places)]
    read = articles.paragraphs(text, marks)
    shown = " ".join("".join(piece.text for piece in part) for part in read)
    assert shown.split() == text.split()
    starts = [piece.mark for part in read for piece in part if piece.mark and piece.is_start]
    assert len({mark.sentence_id for mark in starts}) == len(starts)  # ids stay unique


def test_a_sentence_over_two_paragraphs_is_marked_in_both():
    read = articles.paragraphs("One two.\n\nThree.", [Mark("s", 4, 16, ())])
    marked = [piece for part in read for piece in part if piece.mark]
    assert [(piece.text, piece.is_start) for piece in marked] == [("two.", True), ("Three.", False)]


def test_chosen_keeps_what_is_linked(tables):
    entries = articles.describe(tables["articles"])
    shown = articles.chosen(entries, wanted={"a12", "a6"}, most=3)
    assert len(shown) == 3
    assert {"a12", "a6"} <= set(shown)
    assert articles.chosen(entries, wanted=set(), most=12) == list(entries)
