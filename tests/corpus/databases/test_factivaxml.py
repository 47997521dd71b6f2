def test_two_articles(made):
    (ferry, noise), left = made.read("a.xml", made.FACTIVA_XML.format(count=2))
    assert left == []
    assert (ferry.title, ferry.outlet) == ("Ferry keeps the island alive", "The Sandholm Post")
    assert (ferry.byline, ferry.language) == ("Ada Lind", "EN")
    assert ferry.published == "2031-03-04T01:35:58Z"
    assert ferry.content == "The ferry helps.\n\nThe council said so."
    assert noise.content == "It brings noise, residents say on the quay.\n\nThey want it gone."
    assert (noise.published, noise.format) == ("2031-05-05", "factiva")


def test_articles_that_are_announced_and_missing(made):
    assert made.read("a.xml", made.FACTIVA_XML.format(count=5))[1] == [
        (0, "the export announces 5 documents, 2 were found")
    ]


def test_xml_that_breaks_off(made):
    text = made.FACTIVA_XML.format(count=2)
    rows, left = made.read("a.xml", text[: text.index("They want")])
    assert [row.record for row in rows] == [1]
    assert len(left) == 1 and left[0][1].startswith("not readable as XML after article 1")


def test_entities_are_not_resolved(made):
    text = made.FACTIVA_XML.format(count=2).replace(
        "<PPSResponse>", '<!DOCTYPE a [<!ENTITY y "lollol">]><PPSResponse>', 1
    )
    rows, _ = made.read("a.xml", text.replace("It brings", "&y; It brings"))
    assert all("lollol" not in row.content for row in rows)
