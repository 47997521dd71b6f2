import pytest

from newsvane.corpus.speech.sayers import can_speak, head_of


@pytest.mark.parametrize(
    "phrase",
    [
        "Ada Byron",
        "Ada Byron and Max Roe",
        "Freedonia",
        "The Harbour Post",
        "Corbel & Sons",
        "officials",
        "critics of the ferry",
        "a senior aide to the mayor",
        "a source close to the board",
        "the plucky pensioner",
        "her son-in-law",
        "a memo dated 2 May",  # a document, whatever is told of it
        "the state audit office",
        "those familiar with the plan",
        "several others",
        "ministers there",
        "Ali al-Roe",
        "1,409 teachers",
    ],
)
def test_who_can_speak(phrase):
    assert can_speak(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "nowhere",  # adverbs
        "repeatedly",
        "71 per cent",  # shares and numbers, of whomever
        "72 percent of Democrats",
        "Seventy-nine per cent of the people",
        "384",
        "three in ten",
        "nearly half",
        "Tuesday",
        "the past",  # no word for a person, a body or a document
        "a larger",
        "presented to a silent",
        "the emotional impact",
        "nobody",
        "R-Texas",  # a party and a state
        "N.",
        "the ferry is old and the mayor",  # a clause
        "Having",  # a capital that only opens its sentence
        "Thanks",
        "a b c d e f g h i j k l mayor",  # too long for a phrase
    ],
)
def test_who_cannot(phrase):
    assert not can_speak(phrase)


def test_the_head_stands_before_a_participle():
    assert head_of("a memo seen by the Post".split()) == 1
    assert head_of("a retired sailor".split()) == 2
