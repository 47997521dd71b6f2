"""Bytes to text: what a file is, and in which encoding it was saved."""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO, NamedTuple

from newsvane.corpus.reading.rows import UnreadableError

_SAMPLE = 65_536
_CHUNK = 1 << 20
_MAGIC = (
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"PAR1", "Parquet"),
    (b"\x80\x04\x95", "pickled Python"),
    (b"{\\rtf", "RTF"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{2,30})""")
# Half of a surrogate pair written as if it were UTF-8: no other encoding has such runs.
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
# Tab, line feed, form feed, carriage return and escape stand in texts; the rest does not.
_CONTROLS = bytes(i for i in range(32) if i not in (0, 9, 10, 12, 13, 27))
_TYPOGRAPHY = frozenset("“”„‘’‚‹›–—…•«»€£§°©®™\xa0¡¿ºª·†")


class Encoding(NamedTuple):
    """A codec, the handler for bytes that it cannot read, and what a reader should know of it."""

    name: str
    errors: str
    note: str | None = None


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are not UTF-8 as Windows-1252: files glued together from two sources."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error("newsvane_cp1252", _as_cp1252)


def text_of(data: bytes, *, is_html: bool = False) -> tuple[str, str | None]:
    """Decode a whole file.

    Parameters
    ----------
    data : bytes
        The file.
    is_html : bool
        Whether the page may declare its own encoding.

    Returns
    -------
    text : str
        Its text, line ends as they were.
    note : str or None
        What is doubtful about it.

    Raises
    ------
    UnreadableError
        When the file is empty, or not text.
    """
    encoding = detect(io.BytesIO(data), is_html=is_html)
    return data.decode(encoding.name, encoding.errors), encoding.note


def detect(stream: BinaryIO, *, is_html: bool = False) -> Encoding:
    """Find the encoding of a file, reading no more of it at a time than 1 MB.

    A byte order mark decides, then valid UTF-8, then what a page declares, then the statistics
    of charset-normalizer on the first 64 KB.

    Raises
    ------
    UnreadableError
        When the file is empty, or not text.
    """
    head = stream.read(_SAMPLE)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return Encoding(name, "replace")
    wide = _wide(head)
    if wide:
        return Encoding(wide, "replace", f"no byte order mark; read as {wide}")
    _refuse_binary(head)
    stream.seek(0)
    bad_at = _first_bad_byte(stream)
    if bad_at is None:
        return Encoding("utf-8", "strict")
    # The neighbourhood of the first byte that is not UTF-8 says more than a plain beginning.
    stream.seek(max(0, bad_at - _SAMPLE // 2))
    encoding = _eight_bit(stream.read(_SAMPLE), declared=_declared(head) if is_html else None)
    read_as = "a mixture with Windows-1252" if encoding.errors != "replace" else encoding.name
    return encoding._replace(note=f"not UTF-8 from byte {bad_at} on; read as {read_as}")


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: most of every second byte is NUL."""
    n_half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if n_half < 4 or max(even, odd) < 0.4 * n_half or min(even, odd) > 0.1 * n_half:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _refuse_binary(head: bytes) -> None:
    if not head.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise UnreadableError("NUL bytes only" if b"\x00" in head else "empty file")
    for mark, kind in _MAGIC:
        if head.startswith(mark):
            raise UnreadableError(f"not text: the file is {kind}")
    n_controls = len(head) - len(head.translate(None, _CONTROLS))
    if head.count(0) > 0.1 * len(head) or n_controls > 0.1 * len(head):
        raise UnreadableError("not text: the file holds binary data")


def _first_bad_byte(stream: BinaryIO) -> int | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset = 0
    while True:
        chunk = stream.read(_CHUNK)
        n_pending = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return offset - n_pending + error.start
        if not chunk:
            return None
        offset += len(chunk)


def _declared(head: bytes) -> str | None:
    found = _DECLARED.search(head[:4096])
    if not found:
        return None
    name = found.group(1).decode("ascii").lower()
    # Browsers read Latin-1 as Windows-1252, and pages are written for browsers.
    name = "cp1252" if name in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else name
    try:
        is_text = codecs.lookup(name)._is_text_encoding
    except LookupError:
        return None
    return name if is_text and not name.startswith("utf") else None


def _eight_bit(sample: bytes, *, declared: str | None) -> Encoding:
    if declared is not None:
        return Encoding(declared, "replace")
    if _SURROGATE.search(sample):
        return Encoding("utf-8", "replace")
    as_utf8 = sample.decode("utf-8", "surrogateescape")
    n_wrong = sum("\udc80" <= char <= "\udcff" for char in as_utf8)
    n_right = sum(char > "\x7f" for char in as_utf8) - n_wrong
    if n_right >= n_wrong:
        return Encoding("utf-8", "newsvane_cp1252")
    if _is_western(sample.decode("cp1252", "replace")):
        return Encoding("cp1252", "replace")
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return Encoding(best.encoding if best is not None else "cp1252", "replace")


def _is_western(text: str) -> bool:
    """Whether Windows-1252 gives words: few accents, and no sign that never stands in prose.

    charset-normalizer is unsure of short Western texts; Cyrillic or Greek read as Windows-1252
    is nearly all accents, Polish or Czech is full of superscripts and currency signs.
    """
    beyond = [char for char in text if char > "\x7f"]
    n_accented = sum(char.isalpha() for char in beyond)
    n_strange = sum(not char.isalpha() and char not in _TYPOGRAPHY for char in beyond)
    n_letters = sum(char.isalpha() for char in text)
    return n_accented < 0.25 * max(n_letters, 1) and n_strange <= 0.02 * len(beyond)
