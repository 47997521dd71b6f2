"""Which attribution a sentence hangs on, and which stand inside another: "X says that Y believes".

The outermost source is the one who utters; whoever it speaks for stands further in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from newsvane.corpus.speech import speakers
from newsvane.corpus.speech.cues import CUES, FIRM, STANCE
from newsvane.corpus.speech.names import Roster
from newsvane.corpus.speech.phrases import PRONOUNS, QUOTE, TIME, words_of
from newsvane.corpus.speech.speakers import Attribution
from newsvane.corpus.speech.subjects import is_somebody

SCARE = 3  # words; a quotation no longer than that is a phrase, not a statement
_BREAKS = frozenset({",", "–", "—", "-", ";"})
_PAUSES = _BREAKS - {"-"}
_TAG_PAUSES = _PAUSES - {";"}
_ASIDE = frozenset("as while although though whereas even but".split())
_JOINED = frozenset("and but or while as though although when if because so".split())
_APPOSED = 25  # words of an apposition to the name that a tag in turned order ends in
_TAIL = 8  # words behind a tag: "…, Roe told reporters in Tallby on Sunday"
_ENDS = frozenset({".", "!", "?", ")", "”", '"', "’"})
_DEEPEST = 3  # sources in one chain
_INSIDE = 2_000  # characters of a quotation that are read for attributions inside it


def choose(
    found: Sequence[Attribution], words: Sequence[str], sizes: Sequence[int]
) -> Attribution | None:
    """Take the attribution that the sentence's content, its longest quotation if any, hangs on.

    Parameters
    ----------
    found : sequence of Attribution
        All of the sentence.
    words : sequence of str
        The sentence, each quotation one `QUOTE`.
    sizes : sequence of int
        Words in each quotation.
    """
    if len(found) < 2:
        return found[0] if found else None
    sizes_of = _clause_sizes(words)
    marks = [index for index, word in enumerate(words) if word == QUOTE]
    if max(sizes, default=0) <= SCARE:
        marks = []  # a phrase in quotation marks is not what the sentence says
    if len(marks) == len(sizes):
        marks = [mark for mark, size in zip(marks, sizes, strict=True) if size > max(sizes) / 2]

    def rank(one: Attribution) -> tuple[float, ...]:
        distance = min((abs(one.at - mark) for mark in marks), default=99)
        is_vague = not marks and one.source[:1] in (("they",), ("it",))
        is_loose = one.weak and distance > 2
        if marks:
            is_stance = words[one.at].lower() in STANCE
            return not one.source, is_loose, is_stance, distance
        is_firm = one.noun or words[one.at].lower() in FIRM
        is_thing = bool(one.source) and not is_somebody(one.source)
        order = (is_thing, is_loose, not is_tag(one, words), is_firm, is_vague)
        return not one.source, _is_own(one, found, words), *order, -sizes_of[one.at], one.at

    return min(found, key=rank)


def _is_own(one: Attribution, found: Sequence[Attribution], words: Sequence[str]) -> bool:
    """Whether a source is but the pronoun for the one before: "half of them said they want it"."""
    first = one.at - 1
    if len(one.source) != 1 or one.source[0].lower() not in PRONOUNS:
        return False
    while first > 0 and words[first].lower() != one.source[0].lower():
        first -= 1
    first -= words[first - 1].lower() == "that"
    return any(other.at == first - 1 and other.source for other in found if other is not one)


def is_tag(one: Attribution, words: Sequence[str]) -> bool:
    """Whether an attribution closes its sentence.

    Examples
    --------
    >>> is_tag(Attribution(4, ("Roe",)), "It leaks , Roe said on Sunday .".split())
    True
    """
    last = one.at + len(one.source) if _is_turned(one, words) else one.at
    first = one.at if last > one.at else one.at - len(one.source)
    while first > 0 and words[first - 1] not in _PAUSES and one.at - first < _TAIL:
        first -= 1
    rest = [word for word in words[last + 1 :] if word not in _ENDS]
    # "said Ada Byron, the head of the harbour board of Tallby and a pilot of many years."
    most = _APPOSED if last > one.at and rest and rest[0] == "," else _TAIL
    is_short = len(rest) <= most and "that" not in rest and ":" not in rest
    is_closing = is_short and (not rest or rest[0][0] == "," or rest[0].lower() in AFTER_TAG)
    return (
        is_closing
        and first > 1
        and words[first - 1] in _TAG_PAUSES
        and words[first].lower() not in _JOINED
    )


AFTER_TAG = TIME | frozenset("on in at to during after from reporters him her them us".split())


def _is_turned(one: Attribution, words: Sequence[str]) -> bool:
    return tuple(words[one.at + 1 : one.at + 1 + len(one.source)]) == tuple(one.source)


def inside(
    best: Attribution, found: Sequence[Attribution], words: Sequence[str]
) -> tuple[Attribution, ...]:
    """Return the attributions that stand inside the content of `best`, outermost first.

    Two clauses joined by "and" or "while" stand side by side, not one inside the other.
    """
    if not best.source or len(found) < 2:
        return ()
    sizes_of = _clause_sizes(words)
    is_last = is_tag(best, words)
    nested: list[Attribution] = []
    for one in found:
        first = one.at - len(one.source)
        is_placed = first < best.at if is_last else first > best.at
        if one is best or one.inherited or not one.source or not is_placed:
            continue
        if (
            one.noun
            or _is_according(one, words)
            or sizes_of[one.at] != sizes_of[best.at]
            or not is_somebody(one.source)
        ):
            continue
        between = [word.lower() for word in words[min(best.at, first) : max(best.at, first)]]
        is_joined = bool(between) and between[-1] in _JOINED and not is_last
        if (
            ";" in between
            or is_joined
            or any(left == "," and right in _JOINED for left, right in pairwise(between))
        ):
            continue
        nested.append(one)
    return tuple(nested[: _DEEPEST - 1])


def within(quoted: Sequence[str], roster: Roster) -> tuple[Attribution, ...]:
    """Return the attributions inside a quotation: "“Roe believes that it leaks,” she said"."""
    if CUES.keys().isdisjoint(quoted):
        return ()
    words = words_of(" ".join(quoted)[:_INSIDE].strip("“”\"'‘’«»„ "))
    found = [
        one for one in speakers.attributions(words, roster, signals=speakers.FIRM_SIGNALS)
        if one.source and not one.weak and not one.noun and not one.inherited
        and one.source[0].lower() not in PRONOUNS and is_somebody(one.source)
    ]  # fmt: skip
    return tuple(found[:1])


def _is_according(one: Attribution, words: Sequence[str]) -> bool:
    return words[one.at] == "to"


def around(best: Attribution, found: Sequence[Attribution], words: Sequence[str]) -> Iterator[
    Attribution
]:  # fmt: skip
    """Yield who hands on a quotation: "“It leaks,” Roe said, according to the clerk"."""
    for one in found:
        is_other = one is not best and bool(one.source) and one.source != best.source
        if is_other and _is_according(one, words) and best.source:
            yield one
            return


def _clause_sizes(words: Sequence[str]) -> list[int]:
    """Return for each word the size of the clause that it stands in.

    A clause ends where a pause and a word like "as" open another ("… – as Roe insists it is safe"),
    and at the first comma of a sentence that opens with such a word.
    """
    lows = [word.lower() for word in words]
    ends = [
        at for at in range(1, len(lows) - 1) if lows[at] in _BREAKS and lows[at + 1] in _ASIDE
    ]  # fmt: skip
    if lows and lows[0] in _ASIDE and "," in lows:
        ends.append(lows.index(","))
    bounds = [0, *sorted(set(ends)), len(words)]
    sizes: list[int] = []
    for start, end in pairwise(bounds):
        sizes += [end - start] * (end - start)
    return sizes
