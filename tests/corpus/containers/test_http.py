"""Stored HTTP answers."""

import pytest

from newsvane.corpus.containers import http
from newsvane.corpus.reading.rows import UnreadableError


def test_an_answer_with_bare_line_feeds():
    answer = http.parse(b"HTTP/1.0 200\nContent-Type: text/html\nCONTENT-TYPE: other\n\n<p>")
    assert answer == (200, {"content-type": "text/html"}, b"<p>")


@pytest.mark.parametrize("block", [b"", b"HTTP/1.1 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nA: b\r\n"])
def test_what_is_no_answer(block):
    with pytest.raises(UnreadableError):
        http.parse(block)


@pytest.mark.parametrize(
    ("body", "wanted", "is_noted"),
    [
        (b"3\r\nRai\r\n2\r\nn.\r\n0\r\n\r\n", b"Rain.", False),
        (b"3\nRai\n2\nn.\n0\n\n", b"Rain.", False),
        (b"3\r\nRai\r\n2\r\nn.\r\n", b"Rain.", False),
        (b"3\r\nRai\r\n9\r\nn.", b"Rain.", True),
        (b"3\r\nRai\r\nzz<p>", b"Raizz<p>", True),
        (b"9999\r\nRain", b"9999\r\nRain", False),
        (b"", b"", False),
    ],
)
def test_chunks(body, wanted, is_noted):
    found, note = http.dechunked(body)
    assert (found, bool(note)) == (wanted, is_noted)


def test_content_types():
    assert http.media_type("Text/HTML ; charset=x") == "text/html"
    assert http.media_type(None) == ""
    assert http.charset('text/html; Charset = "koi8-r"') == "koi8-r"
    assert http.charset("text/html") is None
