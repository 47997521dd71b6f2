"""From the words that name a source to the name of the speaker."""

from __future__ import annotations

from collections.abc import Sequence

from newsvane.corpus.speech.countries import COUNTRY
from newsvane.corpus.speech.names import (
    CALENDAR,
    FEMALE_TITLES,
    MALE_TITLES,
    NEWSPAPERS,
    ORGANISATIONS,
    TITLES,
    Roster,
    is_person,
    strip_titles,
)
from newsvane.corpus.speech.phrases import BARE, DETERMINERS, PREPOSITIONS
from newsvane.corpus.speech.roles import singular
from newsvane.corpus.speech.sayers import DOCUMENTS, TRAILING, head_of, is_people

_ADDRESSES = frozenset({"Mr.", "Mrs.", "Ms.", "Dr."})
# Titles that a surname does as well without, other than in "King Max" or "Attorney General".
_FORMS_OF_ADDRESS = frozenset("mr mrs ms mx miss dr prof sir lady dame".split())
_SPOKEN = frozenset(
    """
    president chancellor premier secretary undersecretary senator sen representative rep governor
    gov mayor professor prof justice judge ambassador congressman congresswoman chairman chairwoman
    """.split()
)
# Documents that speak for whoever they are from.
_DOCUMENTS = frozenset(
    """
    report statement study article survey poll book editorial column essay post tweet speech
    memoir account letter paper testimony interview analysis release message reports remarks
    comments words posts tweets story
    """.split()
)
_LEADING = frozenset(
    "meanwhile however moreover also still even only just then now and but".split()
)
_BUTTONS = frozenset({"JUST", "MUST", "WATCH", "WATCHED"})  # of videos, glued to a headline
_HEARERS = frozenset("me us him her them you reporters".split())
_PLURALS = frozenset(
    """
    officials critics sources experts analysts reports police people supporters opponents aides
    allies advisers lawmakers voters residents observers scientists researchers investigators
    prosecutors lawyers polls authorities doctors diplomats insiders campaigners activists
    economists witnesses
    """.split()
)
_COMMON_FIRST = DETERMINERS | BARE | _PLURALS | TITLES


def name_of(source: Sequence[str], roster: Roster) -> str:
    """Return who `source` names: a full name, an organisation, or the description as given.

    Examples
    --------
    >>> name_of("Deputy Prime Minister Ada Byron".split(), Roster())
    'Ada Byron'
    >>> name_of("A report from The Harbour Post".split(), Roster())
    'The Harbour Post'
    >>> name_of("A source close to the board".split(), Roster())
    'a source close to the board'
    """
    words = _trimmed([word for word in source if word != "."])
    words = _of_a_document(words)
    if not words:
        return ""
    joint = _joint(words, roster)
    if joint:
        return joint
    tail = _trailing_name(words)
    if tail and (len(tail) == len(words) or _follows_a_role(words, tail)):
        name = " ".join(strip_titles(tail))
        name = name.removesuffix("’s").removesuffix("'s")
        if name.lower() in TITLES and not roster.knows(name):
            return _as_description(words)  # "the Foreign Secretary"
        if words[0].lower() == "the" and len(words) == len(tail) + 1 and not roster.knows(name):
            return _as_description(words)
        if meant := _by_gender(tail, roster):
            return meant
        if roster.knows(name) or len(tail) < len(words):
            return roster.resolve(name)
        if name in {" ".join(tail), " ".join(tail[1:])} and not _is_addressed(tail):
            return _as_description(tail)
        return roster.resolve(name)
    head = _leading_name(words)
    name = " ".join(strip_titles(head))
    if head and (roster.knows(name) or _is_titled(words, head)) and not _is_owner(words, head):
        return roster.resolve(name)
    return _as_description(words)


def _by_gender(tail: list[str], roster: Roster) -> str:
    """Return whom a surname means where the title before it tells: "Ms Roe" is no Jim Roe."""
    title = tail[-2].lower().rstrip(".") if len(tail) == 2 else ""
    wanted = "f" if title in FEMALE_TITLES else "m" if title in MALE_TITLES else ""
    surname = tail[-1].removesuffix("’s").removesuffix("'s")
    same = [name for name in roster.people if name.endswith(f" {surname}")] if wanted else []
    if not same:
        return ""
    fitting = [name for name in same if roster.gender(name) in (wanted, "")]
    if not fitting:
        return f"{tail[0]} {surname}"
    return max(fitting, key=lambda name: (roster.gender(name) == wanted, roster.people[name]))


def _is_owner(words: list[str], head: list[str]) -> bool:
    """Whether a phrase begins with a name and means somebody else: "Roe aides", "the Roe camp"."""
    at = head_of(words)
    return at >= len(head) and is_people(words[at])


