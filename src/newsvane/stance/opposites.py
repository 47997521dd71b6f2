"""The opposite of a claim, by rule: its negation, or the same sentence with antonyms."""

from __future__ import annotations

import re

_MODALS = "should|must|can|could|will|would|may|might|shall"
_BE_HAVE_DO = "is|are|was|were|has|have|had|does|do|did"
_AUXILIARY = re.compile(rf"\b({_MODALS}|{_BE_HAVE_DO})\b", re.IGNORECASE)
_MODAL = re.compile(rf"\b({_MODALS})\b", re.IGNORECASE)
_AUXILIARY_USED = re.compile(rf"{_AUXILIARY.pattern}\s+\w", re.IGNORECASE)
_BE_USED = re.compile(r"\b(is|are|was|were)\s+\w", re.IGNORECASE)
_NEGATED = re.compile(rf"\b({_MODALS}|{_BE_HAVE_DO})\s+not\s+", re.IGNORECASE)
_CONTRACTED = re.compile(
    r"\b(is|are|was|were|has|have|had|does|do|did|should|must|could|would)n['’]t\b", re.I
)
_IRREGULAR = {"can't": "can", "cannot": "can", "won't": "will", "can’t": "can", "won’t": "will"}
_NOBODY = re.compile(r"^(nobody|no one)\s+", re.IGNORECASE)
_NO_SUBJECT = re.compile(r"^(no|few|hardly any)\s+", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(who|which|that|whose|where)\s+(\w+\s+){0,3}$", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"^(been|\w+ed|\w+en|made|done|gone|had|lost|won|left|led|kept|said|become)\b", re.I
)

# Verbs of claims that often stand without an auxiliary; third person singular, plural.
_VERBS = {
    third: stem
    for stem, third in (
        pair.split()
        for pair in """
        protect protects|help helps|harm harms|cause causes|threaten threatens|deserve deserves
        work works|need needs|support supports|oppose opposes|want wants|cost costs|save saves
        hurt hurts|improve improves|endanger endangers|reduce reduces|increase increases
        create creates|destroy destroys|make makes|lead leads|bring brings|serve serves
        violate violates|fail fails|pay pays|benefit benefits|damage damages|keep keeps
        remain remains|stay stays|leave leaves|face faces|pose poses|lack lacks|show shows
        strengthen strengthens|weaken weakens|justify justifies|prevent prevents|give gives
        encourage encourages|undermine undermines|belong belongs|take takes|put puts|favor favors
        """.replace("\n", "|").split("|")
        if pair.strip()
    )
}
_THIRD = re.compile(rf"(?<=\w )({'|'.join(_VERBS)})\b")
_PLURAL = re.compile(rf"(?<=s )({'|'.join(_VERBS.values())})\b")


_ANTONYMS = dict(
    pair.strip().split(" / ")
    for pair in """
    breaking with / staying loyal to|break with / stay loyal to|turning against / staying loyal to
    trying to leave / staying in|trying to flee / staying in|trying to escape / staying in
    leaving / staying in|leave / stay in|fleeing / staying in|flee / stay in
    make it easier / make it harder|easier / harder|deserves support / deserves blame
    deserve support / deserve blame|raise / cut|increase / reduce|increases / reduces
    rising / falling|improve / worsen|improves / worsens|strengthen / weaken
    strengthens / weakens|supports / opposes|support / oppose|protects / endangers
    protect / endanger|helps / harms|help / harm|safe / dangerous|good / bad|better / worse
    effective / ineffective|success / failure|beneficial / harmful|necessary / unnecessary
    fair / unfair|legal / illegal|lawful / unlawful|reliable / unreliable
    possible / impossible|serious / harmless|is right / is wrong|wise / foolish|abolish / keep
    abandon / keep|scrap / keep|end / continue|adopt / reject|ban / allow|banned / allowed
    legalize / prohibit|legalise / prohibit|open / close|expand / shrink|build / stop
    built / stopped|doing well / doing badly|winning / losing|guilty / innocent
    stricter / looser|tougher / softer|higher / lower|larger / smaller|faster / slower
    """.replace("\n", "|").split("|")
    if pair.strip()
)
_ANTONYMS |= {second: first for first, second in _ANTONYMS.items() if second not in _ANTONYMS}
_ANTONYM = re.compile(rf"\b({'|'.join(sorted(_ANTONYMS, key=len, reverse=True))})\b")
_NEGATION = re.compile(
    r"\b(no|not(?! only| just| merely)|never|none|nobody|nothing|nor|neither|hardly|barely|scarcely"
    r"|rarely|seldom|cannot|unlikely|inability|unable|without)\b|n['’]t\b",
    re.IGNORECASE,
)
_NORMATIVE = re.compile(
    r"\b(should|must|ought|needs? to|has to|have to|calls? (?:for|on)|called (?:for|on)"
    r"|urg(?:e|es|ed|ing)|demand(?:s|ed)?|propos(?:e|es|ed|als?)|recommend(?:s|ed)?|let us"
    r"|better to)\b",
    re.IGNORECASE,
)


