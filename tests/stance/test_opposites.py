"""Opposites by rule: negation of the main verb, or antonyms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane.stance import opposites

NEGATED = [
    # A modal verb comes first, wherever else a form of be stands.
    ("The city that is poor should pay", "The city that is poor should not pay"),
    ("Members who have left should return.", "Members who have left should not return"),
    # The verb of a relative clause is not the main one.
    ("People who are rich have yachts", "People who are rich do not have yachts"),
    (
        "Ministers who would have voted lied",
        "It is not true that ministers who would have voted lied",
    ),
    ("The mayor has resigned", "The mayor has not resigned"),
    ("The mayor has a yacht", "The mayor does not have a yacht"),
    ("The mayor had a yacht", "The mayor did not have a yacht"),
    ("Trams are a blessing!", "Trams are not a blessing"),
    # Common verbs of claims without an auxiliary.
    ("The dam protects the valley", "The dam does not protect the valley"),
    ("Trams protect the valley", "Trams do not protect the valley"),
    # A negation that is there goes.
    ("The dam is not safe", "The dam is safe"),
    ("The dam isn't safe", "The dam is safe"),
    ("The dam isn’t safe", "The dam is safe"),
    ("The dam can't hold", "The dam can hold"),
    ("The dam cannot hold", "The dam can hold"),
    ("The dam won’t hold", "The dam will hold"),
    ("No tram runs on Sundays", "Tram runs on Sundays"),
    ("Few people swim", "People swim"),
    # Nothing is known of the verb: the whole is denied; a name keeps its capital.
    ("Taxes went up", "It is not true that taxes went up"),
    ("Sandholm sank", "It is not true that Sandholm sank"),
]


@pytest.mark.parametrize(("text", "wanted"), NEGATED)
def test_negation(text, wanted):
    assert opposites.negate(text) == wanted


OPPOSED = [
    ("The dam is safe", "The dam is dangerous"),
    ("The dam is dangerous", "The dam is safe"),
    # Both halves turn, and what was "or" becomes "and".
    ("They are breaking with Bo or leaving", "They are staying loyal to Bo and staying in"),
    # No word is replaced within a word.
    ("The safety of trams matters to us", None),
    # A sentence that is negated is not turned twice.
    ("The dam is not safe", None),
]


@pytest.mark.parametrize(("text", "wanted"), OPPOSED)
def test_antonyms(text, wanted):
    assert opposites.swap_antonyms(text) == wanted
    assert opposites.oppose(text) == (wanted or opposites.negate(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The dam is not safe", True),
        ("Nobody wants it", True),
        ("They hardly speak", True),
        ("It doesn’t hold", True),
        ("They left without a word", True),
        # "not only … but" affirms.
        ("It is not only safe but cheap", False),
        ("The knot and the note", False),
        ("The dam is safe", False),
    ],
)
def test_negated_or_not(text, wanted):
    assert opposites.is_negated(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The city should pay", True),
        ("They urged a ban", True),
        ("The city ought to pay", True),
        ("The mustard is hot", False),
        ("The city pays", False),
    ],
)
def test_normative_or_not(text, wanted):
    assert opposites.is_normative(text) is wanted


WORDS = st.sampled_from(
    "the dam trams No not cannot can't isn't should is are have has been who that safe keep end "
    "protects leave or and never Few won’t does yachts it's . !".split()
)


@given(st.lists(WORDS, min_size=1, max_size=12).map(" ".join))
def test_an_opposite_is_another_sentence_in_one_line(text):
    for made in (opposites.oppose(text), opposites.negate(text)):
        assert made.strip()
        assert made.casefold() != text.casefold()
        assert "\n" not in made


@given(st.text(max_size=40))
def test_any_text_has_an_opposite(text):
    assert opposites.oppose(text)


@given(
    st.sampled_from(["The city", "The dam", "Ministers who have lied"]),
    st.sampled_from(["should", "must", "will", "would", "can"]),
    st.sampled_from(["make trams free", "close the road", "pay"]),
)
def test_a_modal_is_negated_and_restored(subject, modal, rest):
    claim = f"{subject} {modal} {rest}"
    assert opposites.negate(opposites.negate(claim)) == claim


def test_right_is_an_antonym_only_as_a_judgement():
    assert opposites.oppose("The council has the right to close the mill") != (
        "The council has the wrong to close the mill"
    )
    assert opposites.oppose("The council is right") == "The council is wrong"


def test_nobody_turns_into_somebody():
    assert opposites.negate("Nobody should be fined") == "Somebody should be fined"
