"""Stories against those of editors and aggregators: newsvane and others on the same vectors.

python tests/benchmarks/stories.py ../shared/data/topics --cache .cache/benchmark

B-cubed precision, recall and F1 (Bagga & Baldwin 1998), articles that a method leaves out counted
as stories of their own. "Oracle" rows are cut at the threshold that is best for that very data set,
which nobody knows beforehand; newsvane has one setting for all. "half 0" and "half 1" are the F1 of
articles whose story's label has an even and an odd CRC-32.

No copies are looked for: all articles are clustered.
"""

from __future__ import annotations

import argparse
import functools
import json
import subprocess
import sys
import time
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.cluster import hierarchy

from newsvane.topics import embed, lexical, passages, stories
from newsvane.topics.stories import StorySettings

REPO = Path(__file__).parents[2]
LABELS = {"uci_aggregator_head": "story", "googlenews_stories": "label"}
WANTED = {"uci_aggregator_head": 0.81, "googlenews_stories": 0.91}
UNLABELLED = ("bbc_news", "allsides", "million_headlines_head")
CURVE = (0.3, 0.35, 0.4, 0.45, 0.48, 0.5, 0.52, 0.55, 0.6, 0.65, 0.7)
GROWTH = {"allsides": (1000, 4000, 12000), "million_headlines_head": (18600, 37200, 74400)}
MOST_UNDATED = 40_000  # without dates every article is compared with every other one

Labels = np.ndarray
Scores = tuple[float, float, float]


class Corpus:
    """Texts, vectors, days and, where there are any, the true stories of a data set."""

    def __init__(self, data: Path, name: str, *, cache: Path, most: int | None = None) -> None:
        frame = pd.read_csv(data / name / "data.csv.gz", dtype=str, keep_default_na=False)
        frame = frame[frame["text"].ne("")]
        if most is not None:
            # A stretch of time rather than a sample: stories must stay whole.
            day = frame["date"].where(frame["date"].gt("1900"), "9999").str.slice(0, 10)
            frame = frame.assign(day=day).sort_values("day", kind="stable")
            frame = frame.iloc[: most // 4 if name == "allsides" else most]
        self.name = name
        self.texts = [
            passages.head(t, x) for t, x in zip(frame["title"], frame["text"], strict=True)
        ]
        self.truth = pd.factorize(frame[LABELS[name]])[0] if name in LABELS else None
        self.half = (
            np.array([zlib.crc32(label.encode()) % 2 for label in frame[LABELS[name]]])
            if name in LABELS
            else None
        )
        dates = pd.to_datetime(frame["date"].str.slice(0, 10), format="%Y-%m-%d", errors="coerce")
        days = (dates - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1)
        self.days = days.to_numpy(dtype=float)
        encode = functools.partial(embed.embed, encoder=embed.load_encoder(), cache=cache)
        self.units = encode(self.texts)

    @functools.cached_property
    def profiles(self) -> np.ndarray:
        """Rows whose products are newsvane's similarities."""
        return stories.profile(self.units, counts=lexical.count(self.texts))

    def group(self, similarity: float, *, rows: np.ndarray | None = None) -> Labels:
        """Cluster with newsvane's code, by its profiles or by other rows."""
        settings = StorySettings(similarity=similarity)
        rows = self.profiles if rows is None else rows
        return stories.group(rows, published=(self.days, self.days), settings=settings)


def bcubed(truth: np.ndarray, found: Labels, *, which: np.ndarray | None = None) -> Scores:
    """Return B-cubed precision, recall and F1; -1 is a story of its own each time."""
    own = np.where(found == -1, found.max() + 1 + np.arange(len(found)), found)
    own = np.unique(own, return_inverse=True)[1]
    pair = truth.astype(np.int64) * (own.max() + 1) + own
    _, at, n_both = np.unique(pair, return_inverse=True, return_counts=True)
    chosen = slice(None) if which is None else which
    precision = float((n_both[at] / np.bincount(own)[own])[chosen].mean())
    recall = float((n_both[at] / np.bincount(truth)[truth])[chosen].mean())
    return precision, recall, 2 * precision * recall / (precision + recall)


def at_best(corpus: Corpus, rows: np.ndarray, *, method: str) -> tuple[Labels, str]:
    """Cut a tree of all pairs at the threshold that is best for the data set."""
    distance = (1 - rows @ rows.T)[np.triu_indices(len(rows), 1)].clip(0)
    tree = hierarchy.linkage(distance, method)
    cuts = [hierarchy.fcluster(tree, 1 - least, "distance") for least in np.arange(0.1, 0.9, 0.02)]
    scores = [bcubed(corpus.truth, cut)[2] for cut in cuts]
    best = int(np.argmax(scores))
    return cuts[best], f"{0.1 + 0.02 * best:.2f}"


def by_bertopic(corpus: Corpus) -> Labels:
    from bertopic import BERTopic
    from umap import UMAP

    umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=1)
    found, _ = BERTopic(umap_model=umap).fit_transform(corpus.texts, embeddings=corpus.units)
    return np.asarray(found)


