"""Who a description stands for: "the harbour chief" where the article says which person that is.

An article says it beside a name, full or not: "Ada Byron, the head of the harbour", "the head of
the harbour, Ada Byron", "harbour chief Byron", "Mr Byron, who runs the harbour", "Byron became the
head of the harbour". A later or earlier "the harbour chief" is that person if it fits nobody else
of the article, and if the article speaks of no other one without a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsvane.corpus.speech.names import COMMON, TITLES, Role, Roster
from newsvane.corpus.speech.offices import affiliated, fits, role_of
from newsvane.corpus.speech.phrases import DETERMINERS, PREPOSITIONS, clause_of, left, words_of
from newsvane.corpus.speech.rivals import has_rival
from newsvane.corpus.speech.roles import is_role
from newsvane.corpus.speech.sayers import head_of

_MAX_NAMES = 200  # people of one article that are looked up, and places for each
_MAX_PLACES = 20
_BEFORE, _AFTER = 100, 120  # characters beside a name
_STOP = re.compile(r"[,.;:()“”\"\n—–]")
_NOT_OF = PREPOSITIONS - {"of"}
_OPEN = PREPOSITIONS | {"and", "&", "or"}
_NOT_THE = DETERMINERS - {"the"} | {"whose", "which"}
# "Ada Byron, 45, a baker", "Ada Byron, D-Tallby, chair of": the office comes after that.
_ASIDE = re.compile(r", (?:aged )?(?:\d{1,3}|[RDI]-[A-Z][\w.]{0,12})(?=, )")
_IS = re.compile(
    r"(?:,? who)? (?:is|became|has been|was (?:named|appointed|elected|made)|serves as"
    r"|has become|works as|is (?:now|currently|also))(?: as)? (?!not |no |never )(?=[a-z])"
)
_LEADS = re.compile(r"(?:,? who)? (?:has )?(?:(?:co-)?chairs|chaired|heads|leads|runs|led|headed) ")
_AFFILIATION = re.compile(r"(?:, | \()([RDI])-([A-Z](?:[a-z]+\.?|\. ?[A-Z]\.))")
_APPOSED = (", ", " (")
_RELATIVE = re.compile(r"who (?:is|runs|heads|leads|chairs)\b")
# Too many of them in any story, and relations to somebody else.
_NEVER_BARE = frozenset(
    """
    candidate rival opponent colleague friend ally supporter critic voter resident member person
    head leader republican democrat liberal conservative agent user
    """.split()
)


# Offices whose holders are often named without them.
_KNOWN = frozenset(
    "president leader minister premier chancellor senator governor secretary mayor pope".split()
)


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
        party: re.Match[str] | None = None
        own: list[Role] = []
        for start, end in _places(name, text, people):
            party = party or _AFFILIATION.match(text, end)
            phrases = _phrases(text, start, end, people)
            own += [role for words in phrases if (role := role_of(name, words)) is not None]
        if party:
            own = [affiliated(role, *party.groups()) for role in own]
        roles.update(dict.fromkeys(own))
    return replace(people, roles=tuple(roles), text=text)


def resolve(mention: str, people: Roster) -> str | None:
    """Return the one person whom a description stands for, or None."""
    if not people.roles or not mention or mention in people.people:
        return None
    if mention not in people.resolved:
        people.resolved[mention] = _resolve(mention, people)
    return people.resolved[mention]


def _resolve(mention: str, people: Roster) -> str | None:
    words = mention.split()
    if words[0].lower() in _NOT_THE or words[0].endswith(("'", "’")):
        return None
    wanted = role_of("", words)
    if wanted is None or not wanted.words and wanted.head in _NEVER_BARE:
        return None
    if _names_another(words, people):
        return None  # "secretary of state Max Roe and …", a list that was read as one
    fitting = {role.name for role in people.roles if fits(wanted, role)}
    if len(fitting) != 1:
        return None
    name = fitting.pop()
    if not wanted.words and not _is_central(name, wanted.head, people):
        return None
    return None if has_rival(wanted, name, people) else name


def _is_central(name: str, head: str, people: Roster) -> bool:
    """Whether an article names nobody much more often than this person.

    Of those whom every reader knows an article need not say what they are: in one about the home
    country's president "the president" is him, and not the one who is introduced as another's.
    """
    if head not in _KNOWN:
        return True
    counts = {other: people.text.count(other.rpartition(" ")[2]) for other in people.people}
    return 2 * counts.get(name, 0) >= max(counts.values(), default=0)


def _names_another(words: Sequence[str], people: Roster) -> bool:
    """Whether a phrase is itself a title and a name: "Secretary Max Roe"."""
    for before, first, last in zip(words, words[1:], words[2:], strict=False):
        if before.lower() in _NOT_OF:
            return False  # "a pollster for Mayor Max Roe"
        if f"{first} {last}" in people.people and before.lower() not in PREPOSITIONS:
            return True
    return False


def _places(name: str, text: str, people: Roster) -> Iterator[tuple[int, int]]:
    """Yield where a person is named, in full or by a surname that is nobody else's."""
    at = text.find(name)
    for _ in range(_MAX_PLACES):
        if at < 0:
            break
        yield at, at + len(name)
        at = text.find(name, at + len(name))
    head, _, surname = name.rpartition(" ")
    if people.by_surname.get(surname) != name:
        return
    at = text.find(surname)
    for _ in range(_MAX_PLACES):
        if at < 0:
            return
        end = at + len(surname)
        is_word = not text[end : end + 1].isalnum() and (at == 0 or not text[at - 1].isalnum())
        if is_word and not text.endswith(f"{head} ", 0, at) and not _is_relative(text, at):
            yield at, end
        at = text.find(surname, end)


