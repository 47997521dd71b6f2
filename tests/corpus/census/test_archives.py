"""Members of archives and parts of mails are counted in their own lists."""

import mailbox
from email.message import EmailMessage

import pytest

from newsvane.corpus.census import archives

TEXT = b"The ferry stops in winter."
LINES = b'{"text": "Rain."}\n{"text": "Sun."}\n'


def mail(*attached, text="The ferry stops."):
    made = EmailMessage()
    made["Subject"], made["From"] = "Ferry", "Ada Lind <ada@bote.example>"
    made.set_content(text)
    for name, data in attached:
        kind, _, sub = ("text/plain" if name.endswith(".txt") else "application/x").partition("/")
        made.add_attachment(data, maintype=kind, subtype=sub, filename=name)
    return made


def test_members_in_members(count, zipped):
    inner = zipped(("c.txt", TEXT), ("d.jsonl", LINES))
    found = count("a.zip", zipped(("b/a.txt", TEXT), ("b/i.zip", inner), ("x.odt", TEXT)))
    assert found.members == [
        "a.zip/b/a.txt", "a.zip/b/i.zip", "a.zip/b/i.zip/c.txt", "a.zip/b/i.zip/d.jsonl",
        "a.zip/x.odt",
    ]  # fmt: skip
    assert found.sums["a.zip/b/i.zip/d.jsonl"] == 2


def test_members_of_one_name_have_those_of_the_reader(count, zipped):
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped(("a.txt", TEXT), ("a.txt", TEXT))
    assert count("a.zip", data).members == ["a.zip/a.txt", "a.zip/a.txt (2)"]


def test_a_mail_is_one_article_and_its_attachments(count):
    found = count("a.eml", mail(("a.jsonl", LINES), ("b.txt", TEXT)).as_bytes())
    assert (found.n, found.kind) == (1, "one")
    assert found.members == ["a.eml/a.jsonl", "a.eml/b.txt"]
    assert found.sums["a.eml/a.jsonl"] == 2


def test_a_mail_in_a_mail(count):
    outer = mail()
    outer.add_attachment(mail(("b.txt", TEXT)))
    (inner, text) = count("a.eml", outer.as_bytes()).members
    assert text == f"{inner}/b.txt"


@pytest.mark.parametrize("size", [1 << 20, 7, 64])
def test_mails_of_a_box(size, count, tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "_CHUNK", size)
    box = mailbox.mbox(tmp_path / "a.mbox")
    for text in ("Rain.\n\nFrom here on it is quoted.", "Sun.", "Ice.\nFrom is a word."):
        box.add(mail(("a.txt", TEXT), text=text))
    box.close()
    found = count("a.mbox", (tmp_path / "a.mbox").read_bytes())
    assert (found.n, found.kind) == (3, "exact")
    assert found.members == [f"a.mbox/{n}.eml/a.txt" for n in (1, 2, 3)]


def test_a_mail_that_is_too_large_is_counted(count, monkeypatch):
    monkeypatch.setattr(archives, "MAX_MAIL_MB", 0)
    assert count("a.mbox", "From a\nX: y\n\nRain\n\nFrom b\n\nSun\n").n == 2


def test_of_a_mail_of_too_many_parts_nothing_is_attached(count):
    part = "--b\nContent-Disposition: attachment; filename=a.txt\n\nRain.\n"
    head = "From a\nSubject: a\nContent-Type: multipart/mixed; boundary=b\n\n"
    assert len(count("a.mbox", f"{head}{part * 999}--b--\n").members) == 999
    assert count("a.mbox", f"{head}{part * 1_000}--b--\n").members == []
