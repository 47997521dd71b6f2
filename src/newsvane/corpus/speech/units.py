"""Sentences as the reading of voices needs them: what is quoted, and who the rest says speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsvane.corpus.speech import chains, contents, openings, quotes, sentences, speakers
from newsvane.corpus.speech.chains import SCARE
from newsvane.corpus.speech.cues import AUXILIARIES, BE, CUES
from newsvane.corpus.speech.names import COMMON, PERSONAL, Roster
from newsvane.corpus.speech.naming import name_of
from newsvane.corpus.speech.phrases import (
    DETERMINERS,
    NOUNISH,
    PREPOSITIONS,
    PRONOUNS,
    QUOTE,
    words_of,
)
from newsvane.corpus.speech.quotes import Quote
from newsvane.corpus.speech.speakers import Attribution

_READ = 3_000  # characters outside quotations read for attributions; no sentence of prose is longer
_ALONE: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
_TAG = 6  # words; a quotation beside so few is what the sentence says, however short
_OPENING = "“\"‘'«„`‚‹「『…. "
_SUBORDINATE = frozenset("when as while after before if though although since once asked".split())
_UNSPOKEN = BE | AUXILIARIES
_VERBS = _UNSPOKEN | frozenset(CUES)
_NO_HEAD = COMMON - DETERMINERS - {"the"}
_FIRST_PERSON = frozenset({"i", "we", "you"})  # outside quotation marks that is the author


class Unit(NamedTuple):
    """One sentence.

    `quotes` are the parts of quotations in it, `groups` the quotations they are parts of (one
    number for all paragraphs of one). `n_quoted` and `n_plain` count words. `is_statement` says
    that a quotation begins like a sentence. `is_attributed` says that the sentence itself
    attributes its content (`is_guess`: by its subject alone), `mention` to whom: a name, a
    description, a pronoun, or "" for nobody. `subject` is the first person named as one who acts.
    `cue` are the words that attribute; `outer` hands on what that speaker says, and for `inner` the
    speaker says what they say or think. `by_marks` says that the quote marks are all to go by.
    `content` tells from `attribution`, if the sentence has one, and its `words` what is said.
    """

    start: int
    end: int
    paragraph: int
    quotes: tuple[tuple[int, int], ...]
    groups: tuple[int, ...]
    n_quoted: int
    n_plain: int
    is_statement: bool
    is_attributed: bool
    is_guess: bool
    mention: str
    subject: str
    ends_with_colon: bool
    cue: str = ""
    outer: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    by_marks: bool = False
    attribution: Attribution | None = None
    words: Sequence[str] = ()


def build(text: str, people: Roster, *, language: str = "en") -> list[Unit]:
    """Split a text into units, in order; the rules for who speaks are for English alone."""
    paragraphs = sentences.paragraphs(text)
    found = quotes.find(text, paragraphs)
    groups = _groups(found)
    units: list[Unit] = []
    first = 0
    unit = _unit if language == "en" else _foreign
    for number, (start, end) in enumerate(paragraphs):
        last = first
        while last < len(found) and found[last].start < end:
            last += 1
        inside, numbers = found[first:last], groups[first:last]
        at = 0
        for span in sentences.split(text, (start, end), quotes=inside, language=language):
            while at < len(inside) and inside[at].end <= span[0]:
                at += 1
            stop = at
            while stop < len(inside) and inside[stop].start < span[1]:
                stop += 1
            units.append(unit(text, span, number, inside[at:stop], numbers[at:stop], people))
        first = last
    return units


def _groups(found: Sequence[Quote]) -> list[int]:
    numbers: list[int] = []
    for quote in found:
        numbers.append(numbers[-1] if quote.continued and numbers else len(numbers))
    return numbers


def _unit(
    text: str,
    span: tuple[int, int],
    paragraph: int,
    inside: Sequence[Quote],
    numbers: Sequence[int],
    people: Roster,
) -> Unit:
    parts = _parts(inside, span)
    words = words_of(_frame(text, span, parts))
    found = speakers.attributions(words, people)
    if found and QUOTE not in words:
        found = [
            one for one in found
            if not (len(one.source) == 1 and one.source[0].lower() in _FIRST_PERSON)
        ]  # fmt: skip
    if not found and not parts:
        subject = _subject(words, people)
        is_tag = text[span[1] - 1] == ":"
        return Unit(
            *span, paragraph, (), (), 0, len(words), False, False, False, "", subject, is_tag
        )
    quoted = [text[first:last].split() for first, last in parts]
    sizes = list(map(len, quoted))
    best = chains.choose(found, words, sizes)
    subject = _subject(words, people)
    # Only beside a quotation does it matter how much is said outside.
    n_plain = sum(map(str.isalnum, [word[0] for word in words])) if parts else len(words)
    is_guess = False
    called = _mention(best, found, subject, words, people)
    is_noun = best is not None and best.at == 1 and words[1].lower() in NOUNISH
    mention = openings.checked(called, words, people, is_noun=is_noun)
    if best is not None and not mention and (called or best.inherited and not parts):
        best = None  # "and encourage others", with nobody in sight who does
    if best is None and parts:
        mention = _before_colon(words, people)
        is_guess = not mention
        if not mention and max(sizes) > SCARE:
            mention = subject if subject != "they" else ""
            mention = mention or openings.checked(_first_phrase(words, people), words, people)
    outer, inner = _chain(best, found, words, quoted, people) if parts or len(found) > 1 else _ALONE
    return Unit(
        start=span[0],
        end=span[1],
        paragraph=paragraph,
        quotes=parts,
        groups=tuple(numbers),
        n_quoted=sum(sizes),
        n_plain=n_plain,
        is_statement=parts != ()
        and any(
            _begins(part) and (len(part) > SCARE or n_plain <= _TAG or text[at - 2 : at] == ": ")
            for part, (at, _) in zip(quoted, parts, strict=True)
        ),
        is_attributed=best is not None or mention != "",
        is_guess=is_guess,
        mention=mention,
        subject=subject,
        ends_with_colon=text[span[1] - 1] == ":",
        cue=_cue(best, words) if best is not None else "" if is_guess or not mention else ":",
        outer=outer,
        inner=inner,
        attribution=best,
        words=words,
    )


def _parts(inside: Sequence[Quote], span: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return what of the quotations lies in the sentence."""
    if not inside:
        return ()
    return tuple((max(quote.start, span[0]), min(quote.end, span[1])) for quote in inside)


