"""Lines go for their place only where a page stands around them."""

import time

import pytest

from newsvane.corpus.cleaning import noise, regions

BODY = [
    "The ferry to Ostmark will stop in May, its owners said on Monday after a meeting.",
    "Ada Byron, the mayor, warned the islanders that the bridge would be closed in autumn.",
    "Nobody has offered to pay for the repairs so far, and the council is divided over it.",
]
HEADLINE = "Ferry to Ostmark to stop in May"


def kept(*lines):
    return noise.strip(lines).paragraphs


def test_the_main_block_is_where_sentences_are():
    lines = ["Home", "A word from us to all of you today.", *["x"] * 9, *BODY, "Help"]
    assert regions.main_block(lines, [""] * len(lines)) == (11, 14)
    assert regions.main_block(["Home", "Help"], ["", ""]) == (0, 0)


def test_menus_above_the_headline_go_with_names_that_nobody_knows():
    menu = ["Skip to content", "News", "Politics", "Quayside", "Sport", "Opinion", "Tide tables"]
    assert kept(*menu, HEADLINE, *BODY) == (HEADLINE, *BODY)


def test_lines_above_the_text_stay_where_no_menu_is():
    above = ["Ferries", HEADLINE, "Ostmark", "A crossing and its end"]
    assert kept(*above, *BODY) == tuple(above + BODY)


def test_what_follows_a_form_below_the_article_goes():
    form = "Your e-mail address will not be published. Required fields are marked *"
    tail = ["Leave a reply", form, "Ferry songs of the islands", "© 2031 Ostmark Bote"]
    assert kept(HEADLINE, *BODY, *tail) == (HEADLINE, *BODY)


@pytest.mark.parametrize(
    "tail",
    [
        ["Selby 2-1 Lowmere", "Brenley 0-0 Ostmark"],
        ["AD", "Ada Byron, mayor of Ostmark", "Tom Rill, mayor of Selby", "AD"],
        ["the gulls are home", "the news is old", "Share"],
        ["Ines Moll", "Brenley"],
    ],
)
def test_lines_of_the_article_below_its_sentences_stay(tail):
    own = [line for line in tail if line not in ("AD", "Share")]
    assert kept(HEADLINE, *BODY, *tail) == (HEADLINE, *BODY, *own)


def test_sentences_below_the_article_stay():
    tail = ["Leave a reply", "I took that ferry for thirty years and never paid once.", "Name *"]
    assert tail[1] in kept(HEADLINE, *BODY, *tail)


def test_questions_are_links_below_a_heading():
    links = ["Related stories", "Who owns the ferry?", "Ten bridges to see"]
    assert kept(HEADLINE, BODY[0], *links, *BODY[1:]) == (HEADLINE, *BODY)


def test_list_items_and_posts_are_no_links():
    lines = ["More on the ferry", "- it is old", "- it is slow", "and late"]
    assert kept(HEADLINE, BODY[0], *lines, *BODY[1:]) == (HEADLINE, BODY[0], *lines, *BODY[1:])


@pytest.mark.parametrize(
    "lines",
    [["News", "Sport", "Why?"] * 5_000, ["More stories", "A bridge to see"] * 5_000,
     [*["News", "Sport", "Home"] * 3_000, "A headline of words", *BODY] * 2],
)  # fmt: skip
def test_long_pages_take_seconds(lines):
    start = time.perf_counter()
    noise.rules(lines)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize("heading", ["‘One more day’", "What is in the box?"])
def test_a_heading_of_the_text_below_a_list_stays(heading):
    lines = [
        "The bakers were told to move their ovens by the council on Monday evening.",
        "Read more:",
        "Drivers face a long closure of the bridge",
        "The chippy named among the best of the coast",
        heading,
        "Neighbours say that the trouble began when a third oven was lit in October.",
    ]
    assert regions.link_lists(lines, [""] * len(lines)) == {1, 2, 3}


def test_what_announces_something_and_lines_of_verse_are_no_links():
    for line in ("Two births, a lost oar, and verse, which begins:", "The lamp goes round,"):
        assert not regions._is_link(line)
