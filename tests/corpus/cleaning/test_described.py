"""What a page says about its article outside of its text."""

import pytest

from newsvane.corpus.cleaning import described, tree


def describe(head="", body=""):
    return described.describe(tree.parse(f"<html><head>{head}</head><body>{body}</body></html>"))


def data(written):
    return f'<script type="application/ld+json">{written}</script>'


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        ('<meta name="author" content="By Ada Byron">', "", "Ada Byron"),
        ('<meta property="article:author" content="https://b.example/ada">', "", None),
        (data('{"@type":"NewsArticle","headline":"x","author":{"name":"Ada Byron"}}'), "",
         "Ada Byron"),
        (data('{"@graph":[{"@type":["Article"],"headline":"x","author":'
              '[{"name":"Ada Byron"},{"name":"Charles Bell"}]}]}'), "", "Ada Byron, Charles Bell"),
        (data("{broken") + '<meta name="author" content="Ada Byron">', "", "Ada Byron"),
        ("", '<p class="byline">By <a>Ada Byron</a> | 3 March 2031</p>', "Ada Byron"),
        ("", '<a rel="author">Ada Byron</a>', "Ada Byron"),
        ("", '<p class="byline">Von Ada Byron</p>', "Ada Byron"),
        ("", '<p class="byline">All rights reserved by the owners of the ferry</p>', None),
        ('<meta name="author" content="admin">', "", None),
        ('<meta name="author" content="The Bote"><meta property="og:site_name" content="The Bote">',
         "", None),
    ],
)  # fmt: skip
def test_byline(head, body, byline):
    assert describe(head, body).byline == byline


def test_the_one_heading_is_the_title_and_the_site_is_cut_off():
    head = (
        '<title>Ferry to stop - The Bote</title><meta property="og:site_name" content="The Bote">'
    )
    assert describe(head, "<h1>Ferry to stop</h1>").title == "Ferry to stop"
    assert describe(head).title == "Ferry to stop"
    assert describe(head, "<h1>The Bote</h1><h1>x</h1>").title == "Ferry to stop"


def test_structured_data_that_nests_without_end_is_passed_over():
    assert describe(data("[" * 100_000)).title is None
