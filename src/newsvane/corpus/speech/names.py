"""Names of people: who is named in an article, and who a surname or a title stands for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from newsvane.corpus.speech.glued import parted
from newsvane.corpus.speech.openers import is_opener, is_sure_role
from newsvane.corpus.speech.roles import PERSONS, is_role

TITLES = frozenset(
    """
    president vice prime minister chancellor premier secretary undersecretary senator sen
    senators sens rep reps representative governor gov govs mayor mr mrs ms miss dr prof
    professor sir lord lady dame baroness king queen prince princess pope general gen lt
    lieutenant col colonel maj major capt captain adm admiral sgt sergeant brigadier marshal
    cmdr chief director chairman chairwoman chair chairperson leader spokesman spokeswoman
    spokesperson ambassador envoy judge justice attorney prosecutor lawyer analyst historian
    economist editor reporter journalist correspondent author writer columnist deputy foreign
    defence defense finance treasury home interior former ex-president then-president speaker
    whip congressman congresswoman congressmen lawmaker lawmakers republican democrat democratic
    republicans democrats gop candidate nominee candidates rival rivals aide adviser advisor
    strategist consultant manager pollster officer official officials commissioner commander
    sheriff rev reverend bishop archbishop cardinal rabbi imam oligarch tycoon magnate
    billionaire banker businessman businesswoman activist scientist head boss executive ceo cfo
    founder co-founder cofounder host anchor star singer actor actress coach councilman
    councilwoman councillor alderman assemblyman delegate mp mep msp inspector detective
    superintendent ombudsman expert researcher scholar philosopher poet pastor father mother
    brother sister son daughter wife husband widow counsel assistant associate senior-adviser
    co-chair president-elect front-runner frontrunner first-lady superstar blogger commentator
    pundit moderator comedian director-general secretary-general voter supporter supporters
    resident student teacher veteran farmer driver mogul newcomer incumbent messrs hon retired
    sen-elect ministers presidents leaders colleague opponent politician tyrant dictator
    """.split()
)
ORGANISATIONS = frozenset(
    """
    party ministry university post times house council street department committee institute
    bank news journal press agency union court congress senate campaign group association
    foundation center centre corporation corp company inc ltd llc service services forces army
    navy police church school college hospital office bureau commission federation
    administration act states kingdom republic city county state island islands river war day
    week year nations assembly organization organisation poll survey report directorate
    intelligence league club airlines airport network tv radio magazine guardian telegraph
    herald tribune chronicle gazette mail express mirror square garden theatre theater hall
    museum festival award awards cup games olympics championship east west north south america
    europe asia africa democrats republicans conservatives board authority parliament fund trust
    project reserve security defense exchange coalition alliance movement front brigade division
    regiment guard force command station plant park valley beach bay lake mountain mountains
    hills heights avenue road bridge tower building palace amendment constitution convention
    treaty accord agreement deal plan policy program programme initiative bill law code matter
    matters lives academy society studios pictures entertainment media partners associates
    brothers sons hampshire jersey york carolina dakota virginia mexico zealand korea rico
    arabia lanka angeles francisco diego antonio vegas orleans paul-minneapolis caucus caucuses
    primary primaries tuesday debate elections election insider beast caller examiner review
    politico cnn fox nbc abc cbs pac
    """.split()
)
_PLACE_FIRST = frozenset(
    """
    new united north south east west northern southern eastern western san los las saint st
    white supreme national federal international european american russian central wall super
    great grand high long black red green blue old republican democratic middle latin soviet
    holy royal fort mount lake cape port
    """.split()
)
NEWSPAPERS = frozenset(
    """
    post times guardian telegraph economist sun mirror independent atlantic hill intercept
    observer journal herald tribune mail express star globe nation
    """.split()
)
CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december jan feb mar apr jun jul aug sept oct nov dec
    """.split()
)
# Words that stand at a sentence's start with a capital and are no names.
COMMON = frozenset(
    """
    a an the this that these those i he she it we you they his her its our your their my who
    what when where why how which while as if but and or nor so yet for in on at by to from with
    without of about after before since until during over under between among against despite
    although though because however moreover meanwhile still then now today yesterday tomorrow
    also even only just not no yes one two three four five six some many most more much few
    several all both each every other another others such last next first second third finally
    further later earlier again once there here nobody everyone someone nothing everything like
    unlike instead perhaps maybe indeed thus therefore hence let asked speaking according given
    following none neither either than whether whereas within across along amid around near per
    via well never always often recently former ex-president read see sources critics officials
    did does do is are was were has have had can could will would should may might must being
    been through unless
    """.split()
)
_NO_PART = ORGANISATIONS | CALENDAR | COMMON
_SURNAMES = frozenset(
    {"king", "judge", "prince", "bishop", "pope", "lord", "major", "farmer", "driver"}
)
OFFICES = TITLES - _SURNAMES
_REMEMBERED = 20_000  # names; the same ones come in article after article
_CAPITAL, _REST = "[A-ZÀ-ÖØ-ÞĀ-ɏЀ-Я]", r"(?:[\w-]|['’](?!s\b)(?=\w))*"
SHORT = (
    "Mr Mrs Ms Dr Prof Sen Sens Rep Reps Gov Gen Lt Col Maj Capt Adm Sgt Rev St Hon Cmdr".split()
)
_ABBREVIATED = rf"(?:{'|'.join(SHORT)})\."
_REST_ABBREVIATED = rf"(?:{'|'.join(f'(?<={word[0]}){word[1:]}' for word in SHORT)})\."
_WORD = rf"(?:{_ABBREVIATED}|[A-Z]\.(?:[A-Z]\.)*|{_CAPITAL}{_REST})"
_PARTICLE = r"(?:(?:de|da|do|del|della|di|du|van|von|der|den|ter|bin|ibn|al|el|la|le)[ -])"
# `_WORD` again, its first character read: a search for a set of characters skips the others fast.
_FIRST = rf"{_CAPITAL}(?<![\w’'-].)(?:{_REST_ABBREVIATED}|(?<=[A-Z])\.(?:[A-Z]\.)*|{_REST})"
_SEQUENCE = re.compile(rf"{_FIRST}(?:[  ]{_PARTICLE}{{0,2}}{_WORD}){{1,7}}")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")  # shorter ones may be in lower case in any headline
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv)$")
FEMALE_TITLES = frozenset(
    "mrs ms miss lady dame baroness queen princess congresswoman spokeswoman".split()
)
MALE_TITLES = frozenset("mr sir lord king prince congressman spokesman".split())
_FEMALE = frozenset(
    """
    mary patricia linda barbara elizabeth jennifer maria susan margaret dorothy lisa nancy karen
    betty helen sandra donna carol ruth sharon michelle laura sarah kimberly deborah jessica
    shirley cynthia angela melissa brenda amy anna rebecca virginia kathleen pamela martha debra
    amanda stephanie carolyn christine marie janet catherine frances ann anne joyce diane alice
    julie heather teresa doris gloria evelyn jean cheryl katherine joan ashley judith rose
    janice kelly nicole judy christina kathy theresa beverly denise tammy irene jane lori rachel
    marilyn andrea kathryn louise sara wanda bonnie julia ruby lois tina phyllis norma paula
    diana annie lillian emily robin hillary ivanka melania tiffany megyn carly kellyanne elena
    olga natalia natalya tatiana svetlana irina ekaterina anastasia ursula nicola priti liz
    penny yulia yulya oksana ksenia maryna elvira valentina condoleezza samantha susana nikki
    tulsi claire kate katie jill marine sheryl arianna madeleine loretta huma
    """.split()
)
_MALE = frozenset(
    """
    james john robert michael william david richard charles joseph thomas christopher daniel
    paul mark donald george kenneth steven edward brian ronald anthony kevin jason matthew gary
    timothy jose larry jeffrey frank scott eric stephen andrew raymond gregory joshua jerry
    dennis walter patrick peter harold douglas henry carl arthur ryan roger joe juan jack albert
    jonathan justin terry gerald keith samuel willie ralph lawrence nicholas roy benjamin bruce
    brandon adam harry fred wayne billy steve louis jeremy aaron randy howard eugene carlos
    russell bobby victor martin ernest phillip todd jesse craig alan shawn clarence sean philip
    chris johnny earl jimmy antonio bill tom jim mike bob ted marco bernie ben jeb rand rick
    mitt barack tim mitch newt rudy karl vladimir volodymyr kirill dmitry dmytro sergei sergey
    andrii andrei andrey alexander aleksandr oleksandr oleksiy alexei mikhail mykhailo mykola
    nikolai ihor igor ivan yuri yury boris anatoly vadim viktor oleg pavel petro petr denys
    denis emmanuel olaf rishi keir pedro recep xi joschka jean-claude jens antony lloyd josep
    mateusz andrzej evgeny yevgeny ramzan
    """.split()
)
_GIVEN = _FEMALE | _MALE
_GENDERED = FEMALE_TITLES | MALE_TITLES
PERSONAL = frozenset({"he", "she", "they", "He", "She", "They"})
_NO_NAME = CALENDAR | COMMON
_NO_SURNAME = COMMON - {"may"}
_NO_PERSON = ORGANISATIONS - {"park", "hall", "day", "west", "north", "york", "bush"}


