"""Copies: precision and recall per edit, exact duplicates, derived pieces, speed and memory.

Run: python tests/benchmarks/copies.py [FOLDER] [--n N] [--scale N]

FOLDER holds topics/ and quotes/; without it, ../shared/data is taken. N copies are made by each
edit of syndication.py (default 60), each of another article. The rules were tuned on the first
half (bbc_news, seed 4) alone; the second (allsides and PolNeAR, seed 11) is held out.

What counts. A made copy is *found* where it and its source share a story_id, *as near* where it is
linked as an exact or near copy. Precision is over all links of the answer: a link is right where
both articles come from one source; between two articles as published it is right where at least
half of the shorter one's words stand in blocks of eight or more words that both have, by difflib
and not by newsvane. Hard negatives are pairs that must not share a story: articles of two outlets
on one story (the likest pairs, by TF-IDF, of one day and the next, that are not half alike by
difflib), follow-ups that repeat background paragraphs, and forms filled with other facts. MinHash
finds pairs; those that its estimate puts above the threshold are its links.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import itertools
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import syndication
from syndication import Edit

from newsvane.corpus import copies

DEFAULT = Path(__file__).resolve().parents[2].parent / "shared" / "data"
BLOCK_WORDS = 8
N_FORMS = 40

Pairs = set[tuple[int, int]]


@dataclass
class Bench:
    """Texts; for each the article that it comes from and the edit that made it."""

    texts: list[str]
    source: list[int] = field(default_factory=list)
    edit: list[str] = field(default_factory=list)
    same_story: Pairs = field(default_factory=set)

    @property
    def made(self) -> list[int]:
        return [i for i, (s, e) in enumerate(zip(self.source, self.edit, strict=True)) if e]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--n", type=int, default=60)
    parser.add_argument("--scale", type=int, default=100_000)
    arguments = parser.parse_args()
    folder = arguments.folder
    if not (folder / "topics" / "bbc_news" / "data.csv.gz").exists():
        print(f"{folder}: no topics/bbc_news/data.csv.gz; give the folder that holds it")
        return
    exact(folder)
    for title, bench in (
        ("tuned on: bbc_news", tuning(folder, arguments.n)),
        ("held out: allsides and PolNeAR", held_out(folder, arguments.n)),
    ):
        print(f"\n{title}: {len(bench.texts)} articles, {len(bench.made)} of them made")
        compare(bench)
    five(folder.parent / "articles")
    if arguments.scale:
        scale(folder, arguments.scale)


def exact(folder: Path) -> None:
    texts = read(folder / "topics" / "bbc_news")["text"].tolist()
    links = link(texts)
    pairs = joined(links, kind="exact")
    n_bodies = len(set(texts))
    n_plain = len({" ".join(text.casefold().split()) for text in texts})
    wrong = sum(
        " ".join(texts[a].casefold().split()) != " ".join(texts[b].casefold().split())
        for a, b in pairs
    )
    print(f"bbc_news: {len(texts) - n_bodies} articles repeat a body to the letter")
    first: dict[str, int] = {}
    twins = [(first[t], i) for i, t in enumerate(texts) if first.setdefault(t, i) != i]
    story, kind = links["story_id"].to_numpy(), links["copy_kind"].to_numpy(dtype=object)
    n_found = sum(story[a] == story[b] for a, b in twins)
    print(f"{n_found} of the {len(twins)} share a story with their twin, ", end="")
    print(f"{sum('exact' in (kind[a], kind[b]) for a, b in twins)} are marked exact")
    print(f"{len(texts) - n_plain} repeat one but for case and white space; ", end="")
    print(f"all marked exact: {len(pairs)}, of which wrong {wrong}")


def tuning(folder: Path, n: int) -> Bench:
    frame = read(folder / "topics" / "bbc_news").drop_duplicates("text")
    return make(frame["text"].tolist(), lenders(folder, "cd"), n=n, seed=4)


def held_out(folder: Path, n: int) -> Bench:
    sides = read(folder / "topics" / "allsides").drop_duplicates("text")
    sides = sides[sides["text"].map(digest).isin(list("89ab"))]
    rest = read(folder / "quotes" / "articles.csv.gz").drop_duplicates("text")
    frame = pd.concat([rest, sides.iloc[:2500]], ignore_index=True)
    bench = make(frame["text"].tolist(), lenders(folder, "ef"), n=n, seed=11)
    bench.same_story = same_story(rest)
    return bench


def lenders(folder: Path, digits: str) -> list[str]:
    """Return articles to borrow words from, which are in neither set."""
    sides = read(folder / "topics" / "allsides").drop_duplicates("text")["text"]
    return sides[sides.map(digest).isin(list(digits))].tolist()[::-1]


def digest(text: str) -> str:
    """Return the first hexadecimal digit of a text's hash, by which the corpus is divided."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[0]


