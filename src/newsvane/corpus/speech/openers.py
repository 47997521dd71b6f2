"""Words with a capital that stand before a name and are no part of it: "Teachers Ada Byron"."""

from __future__ import annotations

import re

from newsvane.corpus.speech.countries import COUNTRY
from newsvane.corpus.speech.roles import is_role, singular

# Prepositions and imperatives that open a sentence, and ranks and roles of no telling form.
_OPENERS = frozenset(
    """
    upon versus besides beneath behind inside outside alongside via plus enter meet ask take call
    thank add consider remember join follow contact count countess ayatollah sheikh emir sultan
    principal
    """.split()
)
# Endings of words for what somebody does, which no first name has.
_ROLE = re.compile(
    r"[a-z-]{2,}(?:ist|ator|woman|person|people|crat|path|grapher|maker|owner|worker|keeper|holder"
    r"|fighter|writer|player|leader|driver|-in-law|-elect)"
)
_ORIGIN = re.compile(r"[\w.-]+-(?:born|based|bred|raised|educated)")
# First names too.
_NAMES = frozenset(
    """
    america austria brazil cuba danish england english french georgia german holland india ireland
    irish israel jordan kenya lebanon london paris scotland sudan vienna wales washington
    """.split()
)


def is_opener(word: str) -> bool:
    """Whether a word before a full name says what, whose or where somebody is, or opens a sentence.

    Examples
    --------
    >>> [is_opener(word) for word in ("Upon", "Justices", "Ukraine", "Technologist", "Oslo-born")]
    [True, True, True, True, True]
    >>> [is_opener(word) for word in ("Ada", "Jordan", "Walker", "Christopher")]
    [False, False, False, False]
    """
    low = word.lower()
    if low in _OPENERS or is_sure_role(low) or _ORIGIN.fullmatch(low) is not None:
        return True
    return low in COUNTRY and low not in _NAMES


def is_sure_role(word: str) -> bool:
    """Whether a word is one for what somebody does, and no first name by its form or number.

    Examples
    --------
    >>> [is_sure_role(word) for word in ("Administrator", "Teachers", "Walker", "Hans")]
    [True, True, False, False]
    """
    low = word.lower()
    is_plural = singular(low) != low
    return is_role(low) and (is_plural or _ROLE.fullmatch(low) is not None)
