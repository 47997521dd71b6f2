"""Written dates: what each string can mean, and what is no date."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane.corpus.dating.datestrings import fault, parse, precision, readings

THE_DAY = date(2025, 1, 14)


@pytest.mark.parametrize(
    "text",
    [
        "2025-01-14",
        "2025-01-14 12:00:00",
        "2025-01-14T12:00:00.000Z",
        "2025/01/14",
        "20250114",
        "14.01.2025",
        "14/01/2025",  # no month has the number 14
        "01/14/2025",
        "14 Jan 2025",
        "14-Jan-2025",
        "14th of January 2025",
        "January 14, 2025",
        "Jan. 14, 2025",
        "Tuesday, January 14, 2025",
        "January 14, 2025 Tuesday",  # as news databases print it
        "Published: 12:13, 14 January 2025",
        "14. Januar 2025, 12:30 Uhr",
        "le 14 janvier 2025",
        "14 de enero de 2025",
        "martedì 14 gennaio 2025",
        "2025年1月14日",
        "14 gennaio 2025",
        "14 de janeiro de 2025",
        "dinsdag 14 januari 2025",
        "14 stycznia 2025",
        "den 14 januari 2025",
        "14 января 2025 г.",
        "Вторник, 14 января 2025",
        "2025年1月14日 10:30",
        "发布时间：2025年1月14日",
        "2025년 1월 14일",
        "2025. 1. 14.",
        "14. Januar 2025, Dienstag",
        "Dienstag, den 14. Januar 2025",
        "le 14 janvier 2025 à 13:23",
        "Tuesday 14 January 2025 7.30pm GMT",
        "January 14, 2025, CITY EDITION",
        "LOAD-DATE: January 14, 2025",
        "Tue Jan 14 10:00:00 UTC 2025",
        "20250114101500",
        "14-JAN-2025",
        "1736812800",
        "1736812800000",
    ],
)
def test_the_same_day_in_many_forms(text: str) -> None:
    found = parse(text, short_years=True)
    assert found is not None
    assert (found.first, found.last) == (THE_DAY, THE_DAY)
    assert found.evidence in text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-01-14T23:30:00-05:00", date(2025, 1, 15)),  # late evening in New York
        ("2025-01-14T01:00:00+0200", date(2025, 1, 13)),
        ("January 14, 2025 Tuesday 11:21 PM EST", date(2025, 1, 15)),  # as news databases print it
        ("Tue, 14 Jan 2025 23:30:00 -0500", date(2025, 1, 15)),  # RFC 2822
        ("January 14, 2025 at 11:30 PM EST", date(2025, 1, 15)),
        ("January 14, 2025 at 11:30 PM", date(2025, 1, 14)),  # without a zone: as it stands
    ],
)
def test_a_time_with_a_zone_becomes_the_utc_day(text: str, day: date) -> None:
    found = parse(text)
    assert found is not None
    assert (found.first, found.last) == (day, day)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("01/02/2024", date(2024, 1, 2), date(2024, 2, 1)),  # both readings are possible
        ("5-6-2024", date(2024, 5, 6), date(2024, 6, 5)),
        ("January 2025", date(2025, 1, 1), date(2025, 1, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-01-00", date(2025, 1, 1), date(2025, 1, 31)),
        ("3–5 May 2021", date(2021, 5, 3), date(2021, 5, 5)),
        ("May 3-5, 2021", date(2021, 5, 3), date(2021, 5, 5)),
        ("30 April – 2 May 2021", date(2021, 4, 30), date(2021, 5, 2)),
        ("May 3 - June 5, 2021", date(2021, 5, 3), date(2021, 6, 5)),
        ("May–June 2021", date(2021, 5, 1), date(2021, 6, 30)),
        ("2021-05-03/2021-05-05", date(2021, 5, 3), date(2021, 5, 5)),
        ("3 May 2021 to 5 May 2021", date(2021, 5, 3), date(2021, 5, 5)),
        ("3 May 2021 - 12:30", date(2021, 5, 3), date(2021, 5, 3)),
        ("3 May 2021 - 5 May 2020", date(2021, 5, 3), date(2021, 5, 3)),
    ],
)
def test_what_is_not_said_stays_open(text: str, first: date, last: date) -> None:
    found = parse(text)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "14 January",  # no year: today's clock would have to give it
        "2023-02-30",
        "31/31/2024",
        "0001-01-01",  # placeholders
        "9999-12-31",
        "1970-01-01T00:00:00Z",
        "nan",
        "123456",
    ],
)
def test_no_date(text: str) -> None:
    assert parse(text) is None


def test_bounds_are_arguments() -> None:
    assert parse("1850-05-03") is not None
    assert parse("1850-05-03", first_year=1900) is None
    assert parse("1650-05-03") is not None
    assert parse("1604-05-03") is None  # before the first newspaper


@given(st.dates(date(1971, 1, 1), date(2050, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    for text in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%B} {day.day}, {day.year}"):
        found = parse(text)
        assert found is not None
        assert found.first == found.last == day


@given(st.text(max_size=80))
def test_any_text_gives_an_ordered_interval_with_its_evidence(text: str) -> None:
    found = parse(text)
    if found is not None:
        assert found.first <= found.last
        assert found.evidence in text


def test_readings_drop_what_is_no_day() -> None:
    assert readings(2024, 2, 30, swap=True) == set()
    assert readings(2024, 5, 5, swap=True) == {date(2024, 5, 5)}


def test_a_weekday_settles_which_part_is_the_day() -> None:
    assert parse("Friday 3/5/2021") == parse("Fri, 03/05/2021".replace("03/05", "3/5"))
    found = parse("Friday 3/5/2021")
    assert found is not None
    assert (found.first, found.last) == (date(2021, 3, 5), date(2021, 3, 5))
    wrong = parse("Sunday 3/5/2021")  # falls on neither: a misprint settles nothing
    assert wrong is not None
    assert wrong.n_days > 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("2024-02-30", "no such day"),
        ("0000-00-00", "no such day"),
        ("99999-01-01", "no such day"),
        ("May", "no year"),
        ("14 января", "no year"),
        ("yesterday", "relative"),
        ("vor 3 Stunden", "relative"),
        ("1970-01-01", "the zero of a clock"),
        ("1970-01-01T00:00:00Z", "the zero of a clock"),
        ("2199-01-01", "in the future"),
        ("9999-12-31", "in the future"),
        ("1203-05-03", "before the first newspaper"),
        ("n/a", "not understood"),
    ],
)
def test_why_a_given_date_cannot_be_used(text: str, word: str) -> None:
    told = fault(text)
    assert told is not None
    assert word in told
    assert repr(text) in told


def test_a_usable_date_has_no_fault() -> None:
    assert fault("9/28/16") is None


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        ((date(2024, 2, 3), date(2024, 2, 3)), "day"),
        ((date(2024, 2, 1), date(2024, 2, 29)), "month"),
        ((date(2024, 2, 1), date(2024, 2, 28)), "range"),
        ((date(2024, 1, 1), date(2024, 12, 31)), "year"),
        ((date(2023, 1, 1), date(2024, 12, 31)), "range"),
        ((None, None), "none"),
    ],
)
def test_precision_follows_from_the_interval(days: tuple[date, date], kind: str) -> None:
    assert precision(*days) == kind


@pytest.mark.parametrize(
    "piece", [" ", "1", "a ", "a-", "1.", "\u0301", "May ", "mon ", "3-", "年"]
)
def test_hostile_strings_take_no_time(piece: str) -> None:
    start = time.perf_counter()
    for _ in range(20):
        parse(piece * 1_000_000, short_years=True)
        fault(piece * 1_000_000)
    assert time.perf_counter() - start < 5
