"""Attributions in one sentence: which words say that somebody said it, and who that is.

Rules over words, no trained parser. A verb of saying is found first, then its subject: to the left
("the minister said"), past an apposition ("Roe, the minister, said"), or to the right where the
order is turned ("… ,” said Roe").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsvane.corpus.speech import cues
from newsvane.corpus.speech.names import Roster
from newsvane.corpus.speech.phrases import (
    BARE,
    NOUNISH,
    PREPOSITIONS,
    PRONOUNS,
    QUOTE,
    SMALL,
    STOPPERS,
    TIME,
    Clause,
    across_appositions,
    clause_of,
    is_name,
    left,
    right,
)
from newsvane.corpus.speech.roles import is_role, singular
from newsvane.corpus.speech.sayers import can_speak, head_of
from newsvane.corpus.speech.stances import is_beside, is_document, is_supposed
from newsvane.corpus.speech.subjects import (
    agrees,
    back_over,
    before_relative,
    is_in_claims,
    is_somebody,
    is_subject,
)

_CHAINS = frozenset(
    """
    went continued began declined refused came goes continues proceeded used wanted tried sought
    appeared seemed
    """.split()
)
_BEGINNING = frozenset("began begun started starts begins kept keeps".split())
_PAUSES = frozenset(", — – - ) . ; : … ? !".split()) | {QUOTE}
_AFTER_TURNED = PREPOSITIONS | TIME | set("who as when after during while and".split())
_VIEWS = frozenset({"view", "words", "opinion", "telling", "estimation"})
_CONTENTS = [["that"], ["to"], ["of"], ["for"], ["about"], ["on"]]
_NOT_OWNED = STOPPERS | PREPOSITIONS
_AUXILIARY = cues.ADVERBS | cues.AUXILIARIES
_PERSONAL = PRONOUNS - {"who"}
_PERSONAL_BE = frozenset("they're he's she's who's".split())
_WHEN = TIME | {"on"}
_ABOUT = frozenset("about on to for against".split())  # others speak of it: "on his plan to sail"
_THEN = frozenset("then also later even still now".split())
_OBJECTS = frozenset("her him them us me".split())
_SURE = frozenset({"certain", "sure"})  # "she is sure to win" is the narrator's word for it
_SIGNALS = (
    frozenset(cues.CUES) | cues.HEARSAY | cues.NOUNS | cues.ATTITUDES | _VIEWS | {"according"}
)
# Those that can name a source without a quotation or a "that" beside them.
FIRM_SIGNALS = frozenset(cues.STRONG) | frozenset(cues.FIRM) | cues.PASSIVE | _VIEWS | {"according"}
_POSSESSIVES = {"his": "he", "her": "she", "their": "they", "its": "it"}
_OPENING = frozenset({"said", "says", "wrote", "added", "writes", "adds"})


class Attribution(NamedTuple):
    """One attribution in a sentence.

    `at` is the index of its cue among the words. `source` holds the words that name the speaker;
    it is empty where the sentence names none ("reportedly"). `inherited` says that the cue is a
    participle or the second verb of a subject that stands further off. `weak` cues count beside a
    quotation or a "that" only. `noun` says that the cue is one ("Roe's promise").
    """

    at: int
    source: tuple[str, ...]
    inherited: bool = False
    weak: bool = False
    noun: bool = False


def attributions(
    words: Sequence[str], roster: Roster, *, signals: frozenset[str] = _SIGNALS
) -> list[Attribution]:
    """Find every attribution in a sentence.

    Parameters
    ----------
    words : sequence of str
        From `words_of`.
    roster : Roster
        The people of the article.
    signals : frozenset of str
        The words to look at.

    Examples
    --------
    >>> from newsvane.corpus.speech.phrases import words_of
    >>> words = words_of("The ministry, a spokesman told reporters, is shut.")
    >>> attributions(words, Roster())[0].source
    ('a', 'spokesman')
    """
    clause = clause_of(words, roster)
    lows = clause.lows
    found: list[Attribution] = []
    if signals.isdisjoint(lows):
        return found  # as most sentences
    for at in [index for index, low in enumerate(lows) if low in signals]:
        low = lows[at]
        attribution = None
        if low == "according" and lows[at + 1 : at + 2] == ["to"]:
            attribution = Attribution(at + 1, right(clause, at + 2))
        elif low == "words" and lows[max(at - 2, 0) : at + 2] == ["in", "the", "words", "of"]:
            attribution = Attribution(at + 1, right(clause, at + 2))
        elif low in _VIEWS and at > 1 and lows[at - 2] == "in" and words[at - 1][-1] in "s’'":
            attribution = Attribution(at, _owner(words[at - 1]))
        elif low in cues.HEARSAY:
            attribution = Attribution(at, ())
        elif low in cues.CUES and (
            words[at][0].islower() or low in (cues.HEADLINE if at else _OPENING)
        ):
            attribution = _verb(clause, at)
        if attribution is None and low in cues.ATTITUDES:
            attribution = _attitude(clause, at)
        if attribution is None and low in cues.NOUNS:
            attribution = _noun(clause, at)
        if attribution is not None:
            found.append(attribution)
    return found


def _noun(clause: Clause, at: int) -> Attribution | None:
    """Read what somebody has said as a noun of theirs: "Roe’s new promise to sail"."""
    lows = clause.lows
    if lows[at + 1 : at + 2] not in _CONTENTS:
        return None
    for index in range(at - 1, max(at - 4, -1), -1):
        if lows[index] in _POSSESSIVES:
            if lows[max(index - 1, 0)] in _ABOUT:
                return None
            return Attribution(at, (_POSSESSIVES[lows[index]],), noun=True)
        if clause.words[index].endswith(("’s", "'s", "s’", "s'")):
            source = left(clause, index)
            owner = (*source[:-1], *_owner(clause.words[index]))
            if source and not is_somebody(owner):
                owner = _capitals(owner)
            if lows[max(index - len(owner), 0)] in _ABOUT:
                return None
            return Attribution(at, owner, noun=True) if source and owner else None
        if not clause.words[index][0].isalpha() or lows[index] in _NOT_OWNED:
            return None
    return None


def _capitals(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words with a capital that a phrase ends in."""
    first = len(words)
    while first > 0 and words[first - 1][0].isupper():
        first -= 1
    return words[first:]


