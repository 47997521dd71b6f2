"""Every table of a study: its columns, their kind, unit and meaning.

This is the only list of column names. A table is checked by kind (text, texts, integer, number,
boolean, date), not by exact dtype, where it enters and where it leaves a stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from pandas.api import types

from newsvane.errors import TableError

KINDS = {
    "text": "text",
    "texts": "lists of text",
    "integer": "integers",
    "number": "numbers",
    "boolean": "true or false",
    "date": "UTC dates",
}


@dataclass(frozen=True)
class Column:
    """One column: `kind` is a key of `KINDS`, `choices` the only values allowed (empty: any)."""

    name: str
    kind: str
    meaning: str
    unit: str = ""
    nullable: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: what a row is, which columns it has, and which of them identify a row."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """Column names in their declared order."""
        return [column.name for column in self.columns]


@dataclass(frozen=True)
class Outcome:
    """What a stage made of its rows: the kept ones, and the dropped ones with their reason."""

    kept: pd.DataFrame
    dropped: pd.DataFrame


VOICES = ("outlet", "quoted", "reported")
STANCES = ("favor", "against", "none")
DATE_SOURCES = ("metadata", "url", "text", "file", "none")
COPY_KINDS = ("exact", "near", "restated")
GROUPINGS = ("all", "outlet", "voice")

_c = Column

_PLACE = (
    _c("source_file", "text", "path of the input file, as found below the paths given"),
    _c("record", "integer", "position in the file: 0 for a file that is one article, else from 1"),
)
_DESCRIBED = (
    _c("title", "text", "headline", nullable=True),
    _c("outlet", "text", "name of the newspaper, agency or site", nullable=True),
    _c("byline", "text", "author as printed", nullable=True),
    _c("url", "text", "address of the article", nullable=True),
    _c("language", "text", "ISO 639-1 code; null where it is not certain", nullable=True),
)
_TEXT = (
    _c("text", "text", "cleaned body; paragraphs are separated by one empty line"),
    _c("length_words", "integer", "length of text", unit="words"),
)
_DATES = (
    _c("published_from", "date", "first day on which it may have appeared", nullable=True),
    _c("published_to", "date", "last day on which it may have appeared, inclusive", nullable=True),
    _c("date_source", "text", "where the date was found", choices=DATE_SOURCES),
    _c("date_evidence", "text", "the very string that gives the date", nullable=True),
)
_COPIES = (
    _c("story_id", "text", "event that the article is part of, copies included"),
    _c("copy_of", "text", "article_id of what it copies or restates", nullable=True),
    _c("copy_kind", "text", "how it copies", nullable=True, choices=COPY_KINDS),
    _c("copied_share", "number", "part of its words that also stand in copy_of", unit="0–1"),
)
_ARTICLE_ID = _c("article_id", "text", "identifies the article; the same on every run")
_CLAIM_ID = _c("claim_id", "text", "identifies the claim within the study")

# Tables that only lie between two stages; they are kept in STUDY/work and may change.
RECORDS = Table(
    "records",
    "record found in a file",
    (
        *_PLACE,
        _c("format", "text", "txt, md, html, csv, jsonl, parquet, pdf, docx, warc, feed, eml, …"),
        _c("content", "text", "text or page source as read"),
        _c("is_html", "boolean", "whether content is page source"),
        *_DESCRIBED,
        _c("published", "text", "publication date as the file gives it", nullable=True),
        _c("place", "text", "where the record stands in its file", nullable=True),
        _c("note", "text", "what was mended or is doubtful", nullable=True),
    ),
    ("source_file", "record"),
)
CLEANED = Table(
    "cleaned",
    "article after cleaning",
    (
        _ARTICLE_ID,
        *_PLACE,
        *_DESCRIBED,
        *_TEXT,
        _c("published", "text", "publication date as the file gives it", nullable=True),
    ),
    ("article_id",),
)
DATED = Table(
    "dated",
    "article with its date",
    (_ARTICLE_ID, *_PLACE, *_DESCRIBED, *_TEXT, *_DATES),
    ("article_id",),
)

ARTICLES = Table(
    "articles",
    "kept article",
    (_ARTICLE_ID, *_PLACE, *_DESCRIBED, *_TEXT, *_DATES, *_COPIES),
    ("article_id",),
)
DROPPED = Table(
    "dropped",
    "file or record left out",
    (
        *_PLACE,
        _c("stage", "text", "stage that left it out"),
        _c("reason", "text", "why, in words"),
        _c("place", "text", "where in the file: line, row, page or byte", nullable=True),
    ),
    (),
)
DROPPED_READ = replace(DROPPED, name="dropped_read")
SENTENCES = Table(
    "sentences",
    "sentence",
    (
        _c("sentence_id", "text", "article_id and position"),
        _ARTICLE_ID,
        _c("position", "integer", "place in the article; 0 is the title where there is one"),
        _c("text", "text", "the sentence as it stands in the article, line breaks as spaces"),
        _c("char_start", "integer", "offset into articles.text; -1 for the title",
           unit="characters"),
        _c("char_end", "integer", "offset behind the last character; -1 for the title",
           unit="characters"),
        _c("voice", "text", "who speaks: the outlet, a quoted or a reported speaker",
           choices=VOICES),
        _c("speaker", "text", "name of the speaker; null = unattributed", nullable=True),
    ),
    ("sentence_id",),
)  # fmt: skip
TOPICS = Table(
    "topics",
    "topic",
    (
        _c("topic_id", "integer", "-1 = outlier"),
        _c("label", "text", "the first words"),
        _c("words", "texts", "most typical words, strongest first"),
        _c("n_articles", "integer", "articles whose largest share it has", unit="articles"),
        _c("trust", "number", "how often it returns over seeds and subsamples", unit="0–1",
           nullable=True),
        _c("representatives", "texts", "article_ids nearest to its centre, nearest first"),
    ),
    ("topic_id",),
)  # fmt: skip
ARTICLE_TOPICS = Table(
    "article_topics",
    "article and topic",
    (
        _ARTICLE_ID,
        _c("topic_id", "integer", "-1 = outlier"),
        _c("share", "number", "part of the article's passages in the topic", unit="0–1"),
    ),
    ("article_id", "topic_id"),
)
CLAIMS = Table(
    "claims",
    "claim",
    (
        _CLAIM_ID,
        _c("claim", "text", "one declarative sentence"),
        _c("opposite", "text", "what a text against the claim would say"),
        _c("opposite_source", "text", "who formed the opposite", choices=("study", "rule")),
    ),
    ("claim_id",),
)
STANCES_TABLE = Table(
    "stances",
    "sentence and claim, where related",
    (
        _c("sentence_id", "text", "the sentence"),
        _CLAIM_ID,
        _c("related", "number", "how strongly the sentence is about the claim", unit="0–1"),
        _c("p_favor", "number", "probability that it supports the claim", unit="0–1"),
        _c("p_against", "number", "probability that it disputes the claim", unit="0–1"),
        _c("p_none", "number", "probability that it takes no side", unit="0–1"),
        _c("model", "text", "judge that gave the probabilities"),
    ),
    ("sentence_id", "claim_id"),
)
ARTICLE_STANCES = Table(
    "article_stances",
    "article, claim, voice and speaker",
    (
        _ARTICLE_ID,
        _CLAIM_ID,
        _c("voice", "text", "null = the article as a whole", nullable=True, choices=VOICES),
        _c("speaker", "text", "null = unattributed, or the article as a whole", nullable=True),
        _c("net", "number", "favor minus against", unit="−1…1"),
        _c("stance", "text", "the side that net carries", choices=STANCES),
        _c("n_sentences", "integer", "related sentences summed up", unit="sentences"),
        _c("evidence", "texts", "sentence_ids that carry the stance, strongest first"),
    ),
    ("article_id", "claim_id", "voice", "speaker"),
)
TRENDS = Table(
    "trends",
    "claim, group and period",
    (
        _CLAIM_ID,
        _c("group_by", "text", "what the articles are grouped by", choices=GROUPINGS),
        _c("group", "text", "name of the group; 'all' where group_by is all"),
        _c("period_start", "date", "first day of the period"),
        _c("period_end", "date", "last day of the period, inclusive"),
        _c("n_articles", "number", "articles about the claim, by weight of their dates",
           unit="articles"),
        _c("n_stories", "integer", "distinct stories that touch the period", unit="stories"),
        _c("share_favor", "number", "of n_articles; null where that is 0", unit="0–1",
           nullable=True),
        _c("share_against", "number", "of n_articles; null where that is 0", unit="0–1",
           nullable=True),
        _c("share_none", "number", "of n_articles; null where that is 0", unit="0–1",
           nullable=True),
        _c("net", "number", "share_favor − share_against", unit="−1…1", nullable=True),
        _c("low", "number", "lower end of the 95 % interval of net", unit="−1…1", nullable=True),
        _c("high", "number", "upper end of the 95 % interval of net", unit="−1…1", nullable=True),
        _c("net_corrected", "number", "net after correction with labels; null without",
           unit="−1…1", nullable=True),
        _c("low_corrected", "number", "lower end of its 95 % interval", unit="−1…1", nullable=True),
        _c("high_corrected", "number", "upper end of its 95 % interval", unit="−1…1",
           nullable=True),
        _c("partial", "boolean", "whether the articles end before the period does"),
    ),
    ("claim_id", "group_by", "group", "period_start"),
)  # fmt: skip

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        RECORDS, DROPPED_READ, CLEANED, DATED, ARTICLES, DROPPED, SENTENCES, TOPICS, ARTICLE_TOPICS,
        CLAIMS, STANCES_TABLE, ARTICLE_STANCES, TRENDS,
    )
}  # fmt: skip
INTERNAL = ("records", "dropped_read", "cleaned", "dated")


def check(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return `frame` as it is, after checking it against `table`.

    Parameters
    ----------
    frame : DataFrame
        Columns in any order; columns that the table does not declare are an error.
    table : Table
        What is expected.

    Returns
    -------
    DataFrame
        The same object.

    Raises
    ------
    TableError
        Naming the first column that is missing, unknown, of another kind, null where it must not
        be, outside its choices, or not unique where it is the key.
    """
    names = list(frame.columns)
    missing = [name for name in table.names if name not in names]
    unknown = [str(name) for name in names if name not in table.names]
    if missing or unknown:
        found = f"no {', '.join(missing)}" if missing else f"also {', '.join(unknown)}"
        raise TableError(
            table.name, "", wanted=f"the columns {', '.join(table.names)}", found=found
        )
    if twice := sorted({name for name in names if names.count(name) > 1}):
        found = f"{', '.join(twice)} more than once"
        raise TableError(table.name, "", wanted="each column once", found=found)
    for column in table.columns:
        _check_column(frame[column.name], column, table.name)
    if table.key and frame.duplicated(list(table.key)).any():
        n_twice = int(frame.duplicated(list(table.key)).sum())
        key = " + ".join(table.key)
        raise TableError(
            table.name, "", wanted=f"one row per {key}", found=f"{n_twice} rows repeated"
        )
    return frame


