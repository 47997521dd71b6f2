import json

import pytest

from newsvane.report import articles, blocks, claims


@pytest.fixture
def found(tables):
    return claims.quotes(tables["sentences"], tables["stances"])


@pytest.fixture
def told(tables, found):
    return claims.read(tables, found=found)


def test_every_chart_has_words_and_figures(tables, told):
    charts = blocks.charts(tables, claims=told)
    assert "chart-dates" in charts
    assert "chart-2-time" in charts
    assert "chart-1-shares" not in charts  # shares of so few say no more than the list of articles
    for chart in charts.values():
        assert chart.says.endswith(".")
        assert json.loads(chart.figure)["data"]
        assert all(len(row) == len(chart.header) for row in chart.rows)


def test_empty_periods_stand_in_the_table(tables, told):
    rows = blocks.charts(tables, claims=told)["chart-2-time"].rows
    empty = next(row for row in rows if row[0] == "Q3 2023")
    assert empty == ("Q3 2023", "0", "0", "–", "–", "–", "–", "–")
    assert rows[-1][0] == "Q2 2024 (not complete)"


def test_texts_are_marked_with_claim_and_side(tables, found, told):
    read = blocks.texts(tables["articles"], found=found, claims=told)
    marked = [piece for part in read["a2"].paragraphs for piece in part if piece.mark]
    assert [piece.mark.sides for piece in marked] == [((1, "favor"),), ((1, "against"),)]
    assert not [piece for part in read["a12"].paragraphs for piece in part if piece.mark]


def test_a_related_title_is_marked(tables, told):
    quote = claims.Quote("a1:0", "a1", "t", -1, -1, "outlet", None, 1.0, 0.9, 0.0, 0.1)
    read = blocks.texts(tables["articles"], found={"tram": {"a1:0": quote}}, claims=told)
    assert read["a1"].title == articles.Mark("a1:0", -1, -1, ((1, "favor"),))
    assert blocks.homes(read, {}) == {"a1:0": 0}


def test_evidence_shrinks_with_the_corpus(tables, found, told, monkeypatch):
    names = set(tables["articles"]["article_id"])
    stances = tables["article_stances"]
    listed = blocks.evidence(stances, found=found, claims=told, article_ids=names)
    assert len(listed["a1"][1][3]) == 2
    homes = blocks.homes({}, listed)
    assert homes["a1:1"] == 1
    monkeypatch.setattr(blocks, "MOST_EVIDENCE_CHARS", 10)
    bare = blocks.evidence(stances, found=found, claims=told, article_ids=names)
    assert bare["a1"][1][:3] == listed["a1"][1][:3]  # the verdict stays
    assert bare["a1"][1][3] == ()


def test_evidence_is_of_the_articles_asked_for(tables, found, told):
    stances = tables["article_stances"]
    assert set(blocks.evidence(stances, found=found, claims=told, article_ids={"a1"})) == {"a1"}
