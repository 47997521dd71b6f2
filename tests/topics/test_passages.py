"""Passages: whole paragraphs, no word lost, none too long for the encoder."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from newsvane.topics import passages


def words(n: int) -> str:
    return " ".join(f"w{number}" for number in range(n))


@given(st.lists(st.integers(1, 500), min_size=1, max_size=12))
@example([137, 64])
def test_no_word_is_lost_and_no_passage_too_long(lengths):
    text = "\n\n".join(words(n) for n in lengths)
    found = passages.split(None, text)
    assert " ".join(found).split() == text.split()
    longest = passages.HEAD_WORDS  # with a short rest joined
    assert all(len(passage.split()) <= longest for passage in found)


def test_paragraphs_stay_whole_where_they_fit():
    # 100 + 60 words make one passage; 140 are one of their own.
    found = passages.split(None, f"{words(100)}\n\n{words(60)}\n\n{words(140)}")
    assert [len(passage.split()) for passage in found] == [160, 140]


def test_the_title_opens_the_first_passage_alone():
    found = passages.split("Pier reopens.", f"{words(150)}\n\n{words(150)}")
    assert found[0].startswith("Pier reopens. w0")
    assert found[1].startswith("w0")


def test_a_text_of_one_endless_line_is_sampled_evenly():
    found = passages.split(None, words(1_000_000))
    assert len(found) == passages.MOST_PASSAGES
    assert int(found[-1].split()[0][1:]) > 900_000


def test_a_text_without_words_is_one_passage():
    assert passages.split(None, "  \n\n ") == [""]
    assert passages.split("Only a title", "") == ["Only a title"]
    assert passages.head("Only a title", "") == "Only a title"
