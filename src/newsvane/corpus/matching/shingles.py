"""Texts as shingles: five words in a row, as a 64-bit number."""

from __future__ import annotations

import numpy as np

from newsvane.corpus.matching.words import Words, mix

# Five words in a row are rarely shared by chance, and survive a changed word every ten.
WORDS_PER_SHINGLE = 5

_FACTOR = np.uint64(0x9E3779B97F4A7C15)


def of(words: Words) -> tuple[np.ndarray, np.ndarray]:
    """Return the shingles of texts in reading order, and the text of each.

    Parameters
    ----------
    words : Words
        Of one or several texts; no shingle runs over the end of a text.

    Returns
    -------
    two ndarrays of shape (n_shingles,)
        Unsigned 64-bit numbers, and positions of texts.

    Examples
    --------
    >>> from newsvane.corpus.matching.words import split
    >>> of(split(["one two three four five six", "too short"]))[1].tolist()
    [0, 0]
    """
    n = len(words) - WORDS_PER_SHINGLE + 1
    if n < 1:
        return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64)
    values = np.zeros(n, dtype=np.uint64)
    for place in range(WORDS_PER_SHINGLE):
        values = values * _FACTOR + words.hashes[place : place + n]
    is_inside = words.text[:n] == words.text[WORDS_PER_SHINGLE - 1 :]
    return mix(values[is_inside]), words.text[:n][is_inside]


def covered(shingles: np.ndarray, *, by: np.ndarray) -> np.ndarray:
    """Tell for each word of a text whether it stands in a shingle of another one.

    A changed word costs one word here, but five shingles: so this measures how much is shared.

    Parameters
    ----------
    shingles : ndarray of shape (n_words − 4,)
        Of one text, in reading order.
    by : ndarray
        Shingles of the other text, sorted.

    Returns
    -------
    ndarray of shape (n_words,)
        Booleans; empty where the text has fewer than five words.

    Examples
    --------
    >>> from newsvane.corpus.matching.words import split
    >>> one, other = (of(split([t]))[0] for t in ("so a b c d e", "a b c d e"))
    >>> covered(one, by=other)
    array([False,  True,  True,  True,  True,  True])
    """
    if not len(shingles):
        return np.empty(0, dtype=bool)
    steps = np.zeros(len(shingles) + WORDS_PER_SHINGLE, dtype=np.int32)
    found = np.flatnonzero(is_in(shingles, by))
    np.add.at(steps, found, 1)
    np.add.at(steps, found + WORDS_PER_SHINGLE, -1)
    return np.cumsum(steps)[:-1] > 0


def is_in(values: np.ndarray, ranked: np.ndarray) -> np.ndarray:
    """Tell for each value whether it stands among others, which are sorted."""
    if not len(ranked):
        return np.zeros(len(values), dtype=bool)
    at = np.minimum(np.searchsorted(ranked, values), len(ranked) - 1)
    return ranked[at] == values


def gaps(flags: np.ndarray, *, most: int) -> np.ndarray:
    """Tell which items stand in a run of at most `most` false values.

    Examples
    --------
    >>> gaps(np.array([True, False, True, False, False]), most=1)
    array([False,  True, False, False, False])
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[1], flags.astype(int), [1]])))
    steps = np.zeros(len(flags) + 1, dtype=int)
    is_short = edges[1::2] - edges[::2] <= most
    steps[edges[::2][is_short]] = 1
    steps[edges[1::2][is_short]] -= 1
    return np.cumsum(steps)[:-1] > 0


def longest(flags: np.ndarray) -> int:
    """Return the length of the longest run of true values.

    Examples
    --------
    >>> longest(np.array([True, False, True, True]))
    2
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(int), [0]])))
    return int((edges[1::2] - edges[::2]).max()) if len(edges) else 0
