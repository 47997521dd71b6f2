"""Precision and recall of copies on syndication made from real articles, with the time it takes.

Run: python tests/benchmarks/copies.py [FOLDER]

FOLDER holds topics/bbc_news/data.csv.gz (2,225 articles); without it, ../shared/data is taken. Of
600 articles that have no like in the set, each gets one edited copy: the end cut off, another first
sentence, a paragraph of another article inserted, every 40th word changed, or a third of it quoted
inside as many other words. A link of the answer is right when both come from one article.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from newsvane.corpus import copies

DEFAULT = Path(__file__).resolve().parents[2].parent / "shared" / "data"
N_PER_EDIT = 100

Edit = Callable[[str, str], str]


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    path = folder / "topics" / "bbc_news" / "data.csv.gz"
    if not path.exists():
        print(f"{path} is not there; give the folder that holds topics/bbc_news")
        return
    source = pd.read_csv(path, dtype=str, keep_default_na=False)
    start = time.perf_counter()
    plain = copies.link(dated(source["text"].tolist()))
    seconds = time.perf_counter() - start
    print(f"{len(plain)} articles as they are: {seconds:.1f} s")
    print(plain["copy_kind"].value_counts().to_string(), "\n")
    # Only articles that stand alone, so that every link found later is one made here.
    alone = plain.loc[~plain["story_id"].duplicated(keep=False), "text"].tolist()
    synthesise(alone)


def synthesise(texts: list[str]) -> None:
    edits: dict[str, Edit] = {
        "cut to 60 %": lambda text, _: shorten(text, 0.6),
        "cut to 30 %": lambda text, _: shorten(text, 0.3),
        "other opening": lambda text, other: (
            first_sentence(other) + text[len(first_sentence(text)) :]
        ),
        "paragraph more": insert,
        "every 40th word": lambda text, _: reword(text, 40),
        "third quoted": frame,
    }
    rng = np.random.default_rng(4)
    order = rng.permutation(len(texts))
    made, names, sources = [], [], []
    for name, edit in edits.items():
        for _ in range(N_PER_EDIT):
            position, other = order[len(made)], order[-1 - len(made)]
            made.append(edit(texts[position], texts[other]))
            names.append(name)
            sources.append(f"a{position:06}")
    start = time.perf_counter()
    articles = copies.link(dated(texts + made)).set_index("article_id")
    seconds = time.perf_counter() - start
    report(articles, names=names, sources=sources, first=len(texts))
    print(f"\n{len(articles)} articles: {seconds:.1f} s")


def report(articles: pd.DataFrame, *, names: list[str], sources: list[str], first: int) -> None:
    story = articles["story_id"]
    copied = articles.iloc[first:].assign(edit=names, source=sources)
    copied["found"] = copied["story_id"].to_numpy() == story.loc[sources].to_numpy()
    print(f"{'edit':<16} recall  kinds")
    for name in dict.fromkeys(names):
        part = copied[copied["edit"] == name]
        pairs = pd.concat([part["copy_kind"], articles.loc[part["source"], "copy_kind"]])
        kinds = ", ".join(f"{kind} {n}" for kind, n in pairs.value_counts().items())
        print(f"{name:<16} {part['found'].mean():>6.3f}  {kinds}")
    # What an article comes from: itself, or for a made one its source.
    root = pd.Series([*articles.index[:first], *sources], index=articles.index)
    linked = articles[articles["copy_of"].notna()]
    right = root.loc[linked.index].to_numpy() == root.loc[linked["copy_of"]].to_numpy()
    print(f"\nprecision {right.mean():.3f} ({right.sum()} of {len(right)} links), ", end="")
    print(f"recall {copied['found'].mean():.3f} ({copied['found'].sum()} of {len(copied)} copies)")


def shorten(text: str, part: float) -> str:
    words = text.split(" ")
    return " ".join(words[: int(len(words) * part)])


def first_sentence(text: str) -> str:
    return text[: text.find(". ") + 1]


def insert(text: str, other: str) -> str:
    paragraphs = text.split("\n\n")
    paragraphs.insert(len(paragraphs) // 2, other.split("\n\n")[0])
    return "\n\n".join(paragraphs)


def reword(text: str, step: int) -> str:
    words = text.split(" ")
    return " ".join("reworded" if i % step == step - 1 else w for i, w in enumerate(words))


def frame(text: str, other: str) -> str:
    """Quote two passages, a third of the text, between as many words of another one, reversed."""
    words, own = text.split(), other.split()[::-1]
    sixth = len(words) // 6
    parts = []
    for number, at in enumerate((sixth, 4 * sixth)):
        opening = " ".join(own[number * sixth : (number + 1) * sixth])
        parts.append(f"{opening}: “{' '.join(words[at : at + sixth])}.”")
    return "\n\n".join(parts)


def dated(texts: list[str]) -> pd.DataFrame:
    n = len(texts)
    nothing = pd.Series([None] * n, dtype="str")
    day = pd.Series([pd.NaT] * n, dtype="datetime64[s]")
    return pd.DataFrame(
        {
            "article_id": pd.Series([f"a{i:06}" for i in range(n)], dtype="str"),
            "source_file": pd.Series(["data.csv.gz"] * n, dtype="str"),
            "record": range(1, n + 1),
            **{name: nothing for name in ("title", "outlet", "byline", "url", "language")},
            "outlet_source": pd.Series(["none"] * n, dtype="str"),
            "outlet_evidence": nothing,
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
