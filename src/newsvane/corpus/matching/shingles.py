"""Texts as sets of word shingles, and the pairs of texts that may share many of them.

A shingle is five words in a row, as a 64-bit hash. Candidates come from Broder's mod-m sketch
(Broder 1997, On the resemblance and containment of documents, section 3): every fourth shingle,
chosen by its hash, goes into an inverted index. Unlike a MinHash it keeps how much of the *shorter*
text stands in the longer one, so pieces that are cut or quoted are found like whole copies. Words
are hashed by NumPy over many texts at once; hashes do not depend on the process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from newsvane.progress import track

# Five words in a row are rarely shared by chance, and survive a changed word every ten.
WORDS_PER_SHINGLE = 5
# One shingle in four is indexed: an article of 100 words still has 24.
SAMPLED_PART = 4
# A shingle of up to this many texts yields all their pairs (28 at most); a more frequent one pairs
# each text with the first and with the one before it, so that 10,000 copies cost 20,000 pairs.
ALL_PAIRS_UP_TO = 8
# Characters hashed at once: about 100 MB at the peak.
_CHUNK = 2_000_000

_QUOTES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"}
_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


@dataclass(frozen=True)
class Shingles:
    """Shingle sets of texts: those of text i are values[ends[i − 1]:ends[i]], sorted."""

    values: np.ndarray
    ends: np.ndarray

    def of(self, text: int) -> np.ndarray:
        """Return the sorted shingles of one text."""
        start = self.ends[text - 1] if text else 0
        return self.values[start : self.ends[text]]

    def size(self, text: int) -> int:
        """Return the number of shingles of one text."""
        return int(self.ends[text] - (self.ends[text - 1] if text else 0))

    @property
    def sizes(self) -> np.ndarray:
        """Number of shingles per text."""
        return np.diff(self.ends, prepend=0)


def normalise(text: str) -> str:
    """Return `text` in one case, with plain quote marks and single spaces.

    Examples
    --------
    >>> normalise("“Closed”,  said the Mayor")
    '"closed", said the mayor'
    """
    for mark, plain in _QUOTES.items():
        text = text.replace(mark, plain)
    return " ".join(text.casefold().split())


def shingle(texts: Sequence[str]) -> Shingles:
    """Make the shingle set of each text.

    Parameters
    ----------
    texts : sequence of str
        As `normalise` returns them.

    Examples
    --------
    >>> shingle(["one two three four five six", "too short"]).sizes.tolist()
    [2, 0]
    """
    parts, sizes = [np.empty(0, dtype=np.uint64)], [0]
    for chunk in _chunks(texts):
        values, text = _ordered(chunk)
        for start, end in _bounds(text, len(chunk)):
            values[start:end].sort()
        first = np.ones(len(values), dtype=bool)
        first[1:] = (values[1:] != values[:-1]) | (text[1:] != text[:-1])
        parts.append(values[first])
        sizes.extend(np.bincount(text[first], minlength=len(chunk)).tolist())
    return Shingles(np.concatenate(parts), np.cumsum(sizes[1:], dtype=np.int64))


def passages(text: str, *, by: np.ndarray) -> np.ndarray:
    """Tell for each word of `text` whether it stands in a shingle of another one.

    Parameters
    ----------
    text : str
        As `normalise` returns it.
    by : ndarray of sorted shingles
        Those of the other text.

    Returns
    -------
    ndarray of shape (n_words,)
        Booleans; words are runs of letters and digits.

    Examples
    --------
    >>> passages("so one two three four five", by=shingle(["one two three four five"]).of(0))
    array([False,  True,  True,  True,  True,  True])
    """
    words, _ = _words([text])
    values, _ = _ordered([text])
    steps = np.zeros(len(words) + 1, dtype=int)
    found = np.flatnonzero(np.isin(values, by))
    np.add.at(steps, found, 1)
    np.add.at(steps, found + WORDS_PER_SHINGLE, -1)
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


def shared(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the shingles that stand in both of two sorted sets."""
    return np.intersect1d(one, other, assume_unique=True)


def sampled(values: np.ndarray) -> np.ndarray:
    """Return those of `values` that are indexed."""
    return values[values % np.uint64(SAMPLED_PART) == 0]


