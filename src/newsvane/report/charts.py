"""Tables to Plotly figures: one function per chart; no counting and no model."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from newsvane.report import wording
from newsvane.report.articles import anchor
from newsvane.report.style import (
    COLOR,
    NOT_CORRECTED,
    PATTERN,
    ROW_PX,
    SERIES,
    SERIES_PATTERN,
    SERIES_SYMBOL,
    SYMBOL,
    blank,
    hatch,
    name_rows,
    numbers,
    plain,
    stance_axis,
    whole_ticks,
)
from newsvane.report.timelines import stance_over_time

__all__ = [
    "dates",
    "shares_over_time",
    "stance_by_article",
    "stance_over_time",
    "topic_numbers",
    "topics",
    "voices",
]

_SIDES = ("favor", "none", "against")
# Above this the numbers over the bars would run into each other.
_MOST_DENOMINATORS = 36
_STABILITY = "agreement of draws beyond chance, as part of what there is"
_LINES = {
    "stability": "beyond chance",
    "agreement": "agreement",
    "agreement_by_chance": "agreement by chance",
}


def stance_by_article(rows: pd.DataFrame) -> go.Figure:
    """Draw the net stance of each article on one claim, one line per article.

    Parameters
    ----------
    rows : DataFrame
        `article_id`, `title` (null: none), `published_from`, `published_to`, `outlet`, `net`,
        `stance` and `n_sentences`, in the order in which they are shown from the top.
    """
    figure = blank("Net stance of each article", height=150 + ROW_PX * len(rows))
    for stance in _SIDES:
        part = rows[rows["stance"] == stance]
        figure.add_scatter(
            x=numbers(part["net"]),
            y=[plain(name) for name in part["article_id"]],
            customdata=[_article_card(row) for row in part.itertuples(index=False)],
            mode="markers",
            name=wording.STANCE[stance],
            marker={"color": COLOR[stance], "symbol": SYMBOL[stance], "size": 12},
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
        )
    ids = [plain(name) for name in rows["article_id"]]
    titles = ["(no title)" if pd.isna(title) else title for title in rows["title"]]
    name_rows(figure, ids=ids, names=titles)
    stance_axis(figure, "x")
    return figure


def shares_over_time(trends: pd.DataFrame, *, claim_id: str) -> go.Figure:
    """Draw the shares in favor, on neither side and against per period, with their denominators.

    Parameters
    ----------
    trends : DataFrame
        Table `trends`.
    claim_id : str
        The claim.
    """
    rows = trends[(trends["claim_id"] == claim_id) & (trends["group_by"] == "all")]
    rows = rows.sort_values("period_start")
    names = [_period(row) for row in rows.itertuples(index=False)]
    figure = blank("Share of articles on each side", note=NOT_CORRECTED, height=340)
    for side in _SIDES:
        shares = numbers(rows[f"share_{side}"])
        figure.add_bar(
            x=names,
            y=shares,
            name=wording.STANCE[side],
            marker={"color": COLOR[side], "pattern": hatch(PATTERN[side])},
            customdata=[wording.count(n, "article") for n in rows["n_articles"]],
            hovertemplate="%{x}: %{y:.0%} of %{customdata}<extra>%{fullData.name}</extra>",
        )
    figure.add_scatter(
        x=names,
        y=[1.0 if n > 0 else None for n in rows["n_articles"]],
        text=[wording.number(n) for n in rows["n_articles"]],
        textposition="top center",
        mode="text",
        name="articles",
        hoverinfo="skip",
        showlegend=False,
        visible=len(rows) <= _MOST_DENOMINATORS,
    )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=names)
    figure.update_yaxes(tickformat=".0%", range=[0, 1.1], tickvals=[0, 0.25, 0.5, 0.75, 1])
    figure.update_yaxes(title={"text": "percent of articles"})
    return figure


def voices(counts: pd.DataFrame) -> go.Figure:
    """Draw who says what: the articles on each side, by voice and speaker.

    Parameters
    ----------
    counts : DataFrame
        What `newsvane.report.claims.voice_counts` returns.
    """
    names = [wording.who(row.voice, row.speaker) for row in counts.itertuples(index=False)]
    figure = blank("Who says what", height=150 + ROW_PX * len(counts))
    ids = [str(place) for place in range(len(names))]
    for side in _SIDES:
        figure.add_bar(
            y=ids,
            x=[int(n) for n in counts[side]],
            orientation="h",
            name=wording.STANCE[side],
            marker={"color": COLOR[side], "pattern": hatch(PATTERN[side])},
            customdata=[plain(name, limit=90) for name in names],
            hovertemplate="%{customdata}: %{x}<extra>%{fullData.name}</extra>",
        )
    figure.update_layout(barmode="stack")
    name_rows(figure, ids=ids, names=names)
    figure.update_xaxes(title={"text": "articles"}, rangemode="tozero")
    whole_ticks(figure, "x", most=float(counts["n_articles"].max()) if len(counts) else 0)
    return figure


def topics(table: pd.DataFrame) -> go.Figure:
    """Draw how many articles each topic has, largest first.

    What belongs to none is grey, and so is a topic that hardly comes back when the corpus is drawn
    again, which is written beside it.

    Parameters
    ----------
    table : DataFrame
        Table `topics`.
    """
    ordered = table.assign(is_outlier=table["topic_id"] == -1).sort_values(
        ["is_outlier", "n_articles", "topic_id"], ascending=[True, False, True]
    )
    names = ["no topic" if row.is_outlier else row.label for row in ordered.itertuples(index=False)]
    is_weak = [bool(trust < wording.LEAST_TRUST) for trust in ordered["trust"].astype(float)]
    is_grey = [
        outlier or weak for outlier, weak in zip(ordered["is_outlier"], is_weak, strict=True)
    ]
    figure = blank("Articles by topic", height=120 + ROW_PX * len(ordered))
    ids = [str(name) for name in ordered["topic_id"]]
    counts = [int(n) for n in ordered["n_articles"]]
    figure.add_bar(
        y=ids,
        x=counts,
        orientation="h",
        marker={"color": [COLOR["none"] if grey else SERIES[0] for grey in is_grey]},
        text=[
            f"{n:,}{' (unsure)' if weak else ''}" for n, weak in zip(counts, is_weak, strict=True)
        ],
        textposition="auto",
        textangle=0,
        customdata=[
            [plain(name, limit=90), wording.trust(trust)]
            for name, trust in zip(names, ordered["trust"], strict=True)
        ],
        hovertemplate="%{customdata[0]}: %{x}<br>%{customdata[1]}<extra></extra>",
    )
    name_rows(figure, ids=ids, names=names)
    figure.update_xaxes(title={"text": "articles"}, rangemode="tozero")
    whole_ticks(figure, "x", most=max(counts, default=0))
    return figure


def topic_numbers(table: pd.DataFrame) -> go.Figure:
    """Draw how well each number of topics comes back when the corpus is drawn again.

    Parameters
    ----------
    table : DataFrame
        Table `topic_numbers`.
    """
    figure = blank("How well a number of topics comes back", note=_STABILITY, height=340)
    x = [int(n) for n in table["n_topics"]]
    for place, (column, name) in enumerate(_LINES.items()):
        figure.add_scatter(
            x=x,
            y=numbers(table[column]),
            mode="lines+markers",
            name=name,
            line={"color": SERIES[place], "dash": "solid" if place == 0 else "dot"},
            marker={"symbol": SERIES_SYMBOL[place], "size": 8},
            hovertemplate="%{x} topics: %{y:.2f}<extra>%{fullData.name}</extra>",
        )
    chosen = table[table["is_chosen"].astype(bool)]
    figure.add_scatter(
        x=[int(n) for n in chosen["n_topics"]],
        y=numbers(chosen["stability"]),
        mode="markers",
        name="taken",
        marker={"symbol": "circle-open", "size": 18, "color": SERIES[0], "line": {"width": 3}},
        hoverinfo="skip",
    )
    figure.update_xaxes(title={"text": "number of topics"})
    # Few topics may come back worse than by chance; how much worse tells nothing.
    figure.update_yaxes(title={"text": "1 is perfect"}, range=[-0.05, 1.05])
    return figure


def dates(counts: pd.DataFrame) -> go.Figure:
    """Draw the articles per period, by where their date was found.

    Parameters
    ----------
    counts : DataFrame
        What `newsvane.report.facts.date_counts` returns.
    """
    figure = blank("Dated articles over time", note="by where the date was found", height=340)
    for place, source in enumerate(dict.fromkeys(counts["date_source"])):
        part = counts[counts["date_source"] == source]
        figure.add_bar(
            x=[_period(row) for row in part.itertuples(index=False)],
            y=numbers(part["n_articles"]),
            name=wording.DATE_SOURCE_SHORT[source],
            marker={"color": SERIES[place], "pattern": hatch(SERIES_PATTERN[place])},
            hovertemplate="%{x}: %{y:.3~r}<extra>%{fullData.name}</extra>",
        )
    figure.update_layout(barmode="stack", showlegend=True)
    figure.update_xaxes(type="category")
    figure.update_yaxes(title={"text": "articles"}, rangemode="tozero")
    return figure


def _article_card(row: Any) -> list[str]:
    title = "(no title)" if pd.isna(row.title) else row.title
    outlet = "" if pd.isna(row.outlet) else f"{row.outlet}, "
    days = wording.days(row.published_from, row.published_to)
    sentences = wording.count(row.n_sentences, "sentence")
    return [
        plain(title, limit=80),
        plain(outlet + days, limit=80),
        f"net {wording.net(row.net)} from {sentences}",
        anchor("a", row.article_id),
    ]


def _period(row: Any) -> str:
    return wording.period(row.period_start, row.period_end)