def by_hdbscan(corpus: Corpus) -> Labels:
    from sklearn.cluster import HDBSCAN

    return HDBSCAN(copy=True).fit_predict(corpus.units)


def methods(
    corpus: Corpus, *, is_quick: bool
) -> list[tuple[str, Callable[[], tuple[Labels, str]]]]:
    least = StorySettings().similarity
    made = [
        ("newsvane, one setting", lambda: (corpus.group(least), f"{least:.2f}")),
        ("average link, oracle", lambda: at_best(corpus, corpus.units, method="average")),
        ("single link, oracle", lambda: at_best(corpus, corpus.units, method="single")),
        ("k-means, oracle k", lambda: (by_kmeans(corpus), str(len(set(corpus.truth))))),
    ]
    slow = [
        ("BERTopic, default", lambda: (by_bertopic(corpus), "")),
        ("HDBSCAN, default", lambda: (by_hdbscan(corpus), "")),
    ]
    return made if is_quick else made + slow


def by_kmeans(corpus: Corpus) -> Labels:
    from sklearn.cluster import KMeans

    return KMeans(len(set(corpus.truth)), n_init=1, random_state=0).fit_predict(corpus.units)


def compare(corpus: Corpus, *, is_quick: bool) -> None:
    print(f"\n{corpus.name}: {len(corpus.texts):,} articles, {len(set(corpus.truth))} stories")
    rows = []
    corpus.profiles  # made before the clock runs, as the vectors are  # noqa: B018
    for name, work in methods(corpus, is_quick=is_quick):
        began = time.perf_counter()
        found, cut = work()
        seconds = time.perf_counter() - began
        halves = [bcubed(corpus.truth, found, which=corpus.half == half)[2] for half in (0, 1)]
        scores = bcubed(corpus.truth, found)
        outliers = float((found == -1).mean())
        n = len(set(found.tolist()) - {-1}) + int((found == -1).sum())
        rows.append((name, cut, *scores, *halves, n, outliers, seconds))
    columns = ["method", "cut", "precision", "recall", "F1", "half 0", "half 1"]
    columns += ["stories", "left out", "seconds"]
    print(pd.DataFrame(rows, columns=columns).round(3).to_string(index=False))
    print(f"F1 wanted of newsvane: {WANTED[corpus.name]}")


def curves(corpora: list[Corpus]) -> None:
    """Print F1 over the threshold, with all evidence and without parts of it."""
    print("\nF1 of newsvane over the threshold")
    table = {
        corpus.name: [bcubed(corpus.truth, corpus.group(least))[2] for least in CURVE]
        for corpus in corpora
    }
    print(pd.DataFrame(table, index=list(CURVE)).T.round(3).to_string())
    print(
        "\nF1 at the best of these thresholds that is the same for both, of newsvane and of parts"
    )
    grid = np.arange(0.14, 0.66, 0.04)
    parts = {
        "vectors alone": lambda c: c.units,
        "vectors, length": lambda c: c.units * _scale(c),
        "vectors, words": lambda c: c.profiles / _scale(c),
        "vectors, words, length": lambda c: c.profiles,
    }
    for name, rows in parts.items():
        scores = [[bcubed(c.truth, c.group(t, rows=rows(c)))[2] for t in grid] for c in corpora]
        best = int(np.argmax(np.min(scores, axis=0)))
        shown = ", ".join(f"{c.name} {s[best]:.3f}" for c, s in zip(corpora, scores, strict=True))
        print(f"{name} at {grid[best]:.2f}: {shown}")


