"""Mails and pages saved as mail."""

import base64
from email.message import EmailMessage

import pytest

from newsvane.corpus.reading.source import Limits


def mail(*, html=None, plain="The ferry stops.", subject="Fähre", extra=()):
    message = EmailMessage()
    message["From"] = "Der Bote <post@bote.example>"
    message["Subject"] = subject
    message["Date"] = "Tue, 04 Mar 2031 05:06:07 +0100"
    for name, value in extra:
        message[name] = value
    message.set_content(plain)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def test_a_newsletter(read):
    message = mail(
        html="<p>The ferry stops.</p>", extra=[("List-Unsubscribe", "<mailto:a@b.example>")]
    )
    (row,) = read("a.eml", bytes(message)).rows
    assert (row.source_file, row.record, row.format, row.is_html) == ("a.eml", 0, "eml", True)
    assert row.content.strip() == "<p>The ferry stops.</p>"
    assert (row.title, row.outlet, row.byline) == ("Fähre", "Der Bote", None)
    assert row.published == "Tue, 04 Mar 2031 05:06:07 +0100"


def test_a_person_is_the_byline(read):
    (row,) = read("a.eml", bytes(mail(subject="Fwd: AW: Ferry"))).rows
    assert (row.title, row.outlet, row.byline) == ("Ferry", None, "Der Bote")
    assert (row.content.strip(), row.is_html) == ("The ferry stops.", False)


def test_more_texts_are_told(read):
    parts = "".join(f"--b\nContent-Type: text/plain\n\n{text}\n" for text in ("Rain.", "Sun.", " "))
    data = f"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n".encode()
    (row,) = read("a.eml", data).rows
    assert (row.content.strip(), row.note) == ("Rain.", "1 more parts of its text are not read")
    (row,) = read("a.mhtml", data).rows  # there they are frames of the page
    assert row.note is None


def test_attachments_are_members(read):
    message = mail()
    message.add_attachment(
        b'{"text": "Rain."}\n', maintype="application", subtype="json", filename="a.jsonl"
    )
    message.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="../p.png")
    message.add_attachment(mail(plain="Forwarded rain.", subject="Inner"))
    found = read("m.eml", bytes(message))
    assert [row.content.strip() for row in found.rows] == [
        "The ferry stops.",
        "Rain.",
        "Forwarded rain.",
    ]
    assert [row.source_file for row in found.rows] == ["m.eml", "m.eml/a.jsonl", "m.eml/part 3.eml"]
    assert [one.source_file for one in found.members] == [
        "m.eml/a.jsonl",
        "m.eml/(..)/p.png",
        "m.eml/part 3.eml",
    ]
    assert found.reasons == {("m.eml/(..)/p.png", 0): "format .png is not read"}


def test_mails_in_mails_end(read):
    message = mail()
    for _ in range(6):
        outer = mail()
        outer.add_attachment(message)
        message = outer
    found = read("m.eml", bytes(message))
    assert len(found.rows) == 4
    assert "nested" in found.left[0].reason


def test_many_attachments(read):
    message = mail()
    for i in range(12):
        message.add_attachment(b"Rain.", maintype="text", subtype="plain", filename=f"{i}.txt")
    found = read("m.eml", bytes(message), Limits(members=10))
    assert len(found.rows) == 11
    assert found.reasons == {
        ("m.eml/10.txt", 0): "too many members in one archive",
        ("m.eml/11.txt", 0): "too many members in one archive",
    }


MHTML = """From: <Saved by a browser>
Snapshot-Content-Location: http://bote.example/1
Subject: =?utf-8?Q?F=C3=A4hre?=
Date: Tue, 04 Mar 2031 05:06:07 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--B"

----B
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: http://bote.example/1

<html><body><p>Die F=E4hre steht.</p></body></html>
----B
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: http://bote.example/p.png

iVBORw0KGgo=
----B--
"""


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht"])
def test_a_saved_page(read, name):
    found = read(name, MHTML.replace("\n", "\r\n").encode())
    (row,) = found.rows
    assert (row.format, row.is_html, row.title) == ("mhtml", True, "Fähre")
    assert row.content == "<html><body><p>Die Fähre steht.</p></body></html>"
    assert row.url == "http://bote.example/1"
    # The day on which it was saved is no date of publication.
    assert row.published is None
    assert found.left == found.members == []


