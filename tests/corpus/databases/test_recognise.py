"""What is an export, what is not, and that neither is taken for the other."""

import pytest

from newsvane.corpus.databases import recognise as room
from newsvane.corpus.reading.source import Budget, Source
from newsvane.limits import Limits

ORDINARY = {
    "news.html": "<html><body><article class='article enArticle'><h1>Ferry</h1><p>It helps.</p>"
    "</article></body></html>",
    # A page about the database, and one that quotes its marks.
    "about.html": "<html><title>Factiva</title><body><div class='article'>Factiva is a database."
    "</div></body></html>",
    "marks.html": "<html><body><p>1 of 10 DOCUMENTS</p><p>LENGTH: 10 words</p>"
    "<p>^ИС: источник, ^ДТ: дата</p></body></html>",
    "library.html": "<html><body><span class='DocPublicationName'>Le Phare</span></body></html>",
    "anchor.html": "<html><body><a name='DOC_ID_1'>here</a></body></html>",
    "note.txt": "Ferry keeps the island alive\n\nLENGTH: 10 words\n\nIt helps.",
    "quote.txt": "3 of 10 documents.\n\n3 of 10 DOCUMENTS were lost, he said.\n\nLENGTH: 3",
    "feed.xml": "<rss><channel><item><title>Ferry</title></item></channel></rss>",
    "table.csv": "title,text,media_name\nFerry,It helps.,Post\n",
    "numbers.tsv": "id\ttitle\ttext\n1\tFerry\tIt helps.\n",
    "note.md": "                1 of 10 DOCUMENTS\n\nLENGTH: 10 words\n",
}


def recognise(source, limits=Limits()):  # noqa: B008 - it is frozen
    return room.recognise(source, limits=limits)


@pytest.mark.parametrize("name", ORDINARY)
def test_what_is_no_export_is_not_taken_for_one(name):
    assert recognise(Source(name, data=ORDINARY[name].encode())) is None


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.csv", "a.xml", "a.docx", "a.xlsx"])
@pytest.mark.parametrize("data", [b"", b"\x00" * 100, b"PK\x03\x04", b"<", b'"', b"\xff\xfe" * 50])
def test_what_is_nothing_is_not_taken_for_one(name, data):
    assert recognise(Source(name, data=data)) is None


def test_each_export_finds_its_reader(made):
    page = made.nexis(made.FERRY)
    found = {
        "nexis.HTML": page,
        "upper.htm": page.replace("<HTML>", "<html>").replace("A NAME", "a name"),
        "factiva.html": made.factiva(made.PRINTED),
        "factiva.xml": made.FACTIVA_XML.format(count=2),
        "new.html": made.EUROPRESSE_NEW,
        "old.html": made.EUROPRESSE_OLD,
    }
    readers = {
        name: recognise(Source(name, data=text.encode())).__name__ for name, text in found.items()
    }
    assert readers == {
        "nexis.HTML": "read_nexis", "upper.htm": "read_nexis", "factiva.html": "read_factiva",
        "factiva.xml": "read_factiva_xml", "new.html": "read_europresse",
        "old.html": "read_europresse",
    }  # fmt: skip
    assert recognise(Source("a.html", data=made.INTEGRUM)).__name__ == "read_integrum"
    assert recognise(Source("a.docx", data=made.docx(made.LEXIS))).__name__ == "read_lexis"
    assert recognise(Source("a.docx", data=made.docx(["A letter.", "Body"]))) is None


def test_a_long_head_does_not_hide_the_marks(made):
    page = made.factiva(made.PRINTED).replace("<style>", "<style>" + ".a{margin:0}\n" * 20_000)
    assert recognise(Source("a.html", data=page.encode())).__name__ == "read_factiva"


def test_a_file_that_is_not_there_is_left_to_the_plain_reader(tmp_path):
    assert recognise(Source("a.html", tmp_path / "a.html")) is None


def test_the_limits_of_the_study_hold_while_looking(made):
    source = Source("a.docx", data=made.docx(["word " * 300_000, *made.LEXIS]))
    loose = Limits(ratio=10_000)
    assert recognise(source, loose).__name__ == "read_lexis"
    assert recognise(source) is None
    assert recognise(source, Limits(ratio=10_000, unpacked_mb=1)) is None


def test_looking_is_not_charged_to_the_archive_around_it(made):
    budget = Budget(50_000, 10)
    source = Source("a.zip/a.docx", data=made.docx(made.LEXIS), depth=1, budget=budget)
    assert recognise(source).__name__ == "read_lexis"
    assert budget == Budget(50_000, 10)
