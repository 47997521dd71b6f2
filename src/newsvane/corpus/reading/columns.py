"""Which column of a table holds which of our fields."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping, Sequence

from newsvane.corpus.reading.rows import UnreadableError, listed, safe
from newsvane.errors import StudyError

logger = logging.getLogger(__name__)

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
# Where an object stands for a value, as {"headline": {"main": …}}: the keys that hold it.
_INNER = ("name", "title", "main", "text", "value", "original", "en")
_MAX_DEPTH = 8


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


def usable(found: Iterable[str], *, columns: Mapping[str, str]) -> dict[str, str]:
    """Return the part of the mapping whose columns the table has.

    Examples
    --------
    >>> usable(["Kopf", "text"], columns={"title": "Kopf", "text": "Inhalt"})
    {'title': 'Kopf'}
    """
    names = frozenset(found)
    return {field: column for field, column in columns.items() if column in names}


def require(found: Sequence[str], *, columns: Mapping[str, str]) -> dict[str, str]:
    """Pick the column of each field, or say that the table has no text.

    A column may be mapped for one file of many; where it is missing, the recognised names are
    used for its field.

    Raises
    ------
    UnreadableError
        There is no column with text.
    """
    there = usable(found, columns=columns)
    matched = match(found, columns=there)
    if "text" not in matched:
        mapped = f" ({columns['text']!r} is mapped to it)" if "text" in columns else ""
        raise UnreadableError(
            f"no column with article text{mapped}; found {listed(list(found))}; "
            "name the right one under columns.text"
        )
    for field in (field for field in columns if field not in there):
        instead = f"{matched[field]!r} is read" if field in matched else "it stays empty"
        logger.warning("columns.%s: no column %r; %s", field, columns[field], instead)
    return matched


def as_text(value: object) -> str | None:
    """Return a metadata value as text: names out of lists and objects, null for what says nothing.

    Examples
    --------
    >>> as_text(["A. Bell", "C. Dorn"]), as_text({"id": 1, "name": "The Mill"}), as_text("  ")
    ('A. Bell, C. Dorn', 'The Mill', None)
    """
    return _as_text(value, depth=0)


def _as_text(value: object, *, depth: int) -> str | None:
    # NaN is the one value that differs from itself.
    if value is None or depth > _MAX_DEPTH or value != value:
        return None
    if isinstance(value, Mapping):
        inner = (_as_text(value.get(key), depth=depth + 1) for key in _INNER)
        return next(filter(None, inner), None)
    if isinstance(value, (list, tuple)):
        parts = [_as_text(item, depth=depth + 1) for item in value[:20]]
        return ", ".join(filter(None, parts)) or None
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    isoformat = getattr(value, "isoformat", None)
    text = safe(isoformat() if isoformat else str(value))[:2000].strip()
    return text or None
