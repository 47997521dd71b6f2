"""Two ways to say what somebody is, and whether they agree."""

import pytest

from newsvane.corpus.speech.offices import affiliated, fits, plain, role_of


@pytest.mark.parametrize(
    ("wanted", "said", "is_same"),
    [
        ("the spy chief", "head of military intelligence", True),
        ("Kyiv’s defense minister", "Ukrainian defence minister", True),
        ("the director of the Harbour Guard Board", "HGB director", True),
        ("the Russian leader", "Russian president", True),
        ("the lawmaker", "senator", True),
        ("the defence minister", "foreign minister", False),
        ("Moscow’s defence minister", "Ukrainian defence minister", False),
        ("the deputy mayor", "mayor", False),
        (
            "the national guard chief",
            "head of the national bank",
            False,
        ),  # only "national" in common
        ("the leader", "president", False),  # of what, nobody says
    ],
)
def test_same_office_or_not(wanted, said, is_same):
    assert fits(role_of("", wanted.split()), role_of("Ada Byron", said.split())) is is_same


@pytest.mark.parametrize(
    "phrase", ["harbour chiefs", "the ferry", "the official", "a source", "Mr", "he the mayor", ""]
)
def test_what_is_no_office_of_one_person(phrase):
    assert role_of("", phrase.split()) is None


def test_an_ambassador_is_of_the_country_that_sends_him():
    assert role_of("", "the US ambassador to Russia".split()).words == {"us"}


def test_an_affiliation_belongs_to_a_seat_in_parliament():
    senator, mayor = role_of("", ["Sen."]), role_of("", ["mayor"])
    assert affiliated(senator, "D", "N.J.").words == {"democratic", "jersey"}
    assert affiliated(mayor, "D", "N.J.") == mayor


def test_words_are_compared_in_one_form():
    assert [plain(low) for low in ("french", "paris", "boats", "the")] == [
        "france", "france", "boat", "",
    ]  # fmt: skip
