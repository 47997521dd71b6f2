"""Small exports in the form of each database: invented outlets, invented articles."""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace

import pytest

from newsvane.corpus.reading.formats import read_source
from newsvane.corpus.reading.rows import Left, Row
from newsvane.corpus.reading.source import ReadSettings, Source

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(name: str, data: bytes | str, settings: ReadSettings | None = None):
    """Read a file from memory; return its rows and what was left out."""
    data = data if isinstance(data, bytes) else data.encode()
    items = list(read_source(Source(name, data=data), settings=settings or ReadSettings()))
    rows = [item for item in items if isinstance(item, Row)]
    left = [(item.record, item.reason) for item in items if isinstance(item, Left)]
    assert len(items) == len(rows) + len(left)
    return rows, left


def nexis(*documents: list[tuple[str, str]], announced: int | None = None, end: str = "") -> str:
    """Make a page of Nexis; a document is a list of (label or class, text).

    The classes are line, title, text and rights; text may hold several paragraphs.
    """
    rule = "{ text-align: left; margin-top: 1em; margin-bottom: 0em; }"
    head = f"<HTML><HEAD><STYLE><!--\n.c9 {rule}\n.c6 {{ margin-top: 0em; }}\n--></STYLE>\n"
    n = len(documents) if announced is None else announced
    parts = [
        f'{head}<META TOPIC="null" DOCUMENTS="{n}" UPDATED="Monday, May 5, 2031" /></HEAD><BODY>'
    ]
    for number, document in enumerate(documents, start=1):
        parts.append(f'<A NAME="DOC_ID_0_{number}"></A><!-- <DOC NUMBER={number}>\n<DOCFULL> -->')
        parts += [_nexis_block(kind, text) for kind, text in document]
        parts.append("<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->")
        parts.append('<DIV CLASS="c10"/>')  # never closed
    return "\n".join(parts) + end + "</BODY></HTML>"


def _nexis_block(kind: str, text: str) -> str:
    if kind == "text":
        spans = "".join(
            f'<P CLASS="c9"><SPAN CLASS="c2">{p}</SPAN></P>' for p in text.split("\n\n")
        )
        return f'<BR><DIV CLASS="c5">{spans}</DIV>'
    label = "" if kind in ("line", "title", "rights") else f'<SPAN CLASS="c8">{kind}: </SPAN>'
    return f'<BR><DIV CLASS="c5"><P CLASS="c6">{label}<SPAN CLASS="c2">{text}</SPAN></P>\n</DIV>'


def docx(paragraphs: list[str], *, bookmarks: bool = True) -> bytes:
    """Make a Word document: "[Name] text" sets a bookmark, "=> text" is a link."""
    body = []
    for text in paragraphs:
        mark = ""
        if text.startswith("["):
            name, _, text = text[1:].partition("] ")
            mark = f'<w:bookmarkStart w:id="1" w:name="{name}"/>' if bookmarks else ""
        lines = "<w:br/>".join(
            f'<w:t xml:space="preserve">{line}</w:t>' for line in text.split("\n")
        )
        run = f"<w:r>{lines}</w:r>"
        if text.startswith("=> "):
            run = f"<w:hyperlink>{run.replace('=> ', '')}</w:hyperlink>"
        body.append(f"<w:p>{mark}{run}</w:p>")
    xml = f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>'
    return zipped({"word/document.xml": xml})


