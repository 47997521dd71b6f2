"""Topics against editors' sections: newsvane and stock BERTopic on the same vectors.

python tests/benchmarks/topics.py --data ../shared/data/topics --cache .cache/benchmark
"""

from __future__ import annotations

import argparse
import functools
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from newsvane import tables
from newsvane.topics import embed, model, passages

REPO = Path(__file__).parents[2]
MOST_ROWS = {"agnews_test": 3000, "allsides": 3000, "googlenews_stories": 4000}


def read(path: Path, *, n_rows: int | None) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the data set as table `articles`, and the editors' labels."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame = frame[frame["label"].ne("") & frame["text"].ne("")]
    if n_rows and len(frame) > n_rows:
        frame = frame.sample(n_rows, random_state=0)
    articles = tables.empty(tables.ARTICLES).reindex(range(len(frame)))
    return articles.assign(
        article_id=[f"a{number:06d}" for number in range(len(frame))],
        source_file="data.csv",
        record=range(1, len(frame) + 1),
        title=frame["title"].to_numpy(),
        text=frame["text"].to_numpy(),
        length_words=frame["text"].str.split().str.len().to_numpy(),
        date_source="none",
        story_id="s",
        copied_share=0.0,
        aligned_share=0.0,
    ), frame["label"].to_numpy()


def labels_of(articles: pd.DataFrame, *, vectors, seed: int) -> np.ndarray:
    found = model.fit(articles, vectors=vectors, settings=model.TopicSettings(seed=seed))
    largest = found.article_topics.sort_values("share", ascending=False, kind="stable")
    by_article = largest.drop_duplicates("article_id").set_index("article_id")["topic_id"]
    return by_article.reindex(articles["article_id"]).to_numpy()


def stock(articles: pd.DataFrame, *, vectors, seed: int) -> np.ndarray:
    """BERTopic as it comes; only UMAP's seed is set, with UMAP's own defaults of BERTopic."""
    from bertopic import BERTopic
    from umap import UMAP

    texts = [
        passages.head(title, text)
        for title, text in zip(articles["title"], articles["text"], strict=True)
    ]
    umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    found, _ = BERTopic(umap_model=umap).fit_transform(texts, embeddings=vectors(texts))
    return np.asarray(found)


def row(
    name: str, method: str, truth: np.ndarray, *, runs: list[np.ndarray], seconds: float
) -> dict:
    first, other_seed, shuffled = runs
    return {
        "data": name,
        "method": method,
        "n": len(truth),
        "topics": len(set(first) - {-1}),
        "ARI": adjusted_rand_score(truth, first),
        "AMI": adjusted_mutual_info_score(truth, first),
        "coverage": float((first != -1).mean()),
        "seconds": seconds,
        "ARI two seeds": adjusted_rand_score(first, other_seed),
        "ARI shuffled": adjusted_rand_score(first, shuffled),
    }


def measure(name: str, path: Path, *, cache: Path) -> list[dict]:
    articles, truth = read(path, n_rows=MOST_ROWS.get(name))
    vectors = functools.partial(embed.embed, encoder=embed.load_encoder(), cache=cache)
    order = np.random.default_rng(0).permutation(len(articles))
    back = np.argsort(order)
    mixed = articles.iloc[order].reset_index(drop=True)
    vectors(
        [passages.head(*pair) for pair in zip(articles["title"], articles["text"], strict=True)]
    )
    rows = []
    for method, label in (("newsvane", labels_of), ("stock BERTopic", stock)):
        start = time.perf_counter()
        first = label(articles, vectors=vectors, seed=1)
        seconds = time.perf_counter() - start
        other = label(articles, vectors=vectors, seed=2)
        shuffled = label(mixed, vectors=vectors, seed=1)[back]
        rows.append(row(name, method, truth, runs=[first, other, shuffled], seconds=seconds))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=REPO.parent / "shared/data/topics")
    parser.add_argument("--cache", type=Path, default=REPO / ".cache/benchmark")
    parser.add_argument("names", nargs="*", default=["bbc_news", "agnews_test"])
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    rows = []
    for name in options.names:
        path = options.data / name / "data.csv.gz"
        if not path.is_file():
            print(f"{path}: not there, {name} left out")
            continue
        rows += measure(name, path, cache=options.cache)
    if rows:
        print(pd.DataFrame(rows).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
