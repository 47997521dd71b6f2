"""The same text, and nearly the same text: groups of copies around one original."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from newsvane.corpus.matching import originals, shingles
from newsvane.corpus.matching.originals import Facts
from newsvane.corpus.matching.pieces import Piece, Shelf
from newsvane.progress import track

# A copy that was cut, or got a new first paragraph, still has this part of its words in the longer
# text; follow-ups of one newsroom that share their background mostly stay below it.
NEAR_CONTAINED = 0.7
# A later text of more than twice the length is a new article around an old one, not its copy.
NEAR_SHARE = 0.5
# Words that a near pair must share, so that a stock phrase is no article.
LEAST_WORDS = 14
# Part of the shared words that stands in the first half of each text. Background that a new article
# repeats stands at its end; copies are cut there.
LEADING_PART = 0.2
# Weather and market reports share their wording, but not the numbers in it: these stand in gaps of
# a few words, where a new paragraph is longer.
GAP_WORDS = 12
ODD_NUMBERS = 4


def exact(keys: np.ndarray, *, facts: Facts) -> np.ndarray:
    """Return for each article the original of those with an equal text.

    Parameters
    ----------
    keys : ndarray of shape (n_articles, 2)
        128 bits that stand for a text; two zeros for one without any, which equals no other.
    facts : Facts
        Of all articles.
    """
    original = np.arange(len(keys))
    order = np.lexsort((keys[:, 1], keys[:, 0]))
    is_new = np.ones(len(keys), dtype=bool)
    is_new[1:] = (keys[order][1:] != keys[order][:-1]).any(axis=1)
    first = np.flatnonzero(is_new)
    ends = np.append(first[1:], len(keys))
    for at in np.flatnonzero(ends - first > 1).tolist():
        members = order[first[at] : ends[at]]
        if keys[members[0]].any():
            original[members] = originals.choose(members, facts=facts)
    return original


def find(pairs: np.ndarray, *, shelf: Shelf, facts: Facts) -> np.ndarray:
    """Return for each article the original that it is near to; for one without it, itself.

    Parameters
    ----------
    pairs : ndarray of shape (n_pairs, 2)
        Positions of articles that may share much.
    shelf : Shelf
        Holds all of these.
    facts : Facts
        Of all articles.
    """
    edges = [
        (one, other)
        for one, other in track(pairs.tolist(), "comparing articles", unit="pairs")
        if is_near(shelf[one], shelf[other])
    ]
    original = np.arange(len(facts.rank))
    neighbours: dict[int, list[int]] = {}
    for one, other in edges:
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    for members in _groups(neighbours):
        for copy, first in _settle(members, neighbours=neighbours, shelf=shelf, facts=facts):
            original[copy] = first
    return original


def is_near(one: Piece, other: Piece) -> bool:
    """Tell whether the shorter of two pieces is nearly all in the longer one."""
    short, long = sorted((one, other), key=lambda piece: len(piece.words))
    flags = shingles.covered(short.shingles, by=long.ranked)
    if flags.sum() < max(LEAST_WORDS, NEAR_CONTAINED * len(flags)):
        return False
    theirs = shingles.covered(long.shingles, by=short.ranked)
    return is_leading(flags) and is_leading(theirs) and not is_form(short, long, is_shared=flags)


def is_leading(flags: np.ndarray) -> bool:
    """Tell whether enough of the shared words of a text stand in its first half."""
    return bool(flags[: (len(flags) + 1) // 2].sum() >= LEADING_PART * flags.sum())


def is_form(one: Piece, other: Piece, *, is_shared: np.ndarray) -> bool:
    """Tell whether two pieces are one form filled in twice, by the numbers between what they share.

    Parameters
    ----------
    one, other : Piece
        The two.
    is_shared : ndarray of shape (n_words,)
        Which words of `one` stand in shared passages.
    """
    odd = one.words.is_number & shingles.gaps(is_shared, most=GAP_WORDS)
    n_odd = np.count_nonzero(~shingles.is_in(one.words.hashes[odd], other.numbers))
    n_kept = np.count_nonzero(one.words.is_number & is_shared)
    return bool(n_odd >= ODD_NUMBERS and n_odd > n_kept)


def _is_copy(copy: Piece, first: Piece) -> bool:
    """Tell whether a piece is a near copy of the other, rather than a new article around it."""
    flags = shingles.covered(copy.shingles, by=first.ranked)
    return bool(flags.sum() >= NEAR_SHARE * len(flags)) and is_near(copy, first)


def _groups(neighbours: dict[int, list[int]]) -> Iterator[set[int]]:
    """Yield the positions that are linked, over others or directly."""
    seen: set[int] = set()
    for start in sorted(neighbours):
        if start not in seen:
            members = _reach(start, neighbours=neighbours, asked={start})
            seen |= members
            yield members


def _reach(start: int, *, neighbours: dict[int, list[int]], asked: set[int]) -> set[int]:
    todo = [start]
    while todo:
        for position in neighbours[todo.pop()]:
            if position not in asked:
                asked.add(position)
                todo.append(position)
    return asked


def _settle(
    members: set[int], *, neighbours: dict[int, list[int]], shelf: Shelf, facts: Facts
) -> Iterator[tuple[int, int]]:
    """Yield (copy, original) such that each copy is near to its original, not just to a copy of it.

    Copies of copies drift away from the first text; those too far from it are a group of their own.
    An original is compared with the neighbours of what is its copy already, and so not with all
    of a long chain.
    """
    left = np.array(sorted(members))
    while len(left) > 1:
        first = originals.choose_unnamed(left, shelf=shelf, facts=facts)
        is_left = set(left.tolist()) - {first}
        taken, todo, asked = {first}, [first], {first}
        while todo:
            for position in neighbours[todo.pop()]:
                if position in is_left and position not in asked:
                    asked.add(position)
                    if _is_copy(shelf[position], shelf[first]):
                        taken.add(position)
                        todo.append(position)
                        yield position, first
        left = left[~np.isin(left, list(taken))]