def zipped(members: dict[str, str | bytes]) -> bytes:
    """Pack the parts of an Office file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def factiva(*articles: str, title: str = "Factiva") -> str:
    """Make a page of Factiva of the insides of its articles."""
    inner = "".join(
        f'<div id="article-{n}" class="article" >'
        f'<div class="article {text.partition(" ")[0]}Article">'
        f"{text.partition(' ')[2]}</div></div><br/><span></span>"
        for n, text in enumerate(articles)
    )
    return (
        f"<html><head><title>{title}</title><style>.article{{margin:0}}</style></head><body>"
        f'<div class="fcpNavContainer"><h1>{title}</h1></div><div id="contentLeft">{inner}</div>'
        f'<div id="pageFooter">&copy; 2031 {title}, Inc.</div></body></html>'
    )


FERRY = [
    ("line", "1 of 2 DOCUMENTS"),
    ("line", "The Sandholm Post"),
    ("line", "March 4, 2031 Tuesday 9:20 AM GMT<BR>Late Edition"),
    ("title", "Ferry keeps the island alive"),
    ("BYLINE", "By ADA LIND"),
    ("SECTION", "NEWS; Pg. 3"),
    ("LENGTH", "16 words"),
    ("DATELINE", "SANDHOLM, March 4"),
    ("text", "The ferry helps the island, the council said.\n\nMINISTER: It is the best thing."),
    ("LOAD-DATE", "March 9, 2031"),
    ("LANGUAGE", "ENGLISH; ENGLISCH"),
    ("SUBJECT", "FERRIES (93%); ISLANDS (88%)"),
    ("rights", "Copyright 2031 The Sandholm Post<BR>All Rights Reserved"),
]  # fmt: skip
NOISE = [
    ("line", "2 of 2 DOCUMENTS"),
    ("line", "Inselbote"),
    ("line", "5. Mai 2031 Montag"),
    ("title", "Bewohner klagen über die Fähre"),
    ("AUTOR", "Mette Holm"),
    ("LÄNGE", "9 Wörter"),
    ("HIGHLIGHT", "Lärm und Müll am Hafen."),
    ("text", "Die Fähre schadet der Insel, sagen Bewohner."),
    ("UPDATE", "7. Mai 2031"),
    ("SPRACHE", "GERMAN; DEUTSCH"),
    ("rights", "Copyright 2031 Inselbote<BR>Alle Rechte vorbehalten"),
]
LEXIS = [
    "User Name: ADA", "Job Number: 1", "Documents (2)", "1. Ferry keeps the island alive",
    "Client/Matter: -None-", "Search Terms: ferry", "", "[Bookmark_1] ", "Ferry: the island lives",
    "The Sandholm Post - Final Edition", "March 4, 2031 Tuesday", "",
    "\nCopyright 2031 The Sandholm Post All Rights Reserved", "Section:\xa0News; Pg. 3",
    "Length:\xa012 words", "Byline:\xa0Ada Lind", "Highlight:\xa0A boat for all.",
    "[Body] Body", "",
    "The ferry helps the island, the council said.", "Sources: council, harbour office.",
    "\nhttps://post.example/2031/03/ferry.html", "\nGraphic", "", "The ferry at noon.",
    "\nLoad-Date:\xa0March 9, 2031", "", "\nEnd of Document", "", "[Bookmark_2] ",
    "Residents tire of the ferry - Correction Appended", "The Sandholm Post", "",
    "\n Correction Appended", "\nCopyright 2030 The Sandholm Post", "Length:\xa06 words",
    "[Body_0] Body", "", "It brings noise, residents say.", "[Correction] Correction", "",
    "It was not one ship but two.", "[Classification] Classification", "",
    "Language:\xa0ENGLISH", "\nSubject:\xa0FERRIES (93%)", "\nLoad-Date:\xa0May 9, 2031", "",
    "\nEnd of Document",
]  # fmt: skip
# The two layouts of Factiva, with the language that stands in the class.
PRINTED = (
    'en <p>\n</p><div>News</div><div id="hd"><span class="enHeadline">Ferry keeps the '
    '<b>island</b> alive</span>\n</div><div class="author">Ada Lind </div>'
    "<div>12 Wörter</div><div>4 März 2031"
    "</div><div>09:20</div><div>The Sandholm Post</div><div>SANDP</div><div>1; National</div>"
    "<div>3</div><div>Englisch</div><div>Copyright 2031 Sandholm Media </div>"
    '<p class="articleParagraph enarticleParagraph">The ferry helps the island.</p>'
    '<p class="articleParagraph enarticleParagraph">The council said so.</p>'
    "<p>Photo: the ferry at noon.</p>"
    "<p>Sandholm Media Ltd</p><p>Dokument SANDP0000020310304ee5v000qa</p>"
)
CODED = (
    'fr <table><tr><td class="index"><b>HD</b>&nbsp;</td><td><b class="frHeadline">Le bac fait '
    'du bruit</b></td></tr><tr><td class="index"><b>BY</b></td><td>Ole Rask</td></tr>'
    '<tr><td class="index"><b>WC</b></td><td>8 mots</td></tr>'
    '<tr><td class="index"><b>PD</b></td><td>5 mai 2031</td></tr>'
    '<tr><td class="index"><b>ET</b></td><td>15:32</td></tr>'
    '<tr><td class="index"><b>SN</b></td><td>Le Phare</td></tr>'
    '<tr><td class="index"><b>LP</b></td><td><p>Le bac fait du bruit.</p></td></tr>'
    '<tr><td class="index"><b>TD</b></td><td><p>Il dérange.</p><p>Chaque jour.</p></td></tr>'
    '<tr><td class="index"><b>NS</b></td><td>gcat : General News</td></tr></table>'
)
FACTIVA_XML = """<?xml version="1.0" encoding="utf-8"?>
<PPSResponse><ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0">
<ppsarticleResultSet count="{count}"><ppsarticle><article>
<baseLanguage>EN</baseLanguage><copyright>(c) 2031 Post</copyright>
<byline><paragraph>Ada Lind</paragraph></byline>
<headline><paragraph><hlt>Ferry</hlt> keeps the island alive</paragraph></headline>
<leadParagraph><paragraph>The ferry helps.</paragraph></leadParagraph>
<tailParagraphs><paragraph>The <hlt>council</hlt> said so.</paragraph></tailParagraphs>
<publicationDate><dateTime>2031-03-04T01:35:58Z</dateTime></publicationDate>
<sourceName>The Sandholm Post</sourceName><wordCount>6</wordCount>
</article></ppsarticle><ppsarticle><article>
<headline><paragraph>Noise</paragraph></headline>
<leadParagraph>
It brings noise, residents
say on the quay.
    They want it gone.
