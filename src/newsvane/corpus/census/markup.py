"""Entries of feeds, counted by their tags."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator

from newsvane.corpus.reading.decode import detect
from newsvane.corpus.reading.rows import UnreadableError
from newsvane.corpus.reading.source import ReadSettings, Source

# In these a tag is text. What is not closed runs to the end.
_NO_TAGS = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)", re.S)
_ENTRY = re.compile(r"<(?:[\w.-]{1,30}:)?(?:item|entry)(?=[\s>/])", re.I)
_DECLARED = re.compile(rb"<\?xml[^<>]{1,200}?encoding\s{0,5}=\s{0,5}[\"']([\w.:-]{1,40})")


def count_entries(source: Source, settings: ReadSettings) -> Iterator[int]:
    """Yield how many <item> and <entry> a feed opens, outside comments and CDATA."""
    yield len(_ENTRY.findall(_NO_TAGS.sub(" ", _text(source.read()))))


def _text(data: bytes) -> str:
    try:
        name = detect(io.BytesIO(data)).name
    except UnreadableError:  # EBCDIC looks like no text; its tags can be told all the same
        name = "latin-1"
    declared = _DECLARED.search(data[:1000])
    # Two and four bytes a character are seen; no declaration can take that back.
    if declared and not name.startswith(("utf-16", "utf-32")):
        stated = declared[1].decode("ascii")
        name = stated if _is_text(stated) else name
    return data.decode(name, "replace")


def _is_text(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding)._is_text_encoding
    except LookupError:
        return False
