"""What the report says about the study and its corpus, as plain data.

Counting happens here and in `newsvane.report.claims`, once; charts and template only show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from newsvane.tables import DATE_SOURCES
from newsvane.trends import calendar

# A line through fewer stories says more about which articles were saved than about the news: below
# these figures only points are drawn. newsvane.trends.intervals: with three stories per period the
# interval of net cannot leave out 0, whatever they say.
LEAST_STORIES_LINE = 10
LEAST_STORIES_PERIOD = 3
LEAST_PERIODS_LINE = 2


Count = tuple[str, int]


@dataclass(frozen=True)
class Stage:
    """One stage of the run: rows in, rows out and dropped, seconds; None where not recorded."""

    name: str
    rows_in: int | None
    rows_out: int | None
    dropped: int | None
    seconds: float | None
    note: str = ""


@dataclass(frozen=True)
class StudyFacts:
    """How the tables were made, as far as the run recorded it."""

    name: str
    version: str | None = None
    created: str | None = None
    seed: int | None = None
    settings: tuple[tuple[str, str], ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    stages: tuple[Stage, ...] = ()
    encoder: tuple[tuple[str, str], ...] = ()
    judge: tuple[tuple[str, str], ...] = ()
    encoder_languages: frozenset[str] | None = None


@dataclass(frozen=True)
class Reason:
    """Why `n` files or records were left out at `stage`."""

    stage: str
    reason: str
    n: int


@dataclass(frozen=True)
class CorpusFacts:
    """What is in the corpus and what was left out; pairs are (name, number of articles)."""

    n_articles: int
    n_dropped: int
    n_stories: int
    n_undated: int
    n_words: int
    median_words: int
    first_day: pd.Timestamp | None
    last_day: pd.Timestamp | None
    reasons: tuple[Reason, ...]
    date_sources: tuple[tuple[str, int], ...]
    copies: tuple[tuple[str | None, int], ...]
    languages: tuple[tuple[str | None, int], ...]
    outlets: tuple[tuple[str | None, int], ...]


@dataclass(frozen=True)
class TopicFacts:
    """One topic; `trust` (0–1) is None where it was not measured."""

    topic_id: int
    label: str
    words: tuple[str, ...]
    n_articles: int
    trust: float | None
    representatives: tuple[str, ...]

    @property
    def is_outlier(self) -> bool:
        """Whether this row stands for what belongs to no topic."""
        return self.topic_id == -1


def study(manifest: Mapping[str, object], *, name: str) -> StudyFacts:
    """Read the facts of a run from its manifest.

    Parameters
    ----------
    manifest : Mapping
        Content of `tables/run.json`; keys that are missing or of another kind are left out.
    name : str
        Name of the study where the manifest has none.

    Examples
    --------
    >>> study({"seed": 7, "settings": {"topics": {"min_size": 5}}}, name="dams").settings
    (('topics.min_size', '5'),)
    """
    stages = manifest.get("stages")
    seed = manifest.get("seed")
    return StudyFacts(
        name=_text(manifest.get("name")) or name,
        version=_text(manifest.get("newsvane")),
        created=_text(manifest.get("created")),
        seed=seed if isinstance(seed, int) else None,
        settings=flatten(manifest.get("settings")),
        versions=flatten(manifest.get("versions")),
        stages=tuple(_stage(row) for row in stages or () if isinstance(row, Mapping))
        if isinstance(stages, list | tuple)
        else (),
        encoder=flatten(manifest.get("encoder")),
        judge=flatten(manifest.get("judge")),
        encoder_languages=_languages(manifest.get("encoder")),
    )


def uncovered(corpus: CorpusFacts, *, languages: frozenset[str] | None) -> tuple[Count, ...]:
    """Return the languages of the articles that the encoder is not made for, with their numbers.

    Parameters
    ----------
    corpus : CorpusFacts
        What is in the corpus.
    languages : frozenset of str or None
        What the encoder covers; None where that is not known, and then nothing is uncovered. Nor
        is an article whose language is not certain.

    Examples
    --------
    >>> from newsvane import tables
    >>> none = corpus(tables.empty(tables.ARTICLES), tables.empty(tables.DROPPED))
    >>> uncovered(none, languages=frozenset({"en"}))
    ()
    """
    if languages is None:
        return ()
    return tuple((code, n) for code, n in corpus.languages if code and code not in languages)


def corpus(articles: pd.DataFrame, dropped: pd.DataFrame) -> CorpusFacts:
    """Count what was kept and what was left out.

    Parameters
    ----------
    articles, dropped : DataFrame
        Tables of those names.
    """
    starts, ends = articles["published_from"].dropna(), articles["published_to"].dropna()
    reasons = dropped.groupby(["stage", "reason"]).size().reset_index(name="n")
    reasons = reasons.sort_values(["n", "stage", "reason"], ascending=[False, True, True])
    sources = articles["date_source"].value_counts().to_dict()
    kinds = articles["copy_kind"].dropna()
    return CorpusFacts(
        n_articles=len(articles),
        n_dropped=len(dropped),
        n_stories=int(articles["story_id"].nunique()),
        n_undated=int(articles["published_from"].isna().sum()),
        n_words=int(articles["length_words"].sum()),
        median_words=int(articles["length_words"].median()) if len(articles) else 0,
        first_day=starts.min() if len(starts) else None,
        last_day=ends.max() if len(ends) else None,
        reasons=tuple(Reason(*row) for row in reasons.itertuples(index=False, name=None)),
        date_sources=tuple((name, sources[name]) for name in DATE_SOURCES if sources.get(name)),
        copies=_numbers(kinds),
        languages=_numbers(articles["language"]),
        outlets=_numbers(articles["outlet"]),
    )


def topics(table: pd.DataFrame) -> tuple[TopicFacts, ...]:
    """Return the topics, largest first and the outliers last.

    Parameters
    ----------
    table : DataFrame
        Table `topics`.
    """
    found = [
        TopicFacts(
            int(row.topic_id),
            str(row.label),
            tuple(row.words),
            int(row.n_articles),
            None if pd.isna(row.trust) else float(row.trust),
            tuple(row.representatives),
        )
        for row in table.itertuples(index=False)
    ]
    return tuple(sorted(found, key=lambda t: (t.is_outlier, -t.n_articles, t.topic_id)))


def date_counts(articles: pd.DataFrame) -> pd.DataFrame:
    """Count articles by calendar period and by where their date was found.

    Parameters
    ----------
    articles : DataFrame
        Table `articles`.

    Returns
    -------
    DataFrame
        `period_start`, `period_end`, `date_source`, `n_articles`: every period from the first to
        the last, for every source that occurs. An article whose date interval spans several
        periods counts in each by its days there. Undated articles are in no period.
    """
    names = ["period_start", "period_end", "date_source", "n_articles"]
    dated = articles.dropna(subset=["published_from", "published_to"]).reset_index(drop=True)
    if not len(dated):
        return pd.DataFrame({name: [] for name in names})
    first, last = dated["published_from"], dated["published_to"]
    periods = calendar.periods(first.min(), last.max(), period=calendar.choose(first, last))
    parts = calendar.spread(first, last, periods=periods)
    parts["date_source"] = dated["date_source"].to_numpy()[parts["row"]]
    sources = [name for name in DATE_SOURCES if (dated["date_source"] == name).any()]
    weights = parts.groupby(["period", "date_source"])["weight"].sum()
    grid = pd.MultiIndex.from_product([range(len(periods)), sources], names=weights.index.names)
    counts = weights.reindex(grid, fill_value=0.0).reset_index(name="n_articles")
    return counts.join(periods, on="period")[names]


def carries_line(rows: pd.DataFrame) -> bool:
    """Tell whether periods hold enough stories for a line through them.

    Parameters
    ----------
    rows : DataFrame
        Rows of the table `trends` for one claim and one group.

    Returns
    -------
    bool
        Whether at least `LEAST_PERIODS_LINE` periods hold `LEAST_STORIES_PERIOD` stories each, and
        all together `LEAST_STORIES_LINE`. A story counts by the weight of its dates, so that one of
        uncertain date does not count in full in each period that it touches.
    """
    stories = solid_stories(rows)
    n_solid = int((stories >= LEAST_STORIES_PERIOD).sum())
    return n_solid >= LEAST_PERIODS_LINE and float(stories.sum()) >= LEAST_STORIES_LINE


def solid_stories(rows: pd.DataFrame) -> pd.Series:
    """Return the stories of each row of `trends`, by weight of their dates."""
    # A margin against weights that fall short of a whole number by rounding.
    return rows[["n_articles", "n_stories"]].min(axis=1) + 1e-6


def flatten(value: object, *, prefix: str = "") -> tuple[tuple[str, str], ...]:
    """Flatten nested settings into (dotted name, text) pairs.

    Examples
    --------
    >>> flatten({"name": "embedded", "calibration": {"macro_f1": 0.51, "on": ["a", "b"]}})
    (('name', 'embedded'), ('calibration.macro_f1', '0.51'), ('calibration.on', 'a, b'))
    """
    if isinstance(value, Mapping):
        pairs: list[tuple[str, str]] = []
        for key, inner in value.items():
            pairs.extend(flatten(inner, prefix=f"{prefix}.{key}" if prefix else str(key)))
        return tuple(pairs)
    if value is None or not prefix:
        return ((prefix, "none"),) if prefix else ()
    if isinstance(value, list | tuple):
        return ((prefix, ", ".join(map(str, value)) or "none"),)
    return ((prefix, f"{value:.4g}" if isinstance(value, float) else str(value)),)


def _stage(row: Mapping[str, object]) -> Stage:
    def whole(key: str) -> int | None:
        value = row.get(key)
        return int(value) if isinstance(value, int | float) else None

    seconds = row.get("seconds")
    return Stage(
        str(row.get("stage", "")),
        whole("rows_in"),
        whole("rows_out"),
        whole("dropped"),
        float(seconds) if isinstance(seconds, int | float) else None,
        _text(row.get("note")) or "",
    )


def _numbers(values: pd.Series) -> tuple[tuple[str | None, int], ...]:
    counts = values.astype("object").where(values.notna(), None).value_counts(dropna=False)
    found: list[tuple[str | None, int]] = [
        (None if pd.isna(name) else str(name), int(n)) for name, n in counts.items()
    ]
    return tuple(sorted(found, key=lambda pair: (pair[0] is None, -pair[1], pair[0] or "")))


def _languages(encoder: object) -> frozenset[str] | None:
    found = encoder.get("languages") if isinstance(encoder, Mapping) else None
    if not isinstance(found, list | tuple) or not all(isinstance(code, str) for code in found):
        return None
    return frozenset(found)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