def _scale(corpus: Corpus) -> np.ndarray:
    n_words = np.diff(lexical.count(corpus.texts).indptr)
    n_words = n_words.clip(stories.FEWEST_WORDS, stories.FULL_WORDS)
    return ((stories.FULL_WORDS / n_words) ** (stories.EXPONENT / 2))[:, None].astype(np.float32)


def sanity(corpus: Corpus) -> None:
    """Print how large stories are, and how near in time where days were not looked at."""
    found = corpus.group(StorySettings().similarity)
    sizes = np.sort(np.bincount(found)[np.unique(found)])[::-1]
    print(
        f"{corpus.name}: {len(found):,} articles in {len(sizes):,} stories, "
        f"{(sizes == 1).sum():,} of one article; the largest {sizes[:5].tolist()}"
    )


def peak_mb() -> float:
    """Return the peak of this program's memory; rusage would count that of its parent too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def grow(corpus: Corpus, n: int, *, is_dated: bool) -> dict[str, float]:
    """Measure the clustering of n articles; beyond those that there are, noise makes new ones."""
    rng = np.random.default_rng(0)
    have = len(corpus.texts)
    extra = rng.integers(have, size=max(n - have, 0))
    rows = np.concatenate([corpus.profiles[:n], corpus.profiles[extra]])
    noise = rng.normal(size=(len(extra), rows.shape[1])).astype(np.float32)
    rows[len(rows) - len(extra) :] += noise * 0.6 / np.sqrt(rows.shape[1])
    span = np.nanmax(corpus.days) - np.nanmin(corpus.days) + 1
    # Made articles come in the time behind the real ones, so that a day holds as many as before.
    days = np.concatenate(
        [corpus.days[:n], corpus.days[extra] + span * (1 + np.arange(len(extra)) // have)]
    )
    days = days if is_dated else np.full(n, np.nan)
    before = peak_mb()
    began = time.perf_counter()
    found = stories.group(rows, published=(days, days), settings=StorySettings())
    seconds = time.perf_counter() - began
    after = peak_mb()
    return {
        "articles": n, "made": len(extra), "stories": len(set(found.tolist())),
        "seconds": seconds, "peak_mb": after, "more_mb": after - before,
    }  # fmt: skip


def growth(options: argparse.Namespace) -> None:
    """Measure each size in a process of its own, whose peak of memory is then its own too."""
    print("\ngrowth of the clustering (peak: the whole process; more: what clustering added)")
    for name, sizes in GROWTH.items():
        for n in sizes:
            for dates in ("dated", "undated") if n < MOST_UNDATED else ("dated",):
                command = [sys.executable, __file__, str(options.data)]
                command += ["--cache", str(options.cache), "--most", str(options.most)]
                command += ["--grow", name, str(n), dates]
                told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
                facts = json.loads(told.splitlines()[-1]).items()
                shown = " ".join(f"{key} {value:,.1f}" for key, value in facts)
                print(name, dates, shown, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder that holds uci_aggregator_head and others")
    parser.add_argument("--cache", type=Path, default=REPO / ".cache/benchmark")
    parser.add_argument(
        "--most",
        type=int,
        default=16_384,
        help="headlines to embed of those without labels; a quarter as many long texts",
    )
    parser.add_argument("--quick", action="store_true", help="leave BERTopic and HDBSCAN out")
    parser.add_argument("--only", choices=["compare", "curves", "sanity", "growth"])
    parser.add_argument("--grow", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    load = functools.partial(Corpus, options.data, cache=options.cache)
    if options.grow:
        name, n, dates = options.grow
        corpus = load(name, most=options.most)
        print(json.dumps(grow(corpus, int(n), is_dated=dates == "dated")))
        return
    if options.only in (None, "compare", "curves"):
        corpora = [load(name) for name in LABELS]
        for corpus in corpora if options.only != "curves" else ():
            compare(corpus, is_quick=options.quick)
        if options.only != "compare":
            curves(corpora)
    if options.only in (None, "sanity"):
        print()
        for name in UNLABELLED:
            sanity(load(name, most=options.most))
    if options.only in (None, "growth"):
        growth(options)


if __name__ == "__main__":
    main()
