"""Front matter of Markdown files."""

import pytest

from newsvane.corpus.reading.single import front_matter


def test_lists_and_quotes():
    text = (
        '---\nTitle: "Ferry: the end"\nauthors:\n  - A. Bell\n  - C. Dorn\n'
        "tags: [a, b]\nsource: Bote\n---\n\nIt stops."
    )
    described, body = front_matter(text)
    assert described == {"title": "Ferry: the end", "outlet": "Bote", "byline": "A. Bell, C. Dorn"}
    assert body.strip() == "It stops."


@pytest.mark.parametrize("text", ["It stops.", "--- a dash\nIt stops.", "---\nnever closed: 1\n"])
def test_text_without_front_matter_stays_whole(text):
    assert front_matter(text) == ({}, text)


def test_many_rules_take_no_time():
    text = "---\n" + "a: b\n" * 200_000
    assert front_matter(text) == ({}, text)
