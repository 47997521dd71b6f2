"""Noise goes, the article stays whole."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane.corpus.cleaning import noise

BODY = [
    "The ferry to Ostmark will stop in May, its owners said on Monday after a meeting.",
    "Ada Byron, the mayor, warned the islanders that the bridge would be closed in autumn.",
    "Nobody has offered to pay for the repairs so far, and the council is divided over it.",
]


@pytest.mark.parametrize(
    "line",
    [
        "Related article: Ferries of the world and those who love them",
        "READ MORE: The last ferry: how it came, why it goes and what will be left of it",
        "Read more: Ferries “doomed”",
        "SEE ALSO: Ferry songs",
        "Curious about the islands? Sign up to our ferry bulletin here",
        "Sign up for our newsletter",
        "Get the ferry news delivered to your inbox every day",
        "Follow us on Twitter",
        "Download our app",
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "Comment *",
        "Save my name, email, and website in this browser for the next time I comment.",
        "3 Comments",
        "By",
        "Share",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Source: Read Full Article",
        "https://ferry.example/a http://ferry.example/b",
        "www.ferry.example",
        "© 2024 The Ostmark Bote. All rights reserved.",
        "(Reporting by Ada Byron; Editing by Charles Bell)",
        "Last updated: 3 March 2024",
        "4 min read",
        "Copyright 2024 Ostmark Bote. This material may not be published or rewritten.",
        "Copyright The Ostmark Bote",
        "Published on 3 March 2024 at 10:15 by Ada Byron.",
        "Updated 3 hours ago.",
        "Enjoying the Bote? Register here.",
        "You have read all of it. Subscribe to the newsletter of the Bote.",
        "The opinions expressed in this column do not represent the policy of the Bote.",
        "Opinions expressed by guest authors are their own.",
    ],
)
def test_noise(line):
    assert noise.is_noise(line)
    assert noise.strip([*BODY, line]).paragraphs == tuple(BODY)
    assert noise.strip([BODY[0], line, *BODY[1:]]).paragraphs == tuple(BODY)


@pytest.mark.parametrize(
    "line",
    [
        "Islanders were asked to sign up to our national plan, the mayor said in her newsletter.",
        "“Sign up for our army here,” the mayor said.",
        "Share prices of the ferry company fell.",
        "The mayor promised to read more: nobody believed her.",
        "The views expressed by the mayor do not reflect those of the council, he said.",
        "He was told to watch: the ferry would come.",
        "By noon the ferry had left the islands",
        "Source of the trouble was the bridge.",
        "The company's address, www.ferry.example, was blocked.",
        "Advertisement revenue fell by half.",
        "• Sign posts are missing",
        "Mayor announces new bridge",
        # Sentences that open like a notice, a stamp or a promotion.
        "Copyright law protects no recipe for fish soup, however old it may be.",
        "Copyright holders want the ferry songs off the site by autumn.",
        "Copyright reform divides the islands",
        "Copyright 1984, a band from Ostmark, plays on the quay every summer.",
        "Published in 2019, the first report on the bridge counts nine cracks.",
        "Created in 1998, the fund pays for lifeboats.",
        "Updated every 10 years, the chart of the strait is wrong again.",
        "The mayor had one plea for parents. Register children for the boat here by May.",
        "The council is split: sign up to our plan here, or pay for the bridge alone.",
        "Media sources Radio Ostmark and Tele Nord reported on the ferry all week.",
        "Watch: the word was painted on the quay in red, and it was meant for the mayor.",
        "Register offices here were shut, the mayor said.",
    ],
)
def test_sentences_of_the_article_stay(line):
    assert line in noise.strip([BODY[0], line, *BODY[1:]]).paragraphs


@pytest.mark.parametrize(
    ("disclaimer", "outlet"),
    [
        (
            "Views expressed in guest columns are not always those of the editors and do not "
            "necessarily represent the stance of The Ostmark Times.",
            "The Ostmark Times",
        ),
        (
            "The opinions expressed here are the author's own and do not reflect the views or "
            "policy of Islands and Ferries Weekly",
            "Islands and Ferries Weekly",
        ),
        ("The views expressed are the author's own.", None),
        ("The views expressed here do not reflect the position of the publisher.", None),
    ],
)
def test_a_disclaimer_names_the_outlet(disclaimer, outlet):
    stripped = noise.strip([*BODY, disclaimer])
    assert (stripped.outlet, stripped.paragraphs) == (outlet, tuple(BODY))


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ada Byron", "Ada Byron"),
        ("By Ada Byron and Charles de Bell", "Ada Byron and Charles de Bell"),
        ("By Ada Byron | 3 March 2024", "Ada Byron"),
        ("BY ADA BYRON, OSTMARK BOTE", "ADA BYRON, OSTMARK BOTE"),
    ],
)
def test_a_byline_is_taken_from_the_top(line, byline):
    stripped = noise.strip(["Ferry to stop", line, *BODY])
    assert (stripped.byline, stripped.paragraphs) == (byline, ("Ferry to stop", *BODY))


def test_a_box_about_the_author_goes():
    about = "Ada Byron is a longtime student of ferries. She has written three books about them."
    stripped = noise.strip([*BODY, "Ada Byron", about, "Leave a Reply"])
    assert (stripped.byline, stripped.paragraphs) == ("Ada Byron", tuple(BODY))
    assert noise.strip(["By Ada Byron", *BODY, about]).paragraphs == tuple(BODY)


def test_a_last_paragraph_about_somebody_else_stays():
    about = "Ada Byron is a longtime student of ferries and has written three books about them."
    assert noise.strip(["By Charles Bell", *BODY, about]).paragraphs == (*BODY, about)


def test_what_was_removed_is_counted_by_rule():
    noisy = ["By Ada Byron", *BODY, "Share", "Sign up for our newsletter", "Share"]
    removed = noise.strip(noisy).removed
    assert removed == (("button or link", 2), ("byline", 1), ("promotion", 1))
    assert noise.strip(BODY).removed == ()


def test_lists_of_links_go_with_their_heading():
    links = ["Related stories", "Ferry songs of the islands", "Ten bridges to see"]
    assert noise.strip([*BODY, *links]).paragraphs == tuple(BODY)
    assert noise.strip([*BODY[:1], *links, *BODY[1:]]).paragraphs == tuple(BODY)


def test_one_line_below_such_a_heading_may_be_the_articles_own():
    article = [BODY[0], "Read more", "Mayor announces new bridge", *BODY[1:]]
    assert "Mayor announces new bridge" in noise.strip(article).paragraphs


@given(st.lists(st.text(min_size=1, max_size=60).filter(str.strip), max_size=12))
def test_what_stays_is_unchanged_and_in_order(paragraphs):
    kept = iter(paragraphs)
    assert all(text in kept for text in noise.strip(paragraphs).paragraphs)


@pytest.mark.parametrize(
    "text", ["a" * 2_000_000, "sign up " * 60, "(" * 600, "views expressed in " * 30, "A b " * 150]
)
def test_hostile_paragraphs_take_seconds(text):
    start = time.perf_counter()
    noise.strip([text] * (1 if len(text) > 1000 else 2_000))
    assert time.perf_counter() - start < 5
