import pytest

from newsvane.corpus.speech import phrases
from newsvane.corpus.speech.names import roster

PEOPLE = roster("Ada Byron met Max Roe.")


def clause(sentence: str) -> phrases.Clause:
    return phrases.clause_of(phrases.words_of(sentence), PEOPLE)


@pytest.mark.parametrize(
    ("before_verb", "phrase"),
    [
        ("But on Monday the old mayor", "the old mayor"),
        ("when a source close to the board", "a source close to the board"),
        ("Speaking to Harbour Radio he", "he"),  # a pronoun is a phrase of its own
        ("that people familiar with the matter", "people familiar with the matter"),
        ("In Kyiv, Ada Byron", "Ada Byron"),
    ],
)
def test_phrase_left_of_a_verb(before_verb, phrase):
    found = clause(before_verb)
    assert " ".join(phrases.left(found, len(found.words) - 1)) == phrase


@pytest.mark.parametrize(
    ("after_verb", "phrase"),
    [
        ("Ada Byron on Monday", "Ada Byron"),
        ("Byron late in the night", "Byron"),
        ("a spokesman for the harbour on Friday", "a spokesman for the harbour"),
        ("Roe they could go", "Roe"),
        ("officials in Kyiv.", "officials in Kyiv"),
        (", nobody", ""),
        ("", ""),
    ],
)
def test_phrase_right_of_a_verb(after_verb, phrase):
    assert " ".join(phrases.right(clause(after_verb), 0)) == phrase


def test_apposition_leads_back_to_the_name():
    found = clause("Ada Byron, 63, a pilot of the old harbour,")
    pause = len(found.words) - 1
    assert phrases.across_appositions(found, pause) == ("Ada", "Byron")


def test_words_keep_initials_titles_and_possessives_whole():
    words = phrases.words_of("Mr. Roe’s U.S. boats’ crew can’t swim.")
    assert words == ["Mr.", "Roe’s", "U.S.", "boats’", "crew", "can’t", "swim", "."]
