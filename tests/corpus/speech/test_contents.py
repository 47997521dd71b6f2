import pytest

from newsvane.corpus.speech import names, units

PEOPLE = names.roster("Ada Byron met Max Roe. Nina Doe met Ole Lund.")


def content(sentence: str) -> list[str]:
    (unit,) = units.build(sentence, PEOPLE)
    return [sentence[start:end] for start, end in units.content(sentence, unit)]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        # Behind the cue, however long the subject is.
        ("Byron said the ferry leaks.", ["the ferry leaks."]),
        ("Pilots and clerks of the old harbour board said it leaks.", ["it leaks."]),
        ("Byron said on Sunday in Tallby that it leaks.", ["that it leaks."]),
        ("Byron told reporters the ferry leaks.", ["the ferry leaks."]),
        # Before a tag that closes the sentence.
        ("The ferry leaks, Byron said on Sunday.", ["The ferry leaks"]),
        ("The ferry leaks, said Max Roe.", ["The ferry leaks"]),
        ("The ferry leaks, according to Byron.", ["The ferry leaks"]),
        # On both sides of one inside it.
        ("The ferry, Byron said, leaks all day.", ["The ferry", "leaks all day."]),
        ("According to Byron, the ferry leaks.", ["the ferry leaks."]),
        # Around a cue that names nobody.
        ("The ferry reportedly leaks.", ["The ferry reportedly leaks."]),
        ("Byron said the “old ferry” leaks.", ["the “old ferry” leaks."]),
    ],
)
def test_what_of_a_sentence_its_source_says(sentence, parts):
    assert content(sentence) == parts


def test_the_outlet_says_what_nobody_else_does():
    assert content("The ferry leaks.") == []


def test_a_sign_like_our_own_for_a_quotation_is_no_content():
    assert content("Byron said the \x02 ferry leaks.") == []
