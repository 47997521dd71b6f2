"""What is null is a dash, a chart is JSON and HTML, and nothing is fetched."""

import pandas as pd
import plotly.graph_objects as go
import plotly.io
import pytest

from newsvane.report import notebook


@pytest.fixture
def settings():
    """Plotly and pandas as a notebook finds them, and as they were afterwards."""
    before, rows = plotly.io.renderers.default, pd.options.display.max_rows
    plotly.io.renderers.default = "plotly_mimetype"
    yield
    plotly.io.renderers.default = before
    pd.options.display.max_rows = rows


def test_a_chart_is_json_and_html_that_fetches_nothing(settings, monkeypatch):
    notebook.set_up()
    monkeypatch.setattr(notebook._Offline, "activate", lambda self: None)  # 5 MB of plotly.js
    bundle = plotly.io.renderers._build_mime_bundle(go.Figure(go.Bar(x=[1], y=[2])).to_dict())
    assert set(bundle) == {"application/vnd.plotly.v1+json", "text/html"}
    assert "Plotly.newPlot" in bundle["text/html"]
    assert "//" not in bundle["text/html"].replace("/*", "").replace("*/", "")


def test_another_program_for_charts_stays(settings):
    plotly.io.renderers.default = "png"
    notebook.set_up()
    assert plotly.io.renderers.default == "png"


def test_nulls_are_dashes_and_the_table_stays():
    rows = pd.DataFrame({
        "title": pd.Series(["Rain", None], dtype="str"),
        "day": pd.to_datetime(["2031-03-04", None]),
        "share": [0.5, None],
        "n": pd.array([3, None], dtype="Int64"),
        "odd": [None, "x"],
        "full": [1, 2],
    })  # fmt: skip
    before = rows.copy()
    page = notebook._as_html(rows)
    pd.testing.assert_frame_equal(rows, before)
    assert not any(word in page for word in ("NaN", "NaT", "None", "&lt;NA&gt;"))
    assert page.count(f"<td>{notebook.EMPTY}</td>") == 5
    assert all(f"<td>{cell}</td>" in page for cell in ("Rain", "2031-03-04", "0.5", "3", "2"))


def test_columns_of_one_name_and_markup():
    rows = pd.DataFrame([["<b>", None], [None, "y"]], columns=["a", "a"])
    page = notebook._as_html(rows)
    assert "&lt;b&gt;" in page
    assert page.count(f"<td>{notebook.EMPTY}</td>") == 2
    assert notebook.without_gaps(rows.head(0)).empty
