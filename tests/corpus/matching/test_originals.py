"""Originals: dates first, then who quotes or names whom, then length, then the id."""

import numpy as np
import pandas as pd
import pytest

from newsvane.corpus.matching import originals, words
from newsvane.corpus.matching.originals import choose, orient
from newsvane.corpus.matching.pieces import Piece


def facts(*rows):
    """Rows are (first day, last day, source of the date, words)."""
    return originals.gather(
        pd.DataFrame(
            {
                "article_id": [f"a{i}" for i in range(len(rows))],
                "length_words": [row[3] for row in rows],
                "published_from": pd.to_datetime([row[0] for row in rows]),
                "published_to": pd.to_datetime([row[1] for row in rows]),
                "date_source": [row[2] for row in rows],
            }
        )
    )


DAY_1, DAY_2 = "2031-03-01", "2031-03-02"


@pytest.mark.parametrize(
    ("rows", "original"),
    [
        # The earlier day wins, whatever the length.
        ([(DAY_2, DAY_2, "url", 900), (DAY_1, DAY_1, "url", 90)], 1),
        # Intervals that overlap leave it to length.
        ([(DAY_1, "2031-03-31", "text", 90), (DAY_2, "2031-04-09", "text", 900)], 1),
        # So do equal days, and no day at all.
        ([(DAY_1, DAY_1, "url", 90), (DAY_1, DAY_1, "url", 900)], 1),
        ([(None, None, "none", 900), (DAY_1, DAY_1, "url", 90)], 0),
        # Equal in all: the smaller id.
        ([(DAY_1, DAY_1, "url", 90), (DAY_1, DAY_1, "url", 90)], 0),
        # Whoever comes after the earliest is out, though it overlaps with the longest.
        (
            [
                (DAY_2, "2031-03-09", "text", 500),
                (DAY_1, DAY_1, "url", 90),
                (DAY_1, "2031-03-05", "text", 400),
            ],
            2,
        ),
    ],
)
def test_choose(rows, original):
    assert choose(np.arange(len(rows)), facts=facts(*rows)) == original


PLAIN = Piece("the dam broke at night and the valley was under water by dawn", ())
QUOTING = Piece("she wrote: “the dam broke at night and the valley was under water by dawn”", ())
NAMING = Piece("the dam broke at night and the valley was under water, says the harbour post", ())
OF_POST = Piece(PLAIN.text, ("harbour post",))


def shared(*both):
    return tuple(np.ones(len(piece.words), dtype=bool) for piece in both)


@pytest.mark.parametrize("source", ["text", "url"])
@pytest.mark.parametrize(("copier", "original"), [(QUOTING, PLAIN), (NAMING, OF_POST)])
def test_who_quotes_or_names_is_the_copy_unless_sure_dates_say_else(source, copier, original):
    # The copier seems earlier and is longer.
    known = facts((DAY_1, DAY_1, source, 900), (DAY_2, DAY_2, source, 90))
    both = (copier, original)
    found = orient((0, 1), pieces=both, is_shared=shared(*both), facts=known)
    assert found == ((0, 1, True) if source == "text" else (1, 0, False))
    turned = orient((1, 0), pieces=both[::-1], is_shared=shared(*both[::-1]), facts=known)
    assert turned == found


def test_naming_ones_own_outlet_says_nothing():
    own = Piece(NAMING.text, ("harbour post",))
    known = facts((DAY_1, DAY_1, "url", 90), (DAY_1, DAY_1, "url", 900))
    both = (own, OF_POST)
    assert orient((0, 1), pieces=both, is_shared=shared(*both), facts=known) == (0, 1, False)


def test_a_mark_that_stays_open_ends_with_its_paragraph():
    text = "“One two.\n\n“Three.” Four.\n\n“Five.\n\nSix."
    starts = words.split([text]).starts
    flags = originals.quoted(text, starts=starts)
    assert flags.tolist() == [True, True, True, False, True, False]