def oppose(text: str) -> str:
    """Form the opposite of a claim: by antonyms where its words have one, else its negation.

    Examples
    --------
    >>> oppose("The dam protects the valley")
    'The dam endangers the valley'
    >>> oppose("The city should make trams free")
    'The city should not make trams free'
    """
    return swap_antonyms(text) or negate(text)


def negate(text: str) -> str:
    """Form the negation of a claim: drop the one it has, or negate its main verb.

    The main verb is taken to be the first modal verb outside a relative clause, else the first form
    of be, have or do, else a common verb of claims; where none is found the whole is denied.

    Examples
    --------
    >>> negate("The city should make trams free")
    'The city should not make trams free'
    >>> negate("Ministers have not kept their word")
    'Ministers have kept their word'
    >>> negate("The dam protects the valley")
    'The dam does not protect the valley'
    >>> negate("Taxes went up")
    'It is not true that taxes went up'
    """
    text = text.strip().rstrip(".!")
    for restore in (_drop_negation, _negate_auxiliary, _negate_verb):
        if (changed := restore(text)) is not None:
            return changed
    return f"It is not true that {_lower_first(text)}"


def swap_antonyms(text: str) -> str | None:
    """Form the opposite of a claim by antonyms, or None where no word of it has one here.

    Every word that has one is replaced, so that both halves of "breaking with X or leaving Y" turn.

    Examples
    --------
    >>> swap_antonyms("The dam protects the valley")
    'The dam endangers the valley'
    """
    text = text.strip().rstrip(".!")
    if is_negated(text) or not _ANTONYM.search(text):
        return None
    return _ANTONYM.sub(lambda match: _ANTONYMS[match.group()], text).replace(" or ", " and ")


def is_negated(text: str) -> bool:
    """Tell whether a sentence holds a word of negation or rarity."""
    return _NEGATION.search(text) is not None


def is_normative(text: str) -> bool:
    """Tell whether a sentence says what ought to be rather than what is."""
    return _NORMATIVE.search(text) is not None


def _drop_negation(text: str) -> str | None:
    for contracted, full in _IRREGULAR.items():
        if re.search(rf"\b{contracted}\b", text, re.IGNORECASE):
            return re.sub(rf"\b{contracted}\b", full, text, count=1, flags=re.IGNORECASE)
    if _CONTRACTED.search(text):
        return _CONTRACTED.sub(r"\1", text, count=1)
    if _NEGATED.search(text):
        return _NEGATED.sub(r"\1 ", text, count=1)
    if _NOBODY.search(text):
        return _NOBODY.sub("Somebody ", text)
    if _NO_SUBJECT.search(text):
        rest = _NO_SUBJECT.sub("", text)
        return rest[:1].upper() + rest[1:]
    return None


def _negate_auxiliary(text: str) -> str | None:
    for pattern in (_MODAL, _AUXILIARY):
        for match in pattern.finditer(text):
            before, after = text[: match.start()], text[match.end() :].lstrip()
            if not before.strip() or not after or _is_in_relative(before, match.group()):
                continue
            return f"{before}{_negated(match.group(), after)}"
    return None


def _is_in_relative(before: str, verb: str) -> bool:
    """Tell whether a verb belongs to "who", "that" and so on a few words before it.

    A clause has one modal, and its own verb ends it: in "members who have left should return" and
    in "people who are rich have yachts" the second verb is the main one.
    """
    clause = _RELATIVE.search(before)
    if clause is None:
        return False
    ends = _AUXILIARY_USED if _MODAL.fullmatch(verb) else _BE_USED
    return ends.search(clause.group()) is None


def _negated(verb: str, after: str) -> str:
    possession = {"has": "does not have", "have": "do not have", "had": "did not have"}
    if verb.lower() in possession and not _PARTICIPLE.match(after):
        return f"{possession[verb.lower()]} {after}"
    return f"{verb} not {after}"


def _negate_verb(text: str) -> str | None:
    if match := _THIRD.search(text):
        return f"{text[: match.start()]}does not {_VERBS[match.group()]}{text[match.end() :]}"
    if match := _PLURAL.search(text):
        return f"{text[: match.start()]}do not {match.group()}{text[match.end() :]}"
    return None


def _lower_first(text: str) -> str:
    first = text.split(" ", 1)[0]
    is_plural = first.istitle() and first.lower().endswith("s")
    is_common = first.lower() in _COMMON_STARTS or is_plural
    return text[:1].lower() + text[1:] if is_common else text


_COMMON_STARTS = frozenset(
    "the a an this that these those all most many some people members taxes we it there".split()
)
