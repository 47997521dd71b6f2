"""How fast the corpus is read, cleaned, dated, linked and split, and how much memory that takes.

    python tests/benchmarks/speed.py DATA [--files N] [--pages N] [--gigabytes G]
        [--bad-gigabytes G]

DATA holds topics/bbc_news, topics/allsides and pages/body. The files are written to a temporary
folder first and read through the same stages as a study, in worker processes. Memory is the largest
resident size of this process and of a worker. For pages the rate of plain trafilatura, in one
process over the same pages, stands beside ours. What is left out or remarked on must not add to it:
files of JSON lines of which each is cut short, or has something to mend, come first of all.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import time
from pathlib import Path

import pandas as pd
import workers

from newsvane import stage, stages, study

TARGETS = {"text files/s": 1000.0, "pages/s and worker": 40.0, "voices, articles/s": 300.0}


def articles(data: Path, name: str) -> list[str]:
    source = data / "topics" / name
    frames = [pd.read_csv(p, dtype=str, keep_default_na=False) for p in source.glob("*.csv.gz")]
    texts = pd.concat(frames)["text"]
    return [text for text in texts if len(text) > 500]


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


def memory() -> tuple[float, float]:
    """Largest resident size so far, in MB: of this process, and of a worker."""
    return workers.largest_mb(), WATCH.most_mb()


def row(what: str, value: float, *, beside: str = "") -> None:
    target = f"(wanted {TARGETS[what]:,.0f})" if what in TARGETS else ""
    print(f"{what:34}{value:12,.1f}  {target:16}{beside}", flush=True)


def text_files(texts: list[str], n_files: int, *, at: Path) -> None:
    (at / "articles").mkdir(parents=True)
    words = 0
    for number in range(n_files):
        text = texts[number % len(texts)]
        words += len(text.split())
        (at / "articles" / f"{number:06}.txt").write_text(text, encoding="utf-8")
    seconds = run(at, ("read", "clean", "outlets", "candidates", "date", "copies", "voices"))
    print(f"\n{n_files:,} text files of {at.name}, {words / n_files:.0f} words each on the mean")
    row("text files/s", n_files / (seconds["read"] + seconds["clean"]))
    for name in ("read", "clean", "outlets", "candidates", "date", "copies"):
        row(f"  {name}, articles/s", n_files / seconds[name])
    row("voices, articles/s", n_files / seconds["voices"])


def pages(data: Path, n_pages: int, *, at: Path) -> None:
    import trafilatura

    sources = [
        gzip.decompress(path.read_bytes())
        for path in sorted((data / "pages" / "body" / "html").glob("*.html.gz"))
    ]
    (at / "articles").mkdir(parents=True)
    for number in range(n_pages):
        path = at / "articles" / f"{number:06}.html"
        path.write_bytes(sources[number % len(sources)])
    seconds = run(at, ("read", "clean", "outlets", "candidates", "date"))
    from newsvane.corpus.isolation import pool

    start = time.perf_counter()
    for source in sources:
        trafilatura.extract(source)
    plain = len(sources) / (time.perf_counter() - start)
    size = sum(map(len, sources)) / len(sources) / 1e3
    print(f"\n{n_pages:,} pages, {size:.0f} KB each on the mean, {pool.n_cores()} workers")
    both = seconds["read"] + seconds["clean"]
    beside = f"plain trafilatura {plain:.1f} in one process"
    row("pages/s and worker", n_pages / both / pool.n_cores(), beside=beside)
    row("  dates, pages/s", n_pages / (seconds["candidates"] + seconds["date"]))


def lines(texts: list[str], gigabytes: float, *, at: Path) -> None:
    """Stream one large file of JSON lines; no two articles of it are the same."""
    (at / "articles").mkdir(parents=True)
    path = at / "articles" / "export.jsonl"
    n_articles = 0
    with path.open("w", encoding="utf-8") as stream:
        while stream.tell() < gigabytes * 1e9:
            for text in texts:
                n_articles += 1
                words = text.split(" ")
                turn = n_articles * 7919 % len(words)
                mixed = " ".join(words[turn:] + words[:turn])
                stream.write(json.dumps({"date": "2024-03-01", "text": f"{n_articles} {mixed}"}))
                stream.write("\n")
    print(f"\n{path.stat().st_size / 1e9:.1f} GB of JSON lines, {n_articles:,} articles")
    for name in ("read", "clean", "outlets", "candidates", "date", "copies", "voices"):
        seconds = run(at, (name,))[name]
        own, worker = memory()
        beside = f"so far at most {own:,.0f} MB here, {worker:,.0f} MB in a worker"
        row(f"  {name}, articles/s", n_articles / seconds, beside=beside)


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
        row("  largest size of this process, MB", memory()[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--gigabytes", type=float, default=0.1)
    parser.add_argument("--bad-gigabytes", type=float, default=0.05)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        faults(options.bad_gigabytes, at=at / "faults")  # first: the largest size so far is told
        for name in ("bbc_news", "allsides"):
            text_files(articles(options.data, name), options.files, at=at / name)
        pages(options.data, options.pages, at=at / "pages")
        texts = articles(options.data, "allsides")
        lines(texts, options.gigabytes, at=at / "lines")


if __name__ == "__main__":
    main()
