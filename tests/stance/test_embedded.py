"""The judge that compares: antisymmetric, row by row, whatever stands beside a sentence."""

from __future__ import annotations

import json
from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsvane.stance import claims, embedded
from newsvane.stance.judge import Pair

# Each is the negation of the other by rule, so that claim and opposite can change places exactly.
SHOULD = claims.make("The city should make trams free", claim_id="a")
SHOULD_NOT = claims.make("The city should not make trams free", claim_id="b")
DAM = claims.make("The dam is safe", claim_id="c", opposite="The dam leaks")
SENTENCES = (
    "The city should make trams free",
    "Trams should never be free",
    "Trams are free on Sundays",
    "The dam leaks",
    "Thirty cakes were judged",
)


def vectors(texts):
    """Return the counts of letters, of unit length."""
    counts = np.array([[text.lower().count(chr(97 + i)) for i in range(26)] for text in texts])
    counts = counts + 0.1
    return counts / np.linalg.norm(counts, axis=1, keepdims=True)


def judge(pairs):
    return embedded.EmbeddedJudge(vectors).judge(pairs)


PAIRS = st.lists(
    st.builds(Pair, st.sampled_from(SENTENCES), st.sampled_from([SHOULD, SHOULD_NOT, DAM])),
    min_size=1,
    max_size=12,
)


@given(PAIRS)
@settings(deadline=None)
def test_each_row_is_a_probability_and_its_own(pairs):
    found = judge(pairs)
    assert found.shape == (len(pairs), 3)
    assert (found >= 0).all()
    assert np.allclose(found.sum(axis=1), 1)
    alone = np.vstack([judge([pair]) for pair in pairs])
    assert np.allclose(found, alone)


def test_claim_and_opposite_mirror_each_other():
    assert (SHOULD.opposite, SHOULD_NOT.opposite) == (SHOULD_NOT.text, SHOULD.text)
    found = judge([Pair(sentence, SHOULD) for sentence in SENTENCES])
    mirrored = judge([Pair(sentence, SHOULD_NOT) for sentence in SENTENCES])
    assert np.allclose(found[:, [1, 0, 2]], mirrored)


def test_the_claim_itself_is_in_favor_and_its_opposite_against():
    for claim in (SHOULD, SHOULD_NOT, DAM):
        found = judge([Pair(claim.text, claim), Pair(claim.opposite, claim)])
        assert found[0, 0] > found[0, 1], claim.text
        assert found[1, 1] > found[1, 0], claim.text


def test_a_sentence_of_another_mood_counts_less():
    # "They should" does not tell that they do.
    about = claims.make("Trams are free", claim_id="a")
    measures, _ = embedded.measure(
        [Pair("Trams should be free", about), Pair("Trams are free", about)], vectors
    )
    calm = embedded.measure([Pair("Trams should be free", SHOULD)], vectors)[0]
    assert abs(measures[0, 3]) == pytest.approx(embedded.OTHER_MOOD)
    assert abs(measures[1, 3]) == 1
    assert abs(calm[0, 3]) == 1


def test_relatedness_is_that_to_the_nearer_side():
    _, related = embedded.measure([Pair(DAM.text, DAM), Pair("The dam is dangerous", DAM)], vectors)
    assert related[0] == pytest.approx(1)
    assert 0 < related[1] <= 1


def test_no_pairs_are_no_rows():
    assert judge([]).shape == (0, 3)


def test_the_packaged_calibration_fits_the_measures():
    path = resources.files("newsvane.stance") / "calibration.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    assert tuple(facts["measures"]) == embedded.MEASURES
    packaged = embedded.Calibration.packaged()
    assert len(packaged.side) == len(embedded.MEASURES)
    assert np.isfinite([*packaged.side, *packaged.none]).all()
    assert embedded.EmbeddedJudge(vectors).name == f"embedded-{packaged.version}"


def test_great_measures_do_not_overflow():
    calibration = embedded.Calibration((1e6,) * 4, (0.0, 0.0), "x")
    found = embedded.probabilities(np.ones((1, 4)), np.ones(1), calibration)
    assert found.tolist() == [[1, 0, 0]]
