"""A study: one folder with its settings in study.toml, read into a frozen `Study`."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from itertools import zip_longest
from pathlib import Path
from typing import Any

from newsvane import store
from newsvane.errors import InputMissingError, StudyError
from newsvane.limits import Limits
from newsvane.stance import claims as claim_rules
from newsvane.stance.claims import Claim

FILE = "study.toml"
PERIODS = ("auto", "day", "week", "month", "quarter", "year")
FIELDS = ("title", "text", "published", "outlet", "url", "language", "byline")


@dataclass(frozen=True)
class ModelSettings:
    """`[model]`: `encoder` is "packaged", or a name or path; `judge` is the backend."""

    encoder: str = "packaged"
    judge: str = "embedded"


@dataclass(frozen=True)
class StorySettings:
    """`[stories]`: least mean `similarity` of a story's articles, and `days` that it lasts."""

    similarity: float = 0.51
    days: int = 14


@dataclass(frozen=True)
class TopicSettings:
    """`[topics]`: `n_topics` (0 chooses it), `min_cluster_size` (documents), `n_words` of each."""

    n_topics: int = 0
    min_cluster_size: int = 0
    n_words: int = 10


@dataclass(frozen=True)
class StanceSettings:
    """`[stance]`: `related` is the least cosine (0–1) at which a sentence is about a claim."""

    related: float = 0.45


@dataclass(frozen=True)
class TrendSettings:
    """`[trends]`: `period` of the calendar, bootstrap `draws`, `level` of the interval (0–1)."""

    period: str = "auto"
    draws: int = 4000
    level: float = 0.95


@dataclass(frozen=True)
class Study:
    """Everything that a run needs to know; `folder` holds study.toml, tables and report."""

    folder: Path
    name: str
    articles: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    seed: int = 1
    limits: Limits = Limits()
    model: ModelSettings = ModelSettings()
    stories: StorySettings = StorySettings()
    topics: TopicSettings = TopicSettings()
    stance: StanceSettings = StanceSettings()
    trends: TrendSettings = TrendSettings()

    def sources(self) -> list[Path]:
        """Return the paths of the articles; relative ones count from the study's folder."""
        # Only "~/": a file may well be called "~draft.txt".
        return [
            self.folder / (Path(path).expanduser() if path.startswith("~/") else path)
            for path in self.articles
        ]


_SECTIONS: dict[str, Any] = {
    "limits": Limits,
    "model": ModelSettings,
    "stories": StorySettings,
    "topics": TopicSettings,
    "stance": StanceSettings,
    "trends": TrendSettings,
}
_TOP = ("name", "articles", "seed", "claims", "columns", *_SECTIONS)
_CLAIM_KEYS = ("id", "text", "target", "opposite")
# (section, key) -> is the value allowed, and how the allowed ones are described
_BOUNDS: dict[tuple[str, str], tuple[Any, str]] = {
    ("limits", "seconds"): (lambda v: 0 < v <= 86_400, "above 0, at most 86400"),
    ("limits", "mb_per_second"): (lambda v: 0.001 <= v <= 1_000, "0.001 to 1000"),
    ("limits", "memory_mb"): (lambda v: v >= 512, "512 and more"),
    ("limits", "ratio"): (lambda v: v >= 2, "2 and more"),
    ("limits", "unpacked_mb"): (lambda v: v >= 1, "1 and more"),
    ("limits", "members"): (lambda v: v >= 1, "1 and more"),
    ("limits", "depth"): (lambda v: 0 <= v <= 10, "0 to 10"),
    ("model", "judge"): (lambda v: v == "embedded", '"embedded"'),
    ("model", "encoder"): (lambda v: bool(v.strip()), '"packaged", or a model name or path'),
    ("stories", "similarity"): (lambda v: 0 < v < 1, "between 0 and 1"),
    ("stories", "days"): (lambda v: 1 <= v <= 3_660, "1 to 3660"),
    ("topics", "n_topics"): (lambda v: 0 <= v <= 500, "0 (automatic) to 500"),
    ("topics", "min_cluster_size"): (lambda v: v == 0 or v >= 2, "0 (automatic) or 2 and more"),
    ("topics", "n_words"): (lambda v: 1 <= v <= 50, "1 to 50"),
    ("stance", "related"): (lambda v: 0 < v < 1, "between 0 and 1"),
    ("trends", "period"): (lambda v: v in PERIODS, f"one of {', '.join(PERIODS)}"),
    ("trends", "draws"): (lambda v: 100 <= v <= 100_000, "100 to 100000"),
    ("trends", "level"): (lambda v: 0.5 <= v < 1, "from 0.5 to below 1"),
}


