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


def test_toml_between_plus_signs():
    text = (
        '+++\ntitle = "Ferry: the end"\ndate = 2024-03-01T10:00:00Z\n'
        'authors = ["A. Bell", "C. D."]\n'
        "[params]\nsource = 'no'\n+++\nIt stops."
    )
    described, body = front_matter(text)
    assert described == {
        "title": "Ferry: the end",
        "published": "2024-03-01T10:00:00+00:00",
        "byline": "A. Bell, C. D.",
    }
    assert body == "It stops."
    assert front_matter(text.replace("\n", "\r\n"))[0] == described


@pytest.mark.parametrize("block", ["It stops.", "a = " + "[" * 9_000, "a = " + "9" * 9_000])
def test_plus_signs_around_no_toml_are_text(block):
    text = f"+++\n{block}\n+++\nIt stops."
    assert front_matter(text) == ({}, text)


def test_many_rules_take_no_time():
    text = "---\n" + "a: b\n" * 200_000
    assert front_matter(text) == ({}, text)
