"""Outlets: which source counts, one spelling for one outlet, and nothing the file said is lost."""

from __future__ import annotations

import pandas as pd
import pytest

from newsvane.corpus import outlets, read
from newsvane.corpus.reading.rows import Row
from newsvane.tables import CLEANED

NAMES = outlets.load_names()
TEXT = "It rained on the island."


def cleaned(*rows: dict) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make `cleaned` and `records` of rows; `page_outlet` is what cleaning found in a page."""
    made, given = [], []
    for n, row in enumerate(rows):
        row = {"source_file": f"a{n}.txt", "content": TEXT} | row
        given.append(row.pop("page_outlet", None) or row.get("outlet"))
        made.append(Row(**{"record": 0, "format": "txt", "is_html": False} | row))
    records = read.records(made)
    frame = records.assign(
        article_id=[f"id{n}" for n in range(len(rows))],
        outlet=pd.Series(given, dtype="str"),
        outlet_source=["metadata" if name else "none" for name in given],
        outlet_evidence=pd.Series(given, dtype="str"),
        text=TEXT,
        length_words=5,
    )
    return frame[CLEANED.names], records


def named(*rows: dict, whole: outlets.Survey | None = None) -> list[tuple]:
    frame, records = cleaned(*rows)
    found = outlets.name(frame, records=records, names=NAMES, whole=whole)
    found = found.astype(object).where(found.notna(), None)
    return list(zip(found["outlet"], found["outlet_source"], found["outlet_evidence"], strict=True))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"outlet": "NYT"}, ("The New York Times", "metadata", "NYT")),
        ({"outlet": "www.theguardian.com"}, ("The Guardian", "metadata", "www.theguardian.com")),
        ({"outlet": "Harrow Post"}, ("Harrow Post", "metadata", "Harrow Post")),
        ({"outlet": "@harrowpost"}, ("harrowpost", "metadata", "@harrowpost")),
        ({"outlet": "@politifact"}, ("PolitiFact", "metadata", "@politifact")),
        ({"outlet": "@"}, (None, "none", None)),
        ({"outlet": "unknown"}, (None, "none", None)),
        ({"url": "https://edition.cnn.com/a"}, ("CNN", "url", "https://edition.cnn.com/a")),
        ({"url": "https://www.moorhead-gazette.example/a"},
         ("moorhead-gazette.example", "url", "https://www.moorhead-gazette.example/a")),
        ({"url": "https://news.google.com/a"}, (None, "none", None)),
        ({"source_file": "nytimes/2031/a.txt"}, ("The New York Times", "folder", "nytimes")),
        ({"source_file": "time/people/a.txt"}, (None, "none", None)),
        ({"content": TEXT + "\n\nSource: Le Monde"}, ("Le Monde", "text", "Source: Le Monde")),
        ({"content": "OSLO (Reuters) - Rain."}, ("Reuters", "text", "OSLO (Reuters) -")),
    ],
)  # fmt: skip
def test_each_source(row, expected):
    assert named(row) == [expected]


def test_the_order_of_sources():
    row = {
        "outlet": "Harrow Post", "url": "https://cnn.com/a", "source_file": "nytimes/a.txt",
        "content": "OSLO (Reuters) - Rain.",
    }  # fmt: skip
    for source, field in (("metadata", "outlet"), ("url", "url"), ("folder", "source_file")):
        assert named(row)[0][1] == source
        row.pop(field)
    assert named(row)[0][1] == "text"


@pytest.mark.parametrize(
    ("given", "url", "expected"),
    [
        ("Example_Account", "https://harrow.example/a", ("harrow.example", "url")),
        ("Rain falls on the island all day | Post", "https://harrow.example/a",
         ("harrow.example", "url")),
        ("Facebook", None, (None, "none")),
        ("@harrowpost", "https://harrow.example/a", ("harrow.example", "url")),
        ("@harrowpost", None, ("harrowpost", "metadata")),
        ("@politifact", "https://harrow.example/a", ("PolitiFact", "metadata")),
        ("Sport | Boats | Rain | Tide", None, (None, "none")),
        ("Harrow Post | Sport", None, ("Harrow Post | Sport", "metadata")),
        ("hp", "https://harrow.example/a", ("harrow.example", "url")),
        ("雨報", "https://harrow.example/a", ("雨報", "metadata")),
        ("Associated Press", "https://harrow.example/a", ("harrow.example", "url")),
        ("Politics", "https://www.cnn.com/a", ("CNN", "url")),
        ("Harrow Post", "https://harrow.example/a", ("Harrow Post", "metadata")),
    ],
)  # fmt: skip
def test_what_a_page_calls_its_site_is_weighed(given, url, expected):
    row = {
        "content": "<p>Rain.</p>", "is_html": True, "page_outlet": given, "url": url,
        "title": "Rain falls on the island all day",
    }  # fmt: skip
    assert named(row)[0][:2] == expected


def test_the_corpus_gives_unknown_outlets_one_spelling_and_their_hosts_a_name():
    rows = [
        {"outlet": "The Harrow Post", "url": "https://harrow.example/1"},
        {"outlet": "Harrow Post", "url": "https://harrow.example/2"},
        {"outlet": "Harrow Post"},
        {"url": "https://www.harrow.example/3"},
    ]
    assert [name for name, *_ in named(*rows)][:3] == ["Harrow Post"] * 3
    assert named(*rows)[0][2] == "The Harrow Post"  # what the file said stays


def test_a_folder_counts_when_its_articles_agree():
    rows = [{"outlet": "Harrow Post", "source_file": f"harrow-post/{n}.txt"} for n in range(4)]
    alone = {"source_file": "harrow-post/9.txt"}
    assert named(*rows, alone)[-1] == ("Harrow Post", "folder", "harrow post")
    assert named(alone) == [(None, "none", None)]
    other = [{"outlet": "The Weir", "source_file": f"harrow-post/x{n}.txt"} for n in range(4)]
    assert named(*rows, *other, alone)[-1][0] is None


def test_batches_are_named_as_the_whole_is():
    rows = [
        {"outlet": name, "source_file": f"a{n}.txt"}
        for n, name in enumerate(["The Harrow Post", "Harrow Post", "HARROW POST", "Harrow Post"])
    ]
    parts = [cleaned(*rows[:2])[0], cleaned(*rows[2:])[0]]
    whole = sum((outlets.survey(part, names=NAMES) for part in parts), outlets.Survey())
    assert named(*rows[:2], whole=whole) + named(*rows[2:], whole=whole) == named(*rows)


def test_naming_twice_changes_nothing_and_the_input_stays():
    frame, records = cleaned({"outlet": "NYT"}, {"url": "https://cnn.com/a"}, {})
    before = frame.copy()
    once = outlets.name(frame, records=records, names=NAMES)
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_frame_equal(outlets.name(once, records=records, names=NAMES), once)


def test_no_rows_are_no_rows():
    frame, records = cleaned({})
    none = outlets.name(frame.iloc[:0], records=records, names=NAMES)
    assert list(none.columns) == CLEANED.names
