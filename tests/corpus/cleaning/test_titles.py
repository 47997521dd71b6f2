"""Which first lines are headlines."""

import pytest

from newsvane.corpus.cleaning import titles

BODY = ["The ferry to Ostmark will stop in May, its owners said on Monday."]


@pytest.mark.parametrize(
    "line",
    [
        "Ferry to stop in May",
        "Ferry to stop in May – owner",
        "£5m ferry to stop",
        "iTunes now sells ferry songs",
        "'My memories of the ferry...'",
        "Why does the ferry stop?",
        "Ostmark Must Act Now To Save The Ferry – OpEd",
    ],
)
def test_headlines(line):
    assert titles.is_headline(line, following=BODY)


@pytest.mark.parametrize(
    "line",
    [
        "The ferry will stop in May.",  # prose
        "“It stops,” he said.",
        "and so it went",  # a piece of a sentence
        "• The ferry stops",
        "https://ferry.example/news",
        "They want:",
        "Ferry",  # a section's name more often than a headline
        "The ferry will stop in May. Nobody knows why that is so, and the owners say no words",
        "word " * 31,
    ],
)
def test_no_headlines(line):
    assert not titles.is_headline(line, following=BODY)


LONG = (
    "The ferry to Ostmark will stop running in May after a hundred years, its owners said on "
    "Monday, because nobody will pay for a new engine."
)


@pytest.mark.parametrize(
    ("line", "below", "is_headline"),
    [
        ("The Ferry Will Stop. Nobody Will Miss It.", LONG, True),  # in capitals as titles are
        ("Ostmark ferry will stop running in May.", LONG, True),  # and is said again below
        ("Ferry will stop in May. Who will pay for its engine.", LONG, True),
        ("Nobody on the islands had seen it coming.", LONG, False),  # prose that is gone on with
        ("Rain fell. Nobody came.", LONG, False),
        ("Ostmark ferry will stop running in May.", BODY[0], False),  # too little below
        ("“Ostmark Ferry Will Stop Running.”", LONG, False),  # somebody speaks
        (
            "Ostmark ferry will stop running in May after a hundred years on the strait here.",
            LONG,
            False,
        ),
    ],
)
def test_a_headline_with_a_full_stop_needs_a_story_that_begins_anew(line, below, is_headline):
    assert titles.is_headline(line, following=[below]) == is_headline


def test_a_headline_stands_above_a_text():
    assert not titles.is_headline("Ferry to stop in May", following=[])
    assert not titles.is_headline("Ferry to stop in May", following=["Home", "News"])


def test_names_of_sites_go():
    assert titles.without_site("Ferry - stop - Bote", outlet="Der Bote") == "Ferry - stop"
    assert titles.without_site("Ferry - stop", outlet="Bote") == "Ferry - stop"
    assert titles.without_site("Bote", outlet="Bote") == "Bote"


def test_repeats():
    assert titles.repeats("FERRY TO STOP IN MAY", "Ferry to stop in May!")
    assert not titles.repeats("Ferry to stop in May, say owners who know about it", "Ferry to stop")
