"""Paragraphs of Word documents, one after the other as their XML comes."""

import pytest

from newsvane.corpus.documents.word import paragraphs
from newsvane.corpus.reading.rows import UnreadableError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(body, *, size=7, head=""):
    data = f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()
    return list(paragraphs(data[at : at + size] for at in range(0, len(data), size)))


def p(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_the_size_of_the_pieces_does_not_matter(size):
    body = p("Ferry &amp; harbour", '<w:pStyle w:val="Titel"/>') + p("It stops.", "<w:numPr/>")
    first, second = read(body, size=size)
    assert (first.text, first.style, first.is_item) == ("Ferry & harbour", "Titel", False)
    assert (second.text, second.style, second.is_item) == ("It stops.", "", True)


def test_bookmarks_links_and_breaks():
    run = "<w:r><w:t>{}</w:t></w:r>"
    link = f"<w:hyperlink>{run.format('Ferry stops')}</w:hyperlink>"
    whole, part, marked = read(
        f"<w:p>{link}</w:p><w:p>{link}{run.format(' soon')}</w:p>"
        f'<w:p><w:bookmarkStart w:name="Body_1"/><w:r><w:br/></w:r>{run.format("Rain")}</w:p>'
    )
    assert (whole.is_link, part.is_link, part.text) == (True, False, "Ferry stops soon")
    assert (marked.parts, marked.text) == (("Body_1",), "\nRain")


def test_what_was_deleted_is_not_read_and_a_box_stands_behind_what_is_around_it():
    box = f"<w:r><w:txbxContent>{p('In a box.')}{p('Twice.')}</w:txbxContent></w:r>"
    body = (
        f"<w:p><w:r><w:t>Before </w:t></w:r>{box}<w:r><w:t>and after.</w:t></w:r></w:p>"
        f"<w:del>{p('Gone.')}</w:del><w:tbl><w:tr><w:tc>{p('Cell.')}</w:tc></w:tr></w:tbl>"
    )
    texts = ["Before and after.", "In a box.", "Twice.", "Cell."]
    assert [one.text for one in read(body)] == texts


def test_what_stands_before_damage_is_given():
    found = []
    with pytest.raises(UnreadableError, match="word/document.xml is damaged"):
        for one in paragraphs([f'<w:d xmlns:w="{W}">{p("Rain.")}<w:p>'.encode()]):
            found.append(one.text)
    assert found == ["Rain."]


@pytest.mark.parametrize("body", [p("Rain."), ""])
def test_entities_are_refused(body):
    with pytest.raises(UnreadableError, match="declares entities"):
        read(body, head='<!DOCTYPE d [<!ENTITY a "b">]>')
