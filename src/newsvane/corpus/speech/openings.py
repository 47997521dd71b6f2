"""Single words with a capital that open a sentence: a name, a plain noun, or nobody at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newsvane.corpus.speech.names import SHORT, Roster
from newsvane.corpus.speech.roles import singular
from newsvane.corpus.speech.sayers import can_speak

_CONTRACTED = re.compile(r"['’](?:re|m|ll|ve|d|t)$", re.IGNORECASE)
_PLAIN = re.compile(r"(?<![\w’'-])[a-z](?:[\w-]|['’](?!s\b)(?=\w))*")
_BEFORE = "|".join(rf"(?<={short}\. )" for short in SHORT)
_INSIDE = re.compile(rf"(?:(?<=[\w,;] )|{_BEFORE})[^\W\d_a-z](?:[\w-]|['’](?!s\b)(?=\w))*")


def checked(mention: str, words: Sequence[str], people: Roster, *, is_noun: bool = False) -> str:
    """Return whom a mention names; a word that opens its sentence may name nobody, which is "".

    The capital alone tells nothing there. The word is a name if the article has it with a capital
    inside a sentence as well. Without that it is taken for one where nothing speaks against it: an
    adverb's ending, the same word in lower case, or a verb that may be a noun (`is_noun`).

    Parameters
    ----------
    mention : str
        What the sentence calls who speaks.
    words : sequence of str
        Those of the sentence.
    people : Roster
        The people of the article, with its text.
    is_noun : bool
        Whether the verb of saying right behind the mention is as often a noun ("false claims").

    Examples
    --------
    >>> people = Roster({}, text="Simply put, it leaks. Insurers agree, Byron says.")
    >>> [checked(word, [word], people) for word in ("Simply", "Insurers", "Byron", "Roe")]
    ['', 'insurers', 'Byron', 'Roe']
    """
    if not mention or mention != words[0] or not mention[0].isupper() or people.knows(mention):
        return mention
    if _CONTRACTED.search(mention):
        return ""
    low = mention.lower()
    plain, inside = _words_of(people.text)
    if not people.text or mention in inside:
        return mention
    is_plural, is_plain = singular(low) != low, low in plain
    if (is_plural or is_plain and not is_noun) and can_speak(low):
        return low
    is_adverb = len(low) > 4 and low.endswith("ly")
    return "" if is_plain or is_adverb or is_noun else mention


@lru_cache(maxsize=2)
def _words_of(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words in lower case, and those with a capital that another word stands before."""
    return frozenset(_PLAIN.findall(text)), frozenset(_INSIDE.findall(text))
