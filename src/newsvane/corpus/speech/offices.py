"""What somebody is, taken apart so that two ways to say it can be compared.

"Ukraine's spy chief" and "the head of Ukrainian military intelligence" have the same head noun, the
same country and a word in common; "the Russian spy chief" has another country, "the deputy head of
intelligence" is another office.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsvane.corpus.speech.countries import COUNTRIES, COUNTRY
from newsvane.corpus.speech.cues import AUXILIARIES, BE, CUES
from newsvane.corpus.speech.names import TITLES, Role
from newsvane.corpus.speech.phrases import BARE, DETERMINERS, PREPOSITIONS, PRONOUNS, STOPPERS
from newsvane.corpus.speech.roles import is_role, singular
from newsvane.corpus.speech.sayers import head_of

_MAX_WORDS = 12
# One office by several names, and words that say the same beside it.
_SAME_HEAD = {"chief": "head", "boss": "head", "nominee": "candidate", "attorney": "lawyer"}
_SAME_WORD = {
    "spy": "intelligence", "defense": "defence", "gop": "republican", "democrat": "democratic",
    "naval": "navy", "budget": "finance", "labour": "labor",
}  # fmt: skip
# Titles as they stand before a name.
_TITLE = {
    "sen": "senator", "rep": "representative", "gov": "governor", "prof": "professor",
    "gen": "general", "adm": "admiral", "sgt": "sergeant", "congresswoman": "representative",
    "congressman": "representative", "cmdr": "commander", "capt": "captain", "rev": "reverend",
}  # fmt: skip
# Parts of an affiliation: "R-Fla." stands for a Republican of Florida.
_PARTIES = {"R": "republican", "D": "democratic", "I": "independent"}
_STATES = {
    "ala": "alabama", "ariz": "arizona", "ark": "arkansas", "calif": "california",
    "colo": "colorado", "conn": "connecticut", "del": "delaware", "fla": "florida", "ga": "georgia",
    "ill": "illinois", "ind": "indiana", "kan": "kansas", "ky": "kentucky", "la": "louisiana",
    "mass": "massachusetts", "md": "maryland", "mich": "michigan", "minn": "minnesota",
    "miss": "mississippi", "mo": "missouri", "mont": "montana", "n.c": "carolina",
    "n.h": "hampshire", "n.j": "jersey", "n.y": "york", "neb": "nebraska", "nev": "nevada",
    "okla": "oklahoma", "ore": "oregon", "pa": "pennsylvania", "r.i": "island", "s.c": "carolina",
    "tenn": "tennessee", "tex": "texas", "va": "virginia", "vt": "vermont", "wash": "washington",
    "wis": "wisconsin", "wyo": "wyoming",
}  # fmt: skip
# Words that make another person of the same office.
OTHERS = frozenset(
    """
    former ex late deputy vice acting assistant interim then incoming outgoing associate under
    one-time onetime ousted retired shadow
    """.split()
)
# Titles that are no office, or only a part of one.
_NO_OFFICE = frozenset(
    """
    mr mrs ms miss dr sir lord lady dame prof rev hon messrs prime vice deputy foreign home interior
    defence defense finance treasury former retired democrat democratic republican republicans
    democrats gop official officials star
    """.split()
)
# Who is called no more than that is nobody in particular.
NAMELESS = frozenset("source insider official person man woman somebody individual".split())
# Words that many an organisation has in its name.
_GENERIC = frozenset(
    """
    national state federal international general central new local chief senior top public regional
    united main supreme royal city county office department ministry service agency committee
    council group association union party campaign house institute university board company
    policy affair
    """.split()
)
# What a wider word covers: "the Russian leader" is its president.
_WIDER = {
    "leader": frozenset(
        "president premier chancellor chairman king dictator minister head".split()
    ),
    "lawmaker": frozenset("senator representative mp".split()),
    "premier": frozenset({"minister"}),
    "spokesperson": frozenset({"spokesman", "spokeswoman"}),
}
_NO_PART = BE | AUXILIARIES | frozenset(CUES) | PRONOUNS | STOPPERS | BARE
_SMALL = DETERMINERS | PREPOSITIONS | {"and", "&", "who", "whose"}


def role_of(name: str, words: Sequence[str]) -> Role | None:
    """Make a role of a phrase, if its head noun is a word for what one person is.

    Examples
    --------
    >>> role = role_of("Ada Byron", "Freedonia's acting spy chief".split())
    >>> role.head, sorted(role.words)
    ('head', ['acting', 'freedonia', 'intelligence'])
    >>> role_of("", ["harbour", "chiefs"]), role_of("", ["the", "ferry"])
    (None, None)
    """
    if not 0 < len(words) <= _MAX_WORDS:
        return None
    at = head_of(words)
    head = words[at].lower().rstrip(".")
    head = _TITLE.get(head, head)
    is_office = head in TITLES and head not in _NO_OFFICE or words[at].islower() and is_role(head)
    if not is_office or singular(head) != head or head in NAMELESS:
        return None
    lows = [word.lower().replace("’", "'") for word in words]
    if not _NO_PART.isdisjoint(lows[: at + 1]):
        return None
    owners = frozenset(map(plain, (low for low in lows[:at] if low.endswith(("'s", "s'")))))
    complement = _complement(lows, at)
    others = frozenset(map(plain, (*lows[:at], *complement))) | _initials(words[:at])
    others |= _initials(words[at + 1 : at + 1 + len(complement)])
    return Role(name, _SAME_HEAD.get(head, head), others - {""}, owners)


def _initials(words: Sequence[str]) -> set[str]:
    """Return what an organisation's name of three words or more is shortened to."""
    capitals = [word for word in words if word.lower() not in _SMALL]
    if len(capitals) < 3 or not all(word[0].isupper() for word in capitals):
        return set()
    return {"".join(word[0] for word in capitals).lower()}


