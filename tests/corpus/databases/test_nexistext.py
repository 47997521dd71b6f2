import pytest

from newsvane.corpus.databases.nexistext import position

TEXT = """
Download Request: Selected Items: 1-{last}
Time Of Request: Tuesday, March 11, 2031  10:00:00

                               1 of 2 DOCUMENTS



                              The Sandholm Post

                            March 4, 2031 Tuesday
                                 Late Edition

Ferry keeps the island
alive

BYLINE: Ada Lind

SECTION: NEWS; Pg. 3

LENGTH: 16 words

The ferry helps the island,
the council said.

MINISTER: It is the best
thing.

LOAD-DATE: March 9, 2031

LANGUAGE: ENGLISH


                       Copyright 2031 The Sandholm Post
                              All Rights Reserved

                               2 of 2 DOCUMENTS


                                  Inselbote

                             5. Mai 2031 Montag

Bewohner klagen

LÄNGE: 5 Wörter

Die Fähre schadet der Insel.
"""


def test_two_documents(made):
    (ferry, noise), left = made.read("a.TXT", TEXT.format(last=2))
    assert left == []
    assert (ferry.title, ferry.outlet) == ("Ferry keeps the island alive", "The Sandholm Post")
    assert (ferry.published, ferry.byline) == ("March 4, 2031", "Ada Lind")
    assert ferry.content == (
        "The ferry helps the island, the council said.\n\nMINISTER: It is the best thing."
    )
    assert (noise.title, noise.outlet, noise.published) == (
        "Bewohner klagen", "Inselbote", "5. Mai 2031",
    )  # fmt: skip
    assert (noise.format, noise.place) == ("nexis", "document 2")


def test_documents_that_are_missing_are_listed(made):
    assert made.read("a.txt", TEXT.format(last=3))[1] == [
        (0, "the export announces 3 documents, 2 were found")
    ]
    gap = TEXT.replace("Download Request", "").replace("2 of 2 DOC", "4 of 4 DOC")
    assert made.read("a.txt", gap)[1] == [(0, "the export announces 4 documents, 2 were found")]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("   8 of 10 DOCUMENTS", (8, 10)),
        ("Dokument 3 von 50", (3, 50)),
        ("12 sur 74 DOCUMENTS", (12, 74)),
        ("8 of 10", None),
        ("8 of 10 documents", None),
        ("In 1 of 10 documents", None),
        ("8 of 10 DOCUMENTS" + " " * 100_000, None),
    ],
)
def test_the_line_that_opens_a_document(line, place):
    assert position(line) == place
