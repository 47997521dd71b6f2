"""The one style of every chart, and text that Plotly shows as it is written.

Plotly reads a subset of HTML in labels, so text of articles is escaped for it; axes of names are of
type category, so that a name such as "2024" stays a name. Only trace types that need neither WebGL
nor eval may be used: the report forbids both. Numbers go in as plain lists, not as typed arrays, so
that a figure's JSON is the same everywhere.
"""

from __future__ import annotations

import re
from functools import cache

import pandas as pd
import plotly.graph_objects as go

# Blue and vermilion stay apart for every common kind of colour blindness, and each of the three has
# a contrast of at least 3 : 1 on the white and on the dark page (WCAG 2.2, 1.4.11).
COLOR = {"favor": "#2b7bba", "against": "#d55e00", "none": "#808080"}
SYMBOL = {"favor": "triangle-up", "against": "triangle-down", "none": "circle"}
PATTERN = {"favor": "", "against": "/", "none": "."}
SERIES = ("#2b7bba", "#d55e00", "#0f9174", "#b0529c", "#808080", "#a57700")
SERIES_SYMBOL = ("circle", "square", "diamond", "triangle-up", "cross", "star")
SERIES_PATTERN = ("", "/", ".", "x", "-", "+")
GAP_COLOR = "rgba(128, 128, 128, 0.16)"
ROW_PX = 23
NOT_CORRECTED = "not corrected by human labels"
LABEL_LENGTH = 34
# Control characters, marks that turn the direction of what follows, and halves of characters.
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


@cache
def template() -> go.layout.Template:
    """Return the one style of every chart."""
    axis = {"zeroline": False, "automargin": True, "gridcolor": "rgba(128,128,128,0.25)"}
    axis |= {
        "linecolor": "rgba(128,128,128,0.6)",
        "ticks": "",
        "title": {"standoff": 10, "font": {"size": 13}},
    }
    layout = go.Layout(
        font={"family": "system-ui, -apple-system, 'Segoe UI', sans-serif", "size": 13},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        colorway=list(SERIES),
        title={
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 10},
            "font": {"size": 15},
            "subtitle": {"font": {"size": 12}},
        },
        margin={"l": 10, "r": 14, "t": 70, "b": 10},
        xaxis=axis,
        yaxis=axis,
        legend={
            "orientation": "h",
            "traceorder": "normal",
            "x": 0,
            "xanchor": "left",
            "y": 1.0,
            "yanchor": "bottom",
        },
        hoverlabel={"align": "left", "namelength": -1},
        hovermode="closest",
        dragmode=False,
        bargap=0.25,
    )
    return go.layout.Template(layout=layout)


def plain(text: object, *, limit: int | None = None) -> str:
    """Return text that Plotly shows as it is written: one line, no markup, no hidden characters.

    Parameters
    ----------
    text : object
        Any string of an article.
    limit : int, optional
        Greatest length in characters, the ellipsis included.

    Examples
    --------
    >>> plain("<b>A & B</b>"), plain("A long headline", limit=7)
    ('&lt;b&gt;A &amp; B&lt;/b&gt;', 'A long…')
    """
    # The slice keeps one enormous string cheap; no label has more white space than words.
    seen = str(text) if limit is None else str(text)[: 20 * limit]
    line = " ".join(_UNSEEN.sub(" ", seen).split())
    if limit and len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def blank(title: str, *, height: int, note: str = "") -> go.Figure:
    """Return a figure without traces in the one style; `note` stands below its title."""
    named: dict[str, object] = {"text": title}
    layout: dict[str, object] = {"template": template(), "title": named, "height": height}
    if note:
        named["subtitle"] = {"text": note}
        layout["margin"] = {"t": 92}
    return go.Figure(layout=layout)


def name_rows(figure: go.Figure, *, ids: list[str], names: list[str]) -> None:
    """Label the rows of a chart, from the top; `ids` keep rows of the same name apart."""
    labels = [plain(name, limit=LABEL_LENGTH) for name in names]
    figure.update_yaxes(type="category", tickvals=ids, ticktext=labels)
    figure.update_yaxes(categoryorder="array", categoryarray=ids, range=[len(ids) - 0.5, -0.5])


def whole_ticks(figure: go.Figure, letter: str, *, most: float) -> None:
    """Tick whole numbers only on the axis `letter` of counts up to `most`."""
    # Half an article is no tick where there are only a few.
    if most <= 8:
        figure.update_layout({f"{letter}axis": {"dtick": 1}})


def numbers(values: pd.Series) -> list[float | None]:
    """Return plain numbers for Plotly, None where there is no value."""
    return [None if pd.isna(value) else round(float(value), 4) for value in values]


def faded(color: str) -> str:
    """Return a colour given as #rrggbb, thin enough to lie behind a line."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.18)"


def hatch(shape: str | list[str]) -> dict[str, object]:
    """Return the pattern of bars, of all or of each, in white over its colour; "" is none."""
    return {"shape": shape, "fillmode": "overlay", "fgcolor": "#ffffff", "solidity": 0.2}


def stance_axis(figure: go.Figure, letter: str) -> None:
    """Make the axis `letter` the one of net stance, the same in every chart."""
    texts = (
        ["▼ −1", "−.5", "0", "+.5", "+1 ▲"] if letter == "x" else ["−1", "−.5", "0", "+.5", "+1"]
    )
    axis = {
        "range": [-1.08, 1.08],
        "tickvals": [-1, -0.5, 0, 0.5, 1],
        "ticktext": texts,
        "title": {"text": "net stance: ▼ against … in favor ▲"},
        "zeroline": True,
        "zerolinecolor": "#808080",
    }
    figure.update_layout({f"{letter}axis": axis})