def affiliated(role: Role, party: str, state: str) -> Role:
    """Add what an affiliation says to the role of a member of parliament.

    Examples
    --------
    >>> role = role_of("Ada Byron", ["Sen."])
    >>> sorted(affiliated(role, "R", "Fla.").words)
    ['florida', 'republican']
    """
    if role.head not in {"senator", "representative", "governor"}:
        return role
    low = state.lower().rstrip(".").replace(". ", ".")
    words = {_PARTIES[party], *(plain(word) for word in _STATES.get(low, low).split())}
    return replace(role, words=role.words | (words - {""}))


def _complement(lows: Sequence[str], at: int) -> Sequence[str]:
    """Return what the head noun is of, up to the first word that cannot belong to it."""
    behind = lows[at + 1 :]
    if behind and behind[0] == "to" and lows[at] in {"ambassador", "envoy"}:
        return ()  # a country's ambassador to another is not that country's
    for index, low in enumerate(behind):
        is_participle = low.endswith("ed") and low != "united"
        if low in _NO_PART or is_participle or not low[0].isalnum():
            return behind[:index]
    return behind


def plain(low: str) -> str:
    """Return the form in which a word beside an office is compared; "" for a small one.

    Examples
    --------
    >>> [plain(low) for low in ("ukrainian", "kyiv", "ukraine's", "spy", "affairs", "the")]
    ['ukraine', 'ukraine', 'ukraine', 'intelligence', 'affair', '']
    """
    low = low.removesuffix("'s").rstrip("'")
    if low in _SMALL:
        return ""
    return COUNTRY.get(low) or _SAME_WORD.get(low) or singular(low)


def fits(wanted: Role, role: Role) -> bool:
    """Whether a description may stand for who has a role: same office, and nothing against it.

    Examples
    --------
    >>> role = role_of("Ada Byron", "the head of Freedonia's harbour guard".split())
    >>> [fits(role_of("", text.split()), role)
    ...  for text in ("the harbour guard chief", "the mill chief", "the former guard chief")]
    [True, False, False]
    """
    if wanted.head != role.head:
        is_wider = role.head in _WIDER.get(wanted.head, ())
        if not is_wider or not (wanted.words or wanted.head == "lawmaker"):
            return False
    if wanted.words & OTHERS != role.words & OTHERS or not wanted.owners <= role.words:
        return False
    places, theirs = wanted.words & COUNTRIES, role.words & COUNTRIES
    if places and not places & theirs:
        return False
    rest, own = wanted.words - COUNTRIES - OTHERS, role.words - COUNTRIES - OTHERS
    return rest <= own or bool((rest & own) - _GENERIC)
