"""Average-link clustering of unit vectors on a sparse graph, with no square matrix.

The mean cosine of two groups is the product of the sums of their vectors over the product of their
sizes, so a group needs its sum alone. Average link is reducible: what two groups are worth to a
third when they are one is at most the better of what each was worth. So a pair that is below the
threshold can be dropped for good, and pairs of articles above it are all that is ever needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

# Pairs of groups whose vectors are multiplied at once: 32,768 × 384 numbers of 4 bytes are 50 MB.
PAIRS_AT_ONCE = 1 << 15
# Products that are looked through at once: 16 MB, and ten times as much where all are high.
PRODUCTS_AT_ONCE = 1 << 22
ROWS_AT_ONCE = 1 << 10
# Of one group the nearest so many are kept at a time: 130 MB at most for 100,000 groups.
MOST_NEIGHBOURS = 64

# Two groups, the first below the second, and what they are worth.
Pairs = tuple[np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Rule:
    """When two groups are one: they are worth `least` and within `days`.

    Parameters
    ----------
    least : float
        Mean similarity of their pairs of articles, at least.
    days : int
        Days that the articles of both must lie apart, at most.
    penalty : float
        What a pair loses when an article of it could be of any time.
    """

    least: float
    days: int
    penalty: float


@dataclass
class Groups:
    """Groups of articles, each named by its first; what was merged into another one is stale.

    Parameters
    ----------
    sums : ndarray of shape (n_articles, n_dims)
        Sum of the vectors of a group.
    sizes : ndarray of shape (n_articles,)
        Number of articles.
    placed : ndarray of shape (n_articles,)
        Sum of how well each article is placed in time, 0–1.
    first, last : ndarray of shape (n_articles,)
        Latest first day and earliest last day of the articles; infinite where there is none.
    """

    sums: np.ndarray
    sizes: np.ndarray
    placed: np.ndarray
    first: np.ndarray
    last: np.ndarray

    def worth(self, one: np.ndarray, other: np.ndarray, *, rule: Rule) -> np.ndarray:
        """Return the mean similarity of pairs of groups, float32 of shape (n_pairs,)."""
        found = np.empty(len(one), dtype=np.float32)
        for start in range(0, len(one), PAIRS_AT_ONCE):
            a, b = one[start : start + PAIRS_AT_ONCE], other[start : start + PAIRS_AT_ONCE]
            cosine = np.einsum("ij,ij->i", self.sums[a], self.sums[b])
            found[start : start + PAIRS_AT_ONCE] = cosine / (self.sizes[a] * self.sizes[b])
        return found - self.loss(one, other, rule=rule)

    def loss(self, one: np.ndarray, other: np.ndarray, *, rule: Rule) -> np.ndarray:
        """Return what pairs of groups lose as their articles could be of any time."""
        placed = self.placed[one] * self.placed[other] / (self.sizes[one] * self.sizes[other])
        return (rule.penalty * (1 - placed)).astype(np.float32)

    def gap(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return how many days the articles of two groups must lie apart, at the least."""
        latest = np.maximum(self.first[one], self.first[other])
        return latest - np.minimum(self.last[one], self.last[other])

    def join(self, kept: np.ndarray, gone: np.ndarray) -> None:
        """Merge pairs of groups, each group in one pair at most."""
        self.sums[kept] += self.sums[gone]
        self.sizes[kept] += self.sizes[gone]
        self.placed[kept] += self.placed[gone]
        self.first[kept] = np.maximum(self.first[kept], self.first[gone])
        self.last[kept] = np.minimum(self.last[kept], self.last[gone])


def cluster(groups: Groups, *, rule: Rule) -> np.ndarray:
    """Merge groups by average link until no two are one by the rule.

    Parameters
    ----------
    groups : Groups
        One for each article, in a canonical order; changed.
    rule : Rule
        When two groups are one.

    Returns
    -------
    ndarray of shape (n_articles,)
        First article of the group of each.

    Notes
    -----
    The result is that of average link on the whole matrix, as long as no article has more than
    `MOST_NEIGHBOURS` others above the threshold. Beyond it the nearest are merged first; then the
    groups take the place of the articles, until none is left to merge.

    Examples
    --------
    >>> units = np.array([[1.0, 0.0], [0.0, 1.0], [0.8, 0.6]], dtype=np.float32)
    >>> zero, one = np.zeros(3), np.ones(3)
    >>> groups = Groups(units, one.copy(), one.copy(), zero.copy(), zero.copy())
    >>> cluster(groups, rule=Rule(least=0.7, days=7, penalty=0.0)).tolist()
    [0, 1, 0]
    """
    home = np.arange(len(groups.sizes))
    is_whole = False
    while not is_whole:
        pairs, is_whole = _pairs(groups, np.unique(home), rule=rule)
        home = _agglomerate(pairs, groups=groups, rule=rule)[home]
    return home


