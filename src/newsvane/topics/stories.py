"""Stories: which articles tell of the same event, by their texts and by their days.

A story lasts days or weeks, where a theme (`newsvane.topics.model`) goes on for years. An article
that copies another one is part of its story and is not compared again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from newsvane import tables
from newsvane.errors import StudyError, TableError
from newsvane.topics import documents, linkage, passages
from newsvane.topics.linkage import Groups, Rule

# What a pair loses where one of its articles has no date: then the texts alone must do.
UNDATED_PENALTY = 0.05
MOST_REPRESENTATIVES = 5
# Texts that wait for their vectors: 16,384 heads of 200 words are about 25 MB.
HEADS_AT_ONCE = 1 << 14

_FACTS = ["article_id", "title", "copy_of", "outlet", "published_from", "published_to"]
_READ = (*_FACTS, "text")

Vectors = Callable[[Sequence[str]], np.ndarray]


@dataclass(frozen=True)
class StorySettings:
    """How alike, and how near in time, the articles of one story are.

    Parameters
    ----------
    similarity : float
        Least mean similarity of two groups of articles that are one story, between 0 and 1.
    days : int
        Most days between the articles of a story, 1 or more.

    Raises
    ------
    StudyError
        If a setting is outside of its range.
    """

    similarity: float = 0.5
    days: int = 14

    def __post_init__(self) -> None:
        if not 0 < self.similarity < 1:
            raise StudyError("stories.similarity", f"{self.similarity} is not between 0 and 1")
        if self.days < 1:
            raise StudyError("stories.days", f"{self.days} is too few; 1 at least")


@dataclass(frozen=True)
class Found:
    """The table `stories`, and the story_id of each article by its article_id."""

    stories: pd.DataFrame
    story_of: pd.Series


def find(
    articles: Iterable[pd.DataFrame], *, vectors: Vectors, settings: StorySettings
) -> Found:
    """Find the stories of a corpus, whatever the order of its articles.

    Parameters
    ----------
    articles : iterable of DataFrame
        Pieces of the table `articles`, or of its columns article_id, title, text, copy_of, outlet,
        published_from and published_to. Of the texts no more than `HEADS_AT_ONCE` are held.
    vectors : callable
        Texts → ndarray of shape (n_texts, n_dims).
    settings : StorySettings
        Similarity and days.

    Returns
    -------
    Found
        `stories`, the oldest first, undated ones last.

    Raises
    ------
    TableError
        If a piece is not as declared, an article_id comes twice, or copy_of is no original.
    ModelError
        If a vector is missing, zero or not finite.
    """
    facts, units = _gather(articles, vectors=vectors)
    is_original = facts["copy_of"].isna()
    originals = facts[is_original]
    # The first original of a story gives it its name.
    order = originals.sort_values(["published_from", "published_to", "article_id"]).index
    originals, units = facts.loc[order], units[originals.index.get_indexer(order)]
    home = group(
        units,
        published=(_days(originals["published_from"]), _days(originals["published_to"])),
        settings=settings,
    )
    own = pd.Series(home, index=pd.Index(originals["article_id"]))
    story = facts["copy_of"].fillna(facts["article_id"]).map(own)
    if story.isna().any():
        strange = facts.loc[story.isna(), "copy_of"].iloc[0]
        raise TableError("articles", "copy_of", wanted="ids of originals", found=strange)
    facts = facts.assign(story=story.astype("int64"), is_original=is_original)
    found = _describe(facts, originals=originals, home=home, units=units)
    names = originals["article_id"].to_numpy()[facts["story"]]
    story_of = pd.Series(names, index=pd.Index(facts["article_id"]), dtype="str")
    return Found(tables.check(found, tables.STORIES), story_of)


def group(
    units: np.ndarray, *, published: tuple[np.ndarray, np.ndarray], settings: StorySettings
) -> np.ndarray:
    """Group articles by average link on the cosine of their vectors, within a span of days.

    Parameters
    ----------
    units : ndarray of shape (n_articles, n_dims)
        Rows of unit length, in a canonical order; equals are merged in this order.
    published : tuple of two ndarray of shape (n_articles,)
        First and last day of each, as numbers; nan where it has no date.
    settings : StorySettings
        Two groups are one story when the mean cosine of their pairs reaches `similarity` and days
        can be chosen for all their articles, within their intervals, that lie no more than `days`
        apart. A pair without dates, or whose intervals are longer than `days`, loses up to
        `UNDATED_PENALTY`.

    Returns
    -------
    ndarray of shape (n_articles,)
        Row of the first article of the story of each.

    Examples
    --------
    >>> units = np.array([[1.0, 0.0], [0.8, 0.6], [1.0, 0.0]])
    >>> days = np.array([0.0, 3.0, 40.0])
    >>> group(units, published=(days, days), settings=StorySettings(similarity=0.7)).tolist()
    [0, 0, 2]
    """
    first, last = published
    is_undated = np.isnan(first) | np.isnan(last)
    width = np.where(is_undated, np.inf, last - first)
    groups = Groups(
        sums=np.array(units, dtype=np.float32),
        sizes=np.ones(len(units)),
        placed=settings.days / np.maximum(width, settings.days),
        first=np.where(is_undated, -np.inf, first),
        last=np.where(is_undated, np.inf, last),
    )
    rule = Rule(least=settings.similarity, days=settings.days, penalty=UNDATED_PENALTY)
    return linkage.cluster(groups, rule=rule)


def _gather(
    articles: Iterable[pd.DataFrame], *, vectors: Vectors
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the facts of all articles, and the vectors of the originals among them."""
    facts = [tables.empty(tables.ARTICLES)[_FACTS]]
    units: list[np.ndarray] = []
    waiting: list[str] = []
    for piece in articles:
        rows = tables.narrow(piece, tables.ARTICLES, _READ)
        facts.append(rows[_FACTS])
        originals = rows[rows["copy_of"].isna()]
        titles = originals["title"].astype(object).where(originals["title"].notna(), None)
        waiting += map(passages.head, titles, originals["text"])
        if len(waiting) >= HEADS_AT_ONCE:
            units.append(documents.unit_rows(vectors(waiting), n_texts=len(waiting)))
            waiting = []
    if waiting or not units:
        units.append(documents.unit_rows(vectors(waiting), n_texts=len(waiting)))
    whole = pd.concat(facts, ignore_index=True)
    n_twice = int(whole["article_id"].duplicated().sum())
    if n_twice:
        found = f"{n_twice} repeated"
        raise TableError("articles", "", wanted="one row per article_id", found=found)
    return whole, np.concatenate(units)