def load(folder: Path) -> Study:
    """Read FOLDER/study.toml.

    Parameters
    ----------
    folder : Path
        Folder of the study.

    Raises
    ------
    InputMissingError
        If there is no study.toml.
    StudyError
        If it is not TOML, or a key is unknown or of the wrong kind.
    """
    path = folder / FILE
    if not path.is_file():
        advice = f"a study folder with a {FILE}; make one with: newsvane new {folder}"
        raise InputMissingError(path, wanted=advice)
    try:
        facts = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise StudyError(str(path), "not UTF-8 text", advice="save it as UTF-8") from error
    # Besides its own error tomllib raises others: for endless digits and endless brackets.
    except (ValueError, RecursionError) as error:
        raise StudyError(
            str(path), f"not valid TOML ({error})", advice="correct that line"
        ) from error
    return parse(facts, folder=folder)


def parse(facts: Mapping[str, Any], *, folder: Path) -> Study:
    """Turn the data of a study.toml into a `Study`; a fault is a `StudyError` naming its key."""
    _known(facts, _TOP, place=FILE)
    sections = {name: _section(name, facts.get(name, {})) for name in _SECTIONS}
    articles = facts.get("articles")
    if isinstance(articles, str):
        articles = [articles]
    if not _is_texts(articles) or not articles:
        raise StudyError(
            f"{FILE}: articles", "expected a list of paths", advice='e.g. ["articles"]'
        )
    seed = facts.get("seed", 1)
    if not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed < 2**32:
        raise StudyError(f"{FILE}: seed", f"expected a whole number from 0, got {seed!r}")
    return Study(
        folder=folder,
        name=_text(facts.get("name", folder.resolve().name), "name"),
        articles=tuple(articles or ()),
        claims=_claims(facts.get("claims", [])),
        columns=_columns(facts.get("columns", {})),
        seed=seed,
        **sections,
    )


def _known(facts: Any, names: Iterable[str], *, place: str) -> None:
    if not isinstance(facts, Mapping):
        raise StudyError(place, f"expected a table of settings, got {facts!r}")
    names = list(names)
    for key in facts:
        if key not in names:
            near = difflib.get_close_matches(str(key), names, n=1, cutoff=0.5)
            advice = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(names)}"
            raise StudyError(place, f"unknown key {key!r}", advice=advice)


def _section(name: str, facts: Any) -> Any:
    kind = _SECTIONS[name]
    _known(facts, [item.name for item in fields(kind)], place=f"{FILE}: [{name}]")
    values = {}
    for item in fields(kind):
        assert item.default is not MISSING
        value = facts.get(item.name, item.default)
        place = f"{FILE}: {name}.{item.name}"
        if isinstance(item.default, float) and type(value) is int and abs(value) < 2**53:
            value = float(value)
        if type(value) is not type(item.default):
            wanted = {str: "text", int: "a whole number", float: "a number"}[type(item.default)]
            raise StudyError(place, f"expected {wanted}, got {value!r}")
        is_allowed, allowed = _BOUNDS[name, item.name]
        if not is_allowed(value):
            raise StudyError(place, f"expected {allowed}, got {value!r}")
        values[item.name] = value
    return kind(**values)


def _claims(facts: Any) -> tuple[Claim, ...]:
    if not isinstance(facts, Sequence) or isinstance(facts, str):
        raise StudyError(f"{FILE}: claims", "expected [[claims]] tables", advice="see newsvane new")
    made: list[Claim] = []
    for number, item in enumerate(facts, 1):
        place = f"{FILE}: claims, number {number}"
        _known(item, _CLAIM_KEYS, place=place)
        texts = {key: _text(item[key], f"{place}, {key}") for key in item}
        if ("text" in texts) == ("target" in texts):
            raise StudyError(place, "expected either text or target")
        target = texts.get("target")
        text = texts["text"] if target is None else claim_rules.from_target(target)
        claim_id = texts.get("id") or slug(text, number)
        if not re.fullmatch(r"[\w-]{1,40}", claim_id):
            raise StudyError(f"{place}, id", f"{claim_id!r}", advice="use letters, digits, - and _")
        if claim_id in {claim.claim_id for claim in made}:
            raise StudyError(
                place, f"the id {claim_id!r} is used twice", advice="give each its own"
            )
        made.append(claim_rules.make(text, claim_id=claim_id, opposite=texts.get("opposite")))
    return tuple(made)


def _columns(facts: Any) -> dict[str, str]:
    _known(facts, FIELDS, place=f"{FILE}: [columns]")
    return {key: _text(value, f"columns.{key}") for key, value in facts.items()}


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise StudyError(f"{FILE}: {place}", f"expected text, got {value!r}")
    return value


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def slug(text: str, number: int) -> str:
    """Return a short id for a claim: its number and first words.

    Examples
    --------
    >>> slug("The dam protects the valley", 2)
    '2-the-dam-protects'
    """
    words = re.findall(r"[a-z0-9]+", text.lower())[:3]
    return "-".join([str(number), *words])[:40]


