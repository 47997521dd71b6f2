import pandas as pd
import pytest

from newsvane.report import timelines


def test_few_articles_are_points_and_the_chart_says_so(tables):
    figure = timelines.stance_over_time(tables["trends"], claim_id="dam")
    (points,) = figure.data  # no band
    assert points.mode == "markers"
    notes = [note.text for note in figure.layout.annotations if note.name == "no-line"]
    assert notes == ["6 articles do not carry a trend: points only"]
    assert figure.layout.title.subtitle.text == "not corrected by human labels"


def test_many_carry_a_line_with_a_band(many_tables):
    figure = timelines.stance_over_time(many_tables["trends"], claim_id="tram")
    band, line = figure.data
    assert (band.fill, line.mode) == ("toself", "lines+markers")
    assert not [note for note in figure.layout.annotations if note.name == "no-line"]


def test_a_gap_is_a_gap(many_tables):
    trends = many_tables["trends"]
    rows = trends[(trends["claim_id"] == "tram")].sort_values("period_start")
    n_empty = int((rows["n_articles"] == 0).sum())
    assert n_empty > 1
    figure = timelines.stance_over_time(trends, claim_id="tram")
    band, line = figure.data
    assert line.connectgaps is False
    assert sum(value is None for value in line.y) == n_empty
    assert len(line.x) == len(rows)  # every period has its place, the empty ones too
    assert band.x.count(None) == 2  # one polygon on each side of the gap
    (shade,) = figure.layout.shapes
    empty = rows[rows["n_articles"] == 0]
    assert shade.x0 == empty["period_start"].min().isoformat()[:10]


def test_a_value_without_articles_is_not_drawn(many_tables):
    # A table from elsewhere may hold 0 where nothing is known.
    trends = many_tables["trends"].copy()
    trends.loc[trends["n_articles"] == 0, ["net", "low", "high"]] = 0.0
    figure = timelines.stance_over_time(trends, claim_id="tram")
    empty = int(((trends["claim_id"] == "tram") & (trends["n_articles"] == 0)).sum())
    assert sum(value is None for value in figure.data[-1].y) == empty
    assert figure.data[0].x.count(None) == 2


def test_points_show_their_denominators(tables):
    points = timelines.stance_over_time(tables["trends"], claim_id="dam").data[0]
    name, net, counts, corrected = points.customdata[1]
    assert (name, counts) == ("Q2 2023", "2 articles, 1 story")  # the copy is no story of its own
    assert "95% interval" in net
    assert corrected == "not corrected by human labels"
    assert points.marker.size[1] > points.marker.size[0]


def test_the_partial_period_is_open(tables):
    points = timelines.stance_over_time(tables["trends"], claim_id="dam").data[0]
    assert points.marker.symbol[-1] == "circle-open"
    assert set(points.marker.symbol[:-1]) == {"circle"}
    assert points.customdata[-1][0].endswith("(not complete)")


def test_intervals_are_drawn_as_they_are(tables):
    trends = tables["trends"]
    points = timelines.stance_over_time(trends, claim_id="tram").data[0]
    rows = trends[trends["claim_id"] == "tram"].reset_index(drop=True)
    first = rows.iloc[0]
    assert points.error_y.array[0] == pytest.approx(first["high"] - first["net"], abs=1e-4)
    assert points.error_y.arrayminus[0] == pytest.approx(first["net"] - first["low"], abs=1e-4)


def test_corrected_figures_take_the_place_of_the_others(tables):
    trends = tables["trends"].copy()
    for name in ("net", "low", "high"):
        trends[f"{name}_corrected"] = trends[name] * 0.5
    figure = timelines.stance_over_time(trends, claim_id="tram")
    assert figure.layout.title.subtitle.text == "corrected with human labels"
    assert figure.data[0].y[0] == pytest.approx(
        trends["net"].where(trends["claim_id"] == "tram").dropna().iloc[0] / 2
    )


def test_groups_are_drawn_apart_and_the_largest_only(tables):
    rows = tables["trends"][tables["trends"]["claim_id"] == "dam"]
    groups = pd.concat(
        rows.assign(group_by="outlet", group=f"<b>{name}", n_articles=rows["n_articles"] * weight)
        for name, weight in (("A", 1), ("B", 3), ("C", 2))
    )
    figure = timelines.stance_over_time(groups, claim_id="dam", group_by="outlet", most_groups=2)
    assert [trace.name for trace in figure.data] == ["&lt;b&gt;B", "&lt;b&gt;C"]
    assert figure.data[0].marker.symbol[0] != figure.data[1].marker.symbol[0]
    assert figure.layout.showlegend


def test_an_unknown_claim_is_an_empty_chart(tables):
    assert timelines.stance_over_time(tables["trends"], claim_id="nobody").data == ()


def test_row_order_does_not_matter(tables):
    trends = tables["trends"]
    figure = timelines.stance_over_time(trends, claim_id="dam")
    turned = timelines.stance_over_time(trends.iloc[::-1], claim_id="dam")
    assert figure.to_json(engine="json") == turned.to_json(engine="json")
