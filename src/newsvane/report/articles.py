"""What the report shows of each article: its description, its text with marked sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

_FIRST_WORDS = 9
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SAFE_ID = re.compile(r"[^A-Za-z0-9.-]")


@dataclass(frozen=True)
class ArticleFacts:
    """One article as the report describes it; `url` only where it is safe to follow."""

    article_id: str
    title: str | None
    first_words: str
    source_file: str
    record: int
    outlet: str | None
    byline: str | None
    url: str | None
    language: str | None
    published_from: pd.Timestamp | None
    published_to: pd.Timestamp | None
    date_source: str
    date_evidence: str | None
    story_id: str
    copy_of: str | None
    copy_kind: str | None
    copied_share: float
    length_words: int

    @property
    def heading(self) -> str:
        """The title, or what stands in for it."""
        return self.title or f"(no title) {self.first_words}"


@dataclass(frozen=True)
class Mark:
    """A related sentence within a text: where it stands and, by claim, the side that it takes."""

    sentence_id: str
    char_start: int
    char_end: int
    sides: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Segment:
    """A piece of a paragraph; `mark` is None where it is related to no claim."""

    text: str
    mark: Mark | None = None
    is_start: bool = True


def describe(articles: pd.DataFrame) -> dict[str, ArticleFacts]:
    """Describe every article, dated ones first and in order of their dates.

    Parameters
    ----------
    articles : DataFrame
        Table `articles`.

    Returns
    -------
    dict
        `article_id` to its facts.
    """
    order = ["published_from", "published_to", "article_id"]
    ordered = articles.sort_values(order, na_position="last")
    return {str(row.article_id): _describe(row) for row in ordered.itertuples(index=False)}


def _describe(row: Any) -> ArticleFacts:
    names = [name for name in ArticleFacts.__dataclass_fields__ if name != "first_words"]
    values: dict[str, Any] = {name: _or_none(getattr(row, name)) for name in names}
    language, url = values["language"], values["url"]
    values["language"] = language if language and _LANGUAGE.fullmatch(language) else None
    values["url"] = url if url and is_safe_url(url) else None
    values["title"] = (values["title"] or "").strip() or None
    return ArticleFacts(first_words=_first_words(row.text), **values)


def is_safe_url(url: str) -> bool:
    """Tell whether a link may be offered: http or https, a host, no user name, no odd characters.

    Examples
    --------
    >>> is_safe_url("https://example.org/a"), is_safe_url("javascript:alert(1)")
    (True, False)
    """
    if len(url) > 2000 or not url.isprintable() or any(c in ' "<>\\^`{|}' for c in url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc


def anchor(kind: str, name: str) -> str:
    """Return an HTML id for an article, sentence or claim: `kind` and the name, reversibly escaped.

    Examples
    --------
    >>> anchor("a", "x/1"), anchor("a", "x_1")
    ('a-x_2f_1', 'a-x_5f_1')
    """
    return f"{kind}-{_SAFE_ID.sub(lambda match: f'_{ord(match.group()):x}_', name)}"


def paragraphs(text: str, marks: Iterable[Mark]) -> tuple[tuple[Segment, ...], ...]:
    r"""Cut a text into paragraphs, and each paragraph at its marked sentences.

    Parameters
    ----------
    text : str
        `articles.text`; paragraphs are separated by an empty line.
    marks : iterable of Mark
        Offsets into `text`. A mark that overlaps an earlier one, or lies outside, is left out; one
        that runs over a paragraph's end is marked in both.

    Examples
    --------
    >>> [[s.text for s in p] for p in paragraphs("A b. C d.\n\nE.", [Mark("s", 5, 9, ())])]
    [['A b. ', 'C d.'], ['E.']]
    """
    kept = _apart(marks, len(text))
    cut, position = [], 0
    for piece in text.split("\n\n"):
        end = position + len(piece)
        inside = [mark for mark in kept if mark.char_start < end and mark.char_end > position]
        if piece.strip():
            cut.append(_segments(text, position, end, inside))
        position = end + 2
    return tuple(cut)


def _apart(marks: Iterable[Mark], length: int) -> list[Mark]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.char_start, -mark.char_end)):
        begins = kept[-1].char_end if kept else 0
        if begins <= mark.char_start < mark.char_end <= length:
            kept.append(mark)
    return kept


def _segments(text: str, start: int, end: int, marks: list[Mark]) -> tuple[Segment, ...]:
    found, position = [], start
    for mark in marks:
        begins, ends = max(mark.char_start, start), min(mark.char_end, end)
        if begins > position:
            found.append(Segment(text[position:begins]))
        found.append(Segment(text[begins:ends], mark, begins == mark.char_start))
        position = ends
    if position < end:
        found.append(Segment(text[position:end]))
    return tuple(found)


def chosen(articles: Mapping[str, ArticleFacts], *, wanted: set[str], most: int) -> list[str]:
    """Choose which articles get an entry: `wanted` first where there are more than `most`."""
    if len(articles) <= most:
        return list(articles)
    rest = [article_id for article_id in articles if article_id not in wanted]
    shown = wanted | set(rest[: max(most - len(wanted), 0)])
    return [article_id for article_id in articles if article_id in shown]


def _first_words(text: str) -> str:
    # The slice keeps a text of one enormous line cheap.
    words = text[:400].split()
    return " ".join(words[:_FIRST_WORDS]) + ("…" if len(words) > _FIRST_WORDS else "")


def _or_none(value: Any) -> Any:
    return None if pd.isna(value) else value
