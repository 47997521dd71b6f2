"""Whether a file is an export of a media database, by what is in it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable

from newsvane.corpus.databases import addresses, nexis, nexistext
from newsvane.corpus.databases.europresse import read_europresse
from newsvane.corpus.databases.factiva import MARKER as FACTIVA
from newsvane.corpus.databases.factiva import read_factiva
from newsvane.corpus.databases.factivaxml import read_factiva_xml
from newsvane.corpus.databases.integrum import read_integrum
from newsvane.corpus.databases.labels import role_of, split_label
from newsvane.corpus.databases.lexis import is_lexis, read_lexis
from newsvane.corpus.reading.decode import text_of
from newsvane.corpus.reading.rows import UnreadableError
from newsvane.corpus.reading.source import Reader, Source
from newsvane.limits import Limits

# Styles and scripts before the first article take up to 100 KB in Factiva's pages.
_HEAD = 1 << 20
_DOC = re.compile(r"<doc number=\d{1,6}>|<docfull>", re.I)
_EUROPRESSE = re.compile(r"class=[\"']?DocPublicationName\b", re.I)
_EUROPRESSE_TITLE = re.compile(r"class=[\"'][^\"'<>]{0,100}titreArticleVisu\b", re.I)
_INTEGRUM = re.compile(r"\^\w{2}:[^<^]{1,300}<br>\s{0,9}\^\w{2}:", re.I)
# What at least one of them has, in small letters: most pages are ordinary ones, and need not be
# decoded for this. The marks of Integrum are two letters, as a rule Russian ones.
_HINTS = (b"doc_id_", b"docpublicationname", b"factiva")
_HINT = re.compile(rb"\^[^\x00-\x7f]{2,4}:")
_XML = re.compile(r"<ppsArticleResponse\b|http://global\.factiva\.com/pps|<ppsarticleResultSet\b")


def recognise(source: Source, *, limits: Limits) -> Reader | None:
    """Return the reader of the media database that has exported a file, or null.

    A saved page, a Word document or a text of one's own is never taken for an export: each of
    these has marks that only the database sets.

    Parameters
    ----------
    source : Source
        The file, or the member of an archive.
    limits : Limits
        What looking into it may take; beyond them it is left to the plain reader.
    """
    find = _BY_SUFFIX.get(source.suffix)
    if find is None or (source.path is not None and not source.path.is_file()):
        return None
    try:
        return find(source, limits)
    except (UnreadableError, csv.Error):
        return None  # the plain reader says what is wrong with it


def _text(source: Source, *, is_html: bool) -> str:
    with source.open() as stream:
        head = stream.read(_HEAD)
    if is_html and not _is_hinted(head):
        return ""
    # A character cut in two by the end of the head would make the whole look like another encoding.
    cut = head.rfind(b"\n")
    head = head[: cut + 1] if len(head) == _HEAD and cut > 0 else head
    return text_of(head, is_html=is_html)[0]


def _is_hinted(head: bytes) -> bool:
    small = head.lower()
    return any(hint in small for hint in _HINTS) or bool(_HINT.search(head))


def _page(source: Source, _: Limits) -> Reader | None:
    text = _text(source, is_html=True)
    if nexis.MARKER.search(text) and _DOC.search(text):
        return nexis.read_nexis
    if FACTIVA.search(text) and "factiva" in text.lower():
        return read_factiva
    if _EUROPRESSE.search(text) and _EUROPRESSE_TITLE.search(text):
        return read_europresse
    if _INTEGRUM.search(text):
        return read_integrum
    return None


def _plain(source: Source, _: Limits) -> Reader | None:
    """Tell an export by the label of a length or a language below a "1 of 10 DOCUMENTS"."""
    is_open = False
    text = _text(source, is_html=False)
    if not nexistext.COUNTED.search(text):
        return None
    for line in text.splitlines():
        is_open = is_open or nexistext.position(line) is not None
        labelled = split_label(line) if is_open else None
        if labelled and labelled[0].isupper() and role_of(labelled[0]) in ("length", "language"):
            return nexistext.read_nexis_text
    return None


def _xml(source: Source, _: Limits) -> Reader | None:
    with source.open() as stream:
        head = stream.read(4_096).decode("utf-8", "replace")
    return read_factiva_xml if _XML.search(head) else None


def _word(source: Source, limits: Limits) -> Reader | None:
    return read_lexis if is_lexis(source, limits=limits) else None


def _table(source: Source, _: Limits) -> Reader | None:
    if addresses.is_gdelt_line(addresses.first_line(source)):
        return addresses.read_gdelt
    header = addresses.head(source)
    if addresses.is_mediacloud(header):
        return addresses.read_mediacloud
    if addresses.is_gdelt(header):
        return addresses.read_gdelt
    return None


_BY_SUFFIX: dict[str, Callable[[Source, Limits], Reader | None]] = {
    ".csv": _table,
    ".docx": _word,
    ".htm": _page,
    ".html": _page,
    ".text": _plain,
    ".tsv": _table,
    ".txt": _plain,
    ".xhtml": _page,
    ".xml": _xml,
}