def test_a_page_cut_short_is_noted(read):
    (row,) = read("a.mhtml", MHTML[: MHTML.index("----B--")].encode()).rows
    assert row.note == (
        "the mail is cut short: the end of its parts is missing; "
        "not UTF-8 from byte 20 on; read as cp1252"  # no charset is stated
    )


def test_charsets_of_parts(read):
    head = b"Subject: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset="
    for charset, text in (
        ("koi8-r", "Паром стоит."),
        ("iso-2022-jp", "フェリー"),
        ("nonsense", "Rain."),
    ):
        body = text.encode(charset if charset != "nonsense" else "utf-8")
        data = head + charset.encode() + b"\nContent-Transfer-Encoding: base64\n\n"
        (row,) = read("a.eml", data + base64.encodebytes(body)).rows
        assert row.content.strip() == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b"No mail at all, just text.", "no headers"),
        (b"Subject: a\n\n", "no text"),
        (b"Subject: a\nContent-Type: image/png\n\nabc", "no text"),
    ],
)
def test_what_has_no_text(read, data, reason):
    assert reason in read("a.eml", data).reasons["a.eml", 0]


def test_an_mbox(read):
    data = (
        b"From a@b.example Tue Mar  4 05:06:07 2031\nSubject: One\n\nRain.\n>From the north.\n\n"
        b"From a@b.example Tue Mar  4 05:06:08 2031\nSubject: Two\n\nSun.\nFrom here on.\n"
    )
    first, second = read("a.mbox", data).rows
    assert (first.source_file, first.record, first.place, first.title) == (
        "a.mbox",
        1,
        "byte 0",
        "One",
    )
    assert first.content.strip() == "Rain.\nFrom the north."
    assert second.content == "Sun.\nFrom here on.\n"
    assert second.place == f"byte {data.index(b'From a', 9)}"
    assert "not an mbox" in read("b.mbox", b"Subject: a\n\n").reasons["b.mbox", 0]


def test_attachments_of_an_mbox(read):
    message = mail()
    message.add_attachment(b"Rain.", maintype="text", subtype="plain", filename="a.txt")
    found = read("a.mbox", b"From x\n" + bytes(message))
    assert [(row.source_file, row.record) for row in found.rows] == [
        ("a.mbox", 1),
        ("a.mbox/1.eml/a.txt", 0),
    ]
    assert found.members[0].archive == "a.mbox"


@pytest.mark.parametrize("seed", range(40))
def test_damage_anywhere_is_told_and_never_raised(read, seed):
    message = mail(html="<p>Rain.</p>")
    message.add_attachment(b"Rain.", maintype="text", subtype="plain", filename="a.txt")
    data = bytearray(bytes(message) if seed % 2 else MHTML.encode())
    for i in range(6):
        data[(seed * 7919 + i * 104_729) % len(data)] = (seed * 31 + i * 17) % 256
    found = read("a.eml" if seed % 2 else "a.mhtml", bytes(data))
    assert found.rows or found.left


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: " + b"=?utf-8?q?a?= " * 30_000 + b"\n\nRain.",
        b"Subject: a\n" + b"X: b\n" * 100_000 + b"\nRain.",
        b"Subject: a\nContent-Type: text/plain; " + b"a=b; " * 20_000 + b"\n\nRain.",
        b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nRain.\n" * 20_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 2_000,
        b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Disposition: "
        b"attachment; filename*=a\x00'en'x\n\nRain.\n--b--\n",
        b"From: " + b"(" * 50_000 + b"\n\nRain.",
    ],
)
def test_hostile_mails_end(read, data):
    found = read("a.eml", data)
    assert found.rows or found.left


def test_a_mail_of_too_many_parts_does_not_end_the_box(read):
    bad = b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nRain.\n" * 1_100
    box = b"From a\n" + bad + b"--b--\n\nFrom b\nSubject: c\n\nSun.\n"
    found = read("a.mbox", box)
    assert found.reasons == {("a.mbox", 1): "a mail of more than 1,000 parts"}
    assert [row.record for row in found.rows] == [2]
