"""One record to one article, with nothing but plain data: worker processes need no pandas."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from newsvane.corpus.cleaning import language, markdown, noise, paragraphs, titles
from newsvane.corpus.cleaning.extract import extract
from newsvane.corpus.cleaning.printed import join_pages
from newsvane.corpus.cleaning.repair import lines_of, repair
from newsvane.corpus.reading.rows import UnreadableError
from newsvane.corpus.reading.single import front_matter

logger = logging.getLogger(__name__)

# Chinese, Japanese and Thai write no spaces: there, every character counts as a word.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


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


def cleaned(record: Mapping[str, object]) -> dict[str, object]:
    """Clean one record.

    Parameters
    ----------
    record : mapping
        A row of the `records` table, None for what is null.

    Returns
    -------
    dict
        A row of the `cleaned` table.

    Raises
    ------
    UnreadableError
        When it has no article text; the message is the reason that `dropped` states.
    """
    draft = _draft(record)
    stripped = noise.strip(draft.paragraphs)
    if stripped.removed:
        place = (record["source_file"], record["record"])
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
            "page has no article text" if record["is_html"] else "no text left after cleaning"
        )
    return {
        "article_id": article_id(str(record["source_file"]), int(str(record["record"]))),
        "source_file": record["source_file"],
        "record": record["record"],
        "title": draft.title,
        "outlet": draft.outlet,
        "byline": draft.byline,
        "url": draft.url,
        "language": language.normalise(draft.language) or language.detect(text),
        "text": text,
        "length_words": _count_words(text),
        "published": record["published"],
    }


def _count_words(text: str) -> int:
    if text.isascii():
        return len(text.split())
    unspaced, n_single = _UNSPACED.subn(" ", text)
    return len(unspaced.split()) + n_single


def _draft(record: Mapping[str, object]) -> Draft:
    """Bring a record of any format to paragraphs; what the file says wins over what is found."""
    known = {name: _line(record[name]) for name in ("title", "outlet", "byline", "url", "language")}
    content = str(record["content"])
    if record["is_html"]:
        page = extract(content)
        found = {name: known[name] or getattr(page, name) for name in known}
        return Draft(page.paragraphs, **found)
    if record["format"] == "md":
        content = front_matter(content)[1]
    lines = lines_of(repair(join_pages(content)))
    if record["format"] == "md":
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


def _line(value: object) -> str | None:
    return " ".join(repair(str(value)).split()) or None if value is not None else None
