"""Word documents, packed here part by part."""

import io
import zipfile

import pytest

from newsvane.corpus.reading.formats import read_source
from newsvane.corpus.reading.rows import Left, Row
from newsvane.corpus.reading.source import ReadSettings, Source

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
STYLES = (
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Standard"><w:name w:val="Normal"/></w:style></w:styles>'
)


def made(body, *, parts=(), xmlns=W, head=""):
    document = (
        f'{head}<w:document xmlns:w="{xmlns}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for name, data in parts:
            archive.writestr(name, data)
    return packed.getvalue()


def p(text, style=""):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def core(title):
    return (
        "docProps/core.xml",
        '<c:coreProperties xmlns:c="urn:c" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>PC 7</dc:creator></c:coreProperties>",
    )


def read(data, name="a.docx"):
    (item,) = read_source(Source(name, data=data), settings=ReadSettings())
    return item


@pytest.mark.parametrize("xmlns", [W, "http://purl.oclc.org/ooxml/wordprocessingml/main"])
def test_paragraphs_headings_and_cells(xmlns):
    table = f"<w:tbl><w:tr><w:tc>{p('Cell one')}</w:tc><w:tc>{p('Cell two')}</w:tc></w:tr></w:tbl>"
    body = p("Ferry stops", "berschrift1") + p("It stops in winter.") + "<w:p/>" + table + p("End.")
    row = read(made(body, parts=[("word/styles.xml", STYLES), core("Template")], xmlns=xmlns))
    assert isinstance(row, Row)
    assert row.content == "Ferry stops\n\nIt stops in winter.\n\nCell one\n\nCell two\n\nEnd."
    assert (row.record, row.format, row.is_html, row.note) == (0, "docx", False, None)
    assert row.title == "Ferry stops" if xmlns == W else True
    assert row.byline is None


def test_runs_tabs_and_breaks():
    body = (
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>The fer</w:t></w:r>"
        "<w:r><w:t xml:space='preserve'>ry </w:t><w:tab/><w:t>stops</w:t><w:br/><w:t>to</w:t>"
        "<w:noBreakHyphen/><w:t>day.</w:t></w:r></w:p>"
    )
    assert read(made(body)).content == "The ferry \tstops\nto-day."


def test_tracked_changes_are_read_as_accepted():
    body = (
        "<w:p><w:r><w:t>It </w:t></w:r><w:del><w:r><w:delText>runs</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>stops</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t> gone</w:t></w:r></w:moveFrom>"
        "<w:r><w:instrText> PAGE </w:instrText></w:r></w:p>"
    )
    assert read(made(body)).content == "It stops"


def test_text_boxes_are_read_once():
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Before </w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>and after.</w:t></w:r></w:p>"
    )
    assert read(made(body)).content == "Before and after.\n\nIn the box."


@pytest.mark.parametrize(
    ("title", "wanted"),
    [("Ferry stops", "Ferry stops"), ("Microsoft Word - x", None), ("a.docx", None)],
)
def test_the_title_of_the_properties_is_second_best(title, wanted):
    row = read(made(p("It stops in winter."), parts=[core(title)]))
    assert row.title == wanted
    assert bool(row.note) == bool(wanted)


def test_damaged_styles_cost_no_text():
    row = read(
        made(
            p("It stops.", "Title"),
            parts=[("word/styles.xml", "<w:styles"), ("docProps/core.xml", "")],
        )
    )
    assert (row.content, row.title) == ("It stops.", "It stops.")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (
            b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
            "an old Office document, or one with a password; save it as .docx",
        ),
        (b"{\\rtf1 Rain.}", "not an Office document"),
        (b"PK\x03\x04 and no more", "no central directory"),
        (made("<w:p>").replace(b"word/document", b"word/somewhat"), "it has no word/document.xml"),
        (made(""), "no text"),
        (made("<w:p><w:r>"), "word/document.xml is damaged"),
    ],
)
def test_what_is_no_document(data, reason):
    left = read(data)
    assert isinstance(left, Left)
    assert reason in left.reason


def test_entities_are_refused():
    head = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname"><!ENTITY c "boom">]>'
    assert "declares entities" in read(made(p("Rain &b; &c;"), head=head)).reason


def test_a_bomb_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b"<b/>" * (8 << 20))
    assert "100 times its size" in read(packed.getvalue()).reason


def test_deep_nesting_is_refused():
    assert "damaged" in read(made("<w:x>" * 5_000 + "</w:x>" * 5_000)).reason


@pytest.mark.parametrize("seed", range(30))
def test_damage_anywhere_is_told_and_never_raised(seed):
    data = bytearray(made(p("It stops in winter.") * 9, parts=[("word/styles.xml", STYLES)]))
    for i in range(6):
        data[(seed * 7919 + i * 104_729) % len(data)] ^= 1 << (seed + i) % 8
    assert isinstance(read(bytes(data)), Row | Left)
