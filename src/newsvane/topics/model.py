"""Articles to topics. The only importer of bertopic.

Where there are enough documents, BERTopic fits with sub-models of ours: documents smoothed by their
neighbours (`smoothing`), as many topics as come back when the corpus is drawn again
(`granularity`), and class-based TF-IDF for the words. With few documents nothing can be drawn
again, and one plain rule decides instead (`assign.cut`).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from newsvane import tables
from newsvane.errors import StudyError
from newsvane.topics import assign, granularity, smoothing, words
from newsvane.topics.assign import OUTLIER
from newsvane.topics.documents import Documents, originals_of, prepare
from newsvane.topics.granularity import Curve

FEW_DOCUMENTS = 100  # below: too few to be drawn again, hence no BERTopic
# Documents of a topic, on the mean, at the largest number of topics that is tried: the square root
# of their number, but 10.
LEAST_SIZE = 10
MOST_FITTED = 10_000  # documents that topics are found among; all others join them
N_REPRESENTATIVES = 5
READ = ("article_id", "title", "text", "copy_of", "copy_kind")


@dataclass(frozen=True)
class TopicSettings:
    """What a study may set.

    Parameters
    ----------
    seed : int
        Of the draws by which the number of topics is chosen.
    n_topics : int, optional
        Number of topics; left out, it is chosen. Corpora of fewer than 100 documents do without it.
    min_cluster_size : int, optional
        Fewest documents in a topic; smaller ones join the topics nearest to them. Corpora of fewer
        than 100 documents do without it.
    n_words : int
        Words per topic.
    """

    seed: int = 1
    n_topics: int | None = None
    min_cluster_size: int | None = None
    n_words: int = 10

    def __post_init__(self) -> None:
        if self.n_topics is not None and self.n_topics < 1:
            raise StudyError("topics.n_topics", f"{self.n_topics} is too small; 1 is the least")
        if self.min_cluster_size is not None and self.min_cluster_size < 2:
            problem = f"{self.min_cluster_size} is too small; a topic has at least 2 documents"
            raise StudyError("topics.min_cluster_size", problem)
        if self.n_words < 1:
            raise StudyError("topics.n_words", f"{self.n_words} is too small; 1 is the least")


@dataclass(frozen=True)
class TopicTables:
    """The tables that were made, and in one sentence how."""

    topics: pd.DataFrame
    article_topics: pd.DataFrame
    topic_numbers: pd.DataFrame
    note: str


@dataclass(frozen=True)
class _Found:
    """Label of each document; of each topic its words, heaviest first, and trust; the method."""

    labels: np.ndarray
    ranked: list[list[str]]
    trust: np.ndarray
    how: str
    numbers: pd.DataFrame


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
        return TopicTables(
            tables.empty(tables.TOPICS),
            tables.empty(tables.ARTICLE_TOPICS),
            tables.empty(tables.TOPIC_NUMBERS),
            note="no articles, no topics",
        )
    original_of = originals_of(articles)
    is_original = articles["article_id"].map(original_of) == articles["article_id"]
    documents = prepare(articles[is_original], vectors=vectors)
    found = _number(_cluster(documents, settings=settings), documents, original_of=original_of)
    topics = _topics(found, documents, original_of=original_of, n_words=settings.n_words)
    article_topics = _article_topics(found.labels, documents, original_of=original_of)
    return TopicTables(
        tables.check(topics, tables.TOPICS),
        tables.check(article_topics, tables.ARTICLE_TOPICS),
        tables.check(found.numbers, tables.TOPIC_NUMBERS),
        _note(found, documents),
    )


def _cluster(documents: Documents, *, settings: TopicSettings) -> _Found:
    n_documents = len(documents.texts)
    typical = max(5, round(0.6 * n_documents**0.5))
    names = words.vocabulary(
        documents.texts, min_documents=max(1 if n_documents < 50 else 2, typical // 4)
    )
    if n_documents < FEW_DOCUMENTS or len(names) < 2:  # c-TF-IDF needs two words to compare
        labels = assign.cut(documents.units)
        labels = assign.settle(labels, units=documents.units, parts=documents.parts)
        ranked = words.candidates(documents.texts, names=names, labels=labels)
        how = f"average-link clustering cut at a cosine of {assign.LEAST_COSINE:.2f}"
        unknown = np.full(len(ranked), np.nan)
        return _Found(labels, ranked, unknown, how, tables.empty(tables.TOPIC_NUMBERS))
    fitted = np.unique(np.linspace(0, n_documents - 1, MOST_FITTED).round().astype(int))
    least = max(LEAST_SIZE, round(len(fitted) ** 0.5))
    curve = granularity.curve(
        documents.units[fitted], seed=settings.seed, least_size=least, also=settings.n_topics
    )
    number = min(settings.n_topics or curve.chosen(), n_documents)
    points = smoothing.smooth(documents.units[fitted])
    points = smoothing.place(documents.units, among=fitted, points=points)
    size = settings.min_cluster_size or 1
    clusters = _Clusters(documents, fitted=fitted, number=number, size=size)
    labels, ranked = _bertopic(documents, names=names, points=points, clusters=clusters)
    trust = np.full(len(ranked), np.nan)
    if number in curve.n_topics:
        trust = granularity.trust(labels[fitted], draws=curve.draws, number=number)
    chosen = "as set" if settings.n_topics else f"chosen by draws, seed {settings.seed}"
    how = f"BERTopic, number of topics {chosen}"
    return _Found(labels, ranked, trust, how, _numbers(curve, number))


def _numbers(curve: Curve, number: int) -> pd.DataFrame:
    return pd.DataFrame({
        "n_topics": curve.n_topics,
        "agreement": curve.agreement,
        "agreement_by_chance": curve.of_cloud,
        "stability": curve.stability,
        "is_chosen": curve.n_topics == number,
    })  # fmt: skip


class _Smoothed:
    """What BERTopic asks of a model that reduces dimensions: `fit`, then `transform`."""

    def __init__(self, points: np.ndarray) -> None:
        self.points = points

    def fit(self, vectors: np.ndarray, y: object = None) -> _Smoothed:
        """Do nothing: the points are known."""
        return self

    def transform(self, vectors: np.ndarray) -> np.ndarray:
        """Return the points of the documents."""
        return self.points


class _Clusters:
    """What BERTopic asks of a cluster model: `fit`, then `labels_`."""

    def __init__(self, documents: Documents, *, fitted: np.ndarray, number: int, size: int) -> None:
        self.documents, self.fitted, self.number, self.size = documents, fitted, number, size
        self.labels_ = np.array([], dtype=int)

    def fit(self, points: np.ndarray, y: object = None) -> _Clusters:
        """Cluster the smoothed documents, then let go of those whose neighbours are elsewhere."""
        units, parts = self.documents.units, self.documents.parts
        labels = granularity.partitions(points, numbers=[self.number])[self.number]
        labels = assign.dissolve(labels, points=points, size=self.size)
        labels = assign.let_go(labels, units=units, among=self.fitted)
        self.labels_ = assign.settle(labels, units=units, parts=parts)
        return self


def _bertopic(
    documents: Documents, *, names: Sequence[str], points: np.ndarray, clusters: _Clusters
) -> tuple[np.ndarray, list[list[str]]]:
    with warnings.catch_warnings():
        # Notes of these libraries to their own users.
        warnings.filterwarnings("ignore", module=r"(umap|numba|pynndescent|hdbscan)(\.|$)")
        from bertopic import BERTopic

        model = BERTopic(
            language="multilingual",  # "english" would delete every letter with an accent
            embedding_model=None,
            umap_model=_Smoothed(points),
            hdbscan_model=clusters,
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
    ranked, trust = [found.ranked[old] for old in order], found.trust[order]
    return replace(found, labels=labels, ranked=ranked, trust=trust)


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
    trust = [*found.trust, np.nan][: len(frame)]
    return frame.assign(trust=trust)[tables.TOPICS.names]


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
