"""Net stance over time: points with intervals, and a line only where the periods carry one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from newsvane.report import wording
from newsvane.report.claims import with_plain_net
from newsvane.report.facts import carries_line
from newsvane.report.style import (
    GAP_COLOR,
    LABEL_LENGTH,
    NOT_CORRECTED,
    SERIES,
    SERIES_SYMBOL,
    blank,
    faded,
    numbers,
    plain,
    stance_axis,
)


def stance_over_time(
    trends: pd.DataFrame, *, claim_id: str, group_by: str = "all", most_groups: int = 4
) -> go.Figure:
    """Draw net stance per period with its 95 % interval; periods without articles stay gaps.

    A line is drawn only where `newsvane.report.facts.carries_line`; otherwise points alone, and the
    chart says so. Periods that the articles do not cover to their end are open points.

    Parameters
    ----------
    trends : DataFrame
        Table `trends`.
    claim_id : str
        The claim.
    group_by : str
        Which grouping of the table.
    most_groups : int
        Only the groups with the most articles are drawn.
    """
    rows = trends[(trends["claim_id"] == claim_id) & (trends["group_by"] == group_by)]
    is_corrected = bool(rows["net_corrected"].notna().any())
    note = "corrected with human labels" if is_corrected else NOT_CORRECTED
    figure = blank("Net stance over time", note=note, height=400)
    sizes = rows.groupby("group")["n_articles"].sum().sort_values(ascending=False, kind="stable")
    for place, group in enumerate(sizes.index[:most_groups]):
        part = rows[rows["group"] == group].sort_values("period_start", ignore_index=True)
        _add_group(figure, with_plain_net(part), name=str(group), place=place)
    figure.update_layout(showlegend=len(sizes) > 1)
    figure.update_xaxes(type="date")
    stance_axis(figure, "y")
    if group_by == "all":
        total = rows.sort_values("period_start")
        _shade_gaps(figure, total[total["n_articles"] <= 0])
        if not carries_line(total):
            _say_no_line(figure, float(total["n_articles"].sum()))
    return figure


def _add_group(figure: go.Figure, part: pd.DataFrame, *, name: str, place: int) -> None:
    has_line = carries_line(part)
    known = part[["net", "low", "high"]].where(part["n_articles"] > 0)
    part = part.assign(**{column: known[column] for column in known})
    color = SERIES[place % len(SERIES)]
    middle = _middles(part)
    runs = [run for run in _runs(part["low"].notna()) if len(run) > 1] if has_line else []
    _add_band(figure, part, runs=runs, color=color)
    shape = SERIES_SYMBOL[place % len(SERIES_SYMBOL)]
    is_banded = pd.Series(range(len(part))).isin([place for run in runs for place in run])
    alone = part.mask(is_banded)
    figure.add_scatter(
        x=middle,
        y=numbers(part["net"]),
        customdata=[_period_card(row) for row in part.itertuples(index=False)],
        mode="lines+markers" if has_line else "markers",
        connectgaps=False,
        name=plain(name, limit=LABEL_LENGTH),
        line={"color": color, "width": 2},
        marker={
            "color": color,
            "opacity": 1,
            "size": [_size(n) for n in part["n_articles"]],
            "symbol": [f"{shape}-open" if partial else shape for partial in part["partial"]],
            "line": {"width": [2 if partial else 0 for partial in part["partial"]], "color": color},
        },
        error_y={
            "array": numbers(alone["high"] - alone["net"]),
            "arrayminus": numbers(alone["net"] - alone["low"]),
            "symmetric": False,
            "type": "data",
            "thickness": 1.2,
            "width": 4,
            "color": color,
        },
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<br>%{customdata[2]}<br>"
        "%{customdata[3]}<extra></extra>",
    )


def _add_band(figure: go.Figure, part: pd.DataFrame, *, runs: list[list[int]], color: str) -> None:
    """Fill the intervals of each run of periods; a None parts one run from the next."""
    if not runs:
        return
    xs: list[str | None] = []
    ys: list[float | None] = []
    middle, lows, highs = _middles(part), numbers(part["low"]), numbers(part["high"])
    for run in runs:
        back = run[::-1]
        xs += [middle[i] for i in run] + [middle[i] for i in back] + [None]
        ys += [lows[i] for i in run] + [highs[i] for i in back] + [None]
    figure.add_scatter(
        x=xs,
        y=ys,
        mode="lines",
        fill="toself",
        fillcolor=faded(color),
        line={"width": 0, "color": color},
        name="95% interval",
        hoverinfo="skip",
        showlegend=False,
    )


def _runs(is_there: Iterable[bool]) -> list[list[int]]:
    places = [place for place, there in enumerate(is_there) if there]
    runs: list[list[int]] = [[place] for place in places[:1]]
    for before, place in pairwise(places):
        if place == before + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _shade_gaps(figure: go.Figure, gaps: pd.DataFrame) -> None:
    starts, ends = gaps["period_start"].tolist(), gaps["period_end"].tolist()
    shapes: list[list[pd.Timestamp]] = []
    for start, end in zip(starts, ends, strict=True):
        behind = end + pd.Timedelta(days=1)
        if shapes and shapes[-1][1] == start:
            shapes[-1][1] = behind
        else:
            shapes.append([start, behind])
    for start, behind in shapes:
        figure.add_shape(
            type="rect", xref="x", yref="paper", x0=_iso(start), x1=_iso(behind), y0=0, y1=1,
            fillcolor=GAP_COLOR, line={"width": 0}, layer="below",
        )  # fmt: skip
    if shapes:
        start, behind = max(shapes, key=lambda gap: gap[1] - gap[0])
        figure.add_annotation(
            text="no<br>articles", x=_iso(start + (behind - start) / 2), y=-0.25, showarrow=False,
            name="gap", font={"size": 12},
        )  # fmt: skip


def _say_no_line(figure: go.Figure, n_articles: float) -> None:
    figure.add_annotation(
        text=f"{wording.too_few(n_articles)}: points only",
        xref="paper", yref="paper", x=0, y=1.01, xanchor="left", yanchor="bottom", showarrow=False,
        name="no-line", font={"size": 12},
    )  # fmt: skip


def _period_card(row: Any) -> list[str]:
    articles = wording.count(row.n_articles, "article")
    stories = wording.count(row.n_stories, "story")
    bounds = wording.interval(row.low, row.high)
    name = wording.period(row.period_start, row.period_end)
    is_partial = bool(row.partial)
    return [
        f"{name} (not complete)" if is_partial else name,
        f"net {wording.net(row.net)}, 95% interval {bounds}",
        f"{articles}, {stories}",
        NOT_CORRECTED if pd.isna(row.net_corrected) else "corrected with human labels",
    ]


def _middles(rows: pd.DataFrame) -> list[str]:
    halves = (rows["period_end"] - rows["period_start"]) / 2
    return [_iso(moment) for moment in rows["period_start"] + halves]


def _iso(moment: pd.Timestamp) -> str:
    return moment.isoformat()[:10]


def _size(n_articles: float) -> float:
    return round(min(7 + 2.2 * max(n_articles, 0) ** 0.5, 20), 1)