@dataclass(frozen=True)
class Role:
    """What an article says that a person is: the head noun, the other words, owners among them."""

    name: str
    head: str
    words: frozenset[str]
    owners: frozenset[str]


@dataclass(frozen=True)
class Roster:
    """The people whose full names an article gives.

    `people` counts full names; `by_surname` and `by_first` lead from one word to the full name;
    `roles` are what the article, whose `text` is kept for that, says that they are.
    """

    people: dict[str, int] = field(default_factory=dict)
    by_surname: dict[str, str] = field(default_factory=dict)
    by_first: dict[str, str] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    roles: tuple[Role, ...] = ()
    text: str = ""

    def resolve(self, name: str) -> str:
        """Return the full name that `name` stands for, or `name` itself where none is known."""
        if name in self.people:
            return name
        if name.isupper() and name.title() in self.people:
            return name.title()
        words = _unrepeated(name.split())
        known = self.by_surname.get(words[-1]) if words else None
        if len(words) == 1:
            return known or self.by_first.get(name) or name
        if known and (known.split()[0] == words[0] or _is_introduced(name, known)):
            return known
        if known and len(words) == 2 and is_sure_role(words[0]):
            return known  # "Administrator Byron"
        return name

    def knows(self, name: str) -> bool:
        """Whether `name` is, or stands for, a person named in full."""
        return self.resolve(name) in self.people

    @cached_property
    def words(self) -> frozenset[str]:
        """Single words that stand for somebody: surnames, and first names of one person only."""
        return frozenset(self.by_surname) | frozenset(self.by_first)

    @cached_property
    def resolved(self) -> dict[str, str | None]:
        """Whom descriptions stand for, as far as that was asked: the same few come again."""
        return {}

    @cached_property
    def subjects(self) -> frozenset[str]:
        """These words, and pronouns for one person or several."""
        return self.words | PERSONAL

    def gender(self, name: str) -> str:
        """Return "f", "m", or "" where nothing tells."""
        return self.genders.get(name, "")


