"""Encodings and binary files."""

import pytest

from newsvane.corpus.reading.decode import text_of
from newsvane.corpus.reading.rows import UnreadableError

WESTERN = "Im Café „Zürich“ sprach Jürgen über die Größe der Fähre – “très” schön. "
RUSSIAN = "Паром в Остмарк остановится в мае, сообщили владельцы компании в понедельник. "
POLISH = "Prom do Ostmarku stanie w maju, powiedzieli właściciele. Źródła mówią, że to prawda. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_unicode_with_and_without_a_mark(encoding):
    text = "The ferry to Ostmark will stop. " * 3
    assert text_of(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("text", "encoding"), [(WESTERN, "cp1252"), (RUSSIAN, "cp1251"), (POLISH, "cp1250")]
)
def test_encodings_of_one_byte(text, encoding):
    assert text_of((text * 6).encode(encoding))[0] == text * 6


def test_a_page_may_declare_its_encoding():
    page = f'<meta charset="windows-1251"><p>{RUSSIAN}</p>'
    assert text_of(page.encode("cp1251"), is_html=True)[0] == page


def test_a_page_that_lies_about_it_is_read_all_the_same():
    page = f'<meta charset="utf-8"><p>{WESTERN * 2}</p>'
    assert text_of(page.encode("cp1252"), is_html=True)[0] == page


def test_two_encodings_in_one_file():
    glued = ("Un café. " * 3).encode("cp1252") + ("Un café. " * 3).encode()
    assert text_of(glued)[0] == "Un café. " * 6


def test_half_a_surrogate_pair_is_one_broken_character():
    data = b"The ferry " + b"\xed\xa0\x80" + b" will stop"
    assert "\ufffd" in text_of(data)[0]
    assert text_of(data)[0].endswith("will stop")


def test_a_bad_byte_far_down_is_found():
    data = b"a" * 3_000_000 + b"caf\xe9 caf\xe9" + b"\n"
    assert text_of(data)[0].endswith("café café\n")


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\0" * 99, b"\x7fELF" + b"\1" * 50, b"\1\2" * 50])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(UnreadableError):
        text_of(data)


def test_what_is_doubtful_is_noted_with_its_byte():
    assert text_of(b"plain")[1] is None
    assert (
        text_of(b"It stops. caf\xe9 " + b"x" * 50)[1] == "not UTF-8 from byte 13 on; read as cp1252"
    )
    assert "read as utf-16-le" in text_of(("The ferry stops. " * 9).encode("utf-16-le"))[1]