def _is_relative(text: str, at: int) -> bool:
    """Whether another first name stands before a surname."""
    before = text[max(at - 30, 0) : at]
    word = before.rpartition("\n")[2].split()[-1:] or [""]
    low = word[0].lower().rstrip(".")
    is_name = word[0][:1].isupper() and word[0][-1] not in ',.;:!?”"’'
    return is_name and low not in TITLES | COMMON and not is_role(low)


def _phrases(text: str, start: int, end: int, people: Roster) -> Iterator[Sequence[str]]:
    """Yield the word groups beside a name that may describe it."""
    yield from _behind(text, end, people)
    before = text[max(start - _BEFORE, 0) : start].rstrip(" ")
    last = before[-1:]
    is_apposed = last == "," and text[end : end + 1] in {",", "."}
    is_cut = not (last.isalpha() or last == "." or is_apposed)
    if is_cut or not _may_describe(before):
        return
    if before.endswith(".") and before.rpartition(" ")[2][:-1].lower() not in TITLES:
        return
    words = words_of(_STOP.split(before.rstrip(",."))[-1])  # "Florida Sen."
    for index in range(len(words) - 1, 0, -1):
        if f"{words[index - 1]} {words[index]}" in people.people:
            words = words[index + 1 :]  # "Max Roe met Mayor"
            break
    if words and words[-1].lower() not in _OPEN:
        phrase = left(clause_of(words, people), len(words) - 1)
        if not phrase or is_apposed and phrase[0].lower() != "the":
            return
        behind = phrase[head_of(phrase) + 1 :]
        if behind and not is_apposed:
            # "An ally of Mayor Ada Byron", "the mayor praised Ada Byron": not what she is, or less.
            is_title = behind[-1].lower().rstrip(".") in TITLES and len(behind) > 1
            phrase = behind[1:] if is_title else phrase
            if not is_title and behind[0].lower() not in {"of", "for"}:
                return
        yield phrase


def _may_describe(before: str) -> bool:
    """Whether a word for an office stands near the end of what comes before a name."""
    last = before.rstrip(",")[-50:].split()[-5:]
    return any(is_role(word) or word.lower().rstrip(".") in TITLES for word in last)


def _behind(text: str, end: int, people: Roster) -> Iterator[Sequence[str]]:
    """Yield what an apposition or a verb says of who is named before `end`."""
    if text[end : end + 2] in _APPOSED:
        aside = _ASIDE.match(text, end)
        at = aside.end() if aside else end
        if text[at : at + 2] in _APPOSED and not _RELATIVE.match(text, at + 2):
            words = words_of(_STOP.split(text[at + 2 : at + _AFTER], maxsplit=1)[0])
            if not _names_another(words, people):
                yield words  # and no list: "Ada Byron, Secretary Max Roe"
    if text[end : end + 1] not in {" ", ","}:
        return
    is_office = _IS.match(text, end)
    if is_office:
        yield words_of(_STOP.split(text[is_office.end() : end + _AFTER], maxsplit=1)[0])
    leads = _LEADS.match(text, end)
    if leads and text.startswith("the ", leads.end()):
        yield ["head", "of", *words_of(_STOP.split(text[leads.end() : end + _AFTER])[0])[:8]]
