"""Captions go, sentences and headings of the article stay."""

import pytest

from newsvane.corpus.cleaning import captions

BODY = [
    "The ferry to Ostmark will stop in May, its owners said on Monday after a meeting.",
    "Ada Byron, the mayor, warned the islanders that the bridge would be closed in autumn.",
    "Nobody has offered to pay for the repairs so far, and the council is divided over it.",
]


def found(*lines):
    """Put the lines between the paragraphs of an article and tell which are captions."""
    article = [BODY[0], BODY[1], *lines, BODY[2]]
    return [article[i] for i in sorted(captions.find(article))]


@pytest.mark.parametrize(
    "caption",
    [
        "The ferry leaves Ostmark at noon. (photo credit: A. BELL/REUTERS)",
        "The ferry leaves Ostmark at noon (credit: A. Bell/Handout via Reuters)",
        "The ferry at noon (AP Photo/A. Bell)",
        "The ferry at noon. Photograph: A. Bell/Getty Images",
        "(photo credit: A. BELL)",
        "Image source, Getty Images",
        "Photo: A. Bell",
        "Image caption, The ferry was late at noon.",
        "Image caption The ferry leaves at noon",
        "Image source Reuters",
        "The ferry at noon on the water. REUTERS/A. Bell",
        "Ada Byron, who has been mayor for years, pictured in September 2022",
        "Ada Byron, centre, the mayor of Ostmark (left) with two of her friends",
        "Mayor Ada Byron attends a meeting with the ferry's owners, Ostmark, 3 March 2024",
        "Fishermen gather on the bridge at dawn in Ostmark, on the western islands",
    ],
)
def test_captions(caption):
    assert found(caption) == [caption]


@pytest.mark.parametrize(
    "line",
    [
        "Mayor speaks out",  # a heading of the article's own
        "Why the mayor of Ostmark speaks of the ferry in the past tense",
        "• Fishermen gather on the bridge at dawn in Ostmark, on the western islands",
        "“Fishermen gather on the bridge at dawn in Ostmark, on the western islands",
        "Fishermen gather on the bridge at dawn in Ostmark, on the western islands.",
        "The ferry is gone for good now — Ada Byron (@ada_byron) March 3, 2024",  # a post
        "It was the worst day of the year. Fishermen gather on the bridge in Ostmark",
        "The bridge has been closed since the storm that nobody on the islands had expected",
        "He said that the credit: a loan of 5m, would be paid back.",
        "The agency (Reuters) told the story first.",
        "Media sources Radio Ostmark and Tele Nord reported on the ferry all week.",
        "Video copyright is what the islanders quarrel about.",
    ],
)
def test_no_captions(line):
    assert found(line) == []


def test_a_caption_that_stands_twice_goes_twice():
    caption = "The ferry leaves Ostmark at noon."
    assert found(f"{caption} (photo credit: A. BELL)", caption) == [
        f"{caption} (photo credit: A. BELL)",
        caption,
    ]


def test_a_line_that_repeats_the_text_is_a_caption_beside_one_only():
    repeated = "Mayor Ada Byron warned that the bridge would close for islanders in autumn"
    assert found(repeated) == []
    dated = "Mayor Ada Byron attends a meeting with the ferry's owners, Ostmark, 3 March 2024"
    assert found(repeated, dated) == [repeated, dated]


def test_what_stands_above_the_first_sentence_stays():
    standfirst = (
        "Ferry leaves for the last time as Ada Byron attends a farewell in Ostmark, May 2024"
    )
    assert captions.find([standfirst, *BODY]) == set()


def test_text_without_full_stops_has_no_captions_by_wording():
    verse = [line.rstrip(".") for line in BODY]
    assert (
        captions.find([*verse, "Ada Byron waves from the old ferry in Ostmark, May 2024"]) == set()
    )
