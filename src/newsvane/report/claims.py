"""What the tables say about each claim: by article, by speaker, over time, in quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from newsvane.report.facts import LEAST_STORIES_PERIOD, carries_line, solid_stories
from newsvane.stance.evidence import side as side_of
from newsvane.tables import STANCES

MOST_ROWS = 60
MOST_QUOTES = 5
MOST_EVIDENCE = 3
MOST_SPEAKERS = 25
_OTHER_SIDE = {"favor": ("against",), "against": ("favor",), "none": ("favor", "against")}


@dataclass(frozen=True)
class Quote:
    """A sentence related to a claim, who says it, and what the judge made of it."""

    sentence_id: str
    article_id: str
    text: str
    char_start: int
    char_end: int
    voice: str
    speaker: str | None
    related: float
    p_favor: float
    p_against: float
    p_none: float

    @property
    def side(self) -> str:
        """The side that the sentence leans to; none where it hardly leans."""
        return side_of(self.p_favor - self.p_against)

    @property
    def strength(self) -> float:
        """How strongly it takes its side, weighted by how much it is about the claim."""
        return self.related * abs(self.p_favor - self.p_against)


@dataclass(frozen=True)
class ArticleStance:
    """Stance of one article on a claim; `counter`: its strongest sentences of the other side."""

    article_id: str
    net: float
    stance: str
    n_sentences: int
    evidence: tuple[Quote, ...]
    counter: tuple[Quote, ...]


@dataclass(frozen=True)
class Spell:
    """Net stance over one stretch of periods.

    `low` and `high` are the least and the greatest end of the periods' intervals: with several
    periods, that is wider than an interval of the whole stretch would be.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    n_articles: float
    net: float
    low: float | None
    high: float | None
    n_periods: int


@dataclass(frozen=True)
class ClaimFacts:
    """Everything that the report says about one claim. `stances` are in order of the articles."""

    claim_id: str
    number: int
    claim: str
    opposite: str
    opposite_source: str
    n_sides: Mapping[str, int]
    n_stories: int
    n_undated: int
    stances: tuple[ArticleStance, ...]
    n_more: int
    favor: tuple[Quote, ...]
    against: tuple[Quote, ...]
    voices: pd.DataFrame
    n_more_voices: int
    periods: pd.DataFrame
    groups: pd.DataFrame
    spells: tuple[Spell, ...]

    @property
    def n_articles(self) -> int:
        """Articles that take the claim up."""
        return sum(self.n_sides.values())

    @property
    def carries_line(self) -> bool:
        """Whether a line may be drawn through its periods."""
        return carries_line(self.periods)

    @property
    def is_corrected(self) -> bool:
        """Whether human labels corrected its figures over time."""
        return bool(self.periods["net_corrected"].notna().any())


Quotes = dict[str, dict[str, Quote]]


def quotes(sentences: pd.DataFrame, stances: pd.DataFrame) -> Quotes:
    """Return every related sentence by claim and sentence_id, strongest first.

    Parameters
    ----------
    sentences, stances : DataFrame
        Tables of those names.
    """
    both = stances.merge(sentences, on="sentence_id", how="inner").sort_values("sentence_id")
    both["speaker"] = both["speaker"].astype("object").where(both["speaker"].notna(), None)
    columns = [both[name].tolist() for name in Quote.__dataclass_fields__]
    found: dict[str, list[Quote]] = defaultdict(list)
    for claim_id, *values in zip(both["claim_id"], *columns, strict=True):
        found[claim_id].append(Quote(*values))
    return {
        claim_id: {quote.sentence_id: quote for quote in sorted(these, key=lambda q: -q.strength)}
        for claim_id, these in found.items()
    }


def read(tables: Mapping[str, pd.DataFrame], *, found: Quotes) -> tuple[ClaimFacts, ...]:
    """Return the facts of every claim, in the study's order.

    Parameters
    ----------
    tables : Mapping
        `articles`, `claims`, `article_stances` and `trends`.
    found : dict
        What `quotes` returns.
    """
    return tuple(
        _claim(row, number=number, tables=tables, quotes=found.get(row.claim_id, {}))
        for number, row in enumerate(tables["claims"].itertuples(index=False), start=1)
    )


def voice_counts(article_stances: pd.DataFrame, *, claim_id: str) -> pd.DataFrame:
    """Count, for each voice and speaker, the articles on each side.

    Parameters
    ----------
    article_stances : DataFrame
        Table of that name.
    claim_id : str
        The claim.

    Returns
    -------
    DataFrame
        `voice`, `speaker` (null: unattributed), `favor`, `against`, `none` (articles), `n_articles`
        and `n_sentences`; most sentences first.
    """
    mine = article_stances["claim_id"] == claim_id
    rows = article_stances[mine & article_stances["voice"].notna()]
    keys = ["voice", "speaker"]
    sides = {side: (rows["stance"] == side).astype("int64") for side in STANCES}
    groups = rows.assign(**sides).groupby(keys, dropna=False)
    counts = groups[list(STANCES)].sum()
    counts["n_articles"] = counts.sum(axis=1)
    counts["n_sentences"] = groups["n_sentences"].sum()
    counts = counts.reset_index()
    order = ["n_sentences", "n_articles", "voice", "speaker"]
    return counts.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def spells(periods: pd.DataFrame) -> tuple[Spell, ...]:
    """Sum up net stance over at most two stretches of time that can be set side by side.

    Where the periods carry a line, these are the first and the last period of enough stories.
    Otherwise the periods are cut at their longest gap; without a gap, where the side changes, if it
    does so just once; else the first and the last one are taken.

    Parameters
    ----------
    periods : DataFrame
        Rows of `trends` for one claim and one group, in order.
    """
    rows = periods.reset_index(drop=True)
    filled = rows[(rows["n_articles"] > 0) & rows["net"].notna()]
    if carries_line(rows):
        solid = filled[solid_stories(filled) >= LEAST_STORIES_PERIOD]
        whole = solid[~solid["partial"]]
        solid = whole if len(whole) > 1 else solid
        if len(solid) > 1:
            return _spell(solid.head(1)), _spell(solid.tail(1))
    if len(filled) < 2:
        return (_spell(filled),) if len(filled) else ()
    steps = filled.index.to_series().diff()
    if steps.max() > 1:
        cut = steps.idxmax()
        return _spell(filled.loc[: cut - 1]), _spell(filled.loc[cut:])
    sides = np.sign(filled["net"])
    turns = sides.index[sides.ne(sides.shift(fill_value=sides.iloc[0]))]
    if len(turns) == 1:
        return _spell(filled.loc[: turns[0] - 1]), _spell(filled.loc[turns[0] :])
    return _spell(filled.head(1)), _spell(filled.tail(1))


