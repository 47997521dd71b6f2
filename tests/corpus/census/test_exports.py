"""Documents of exports are counted by marks that their readers do not cut at."""

import pytest

from newsvane.corpus.census.items import EXACT, LEAST, Unmarked

NEXIS = '<html><meta documents="2" /><body>{}</body></html>'
DOCUMENT = '<a name="DOC_ID_0_{0}"></a><!-- <DOC NUMBER={0}>\n<DOCFULL> --><p>Rain</p>'
FACTIVA = '<div{}><div class="article enArticle"><p>Document {}</p></div></div>'
EUROPRESSE = (
    '<article><span class="DocPublicationName">Le Phare</span>'
    '<p class="titreArticleVisu">Le bac</p><p>Il pleut.</p></article>'
)
INTEGRUM = (
    '<a name="{0}"></a><table><tr><td>^ИС: Вестник <br>^ДТ: 04.03.2031<br>^ЗГ: Паром</td></tr>'
    "</table><pre>Паром.</pre>"
)
XML = (
    '<ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0"><ppsarticleResultSet count="2">'
    "{}</ppsarticleResultSet></ppsArticleResponse>"
)


def codes(*numbers):
    return [f"SANDP0000020310304ee5v0000{n}" for n in numbers]


CASES = {
    "nexis": ("a.html", NEXIS.format(DOCUMENT.format(1) + DOCUMENT.format(2)), 2, EXACT),
    "factiva": (
        "a.html",
        "Factiva" + "".join(FACTIVA.format(f' id="article-{n}"', n) for n in range(3)), 3, EXACT,
    ),
    # Each number stands twice, as it may.
    "factiva by its numbers": (
        "a.html", "Factiva" + "".join(FACTIVA.format("", f"{n} {n}") for n in codes(1, 2)), 2,
        LEAST,
    ),
    "factiva xml": (
        "a.xml", XML.format(2 * "<ppsarticle><article><headline/></article></ppsarticle>"), 2,
        EXACT,
    ),
    "europresse": ("a.html", f"<html><body>{2 * EUROPRESSE}</body></html>", 2, LEAST),
    "integrum": ("a.html", "".join(INTEGRUM.format(n) for n in (1, 2)), 2, LEAST),
    "nexis text": (
        "a.txt", "".join(f"\n{n} of 2 DOCUMENTS\n\nPost\n\nLENGTH: 1\n\nIt\n" for n in (1, 2)),
        2, LEAST,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_marks(case, count):
    name, data, *wanted = CASES[case]
    found = count(name, data)
    assert [found.n, found.kind] == wanted


def lexis(n_documents, body='<w:bookmarkStart w:name="Body_{0}"/>'):
    inner = "".join(
        f'<w:p><w:bookmarkStart w:name="Bookmark_{n}"/></w:p><w:p>{body.format(n)}</w:p>'
        for n in range(1, n_documents + 1)
    )
    first = '<w:bookmarkStart w:name="Body"/>' if body else ""
    return f"<w:document><w:body>{first}{inner}</w:body></w:document>"


@pytest.mark.parametrize("chunk", [1 << 18, 40])
def test_bookmarks_of_lexis(chunk, count, zipped, monkeypatch):
    monkeypatch.setattr("newsvane.corpus.containers.inflate.CHUNK", chunk)
    xml = lexis(12).replace('<w:bookmarkStart w:name="Body"/>', "")
    xml = xml.replace('"Body_1"', '"Body"').encode()
    found = count("a.docx", zipped(("word/document.xml", xml)))
    assert (found.n, found.kind) == (12, LEAST)


def test_an_export_without_a_second_mark_is_said_to_have_none(count):
    page = '<a name="DOC_ID_0_1"></a><!-- <DOCFULL> --><p>Rain</p>'
    assert count("a.html", page).kind == EXACT
    bare = "1 of 1 DOCUMENTS\n\nPost\n\nLANGUAGE: ENGLISH\n\nRain\n"
    assert count("a.txt", bare).others == [Unmarked("a.txt")]


def test_other_pages_texts_and_documents_are_one_article(count, zipped):
    document = zipped(("word/document.xml", b"<w:document/>"))
    for name, data in (("a.html", b"<p>Rain</p>"), ("a.txt", b"Rain"), ("a.docx", document)):
        assert (count(name, data).n, count(name, data).kind) == (1, "one")
