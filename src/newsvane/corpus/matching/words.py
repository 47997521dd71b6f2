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
# Characters hashed at once: about 100 MB at the peak.
CHUNK = 2_000_000

# Latin-1, Latin Extended A and B, and Latin Extended Additional.
_ACCENTED = ((0x80, 0x250), (0x1E00, 0x1F00))
# Thai and Lao, Burmese, Khmer, kana, Han with its extensions.
_UNSPACED = (
    (0x0E00, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x1800), (0x3040, 0x3100), (0x3400, 0x4DC0),
    (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0),
)  # fmt: skip
_MARKS = (0x300, 0x370)
_ZERO, _NINE = 0x30, 0x39
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
    """What is to be known of each code point, and the factor of each place in a word."""

    is_word: np.ndarray
    is_alone: np.ndarray
    is_mark: np.ndarray
    numbers: np.ndarray
    powers: np.ndarray


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
    is_word = letters.is_word[codes]
    # A letter with a combining mark is an accented letter.
    is_word[:-1] &= ~letters.is_mark[codes[1:]]
    place = np.flatnonzero(is_word)
    if not len(place):
        none, no = np.empty(0, dtype=np.uint64), np.empty(0, dtype=bool)
        return Words(none, none, none.astype(np.int64), none.astype(np.int64), no, no)
    opens_here = np.append(True, np.diff(place) > 1)
    is_alone = letters.is_alone[codes[place]]
    opens_here |= is_alone
    opens_here[1:] |= is_alone[:-1]
    opens = np.flatnonzero(opens_here)
    lengths = np.diff(np.append(opens, len(place)))
    within = np.arange(len(place)) - np.repeat(opens, lengths)
    terms = letters.numbers[codes[place]] * letters.powers[within % len(letters.powers)]
    hashes = np.add.reduceat(terms, opens)
    terms[within >= STEM_LETTERS] = 0
    stems = np.add.reduceat(terms, opens)
    starts = place[opens]
    is_number = (codes[starts] >= _ZERO) & (codes[starts] <= _NINE)
    return Words(
        hashes=mix(hashes),
        stems=mix(stems),
        text=np.searchsorted(_starts(texts), starts, side="right") - 1,
        starts=starts,
        is_content=(lengths >= CONTENT_LETTERS) | is_number,
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


def _starts(texts: Sequence[str]) -> np.ndarray:
    return np.cumsum([0] + [len(text) + 1 for text in texts[:-1]])


@lru_cache(maxsize=1)
def _alphabet() -> _Alphabet:
    is_word = np.array([chr(code).isalnum() for code in range(0x110000)])
    for first, end in _ACCENTED:
        is_word[first:end] = False
    is_alone, is_mark = np.zeros(len(is_word), dtype=bool), np.zeros(len(is_word), dtype=bool)
    for first, end in _UNSPACED:
        is_alone[first:end] = is_word[first:end]
    is_mark[slice(*_MARKS)] = True
    return _Alphabet(
        is_word=is_word,
        is_alone=is_alone,
        is_mark=is_mark,
        numbers=mix(mix(np.arange(1, len(is_word) + 1, dtype=np.uint64) * _ODD)),
        powers=np.cumprod(np.full(64, _ODD, dtype=np.uint64)),
    )
