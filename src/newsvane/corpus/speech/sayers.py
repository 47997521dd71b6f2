"""Which words can name somebody who speaks: persons, groups, organisations, documents.

The head of a phrase decides, the noun before "of", "from" or a participle ("a memo dated 2 May"). A
capitalised head is a name. A lower-case one has to be a word for a person or a group (known, or
formed like one: "banker", "activists"), for an organisation, or for a document. Numbers, days,
adverbs and whole clauses speak never.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newsvane.corpus.speech.cues import CUES
from newsvane.corpus.speech.names import CALENDAR, COMMON, TITLES
from newsvane.corpus.speech.roles import PERSONS, is_role, singular

_REMEMBERED = 20_000  # phrases; the same few hundred come again and again
_SHARES = ("per", "Per", "%")
MAX_WORDS = 12  # longer phrases are clauses that the rules misread
DOCUMENTS = frozenset(
    """
    report statement study article survey poll book editorial column essay post tweet speech
    memoir account letter paper testimony interview analysis release message remark comment word
    story note summary memo headline document filing lawsuit suit complaint email e-mail website
    site page notice brief ruling decision opinion order petition indictment affidavit transcript
    record resolution declaration manifesto guideline rule constitution review research finding
    figure data statistic estimate forecast projection assessment investigation audit newspaper
    magazine blog ad advert advertisement leaflet brochure sign label text draft proposal blurb
    announcement recommendation video clip film documentary podcast broadcast biography footnote
    average tally outline copy version list dashboard newsletter bulletin dossier census
    paragraph section clause verse record result
    """.split()
)
_GROUPS = frozenset(
    """
    administration agency airline alliance army assembly audience authority bank board body brigade
    bureau business cabinet camp campaign caucus chamber charity church circle city clergy club
    coalition committee community company congress consortium contingent council country county
    couple court crew crowd delegation department directorate faction family firm force foundation
    government group half house industry inquiry institute institution jury kingdom leadership
    legislature lobby majority management media military ministry minority movement nation network
    nonprofit office operator opposition organisation organization outlet panel parliament party
    police practice press public regime republic school secretariat service side staff startup
    state subcommittee team think-tank treasury tribunal troop union university utility watchdog
    wing world cooperative valley journal trust tabloid channel station tank establishment
    electorate commission capital hierarchy senate executive judiciary hospital museum college lab
    laboratory brain-trust brass bench base lot rest bunch handful array swath dozen hundred
    thousand million percentage number vast-majority
    """.split()
)
_BARE = frozenset("some many others most both several few everyone everybody somebody someone "
                  "another one other".split())  # fmt: skip
_NAMELESS = frozenset(
    "report poll survey study research data statistic figure finding estimate analysis".split()
)
# What stands before such a word without naming whose it is.
_PLAIN = COMMON | frozenset(
    "opinion exit media press news public new early official internal unconfirmed local leaked "
    "independent separate previous initial earlier".split()
)
_THINGS = DOCUMENTS | _GROUPS
# Quantities and places aside, which behind a name belong to the verb: "said Roe half in jest".
_TEAMS = _GROUPS - frozenset(
    """
    half base lot rest bunch handful array swath dozen hundred thousand million percentage number
    side city country county world valley state capital public practice
    """.split()
)
_SPEAKING = _THINGS | PERSONS
_BEFORE_BARE = _BARE | {"the", "every", "each", "any"}
_QUANTITY = re.compile(
    r"(?:\d[\d.,/]*(?:st|nd|rd|th)?%?|per ?cent(?:age)?|%|zero|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?"
    r"|half|two-thirds|thirds?|quarters?|(?:m|b)illions?|dollars?|cents?|pounds?|euros?)"
)
_BEHIND_HEAD = frozenset(
    """
    of for from at to in with by on about near against within behind inside outside between among
    under over across around into who whom which that whose close familiar involved briefed privy
    including opposed
    """.split()
)
_PARTICIPLES = frozenset("taken given made written seen held led run sent".split())
TRAILING = frozenset("also alike there overall now alone too both still all elsewhere".split())
_FINITE = frozenset(
    "is are was were am has have had will would can could should must do does did be been".split()
)
_INITIALS = re.compile(r"[A-Z]\.?|[RDI]-[A-Z][\w.]*|\W+")
_OPENERS = frozenset("be being having thanks whatever whoever such stop let please".split())
_BUT_OPENING = COMMON | _FINITE | _OPENERS | frozenset(CUES)
_NOBODY = frozenset(
    "nobody none nothing neither nowhere somewhere here there now then thus this that the".split()
)


def is_nameless(phrase: str) -> bool:
    """Whether a phrase is documents or people of whom nothing is said: nobody who could be named.

    Examples
    --------
    >>> [is_nameless(p) for p in ("reports", "Opinion polls", "a new survey", "others")]
    [True, True, True, True]
    >>> [is_nameless(p) for p in ("The Harbour Post", "the Tallby survey", "a source", "critics")]
    [False, False, False, False]
    """
    words = phrase.split()
    lows = [word.lower() for word in words]
    if not words or lows == ["they"]:
        return False
    if len(words) == 1 and lows[0] in _BARE:
        return True
    if any(word[0].isdigit() for word in words) or lows[0] in CALENDAR:
        return False
    # The first word has a capital where it opens the sentence.
    is_named = any(word[0].isupper() for word in words[1:]) or (
        words[0][0].isupper() and lows[0] not in _PLAIN and singular(lows[0]) not in DOCUMENTS
    )
    return not is_named and singular(lows[head_of(words)]) in _NAMELESS


def head_of(words: Sequence[str]) -> int:
    """Return the index of the noun that a phrase is about.

    Examples
    --------
    >>> head_of("a senior aide to the mayor".split())
    2
    """
    for index, word in enumerate(words):
        low = word.lower()
        is_participle = word[0].islower() and (low.endswith("ed") or low in _PARTICIPLES)
        if index and (low in _BEHIND_HEAD or (is_participle and _is_noun(words[index - 1]))):
            return index - 1
    return len(words) - 1


def _is_noun(word: str) -> bool:
    low = singular(word.lower())
    return word[0].isupper() or low in _THINGS or is_role(low)


def is_people(word: str) -> bool:
    """Whether a word in lower case is one for a person or a group, as "aides" and "campaign" are.

    Examples
    --------
    >>> [is_people(word) for word in ("aides", "campaign", "Aides", "report")]
    [True, True, False, False]
    """
    low = singular(word)
    return word[0].islower() and (
        low in _TEAMS or low in TITLES or word in TITLES or is_role(word) or _is_compound(word)
    )


def _is_compound(low: str) -> bool:
    return "-" in low and singular(low.rsplit("-", 1)[1]) in _SPEAKING


@lru_cache(maxsize=_REMEMBERED)
def can_speak(phrase: str) -> bool:
    """Whether a phrase names somebody or something that speaks.

    Examples
    --------
    >>> [can_speak(p) for p in ("Ada Byron", "a harbour pilot", "the report", "police in Tallby")]
    [True, True, True, True]
    >>> [can_speak(p) for p in ("71 per cent", "presented to a silent", "nowhere", "it was Roe")]
    [False, False, False, False]
    """
    words = phrase.split()
    while len(words) > 1 and words[-1].lower() in TRAILING:
        words = words[:-1]
    if not 0 < len(words) <= MAX_WORDS or not _FINITE.isdisjoint(words):
        return False
    at = head_of(words)
    head = words[at]
    low = head.lower().removesuffix("’s").removesuffix("'s")
    if low in _NOBODY or _QUANTITY.fullmatch(low) or not any(c.isalpha() for c in head):
        return False
    if any(w.startswith(_SHARES) and _QUANTITY.fullmatch(w.lower()) for w in words):
        return False
    if _INITIALS.fullmatch(head) or low in CALENDAR:
        return False
    if head[0].isupper() and (len(words) > 1 or low not in _BUT_OPENING):
        return True  # one word may but open its sentence: "Having said", "Thanks to"
    if low.startswith(("al-", "el-")) and head[3:4].isupper():
        return True
    if low == "those" and at == 0:
        return len(words) > 1
    if low in _BARE:
        return at == 0 or words[at - 1].lower() in _BEFORE_BARE
    if low.endswith("ly") and low not in {"family", "assembly", "ally"}:
        return False
    one = singular(low)
    if one in DOCUMENTS or one in _GROUPS or low in TITLES or is_role(low):
        return True
    return _is_compound(low)