def _pairs(groups: Groups, names: np.ndarray, *, rule: Rule) -> tuple[Pairs, bool]:
    """Find the pairs of groups that are worth enough, and tell whether these are all."""
    found: list[Pairs] = [(names[:0], names[:0], np.empty(0, dtype=np.float32))]
    is_whole = True
    for rows, columns in _blocks(groups, names, days=rule.days):
        means = groups.sums[rows] / groups.sizes[rows, None].astype(np.float32)
        others = groups.sums[columns] / groups.sizes[columns, None].astype(np.float32)
        cosine = means @ others.T
        # What comes before a row in its own block is seen from there.
        cosine[np.arange(len(columns)) <= np.arange(len(rows))[:, None]] = -np.inf
        row, column = np.nonzero(cosine >= rule.least)
        a, b = np.minimum(rows[row], columns[column]), np.maximum(rows[row], columns[column])
        worth = cosine[row, column] - groups.loss(a, b, rule=rule)
        is_good = (worth >= rule.least) & (groups.gap(a, b) <= rule.days)
        is_kept = is_good.copy()
        is_kept[is_good] = _is_near(row[is_good], worth[is_good])
        is_whole &= bool((is_kept == is_good).all())
        found.append((a[is_kept], b[is_kept], worth[is_kept]))
    a, b, worth = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return (a, b, worth), is_whole


def _blocks(
    groups: Groups, names: np.ndarray, *, days: int
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield rows, and what they are compared with: themselves first, then what comes behind.

    Groups that could be of any day of a long time, or of any at all, come first and are compared
    with all others; the rest stands by its days, and is compared with what is near.
    """
    width = groups.last[names] - groups.first[names]
    is_wide = ~(width <= days)
    order = np.lexsort((names, groups.first[names], ~is_wide))
    names, first, last = names[order], groups.first[names][order], groups.last[names][order]
    n_wide = int(is_wide.sum())
    start = 0
    while start < len(names):
        stop = min(start + ROWS_AT_ONCE, len(names) if start >= n_wide else n_wide)
        end = len(names)
        if start >= n_wide:
            latest = last[start:stop].max() + days
            end = n_wide + int(np.searchsorted(first[n_wide:], latest, side="right"))
        stop = min(stop, start + max(PRODUCTS_AT_ONCE // (end - start), 1))
        yield names[start:stop], names[start:end]
        start = stop


def _is_near(row: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Tell which pairs are among the best `MOST_NEIGHBOURS` of their row; rows are ascending."""
    n_before = np.searchsorted(row, row)
    order = np.lexsort((-worth, row))
    is_near = np.empty(len(row), dtype=bool)
    is_near[order] = np.arange(len(row)) - n_before < MOST_NEIGHBOURS
    return is_near


def _agglomerate(pairs: Pairs, *, groups: Groups, rule: Rule) -> np.ndarray:
    """Merge groups along pairs, and return for each article the first of its group.

    In each round all pairs that are each other's best are merged. For average link that gives the
    same groups as merging the one best pair at a time (Bruynooghe 1978; Sumengen et al. 2021,
    arXiv:2105.11653).
    """
    n = len(groups.sizes)
    home = np.arange(n)
    a, b, worth = pairs
    while len(a):
        is_best = _is_best_of_both(a, b, worth, n=n)
        kept, gone = a[is_best], b[is_best]
        groups.join(kept, gone)
        into = np.arange(n)
        into[gone] = kept
        home = into[home]
        is_new = np.zeros(n, dtype=bool)
        is_new[kept] = True
        a, b = into[a], into[b]
        is_changed = is_new[a] | is_new[b]
        pair = np.unique(np.minimum(a, b)[is_changed] * n + np.maximum(a, b)[is_changed])
        x, y = pair // n, pair % n
        is_near = (x != y) & (groups.gap(x, y) <= rule.days)
        x, y = x[is_near], y[is_near]
        fresh = groups.worth(x, y, rule=rule)
        is_enough = fresh >= rule.least
        a = np.concatenate([a[~is_changed], x[is_enough]])
        b = np.concatenate([b[~is_changed], y[is_enough]])
        worth = np.concatenate([worth[~is_changed], fresh[is_enough]])
    return home


def _is_best_of_both(a: np.ndarray, b: np.ndarray, worth: np.ndarray, *, n: int) -> np.ndarray:
    """Tell which pairs are the best of both members; of equals the first in the canonical order."""
    highest = np.full(n, -np.inf, dtype=np.float32)
    np.maximum.at(highest, a, worth)
    np.maximum.at(highest, b, worth)
    pair = a * n + b
    best = np.full(n, n * n)
    for end in (a, b):
        is_highest = worth == highest[end]
        np.minimum.at(best, end[is_highest], pair[is_highest])
    return (best[a] == pair) & (best[b] == pair)
