"""Which of several like articles is the original: by date, by who quotes whom, by length."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from newsvane.corpus.matching.pieces import Piece, Shelf

# How much more of the shared words one text must have in quotation marks to be the one that quotes.
QUOTED_MORE = 0.25
# In larger groups nobody is asked whom it names: that would take the square of their number.
MOST_NAMING = 200

# Dates that the source itself gives; those found in a text or a file's time stamp may be off.
_SURE_SOURCES = ("metadata", "url")
_MARK = re.compile(r"[\"“”„«»]|\n[ \t]*\n")
_OPENS, _CLOSES = "“„«", "”»"


@dataclass(frozen=True)
class Facts:
    """What decides about originals; one item per article.

    Days count from 1970; an article without a date may be older or newer than any other. `rank` is
    the place of its article_id among all.
    """

    first_day: np.ndarray
    last_day: np.ndarray
    is_sure: np.ndarray
    length_words: np.ndarray
    rank: np.ndarray

    def is_before(self, one: int, other: int) -> bool:
        """Tell whether all days of `one` lie before those of `other`."""
        return bool(self.last_day[one] < self.first_day[other])


def gather(frame: pd.DataFrame) -> Facts:
    """Gather the facts of the articles of a table `dated`.

    Parameters
    ----------
    frame : DataFrame
        With article_id, length_words, published_from, published_to and date_source.
    """
    first_day = frame["published_from"].to_numpy().astype("datetime64[D]")
    last_day = frame["published_to"].to_numpy().astype("datetime64[D]")
    no_date = np.isnat(first_day) | np.isnat(last_day)
    rank = np.empty(len(frame), dtype=np.int32)
    rank[np.argsort(frame["article_id"].to_numpy(dtype=object))] = np.arange(len(frame))
    return Facts(
        first_day=np.where(no_date, -np.inf, first_day.astype(np.int64)).astype(np.float32),
        last_day=np.where(no_date, np.inf, last_day.astype(np.int64)).astype(np.float32),
        is_sure=frame["date_source"].isin(_SURE_SOURCES).to_numpy(dtype=bool),
        length_words=frame["length_words"].to_numpy(dtype=np.int32),
        rank=rank,
    )


def order(facts: Facts) -> np.ndarray:
    """Return the canonical order: whoever may be the original of others mostly stands first."""
    return np.lexsort((facts.rank, -facts.length_words, facts.last_day))


def take(facts: Facts, positions: np.ndarray) -> Facts:
    """Return the facts of some articles, in that order."""
    return Facts(**{name: values[positions] for name, values in vars(facts).items()})


def choose(members: np.ndarray, *, facts: Facts) -> int:
    """Choose the original of a group of copies: of those that may be the earliest, the longest.

    Parameters
    ----------
    members : ndarray of int
        Positions of articles, not empty. Of equally long ones the smallest article_id is chosen.
    facts : Facts
        Of all articles.
    """
    able = _able(members, facts=facts)
    return int(able[np.lexsort((facts.rank[able], -facts.length_words[able]))[0]])


def choose_unnamed(members: np.ndarray, *, shelf: Shelf, facts: Facts) -> int:
    """Choose the original of a group of near copies, where who names another one is none.

    Dates go first: only those that may be the earliest are asked.
    """
    able = _able(members, facts=facts)
    if 1 < len(able) <= MOST_NAMING:
        naming = [m for m in able.tolist() if _names_one(m, able.tolist(), shelf=shelf)]
        if 0 < len(naming) < len(able):
            able = np.setdiff1d(able, naming)
    return choose(able, facts=facts)


def orient(
    pair: tuple[int, int],
    *,
    pieces: tuple[Piece, Piece],
    is_shared: tuple[np.ndarray, np.ndarray],
    facts: Facts,
) -> tuple[int, int, bool]:
    """Return a pair as (copier, original), and whether the copier quotes or names the original.

    Dates decide where both are the source's own and do not overlap; then who quotes or names the
    other (a text cannot quote what is not there yet, so this goes before dates that were found in a
    text); then other dates; then length.

    Parameters
    ----------
    pair : tuple of two positions
        Articles that share passages.
    pieces : tuple of two Pieces
        Their texts and names.
    is_shared : tuple of two ndarrays of bool
        For each of the two, which of its words stand in shared passages.
    facts : Facts
        Of all articles.
    """
    one, other = pair
    is_sure = facts.is_sure[one] and facts.is_sure[other]
    is_dated = facts.is_before(one, other) or facts.is_before(other, one)
    more = _cites(*pieces, is_shared=is_shared[0]) - _cites(
        *reversed(pieces), is_shared=is_shared[1]
    )
    if abs(more) > QUOTED_MORE and not (is_sure and is_dated):
        copier = one if more > 0 else other
    else:
        copier = other if choose(np.array(pair), facts=facts) == one else one
    return (one, other, more > QUOTED_MORE) if copier == one else (other, one, more < -QUOTED_MORE)


def quoted(text: str, *, starts: np.ndarray) -> np.ndarray:
    """Tell for each word of `text` whether it stands in quotation marks.

    A mark that is not closed ends with its paragraph: a quote over several paragraphs opens each of
    them again.

    Parameters
    ----------
    text : str
        Paragraphs are separated by one empty line.
    starts : ndarray of int
        Where its words start.

    Returns
    -------
    ndarray of shape (n_words,)
        Booleans.

    Examples
    --------
    >>> quoted('He said: “Go now.” And went.', starts=np.array([0, 3, 10, 13, 19, 23])).tolist()
    [False, False, True, True, False, False]
    """
    changes, is_open = [(0, False)], False
    for mark in _MARK.finditer(text):
        sign = mark[0]
        is_now = not is_open if sign == '"' else sign in _OPENS
        if is_now != is_open:
            changes.append((mark.start(), is_now))
            is_open = is_now
    places, states = zip(*changes, strict=True)
    return np.array(states)[np.searchsorted(np.array(places), starts, side="right") - 1]


def names(text: str, *, named: tuple[str, ...]) -> bool:
    """Tell whether a text in lower case holds one of these names.

    A name of a few letters would be found inside other words, and so is not looked for.

    Examples
    --------
    >>> names("the harbour post reports", named=("harbour post",))
    True
    """
    return any(len(name) > 5 and name in text for name in named)


def _able(members: np.ndarray, *, facts: Facts) -> np.ndarray:
    """Return those of the members that may be the earliest."""
    return members[facts.first_day[members] <= facts.last_day[members].min()]


def _names_one(member: int, others: list[int], *, shelf: Shelf) -> bool:
    """Tell whether a piece names a source of one of the others that is not its own."""
    own = shelf[member].named
    foreign = {name for other in others for name in shelf[other].named if name not in own}
    return names(shelf[member].text, named=tuple(foreign))


def _cites(copier: Piece, original: Piece, *, is_shared: np.ndarray) -> float:
    """Return the quoted part of the shared words, and 1 more where the original is named."""
    part = 0.0
    if is_shared.any():
        in_quotes = quoted(copier.text, starts=copier.words.starts)
        part = float(in_quotes[: len(is_shared)][is_shared].mean())
    foreign = tuple(name for name in original.named if name not in copier.named)
    return part + float(names(copier.text, named=foreign))