def _is_addressed(tail: list[str]) -> bool:
    """Whether a title stands before a surname, and is no part of what somebody is called."""
    if tail[0] in _ADDRESSES:
        return True
    is_address = len(tail) == 2 and tail[0].lower().rstrip(".") in _SPOKEN
    return is_address and tail[1].lower() not in TITLES | ORGANISATIONS | COUNTRY.keys()


def _is_titled(words: list[str], head: list[str]) -> bool:
    """Whether a phrase begins with titles and a full name: "Chairman Ada Byron of Tallby"."""
    name = strip_titles(head)
    follows = words[len(head)].lower() if len(head) < len(words) else ""
    title = head[len(head) - len(name) - 1].lower() if len(name) < len(head) else ""
    return follows in PREPOSITIONS and title in TITLES and is_person(" ".join(name))


def _trimmed(words: list[str]) -> list[str]:
    """Cut off what belongs to the verb: to whom, when, why, and adverbs at either end."""
    for index in range(1, len(words)):
        following = words[index + 1].lower() if index + 1 < len(words) else ""
        if _is_beyond(words[index - 1].lower(), words[index].lower(), following):
            words = words[:index]
            break
    while len(words) > 1 and (words[-1].lower() in TRAILING or _is_participle(words)):
        words = words[:-1]
    while len(words) > 1 and (words[0].lower() in _LEADING or words[0] in _BUTTONS):
        words = words[1:]
    return words


def _is_beyond(before: str, low: str, following: str) -> bool:
    if low == "to":
        return following in _HEARERS
    if low in {"on", "in", "last", "this", "early", "late"}:
        return following in CALENDAR
    if low == "for":
        return following.endswith("ing")
    is_author = singular(before) in DOCUMENTS or before.endswith("ed")
    return low == "about" or (low == "by" and not is_author)


def _is_participle(words: list[str]) -> bool:
    return words[-1].islower() and words[-1].endswith("ed") and words[-2].lower() != "the"


def _of_a_document(words: list[str]) -> list[str]:
    lows = [word.lower() for word in words]
    for index, low in enumerate(lows[:-1]):
        if low in _DOCUMENTS and lows[index + 1] in {"from", "by", "in"}:
            rest = words[index + 2 :]
            return rest if any(word[0].isupper() for word in rest) else words
        if (
            words[index].endswith(("’s", "'s"))
            and words[index][0].isupper()
            and lows[index + 1] in _DOCUMENTS
        ):
            return [*words[:index], words[index][:-2]]
    return words


def _joint(words: list[str], roster: Roster) -> str:
    if "and" not in words:
        return ""
    at = words.index("and")
    left, right = _trailing_name(words[:at]), words[at + 1 :]
    if not left or not right or not all(word[0].isupper() for word in right):
        return ""
    is_part = at > len(left) and words[at - len(left) - 1].lower() in {"of", "for"}
    if is_part and not roster.knows(" ".join(left)):
        return _as_description(words)  # "Department of Labor and Energy" is one
    names = [" ".join(strip_titles(part)) for part in (left, right)]
    if names[1] != " ".join(right) and not roster.knows(names[0]):
        return roster.resolve(names[1])  # "Water and Energy Minister Ada Byron" is one
    return " and ".join(map(roster.resolve, names))


def _trailing_name(words: list[str]) -> list[str]:
    start = len(words)
    while start > 0 and (
        words[start - 1][0].isupper()
        or (words[start - 1] == "&" and start < len(words))
        or (words[start - 1] in {"de", "van", "von", "al", "bin", "der"} and start < len(words))
    ):
        start -= 1
    name = words[start:]
    return [] if name and name[-1].lower() in CALENDAR else name


def _leading_name(words: list[str]) -> list[str]:
    end = 0
    while end < len(words) and (words[end][0].isupper() or words[end] == "&"):
        end += 1
    return words[:end]


def _follows_a_role(words: list[str], tail: list[str]) -> bool:
    before = words[len(words) - len(tail) - 1].lower()
    if before in PREPOSITIONS or before in DETERMINERS:
        return before in {"the"} and len(words) == len(tail) + 1
    return True


def _as_description(words: list[str]) -> str:
    words = [*words[:-1], words[-1].removesuffix("’s").removesuffix("'s")]
    text = " ".join(words)
    if len(words) > 1 and all(
        word.isupper() and word.isalpha() and len(word) > 3 for word in words
    ):
        return text.title()  # a name in capitals, as some headlines have it
    first = words[0].lower()
    if first in {"the"} and len(words) > 1 and all(word[0].isupper() for word in words[1:]):
        kept = " ".join(words[1:])
        return f"The {kept}" if words[-1].lower() in NEWSPAPERS else kept
    is_common = first in _COMMON_FIRST and first.rstrip(".") not in _FORMS_OF_ADDRESS
    return text[0].lower() + text[1:] if is_common else text
