"""Date every article as an interval of UTC days, with the very string that says so.

Three steps, so that a corpus of any size can pass in batches. `find` looks at each article and
returns every date that its metadata, address, byline, dateline, text and file name give: a table of
candidates. `learn` sums up what a corpus does with dates (`Habits`, small; parts add up with `+`).
`judge` chooses among the candidates with these habits and with what a person has fixed. `infer`
does all three in memory.

File times, download times and today's clock are never evidence: without evidence both days are
null. A given date that cannot be used is told in `date_doubt`, and the next source counts. How a
page is read stands in `dating/pages.py`, how a text is judged in `dating/judging.py`, what counts
before what in `dating/choosing.py`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

import pandas as pd

from newsvane.corpus.batches import by_batch
from newsvane.corpus.dating import finding
from newsvane.corpus.dating import habits as corpus_habits
from newsvane.corpus.dating.candidates import Candidate
from newsvane.corpus.dating.choosing import Verdict, choose
from newsvane.corpus.dating.fixes import EVIDENCE, Fix
from newsvane.corpus.dating.habits import Habits, Keys
from newsvane.corpus.isolation.pool import Failure
from newsvane.corpus.isolation.spread import spread
from newsvane.limits import Limits
from newsvane.progress import track
from newsvane.tables import CLEANED, DATE_CANDIDATES, DATED, RECORDS, check

LOG = logging.getLogger(__name__)

__all__ = ["Dated", "Habits", "find", "infer", "judge", "learn", "stream"]


class Dated(NamedTuple):
    """The `dated` table, and `date_candidates` with what was chosen."""

    dated: pd.DataFrame
    candidates: pd.DataFrame


def infer(cleaned: pd.DataFrame, *, records: pd.DataFrame) -> pd.DataFrame:
    """Return the articles with the days on which they can have been published.

    Parameters
    ----------
    cleaned : DataFrame
        The `cleaned` table, n_articles rows; it is not changed.
    records : DataFrame
        The `records` table that they were cleaned from: captions and page heads, which cleaning
        takes away, often hold the date.

    Returns
    -------
    DataFrame
        The `dated` table, n_articles rows in the same order: published_from and published_to (UTC
        days, both inclusive, null without evidence), date_source, date_evidence (one string of the
        source, or several joined by " … "), date_precision, date_doubt.

    Raises
    ------
    TableError
        When one of the two is not the table that it should be.
    """
    found = find(cleaned, records=records)
    return judge(cleaned, found=found, habits=learn(cleaned, found=found)).dated


def find(cleaned: pd.DataFrame, *, records: pd.DataFrame) -> pd.DataFrame:
    """Return every date that the sources of the articles give, the strongest first.

    Parameters
    ----------
    cleaned : DataFrame
        The `cleaned` table, or a batch of its rows.
    records : DataFrame
        The `records` table, or at least the rows of the batch.

    Returns
    -------
    DataFrame
        The `date_candidates` table, the rows of an article together and in the order of `cleaned`;
        nothing is chosen yet. Days are null where a given date cannot be used; `note` says why.

    Raises
    ------
    TableError
        When one of the two is not the table that it should be.
    """
    return next(stream([(cleaned, records)], limits=None))[1]


def stream(
    batches: Iterable[tuple[pd.DataFrame, pd.DataFrame]], *, limits: Limits | None
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Yield each batch of articles with every date that its sources give; see `find`.

    Parameters
    ----------
    batches : iterable of (DataFrame, DataFrame)
        A batch of `cleaned`, and the records that it was made of.
    limits : Limits or None
        Limits of the worker processes; None looks in this process. An article that hits one has a
        candidate without days that says so.

    Yields
    ------
    cleaned, found : DataFrame
        The batch, and its part of `date_candidates`.
    """

    def work(sources: Iterator[finding.Sources]) -> Iterator[list[Candidate]]:
        made = _isolated(sources, limits) if limits else map(finding.find, sources)
        return track(made, "dating articles", unit="articles")

    for (cleaned, _), made in by_batch(batches, rows=lambda batch: _sources(*batch), work=work):
        ids = cleaned["article_id"]
        rows = [(i, one) for i, found in zip(ids, made, strict=True) for one in found]
        yield cleaned, check(_to_table(rows), DATE_CANDIDATES)


def _isolated(sources: Iterator[finding.Sources], limits: Limits) -> Iterator[list[Candidate]]:
    made = spread(
        sources, function=finding.FUNCTION, limits=limits, size=lambda one: len(one.content)
    )
    for _, found in made:
        if isinstance(found, Failure):
            yield [Candidate("text", None, None, "", f"not looked at: {found.reason}")]
        else:
            yield list(map(finding.candidate_of, found))


def learn(cleaned: pd.DataFrame, *, found: pd.DataFrame) -> Habits:
    """Return what the articles do with dates; the habits of batches add up with `+`.

    Parameters
    ----------
    cleaned : DataFrame
        The `cleaned` table, or a batch; of it only outlet, source_file, record and url count.
    found : DataFrame
        What `find` returned for these rows.

    Examples
    --------
    >>> from newsvane.tables import empty
    >>> learn(empty(CLEANED), found=empty(DATE_CANDIDATES)) + Habits(months={24288: 2})
    Habits(orders={}, months={24288: 2})
    """
    by_article = _by_article(found)
    return corpus_habits.learn(
        (keys, by_article.get(article_id, [])) for article_id, keys in _keys(cleaned)
    )


