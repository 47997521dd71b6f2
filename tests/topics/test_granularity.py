"""The number of topics is the one that comes back; a cloud has one topic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from newsvane.topics import granularity, smoothing
from newsvane.topics.granularity import Curve, Draw


def themes(n: int, *, n_themes: int, seed: int = 0) -> np.ndarray:
    """Return n documents in themes that lie apart; the theme is row % n_themes."""
    rng = np.random.default_rng(seed)
    centres = np.eye(n_themes, 60)
    made = centres[np.arange(n) % n_themes] + 0.9 * rng.standard_normal((n, 60)) / 60**0.5
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def curve_of(stability: list[float]) -> Curve:
    numbers = np.array(granularity.N_TOPICS[: len(stability)])
    return Curve(numbers, np.array(stability), np.zeros(len(numbers)), np.array(stability), [])


@pytest.mark.parametrize("n_themes", [3, 6])
def test_planted_themes_are_counted_and_found(n_themes):
    units = themes(360, n_themes=n_themes)
    curve = granularity.curve(units, seed=1, least_size=20)
    assert curve.chosen() == n_themes
    best = curve.stability[curve.n_topics == n_themes]
    assert best > 0.9
    points = smoothing.smooth(units)
    labels = granularity.partitions(points, numbers=[n_themes])[n_themes]
    assert adjusted_rand_score(np.arange(360) % n_themes, labels) > 0.95
    trust = granularity.trust(labels, draws=curve.draws, number=n_themes)
    assert trust.shape == (n_themes,)
    assert (trust > 0.9).all()


def test_a_cloud_is_one_topic():
    rng = np.random.default_rng(0)
    made = 0.5 + rng.standard_normal((300, 40)) / 40**0.5
    units = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    curve = granularity.curve(units, seed=1, least_size=20)
    assert curve.chosen() == 1
    assert abs(curve.stability).max() < 0.5


def test_the_seed_changes_the_draws_and_nothing_else():
    units = themes(200, n_themes=4)
    one, same, other = (granularity.curve(units, seed=seed, least_size=20) for seed in (1, 1, 2))
    assert (one.stability == same.stability).all()
    assert (one.agreement != other.agreement).any()
    assert one.chosen() == other.chosen() == 4


def test_of_numbers_that_come_back_alike_the_largest_is_taken():
    assert curve_of([0.1, 0.94, 0.6, 0.93, 0.925, 0.86, 0.7]).chosen() == 6
    assert curve_of([0.9, 0.4, 0.3]).chosen() == 2


def test_where_nothing_comes_back_there_is_one_topic():
    assert curve_of([0.49, 0.49, 0.49]).chosen() == 1
    assert curve_of([]).chosen() == 1


def test_numbers_are_bounded_by_the_size_of_topics_and_one_may_be_added():
    units = themes(120, n_themes=3)
    assert granularity.curve(units, seed=1, least_size=30).n_topics.tolist() == [2, 3, 4]
    curve = granularity.curve(units, seed=1, least_size=30, also=17)
    assert curve.n_topics.tolist() == [2, 3, 4, 17]
    assert not len(granularity.curve(units[:4], seed=1, least_size=30).n_topics)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40))
def test_agreement_is_that_of_scikit_learn(pairs):
    one, other = np.array(pairs).T
    wanted = adjusted_rand_score(one, other)
    assert granularity.adjusted_rand(one, other) == pytest.approx(wanted)


def test_trust_is_the_share_that_comes_back():
    labels = np.array([0, 0, 0, 0, 1, 1, 1, -1])
    rows = np.arange(8)
    again = Draw(rows, {2: np.array([0, 0, 0, 0, 1, 1, 1, 1])})
    torn = Draw(rows, {2: np.array([0, 0, 1, 1, 1, 1, 1, 1])})
    # Topic 0: whole in one draw, half in the other; 1: 3 of 4 documents, then 3 of 6.
    found = granularity.trust(labels, draws=[again, torn], number=2)
    assert found == pytest.approx([(1 + 1 / 2) / 2, (3 / 4 + 3 / 6) / 2])


def test_points_that_coincide_give_fewer_topics():
    points = np.tile(np.array([[1.0, 0.0]]), (12, 1))
    assert set(granularity.partitions(points, numbers=[3])[3]) == {0}
