import re

import pandas as pd
import pytest

from newsvane import tables as declared
from newsvane.report import claims, facts, wording

# Words that claim a change; "do not carry a trend" alone may hold one.
CHANGE = re.compile(
    r"\b(trend\w*|ris(e|es|ing|en)|rose|fall(s|ing|en)?|fell|increas\w*|decreas\w*|decline\w*|"
    r"grow\w*|grew|shift\w*|turn(s|ed)|drop(s|ped)|climb\w*|chang\w*)\b",
    re.IGNORECASE,
)


def said(tables) -> list[str]:
    found = claims.quotes(tables["sentences"], tables["stances"])
    told = claims.read(tables, found=found)
    n_kept = len(tables["articles"])
    lines = wording.corpus_sentences(facts.corpus(tables["articles"], tables["dropped"]))
    lines += wording.topic_sentences(facts.topics(tables["topics"]), n_kept=n_kept)
    return lines + [line for c in told for line in wording.claim_sentences(c, n_kept=n_kept)]


def test_few_articles_do_not_carry_a_trend(tables):
    text = " ".join(said(tables))
    assert "4 articles do not carry a trend." in text
    assert "+.50 in Q1 2023 (2 articles, 95% interval −.21 to +1.00)" in text
    assert not CHANGE.search(re.sub(r"do(es)? not carry a trend", "", text))


def test_uncorrected_lines_claim_no_change(many_tables):
    text = " ".join(said(many_tables))
    assert "No human labels correct these figures" in text
    assert "95% interval" in text
    assert not CHANGE.search(text.replace("no change over time is claimed", ""))


def test_sentences_hold_their_denominators(tables):
    lines = said(tables)
    assert lines[0] == "12 of 15 files or records were kept as articles; 3 were left out."
    assert any(
        line.startswith("5 of 12 articles (5 stories) have sentences close to this claim")
        for line in lines
    )
    assert any("1 article of 12 belongs to no topic" in line for line in lines)


def test_an_empty_study_is_said_plainly():
    empty = {name: declared.empty(table) for name, table in declared.TABLES.items()}
    assert said(empty)[0].startswith("No article was kept")
    assert "No topic was found." in said(empty)


def test_one_topic_is_said_plainly(tables):
    one = facts.topics(tables["topics"].head(1))
    assert "they form one topic" in wording.topic_sentences(one, n_kept=5)[0]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2023-02-23", "2023-02-23", "23 Feb 2023"),
        ("2023-03-20", "2023-03-31", "20 Mar – 31 Mar 2023"),
        ("2022-12-20", "2023-01-03", "20 Dec 2022 – 3 Jan 2023"),
    ],
)
def test_days(first, last, shown):
    assert wording.days(pd.Timestamp(first), pd.Timestamp(last)) == shown


def test_days_of_an_open_interval():
    assert wording.days(pd.Timestamp("2023-02-23"), pd.NaT) == "23 Feb 2023"
    assert wording.days(pd.NaT, pd.NaT) == "undated"


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2023-02-01", "2023-02-28", "Feb 2023"),
        ("2023-04-01", "2023-06-30", "Q2 2023"),
        ("2023-02-01", "2023-04-30", "Feb – Apr 2023"),
        ("2022-11-01", "2023-02-28", "Nov 2022 – Feb 2023"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2023-01-02", "2023-01-08", "2 Jan – 8 Jan 2023"),
    ],
)
def test_period(start, end, shown):
    assert wording.period(pd.Timestamp(start), pd.Timestamp(end)) == shown


def test_absent_is_a_dash_and_not_zero():
    assert wording.net(None) == wording.percent(float("nan")) == wording.interval(None, None) == "–"
    assert wording.net(0.0) == ".00"


def test_uncovered_languages_are_named_with_what_it_means():
    told = " ".join(wording.uncovered_sentences([("ar", 1)], languages={"en"}))
    assert "1 article is in another language (ar: 1)" in told
    assert "do not trust them" in told
    assert wording.uncovered_sentences([], languages={"en"}) == []