def judge(
    cleaned: pd.DataFrame,
    *,
    found: pd.DataFrame,
    habits: Habits,
    fixes: Mapping[str, Fix] | None = None,
) -> Dated:
    """Choose the date of each article.

    Parameters
    ----------
    cleaned : DataFrame
        The `cleaned` table, or a batch, n_articles rows; it is not changed.
    found : DataFrame
        What `find` returned for these rows; it is not changed.
    habits : Habits
        Those of the whole corpus.
    fixes : mapping of str to Fix
        By article_id, what a person has fixed (`dating.fixes.read`); it counts before all else.

    Returns
    -------
    Dated
        `dated` with n_articles rows in the same order, and the candidates with `is_chosen`.
    """
    check(found, DATE_CANDIDATES)
    by_article, fixes = _by_article(found), fixes or {}
    verdicts, rows, chosen = [], [], []
    for article_id, keys in _keys(cleaned):
        candidates = by_article.get(article_id, [])
        verdict = choose(candidates, keys=keys, habits=habits)
        if fix := fixes.get(article_id):
            evidence = EVIDENCE + (f" … {verdict.evidence}" if verdict.evidence else "")
            candidates = [Candidate("person", *fix, EVIDENCE, "fixed by hand"), *candidates]
            verdict = Verdict(*fix, "person", evidence, None, (0,))
        verdicts.append(verdict)
        rows += [(article_id, candidate) for candidate in candidates]
        chosen += [at in verdict.chosen for at in range(len(candidates))]
    table = _to_table(rows)
    table["is_chosen"] = pd.Series(chosen, dtype="bool")
    return Dated(check(_with_dates(cleaned, verdicts), DATED), check(table, DATE_CANDIDATES))


def _keys(cleaned: pd.DataFrame) -> Iterator[tuple[str, Keys]]:
    for article_id, outlet, file, record, url in zip(
        cleaned["article_id"], cleaned["outlet"], cleaned["source_file"], cleaned["record"],
        cleaned["url"], strict=True,
    ):  # fmt: skip
        keys = corpus_habits.keys_of(
            outlet=_text_or_none(outlet), source_file=file, record=record, url=_text_or_none(url)
        )
        yield article_id, keys


def _sources(cleaned: pd.DataFrame, records: pd.DataFrame) -> Iterator[finding.Sources]:
    check(cleaned, CLEANED)
    check(records, RECORDS)
    places = list(zip(cleaned["source_file"], cleaned["record"], strict=True))
    wanted = set(places)
    source = {
        (file, number): (content, bool(is_html), _text_or_none(published))
        for file, number, content, is_html, published in zip(
            records["source_file"], records["record"], records["content"], records["is_html"],
            records["published"], strict=True,
        )
        if (file, number) in wanted
    }  # fmt: skip
    facts = zip(places, cleaned["text"], cleaned["url"], cleaned["published"], strict=True)
    for (file, number), text, url, published in facts:
        content, is_html, given = source.get((file, number), (text, False, None))
        yield finding.Sources(
            content,
            is_html,
            text if is_html else "",
            _text_or_none(url),
            _text_or_none(published) or given,
            PurePosixPath(file.replace("\\", "/")).name if number == 0 else None,
        )


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _by_article(found: pd.DataFrame) -> dict[str, list[Candidate]]:
    by_article: dict[str, list[Candidate]] = {}
    for article_id, source, first, last, evidence, note in zip(
        found["article_id"], found["source"], _to_days(found["published_from"]),
        _to_days(found["published_to"]), found["date_evidence"], found["note"], strict=True,
    ):  # fmt: skip
        candidate = Candidate(source, first, last, evidence, note)
        by_article.setdefault(article_id, []).append(candidate)
    return by_article


def _to_days(values: pd.Series) -> list[date | None]:
    numbers = values.to_numpy("datetime64[D]")
    return numbers.tolist()  # NaT comes out as None


def _to_table(rows: Sequence[tuple[str, Candidate]]) -> pd.DataFrame:
    return pd.DataFrame({
        "article_id": pd.Series([i for i, _ in rows], dtype="str"),
        "source": pd.Series([c.source for _, c in rows], dtype="str"),
        "published_from": _column([c.first for _, c in rows]),
        "published_to": _column([c.last for _, c in rows]),
        "date_evidence": pd.Series([c.evidence for _, c in rows], dtype="str"),
        "note": pd.Series([c.note for _, c in rows], dtype="str"),
        "is_chosen": pd.Series([False] * len(rows), dtype="bool"),
    })  # fmt: skip


def _column(days: Sequence[date | None], index: pd.Index | None = None) -> pd.Series:
    texts = [day.isoformat() if day else None for day in days]
    values = pd.to_datetime(texts, format="%Y-%m-%d")
    return pd.Series(values, index=index).astype("datetime64[s]")


def _with_dates(cleaned: pd.DataFrame, verdicts: Sequence[Verdict]) -> pd.DataFrame:
    frame = cleaned.drop(columns="published")
    frame["published_from"] = _column([v.first for v in verdicts], frame.index)
    frame["published_to"] = _column([v.last for v in verdicts], frame.index)
    for column, name in (
        ("date_source", "source"), ("date_evidence", "evidence"),
        ("date_precision", "precision"), ("date_doubt", "doubt"),
    ):  # fmt: skip
        values = [getattr(verdict, name) for verdict in verdicts]
        frame[column] = pd.Series(values, index=frame.index, dtype="str")
    return frame[DATED.names]
