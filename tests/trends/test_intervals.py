"""Intervals: the Jeffreys case, copies, few stories, fractions of a date."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsvane.trends import intervals

# 2.5 % and 97.5 % points of Beta(k + 1/2, n − k + 1/2), moved to −1…1, from the inverse of the
# incomplete beta function; where k is 0 or n the outer end is the point estimate.
JEFFREYS = {
    (1, 1): (-0.707, 1.0),
    (4, 4): (0.110, 1.0),
    (0, 5): (-1.0, -0.241),
    (5, 10): (-0.553, 0.553),
    (15, 20): (0.068, 0.794),
}


def bounds(value, *, weight=None, presence=None, draws=20_000):
    n = len(value)
    units = pd.DataFrame(
        {
            "cell": 0,
            "value": np.asarray(value, dtype=float),
            "weight": np.ones(n) if weight is None else np.asarray(weight, dtype=float),
            "presence": np.ones(n) if presence is None else np.asarray(presence, dtype=float),
        }
    )
    return intervals.bound(units, draws=draws, level=0.95, seed=3).loc[0]


def width(**facts):
    found = bounds(**facts)
    return found["high"] - found["low"]


@pytest.mark.parametrize(("k", "n"), JEFFREYS)
def test_one_article_per_story_gives_the_jeffreys_interval(k, n):
    found = bounds([1] * k + [-1] * (n - k), draws=200_000)
    assert (found["low"], found["high"]) == pytest.approx(JEFFREYS[k, n], abs=0.015)


def test_copies_do_not_narrow_the_interval():
    assert width(value=[1], weight=[50]) == width(value=[1])
    assert width(value=[1, -1], weight=[50, 1]) > width(value=[1] * 50 + [-1])
    assert width(value=[1, -1], weight=[50, 50]) == width(value=[1, -1])


def test_one_huge_story_among_small_ones_stays_one_story():
    # All agree, but nearly all articles are copies of one: hardly more certain than one story.
    huge = bounds([1] * 21, weight=[1000] + [1] * 20)
    assert huge["low"] < -0.5
    assert bounds([1] * 21)["low"] > 0.7


def test_a_tenth_of_a_date_tells_a_tenth():
    # Ten stories with a tenth of their days in the period are worth one, not ten.
    tenths = width(value=[1] * 10, weight=[0.1] * 10, presence=[0.1] * 10)
    assert tenths == pytest.approx(width(value=[1]), abs=0.05)


def test_the_prior_does_not_drown_fractions_nor_fractions_the_prior():
    # Hardly anything of the story lies in the period: hardly anything is known.
    little = bounds([1], weight=[0.01], presence=[0.01])
    assert little["net"] == 1.0
    assert little["low"] < -0.95
    # Forty halves are twenty stories.
    halves = bounds([1] * 30 + [-1] * 10, weight=[0.5] * 40, presence=[0.5] * 40)
    assert (halves["low"], halves["high"]) == pytest.approx(JEFFREYS[15, 20], abs=0.02)


def test_stories_without_a_side_narrow_the_interval_around_0():
    found = bounds([0] * 20)
    assert found["low"] < 0 < found["high"]
    assert found["high"] < 0.25


UNITS = st.lists(
    st.tuples(
        st.integers(0, 3), st.sampled_from([-1, -0.5, 0, 1]), st.integers(1, 50), st.floats(0.01, 1)
    ),
    min_size=1,
    max_size=30,
)


def table(rows):
    units = pd.DataFrame(rows, columns=["cell", "value", "size", "presence"])
    return units.assign(weight=units["size"] * units["presence"]).drop(columns="size")


@settings(max_examples=40)
@given(rows=UNITS, order=st.randoms(use_true_random=False))
def test_row_order_and_other_cells_do_not_matter(rows, order):
    units = table(rows)
    shuffled = list(rows)
    order.shuffle(shuffled)
    found = intervals.bound(units, draws=100, level=0.9, seed=1)
    assert (found["low"] <= found["net"]).all()
    assert (found["net"] <= found["high"]).all()
    assert found.abs().max().max() <= 1
    again = intervals.bound(table(shuffled), draws=100, level=0.9, seed=1)
    pd.testing.assert_frame_equal(found, again)
    first = int(units["cell"].iloc[0])
    alone = intervals.bound(units[units["cell"] == first], draws=100, level=0.9, seed=1)
    pd.testing.assert_frame_equal(found.loc[[first]], alone)


def test_the_seed_and_the_units_decide_the_draws():
    units = table([(0, 1, 1, 1.0), (0, -1, 1, 1.0), (7, -1, 1, 1.0), (7, 1, 1, 1.0)])
    one = intervals.bound(units, draws=200, level=0.95, seed=1)
    two = intervals.bound(units, draws=200, level=0.95, seed=2)
    # Equal cells have equal intervals.
    assert one.loc[0].tolist() == one.loc[7].tolist()
    assert one.loc[0, "low"] != two.loc[0, "low"]


def test_no_units_give_no_cells():
    none = pd.DataFrame({"cell": [], "value": [], "weight": [], "presence": []}).astype(
        {"cell": int}
    )
    found = intervals.bound(none, draws=100, level=0.95, seed=1)
    assert found.empty
    assert list(found.columns) == ["net", "low", "high"]


def test_many_atoms_are_drawn_in_blocks():
    # More stories of unlike sizes than one block holds.
    n = 3000
    found = bounds([1] * n, weight=np.linspace(1, 2, n), draws=1000)
    assert found["low"] > 0.99
