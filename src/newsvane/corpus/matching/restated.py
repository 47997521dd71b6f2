"""Pieces that mostly quote or restate another article of the corpus, in their own frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from newsvane.corpus.matching import alignment, originals, shingles, sketches
from newsvane.corpus.matching.alignment import Weights
from newsvane.corpus.matching.originals import Facts
from newsvane.corpus.matching.pieces import Piece, Shelf
from newsvane.progress import track

# Part of a piece's words that stand in the original. Articles that only quote the same statements
# mostly stay below it.
RESTATED_SHARE = 0.3
# Part of the piece's words that is shared outside of the longest passage. Who restates takes
# several; one block alone is a promotional box, a picture gallery or a statement that both print,
# unless it is the larger part of the piece.
RESTATED_SPREAD = 0.12
LARGER_PART = 0.5
# Words that must be shared, so that stock phrases do not link two short texts.
LEAST_WORDS = 24
# Part of a piece's sentences that are aligned with the original, and how many they must be.
ALIGNED_SHARE = 0.6
LEAST_SENTENCES = 4
# Below this part of common content words, by weight, sentences are not looked at.
CONTENT_PART = 0.4
# Shingles in more articles than this are boilerplate and do not speak for restating.
BOILERPLATE_FROM = 20


@dataclass(frozen=True)
class Link:
    """`copier` takes `share` of its words or sentences from `original`."""

    share: float
    copier: int
    original: int


def find(
    pairs: np.ndarray, *, shelf: Shelf, facts: Facts, boilerplate: np.ndarray, weights: Weights
) -> np.ndarray:
    """Find for each article the one that it restates.

    A text that restates several takes the one that it shares most with.

    Parameters
    ----------
    pairs : ndarray of shape (n_pairs, 2)
        Positions of articles that may share much and are not near copies of each other.
    shelf : Shelf
        Holds all of these.
    facts : Facts
        Of all articles.
    boilerplate : ndarray
        Sampled shingles of many stories, sorted.
    weights : Weights
        Of the words of the corpus.

    Returns
    -------
    ndarray of shape (n_articles,)
        Position of the original, which restates no other; one that restates none has its own.
    """
    links = []
    for one, other in track(pairs.tolist(), "comparing passages", unit="pairs"):
        pieces = (shelf[one], shelf[other])
        is_shared = overlap(*pieces)
        if max(map(_mean, is_shared)) < RESTATED_SHARE and not _may_reword(pieces, weights):
            continue
        copier, original = originals.orient(
            (one, other), pieces=pieces, is_shared=is_shared, facts=facts
        )
        turn = 1 if copier == one else -1
        share = measure(*pieces[::turn], is_shared=is_shared[::turn][0], weights=weights,
                        boilerplate=boilerplate)  # fmt: skip
        if share:
            links.append(Link(share, copier, original))
    return _forest(links, n_articles=len(facts.rank))


def overlap(one: Piece, other: Piece) -> tuple[np.ndarray, np.ndarray]:
    """Tell for the words of each of two pieces whether they stand in shared passages."""
    flags = shingles.covered(one.shingles, by=other.ranked)
    if not flags.any():
        return flags, np.zeros(len(other.words), dtype=bool)
    return flags, shingles.covered(other.shingles, by=one.ranked)


def measure(
    copier: Piece,
    original: Piece,
    *,
    is_shared: np.ndarray,
    boilerplate: np.ndarray,
    weights: Weights,
) -> float:
    """Return how much of a piece restates the other, 0–1; 0 where that is too little."""
    share = _mean(is_shared)
    if share >= RESTATED_SHARE:
        share *= _rare_part(copier, original, boilerplate=boilerplate)
    is_enough = share >= RESTATED_SHARE and share * len(is_shared) >= LEAST_WORDS
    if is_enough and _is_spread(is_shared):
        return share
    n_aligned, n_sentences = alignment.align(
        copier, original, is_shared=is_shared, weights=weights
    )
    if n_aligned < max(LEAST_SENTENCES, ALIGNED_SHARE * n_sentences):
        return 0.0
    return n_aligned / n_sentences


def _may_reword(pieces: tuple[Piece, Piece], weights: Weights) -> bool:
    """Tell whether one of two pieces has most content words of the other."""
    short, long = sorted(pieces, key=lambda piece: len(piece.content))
    return alignment.contained(short, long, weights=weights) >= CONTENT_PART


def _mean(flags: np.ndarray) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def _rare_part(one: Piece, other: Piece, *, boilerplate: np.ndarray) -> float:
    """Return the part of shared shingles that few stories have, judged by the sampled ones."""
    common = np.intersect1d(one.ranked, other.ranked, assume_unique=True)
    indexed = sketches.sampled(common)
    if not len(indexed):
        return 1.0
    return float(np.mean(~shingles.is_in(indexed, boilerplate)))


def _is_spread(flags: np.ndarray) -> bool:
    """Tell whether what is shared is more than one block of a small part of the piece."""
    n_spread = flags.sum() - shingles.longest(flags)
    return bool(n_spread >= RESTATED_SPREAD * len(flags) or flags.mean() >= LARGER_PART)


def _forest(links: list[Link], *, n_articles: int) -> np.ndarray:
    """Give each copier its strongest link, without circles, and follow the links to their end."""
    parent = np.arange(n_articles)
    for link in sorted(links, key=lambda link: (-link.share, link.copier, link.original)):
        if parent[link.copier] == link.copier and _root(parent, link.original) != link.copier:
            parent[link.copier] = link.original
    # Each step halves the longest way.
    while (parent[parent] != parent).any():
        parent = parent[parent]
    return parent


def _root(parent: np.ndarray, position: int) -> int:
    while parent[position] != position:
        position = parent[position]
    return int(position)
