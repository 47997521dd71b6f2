"""PDF files, written here object by object."""

import zlib

import pytest

from newsvane.corpus.documents import pdf
from newsvane.corpus.documents.pdf import join_divided
from newsvane.corpus.reading.formats import read_source
from newsvane.corpus.reading.rows import Left, Row
from newsvane.corpus.reading.source import ReadSettings, Source


def made(*pages, info="", trailer=""):
    """Write a PDF with one list of lines a page."""
    n_pages = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(n_pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {n_pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, lines in enumerate(pages):
        shown = "".join(f"({line}) Tj 0 -14 Td\n" for line in lines)
        stream = f"BT /F1 11 Tf 50 780 Td\n{shown}ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< {info} >>")
    data, offsets = "%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    return (
        f"{data}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R "
        f"/Info {size - 1} 0 R {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n"
    ).encode("latin-1")


def read(data):
    (item,) = read_source(Source("a.pdf", data=data), settings=ReadSettings())
    return item


def test_pages_are_parted_by_a_form_feed():
    row = read(made(["The ferry stops in winter,", "the council said."], ["Rain fell."]))
    assert isinstance(row, Row)
    assert row[:5] == (
        "a.pdf", 0, "pdf", "The ferry stops in winter,\nthe council said.\fRain fell.", False,
    )  # fmt: skip


def test_divided_words_are_joined():
    row = read(
        made(["The ferry helps the is-", "land and its well-", "known bakery, a well-known one."])
    )
    assert row.content == "The ferry helps the island and its well-known bakery, a well-known one."


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("con\ufffesider", "consider"),
        ("Anglo\ufffeSaxon", "Anglo-Saxon"),
        ("2030\ufffe2031", "2030-2031"),
        ("a \ufffe b", "a - b"),
        ("re\ufffeform of re-form and reform", "reform of re-form and reform"),
        ("con\x02sider", "consider"),
    ],
)
def test_joining(text, joined):
    assert join_divided(text) == joined


def test_the_title_of_the_properties():
    info = "/Title (Ferry keeps the island alive) /Author (scanner) /CreationDate (D:20310304)"
    row = read(made(["The ferry stops in winter, the council of Sandholm said."], info=info))
    assert row.title == "Ferry keeps the island alive"
    # They tell of the file, not of the article.
    assert row.byline is None
    assert row.published is None


@pytest.mark.parametrize(
    "title", ["Microsoft Word - a.doc", "page_3.indd", "untitled", "Document1", ""]
)
def test_titles_that_are_none(title):
    assert read(made(["The ferry stops."], info=f"/Title ({title})")).title is None


def test_lines_that_most_pages_share_are_left_out_and_noted():
    pages = [
        [f"04.03.2031, {i}", f"{word} fell.", f"bote.example/1 {i}/4"]
        for i, word in enumerate(("Rain", "Snow", "Hail", "Night"))
    ]
    row = read(made(*pages))
    assert row.content == "Rain fell.\fSnow fell.\fHail fell.\fNight fell."
    assert "04.03.2031, 0; bote.example/1 0/4" in row.note


def test_a_scan_with_a_running_head():
    left = read(made(*([f"The Bote, {i}"] for i in range(4))))
    assert left.reason.startswith("no text layer: a scan")


def test_the_middle_of_a_page_stays():
    pages = [["One", "Two", "The same.", f"Three {word}", f"Four {word}"] for word in "abcd"]
    row = read(made(*pages))
    assert row.content.count("The same.") == 4


def test_two_pages_share_nothing_that_counts():
    row = read(made(["The Bote", "Rain fell."], ["The Bote", "Snow fell."]))
    assert row.content == "The Bote\nRain fell.\fThe Bote\nSnow fell."


def test_a_scan():
    left = read(made([], []))
    assert isinstance(left, Left)
    assert left.reason == "no text layer: a scan; run text recognition (OCR) first"


def test_a_page_without_text_is_noted():
    row = read(made(["The ferry stops in winter, the council of Sandholm said on Tuesday."], []))
    assert row.note == "no text on page 2"


def test_a_stamp_alone_is_doubtful():
    assert "hardly any text" in read(made(["Copy 3"])).note


def test_encrypted_files():
    code = "00" * 32
    standard = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{code}> /U <{code}> /P -4 >>"
    left = read(made(["Rain."], trailer=f"{standard} /ID [<00><00>]"))
    assert left.reason == "encrypted: save it without its password first"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b"%PDF-1.7\n" + b"nothing " * 90, "damaged or cut short"),
        (b"Rain fell.", "not a PDF, though its name says so"),
    ],
)
def test_what_is_no_pdf(data, reason):
    assert reason in read(data).reason


@pytest.mark.parametrize(("n_mega", "is_refused"), [(4, False), (12, True)])
def test_a_bomb_inside(monkeypatch, n_mega, is_refused):
    monkeypatch.setattr(pdf, "MAX_STREAM_MB", 8)
    packed = zlib.compress(b"BT /F1 9 Tf 50 780 Td (Rain fell.) Tj ET " + b" " * (n_mega << 20))
    packed += b"\x00" * 9_000  # enough to be looked at
    data = made([])
    start, end = data.index(b"<< /Length"), data.index(b"endstream")
    head = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    item = read(data[:start] + head + packed + b"\n" + data[end:])
    assert isinstance(item, Left) == is_refused
    if is_refused:
        assert item.reason == "a part of it unpacks to more than 8 MB: a bomb"


def test_too_many_pages(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    assert read(made(["a"], ["b"], ["c"])).reason == "too long for one article: 3 pages"


@pytest.mark.parametrize("seed", range(30))
def test_damage_anywhere_is_told_and_never_raised(seed):
    data = bytearray(made(["The ferry stops in winter."], ["Rain fell over the island."]))
    for i in range(8):
        data[(seed * 7919 + i * 104_729) % len(data)] ^= 1 << (seed + i) % 8
    assert isinstance(read(bytes(data)), Row | Left)
