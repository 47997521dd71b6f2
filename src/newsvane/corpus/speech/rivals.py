"""Whether an article speaks of another holder of an office, of whom it gives no full name.

"The president" is not Ada Byron where the article also has a "President Roe", the president of
another country, or "a president" who stays without a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from newsvane.corpus.speech.countries import COUNTRIES
from newsvane.corpus.speech.names import COMMON, TITLES, Role, Roster
from newsvane.corpus.speech.offices import OTHERS, plain
from newsvane.corpus.speech.phrases import DETERMINERS, PREPOSITIONS, words_of

_SEARCHED, _MAX_HOLDERS = 50_000, 100  # characters and places that are looked at
_BEFORE, _BEHIND = 80, 60  # characters beside a head noun
_LOOKED_AT = 6  # words before it
_STOP = re.compile(r"[,.;:()“”\"\n—–]")
_HOLDER = re.compile(r" ([A-Z]\w+)")
_FORMS = {"head": ("head", "chief", "boss"), "candidate": ("candidate", "nominee")}
_INDEFINITE = frozenset("a an one another any each every some second third".split())
# "Ada Byron, a judge", "Ada Byron was a judge": that is nobody else.
_TOLD_OF = re.compile(r"(?:, |\b(?:is|was|as|became|be|been) )(?:an?|one) [^,]*$")


def has_rival(wanted: Role, name: str, people: Roster) -> bool:
    """Whether a description that fits `name` may as well stand for somebody else.

    Examples
    --------
    >>> wanted = Role("", "judge", frozenset(), frozenset())
    >>> has_rival(wanted, "Ada Byron", Roster(text="Judge Ada Byron met Judge Roe."))
    True
    >>> has_rival(wanted, "Ada Byron", Roster(text="A judge ruled. Judge Ada Byron is new."))
    False
    """
    theirs = frozenset().union(*(role.words for role in people.roles if role.name == name))
    text, parts = people.text[:_SEARCHED], name.split()
    named = text.find(parts[-1])
    forms = "|".join(map(re.escape, _FORMS.get(wanted.head, (wanted.head,))))
    is_begun = False  # somebody without a name has come up
    for match in islice(re.finditer(rf"\b(?i:{forms})\b", text), _MAX_HOLDERS):
        at = match.start()
        before = words_of(_STOP.split(text[max(at - _BEFORE, 0) : at])[-1])
        follows = text[match.end() : match.end() + _BEHIND]
        if parts[-1] in follows.split(".")[0][: len(name) + 12]:
            continue
        is_title = match.group()[0].isupper() and not wanted.words
        if is_title and _is_held(before, follows, parts) or _is_abroad(before, wanted, theirs):
            return True
        if _is_indefinite(before, wanted) and not _TOLD_OF.search(text[max(at - 60, 0) : at]):
            # "A judge" before the name is mostly who is then named.
            if at > named:
                return True
            is_begun = True
        elif is_begun and at < named and [word.lower() for word in before[-1:]] == ["the"]:
            return True  # "a judge … the judge", and only then a name
    return False


def _is_held(before: Sequence[str], follows: str, parts: Sequence[str]) -> bool:
    """Whether somebody without a full name holds the office: "President Roe"."""
    holder = _HOLDER.match(follows)
    if not holder or holder.group(1) in parts or holder.group(1).lower() in TITLES | COMMON:
        return False
    return OTHERS.isdisjoint(word.lower() for word in before[-3:])


def _modifiers(before: Sequence[str]) -> tuple[set[str], str]:
    """Return the words that belong to a head noun, and the one that they follow."""
    modifiers: set[str] = set()
    for word in reversed(before[-_LOOKED_AT:]):
        low = word.lower().replace("’", "'")
        if low in DETERMINERS or low in _INDEFINITE or low in PREPOSITIONS or not low[0].isalnum():
            return modifiers, low
        modifiers.add(plain(low))
    return modifiers, ""


def _is_indefinite(before: Sequence[str], wanted: Role) -> bool:
    modifiers, first = _modifiers(before)
    is_same = wanted.words <= modifiers | COUNTRIES and modifiers.isdisjoint(OTHERS)
    return first in _INDEFINITE and is_same


def _is_abroad(before: Sequence[str], wanted: Role, theirs: frozenset[str]) -> bool:
    """Whether the office is another country's than the one of whom `theirs` is said."""
    modifiers, first = _modifiers(before)
    places = modifiers & COUNTRIES
    is_other = bool(places) and not places & theirs and first not in _INDEFINITE
    return is_other and not wanted.words & COUNTRIES
