"""How fast the corpus is read, cleaned, dated, linked and split, and how much memory that takes.

    python tests/benchmarks/speed.py DATA [--files N] [--pages N] [--gigabytes G]
        [--bad-gigabytes G] [--parts texts pages lines faults] [--stages read clean ...]

DATA holds topics/bbc_news, topics/allsides and pages/body. The files are written to a temporary
folder first and read through the same stages as a study, in worker processes. Each part runs in a
process of its own. Memory is the largest resident size of that process while a stage ran, and of a
worker so far (Linux only). Pages are read and cleaned with one worker first, whose parent has
a core of its own where there are two, then with one for each core, which share them with it. The
rates of plain trafilatura and of our cleaning, each in one process over the same pages, stand
beside those. "faults" are JSON lines of
which each is cut short, or has something to mend: what is left out must not add to memory.
--stages bounds how far the one large file of JSON lines is taken.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pandas as pd
import workers

from newsvane import stage, stages, study
from newsvane.corpus.cleaning import article
from newsvane.corpus.isolation import pool
from newsvane.corpus.reading.decode import text_of
from newsvane.corpus.reading.rows import Row

PARTS = ("texts", "pages", "lines", "faults")
CORPUS = ("read", "clean", "outlets", "candidates", "date", "copies", "voices")
TARGETS = {"text files/s": 1000.0, "pages/s, one worker": 40.0, "voices, articles/s": 300.0}


def articles(data: Path, name: str) -> Iterator[str]:
    """Yield the texts of a corpus, few of them in memory at a time."""
    for path in sorted((data / "topics" / name).glob("*.csv.gz")):
        for frame in pd.read_csv(path, dtype=str, keep_default_na=False, chunksize=500):
            yield from (text for text in frame["text"] if len(text) > 500)


def run(folder: Path, names: tuple[str, ...]) -> dict[str, float]:
    """Run some stages of a study on what lies in FOLDER/articles; seconds by stage."""
    made = study.create(folder, articles=[folder / "articles"])
    seconds = {}
    for one in stages.STAGES:
        if one.name not in names:
            continue
        start = time.perf_counter()
        stage.perform(one, made)
        seconds[one.name] = time.perf_counter() - start
    return seconds


WATCH = workers.Watch()


def memory() -> str:
    """Say the largest resident sizes: of this process since the last call, and of a worker."""
    own = workers.largest_mb()
    Path("/proc/self/clear_refs").write_text("5")  # the largest size begins anew
    return f"at most {own:,.0f} MB here, {WATCH.most_mb():,.0f} MB in a worker"


def row(what: str, value: float, *, beside: str = "") -> None:
    target = f"(wanted {TARGETS[what]:,.0f})" if what in TARGETS else ""
    print(f"{what:34}{value:12,.1f}  {target:16}{beside}", flush=True)


def text_files(data: Path, n_files: int, *, at: Path) -> None:
    (at / "articles").mkdir(parents=True)
    words = 0
    texts = itertools.chain.from_iterable(articles(data, at.name) for _ in itertools.count())
    for number, text in enumerate(itertools.islice(texts, n_files)):
        words += len(text.split())
        (at / "articles" / f"{number:06}.txt").write_text(text, encoding="utf-8")
    seconds = run(at, CORPUS)
    print(f"\n{n_files:,} text files of {at.name}, {words / n_files:.0f} words each on the mean")
    row("text files/s", n_files / (seconds["read"] + seconds["clean"]))
    for name in ("read", "clean", "outlets", "candidates", "date", "copies"):
        row(f"  {name}, articles/s", n_files / seconds[name])
    row("voices, articles/s", n_files / seconds["voices"])


def per_second(work: Callable[[Any], object], items: list[Any]) -> float:
    start = time.perf_counter()
    for item in items:
        work(item)
    return len(items) / (time.perf_counter() - start)


def pages(data: Path, n_pages: int, *, at: Path) -> None:
    import trafilatura

    sources = [
        gzip.decompress(path.read_bytes())
        for path in sorted((data / "pages" / "body" / "html").glob("*.html.gz"))
    ]
    for n_workers in (1, pool.n_cores()):
        folder = at / str(n_workers)
        (folder / "articles").mkdir(parents=True, exist_ok=True)
        for number in range(n_pages):
            path = folder / "articles" / f"{number:06}.html"
            path.write_bytes(sources[number % len(sources)])
    with mock.patch.object(pool, "n_cores", return_value=1):
        alone = run(at / "1", ("read", "clean"))
    seconds = run(at / str(pool.n_cores()), ("read", "clean", "outlets", "candidates", "date"))
    article.prepare()
    plain = per_second(trafilatura.extract, sources)
    own = per_second(lambda row: next(article.clean_task([row])), [
        list(Row(str(n), 0, "html", text_of(source, is_html=True)[0], True))
        for n, source in enumerate(sources)
    ])  # fmt: skip
    size = sum(map(len, sources)) / len(sources) / 1e3
    print(f"\n{n_pages:,} pages, {size:.0f} KB each on the mean, {pool.n_cores()} cores")
    beside = f"in one process: cleaning alone {own:.1f}, plain trafilatura {plain:.1f}"
    row("pages/s, one worker", n_pages / (alone["read"] + alone["clean"]), beside=beside)
    row("pages/s, a worker for each core", n_pages / (seconds["read"] + seconds["clean"]))
    row("  dates, pages/s", n_pages / (seconds["candidates"] + seconds["date"]))


def lines(data: Path, gigabytes: float, *, at: Path, names: list[str]) -> None:
    """Stream one large file of JSON lines; no two articles of it are the same."""
    (at / "articles").mkdir(parents=True)
    path = at / "articles" / "export.jsonl"
    n_articles = 0
    with path.open("w", encoding="utf-8") as stream:
        while stream.tell() < gigabytes * 1e9:
            for text in articles(data, "allsides"):
                n_articles += 1
                words = text.split(" ")
                turn = n_articles * 7919 % len(words)
                mixed = " ".join(words[turn:] + words[:turn])
                stream.write(json.dumps({"date": "2024-03-01", "text": f"{n_articles} {mixed}"}))
                stream.write("\n")
                if stream.tell() >= gigabytes * 1e9:
                    break
    print(
        f"\n{path.stat().st_size / 1e9:.2f} GB of JSON lines, {n_articles:,} articles", flush=True
    )
    memory()
    for name in names:
        seconds = run(at, (name,))[name]
        row(f"  {name}, articles/s", n_articles / seconds, beside=memory())


def faults(gigabytes: float, *, at: Path) -> None:
    """Stream JSON lines of which each but the last is bad, then such as have a remark each."""
    text = "The harbour master counts the boats of the island on every morning of the week. " * 12
    good = json.dumps({"text": text})
    for name, line in (("left out", good[:-2]), ("remarked on", json.dumps({"text": f"{text}\0"}))):
        folder = at / name.replace(" ", "-")
        (folder / "articles").mkdir(parents=True)
        n_lines = int(gigabytes * 1e9 / (len(line) + 1))
        with (folder / "articles" / "export.jsonl").open("w", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for _ in range(n_lines))
            stream.write(f"{good}\n")
        print(f"\n{gigabytes:g} GB of JSON lines, {n_lines:,} of them {name}")
        for stage_name, seconds in run(folder, ("read", "clean")).items():
            row(f"  {stage_name}, lines/s", n_lines / seconds)
        print(f"  {memory()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--gigabytes", type=float, default=0.1)
    parser.add_argument("--bad-gigabytes", type=float, default=0.05)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--stages", nargs="+", choices=CORPUS, default=CORPUS)
    options = parser.parse_args()
    if len(options.parts) > 1:
        for part in options.parts:
            subprocess.run([sys.executable, *sys.argv, "--parts", part], check=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        if "texts" in options.parts:
            for name in ("bbc_news", "allsides"):
                text_files(options.data, options.files, at=at / name)
        if "pages" in options.parts:
            pages(options.data, options.pages, at=at / "pages")
        if "lines" in options.parts:
            lines(options.data, options.gigabytes, at=at / "lines", names=options.stages)
        if "faults" in options.parts:
            faults(options.bad_gigabytes, at=at / "faults")


if __name__ == "__main__":
    main()
