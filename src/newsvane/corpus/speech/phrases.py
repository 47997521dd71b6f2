"""Noun phrases beside a verb, found by rules over words: who is left and who is right of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsvane.corpus.speech import cues
from newsvane.corpus.speech.names import CALENDAR, Roster, strip_titles
from newsvane.corpus.speech.sayers import is_people

QUOTE = "\x02"  # stands for a quotation in the words of a sentence
_WORD = re.compile(
    r"[a-z]++(?![\w'’&-])|\x02|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Capt|Adm|Sgt|Rev|St|Jr|Sr)\."
    r"|[RDI]-(?:[A-Z]\.){1,3}|\d{1,3}(?:,\d{3})+|[A-Z]\.(?:[A-Z]\.)*|\w(?:[\w-]|['’](?=\w)|&)*(?:(?<=s)['’](?!\w))?|[^\w\s]"
)
PRONOUNS = frozenset("he she they i we it you him her them who".split())
BARE = frozenset(
    """
    everyone some others many both all another one most few several nobody neither none those
    these
    """.split()
)
STOPPERS = frozenset(
    """
    that but if because when while as after before although though since until where which what
    how why whether than so or yet then nor and like according amid despite during unlike
    including saying said
    """.split()
)
PREPOSITIONS = frozenset(
    """
    of for from at to in with by on about near against within behind inside outside between
    among under over across around into
    """.split()
)
DETERMINERS = frozenset(
    """
    a an the one this these those some many several two three four five his her its their our my
    your another any each every no most
    """.split()
)
SMALL = PREPOSITIONS | DETERMINERS
TIME = CALENDAR | frozenset(
    """
    late early yesterday today tomorrow earlier later recently last this next week month year
    night morning afternoon evening
    """.split()
)
# Verb forms that are as often nouns: "the claims", "reports of".
NOUNISH = frozenset(
    """
    claims reports comments calls notes questions answers posts fears hopes doubts demands
    remarks replies promises pledges vows states tweets hints worries estimates predictions
    rules reads finds shows sounds signals offers claim report comment call note question answer
    post fear hope doubt demand promise state stress estimate show sound rule label point signal
    vow pledge reply remark forecast challenge put read tweet guarantee guarantees guess title
    dispute disputes cause hint suspect points worry titles labels cry echo express concerns support
    supports favor favors favour favours talk talks wonder advocate advocates plan plans view views
    trust regret regrets love loves hate focus focuses backs dislike distrust dream dreams doubts
    project projects
    """.split()
)
_NO_PART = (
    STOPPERS
    | PRONOUNS
    | cues.BE
    | cues.AUXILIARIES
    | cues.ADVERBS
    | {verb for verb, kind in cues.CUES.items() if kind != "base" or verb not in NOUNISH}
)
_NO_NOUN = (
    STOPPERS | PRONOUNS | PREPOSITIONS | DETERMINERS | cues.BE | cues.AUXILIARIES | cues.ADVERBS
    | frozenset(cues.CUES)
)  # fmt: skip
# "Roe, R-Texas, said": a party and a state between a name and its verb.
_AFFILIATION = re.compile(
    r"[RDI](?:-\S{1,8}(?: \S{1,6}){0,2})?|(?:[A-Z]\.){1,3}|[A-Z][a-z]{1,5}\s?\."
)
_RELATIVE = frozenset("who which whose whom where when".split())
_ADVERBIAL = TIME | {"on", "during", "in"}
_MAX_PHRASE = 14  # words
_MAX_BEFORE_ROLE = 4  # words from a name to the role that it belongs to
_REMEMBERED, _LONGEST = 20_000, 40  # pieces that are kept, and their characters at most


class _Pieces(dict[str, list[str]]):
    """The words of what stands between two spaces and is more than letters ("says,")."""

    def __missing__(self, piece: str) -> list[str]:
        words = _WORD.findall(piece)
        if len(piece) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = words
        return words


_PIECES = _Pieces()


class Clause(NamedTuple):
    """A sentence as the rules read it: its words, also in lower case, and the article's people."""

    words: Sequence[str]
    lows: list[str]
    roster: Roster


def clause_of(words: Sequence[str], roster: Roster) -> Clause:
    """Make a clause of words from `words_of`."""
    lows = "\n".join(words).lower().replace("’", "'").split("\n") if words else []
    return Clause(words, lows, roster)


def words_of(frame: str) -> list[str]:
    """Split a sentence, its quotations replaced by `QUOTE`, into words and signs."""
    # No word holds a space, so that a sentence is the words of its pieces.
    words: list[str] = []
    for piece in frame.split():
        if piece.isalpha():
            words.append(piece)
        else:
            words += _PIECES[piece]
    return words


