"""What is embedded of an article: its head where articles are many, else its passages.

An encoder of the MiniLM family sees about 200 words, so a long article is either represented by
its title and first words, or cut into passages that fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

HEAD_WORDS = 200  # the encoder's 256 word pieces
PASSAGE_WORDS = 130  # a passage is closed once it has so many
LONGEST_WORDS = 180  # a paragraph above this is cut, so that nothing of it goes unseen
MOST_PASSAGES = 60  # of one article: about 8,000 words; longer ones are sampled evenly


def head(title: str | None, text: str) -> str:
    r"""Return the title and the first words of the text, as one document.

    Examples
    --------
    >>> head("Harbour opens", "The harbour opened.\n\nBoats came.")
    'Harbour opens. The harbour opened. Boats came.'
    >>> head(None, "Boats came.")
    'Boats came.'
    """
    words = text[: HEAD_WORDS * 20].split()[:HEAD_WORDS]
    return ". ".join(part for part in ((title or "").strip().rstrip("."), " ".join(words)) if part)


def split(title: str | None, text: str) -> list[str]:
    r"""Cut an article into passages of about `PASSAGE_WORDS` words, whole paragraphs if they fit.

    Parameters
    ----------
    title : str or None
        Opens the first passage.
    text : str
        Paragraphs separated by an empty line.

    Returns
    -------
    list of str
        At least one passage and at most `MOST_PASSAGES`. A last one of less than half the usual
        length joins the one before it, where there is room.

    Examples
    --------
    >>> split("Harbour opens", "Boats came.\n\nThey left again.")
    ['Harbour opens. Boats came. They left again.']
    """
    groups: list[list[str]] = [[]]
    for words in _pieces(re.split(r"\n\n+", text)):
        if groups[-1] and len(groups[-1]) + len(words) > LONGEST_WORDS:
            groups.append([])
        groups[-1].extend(words)
        if len(groups[-1]) >= PASSAGE_WORDS:
            groups.append([])
    full = [group for group in groups if group]
    is_short = len(full) > 1 and len(full[-1]) < PASSAGE_WORDS / 2
    if is_short and len(full[-2]) + len(full[-1]) <= HEAD_WORDS:  # the encoder sees no more
        full[-2:] = [full[-2] + full[-1]]
    joined = [" ".join(group) for group in _evenly(full)] or [""]
    return [head(title, joined[0]), *joined[1:]]


def _pieces(paragraphs: Iterable[str]) -> Iterable[list[str]]:
    for paragraph in paragraphs:
        words = paragraph.split()
        n_parts = -(-len(words) // LONGEST_WORDS)
        size = -(-len(words) // n_parts) if n_parts else 1
        yield from (words[start : start + size] for start in range(0, len(words), size))


def _evenly(groups: list[list[str]]) -> list[list[str]]:
    if len(groups) <= MOST_PASSAGES:
        return groups
    step = len(groups) / MOST_PASSAGES
    return [groups[int(number * step)] for number in range(MOST_PASSAGES)]
