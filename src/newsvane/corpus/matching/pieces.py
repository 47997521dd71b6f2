"""Texts of candidates, kept in a temporary file and cut into words when they are asked for."""

from __future__ import annotations

import json
import re
import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import IO

import numpy as np

from newsvane.corpus.matching import shingles, words
from newsvane.corpus.matching.words import Words

# Up to this size the file stays in memory.
IN_MEMORY_BYTES = 64_000_000
# Words of the pieces that are kept at hand: about 60 bytes each.
KEPT_WORDS = 1_000_000

# A full stop after one or two letters belongs to a title or an initial.
_SENTENCE_END = re.compile(r"(?<=[^\W_]{3})[.!?…]+[\"'”’»)\]]*\s|[。！？]|[!?]\s|\n")


@dataclass(frozen=True)
class Piece:
    """One article: its text as `words.plain` returns it, and the names that others cite it by."""

    text: str
    named: tuple[str, ...]

    @cached_property
    def words(self) -> Words:
        """Its words."""
        return words.split([self.text])

    @cached_property
    def shingles(self) -> np.ndarray:
        """Its shingles, in reading order."""
        return shingles.of(self.words)[0]

    @cached_property
    def ranked(self) -> np.ndarray:
        """Its different shingles, sorted."""
        return words.distinct(self.shingles)

    @cached_property
    def numbers(self) -> np.ndarray:
        """Its different numbers, hashed and sorted."""
        return words.distinct(self.words.hashes[self.words.is_number])

    @cached_property
    def sentence(self) -> np.ndarray:
        """For each word the sentence that it stands in; sentences without words are not counted."""
        ends = [mark.end() for mark in _SENTENCE_END.finditer(self.text)]
        place = np.searchsorted(np.array(ends, dtype=np.int64), self.words.starts, side="right")
        return np.unique(place, return_inverse=True)[1]

    @cached_property
    def content(self) -> np.ndarray:
        """Its different content words, as stems, sorted."""
        return words.distinct(self.words.stems[self.words.is_content])

    @cached_property
    def stems_of_sentences(self) -> tuple[np.ndarray, np.ndarray]:
        """Sentence and stem of its content words, each once per sentence."""
        found = self.words.is_content
        sentence, stems = self.sentence[found], self.words.stems[found]
        order = np.lexsort((stems, sentence))
        sentence, stems = sentence[order], stems[order]
        is_new = np.ones(len(stems), dtype=bool)
        is_new[1:] = (sentence[1:] != sentence[:-1]) | (stems[1:] != stems[:-1])
        return sentence[is_new], stems[is_new]


class Shelf:
    """Pieces by position; see `open_shelf`."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._place: dict[int, tuple[int, int]] = {}
        self._at_hand: OrderedDict[int, Piece] = OrderedDict()
        self._n_words = 0

    def put(self, position: int, *, text: str, named: tuple[str, ...]) -> None:
        """Keep an article's text and the names that others cite it by."""
        data = json.dumps([text, *named]).encode("ascii")
        self._place[position] = (self._file.seek(0, 2), len(data))
        self._file.write(data)

    def __getitem__(self, position: int) -> Piece:
        """Return a piece; those asked for last are kept at hand."""
        if position in self._at_hand:
            self._at_hand.move_to_end(position)
            return self._at_hand[position]
        start, length = self._place[position]
        self._file.seek(start)
        text, *named = json.loads(self._file.read(length))
        piece = Piece(words.plain(text), tuple(named))
        self._at_hand[position] = piece
        self._n_words += len(piece.words)
        while self._n_words > KEPT_WORDS and len(self._at_hand) > 2:
            self._n_words -= len(self._at_hand.popitem(last=False)[1].words)
        return piece


@contextmanager
def open_shelf() -> Iterator[Shelf]:
    """Give an empty shelf, whose file is gone at the end."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES) as file:
        yield Shelf(file)


def names_of(*, byline: object, outlet: object, url: object) -> tuple[str, ...]:
    """Return the names that an article may be cited by, in lower case.

    Examples
    --------
    >>> names_of(byline=None, outlet="Harbour Post", url="https://example.org/a?b=1")
    ('harbour post', 'example.org/a')
    """
    found = [name.strip().lower() for name in (byline, outlet) if isinstance(name, str)]
    if isinstance(url, str):
        found.append(url.split("://")[-1].split("?")[0].lower())
    return tuple(name for name in found if name)
