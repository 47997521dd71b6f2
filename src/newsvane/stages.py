"""The stages in their order: what each reads and writes, what its result depends on, its work.

Each stage is a function from tables to tables. The articles of the corpus stages come in pieces,
so that memory hardly grows with them; what is left out, the topics and the stances are held whole.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from newsvane import fixed_dates, store, tables
from newsvane.errors import NoArticlesError
from newsvane.study import Study

# A user's own names of outlets, in the study's folder.
OUTLETS = "outlets.csv"
# What a stage makes: whole tables, tables that come in pieces, and tables that are known only when
# the pieces before them have passed. They are written in this order.
Piecewise: TypeAlias = pd.DataFrame | Iterator[pd.DataFrame] | Callable[[], pd.DataFrame]
Made = dict[str, Piecewise]


class Tables(Mapping[str, pd.DataFrame]):
    """The tables that a stage reads: whole by their name, or in pieces."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self.folder, self.names = folder, tuple(names)

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.names:
            raise KeyError(name)
        return store.read(self.folder, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def batches(self, name: str) -> Iterator[pd.DataFrame]:
        """Yield a table in the pieces that it was written in."""
        assert name in self.names, name
        return store.read_batches(self.folder, name)


@dataclass(frozen=True)
class Stage:
    """One stage: the tables it reads and writes, what else its result depends on, and its work."""

    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    depends: Callable[[Study], Any]
    work: Callable[[Study, Tables], Made]
    counted: str = ""

    @property
    def result(self) -> str:
        """The table whose rows are counted: the first that is written, where none is named."""
        return self.counted or self.writes[0]


def write(made: Piecewise, folder: Path, name: str) -> None:
    """Write what a stage made for the table `name`, in whichever form it comes."""
    if callable(made):
        made = made()
    if isinstance(made, pd.DataFrame):
        store.write(made, folder, name)
    else:
        store.write_batches(made, folder, name)


def _read(study: Study, _: Tables) -> Made:
    from newsvane.corpus import read
    from newsvane.corpus.reading.ledger import Ledger
    from newsvane.corpus.reading.source import ReadSettings

    ledger = Ledger()
    settings = ReadSettings(study.columns, study.limits)
    return {
        "records": read.stream(study.sources(), ledger=ledger, settings=settings),
        "files": ledger.files,
        "dropped_read": ledger.account.dropped,
        "warnings_read": ledger.account.warnings,
    }


def _clean(study: Study, frames: Tables) -> Made:
    from newsvane.corpus import clean
    from newsvane.corpus.account import Account

    account = Account("clean")

    def cleaned() -> Iterator[pd.DataFrame]:
        n_kept = 0
        batches = clean.stream(frames.batches("records"), account=account, limits=study.limits)
        for batch in batches:
            n_kept += len(batch)
            yield batch
        if not n_kept:
            raise _no_articles(study, dropped())

    def dropped() -> pd.DataFrame:
        return pd.concat([frames["dropped_read"], account.dropped()], ignore_index=True)

    def warnings() -> pd.DataFrame:
        return pd.concat([frames["warnings_read"], account.warnings()], ignore_index=True)

    return {"cleaned": cleaned(), "dropped": dropped, "warnings": warnings}


def _no_articles(study: Study, dropped: pd.DataFrame) -> NoArticlesError:
    reasons = "; ".join(sorted(set(dropped["reason"]))[:3])
    place = ", ".join(map(str, study.sources()))
    return NoArticlesError(place, n_dropped=len(dropped), reasons=reasons)


def _outlets(study: Study, frames: Tables) -> Made:
    """Name the outlets in two passes: how they are spelled is known after the first."""
    from newsvane.corpus import outlets
    from newsvane.corpus.mastheads.surveying import Survey

    names = outlets.load_names(study.folder / OUTLETS)
    whole = Survey()
    for batch in frames.batches("cleaned"):
        whole += outlets.survey(batch, names=names)
    return {
        "named": (
            outlets.name(cleaned, records=records, names=names, whole=whole)
            for cleaned, records in _with_records(frames, "cleaned")
        )
    }


def _date(study: Study, frames: Tables) -> Made:
    """Date the articles in two passes: how a corpus writes its dates is known after the first."""
    from newsvane.corpus import dates

    fixes = fixed_dates.read(study)
    habits = dates.Habits()

    def found() -> Iterator[pd.DataFrame]:
        nonlocal habits
        batches = dates.stream(_with_records(frames, "named"), limits=study.limits)
        for cleaned, candidates in batches:
            habits += dates.learn(cleaned, found=candidates)
            yield candidates

    def judged() -> Iterator[dates.Dated]:
        pieces = store.read_batches(frames.folder, "date_found")
        for cleaned, candidates in _aligned(frames.batches("named"), pieces):
            yield dates.judge(cleaned, found=candidates, habits=habits, fixes=fixes)

    return {
        "date_found": found(),
        "dated": (made.dated for made in judged()),
        "date_candidates": (made.candidates for made in judged()),
    }


def _with_records(frames: Tables, name: str) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Yield each piece of a table with the records that it was made of, and some more."""
    records = frames.batches("records")
    held = tables.empty(tables.RECORDS)
    for cleaned in frames.batches(name):
        last = cleaned[["source_file", "record"]].iloc[-1]
        while not len(ends := _places(held, last)):
            more = next(records)
            held = pd.concat([held, more], ignore_index=True) if len(held) else more
        yield cleaned, held
        held = held.iloc[ends[0] + 1 :].reset_index(drop=True)


def _places(records: pd.DataFrame, wanted: pd.Series) -> Any:
    is_wanted = records["source_file"] == wanted["source_file"]
    return (is_wanted & (records["record"] == wanted["record"])).to_numpy().nonzero()[0]


def _aligned(
    articles: Iterator[pd.DataFrame], rows: Iterator[pd.DataFrame]
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Yield each piece of articles with its rows, which come in the order of the articles."""
    held = next(rows, None)
    for piece in articles:
        ids = set(piece["article_id"])
        mine = []
        while held is not None:
            is_mine = held["article_id"].isin(ids)
            mine.append(held[is_mine])
            if not is_mine.all():
                held = held[~is_mine]
                break
            held = next(rows, None)
        yield piece, pd.concat(mine, ignore_index=True) if mine else tables.empty(tables.DATE_FOUND)


def _copies(_: Study, frames: Tables) -> Made:
    from newsvane.corpus import copies

    links = copies.find(lambda: frames.batches("dated"))
    return {"articles": (copies.attach(batch, links) for batch in frames.batches("dated"))}


def _voices(_: Study, frames: Tables) -> Made:
    from newsvane.corpus import voices

    return {"sentences": (voices.split(batch) for batch in frames.batches("articles"))}


def _topics(study: Study, frames: Tables) -> Made:
    from newsvane.topics import model

    settings = model.TopicSettings(
        seed=study.seed,
        min_cluster_size=study.topics.min_cluster_size or None,
        n_words=study.topics.n_words,
    )
    fitted = model.fit(frames["articles"], vectors=_vectors(study), settings=settings)
    fitted.topics.attrs["note"] = fitted.note
    return {"topics": fitted.topics, "article_topics": fitted.article_topics}


def _stance(study: Study, frames: Tables) -> Made:
    from newsvane.stance import claims, embedded, evidence

    vectors = _vectors(study)
    stances = evidence.judge_sentences(
        frames["sentences"],
        claims=study.claims,
        judge=embedded.EmbeddedJudge(vectors),
        vectors=vectors,
        related=study.stance.related,
    )
    return {
        "claims": claims.to_table(study.claims),
        "stances": stances,
        "article_stances": evidence.summarise(stances, sentences=frames["sentences"]),
    }


def _trends(study: Study, frames: Tables) -> Made:
    from newsvane.trends import shares

    settings = shares.TrendSettings(
        period=study.trends.period,
        draws=study.trends.draws,
        level=study.trends.level,
        seed=study.seed,
    )
    counted = shares.count(
        frames["article_stances"],
        articles=frames["articles"],
        claims=frames["claims"],
        settings=settings,
    )
    return {"trends": counted}


def _vectors(study: Study) -> Callable[..., Any]:
    from newsvane.topics import embed

    encoder, cache = embed.load_encoder(study.model.encoder), study.folder / "work" / "vectors"
    return functools.partial(embed.embed, encoder=encoder, cache=cache)


def encoder_facts(study: Study) -> dict[str, Any]:
    """Return the encoder's name, the hash of its weights, and the languages that it covers."""
    from newsvane.topics import embed

    encoder = embed.load_encoder(study.model.encoder)
    known = {"languages": sorted(encoder.languages)} if encoder.languages is not None else {}
    return {"name": encoder.name, "hash": encoder.hash, **known}


def judge_facts(_: Study) -> dict[str, Any]:
    """Return the name of the study's judge and what it was calibrated with."""
    from newsvane.stance import embedded

    return {"name": "embedded", "calibration": asdict(embedded.Calibration.packaged())}


def _source_facts(study: Study) -> Any:
    from newsvane.corpus import read

    found = read.find(study.sources())
    return {
        "files": [_file_facts(*file) for file in found],
        "columns": dict(study.columns),
        "limits": asdict(study.limits),
    }


def _outlet_facts(study: Study) -> str | None:
    extra = study.folder / OUTLETS
    return store.sha256(extra) if extra.exists() else None


def _file_facts(path: Path, name: str) -> tuple[str, int | None, int | None]:
    try:
        facts = path.stat()
    except OSError:  # a link to nowhere: reading it will say so in `dropped`
        return name, None, None
    return name, facts.st_size, facts.st_mtime_ns


STAGES = (
    Stage("read", (), ("records", "files", "dropped_read", "warnings_read"), _source_facts, _read),
    Stage(
        "clean",
        ("records", "dropped_read", "warnings_read"),
        ("cleaned", "dropped", "warnings"),
        lambda study: asdict(study.limits),
        _clean,
    ),
    Stage("outlets", ("cleaned", "records"), ("named",), _outlet_facts, _outlets),
    Stage(
        "date",
        ("named", "records"),
        ("date_found", "dated", "date_candidates"),
        lambda study: sorted(fixed_dates.read(study).items()),
        _date,
        counted="dated",
    ),
    Stage("copies", ("dated",), ("articles",), lambda _: None, _copies),
    Stage("voices", ("articles",), ("sentences",), lambda _: None, _voices),
    Stage(
        "topics",
        ("articles",),
        ("topics", "article_topics"),
        lambda study: [asdict(study.topics), study.seed, encoder_facts(study)],
        _topics,
    ),
    Stage(
        "stance",
        ("sentences",),
        ("article_stances", "stances", "claims"),
        lambda study: [
            [asdict(claim) for claim in study.claims],
            asdict(study.stance),
            encoder_facts(study),
            judge_facts(study),
        ],
        _stance,
    ),
    Stage(
        "trends",
        ("article_stances", "articles", "claims"),
        ("trends",),
        lambda study: [asdict(study.trends), study.seed],
        _trends,
    ),
)