def _owner(possessive: str) -> tuple[str, ...]:
    owner = possessive.removesuffix("’s").removesuffix("'s").rstrip("’'")
    return (_POSSESSIVES.get(owner.lower(), owner),)


def _verb(clause: Clause, at: int) -> Attribution | None:
    words, lows = clause.words, clause.lows
    kind = cues.CUES[lows[at]]
    following = lows[at + 1] if at + 1 < len(lows) else ""
    if lows[at] == "think" and following in {"tank", "tanks"}:
        return None
    firm = lows[at] in cues.FIRM and lows[at] not in cues.STRONG and is_beside(clause, at)
    weak = lows[at] not in cues.STRONG and not firm
    if lows[at] in cues.GOING and not {QUOTE, ":"} & set(words[max(at - 3, 0) : at + 4]):
        return None
    if weak and not _has_complement(clause, at):
        return None
    if lows[at] in cues.KNOWING and QUOTE not in words:
        return None  # "she knew that it leaked" is the narrator's word for it
    before = back_over(clause, at - 1, cues.ADVERBS)
    if before >= 0 and lows[before] in cues.BE and kind == "past":
        return _passive(clause, at, before)
    if (kind == "past" and following == "by") or (lows[at] == "expressed" and following == "in"):
        return None  # "views expressed by", of which the sentence may say anything
    while before >= 0 and (lows[before] in cues.AUXILIARIES or lows[before] in cues.BE):
        if lows[before] in cues.BE and kind != "ing":
            return None
        before, kind = back_over(clause, before - 1, cues.ADVERBS), "finite"
    if before >= 0 and lows[before] == "to":
        if before and lows[before - 1] in _CHAINS:
            before, kind = back_over(clause, before - 2, cues.ADVERBS), "finite"
            before = back_over(clause, before, cues.AUXILIARIES)
        else:
            return None
    if lows[at] in cues.HEARING or (lows[at] == "told" and following == "that"):
        # Who hears is not who speaks: "the court heard that", "MPs told that" in a headline.
        return Attribution(at, (), weak=weak)
    if kind == "ing" and before >= 0 and lows[before] in _BEGINNING:
        before, kind = back_over(clause, before - 1, _AUXILIARY), "finite"
    if kind == "ing" and before >= 0 and lows[before] in _PERSONAL_BE:
        kind = "finite"  # "they're hoping"
    if kind == "ing":
        if lows[at] in cues.FINITE and not weak:
            return None
        if before >= 0 and lows[before] in SMALL and lows[before] != "by":
            return None
        return Attribution(at, (), inherited=True, weak=weak)
    if before < 0 or words[before] in _PAUSES:
        if lows[before + 1] in _THEN and before + 1 < at:
            return Attribution(at, (), inherited=True, weak=weak)
        return _at_a_pause(clause, at, before, kind, weak)
    if lows[before] in {"and", "but", "or", "then"}:
        return Attribution(at, (), inherited=True, weak=weak)
    found = _after_subject(clause, at, before, weak)
    if found is None or not found.source or found.inherited:
        return found
    if not (is_somebody(found.source) and agrees(found.source, kind, clause.roster)):
        antecedent = before_relative(clause, before)
        if antecedent and agrees(antecedent, kind, clause.roster):
            return Attribution(at, antecedent, weak=weak)
    if firm and not is_somebody(found.source) and not _has_complement(clause, at):
        return None
    if firm and lows[at] in cues.OF_DOCUMENTS:
        if not is_document(found.source) and not _has_complement(clause, at):
            return None
    if firm and lows[at] in cues.STANCE and is_supposed(clause, at, found.source):
        return None
    if agrees(found.source, kind, clause.roster):
        return found
    return Attribution(at, ()) if kind == "base" and not weak else None


