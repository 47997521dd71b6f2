import pytest

from newsvane.corpus.speech import cues


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("says", "s"),
        ("said", "past"),
        ("told", "past"),
        ("argues", "s"),
        ("denied", "past"),  # y becomes i
        ("admitted", "past"),  # the consonant doubles
        ("urging", "ing"),  # the e goes
        ("wrote", "past"),
        ("goes", "s"),
    ],
)
def test_verbs_are_inflected(form, kind):
    assert cues.CUES[form] == kind


def test_strong_and_weak_verbs_stay_apart():
    assert "said" in cues.STRONG
    assert "added" in cues.WEAK
    assert "added" not in cues.STRONG


def test_a_state_is_no_verb():
    # "The states" would otherwise speak in every article about elections.
    assert "states" not in cues.CUES
    assert "stated" in cues.STRONG


@pytest.mark.parametrize(
    ("sentence", "is_tag"),
    [
        ("she asked.", True),
        ("Mayor Max Roe told reporters.", True),
        ("asked", False),  # nobody
        ("Reporters in the harbour asked nothing.", False),
        ("", False),
    ],
)
def test_tag_of_a_quotation(sentence, is_tag):
    assert cues.opens_with_tag(sentence) is is_tag
