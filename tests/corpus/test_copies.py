"""Copies: exact, near and restated, their direction and their stories."""

import csv
import gzip
import random
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsvane import tables
from newsvane.corpus import copies
from newsvane.corpus.matching import originals, words
from newsvane.errors import TableError

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SYLLABLES = ("ba", "ko", "ri", "ne", "tu", "sal", "mer", "dov", "lin", "gra", "pe", "zo")


def prose(seed, n_words=200):
    """Return words that no language has, the same for one seed."""
    rng = random.Random(seed)
    return " ".join("".join(rng.choices(SYLLABLES, k=3)) for _ in range(n_words))


def dated(rows):
    """Make the table `dated` from dicts with article_id and text; a date is a day or a pair."""
    frame = pd.DataFrame(rows)
    n = len(frame)

    def texts(name, default=None):
        given_texts = frame[name] if name in frame else [default] * n
        return pd.Series(given_texts, dtype="str")

    spans = [row.get("date") for row in rows]
    spans = [span if isinstance(span, tuple) else (span, span) for span in spans]
    return pd.DataFrame(
        {
            "article_id": texts("article_id"),
            "source_file": texts("source_file", "a.csv"),
            "record": np.arange(1, n + 1),
            **{name: texts(name) for name in ("title", "outlet", "byline", "url", "language")},
            "text": texts("text"),
            "length_words": np.array([len(row["text"].split()) for row in rows], dtype="int64"),
            "published_from": pd.Series([a for a, _ in spans], dtype="datetime64[s]"),
            "published_to": pd.Series([b for _, b in spans], dtype="datetime64[s]"),
            "date_source": texts("date_source", "metadata"),
            "date_evidence": texts("date_evidence"),
        }
    )


def link(*rows):
    return copies.link(dated(list(rows))).set_index("article_id")


def found(articles):
    """Return {copy: (original, kind)}."""
    linked = articles[articles["copy_of"].notna()]
    return {row.Index: (row.copy_of, row.copy_kind) for row in linked.itertuples()}


def test_the_same_text_in_other_dress_is_an_exact_copy():
    articles = link(
        {"article_id": "a", "text": "“The ferry sank,”  said\nCaptain Odra.", "date": "2024-01-02"},
        {"article_id": "b", "text": '"The ferry sank," said captain Odra.', "date": "2024-01-01"},
    )
    assert found(articles) == {"a": ("b", "exact")}
    assert articles["story_id"].tolist() == ["b", "b"]
    assert articles["copied_share"].tolist() == [1.0, 0.0]


def test_two_articles_without_text_are_no_copies():
    assert found(link({"article_id": "a", "text": ""}, {"article_id": "b", "text": " "})) == {}


def test_short_texts_that_share_a_phrase_are_no_copies():
    articles = link(
        {"article_id": "a", "text": "The minister of transport for the islands resigned."},
        {"article_id": "b", "text": "The minister of transport for the islands is ill."},
    )
    assert found(articles) == {}


@pytest.mark.parametrize(
    "copy",
    [
        prose(1).rsplit(" ", 120)[0],  # an agency text cut after two fifths
        "Odra, Monday. " + prose(1),  # a dateline in front
        " ".join(
            [*prose(1).split()[:90], prose(2, 15), *prose(1).split()[90:]]
        ),  # a paragraph more
        " ".join(w if i % 60 else "edited" for i, w in enumerate(prose(1).split())),  # a word in 60
    ],
)
def test_syndicated_texts_are_near_copies(copy):
    articles = link(
        {"article_id": "wire", "text": prose(1), "date": "2024-05-01"},
        {"article_id": "paper", "text": copy, "date": "2024-05-02"},
        {"article_id": "other", "text": prose(3), "date": "2024-05-02"},
    )
    assert found(articles) == {"paper": ("wire", "near")}
    assert articles.loc["paper", "copied_share"] > 0.85
    assert articles.loc["other", "story_id"] == "other"


def test_a_long_later_article_around_a_short_one_is_its_own():
    # The brief stands in it in full, but nine tenths are new.
    articles = link(
        {"article_id": "brief", "text": prose(1, 60), "date": "2024-05-01"},
        {"article_id": "feature", "text": prose(1, 60) + " " + prose(2, 600), "date": "2024-05-09"},
    )
    assert found(articles) == {}


def test_dates_that_overlap_leave_the_longer_one_as_original():
    articles = link(
        {"article_id": "a", "text": prose(1, 150), "date": ("2024-05-01", "2024-05-31")},
        {"article_id": "b", "text": prose(1, 200), "date": ("2024-05-20", "2024-06-30")},
    )
    assert found(articles) == {"a": ("b", "near")}