def _foreign(
    text: str,
    span: tuple[int, int],
    paragraph: int,
    inside: Sequence[Quote],
    numbers: Sequence[int],
    people: Roster,
) -> Unit:
    """Make a unit by its quote marks alone."""
    parts = _parts(inside, span)
    sizes = [_n_words(text[start:end]) for start, end in parts]
    n_quoted = sum(sizes)
    firsts = [text[start:end].lstrip(_OPENING)[:1] for start, end in parts]
    return Unit(
        start=span[0],
        end=span[1],
        paragraph=paragraph,
        quotes=parts,
        groups=tuple(numbers),
        n_quoted=n_quoted,
        n_plain=max(_n_words(_frame(text, span, parts).replace(QUOTE, "")), n_quoted == 0),
        is_statement=any(
            size > SCARE and not first.islower() for size, first in zip(sizes, firsts, strict=True)
        ),
        is_attributed=False,
        is_guess=False,
        mention="",
        subject="",
        ends_with_colon=False,
        by_marks=True,
    )


def _n_words(text: str) -> int:
    """Count words; scripts without spaces have about one in two characters."""
    return sum(max(1, len(word) // 2) if word > "\u2e80" else 1 for word in text.split()
               if any(map(str.isalnum, word)))  # fmt: skip


def _cue(best: Attribution, words: Sequence[str]) -> str:
    low = words[best.at].lower()
    if low == "to":
        return " ".join(words[best.at - 1 : best.at + 1])
    return " ".join(words[max(best.at - 3, 0) : best.at + 1]) if low == "of" else words[best.at]


def _chain(
    best: Attribution | None,
    found: Sequence[Attribution],
    words: Sequence[str],
    quoted: Sequence[Sequence[str]],
    people: Roster,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who stands around, and who inside, the attribution that the sentence hangs on."""
    if max(map(len, quoted), default=0) > SCARE:
        longest = max(quoted, key=len)
        inner = tuple(name_of(one.source, people) for one in chains.within(longest, people))
    elif best is not None:
        inner = tuple(_named(one, people) for one in chains.inside(best, found, words))
    else:
        return (), ()
    outer = chains.around(best, found, words) if best is not None else ()
    return tuple(_named(one, people) for one in outer), inner


def _frame(text: str, span: tuple[int, int], parts: Sequence[tuple[int, int]]) -> str:
    if not parts:
        return text[span[0] : min(span[1], span[0] + _READ)]
    pieces, at = [], span[0]
    for start, end in parts:
        pieces += [text[at:start], f" {QUOTE}"]
        if (
            end - start > 2
            and text[end - 2] in ",;.?!"
            and text[end : end + 3].strip()[:1] not in {",", "."}
        ):
            pieces.append(" ")
        at = end
    pieces.append(text[at : span[1]])
    return "".join(pieces)[:_READ]


def _begins(quoted: Sequence[str]) -> bool:
    """Whether quoted words begin like a sentence."""
    first = quoted[0].lstrip(_OPENING)
    return bool(first) and first[0].isupper()


def _mention(
    best: Attribution | None,
    found: Sequence[Attribution],
    subject: str,
    words: Sequence[str],
    people: Roster,
) -> str:
    if best is None:
        return ""
    if best.source:
        return _named(best, people)
    if not best.inherited:
        return ""
    before = [one for one in found if one.at < best.at and one.source]
    if before:
        return _named(before[-1], people)
    return subject or _first_phrase(words, people)


def _named(one: Attribution, people: Roster) -> str:
    if len(one.source) == 1 and one.source[0].lower() in PRONOUNS:
        return one.source[0].lower()
    return name_of(one.source, people)


def _before_colon(words: Sequence[str], people: Roster) -> str:
    """Return who stands before a colon and a quotation: "Roe on the ferry: “It leaks”"."""
    pair = next(
        (i for i in range(1, len(words) - 1) if words[i] == ":" and words[i + 1] == QUOTE), 0
    )
    head: list[str] = []
    for word in words[:pair]:
        if not word[0].isupper() or word.lower() in COMMON:
            break
        head.append(word)
    return name_of(head, people) if head else ""


def _subject(words: Sequence[str], people: Roster) -> str:
    """Return the first person, or pronoun for one, that stands as a subject may."""
    if people.subjects.isdisjoint(words):
        return ""
    first = 0
    if words[0].lower() in _SUBORDINATE and "," in words:
        first = words.index(",") + 1
    for index in range(first, len(words)):
        word = words[index]
        if word not in people.subjects:
            continue
        if word in PERSONAL:
            return word.lower()
        start = index
        while start > 0 and words[start - 1][0].isupper():
            start -= 1
        if start == 0 or words[start - 1].lower() not in PREPOSITIONS:
            return people.resolve(word)
    return ""


def _first_phrase(words: Sequence[str], people: Roster) -> str:
    """Return whom the words before the first verb name, where they name somebody."""
    head: list[str] = []
    for word in words[:10]:
        if not word[0].isalnum() or word.islower() and (word.endswith("ed") or word in _VERBS):
            break
        head.append(word)
    else:
        return ""
    behind = words[len(head)].lower()
    if not head or not behind[0].isalpha() or behind in _UNSPOKEN or head[0].lower() in _NO_HEAD:
        return ""
    return name_of(head, people)


def content(text: str, unit: Unit) -> tuple[tuple[int, int], ...]:
    """Return what the source of a sentence says, as offsets into the text.

    Parameters
    ----------
    text : str
        The article.
    unit : Unit
        One of its sentences.

    Returns
    -------
    tuple of (int, int)
        Starts and ends; none where the sentence itself names no source.

    Examples
    --------
    >>> text = "The ferry, Roe said, leaks."
    >>> [text[start:end] for start, end in content(text, build(text, Roster())[0])]
    ['The ferry', 'leaks.']
    """
    if unit.attribution is None:
        return ()
    at, rest, places = unit.start, iter(unit.quotes), []
    for word in unit.words:
        start = text.find(word, at, unit.end)
        start, at = next(rest, (-1, -1)) if word == QUOTE else (start, start + len(word))
        if start < 0:
            return ()  # a control character that looks like our sign for a quotation
        places.append((start, at))
    spans = contents.of(unit.attribution, unit.words)
    return tuple((places[first][0], places[last - 1][1]) for first, last in spans)
