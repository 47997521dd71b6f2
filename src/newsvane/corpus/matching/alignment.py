"""Which sentences of a piece have their like in another one, word for word or in other words."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np

from newsvane.corpus.matching import shingles, sketches
from newsvane.corpus.matching.pieces import Piece

# Part of a sentence's words in shared passages from which it is taken over word for word.
VERBATIM_PART = 0.6
# Part of the weight of a sentence's content words that one or two sentences in a row must have.
REWORDED_PART = 0.35
# Sentences that are aligned with the same one add little: all reports have the lead's words.
MOST_PER_SENTENCE = 1.25
# Shorter sentences ("He agreed.") say nothing.
SENTENCE_WORDS = 5
# Only so many sentences of a text are compared: a matrix of a few megabytes.
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
) -> tuple[float, int]:
    """Count the sentences of a piece that are aligned with the original, in its order.

    A sentence is aligned where most of its words stand in shared passages, or where one or two
    sentences in a row of the original have enough of its content words, by weight, and one of its
    numbers if it has any. Of the aligned sentences those are counted whose places in the original
    never go back: who restates mostly keeps the order, two reports on one event do not.

    Parameters
    ----------
    piece, original : Piece
        Sentences of fewer than `SENTENCE_WORDS` words are left out, and of a very long text all
        but the first `MOST_SENTENCES`.
    is_shared : ndarray of shape (n_words,)
        Which words of the piece stand in shared passages.
    weights : Weights
        Of the corpus.

    Returns
    -------
    two numbers
        Sentences aligned, and sentences.
    """
    stems = np.intersect1d(piece.content, original.content, assume_unique=True)
    if not len(is_shared) or not len(stems):
        return 0, 0
    n_words = np.bincount(piece.sentence)[:MOST_SENTENCES]
    n_shared = np.bincount(piece.sentence, weights=is_shared)[:MOST_SENTENCES]
    is_asked = n_words >= SENTENCE_WORDS
    is_verbatim = n_shared >= VERBATIM_PART * n_words
    if is_verbatim[is_asked].all():
        return int(is_asked.sum()), int(is_asked.sum())
    part, place = _best(piece, original, stems=stems, weights=weights)
    is_reworded = (part >= REWORDED_PART) & _keeps_number(piece, original)
    is_aligned = is_asked & (is_verbatim | is_reworded)
    places = place[is_aligned].tolist()
    n_aligned = min(_longest_rise(places), MOST_PER_SENTENCE * len(set(places)))
    return n_aligned, int(is_asked.sum())


def contained(piece: Piece, original: Piece, *, weights: Weights) -> float:
    """Return the part of a piece's content words that the original has, by weight, 0–1."""
    stems = piece.content
    if not len(stems):
        return 0.0
    weight = weights.of(stems)
    total = float(weight.sum())
    return float(weight[np.isin(stems, original.content)].sum()) / total if total > 0 else 0.0


def _best(
    piece: Piece, original: Piece, *, stems: np.ndarray, weights: Weights
) -> tuple[np.ndarray, np.ndarray]:
    """Return for each sentence the part of it that its likest place has, and that place."""
    own = _matrix(piece, stems)
    theirs = _matrix(original, stems)
    theirs[:-1] |= theirs[1:]
    weight = weights.of(stems).astype(np.float32)
    like = own.astype(np.float32) @ (theirs.T * weight[:, None])
    total = np.maximum(_total(piece, weights=weights), 1e-9)
    return like.max(axis=1) / total, like.argmax(axis=1)


def _keeps_number(piece: Piece, original: Piece) -> np.ndarray:
    """Tell for each sentence whether it has no number, or one that the original has."""
    is_number = piece.words.is_number
    is_known = shingles.is_in(piece.words.hashes[is_number], original.numbers)
    sentence, n = piece.sentence[is_number], int(piece.sentence.max()) + 1
    n_numbers = np.bincount(sentence, minlength=n)[:MOST_SENTENCES]
    n_known = np.bincount(sentence[is_known], minlength=n)[:MOST_SENTENCES]
    return (n_numbers == 0) | (n_known > 0)


def _longest_rise(places: list[int]) -> int:
    """Return the length of the longest part of a sequence, in its order, that never falls.

    Examples
    --------
    >>> _longest_rise([3, 0, 1, 5, 1])
    3
    """
    ends: list[int] = []
    for place in places:
        at = bisect_right(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)


def _matrix(piece: Piece, stems: np.ndarray) -> np.ndarray:
    """Return which of the sorted stems stand in which sentence."""
    sentence, found = piece.stems_of_sentences
    at = np.minimum(np.searchsorted(stems, found), len(stems) - 1)
    is_there = stems[at] == found
    matrix = np.zeros((int(piece.sentence.max()) + 1, len(stems)), dtype=bool)
    matrix[sentence[is_there], at[is_there]] = True
    return matrix[:MOST_SENTENCES]


def _total(piece: Piece, *, weights: Weights) -> np.ndarray:
    """Return the weight of each sentence's content words."""
    sentence, found = piece.stems_of_sentences
    n = int(piece.sentence.max()) + 1
    return np.bincount(sentence, weights=weights.of(found), minlength=n)[:MOST_SENTENCES]
