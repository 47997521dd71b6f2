"""Pieces that mostly quote or restate another article of the corpus, in their own frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from newsvane.corpus.matching import alignment, near, originals, shingles, sketches
from newsvane.corpus.matching.alignment import Weights
from newsvane.corpus.matching.originals import Facts
from newsvane.corpus.matching.pieces import Piece, Shelf
from newsvane.progress import track

# Part of a piece's words that stand in the original which it quotes or names.
CITED_SHARE = 0.3
# The same for a piece that tells of no source: most of it is taken over, and not only what others
# said, as two reports on one speech share it.
TAKEN_SHARE, TAKEN_UNQUOTED = 0.5, 0.2
# Part of the piece's words that is shared outside of the longest passage. Who restates takes
# several; one block alone is a promotional box, a picture gallery or a statement that both print,
# unless it is the larger part of the piece.
SPREAD, LARGER_PART = 0.12, 0.5
# Words that must be shared, so that stock phrases do not link two short texts.
LEAST_WORDS = 24
# Part of a piece's sentences that are aligned with the original, and how many they must be. Two
# reports on one event reach a half.
ALIGNED_SHARE = 0.6
LEAST_SENTENCES = 4
# Below this part of common content words, by weight, sentences are not looked at.
CONTENT_PART = 0.4
# Shingles in more stories than this are boilerplate and do not speak for restating; where most of
# what two pieces share is boilerplate, they are filled in forms.
RARE_PART = 0.5
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
        if max(map(_mean, is_shared)) < CITED_SHARE and not _may_reword(pieces, weights):
            continue
        copier, original, is_citing = originals.orient(
            (one, other), pieces=pieces, is_shared=is_shared, facts=facts
        )
        flags, theirs = is_shared if copier == one else is_shared[::-1]
        copied = shelf[copier], shelf[original]
        if flags.any() and rare_part(*copied, boilerplate=boilerplate) < RARE_PART:
            continue
        if not is_citing and is_background(*copied, is_shared=flags, theirs=theirs):
            continue
        if is_taken(copied[0], is_shared=flags, is_citing=is_citing):
            links.append(Link(_mean(flags), copier, original))
        elif share := reworded(*copied, is_shared=flags, weights=weights):
            links.append(Link(share, copier, original))
    return _forest(links, n_articles=len(facts.rank))


def overlap(one: Piece, other: Piece) -> tuple[np.ndarray, np.ndarray]:
    """Tell for the words of each of two pieces whether they stand in shared passages."""
    flags = shingles.covered(one.shingles, by=other.ranked)
    if not flags.any():
        return flags, np.zeros(len(other.words), dtype=bool)
    return flags, shingles.covered(other.shingles, by=one.ranked)


def is_background(
    copier: Piece, original: Piece, *, is_shared: np.ndarray, theirs: np.ndarray
) -> bool:
    """Tell whether what two pieces share is background at their end, or the wording of a form.

    Parameters
    ----------
    copier, original : Piece
        The two.
    is_shared, theirs : ndarray of shape (n_words,)
        Which words of the copier, and of the original, stand in shared passages.
    """
    if is_shared.sum() < LEAST_WORDS:
        return False
    is_leading = near.is_leading(is_shared) and near.is_leading(theirs)
    return not is_leading or near.is_form(copier, original, is_shared=is_shared)


def is_taken(copier: Piece, *, is_shared: np.ndarray, is_citing: bool) -> bool:
    """Tell whether a piece takes so much over word for word that it restates the other.

    Parameters
    ----------
    copier : Piece
        The piece.
    is_shared : ndarray of shape (n_words,)
        Which of its words stand in shared passages.
    is_citing : bool
        Whether it quotes or names the other.
    """
    share = _mean(is_shared)
    if share < CITED_SHARE or is_shared.sum() < LEAST_WORDS or not _is_spread(is_shared):
        return False
    if is_citing:
        return True
    in_quotes = originals.quoted(copier.text, starts=copier.words.starts)
    return share >= TAKEN_SHARE and _mean(is_shared & ~in_quotes) >= TAKEN_UNQUOTED


def reworded(copier: Piece, original: Piece, *, is_shared: np.ndarray, weights: Weights) -> float:
    """Return the part of a piece's sentences that are aligned; 0 where it does not restate."""
    n_aligned, n_sentences = alignment.align(copier, original, is_shared=is_shared, weights=weights)
    if n_aligned < max(LEAST_SENTENCES, ALIGNED_SHARE * n_sentences):
        return 0.0
    return n_aligned / n_sentences


def _may_reword(pieces: tuple[Piece, Piece], weights: Weights) -> bool:
    """Tell whether one of two pieces has most content words of the other."""
    short, long = sorted(pieces, key=lambda piece: len(piece.content))
    return alignment.contained(short, long, weights=weights) >= CONTENT_PART


def _mean(flags: np.ndarray) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def rare_part(one: Piece, other: Piece, *, boilerplate: np.ndarray) -> float:
    """Return the part of shared shingles that few stories have, judged by the sampled ones."""
    common = np.intersect1d(one.ranked, other.ranked, assume_unique=True)
    indexed = sketches.sampled(common)
    if not len(indexed):
        return 1.0
    return float(np.mean(~shingles.is_in(indexed, boilerplate)))


def _is_spread(flags: np.ndarray) -> bool:
    """Tell whether what is shared is more than one block of a small part of the piece."""
    n_spread = flags.sum() - shingles.longest(flags)
    return bool(n_spread >= SPREAD * len(flags) or flags.mean() >= LARGER_PART)


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
