"""Texts as words, and words as numbers: the same for a text and for its damaged copy.

A word is a run of letters and digits. Accented letters of the Latin script part words like spaces
do: they, and the quote marks and dashes around them, are what a wrong encoding turns into other
signs, and so "don’t", "don't" and "donâ€™t" are the same two words. In scripts that write no spaces
each letter is a word. Words are hashed by NumPy over many texts at once; the hashes do not depend
on the process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

# Letters that a stem keeps: enough to tell words apart, few enough to drop most endings.
STEM_LETTERS = 6
# Shorter words are mostly articles, prepositions and auxiliaries, in most languages.
CONTENT_LETTERS = 4
# Characters hashed at once: few enough for a processor's cache, which halves the time.
CHUNK = 200_000

# Latin-1, Latin Extended A and B, and Latin Extended Additional.
_ACCENTED = ((0x80, 0x250), (0x1E00, 0x1F00))
# Thai and Lao, Burmese, Khmer, kana, Han with its extensions.
_UNSPACED = (
    (0x0E00, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x1800), (0x3040, 0x3100), (0x3400, 0x4DC0),
    (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0),
)  # fmt: skip
_MARKS = (0x300, 0x370)
_ZERO, _NINE = 0x30, 0x39
_N_CODES = 0x110000
# Kinds of characters: between words, in a word, a word of its own, a combining mark.
_OTHER, _LETTER, _ALONE, _MARK = range(4)
_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


@dataclass(frozen=True)
class Words:
    """Words of one or several texts, in reading order; one item per word."""

    hashes: np.ndarray
    stems: np.ndarray
    text: np.ndarray
    starts: np.ndarray
    is_content: np.ndarray
    is_number: np.ndarray

    def __len__(self) -> int:
        return len(self.hashes)


@dataclass(frozen=True)
class _Alphabet:
    """What each code point is, and its number."""

    kind: np.ndarray
    numbers: np.ndarray


def plain(text: str) -> str:
    r"""Return `text` in lower case, with words put together that were divided at a line's end.

    Examples
    --------
    >>> plain("The govern-\nment FELL")
    'the government fell'
    """
    return text.lower().replace("-\n", "").replace("\u00ad", "")


def split(texts: Sequence[str]) -> Words:
    """Split texts into hashed words.

    Parameters
    ----------
    texts : sequence of str
        As `plain` returns them.

    Returns
    -------
    Words
        `hashes` and `stems` (of the first `STEM_LETTERS` letters) are 64-bit numbers, `text` the
        position in `texts`, `starts` the position of the first letter in all texts joined by one
        character. `is_content` is true for words of `CONTENT_LETTERS` or more and for numbers,
        `is_number` where the first letter is a digit.

    Examples
    --------
    >>> words = split(["don't go", "no"])
    >>> words.text.tolist(), words.starts.tolist()
    ([0, 0, 0, 1], [0, 4, 6, 9])
    """
    # Lone surrogates occur in what was decoded with errors: they are characters like others here.
    encoded = "\n".join(texts).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(encoded, dtype="<u4")
    letters = _alphabet()
    kind = letters.kind[codes]
    is_mark = kind == _MARK
    if is_mark.any():
        # A letter with a combining mark is an accented letter.
        kind[:-1][is_mark[1:]] = _OTHER
        kind[is_mark] = _OTHER
    is_edge = np.ones(len(kind) + 1, dtype=bool)
    is_edge[1:-1] = (kind[1:] != kind[:-1]) | (kind[1:] == _ALONE)
    edges = np.flatnonzero(is_edge)
    at = np.flatnonzero(kind[edges[:-1]] != _OTHER)
    starts, ends = edges[at], edges[at + 1]
    # Letters are weighed by their place in all texts, so that a word's sum is a difference.
    powers, inverse = _powers(len(codes))
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(letters.numbers[codes] * powers, out=sums[1:])
    first, scale = sums[starts], inverse[starts]
    is_number = (codes[starts] >= _ZERO) & (codes[starts] <= _NINE)
    return Words(
        hashes=mix((sums[ends] - first) * scale),
        stems=mix((sums[np.minimum(ends, starts + STEM_LETTERS)] - first) * scale),
        text=_owners(texts, starts),
        starts=starts,
        is_content=(ends - starts >= CONTENT_LETTERS) | is_number,
        is_number=is_number,
    )


def chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the texts in order, in parts of about `CHUNK` characters."""
    first, length = 0, 0
    for position, text in enumerate(texts):
        if length and length + len(text) > CHUNK:
            yield texts[first:position]
            first, length = position, 0
        length += len(text) + 1
    if length:
        yield texts[first:]


def mix(values: np.ndarray) -> np.ndarray:
    """Spread the bits of 64-bit numbers: without it low bits depend on low bits only."""
    values = (values ^ (values >> _HALF)) * _MIX
    return values ^ (values >> _HALF)


def distinct(values: np.ndarray) -> np.ndarray:
    """Return the different values, sorted: NumPy's own way is several times slower."""
    ranked = np.sort(values)
    is_new = np.ones(len(ranked), dtype=bool)
    is_new[1:] = ranked[1:] != ranked[:-1]
    return ranked[is_new]


def _owners(texts: Sequence[str], starts: np.ndarray) -> np.ndarray:
    """Return for each word the text that it stands in."""
    opens = np.cumsum([0] + [len(text) + 1 for text in texts])
    return np.repeat(np.arange(len(texts)), np.diff(np.searchsorted(starts, opens)))


@lru_cache(maxsize=1)
def _alphabet() -> _Alphabet:
    is_word = np.fromiter(map(str.isalnum, map(chr, range(_N_CODES))), dtype=bool, count=_N_CODES)
    for first, end in _ACCENTED:
        is_word[first:end] = False
    kind = np.where(is_word, _LETTER, _OTHER).astype(np.uint8)
    for first, end in _UNSPACED:
        kind[first:end][is_word[first:end]] = _ALONE
    kind[slice(*_MARKS)] = _MARK
    return _Alphabet(kind, mix(mix(np.arange(1, _N_CODES + 1, dtype=np.uint64) * _ODD)))


def _powers(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return n powers of an odd number and their inverses, all modulo 2⁶⁴."""
    if n > len(_few_powers()[0]):
        return _count_powers(n)
    powers, inverse = _few_powers()
    return powers[:n], inverse[:n]


@lru_cache(maxsize=1)
def _few_powers() -> tuple[np.ndarray, np.ndarray]:
    return _count_powers(CHUNK)


def _count_powers(n: int) -> tuple[np.ndarray, np.ndarray]:
    inverse = np.full(n, pow(int(_ODD), -1, 1 << 64), dtype=np.uint64)
    inverse[:1] = 1
    return np.cumprod(np.full(n, _ODD, dtype=np.uint64)), np.cumprod(inverse)
