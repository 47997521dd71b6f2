"""Which of several like articles is the original: by date, by who quotes whom, by length."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

# How much more of the shared words one text must have in quotation marks to be the one that quotes.
QUOTED_MORE = 0.25

# Dates that the source itself gives; those found in a text or a file's time stamp may be off.
_SURE_SOURCES = ("metadata", "url")
_TOKEN = re.compile(r"[^\W_]+|[\"“”„«»]|\n\s*\n")
_OPENS, _CLOSES = "“„«", "”»"


@dataclass(frozen=True)
class Facts:
    """What decides about originals; one item per article, in the order of `frame`."""

    first_day: np.ndarray
    last_day: np.ndarray
    is_sure: np.ndarray
    length_words: np.ndarray
    frame: pd.DataFrame

    def is_before(self, one: int, other: int) -> bool:
        """Tell whether all days of `one` lie before those of `other`."""
        return bool(self.last_day[one] < self.first_day[other])


def gather(frame: pd.DataFrame) -> Facts:
    """Gather the facts of the articles of a table `dated`, whose index is 0, 1, 2, …."""
    first_day = frame["published_from"].to_numpy().astype("datetime64[D]")
    last_day = frame["published_to"].to_numpy().astype("datetime64[D]")
    no_date = np.isnat(first_day) | np.isnat(last_day)
    # An article without a date may be older or newer than any other.
    return Facts(
        first_day=np.where(no_date, -np.inf, first_day.astype(np.int64)),
        last_day=np.where(no_date, np.inf, last_day.astype(np.int64)),
        is_sure=frame["date_source"].isin(_SURE_SOURCES).to_numpy(dtype=bool),
        length_words=frame["length_words"].to_numpy(),
        frame=frame,
    )


def choose(members: list[int], *, facts: Facts) -> int:
    """Choose the original of a group of copies: of those that may be the earliest, the longest.

    Parameters
    ----------
    members : list of int
        Positions of articles, not empty. Of equally long ones the smallest article_id is chosen.
    facts : Facts
        Of all articles.
    """
    earliest = facts.last_day[members].min()
    able = [member for member in members if facts.first_day[member] <= earliest]
    ids = facts.frame["article_id"]
    return min(able, key=lambda member: (-facts.length_words[member], ids[member]))


def orient(pair: tuple[int, int], *, is_shared: list[np.ndarray], facts: Facts) -> tuple[int, int]:
    """Return a pair as (copier, original).

    Dates decide where both are the source's own and do not overlap; then who quotes or names the
    other (a text cannot quote what is not there yet, so this goes before dates that were found in a
    text); then other dates; then length.

    Parameters
    ----------
    pair : tuple of two positions
        Articles that share passages.
    is_shared : list of two ndarrays of bool
        For each of the two, which of its words stand in shared passages.
    facts : Facts
        Of all articles.
    """
    one, other = pair
    is_sure = facts.is_sure[one] and facts.is_sure[other]
    cited = [
        _cites(copier, original, is_shared=flags, facts=facts)
        for copier, original, flags in ((one, other, is_shared[0]), (other, one, is_shared[1]))
    ]
    is_dated = facts.is_before(one, other) or facts.is_before(other, one)
    if not (is_sure and is_dated) and abs(cited[0] - cited[1]) > QUOTED_MORE:
        return (one, other) if cited[0] > cited[1] else (other, one)
    original = choose([one, other], facts=facts)
    return (other, one) if original == one else (one, other)


def quoted(text: str) -> np.ndarray:
    """Tell for each word of `text` whether it stands in quotation marks.

    A mark that is not closed ends with its paragraph: a quote over several paragraphs opens each of
    them again.

    Parameters
    ----------
    text : str
        Paragraphs are separated by one empty line.

    Returns
    -------
    ndarray of shape (n_words,)
        Booleans; words are runs of letters and digits of the case-folded text.

    Examples
    --------
    >>> quoted('He said: “Go now.” And went.').tolist()
    [False, False, True, True, False, False]
    """
    flags, is_open = [], False
    for token in _TOKEN.findall(text.casefold()):
        if token == '"':
            is_open = not is_open
        elif token in _OPENS:
            is_open = True
        elif token in _CLOSES or token[0] == "\n":
            is_open = False
        else:
            flags.append(is_open)
    return np.array(flags, dtype=bool)


def _cites(copier: int, original: int, *, is_shared: np.ndarray, facts: Facts) -> float:
    """Return the quoted part of the shared words, and 1 more where the original is named."""
    text = facts.frame["text"][copier]
    in_quotes = quoted(text)
    part = float(in_quotes[is_shared].mean()) if is_shared.any() else 0.0
    return part + float(_names(text.casefold(), original, facts=facts))


def _names(text: str, original: int, *, facts: Facts) -> bool:
    """Tell whether a case-folded text gives the address, the author or the outlet of `original`."""
    row = facts.frame.loc[original]
    named = [row[name] for name in ("byline", "outlet") if isinstance(row[name], str)]
    if isinstance(row["url"], str):
        named.append(row["url"].split("://")[-1].split("?")[0])
    # A name of a few letters would be found inside other words.
    return any(len(name) > 5 and name.casefold().strip() in text for name in named)