def test_all_else_equal_the_smaller_id_is_the_original():
    rows = [{"article_id": name, "text": prose(1)} for name in "cab"]
    assert found(link(*rows)) == {"b": ("a", "exact"), "c": ("a", "exact")}


def test_copies_of_copies_point_to_the_first():
    text = prose(1, 300).split()
    articles = link(
        {"article_id": "a", "text": " ".join(text), "date": "2024-05-01"},
        {"article_id": "b", "text": " ".join(text[:280]), "date": "2024-05-02"},
        {"article_id": "c", "text": " ".join(text[:250]), "date": "2024-05-03"},
        {"article_id": "d", "text": " ".join(text[:250]), "date": "2024-05-04"},  # exact copy of c
    )
    assert found(articles) == {name: ("a", "near") for name in "bcd"}
    assert set(articles["story_id"]) == {"a"}


SPEECH = prose(7, 400)
QUOTING = (
    "Two authors write in the Harbour Post that things are bad. "
    f"“{' '.join(SPEECH.split()[40:80])},” they say. {prose(8, 40)}. "
    f"They add: “{' '.join(SPEECH.split()[200:240])}.”\n\n{prose(9, 40)}"
)


def test_a_piece_that_quotes_at_length_restates():
    articles = link(
        {"article_id": "essay", "text": SPEECH}, {"article_id": "opinion", "text": QUOTING}
    )
    assert found(articles) == {"opinion": ("essay", "restated")}
    # Eighty of its 175 words.
    assert articles.loc["opinion", "copied_share"] == pytest.approx(80 / 175, abs=0.02)
    assert articles.loc["opinion", "story_id"] == "essay"


def test_who_quotes_came_later_whatever_a_date_found_in_the_text_says():
    essay = {"article_id": "essay", "text": SPEECH, "date": "2024-07-01"}
    opinion = {"article_id": "opinion", "text": QUOTING, "date": "2024-02-01"}
    guessed = [row | {"date_source": "text"} for row in (essay, opinion)]
    assert found(link(*guessed)) == {"opinion": ("essay", "restated")}


def test_who_names_the_other_is_the_copy():
    # Without marks, and by length the other would be the original; but it names the outlet.
    report = QUOTING.replace("“", "").replace("”", "") + " " + prose(5, 90)
    column = " ".join(SPEECH.split()[:245])
    articles = link(
        {"article_id": "column", "text": column, "outlet": "Harbour Post"},
        {"article_id": "report", "text": report},
    )
    assert found(articles) == {"report": ("column", "restated")}


def test_one_block_that_both_print_is_no_restatement():
    # A box of 80 words about something else, as sites put it into their pages.
    box = prose(20, 80)
    articles = link(
        {"article_id": "a", "text": f"{prose(1, 90)} {box} {prose(2, 30)}"},
        {"article_id": "b", "text": f"{prose(3, 40)} {box} {prose(4, 80)}"},
    )
    assert found(articles) == {}


def test_one_block_that_is_most_of_a_piece_restates():
    # A third is new, too much for a near copy.
    articles = link(
        {"article_id": "a", "text": prose(1, 200)},
        {"article_id": "b", "text": f"{prose(2, 60)} {prose(1, 120)}"},
    )
    assert found(articles) == {"b": ("a", "restated")}


def test_boilerplate_of_many_articles_is_no_restatement():
    lines = [prose(30 + i, 30) for i in range(3)]
    rows = [
        {
            "article_id": f"a{n:02}",
            "text": " ".join(
                f"{line} {prose(1000 + 10 * n + i, 30)}" for i, line in enumerate(lines)
            ),
        }
        for n in range(30)
    ]
    assert found(link(*rows)) == {}
    # In a few articles alone, the same passages are a restatement.
    assert len(found(link(*rows[:3]))) == 2


def test_a_copy_of_a_restating_piece_belongs_to_the_same_story():
    articles = link(
        {"article_id": "essay", "text": SPEECH},
        {"article_id": "opinion", "text": QUOTING},
        {"article_id": "reprint", "text": QUOTING},
    )
    assert found(articles) == {n: ("essay", "restated") for n in ("opinion", "reprint")}


def test_hundreds_of_copies_are_one_story_in_little_time():
    text = prose(1, 600).split()
    rows = [
        {"article_id": f"a{i:03}", "text": " ".join(text[: 600 - i % 97]), "date": "2024-05-02"}
        for i in range(800)
    ]
    start = time.perf_counter()
    articles = link(*rows)
    assert set(articles["story_id"]) == {"a000"}
    assert time.perf_counter() - start < 20


