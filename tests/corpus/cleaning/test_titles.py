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
