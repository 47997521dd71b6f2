"""The stages in their order: what each reads and writes, what its result depends on, its work.

Each stage is a function from tables to tables. The corpus stages work in pieces, so that memory
hardly grows with their number of articles or with what is left out; the topics and the stances are
held whole.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from newsvane import fixed_dates, store, tables
from newsvane.errors import NoArticlesError
from newsvane.stage import ALL, Made, Stage, Tables, aligned
from newsvane.study import Study

if TYPE_CHECKING:
    from newsvane.corpus.account import Account

# A user's own names of outlets, in the study's folder.
OUTLETS = "outlets.csv"
# What the habits of a corpus with dates are learned from; the texts need not be read for it.
_PLACED = ("article_id", "outlet", "source_file", "record", "url")


def _read(study: Study, _: Tables) -> Made:
    from newsvane.corpus import read
    from newsvane.corpus.reading.ledger import Ledger
    from newsvane.corpus.reading.source import ReadSettings

    ledger = Ledger()
    settings = ReadSettings(study.columns, study.limits)
    records = read.stream(study.sources(), ledger=ledger, settings=settings)
    names = ("records", "dropped_read", "warnings_read")
    yield from _with_account(records, ledger.account, names=names)
    yield "files", ledger.files()


def _clean(study: Study, frames: Tables) -> Made:
    from newsvane.corpus import clean
    from newsvane.corpus.account import Account

    account = Account("clean")
    cleaned = clean.stream(frames.batches("records"), account=account, limits=study.limits)
    pieces = chain(
        (("dropped", piece) for piece in frames.batches("dropped_read")),
        (("warnings", piece) for piece in frames.batches("warnings_read")),
        _with_account(cleaned, account, names=("cleaned", "dropped", "warnings")),
    )
    n_kept = n_dropped = 0
    reasons: list[str] = []
    for name, piece in pieces:
        if name == "cleaned":
            n_kept += len(piece)
        elif name == "dropped":
            n_dropped += len(piece)
            reasons = sorted({*reasons, *piece["reason"]})[:3]
        yield name, piece
    if not n_kept:
        place = ", ".join(map(str, study.sources()))
        raise NoArticlesError(place, n_dropped=n_dropped, reasons="; ".join(reasons))


def _with_account(
    pieces: Iterator[pd.DataFrame], account: Account, *, names: tuple[str, str, str]
) -> Made:
    """Yield the pieces of a table, and behind each what its account has got by then."""
    kept, dropped, warnings = names
    for piece in chain(pieces, [None]):
        if piece is not None:
            yield kept, piece
        left, noted = account.drain()
        yield dropped, left
        yield warnings, noted


def _outlets(study: Study, frames: Tables) -> Made:
    """Name the outlets in two passes: how they are spelled is known after the first."""
    from newsvane.corpus import outlets
    from newsvane.corpus.mastheads.surveying import Survey

    names = outlets.load_names(study.folder / OUTLETS)
    whole = Survey()
    for batch in frames.batches("cleaned"):
        whole += outlets.survey(batch, names=names)
    for cleaned, records in _with_records(frames, "cleaned"):
        yield "named", outlets.name(cleaned, records=records, names=names, whole=whole)


def _candidates(study: Study, frames: Tables) -> Made:
    from newsvane.corpus import dates

    for _, found in dates.stream(_with_records(frames, "named"), limits=study.limits):
        yield "date_found", found


def _date(study: Study, frames: Tables) -> Made:
    """Date the articles in two passes: how a corpus writes its dates is known after the first."""
    from newsvane.corpus import dates

    fixes = fixed_dates.read(study)
    habits = dates.Habits()
    for named, found in _with_candidates(frames, _PLACED):
        habits += dates.learn(named, found=found)
    for named, found in _with_candidates(frames):
        made = dates.judge(named, found=found, habits=habits, fixes=fixes)
        yield "dated", made.dated
        yield "date_candidates", made.candidates


def _with_records(frames: Tables, name: str) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Yield the articles of each piece of records, and the piece."""
    records, articles = frames.batches("records"), frames.batches(name)
    for piece, made in aligned(records, articles, on=("source_file", "record")):
        if made is not None:
            yield made, piece


