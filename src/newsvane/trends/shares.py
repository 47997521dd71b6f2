"""Stances of articles to shares per claim, group and period, with their denominators.

Every claim has a row for every group and every period of the corpus; where nothing was published
about it, n is 0 and the shares are null. Copies count in the shares, as readers met them, but a
story counts once in the interval (`newsvane.trends.intervals`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from newsvane import tables
from newsvane.errors import StudyError, TableError
from newsvane.stance.evidence import NET_THRESHOLD
from newsvane.trends import calendar, intervals

READ = ("article_id", "outlet", "published_from", "published_to", "story_id")
UNKNOWN_OUTLET = "(unknown)"

_SIGN = {"favor": 1.0, "against": -1.0, "none": 0.0}
_DRAWS_LEAST = 100


@dataclass(frozen=True)
class TrendSettings:
    """How lines over time are made.

    Parameters
    ----------
    period : str
        One of `newsvane.trends.calendar.PERIODS`, or "auto" for what suits the dates.
    draws : int
        Draws per interval, at least 100.
    level : float
        Coverage of the intervals, between 0 and 1.
    seed : int
        Seed of the draws, 0 or more.

    Raises
    ------
    StudyError
        If a setting is outside of its range.
    """

    period: str = "auto"
    draws: int = 4000
    level: float = 0.95
    seed: int = 1

    def __post_init__(self) -> None:
        known = ("auto", *calendar.PERIODS)
        if self.period not in known:
            raise StudyError(
                "trends.period",
                f"{self.period!r} is unknown",
                advice=f"use one of {', '.join(known)}",
            )
        if self.draws < _DRAWS_LEAST:
            raise StudyError("trends.draws", f"{self.draws} is too few; {_DRAWS_LEAST} at least")
        if not 0 < self.level < 1:
            raise StudyError("trends.level", f"{self.level} is not between 0 and 1")
        if self.seed < 0:
            raise StudyError("trends.seed", f"{self.seed} is negative")


def count(
    article_stances: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    claims: pd.DataFrame,
    settings: TrendSettings,
) -> pd.DataFrame:
    """Count stances per claim, group and period.

    Parameters
    ----------
    article_stances : DataFrame
        Table `article_stances`. Rows without voice and speaker, the articles as a whole, are
        counted for group_by "all" and "outlet"; rows with a voice, one value per article and voice,
        for "voice".
    articles : DataFrame
        Table `articles`, or article_id, outlet, published_from, published_to and story_id of it,
        all of the corpus: its dates, related or not, give the periods. Articles without a date are
        in no period.
    claims : DataFrame
        Table `claims`.
    settings : TrendSettings
        Period and interval.

    Returns
    -------
    DataFrame
        Table `trends`, by claim_id, group_by (all, outlet, voice), group and period. The corrected
        columns are null.

    Raises
    ------
    TableError
        If a table is not as declared, or stances name articles or claims that are not there.
    """
    tables.check(article_stances, tables.ARTICLE_STANCES)
    articles = tables.narrow(articles, tables.ARTICLES, READ)
    tables.check(claims, tables.CLAIMS)
    corpus = articles.sort_values("article_id", ignore_index=True)
    dated = corpus[["published_from", "published_to"]].dropna()
    claim_ids = sorted(claims["claim_id"])
    if dated.empty or not claim_ids:
        return tables.empty(tables.TRENDS)
    periods = _periods(dated, settings)
    entries = _entries(article_stances, corpus=corpus, claim_ids=claim_ids)
    grid = _grid(claim_ids, corpus=corpus, periods=periods)
    weighted = _weighted(entries, corpus=corpus, periods=periods, grid=grid)
    trends = _fill(grid, weighted=weighted, settings=settings)
    return tables.check(trends[tables.TRENDS.names], tables.TRENDS)


def _periods(dated: pd.DataFrame, settings: TrendSettings) -> pd.DataFrame:
    """List the periods of the dated articles, and whether the articles fill them to both ends."""
    period = settings.period
    if period == "auto":
        period = calendar.choose(dated["published_from"], dated["published_to"])
    first, last = dated["published_from"].min(), dated["published_to"].max()
    periods = calendar.periods(first, last, period=period)
    partial = (periods["period_start"] < first) | (periods["period_end"] > last)
    return periods.assign(partial=partial)


def _entries(
    article_stances: pd.DataFrame, *, corpus: pd.DataFrame, claim_ids: list[str]
) -> pd.DataFrame:
    """Return one row per article, claim and group, with the stance as its sign.

    Columns: row (position in `corpus`), claim_id, group_by, group, sign (1, 0, −1).
    """
    for name, known in (("article_id", corpus["article_id"]), ("claim_id", claim_ids)):
        strange = article_stances.loc[~article_stances[name].isin(known), name]
        if len(strange):
            table = f"{name.removesuffix('_id')}s"
            raise TableError(
                "article_stances", name, wanted=f"ids of the table {table}", found=strange.iloc[0]
            )
    voiced = article_stances["voice"].notna()
    whole = article_stances.loc[~voiced & article_stances["speaker"].isna()]
    whole = whole.assign(sign=whole["stance"].map(_SIGN).astype(float))
    parts = [
        whole.assign(group_by="all", group="all"),
        whole.assign(group_by="outlet", group=_outlets(corpus, of=whole["article_id"])),
        _by_voice(article_stances.loc[voiced]).assign(group_by="voice"),
    ]
    columns = ["article_id", "claim_id", "group_by", "group", "sign"]
    entries = pd.concat([part[columns] for part in parts], ignore_index=True)
    row = pd.Index(corpus["article_id"]).get_indexer(entries["article_id"])
    return entries.drop(columns="article_id").assign(row=row)


def _outlets(corpus: pd.DataFrame, *, of: pd.Series) -> np.ndarray:
    named = corpus["outlet"].fillna(UNKNOWN_OUTLET).astype(object).to_numpy()
    return named[pd.Index(corpus["article_id"]).get_indexer(of)]


def _by_voice(voiced: pd.DataFrame) -> pd.DataFrame:
    """Sum up the speakers of one article and voice: mean of net, weighted by their sentences."""
    key = ["article_id", "claim_id", "voice"]
    ordered = voiced.sort_values([*key, "speaker"])
    # A row of no sentence still has a net: it counts like one sentence.
    sentences = ordered["n_sentences"].clip(lower=1).astype(float)
    sums = (
        ordered[key]
        .assign(signed=ordered["net"] * sentences, sentences=sentences)
        .groupby(key, as_index=False)[["signed", "sentences"]]
        .sum()
    )
    net = sums["signed"] / sums["sentences"]
    sign = np.where(net > NET_THRESHOLD, 1.0, np.where(net < -NET_THRESHOLD, -1.0, 0.0))
    return sums.assign(sign=sign, group=sums["voice"])


def _grid(claim_ids: list[str], *, corpus: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Return every claim, group and period: the rows of `trends`, without the numbers."""
    outlets = sorted(set(corpus["outlet"].fillna(UNKNOWN_OUTLET)))
    groups = [("all", "all")]
    groups += [("outlet", outlet) for outlet in outlets]
    groups += [("voice", voice) for voice in sorted(tables.VOICES)]
    n_claims, n_groups, n_periods = len(claim_ids), len(groups), len(periods)
    group_by, group = (pd.array(names, dtype="str") for names in zip(*groups, strict=True))
    in_group = np.tile(np.repeat(np.arange(n_groups), n_periods), n_claims)
    in_period = np.tile(np.arange(n_periods), n_claims * n_groups)
    return pd.DataFrame(
        {
            "claim_id": pd.array(claim_ids, dtype="str").repeat(n_groups * n_periods),
            "group_by": group_by.take(in_group),
            "group": group.take(in_group),
            **{name: periods[name].to_numpy()[in_period] for name in periods.columns},
        }
    )


