import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane.corpus.speech import quotes, sentences


def split(text: str) -> list[str]:
    paragraphs = sentences.paragraphs(text)
    found = quotes.find(text, paragraphs)
    spans = []
    for start, end in paragraphs:
        inside = [q for q in found if start <= q.start and q.end <= end]
        spans += sentences.split(text, (start, end), quotes=inside)
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    "sentence",
    [
        "J. K. Roe of the U.S. Navy met Lt. Gen. Max Doe at the U.N. in New York.",  # initials
        "Gov. Ada Roe and Sen. Max Doe paid 3.5 million.",  # titles, a decimal
        "I would not be surprised . . . that it leaks.",  # a spaced ellipsis
        "“Who asked?” Roe said.",  # the tag belongs to its question
        "According to the book Ferries. Rise and Fall, it leaks.",  # a title with a full stop
        "“Never!” shouted the mate.",  # small letter after a closed quotation
    ],
)
def test_stays_one_sentence(sentence):
    assert split(sentence) == [sentence]


def test_every_sentence_of_a_quotation_stands_alone():
    assert split("“It leaks. It sinks,” said Roe. He left.") == [
        "“It leaks.",
        "It sinks,” said Roe.",
        "He left.",
    ]


def test_closing_mark_stays_with_the_sentence_it_closes():
    assert split('"It leaks." "It sinks." He left.') == ['"It leaks."', '"It sinks."', "He left."]


def test_bullets_keep_their_sign():
    assert split("• First point here\n\n• Second point here") == [
        "• First point here",
        "• Second point here",
    ]


def test_a_question_in_quotes_does_not_swallow_an_ordinary_sentence():
    assert split("“Who asked?” Nobody in the harbour answered.") == [
        "“Who asked?”",
        "Nobody in the harbour answered.",
    ]


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u3000"])
def test_a_space_of_several_bytes_before_a_full_stop_is_a_space(space):
    assert split(f"They chose plan A{space}. It works.") == [
        f"They chose plan A{space}.",
        "It works.",
    ]


@given(st.text(alphabet="aB1 .?!…“”‘’\"'\n•-é\u00a0", max_size=120))
def test_every_character_belongs_to_exactly_one_sentence(text):
    joined = "".join("".join(sentence.split()) for sentence in split(text))
    assert joined == "".join(text.split())


def test_a_line_without_end_is_cut_at_spaces():
    parts = sentences.paragraphs("word " * 20_000)
    assert len(parts) > 1
    assert max(end - start for start, end in parts) <= 20_000
