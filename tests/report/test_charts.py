import json

import pandas as pd
import pytest

from newsvane.report import charts, claims, facts

XSS = "<img src=x onerror=alert(1)>"
SAFE_TYPES = {"scatter", "bar"}


@pytest.fixture
def by_article(tables):
    stances = tables["article_stances"]
    whole = stances[(stances["claim_id"] == "dam") & stances["voice"].isna()]
    return whole.merge(tables["articles"], on="article_id")


@pytest.fixture
def all_figures(tables, by_article):
    return {
        "articles": charts.stance_by_article(by_article),
        "time": charts.stance_over_time(tables["trends"], claim_id="dam"),
        "shares": charts.shares_over_time(tables["trends"], claim_id="dam"),
        "voices": charts.voices(claims.voice_counts(tables["article_stances"], claim_id="dam")),
        "topics": charts.topics(tables["topics"]),
        "dates": charts.dates(facts.date_counts(tables["articles"])),
    }


def test_no_trace_needs_webgl_or_eval(all_figures):
    assert {trace.type for figure in all_figures.values() for trace in figure.data} == SAFE_TYPES


def test_text_of_articles_is_escaped(all_figures):
    for name, figure in all_figures.items():
        text = json.dumps(json.loads(figure.to_json(engine="json")), ensure_ascii=False)
        assert XSS not in text, name
    assert "&lt;img src=x onerror=alert(1)&gt;" in all_figures["topics"].data[0].customdata[0][0]


def test_axes_of_names_are_categories(all_figures):
    for name in ("articles", "voices", "topics"):
        assert all_figures[name].layout.yaxis.type == "category"
    assert all_figures["shares"].layout.xaxis.type == "category"
    assert all_figures["dates"].layout.xaxis.type == "category"


def test_numbers_are_plain_lists(all_figures):
    assert "bdata" not in "".join(f.to_json(engine="json") for f in all_figures.values())


def test_each_article_is_one_point_on_its_side(by_article):
    figure = charts.stance_by_article(by_article)
    points = {trace.name: len(trace.x) for trace in figure.data}
    assert points == {"in favor": 3, "neither": 1, "against": 3}
    assert len({trace.marker.symbol for trace in figure.data}) == 3  # not by colour alone
    assert figure.layout.xaxis.title.text == "net stance: ▼ against … in favor ▲"
    assert "(no title)" in figure.layout.yaxis.ticktext


def test_a_point_names_the_place_of_its_article(by_article):
    figure = charts.stance_by_article(by_article)
    anchors = {card[3] for trace in figure.data for card in trace.customdata}
    assert anchors == {f"a-{name}" for name in by_article["article_id"]}


def test_shares_of_an_empty_period_are_absent(tables):
    figure = charts.shares_over_time(tables["trends"], claim_id="dam")
    favor = next(trace for trace in figure.data if trace.name == "in favor")
    assert list(favor.x)[2] == "Q3 2023"
    assert favor.y[2] is None
    assert figure.data[-1].text[0] == "1"  # the denominator over the bar


def test_voices_are_named_and_counted(tables):
    counts = claims.voice_counts(tables["article_stances"], claim_id="tram")
    figure = charts.voices(counts)
    assert figure.layout.yaxis.ticktext[0] == "the outlet’s own voice"
    assert sum(sum(trace.x) for trace in figure.data) == counts["n_articles"].sum()


def test_outliers_are_named_as_such(tables):
    figure = charts.topics(tables["topics"])
    assert list(figure.data[0].x) == [6, 5, 1]
    assert figure.layout.yaxis.ticktext[-1] == "no topic"


def test_a_topic_that_hardly_comes_back_is_grey_and_said_to(tables):
    largest_first = [6, 5, 1]
    trust = dict(zip(largest_first, [0.84, 0.4, None], strict=True))
    figure = charts.topics(tables["topics"].assign(trust=tables["topics"]["n_articles"].map(trust)))
    assert list(figure.data[0].text) == ["6", "5 (unsure)", "1"]
    assert figure.data[0].marker.color[1] == figure.data[0].marker.color[2]  # as no topic
    assert "do not rely on it" in figure.data[0].customdata[1][1]
    assert "(unsure)" not in charts.topics(tables["topics"]).data[0].text


def test_the_number_of_topics_that_is_taken_is_marked(tables):
    figure = charts.topic_numbers(tables["topic_numbers"])
    assert [trace.name for trace in figure.data][-1] == "taken"
    assert (list(figure.data[-1].x), figure.data[-1].y[0]) == (
        [3],
        pytest.approx(0.55 / 0.6, abs=1e-3),
    )
    assert list(figure.data[0].x) == [2, 3, 4]
    assert charts.topic_numbers(tables["topic_numbers"].head(0)).data[0].x == ()


def test_dates_say_where_they_come_from(tables):
    figure = charts.dates(facts.date_counts(tables["articles"]))
    assert [trace.name for trace in figure.data] == ["metadata", "address", "text", "file name"]
    assert figure.layout.yaxis.title.text == "articles"


def test_charts_of_nothing_are_empty(tables):
    none = tables["trends"].head(0)
    assert charts.shares_over_time(none, claim_id="dam").data[0].x == ()
    empty = claims.voice_counts(tables["article_stances"].head(0), claim_id="dam")
    assert all(len(trace.x) == 0 for trace in charts.voices(empty).data)
    assert charts.topics(tables["topics"].head(0)).data[0].x == ()


def test_charts_leave_their_tables_alone(tables):
    before = {name: tables[name].copy() for name in ("trends", "topics", "articles")}
    charts.stance_over_time(tables["trends"], claim_id="dam")
    charts.shares_over_time(tables["trends"], claim_id="dam")
    charts.topics(tables["topics"])
    charts.dates(facts.date_counts(tables["articles"]))
    for name, table in before.items():
        pd.testing.assert_frame_equal(tables[name], table)
