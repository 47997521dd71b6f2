"""Copies: which articles are the same text, nearly the same, or mostly restate another one.

Every copy points to the one original of its story, which is itself no copy; its id is the story's.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

import numpy as np
import pandas as pd

from newsvane import tables
from newsvane.corpus.matching import originals, restated, shingles
from newsvane.corpus.matching.originals import Facts
from newsvane.corpus.matching.shingles import Shingles

# A copy that was cut, or got a new first paragraph, still has this part of its shingles in the
# longer text; follow-ups of one newsroom that share their background mostly stay below it.
NEAR_CONTAINED = 0.8
# A later text of more than twice the length is a new article around an old one, not its copy.
NEAR_SHARE = 0.5
# Shingles that a near pair must share: 14 words, so that a stock phrase is no article.
LEAST_SHARED = 10
# Part of the shorter text's indexed shingles from which a pair is compared in full: well below
# restated.RESTATED_SHARE, because the index holds a sample.
CANDIDATE_PART = 0.1


def link(dated: pd.DataFrame) -> pd.DataFrame:
    """Find the copies among the articles, and the story that each article belongs to.

    Exact: the same text but for case, white space and the form of quote marks. Near: at least
    `NEAR_CONTAINED` of the shorter text's shingles stand in the longer one. Restated: at least
    `restated.RESTATED_SHARE` of a piece's shingles stand in the original, in several passages.

    The original is the earlier one where the intervals of dates do not overlap, else the longer,
    else the smaller article_id. Of a restated pair it is the one that the other quotes or names,
    which goes before dates that were only found in a text, and before length.

    Parameters
    ----------
    dated : DataFrame
        Table `dated`.

    Returns
    -------
    DataFrame
        Table `articles`: the same rows in the same order with story_id (article_id of the story's
        original), copy_of and copy_kind (null for originals) and copied_share (part of the words
        that stand in shared runs of five or more; 0 for originals). Where the article that a piece
        copies is itself a copy, copy_of is the story's original, which may share less with it.
        An original appeared no later than its copies: where its interval of dates was found in a
        text and ends after the latest published_to of its copies, it ends there, unless that is
        before its own first day.

    Raises
    ------
    TableError
        If `dated` is not as declared.
    """
    tables.check(dated, tables.DATED)
    order = ["published_from", "published_to", "article_id"]
    facts = originals.gather(dated.sort_values(order, ignore_index=True))
    texts = [shingles.normalise(text) for text in facts.frame["text"]]
    exact = _exact(texts, facts=facts)
    # Exact copies are found: only one of them takes part in what follows.
    sets = shingles.shingle([text if exact[i] == i else "" for i, text in enumerate(texts)])
    pairs = shingles.pair(sets, least_part=CANDIDATE_PART)
    near = _near(pairs, sets=sets, facts=facts)
    rest = np.unique(np.sort(near[pairs], axis=1), axis=0)
    rest = rest[rest[:, 0] != rest[:, 1]]
    again = restated.find(rest, sets=sets, texts=texts, facts=facts)
    steps = {"exact": exact, "near": near[exact], "restated": again[near[exact]]}
    kind = np.full(len(texts), None, dtype=object)
    before = np.arange(len(texts))
    for name, step in steps.items():
        kind[step != before] = name
        before = step
    share = _shares(before, kind, texts=texts, sets=sets)
    return _attach(dated, original=before, kind=kind, share=share, ids=facts.frame["article_id"])


def _exact(texts: list[str], *, facts: Facts) -> np.ndarray:
    """Return for each text the original of those that are equal to it."""
    groups: dict[bytes, list[int]] = {}
    for position, text in enumerate(texts):
        key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        groups.setdefault(key, []).append(position)
    original = np.arange(len(texts))
    for members in groups.values():
        # Two articles without any text are not copies of each other.
        if len(members) > 1 and texts[members[0]]:
            original[members] = originals.choose(members, facts=facts)
    return original


def _near(pairs: np.ndarray, *, sets: Shingles, facts: Facts) -> np.ndarray:
    """Return for each text the original that it is near to; for one without it, itself."""
    edges = [pair for pair in pairs.tolist() if _is_near(*pair, sets=sets)]
    original = np.arange(len(sets.ends))
    for members in _groups(edges):
        for copy, first in _settle(members, sets=sets, facts=facts):
            original[copy] = first
    return original


def _is_near(one: int, other: int, *, sets: Shingles) -> bool:
    n_shared = len(shingles.shared(sets.of(one), sets.of(other)))
    return n_shared >= max(LEAST_SHARED, NEAR_CONTAINED * min(sets.size(one), sets.size(other)))


def _groups(edges: list[list[int]]) -> Iterator[list[int]]:
    """Yield the positions that are linked, over others or directly, each in rising order."""
    neighbours: dict[int, list[int]] = {}
    for one, other in edges:
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    seen: set[int] = set()
    for start in sorted(neighbours):
        members, todo = [], [start]
        while todo:
            position = todo.pop()
            if position not in seen:
                seen.add(position)
                members.append(position)
                todo.extend(neighbours[position])
        if members:
            yield sorted(members)


def _settle(members: list[int], *, sets: Shingles, facts: Facts) -> Iterator[tuple[int, int]]:
    """Yield (copy, original) such that each copy is near to its original, not just to a copy of it.

    Copies of copies drift away from the first text; those too far from it are a group of their own.
    """
    while len(members) > 1:
        first = originals.choose(members, facts=facts)
        rest = []
        for member in members:
            n_shared = len(shingles.shared(sets.of(member), sets.of(first)))
            has_most = n_shared >= NEAR_SHARE * sets.size(member)
            if member != first and has_most and _is_near(member, first, sets=sets):
                yield member, first
            elif member != first:
                rest.append(member)
        members = rest


def _shares(
    original: np.ndarray, kind: np.ndarray, *, texts: list[str], sets: Shingles
) -> np.ndarray:
    """Return for each text the part of its words that stand in its original."""
    share = np.zeros(len(texts))
    share[kind == "exact"] = 1.0
    for position in np.flatnonzero((kind == "near") | (kind == "restated")).tolist():
        flags = shingles.passages(texts[position], by=sets.of(int(original[position])))
        share[position] = flags.mean()
    return share


def _attach(
    dated: pd.DataFrame,
    *,
    original: np.ndarray,
    kind: np.ndarray,
    share: np.ndarray,
    ids: pd.Series,
) -> pd.DataFrame:
    """Return `dated` with the columns of copies, which are in the order of `ids`."""
    story = ids.to_numpy(dtype=object)[original]
    is_copy = original != np.arange(len(original))
    found = pd.DataFrame(
        {
            "story_id": pd.array(story, dtype="str"),
            "copy_of": pd.array(np.where(is_copy, story, None), dtype="str"),
            "copy_kind": pd.array(kind, dtype="str"),
            "copied_share": share,
        }
    ).iloc[pd.Index(ids).get_indexer(dated["article_id"])]
    articles = dated.assign(**{name: found[name].array for name in found.columns})
    return tables.check(_bounded(articles)[tables.ARTICLES.names], tables.ARTICLES)


def _bounded(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles with no original that ends later than all of its copies."""
    latest = articles.dropna(subset=["copy_of"]).groupby("copy_of")["published_to"].max()
    ordered = latest.reindex(articles["article_id"]).astype("datetime64[s]")
    bound = pd.Series(ordered.array, index=articles.index)
    # Other sources give the day or month itself; only the end of a text's interval is assumed.
    is_later = (
        articles["date_source"].isin(["text", "none"])
        & (bound < articles["published_to"])
        & (bound >= articles["published_from"])
    )
    return articles.assign(published_to=articles["published_to"].mask(is_later, bound))
