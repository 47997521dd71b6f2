"""What of a sentence its source says: the words without the tag, as spans of words.

In "Roe said on Sunday that it leaks, Byron denies it" the content of Roe is "that it leaks". It
stands behind the cue ("Roe said it leaks"), before a tag that closes the sentence ("It leaks, Roe
said"), on both sides of a tag inside it ("The ferry, Roe said, leaks"), and around a cue that names
nobody ("The ferry reportedly leaks").
"""

from __future__ import annotations

from collections.abc import Sequence

from newsvane.corpus.speech import chains, cues
from newsvane.corpus.speech.phrases import QUOTE
from newsvane.corpus.speech.speakers import Attribution

Spans = tuple[tuple[int, int], ...]

_PAUSES = frozenset({",", "–", "—", "-"})
_HEARERS = frozenset("reporters supporters me us them him her you voters viewers".split())
_TO_THAT = 12  # words between a verb of saying and its "that": "said on Sunday in Tallby that"


def of(one: Attribution, words: Sequence[str]) -> Spans:
    """Return the words of what a source says, as ranges of word numbers.

    Parameters
    ----------
    one : Attribution
        That of the sentence.
    words : sequence of str
        The sentence, from `words_of`.

    Examples
    --------
    >>> said = Attribution(1, ("Roe",))
    >>> of(said, "Roe said it leaks .".split())
    ((2, 5),)
    """
    size, low = len(words), words[one.at].lower()
    if low in cues.HEARSAY or not (one.source or one.inherited):
        return ((0, size),)
    first, last = _tag(one, words)
    is_open = first > 1 and words[first - 1] in _PAUSES
    goes_on = last < size - 2 and words[last] in _PAUSES
    if is_open and goes_on and words[last + 1].lower() not in chains.AFTER_TAG:
        return ((0, first - 1), (last + 1, size))
    if first > 1 and chains.is_tag(one, words):
        return ((0, first - is_open),)
    if _is_according(one, words):
        if first > 1:
            return ((0, first),)
        return ((last + 1, size),) if last < size - 1 else ((0, size),)
    start = _behind_hearers(one, words)
    return ((start, size),) if start < size - 1 else ((0, size),)


def _is_according(one: Attribution, words: Sequence[str]) -> bool:
    return one.at > 0 and words[one.at - 1].lower() == "according" and words[one.at] == "to"


def _tag(one: Attribution, words: Sequence[str]) -> tuple[int, int]:
    """Return the range of words of a cue and its source."""
    size = len(one.source)
    if _is_according(one, words):
        return one.at - 1, one.at + 1 + size
    if size and tuple(words[one.at + 1 : one.at + 1 + size]) == tuple(one.source):
        return one.at, one.at + 1 + size
    first = one.at - size
    while first > 0 and words[first - 1] not in _PAUSES and words[first - 1] != QUOTE:
        first -= 1
    return first, one.at + 1


def _behind_hearers(one: Attribution, words: Sequence[str]) -> int:
    """Return where the content begins behind a cue: at its "that", or behind who is told."""
    start = one.at + 1
    for index in range(start, min(start + _TO_THAT, len(words))):
        low = words[index].lower()
        if low in {"that", ":"}:
            return index + (low == ":")
        if low in cues.CUES or low in cues.BE or low in cues.AUXILIARIES or low in {"to", ","}:
            break
    if start < len(words) and words[start].lower() in _HEARERS and words[one.at] in _TELLING:
        start += 1
    return start


_TELLING = frozenset("tell tells told telling".split())