def make(texts: list[str], lenders: list[str], *, n: int, seed: int) -> Bench:
    rng = np.random.default_rng(seed)
    edits: dict[str, Edit] = {
        **syndication.NEAR, **syndication.DERIVED, **syndication.FOLLOW_UPS,
    }  # fmt: skip
    # Short briefs cut to a third are a sentence or two.
    long = [i for i in rng.permutation(len(texts)).tolist() if len(texts[i].split()) >= 150]
    is_alone = alone(texts)
    sources = [i for i in long if is_alone[i]]
    bench = Bench(list(texts), list(range(len(texts))), [""] * len(texts))
    for name, edit in edits.items():
        for _ in range(n):
            at = sources.pop()
            bench.texts.append(edit(texts[at], lenders.pop(), rng))
            # A follow-up is nobody's copy; but the article that it continues is known.
            bench.source.append(at)
            bench.edit.append(name)
    for name in syndication.FORMS:
        for text in syndication.forms(name, N_FORMS, rng):
            bench.texts.append(text)
            bench.source.append(-len(bench.texts))
            bench.edit.append(f"form: {name}")
    return bench


def alone(texts: list[str], part: float = 0.15) -> list[bool]:
    """Tell which texts share less than a part of their runs of five words with any other one."""
    runs = [{tuple(w[i : i + 5]) for i in range(len(w) - 4)} for w in map(str.split, texts)]
    owners: dict[tuple[str, ...], list[int]] = {}
    for i, found in enumerate(runs):
        for run in found:
            owners.setdefault(run, []).append(i)
    n_shared: dict[tuple[int, int], int] = {}
    for members in owners.values():
        for pair in itertools.permutations(members[:50], 2):
            n_shared[pair] = n_shared.get(pair, 0) + 1
    like = {one for (one, _), n in n_shared.items() if n >= part * len(runs[one])}
    return [i not in like for i in range(len(texts))]


