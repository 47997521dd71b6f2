"""Recognised column names, and values of metadata as text."""

import datetime as dt

import pytest

from newsvane.corpus.reading import columns
from newsvane.corpus.reading.rows import UnreadableError


def test_the_fuller_text_wins():
    assert columns.match(["content", "full_text"], columns={})["text"] == "full_text"


def test_a_mapped_column_wins_and_is_matched_exactly():
    assert columns.match(["text", "Body"], columns={"text": "Body"})["text"] == "Body"
    assert "text" not in columns.match(["text", "Body"], columns={"text": "body"})


def test_a_mapped_column_that_is_missing_leads_to_the_recognised_names(caplog):
    found = columns.require(["text", "day"], columns={"text": "Inhalt", "published": "Tag"})
    assert found == {"text": "text"}
    # A slip in the study's settings must not pass in silence.
    assert [record.getMessage() for record in caplog.records] == [
        "columns.text: no column 'Inhalt'; 'text' is read",
        "columns.published: no column 'Tag'; it stays empty",
    ]
    with pytest.raises(UnreadableError, match="'Inhalt' is mapped to it.*found id, day"):
        columns.require(["id", "day"], columns={"text": "Inhalt"})


@pytest.mark.parametrize(
    "written", ["Publish Date", "publish-date", "PUBLISH_DATE", " publish.date"]
)
def test_case_and_separators_do_not_matter(written):
    assert columns.match([written], columns={}) == {"published": written}


def test_the_columns_found_are_named_and_harmless():
    with pytest.raises(UnreadableError) as caught:
        columns.require(["a\x1b[31m", "x" * 500, *map(str, range(50))], columns={})
    assert "\x1b" not in str(caught.value)
    assert "and 40 more" in str(caught.value)
    assert len(str(caught.value)) < 300


def test_values():
    assert columns.as_text(float("nan")) is None
    assert columns.as_text(dt.date(2024, 3, 1)) == "2024-03-01"
    assert columns.as_text({"a": 1}) is None
    assert columns.as_text([["deep"], None]) == "deep"
    # The shapes in which exports of newsrooms nest a headline and a byline.
    assert columns.as_text({"main": "Ferry to stop", "print_headline": "x"}) == "Ferry to stop"
    assert columns.as_text({"name": None, "value": {"en": "Ferry"}}) == "Ferry"
    assert columns.as_text({"original": "By A. Bell", "person": []}) == "By A. Bell"
    deep: list = []
    for _ in range(5_000):  # deeper than Python's own calls may go
        deep = [deep]
    assert columns.as_text(deep) is None
