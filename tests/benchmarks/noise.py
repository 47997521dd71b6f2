"""How much of the noise around copied articles goes, and whether any paragraph of theirs goes too.

Run: python tests/benchmarks/noise.py [FOLDER] [--errors]

All text is cleaned as a text file is. Recall of a kind is the share of its lines that go; precision
is the share of noise in all lines that went. Five samples:

tuned: tests/corpus/cleaning/noise_cases.txt, invented lines put into an invented article. The rules
    were made looking at them, those once written as a fresh test (marked so) included.
fresh: tests/corpus/cleaning/noise_articles.txt, invented articles copied whole. They were written
    before the rules of the second round, committed first and not looked at until these were done;
    but one hand wrote both, and had read the first rules.
unseen: tests/corpus/cleaning/noise_unseen.txt, the same by another hand, which had seen neither
    rules nor cases, when the rules were done. Precision was .965 and recall .659 then; afterwards
    the rules were changed once, so that the five paragraphs that had gone stay.
pages: FOLDER/pages/body, all text of a saved news page as a browser copies it. A line is the
    article's where half of its shingles of four words are in the true body; what is shorter and
    occurs there is not counted. Halves by a hash of the page's name, as in body.py: rules were
    made looking at the half "tuned" only. Comments of readers and teasers in sentences count as
    noise, though no rule is meant to take a sentence for its place alone.
texts: FOLDER/topics, what was removed from articles that hold little noise, by rule, and how many
    paragraphs of the true bodies of pages/body were, where each is cleaned by itself.

jusText and trafilatura get the same paragraphs as a page of <p> elements. --errors lists the
failures of the tuned cases.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from newsvane.corpus import clean, read
from newsvane.corpus.cleaning import noise, paragraphs, tree
from newsvane.corpus.cleaning.described import describe
from newsvane.corpus.cleaning.repair import lines_of, repairs
from newsvane.corpus.cleaning.titles import plain, repeats
from newsvane.corpus.reading.rows import Row

LABELS = Path(__file__).resolve().parents[1] / "corpus" / "cleaning"
DEFAULT = Path(__file__).resolve().parents[2].parent / "shared" / "data"
HEADLINE = "Salt works at Port Selby to reopen after forty years"
BODY = (
    "The salt works at Port Selby will reopen in spring, the council said on Tuesday, forty years "
    "after the last pan was drained and the last eleven workers were sent home.",
    "A cooperative of fishermen and teachers has leased the site for a symbolic sum. They want to "
    "sell the salt to bakeries along the coast, and have found nine that will buy it.",
    "“We are not doing this for the money,” said Nora Falk, who leads the cooperative. “We are "
    "doing it because the pans are there and the sea is there.”",
    "Not everybody is glad. Owners of the holiday flats on the dyke fear lorries and smoke, and "
    "have asked a court in Norbury to look at the lease before the first fire is lit.",
    "The council rejects the complaint. It says that the works will use the heat of a greenhouse "
    "next door, and that two lorries a week are fewer than the flats themselves bring.",
    "A hearing is set for the autumn. Until then the cooperative may repair the pans, but it must "
    "not draw any water from the bay.",
)  # fmt: skip
OWN = ("article", "tricky", "title", "standfirst")
N_TEXTS = 3_000
N_SHINGLE = 4
_SECTION = re.compile(r"\[([^,\]]+), (top|middle|end)(, fresh)?\]")
_TOKEN = re.compile(r"\w+")


class Sample(NamedTuple):
    """A text by its paragraphs, and the kind of each; kinds without a name are not counted."""

    paragraphs: tuple[str, ...]
    kinds: tuple[str, ...]


Kept = Callable[[Sample], list[str]]


def is_own(kind: str) -> bool:
    """Whether what is of a kind is the article's and has to stay."""
    return kind.startswith(OWN)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    report("tuned", list(cases()), errors=options.errors)
    report("fresh", list(articles()))
    report("unseen", list(articles(LABELS / "noise_unseen.txt")))
    folder = options.folder / "pages" / "body"
    if not folder.is_dir():
        print(f"{folder} is not there; give the folder that holds pages/body")
        return
    pages = list(pasted(folder))
    for part, wanted in (("pages, tuned", True), ("pages, held out", False)):
        report(part, [sample for is_tuned, sample in pages if is_tuned == wanted])
    bodies(folder)
    texts(options.folder / "topics")


