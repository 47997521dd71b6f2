"""Ledes that keep a name back: "The spy chief has said it leaks." and then "Ada Byron told us so".

News often opens with what somebody is and names him a paragraph later, without saying that the two
are one. They are taken for one where the second sentence says again what the first one said, the
name is new there, and the article gives neither of them to anybody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from newsvane.corpus.speech.countries import COUNTRIES
from newsvane.corpus.speech.descriptions import resolve
from newsvane.corpus.speech.names import Role, Roster
from newsvane.corpus.speech.offices import fits, plain, role_of
from newsvane.corpus.speech.phrases import DETERMINERS, PRONOUNS
from newsvane.corpus.speech.units import Unit

_OPENING = 5  # sentences in which a description may open the article
_REACH = 3  # sentences from there to the name
_SHARED = 2  # words of some weight that both have
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5  # letters; "defect" and "defecting", "Ukraine" and "Ukrainian" share as many
_EMPTY = frozenset(
    """
    that this with from have been they their them will would could should about which when what
    were there than then into over after also more most some such only very just said says told
    according claimed warned added year years week month people
    """.split()
)
_NOT_THE = DETERMINERS - {"the"}


def introduced(units: Sequence[Unit], people: Roster) -> Roster:
    """Return the roster with the role of who is described first and named a little later.

    Parameters
    ----------
    units : sequence of Unit
        All of the article.
    people : Roster
        With the roles that the article gives its people, and its text.
    """
    for index, unit in enumerate(units[:_OPENING]):
        wanted = _description(unit, people)
        if wanted is None:
            continue
        name = _named_after(units, index, wanted, people)
        if name and _is_new(name, wanted, unit, people):
            return replace(people, roles=(*people.roles, replace(wanted, name=name)))
        return people
    return people


def _description(unit: Unit, people: Roster) -> Role | None:
    """Return the role of a speaker whom a sentence describes and the article names nowhere."""
    words = unit.mention.split()
    if not words or unit.is_guess or not unit.cue or words[0].lower() in _NOT_THE:
        return None
    if not people.words.isdisjoint(words) or resolve(unit.mention, people):
        return None
    role = role_of("", words)
    if role is None or role.words <= COUNTRIES:
        return None
    return None if any(fits(role, other) for other in people.roles) else role


def _named_after(units: Sequence[Unit], index: int, wanted: Role, people: Roster) -> str | None:
    """Return who is named as the next speaker, if the two sentences say the same."""
    for unit in units[index + 1 : index + 1 + _REACH]:
        if not unit.mention or unit.mention in PRONOUNS:
            continue
        name = people.resolve(unit.mention)
        if name in people.people:
            return name
        again = role_of("", unit.mention.split())
        if again is None or not fits(again, wanted):
            return None
    return None


def _is_new(name: str, wanted: Role, unit: Unit, people: Roster) -> bool:
    """Whether nobody has named or described this person before, and nothing tells them apart."""
    text = people.text
    at = text.find(name)
    surname = text.find(name.rpartition(" ")[2])
    is_first = at >= unit.end and surname >= unit.end
    is_described = any(role.name == name for role in people.roles)
    is_kin = plain(name.rpartition(" ")[2].lower()) in wanted.words  # "Roe's son" is another Roe
    is_apposed = text.startswith((", ", " ("), at + len(name))
    if not is_first or is_described or is_apposed or is_kin:
        return False
    end = text.find("\n", at)
    return len(_weighty(text[unit.start : unit.end]) & _weighty(text[at:end])) >= _SHARED


def _weighty(text: str) -> set[str]:
    words = {word.lower() for word in _WORD.findall(text)} - _EMPTY
    return {plain(word)[:_STEM] for word in words}
