"""The HTTP answers that crawls store: status, headers and the body as a browser would see it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from newsvane.corpus.containers.inflate import CHUNK, GZIP, PIECE, RAW, Meter, inflate, joined
from newsvane.corpus.reading.rows import UnreadableError, one_line
from newsvane.corpus.reading.source import Budget, Limits

_MOST_HEADERS = 1 << 16
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[^\n]{0,1000}\n")
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.I)


class Answer(NamedTuple):
    """Status, headers with lower-case names, and the body as it was sent."""

    status: int
    headers: dict[str, str]
    body: bytes


def parse(block: bytes) -> Answer:
    """Split a stored answer.

    Raises
    ------
    UnreadableError
        When it has no status line or no end of its headers.
    """
    found = _STATUS.match(block)
    if not found:
        raise UnreadableError("no HTTP status line")
    head, body = split_head(block)
    return Answer(int(found.group(1)), fields(head.partition(b"\n")[2]), body)


def split_head(block: bytes) -> tuple[bytes, bytes]:
    """Return the head and what follows the first empty line."""
    ends = [(at, len(end)) for end in (b"\r\n\r\n", b"\n\n") if (at := block.find(end)) >= 0]
    if not ends or min(ends)[0] > _MOST_HEADERS:
        raise UnreadableError("headers without an end")
    at, n_bytes = min(ends)
    return block[:at], block[at + n_bytes :]


def fields(head: bytes) -> dict[str, str]:
    r"""Read header lines; the first of several wins, folded lines are joined.

    Examples
    --------
    >>> fields(b"Content-Type: text/html;\r\n charset=utf-8\r\nX: 1")
    {'content-type': 'text/html; charset=utf-8', 'x': '1'}
    """
    found: dict[str, str] = {}
    name = ""
    for line in head.decode("utf-8", "replace").split("\n"):
        line = line.rstrip("\r")
        if line[:1] in (" ", "\t") and name:
            found[name] = f"{found[name]} {line.strip()}"
            continue
        key, colon, value = line.partition(":")
        name = ""
        if colon and key.strip().lower() not in found:
            name = key.strip().lower()
            found[name] = value.strip()
    return found


def media_type(content_type: str | None) -> str:
    """Return "text/html" of "text/html; charset=utf-8"."""
    return (content_type or "").partition(";")[0].strip().lower()


def charset(content_type: str | None) -> str | None:
    """Return the charset that a content type states."""
    found = _CHARSET.search((content_type or "")[:1000])
    return found.group(1) if found else None


def transferred(answer: Answer) -> tuple[bytes, str]:
    """Return the body as it was before it was sent, and what is doubtful about it."""
    headers, body = answer.headers, answer.body
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return dechunked(body)
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and len(length) < 16 and len(body) < int(length):
        return body, f"the page is cut short: {len(body):,} of {int(length):,} bytes were sent"
    return body, ""


def dechunked(body: bytes) -> tuple[bytes, str]:
    r"""Take a body out of its chunks.

    Returns
    -------
    body : bytes
        As it is where it is not chunked: many crawlers store it without and keep the header.
    note : str
        What is doubtful, or an empty text.

    Examples
    --------
    >>> dechunked(b"4\r\nRain\r\n1\r\n.\r\n0\r\n\r\n")
    (b'Rain.', '')
    >>> dechunked(b"<p>Rain.</p>")
    (b'<p>Rain.</p>', '')
    """
    parts: list[bytes] = []
    at = 0
    while size := _SIZE.match(body, at):
        n_bytes = int(size.group(1), 16)
        start = size.end()
        if n_bytes == 0:
            return b"".join(parts), ""
        parts.append(body[start : start + n_bytes])
        if start + n_bytes > len(body):
            # A page may begin with what looks like a size.
            return (
                (body, "") if len(parts) == 1 else (b"".join(parts), "its last chunk is cut short")
            )
        at = start + n_bytes
        at += 2 if body.startswith(b"\r\n", at) else 1 if body.startswith(b"\n", at) else 0
    if not parts:
        return body, ""
    return b"".join(parts) + body[at:], "its chunks are damaged" if at < len(body) else ""


def decompressed(body: bytes, *, encodings: str, limits: Limits, budget: Budget | None) -> bytes:
    """Undo the content encodings gzip, deflate and br.

    Raises
    ------
    UnreadableError
        When the body is damaged or unpacks to too much, or an encoding is another one.
    """
    for encoding in reversed([one.strip().lower() for one in encodings.split(",")]):
        if encoding in ("", "identity", "none", "utf-8"):
            continue
        unpack = _DECODERS.get(encoding)
        if unpack is None:
            raise UnreadableError(f"content encoding {one_line(encoding, limit=40)} is not read")
        meter = Meter(len(body), limits=limits, budget=budget)
        body = joined(unpack(body, meter))
    return body


def _gunzip(body: bytes, meter: Meter) -> Iterator[bytes]:
    if not body.startswith(b"\x1f\x8b"):  # unpacked by the crawler, which kept the header
        return iter([body])
    return inflate(_chunks(body), meter=meter, wbits=GZIP)


def _deflate(body: bytes, meter: Meter) -> Iterator[bytes]:
    # The standard means zlib's wrapping, some servers send it bare.
    has_head = len(body) > 1 and body[0] & 15 == 8 and (body[0] << 8 | body[1]) % 31 == 0
    return inflate(_chunks(body), meter=meter, wbits=zlib.MAX_WBITS if has_head else RAW)


def _unbrotli(body: bytes, meter: Meter) -> Iterator[bytes]:
    import brotli

    engine = brotli.Decompressor()
    waiting = body
    while not engine.is_finished():
        try:
            piece = engine.process(waiting, output_buffer_limit=PIECE)
        except brotli.error as error:
            if body.lstrip()[:1] == b"<":  # unpacked by the crawler
                yield body
                return
            raise UnreadableError("damaged: not brotli data") from error
        waiting = b""
        if not piece and engine.can_accept_more_data() and not engine.is_finished():
            raise UnreadableError("cut short: the brotli data has no end")
        meter.add(len(piece))
        yield piece


_DECODERS: dict[str, Callable[[bytes, Meter], Iterator[bytes]]] = {
    "br": _unbrotli,
    "deflate": _deflate,
    "gzip": _gunzip,
    "x-gzip": _gunzip,
}


def _chunks(body: bytes) -> Iterator[bytes]:
    view = memoryview(body)
    return (bytes(view[at : at + CHUNK]) for at in range(0, len(body), CHUNK))