def _check_column(values: pd.Series, column: Column, table: str) -> None:
    present = values.dropna()
    if not column.nullable and len(present) < len(values):
        raise TableError(
            table, column.name, wanted="no nulls", found=f"{len(values) - len(present)} nulls"
        )
    if len(present) and not _is_kind(present, column.kind):
        found = f"{type(present.iloc[0]).__name__} ({present.dtype})"
        raise TableError(table, column.name, wanted=KINDS[column.kind], found=found)
    if column.choices and len(strange := set(present) - set(column.choices)):
        wanted = f"one of {', '.join(column.choices)}"
        raise TableError(
            table, column.name, wanted=wanted, found=", ".join(sorted(map(str, strange)))
        )


def _is_kind(present: pd.Series, kind: str) -> bool:
    if kind == "text":
        return bool(types.is_string_dtype(present) and not _is_date(present))
    if kind == "texts":
        return all(_is_texts(value) for value in present)
    if kind == "boolean":
        return bool(types.is_bool_dtype(present))
    if kind == "integer":
        return bool(types.is_integer_dtype(present))
    if kind == "number":
        return bool(types.is_numeric_dtype(present) and not types.is_bool_dtype(present))
    return _is_date(present) and bool((present == present.dt.normalize()).all())


def _is_texts(value: object) -> bool:
    return (
        not isinstance(value, str)
        and isinstance(value, Iterable)
        and all(isinstance(item, str) for item in value)
    )


