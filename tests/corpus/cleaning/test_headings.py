"""Headings of lists and labels of links are told from headings of the article's own."""

import pytest

from newsvane.corpus.cleaning import headings


@pytest.mark.parametrize(
    "line",
    ["Related stories", "MORE STORIES", "Most read this week", "Read these next", "Don't miss",
     "People also read", "You may also like", "Trending now", "Mehr zum Thema", "À lire aussi",
     "Most read and most shared"],
)  # fmt: skip
def test_headings_of_lists(line):
    assert headings.is_list_head(line)
    assert headings.may_be_list_head(line)


@pytest.mark.parametrize("line", ["Latest from the Bote", "More on ferries", "Also on the Bote"])
def test_headings_that_need_links_below(line):
    assert not headings.is_list_head(line)
    assert headings.may_be_list_head(line)


@pytest.mark.parametrize(
    "line",
    ["The video", "Other features", "More rain", "Related crimes", "All across the nation",
     "In other developments", "Read the letter", "Best of enemies", "A story of most people"],
)  # fmt: skip
def test_headings_of_the_article(line):
    assert not headings.is_list_head(line)
    assert not headings.may_be_list_head(line)


@pytest.mark.parametrize(
    ("line", "is_known"),
    [
        ("(Also on the Bote: Ferry songs)", True),
        ("Full coverage: the ferry", True),
        ("This article tagged under: Ferries", True),
        ("READ MORE » Ferry songs", True),
        ("The mayor: I want more", False),
        ("Price: 12 euros", False),
        ("More", False),
    ],
)
def test_labels(line, is_known):
    assert headings.is_labelled(line) is is_known


@pytest.mark.parametrize(
    ("line", "is_known"),
    [
        ("All about the ferry →", True),
        ("Mayor ‘wants a bridge’ Read more", True),
        ("→ life vests", False),
        ("«Je reste»", False),
        ("She wanted to read more", False),
        ("He left. »", False),
    ],
)
def test_teasers(line, is_known):
    assert headings.is_teaser(line) is is_known
