"""Restated: what counts as taken, and no circles."""

import numpy as np

from newsvane.corpus.matching import restated
from newsvane.corpus.matching.pieces import Piece
from newsvane.corpus.matching.restated import Link


def flags(*runs):
    return np.concatenate([np.full(n, bool(i % 2)) for i, n in enumerate(runs)])


TEXT = Piece(" ".join(f"word{i}a" for i in range(200)), ())


def taken(is_shared, *, is_citing, piece=TEXT):
    return restated.is_taken(piece, is_shared=is_shared, is_citing=is_citing)


def test_who_cites_needs_a_third_and_who_does_not_a_half():
    third = flags(30, 35, 70, 35, 30)
    assert taken(third, is_citing=True)
    assert not taken(third, is_citing=False)
    assert taken(flags(0, 60, 70, 50, 20), is_citing=False)


def test_one_block_of_a_small_part_is_not_enough():
    assert not taken(flags(60, 80, 60), is_citing=True)


def test_what_both_only_quote_from_others_is_not_taken():
    words = [f"word{i}a" for i in range(200)]
    words[0], words[120] = "“" + words[0], words[120] + "”"
    speech = Piece(" ".join(words), ())
    assert not taken(flags(0, 60, 10, 50, 80), is_citing=False, piece=speech)


def test_links_in_a_circle_end_at_one_original():
    links = [Link(0.9, 0, 1), Link(0.8, 1, 2), Link(0.7, 2, 0), Link(0.6, 0, 3)]
    assert restated._forest(links, n_articles=4).tolist() == [2, 2, 2, 3]


def test_a_piece_takes_the_one_that_it_shares_most_with():
    links = [Link(0.5, 0, 1), Link(0.6, 0, 2)]
    assert restated._forest(links, n_articles=3).tolist() == [2, 1, 2]