def _is_introduced(name: str, known: str) -> bool:
    """Whether only a role or an owner stands before a known name: "The Post’s Ada Byron"."""
    if not name.endswith(f" {known}"):
        return False
    before = name.removesuffix(f" {known}").split()[-1]
    return before.endswith(("’s", "'s", "s’", "s'")) or is_role(before) or is_opener(before)


def roster(text: str, title: str | None = None) -> Roster:
    """Collect the people named in full in an article.

    A title, where most words may have a capital, only confirms names of the text. One in sentence
    case also gives the first name of who has but a surname in the text.

    Examples
    --------
    >>> found = roster("Foreign Minister Ada Q. Byron met Gen. Max Roe in New York. She left.")
    >>> found.resolve("Byron"), found.resolve("Roe"), found.knows("York")
    ('Ada Q. Byron', 'Max Roe', False)
    """
    counts: Counter[str] = Counter()
    genders: dict[str, str] = {}
    _count(text, counts, genders)
    if title:
        headed: Counter[str] = Counter()
        _count(title, headed, genders)
        for name, n in headed.items():
            if name in counts or _has_sentence_case(title) and _is_first_new(name, text):
                counts[name] += n
    return _indexed(_without_roles(parted(counts, text)), genders)


def _count(source: str, counts: Counter[str], genders: dict[str, str]) -> None:
    for match in _SEQUENCE.finditer(source):
        _note(
            match.group(),
            the=source[max(match.start() - 4, 0) : match.start()],
            counts=counts,
            genders=genders,
        )


def _has_sentence_case(title: str) -> bool:
    words = _LONG_WORD.findall(title)
    return 2 * sum(map(str.islower, words)) >= len(words)


def _is_first_new(name: str, text: str) -> bool:
    """Whether the text has the last word of a name at most, so that a title may complete it."""
    return all(not re.search(rf"\b{re.escape(word)}\b", text) for word in name.split()[:-1])


