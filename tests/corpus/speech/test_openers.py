import pytest

from newsvane.corpus.speech import openers


@pytest.mark.parametrize("word", ["Upon", "Teachers", "Ostmark-based", "Norwegian", "Columnist"])
def test_words_before_a_name(word):
    assert openers.is_opener(word)


@pytest.mark.parametrize("word", ["Ada", "Jordan", "Hunter", "Hans", "Norman", "Esther", "Renee"])
def test_first_names_are_none(word):
    assert not openers.is_opener(word)
    assert not openers.is_sure_role(word)
