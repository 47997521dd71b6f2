"""What a text says of the outlet that it appeared in, with the very words.

Only forms count that speak of this very text: a disclaimer ("do not necessarily reflect the
position of …"), a copyright line, "this article first appeared in …", a masthead or "Source: …" on
a line of its own, a staff writer's line. A newspaper that a text merely mentions is never its
outlet. An agency's dateline or credit says who wrote the text, not where it appeared; it is marked,
to be used where nothing else is known.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newsvane.corpus.mastheads import keys
from newsvane.corpus.mastheads.register import Names, Outlet

_HEAD, _TAIL = 1_500, 2_500
_HEAD_LINES, _TAIL_LINES = 6, 8
# At most seven words that begin with a capital, small words of names between them.
_WORD = r"[^\W\d_a-zß-öø-ÿ][\w.’'&/\-]{0,30}"
_NAME = rf"((?:[Tt]he[ \n]+)?{_WORD}(?:[ \n]+(?:(?:of|and|the|de|la|du|&)[ \n]+)?{_WORD}){{0,6}})"

_DISCLAIMER = re.compile(
    r"\b(?:[Rr]eflect|[Rr]epresent|[Ss]hared|[Ee]ndorsed|[Tt]hose|[Vv]iews?|[Oo]pinions?|[Pp]osition)"
    r"[^.\n]{0,60}?[ \n](?:of|by)[ \n]+(?=(?:[Tt]he[ \n]+)?[^\W\d_])" + _NAME
)
_VIEWS = re.compile(r"\b(?:[Vv]iews?|[Oo]pinions?)\b[^.]{0,120}\b(?:expressed|stated|author)", re.S)
_SIGNS = ("eflect", "epresent", "hared by", "ndorsed by", "hose of", "osition of", "iews of")
_NOT = re.compile(r"\bnot\b")
_FIRST = re.compile(
    r"(?:^|[.\n]\s{0,3}|\b[Tt]his (?:article|story|piece|column|essay|report|text|op-ed|commentary"
    r"|interview|post|analysis) (?:was |has been )?)"
    r"(?:[Ff]irst|[Oo]riginally) (?:published|appeared|ran)(?: online)? (?:in|by|on|at|with)[ \n]+"
    + _NAME
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[ ,]{0,3}(?:©|\(c\)|copyright)?[ ,]{0,3}(?:by )?"
    r"(?:\(?(?:19|20)\d\d\)?(?: ?[-–/] ?(?:19|20)?\d\d)?[ ,.]{0,3})?(?:by |, )?([^\n|©]{2,80})",
    re.I,
)
_COPYRIGHT_END = re.compile(
    r"\.\s|\.$|,? (?:all rights|tous droits|alle rechte|todos los|tutti i|licensed|its licensors"
    r"|or its|via|inc|ltd|llc|plc|gmbh|limited|co\.|corp)\b|[,;(]|\s[–—-]\s|(?:19|20)\d\d",
    re.I,
)
_RIGHTS = re.compile(r"(?:19|20)\d\d|rights|droits|rechte|derechos|diritti", re.I)
_LABEL = re.compile(
    r"\W{0,3}(?:source|outlet|publication|newspaper|publisher|published (?:by|in)|fonte|fuente"
    r"|quelle|источник|джерело)\s{0,2}[:：]\s{0,3}(\S.{1,60})",
    re.I,
)
_STAFF = re.compile(
    _NAME + r"[ \n]+(?:[Ss]taff[ \n]+(?:[Ww]riters?|[Rr]eporters?)|[Ff]oreign[ \n]Service)\b"
)
_SPECIAL = re.compile(r"\b[Ss]pecial to " + _NAME)
_DATELINE = re.compile(
    r"[\s“\"]{0,3}(?:[^\W\d_][\w .,’'/\-]{1,60}\s)?\(([^\W\d_][\w .\-]{1,30})\)\s{0,3}"
    r"(?:[-–—]|\.\s)"
)
_CREDIT = re.compile(r"[-–—(\[]*\s{0,2}(?:[Bb]y |[Vv]ia )?(\S.{1,40}?)\s{0,2}[)\].]*")
_FOR = re.compile(r"\b[Rr]eporting (?:by|for) [^\n.]{2,80}? for " + _NAME)
_BYLINE_END = re.compile(r"(?:,|\||/| for| of| –| -)\s+([^,|/]{2,60})$")
_TITLE_END = re.compile(r"\s[-–—|·:]{1,2}\s+([^-–—|·]{2,60})$")

# A name that is not in the table must have one of these words to pass for an outlet.
_PRESS = frozenset(
    """times post news herald gazette tribune journal chronicle telegraph observer guardian examiner
    courier mail mirror star sun press daily weekly review magazine register sentinel dispatch
    bulletin advertiser argus echo inquirer monitor standard independent express reporter radio
    television tv zeitung nachrichten tageblatt tagblatt anzeiger rundschau kurier allgemeine presse
    blatt bote quotidien depeche diario periodico correio jornal folha gazzetta corriere giornale
    dagblad tidning tidende posten avis avisen gazeta broadcasting newspaper newspapers"""
    .split()
)  # fmt: skip
_NO_OUTLET = frozenset(
    "syndicate syndication services agency content university college school institute foundation"
    " images image photo photos pictures getty shutterstock books museum ministry government"
    " department party author authors".split()
)


class Imprint(NamedTuple):
    """The outlet that a text names, and the words that do; `is_source` for an agency's credit."""

    name: str
    evidence: str
    is_source: bool = False