def cases(path: Path = LABELS / "noise_cases.txt") -> Iterator[Sample]:
    """Yield each labelled case in the article that its section asks for."""
    kind, at = "", 0
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("# ")]
        section = _SECTION.fullmatch(lines[0]) if lines else None
        if section:
            kind, at = section[1], {"top": 0, "middle": 3, "end": len(BODY)}[section[2]]
            lines = lines[1:]
        if lines:
            around = ["article around"] * len(BODY)
            yield Sample(
                (HEADLINE, *BODY[:at], *lines, *BODY[at:]),
                ("title", *around[:at], *[kind] * len(lines), *around[at:]),
            )


def articles(path: Path = LABELS / "noise_articles.txt") -> Iterator[Sample]:
    """Yield each labelled article."""
    for part in path.read_text(encoding="utf-8").split("\n== ")[1:]:
        pairs = [line.split(" | ", 1) for line in part.splitlines()[1:] if line]
        yield Sample(tuple(text for _, text in pairs), tuple(kind for kind, _ in pairs))


def pasted(folder: Path) -> Iterator[tuple[bool, Sample]]:
    """Yield all lines of each page, and whether it belongs to the half that rules were made on."""
    written = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, entry in sorted(written.items()):
        source = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8")
        root = tree.parse(source)
        title = describe(root).title
        for element in list(root.iter("script", "style", "noscript", "template", "svg", "head")):
            tree.drop(element)
        lines = [text for _, text, _ in tree.blocks(root) if any(map(str.isalnum, text))]
        is_tuned = hashlib.sha256(name.encode()).digest()[0] % 2 == 0
        yield is_tuned, Sample(tuple(lines), kinds_of(lines, entry["articleBody"], title=title))


def kinds_of(lines: Sequence[str], body: str, *, title: str | None) -> tuple[str, ...]:
    known, whole = shingles(body), f" {plain(body)} "
    own = {plain(line) for line in body.split("\n")}
    found = []
    for line in lines:
        if title and repeats(line, title):
            found.append("title or repeated")
        elif len(_TOKEN.findall(line)) > N_SHINGLE:
            said = shingles(line)
            found.append("article" if len(said & known) >= 0.5 * len(said) else "noise")
        elif plain(line) in own:
            found.append("article")
        else:
            found.append("" if f" {plain(line)} " in whole else "noise")
    places = [i for i, kind in enumerate(found) if kind == "article"] or [0]
    for i, kind in enumerate(found):
        if kind == "noise":
            found[i] = "above" if i < places[0] else "within" if i < places[-1] else "below"
    return tuple(found)