def _is_date(values: pd.Series) -> bool:
    return bool(types.is_datetime64_dtype(values))


def empty(table: Table) -> pd.DataFrame:
    """Return a frame of no rows with the columns of `table`, each of its kind.

    Examples
    --------
    >>> list(empty(DROPPED).columns)
    ['source_file', 'record', 'stage', 'reason', 'place']
    """
    dtypes = {
        "text": "str", "texts": "object", "integer": "int64", "number": "float64",
        "boolean": "bool", "date": "datetime64[s]",
    }  # fmt: skip
    return pd.DataFrame({c.name: pd.Series(dtype=dtypes[c.kind]) for c in table.columns})


def dropped(rows: Iterable[tuple[str, int, str, str, str | None]]) -> pd.DataFrame:
    """Make a `dropped` table from (source_file, record, stage, reason, place) rows."""
    return table_of(rows, DROPPED)


def table_of(rows: Iterable[Sequence[object]], table: Table) -> pd.DataFrame:
    """Make a checked table of rows whose values stand in the order of its columns."""
    frame = pd.DataFrame(list(rows), columns=table.names)
    if not len(frame):
        return empty(table)
    # A column of nulls alone would otherwise be of no kind.
    text = {column.name: "str" for column in table.columns if column.kind == "text"}
    return check(frame.astype(text), table)
