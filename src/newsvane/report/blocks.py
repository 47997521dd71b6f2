"""Pieces of the page that join several tables: charts with the table behind each, marked texts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from newsvane.report import charts as draw
from newsvane.report import facts, wording
from newsvane.report.articles import Mark, Segment, paragraphs
from newsvane.report.claims import MOST_EVIDENCE, ClaimFacts, Quote, Quotes

MOST_NEAREST = 5
MOST_GROUP_ROWS = 120
# Of a large corpus, as many sentences of evidence per article and claim as stay within this size.
MOST_EVIDENCE_CHARS = 6_500_000
MOST_QUOTE_CHARS = 700
_MARKUP_CHARS = 330

Evidence = dict[str, dict[int, tuple[str, float, int, tuple[Quote, ...]]]]


@dataclass(frozen=True)
class Reading:
    """A text to read: its paragraphs, and the mark of the title where it has one."""

    title: Mark | None
    paragraphs: tuple[tuple[Segment, ...], ...]


@dataclass(frozen=True)
class Chart:
    """A figure as the page holds it: its JSON, what it shows in words, and the table behind it."""

    chart_id: str
    figure: str
    height: int
    says: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def charts(tables: Mapping[str, pd.DataFrame], *, claims: Sequence[ClaimFacts]) -> dict[str, Chart]:
    """Draw every chart of the report; the key is the chart's id in the page.

    Parameters
    ----------
    tables : Mapping
        `articles`, `topics` and `trends`.
    claims : sequence of ClaimFacts
        What is said of each claim. A chart without data is left out.
    """
    made = [_dates(tables["articles"]), _topics(tables["topics"])]
    for claim in claims:
        made.append(_by_article(claim, tables["articles"]))
        made.append(_voices(claim))
        made.append(_over_time(claim, tables["trends"]))
        made.append(_shares(claim, tables["trends"]))
        made.append(_groups(claim))
    return {chart.chart_id: chart for chart in made if chart}


def texts(
    articles: pd.DataFrame, *, found: Quotes, claims: Sequence[ClaimFacts]
) -> dict[str, Reading]:
    """Return every article's text, cut at its sentences that are related to a claim.

    Parameters
    ----------
    articles : DataFrame
        Table `articles`.
    found : dict
        What `newsvane.report.claims.quotes` returns.
    claims : sequence of ClaimFacts
        The claims, for their numbers.
    """
    places: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    sides: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for claim in claims:
        for quote in found.get(claim.claim_id, {}).values():
            places[quote.article_id][quote.sentence_id] = (quote.char_start, quote.char_end)
            sides[quote.sentence_id].append((claim.number, quote.side))
    marks = {
        article_id: [
            Mark(name, start, end, tuple(sides[name])) for name, (start, end) in these.items()
        ]
        for article_id, these in places.items()
    }
    read = {}
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        mine = marks.get(article_id, [])
        title = next((mark for mark in mine if mark.char_start < 0), None)
        read[article_id] = Reading(title, paragraphs(text, mine))
    return read


def homes(read: Mapping[str, Reading], listed: Evidence) -> dict[str, int]:
    """Return where each sentence can be linked to: 0 = in its text, else the number of the claim.

    Parameters
    ----------
    read : Mapping
        What `texts` returns; empty where the page holds no texts.
    listed : Evidence
        What `evidence` returns: without texts, a sentence is found where it is first listed.
    """
    if read:
        marks = [reading.title for reading in read.values() if reading.title]
        for reading in read.values():
            marks += [piece.mark for part in reading.paragraphs for piece in part if piece.mark]
        return {mark.sentence_id: 0 for mark in marks}
    found: dict[str, int] = {}
    for entry in listed.values():
        for number, (_, _, _, quotes) in entry.items():
            for quote in quotes:
                found.setdefault(quote.sentence_id, number)
    return found


def evidence(
    article_stances: pd.DataFrame,
    *,
    found: Quotes,
    claims: Sequence[ClaimFacts],
    article_ids: Collection[str],
) -> Evidence:
    """Return, by article and claim number, its stance, net, sentences and strongest evidence.

    Parameters
    ----------
    article_stances : DataFrame
        Table of that name.
    found, claims
        As for `texts`.
    article_ids : collection of str
        The articles that are asked for.
    """
    numbers = {claim.claim_id: claim.number for claim in claims}
    whole = article_stances[article_stances["voice"].isna()]
    entries: Evidence = defaultdict(dict)
    for row in whole.itertuples(index=False):
        if row.claim_id in numbers and row.article_id in article_ids:
            quotes = found.get(row.claim_id, {})
            listed = tuple(quotes[name] for name in row.evidence if name in quotes)
            about = (row.stance, float(row.net), int(row.n_sentences), listed[:MOST_EVIDENCE])
            entries[row.article_id][numbers[row.claim_id]] = about
    most = _evidence_within(entries, most_chars=MOST_EVIDENCE_CHARS)
    return {
        name: {
            number: (stance, net, n_sentences, listed[:most])
            for number, (stance, net, n_sentences, listed) in sorted(entry.items())
        }
        for name, entry in entries.items()
    }


def _evidence_within(entries: Evidence, *, most_chars: int) -> int:
    """Return how many sentences of each list can be shown for all lists to stay within a size."""
    sizes = [0] * MOST_EVIDENCE
    for entry in entries.values():
        for _, _, _, listed in entry.values():
            for place, quote in enumerate(listed):
                sizes[place] += min(len(quote.text), MOST_QUOTE_CHARS) + _MARKUP_CHARS
    return sum(total <= most_chars for total in accumulate(sizes))


def _chart(
    chart_id: str,
    figure: go.Figure,
    *,
    says: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
) -> Chart:
    # The engine is named because Plotly would take another one where it is installed.
    text = figure.to_json(engine="json", validate=False)
    plain = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))
    height = int(figure.layout.height)
    return Chart(chart_id, plain, height, says, tuple(header), tuple(map(tuple, rows)))


def _dates(articles: pd.DataFrame) -> Chart | None:
    counts = facts.date_counts(articles)
    if not len(counts):
        return None
    totals = counts.groupby(["period_start", "period_end"])["n_articles"].sum().reset_index()
    filled = counts[counts["n_articles"] > 0].itertuples(index=False)
    return _chart(
        "chart-dates",
        draw.dates(counts),
        says=f"Bar chart of the dated articles in {wording.count(len(totals), 'period')}, "
        f"from {_period(totals.iloc[0])} to {_period(totals.iloc[-1])}.",
        header=("Period", "Date found", "Articles"),
        rows=[
            (_period(row), wording.DATE_SOURCE[row.date_source], wording.number(row.n_articles))
            for row in filled
        ],
    )


def _topics(table: pd.DataFrame) -> Chart | None:
    topics = facts.topics(table)
    if len(topics) < 2:
        return None
    rows = [(_topic(topic), f"{topic.n_articles:,}") for topic in topics]
    return _chart(
        "chart-topics",
        draw.topics(table),
        says="Bar chart of articles by topic: "
        + "; ".join(": ".join(row) for row in rows[:10])
        + ".",
        header=("Topic", "Articles"),
        rows=rows,
    )


def _by_article(claim: ClaimFacts, articles: pd.DataFrame) -> Chart | None:
    if not claim.stances:
        return None
    rows = pd.DataFrame(
        {
            "article_id": [row.article_id for row in claim.stances],
            "net": [row.net for row in claim.stances],
            "stance": [row.stance for row in claim.stances],
            "n_sentences": [row.n_sentences for row in claim.stances],
        }
    )
    names = ["article_id", "title", "outlet", "published_from", "published_to"]
    rows = rows.merge(articles[names], on="article_id", how="left")
    return _chart(
        f"chart-{claim.number}-articles",
        draw.stance_by_article(rows),
        says=f"Dot plot of net stance on claim {claim.number}, by date from the top: "
        f"{wording.count(len(rows), 'article')} from {wording.net(rows['net'].min())} "
        f"to {wording.net(rows['net'].max())}.",
        header=(),
        rows=(),
    )


def _voices(claim: ClaimFacts) -> Chart | None:
    if not len(claim.voices):
        return None
    first = claim.voices.iloc[0]
    return _chart(
        f"chart-{claim.number}-voices",
        draw.voices(claim.voices),
        says=f"Bar chart of who speaks on claim {claim.number} and on which side; most sentences: "
        f"{wording.who(first['voice'], first['speaker'])}.",
        header=("Voice", "In favor", "Against", "Neither", "Articles", "Sentences"),
        rows=[
            (
                wording.who(row.voice, row.speaker),
                *(
                    f"{n:,}"
                    for n in (row.favor, row.against, row.none, row.n_articles, row.n_sentences)
                ),
            )
            for row in claim.voices.itertuples(index=False)
        ],
    )


_TIME_HEADER = (
    "Period",
    "Articles",
    "Stories",
    "In favor",
    "Against",
    "Neither",
    "Net",
    "95% interval",
)


def _over_time(claim: ClaimFacts, trends: pd.DataFrame) -> Chart | None:
    periods = claim.periods
    if not (periods["n_articles"] > 0).any():
        return None
    filled = periods[periods["n_articles"] > 0]
    kind = (
        "line with its interval" if claim.carries_line else "points with their intervals, no line"
    )
    header = _TIME_HEADER + (("Corrected", "95% interval") if claim.is_corrected else ())
    return _chart(
        f"chart-{claim.number}-time",
        draw.stance_over_time(trends, claim_id=claim.claim_id),
        says=f"Net stance on claim {claim.number} over time, {kind}: {len(filled)} of "
        f"{wording.count(len(periods), 'period')} hold articles, from {_period(filled.iloc[0])} "
        f"to {_period(filled.iloc[-1])}; net between {wording.net(filled['net'].min())} "
        f"and {wording.net(filled['net'].max())}.",
        header=header,
        rows=[_time_row(row, claim.is_corrected) for row in periods.itertuples(index=False)],
    )


def _shares(claim: ClaimFacts, trends: pd.DataFrame) -> Chart | None:
    # Shares of one or two articles say no more than the articles themselves.
    if not claim.carries_line:
        return None
    return _chart(
        f"chart-{claim.number}-shares",
        draw.shares_over_time(trends, claim_id=claim.claim_id),
        says=f"Stacked bars of the shares of articles in favor of, against and on neither side of "
        f"claim {claim.number}, by period; the figures stand in the table of net stance.",
        header=(),
        rows=(),
    )


def _groups(claim: ClaimFacts) -> Chart | None:
    groups = claim.groups.sort_values(["group_by", "group", "period_start"])
    if not claim.carries_line or not len(groups):
        return None
    voices = groups[groups["group_by"] == "voice"]
    shown = groups.head(MOST_GROUP_ROWS)
    return _chart(
        f"chart-{claim.number}-groups",
        draw.stance_over_time(voices, claim_id=claim.claim_id, group_by="voice"),
        says=f"Net stance on claim {claim.number} over time by voice.",
        header=("Group", *_TIME_HEADER),
        rows=[(row.group, *_time_row(row, False)) for row in shown.itertuples(index=False)],
    )


def _time_row(row: Any, is_corrected: bool) -> tuple[str, ...]:
    shares = (row.share_favor, row.share_against, row.share_none)
    name = _period(row) + (" (not complete)" if row.partial else "")
    cells = (
        name,
        wording.number(row.n_articles),
        f"{row.n_stories:,}",
        *(wording.percent(share) for share in shares),
        wording.net(row.net),
        wording.interval(row.low, row.high),
    )
    if not is_corrected:
        return cells
    bounds = wording.interval(row.low_corrected, row.high_corrected)
    return (*cells, wording.net(row.net_corrected), bounds)


def _topic(topic: facts.TopicFacts) -> str:
    return "no topic" if topic.is_outlier else topic.label


def _period(row: Any) -> str:
    return wording.period(row.period_start, row.period_end)
