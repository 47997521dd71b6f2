"""Verbs of taking a stance: where they tell one, and where they have another use."""

from __future__ import annotations

from collections.abc import Sequence

from newsvane.corpus.speech import cues
from newsvane.corpus.speech.phrases import Clause
from newsvane.corpus.speech.roles import singular
from newsvane.corpus.speech.sayers import DOCUMENTS, head_of
from newsvane.corpus.speech.subjects import back_over

_BESIDE = 9  # words behind a verb
_SUPPOSING = frozenset(
    "what whatever whoever wherever how where whom which than if whether why when".split()
)
_MAYBE = frozenset("may might should must".split())


def is_beside(clause: Clause, at: int) -> bool:
    """Whether a firm verb has the words beside it without which it tells no stance.

    Examples
    --------
    >>> from newsvane.corpus.speech.names import Roster
    >>> from newsvane.corpus.speech.phrases import clause_of
    >>> told = [clause_of(text.split(), Roster()) for text in ("Roe saw it as old", "Roe saw it")]
    >>> [is_beside(clause, 1) for clause in told]
    [True, False]
    """
    lows = clause.lows
    if lows[at] == "like":
        return at > 0 and lows[back_over(clause, at - 1, cues.ADVERBS)].endswith(("would", "'d"))
    wanted = cues.BESIDE.get(lows[at])
    return wanted is None or not wanted.isdisjoint(lows[at + 1 : at + _BESIDE])


def is_document(source: Sequence[str]) -> bool:
    """Whether a source is something written, as "a poll of pilots" is."""
    return singular(source[head_of(source)].lower()) in DOCUMENTS


def is_supposed(clause: Clause, at: int, source: Sequence[str]) -> bool:
    """Whether a stance is asked for, supposed or but mentioned: "if they want", "what he wants".

    Examples
    --------
    >>> from newsvane.corpus.speech.names import Roster
    >>> from newsvane.corpus.speech.phrases import clause_of
    >>> told = [clause_of(text.split(), Roster()) for text in ("if they want it", "they want it")]
    >>> [is_supposed(clause, clause.lows.index("want"), ["they"]) for clause in told]
    [True, False]
    """
    lows = clause.lows
    first = at - 1
    while first > 0 and lows[first] != source[0].lower():
        first -= 1
    is_mentioned = first > 0 and lows[first - 1] in _SUPPOSING
    return is_mentioned or lows[-1] == "?" or not _MAYBE.isdisjoint(lows[first:at])
