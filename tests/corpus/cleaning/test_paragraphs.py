"""Hard wraps are undone; other line ends end a paragraph."""

import textwrap
import time

from hypothesis import given
from hypothesis import strategies as st

from newsvane.corpus.cleaning import paragraphs

FIRST = (
    "The ferry between Ostmark and the islands will stop in May, its owners said, because the "
    "landing bridge is no longer safe and nobody has offered to pay for a high-ranking engineer "
    "to look at it. The town council will meet on Thursday."
)
SECOND = (
    "Islanders fear that the cross-border market will suffer. Some of them have written to the "
    "minister, who has not answered, and others have begun to sell their boats to strangers."
)


def wrapped(text, width):
    return textwrap.wrap(text, width, break_on_hyphens=True)


def test_wrapped_paragraphs_are_joined_at_any_width():
    for width in range(40, 111):
        lines = [*wrapped(FIRST, width), "", *wrapped(SECOND, width)]
        assert paragraphs.split(lines) == [FIRST, SECOND], width


def test_an_early_end_with_a_full_stop_ends_a_paragraph_without_an_empty_line():
    lines = [*wrapped(FIRST, 90), *wrapped(SECOND, 90)]
    assert len(lines[len(wrapped(FIRST, 90)) - 1]) < 60
    assert paragraphs.split(lines) == [FIRST, SECOND]


def test_one_line_is_one_paragraph_where_nothing_is_wrapped():
    lines = [FIRST, SECOND, "“It stops,” he said.", "Nobody knows why."]
    assert paragraphs.split(lines) == lines


def test_a_hyphen_goes_only_where_the_text_has_the_word_without_it():
    lines = [
        "The government and the parlia-",
        "ment met in May. A high-",
        "ranking member of parliament",
        "said nothing at all about it.",
    ]
    (joined,) = paragraphs.split(lines)
    assert "the parliament met" in joined
    assert "A high-ranking member" in joined


def test_list_items_and_addresses_stand_alone():
    lines = [
        "They want three things, which are",
        "• a bridge that does not leak when",
        "the tide comes in at night, and",
        "• a bell that they can hear from",
        "the other side of the water too.",
        "https://ferry.example/news/2024/05/a-very-long-address-that-is-no-text-of-the-article",
    ]
    assert len(paragraphs.split(lines)) == 4


def test_a_short_line_above_wrapped_text_is_its_headline():
    lines = ["Ferry to stop in May", *wrapped(FIRST, 90)]
    assert paragraphs.split(lines) == ["Ferry to stop in May", FIRST]


def test_a_credit_goes_back_to_its_caption():
    lines = ["The ferry at noon", "(photo credit: A. BELL)", "", FIRST]
    assert paragraphs.split(lines)[0] == "The ferry at noon (photo credit: A. BELL)"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="-"), max_size=80)))
def test_no_character_is_lost(lines):
    lines = [" ".join(line.split()) for line in lines]
    split = paragraphs.split(lines)
    # A credit may get brackets, and that is all that is ever added.
    kept = "".join(split).replace(" ", "").replace("(", "").replace(")", "")
    assert kept == "".join(lines).replace(" ", "").replace("(", "").replace(")", "")
    assert all(split)


def test_long_input_takes_seconds():
    start = time.perf_counter()
    paragraphs.split(["word " * 15 + "end"] * 60_000)
    paragraphs.split(["a-" * 400_000])
    paragraphs.split(["www." + "a" * 500_000 + " b"])
    assert time.perf_counter() - start < 5
