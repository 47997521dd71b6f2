"""The headline: found in the text, or freed from what a page adds to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsvane.corpus.cleaning.paragraphs import QUOTES, is_bullet, is_closed, is_url

# Headlines of more words occur, but first sentences of 30 words are far more frequent.
_MAX_WORDS = 30
_MAX_CHARACTERS = 220
_MIN_WORDS = 2
# A line with a full stop at its end is a headline only if short, above a paragraph of many words.
_MAX_STOPPED_WORDS = 14
_MIN_WORDS_BELOW = 20
# A headline may trail off, but it hardly ends with one full stop.
_OPEN_ENDS = (".", ",", ";", ":", "–", "—", "-", "(", "&")
_INNER_STOP = re.compile(r"[^\W\d_]{3}[.!?][\"”’)]*\s+[\"“‘(]*[A-Z]")
_SITE = re.compile(r"\s+[|–—»·•:-]\s+")
_PLAIN = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Reduce text to its letters and digits, to compare what differs in marks and case only."""
    return _PLAIN.sub(" ", text.casefold()).strip()


def is_headline(paragraph: str, *, following: Sequence[str]) -> bool:
    """Whether the first paragraph of a text is its headline.

    A headline is short, opens with a capital or a digit, does not end as a running sentence does,
    and stands above text that does. Nothing is guessed: where the first paragraph is prose, the
    article has no headline.

    Examples
    --------
    >>> text = ["The owners of the mill said on Monday that they would give up."]
    >>> is_headline("Mill to close by May", following=text)
    True
    >>> is_headline("The mill will close by May.", following=text)
    False
    """
    n_words = len(paragraph.split())
    if not (_MIN_WORDS <= n_words <= _MAX_WORDS and len(paragraph) <= _MAX_CHARACTERS):
        return False
    first = paragraph.lstrip("\"'“‘«([¿¡$£€#@")[:1]
    # "iTunes" opens a headline, too.
    is_lower = first.islower() and paragraph.split()[0].strip("\"'“‘«(").islower()
    if not first or is_lower or is_bullet(paragraph) or is_url(paragraph):
        return False
    end = paragraph.rstrip("\"'”’»)")
    if end.endswith(_OPEN_ENDS) and not end.endswith("..."):
        return end.endswith(".") and _is_stopped_headline(paragraph, below=following[:1])
    if n_words > 16 and _INNER_STOP.search(paragraph):
        return False
    return any(is_closed(text) and len(text) > 40 for text in following[:12])


def _is_stopped_headline(paragraph: str, *, below: Sequence[str]) -> bool:
    """Whether a first line that ends in a full stop is a headline all the same.

    It is where the long paragraph below begins the story anew: the line is written in capitals
    as titles are, or that paragraph says again what it says. A first sentence is gone on with.
    """
    words = paragraph.split()
    if len(words) > _MAX_STOPPED_WORDS or any(mark in paragraph for mark in QUOTES):
        return False
    if not below or len(below[0].split()) < _MIN_WORDS_BELOW or below[0][:1].islower():
        return False
    long = [word for word in _PLAIN.sub(" ", paragraph).split() if len(word) > 3]
    if len(long) < 3:
        return False
    if all(word[0].isupper() or word[0].isdigit() for word in long):
        return True
    stems = {word.casefold()[:5] for word in long}
    again = {word[:5] for word in plain(below[0]).split() if len(word) > 3}
    return len(stems) >= 4 and len(stems & again) >= 0.75 * len(stems)


def without_site(title: str, *, outlet: str | None) -> str:
    """Cut the name of the site off the end of a page's title.

    Examples
    --------
    >>> without_site("Mill to close by May - The Valley Post", outlet="Valley Post")
    'Mill to close by May'
    """
    parts = _SITE.split(title)
    if len(parts) < 2 or not outlet:
        return title
    last, name = plain(parts[-1]), plain(outlet)
    if not last or not name or (last not in name and name not in last):
        return title
    cut = title[: title.rfind(parts[-1])].rstrip()
    return cut.rstrip("|–—»·•:-").rstrip() or title


def repeats(paragraph: str, title: str) -> bool:
    """Whether a paragraph says the title again and nothing else."""
    said, wanted = plain(paragraph), plain(title)
    if not said or not wanted:
        return False
    is_part = wanted.startswith(said + " ") or said.startswith(wanted + " ")
    return said == wanted or (is_part and abs(len(said) - len(wanted)) <= 0.25 * len(wanted))
