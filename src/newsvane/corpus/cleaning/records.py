"""One record to one article: its paragraphs, what surrounds them taken off, title and language."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from newsvane.corpus.cleaning import language, markdown, noise, paragraphs, titles
from newsvane.corpus.cleaning.extract import extract
from newsvane.corpus.cleaning.repair import lines_of, repair
from newsvane.corpus.reading.rows import Row, UnreadableError
from newsvane.corpus.reading.single import front_matter

logger = logging.getLogger(__name__)

# Chinese, Japanese and Thai write no spaces: there, every character counts as a word.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


class Cleaned(NamedTuple):
    """One cleaned article, its fields in the order of `tables.CLEANED`."""

    article_id: str
    source_file: str
    record: int
    title: str | None
    outlet: str | None
    byline: str | None
    url: str | None
    language: str | None
    text: str
    length_words: int
    published: str | None


@dataclass(frozen=True)
class Draft:
    """An article while it is being cleaned: its paragraphs, and what is known about it."""

    paragraphs: tuple[str, ...]
    title: str | None
    outlet: str | None
    byline: str | None
    url: str | None
    language: str | None


def article_id(source_file: str, record: int) -> str:
    """Return the identifier of the article that stands at a place; the same on every run.

    Examples
    --------
    >>> article_id("a.txt", 0)
    'a4ce5b267e4de9962'
    """
    return "a" + hashlib.sha256(f"{source_file}\0{record}".encode()).hexdigest()[:16]


def clean_one(row: Row) -> Cleaned:
    """Turn a record into an article.

    Raises
    ------
    UnreadableError
        When there is no article text in it.
    """
    draft = _draft(row)
    stripped = noise.strip(draft.paragraphs)
    if stripped.removed:
        place = (row.source_file, row.record)
        logger.debug("%s, record %s: paragraphs removed: %s", *place, dict(stripped.removed))
    draft = replace(
        draft,
        paragraphs=stripped.paragraphs,
        outlet=draft.outlet or stripped.outlet,
        byline=draft.byline or stripped.byline,
    )
    draft = _with_title(draft)
    text = "\n\n".join(draft.paragraphs)
    if not any(char.isalnum() for char in text):
        raise UnreadableError(
            "page has no article text" if row.is_html else "no text left after cleaning"
        )
    return Cleaned(
        article_id(row.source_file, row.record),
        row.source_file,
        row.record,
        title=draft.title,
        outlet=draft.outlet,
        byline=draft.byline,
        url=draft.url,
        language=language.normalise(draft.language) or language.detect(text),
        text=text,
        length_words=_count_words(text),
        published=row.published,
    )


def _count_words(text: str) -> int:
    if text.isascii():
        return len(text.split())
    unspaced, n_single = _UNSPACED.subn(" ", text)
    return len(unspaced.split()) + n_single


def _draft(row: Row) -> Draft:
    """Bring a record of any format to paragraphs; what the file says wins over what is found."""
    known = {
        name: _line(getattr(row, name)) for name in ("title", "outlet", "byline", "url", "language")
    }
    content = row.content
    if row.is_html:
        page = extract(content)
        found = {name: known[name] or getattr(page, name) for name in known}
        return Draft(page.paragraphs, **found)
    if row.format == "md":
        content = front_matter(content)[1]
    lines = lines_of(repair(content))
    if row.format == "md":
        lines, heading = markdown.lines_without_markup(lines)
        if heading and known["title"]:
            lines = [heading, "", *lines]  # it goes later on if it says the title again
        known["title"] = known["title"] or heading
    return Draft(tuple(paragraphs.split(lines)), **known)


def _with_title(draft: Draft) -> Draft:
    """Take the headline off the top of the text, where it is there."""
    texts = draft.paragraphs
    if not texts:
        return draft
    if draft.title is None:
        if not titles.is_headline(texts[0], following=texts[1:]):
            return draft
        return replace(draft, title=texts[0], paragraphs=texts[1:])
    if titles.repeats(texts[0], draft.title):
        return replace(draft, paragraphs=texts[1:])
    return draft


def _line(value: str | None) -> str | None:
    return " ".join(repair(value).split()) or None if value is not None else None


FUNCTION = f"{__name__}:clean_task"


def prepare() -> None:
    """Load what needs a temporary file, before a worker process gives up writing files."""
    language.load()


def clean_task(rows: list[list[object]]) -> Iterator[list[object]]:
    """Clean rows in a worker process: for each, an article, or the reason that there is none."""
    for values in rows:
        try:
            yield list(clean_one(Row(*values)))  # type: ignore[arg-type]
        except UnreadableError as error:
            yield [str(error)]
