"""The subject of a verb of saying: whether words can be one, and whether they fit the verb."""

from __future__ import annotations

from collections.abc import Sequence

from newsvane.corpus.speech import cues
from newsvane.corpus.speech.names import TITLES, Roster
from newsvane.corpus.speech.phrases import (
    BARE,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    Clause,
    left,
)
from newsvane.corpus.speech.roles import singular
from newsvane.corpus.speech.sayers import can_speak, head_of

_ONE = frozenset("a an this that each every another one".split())
_PLURAL = frozenset(
    "people police men women children many some others most few both several those whom clergy two"
    " three four five six seven eight nine ten".split()
)
# Singular or plural as the writer likes.
_EITHER = frozenset(
    "some most half percent cent data rest media majority number crowd public staff team family"
    " government group troops military press array handful swath percentage share crew".split()
)
_CLAIMS = frozenset(
    "claims fears reports hopes rumours rumors beliefs suggestions allegations concerns"
    " signs".split()
)
_AMID = frozenset("amid despite after following over".split())
# Bare words for people, and verbs of the mind that they take without a "that".
_VAGUE = frozenset("others some many most several few".split())
_MIND = frozenset("fear think believe hope worry doubt".split())
_BEFORE_CLAIMS = PREPOSITIONS | DETERMINERS | _AMID
_NO_SUBJECT = DETERMINERS | BARE
_RELATIVE_WORDS = 12
_NO_ADVERBS = frozenset({"family", "assembly", "ally", "italy", "reply", "july", "daily", "weekly"})


def is_somebody(source: Sequence[str]) -> bool:
    """Whether the words of a source name somebody who can speak, or are a pronoun."""
    return source[0].lower() in PRONOUNS or can_speak(" ".join(source))


def agrees(source: Sequence[str], kind: str, roster: Roster) -> bool:
    """Whether a subject has the number of its verb; where not, the "verb" is a noun.

    "A silent lecture hall" is no one lecturing; "tax cuts claims" is nobody claiming.
    """
    if kind not in {"base", "s"} or len(source) == 1 and source[0].lower() in PRONOUNS:
        return True
    first, head = source[0].lower(), source[head_of(source)]
    if head[0].isupper() or roster.knows(head) or "and" in source:
        return kind == "s" or first not in _ONE
    low = head.lower()
    is_plural = singular(low) != low or low in _PLURAL
    if low in _EITHER:
        return True
    return is_plural and first not in _ONE if kind == "base" else not is_plural


def before_relative(clause: Clause, before: int) -> tuple[str, ...]:
    """Return who stands before a "who" whose clause ends here: "friends who saw him there say"."""
    for index in range(before, max(before - _RELATIVE_WORDS, 0), -1):
        if not clause.words[index][0].isalnum():
            return ()
        if clause.lows[index] == "who":
            source = left(clause, index - 1)
            return source if source and is_somebody(source) else ()
    return ()


def is_in_claims(clause: Clause, at: int) -> bool:
    """Whether a clause tells what "claims" or "fears" are about: "amid claims Roe thought it safe".

    The subject of such a clause is not who says it.
    """
    lows = clause.lows
    return at > 0 and lows[at] in _CLAIMS and lows[at - 1] in _BEFORE_CLAIMS


def is_subject(source: tuple[str, ...], verb: str, roster: Roster) -> bool:
    """Whether the words before a verb that may be a noun make it a verb."""
    last = source[-1]
    if len(source) == 1 and last.lower() in _VAGUE and verb in _MIND:
        return True
    if last.endswith(("’s", "'s", "’", "s'")) or last.lower() in _NO_SUBJECT:
        return False
    if last.lower() in {"her", "us", "him", "them"}:
        return False
    if last.lower() in PRONOUNS or roster.knows(last) or last[0].isupper() and verb[-1] == "s":
        return True
    if verb.endswith("s"):
        if source[0][0].isupper() and len(source) > 1 and last.lower() in TITLES:
            return True  # "Tallby harbour chief claims"
        return (
            not last.endswith(("s", "est")) and source[0].lower() in DETERMINERS and len(source) > 1
        )
    return last.endswith("s")


def back_over(clause: Clause, at: int, over: frozenset[str]) -> int:
    """Return the first word left of `at` that is none of these; adverbs in "-ly" are `ADVERBS`."""
    words, lows = clause.words, clause.lows
    while at >= 0 and (
        lows[at] in over
        or lows[at] in cues.HEARSAY
        or over is cues.ADVERBS
        and words[at][0].islower()  # "Kelly" is none
        and len(lows[at]) > 4
        and lows[at].endswith("ly")
        and lows[at] not in _NO_ADVERBS
    ):
        at -= 1
    return at
