def test_both_layouts(made):
    (printed, coded), left = made.read("a.html", made.factiva(made.PRINTED, made.CODED))
    assert left == []
    assert (printed.title, printed.outlet) == ("Ferry keeps the island alive", "The Sandholm Post")
    assert (printed.byline, printed.language) == ("Ada Lind", "en")
    assert printed.published == "4 März 2031 09:20"
    # The publisher and the number of the document are no text; captions may be.
    assert printed.content == (
        "The ferry helps the island.\n\nThe council said so.\n\nPhoto: the ferry at noon."
    )
    assert (coded.title, coded.outlet, coded.byline) == (
        "Le bac fait du bruit", "Le Phare", "Ole Rask",
    )  # fmt: skip
    assert (coded.published, coded.language) == ("5 mai 2031 15:32", "fr")
    assert coded.content == "Le bac fait du bruit.\n\nIl dérange.\n\nChaque jour."
    assert (coded.format, coded.place) == ("factiva", "document 2")


def test_an_outlet_that_is_named_as_its_code(made):
    own = made.PRINTED.replace("The Sandholm Post", "SANDP").replace("<div>09:20</div>", "")
    (row,), _ = made.read("a.html", made.factiva(own))
    assert (row.outlet, row.published) == ("SANDP", "4 März 2031")


def test_an_article_whose_number_is_missing(made):
    bare = made.PRINTED.replace("<p>Dokument SANDP0000020310304ee5v000qa</p>", "")
    bare = bare.replace("<div>09:20</div>", "")
    (row,), _ = made.read("a.html", made.factiva(bare))
    assert (row.outlet, row.published) == ("The Sandholm Post", "4 März 2031")
    assert row.content.endswith("Sandholm Media Ltd")  # rather too much than lost


def test_dates_and_languages_of_other_interfaces(made):
    other = made.PRINTED.replace("4 März 2031", "2031 年 3 月 4 日").replace("Dokument", "文件")
    other = other.replace("en <p>", "zhcn <p>", 1).replace("12 Wörter", "12 字")
    (row,), _ = made.read("a.html", made.factiva(other))
    assert (row.published, row.language) == ("2031 年 3 月 4 日 09:20", "zh")
    assert row.outlet == "The Sandholm Post"


def test_an_empty_article_is_listed(made):
    rows, left = made.read("a.html", made.factiva(made.CODED, "en "))
    assert len(rows) == 1
    assert left == [(2, "no text")]
