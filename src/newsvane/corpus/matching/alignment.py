"""Which sentences of a piece have their like in another one, word for word or in other words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from newsvane.corpus.matching import sketches
from newsvane.corpus.matching.pieces import Piece

# Part of a sentence's words in shared passages from which it is taken over word for word.
VERBATIM_PART = 0.6
# Part of the weight of a sentence's content words that one or two sentences in a row must have.
REWORDED_PART = 0.5
REWORDED_WORDS = 3
# Shorter sentences ("He agreed.") say nothing.
SENTENCE_WORDS = 5
# Only so many sentences of a text are compared in other words: a matrix of a few megabytes.
MOST_SENTENCES = 1000
# Weights are smoothed as if so many articles more were there, none of which has the word: in a
# corpus of five, a word in two of them is not yet a common one.
UNSEEN = 20


@dataclass(frozen=True)
class Weights:
    """How much a word says: inverse document frequency, by hashed stem."""

    n_with_stem: np.ndarray
    n_articles: int

    def of(self, stems: np.ndarray) -> np.ndarray:
        """Return log((n_articles + UNSEEN) / (n_with_stem + 1)) for each stem."""
        counts = self.n_with_stem[sketches.bucket(stems)]
        return np.log((self.n_articles + UNSEEN) / (counts + 1.0))


def align(
    piece: Piece, original: Piece, *, is_shared: np.ndarray, weights: Weights
) -> tuple[int, int]:
    """Count the sentences of a piece that are aligned with the original.

    Parameters
    ----------
    piece, original : Piece
        Sentences of fewer than `SENTENCE_WORDS` words are left out.
    is_shared : ndarray of shape (n_words,)
        Which words of the piece stand in shared passages.
    weights : Weights
        Of the corpus.

    Returns
    -------
    two ints
        Number of sentences aligned, and number of sentences.
    """
    if not len(is_shared):
        return 0, 0
    sentence = piece.sentence
    n_words = np.bincount(sentence)
    is_asked = n_words >= SENTENCE_WORDS
    is_verbatim = np.bincount(sentence, weights=is_shared) >= VERBATIM_PART * n_words
    is_aligned = is_verbatim & is_asked
    open_ones = np.flatnonzero(is_asked & ~is_verbatim)[:MOST_SENTENCES]
    if len(open_ones):
        is_aligned[open_ones] = _reworded(piece, original, asked=open_ones, weights=weights)
    return int(is_aligned.sum()), int(is_asked.sum())


def contained(piece: Piece, original: Piece, *, weights: Weights) -> float:
    """Return the part of a piece's content words that the original has, by weight, 0–1."""
    stems = piece.content
    if not len(stems):
        return 0.0
    weight = weights.of(stems)
    total = float(weight.sum())
    return float(weight[np.isin(stems, original.content)].sum()) / total if total > 0 else 0.0


def _reworded(
    piece: Piece, original: Piece, *, asked: np.ndarray, weights: Weights
) -> np.ndarray:
    """Tell for each asked sentence whether one or two sentences in a row say most of it."""
    stems = np.intersect1d(piece.content, original.content, assume_unique=True)
    if not len(stems):
        return np.zeros(len(asked), dtype=bool)
    own = _matrix(piece, stems)[asked]
    theirs = _matrix(original, stems)[:MOST_SENTENCES]
    theirs[:-1] |= theirs[1:]
    weight = weights.of(stems).astype(np.float32)
    theirs_weighted = theirs.T * weight[:, None]
    best = (own.astype(np.float32) @ theirs_weighted).max(axis=1)
    n_words = (own.astype(np.float32) @ theirs.T.astype(np.float32)).max(axis=1)
    total = _total(piece, weights=weights)[asked]
    return (best >= REWORDED_PART * total) & (n_words >= REWORDED_WORDS)


def _matrix(piece: Piece, stems: np.ndarray) -> np.ndarray:
    """Return which of the sorted stems stand in which sentence."""
    sentence, found = piece.stems_of_sentences
    at = np.minimum(np.searchsorted(stems, found), len(stems) - 1)
    is_there = stems[at] == found
    matrix = np.zeros((int(piece.sentence.max()) + 1, len(stems)), dtype=bool)
    matrix[sentence[is_there], at[is_there]] = True
    return matrix


def _total(piece: Piece, *, weights: Weights) -> np.ndarray:
    """Return the weight of each sentence's content words."""
    sentence, found = piece.stems_of_sentences
    n = int(piece.sentence.max()) + 1
    return np.bincount(sentence, weights=weights.of(found), minlength=n)
