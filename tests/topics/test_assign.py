"""Outliers are those whose neighbours are elsewhere; a topic that no article is about goes."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsvane.topics.assign import OUTLIER, centres, cut, dissolve, homes, let_go, settle


def directions(*degrees: float) -> np.ndarray:
    turned = np.deg2rad(degrees)
    return np.column_stack([np.cos(turned), np.sin(turned)])


def each_its_own(n: int) -> dict[str, np.ndarray]:
    return {f"a{row}": np.array([row]) for row in range(n)}


def test_cut_parts_what_lies_apart_and_nothing_else():
    # 75 degrees are a cosine of .26, 85 degrees one of .09.
    assert len(set(cut(directions(0, 75)))) == 1
    assert len(set(cut(directions(0, 85)))) == 2
    assert cut(directions(30)).tolist() == [0]
    assert cut(directions(*[30] * 50)).tolist() == [0] * 50


def test_a_document_among_those_of_another_topic_is_let_go():
    # Two groups of twelve; the last of the first topic lies in the midst of the second.
    units = directions(*range(12), *range(80, 92), 85)
    labels = np.array([0] * 12 + [1] * 12 + [0])
    found = let_go(labels, units=units, among=np.arange(25))
    assert found.tolist() == [0] * 12 + [1] * 12 + [OUTLIER]
    assert labels[-1] == 0


def test_only_the_documents_given_are_neighbours():
    # The last has the others of its own topic beside it, but they may not be neighbours.
    units = directions(0, 1, 2, 3, 4, 40, 41, 42, 43, 44, 45, 20, 20, 20, 20, 20, 20, 20)
    labels = np.array([0] * 5 + [1] * 6 + [2] * 7)
    everyone = let_go(labels, units=units, among=np.arange(18))
    assert everyone[-1] == 2
    assert let_go(labels, units=units, among=np.arange(11))[-1] == OUTLIER


def test_small_topics_join_the_nearest_smallest_first():
    points = directions(0, 1, 2, 30, 31, 40, 90, 91, 92)
    labels = np.array([0, 0, 0, 1, 1, 2, 3, 3, 3])
    found = dissolve(labels, points=points, size=3)
    assert found.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert dissolve(labels, points=points, size=100).tolist() == [0] * 9
    assert dissolve(labels, points=points, size=1).tolist() == labels.tolist()


def test_nothing_but_outliers_is_one_topic():
    labels = np.full(3, OUTLIER)
    assert settle(labels, units=directions(0, 90, 180), parts=each_its_own(3)).tolist() == [0, 0, 0]


def test_a_topic_that_is_no_articles_largest_joins_the_nearest():
    # Article a: two passages in topic 0 and one in topic 1, which nobody else has.
    units = directions(0, 5, 40, 90, 95)
    parts = {"a": np.array([0, 1, 2]), "b": np.array([3, 4])}
    settled = settle(np.array([0, 0, 1, 2, 2]), units=units, parts=parts)
    assert settled.tolist() == [0, 0, 0, 1, 1]


def test_articles_of_scattered_passages_are_one_topic():
    # Each article is mostly outliers, so that no topic would be anybody's.
    units = directions(0, 1, 120, 200, 210, 300)
    labels = np.array([0, 0, OUTLIER, OUTLIER, OUTLIER, OUTLIER])
    parts = {"a": np.array([0, 2, 3]), "b": np.array([1, 4, 5])}
    assert settle(labels, units=units, parts=parts).tolist() == [0] * 6


@given(st.lists(st.integers(-1, 4), min_size=1, max_size=30), st.integers(1, 5))
def test_every_topic_is_some_articles_and_none_is_skipped(labels, n_articles):
    rng = np.random.default_rng(len(labels))
    units = rng.normal(size=(len(labels), 3))
    units /= np.linalg.norm(units, axis=1, keepdims=True)
    owners = np.arange(len(labels)) % n_articles
    parts = {f"a{k}": np.flatnonzero(owners == k) for k in set(owners.tolist())}
    settled = settle(np.array(labels), units=units, parts=parts)
    topics = set(settled[settled >= 0].tolist())
    assert topics == set(range(len(topics)))
    assert topics
    assert topics <= set(homes(settled, parts=parts).values())


def test_a_tie_goes_to_a_topic_before_none_and_to_the_first_passage():
    labels = np.array([OUTLIER, 1, 0])
    assert homes(labels, parts={"a": np.arange(3)}) == {"a": 1}


def test_a_centre_of_opposites_is_no_division_by_zero():
    assert np.isfinite(centres(np.array([0, 0]), units=directions(0, 180))).all()
