"""Charts of the corpus for the notebook: tables of `newsvane.report.corpus` to Plotly figures."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from newsvane.report import corpus, wording
from newsvane.report.style import (
    COLOR,
    ROW_PX,
    SERIES,
    SERIES_PATTERN,
    blank,
    hatch,
    name_rows,
    numbers,
    plain,
    whole_ticks,
)

# Rows of a chart of files: more are for the table.
_MOST_FILES = 20
_GREY = {corpus.NO_OUTLET: ".", corpus.OTHERS: "x", "none": "."}
_FATES = {"originals": "originals", "copies": "copies", "left_out": "left out"}


def balance(counts: pd.DataFrame) -> go.Figure:
    """Draw what came of each file: originals, copies and what was left out.

    Parameters
    ----------
    counts : DataFrame
        What `newsvane.report.corpus.balance` returns; the sum over all files is not drawn, and of
        the files the first `20`, which are those with most left out.
    """
    rows = counts[counts["source_file"] != corpus.ALL]
    hidden = max(len(rows) - _MOST_FILES, 0)
    note = f"{wording.count(hidden, 'file')} more in the table" if hidden else ""
    rows = rows.head(_MOST_FILES)
    # Where a file has its name and where its folders have theirs does not fit: the end tells more.
    names = [str(name).rsplit("/", 1)[-1] for name in rows["source_file"]]
    series = {name: numbers(rows[column]) for column, name in _FATES.items()}
    figure = _rows("What came of each file", names=names, series=series, note=note)
    figure.update_xaxes(title={"text": "records"})
    return figure


def outlets_over_time(counts: pd.DataFrame) -> go.Figure:
    """Draw the articles per period by outlet, the undated ones in a bar of their own.

    Parameters
    ----------
    counts : DataFrame
        What `newsvane.report.corpus.outlet_counts` returns.
    """
    figure = blank("Articles by outlet and period", note="undated ones in the last bar", height=380)
    for place, outlet in enumerate(dict.fromkeys(counts["outlet"])):
        part = counts[counts["outlet"] == outlet]
        figure.add_bar(
            x=[plain(name) for name in part["period"]],
            y=numbers(part["n_articles"]),
            name=plain(outlet, limit=30),
            marker=_marker(place, name=outlet),
            hovertemplate="%{x}: %{y:.3~r}<extra>%{fullData.name}</extra>",
        )
    figure.update_layout(barmode="stack", showlegend=True)
    figure.update_xaxes(type="category")
    figure.update_yaxes(title={"text": "articles"}, rangemode="tozero")
    return figure


def date_kinds(counts: pd.DataFrame) -> go.Figure:
    """Draw how many articles have a date from each source, by its precision.

    Parameters
    ----------
    counts : DataFrame
        What `newsvane.report.corpus.date_kinds` returns.
    """
    sources = list(dict.fromkeys(counts["date_source"]))
    wide = counts.pivot_table("n_articles", "date_source", "date_precision", "sum")
    series = {
        str(name): numbers(wide.loc[sources, name])
        for name in dict.fromkeys(counts["date_precision"])
    }
    n_doubtful = counts.groupby("date_source")["n_doubtful"].sum()
    names = [f"{wording.DATE_SOURCE_SHORT[s]} ({n_doubtful[s]:,} doubtful)" for s in sources]
    figure = _rows("Where dates come from, and how precise they are", names=names, series=series)
    figure.update_xaxes(title={"text": "articles"})
    return figure


def speakers(counts: pd.DataFrame) -> go.Figure:
    """Draw the most quoted speakers, by the outlets that quote them.

    Parameters
    ----------
    counts : DataFrame
        What `newsvane.report.corpus.leading_speakers` returns.
    """
    names = list(dict.fromkeys(counts["speaker"]))
    wide = counts.pivot_table("n_sentences", "speaker", "outlet", "sum")
    totals = wide.sum().sort_values(ascending=False, kind="stable")
    last = [name for name in (corpus.OTHERS, corpus.NO_OUTLET) if name in totals.index]
    order = [name for name in totals.index if name not in last] + last
    series = {name: numbers(wide.loc[names, name]) for name in order}
    figure = _rows("Who is quoted or reported, by outlet", names=names, series=series)
    figure.update_xaxes(title={"text": "sentences"})
    return figure


def _rows(
    title: str, *, names: list[str], series: dict[str, list[float | None]], note: str = ""
) -> go.Figure:
    """Draw stacked bars to the right, one row per name; None is no bar."""
    figure = blank(title, note=note, height=170 + ROW_PX * len(names))
    ids = [str(place) for place in range(len(names))]
    for place, (name, values) in enumerate(series.items()):
        figure.add_bar(
            y=ids,
            x=values,
            orientation="h",
            name=plain(name, limit=30),
            marker=_marker(place, name=name),
            customdata=[plain(row, limit=90) for row in names],
            hovertemplate="%{customdata}: %{x}<extra>%{fullData.name}</extra>",
        )
    figure.update_layout(barmode="stack", showlegend=True)
    name_rows(figure, ids=ids, names=names)
    figure.update_xaxes(rangemode="tozero")
    totals = pd.DataFrame(series).sum(axis=1)
    whole_ticks(figure, "x", most=float(totals.max()) if len(totals) else 0)
    return figure


def _marker(place: int, *, name: str) -> dict[str, object]:
    """Return colour and hatching of a series; what is not known or not told apart is grey."""
    if name in _GREY:
        return {"color": COLOR["none"], "pattern": hatch(_GREY[name])}
    shades = [color for color in SERIES if color != COLOR["none"]]
    shapes = [shape for shape in SERIES_PATTERN if shape != "."]
    return {
        "color": shades[place % len(shades)],
        "pattern": hatch(shapes[place % len(shapes)]),
    }