def find(
    text: str, *, names: Names, title: str | None = None, byline: str | None = None
) -> Imprint | None:
    """Return the outlet that a text names as its own.

    Parameters
    ----------
    text : str
        The text as it was read, before cleaning takes disclaimers and credits away; its first
        1,500 and its last 2,500 characters are looked at.
    names : Names
        Known outlets. A name that is not among them counts in a disclaimer or a copyright line
        only, and only with a word of the press in it ("Post", "Zeitung").
    title, byline : str, optional
        A known name may end them ("Mill to close - The New York Times", "Ada Lind, Reuters").

    Examples
    --------
    >>> from newsvane.corpus.mastheads.register import load_names
    >>> names = load_names()
    >>> said = "The views expressed here do not reflect the position of The Moscow Times."
    >>> find(said, names=names).name
    'The Moscow Times'
    >>> find("The mayor told The New York Times that it rained.", names=names) is None
    True
    """
    head, tail = text[:_HEAD], text[-_TAIL:]
    for found in (
        _disclaimed(tail, names) or _disclaimed(head, names),
        _copyright(tail, names) or _copyright(head[:600], names),
        _first(tail, names) or _first(head, names),
        _lines(head, tail, names),
        _staff(head, names),
        _ending(_TITLE_END, title, names),
        _ending(_BYLINE_END, byline, names),
        _agency(head, tail, names=names, byline=byline),
    ):
        if found is not None:
            return found
    return None


def _disclaimed(part: str, names: Names) -> Imprint | None:
    if not ("iews" in part or "pinions" in part) or not any(sign in part for sign in _SIGNS):
        return None
    for views in _VIEWS.finditer(part):
        sentence = part[views.start() : views.start() + 450].split("\n\n", 1)[0]
        if not _NOT.search(sentence) or re.search(r"\b(?:said|says|told)\b", sentence):
            continue
        for found in _DISCLAIMER.finditer(sentence):
            if imprint := _imprint(found.group(1), sentence, names=names, may_be_new=True):
                return imprint
    return None


def _copyright(part: str, names: Names) -> Imprint | None:
    if "©" not in part and "opyright" not in part and "(c)" not in part and "COPYRIGHT" not in part:
        return None
    for found in _COPYRIGHT.finditer(part):
        if not _RIGHTS.search(part[found.start() : found.end() + 80]):
            continue  # the credit of a picture
        name = _COPYRIGHT_END.split(found.group(1).strip(), maxsplit=1)[0]
        if imprint := _imprint(name, found.group(), names=names, may_be_new=True):
            return imprint
    return None


def _first(part: str, names: Names) -> Imprint | None:
    if "ublished" not in part and "ppeared" not in part and " ran " not in part:
        return None
    return _imprinted(_FIRST.search(part), names)


def _staff(head: str, names: Names) -> Imprint | None:
    found = _STAFF.search(head) if "taff" in head or "oreign" in head else None
    words = found.group(1).split() if found else []
    for first in range(len(words) - 1):  # the writer's own name may stand before
        outlet = names.named(" ".join(words[first:]))
        if outlet is not None and outlet.kind != "carrier":
            return Imprint(outlet.name, " ".join(found.group().split()) if found else "")
    if found is None and "pecial to" in head[:600]:
        found = _SPECIAL.search(head[:600])
    return _imprinted(found, names)


