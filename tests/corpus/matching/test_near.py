"""Near: copies around one original; forms and background are none."""

import random

import numpy as np
import pandas as pd
import pytest

from newsvane.corpus.matching import near, originals, pieces
from newsvane.corpus.matching.pieces import Piece


def prose(seed, n=200):
    rng = random.Random(seed)
    return " ".join("".join(rng.choices("bdfgklmnprst", k=2)) + "ova" for _ in range(n))


def facts(n):
    return originals.gather(
        pd.DataFrame(
            {
                "article_id": [f"a{i:05}" for i in range(n)],
                "length_words": [100] * n,
                "published_from": pd.to_datetime([None] * n),
                "published_to": pd.to_datetime([None] * n),
                "date_source": ["none"] * n,
            }
        )
    )


def is_near(one, other):
    both = Piece(one, ()), Piece(other, ())
    assert near.is_near(*both) == near.is_near(*both[::-1])
    return near.is_near(*both)


@pytest.mark.parametrize(
    "copy",
    [
        prose(1, 60),  # cut by 70 %
        prose(2, 30) + " " + prose(1, 170),  # another opening
        prose(1, 100) + " " + prose(2, 50) + " " + " ".join(prose(1).split()[100:150]),
    ],
)
def test_cut_and_filled_up_copies_are_near(copy):
    assert is_near(copy, prose(1))


def test_background_at_the_end_of_a_new_article_makes_no_copy():
    first = prose(1, 100)
    assert not is_near(first, prose(2, 100) + " " + first)
    assert is_near(first, first + " " + prose(2, 100))


FORM = (
    "the highest temperature of the day was {} degrees at the harbour and {} degrees in the hills "
    "while winds of {} kilometres blew over the northern bay for {} hours and the rain reached {} "
    "millimetres as the weather office told us in its daily bulletin for the islands this evening"
)


def test_a_form_with_other_numbers_is_no_copy():
    assert not is_near(FORM.format(11, 12, 13, 14, 15), FORM.format(21, 22, 23, 24, 25))
    assert is_near(FORM.format(11, 12, 13, 14, 15), FORM.format(11, 12, 13, 14, 25))


def test_short_texts_are_no_near_copies():
    assert not is_near(prose(1, 13), prose(1, 13))
    assert is_near(prose(1, 14), prose(1, 14))


def test_texts_with_equal_keys_are_exact_but_for_empty_ones():
    keys = np.array([[1, 2], [0, 0], [1, 2], [0, 0], [1, 3]], dtype=np.uint64)
    assert near.exact(keys, facts=facts(5)).tolist() == [0, 1, 0, 3, 4]


def test_a_long_chain_of_drifting_copies_is_settled_in_little_work(monkeypatch):
    words = prose(1, 4_000).split()
    n = 600
    n_asked = 0
    plain = near.is_near

    def counting(one, other):
        nonlocal n_asked
        n_asked += 1
        return plain(one, other)

    monkeypatch.setattr(near, "is_near", counting)
    with pieces.open_shelf() as shelf:
        for i in range(n):
            shelf.put(i, text=" ".join(words[i * 6 : i * 6 + 100]), named=())
        pairs = np.array([(i, j) for i in range(n) for j in range(i + 1, min(i + 4, n))])
        original = near.find(pairs, shelf=shelf, facts=facts(n))
        for copy in np.flatnonzero(original != np.arange(n)).tolist():
            assert plain(shelf[copy], shelf[int(original[copy])])
    assert (original != np.arange(n)).sum() > n / 2
    assert (original[original] == original).all()
    assert n_asked < 20 * n
