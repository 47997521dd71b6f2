"""A small sketch of each article, and the pairs of articles that may share much.

Candidates come from Broder's mod-m sketch (Broder 1997, On the resemblance and containment of
documents, section 3): every fourth shingle, chosen by its hash, goes into an inverted index. Unlike
a MinHash it keeps how much of the *shorter* text stands in the longer one, so pieces that are cut
or quoted are found like whole copies. A second sketch holds pairs of content words that stand side
by side, in either order: they survive where a sentence is put in other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from newsvane.corpus.matching import shingles, words
from newsvane.corpus.matching.words import Words

# One shingle in four is kept: an article of 100 words still has 24.
SHINGLES_PART = 4
# Word pairs only lead to candidates; there are about as many as words.
PAIRS_PART = 8
# A value of up to this many articles yields all their pairs; a more frequent one pairs each article
# with the first and with the one before it, so that 10,000 copies cost 20,000 pairs.
ALL_PAIRS_UP_TO = 4
# The index is built in parts by value, so that its sorting needs little memory.
_N_PARTS = 16
# Words are counted by the first bits of their hash: 4 MB whatever the corpus.
COUNTED_BITS = 20

_HASHED = np.uint64(32)


@dataclass(frozen=True)
class Sketch:
    """Sampled values of articles: those of article i are values[ends[i − 1]:ends[i]]."""

    values: np.ndarray
    ends: np.ndarray

    @property
    def sizes(self) -> np.ndarray:
        """Number of values per article."""
        return np.diff(self.ends, prepend=0)


@dataclass(frozen=True)
class Sketched:
    """What a batch of texts leaves behind: two sketches, and how many texts have each stem."""

    copied: Sketch
    reworded: Sketch
    n_with_stem: np.ndarray


@dataclass(frozen=True)
class Candidates:
    """Pairs of articles, the smaller position first, sorted; and what they share of the smaller."""

    pairs: np.ndarray
    part: np.ndarray


def sketch(texts: Sequence[str]) -> Sketched:
    """Sketch texts.

    Parameters
    ----------
    texts : sequence of str
        As `words.plain` returns them.

    Examples
    --------
    >>> sketch(["", "too short"]).copied.sizes.tolist()
    [0, 0]
    """
    copied, reworded = [], []
    n_with_stem = np.zeros(1 << COUNTED_BITS, dtype=np.uint32)
    for chunk in words.chunks(texts):
        found = words.split(chunk)
        copied.append(_sample(*shingles.of(found), part=SHINGLES_PART, n_texts=len(chunk)))
        reworded.append(_sample(*_neighbours(found), part=PAIRS_PART, n_texts=len(chunk)))
        n_with_stem += _count_stems(found)
    return Sketched(join(copied), join(reworded), n_with_stem)


def join(sketches: Sequence[Sketch]) -> Sketch:
    """Return the sketches of several batches as one."""
    parts = [_nothing(), *sketches]
    sizes = np.concatenate([part.sizes for part in parts])
    return Sketch(np.concatenate([part.values for part in parts]), np.cumsum(sizes))


def bucket(stems: np.ndarray) -> np.ndarray:
    """Return the place in `Sketched.n_with_stem` of each hashed stem."""
    return (stems >> np.uint64(64 - COUNTED_BITS)).astype(np.int64)


def pair(
    sketch: Sketch,
    *,
    position: np.ndarray,
    least_part: float,
    least_shared: int = 1,
    most: int | None = None,
) -> Candidates:
    """Find pairs of articles that may share much.

    Parameters
    ----------
    sketch : Sketch
        Of all articles.
    position : ndarray of shape (n_articles,)
        Position of each article in the canonical order; -1 leaves it out.
    least_part : float
        Part of the smaller sketch that a pair must share, 0–1.
    least_shared : int
        Number of values that a pair must share.
    most : int, optional
        Values of more articles than this say nothing.

    Returns
    -------
    Candidates
        Positions in the canonical order.
    """
    n_articles = len(position)
    sizes = np.zeros(n_articles, dtype=np.int64)
    is_asked = position >= 0
    sizes[position[is_asked]] = sketch.sizes[is_asked]
    owner = np.repeat(position.astype(np.int32), sketch.sizes)
    found, hits = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for values, members in _parts(sketch.values, owner):
        codes = _codes(values, members, n_articles=n_articles, most=most)
        part_codes, part_hits = np.unique(codes, return_counts=True)
        found.append(part_codes)
        hits.append(part_hits)
    codes, inverse = np.unique(np.concatenate(found), return_inverse=True)
    n_shared = np.bincount(inverse, weights=np.concatenate(hits), minlength=len(codes))
    pairs = np.column_stack(np.divmod(codes, n_articles))
    part = n_shared / np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]]) if len(pairs) else n_shared
    is_like = (part >= least_part) & (n_shared >= least_shared)
    return Candidates(pairs[is_like], part[is_like])


def frequent(sketch: Sketch, *, is_asked: np.ndarray, least: int) -> np.ndarray:
    """Return the values, sorted, that at least `least` of the asked articles have."""
    values, counts = np.unique(sketch.values[np.repeat(is_asked, sketch.sizes)], return_counts=True)
    return values[counts >= least]


def sampled(values: np.ndarray) -> np.ndarray:
    """Return of shingles those that sketches keep, in the form in which they keep them."""
    kept = values[values % np.uint64(SHINGLES_PART) == 0]
    return (kept >> _HASHED).astype(np.uint32)


def _nothing() -> Sketch:
    return Sketch(np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.int64))


def _sample(values: np.ndarray, text: np.ndarray, *, part: int, n_texts: int) -> Sketch:
    """Keep of each text the values that are chosen by their lower half, as their upper half."""
    kept = np.flatnonzero(values % np.uint64(part) == 0)
    packed = words.distinct((text[kept].astype(np.uint64) << _HASHED) | (values[kept] >> _HASHED))
    sizes = np.bincount((packed >> _HASHED).astype(np.int64), minlength=n_texts)
    return Sketch((packed & np.uint64(0xFFFFFFFF)).astype(np.uint32), np.cumsum(sizes))


def _neighbours(found: Words) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs of content words that stand side by side, or over one, in either order."""
    stems, text = found.stems[found.is_content], found.text[found.is_content]
    values, owner = [], []
    for step in (1, 2):
        is_inside = text[:-step] == text[step:]
        # A sum does not know the order.
        values.append(words.mix(words.mix(stems[:-step] + stems[step:]))[is_inside])
        owner.append(text[:-step][is_inside])
    return np.concatenate(values), np.concatenate(owner)