def left(clause: Clause, end: int) -> tuple[str, ...]:
    """Return the noun phrase whose last word is words[end]."""
    words, lows = clause.words, clause.lows
    if end >= 0 and (lows[end] in PRONOUNS or lows[end] in CALENDAR):
        return (words[end],) if lows[end] in PRONOUNS else ()
    start = end
    while start >= 0 and end - start < _MAX_PHRASE:
        low = lows[start]
        if low in PREPOSITIONS:
            if start == 0 or not _is_noun(words[start - 1], lows[start - 1]):
                break
        elif low in DETERMINERS:
            if start and lows[start - 1] in DETERMINERS:
                pass
            elif (
                start == 0
                or lows[start - 1] not in PREPOSITIONS
                or start < 2
                or not _is_noun(words[start - 2], lows[start - 2])
            ):
                start -= 1
                break
        elif not (_is_part(clause, start) or start == end and low in NOUNISH):
            break
        start -= 1
    phrase = list(words[start + 1 : end + 1])
    while phrase and (phrase[0].lower() in PREPOSITIONS or phrase[0].lower() in CALENDAR):
        phrase = phrase[1:]
    return tuple(phrase)


def _is_noun(word: str, low: str) -> bool:
    return word[0].isalnum() and low not in _NO_NOUN


def _is_part(clause: Clause, at: int) -> bool:
    """Whether a word may stand inside a noun phrase."""
    words, low = clause.words, clause.lows[at]
    word = words[at]
    if low in {"and", "&"}:
        joins = 0 < at < len(words) - 1 and clause.lows[at - 1] not in CALENDAR
        return joins and words[at - 1][0].isupper() and words[at + 1][0].isupper()
    if word[0].isupper():
        return low not in STOPPERS and low not in PRONOUNS
    return word[0].isalnum() and low not in _NO_PART


def right(clause: Clause, start: int) -> tuple[str, ...]:
    """Return the noun phrase that begins at words[start]."""
    words, lows = clause.words, clause.lows
    if start >= len(words):
        return ()
    if lows[start] in PRONOUNS:
        return (words[start],)
    if not words[start][0].isalpha() or lows[start] in PREPOSITIONS:
        return ()
    end = start
    while end < len(words) and end - start < _MAX_PHRASE:
        low = lows[end]
        if end > start and low in _ADVERBIAL and not _is_of_a_place(clause, start, end):
            break
        if not (low in PREPOSITIONS or low in DETERMINERS or _is_part(clause, end)) and not (
            cues.CUES.get(low) == "base" and lows[start] in DETERMINERS
        ):
            break
        if end > start and _name_ended(clause, start, end):
            break
        end += 1
    while end > start and lows[end - 1] in SMALL:
        end -= 1
    return tuple(words[start:end])


def _is_of_a_place(clause: Clause, start: int, at: int) -> bool:
    """Whether an "in" belongs to a description: "officials in Kyiv"."""
    words, lows = clause.words, clause.lows
    if lows[at] != "in" or at + 1 >= len(words) or not words[start][0].islower():
        return False
    return words[at + 1][0].isupper() and lows[at + 1] not in CALENDAR


def _name_ended(clause: Clause, start: int, end: int) -> bool:
    """Whether the words so far end in a person's name and the next one starts something new."""
    words = clause.words
    if words[end][0].isupper() or not words[end - 1][0].isupper():
        return False
    first = end - 1
    while first > start and words[first - 1][0].isupper():
        first -= 1
    if words[end] in {"and", "de", "van", "von", "al", "bin"} and end + 1 < len(words):
        return not words[end + 1][0].isupper()
    if _leads_to_people(clause, end):
        return False  # "Roe campaign spokesman Max Doe"
    return is_name(tuple(words[first:end]), clause.roster)


def _leads_to_people(clause: Clause, at: int) -> bool:
    """Whether a word for people stands at words[at], or follows nouns and adjectives there."""
    for index in range(at, min(at + _MAX_BEFORE_ROLE, len(clause.words))):
        word, low = clause.words[index], clause.lows[index]
        if not word[0].islower() or low in SMALL or low in _ADVERBIAL:
            return False
        if is_people(word):
            return True
        if not _is_part(clause, index):
            return False
    return False


def across_appositions(clause: Clause, pause: int) -> tuple[str, ...]:
    """Go back over what stands between pauses to the name that it explains."""
    words = clause.words
    fallback: tuple[str, ...] = ()
    end = pause - 1
    for _ in range(5):
        start = end
        while start >= 0 and words[start] not in {",", ";", ":", QUOTE, "(", ")", "—", "–"}:
            start -= 1
        segment = tuple(words[start + 1 : end + 1])
        is_relative = bool(segment) and segment[0].lower() in _RELATIVE
        if is_relative and segment[1:2] and segment[1][0].isupper():
            source = left(clause, end)
            if len(source) == len(segment) - 1:
                return source  # ", where Senator Roe (of Tallby) said"
        if segment and not is_relative and not _AFFILIATION.fullmatch(" ".join(segment)):
            source = left(clause, end)
            if is_name(source, clause.roster):
                return source
            starts_with = segment[0].lower()
            is_apposition = (
                starts_with in DETERMINERS or segment[0][0].isdigit() or segment[0].islower()
            )
            if source and (not fallback or (segment[0][0].isupper() and start < 0)):
                fallback = source
            if not is_apposition and segment[0][0].isupper() and start < 0:
                break
        if start < 0 or words[start] in {";", QUOTE}:
            break
        end = start - 1
    return fallback


def is_name(source: tuple[str, ...], roster: Roster) -> bool:
    """Whether words are the name of a person of the article, titles apart."""
    kept = strip_titles(list(source))
    name = " ".join(kept)
    return bool(kept) and kept[0][0].isupper() and roster.knows(name)
