"""Which paragraphs are photo captions: by their credit, by their wording, by what they repeat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newsvane.corpus.cleaning.paragraphs import QUOTES, is_bullet, is_closed
from newsvane.corpus.cleaning.titles import plain

_WHAT = (
    r"(?:photo|foto|bild(?:er)?|image|picture|photograph|photography|photographie|imagen|imagem"
    r"|fotograf[ií]a|fotografie|фото|illustration|graphic|video|file|screengrab|screenshot"
    r"|photographer)s?"
)
_AGENCY = (
    r"(?:AP|AFP|Reuters|EPA|PA|TASS|dpa|UPI|ANSA|Xinhua|Bloomberg|Getty|Shutterstock|Alamy|EyeVine|"
    r"Rex|Zuma|NurPhoto|Anadolu|Sputnik|Wikimedia(?: Commons)?|Handout|EFE|Belga|Keystone|SWNS|"
    r"Press Association|Associated Press|Agence France-Presse|AFP via Getty Images|Getty Images)"
)
# "(photo credit: A. BELL/REUTERS)", "(Image: A. Bell)", "(AP Photo/A. Bell)" behind the caption.
_BRACKETED = re.compile(
    rf"\(\s*(?:(?:{_WHAT}\s*)?(?:credits?|courtesy)(?:\s*:|\s+of\b|\s+by\b)"
    rf"|{_WHAT}\s*(?::|by\b|/|via\b)"
    rf"|{_AGENCY}\s+(?:photo|images?|pictures?)|{_AGENCY}/|file\s+photo)[^()]{{0,120}}\)\.?\Z",
    re.I,
)
# "A view of the mill. Photograph: A. Bell/Getty Images" and lines that only name the source.
_TRAILING = re.compile(
    rf"(?:\A|[.!?\"”’]\s+|\s[|–—/]\s)(?:{_WHAT}(?:\s+credits?|\s+by|\s+courtesy of)?|credits?)\s*"
    r"(?::|\bby\b|\bof\b)\s*(?:[^.!?]|\b[A-Z]\.){2,90}\Z",
    re.I,
)
# "The mill at Bath. [A. Bell/Valley Press]", "A view of the mill.Credit...A. Bell for the Post"
_SQUARE = re.compile(
    r"\s\[(?-i:[A-Z])[^\[\]]{1,40}/(?-i:[A-Z])[^\[\]]{1,40}\]\Z|\.(?:credit){1,2}\.{3}\S.{1,80}\Z",
    re.I,
)
# "A view of the mill. Reuters", "The mill in May © A. Bell", "Photo illustration by A. Bell/Post"
_SIGNED = re.compile(
    rf"(?:[.!?\"”’]|\s[|–—])\s+(?-i:{_AGENCY})(?: (?:photo|image)s?)?\Z"
    r"|\s©\s?(?:(?:19|20)\d\d\s)?(?-i:[A-Z])[^.!?©]{2,60}\Z"
    rf"|\A{_WHAT} {_WHAT}(?:\s+by|:)\s+(?:[^.!?]|\b[A-Z]\.){{2,80}}\Z"
    r"|(?:[.!?]\s+|\A)courtesy(?: of|:)?\s+(?:the\s+)?(?-i:[A-Z])[^.!?]{2,60}\Z",
    re.I,
)
# What a player or a gallery writes in front of a caption when a page is copied.
_PLAYED = re.compile(
    r"(?:media playback is|enlarge this image|view image|open image|click to (?:enlarge|expand)"
    r"|toggle caption|hide caption|show caption|image \d+ of \d+|(?-i:JUST WATCHED)\b)"
    r"|(?-i:FILE)\s[–—-]\s",
    re.I,
)
# "Archive photo of the crew, 1954."
_KIND = re.compile(
    r"(?:an? )?(?:archive|file|undated|stock|aerial|handout|library|artist[’']?s) "
    r"(?:photo(?:graph)?|image|picture|impression|rendering|view)\b",
    re.I,
)
# A line that is an agency, or a photographer and an agency, and nothing else.
_NAMES = r"(?-i:[A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*){0,3})"
_SOURCE_ONLY = re.compile(
    rf"\(?(?:{_AGENCY}(?: (?:photos?|images?|pictures?))?"
    r"|Getty Images|AP Photo|iStock|Unsplash|Pixabay)\)?\Z"
    rf"|(?-i:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){{1,2}})(?:\s?/\s?{_NAMES}){{1,2}}\Z",
    re.I,
)
_OPENING = re.compile(
    r"(?:image|photo|media|video)\s+(?:(?:caption|source|credit|copyright)\s*[,:]"
    r"|(?:caption|credit|copyright)\s+(?-i:[A-Z])"
    rf"|source\s+(?-i:{_AGENCY})\b(?!.*\.\Z))"
    r"|(?:captions?|file photo|file image)\s*:|\(?(?:photo|image|picture)s?\s*(?:credits?)?\s*:",
    re.I,
)
_AGENCY_END = re.compile(
    r"(?:REUTERS|AFP|AP|Getty Images|EPA(?:-EFE)?|TASS)\s*/\s*(?:[^.!?/]|\b[A-Z]\.){2,50}\Z"
)

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATED = re.compile(
    rf"(?:\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}"
    rf"|\b{_MONTH}\s+(?:\d{{1,2}},?\s+)?\d{{4}})\.?\Z"
)
_SHOWN = re.compile(
    r"\b(?:pictured|photographed|seen here|file (?:photo|image|picture)|stock (?:photo|image)"
    r"|poses? (?:for|with|at|during|in|on))\b|\((?:left|right|cent(?:re|er)|[lrc]|above|below)\)",
    re.I,
)
# What people and things do in captions, in the present tense.
_ACTS = re.compile(
    r"\b(?:addresses|arrives?|attends?|carr(?:y|ies)|celebrates?|chants?|delivers?|embraces?|fires?"
    r"|gathers?|gestures?|greets?|holds?|hugs?|inspects?|kneels?|lays?|lies|listens?|looks?|marches"
    r"|march|pass(?:es)?|prays?|reacts?|rides?|rises|sits?"
    r"|shakes?|smiles?|speaks?|stands?|takes? part"
    r"|walks?|watch(?:es)?|waves?|works?|meets?|visits?|prepares?|queues?|drives?)\b"
)
_PLACE = re.compile(
    r"\b(?:in|at|near|from|outside|during|on|inside|through|past|across)\s+(?:the\s+)?[A-Z]"
)
# What headlines within the text open with, and what tells a report of speech.
_NO_CAPTION = re.compile(
    r"\A(?:how|why|what|when|where|who|is|are|can|will|should)\b"
    r"|\b(?:according to|said|says|told)\b",
    re.I,
)
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?][\"”’)]*\s+[\"“‘(]*[A-Z]")

_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|shows?|showed|will|would|can|did|does)\b")

_MAX_KIND_WORDS = 20
_MAX_WORDS = 60
_MIN_WORDS = 9
# Where many paragraphs have no full stop, as in verse or lists, the lack of one says nothing.
_MAX_CANDIDATES = 12


def find(paragraphs: Sequence[str]) -> set[int]:
    """Find the captions among the paragraphs of an article.

    A credit marks a caption. Without one, a caption is a single sentence with no full stop, in a
    text whose paragraphs have theirs, that says what a picture shows (a place and a date at its
    end, "pictured", people doing something in the present tense), or stands beside a caption and
    says again what a paragraph of the text says. What stands above the first full sentence is
    never one, nor are list items.

    Parameters
    ----------
    paragraphs : sequence of str
        The article, its headline first where it has one.

    Returns
    -------
    set of int
        Positions.

    Examples
    --------
    >>> sentence = "Rain fell in Bath on Monday for most of the day."
    >>> find([sentence, "The mayor, Ada Byron, waves to a crowd in Bath, 3 March 2024", sentence])
    {1}
    """
    credited = {i for i, text in enumerate(paragraphs) if is_credited(text)}
    bare = {plain(_without_credit(paragraphs[i])) for i in credited} - {""}
    # The same caption often stands there twice, once without its credit.
    if bare:
        short = (i for i, text in enumerate(paragraphs) if len(text) < 600)
        credited |= {i for i in short if plain(paragraphs[i]) in bare}
    return credited | _unsigned(paragraphs, credited=credited)


def is_credited(paragraph: str) -> bool:
    """Whether the paragraph names who took a picture.

    Examples
    --------
    >>> is_credited("The mill at Bath. (Photo credit: A. BELL/REUTERS)")
    True
    """
    if len(paragraph) > 600 or paragraph.count(" ") >= _MAX_WORDS + 20:
        return False
    if _OPENING.match(paragraph) or (len(paragraph) < 90 and _SOURCE_ONLY.match(paragraph)):
        return True
    if _PLAYED.match(paragraph) or (_KIND.match(paragraph) and not _has_verb(paragraph)):
        return True
    tail = paragraph[-160:]
    if tail.endswith((")", ").")):
        return bool(_BRACKETED.search(tail))
    if (tail[-1] == "]" or "..." in tail) and _SQUARE.search(tail):
        return True
    if tail[-1] in '.!?"”':
        return False
    if _TRAILING.search(tail) or _AGENCY_END.search(tail):
        return True
    # A quotation may end with the agency that it is from.
    return paragraph[0] not in QUOTES and bool(_SIGNED.search(tail))


def _has_verb(text: str) -> bool:
    return len(text.split()) > _MAX_KIND_WORDS or bool(_VERB.search(text))


def _without_credit(caption: str) -> str:
    for pattern in (_BRACKETED, _TRAILING):
        found = pattern.search(caption)
        if found:
            return caption[: found.start()]
    return caption


def _unsigned(paragraphs: Sequence[str], *, credited: set[int]) -> set[int]:
    body = [i for i, text in enumerate(paragraphs) if i not in credited and text.count(" ") >= 7]
    closed = [i for i in body if is_closed(paragraphs[i])]
    if not closed or len(closed) < 0.6 * len(body):
        return set()
    candidates = [i for i in body if i > closed[0] and _is_candidate(paragraphs[i])]
    if len(candidates) > _MAX_CANDIDATES:
        return set()
    # A text that was cut off ends without a full stop, too.
    end = len(paragraphs) - 1
    found = {i for i in candidates if _shows(paragraphs[i], is_last=i == end)}
    # Players of films stand between paragraphs anywhere, below headings as well.
    pictures = found | {i for i in credited if not _PLAYED.match(paragraphs[i])}
    for i in candidates:
        # A long heading may repeat the text as well, but only pictures stand side by side.
        if i != end and pictures & {i - 1, i + 1}:
            if _is_restated(paragraphs[i], (paragraphs[j] for j in closed)):
                found.add(i)
    return found


def _is_candidate(text: str) -> bool:
    if (
        len(text) > 900
        or not _MIN_WORDS <= text.count(" ") + 1 <= _MAX_WORDS
        or is_closed(text)
        or is_bullet(text)
    ):
        return False
    return not (
        text[0].islower()
        or any(mark in text for mark in QUOTES)
        or "@" in text  # a post, which ends with its author and its date
        or "pic.twitter" in text
        or text.endswith((":", ",", ";", "-", "–", "—"))
        or _TWO_SENTENCES.search(text)
    )


def _shows(text: str, *, is_last: bool) -> bool:
    if _DATED.search(text) or _SHOWN.search(text):
        return True
    if is_last or _NO_CAPTION.search(text):
        return False
    beginning = " ".join(text.split()[:14])
    return bool(_ACTS.search(beginning) and _PLACE.search(text))


def _stems(text: str) -> set[str]:
    return {word[:5] for word in plain(text).split() if len(word) > 3}


def _is_restated(text: str, others: Iterable[str]) -> bool:
    """Whether some paragraph has three in five of the words, so that nothing is lost without it."""
    words = _stems(text)
    if len(words) < 6:
        return False
    return any(len(words & _stems(other)) >= 0.6 * len(words) for other in others)
