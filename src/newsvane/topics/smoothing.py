"""Documents among their neighbours: what they have in common stands out, what is their own fades.

A document's vector is mixed with those of its nearest neighbours, several times over, as in a graph
convolution without weights (Wu et al. 2019, "Simplifying graph convolutional networks"). Themes
come out as clearly as in UMAP's picture, but there is no random start: the same documents give the
same points, on every run and in every order.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

# Mixings. Two to eight agree as well with editors' sections (tests/benchmarks/topics.py).
N_HOPS = 4
N_DIMS = 30  # principal axes that are kept
LEAST_NEIGHBOURS, MOST_NEIGHBOURS = 5, 15
_BLOCK = 2048  # rows of the matrix of cosines that are in memory at a time


def n_neighbours(n_documents: int) -> int:
    """Return how many neighbours a document is mixed with: 0.3 √n, but 5 to 15.

    Examples
    --------
    >>> n_neighbours(100), n_neighbours(1000), n_neighbours(100_000)
    (5, 9, 15)
    """
    wanted = min(max(round(0.3 * n_documents**0.5), LEAST_NEIGHBOURS), MOST_NEIGHBOURS)
    return max(1, min(wanted, n_documents - 1))


def nearest(units: np.ndarray, *, among: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Find the nearest other documents of each, by comparing with all that may be.

    Parameters
    ----------
    units : ndarray of shape (n_documents, n_dims)
        Rows of unit length.
    among : ndarray of shape (n_others,)
        Rows of `units` that may be neighbours; sorted. None is its own.
    n : int
        Neighbours of each; less than `n_others`.

    Returns
    -------
    places : ndarray of shape (n_documents, n)
        Places in `among`, in no order.
    cosine : ndarray of shape (n_documents, n)
        Those below 0 count as 0.

    Examples
    --------
    >>> units = np.array([[1.0, 0.0], [0.8, 0.6], [0.0, 1.0]])
    >>> nearest(units, among=np.array([0, 1, 2]), n=1)[0].ravel().tolist()
    [1, 0, 1]
    """
    others = units[among]
    places = np.empty((len(units), n), dtype=np.intp)
    cosine = np.empty((len(units), n), dtype=np.float32)
    own = np.searchsorted(among, np.arange(len(units))).clip(max=len(among) - 1)
    is_among = among[own] == np.arange(len(units))
    for start in range(0, len(units), _BLOCK):
        block = slice(start, start + _BLOCK)
        all_of = units[block] @ others.T
        all_of[is_among[block], own[block][is_among[block]]] = -np.inf
        best = np.argpartition(-all_of, n - 1, axis=1)[:, :n]
        places[block] = best
        cosine[block] = np.take_along_axis(all_of, best, axis=1).clip(0)
    return places, cosine


def smooth(units: np.ndarray) -> np.ndarray:
    """Mix each document with its neighbours and keep the principal axes.

    Parameters
    ----------
    units : ndarray of shape (n_documents, n_dims)
        Rows of unit length; at least two.

    Returns
    -------
    ndarray of shape (n_documents, 30)
        Rows of unit length; fewer columns where there are fewer dimensions.
    """
    n = len(units)
    rows, cosine = nearest(units, among=np.arange(n), n=n_neighbours(n))
    own = np.repeat(np.arange(n), rows.shape[1])
    graph = sparse.csr_matrix((cosine.ravel(), (own, rows.ravel())), shape=(n, n))
    graph = graph + graph.T
    degree = np.asarray(graph.sum(axis=1)).ravel()
    walk = sparse.diags(1 / degree.clip(1e-9)) @ graph
    mixed = units
    for _ in range(N_HOPS):
        mixed = (mixed + walk @ mixed) / 2
    mixed = mixed - mixed.mean(axis=0)
    _, axes = np.linalg.eigh(mixed.T @ mixed)
    points = mixed @ axes[:, ::-1][:, :N_DIMS]
    return points / np.linalg.norm(points, axis=1, keepdims=True).clip(1e-12)


def place(units: np.ndarray, *, among: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Place all documents where their neighbours are.

    Parameters
    ----------
    units : ndarray of shape (n_documents, n_dims)
        Rows of unit length.
    among : ndarray of shape (n_others,)
        Rows of the documents whose points are known; sorted.
    points : ndarray of shape (n_others, n_axes)
        Their points, as `smooth` makes them, which stay.

    Returns
    -------
    ndarray of shape (n_documents, n_axes)
        Rows of unit length.
    """
    if len(among) == len(units):
        return points
    places, cosine = nearest(units, among=among, n=n_neighbours(len(among)))
    made = np.einsum("ij,ijk->ik", cosine, points[places])
    made /= np.linalg.norm(made, axis=1, keepdims=True).clip(1e-12)
    made[among] = points
    return made
