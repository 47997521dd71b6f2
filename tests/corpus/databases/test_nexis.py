def test_two_documents_in_two_languages(made):
    (ferry, noise), left = made.read("a.html", made.nexis(made.FERRY, made.NOISE))
    assert left == []
    assert (ferry.record, ferry.place, ferry.format, ferry.is_html) == (
        1, "document 1", "nexis", False,
    )  # fmt: skip
    assert (ferry.title, ferry.outlet) == ("Ferry keeps the island alive", "The Sandholm Post")
    assert (ferry.byline, ferry.language) == ("By ADA LIND", "ENGLISH")
    assert ferry.published == "March 4, 2031 Tuesday 9:20 AM GMT"
    # A speaker in capitals is no label; dates of loading, subjects and rights are no text.
    assert ferry.content.split("\n\n") == [
        "The ferry helps the island, the council said.",
        "MINISTER: It is the best thing.",
    ]
    assert (noise.title, noise.outlet) == ("Bewohner klagen über die Fähre", "Inselbote")
    assert (noise.byline, noise.published) == ("Mette Holm", "5. Mai 2031")
    assert noise.content.startswith("Lärm und Müll am Hafen.\n\nDie Fähre")
    assert ferry.note is None and noise.note is None


def test_a_document_that_is_missing_is_listed(made):
    rows, left = made.read("a.html", made.nexis(made.FERRY, announced=2))
    assert len(rows) == 1
    assert left == [(0, "the export announces 2 documents, 1 were found")]


def test_a_document_that_the_database_could_not_print_is_listed(made):
    rows, left = made.read("a.html", made.nexis(made.FERRY, [("line", "We are sorry, no text.")]))
    assert [row.record for row in rows] == [1]
    assert left == [(2, "no article; the export says “We are sorry, no text.”")]


def test_an_export_that_breaks_off_is_noted(made):
    page = made.nexis(made.FERRY, made.NOISE)
    rows, _ = made.read("a.html", page[: page.index("sagen Bewohner")])
    assert [row.note for row in rows] == [None, "the export breaks off here"]
    assert rows[1].content.endswith("Die Fähre schadet der Insel,")


def test_hundreds_of_elements_that_are_never_closed(made):
    rows, left = made.read("a.html", made.nexis(*[made.FERRY] * 400))
    assert (len(rows), left) == (400, [])
    assert len({row.content for row in rows}) == 1


def test_a_document_without_title_or_day_says_so(made):
    bare = [pair for pair in made.FERRY if pair[0] != "title" and "March 4" not in pair[1]]
    (row,), _ = made.read("a.html", made.nexis(bare))
    assert (row.title, row.published) == (None, "2031")
    assert row.note == (
        "the export gives no title; no day is printed, only the year of the copyright"
    )


def test_a_document_without_labels_keeps_its_text(made):
    bare = [pair for pair in made.FERRY if pair[0] in ("line", "title", "text")]
    (row,), _ = made.read("a.html", made.nexis(bare))
    assert row.title == "Ferry keeps the island alive"
    assert "best thing" in row.content


def test_a_table_is_kept_row_by_row(made):
    table = ("text", "</SPAN></P><TABLE><TR><TD>Boat</TD><TD>Year</TD></TR></TABLE><P><SPAN>")
    (row,), _ = made.read("a.html", made.nexis([*made.FERRY[:8], table, *made.FERRY[9:]]))
    assert row.content == "Boat | Year"


def test_text_that_lies_deep_is_not_lost(made):
    deep = ("text", "</SPAN></P>" + "<DIV>" * 1_000 + "Deep down." + "</DIV>" * 1_000 + "<P><SPAN>")
    (row,), left = made.read("a.html", made.nexis([*made.FERRY[:8], deep, *made.FERRY[9:]]))
    assert ("Deep down." in row.content, left) == (True, [])
