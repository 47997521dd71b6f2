def test_two_documents(made):
    (ferry, noise), left = made.read("a.html", made.INTEGRUM)
    assert left == []
    assert (ferry.title, ferry.outlet) == ("Паром помогает", "Вестник острова")
    assert (ferry.byline, ferry.published) == ("Линд Ада", "04.03.2031")
    assert ferry.content == "Паром помогает острову, сказали в совете.\n\nМагазины довольны."
    assert (noise.byline, noise.format, noise.place) == (None, "integrum", "document 2")
    assert noise.content == "Паром шумит.\n\nЖители устали."


def test_a_document_that_is_listed_and_missing(made):
    page = made.INTEGRUM.replace(b'<a href="#2">', b'<a href="#3">x</a><a href="#2">')
    assert made.read("a.html", page)[1] == [(0, "the export announces 3 documents, 2 were found")]


def test_an_export_without_a_document_is_listed(made):
    page = made.INTEGRUM.replace(b"<a name", b"<b name").replace(b"<a href", b"<b href")
    assert made.read("a.html", page) == ([], [(0, "an export without a document")])