def pair(shingles: Shingles, *, least_part: float) -> np.ndarray:
    """Find pairs of texts that may share much.

    Parameters
    ----------
    shingles : Shingles
        Sets of all texts.
    least_part : float
        Part of the shorter text's indexed shingles that a pair must share, 0–1.

    Returns
    -------
    ndarray of shape (n_pairs, 2)
        Positions of texts, the smaller first, sorted.
    """
    n_texts = len(shingles.ends)
    place = np.flatnonzero(shingles.values % np.uint64(SAMPLED_PART) == 0)
    values, text = shingles.values[place], np.searchsorted(shingles.ends, place, side="right")
    n_sampled = np.bincount(text, minlength=n_texts)
    # Stable, so that the texts of one shingle stay in their order.
    order = np.argsort(values, kind="stable")
    values, text = values[order], text[order]
    is_new = np.ones(len(values), dtype=bool)
    is_new[1:] = values[1:] != values[:-1]
    first = np.flatnonzero(is_new)
    n_of = np.diff(np.append(first, len(values)))
    codes = [np.empty(0, dtype=np.int64)]
    for n in np.unique(n_of[n_of > 1]):
        members = text[first[n_of == n][:, None] + np.arange(n)]
        one, other = _pairs_of(int(n))
        codes.append((members[:, one] * n_texts + members[:, other]).ravel())
    found, hits = np.unique(np.concatenate(codes), return_counts=True)
    pairs = np.column_stack(np.divmod(found, n_texts))
    least = np.minimum(n_sampled[pairs[:, 0]], n_sampled[pairs[:, 1]]) * least_part
    return pairs[hits >= least]


def frequency(shingles: Shingles, *, texts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the indexed shingles of `texts`, sorted, and in how many of these each stands."""
    is_asked = np.zeros(len(shingles.ends), dtype=bool)
    is_asked[texts] = True
    return np.unique(
        sampled(shingles.values[np.repeat(is_asked, shingles.sizes)]), return_counts=True
    )


def _pairs_of(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return which of n texts are paired, as two arrays of positions."""
    if n <= ALL_PAIRS_UP_TO:
        return np.triu_indices(n, 1)
    rest = np.arange(1, n)
    # The first and the second would else be paired twice.
    return np.append(np.zeros(n - 1, dtype=int), rest[:-1]), np.append(rest, rest[1:])


def _chunks(texts: Sequence[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    length = 0
    for text in track(texts, "comparing articles", unit="articles"):
        if chunk and length + len(text) > _CHUNK:
            yield chunk
            chunk, length = [], 0
        chunk.append(text)
        length += len(text) + 1
    if chunk:
        yield chunk


def _bounds(text: np.ndarray, n_texts: int) -> Iterator[tuple[int, int]]:
    ends = np.searchsorted(text, np.arange(n_texts + 1)).tolist()
    yield from zip(ends[:-1], ends[1:], strict=True)


def _ordered(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return the shingles of a chunk in reading order, and the text of each."""
    words, text = _words(texts)
    n = len(words) - WORDS_PER_SHINGLE + 1
    if n < 1:
        return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64)
    values = np.zeros(n, dtype=np.uint64)
    for place in range(WORDS_PER_SHINGLE):
        values = values * _ODD + words[place : place + n]
    inside = text[:n] == text[WORDS_PER_SHINGLE - 1 :]
    return _mix(values[inside]), text[:n][inside]


def _words(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return a hash per word of a chunk, and the text that it stands in.

    A word is a run of letters and digits; its hash is a polynomial in its characters' codes, summed
    over all words at once.
    """
    starts = np.cumsum([0] + [len(text) + 1 for text in texts[:-1]])
    # Lone surrogates occur in what was decoded with errors: they are characters like others here.
    encoded = "\n".join(texts).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(encoded, dtype="<u4")
    is_word, letters, powers = _alphabet()
    place = np.flatnonzero(is_word[codes])
    if not len(place):
        return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64)
    opens = np.flatnonzero(np.append(True, np.diff(place) > 1))
    lengths = np.diff(np.append(opens, len(place)))
    within = np.arange(len(place)) - np.repeat(opens, lengths)
    terms = letters[codes[place]] * powers[within % len(powers)]
    words = np.add.reduceat(terms, opens)
    return _mix(words), np.searchsorted(starts, place[opens], side="right") - 1


@lru_cache(maxsize=1)
def _alphabet() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for each code point whether it is part of a word and its number; powers by place."""
    is_word = np.array([chr(code).isalnum() for code in range(0x110000)])
    letters = _mix(_mix(np.arange(1, 0x110001, dtype=np.uint64) * _ODD))
    powers = np.cumprod(np.full(64, _ODD, dtype=np.uint64))
    return is_word, letters, powers


def _mix(values: np.ndarray) -> np.ndarray:
    """Spread the bits: without it low bits depend on low bits only."""
    values = (values ^ (values >> _HALF)) * _MIX
    return values ^ (values >> _HALF)
