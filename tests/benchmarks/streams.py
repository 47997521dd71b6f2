"""Streams of n articles on disk, for the speed row of tests/benchmarks/copies.py.

Corpora of a hundred thousand full texts cannot be had here, so both streams top real ones up.

`alike` keeps what the search for copies depends on, how much articles share: all texts of allsides,
bbc_news, agnews_test and googlenews_stories and a tenth of headlines stand in it as they are. The
rest are generations of the full texts, in each of which every word of four or more letters is
replaced, throughout, by another about as frequent one. So two articles of a generation share as
much as the two real ones do, stories and copies among them, and nothing with other generations. One
article in ten is a copy of another one that was cut by chance to 30–80 %; real copies come on top.

`recombined` is a stress: articles of 8 to 50 sentences drawn from all sentences of allsides, so
that each shares a sentence or two with hundreds of others, which no news does; and one copy in 20.
"""

from __future__ import annotations

import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import syndication

from newsvane.corpus import copies

N_IN_BATCH = 5000
COPIES, COPIES_RECOMBINED = 10, 20
FULL, SHORT = ("allsides", "bbc_news"), ("agnews_test", "googlenews_stories")
HEADLINES = "million_headlines_head"
_WORD = re.compile(r"[A-Za-z]{4,}")

Read = Callable[[str], list[str]]


def alike(read: Read, n: int, *, seed: int = 7) -> Iterator[list[str]]:
    """Yield batches of texts; `read` gives the texts of a corpus by its name."""
    rng = np.random.default_rng(seed)
    full = [text for name in FULL for text in read(name)]
    n_made = n // COPIES
    real = [*full, *(t for name in SHORT for t in read(name)), *read(HEADLINES)[: n // 10]]
    texts = real[: n - n_made]
    if len(real) > n - n_made:
        texts = [real[i] for i in np.sort(rng.permutation(len(real))[: n - n_made])]
    ranked = _ranked(full)
    generation = 0
    while len(texts) < n - n_made:
        generation += 1
        swap = _swap(ranked, rng)
        wanted = full[: n - n_made - len(texts)]
        texts += [_replaced(text, swap) for text in wanted]
    long = [i for i, text in enumerate(texts) if text.count(" ") >= 100]
    for at in rng.choice(long, n_made, replace=False).tolist():
        texts.append(syndication.cut_by_chance(texts[at], "", rng))
    order = rng.permutation(n).tolist()
    for first in range(0, n, N_IN_BATCH):
        yield [texts[i] for i in order[first : first + N_IN_BATCH]]


def recombined(read: Read, n: int, *, seed: int = 7) -> Iterator[list[str]]:
    """Yield batches of texts made of other texts' sentences."""
    rng = np.random.default_rng(seed)
    stock = [s for text in read("allsides") for s in syndication.sentences(text) if len(s) > 40]
    for first in range(0, n, N_IN_BATCH):
        batch = []
        for _ in range(min(N_IN_BATCH, n - first)):
            at = rng.integers(0, len(stock), int(rng.integers(8, 50)))
            batch.append(" ".join(stock[i] for i in at))
        for i in range(0, len(batch) - 1, COPIES_RECOMBINED):
            batch[i] = syndication.cut_by_chance(batch[i + 1], "", rng)
        yield batch


def _ranked(texts: list[str]) -> list[str]:
    """Return all words of four or more letters, the most frequent ones first."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(found.lower() for found in _WORD.findall(text))
    return [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _swap(ranked: list[str], rng: np.random.Generator) -> dict[str, str]:
    """Give each word another one whose rank is between two thirds and one and a half of its own."""
    swap = {}
    first = 0
    while first < len(ranked):
        block = ranked[first : max(first + 40, int(first * 1.5))]
        swap.update(zip(block, (block[i] for i in rng.permutation(len(block))), strict=True))
        first += len(block)
    return swap


def _replaced(text: str, swap: dict[str, str]) -> str:
    return _WORD.sub(lambda found: swap[found[0].lower()], text)


def write(batches: Iterator[list[str]], place: Path) -> tuple[list[Path], int, int]:
    """Write batches of texts as tables; return the files, words and bytes of text."""
    files: list[Path] = []
    n = n_words = n_bytes = 0
    for batch in batches:
        files.append(place / f"{n:09}.parquet")
        dated(batch, first=n).to_parquet(files[-1])
        n += len(batch)
        n_words += sum(len(text.split()) for text in batch)
        n_bytes += sum(len(text.encode("utf-8", "replace")) for text in batch)
    return files, n_words, n_bytes


def measure(files: list[Path]) -> tuple[float, float, float, float, dict[str, int]]:
    """Return seconds, those of processor time, memory before and at the peak in MB, and kinds."""

    def batches() -> Iterator[pd.DataFrame]:
        return (pd.read_parquet(file) for file in files)

    before = peak_megabytes()
    start, cpu = time.perf_counter(), time.process_time()
    links = copies.find(batches)
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    return wall, cpu, before, peak_megabytes(), links["copy_kind"].value_counts().to_dict()


def peak_megabytes() -> float:
    """Return the peak since this process began; getrusage counts its parent's memory in."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        return int(found[1]) / 1000 if found else float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def read(path: Path) -> pd.DataFrame:
    path = path / "data.csv.gz" if path.is_dir() else path
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def dated(texts: list[str], *, first: int = 0) -> pd.DataFrame:
    n = len(texts)
    nothing = pd.Series([None] * n, dtype="str")
    day = pd.Series([pd.NaT] * n, dtype="datetime64[s]")
    return pd.DataFrame(
        {
            "article_id": pd.Series([f"a{first + i:07}" for i in range(n)], dtype="str"),
            "source_file": pd.Series(["data.csv.gz"] * n, dtype="str"),
            "record": range(first + 1, first + n + 1),
            **{name: nothing for name in ("title", "outlet", "byline", "url", "language")},
            "outlet_source": pd.Series(["none"] * n, dtype="str"),
            "outlet_evidence": nothing,
            "text": pd.Series(texts, dtype="str"),
            "length_words": [len(text.split()) for text in texts],
            "published_from": day,
            "published_to": day,
            "date_source": pd.Series(["none"] * n, dtype="str"),
            "date_evidence": nothing,
            "date_precision": pd.Series(["none"] * n, dtype="str"),
            "date_doubt": nothing,
        }
    )
