"""Text of web records and mail parts, whose encoding stands in a header beside them."""

from __future__ import annotations

import codecs

from newsvane.corpus.reading.decode import text_of

# Bytes of these look like plain ASCII, so what the header says must be asked first.
_ESCAPING = ("iso2022", "hz", "utf-7", "utf-16", "utf-32")


def decoded(data: bytes, *, charset: str | None, is_html: bool) -> tuple[str, str | None]:
    """Decode by what the bytes are, and by the stated charset where they are no UTF-8.

    Returns
    -------
    text : str
        Their text.
    note : str or None
        What is doubtful about it, where nothing states a charset that fits.

    Raises
    ------
    UnreadableError
        When there is nothing, or it is not text.

    Examples
    --------
    >>> decoded("für".encode("latin-1"), charset="ISO-8859-1", is_html=False)
    ('für', None)
    >>> decoded("Es ist für alle da.".encode("latin-1"), charset=None, is_html=False)[1]
    'not UTF-8 from byte 8 on; read as cp1252'
    """
    codec = _codec(charset)
    if codec and data.strip():
        if codec.replace("_", "").startswith(_ESCAPING):
            return data.decode(codec, "replace"), None
        if not codec.startswith("utf") and not _is_utf8(data):
            codec = "cp1252" if codec in ("iso8859-1", "ascii") else codec
            return data.decode(codec, "replace"), None
    return text_of(data, is_html=is_html)


def _codec(charset: str | None) -> str:
    try:
        info = codecs.lookup((charset or "").strip(" \"'"))
    except (LookupError, ValueError):  # unknown, or with a NUL in it
        return ""
    return info.name if info._is_text_encoding else ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