def _with_candidates(
    frames: Tables, columns: tuple[str, ...] | None = None
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Yield each piece of named articles with its date candidates."""
    named = frames.batches("named", columns=columns)
    for piece, found in aligned(named, frames.batches("date_found"), on=("article_id",)):
        yield piece, tables.empty(tables.DATE_FOUND) if found is None else found


def _copies(_: Study, frames: Tables) -> Made:
    from newsvane.corpus import copies

    yield "links", copies.find(lambda: frames.batches("dated")).reset_index()


def _voices(study: Study, frames: Tables) -> Made:
    from newsvane.corpus import voices

    for sentences in voices.stream(frames.batches("dated"), limits=study.limits):
        yield "sentences", sentences


def _stories(study: Study, frames: Tables) -> Made:
    """Find the stories in a first reading, which keeps no texts, and write them in a second."""
    from newsvane.corpus import copies
    from newsvane.topics import stories

    links = frames["links"].set_index("article_id")
    found = stories.find(
        (copies.attach(batch, links) for batch in frames.batches("dated")),
        vectors=_vectors(study),
        settings=stories.StorySettings(study.stories.similarity, study.stories.days),
    )
    links = links.assign(story_id=found.story_of.reindex(links.index))
    for batch in frames.batches("dated"):
        yield "articles", copies.attach(batch, links)
    yield "stories", found.stories


def _topics(study: Study, frames: Tables) -> Made:
    from newsvane.topics import model

    settings = model.TopicSettings(
        seed=study.seed,
        n_topics=study.topics.n_topics or None,
        min_cluster_size=study.topics.min_cluster_size or None,
        n_words=study.topics.n_words,
    )
    fitted = model.fit(frames["articles"], vectors=_vectors(study), settings=settings)
    fitted.topics.attrs["note"] = fitted.note
    yield "topics", fitted.topics
    yield "article_topics", fitted.article_topics
    yield "topic_numbers", fitted.topic_numbers


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
    yield "claims", claims.to_table(study.claims)
    yield "stances", stances
    yield "article_stances", evidence.summarise(stances, sentences=frames["sentences"])


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
    yield "trends", counted


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
    from newsvane.corpus.reading import listing

    found = listing.list_files(study.sources()).files
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


# A stage reads few columns of a large table where it needs no more: its result then outlives a
# change in the others, such as a date that a person has fixed.
STAGES = (
    Stage("read", {}, ("records", "files", "dropped_read", "warnings_read"), _source_facts, _read),
    Stage(
        "clean",
        {"records": ALL, "dropped_read": ALL, "warnings_read": ALL},
        ("cleaned", "dropped", "warnings"),
        lambda study: asdict(study.limits),
        _clean,
    ),
    Stage("outlets", {"cleaned": ALL, "records": ALL}, ("named",), _outlet_facts, _outlets),
    Stage(
        "candidates",
        {"named": ALL, "records": ALL},
        ("date_found",),
        lambda study: asdict(study.limits),
        _candidates,
    ),
    Stage(
        "date",
        {"named": ALL, "date_found": ALL},
        ("dated", "date_candidates"),
        lambda study: sorted(fixed_dates.read(study).items()),
        _date,
    ),
    Stage("copies", {"dated": ALL}, ("links",), lambda _: None, _copies),
    Stage(
        "voices",
        {"dated": ("article_id", "title", "text", "language")},
        ("sentences",),
        lambda study: asdict(study.limits),
        _voices,
    ),
    Stage(
        "stories",
        {"dated": ALL, "links": ALL},
        ("articles", "stories"),
        lambda study: [asdict(study.stories), encoder_facts(study)],
        _stories,
    ),
    Stage(
        "topics",
        {"articles": ("article_id", "title", "text", "copy_of", "copy_kind")},
        ("topics", "article_topics", "topic_numbers"),
        lambda study: [asdict(study.topics), study.seed, encoder_facts(study)],
        _topics,
    ),
    Stage(
        "stance",
        {"sentences": ("sentence_id", "article_id", "text", "voice", "speaker")},
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
        {
            "article_stances": ALL,
            "articles": ("article_id", "outlet", "published_from", "published_to", "story_id"),
            "claims": ALL,
        },
        ("trends",),
        lambda study: [asdict(study.trends), study.seed],
        _trends,
    ),
)
