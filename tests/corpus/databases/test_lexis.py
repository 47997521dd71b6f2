import pytest

from newsvane.corpus.databases.lexis import is_lexis, word_paragraphs
from newsvane.corpus.reading.source import Source
from newsvane.limits import Limits

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize("bookmarks", [True, False])
def test_two_documents_below_a_cover(made, bookmarks):
    (ferry, noise), left = made.read("a.docx", made.docx(made.LEXIS, bookmarks=bookmarks))
    assert left == []
    assert (ferry.title, ferry.outlet) == (
        "Ferry: the island lives", "The Sandholm Post - Final Edition",
    )  # fmt: skip
    assert (ferry.published, ferry.byline) == ("March 4, 2031", "Ada Lind")
    assert ferry.url == "https://post.example/2031/03/ferry.html"
    # "Sources:" opens a sentence of the body; captions, labels and the cover are no text.
    assert ferry.content.split("\n\n") == [
        "A boat for all.",
        "The ferry helps the island, the council said.",
        "Sources: council, harbour office.",
    ]
    assert (ferry.format, ferry.place, ferry.note) == ("lexis", "document 1", None)
    assert (noise.language, noise.published) == ("ENGLISH", "2030")
    assert noise.note == "no day is printed, only the year of the copyright"
    assert noise.content == "It brings noise, residents say.\n\nIt was not one ship but two."


def test_documents_that_the_cover_announces_and_that_are_missing(made):
    cut = made.LEXIS[: made.LEXIS.index("[Bookmark_2] ")]
    rows, left = made.read("a.docx", made.docx(cut))
    assert len(rows) == 1
    assert left == [(0, "the export announces 2 documents, 1 were found")]
    no_cover = [text for text in made.LEXIS if "Documents (2)" not in text]
    no_first = no_cover[no_cover.index("[Bookmark_2] ") :]
    first = ["[Bookmark_1] ", *no_cover[8:27], *no_first]
    lost = [text.replace("Bookmark_2", "Bookmark_3") for text in first]
    assert made.read("a.docx", made.docx(lost))[1] == [
        (0, "the export announces 3 documents, 2 were found")
    ]


def test_the_last_line_may_be_in_any_language(made):
    texts = [text.replace("End of Document", "Slut på dokumentet") for text in made.LEXIS]
    rows, _ = made.read("a.docx", made.docx(texts))
    assert not any("Slut" in row.content for row in rows)


def test_a_name_of_a_blog_below_the_outlet(made):
    at = made.LEXIS.index("March 4, 2031 Tuesday")
    rows, _ = made.read("a.docx", made.docx([*made.LEXIS[:at], "(Harbour)", *made.LEXIS[at:]]))
    assert rows[0].outlet == "The Sandholm Post - Final Edition (Harbour)"
    assert rows[0].title == "Ferry: the island lives"


def test_a_letter_of_ones_own_is_no_export(made):
    letter = made.docx(["Dear Ada,", "Length: 12 words. Body text.", "End of Document"])
    assert not is_lexis(Source("a.docx", data=letter), limits=Limits())


def test_text_boxes_are_read_once(made):
    box = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    xml = (
        f'<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006"><w:body><w:p><w:r><mc:AlternateContent><mc:Choice>'
        f"{box.format('boxed')}</mc:Choice><mc:Fallback>{box.format('boxed')}</mc:Fallback>"
        "</mc:AlternateContent><w:t>around</w:t></w:r></w:p></w:body></w:document>"
    )
    source = Source("a.docx", data=made.zipped({"word/document.xml": xml}))
    texts = [paragraph.text for paragraph in word_paragraphs(source, limits=Limits())]
    assert texts == ["around", "boxed"]


def test_xml_that_breaks_off_is_listed_and_what_came_before_kept(made):
    xml = made.docx(made.LEXIS)
    import io
    import zipfile

    whole = zipfile.ZipFile(io.BytesIO(xml)).read("word/document.xml")
    cut = made.zipped({"word/document.xml": whole[: whole.index(b"It was not one ship")]})
    rows, left = made.read("a.docx", cut)
    assert [row.record for row in rows] == [1]
    assert len(left) == 1 and left[0][1].startswith("word/document.xml is damaged")


def test_entities_are_not_resolved(made):
    whole = made.docx(made.LEXIS)
    import io
    import zipfile

    xml = zipfile.ZipFile(io.BytesIO(whole)).read("word/document.xml").decode()
    entity = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "lol">]>'
    xml = entity + xml.replace("The ferry helps", "&x;&y;The ferry helps")
    rows, _ = made.read("a.docx", made.zipped({"word/document.xml": xml}))
    assert all("lol" not in row.content for row in rows)


def test_headlines_of_other_articles_below_a_body_are_left_out(made):
    at = made.LEXIS.index("Sources: council, harbour office.") + 1
    links = ["Related Articles", "=> Second boat is late", "=> Harbour grows"]
    rows, _ = made.read("a.docx", made.docx([*made.LEXIS[:at], *links, *made.LEXIS[at:]]))
    assert rows[0].content.endswith("Sources: council, harbour office.")
    # A link inside the text is text.
    rows, _ = made.read(
        "a.docx", made.docx([*made.LEXIS[:at], *links, "The end.", *made.LEXIS[at:]])
    )
    assert rows[0].content.endswith("Harbour grows\n\nThe end.")
