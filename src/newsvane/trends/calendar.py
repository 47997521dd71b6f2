"""Calendar periods: which length suits the data, their complete list, the weight of interval dates.

Dates are computed as whole days and months in NumPy. Weeks start on Monday; a period's first and
last day both belong to it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from newsvane.errors import StudyError, TableError

PERIODS = ("day", "week", "month", "quarter", "year")

# With four one-sided articles the 95 % interval of net leaves out 0, with three it does not
# (newsvane.trends.intervals): below four articles a period can say nothing by itself.
LEAST_ARTICLES = 4
# More points than this are not read one by one in a chart.
MOST_PERIODS = 60
# Ten years of days. More rows per group are a mistaken date, not a question.
PERIOD_LIMIT = 3660

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = {"day": 1, "week": 7}
_FIRST_MONDAY = np.datetime64("1970-01-05", "D")
_ONE_DAY = np.timedelta64(1, "D")


def choose(published_from: pd.Series, published_to: pd.Series) -> str:
    """Pick the period that the dates can carry.

    The finest period of which there are at most `MOST_PERIODS`, whose median non-empty instance
    holds the weight of at least `LEAST_ARTICLES` articles, and which is no shorter than the median
    article's interval: articles known to the month say nothing about days. Where no period meets
    all three, the year.

    Parameters
    ----------
    published_from, published_to : Series of UTC dates
        First and last day on which each article may have appeared, both inclusive. Articles without
        a date are ignored.

    Returns
    -------
    str
        One of `PERIODS`.

    Raises
    ------
    TableError
        If an interval ends before it begins.

    Examples
    --------
    >>> daily = pd.Series(pd.date_range("2024-01-01", periods=28).repeat(5))
    >>> choose(daily, daily)
    'day'
    >>> choose(daily[::5], daily[::5])
    'week'
    """
    _, first_days, last_days = _dated(published_from, published_to)
    if not len(first_days):
        return PERIODS[-1]
    width_days = float(np.median((last_days - first_days).astype(int) + 1))
    for period in PERIODS[:-1]:
        starts = _starts(first_days.min(), last_days.max(), period=period)
        if len(starts) - 1 > MOST_PERIODS or width_days > _length_days(starts):
            continue
        _, place, weight = _overlaps(first_days, last_days, starts=starts)
        articles = np.bincount(place, weights=weight)
        # The margin keeps sums such as 4 × 7 × (1/7) from falling short by rounding.
        if np.median(articles[articles > 0]) > LEAST_ARTICLES - 1e-6:
            return period
    return PERIODS[-1]


def periods(first: pd.Timestamp, last: pd.Timestamp, *, period: str) -> pd.DataFrame:
    """List every calendar period from the one that holds `first` to the one that holds `last`.

    Parameters
    ----------
    first, last : Timestamp
        UTC days.
    period : str
        One of `PERIODS`.

    Returns
    -------
    DataFrame
        `period_start` and `period_end` (first and last day of the period), in order, without gaps.

    Raises
    ------
    StudyError
        If `period` is unknown, `last` is before `first`, or there would be more than
        `PERIOD_LIMIT` periods.

    Examples
    --------
    >>> periods(pd.Timestamp("2024-12-31"), pd.Timestamp("2025-01-06"), period="week")
      period_start period_end
    0   2024-12-30 2025-01-05
    1   2025-01-06 2025-01-12
    """
    if period not in PERIODS:
        raise StudyError(
            "period", f"{period!r} is unknown", advice=f"use one of {', '.join(PERIODS)}"
        )
    first_day, last_day = (np.datetime64(day, "D") for day in (first, last))
    if last_day < first_day:
        raise StudyError("period", f"the last day, {last_day}, is before the first, {first_day}")
    starts = _starts(first_day, last_day, period=period)
    if len(starts) - 1 > PERIOD_LIMIT:
        raise StudyError(
            "period",
            f"{first_day} to {last_day} makes {len(starts) - 1} periods of one {period}, "
            f"more than {PERIOD_LIMIT}",
            advice="choose a longer period, or check the first and the last date",
        )
    return pd.DataFrame(
        {
            "period_start": starts[:-1].astype("datetime64[s]"),
            "period_end": (starts[1:] - _ONE_DAY).astype("datetime64[s]"),
        }
    )


def spread(
    published_from: pd.Series, published_to: pd.Series, *, periods: pd.DataFrame
) -> pd.DataFrame:
    """Spread each dated article over the periods that its interval touches.

    An article weighs in each period as many parts of 1 as the period holds of its days.

    Parameters
    ----------
    published_from, published_to : Series of UTC dates
        First and last day of each article, both inclusive. An article without one of them has no
        date and is in no period.
    periods : DataFrame
        What `periods` returns. An article's days outside of them are left out.

    Returns
    -------
    DataFrame
        `row` (position in the two series), `period` (position in `periods`) and `weight` (over 0,
        at most 1); one row per article and touched period, by row and period. The weights of an
        article whose days all lie within `periods` sum to 1.

    Raises
    ------
    TableError
        If an interval ends before it begins.

    Examples
    --------
    >>> weeks = periods(pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-14"), period="week")
    >>> first, last = pd.Series(["2024-01-07"]), pd.Series(["2024-01-10"])
    >>> spread(first.astype("datetime64[s]"), last.astype("datetime64[s]"), periods=weeks)
       row  period  weight
    0    0       0    0.25
    1    0       1    0.75
    """
    rows, first_days, last_days = _dated(published_from, published_to)
    starts = np.empty(0, dtype="datetime64[D]")
    if len(periods):
        ends = periods["period_end"].to_numpy().astype("datetime64[D]")
        starts = np.append(
            periods["period_start"].to_numpy().astype("datetime64[D]"), ends[-1] + _ONE_DAY
        )
    article, place, weight = _overlaps(first_days, last_days, starts=starts)
    return pd.DataFrame({"row": rows[article], "period": place, "weight": weight})


def _dated(
    published_from: pd.Series, published_to: pd.Series
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return position, first and last day of the articles that have a date."""
    first_days = published_from.to_numpy().astype("datetime64[D]")
    last_days = published_to.to_numpy().astype("datetime64[D]")
    rows = np.flatnonzero(~(np.isnat(first_days) | np.isnat(last_days)))
    first_days, last_days = first_days[rows], last_days[rows]
    if (wrong := np.flatnonzero(last_days < first_days)).size:
        found = f"{last_days[wrong[0]]} after {first_days[wrong[0]]}"
        wanted = "a day that is not before published_from"
        raise TableError("articles", "published_to", wanted=wanted, found=found)
    return rows, first_days, last_days


def _starts(first_day: np.datetime64, last_day: np.datetime64, *, period: str) -> np.ndarray:
    """Return the first day of every period, and as the last item that of the one behind them."""
    if period in _DAYS:
        step = _DAYS[period]
        since = (np.array([first_day, last_day]) - _FIRST_MONDAY).astype(int) // step
        return _FIRST_MONDAY + np.arange(since[0], since[1] + 2) * np.timedelta64(step, "D")
    step = _MONTHS[period]
    months = np.array([first_day, last_day]).astype("datetime64[M]").astype(int) // step
    numbers = np.arange(months[0], months[1] + 2) * step
    return numbers.astype("datetime64[M]").astype("datetime64[D]")


def _length_days(starts: np.ndarray) -> float:
    return float(np.diff(starts).astype(int).max())


def _overlaps(
    first_days: np.ndarray, last_days: np.ndarray, *, starts: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return article, period and weight of every overlap of an interval with a period."""
    n_periods = max(len(starts) - 1, 0)
    from_place = np.clip(np.searchsorted(starts, first_days, side="right") - 1, 0, None)
    to_place = np.clip(np.searchsorted(starts, last_days, side="right") - 1, -1, n_periods - 1)
    n_touched = np.clip(to_place - from_place + 1, 0, None)
    article = np.repeat(np.arange(len(first_days)), n_touched)
    offset = np.arange(len(article)) - np.repeat(np.cumsum(n_touched) - n_touched, n_touched)
    place = from_place[article] + offset
    begin = np.maximum(starts[place], first_days[article])
    end = np.minimum(starts[place + 1], last_days[article] + _ONE_DAY)
    length = (last_days - first_days).astype(int) + 1
    return article, place, (end - begin).astype(int) / length[article]
