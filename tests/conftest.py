"""A tiny invented corpus, a finished study of it, and rows that fit every table."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from newsvane import demo, pipeline, study
from newsvane.tables import TABLES
from newsvane.topics import embed

CLAIMS = ("The ferry helps the island", "The council should build a second harbour")
# Two days, two papers, two formats, a wire copy, a row without a date and a file that is no text.
CLIPPINGS = {
    "2031-03-04-ferry.txt": """\
Ferry keeps the island alive

By Ada Lind

The ferry helps the island, the council of Sandholm said on Tuesday. Shops by the harbour have
doubled their sales since the boat came.

“The ferry is the best thing that has happened to us,” said Ole Rask, who runs the bakery. He wants
a second boat before the summer.
""",
    "2031-05-11-noise.md": """\
# Residents tire of the ferry

The ferry harms the island, says a group of residents in Sandholm. It brings noise, rubbish and
strangers who do not stay the night.

“The ferry does not help the island at all,” Mette Holm said on Sunday. The group asks the council
to let the boat sail every second day.
""",
    "harbour.html": """\
<html><head><title>Council votes on the harbour</title>
<meta property="article:published_time" content="2031-06-20T08:00:00Z"></head><body><article>
<h1>Council votes on the harbour</h1>
<p>The council should build a second harbour, the harbour master wrote in a letter this week. The
old harbour holds forty boats, and sixty ask for a place each summer.</p>
<p>The treasurer disagrees. The council should not build a second harbour, she said, while the
school waits for its roof.</p></article></body></html>
""",
    "export.csv": """\
headline,body,date,source,url
Ferry keeps the island alive,"The ferry helps the island, the council of Sandholm said on Tuesday. \
Shops by the harbour have doubled their sales since the boat came. “The ferry is the best thing \
that has happened to us,” said Ole Rask, who runs the bakery. He wants a second boat before the \
summer.",2031-03-05,The Sound,https://example.org/2031/03/05/ferry
A fair of cakes,"Thirty cakes were judged in the school of Sandholm. The first prize went to a \
cake with pears, the second to one with plums. The judges praised both of them for a long time.",,\
The Sound,
""",
    "scan.txt": "\0" * 2000,
}


@dataclass(frozen=True)
class WordEncoder:
    """An encoder that needs no model: each word has a direction of its own."""

    name: str = "words"
    hash: str = "words-1"
    languages: frozenset[str] | None = None

    def encode(self, texts):
        rows = [np.sum([_direction(w) for w in f"{t} .".lower().split()], axis=0) for t in texts]
        return np.array(rows, dtype=np.float32)


def _direction(word):
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
    return np.random.default_rng(seed).normal(size=32)


@pytest.fixture
def word_encoder(monkeypatch):
    """Let the pipeline embed without a model."""
    monkeypatch.setattr("newsvane.topics.embed.load_encoder", lambda _: WordEncoder())
    return WordEncoder()


def write_clippings(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name, text in CLIPPINGS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def clippings(tmp_path) -> Path:
    return write_clippings(tmp_path / "clippings")


@pytest.fixture(scope="session")
def finished_once(tmp_path_factory) -> Path:
    """Run the packaged encoder over the clippings, once for all tests: never change this folder."""
    folder = tmp_path_factory.mktemp("finished") / "island"
    write_clippings(folder / "articles")
    pipeline.run(study.create(folder, articles=[folder / "articles"], claims=CLAIMS))
    return folder


@pytest.fixture(scope="session")
def packaged():
    """Check the packaged encoder's hash once for all runs."""
    return embed.load_encoder()


@pytest.fixture
def finished(finished_once, tmp_path, packaged, monkeypatch) -> Path:
    """Return a copy of the finished study; its vectors are there, so no model is needed again."""
    monkeypatch.setattr("newsvane.topics.embed.load_encoder", lambda _: packaged)
    return shutil.copytree(finished_once, tmp_path / "island")


_VALUES = {
    "text": ["näme “one”", "two\nlines, \x00 and 🛶"],
    "texts": [["b", "a"], []],
    "integer": [-1, 2**40],
    "number": [0.1, 1.0],
    "boolean": [True, False],
    "date": pd.to_datetime(["1899-12-31", "2031-02-28"]).astype("datetime64[s]"),
}


@pytest.fixture(scope="session")
def rows_for():
    """Return a function from the name of a table to two rows that fit it, nulls included."""

    def make(name: str) -> pd.DataFrame:
        columns = {}
        for column in TABLES[name].columns:
            values = pd.Series(list(_VALUES[column.kind]))
            if column.kind == "date":
                values = pd.Series(_VALUES["date"])
            if column.choices:
                values = pd.Series([column.choices[0], column.choices[-1]])
            if column.nullable:
                values = values.where([True, False])
            columns[column.name] = values
        return pd.DataFrame(columns)

    return make


@pytest.fixture(scope="session")
def sample_study(tmp_path_factory) -> Path:
    """The built-in sample, analysed once from its files to the report: never change this folder."""
    folder = demo.write_sample(tmp_path_factory.mktemp("sample") / "demo")
    pipeline.run(study.load(folder))
    return folder
