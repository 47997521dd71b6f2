"""How many entries a feed opens, by its tags alone: a parser can take one into another."""

from __future__ import annotations

import codecs
import io
import re

from newsvane.corpus.reading.decode import detect
from newsvane.corpus.reading.rows import UnreadableError

# In these a tag is text. What is not closed runs to the end.
_NO_TAGS = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)", re.S)
_ENTRY = re.compile(r"<([\w.-]{1,30}:)?(?:item|entry)(?=[\s<>/])", re.I)
_PREFIX = re.compile(r"\bxmlns:([\w.-]{1,30})\s{0,9}=\s{0,9}[\"']([^\"'<>]{1,200})[\"']")
_FEED = re.compile(r"rss|atom|netscape", re.I)
_DECLARED = re.compile(rb"<\?xml[^<>]{1,200}?encoding\s{0,5}=\s{0,5}[\"']([\w.:-]{1,40})")


def n_entries(data: bytes) -> int:
    """Count the <item> and <entry> tags of a feed, outside comments and CDATA.

    A prefix counts where it is declared as one of RSS or Atom: other programs have items, too.

    Examples
    --------
    >>> n_entries(b"<rss><channel><item>1<title>a</item><item/><items/><!-- <item/> --></channel>")
    2
    """
    text = _NO_TAGS.sub(" ", _text(data))
    known = {"", *(prefix for prefix, address in _PREFIX.findall(text) if _FEED.search(address))}
    return sum(prefix.rstrip(":") in known for prefix in _ENTRY.findall(text))


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