def _imprinted(found: re.Match[str] | None, names: Names) -> Imprint | None:
    return _imprint(found.group(1), found.group(), names=names) if found else None


def _lines(head: str, tail: str, names: Names) -> Imprint | None:
    """Look for a masthead or a label on a line of its own, at the top or at the end."""
    first = _stripped(head.split("\n", 12)[:12])[:_HEAD_LINES]
    last = _stripped(tail[-900:].rsplit("\n", 16)[-16:])[-_TAIL_LINES:]
    for line in (*first, *last):
        if len(line) > 90:
            continue
        if labelled := _LABEL.fullmatch(line):
            if imprint := _imprint(labelled.group(1), line, names=names):
                return imprint
        elif line in first and len(line.split()) > 1 and len(line) < 50:
            outlet = names.named(line)
            if outlet is not None and outlet.kind == "" and not line.endswith((".", "?", "!", ":")):
                return Imprint(outlet.name, line)
    return None


def _stripped(lines: list[str]) -> list[str]:
    return [stripped for line in lines if (stripped := line.strip())]


def _ending(pattern: re.Pattern[str], text: str | None, names: Names) -> Imprint | None:
    found = pattern.search(text[-80:]) if text else None
    outlet = names.named(found.group(1)) if found else None
    if found is None or outlet is None or outlet.kind == "carrier":
        return None
    if keys.key(found.group(1)) in keys.COMMON:
        return None
    return Imprint(outlet.name, found.group().strip(), outlet.kind == "agency")


def _agency(head: str, tail: str, *, names: Names, byline: str | None) -> Imprint | None:
    """Return the agency, or the broadcaster, whose dateline or credit stands in the text."""
    for line in head[:900].split("\n"):
        found = _DATELINE.match(line) if "(" in line[:100] else None
        outlet = names.named(found.group(1)) if found else None
        if found and outlet is not None and outlet.kind != "carrier" and _is_distinct(found[1]):
            return Imprint(outlet.name, found.group().strip(), True)
    for line in (*tail[-400:].rsplit("\n", 3)[-3:], byline or ""):
        credit = _CREDIT.fullmatch(line.strip()) if 0 < len(line) <= 60 else None
        outlet = names.named(credit.group(1)) if credit else None
        if credit and outlet is not None and outlet.kind == "agency":
            return Imprint(outlet.name, line.strip(), True)
    reported = _FOR.search(tail) if "eporting" in tail else None
    outlet = names.named(reported.group(1)) if reported else None
    if reported and outlet is not None:
        return Imprint(outlet.name, reported.group(), outlet.kind == "agency")
    return None


def _is_distinct(name: str) -> bool:
    return keys.key(name) not in keys.COMMON and not name.islower()


def _imprint(
    written: str, evidence: str, *, names: Names, may_be_new: bool = False
) -> Imprint | None:
    """Make an imprint of a written name: a known one, or a new one with a word of the press."""
    name = " ".join(written.split()).rstrip(".,’' -–")
    evidence = " ".join(evidence.split())[:300]
    outlet = _known(name, names)
    if outlet is not None:
        return Imprint(outlet.name, evidence, outlet.kind == "agency")
    words = keys.key(name).split()
    is_press = any(word in _PRESS for word in words) and not _NO_OUTLET.intersection(words)
    if may_be_new and is_press and 1 < len(words) <= 7:
        return Imprint(name, evidence)
    return None


def _known(name: str, names: Names) -> Outlet | None:
    """Return the outlet of a name or of its first words: a name runs into a following one."""
    words = name.removesuffix("’s").removesuffix("'s").split()
    for n_words in range(len(words), 0, -1):
        part = " ".join(words[:n_words])
        is_whole = n_words == len(words)
        if not is_whole and (n_words < 2 or keys.key(part) in keys.COMMON):
            continue
        outlet = names.named(part)
        if outlet is not None and outlet.kind != "carrier":
            # "Sun Valley" is not The Sun; "The Sun" is.
            if keys.key(part) in keys.COMMON and not part.casefold().startswith("the "):
                continue
            return outlet
    return None