def _attitude(clause: Clause, at: int) -> Attribution | None:
    """Read what somebody is: "the mayor is wary of the ferry"."""
    lows = clause.lows
    follows = lows[at + 1] if at + 1 < len(lows) else ""
    if follows not in cues.BEHIND_ATTITUDES or lows[at] in _SURE and follows == "to":
        return None
    before = back_over(clause, at - 1, cues.ADVERBS)
    if before >= 0 and lows[before] in _PERSONAL_BE:
        return Attribution(at, (lows[before].partition("'")[0],))
    if before < 0 or lows[before] not in cues.BE:
        return None
    while before >= 0 and (lows[before] in cues.BE or lows[before] in cues.AUXILIARIES):
        before = back_over(clause, before - 1, cues.ADVERBS)
    if before < 0 or clause.words[before] in _PAUSES:
        return None
    found = _after_subject(clause, at, before, False)
    return found if found is not None and found.source and is_somebody(found.source) else None


def _after_subject(clause: Clause, at: int, before: int, weak: bool) -> Attribution | None:
    words, lows = clause.words, clause.lows
    while before > 0 and lows[before] in _WHEN:
        before -= 1
    if lows[before] in _OBJECTS and lows[before - 1 : before] != ["of"]:
        return None  # "makes them feel", "her support"
    if lows[before].partition("'")[0] in _PERSONAL:
        return Attribution(at, (lows[before].partition("'")[0],), weak=weak)
    if lows[before] in {"who", "which", "that"}:
        end = before - 1
        if lows[before] == "which":
            return _which(clause, at, end, weak)
        if end >= 0 and words[end] == ",":
            source = across_appositions(clause, end)
        else:
            source = left(clause, end) if end >= 0 else ()
            if lows[before] != "that" and not is_name(source, clause.roster):
                return None  # "anyone who criticises him" says nothing
        return Attribution(at, source, weak=weak, inherited=not source)
    if lows[before] in SMALL and lows[before] not in BARE:
        return None
    if (
        lows[before] in STOPPERS
        or not words[before][-1].isalnum()
        and words[before][-1] not in ".’"
    ):
        return None
    source = left(clause, before)
    if is_in_claims(clause, before - len(source)):
        return None
    if not source or (lows[at] in NOUNISH and not is_subject(source, lows[at], clause.roster)):
        return None
    if (
        lows[at] in NOUNISH
        and source[-1].islower()
        and lows[at + 1 : at + 2]
        and lows[at + 1] in PREPOSITIONS
    ):
        return None
    return Attribution(at, source, weak=weak)