def shingles(text: str) -> set[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    return {tuple(words[i : i + N_SHINGLE]) for i in range(max(1, len(words) - N_SHINGLE + 1))}


def report(part: str, samples: Sequence[Sample], *, errors: bool = False) -> None:
    methods: dict[str, Kept] = {"newsvane": newsvane, "jusText": justext_, "trafilatura": traf}
    gone: dict[str, Counter[str]] = {name: Counter() for name in methods}
    total: Counter[str] = Counter()
    for sample in samples:
        total.update(filter(None, sample.kinds))
        for name, method in methods.items():
            kept = method(sample)
            for text, kind in zip(*sample, strict=True):
                is_gone = bool(kind) and not is_left(text, kept)
                gone[name][kind] += is_gone
                if errors and name == "newsvane" and kind and is_gone == is_own(kind):
                    print(f"  {kind}: {text}")
    n_noise = sum(n for kind, n in total.items() if not is_own(kind))
    print(f"{part}: {len(samples)} texts, {n_noise} lines of noise, {total.total() - n_noise} own")
    print(f"{'lines that go':<32} {'lines':>5} " + "".join(f"{name:>13}" for name in methods))
    for kind in sorted(total):
        shares = "".join(f"{gone[name][kind] / total[kind]:>13.2f}" for name in methods)
        print(f"{kind:<32} {total[kind]:>5} {shares}")
    for name in methods:
        right = sum(n for kind, n in gone[name].items() if not is_own(kind))
        wrong = sum(n for kind, n in gone[name].items() if is_own(kind))
        print(
            f"{name:<12} precision {right / max(1, right + wrong):.3f}, recall "
            f"{right / n_noise:.3f}; paragraphs of articles deleted: {wrong}"
        )
    by_rule(samples)
    print()


def is_left(line: str, kept: Sequence[str]) -> bool:
    """Whether a line stays: as a paragraph, or within one where it is too long for chance."""
    return line in kept or (len(line) > 30 and any(line in text for text in kept))


def by_rule(samples: Sequence[Sample]) -> None:
    """Print the precision of each rule: the noise among the lines that it takes."""
    right: dict[str, int] = defaultdict(int)
    taken: dict[str, int] = defaultdict(int)
    for sample in samples:
        rules = noise.rules(sample.paragraphs)
        for kind, rule in zip(sample.kinds, rules, strict=True):
            if rule and kind:
                taken[rule] += 1
                right[rule] += not is_own(kind)
    shares = (f"{rule} {right[rule] / n:.2f} ({n})" for rule, n in sorted(taken.items()))
    print("precision by rule: " + ", ".join(shares))


def newsvane(sample: Sample) -> list[str]:
    text = "\n\n".join(sample.paragraphs)
    kept = clean.clean(read.records([Row("a.txt", 0, "txt", text, is_html=False)])).kept
    if not len(kept):
        return []
    return [str(kept["title"].iloc[0]), *str(kept["text"].iloc[0]).split("\n\n")]


def page(sample: Sample) -> str:
    texts = (
        f"<h1>{escape(text)}</h1>" if kind == "title" else f"<p>{escape(text)}</p>"
        for text, kind in zip(*sample, strict=True)
    )
    return f"<html><body><article>{''.join(texts)}</article></body></html>"


def justext_(sample: Sample) -> list[str]:
    import justext

    # The limits that trafilatura uses: jusText's own take every paragraph below 200 characters.
    stoplist = justext.get_stoplist("English")
    found = justext.justext(page(sample).encode(), stoplist, 50, 150, 0.1, 0.2, 0.25, True)
    return [paragraph.text for paragraph in found if not paragraph.is_boilerplate]


def traf(sample: Sample) -> list[str]:
    import trafilatura

    return (trafilatura.extract(page(sample)) or "").split("\n")


def bodies(folder: Path) -> None:
    """Print how many paragraphs of the true bodies go, where they are the whole of a text."""
    written = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for part, wanted in (("tuned", True), ("held out", False)):
        bodies = [
            [line.strip() for line in entry["articleBody"].split("\n") if line.strip()]
            for name, entry in sorted(written.items())
            if (hashlib.sha256(name.encode()).digest()[0] % 2 == 0) == wanted
        ]
        removed(f"true bodies, {part}", bodies)


def texts(folder: Path) -> None:
    """Print what goes from articles of two public sets, and how long it takes."""
    for name in ("bbc_news", "allsides"):
        path = folder / name / "data.csv.gz"
        if path.exists():
            table = pd.read_csv(path, dtype=str, keep_default_na=False)["text"]
            chosen = table.sample(n=min(N_TEXTS, len(table)), random_state=1)
            removed(name, [paragraphs.split(lines_of(repairs(text)[0])) for text in chosen])


def removed(name: str, split: Sequence[Sequence[str]]) -> None:
    noise.rules(split[0])
    start = time.process_time()
    counts = Counter(rule for texts in split for rule in noise.rules(texts) if rule)
    seconds = time.process_time() - start
    n = sum(map(len, split))
    by = ", ".join(f"{rule} {count}" for rule, count in sorted(counts.items()))
    print(
        f"{name}: {len(split)} texts, {n} paragraphs, {1000 * counts.total() / n:.1f} in 1,000 "
        f"removed in {seconds:.2f} s: {by or 'none'}"
    )


if __name__ == "__main__":
    main()