def _weighted(
    entries: pd.DataFrame, *, corpus: pd.DataFrame, periods: pd.DataFrame, grid: pd.DataFrame
) -> pd.DataFrame:
    """Return one row per entry and touched period: cell (row of `grid`), story, sign, weight."""
    line = ["claim_id", "group_by", "group"]
    lines = pd.MultiIndex.from_frame(grid.iloc[:: len(periods)][line])
    first_cell = lines.get_indexer(pd.MultiIndex.from_frame(entries[line])) * len(periods)
    spread = calendar.spread(corpus["published_from"], corpus["published_to"], periods=periods)
    story = pd.factorize(corpus["story_id"], sort=True)[0]
    joined = entries[["row", "sign"]].assign(first_cell=first_cell).merge(spread, on="row")
    weighted = pd.DataFrame(
        {
            "cell": joined["first_cell"] + joined["period"],
            "story": story[joined["row"]],
            "row": joined["row"],
            "sign": joined["sign"],
            "weight": joined["weight"],
        }
    )
    return weighted.sort_values(["cell", "story", "row"], ignore_index=True)


def _fill(grid: pd.DataFrame, *, weighted: pd.DataFrame, settings: TrendSettings) -> pd.DataFrame:
    """Return `grid` with the numbers of its cells."""
    n_cells = len(grid)
    by_side = {
        stance: np.bincount(
            weighted["cell"],
            weights=weighted["weight"] * (weighted["sign"] == sign),
            minlength=n_cells,
        )
        for stance, sign in _SIGN.items()
    }
    n_articles = sum(by_side.values(), start=np.zeros(n_cells))
    with np.errstate(invalid="ignore"):
        shares = {f"share_{stance}": n / n_articles for stance, n in by_side.items()}
    stories = _stories(weighted)
    bounds = intervals.bound(
        stories, draws=settings.draws, level=settings.level, seed=settings.seed
    ).reindex(range(n_cells))
    null = np.full(n_cells, np.nan)
    return grid.assign(
        n_articles=n_articles,
        n_stories=np.bincount(stories["cell"], minlength=n_cells),
        **shares,
        **{name: bounds[name].to_numpy() for name in ("net", "low", "high")},
        **{name: null for name in ("net_corrected", "low_corrected", "high_corrected")},
    )


def _stories(weighted: pd.DataFrame) -> pd.DataFrame:
    """Make one unit of each story of a cell: value, weight and presence."""
    signed = weighted["weight"] * weighted["sign"]
    by_story = weighted.assign(signed=signed).groupby(["cell", "story"], as_index=False)
    stories = by_story.agg(
        signed=("signed", "sum"), weight=("weight", "sum"), presence=("weight", "max")
    )
    return stories.assign(value=stories["signed"] / stories["weight"])
