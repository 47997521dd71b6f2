"""Every table of a study: its columns, their kind, unit and meaning.

This is the only list of column names. A table is checked by kind (text, texts, integer, number,
boolean, date), not by exact dtype, where it enters and where it leaves a stage: see `schema`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from newsvane.schema import KINDS, Column, Outcome, Table, check, empty, narrow, table_of

__all__ = ["KINDS", "Column", "Outcome", "Table", "check", "dropped", "empty", "narrow", "table_of"]

VOICES = ("outlet", "quoted", "reported")
SPEAKER_KINDS = ("named", "anonymous", "unattributed")
STANCES = ("favor", "against", "none")
DATE_SOURCES = ("metadata", "url", "text", "file", "person", "none")
DATE_PRECISIONS = ("day", "month", "year", "range", "none")
CANDIDATE_SOURCES = ("person", "metadata", "url", "byline", "dateline", "text", "file")
OUTLET_SOURCES = ("metadata", "url", "folder", "text", "none")
COPY_KINDS = ("exact", "near", "restated")
GROUPINGS = ("all", "outlet", "voice")
# Reasons of `dropped` that nobody has to look after: ".DS_Store", ".git", "__MACOSX" in archives.
HIDDEN_FILE, HIDDEN_FOLDER = "a hidden file", "a hidden folder"
OF_A_STUDY = "part of a newsvane study, not an article"
HIDDEN = (HIDDEN_FILE, HIDDEN_FOLDER, OF_A_STUDY)

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
_OUTLET = (
    _c("outlet_source", "text", "where the outlet was found", choices=OUTLET_SOURCES),
    _c("outlet_evidence", "text", "the very string that names the outlet", nullable=True),
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
    _c("date_precision", "text", "what the interval is", choices=DATE_PRECISIONS),
    _c("date_doubt", "text", "why a person should look at the date; null where nothing speaks"
       " against it", nullable=True),
)  # fmt: skip
_COPIES = (
    _c("story_id", "text", "story (event) that the article is part of, copies included"),
    _c("copy_of", "text", "article_id of what it copies or restates", nullable=True),
    _c("copy_kind", "text", "how it copies", nullable=True, choices=COPY_KINDS),
    _c("copied_share", "number", "part of its words that also stand in copy_of", unit="0–1"),
    _c("aligned_share", "number", "part of its sentences that copy_of has too", unit="0–1"),
)
_WHERE = _c("place", "text", "where in the file: line, row, page or byte", nullable=True)
_ARTICLE_ID = _c("article_id", "text", "identifies the article; the same on every run")
_CLAIM_ID = _c("claim_id", "text", "identifies the claim within the study")

# Tables that only lie between two stages; they are kept in STUDY/work and may change.
RECORDS = Table(
    "records",
    "record found in a file",
    (
        *_PLACE,
        _c("format", "text", "txt, md, html, csv, jsonl, parquet, pdf, docx, warc, feed, nexis, …"),
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
        *_OUTLET,
        *_TEXT,
        _c("published", "text", "publication date as the file gives it", nullable=True),
    ),
    ("article_id",),
)
NAMED = replace(CLEANED, name="named")
DATED = Table(
    "dated",
    "article with its date",
    (_ARTICLE_ID, *_PLACE, *_DESCRIBED, *_OUTLET, *_TEXT, *_DATES),
    ("article_id",),
)
DATE_CANDIDATES = Table(
    "date_candidates",
    "article and date that a source gives for it, the strongest first",
    (
        _ARTICLE_ID,
        _c("source", "text", "where the date was found", choices=CANDIDATE_SOURCES),
        _c("published_from", "date", "first day that it allows; null where it cannot be used",
           nullable=True),
        _c("published_to", "date", "last day that it allows, inclusive", nullable=True),
        _c("date_evidence", "text", "the very string that gives the date"),
        _c("note", "text", "what it is, or why it cannot be used"),
        _c("is_chosen", "boolean", "whether the date of the article comes from it"),
    ),
    (),
)  # fmt: skip

DATE_FOUND = replace(DATE_CANDIDATES, name="date_found")

LINKS = Table(
    "links",
    "kept article and what it copies",
    (
        _ARTICLE_ID,
        _c("story_id", "text", "article_id of the original that it goes back to, which may be it"),
        *_COPIES[1:],
        _c("last_day", "date", "latest published_to of an original's copies", nullable=True),
    ),
    ("article_id",),
)
ARTICLES = Table(
    "articles",
    "kept article",
    (_ARTICLE_ID, *_PLACE, *_DESCRIBED, *_OUTLET, *_TEXT, *_DATES, *_COPIES),
    ("article_id",),
)
DROPPED = Table(
    "dropped",
    "file or record left out",
    (
        *_PLACE,
        _c("stage", "text", "stage that left it out"),
        _c("reason", "text", "why, in words"),
        _WHERE,
    ),
    (),
)
DROPPED_READ = replace(DROPPED, name="dropped_read")
WARNINGS = Table(
    "warnings",
    "remark on a record that is kept",
    (
        *_PLACE,
        _c("stage", "text", "stage that noticed it"),
        _c("note", "text", "what was mended or is doubtful"),
        _WHERE,
    ),
    (),
)
WARNINGS_READ = replace(WARNINGS, name="warnings_read")
FILES = Table(
    "files",
    "input file and member of an archive",
    (
        _c("source_file", "text", "path of the input file, as found below the paths given"),
        _c("archive", "text", "source_file of the archive that it is a member of", nullable=True),
        _c("n_bytes", "integer", "size", unit="bytes"),
        _c("sha256", "text", "SHA-256 of its bytes, in hexadecimal; null for members, for what is "
           "hidden, and where the file cannot be opened or a limit ended its reading",
           nullable=True),
        _c("n_read", "integer", "records read", unit="records"),
        _c("n_left", "integer", "rows of dropped that reading it gave", unit="rows"),
    ),
    ("source_file",),
)  # fmt: skip
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
        _c("speaker_kind", "text", "how the text names the speaker; null for the outlet",
           nullable=True, choices=SPEAKER_KINDS),
        _c("speaker_chain", "text", "all sources, outermost first (A > B: A says that B says or "
           "thinks it); null where there is one", nullable=True),
        _c("cue", "text", "words that attribute it, here or beside the same quotation",
           nullable=True),
    ),
    ("sentence_id",),
)  # fmt: skip
STORIES = Table(
    "stories",
    "story: one event, told by one article or more",
    (
        _c("story_id", "text", "article_id of its first original"),
        _c("title", "text", "headline of the most central article that has one", nullable=True),
        _c("n_articles", "integer", "articles, copies included", unit="articles"),
        _c("n_distinct", "integer", "articles, copies left out", unit="articles"),
        _c("n_outlets", "integer", "outlets that are known", unit="outlets"),
        _c("published_from", "date", "first day on which one may have appeared", nullable=True),
        _c("published_to", "date", "last day on which one may have appeared", nullable=True),
        _c("representatives", "texts", "article_ids nearest to its centre, nearest first"),
    ),
    ("story_id",),
)
TOPICS = Table(
    "topics",
    "topic",
    (
        _c("topic_id", "integer", "-1 = outlier"),
        _c("label", "text", "the first words"),
        _c("words", "texts", "most typical words, strongest first"),
        _c("n_articles", "integer", "articles whose largest share it has", unit="articles"),
        _c("trust", "number", "mean part of it (Jaccard) that comes back when articles are drawn"
           " again; below 0.6 it is not to be relied on", unit="0–1", nullable=True),
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
TOPIC_NUMBERS = Table(
    "topic_numbers",
    "number of topics that was tried",
    (
        _c("n_topics", "integer", "number of topics", unit="topics"),
        _c("agreement", "number", "mean adjusted Rand index of two draws of the articles"),
        _c("agreement_by_chance", "number", "the same for a cloud without topics"),
        _c("stability", "number", "agreement beyond that by chance, as part of what there is;"
           " 1 is perfect, below 0 is worse than chance"),
        _c("is_chosen", "boolean", "whether the topics are that many before any is dissolved"),
    ),
    ("n_topics",),
)  # fmt: skip
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
        RECORDS, DROPPED_READ, WARNINGS_READ, CLEANED, NAMED, DATE_FOUND, DATED, LINKS, ARTICLES,
        DATE_CANDIDATES, DROPPED, WARNINGS, FILES, SENTENCES, STORIES, TOPICS, ARTICLE_TOPICS,
        TOPIC_NUMBERS, CLAIMS, STANCES_TABLE, ARTICLE_STANCES, TRENDS,
    )
}  # fmt: skip
INTERNAL = (
    "records", "dropped_read", "warnings_read", "cleaned", "named", "date_found", "dated", "links",
)  # fmt: skip


def dropped(rows: Iterable[tuple[str, int, str, str, str | None]]) -> pd.DataFrame:
    """Make a `dropped` table from (source_file, record, stage, reason, place) rows."""
    return table_of(rows, DROPPED)
