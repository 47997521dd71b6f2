import pytest

from newsvane.corpus.speech import names
from newsvane.corpus.speech.phrases import clause_of, words_of
from newsvane.corpus.speech.subjects import agrees, before_relative, is_somebody

PEOPLE = names.roster("Ada Byron met Max Roe.")


@pytest.mark.parametrize(
    ("source", "kind", "fits"),
    [
        ("a silent lecture", "base", False),  # "a silent lecture hall" is nobody lecturing
        ("harbour pilots", "base", True),
        ("tax cuts", "s", False),
        ("Byron", "s", True),
        ("the crew", "base", True),  # singular or plural, as the writer likes
        ("a wide array of pilots", "base", True),
        ("the pilot", "past", True),
    ],
)
def test_a_subject_has_the_number_of_its_verb(source, kind, fits):
    assert agrees(source.split(), kind, PEOPLE) is fits


def test_things_are_nobody():
    assert is_somebody(["he"]) and is_somebody("a harbour pilot".split())
    assert not is_somebody("the leaking hull".split())


def test_the_subject_stands_before_a_relative_clause():
    words = words_of("Sailors who saw the hull last week")
    assert before_relative(clause_of(words, PEOPLE), len(words) - 1) == ("Sailors",)
    pause = words_of("Sailors who left, and the hull")
    assert before_relative(clause_of(pause, PEOPLE), len(pause) - 1) == ()
