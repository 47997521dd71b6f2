"""Pieces that mostly quote or restate another article of the corpus, in their own frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from newsvane.corpus.matching import originals, shingles
from newsvane.corpus.matching.originals import Facts
from newsvane.corpus.matching.shingles import Shingles
from newsvane.progress import track

# Part of a piece's shingles that stand in the original: about a third of its words, as a changed
# word breaks five shingles. Articles that only quote the same statements mostly stay below it.
RESTATED_SHARE = 0.25
# Part of the piece's words that is shared outside of the longest passage. Who restates takes
# several; one block alone is a promotional box, a picture gallery or a statement that both print,
# unless it is the larger part of the piece.
RESTATED_SPREAD = 0.12
LARGER_PART = 0.5
# Shingles that must be shared: 24 words, so that stock phrases do not link two short texts.
LEAST_SHARED = 20
# Shingles in more articles than this are boilerplate and do not speak for restating.
BOILERPLATE_FROM = 20


@dataclass(frozen=True)
class _Link:
    """`copier` takes `share` of its shingles from `original`."""

    share: float
    copier: int
    original: int


def find(pairs: np.ndarray, *, sets: Shingles, texts: list[str], facts: Facts) -> np.ndarray:
    """Find for each text the one that it restates.

    A text that restates several takes the one that it shares most with.

    Parameters
    ----------
    pairs : ndarray of shape (n_pairs, 2)
        Positions of texts that may share much and are not near copies of each other.
    sets : Shingles
        Shingles of all texts.
    texts : list of str
        As `shingles.normalise` returns them.
    facts : Facts
        Of all articles.

    Returns
    -------
    ndarray of shape (n_texts,)
        Position of the original, which restates no other; a text that restates none has its own.
    """
    n_articles = shingles.frequency(sets, texts=np.unique(pairs))
    links = []
    for one, other in track(pairs.tolist(), "comparing passages", unit="pairs"):
        common = shingles.shared(sets.of(one), sets.of(other))
        common_weight = len(common) * _rare_part(common, n_articles=n_articles)
        least = max(LEAST_SHARED, RESTATED_SHARE * min(sets.size(one), sets.size(other)))
        # Counting shingles is a hundred times cheaper than reading both texts.
        if common_weight >= least:
            is_shared = [
                shingles.passages(texts[one], by=sets.of(other)),
                shingles.passages(texts[other], by=sets.of(one)),
            ]
            copier, original = originals.orient((one, other), is_shared=is_shared, facts=facts)
            share = common_weight / sets.size(copier)
            flags = is_shared[0] if copier == one else is_shared[1]
            if share >= RESTATED_SHARE and _is_spread(flags):
                links.append(_Link(share, copier, original))
    return _forest(links, n_texts=len(texts))


def _rare_part(common: np.ndarray, *, n_articles: tuple[np.ndarray, np.ndarray]) -> float:
    """Return the part of shared shingles that few articles have, judged by the indexed ones."""
    values, counts = n_articles
    indexed = shingles.sampled(common)
    if not len(indexed):
        return 1.0
    return float(np.mean(counts[np.searchsorted(values, indexed)] < BOILERPLATE_FROM))


def _is_spread(flags: np.ndarray) -> bool:
    """Tell whether what is shared is more than one block of a small part of the piece."""
    n_spread = flags.sum() - shingles.longest(flags)
    return bool(n_spread >= RESTATED_SPREAD * len(flags) or flags.mean() >= LARGER_PART)


def _forest(links: list[_Link], *, n_texts: int) -> np.ndarray:
    """Give each copier its strongest link, without circles, and follow the links to their end."""
    parent = np.arange(n_texts)
    for link in sorted(links, key=lambda link: (-link.share, link.copier, link.original)):
        if parent[link.copier] == link.copier and _root(parent, link.original) != link.copier:
            parent[link.copier] = link.original
    return np.array([_root(parent, position) for position in range(n_texts)], dtype=np.int64)


def _root(parent: np.ndarray, position: int) -> int:
    while parent[position] != position:
        position = parent[position]
    return int(position)
