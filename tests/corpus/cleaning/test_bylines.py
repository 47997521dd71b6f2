"""Who wrote an article, where its first lines say so."""

import pytest

from newsvane.corpus.cleaning.bylines import find_byline

PROSE = "The ferry to Ostmark will stop in May, its owners said on Monday after a long meeting."


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        (["By Ada Byron"], "Ada Byron"),
        (["Von Ada Byron"], "Ada Byron"),
        (["Par Hélène Marchand"], "Hélène Marchand"),
        (["Written by Ada Byron and Charles Bell"], "Ada Byron and Charles Bell"),
        (["Ada Byron, Political Editor"], "Ada Byron"),
        (["Ada Byron | Ostmark Bote"], "Ada Byron"),
        (["Ada Byron", "Transport correspondent"], "Ada Byron"),
        (["Ada Byron", "@adabyron"], "Ada Byron"),
        (["By ADA BYRON", "Associated Press"], "ADA BYRON"),
    ],
)
def test_lines_that_name_the_author_go(lines, byline):
    places, found = find_byline(["Ferry to stop", *lines, PROSE])
    assert found == byline
    assert places == set(range(1, 1 + len(lines)))


@pytest.mark.parametrize(
    "line",
    [
        "By the harbour at noon",
        "By Tuesday the water had reached the chapel.",
        "Von Brandt, the oldest of the yards, is sold.",
        "Ada Byron",
        "Ada Byron, 41, a baker from Ostmark",
        "Di notte",
    ],
)
def test_other_lines_stay(line):
    assert find_byline(["Ferry to stop", line, PROSE]) == (set(), None)


def test_a_name_alone_on_top_is_the_headline():
    assert find_byline(["Ada Byron", "Transport correspondent of the century", PROSE])[1] is None
