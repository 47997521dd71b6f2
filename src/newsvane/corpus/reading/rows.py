"""What reading a file gives: records, places that were left out, and the limits they must keep."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from newsvane.errors import NewsvaneError

# War and Peace has 3.2 million characters; what is longer than this is a dump, not an article.
MAX_CHARACTERS = 3_500_000
# Saved pages carry scripts and inlined pictures: the largest news pages seen have about 3 million.
MAX_PAGE_CHARACTERS = 6_000_000

_PAGE = re.compile(r"<(?:!doctype html|html|body|p|div|br|article|section)\b[^<>]{0,500}>", re.I)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def _lone(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "\ufffd".encode() * (error.end - error.start), error.end


# Half of a surrogate pair, as broken JSON escapes leave it, cannot be written to Parquet.
codecs.register_error("newsvane_lone", _lone)


class Row(NamedTuple):
    """One record, its fields in the order of `tables.RECORDS`.

    `place` is where it stands in its file, in words ("line 5", "page 3", "byte 1024"); `note` what
    was mended or is doubtful about it, for the table `warnings`.
    """

    source_file: str
    record: int
    format: str
    content: str
    is_html: bool
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    place: str | None = None
    note: str | None = None


class Left(NamedTuple):
    """A file (record 0) or a record that was left out, why, and where it stands in its file."""

    source_file: str
    record: int
    reason: str
    place: str | None = None


class Place(NamedTuple):
    """Where a record stands: in which file, at which position, and in words."""

    source_file: str
    record: int
    place: str

    def left(self, reason: str) -> Left:
        """Return that this record is left out."""
        return Left(self.source_file, self.record, reason, self.place)


class Member(NamedTuple):
    """A member of an archive that a reader has opened; its own records follow under its name."""

    source_file: str
    archive: str
    n_bytes: int


class UnreadableError(NewsvaneError, ValueError):
    """A file or a page cannot be used; the message is the reason that `dropped` states."""


def safe(text: str) -> str:
    r"""Return `text` without NUL bytes, and with U+FFFD for what UTF-8 cannot hold.

    Examples
    --------
    >>> safe("a\x00b")
    'ab'
    """
    if "\x00" in text:
        text = text.replace("\x00", "")
    # isascii is a flag look-up; most records never reach the costly line.
    return text if text.isascii() else text.encode("utf-8", "newsvane_lone").decode("utf-8")


def mended(text: str) -> tuple[str, str | None]:
    r"""Return `safe(text)`, and a note where something of it is gone.

    Examples
    --------
    >>> mended("a\x00b\x00")
    ('ab', '2 NUL bytes removed')
    >>> mended("dry")
    ('dry', None)
    """
    kept = safe(text)
    if kept is text or kept == text:
        return text, None
    n_nul = text.count("\x00")
    notes = [f"{n_nul:,} NUL bytes removed"] if n_nul else []
    if len(kept) == len(text) - n_nul and kept != text.replace("\x00", ""):
        notes.append("halves of surrogate pairs replaced by U+FFFD")
    return kept, joined(*notes)


def joined(*notes: str | None) -> str | None:
    """Join what there is of some notes.

    Examples
    --------
    >>> joined("a", None, "b"), joined(None)
    ('a; b', None)
    """
    return "; ".join(filter(None, notes)) or None


def one_line(text: str, *, limit: int = 200) -> str:
    """Shorten foreign text so that it can stand inside a reason."""
    text = _CONTROL.sub(" ", safe(text[: limit + 1])).strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"


def listed(names: list[str], *, limit: int = 12) -> str:
    """Name the columns found, as far as a line holds them.

    Examples
    --------
    >>> listed(["id", "date", "label"], limit=2)
    'id, date and 1 more'
    """
    shown = ", ".join(one_line(name, limit=40) or "(no name)" for name in names[:limit])
    return shown if len(names) <= limit else f"{shown} and {len(names) - limit} more"


def is_page(content: str) -> bool:
    """Whether the text of a table cell is page source."""
    return content.find("<", 0, 2000) >= 0 and bool(_PAGE.search(content, 0, 2000))


def length_problem(content: str, *, is_html: bool) -> str:
    """Return why `content` cannot be one article, or an empty text."""
    limit = MAX_PAGE_CHARACTERS if is_html else MAX_CHARACTERS
    if len(content) > limit:
        return f"too long for one article: {len(content):,} characters, at most {limit:,}"
    if not content or content.isspace():
        return "no text"
    return ""