def same_story(frame: pd.DataFrame, n: int = 400) -> Pairs:
    """Return the likest pairs of two outlets on two days in a row that are not half alike."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(frame["text"])
    like = (vectors @ vectors.T).toarray()
    day = pd.to_datetime(frame["date"]).to_numpy().astype("datetime64[D]").astype(int)
    outlet = frame["source"].to_numpy()
    like[np.abs(day[:, None] - day) > 1] = 0
    like[outlet[:, None] == outlet] = 0
    one, other = np.triu_indices(len(frame), 1)
    best = np.argsort(-like[one, other])[:n]
    texts = frame["text"].tolist()
    pairs = zip(one[best].tolist(), other[best].tolist(), strict=True)
    return {(a, b) for a, b in pairs if half_alike(texts[a], texts[b]) < 0.5}


def half_alike(one: str, other: str) -> float:
    short, long = sorted((one.lower().split(), other.lower().split()), key=len)
    matcher = difflib.SequenceMatcher(None, short, long, autojunk=False)
    blocks = [m.size for m in matcher.get_matching_blocks() if m.size >= BLOCK_WORDS]
    return sum(blocks) / max(len(short), 1)


def compare(bench: Bench) -> None:
    ways: dict[str, Callable[[list[str]], tuple[Pairs, np.ndarray | None]]] = {
        "newsvane": by_newsvane,
        "rensa .5": lambda texts: by_rensa(texts, threshold=0.5),
        "rensa .3": lambda texts: by_rensa(texts, threshold=0.3),
    }
    found = {}
    for name, way in ways.items():
        start = time.process_time()
        pairs, kinds = way(bench.texts)
        found[name] = (pairs, kinds, time.process_time() - start)
    stories = {name: components(pairs, len(bench.texts)) for name, (pairs, _, _) in found.items()}
    kinds = found["newsvane"][1]
    print(f"{'recall by edit':<22} {'as near':>8} " + " ".join(f"{name:>9}" for name in ways))
    totals: dict[str, list[int]] = {"near": [], "derived": []}
    for edit in (*syndication.NEAR, *syndication.DERIVED):
        at = [i for i in bench.made if bench.edit[i] == edit]
        totals["near" if edit in syndication.NEAR else "derived"] += at
        print(row(edit, at, bench=bench, stories=stories, kinds=kinds))
    for name, at in totals.items():
        print(row(f"all {name}", at, bench=bench, stories=stories, kinds=kinds))
    negatives(bench, stories)
    for name, (pairs, _, seconds) in found.items():
        right, wrong = judge(bench, pairs)
        precision = right / max(right + wrong, 1)
        print(
            f"{name}: precision {precision:.4f} ({wrong} of {right + wrong} links wrong), ", end=""
        )
        print(f"{seconds:.1f} s of processor time")
    right, wrong = judge(bench, found["newsvane"][0], kinds=kinds)
    precision = right / max(right + wrong, 1)
    print(f"newsvane, near and exact alone: {precision:.4f} ({wrong} of {right + wrong} wrong)")


def row(edit: str, at: list[int], *, bench: Bench, stories: dict, kinds: np.ndarray) -> str:
    cells = []
    for story in stories.values():
        cells.append(np.mean([story[i] == story[bench.source[i]] for i in at]))
    story = stories["newsvane"]
    near = [
        story[i] == story[bench.source[i]]
        and {kinds[i], kinds[bench.source[i]]} <= {None, "near", "exact"}
        for i in at
    ]
    return f"{edit:<22} {np.mean(near):>8.3f} " + " ".join(f"{cell:>9.3f}" for cell in cells)


def negatives(bench: Bench, stories: dict[str, np.ndarray]) -> None:
    groups: dict[str, Pairs] = {"two outlets, one story": bench.same_story}
    for edit in syndication.FOLLOW_UPS:
        groups[edit] = {(bench.source[i], i) for i in bench.made if bench.edit[i] == edit}
    for name in syndication.FORMS:
        at = [i for i in bench.made if bench.edit[i] == f"form: {name}"]
        groups[f"form: {name}"] = {(a, b) for a in at for b in at if a < b}
    print(f"{'merged hard negatives':<22} {'pairs':>8} " + " ".join(f"{n:>9}" for n in stories))
    for name, pairs in groups.items():
        if pairs:
            cells = [sum(story[a] == story[b] for a, b in pairs) for story in stories.values()]
            print(f"{name:<22} {len(pairs):>8} " + " ".join(f"{cell:>9}" for cell in cells))


def judge(bench: Bench, pairs: Pairs, kinds: np.ndarray | None = None) -> tuple[int, int]:
    """Return how many links are right and how many are wrong."""
    right = wrong = 0
    for a, b in pairs:
        if kinds is not None and "restated" in (kinds[a], kinds[b]):
            continue
        if any(bench.edit[i].startswith(("follow-up", "form")) for i in (a, b)):
            is_right = False
        elif bench.source[a] == bench.source[b]:
            is_right = True
        else:
            is_right = half_alike(bench.texts[a], bench.texts[b]) >= 0.5
        right, wrong = right + is_right, wrong + (not is_right)
    return right, wrong


def components(pairs: Pairs, n: int) -> np.ndarray:
    story = np.arange(n)
    for a, b in pairs:
        one, other = story[a], story[b]
        story[story == max(one, other)] = min(one, other)
    return story


def by_newsvane(texts: list[str]) -> tuple[Pairs, np.ndarray]:
    links = link(texts)
    kinds = links["copy_kind"].to_numpy(dtype=object, na_value=None)
    return set(joined(links)), kinds


def by_rensa(texts: list[str], *, threshold: float) -> tuple[Pairs, None]:
    """Link by MinHash with 128 permutations over shingles of five words."""
    from rensa import RMinHash, RMinHashLSH

    # rensa wants as many bands as divide the permutations; more bands find more.
    index = RMinHashLSH(threshold=threshold, num_perm=128, num_bands=32)
    hashes = []
    for number, text in enumerate(texts):
        found = text.lower().split()
        minhash = RMinHash(num_perm=128, seed=1)
        minhash.update([" ".join(found[i : i + 5]) for i in range(max(1, len(found) - 4))])
        hashes.append(minhash)
        index.insert(number, minhash)
    pairs = set()
    for number, minhash in enumerate(hashes):
        for other in index.query(minhash):
            if other < number and minhash.jaccard(hashes[other]) >= threshold:
                pairs.add((other, number))
    return pairs, None


def link(texts: list[str]) -> pd.DataFrame:
    frame = dated(texts)
    return copies.find(lambda: iter([frame]))


def joined(links: pd.DataFrame, *, kind: str = "") -> list[tuple[int, int]]:
    number = {name: i for i, name in enumerate(links.index)}
    linked = links.loc[(links["copy_kind"] == kind) | (not kind), "copy_of"].dropna()
    return [(number[original], number[copy]) for copy, original in linked.items()]


def five(folder: Path) -> None:
    files = sorted(folder.glob("*.txt"))
    if not files:
        return
    links = link([file.read_text(encoding="utf-8") for file in files])
    print("\nthe five articles:")
    print(links.dropna(subset=["copy_of"]).drop(columns=["story_id", "last_day"]).to_string())


def scale(folder: Path, n: int) -> None:
    """Time a stream of n articles from disk: those of all corpora, then recombined sentences."""
    with tempfile.TemporaryDirectory() as place:
        files, n_bytes, n_words = write_stream(folder, Path(place), n)

        def batches() -> Iterator[pd.DataFrame]:
            return (pd.read_parquet(file) for file in files)

        before = peak_megabytes()
        start, cpu = time.perf_counter(), time.process_time()
        links = copies.find(batches)
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(f"\n{len(links)} articles, {n_words / len(links):.0f} words each, ", end="")
    print(f"{n_bytes / 1e6:.0f} MB of text: {seconds:.0f} s, {cpu:.0f} s of processor time")
    print(f"peak memory {peak_megabytes():.0f} MB, {before:.0f} MB before")
    print(links["copy_kind"].value_counts().to_string())


def write_stream(folder: Path, place: Path, n: int) -> tuple[list[Path], int, int]:
    rng = np.random.default_rng(7)
    names = ("allsides", "bbc_news", "agnews_test", "million_headlines_head")
    parts = [read(folder / "topics" / name)["text"] for name in names]
    parts[-1] = parts[-1].iloc[: n // 10]
    texts = pd.concat(parts, ignore_index=True).tolist()[:n]
    stock = [s for text in parts[0] for s in syndication.sentences(text) if len(s) > 40]
    files, n_bytes, n_words = [], 0, 0
    for first in range(0, n, 5000):
        batch = texts[first : first + 5000]
        for _ in range(min(5000, n - first) - len(batch)):
            at = rng.integers(0, len(stock), int(rng.integers(8, 50)))
            batch.append(" ".join(stock[i] for i in at))
        # One in twenty is a cut copy of another one of its batch.
        for i in range(0, len(batch) - 1, 20):
            batch[i] = syndication.cut_by_chance(batch[i + 1], "", rng)
        files.append(place / f"{first}.parquet")
        dated(batch, first=first).to_parquet(files[-1])
        n_bytes += sum(map(len, batch))
        n_words += sum(len(text.split()) for text in batch)
    return files, n_bytes, n_words


def peak_megabytes() -> float:
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
            "text": pd.Series(texts, dtype="str"),
            "length_words": [len(text.split()) for text in texts],
            "published_from": day,
            "published_to": day,
            "date_source": pd.Series(["none"] * n, dtype="str"),
            "date_evidence": nothing,
        }
    )


if __name__ == "__main__":
    main()
