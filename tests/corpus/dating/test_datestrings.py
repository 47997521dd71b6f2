"""Written dates: what each string can mean, and what is no date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane.corpus.dating.datestrings import parse, readings

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
        "1736812800",
        "1736812800000",
    ],
)
def test_the_same_day_in_many_forms(text: str) -> None:
    found = parse(text)
    assert found is not None
    assert (found.first, found.last) == (THE_DAY, THE_DAY)
    assert found.evidence in text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-01-14T23:30:00-05:00", date(2025, 1, 15)),  # late evening in New York
        ("2025-01-14T01:00:00+0200", date(2025, 1, 13)),
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
