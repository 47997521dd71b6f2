"""Lines to paragraphs: hard line wraps are undone, other line ends are paragraph ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Wrapped text is 60 to 100 characters wide; a paragraph on one line is mostly longer.
_MAX_WIDTH = 130
_MIN_WIDTH = 20

# Double marks alone: a single one is an apostrophe as well.
QUOTES = '"“”„«»'
_OPENERS = "\"'“„‘‚«»"
_CLOSERS = "\"'”’»)]}*_"
_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "۔")
_BULLET = re.compile(r"(?:[•●▪‣◦·*+–—-]|\(?\d{1,2}[.)])\s")
_URLS = re.compile(r"(?:https?://|www\.)\S+(?:\s+(?:https?://|www\.)\S+)*\Z", re.I)
_MARKS = "\"'“”‘’«».,;:!?()[]"
_HYPHENATED = re.compile(r"([^\W\d_]+)-\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_CREDIT = re.compile(
    r"\(?(?:(?:photo|image|picture|file|video)\s*)?(?:credits?|photo|image|picture|photograph|source)"
    r"(?:\s+by|\s*:)\s*[^()]{2,90}\)?\Z",
    re.I,
)


# What makes a compound with a hyphen; "high-/ranking" keeps it, "parlia-/ment" does not.
_COMPOUND = frozenset(
    """
    all anti back best book brand co counter cross ex extra far fast free front full fund good half
    hand hard head heavy high ill in inter left life light like long low mid middle multi near neo
    new non off old on one open out over part post pre pro public quasi re right second self semi
    short single six so sub ten third three top two four five seven eight nine twenty ultra un
    under up vice water well wide world year
    """.split()
)
# With this many broken words, a text was set by a machine that breaks words.
_MIN_BROKEN = 3


@dataclass(frozen=True)
class Wrap:
    """How a text was wrapped: `width` characters, its words, and whether words are broken."""

    width: int
    words: frozenset[str]
    is_broken: bool = False


def is_closed(paragraph: str) -> bool:
    """Whether the text ends as a sentence does, quotation marks and brackets aside.

    Examples
    --------
    >>> is_closed("“It rained.”"), is_closed("Rain ahead")
    (True, False)
    """
    return paragraph.rstrip(_CLOSERS).endswith(_ENDS)


def is_quoted(paragraph: str) -> bool:
    """Whether the whole text is one quotation.

    Examples
    --------
    >>> is_quoted("‘Sign here’"), is_quoted("‘Sign here,’ she said")
    (True, False)
    """
    return paragraph[:1] in _OPENERS and paragraph[-1:] in _OPENERS + _CLOSERS[:4]


def is_bullet(paragraph: str) -> bool:
    """Whether the text opens with the mark of a list item."""
    return bool(_BULLET.match(paragraph))


def is_url(paragraph: str) -> bool:
    """Whether the text is nothing but addresses."""
    return bool(_URLS.match(paragraph))


def split(lines: Sequence[str]) -> list[str]:
    """Group lines into paragraphs.

    An empty line always ends a paragraph. Between lines that follow each other it depends: in a
    hard-wrapped text they are joined, unless a sentence ends there although the next word would
    still have fitted; in any other text every line is a paragraph.

    Parameters
    ----------
    lines : sequence of str
        Lines without space around them.

    Returns
    -------
    list of str
        Paragraphs without line breaks, none of them empty.

    Examples
    --------
    >>> split(["Rain fell on the hills from", "noon on, and the high-", "lands flooded."])
    ['Rain fell on the hills from noon on, and the high-lands flooded.']
    >>> split(["Rain fell.", "It fell all day.", "Nobody was hurt."])
    ['Rain fell.', 'It fell all day.', 'Nobody was hurt.']
    """
    blocks = _blocks(lines)
    wrap = _wrap(blocks)
    paragraphs: list[str] = []
    for number, block in enumerate(blocks):
        if wrap is None:
            paragraphs.extend(_with_credits(block))
        else:
            paragraphs.extend(_unwrap(block, wrap=wrap, is_first=number == 0))
    return paragraphs


def _blocks(lines: Sequence[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _wrap(blocks: Sequence[Sequence[str]]) -> Wrap | None:
    """Recognise hard wraps: lines of like length that mostly end in the middle of a sentence."""
    lines = [line for block in blocks for line in block if not is_url(line)]
    inner = [
        line
        for block in blocks
        for line, following in zip(block, block[1:], strict=False)
        if not (is_url(line) or is_url(following) or is_bullet(following))
    ]
    if len(inner) < 2:
        return None
    width = sorted(map(len, inner))[int(0.9 * (len(inner) - 1))]
    n_open = sum(not is_closed(line) for line in inner)
    n_full = sum(len(line) >= 0.6 * width for line in inner)
    n_longer = sum(len(line) > max(1.3 * width, width + 20) for line in lines)
    is_wrapped = (
        _MIN_WIDTH <= width <= _MAX_WIDTH
        and n_open > 0.5 * len(inner)
        and n_full >= 0.6 * len(inner)
        and n_longer <= 0.05 * len(lines)
    )
    if not is_wrapped:
        return None
    words = frozenset(word.strip(_MARKS).lower() for line in lines for word in line.split())
    n_broken = sum(bool(_HYPHENATED.search(line[-40:])) for line in inner)
    return Wrap(width, words, n_broken >= max(_MIN_BROKEN, 0.02 * len(inner)))


def _unwrap(block: Sequence[str], *, wrap: Wrap, is_first: bool) -> list[str]:
    pieces: list[list[str]] = [[block[0]]]
    for number, line in enumerate(block[1:]):
        before = block[number]
        # A headline may stand right above the text: its line ends early, without a full stop.
        is_headline = is_first and number == 0
        if _ends_paragraph(before, line, wrap=wrap, is_headline=is_headline):
            pieces.append([])
        pieces[-1].append(line)
    return [_join(piece, wrap=wrap) for piece in pieces]


def _ends_paragraph(line: str, following: str, *, wrap: Wrap, is_headline: bool) -> bool:
    if is_bullet(following) or is_url(following) or is_url(line):
        return True
    room = 0.85 * wrap.width - len(line) - 1
    fitted = len(following.split(None, 1)[0]) <= room
    return fitted and (is_headline or is_closed(line))


def _join(lines: Sequence[str], *, wrap: Wrap) -> str:
    parts = [lines[0]]
    for line in lines[1:]:
        cut, word = _HYPHENATED.search(parts[-1][-40:]), _FIRST_WORD.match(line)
        if not (cut and word and word.group().islower()):
            parts.append(" " + line)
            continue
        if _is_one_word(cut.group(1).lower(), word.group(), wrap=wrap):
            parts[-1] = parts[-1][:-1]
        parts.append(line)
    return "".join(parts)


def _is_one_word(left: str, right: str, *, wrap: Wrap) -> bool:
    """Whether a hyphen at the end of a line was put there by the setter.

    The text itself says so where it has the word elsewhere in one piece, or with its hyphen. Else
    the hyphen goes in texts that break many words, unless both parts are words by themselves.
    """
    if left + right in wrap.words:
        return True
    if f"{left}-{right}" in wrap.words or left in _COMPOUND:
        return False
    return wrap.is_broken and not (left in wrap.words and right in wrap.words)


def _with_credits(block: Sequence[str]) -> list[str]:
    """Put a photo credit on a line of its own back to the caption above it."""
    if len(block) > 4:  # a block of many lines is running text, and the line above is its own
        return list(block)
    paragraphs: list[str] = []
    for line in block:
        if paragraphs and len(line) < 120 and _CREDIT.match(line):
            paragraphs[-1] += f" {line if line.startswith('(') else f'({line})'}"
        else:
            paragraphs.append(line)
    return paragraphs