def _days(dates: pd.Series) -> np.ndarray:
    """Return dates as numbers of days, nan where there is none."""
    return ((dates - pd.Timestamp(0)) / pd.Timedelta(days=1)).to_numpy(dtype=float)


def _describe(
    facts: pd.DataFrame, *, originals: pd.DataFrame, home: np.ndarray, units: np.ndarray
) -> pd.DataFrame:
    """Return the table `stories`; `home` and `units` are those of the originals."""
    sums = np.zeros_like(units)
    np.add.at(sums, home, units)
    central = np.einsum("ij,ij->i", units, sums[home])
    inner = originals.assign(story=home, rank=-central).sort_values(
        ["story", "rank"], kind="stable"
    )
    by_story, nearest = facts.groupby("story"), inner.groupby("story")
    found = pd.DataFrame({
        "title": nearest["title"].first(),  # that is not null
        "n_articles": by_story.size(),
        "n_distinct": by_story["is_original"].sum(),
        "n_outlets": by_story["outlet"].nunique(),
        "published_from": by_story["published_from"].min(),
        "published_to": by_story["published_to"].max(),
        "representatives": nearest["article_id"].agg(lambda ids: list(ids[:MOST_REPRESENTATIVES])),
    })  # fmt: skip
    names = originals["article_id"].iloc[found.index].array
    return found.assign(story_id=names)[tables.STORIES.names].reset_index(drop=True)
