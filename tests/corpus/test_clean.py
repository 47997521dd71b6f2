"""Records to articles: titles, paragraphs, noise, and an account of every record."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsvane import tables
from newsvane.corpus import clean, read
from newsvane.corpus.isolation import pool, spread
from newsvane.corpus.reading.rows import Row
from newsvane.limits import Limits

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
LEAD = "The ferry to Ostmark will stop in May, its owners said on Monday after a meeting."
MORE = "Nobody has offered to pay for the repairs so far, and the council is divided over it."


def cleaned(content, *, format="txt", **described):
    row = Row("a." + format, 0, format, content, format == "html", **described)
    outcome = clean.clean(read.records([row]))
    assert len(outcome.kept) + len(outcome.dropped) == 1
    return outcome.kept.iloc[0] if len(outcome.kept) else outcome.dropped.iloc[0]["reason"]


def test_a_messy_article():
    article = cleaned(
        f"Ferry to stop in May\n\nBy Ada Byron\n\n{LEAD}\n\n The ferry.  (photo credit: A. BELL)\n"
        f"The ferry.\n(photo credit: A. BELL)\n\n{MORE}\n\nREAD MORE: Ferries\n\nLeave a Reply\n"
    )
    assert (article["title"], article["byline"]) == ("Ferry to stop in May", "Ada Byron")
    assert article["text"] == f"{LEAD}\n\n{MORE}"
    assert article["length_words"] == len(LEAD.split()) + len(MORE.split())
    assert article["article_id"] == clean.article_id("a.txt", 0)


def test_prose_gives_no_title():
    article = cleaned(f"{LEAD}\n{MORE}\n")
    assert pd.isna(article["title"])
    assert article["text"] == f"{LEAD}\n\n{MORE}"


def test_a_title_from_the_file_wins_and_is_not_repeated_in_the_text():
    article = cleaned(f"FERRY TO STOP IN MAY\n\n{LEAD}", title="Ferry to stop in May")
    assert (article["title"], article["text"]) == ("Ferry to stop in May", LEAD)


def test_what_the_file_says_is_kept():
    known = {
        "outlet": "Bote",
        "url": "http://b.example",
        "byline": "C. Dorn",
        "published": "3/4/24",
    }
    article = cleaned(f"By Ada Byron\n\n{LEAD}", language="en-GB", **known)
    assert {name: article[name] for name in known} == known
    assert article["language"] == "en"


def test_a_heading_that_differs_from_the_title_of_the_front_matter_stays():
    content = f"---\ntitle: Ferry to stop\n---\n# A hundred years on the strait\n\n{LEAD}\n"
    article = cleaned(content, format="md", title="Ferry to stop")
    assert article["title"] == "Ferry to stop"
    assert article["text"] == f"A hundred years on the strait\n\n{LEAD}"
    same = cleaned(f"# FERRY TO STOP\n\n{LEAD}\n", format="md", title="Ferry to stop")
    assert same["text"] == LEAD


def test_what_was_removed_is_logged(caplog):
    with caplog.at_level("DEBUG", logger="newsvane.corpus.cleaning.article"):
        cleaned(f"{LEAD}\n\nShare\n\n{MORE}\n\nShare\n")
    assert "a.txt, record 0: paragraphs removed: {'button or link': 2}" in caplog.text


def test_markdown_with_front_matter():
    content = (
        f"---\ntitle: x\n---\n# Ferry to stop\n\nThe **ferry** [stops](http://x.example).\n\n{LEAD}"
    )
    article = cleaned(content, format="md")
    assert (article["title"], article["text"]) == ("Ferry to stop", f"The ferry stops.\n\n{LEAD}")


@pytest.mark.parametrize(
    ("content", "format", "reason"),
    [
        ("Share\n\nAdvertisement\n", "txt", "no text left after cleaning"),
        ("* * *\n---\n", "md", "no text left after cleaning"),
        ("<html><body><h1>403 Forbidden</h1></body></html>", "html", "page has no article text"),
    ],
)
def test_nothing_left_is_said(content, format, reason):
    assert cleaned(content, format=format) == reason


def test_words_are_counted_where_there_are_no_spaces():
    assert cleaned("渡轮停航。")["length_words"] == 5


def test_no_records_give_two_empty_tables():
    outcome = clean.clean(tables.empty(tables.RECORDS))
    tables.check(outcome.kept, tables.CLEANED)
    tables.check(outcome.dropped, tables.DROPPED)


LINES = st.sampled_from(
    [LEAD, MORE, "", "Share", "Ferry to stop", "READ MORE: x", "\x00", "“", "1"]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(LINES, max_size=6).map("\n".join), max_size=5), st.randoms())
def test_every_record_is_accounted_for_in_any_order(texts, random):
    rows = [Row(f"{i}.txt", 0, "txt", text or "-", is_html=False) for i, text in enumerate(texts)]
    records = read.records(rows)
    before = records.copy()
    outcome = clean.clean(records)
    pd.testing.assert_frame_equal(records, before)
    files = set(outcome.kept["source_file"]) | set(outcome.dropped["source_file"])
    assert files == {row.source_file for row in rows}
    assert len(outcome.kept) + len(outcome.dropped) == len(rows)
    shuffled = random.sample(rows, len(rows))
    again = clean.clean(read.records(shuffled)).kept.sort_values("source_file", ignore_index=True)
    assert again.equals(outcome.kept.sort_values("source_file", ignore_index=True))


@pytest.fixture(scope="module")
def articles():
    outcome = clean.clean(read.read([SHARED / "articles"]).kept)
    assert not len(outcome.dropped)
    return outcome.kept.set_index(outcome.kept["source_file"].str[:3])


@pytest.mark.skipif(not (SHARED / "articles").is_dir(), reason="the five articles are not here")
class TestRealArticles:
    """Five saved articles without metadata; each line says what their noise was."""

    def test_titles_are_those_printed(self, articles):
        contents = read.read([SHARED / "articles"]).kept
        printed = (
            contents.set_index(contents["source_file"].str[:3])["content"].str.split("\n").str[0]
        )
        for number in ("000", "002", "003"):
            assert articles.loc[number, "title"] == printed[number].strip()

    def test_a_text_that_opens_with_prose_has_no_title(self, articles):
        assert articles.loc[["001", "004"], "title"].isna().all()

    @pytest.mark.parametrize(
        ("number", "words"),
        [
            ("000", "photo credit"), ("000", "Daina"), ("001", "Related article"), ("001", "http"),
            ("001", "views expressed"), ("002", "Leave a Reply"), ("002", "Required fields"),
            ("002", "Azerbaijan"), ("003", "READ MORE"), ("003", "Servicemen"), ("003", "pictured"),
            ("003", "joint press conference"), ("003", "missile strikes"), ("003", "Full Article"),
            ("004", "Sign up"),
        ],
    )  # fmt: skip
    def test_noise_is_gone(self, articles, number, words):
        assert words not in articles.loc[number, "text"]

    def test_what_noise_told_is_kept(self, articles):
        assert articles.loc["001", "outlet"] == "The Moscow Times"
        assert articles.loc["002", "byline"] == "Paul Goble"

    def test_the_bodies_are_whole(self, articles):
        # Paragraphs counted by hand, list items and headings within the text included.
        n_paragraphs = articles["text"].str.split("\n\n").map(len).to_dict()
        assert n_paragraphs == {"000": 11, "001": 39, "002": 10, "003": 30, "004": 30}

    def test_wraps_are_undone(self, articles):
        text = articles.loc["001", "text"]
        assert all(word in text for word in ("high-ranking diplomats", "cross-border payments"))
        assert "\n" not in text.replace("\n\n", "")


def test_worker_processes_give_the_same_articles_and_account_for_each_record(monkeypatch):
    monkeypatch.setattr(spread, "TASK_ROWS", 2)
    texts = [LEAD, "Share", MORE, f"{LEAD}\n\n{MORE}", ""]
    rows = [Row(f"{n}.txt", 0, "txt", text, False, place="x") for n, text in enumerate(texts)]
    here, there = (clean.clean(read.records(rows), limits=limits) for limits in (None, Limits()))
    pd.testing.assert_frame_equal(here.kept, there.kept)
    pd.testing.assert_frame_equal(here.dropped, there.dropped)
    assert there.dropped["source_file"].tolist() == ["1.txt", "4.txt"]


def test_a_record_that_takes_too_long_is_the_only_one_that_is_lost(monkeypatch):
    # What a page does to a library is not known beforehand; here the time is made short instead.
    answers = ["x", pool.Failure("took longer than 60 s", 1), "z", pool.END]
    article = clean.clean_task([list(Row("a.txt", 0, "txt", LEAD, False))])
    fields = next(article)
    monkeypatch.setattr(
        pool, "run", lambda tasks, **_: [*(next(tasks) and ()), *_answers(answers, fields)]
    )
    rows = [Row(f"{n}.txt", 0, "txt", LEAD, False) for n in range(3)]
    outcome = clean.clean(read.records(rows), limits=Limits())
    assert len(outcome.kept) == 2
    assert outcome.dropped[["source_file", "reason"]].to_numpy().tolist() == [
        ["1.txt", "took longer than 60 s"]
    ]


def _answers(answers, fields):
    return [
        [None, answer, *fields[2:]] if isinstance(answer, str) else answer for answer in answers
    ]


def test_rows_and_articles_have_the_fields_of_their_tables():
    assert list(Row._fields) == tables.RECORDS.names
    assert list(clean.Cleaned._fields) == tables.CLEANED.names


def test_what_is_left_of_a_task_begins_behind_the_record_that_failed():
    assert spread._rest(["a", "b", "c"], 1, "a") == ["c"]
    assert spread._rest(["a"], 0, None) is None
