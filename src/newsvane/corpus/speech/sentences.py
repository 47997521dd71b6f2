"""Paragraphs and sentences, as offsets into the text.

sentencex does the splitting. It leaves quotations whole, however many sentences they have, so
it is shown a copy in which quote marks are blank; what that breaks is joined again here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate

import sentencex

from newsvane.corpus.speech.cues import opens_with_tag
from newsvane.corpus.speech.quotes import Quote

_CHUNK = 20_000  # characters; a longer stretch without a line break is no prose: cut at a space
_MARKS = 6  # characters; as far as marks and spaces reach around a cut
# Quote marks; and white space of several bytes, at which sentencex 1.0.32 panics ("A\u00a0.").
_BLANKED = re.compile(r'[“”„«»‹›「」『』"]|[^\S\n ]')
# “What?” she asked. — “Never!” Mr Doe told reporters.
_ASKED = re.compile(r"[?!…]\s?(?:[”\"»]|['’]{1,2})$")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:Gov|Govs|Sen|Sens|Rep|Reps|Gen|Lt|Col|Sgt|Capt|Cmdr|Maj|Adm|Prof|Rev|Hon|Supt|Insp"
    r"|Dr|Mr|Mrs|Ms|Messrs|St|Mt|Ft|vs|Atty|Pres|Pvt|Cpl)\.$"
)
_HANGING = re.compile(r"According to [^,;:]{1,200}\Z")
_WORD = re.compile(r"\w")
_NUMBERED = re.compile(r"(?:\(?\d{1,3}[.)]|[A-Z]\.|[•*·▪–—-])$")


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Return where the paragraphs of `text` lie: (start, end), no space at either end.

    A paragraph ends at a line break. One far longer than prose is cut into several, at spaces.

    Examples
    --------
    >>> paragraphs("One.\n\nTwo.")
    [(0, 4), (6, 10)]
    """
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = at + len(line) - len(line.lstrip())
            end = start + len(stripped)
            found += _chunks(text, start, end) if len(stripped) > _CHUNK else [(start, end)]
        at += len(line)
    return found


def _chunks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    chunks = []
    while end - start > _CHUNK:
        cut = text.rfind(" ", start + _CHUNK // 2, start + _CHUNK)
        cut = cut if cut > 0 else start + _CHUNK
        chunks.append(_trimmed(text, start, cut))
        start = cut
    chunks.append(_trimmed(text, start, end))
    return [(first, last) for first, last in chunks if first < last]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def split(
    text: str, paragraph: tuple[int, int], *, quotes: list[Quote], language: str = "en"
) -> list[tuple[int, int]]:
    """Split one paragraph into sentences.

    Parameters
    ----------
    text : str
        The article's text.
    paragraph : (start, end)
        Where the paragraph lies.
    quotes : list of Quote
        The quotations in it. Each sentence inside one is a sentence of its own; a closing mark
        belongs to the sentence that it closes.
    language : str
        ISO 639-1 code; one that sentencex does not know is split like English.

    Returns
    -------
    list of (start, end)
        In order; every character that is no space lies in exactly one of them.

    Examples
    --------
    >>> text = "“It is late. We go,” said Lt. Gen. Al B. Roe of the U.S. Army. He left."
    >>> [text[a:b] for a, b in split(text, (0, len(text)), quotes=[Quote(0, 20)])]
    ['“It is late.', 'We go,” said Lt. Gen. Al B. Roe of the U.S. Army.', 'He left.']
    """
    start, end = paragraph
    found: list[tuple[int, int]] = []
    at = start
    masked = _masked(text, start, end, quotes)
    if _is_one(masked, language):
        return [paragraph]
    ends = [quote.end for quote in quotes]
    cuts = [start + cut for cut in _cuts(masked, language)]
    for cut in [*(_outside_marks(text, cut, quotes, ends) for cut in cuts), end]:
        behind = max(at, cut)
        first, last = _trimmed(text, at, behind)
        at = behind
        if first == last:
            continue
        if found and _belongs_together(text, found[-1], (first, last)):
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _masked(text: str, start: int, end: int, quotes: list[Quote]) -> str:
    """Blank quote marks and unusual spaces, each by a space, so that offsets stay."""
    blanked = _BLANKED.sub(" ", text[start:end])
    singles = [
        at for quote in quotes for at in (quote.start, quote.end - 1) if text[at] in "‘’‚'`"
    ]  # fmt: skip
    if not singles:
        return blanked
    signs = list(blanked)
    for at in singles:
        signs[at - start] = " "
    return "".join(signs)


def _is_one(masked: str, language: str) -> bool:
    """Whether nothing inside a paragraph could end a sentence, so that it need not be split."""
    body = masked.rstrip()[:-1]
    is_open = "." in body or "?" in body or "!" in body or language != "en"
    return not is_open and body.replace("’", "'").replace("–", "-").isascii()


def _cuts(masked: str, language: str) -> list[int]:
    # The splitter's pieces make up the whole text, and are faster than its table of boundaries.
    return list(accumulate(map(len, sentencex.segment(language, masked))))[:-1]


def _outside_marks(text: str, cut: int, quotes: list[Quote], ends: list[int]) -> int:
    """Move a cut that fell behind an opening mark, or before a closing one."""
    index = bisect_left(ends, cut)
    if index == len(quotes) or quotes[index].start >= cut:
        return cut
    quote = quotes[index]
    if cut - quote.start < _MARKS and not text[quote.start : cut].strip("“\"«„‘'`‚‹「『 "):
        return quote.start
    if quote.end - cut < _MARKS and not text[cut : quote.end].strip("”\"»’'“‘›」』 .。"):
        return quote.end
    return cut


def _belongs_together(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    head, first = text[max(before[0], before[1] - 12) : before[1]], text[after[0]]
    if not first.isalnum() and not _WORD.search(text, *after):
        return True
    if before[1] - before[0] < 6 and _NUMBERED.fullmatch(head):
        return True
    if text.startswith("According to ", before[0]) and _HANGING.match(
        text[before[0] : min(before[1], before[0] + 250)]
    ):  # a book's title with a full stop in it
        return True
    if first.islower() or head[-1] == "." and _ABBREVIATED.search(head):
        return True
    return bool(_ASKED.search(head[-4:])) and opens_with_tag(text[after[0] : after[1]])
