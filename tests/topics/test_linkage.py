"""Average link on a sparse graph: the same groups as on the whole matrix."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster
from scipy.cluster.hierarchy import linkage as whole_linkage
from scipy.spatial.distance import squareform

from newsvane.topics import linkage
from newsvane.topics.linkage import Groups, Rule


def points(n: int, *, n_centres: int, spread: float = 0.6, seed: int = 0) -> np.ndarray:
    """Return unit rows that lie about some centres."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(n_centres, 12))
    rows = centres[rng.integers(n_centres, size=n)] + spread * rng.normal(size=(n, 12))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def groups_of(units, *, first=None, last=None, placed=None) -> Groups:
    n = len(units)
    first = np.zeros(n) if first is None else np.asarray(first, dtype=float)
    return Groups(
        sums=units.copy(),
        sizes=np.ones(n),
        placed=np.ones(n) if placed is None else np.asarray(placed, dtype=float),
        first=first.copy(),
        last=first.copy() if last is None else np.asarray(last, dtype=float),
    )


def on_whole_matrix(units, *, least: float) -> np.ndarray:
    distance = (1 - units.astype(float) @ units.T).clip(0)
    np.fill_diagonal(distance, 0)
    tree = whole_linkage(squareform(distance, checks=False), "average")
    return fcluster(tree, 1 - least, "distance")


def sets_of(labels) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(labels == one).tolist()) for one in set(labels.tolist())}


@settings(max_examples=40, deadline=None)
@given(
    n=st.integers(2, 60),
    n_centres=st.integers(1, 8),
    seed=st.integers(0, 10_000),
    least=st.sampled_from([0.3, 0.5, 0.7]),
)
def test_the_groups_are_those_of_the_whole_matrix(n, n_centres, seed, least):
    units = points(n, n_centres=n_centres, seed=seed)
    found = linkage.cluster(groups_of(units), rule=Rule(least, 7, 0.0))
    assert sets_of(found) == sets_of(on_whole_matrix(units, least=least))


def test_blocks_do_not_change_the_groups(monkeypatch):
    units = points(300, n_centres=20)
    days = np.random.default_rng(1).integers(0, 60, size=300).astype(float)
    days[:20] = -np.inf
    last = np.where(np.isfinite(days), days, np.inf)
    rule = Rule(0.5, 7, 0.05)
    whole = linkage.cluster(groups_of(units, first=days, last=last), rule=rule)
    monkeypatch.setattr(linkage, "ROWS_AT_ONCE", 7)
    monkeypatch.setattr(linkage, "PRODUCTS_AT_ONCE", 500)
    monkeypatch.setattr(linkage, "PAIRS_AT_ONCE", 10)
    parts = linkage.cluster(groups_of(units, first=days, last=last), rule=rule)
    assert whole.tolist() == parts.tolist()


def test_few_neighbours_at_a_time_still_make_one_group(monkeypatch):
    # 200 points about one centre; each knows its nearest three at a time.
    units = points(200, n_centres=1, spread=0.2)
    monkeypatch.setattr(linkage, "MOST_NEIGHBOURS", 3)
    found = linkage.cluster(groups_of(units), rule=Rule(0.5, 7, 0.0))
    assert set(found.tolist()) == {0}


def test_neighbours_that_do_not_count_hide_no_others(monkeypatch):
    # The first could be of a long time; the likest ones are outside of it, the last one is inside.
    monkeypatch.setattr(linkage, "MOST_NEIGHBOURS", 2)
    turn = np.deg2rad([0, 1, 2, 3, 4, 30])
    units = np.stack([np.cos(turn), np.sin(turn)], axis=1).astype(np.float32)
    first, last = [50, 0, 100, 200, 300, 60], [70, 0, 100, 200, 300, 60]
    found = linkage.cluster(groups_of(units, first=first, last=last), rule=Rule(0.5, 7, 0.0))
    assert found.tolist() == [0, 1, 2, 3, 4, 0]


def test_a_group_never_spans_more_than_the_days():
    # A chain: each is like the next and three days from it; together they would span 27 days.
    units = np.tile(np.array([[1.0, 0.0]], dtype=np.float32), (10, 1))
    days = np.arange(10) * 3.0
    found = linkage.cluster(groups_of(units, first=days), rule=Rule(0.5, 7, 0.0))
    for one in set(found.tolist()):
        assert np.ptp(days[found == one]) <= 7


def test_what_could_be_of_any_time_joins_but_does_not_bridge():
    # The undated one is like both, which lie 100 days apart.
    units = np.tile(np.array([[1.0, 0.0]], dtype=np.float32), (3, 1))
    first, last = [0.0, 100.0, -np.inf], [0.0, 100.0, np.inf]
    found = linkage.cluster(groups_of(units, first=first, last=last), rule=Rule(0.5, 7, 0.0))
    assert found[0] != found[1]
    assert found[2] in (found[0], found[1])


@pytest.mark.parametrize(("cosine", "is_joined"), [(0.55, False), (0.65, True)])
def test_without_a_time_the_texts_must_be_more_alike(cosine, is_joined):
    other = [cosine, (1 - cosine**2) ** 0.5]
    units = np.array([[1.0, 0.0], other], dtype=np.float32)
    groups = groups_of(units, first=[0, -np.inf], last=[0, np.inf], placed=[1, 0])
    found = linkage.cluster(groups, rule=Rule(0.5, 7, 0.1))
    assert (found[0] == found[1]) == is_joined


def test_of_equals_the_first_are_merged():
    # The first and the last are too far from each other, and the middle one is as near to both.
    units = np.array([[0.6, 0.8], [1.0, 0.0], [0.6, -0.8]], dtype=np.float32)
    found = linkage.cluster(groups_of(units), rule=Rule(0.5, 7, 0.0))
    assert found.tolist() == [0, 0, 2]


def test_nothing_and_one_article_are_groups_of_their_own():
    assert (
        linkage.cluster(groups_of(np.empty((0, 2), np.float32)), rule=Rule(0.5, 7, 0.0)).size == 0
    )
    assert linkage.cluster(groups_of(points(1, n_centres=1)), rule=Rule(0.5, 7, 0.0)).tolist() == [
        0
    ]
