"""Who wrote an article, where its first or last paragraphs say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsvane.corpus.cleaning.menus import is_date, is_stamp
from newsvane.corpus.cleaning.paragraphs import is_closed

_BY = re.compile(
    r"(?:(?:written|story|words|text|report(?:ed|ing)?|analysis|opinion|interview|review) by"
    r"|by|von|par|por|di|door|av|af)\b:?\s+(\S.{2,100})\Z"
    r"|(?:text|words|report|story|author|reporter|writer|autor(?:in)?|auteur|texte|texto|tekst):\s+"
    r"(\S.{2,100})\Z",
    re.I,
)
_PLACE = re.compile(r"\s+(?:in|at|from|for|aus|à|en)\s+(?=[A-Z]|the\b)")
_BIO = re.compile(
    r"(?:is|was|are|has|writes|covers|works|worked|serves|served|teaches|lives|reports)\b", re.I
)
_PARTICLES = frozenset("de da di du del la le van von der den bin al el ibn ben y e af av".split())
_SPLIT_NAMES = re.compile(r"\s*(?:,|&|\b(?:and|und|et|y)\b)\s*")
_AFTER_NAMES = re.compile(r"\s+[|•·–—-]\s+|\s*[|•·]\s*")
_ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|columnist|journalist|producer|contributor|staff"
    r"|bureau chief|critic|photographer|redakteur(?:in)?|korrespondent(?:in)?|journaliste)s?\b",
    re.I,
)
# "Ada Byron Senior Reporter": a name of two words, then a role of up to four.
_SIGNED_ROLE = re.compile(
    rf"([A-Z][\w’'-]+ [A-Z][\w’'-]+)\s(?:[A-Z&][\w’'-]*\s){{0,3}}(?i:{_ROLE.pattern})\Z"
)
_MONTH_DAY = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}\.? [A-Z][a-z]{2,8}\.?")
_HANDLE = re.compile(r"@\w{2,30}\Z")
_AGENCY = re.compile(
    r"(?:the )?(?:associated press|ap|reuters|afp|agence france-presse|dpa|pa media|bloomberg"
    r"|press association|united press international)\Z",
    re.I,
)
_WRITER = re.compile(
    r"[(–—-]?\s?([A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,3}),? (?:is|was) (?:an? |the )?"
    r"(?:[\w’'-]+ ){0,6}?"
    rf"(?:{_ROLE.pattern}|author|host|blogger|fellow|professor)\b"
    r"(?: (?:for|at|of|with|from|in)\b|[,.])"
)
_TOP = 5


def is_name(text: str) -> bool:
    """Whether a text is the name of a person and nothing else.

    Examples
    --------
    >>> is_name("Ada van Byron"), is_name("Ada ran")
    (True, False)
    """
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 60 or any(char.isdigit() for char in text):
        return False
    return all(word[0].isupper() or word in _PARTICLES for word in words) and words[0][0].isupper()


def find_byline(paragraphs: Sequence[str]) -> tuple[set[int], str | None]:
    """Find the lines that name the author among the first five paragraphs.

    They open with "By" or its like, give a name and a role or outlet ("Ada Byron, Political
    Editor"), or a name above a line with a role, a handle or a date. The headline is none of them.

    Returns
    -------
    places : set of int
        Their positions, of the line with the role or the agency behind the name as well.
    byline : str or None
        The author as printed.

    Examples
    --------
    >>> find_byline(["Rain ahead", "Von Ada Byron", "It rains."])
    ({1}, 'Ada Byron')
    """
    for i, text in enumerate(paragraphs[:_TOP]):
        if is_closed(text) or len(text.split()) > 16:
            continue
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else ""
        is_about = _is_about_the_author(following)
        written = _after_by(text) or (_with_role(text, is_about=is_about) if i else None)
        if written:
            return {i, i + 1} if is_about else {i}, written
    return set(), None


def _after_by(text: str) -> str | None:
    found = _BY.match(text)
    if not found:
        return None
    written = _AFTER_NAMES.split(found.group(1) or found.group(2))[0].strip()
    written = _PLACE.split(written)[0]
    return written if is_name(_SPLIT_NAMES.split(written)[0]) else None


def _with_role(text: str, *, is_about: bool) -> str | None:
    """Return the author that a line without "By" names; a name alone needs a role below it."""
    if is_about:
        return text if is_name(text) and "," not in text else None
    signed = _SIGNED_ROLE.match(text)
    if signed and is_name(signed.group(1)):
        return signed.group(1)
    name, comma, role = text.partition(",")
    if comma and is_name(name) and len(role.split()) <= 5 and _ROLE.search(role):
        return name
    name, bar, outlet = (part.strip() for part in text.partition("|"))
    if bar and is_name(name) and 0 < len(outlet.split()) <= 5 and "|" not in outlet:
        return name if outlet[0].isupper() else None
    return None


def _is_about_the_author(line: str) -> bool:
    if not line or is_closed(line) or len(line.split()) > 16:
        return False
    if is_stamp(line) or (_MONTH_DAY.fullmatch(line) and is_date(line)):
        return True
    return len(line.split()) <= 6 and bool(
        _ROLE.search(line) or _HANDLE.match(line) or _AGENCY.match(line)
    )


def find_biography(paragraphs: Sequence[str], *, byline: str | None) -> tuple[set[int], str | None]:
    """Find the box about the author at the end: the name, then a paragraph about its bearer.

    The last paragraph is about the author, too, where it opens with a name from the byline; or,
    where there is no byline, with a name that stands nowhere else and is said to write.
    """
    n = len(paragraphs)
    names = _SPLIT_NAMES.split(byline) if byline else []
    for i in range(max(1, n - 4), n):
        above, text = paragraphs[i - 1], paragraphs[i]
        if is_name(above) and _is_about(text, above):
            return {i - 1, i}, above
        if i < n - 1:
            continue
        if any(is_name(name) and _is_about(text, name) for name in names):
            return {i}, byline
        writer = _writer(text) if not byline else None
        if writer and not any(writer.split()[-1] in other for other in paragraphs[:i]):
            return {i}, writer
    return set(), None


def _is_about(text: str, name: str) -> bool:
    return text.startswith(name) and bool(_BIO.match(text[len(name) :].lstrip(" ,")))


def _writer(text: str) -> str | None:
    """Return whom a paragraph calls a journalist or an author: "Ada Byron is a reporter for"."""
    found = _WRITER.match(text)
    return found.group(1) if found and is_name(found.group(1)) else None