def _without_roles(counts: Counter[str]) -> Counter[str]:
    """Lead "Campaigner Ada Byron" and "Upon Ada Byron" to "Ada Byron", as far as that is safe."""
    kept: Counter[str] = Counter()
    full = {name.split()[-1] for name in counts if not is_sure_role(name.split()[0])}
    for name, n in counts.items():
        first, _, rest = name.partition(" ")
        if " " not in rest:
            is_again = is_sure_role(first) and rest in full  # "Administrator Byron", named before
            kept.update({} if is_again else {name: n})
            continue
        is_bare = rest in counts or first.lower() in PERSONS or "-in-law" in first
        is_part = first.lower() in _GIVEN or not (is_bare and is_role(first) or is_opener(first))
        kept[name if is_part or not is_person(rest) or _is_suffixed(rest) else rest] += n
    return kept


def _is_suffixed(name: str) -> bool:
    """Whether a name is a surname and a "Jr." only."""
    words = name.split()
    return len(words) == 2 and _is_end(words, 1)


def _unrepeated(words: list[str]) -> list[str]:
    """Cut a full name off where a word of it comes again: "Ada Byron Byron"."""
    for index in range(2, len(words)):
        if words[index] in words[:index]:
            return words[:index]
    return words


def _note(sequence: str, *, the: str, counts: Counter[str], genders: dict[str, str]) -> None:
    opening, name, is_titled, gender = _parsed(sequence)
    if not is_titled and (opening or the).strip().lower() == "the":
        return
    if is_person(name):
        counts[name] += 1
    if gender and name:
        genders[name.split()[-1]] = gender


@lru_cache(maxsize=_REMEMBERED)
def _parsed(sequence: str) -> tuple[str, str, bool, str]:
    """Return the last common word in front, the name, whether titles were dropped, the gender."""
    opening, words = "", sequence.split()
    while words and words[0].lower() in COMMON:
        opening, words = words[0], words[1:]
    kept = _unrepeated(strip_titles(words))
    titles = {word.lower().rstrip(".") for word in words} & _GENDERED
    gender = "f" if titles & FEMALE_TITLES else "m" if titles else ""
    return opening, " ".join(kept), len(kept) < len(words), gender


def _indexed(counts: Counter[str], titled: dict[str, str]) -> Roster:
    by_surname: dict[str, str] = {}
    by_first: dict[str, str | None] = {}
    genders: dict[str, str] = {}
    for name, _ in counts.most_common():
        words = name.split()
        by_surname.setdefault(_surname(words), name)
        first = words[0]
        by_first[first] = None if by_first.get(first, name) != name else name
        known = "f" if first.lower() in _FEMALE else "m" if first.lower() in _MALE else ""
        genders[name] = known or titled.get(_surname(words), "")
    firsts = {first: name for first, name in by_first.items() if name and first not in by_surname}
    return Roster(dict(counts), by_surname, firsts, genders)


def _surname(words: list[str]) -> str:
    last = words[-1]
    return words[-2] if _SUFFIX.match(last.lower().rstrip(".")) and len(words) > 2 else last


def strip_titles(words: list[str]) -> list[str]:
    """Drop what stands before a name: everything up to the last title that another word follows.

    Examples
    --------
    >>> strip_titles(["US", "Treasury", "Secretary", "Ada", "King"])
    ['Ada', 'King']
    """
    last = 0
    for index, word in enumerate(words[:-1]):
        if word.lower().rstrip(".") in TITLES and not _is_end(words, index + 1):
            last = index + 1
    kept = words[last:]
    while len(kept) > 1 and kept[0].lower().rstrip(".") in _NO_NAME:
        kept = kept[1:]
    return kept


def _is_end(words: list[str], index: int) -> bool:
    return index == len(words) - 1 and bool(_SUFFIX.match(words[index].lower().rstrip(".")))


@lru_cache(maxsize=_REMEMBERED)
def is_person(name: str) -> bool:
    """Whether a sequence of capitalised words, titles gone, looks like a person's full name.

    Examples
    --------
    >>> is_person("Ada Byron"), is_person("New York"), is_person("Byron Post"), is_person("Ada")
    (True, False, False, False)
    """
    words = name.split()
    if not 2 <= len(words) <= 5 or len(words[-1]) < 2:
        return False
    lows = [word.lower().rstrip(".") for word in words]
    if len(words) == 2 and lows[0] in _GIVEN and lows[1] not in _NO_SURNAME:
        return lows[1] not in _NO_PERSON
    if lows[0] in _PLACE_FIRST or any(low in _NO_PART for low in lows):
        return False
    return lows[-1] not in OFFICES and not words[0].isupper()