</leadParagraph>
<publicationDate><date>2031-05-05</date></publicationDate><sourceName>Inselbote</sourceName>
</article></ppsarticle></ppsarticleResultSet></ppsArticleResponse></PPSResponse>
"""
EUROPRESSE_NEW = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><article><header>"
    '<div><span class="DocPublicationName">Le Phare   </span></div>'
    '<div><span class="DocHeader">Politique, mardi 4 mars 2031, p. 16</span></div>'
    '<div><p>RÉGIONS</p></div><div class="titreArticle"><p class="titreArticleVisu">Le bac vit</p>'
    '</div><div>Ada Lind</div></header><section><div class="DocText"><p>Le <mark>bac</mark> aide '
    "l'île.</p><p>Le conseil le dit.</p></div></section><aside><div>Note(s) : </div></aside>"
    "<footer><small>© 2031 Le Phare. Tous droits réservés.</small><p>Numéro de document : "
    "news·20310304·LP·1</p></footer></article><article><header>"
    '<div><span class="DocPublicationName">Le Phare</span></div>'
    '<div><span class="DocHeader">lundi 5 mai 2031</span></div><div class="titreArticle">'
    '<p class="titreArticleVisu">Du bruit</p></div></header><section><p>Il fait du bruit.</p>'
    "</section><footer><small>© 2031 Le Phare.</small></footer></article></body></html>"
)
_OLD = (
    '<table><tr><td><table id="tbHeaderImages"><tr><td id="celPublication"><br></td></tr></table>'
    '<span class="DocPublicationName">{outlet}</span><br><span class="DocHeader">Politique, </span>'
    '<span class="DocHeader">jeudi </span><span class="DocHeader">{date}</span><br><br>'
    '<span class="TitreArticleVisu">{title}</span><br><br>{text}<p></p>'
    "<b><i>© 2031 {outlet}.</i></b><p></p>Numéro de document : news·20310304·LP·1<br><br>"
    "<table><tr><td>Ce certificat est émis à l'école.</td></tr></table></td></tr></table><p>"
)
EUROPRESSE_OLD = (
    "<html><body><form>Sauvegarder</form>"
    + _OLD.format(
        outlet="Le Phare", date="4 mars 2031", title="Le bac <b>vit</b>",
        text="Le bac aide l'île, et le conseil.<p></p>Il le dit.",
    )
    + _OLD.format(
        outlet="Le Phare, no. 5968", date="5 mai 2031", title="Du bruit",
        text="Ole Rask<br><p></p>Il fait du bruit.",
    )
    + "</body></html>"
)  # fmt: skip
INTEGRUM = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">
<title>Report 12.05.2031</title></head><body><h3>Report</h3>1. <a href="#1">Паром</a><br>
2. <a href="#2">Шум</a><br><div><a name="1"></a><table><tr><td bgcolor="#e4e1d9">^ИС:
   Вестник острова <br>^РБ: НОВОСТИ<br>^ДТ: 04.03.2031<br>^АВ: Линд Ада,<br>^ЗГ: Паром помогает
<br></td></tr></table><h3>Паром помогает</h3><pre>
     Паром помогает острову, сказали
в совете.
     <font color="#0000FF">Магазины</font> довольны.
</pre></div><br><div><a name="2"></a><table><tr><td bgcolor="#e4e1d9">^ИС: Вестник острова
<br>^ДТ: 05.05.2031<br>^ЗГ: Шум<br></td></tr></table><h3>Шум</h3><pre>Паром шумит.

Жители устали.</pre></div></body></html>"""


@pytest.fixture(scope="session")
def made():
    """Return the builders and the invented exports."""
    return SimpleNamespace(
        read=read, nexis=nexis, docx=docx, zipped=zipped, factiva=factiva, FERRY=FERRY, NOISE=NOISE,
        LEXIS=LEXIS, PRINTED=PRINTED, CODED=CODED, FACTIVA_XML=FACTIVA_XML,
        EUROPRESSE_NEW=EUROPRESSE_NEW, EUROPRESSE_OLD=EUROPRESSE_OLD,
        INTEGRUM=INTEGRUM.encode("cp1251"),
    )  # fmt: skip
