"""Smoothing: neighbours by comparing all, and points that depend on the documents alone."""

from __future__ import annotations

import numpy as np
import pytest

from newsvane.topics import smoothing


def clouds(n: int, *, n_clouds: int = 3, spread: float = 0.8, seed: int = 0) -> np.ndarray:
    """Return n documents in clouds that overlap; the cloud is row % n_clouds."""
    rng = np.random.default_rng(seed)
    centres = np.eye(n_clouds, 24)
    made = centres[np.arange(n) % n_clouds] + spread * rng.standard_normal((n, 24)) / 24**0.5 * 2
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def within_and_between(points: np.ndarray) -> tuple[float, float]:
    same = (np.arange(len(points))[:, None] - np.arange(len(points))) % 3 == 0
    cosine = points @ points.T
    off = ~np.eye(len(points), dtype=bool)
    return float(cosine[same & off].mean()), float(cosine[~same].mean())


def test_neighbours_are_those_of_a_plain_sort(monkeypatch):
    monkeypatch.setattr(smoothing, "_BLOCK", 7)  # several blocks, the last one not full
    units = clouds(40)
    among = np.arange(0, 40, 2)
    places, cosine = smoothing.nearest(units, among=among, n=3)
    for row in range(40):
        others = [other for other in among if other != row]
        wanted = sorted(others, key=lambda other: -float(units[row] @ units[other]))[:3]
        assert set(among[places[row]]) == set(wanted)
        assert sorted(cosine[row]) == pytest.approx(
            sorted(max(0.0, float(units[row] @ units[other])) for other in wanted), abs=1e-5
        )


def test_smoothing_sets_clouds_apart():
    units = clouds(150)
    points = smoothing.smooth(units)
    assert points.shape == (150, 24)
    assert np.linalg.norm(points, axis=1) == pytest.approx(1, abs=1e-5)
    within, between = within_and_between(units)
    smoothed_within, smoothed_between = within_and_between(points)
    assert smoothed_within - smoothed_between > 2 * (within - between)


def test_points_do_not_depend_on_the_order():
    units = clouds(60)
    order = np.random.default_rng(1).permutation(60)
    one, other = smoothing.smooth(units)[order], smoothing.smooth(units[order])
    assert one @ one.T == pytest.approx(other @ other.T, abs=1e-4)


@pytest.mark.parametrize("n", [2, 3, 6])
def test_few_or_equal_documents_have_points(n):
    for units in (clouds(n), np.tile(clouds(1), (n, 1))):
        points = smoothing.smooth(units)
        assert len(points) == n
        assert np.isfinite(points).all()


def test_further_documents_stand_with_their_cloud_and_the_known_stay():
    units = clouds(150)
    known = np.arange(90)
    points = smoothing.smooth(units[known])
    placed = smoothing.place(units, among=known, points=points)
    assert (placed[known] == points).all()
    centres = np.array([points[np.arange(90) % 3 == cloud].mean(axis=0) for cloud in range(3)])
    nearest = (placed[90:] @ centres.T).argmax(axis=1)
    assert (nearest == np.arange(90, 150) % 3).mean() > 0.9
