"""Who a description stands for: "the harbour chief" where the article says which person that is.

An article says it in three ways: "Ada Byron, the head of the harbour", "the head of the harbour,
Ada Byron" and "harbour chief Ada Byron". A later "the harbour chief" is that person if nobody else
of the article has a description with the same head noun and nothing in the two contradicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsvane.corpus.speech.cues import AUXILIARIES, BE, CUES
from newsvane.corpus.speech.names import TITLES, Role, Roster
from newsvane.corpus.speech.phrases import (
    BARE,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    STOPPERS,
    clause_of,
    left,
    words_of,
)
from newsvane.corpus.speech.roles import is_role, singular
from newsvane.corpus.speech.sayers import head_of

_MAX_NAMES = 200  # people of one article that are looked up, and places for each
_MAX_PLACES = 20
_BEFORE, _AFTER = 100, 120  # characters beside a name
_MAX_WORDS = 12
_STOP = re.compile(r"[,.;:()“”\"\n—–]")
# One office by several names.
_SAME = {"chief": "head", "boss": "head"}
# Words that make another person of the same office.
_OTHERS = frozenset("former ex late deputy vice acting assistant interim then incoming".split())
_NO_PART = BE | AUXILIARIES | frozenset(CUES) | PRONOUNS | STOPPERS | BARE
_NOT_THE = DETERMINERS - {"the"}
_SMALL = DETERMINERS | PREPOSITIONS | {"and", "&"}


def described(people: Roster, text: str) -> Roster:
    """Return the roster with the descriptions that the text gives its people.

    Examples
    --------
    >>> text = "Ada Byron, the head of the harbour guard, left."
    >>> people = described(Roster({"Ada Byron": 1}), text)
    >>> resolve("the harbour guard chief", people), resolve("the head of the mill", people)
    ('Ada Byron', None)
    """
    roles: dict[Role, None] = {}
    for name in list(people.people)[:_MAX_NAMES]:
        for words in _phrases(name, text, people):
            role = _role(name, words)
            if role is not None:
                roles[role] = None
    return replace(people, roles=tuple(roles))


def resolve(mention: str, people: Roster) -> str | None:
    """Return the one person whom a description stands for, or None."""
    words = mention.split()
    if not people.roles or not words or words[0].lower() in _NOT_THE:
        return None
    wanted = _role("", words)
    if wanted is None:
        return None
    found = {role.name for role in people.roles if role.head == wanted.head}
    fitting = {role.name for role in people.roles if _fits(wanted, role)}
    return fitting.pop() if len(found) == 1 and fitting else None


def _fits(wanted: Role, role: Role) -> bool:
    if role.head != wanted.head or wanted.words & _OTHERS != role.words & _OTHERS:
        return False
    return wanted.owners <= role.words and (not wanted.words or bool(wanted.words & role.words))


def _phrases(name: str, text: str, people: Roster) -> Iterator[Sequence[str]]:
    """Yield the word groups beside a name that may describe it."""
    at = text.find(name)
    for _ in range(_MAX_PLACES):
        if at < 0:
            return
        end = at + len(name)
        before = text[max(at - _BEFORE, 0) : at].rstrip(" ")
        if text[end : end + 2] == ", ":
            yield words_of(_STOP.split(text[end + 2 : end + _AFTER], maxsplit=1)[0])
        is_apposed = before.endswith(",") and text[end : end + 1] in {",", "."}
        words = words_of(_STOP.split(before.rstrip(","))[-1])
        if words and (is_apposed or not before.endswith(",")):
            phrase = left(clause_of(words, people), len(words) - 1)
            if phrase and (not is_apposed or phrase[0].lower() == "the"):
                yield phrase
        at = text.find(name, end)


def _role(name: str, words: Sequence[str]) -> Role | None:
    """Make a role of a phrase, if its head noun is a word for one person."""
    if not 0 < len(words) <= _MAX_WORDS:
        return None
    at = head_of(words)
    head = words[at].lower()
    is_office = head in TITLES or words[at].islower() and is_role(head)
    lows = [word.lower().replace("’", "'") for word in words]
    if not is_office or singular(head) != head or any(low in _NO_PART for low in lows[: at + 1]):
        return None
    owners = frozenset(low[:-2] for low in lows if low.endswith("'s"))
    others = frozenset(
        low.removesuffix("'s") for i, low in enumerate(lows) if i != at and low not in _SMALL
    )
    return Role(name, _SAME.get(head, head), others, owners)
