"""Shingles: five words in a row, and what two texts share by them."""

import numpy as np

from newsvane.corpus.matching import shingles, words


def of(text):
    return shingles.of(words.split([text]))[0]


def test_a_changed_word_costs_one_word_of_the_cover():
    one = "a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3"
    other = one.replace("a6", "changed")
    flags = shingles.covered(of(one), by=np.unique(of(other)))
    assert flags.tolist() == [True] * 5 + [False] + [True] * 6


def test_short_texts_have_no_shingles():
    assert len(of("only four words here")) == 0
    assert len(shingles.covered(of("four"), by=of("a b c d e"))) == 0


def test_no_shingle_runs_over_the_end_of_a_text():
    values, text = shingles.of(words.split(["a b c", "d e f", "g h i j k"]))
    assert text.tolist() == [2]
    assert values.tolist() == of("g h i j k").tolist()


def test_gaps_at_both_ends_and_between():
    flags = np.array([False, True, False, False, True, False])
    assert shingles.gaps(flags, most=1).tolist() == [True, False, False, False, False, True]
    assert shingles.gaps(~np.zeros(3, dtype=bool), most=5).sum() == 0
    assert shingles.gaps(np.zeros(3, dtype=bool), most=5).all()
