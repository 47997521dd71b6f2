"""How much of the article comes out of a saved page, and how much else, beside other libraries.

Run: python tests/benchmarks/body.py [FOLDER] [--errors N]

FOLDER holds pages/body (92 news pages of the article-extraction-benchmark with the true body) and
topics/bbc_news (2,225 plain articles, for the speed of plain text); without it, ../shared/data is
taken. Speed is per second of processor time in one process, so that other work does not count. The
metric is that benchmark's own: shingles of four words, counted with their repeats; each
page gives a precision and a recall, and F1 is made of their means over the pages. Pages are split
in two by a hash of their name: rules were mended on errors of the half "tuned" only. --errors
names the N worst pages of that half with the paragraphs that were lost and added.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import pandas as pd

from newsvane.corpus import clean, read
from newsvane.corpus.reading.rows import Row

DEFAULT = Path(__file__).resolve().parents[2].parent / "shared" / "data"
N_SHINGLE = 4
_TOKEN = re.compile(r"\w+")


class Score(NamedTuple):
    """Precision and recall of one page; None where there is nothing to divide by."""

    precision: float | None
    recall: float | None


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    folder = options.folder / "pages" / "body"
    if not folder.is_dir():
        print(f"{folder} is not there; give the folder that holds pages/body")
        return
    truth, pages = load(folder)
    names = {
        "all": list(pages),
        "tuned": [name for name in pages if is_tuned(name)],
        "held out": [name for name in pages if not is_tuned(name)],
    }
    print(f"{'':<22} {'':>8}   all {len(pages)} pages{'':>9}tuned {len(names['tuned'])}   "
          f"held out {len(names['held out'])}")  # fmt: skip
    print(f"{'':<22} {'pages/s':>8}   precision recall   F1      F1       F1")
    kept: dict[str, str] = {}
    for label, method in methods().items():
        try:
            texts, seconds = method(pages)
        except ImportError:
            print(f"{label:<22} not installed")
            continue
        kept = kept or texts
        scores = {name: score(truth[name], texts[name]) for name in pages}
        whole = summary(scores, names["all"])
        parts = [summary(scores, names[part])[2] for part in ("tuned", "held out")]
        print(
            f"{label:<22} {len(pages) / seconds:>8.1f}   {whole[0]:.3f}     {whole[1]:.3f}   "
            f"{whole[2]:.3f}   {parts[0]:.3f}    {parts[1]:.3f}"
        )
    report_errors(truth, kept, names=names["tuned"], limit=options.errors)
    speed(options.folder / "topics" / "bbc_news" / "data.csv.gz")


def load(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return the true body and the source of each page by its name."""
    written = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    truth = {name: entry["articleBody"] for name, entry in sorted(written.items())}
    sources = {
        name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8")
        for name in truth
    }
    return truth, sources


def is_tuned(name: str) -> bool:
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


def score(true: str, found: str) -> Score:
    wanted, got = shingles(true), shingles(found)
    both = (wanted & got).total()
    n_wanted, n_got = wanted.total(), got.total()
    return Score(both / n_got if n_got else None, both / n_wanted if n_wanted else None)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    if not words:
        return Counter()
    last = max(1, len(words) - N_SHINGLE + 1)
    return Counter(tuple(words[i : i + N_SHINGLE]) for i in range(last))


def summary(scores: dict[str, Score], names: list[str]) -> tuple[float, float, float]:
    precision = mean(p for name in names if (p := scores[name].precision) is not None)
    recall = mean(r for name in names if (r := scores[name].recall) is not None)
    return precision, recall, 2 * precision * recall / (precision + recall)


Method = Callable[[dict[str, str]], tuple[dict[str, str], float]]


def methods() -> dict[str, Method]:
    return {
        "newsvane": newsvane,
        "trafilatura": one_by_one(plain_trafilatura),
        "trafilatura precision": one_by_one(precise_trafilatura),
        "jusText": one_by_one(justext_body),
        "readability-lxml": one_by_one(readability_body),
    }


def newsvane(pages: dict[str, str]) -> tuple[dict[str, str], float]:
    rows = [Row(name, 0, "html", source, is_html=True) for name, source in pages.items()]
    records = read.records(rows)
    clean.clean(records)  # libraries and models are loaded before the clock runs
    start = time.process_time()
    outcome = clean.clean(records)
    seconds = time.process_time() - start
    texts = dict(zip(outcome.kept["source_file"], outcome.kept["text"], strict=True))
    return {name: texts.get(name, "") for name in pages}, seconds


def one_by_one(extract: Callable[[str], str]) -> Method:
    def run(pages: dict[str, str]) -> tuple[dict[str, str], float]:
        for source in pages.values():
            extract(source)
        start = time.process_time()
        texts = {name: extract(source) for name, source in pages.items()}
        return texts, time.process_time() - start

    return run


def plain_trafilatura(source: str) -> str:
    from trafilatura import extract

    return extract(source) or ""


def precise_trafilatura(source: str) -> str:
    from trafilatura import extract

    return extract(source, include_comments=False, include_tables=False, favor_precision=True) or ""


def justext_body(source: str) -> str:
    import justext

    paragraphs = justext.justext(source.encode(), justext.get_stoplist("English"))
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


def readability_body(source: str) -> str:
    from lxml import html
    from readability import Document

    return str(html.fromstring(Document(source).summary()).text_content())


def report_errors(
    truth: dict[str, str], texts: dict[str, str], *, names: list[str], limit: int
) -> None:
    """Print the worst pages: paragraphs of the true body that are missing, and what is no part."""
    scores = {name: score(truth[name], texts[name]) for name in names}
    worst = sorted(names, key=lambda name: (scores[name][0] or 0) + (scores[name][1] or 0))
    for name in worst[:limit]:
        print(f"\n{name}  precision {scores[name][0]}  recall {scores[name][1]}")
        for mark, one, other in (("+", texts, truth), ("-", truth, texts)):
            known = shingles(other[name])
            for line in filter(str.strip, one[name].split("\n")):
                own = shingles(line)
                if (own & known).total() < 0.5 * own.total():
                    print(f"  {mark} {line[:200]}")


def speed(path: Path) -> None:
    """Print how many plain articles a second pass through the whole of cleaning."""
    if not path.exists():
        return
    texts = pd.read_csv(path, dtype=str, keep_default_na=False)["text"].tolist()
    rows = [Row(f"{i}.txt", 0, "txt", text, is_html=False) for i, text in enumerate(texts)]
    records = read.records(rows)
    clean.clean(records.head(5))
    start = time.process_time()
    outcome = clean.clean(records)
    seconds = time.process_time() - start
    print(f"\nplain text: {len(outcome.kept)} articles, {len(records) / seconds:,.0f} a second")


if __name__ == "__main__":
    main()