def _which(clause: Clause, at: int, end: int, weak: bool) -> Attribution | None:
    """Read a "which": of an organisation or a document; of people it would be a "who"."""
    if end >= 0 and clause.words[end] == ",":
        source = across_appositions(clause, end)
    else:
        source = left(clause, end) if end >= 0 else ()
    if not source or is_name(source, clause.roster):
        return None
    head = source[head_of(source)]
    is_body = not is_role(head) and singular(head) == head and can_speak(" ".join(source))
    return Attribution(at, source, weak=weak) if is_body else None


def _has_complement(clause: Clause, at: int) -> bool:
    """Whether a quotation, a colon, or a "that" makes a weak cue a verb of saying."""
    words, lows = clause.words, clause.lows
    for index in range(at + 1, min(at + 8, len(words))):
        if words[index] in {QUOTE, ":"}:
            return True
        if lows[index] == "that" and index - at <= 4:
            return True
        if words[index] in {";", "."}:
            break
    before = at - 1
    for index in range(before, max(before - 8, -1), -1):
        if words[index] == QUOTE:
            return True
        if words[index] in {";", ".", ":"}:
            break
    return at + 2 <= len(words) and lows[at + 1 : at + 2] == [","] and before >= 0


def _passive(clause: Clause, at: int, before: int) -> Attribution | None:
    lows = clause.lows
    if lows[at] == "quoted" and "saying" in lows[at : at + 3]:
        return _after_subject(clause, at, back_over(clause, before - 1, cues.AUXILIARIES), False)
    if lows[at] in cues.FIRM and lows[at + 1 : at + 2] == ["by"]:
        source = right(clause, at + 2)
        return Attribution(at, source) if source and is_somebody(source) else None
    if lows[at] not in cues.PASSIVE:
        return None
    if "by" in lows[at + 1 : at + 4]:
        return Attribution(at, right(clause, lows.index("by", at + 1) + 1))
    follows = lows[at + 1 : at + 2]
    return Attribution(at, ()) if follows in (["to"], ["that"], ["as"]) else None


def _at_a_pause(clause: Clause, at: int, before: int, kind: str, weak: bool) -> Attribution | None:
    """Read a verb after a comma or a quotation: turned order, or a subject before an apposition."""
    words, lows = clause.words, clause.lows
    if kind in {"s", "past", "base"}:
        source = _by_name(clause, at + 1, right(clause, at + 1))
        if source and not is_name(source, clause.roster) and before >= 0 and words[before] == ",":
            named = across_appositions(clause, before)
            if is_name(named, clause.roster) and words[before - 1] != QUOTE:
                return Attribution(at, named, weak=weak)
        if source and _may_be_turned(clause, at, before, source):
            return Attribution(at, source, weak=weak)
    if (
        before >= 0
        and words[before] in {",", ")", "—", "–"}
        and words[before - 1 : before] != [QUOTE]
    ):
        source = across_appositions(clause, before)
        if source:
            return Attribution(at, source, weak=weak)
    if before >= 0 and lows[at] not in NOUNISH:
        return Attribution(at, (), inherited=True, weak=weak)
    return None


def _by_name(clause: Clause, start: int, source: tuple[str, ...]) -> tuple[str, ...]:
    """Prefer the name behind a description: "said its owner, Ada Byron."."""
    words, behind = clause.words, start + len(source)
    if not source or source[-1][0].isupper() or words[behind : behind + 1] != [","]:
        return source
    end = behind + 1
    while end < len(words) and words[end][0].isupper():
        end += 1
    name = tuple(words[behind + 1 : end])
    is_closed = end >= len(words) or words[end] in _PAUSES
    return name if len(name) > 1 and is_closed and is_name(name, clause.roster) else source


def _may_be_turned(clause: Clause, at: int, before: int, source: tuple[str, ...]) -> bool:
    words, lows = clause.words, clause.lows
    if lows[at] in cues.ON_PERSONS or source == ("it",):
        return False
    behind = at + 1 + len(right(clause, at + 1))
    if before >= 0 and (words[before] == QUOTE or words[before - 1] == QUOTE):
        return True
    if before < 0 or source[0].lower() in {"it", "him", "her", "them", "they"}:
        return False
    if not is_somebody(source):
        return False
    return behind >= len(words) or not words[behind][0].isalnum() or lows[behind] in _AFTER_TURNED