def _count_stems(found: Words) -> np.ndarray:
    """Return in how many texts the stems of each bucket stand."""
    place = bucket(found.stems[found.is_content])
    each = words.distinct((found.text[found.is_content] << COUNTED_BITS) | place)
    counts = np.bincount(each & ((1 << COUNTED_BITS) - 1), minlength=1 << COUNTED_BITS)
    return counts.astype(np.uint32)


def _parts(values: np.ndarray, owner: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the index in parts, each sorted by value and then by owner."""
    for part in range(_N_PARTS):
        at = np.flatnonzero((values % np.uint32(_N_PARTS) == part) & (owner >= 0))
        packed = (values[at].astype(np.uint64) << _HASHED) | owner[at].astype(np.uint64)
        packed.sort()
        yield packed >> _HASHED, (packed & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _codes(
    values: np.ndarray, members: np.ndarray, *, n_articles: int, most: int | None
) -> np.ndarray:
    """Return the pairs of articles of each value, as one number each."""
    is_new = np.ones(len(values), dtype=bool)
    is_new[1:] = values[1:] != values[:-1]
    first = np.flatnonzero(is_new)
    n_of = np.diff(np.append(first, len(values)))
    codes = [np.empty(0, dtype=np.int64)]
    for n in np.unique(n_of[n_of > 1]):
        if most is None or n <= most:
            of_value = members[first[n_of == n][:, None] + np.arange(n)]
            one, other = _pairs_of(int(n))
            codes.append((of_value[:, one] * n_articles + of_value[:, other]).ravel())
    return np.concatenate(codes)


def _pairs_of(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return which of n articles are paired, as two arrays of positions."""
    if n <= ALL_PAIRS_UP_TO:
        return np.triu_indices(n, 1)
    rest = np.arange(1, n)
    # The first and the second would else be paired twice.
    return np.append(np.zeros(n - 1, dtype=int), rest[:-1]), np.append(rest, rest[1:])
