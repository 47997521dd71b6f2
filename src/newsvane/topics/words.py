"""Words that name a topic: counting them, weighing them by topic, choosing those that differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse

# Words that every news text has and no topic means, beside scikit-learn's English stop words.
NEWS_WORDS = frozenset(
    "said say says saying told according mr mrs ms dr year years week month day days today"
    " yesterday monday tuesday wednesday thursday friday saturday sunday also just like new don"
    " doesn didn won isn aren wasn couldn wouldn shouldn hasn haven hadn ve ll".split()
)
# Starts with a letter and has two or more: no figures, no single letters left over by apostrophes.
TOKEN = r"(?u)\b[^\W\d_]\w+\b"
MOST_NAMES = 50  # candidates per topic; ten that differ are found among far fewer


def vocabulary(documents: Sequence[str], *, min_documents: int) -> list[str]:
    """Return the words and two-word phrases that at least `min_documents` documents contain.

    Sorted; where no word is that frequent, all words; empty where there are none at all.

    Examples
    --------
    >>> vocabulary(["the harbour opened", "a new harbour"], min_documents=2)
    ['harbour']
    """
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

    for least in sorted({min_documents, 1}, reverse=True):
        counter = CountVectorizer(
            stop_words=sorted(ENGLISH_STOP_WORDS | NEWS_WORDS),
            ngram_range=(1, 2),
            token_pattern=TOKEN,
            min_df=min(least, len(documents)),
        )
        try:
            return list(counter.fit(documents).get_feature_names_out())
        except ValueError:  # how scikit-learn says that no word is left
            continue
    return []


def vectorizer(names: Sequence[str]) -> object:
    """Return the scikit-learn counter of exactly the words `names`."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

    return CountVectorizer(
        stop_words=sorted(ENGLISH_STOP_WORDS | NEWS_WORDS),
        ngram_range=(1, 2),
        token_pattern=TOKEN,
        vocabulary=list(names),
    )


def class_tfidf(counts: sparse.csr_matrix, labels: np.ndarray) -> np.ndarray:
    """Weigh each word in each topic by class-based TF-IDF.

    Parameters
    ----------
    counts : sparse matrix of shape (n_documents, n_words)
        How often each document has each word.
    labels : ndarray of shape (n_documents,)
        Topic of each document, from 0; negative ones are left out.

    Returns
    -------
    ndarray of shape (n_topics, n_words)
        tf × log(1 + A / f): tf the word's share of the topic's words, f its count in all topics,
        A the mean number of words in a topic (Grootendorst 2022, arXiv:2203.05794, section 3.3).

    Examples
    --------
    >>> weights = class_tfidf(sparse.csr_matrix([[3, 1], [0, 4]]), np.array([0, 1]))
    >>> weights.argmax(axis=1).tolist()
    [0, 1]
    """
    kept = np.flatnonzero(labels >= 0)
    n_topics = int(labels.max()) + 1
    member = sparse.csr_matrix(
        (np.ones(len(kept)), (labels[kept], kept)), shape=(n_topics, len(labels))
    )
    per_topic = np.asarray((member @ counts).todense(), dtype=float)
    n_words = per_topic.sum(axis=1, keepdims=True)
    in_all = per_topic.sum(axis=0)
    return (per_topic / n_words.clip(1)) * np.log(1 + n_words.mean() / in_all.clip(1))


def candidates(
    documents: Sequence[str], *, names: Sequence[str], labels: np.ndarray
) -> list[list[str]]:
    """Return, topic by topic, the words that weigh most, heaviest first, ties by the alphabet."""
    if not len(names):
        return [[] for _ in range(int(labels.max()) + 1)]
    counts = vectorizer(names).transform(documents)  # type: ignore[attr-defined]
    chosen = []
    for weights in class_tfidf(counts, labels):
        heaviest = np.argsort(-weights, kind="stable")[:MOST_NAMES]
        chosen.append([names[column] for column in heaviest if weights[column] > 0])
    return chosen


def choose(ranked: Iterable[str], *, n: int) -> list[str]:
    """Return the first `n` that share no word; plurals and derivations ("Russian") count as one.

    Examples
    --------
    >>> choose(["harbour", "harbours", "harbour master", "ferries", "ferry line", "tide"], n=3)
    ['harbour', 'ferries', 'tide']
    """
    chosen: list[str] = []
    used: set[str] = set()
    for name in ranked:
        stems = {_stem(word) for word in name.split()}
        if len(chosen) < n and not any(_is_same(one, other) for one in stems for other in used):
            chosen.append(name)
            used |= stems
    return chosen


def _is_same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= 5 and long.startswith(short))


def _stem(word: str) -> str:
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("s", "")):
        if (
            word.endswith(ending)
            and len(word) - len(ending) >= 2
            and not word.endswith(("ss", "us"))
        ):
            return word[: -len(ending)] + instead
    return word
