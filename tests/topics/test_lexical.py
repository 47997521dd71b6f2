"""Common words of texts, weighed and folded."""

from __future__ import annotations

import numpy as np

from newsvane.topics import lexical


def rows(*texts: str) -> np.ndarray:
    return lexical.rows(lexical.count(texts))


def test_a_rare_word_in_common_weighs_more_than_a_frequent_one():
    every = [f"The council discussed harbour plan {name}" for name in ("alpha", "beta", "gamma")]
    made = rows(*every, "Wrenfield ferry", "Wrenfield bridge", "harbour kiosk", "harbour lamp")
    assert made[3] @ made[4] > made[5] @ made[6]


def test_stop_words_and_case_do_not_count():
    made = rows("The Ferry and the Pier", "ferry pier said", "a committee")
    assert made[0] @ made[1] > 0.999
    assert abs(made[0] @ made[2]) < 0.3


def test_a_text_without_words_is_like_nothing():
    made = rows("", "the and of", "ferry")
    assert not made[:2].any()
    assert np.isfinite(made).all()


def test_texts_without_a_common_word_are_unlike_on_the_average():
    made = rows(*(" ".join(f"w{n}x{k}" for k in range(40)) for n in range(200)))
    products = made @ made.T
    apart = products[~np.eye(200, dtype=bool)]
    assert abs(apart.mean()) < 0.005
    assert 0.03 < apart.std() < 0.06  # 1/√512 = .044
    assert np.allclose(np.diag(products), 1, atol=0.5)


def test_no_texts_have_no_rows():
    assert rows().shape == (0, lexical.N_DIMS)
