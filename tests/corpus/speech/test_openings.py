import pytest

from newsvane.corpus.speech.names import Roster
from newsvane.corpus.speech.openings import checked

TEXT = (
    "Suddenly, it rained. Grain prices fell as the grain rotted. Corbel claims that Vern, or Ely, "
    "left. Then Corbel left. Vern said no. Bakers wept. Roe said it leaks. Old-timers wept."
)


@pytest.mark.parametrize(
    ("word", "named"),
    [
        ("Suddenly", ""),
        ("Grain", ""),  # in lower case elsewhere
        ("They’re", ""),
        ("Corbel", "Corbel"),  # with a capital inside a sentence
        ("Ely", "Ely"),
        ("Roe", "Roe"),  # nothing against it
        ("Bakers", "bakers"),
        ("Old-timers", "old-timers"),
        ("Ada", "Ada"),
    ],
)
def test_a_word_that_opens_its_sentence(word, named):
    people = Roster({"Ada Byron": 1}, by_first={"Ada": "Ada Byron"}, text=TEXT)
    assert checked(word, [word, "said"], people) == named


def test_before_a_verb_that_may_be_a_noun_a_name_needs_another_witness():
    people = Roster(text=TEXT)
    assert checked("Roe", ["Roe", "claims"], people, is_noun=True) == ""
    assert checked("Vern", ["Vern", "claims"], people, is_noun=True) == "Vern"


def test_other_mentions_stay():
    people = Roster(text=TEXT)
    assert checked("Grain", ["Then", "Grain"], people) == "Grain"
    assert checked("", [], people) == ""
