"""Which column of a table holds which of our fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from newsvane.corpus.reading.rows import UnreadableError, listed, safe
from newsvane.errors import StudyError

# In order of preference: where a table has both `content` and `full_text`, the full text is read.
NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "article_title", "news_title", "head", "heading", "hl"),
    "text": (
        "text", "full_text", "fulltext", "article_text", "article_body", "articlebody", "body",
        "body_text", "maintext", "main_text", "plain_text", "content", "article_content", "article",
        "story", "story_text", "transcript",
    ),
    "published": (
        "published", "date", "published_at", "publishedat", "publish_date", "published_date",
        "publication_date", "pub_date", "pubdate", "date_published", "datepublished",
        "date_publish", "publish_time", "published_time", "published_on", "datetime", "timestamp",
        "time",
    ),
    "outlet": (
        "outlet", "source", "media_name", "media", "publication", "publication_name", "newspaper",
        "publisher", "news_source", "source_name", "sitename", "site_name", "site", "domain",
        "source_domain", "media_outlet",
    ),
    "url": ("url", "link", "article_url", "source_url", "web_url", "permalink", "canonical_url"),
    "language": ("language", "lang", "article_language", "language_code"),
    "byline": ("byline", "author", "authors", "author_name", "writer", "reporter", "creator"),
}  # fmt: skip

_SEPARATORS = re.compile(r"[\s.\-]+")


def check_mapping(columns: Mapping[str, str]) -> None:
    """Raise `StudyError` where a column is mapped to a field that newsvane does not have."""
    for field in columns:
        if field not in NAMES:
            raise StudyError(f"columns.{field}", "no such field", advice=f"use {', '.join(NAMES)}")


def match(found: Iterable[str], *, columns: Mapping[str, str]) -> dict[str, str]:
    """Pick the column of each field.

    Parameters
    ----------
    found : iterable of str
        Column names of the table.
    columns : mapping
        Field to column, as the user gave it; wins over recognised names and is matched exactly.

    Returns
    -------
    dict
        Field to column, for the fields that the table has.

    Examples
    --------
    >>> match(["ID", "Headline", "Body Text", "Pub Date"], columns={})
    {'title': 'Headline', 'text': 'Body Text', 'published': 'Pub Date'}
    """
    by_name: dict[str, str] = {}
    names = list(found)
    for name in names:
        by_name.setdefault(_SEPARATORS.sub("_", name.strip().casefold()), name)
    matched: dict[str, str] = {}
    for field, known in NAMES.items():
        if field in columns:
            if columns[field] in names:
                matched[field] = columns[field]
            continue
        column = next((by_name[name] for name in known if name in by_name), None)
        if column is not None:
            matched[field] = column
    return matched


def require(found: Sequence[str], *, columns: Mapping[str, str]) -> dict[str, str]:
    """Pick the column of each field, or say which one the table lacks.

    Raises
    ------
    UnreadableError
        A mapped column is missing, or there is no column with text.
    """
    matched = match(found, columns=columns)
    for field, column in columns.items():
        if field not in matched:
            raise UnreadableError(
                f"no column {column!r} (mapped to {field}); found {listed(list(found))}"
            )
    if "text" not in matched:
        raise UnreadableError(
            f"no column with article text; found {listed(list(found))}; "
            "name the right one under columns.text"
        )
    return matched


def as_text(value: object) -> str | None:
    """Return a metadata value as text: names out of lists and objects, null for what says nothing.

    Examples
    --------
    >>> as_text(["A. Bell", "C. Dorn"]), as_text({"id": 1, "name": "The Mill"}), as_text("  ")
    ('A. Bell, C. Dorn', 'The Mill', None)
    """
    if value is None or value != value:  # NaN is the one value that differs from itself
        return None
    if isinstance(value, Mapping):
        return as_text(value.get("name") or value.get("title"))
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, (as_text(item) for item in value[:20]))) or None
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    isoformat = getattr(value, "isoformat", None)
    text = safe(isoformat() if isoformat else str(value))[:2000].strip()
    return text or None
