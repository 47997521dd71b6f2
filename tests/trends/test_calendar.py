"""Calendar periods and the weight of interval dates."""

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane.errors import StudyError, TableError
from newsvane.trends import calendar

DAYS = st.dates(pd.Timestamp("1990-01-01").date(), pd.Timestamp("2030-12-31").date())


def dates(*texts):
    return pd.Series(texts, dtype="datetime64[s]")


def listed(first, last, period):
    frame = calendar.periods(pd.Timestamp(first), pd.Timestamp(last), period=period)
    return [(str(a)[:10], str(b)[:10]) for a, b in frame.itertuples(index=False)]


def test_weeks_start_on_monday_and_run_over_the_year_boundary():
    # 1 January 2025 is a Wednesday.
    assert listed("2025-01-01", "2025-01-06", "week") == [
        ("2024-12-30", "2025-01-05"),
        ("2025-01-06", "2025-01-12"),
    ]


def test_a_monday_opens_its_week_and_a_sunday_closes_it():
    assert listed("2024-01-01", "2024-01-07", "week") == [("2024-01-01", "2024-01-07")]


@pytest.mark.parametrize(("year", "last_day"), [(2023, 28), (2024, 29), (1900, 28), (2000, 29)])
def test_february_of_leap_years(year, last_day):
    assert listed(f"{year}-02-10", f"{year}-02-10", "month") == [
        (f"{year}-02-01", f"{year}-02-{last_day}")
    ]


def test_quarters_and_years_are_calendar_ones():
    assert listed("2023-11-30", "2024-01-01", "quarter") == [
        ("2023-10-01", "2023-12-31"),
        ("2024-01-01", "2024-03-31"),
    ]
    assert listed("1969-12-31", "1970-01-01", "year") == [
        ("1969-01-01", "1969-12-31"),
        ("1970-01-01", "1970-12-31"),
    ]


@given(first=DAYS, last=DAYS, period=st.sampled_from(["week", "month", "quarter", "year"]))
def test_periods_are_complete_and_hold_both_ends(first, last, period):
    first, last = sorted((pd.Timestamp(first), pd.Timestamp(last)))
    frame = calendar.periods(first, last, period=period)
    assert frame["period_start"].iloc[0] <= first <= frame["period_end"].iloc[0]
    assert frame["period_start"].iloc[-1] <= last <= frame["period_end"].iloc[-1]
    gaps = frame["period_start"].iloc[1:].to_numpy() - frame["period_end"].iloc[:-1].to_numpy()
    assert (gaps == np.timedelta64(1, "D")).all()
    if period == "week":
        assert (frame["period_start"].dt.day_of_week == 0).all()


def test_unknown_period_and_turned_ends_are_errors():
    day = pd.Timestamp("2024-01-01")
    with pytest.raises(StudyError, match="'fortnight' is unknown"):
        calendar.periods(day, day, period="fortnight")
    with pytest.raises(StudyError, match="before the first"):
        calendar.periods(day, day - pd.Timedelta(days=1), period="day")


def test_a_mistaken_date_does_not_make_a_million_rows():
    with pytest.raises(StudyError, match="choose a longer period"):
        calendar.periods(pd.Timestamp("1001-01-01"), pd.Timestamp("2024-01-01"), period="day")


def test_an_interval_spreads_by_its_days():
    # 30 January to 2 February 2024: two days in each month; the second article has one day.
    months = calendar.periods(
        pd.Timestamp("2024-01-01"), pd.Timestamp("2024-03-01"), period="month"
    )
    weights = calendar.spread(
        dates("2024-01-30", "2024-03-31"), dates("2024-02-02", "2024-03-31"), periods=months
    )
    assert weights.to_numpy().tolist() == [[0, 0, 0.5], [0, 1, 0.5], [1, 2, 1.0]]


def test_articles_without_a_date_are_in_no_period():
    months = calendar.periods(
        pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-01"), period="month"
    )
    known = dates("2024-01-05", None, "2024-01-05")
    weights = calendar.spread(known, dates("2024-01-05", None, None), periods=months)
    assert weights["row"].tolist() == [0]


def test_days_outside_of_the_periods_are_left_out():
    january = calendar.periods(
        pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-01"), period="month"
    )
    first = dates("2023-12-31", "2024-02-01", "2023-01-01")
    last = dates("2024-01-01", "2024-02-02", "2023-01-02")
    weights = calendar.spread(first, last, periods=january)
    assert weights.to_numpy().tolist() == [[0, 0, 0.5]]


def test_an_interval_that_ends_before_it_begins_is_an_error():
    with pytest.raises(TableError, match=r"articles\.published_to"):
        calendar.choose(dates("2024-01-02"), dates("2024-01-01"))


@given(
    intervals=st.lists(st.tuples(DAYS, st.integers(0, 800)), min_size=1, max_size=20),
    period=st.sampled_from(["week", "month", "quarter", "year"]),
)
def test_the_weights_of_an_article_sum_to_1(intervals, period):
    first = dates(*(pd.Timestamp(day) for day, _ in intervals))
    last = first + pd.to_timedelta([width for _, width in intervals], unit="D").as_unit("s")
    before = first.copy(), last.copy()
    frame = calendar.periods(first.min(), last.max(), period=period)
    weights = calendar.spread(first, last, periods=frame)
    assert np.allclose(weights.groupby("row")["weight"].sum(), 1.0)
    assert weights["row"].nunique() == len(intervals)
    assert (weights["weight"] > 0).all()
    pd.testing.assert_series_equal(first, before[0])
    pd.testing.assert_series_equal(last, before[1])


def test_spreading_100_000_articles_over_60_periods_is_fast():
    frame = calendar.periods(pd.Timestamp("2020-01-01"), pd.Timestamp("2024-12-31"), period="month")
    first = pd.Series(pd.date_range("2020-01-01", periods=100_000, freq="20min").normalize())
    start = time.perf_counter()
    weights = calendar.spread(first, first + pd.Timedelta(days=365), periods=frame)
    assert len(weights) > 1_000_000
    assert time.perf_counter() - start < 5


def every(step, n):
    """Return n one-day dates, `step` days apart, from a Monday."""
    return pd.Series(pd.date_range("2024-01-01", periods=n, freq=f"{step}D"))


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (every(1, 40).repeat(4), "day"),  # four a day, 40 days
        (every(1, 40), "week"),  # seven a week
        (every(1, 90).repeat(4), "week"),  # four a day as well, but 90 days are too many points
        (every(7, 78), "month"),  # four or five a month
        (every(21, 30), "quarter"),  # four a quarter
        (every(200, 5), "year"),  # five articles over three years: nothing finer carries them
    ],
)
def test_the_data_choose_the_finest_period_that_they_carry(first, expected):
    assert calendar.choose(first, first) == expected


def test_empty_periods_do_not_make_the_choice_coarser():
    # Two bursts, six weeks apart: the median is over periods that have articles.
    first = pd.concat([every(1, 5).repeat(6), every(1, 5).repeat(6) + pd.Timedelta(days=42)])
    assert calendar.choose(first, first) == "day"


def test_articles_known_to_the_month_are_not_shown_by_day():
    # Spread over its month, a crowd of them would reach any density per day.
    first = dates("2024-01-01").repeat(600)
    assert calendar.choose(first, first + pd.Timedelta(days=30)) == "month"


def test_nothing_dated_is_shown_by_year():
    assert calendar.choose(dates(None), dates(None)) == "year"
    assert calendar.choose(dates(), dates()) == "year"
