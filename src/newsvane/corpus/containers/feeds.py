"""Entries of RSS and Atom files, by feedparser; nothing that they point to is fetched."""

from __future__ import annotations

import html
import io
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from newsvane.corpus.containers.tags import n_entries
from newsvane.corpus.reading.columns import as_text
from newsvane.corpus.reading.decode import detect
from newsvane.corpus.reading.rows import (
    Left,
    Row,
    UnreadableError,
    length_problem,
    one_line,
    safe,
)
from newsvane.corpus.reading.source import ReadSettings, Source

logger = logging.getLogger(__name__)

# feedparser holds some twenty times the size of the file.
MAX_FEED_MB = 50
# A teaser has one to three sentences.
_SUMMARY_WORDS = 60
# feedparser takes over plain entities of a document's own; long ones are there to multiply.
_LONG_ENTITY = re.compile(rb"""<!ENTITY[^<>"']{0,200}["'][^"']{1000}""")
_DECLARED = re.compile(rb"<\?xml[^<>]{1,200}encoding")
_ROOT_END = re.compile(rb"</(?:[\w.-]{1,30}:)?(?:rss|feed|rdf|channel)\s{0,9}>", re.I)
_TAIL = 4_096
_TAG = re.compile(r"<[^<>]{0,1000}>")
# These say how the file was served, not that anything is wrong in it.
_HARMLESS = ("CharacterEncodingOverride", "NonXMLContentType")


def read_feed(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read the entries of an RSS, RDF or Atom file; a record's number is its place in the feed.

    The text is the entry's content, else its summary, which is noted where it is short. What is in
    a feed is cleaned of scripts by feedparser.

    Raises
    ------
    UnreadableError
        When the file is no feed, has no entries or is too large.
    """
    if source.n_bytes > MAX_FEED_MB << 20:
        raise UnreadableError(f"a feed of {source.n_bytes / 1e6:,.0f} MB, at most {MAX_FEED_MB}")
    data = source.read()
    if not data.strip():
        raise UnreadableError("empty file")
    if _LONG_ENTITY.search(data):
        raise UnreadableError("declares long entities of its own, as no feed does: a bomb")
    data, guessed = _with_encoding(data)
    parsed = _parse(data)
    entries = parsed.get("entries") or []
    if not entries:
        if parsed.get("version"):
            n_opened = n_entries(data)
            what = f"of {n_opened} entries none could be told apart" if n_opened else ""
            raise UnreadableError(what or "a feed without entries")
        is_xml = data.lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"<")
        raise UnreadableError("XML, but not a feed" if is_xml else "not a feed, nor other XML")
    feed = parsed.get("feed") or {}
    outlet, language = _plain(feed, "title"), as_text(feed.get("language"))
    is_cut = not _ROOT_END.search(data[-_TAIL:].replace(b"\x00", b""))
    faults = [fault for fault in (_fault(parsed), guessed) if fault]
    for number, entry in enumerate(entries, start=1):
        text, is_html, is_summary = _text(entry)
        problem = length_problem(text, is_html=is_html)
        if problem:
            title_only = problem == "no text" and _plain(entry, "title")
            reason = "no text: a title only" if title_only else problem
            yield Left(source.name, number, reason, f"entry {number}")
            continue
        is_short = is_summary and len(_TAG.sub(" ", text).split()) < _SUMMARY_WORDS
        notes = ["summary only", *faults] if is_short else [*faults]
        if is_cut and number == len(entries):
            notes.append("the last entry of a feed that is cut short")
        yield Row(
            source.name, number, "feed", text, is_html,
            title=_plain(entry, "title"), outlet=_outlet(entry) or outlet,
            byline=as_text(entry.get("author")), url=as_text(entry.get("link")),
            language=_language(entry) or language, published=_published(entry),
            place=f"entry {number}", note="; ".join(notes) or None,
        )  # fmt: skip
    n_opened = n_entries(data)
    if n_opened > len(entries):
        reason = f"the feed opens {n_opened} entries, {len(entries)} could be told apart"
        yield Left(source.name, 0, reason)
    if is_cut:
        yield Left(source.name, 0, "cut short: the feed has no end; what followed is lost")


def _with_encoding(data: bytes) -> tuple[bytes, str]:
    """Return a feed that is not UTF-8 and does not say what it is as UTF-8, and a note of it."""
    if _DECLARED.search(data[:1000]) or data.startswith((b"\xfe\xff", b"\xff\xfe", b"\x00")):
        return data, ""
    encoding = detect(io.BytesIO(data))
    if encoding.name.startswith("utf"):
        return data, ""
    text = data.decode(encoding.name, encoding.errors)
    return text.encode("utf-8", "replace"), f"no encoding stated: read as {encoding.name}"


def _parse(data: bytes) -> Mapping[str, Any]:
    import feedparser

    try:
        # A stream: feedparser would open a text as an address or as a file's name.
        parsed: Mapping[str, Any] = feedparser.parse(io.BytesIO(data), sanitize_html=True)
    except MemoryError:
        raise
    except Exception as error:  # feedparser has no class of its own for what it cannot read
        logger.info("feedparser: %r", error)
        kind = type(error).__name__
        raise UnreadableError(f"not readable as a feed: {one_line(str(error)) or kind}") from error
    return parsed


def _fault(parsed: Mapping[str, Any]) -> str:
    """Return what is wrong with a feed from which entries were read all the same."""
    error = parsed.get("bozo_exception")
    if not parsed.get("bozo") or type(error).__name__ in _HARMLESS:
        return ""
    message = getattr(error, "getMessage", lambda: "")() or type(error).__name__
    line = getattr(error, "getLineNumber", lambda: None)()
    place = f", line {line}" if line else ""
    return f"the feed is not well formed ({one_line(message, limit=60)}{place})"


def _text(entry: Mapping[str, Any]) -> tuple[str, bool, bool]:
    """Return the text, whether it is HTML, and whether it is but a summary."""
    contents = [one for one in entry.get("content") or [] if one.get("value")]
    best = max(contents, key=lambda one: len(one["value"]), default=None)
    summary = entry.get("summary_detail") or {}
    is_summary = best is None or len(summary.get("value") or "") > len(best["value"])
    chosen = summary if best is None or is_summary else best
    text = safe(chosen.get("value") or "").strip()
    is_html = "html" in (chosen.get("type") or "") and ("<" in text or "&" in text)
    return text, is_html, is_summary


def _plain(item: Mapping[str, Any], field: str) -> str | None:
    """Return a field without its tags; titles may be HTML."""
    value = item.get(field)
    if not isinstance(value, str):
        return None
    detail = item.get(f"{field}_detail") or {}
    if "html" in (detail.get("type") or ""):
        value = html.unescape(_TAG.sub("", value[:5_000]))
    return as_text(" ".join(value.split()))


def _outlet(entry: Mapping[str, Any]) -> str | None:
    """Return the feed that an aggregator took an entry from."""
    source = entry.get("source")
    return _plain(source, "title") if isinstance(source, Mapping) else None


def _language(entry: Mapping[str, Any]) -> str | None:
    details = [*(entry.get("content") or []), entry.get("summary_detail") or {}]
    return next((as_text(one["language"]) for one in details if one.get("language")), None)


def _published(entry: Mapping[str, Any]) -> str | None:
    # feedparser answers `updated` with `published` and a warning where there is no `updated`.
    named = [key for key in ("published", "updated", "created") if dict.__contains__(entry, key)]
    return next(filter(None, (as_text(entry[key]) for key in named)), None)
