"""Articles to topics. The only importer of bertopic, umap and hdbscan.

Where there are enough documents, BERTopic fits and finds the words. Below that UMAP and HDBSCAN
have nothing to estimate densities from, and one plain rule decides instead (`assign.cut`).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from newsvane import tables
from newsvane.errors import StudyError
from newsvane.topics import assign, words
from newsvane.topics.assign import OUTLIER
from newsvane.topics.documents import Documents, originals_of, prepare

FEW_DOCUMENTS = 100  # below: no density estimate, hence no BERTopic
# Fewest documents in a topic, per square root of their number: .5 to .7 agree best with editors'
# sections on BBC, AG News and AllSides together, and best over seeds (tests/benchmarks/topics.py).
TYPICAL = 0.6
LARGEST = 0.4  # part of the documents that one topic may hold, where it can be split at all
N_REPRESENTATIVES = 5
READ = ("article_id", "title", "text", "copy_of", "copy_kind")


@dataclass(frozen=True)
class TopicSettings:
    """What a study may set.

    Parameters
    ----------
    seed : int
        Of UMAP, the one random step.
    min_cluster_size : int, optional
        Fewest documents in a topic; left out, 0.6 times the square root of their number, but 5.
        Corpora of fewer than 100 documents do without it.
    n_words : int
        Words per topic.
    """

    seed: int = 1
    min_cluster_size: int | None = None
    n_words: int = 10

    def __post_init__(self) -> None:
        if self.min_cluster_size is not None and self.min_cluster_size < 2:
            problem = f"{self.min_cluster_size} is too small; a topic has at least 2 documents"
            raise StudyError("topics.min_cluster_size", problem)
        if self.n_words < 1:
            raise StudyError("topics.n_words", f"{self.n_words} is too small; 1 is the least")


@dataclass(frozen=True)
class TopicTables:
    """The tables `topics` and `article_topics`, and in one sentence how they were made."""

    topics: pd.DataFrame
    article_topics: pd.DataFrame
    note: str


@dataclass(frozen=True)
class _Found:
    """Label of each document, the words of each topic (heaviest first), the method in words."""

    labels: np.ndarray
    ranked: list[list[str]]
    how: str


def fit(
    articles: pd.DataFrame,
    *,
    vectors: Callable[[Sequence[str]], np.ndarray],
    settings: TopicSettings,
) -> TopicTables:
    """Find the topics of a corpus.

    Parameters
    ----------
    articles : DataFrame
        Table `articles`, or article_id, title, text, copy_of and copy_kind of it, in any order:
        neither that nor the ids change what belongs together.
    vectors : callable
        Texts → ndarray of shape (n_texts, n_dims), such as `embed` with its encoder and cache.
    settings : TopicSettings
        Seed and sizes.

    Returns
    -------
    TopicTables
        With 100 articles or more, each is one document, its title and first 200 words; with fewer,
        each is cut into passages, and `share` is the part of them in a topic. Copies (exact or
        near) have their original's topics and are not clustered again.

    Raises
    ------
    TableError
        When `articles` is not such a table.
    ModelError
        When a vector is missing, zero or not finite.
    """
    articles = tables.narrow(articles, tables.ARTICLES, READ)
    if articles.empty:
        none = tables.empty(tables.TOPICS), tables.empty(tables.ARTICLE_TOPICS)
        return TopicTables(*none, note="no articles, no topics")
    original_of = originals_of(articles)
    is_original = articles["article_id"].map(original_of) == articles["article_id"]
    documents = prepare(articles[is_original], vectors=vectors)
    found = _number(_cluster(documents, settings=settings), documents, original_of=original_of)
    topics = _topics(found, documents, original_of=original_of, n_words=settings.n_words)
    article_topics = _article_topics(found.labels, documents, original_of=original_of)
    return TopicTables(
        tables.check(topics, tables.TOPICS),
        tables.check(article_topics, tables.ARTICLE_TOPICS),
        _note(found, documents),
    )


def _cluster(documents: Documents, *, settings: TopicSettings) -> _Found:
    n_documents = len(documents.texts)
    usual = max(5, round(TYPICAL * n_documents**0.5))
    size = settings.min_cluster_size or usual
    least = max(1 if n_documents < 50 else 2, usual // 4)
    names = words.vocabulary(documents.texts, min_documents=least)
    if n_documents < FEW_DOCUMENTS or len(names) < 2:  # c-TF-IDF needs two words to compare
        labels = assign.cut(documents.units)
        labels = assign.settle(labels, units=documents.units, parts=documents.parts)
        ranked = words.candidates(documents.texts, names=names, labels=labels)
        how = f"average-link clustering cut at a cosine of {assign.LEAST_COSINE:.2f}"
        return _Found(labels, ranked, how)
    labels, ranked = _bertopic(documents, names=names, size=size, seed=settings.seed)
    return _Found(labels, ranked, f"BERTopic, {size} or more per topic, seed {settings.seed}")


class _Clusters:
    """What BERTopic asks of a cluster model: `fit`, then `labels_`."""

    def __init__(self, documents: Documents, *, size: int) -> None:
        self.documents, self.size = documents, size
        self.labels_ = np.array([], dtype=int)

    def fit(self, points: np.ndarray, y: object = None) -> _Clusters:
        """Cluster the reduced vectors, then settle outliers by the full ones."""
        from hdbscan import HDBSCAN

        def cluster(largest: int) -> np.ndarray:
            model = HDBSCAN(self.size, max_cluster_size=largest, core_dist_n_jobs=1)
            return np.asarray(model.fit_predict(points))

        # A limit keeps two topics, "sports" and "all the rest", from being the whole answer.
        largest = int(LARGEST * len(points))
        labels = _restore(cluster(largest), whole=cluster(0), largest=largest)
        self.labels_ = assign.settle(labels, units=self.documents.units, parts=self.documents.parts)
        return self


def _restore(limited: np.ndarray, *, whole: np.ndarray, largest: int) -> np.ndarray:
    """Give back what the limit on size made outliers of: large clusters that have no parts."""
    labels = limited.copy()
    for topic in range(whole.max(initial=OUTLIER) + 1):
        members = whole == topic
        if members.sum() > largest and (limited[members] == OUTLIER).mean() >= 0.5:
            labels[members] = labels.max(initial=OUTLIER) + 1
    # A member may have been the last of a part: number what is left without gaps.
    kept = np.unique(labels[labels != OUTLIER])
    return np.where(labels == OUTLIER, OUTLIER, np.searchsorted(kept, labels))


def _bertopic(
    documents: Documents, *, names: Sequence[str], size: int, seed: int
) -> tuple[np.ndarray, list[list[str]]]:
    with warnings.catch_warnings():
        # Notes of these libraries to their own users: few neighbours, a disconnected graph.
        warnings.filterwarnings("ignore", module=r"(umap|numba|pynndescent|hdbscan)(\.|$)")
        from bertopic import BERTopic
        from umap import UMAP

        model = BERTopic(
            language="multilingual",  # "english" would delete every letter with an accent
            embedding_model=None,
            umap_model=UMAP(
                n_neighbors=15,
                n_components=5,
                min_dist=0.0,
                metric="cosine",
                random_state=seed,
                n_jobs=1,
            ),
            hdbscan_model=_Clusters(documents, size=size),
            vectorizer_model=words.vectorizer(names),
            top_n_words=words.MOST_NAMES,
            calculate_probabilities=False,
        )
        found, _ = model.fit_transform(documents.texts, embeddings=documents.units)
    labels = np.asarray(found, dtype=int)
    ranked = [
        [name for name, weight in model.get_topic(topic) if name and weight > 0]
        for topic in range(labels.max() + 1)
    ]
    return labels, ranked


def _number(found: _Found, documents: Documents, *, original_of: dict[str, str]) -> _Found:
    """Order topics by their articles, most first, then by their smallest article_id."""
    home = assign.homes(found.labels, parts=documents.parts)
    members: list[list[str]] = [[] for _ in found.ranked]
    for article_id, original in original_of.items():
        if home[original] != OUTLIER:
            members[home[original]].append(article_id)
    order = sorted(range(len(members)), key=lambda k: (-len(members[k]), min(members[k])))
    number = {old: new for new, old in enumerate(order)} | {OUTLIER: OUTLIER}
    labels = np.array([number[label] for label in found.labels.tolist()])
    return _Found(labels, [found.ranked[old] for old in order], found.how)


def _article_topics(
    labels: np.ndarray, documents: Documents, *, original_of: dict[str, str]
) -> pd.DataFrame:
    shares = {}
    for article_id, rows in documents.parts.items():
        topics, counts = np.unique(labels[rows], return_counts=True)
        shares[article_id] = list(zip(topics.tolist(), (counts / len(rows)).tolist(), strict=True))
    rows_out = [
        (article_id, topic, share)
        for article_id in sorted(original_of)
        for topic, share in shares[original_of[article_id]]
    ]
    return pd.DataFrame(rows_out, columns=tables.ARTICLE_TOPICS.names)


def _topics(
    found: _Found, documents: Documents, *, original_of: dict[str, str], n_words: int
) -> pd.DataFrame:
    home = assign.homes(found.labels, parts=documents.parts)
    n_articles = pd.Series([home[original] for original in original_of.values()]).value_counts()
    nearest = _representatives(found.labels, documents, home=home)
    rows: list[tuple[int, str, list[str], list[str]]] = []
    for topic, ranked in enumerate(found.ranked):
        chosen = words.choose(ranked, n=n_words)
        label = ", ".join(chosen[:3]) or f"topic {topic} (no words)"
        rows.append((topic, label, chosen, nearest[topic]))
    if (found.labels == OUTLIER).any():
        rows.append((OUTLIER, "outliers", [], []))
    frame = pd.DataFrame(rows, columns=["topic_id", "label", "words", "representatives"])
    frame["n_articles"] = n_articles.reindex(frame["topic_id"], fill_value=0).to_numpy()
    return frame.assign(trust=np.nan)[tables.TOPICS.names]


def _representatives(
    labels: np.ndarray, documents: Documents, *, home: dict[str, int]
) -> list[list[str]]:
    """Return, topic by topic, the articles at home in it that lie nearest to its centre."""
    middle = assign.centres(labels, units=documents.units)
    near: list[list[tuple[float, str]]] = [[] for _ in middle]
    for article_id, rows in documents.parts.items():
        topic = home[article_id]
        if topic != OUTLIER:
            mean = documents.units[rows[labels[rows] == topic]].mean(axis=0)
            cosine = float(mean @ middle[topic]) / max(float(np.linalg.norm(mean)), 1e-12)
            near[topic].append((-round(cosine, 6), article_id))
    return [[article_id for _, article_id in sorted(pairs)[:N_REPRESENTATIVES]] for pairs in near]


def _note(found: _Found, documents: Documents) -> str:
    n_topics = len(found.ranked)
    answer = f"{n_topics} topics" if n_topics > 1 else "one topic; nothing sets parts of it apart"
    n_outliers = int((found.labels == OUTLIER).sum())
    rest = f"; {n_outliers} in none" if n_outliers else ""
    return f"{len(documents.texts)} distinct {documents.kind}, {found.how}: {answer}{rest}"
