"""The voices of one article, in this process or as a task for a worker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeAlias

from newsvane.corpus.speech import descriptions, ledes, names
from newsvane.corpus.speech.chains import SCARE
from newsvane.corpus.speech.names import OFFICES, TITLES, Roster
from newsvane.corpus.speech.phrases import PRONOUNS
from newsvane.corpus.speech.sayers import can_speak, head_of, is_nameless
from newsvane.corpus.speech.units import Unit, build

FUNCTION = f"{__name__}:split_task"
Sentence: TypeAlias = tuple[object, ...]

# A headline that ends in its source: "Ferry will not sail – harbour chief".
_SIGNED = re.compile(r"\s[–—-]\s([a-z][a-z’' -]{2,40})$")
_SOURCES = frozenset({"sources", "officials", "experts", "report", "reports", "poll", "study"})
_MOSTLY = 0.5  # share of quoted words from which a sentence counts as a quotation
_CARRY = 3  # sentences for which a speaker is remembered
_JOINT = 8  # sentences for which "they" may be two who spoke together
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-z]|\A[\W\d]*\Z")
_ENGLISH = frozenset(
    "the and of was said is that with for has from are by to it he she they not".split()
)
_SEEN, _TELLING = 1_000, 15  # characters looked at; words from which their lack tells something
_LEAST = 0.04  # share of those words; English news has three times as many
_OUTLET = ("outlet", None, None, None, None)
# In a text without these a sentence has single spaces, since a line break ends a paragraph.
_ODD_SPACES = re.compile(r"[^\S \n]|  ")
_REACH = 40  # sentences; as far as a quotation's attribution is looked for


class Article(NamedTuple):
    """What is read of an article; without a language, its text tells whether it is English."""

    article_id: str
    title: str | None
    text: str
    language: str | None


class Spoken(NamedTuple):
    """One sentence with its voice.

    `start` and `end` are offsets into the text. `mention` is what the sentence calls the speaker
    ("he"), `speaker` who that is. `quotes` are the parts of quotations inside the sentence. `chain`
    has all sources where there are several, and `cue` the words that attribute. `unit` is the
    sentence as `units.content` reads it, where its source stands in itself.
    """

    start: int
    end: int
    voice: str
    speaker: str | None
    mention: str
    quotes: tuple[tuple[int, int], ...]
    chain: tuple[str, ...] = ()
    cue: str = ""
    unit: Unit | None = None


@dataclass(slots=True)
class _State:
    """What the reading of the sentences before number `now` leaves behind, and since when."""

    now: int = 0
    speaker: str | None = None
    mention: str = ""
    spoke: int = -99
    subject: str = ""
    acted: int = -99
    joint: str = ""
    joined: int = -99

    @property
    def age(self) -> int:
        """How many sentences ago somebody spoke."""
        return self.now - self.spoke


def _language(text: str) -> str:
    """Return "en", or "" for a text of some length that cannot be English."""
    seen = text[:_SEEN].lower()
    if text and not _LATIN.search(seen):
        return ""
    words = _LETTERS.findall(seen)
    n_english = sum(map(_ENGLISH.__contains__, words))
    return "" if len(words) >= _TELLING and n_english < _LEAST * len(words) else "en"


def rows_of(article: Article) -> list[Sentence]:
    """Return the sentences of an article with their voices, in the order of `tables.SENTENCES`."""
    article_id, title, text, language = article
    headline = " ".join(title.split()) if title else ""
    language = language if language is not None else _language(text)
    people = Roster()
    if language == "en":
        people = descriptions.described(names.roster(text, headline), text)
    units = build(text, people, language=language)
    people = ledes.introduced(units, people)
    rows: list[Sentence] = []
    if headline:
        spoken = _of_title(headline, people, language)
        rows.append((f"{article_id}-0000", article_id, 0, headline, -1, -1, *_said(spoken, people)))
    has_odd_spaces = _ODD_SPACES.search(text) is not None
    for position, spoken in enumerate(_voices(units, people), start=1):
        start, end, voice = spoken[:3]
        sentence = " ".join(text[start:end].split()) if has_odd_spaces else text[start:end]
        said = _OUTLET if voice == "outlet" else _said(spoken, people)
        place = (position, sentence, start, end)
        rows.append((f"{article_id}-{position:04d}", article_id, *place, *said))
    return rows


def unread(article: Article) -> list[Sentence]:
    r"""Return the paragraphs of an article whose voices could not be told, as said by nobody.

    Examples
    --------
    >>> [row[2:7] for row in unread(Article("a", None, "It rained.\n\nAll day.", "en"))]
    [(1, 'It rained.', 0, 10, 'reported'), (2, 'All day.', 12, 20, 'reported')]
    """
    found = re.finditer(r"[^\n]+", article.text)
    return [
        (
            f"{article.article_id}-{n:04d}", article.article_id, n, " ".join(one.group().split()),
            *one.span(), "reported", None, "unattributed", None, None,
        )
        for n, one in enumerate(found, start=1)
    ]  # fmt: skip


def split_task(articles: list[list[Any]]) -> Iterator[list[Sentence]]:
    """Tell the voices of some articles in a worker process."""
    for values in articles:
        yield rows_of(Article(*values))


def _said(spoken: Spoken, people: Roster) -> tuple[str | None, ...]:
    """Return voice, speaker, kind of speaker, chain and cue as the table has them."""
    if spoken.voice == "outlet":
        return _OUTLET
    kind = _kind(spoken.speaker, people)
    chain = " > ".join(spoken.chain) or None
    return spoken.voice, spoken.speaker, kind, chain, spoken.cue or None


def _kind(speaker: str | None, people: Roster) -> str:
    """Tell a name from a description, whose head noun is in lower case."""
    if speaker is None:
        return "unattributed"
    words = speaker.split()
    head = words[head_of(words)]
    is_name = speaker in people.people or not (head[0].islower() or head.lower() in OFFICES)
    return "named" if is_name else "anonymous"


def _of_title(title: str, people: Roster, language: str) -> Spoken:
    signed = _SIGNED.search(title)
    if signed and signed.group(1).split()[-1] in TITLES | _SOURCES:
        source = signed.group(1)
        speaker = descriptions.resolve(source, people) or source
        return Spoken(0, len(title), "reported", speaker, source, (), cue=signed.group().split()[0])
    found = read(title, people, language=language)
    return max(found, key=lambda spoken: (spoken.voice != "outlet", spoken.speaker is not None))


def read(text: str, people: Roster, *, language: str = "en") -> list[Spoken]:
    """Split one text into sentences with their voices.

    Parameters
    ----------
    text : str
        The article's text.
    people : Roster
        Who is named in it.
    language : str
        ISO 639-1 code. In other languages than English quotations are found by their marks, and
        nobody is named.
    """
    units = build(text, people, language=language)
    return _voices(units, ledes.introduced(units, people))


def _voices(units: Sequence[Unit], people: Roster) -> list[Spoken]:
    state = _State()
    spoken: list[Spoken] = []
    for index, unit in enumerate(units):
        if not (unit.groups or unit.is_attributed):  # as most sentences
            spoken.append(Spoken(unit.start, unit.end, "outlet", None, "", ()))
            if unit.subject and unit.subject not in PRONOUNS:
                state.subject, state.acted = unit.subject, index
            continue
        state.now = index
        source = _attributing(units, index)
        voice = _voice(unit, source is not None)
        speaker, mention, cue = None, "", ""
        chain: tuple[str, ...] = ()
        if voice != "outlet":
            speaker, mention = _speaker(units, index, source, spoken, state, people)
            cue = units[source].cue if source is not None else ""
            outer = units[source].outer if source is not None else ()
            chain = _chain((*outer, "", *unit.inner), speaker, unit, state, people)
        own = unit if source == index else None
        spoken.append(
            Spoken(unit.start, unit.end, voice, speaker, mention, unit.quotes, chain, cue, own)
        )
        _remember(state, unit, spoken[-1])
    return spoken


def _attributing(units: Sequence[Unit], index: int) -> int | None:
    """Return which unit attributes this one: itself, or the nearest that shares its quotation."""
    unit = units[index]
    if unit.is_attributed and not unit.is_guess:
        return index
    for step in (-1, 1):
        other = index + step
        while 0 <= other < len(units) and abs(other - index) <= _REACH:
            if not set(units[other].groups) & set(unit.groups):
                break
            if units[other].is_attributed and not units[other].is_guess:
                return other
            other += step
    return index if unit.is_attributed else None


def _voice(unit: Unit, is_attributed: bool) -> str:
    if not unit.n_quoted:
        return "reported" if is_attributed else "outlet"
    share = unit.n_quoted / (unit.n_quoted + unit.n_plain)
    if unit.n_plain == 0:
        return "quoted"
    if unit.n_quoted > SCARE and share >= _MOSTLY:
        return "quoted"
    if unit.is_statement and (is_attributed or unit.by_marks):
        return "quoted"
    return "reported" if is_attributed else "outlet"


def _chain(
    mentions: Sequence[str], speaker: str | None, unit: Unit, state: _State, people: Roster
) -> tuple[str, ...]:
    """Name the sources around and inside `speaker`, who stands where a mention is ""."""
    if speaker is None or len(mentions) == 1:
        return ()
    after = replace(state, speaker=speaker, spoke=state.now)
    named: list[str] = []
    for mention in mentions:
        name = _whom(mention, unit, after, people) if mention else speaker
        if name is not None and name not in named:
            named.append(name)
    return tuple(named) if len(named) > 1 else ()


def _speaker(
    units: Sequence[Unit],
    index: int,
    source: int | None,
    spoken: Sequence[Spoken],
    state: _State,
    people: Roster,
) -> tuple[str | None, str]:
    """Return who speaks and what the text calls them there."""
    if source is None:
        return _carried(units, index, state)
    if source < index:
        return spoken[source].speaker, spoken[source].mention
    mention = units[source].mention
    return _whom(mention, units[source], state, people), mention


def _whom(mention: str, unit: Unit, state: _State, people: Roster) -> str | None:
    """Return the speaker whom a mention stands for, or None where it names nobody."""
    if not mention:
        return None
    if mention in PRONOUNS:
        return _resolved(mention, unit, state, people)
    if state.joint and mention.startswith(("the two ", "both ")):
        return state.joint
    if is_nameless(mention) or not can_speak(mention):
        return None
    return descriptions.resolve(mention, people) or mention


def _carried(units: Sequence[Unit], index: int, state: _State) -> tuple[str | None, str]:
    """Find the speaker of a quotation that nothing in its own sentence attributes."""
    before = units[index - 1] if index else None
    if state.age == 1:
        return state.speaker, state.mention
    if (
        before is not None
        and before.subject
        and (before.ends_with_colon or before.paragraph == units[index].paragraph)
    ):
        name = state.subject or before.subject
        return name, before.subject
    if state.age <= _CARRY:
        return state.speaker, state.mention
    return None, ""


def _resolved(pronoun: str, unit: Unit, state: _State, people: Roster) -> str | None:
    """Return whom a pronoun stands for, or None where that is not safe."""
    if pronoun in {"they", "them"}:
        return state.joint if state.now - state.joined <= _JOINT else None
    if pronoun not in {"he", "she", "him", "her", "who"}:
        return None
    wanted = "f" if pronoun in {"she", "her"} else "m"
    for name in _candidates(unit, state):
        if name and name not in PRONOUNS and people.gender(name) in {wanted, ""}:
            if name in people.people or name == state.speaker:
                return name
    return None


def _candidates(unit: Unit, state: _State) -> list[str | None]:
    own = unit.subject if unit.subject not in PRONOUNS else None
    if state.acted > state.spoke:
        return [own, state.subject, state.speaker]
    return [own, state.speaker, state.subject]


def _remember(state: _State, unit: Unit, spoken: Spoken) -> None:
    if spoken.voice != "outlet":
        state.speaker, state.mention, state.spoke = spoken.speaker, spoken.mention, state.now
    if unit.subject and unit.subject not in PRONOUNS:
        state.subject, state.acted = unit.subject, state.now
    if spoken.speaker and " and " in spoken.speaker:
        state.joint, state.joined = spoken.speaker, state.now
