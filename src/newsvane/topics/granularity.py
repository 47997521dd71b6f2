"""How many topics a corpus has: as many as come back when it is drawn again.

The documents are clustered on part of them, over and over, at every number of topics. Two draws
agree to some degree (adjusted Rand index) even on a cloud without any topics, the more so the fewer
there are. What counts is the part of the rest: (agreement - that of a cloud) / (1 - that of a
cloud), the cloud having the same mean and covariance. Resampling: Ben-Hur, Elisseeff and Guyon
2002; measuring it by a reference: Lange et al. 2004, "Stability-based validation of clustering
solutions", and John et al. 2020, "M3C", whose reference has the data's principal components.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from newsvane.progress import track
from newsvane.topics.smoothing import smooth

N_TOPICS = (*range(2, 13), 14, 16, 18, 20, 24, 28, 32, 40, 50, 60)
N_DRAWS, N_CLOUDS, N_CLOUD_DRAWS = 24, 16, 2
DRAWN, MOST_DRAWN = 2 / 3, 2000
MOST_TREE = 3000  # documents whose tree gives the centres to begin from
# What seeds differ by: with so many draws 95 to 100 seeds in 100 lead to the same number.
TIE = 0.02
# Below, a corpus is one topic: half of what two draws could agree on beyond a cloud.
LEAST = 0.5


@dataclass(frozen=True)
class Draw:
    """Documents that were drawn, and their topics at each number of topics."""

    rows: np.ndarray
    labels: dict[int, np.ndarray]


@dataclass(frozen=True)
class Curve:
    """How well each number of topics comes back.

    Parameters
    ----------
    n_topics : ndarray of shape (n_numbers,)
        Numbers of topics that were tried.
    agreement, of_cloud : ndarray of shape (n_numbers,)
        Mean adjusted Rand index of two draws: of the documents, and of a cloud like them.
    stability : ndarray of shape (n_numbers,)
        Agreement beyond that of a cloud, as part of what there is; 1 is perfect, 0 is a cloud's.
    draws : list of Draw
        Those of the documents.
    """

    n_topics: np.ndarray
    agreement: np.ndarray
    of_cloud: np.ndarray
    stability: np.ndarray
    draws: list[Draw]

    def chosen(self) -> int:
        """Return the number of topics: 1 where none comes back well.

        Of numbers that come back as well as the best, the largest: a topic too many costs a reader
        less than two that are one.
        """
        if not len(self.n_topics) or self.stability.max() < LEAST:
            return 1
        return int(self.n_topics[self.stability >= self.stability.max() - TIE].max())


def partitions(points: np.ndarray, *, numbers: Sequence[int]) -> dict[int, np.ndarray]:
    """Cluster points at several numbers of topics: Ward's tree, then k-means from its centres.

    Parameters
    ----------
    points : ndarray of shape (n_documents, n_dims)
        As `smooth` makes them.
    numbers : sequence of int
        Numbers of topics.

    Returns
    -------
    dict
        Number of topics → ndarray of shape (n_documents,), topics from 0; fewer than asked for
        where points coincide.
    """
    from scipy.cluster.hierarchy import fcluster, linkage
    from sklearn.cluster import KMeans

    # Evenly over the documents, which are in the order of their texts.
    sample = points[:: -(-len(points) // MOST_TREE)]
    tree = linkage(sample.astype(np.float64), "ward")
    found = {}
    for number in numbers:
        in_sample = fcluster(tree, number, "maxclust") - 1
        centres = [sample[in_sample == k].mean(axis=0) for k in range(in_sample.max() + 1)]
        model = KMeans(len(centres), init=np.array(centres), n_init=1, max_iter=20)
        labels = model.fit_predict(points)
        found[number] = np.unique(labels, return_inverse=True)[1]
    return found


def curve(units: np.ndarray, *, seed: int, least_size: int, also: int | None = None) -> Curve:
    """Measure how well each number of topics comes back.

    Parameters
    ----------
    units : ndarray of shape (n_documents, n_dims)
        Rows of unit length.
    seed : int
        Of what is drawn.
    least_size : int
        Documents of a topic, on the mean, at the largest number of topics that is tried.
    also : int, optional
        A number of topics that is to be measured beside the usual ones.

    Returns
    -------
    Curve
        Empty where there are too few documents for two topics.
    """
    rng = np.random.default_rng(seed)
    n_drawn = min(round(DRAWN * len(units)), MOST_DRAWN)
    numbers = [k for k in N_TOPICS if k <= len(units) // least_size and k <= n_drawn // 2]
    numbers = sorted({*numbers, *([also] if also and 2 <= also <= n_drawn // 2 else [])})
    if not numbers:
        nothing = np.array([])
        return Curve(nothing.astype(int), nothing, nothing, nothing, [])

    def drawn(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        rows = np.sort(rng.choice(len(points), n_drawn, replace=False))
        return rows, points[rows]

    tasks = [drawn(units) for _ in range(N_DRAWS)]
    for _ in range(N_CLOUDS):
        cloud = _cloud(units, rng=rng)
        tasks += [drawn(cloud) for _ in range(N_CLOUD_DRAWS)]
    draws = _worked(tasks, numbers=numbers)
    agreement = _agreement(draws[:N_DRAWS], numbers)
    of_clouds = [
        _agreement(draws[start : start + N_CLOUD_DRAWS], numbers)
        for start in range(N_DRAWS, len(draws), N_CLOUD_DRAWS)
    ]
    of_cloud = _falling(np.mean(of_clouds, axis=0))
    stability = (agreement - of_cloud) / (1 - of_cloud).clip(1e-9)
    return Curve(np.array(numbers), agreement, of_cloud, stability, draws[:N_DRAWS])


def trust(labels: np.ndarray, *, draws: Sequence[Draw], number: int) -> np.ndarray:
    """Return how well each topic comes back in draws of the documents.

    Parameters
    ----------
    labels : ndarray of shape (n_documents,)
        Topics from 0; negative for none.
    draws : sequence of Draw
        With topics at that number of topics.
    number : int
        Number of topics.

    Returns
    -------
    ndarray of shape (n_topics,)
        Mean over the draws of the largest Jaccard coefficient with a topic of the draw, 0–1. From
        .75 a cluster counts as stable, below .6 it should not be trusted (Hennig 2007,
        "Cluster-wise assessment of cluster stability", section 6).
    """
    n_topics = int(labels.max()) + 1
    best = np.zeros(n_topics)
    for draw in draws:
        own, other = labels[draw.rows], draw.labels[number]
        is_in = own >= 0
        shared = np.zeros((n_topics, int(other.max()) + 1))
        np.add.at(shared, (own[is_in], other[is_in]), 1)
        n_own = np.bincount(own[is_in], minlength=n_topics)[:, None]
        either = n_own + np.bincount(other)[None, :] - shared
        best += (shared / either.clip(1)).max(axis=1)
    return best / max(len(draws), 1)


def _worked(
    tasks: Sequence[tuple[np.ndarray, np.ndarray]], *, numbers: Sequence[int]
) -> list[Draw]:
    from threadpoolctl import threadpool_limits

    def work(task: tuple[np.ndarray, np.ndarray]) -> Draw:
        rows, units = task
        return Draw(rows, partitions(smooth(units), numbers=numbers))

    # One draw per core: several threads in each would wait for each other longer than they work.
    with threadpool_limits(1), ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(track(pool.map(work, tasks), "drawing topics again", total=len(tasks)))


def _cloud(units: np.ndarray, *, rng: np.random.Generator) -> np.ndarray:
    """Draw as many directions without topics: a normal cloud of the same mean and covariance."""
    mean = units.mean(axis=0)
    _, spread, axes = np.linalg.svd(units - mean, full_matrices=False)
    normal = rng.standard_normal((len(units), len(spread))).astype(units.dtype)
    made = mean + normal * (spread / len(units) ** 0.5) @ axes
    return made / np.linalg.norm(made, axis=1, keepdims=True).clip(1e-12)


def _agreement(draws: Sequence[Draw], numbers: Sequence[int]) -> np.ndarray:
    found = []
    for one, other in combinations(draws, 2):
        _, mine, yours = np.intersect1d(
            one.rows, other.rows, assume_unique=True, return_indices=True
        )
        found.append([adjusted_rand(one.labels[k][mine], other.labels[k][yours]) for k in numbers])
    return np.mean(found, axis=0)


def adjusted_rand(one: np.ndarray, other: np.ndarray) -> float:
    """Return the adjusted Rand index of two labellings (Hubert and Arabie 1985, equation 5).

    The same as scikit-learn's, twenty times as fast on labels that are known to be sound: draws
    are compared some thousands of times.

    Parameters
    ----------
    one, other : ndarray of shape (n_documents,)
        Labels from 0.

    Examples
    --------
    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    n_other = int(other.max(initial=0)) + 1
    both = np.bincount(one * n_other + other)
    pairs = [float((counts * (counts - 1.0)).sum() / 2) for counts in
             (both, np.bincount(one), np.bincount(other))]  # fmt: skip
    expected = pairs[1] * pairs[2] / max(len(one) * (len(one) - 1) / 2, 1)
    most = (pairs[1] + pairs[2]) / 2
    return 1.0 if most == expected else (pairs[0] - expected) / (most - expected)


def _falling(values: np.ndarray) -> np.ndarray:
    """Fit values that never rise: the more topics, the less two draws of a cloud agree."""
    from sklearn.isotonic import IsotonicRegression

    fitted = IsotonicRegression(increasing=False).fit_transform(np.arange(len(values)), values)
    return np.asarray(fitted)
