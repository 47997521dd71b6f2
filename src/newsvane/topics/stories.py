"""Stories: which articles tell of the same event, by their texts and by their days.

A story lasts days or weeks, where a theme (`newsvane.topics.model`) goes on for years. An article
that copies another one is part of its story and is not compared again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from newsvane import tables
from newsvane.errors import StudyError, TableError
from newsvane.topics import documents, lexical, linkage, passages
from newsvane.topics.linkage import Groups, Rule

# Part of the similarity that comes from common words; the rest is the cosine of the vectors.
WORDS_PART = 0.3
# Texts on one event are less alike the shorter they are, by about the cube root of their number of
# distinct words; from so many words on it hardly matters. Fewer than so many are taken as so many.
FULL_WORDS, FEWEST_WORDS, EXPONENT = 100, 4, 1 / 3
# What a pair loses, for each time that the corpus is e windows long, where one of its articles
# could be of any day. Between dated articles of a year of AllSides, pairs with a similarity of .5
# within 14 days are as often within 3 days, beyond chance, as pairs with .68 at any distance.
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

    similarity: float = 0.51
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


def find(articles: Iterable[pd.DataFrame], *, vectors: Vectors, settings: StorySettings) -> Found:
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
    facts, profiles = _gather(articles, vectors=vectors)
    is_original = facts["copy_of"].isna()
    originals = facts[is_original]
    # The first original of a story gives it its name.
    order = originals.sort_values(["published_from", "published_to", "article_id"]).index
    originals, profiles = facts.loc[order], profiles[originals.index.get_indexer(order)]
    home = group(
        profiles,
        published=(_days(originals["published_from"]), _days(originals["published_to"])),
        settings=settings,
    )
    own = pd.Series(home, index=pd.Index(originals["article_id"]))
    story = facts["copy_of"].fillna(facts["article_id"]).map(own)
    if story.isna().any():
        strange = facts.loc[story.isna(), "copy_of"].iloc[0]
        raise TableError("articles", "copy_of", wanted="ids of originals", found=strange)
    facts = facts.assign(story=story.astype("int64"), is_original=is_original)
    found = _describe(facts, originals=originals, home=home, profiles=profiles)
    names = originals["article_id"].to_numpy()[facts["story"]]
    story_of = pd.Series(names, index=pd.Index(facts["article_id"]), dtype="str")
    return Found(tables.check(found, tables.STORIES), story_of)


def profile(units: np.ndarray, *, counts: sparse.csr_matrix) -> np.ndarray:
    """Make rows of texts whose products are the similarities of these.

    Parameters
    ----------
    units : ndarray of shape (n_texts, n_dims)
        Vectors of unit length.
    counts : sparse matrix of shape (n_texts, n_words)
        As `lexical.count` returns them.

    Returns
    -------
    ndarray of shape (n_texts, n_dims + lexical.N_DIMS)
        float32. The product of two rows is 0.7 × cosine + 0.3 × cosine of TF-IDF, divided for each
        of the two by (n / 100)^(1/6), where it has n distinct words and fewer than 100, so that
        texts are not less alike only because they are short. It can be above 1.
    """
    n_words = np.diff(counts.indptr).clip(FEWEST_WORDS, FULL_WORDS)
    scale = ((FULL_WORDS / n_words) ** (EXPONENT / 2))[:, None]
    parts = [np.sqrt(1 - WORDS_PART) * units, np.sqrt(WORDS_PART) * lexical.rows(counts)]
    return (np.concatenate(parts, axis=1) * scale).astype(np.float32)


def group(
    profiles: np.ndarray, *, published: tuple[np.ndarray, np.ndarray], settings: StorySettings
) -> np.ndarray:
    """Group articles by average link on their similarity, within a span of days.

    Parameters
    ----------
    profiles : ndarray of shape (n_articles, n_dims)
        Rows whose products are similarities, in a canonical order: equals are merged in it.
    published : tuple of two ndarray of shape (n_articles,)
        First and last day of each, as numbers; nan where it has no date.
    settings : StorySettings
        Two groups are one story when the mean similarity of their pairs reaches `similarity` and
        days can be chosen for all their articles, within their intervals, that lie no more than
        `days` apart. A pair with an article that has no date loses `UNDATED_PENALTY` × log(span of
        the corpus / `days`), and one with a long interval a part of it: so many more articles could
        be like it by chance. In a corpus without any date nothing is lost.

    Returns
    -------
    ndarray of shape (n_articles,)
        Row of the first article of the story of each.

    Examples
    --------
    >>> rows = np.array([[1.0, 0.0], [0.8, 0.6], [1.0, 0.0]])
    >>> days = np.array([0.0, 3.0, 40.0])
    >>> group(rows, published=(days, days), settings=StorySettings(similarity=0.7)).tolist()
    [0, 0, 2]
    """
    first, last = published
    is_undated = np.isnan(first) | np.isnan(last)
    span = _span(first[~is_undated], last[~is_undated])
    n_windows = max(span / settings.days, 1.0)
    width = np.where(is_undated, span, last - first)
    open_to = np.log(np.maximum(width / settings.days, 1.0)) / max(np.log(n_windows), 1e-12)
    groups = Groups(
        sums=np.array(profiles, dtype=np.float32),
        sizes=np.ones(len(profiles)),
        placed=1 - open_to.clip(0, 1),
        first=np.where(is_undated, -np.inf, first),
        last=np.where(is_undated, np.inf, last),
    )
    penalty = UNDATED_PENALTY * float(np.log(n_windows))
    rule = Rule(least=settings.similarity, days=settings.days, penalty=penalty)
    return linkage.cluster(groups, rule=rule)


def _gather(
    articles: Iterable[pd.DataFrame], *, vectors: Vectors
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the facts of all articles, and the profiles of the originals among them."""
    facts = [tables.empty(tables.ARTICLES)[_FACTS]]
    units: list[np.ndarray] = []
    counts: list[sparse.csr_matrix] = []
    waiting: list[str] = []

    def flush() -> None:
        units.append(documents.unit_rows(vectors(waiting), n_texts=len(waiting)))
        counts.append(lexical.count(waiting))
        waiting.clear()

    for piece in articles:
        rows = tables.narrow(piece, tables.ARTICLES, _READ)
        facts.append(rows[_FACTS])
        originals = rows[rows["copy_of"].isna()]
        titles = originals["title"].astype(object).where(originals["title"].notna(), None)
        waiting += map(passages.head, titles, originals["text"])
        if len(waiting) >= HEADS_AT_ONCE:
            flush()
    if waiting or not units:
        flush()
    whole = pd.concat(facts, ignore_index=True)
    n_twice = int(whole["article_id"].duplicated().sum())
    if n_twice:
        found = f"{n_twice} repeated"
        raise TableError("articles", "", wanted="one row per article_id", found=found)
    return whole, profile(np.concatenate(units), counts=sparse.vstack(counts, format="csr"))


def _span(first: np.ndarray, last: np.ndarray) -> float:
    """Return the days that most articles come from: one wrong year must not stretch them."""
    if not len(first):
        return 0.0
    return float(np.quantile(last, 0.95) - np.quantile(first, 0.05))


def _days(dates: pd.Series) -> np.ndarray:
    """Return dates as numbers of days, nan where there is none."""
    return ((dates - pd.Timestamp(0)) / pd.Timedelta(days=1)).to_numpy(dtype=float)


def _describe(
    facts: pd.DataFrame, *, originals: pd.DataFrame, home: np.ndarray, profiles: np.ndarray
) -> pd.DataFrame:
    """Return the table `stories`; `home` and `profiles` are those of the originals."""
    sums = np.zeros_like(profiles)
    np.add.at(sums, home, profiles)
    length = np.linalg.norm(profiles, axis=1).clip(1e-12)
    central = np.einsum("ij,ij->i", profiles, sums[home]) / length
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
