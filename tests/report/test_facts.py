import pandas as pd
import pytest

from newsvane import tables as declared
from newsvane.report import facts


def periods(n_articles: list[float], n_stories: list[int] | None = None) -> pd.DataFrame:
    return pd.DataFrame(
        {"n_articles": n_articles, "n_stories": n_stories or [round(n) for n in n_articles]}
    )


def test_every_record_is_accounted_for(tables):
    corpus = facts.corpus(tables["articles"], tables["dropped"])
    assert (corpus.n_articles, corpus.n_dropped, corpus.n_stories) == (12, 3, 11)
    assert sum(n for _, n in corpus.date_sources) == corpus.n_articles
    assert sum(n for _, n in corpus.outlets) == corpus.n_articles
    assert sum(reason.n for reason in corpus.reasons) == corpus.n_dropped
    assert corpus.copies == (("near", 1),)
    assert corpus.outlets[-1] == (None, 1)  # the one without an outlet is counted, and comes last
    assert corpus.reasons[0] == facts.Reason("read", "no text in this row", 2)


def test_an_empty_corpus_has_no_days():
    corpus = facts.corpus(declared.empty(declared.ARTICLES), declared.empty(declared.DROPPED))
    assert (corpus.n_articles, corpus.first_day, corpus.outlets) == (0, None, ())


def test_date_counts_spread_intervals_and_leave_undated_out(tables):
    counts = facts.date_counts(tables["articles"])
    assert counts["n_articles"].sum() == pytest.approx(11)  # 12 articles, one undated
    totals = counts.groupby("period_start")["n_articles"].sum()
    assert totals.tolist() == pytest.approx([5, 6])  # no interval crosses the new year
    assert not (counts["date_source"] == "none").any()


def test_date_counts_of_undated_articles_are_empty(tables):
    undated = tables["articles"].assign(published_from=pd.NaT, published_to=pd.NaT)
    counts = facts.date_counts(undated)
    assert len(counts) == 0
    assert "n_articles" in counts


@pytest.mark.parametrize(
    ("frame", "carries"),
    [
        (periods([5, 5]), True),  # the least that carries a line
        (periods([3, 2]), False),  # five articles
        (periods([9, 1]), False),  # one solid period has no direction
        (periods([2, 2, 2, 2, 2, 2]), False),  # many, but no period with enough
        (periods([12, 12], [1, 1]), False),  # copies of one story each
        (periods([0.5] * 8, [1] * 8), False),  # four articles known to a quarter of a year each
        (periods([]), False),
    ],
)
def test_a_line_needs_stories(frame, carries):
    assert facts.carries_line(frame) is carries


def test_topics_come_largest_first_and_outliers_last(tables):
    topics = facts.topics(tables["topics"])
    assert [topic.topic_id for topic in topics] == [1, 0, -1]
    assert topics[-1].is_outlier
    assert topics[-1].trust is None


def test_study_tolerates_what_is_missing_or_odd():
    study = facts.study({"seed": "x", "stages": [{"stage": "read"}, 3], "judge": "a"}, name="dams")
    assert (study.name, study.seed, study.version) == ("dams", None, None)
    assert study.stages == (facts.Stage("read", None, None, None, None),)
    assert facts.study({"stages": "odd"}, name="dams").stages == ()


def test_facts_leave_their_tables_alone(tables):
    before = {name: table.copy() for name, table in tables.items()}
    facts.corpus(tables["articles"], tables["dropped"])
    facts.date_counts(tables["articles"])
    facts.topics(tables["topics"])
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, before[name])


def test_uncovered_are_the_known_languages_that_the_encoder_is_not_made_for(tables):
    tables["articles"].loc[1, "language"] = None
    corpus = facts.corpus(tables["articles"], tables["dropped"])
    assert facts.uncovered(corpus, languages=frozenset({"en"})) == (("ar", 1),)
    assert facts.uncovered(corpus, languages=frozenset({"en", "ar"})) == ()
    assert facts.uncovered(corpus, languages=None) == ()


@pytest.mark.parametrize("encoder", [{}, {"languages": "en"}, {"languages": [1]}, "odd"])
def test_languages_that_are_not_recorded_are_not_known(encoder):
    assert facts.study({"encoder": encoder}, name="dams").encoder_languages is None
