"""Which topic a document is in, once clusters are proposed: plain arithmetic on unit vectors.

Labels are integers from 0; `OUTLIER` (-1) is no topic. `parts` maps an article_id to the rows of
its documents, in reading order.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from newsvane.topics.smoothing import n_neighbours, nearest

# Average-link clusters are cut where their mean cosine falls below .20. Measured with
# all-MiniLM-L6-v2 on samples of 5 to 16 BBC, AllSides and Google News articles (ARI and AMI with
# the editors' sections): cuts at .15 and .25 were worse on one or two of the three, the best
# silhouette on all of them, for it splits even a corpus of one theme.
LEAST_COSINE = 0.20
LEAST_NEAR = 0.5  # part of a document's neighbours that are in its topic
MOST_COMPARED = 5000  # average link needs a square matrix
OUTLIER = -1


def cut(units: np.ndarray) -> np.ndarray:
    """Label a small corpus by average-link clustering; no document is left without a topic.

    Parameters
    ----------
    units : ndarray of shape (n_documents, n_dims)
        Rows of unit length.

    Returns
    -------
    ndarray of shape (n_documents,)
        Topic of each; all 0 where nothing sets parts apart, or above `MOST_COMPARED` documents.

    Examples
    --------
    >>> cut(np.array([[1.0, 0.0], [0.8, 0.6]])).tolist()
    [0, 0]
    """
    from sklearn.cluster import AgglomerativeClustering

    if len(units) < 2 or len(units) > MOST_COMPARED:
        return np.zeros(len(units), dtype=int)
    model = AgglomerativeClustering(
        n_clusters=None,
        distance_threshold=1 - LEAST_COSINE,
        metric="precomputed",
        linkage="average",
    )
    return np.asarray(model.fit_predict((1 - units @ units.T).clip(0)))


def dissolve(labels: np.ndarray, *, points: np.ndarray, size: int) -> np.ndarray:
    """Let the documents of topics that are too small join the nearest others.

    Parameters
    ----------
    labels : ndarray of shape (n_documents,)
        Topic of each, from 0.
    points : ndarray of shape (n_documents, n_dims)
        What was clustered; rows of unit length.
    size : int
        Fewest documents of a topic.

    Returns
    -------
    ndarray of shape (n_documents,)
        The smallest topic goes first; the last one stays, whatever its size.

    Examples
    --------
    >>> points = np.array([[1.0, 0.0], [1.0, 0.0], [0.6, 0.8], [0.0, 1.0], [0.0, 1.0]])
    >>> dissolve(np.array([0, 0, 1, 2, 2]), points=points, size=2).tolist()
    [0, 0, 1, 1, 1]
    """
    while True:
        counts = np.bincount(labels)
        smallest = int(counts.argmin())
        if len(counts) == 1 or counts[smallest] >= size:
            return labels
        labels = _renumber(_join(labels, smallest, units=points))


def let_go(labels: np.ndarray, *, units: np.ndarray, among: np.ndarray) -> np.ndarray:
    """Make outliers of the documents whose own neighbours are mostly in other topics.

    Parameters
    ----------
    labels : ndarray of shape (n_documents,)
        Topic of each, from 0.
    units : ndarray of shape (n_documents, n_dims)
        Rows of unit length, not smoothed: smoothing has moved each towards its topic.
    among : ndarray of shape (n_others,)
        Rows of the documents that may be neighbours; sorted.

    Returns
    -------
    ndarray of shape (n_documents,)
        `OUTLIER` where less than `LEAST_NEAR` of its neighbours, weighed by cosine, are in its
        topic. These are the wrong half of the time, and others seldom (tests/benchmarks/topics.py).
    """
    rows, cosine = nearest(units, among=among, n=n_neighbours(len(among)))
    is_own = labels[among[rows]] == labels[:, None]
    weight = cosine.sum(axis=1)
    near = (is_own * cosine).sum(axis=1) / weight.clip(1e-9)
    return np.where(near < LEAST_NEAR, OUTLIER, labels)


def settle(labels: np.ndarray, *, units: np.ndarray, parts: Mapping[str, np.ndarray]) -> np.ndarray:
    """Dissolve topics that no article is about.

    Parameters
    ----------
    labels : ndarray of shape (n_documents,)
        As proposed. If all are outliers, the corpus is one topic.
    units : ndarray of shape (n_documents, n_dims)
        Rows of unit length.
    parts : mapping
        Articles and their documents.

    Returns
    -------
    ndarray of shape (n_documents,)
        Topics numbered without gaps; documents of a topic that is no article's largest share join
        the nearest other topic.
    """
    if (labels == OUTLIER).all():
        return np.zeros(len(labels), dtype=int)
    settled = _renumber(labels)
    while empty := set(settled[settled >= 0].tolist()) - set(homes(settled, parts=parts).values()):
        counts = np.bincount(settled[settled >= 0])
        if len(counts) == 1:  # nothing but scattered passages: the corpus is one topic
            return np.zeros(len(labels), dtype=int)
        smallest = min(empty, key=lambda topic: (counts[topic], topic))
        settled = _renumber(_join(settled, smallest, units=units))
    return settled


def _join(labels: np.ndarray, topic: int, *, units: np.ndarray) -> np.ndarray:
    rows = np.flatnonzero(labels == topic)
    cosine = units[rows] @ centres(labels, units=units).T
    cosine[:, topic] = -np.inf
    joined = labels.copy()
    joined[rows] = cosine.argmax(axis=1)
    return joined


def homes(labels: np.ndarray, *, parts: Mapping[str, np.ndarray]) -> dict[str, int]:
    """Return each article's topic: its largest share, in a tie a topic before none, then the first.

    Examples
    --------
    >>> homes(np.array([-1, 1, 0]), parts={"a": np.array([0, 1, 2]), "b": np.array([0])})
    {'a': 1, 'b': -1}
    """
    found = {}
    for article_id, rows in parts.items():
        own = labels[rows].tolist()
        found[article_id] = min(own, key=lambda k: (-own.count(k), k == OUTLIER, own.index(k)))
    return found


def centres(labels: np.ndarray, *, units: np.ndarray) -> np.ndarray:
    """Return the mean direction of each topic, shape (n_topics, n_dims)."""
    sums = np.zeros((int(labels.max()) + 1, units.shape[1]), dtype=units.dtype)
    np.add.at(sums, labels[labels >= 0], units[labels >= 0])
    # Vectors that cancel out leave no direction; any is right then, none must be a division by 0.
    return sums / np.linalg.norm(sums, axis=1, keepdims=True).clip(1e-12)


def _renumber(labels: np.ndarray) -> np.ndarray:
    kept = np.unique(labels[labels >= 0])
    return np.where(labels >= 0, np.searchsorted(kept, labels), OUTLIER)
