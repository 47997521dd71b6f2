"""Pages of web crawls in WARC files (ISO 28500); every record is told of, also one cut short."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from newsvane.corpus.containers import http
from newsvane.corpus.containers.charsets import decoded
from newsvane.corpus.containers.compressed import Packed
from newsvane.corpus.containers.inflate import CHUNK, Gunzip
from newsvane.corpus.reading.rows import (
    MAX_PAGE_CHARACTERS,
    Left,
    Row,
    UnreadableError,
    length_problem,
    one_line,
    safe,
)
from newsvane.corpus.reading.source import Budget, Limits, ReadSettings, Source

_HTML = ("text/html", "application/xhtml+xml")
_TEXT = ("text/plain",)
_MOST_HEAD = 1 << 16
_BEGIN = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")
_BEGIN_BYTES = 16
_NEXT = re.compile(rb"(?<=\n)WARC/\d\.\d{1,2}\r?\n")
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
_KEPT = ("response", "resource", "conversion")
_ALGORITHMS = {
    "sha1": "sha1",
    "sha-1": "sha1",
    "sha256": "sha256",
    "sha-256": "sha256",
    "md5": "md5",
}
_MISMATCH = "the block does not fit its digest: damaged, or changed after the crawl"


class _Page(NamedTuple):
    content: str
    is_html: bool
    notes: list[str]


class _Window:
    """A stream with a look ahead, and where in the file it stands."""

    def __init__(self, stream: BinaryIO | Gunzip) -> None:
        self.fault = ""
        self._stream, self._held, self._at, self._is_over = stream, b"", 0, False

    def fill(self, n_bytes: int) -> int:
        """Hold at least so many bytes, or all that there are; return how many are held.

        A fault of the packing is kept for later: what was unpacked before it can be used.
        """
        parts, n_held = [self._held], len(self._held)
        while n_held < n_bytes and not self._is_over:
            try:
                piece = self._stream.read(max(CHUNK, n_bytes - n_held)) or b""
            except UnreadableError as error:
                piece, self.fault = b"", str(error)
            self._is_over = not piece
            parts.append(piece)
            n_held += len(piece)
        self._held = b"".join(parts)
        return n_held

    def match(self, pattern: re.Pattern[bytes]) -> bool:
        """Whether the pattern stands here."""
        self.fill(_BEGIN_BYTES)
        return pattern.match(self._held) is not None

    def take(self, n_bytes: int) -> bytes:
        """Take so many bytes, or what there is."""
        self.fill(n_bytes)
        taken, self._held = self._held[:n_bytes], self._held[n_bytes:]
        self._at += len(taken)
        return taken

    def skip(self, n_bytes: int) -> int:
        """Pass over bytes without holding them; return how many there were."""
        n_skipped = 0
        while n_skipped < n_bytes and (piece := self.take(min(CHUNK, n_bytes - n_skipped))):
            n_skipped += len(piece)
        return n_skipped

    def head(self) -> bytes | None:
        """Take the bytes up to the first empty line; nothing where the next record is nearer."""
        self.fill(_MOST_HEAD)
        end = _EMPTY_LINE.search(self._held, 0, _MOST_HEAD)
        is_whole = end is not None and not _NEXT.search(self._held, 1, end.end())
        return self.take(end.end()) if end and is_whole else None

    def to_record(self) -> bool:
        """Pass over line ends; whether a record or anything else follows."""
        while n_held := self.fill(CHUNK):
            self._held = self._held.lstrip(b"\r\n")
            self._at += n_held - len(self._held)
            if self._held:
                return True
        return False

    def to_next(self) -> bool:
        """Pass over what is no record; whether there is a further one."""
        while self.fill(CHUNK):
            # From the second byte on: it is called where a record has just failed.
            found = _NEXT.search(self._held, 1)
            if found:
                self.take(found.start())
                return True
            self.take(max(1, len(self._held) - _BEGIN_BYTES))
        return False

    def place(self) -> str:
        """Return where it stands: the byte of the file, as indexes of crawls have it."""
        if not isinstance(self._stream, Gunzip):
            return f"byte {self._at}"
        starts = self._stream.starts
        while len(starts) > 1 and starts[1][0] <= self._at:
            del starts[0]
        if starts and starts[0][0] == self._at:
            return f"byte {starts[0][1]}"
        return f"byte {self._at} when unpacked"


def read_warc(source: Source, *, settings: ReadSettings) -> Iterator[Row | Left]:
    """Read the pages of a crawl; a record's number counts all records from 1.

    Pages and plain texts of `response`, `resource` and `conversion` records become rows with their
    address; every other record is left out with a short reason. When a page was crawled is not
    when it was published, so it is not taken as a date. The place is the byte at which a record
    begins in the file.

    Raises
    ------
    UnreadableError
        When the file is empty, or holds no record.
    """
    stream: BinaryIO | Gunzip
    stream = source.unpacking() if isinstance(source, Packed) else source.open()
    with stream:
        window = _Window(stream)
        number = 0
        while window.to_record():
            number += 1
            place = window.place()
            if window.match(_BEGIN):
                yield _read_one(window, source, number=number, place=place, settings=settings)
            elif number == 1:
                raise UnreadableError("not a WARC file: it does not begin with a record")
            else:
                yield Left(source.name, number, "no WARC record: damaged here", place)
                window.to_next()
        if window.fault:
            yield Left(source.name, 0, f"{window.fault}; what follows is lost", window.place())
        elif not number:
            raise UnreadableError("empty file")


def _read_one(
    window: _Window, source: Source, *, number: int, place: str, settings: ReadSettings
) -> Row | Left:
    def left(reason: str) -> Left:
        return Left(source.name, number, reason, place)

    head = window.head()
    if head is None:
        window.to_next()
        return left("cut short: its headers have no end")
    headers = http.fields(head.partition(b"\n")[2])
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        window.to_next()
        return left("a record without a length")
    n_bytes = int(length)
    reason = _unread(headers)
    if not reason and n_bytes > 4 * MAX_PAGE_CHARACTERS:
        reason = f"too long for one article: {n_bytes / 1e6:,.1f} MB"
    block = b"" if reason else window.take(n_bytes)
    n_there = window.skip(n_bytes) if reason else len(block)
    if n_there < n_bytes:
        return left(f"cut short: {n_there:,} of its {n_bytes:,} bytes are there")
    if reason:
        return left(reason)
    try:
        page = _page(headers, block, limits=settings.limits, budget=source.budget)
    except UnreadableError as error:
        return left(str(error))
    problem = length_problem(page.content, is_html=page.is_html)
    if problem:
        return left(problem)
    url = one_line(headers.get("warc-target-uri", "").strip("<> "), limit=2_000) or None
    return Row(
        source.name, number, "warc", page.content, page.is_html,
        url=url, place=place, note="; ".join(page.notes) or None,
    )  # fmt: skip


def _unread(headers: dict[str, str]) -> str:
    """Return why the headers alone rule a record out, or an empty text."""
    kind = headers.get("warc-type", "").lower()
    if kind == "revisit":
        return "revisit: the page did not change since an earlier record"
    if kind not in _KEPT:
        return f"{one_line(kind, limit=40) or 'a record without a type'}, not an article"
    if headers.get("warc-segment-number", "1") != "1":
        return "the continuation of a record, which is not read"
    media = http.media_type(headers.get("content-type"))
    if kind != "response" and media not in (*_HTML, *_TEXT):
        return f"{kind} of {one_line(media, limit=60) or 'unknown type'}, not an article"
    if kind == "response" and media not in ("application/http", *_HTML, *_TEXT):
        return f"response of {one_line(media, limit=60) or 'unknown type'}, not an article"
    return ""


def _page(headers: dict[str, str], block: bytes, *, limits: Limits, budget: Budget | None) -> _Page:
    """Return the text of a record; raises `UnreadableError` with the reason why it has none."""
    notes: list[str] = []
    content_type, data = headers.get("content-type"), block
    bodies: tuple[bytes, ...] = (block,)
    if http.media_type(content_type) == "application/http":
        answer = http.parse(block)
        content_type = answer.headers.get("content-type")
        media = http.media_type(content_type)
        if answer.status != 200:
            raise UnreadableError(f"HTTP status {answer.status}, not an article")
        if media and media not in (*_HTML, *_TEXT):
            raise UnreadableError(f"{one_line(media, limit=60)}, not an article")
        data, note = http.transferred(answer)
        notes += [note] if note else []
        bodies = (answer.body, data)
        encodings = answer.headers.get("content-encoding", "")
        data = http.decompressed(data, encodings=encodings, limits=limits, budget=budget)
    if not _fits(headers, block, bodies=bodies):
        notes.append(_MISMATCH)
    if headers.get("warc-truncated"):
        notes.append(f"the crawler cut it short ({one_line(headers['warc-truncated'], limit=40)})")
    media = http.media_type(content_type)
    is_html = media in _HTML or (not media and data.lstrip()[:1] == b"<")
    text, doubt = decoded(data, charset=http.charset(content_type), is_html=is_html)
    notes += [doubt] if doubt else []
    return _Page(safe(text), is_html, notes)


def _fits(headers: dict[str, str], block: bytes, *, bodies: tuple[bytes, ...]) -> bool:
    """Whether the block, or else the body, has the digest that is stated."""
    stated = headers.get("warc-block-digest")
    if stated:
        return _has_digest(block, stated)
    stated = headers.get("warc-payload-digest")
    # Some crawlers take it of the body without its chunks.
    return not stated or any(_has_digest(body, stated) for body in bodies)


def _has_digest(data: bytes, stated: str) -> bool:
    algorithm, _, value = stated.strip().partition(":")
    known = _ALGORITHMS.get(algorithm.strip().lower())
    if known is None:  # nothing to compare with
        return True
    digest = hashlib.new(known, data, usedforsecurity=False).digest()
    value = value.strip()
    return value.lower() == digest.hex() or value.upper().rstrip("=") == (
        base64.b32encode(digest).decode().rstrip("=")
    )