def test_a_huge_line_takes_seconds():
    row = {"article_id": "a", "text": '"word ' * 1_000_000}
    start = time.perf_counter()
    assert found(link(row, {"article_id": "b", "text": "x" * 5_000_000})) == {}
    assert time.perf_counter() - start < 20


def test_no_articles_give_an_empty_table():
    articles = copies.link(tables.empty(tables.DATED))
    assert articles.empty
    tables.check(articles, tables.ARTICLES)


PARTS = st.lists(
    st.tuples(st.integers(1, 3), st.integers(0, 60), st.integers(61, 120), st.integers(0, 5)),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(parts=PARTS, order=st.randoms(use_true_random=False))
def test_stories_are_stars_and_row_order_does_not_matter(parts, order):
    rows = [
        {
            "article_id": f"a{i}",
            "text": " ".join(prose(seed, 120).split()[start:end]),
            "date": f"2024-01-0{day}" if day else None,
        }
        for i, (seed, start, end, day) in enumerate(parts)
    ]
    frame = dated(rows)
    before = frame.copy(deep=True)
    articles = copies.link(frame)
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_frame_equal(articles[frame.columns], frame)
    is_copy = articles["copy_of"].notna()
    assert (articles.loc[is_copy, "copy_of"] == articles.loc[is_copy, "story_id"]).all()
    assert (articles.loc[~is_copy, "story_id"] == articles.loc[~is_copy, "article_id"]).all()
    assert not set(articles["copy_of"].dropna()) & set(articles.loc[is_copy, "article_id"])
    assert (is_copy == articles["copy_kind"].notna()).all()
    assert articles["copied_share"].between(0, 1).all()
    assert articles["aligned_share"].between(0, 1).all()
    assert (articles.loc[~is_copy, ["copied_share", "aligned_share"]] == 0).all(axis=None)
    order.shuffle(rows)
    again = copies.link(dated(rows)).set_index("article_id").loc[articles["article_id"]]
    columns = ["story_id", "copy_of", "copy_kind", "copied_share", "aligned_share"]
    pd.testing.assert_frame_equal(again.reset_index()[columns], articles[columns])


@given(st.text(alphabet="ab “”„\"«»'\nß1_-", max_size=60))
def test_each_word_is_told_to_be_quoted_or_not(text):
    plain = words.plain(text)
    found = words.split([plain])
    assert len(originals.quoted(plain, starts=found.starts)) == len(found)


def stream(rows, size):
    frame = dated(rows)
    return lambda: iter([frame.iloc[at : at + size] for at in range(0, len(frame), size)])


MIXED = [
    row | {"date_source": "text"}
    for row in (
        {"article_id": "wire", "text": prose(1), "date": ("2024-05-01", "2024-05-31")},
        {"article_id": "paper", "text": prose(1, 120), "date": "2024-05-09"},
        {"article_id": "xerox", "text": prose(1).upper(), "date": "2024-05-11"},
        {"article_id": "other", "text": prose(3)},
        {"article_id": "none", "text": ""},
    )
]


@pytest.mark.parametrize("size", [1, 2, 5])
def test_batches_are_linked_like_one_table(size):
    batches = stream(MIXED, size)
    links = copies.find(batches)
    articles = pd.concat([copies.attach(batch, links) for batch in batches()])
    pd.testing.assert_frame_equal(articles, copies.link(dated(MIXED)))
    assert found(articles.set_index("article_id")) == {
        "paper": ("wire", "near"),
        "xerox": ("wire", "exact"),
    }
    # The original is no later than its last copy.
    assert articles.set_index("article_id").loc["wire", "published_to"] == pd.Timestamp(2024, 5, 11)
    assert links.loc["wire", "last_day"] == pd.Timestamp(2024, 5, 11)
    assert links["last_day"].notna().sum() == 1


def test_a_stream_that_changes_or_repeats_is_an_error():
    calls = []

    def changing():
        calls.append(1)
        return iter([dated(MIXED if len(calls) == 1 else MIXED[1:])])

    with pytest.raises(TableError, match="second reading"):
        copies.find(changing)
    with pytest.raises(TableError, match="one row per article_id"):
        copies.find(lambda: iter([dated(MIXED), dated(MIXED[:1])]))


def test_articles_that_were_not_searched_cannot_be_attached():
    with pytest.raises(TableError, match="1 others"):
        copies.attach(dated(MIXED), copies.find(lambda: iter([dated(MIXED[1:])])))


def test_no_batches_give_no_links():
    links = copies.find(lambda: iter([]))
    assert links.empty
    assert copies.attach(tables.empty(tables.DATED), links).empty


def test_a_retold_piece_restates_in_other_words():
    articles = link(
        {"article_id": "report", "text": REPORT, "date": "2024-05-01"},
        {"article_id": "retold", "text": RETOLD, "date": "2024-05-02"},
        {"article_id": "other", "text": prose(3)},
    )
    assert found(articles) == {"retold": ("report", "restated")}
    assert articles.loc["retold", "aligned_share"] == 1.0
    assert articles.loc["retold", "copied_share"] < 0.2


REPORT = (
    "The harbour council approved the second ferry on Tuesday after months of bitter quarrel. "
    "Traders had collected 2,400 signatures in favour of the larger vessel. "
    "Opponents warned that noise would drive guests from the northern beaches. "
    "The shipyard at Malrow will deliver the vessel within eighteen months. "
    "Passengers will pay four crowns for a crossing, twice the present fare."
)
RETOLD = (
    "The harbour council gave its word for the second ferry on Tuesday, after bitter quarrel. "
    "Signatures collected by traders, 2,400 of them, were in favour of a larger vessel. "
    "That noise would drive guests from beaches in the north, opponents had warned. "
    "At Malrow the shipyard can deliver this vessel within about eighteen months. "
    "For a crossing passengers pay four crowns then, or twice the present fare."
)


def test_scripts_without_spaces_have_copies():
    rng = random.Random(5)
    text = "".join(chr(rng.randint(0x4E00, 0x9000)) for _ in range(300)) + "。"
    articles = link(
        {"article_id": "a", "text": text, "date": "2024-05-01"},
        {"article_id": "b", "text": text[:180], "date": "2024-05-02"},
        {"article_id": "c", "text": text[::-1], "date": "2024-05-02"},
    )
    assert found(articles) == {"b": ("a", "near")}


def test_forms_with_other_facts_are_no_copies():
    form = (
        "Highs of {} degrees and lows of {} are expected at the harbour. Winds of {} kilometres "
        "an hour blow from the north with gusts of {}. The chance of rain is {} per cent. The sun "
        "rises at {} and sets at {}. Residents should follow the advice of the harbour office."
    )
    rng = random.Random(3)
    rows = [
        {"article_id": f"a{i}", "text": form.format(*rng.sample(range(100), 7))} for i in range(30)
    ]
    assert found(link(*rows)) == {}


@pytest.mark.parametrize("text", [prose(1), "word", "大坝" * 50])
def test_many_identical_articles_are_one_story_in_little_time(text):
    rows = [{"article_id": f"a{i:05}", "text": text} for i in range(10_000)]
    start = time.perf_counter()
    articles = link(*rows)
    assert set(articles["story_id"]) == {"a00000"}
    assert (articles["copy_kind"] == "exact").sum() == len(rows) - 1
    assert time.perf_counter() - start < 60


def test_a_shared_paragraph_does_not_link_a_thousand_articles():
    box = prose(99, 60)
    rows = [
        {"article_id": f"a{i:04}", "text": f"{prose(i + 100, 80)}\n\n{box}"} for i in range(1000)
    ]
    start = time.perf_counter()
    assert found(link(*rows)) == {}
    assert time.perf_counter() - start < 60


@pytest.mark.skipif(not (SHARED / "articles").is_dir(), reason="../shared/articles is not there")
def test_of_the_five_real_articles_one_restates_another():
    files = sorted((SHARED / "articles").glob("*.txt"))
    rows = [{"article_id": f.name[:3], "text": f.read_text(encoding="utf-8")} for f in files]
    assert found(link(*rows)) == {"002": ("001", "restated")}


BBC = SHARED / "data" / "topics" / "bbc_news" / "data.csv.gz"


@pytest.mark.skipif(not BBC.exists(), reason="../shared/data/topics/bbc_news is not there")
def test_the_known_exact_duplicates_of_2225_articles_are_found_in_seconds():
    with gzip.open(BBC, "rt", encoding="utf-8", newline="") as lines:
        rows = [
            {"article_id": f"b{i:04}", "text": row["text"]}
            for i, row in enumerate(csv.DictReader(lines))
        ]
    start = time.perf_counter()
    articles = link(*rows)
    assert time.perf_counter() - start < 20
    n_bodies = len({row["text"] for row in rows})
    assert len(rows) - n_bodies == 133
    assert 133 <= (articles["copy_kind"] == "exact").sum() <= 140
