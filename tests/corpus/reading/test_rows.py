"""What a record may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane.corpus.reading import rows


@given(st.text(st.characters(exclude_categories=())))
def test_safe_text_can_always_be_written(text):
    written = rows.safe(text)
    assert "\0" not in written
    assert written.encode("utf-8").decode("utf-8") == written


@given(st.text())
def test_safe_changes_nothing_but_nul(text):
    assert rows.safe(text) == text.replace("\0", "")


@pytest.mark.parametrize(
    ("content", "is_page"),
    [
        ("<p>Rain</p>", True),
        ("<!DOCTYPE html><html>", True),
        ("2 < 3 and 4 > 1", False),
        ("", False),
    ],
)
def test_page_source_is_told_from_text(content, is_page):
    assert rows.is_page(content) is is_page


def test_a_dump_is_no_article():
    assert "too long" in rows.length_problem("a" * 3_500_001, is_html=False)
    assert rows.length_problem("a" * 3_500_001, is_html=True) == ""
