"""Documents in exports of media databases, by marks that their readers do not cut at."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from newsvane.corpus.census.items import EXACT, LEAST
from newsvane.corpus.containers import office
from newsvane.corpus.databases import pieces
from newsvane.corpus.databases.europresse import read_europresse
from newsvane.corpus.databases.factiva import read_factiva
from newsvane.corpus.databases.factivaxml import read_factiva_xml
from newsvane.corpus.databases.integrum import read_integrum
from newsvane.corpus.databases.labels import role_of, split_label
from newsvane.corpus.databases.lexis import read_lexis
from newsvane.corpus.databases.nexis import read_nexis
from newsvane.corpus.databases.nexistext import read_nexis_text
from newsvane.corpus.documents.word import DOCUMENT
from newsvane.corpus.reading.decode import text_of
from newsvane.corpus.reading.source import ReadSettings, Source

_BODY = re.compile(rb'w:name="Body(?:_\d{1,6})?"')
# The longest mark, for one that two pieces of a file share.
_MOST_MARK = 64


def count_documents(
    reader: Callable[..., Any], source: Source, settings: ReadSettings
) -> tuple[int, str] | None:
    """Return how many documents the marks of an export give, and whether there may be more.

    Parameters
    ----------
    reader : callable
        The reader that `recognise` names.
    source : Source
        The export.
    settings : ReadSettings
        Limits.

    Returns
    -------
    (int, str) or None
        None where there is no second mark.
    """
    if reader is read_lexis:
        found, kind = _bodies(source, settings), LEAST
    elif reader is read_nexis_text:
        found, kind = _lengths(source), LEAST
    else:
        text, _ = text_of(source.read(), is_html=reader is not read_factiva_xml)
        found, kind = _marks(text, _MARKS.get(reader, ()))
    return (found, kind) if found else None


def _marks(text: str, marks: Sequence[tuple[re.Pattern[str], str]]) -> tuple[int, str]:
    """Count by the first of the marks that is there; of one with a group, what stands in it."""
    for mark, kind in marks:
        found = mark.findall(text)
        if found:
            return len(set(found)) if mark.groups else len(found), kind
    return 0, LEAST


# A document without a title, a text or a number of its own is one all the same: at least so many.
_MARKS: dict[Callable[..., Any], tuple[tuple[re.Pattern[str], str], ...]] = {
    # The database numbers each document in a comment.
    read_nexis: (
        (re.compile(r"<doc number=\d{1,6}>", re.I), EXACT),
        (re.compile(r"<docfull>", re.I), EXACT),
    ),
    # The box around an article, which its reader passes over; else the number of the document.
    read_factiva: (
        (re.compile(r"<div[^<>]{0,200}\bid=[\"']?article-", re.I), EXACT),
        (re.compile(r"\b([A-Z0-9]{2,14}0{0,8}(?:19|20)\d{6}[a-z0-9]{4,14})\b"), LEAST),
    ),
    read_factiva_xml: ((re.compile(r"<(?:[\w.-]{1,30}:)?ppsarticle[\s>/]"), EXACT),),
    read_europresse: (
        (re.compile(r"class=[\"'][^\"'<>]{0,100}\btitreArticleVisu\b", re.I), LEAST),
    ),
    read_integrum: ((re.compile(r"<pre\b", re.I), LEAST),),
}


def _bodies(source: Source, settings: ReadSettings) -> int:
    """Count the bookmarks of the texts; the reader goes by those of the documents."""
    n_found, held = 0, b""
    with office.opened(source, limits=settings.limits) as document:
        for chunk in document.pieces(DOCUMENT):
            seen = held + chunk
            found = list(_BODY.finditer(seen))
            n_found += len(found)
            # What has been counted must not be there a second time.
            held = seen[max(found[-1].end() if found else 0, len(seen) - _MOST_MARK) :]
    return n_found


def _lengths(source: Source) -> int:
    """Count the lines that state a length; the reader goes by "3 of 10 DOCUMENTS"."""
    text, _ = pieces.whole(source, is_html=False)
    labels = (split_label(line) for line in text.splitlines() if ":" in line[:40])
    return sum(1 for one in labels if one and one[0].isupper() and role_of(one[0]) == "length")
