import pytest

from newsvane.corpus.speech.roles import is_role, singular


@pytest.mark.parametrize(
    "word",
    ["campaigner", "Economist", "midwife", "chairwomen", "employees", "actuaries"],
)
def test_words_for_persons(word):
    assert is_role(word)


@pytest.mark.parametrize("word", ["winter", "number", "degree", "Taylor-made", "list", "bridge"])
def test_words_that_only_look_like_them(word):
    assert not is_role(word)


def test_singular():
    assert [singular(w) for w in ("parties", "bosses", "rabbis", "census", "analysis")] == [
        "party",
        "boss",
        "rabbi",
        "census",
        "analysis",
    ]
