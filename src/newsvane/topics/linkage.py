"""Average-link clustering of unit vectors on a sparse graph, exact, with no square matrix.

The mean cosine of two groups is the product of the sums of their vectors over the product of their
sizes, so a group needs its sum alone. Average link is reducible: what two groups are worth to a
third when they are one is at most the better of what each was worth. So a pair that is below the
threshold can be dropped for good, and pairs of articles above it are all that is ever needed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# Pairs of groups whose vectors are multiplied at once: 32,768 × 384 numbers of 4 bytes are 50 MB.
PAIRS_AT_ONCE = 1 << 15


@dataclass
class Groups:
    """Groups of articles, each known by its first one; those that were merged away are stale.

    Parameters
    ----------
    sums : ndarray of shape (n_articles, n_dims)
        Sum of the vectors of a group.
    sizes : ndarray of shape (n_articles,)
        Number of articles.
    placed : ndarray of shape (n_articles,)
        Sum of how well each article is placed in time, 0–1.
    first, last : ndarray of shape (n_articles,)
        Latest first day and earliest last day of the group, in days.
    """

    sums: np.ndarray
    sizes: np.ndarray
    placed: np.ndarray
    first: np.ndarray
    last: np.ndarray

    def worth(self, one: np.ndarray, other: np.ndarray, *, penalty: float) -> np.ndarray:
        """Return the mean, over the articles of two groups, of cosine less `penalty` if unplaced.

        Parameters
        ----------
        one, other : ndarray of shape (n_pairs,)
            Groups.
        penalty : float
            What a pair loses when an article of it could be of any time.

        Returns
        -------
        ndarray of shape (n_pairs,)
            float32.
        """
        found = np.empty(len(one), dtype=np.float32)
        for start in range(0, len(one), PAIRS_AT_ONCE):
            a, b = one[start : start + PAIRS_AT_ONCE], other[start : start + PAIRS_AT_ONCE]
            cosine = np.einsum("ij,ij->i", self.sums[a], self.sums[b])
            placed = self.placed[a] * self.placed[b]
            n_pairs = self.sizes[a] * self.sizes[b]
            found[start : start + PAIRS_AT_ONCE] = (cosine + penalty * placed) / n_pairs - penalty
        return found

    def gap(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return the least number of days that two groups must cover together."""
        latest = np.maximum(self.first[one], self.first[other])
        return latest - np.minimum(self.last[one], self.last[other])

    def join(self, kept: np.ndarray, gone: np.ndarray) -> None:
        """Merge pairs of groups, each group in one pair at most."""
        self.sums[kept] += self.sums[gone]
        self.sizes[kept] += self.sizes[gone]
        self.placed[kept] += self.placed[gone]
        self.first[kept] = np.maximum(self.first[kept], self.first[gone])
        self.last[kept] = np.minimum(self.last[kept], self.last[gone])


def agglomerate(
    pairs: tuple[np.ndarray, np.ndarray, np.ndarray],
    *,
    groups: Groups,
    least: float,
    days: float,
    penalty: float,
) -> np.ndarray:
    """Merge groups by average link until no two are worth `least` and within `days`.

    In each round all pairs that are each other's best are merged: average link gives the same
    groups so as when only the best pair is merged at a time (Bruynooghe 1978; Sumengen et al. 2021,
    arXiv:2105.11653).

    Parameters
    ----------
    pairs : tuple of three ndarray of shape (n_pairs,)
        Two articles, the first below the second, and their worth, at least `least`.
    groups : Groups
        One for each article; changed.
    least : float
        Worth from which two groups are one.
    days : float
        Most days that a group must cover.
    penalty : float
        See `Groups.worth`.

    Returns
    -------
    ndarray of shape (n_articles,)
        First article of the group of each.
    """
    n = len(groups.sizes)
    home = np.arange(n)
    a, b, worth = pairs
    while len(a):
        # The best pair comes first; the first of equals is that of the first articles.
        order = np.lexsort((b, a, -worth))
        a, b, worth = a[order], b[order], worth[order]
        is_best = _is_best_of_both(a, b, n=n)
        groups.join(a[is_best], b[is_best])
        into = np.arange(n)
        into[b[is_best]] = a[is_best]
        home = into[home]
        is_new = np.zeros(n, dtype=bool)
        is_new[a[is_best]] = True
        a, b = into[a], into[b]
        changed = is_new[a] | is_new[b]
        pair = np.unique(np.minimum(a, b)[changed] * n + np.maximum(a, b)[changed])
        x, y = pair // n, pair % n
        near = (x != y) & (groups.gap(x, y) <= days)
        x, y = x[near], y[near]
        fresh = groups.worth(x, y, penalty=penalty)
        good = fresh >= least
        a = np.concatenate([a[~changed], x[good]])
        b = np.concatenate([b[~changed], y[good]])
        worth = np.concatenate([worth[~changed], fresh[good]])
    return home


def _is_best_of_both(a: np.ndarray, b: np.ndarray, *, n: int) -> np.ndarray:
    """Tell which pairs, given from the best to the worst, are the best of both their members."""
    best = np.empty(n, dtype=np.intp)
    # Of several values for one place the last one stays: that of the best pair.
    best[np.stack([a, b], axis=1)[::-1].ravel()] = np.repeat(np.arange(len(a))[::-1], 2)
    return best[a] == best[b]