def create(
    folder: Path,
    *,
    articles: Sequence[Path],
    claims: Sequence[str] = (),
    opposites: Sequence[str] = (),
) -> Study:
    """Write FOLDER/study.toml for the given articles and claims, and return the study.

    The same call again finds its own study and changes nothing; another study is never overwritten.

    Raises
    ------
    InputMissingError
        If a path of articles is not there.
    StudyError
        If a claim has no words, or the folder holds another study.
    """
    for path in articles:
        if not path.exists():
            raise InputMissingError(path, wanted="a file or folder of articles")
    if len(opposites) > len(claims):
        found = f"{len(opposites)} opposites for {len(claims)} claims"
        raise StudyError("--opposite", found, advice="give at most one for each claim")
    if folder.exists() and not folder.is_dir():
        raise StudyError(str(folder), "it is a file", advice="name a folder for the study")
    paired = list(zip_longest(claims, opposites))
    paths = [_portable(path, folder) for path in articles]
    text = write_toml(name=folder.resolve().name, articles=paths, claims=paired)
    made = parse(tomllib.loads(text), folder=folder)
    path = folder / FILE
    if path.exists() and path.read_text(encoding="utf-8", errors="replace") != text:
        advice = f"name another folder, or go on with the one there: newsvane run {folder}"
        raise StudyError(str(path), "this folder holds another study", advice=advice)
    folder.mkdir(parents=True, exist_ok=True)
    store.write_text(path, text)
    return made


def scaffold(folder: Path) -> Path:
    """Make FOLDER/study.toml with every setting explained, and FOLDER/articles."""
    path = folder / FILE
    if path.exists():
        raise StudyError(str(path), "it is there already", advice=f"run it: newsvane run {folder}")
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    example = ("The river dam protects the valley", "The river dam endangers the valley")
    text = write_toml(name=folder.resolve().name, articles=["articles"], claims=[example])
    return store.write_text(path, text)


def _portable(path: Path, folder: Path) -> str:
    path, folder = path.resolve(), folder.resolve()
    if not path.is_relative_to(folder):
        return str(path)
    below = path.relative_to(folder).as_posix()
    return f"./{below}" if below.startswith("~/") else below


def write_toml(
    *, name: str, articles: Sequence[str], claims: Sequence[tuple[str, str | None]]
) -> str:
    """Return the text of a study.toml with the given (claim, opposite or None) pairs."""
    lines = [
        "# A newsvane study. Run it with: newsvane run FOLDER",
        f"name = {_quoted(name)}",
        f"articles = [{', '.join(map(_quoted, articles))}]  # relative to this folder",
        "",
    ]
    for text, opposite in claims:
        lines += ["[[claims]]", f"text = {_quoted(text)}"]
        lines += [f"opposite = {_quoted(opposite)}"] if opposite else []
        lines += [""]
    return "\n".join(lines + [_COMMENTED])


def _quoted(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        problem = "it holds bytes that are no UTF-8 text, which study.toml cannot hold"
        raise StudyError(repr(text), problem, advice="rename or rewrite it") from error
    # A JSON string is a TOML basic string; DEL is the one character that only JSON lets stand.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


_COMMENTED = """\
# What may be set, with its default:
#
# seed = 1
#
# [columns]                # your column names, where they are not recognised
# title = "Headline"
# published = "Load Date"
#
# [limits]                 # of one file; what goes beyond is listed and left
# seconds = 60.0           # without a new record
# mb_per_second = 0.05     # least rate: a file takes at most `seconds` and its size over this
# memory_mb = 2048         # of the process that reads it
# ratio = 100              # unpacked size over packed size
# unpacked_mb = 512        # of one member of an archive
# members = 10000          # of one archive
# depth = 3                # archives inside archives
#
# [model]
# encoder = "packaged"     # or a sentence-transformers name or path
# judge = "embedded"
#
# [stories]
# similarity = 0.51        # least mean similarity of the articles on one event
# days = 14                # most days from the first to the last of them
#
# [topics]
# n_topics = 0             # 0 chooses it: as many as come back when the corpus is drawn again
# min_cluster_size = 0     # articles; smaller topics join others
# n_words = 10
#
# [stance]
# related = 0.45           # least cosine at which a sentence is about a claim
#
# [trends]
# period = "auto"          # day, week, month, quarter or year
# draws = 4000             # of the bootstrap
# level = 0.95             # of the interval
"""
