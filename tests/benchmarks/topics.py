"""Topics against editors' sections: newsvane and others on the same vectors, in one run.

    python tests/benchmarks/topics.py DATA [NAMES ...] [--cache FOLDER] [--seeds N] [--most N]

DATA holds bbc_news, agnews_test and allsides. Every row is worked by a process of its own on the
packaged encoder's vectors of title and first words; the seconds are those of the clustering and of
finding words, without reading, embedding and importing, the memory is the largest resident size.

ARI, AMI, V   against the sections; for allsides of its 18 clear topics alone, though all articles
              are clustered. Outliers count as one topic more
B3            B-cubed F1, outliers as topics of their own
coverage      articles that are in a topic
topics/truth  number of topics, and of sections
NPMI          mean normalised pointwise mutual information of the ten words of a topic, in pairs,
              over the documents (Bouma 2009); -1 for two that never meet
diversity     part of the words, ten of each topic, that are distinct (Dieng et al. 2020)
seeds, order  ARI of the first run with those of other seeds (mean), and with one on articles in
              another order
oracle        was told the number of sections
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import (
    adjusted_mutual_info_score,
    adjusted_rand_score,
    v_measure_score,
)

from newsvane import tables
from newsvane.topics import embed, model, passages, words

CACHE = Path(__file__).parents[2] / ".cache" / "benchmark"
NAMES = ("bbc_news", "agnews_test", "allsides")
# The topics of allsides that name one subject; "politics", "white_house" and the like hold all.
CLEAR = frozenset(
    "immigration healthcare coronavirus gun_control_and_gun_rights supreme_court elections"
    " environment terrorism education impeachment taxes trade abortion north_korea lgbt_rights"
    " nsa isis marijuana_legalization".split()
)
MOST_LINKED = 5000  # average link needs a square matrix
N_WORDS = 10

Words = list[list[str]]


@dataclass(frozen=True)
class Data:
    """A corpus as table `articles`, its texts and vectors, and the sections that count."""

    articles: pd.DataFrame
    texts: list[str]
    units: np.ndarray
    truth: np.ndarray
    is_counted: np.ndarray

    def n_sections(self) -> int:
        return len(set(self.truth[self.is_counted]))

    def take(self, rows: np.ndarray) -> Data:
        return Data(
            self.articles.iloc[rows].reset_index(drop=True),
            [self.texts[row] for row in rows],
            self.units[rows],
            self.truth[rows],
            self.is_counted[rows],
        )


def read(data: Path, name: str, *, cache: Path, most: int | None) -> Data:
    frame = pd.read_csv(data / name / "data.csv.gz", dtype=str, keep_default_na=False)
    frame = frame[frame["label"].ne("") & frame["text"].ne("")].drop_duplicates("text")
    if most and len(frame) > most:
        frame = frame.sample(most, random_state=0)
    articles = tables.empty(tables.ARTICLES).reindex(range(len(frame)))
    articles = articles.assign(
        article_id=[f"a{number:06d}" for number in range(len(frame))],
        title=frame["title"].to_numpy(),
        text=frame["text"].to_numpy(),
    )[list(model.READ)]
    pairs = zip(articles["title"], articles["text"], strict=True)
    texts = [passages.head(title, text) for title, text in pairs]
    units = embed.embed(texts, encoder=embed.load_encoder(), cache=cache)
    truth = frame["label"].to_numpy()
    is_counted = np.isin(truth, list(CLEAR)) if name == "allsides" else np.full(len(truth), True)
    return Data(articles, texts, units, truth, is_counted)


def newsvane(data: Data, seed: int) -> tuple[np.ndarray, Words]:
    known = dict(zip(data.texts, data.units, strict=True))
    found = model.fit(
        data.articles,
        vectors=lambda texts: np.array([known[text] for text in texts]),
        settings=model.TopicSettings(seed=seed, n_words=N_WORDS),
    )
    by_article = found.article_topics.set_index("article_id")["topic_id"]
    labels = by_article.reindex(data.articles["article_id"]).to_numpy()
    real = found.topics[found.topics["topic_id"] >= 0]
    return labels, [list(own) for own in real["words"]]


def bertopic(data: Data, seed: int, **models: object) -> tuple[np.ndarray, Words]:
    from bertopic import BERTopic
    from umap import UMAP

    nearest = models.pop("n_neighbors", 15)
    umap = UMAP(
        n_neighbors=nearest, n_components=5, min_dist=0.0, metric="cosine", random_state=seed
    )
    topics = BERTopic(umap_model=umap, **models)
    found, _ = topics.fit_transform(data.texts, embeddings=data.units)
    ranked = [topics.get_topic(topic) for topic in range(max(found) + 1)]
    return np.asarray(found), [[word for word, _ in own[:N_WORDS] if word] for own in ranked]


def stock(data: Data, seed: int) -> tuple[np.ndarray, Words]:
    """BERTopic as it comes; only UMAP's seed is set, with BERTopic's own settings of it."""
    return bertopic(data, seed)


def scaled(data: Data, seed: int) -> tuple[np.ndarray, Words]:
    """BERTopic with 50 neighbours, and topics of at least one document in fifty."""
    return bertopic(data, seed, n_neighbors=50, min_topic_size=max(10, len(data.texts) // 50))


def k_means(data: Data, seed: int) -> tuple[np.ndarray, Words]:
    from sklearn.cluster import KMeans

    found = KMeans(data.n_sections(), n_init=10, random_state=seed).fit_predict(data.units)
    return found, _words(data, found)


def nmf(data: Data, seed: int) -> tuple[np.ndarray, Words]:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    counter = TfidfVectorizer(stop_words="english", min_df=5, max_df=0.5, token_pattern=words.TOKEN)
    weights = counter.fit_transform(data.texts)
    parts = NMF(data.n_sections(), init="nndsvda", random_state=seed, max_iter=400)
    found = parts.fit_transform(weights).argmax(axis=1)
    names = counter.get_feature_names_out()
    return found, [list(names[np.argsort(-own)[:N_WORDS]]) for own in parts.components_]


def average_link(data: Data, seed: int) -> tuple[np.ndarray, Words]:
    """Average link on cosine, cut where the mean cosine falls below .20."""
    from newsvane.topics import assign

    found = assign.cut(data.units)
    return found, _words(data, found)


def _words(data: Data, labels: np.ndarray) -> Words:
    names = words.vocabulary(data.texts, min_documents=5)
    ranked = words.candidates(data.texts, names=names, labels=labels)
    return [words.choose(own, n=N_WORDS) for own in ranked]


Method = Callable[[Data, int], tuple[np.ndarray, Words]]
METHODS: dict[str, Method] = {
    "newsvane": newsvane,
    "BERTopic": stock,
    "BERTopic scaled": scaled,
    "average link": average_link,
    "k-means (oracle)": k_means,
    "NMF (oracle)": nmf,
}


def b_cubed(truth: np.ndarray, labels: np.ndarray) -> float:
    """B-cubed F1 of Bagga and Baldwin (1998), outliers as topics of their own."""
    alone = np.where(labels < 0, labels.max() + 1 + np.arange(len(labels)), labels)
    table = pd.crosstab(truth, alone).to_numpy().astype(float)
    precision = (table**2 / table.sum(axis=0)).sum() / len(labels)
    recall = (table**2 / table.sum(axis=1, keepdims=True)).sum() / len(labels)
    return float(2 * precision * recall / (precision + recall))


def npmi(topics: Words, texts: Sequence[str]) -> float:
    from sklearn.feature_extraction.text import CountVectorizer

    names = sorted({name for own in topics for name in own})
    place = {name: column for column, name in enumerate(names)}
    counter = CountVectorizer(
        vocabulary=names, ngram_range=(1, 2), binary=True, token_pattern=words.TOKEN
    )
    counts = counter.fit_transform(texts)
    both = (counts.T @ counts).toarray() / len(texts)
    single = both.diagonal()
    found = []
    for own in topics:
        for one, other in itertools.combinations([place[name] for name in own], 2):
            joint = both[one, other]
            if single[one] == 0 or single[other] == 0:
                continue  # a word that this counter divides otherwise
            if joint == 0:
                found.append(-1.0)
            elif joint == 1:
                found.append(1.0)
            else:
                found.append(np.log(joint / single[one] / single[other]) / -np.log(joint))
    return float(np.mean(found)) if found else float("nan")


def measure(name: str, method: str, data: Data, *, n_seeds: int) -> dict[str, object]:
    work = METHODS[method]
    work(data.take(np.arange(min(300, len(data.texts)))), 0)  # imports and compiles
    start = time.perf_counter()
    labels, found = work(data, 1)
    seconds = time.perf_counter() - start
    others = [work(data, seed)[0] for seed in range(2, n_seeds + 1)]
    order = np.random.default_rng(0).permutation(len(labels))
    mixed = work(data.take(order), 1)[0][np.argsort(order)]
    truth, counted = data.truth[data.is_counted], labels[data.is_counted]
    flat = [word for own in found for word in own]
    return {
        "data": name,
        "method": method,
        "n": len(labels),
        "ARI": adjusted_rand_score(truth, counted),
        "AMI": adjusted_mutual_info_score(truth, counted),
        "V": v_measure_score(truth, counted),
        "B3": b_cubed(truth, counted),
        "coverage": float((labels >= 0).mean()),
        "topics/truth": f"{len(set(labels) - {-1})}/{data.n_sections()}",
        "NPMI": npmi(found, data.texts),
        "diversity": len(set(flat)) / max(len(flat), 1),
        "seeds": float(np.mean([adjusted_rand_score(labels, other) for other in others])),
        "order": adjusted_rand_score(labels, mixed),
        "seconds": seconds,
        "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("names", nargs="*", default=NAMES)
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--most", type=int, help="articles of a corpus")
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=tuple(METHODS))
    parser.add_argument("--row", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    prepared = functools.partial(read, options.data, cache=options.cache, most=options.most)
    if options.row:
        (name,), (method,) = options.names, options.methods
        print(json.dumps(measure(name, method, prepared(name), n_seeds=options.seeds)))
        return
    rows = []
    for name in options.names:
        n_articles = len(prepared(name).texts)  # embeds what is not yet cached
        for method in options.methods:
            if method == "average link" and n_articles > MOST_LINKED:
                continue
            command = [sys.executable, __file__, str(options.data), name, "--row"]
            command += ["--methods", method, "--cache", str(options.cache)]
            command += ["--seeds", str(options.seeds)]
            command += ["--most", str(options.most)] if options.most else []
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
            rows.append(json.loads(done.stdout.splitlines()[-1]))
            print(pd.DataFrame(rows[-1:]).round(3).to_string(index=False), flush=True)
    print()
    print(pd.DataFrame(rows).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