def with_plain_net(periods: pd.DataFrame) -> pd.DataFrame:
    """Put corrected figures, where there are any, into `net`, `low` and `high`.

    A line is corrected throughout or not at all: periods without a corrected figure become gaps.
    """
    if not periods["net_corrected"].notna().any():
        return periods
    corrected = {name: periods[f"{name}_corrected"] for name in ("net", "low", "high")}
    return periods.assign(**corrected)


def _claim(
    row: Any, *, number: int, tables: Mapping[str, pd.DataFrame], quotes: Mapping[str, Quote]
) -> ClaimFacts:
    claim_id = str(row.claim_id)
    stances, trends = tables["article_stances"], tables["trends"]
    whole = stances[(stances["claim_id"] == claim_id) & stances["voice"].isna()]
    told = whole.merge(tables["articles"], on="article_id", how="left")
    shown = strongest(told, most=MOST_ROWS)
    voices = voice_counts(stances, claim_id=claim_id)
    periods = trends[trends["claim_id"] == claim_id].sort_values("period_start")
    total = periods[periods["group_by"] == "all"].reset_index(drop=True)
    return ClaimFacts(
        claim_id=claim_id,
        number=number,
        claim=str(row.claim),
        opposite=str(row.opposite),
        opposite_source=str(row.opposite_source),
        n_sides={
            side: int((told["stance"] == side).sum()) for side in ("favor", "against", "none")
        },
        n_stories=int(told["story_id"].nunique()),
        n_undated=int(told["published_from"].isna().sum()),
        stances=tuple(_article_stances(shown, quotes)),
        n_more=len(told) - len(shown),
        favor=_best(quotes.values(), side="favor"),
        against=_best(quotes.values(), side="against"),
        voices=voices.head(MOST_SPEAKERS),
        n_more_voices=max(len(voices) - MOST_SPEAKERS, 0),
        periods=total,
        groups=periods[(periods["group_by"] != "all") & (periods["n_articles"] > 0)],
        spells=spells(with_plain_net(total)),
    )


def strongest(told: pd.DataFrame, *, most: int) -> pd.DataFrame:
    """Keep the `most` rows of greatest |net|, both sides among them, in order of their dates.

    Each side gets half of the places as far as it can fill them; the rest goes by strength.
    """
    order = ["strength", "n_sentences", "article_id"]
    ranked = told.assign(strength=told["net"].abs())
    ranked = ranked.sort_values(order, ascending=[False, False, True])
    if len(ranked) > most:
        halves = [ranked[ranked["stance"] == side].head(most // 2) for side in ("favor", "against")]
        first = pd.concat(halves)
        rest = ranked.drop(first.index)
        ranked = pd.concat([first, rest.head(most - len(first))])
    order = ["published_from", "published_to", "article_id"]
    return ranked.sort_values(order, na_position="last", ignore_index=True)


def _article_stances(shown: pd.DataFrame, quotes: Mapping[str, Quote]) -> Iterable[ArticleStance]:
    by_article: dict[str, list[Quote]] = defaultdict(list)
    for quote in quotes.values():
        by_article[quote.article_id].append(quote)
    for row in shown.itertuples(index=False):
        listed = [quotes[name] for name in row.evidence if name in quotes][:MOST_EVIDENCE]
        others = [quote for quote in by_article[row.article_id] if quote not in listed]
        counter = [
            next((quote for quote in others if quote.side == side), None)
            for side in _OTHER_SIDE[row.stance]
        ]
        yield ArticleStance(
            row.article_id,
            float(row.net),
            row.stance,
            int(row.n_sentences),
            tuple(listed),
            tuple(quote for quote in counter if quote),
        )


def _best(found: Iterable[Quote], *, side: str) -> tuple[Quote, ...]:
    """Return the strongest sentences of one side: no text twice, at most two of an article."""
    best: list[Quote] = []
    texts: set[str] = set()
    for quote in found:
        n_same = sum(quote.article_id == other.article_id for other in best)
        text = quote.text.casefold()
        if quote.side == side and n_same < 2 and text not in texts:
            best.append(quote)
            texts.add(text)
        if len(best) == MOST_QUOTES:
            break
    return tuple(best)


def _spell(rows: pd.DataFrame) -> Spell:
    weights, net = rows["n_articles"], rows["net"]
    return Spell(
        rows["period_start"].min(),
        rows["period_end"].max(),
        float(weights.sum()),
        float((weights * net).sum() / weights.sum()),
        None if rows["low"].isna().all() else float(rows["low"].min()),
        None if rows["high"].isna().all() else float(rows["high"].max()),
        len(rows),
    )
