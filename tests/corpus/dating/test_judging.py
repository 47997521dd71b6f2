"""Judging a text: each rule with the shortest text that needs it. All texts are invented."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane.corpus.dating.judging import (
    ARCHIVE_DAYS,
    JOINT,
    MAX_DAYS,
    PLACED_DAYS,
    STAMP_DAYS,
    judge,
)

CAPTION = "The mayor opens the new bridge in Tallby, 3 May 2021"


def days(text: str) -> tuple[date, date] | None:
    found = judge(text)
    return (found.first, found.last) if found else None


def one(year: int, month: int, day: int) -> tuple[date, date]:
    return date(year, month, day), date(year, month, day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bridge opens\n\n3 May 2021\n\nThe mayor came.", one(2021, 5, 3)),
        ("Bridge opens\nBy Ann Lee | May 3, 2021\nThe mayor came.", one(2021, 5, 3)),
        (
            "Bridge opens\n" + "The mayor came. " * 40 + "\nPublished: 03.05.2021 10:00",
            one(2021, 5, 3),
        ),
        # 3 May or 5 March: both stay open.
        ("Bridge opens\n\n03/05/2021\n\nText.", (date(2021, 3, 5), date(2021, 5, 3))),
    ],
)
def test_a_line_that_states_the_date(text: str, expected: tuple[date, date]) -> None:
    assert days(text) == expected


def test_two_stated_dates_state_nothing() -> None:
    assert days("Diary\n3 May 2021\nRain.\n4 June 2022\nSun.") is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [("today", one(2021, 5, 3)), ("yesterday", one(2021, 5, 4)), ("tomorrow", one(2021, 5, 2))],
)
def test_a_date_tied_to_the_day_of_writing(word: str, expected: tuple[date, date]) -> None:
    assert days(f"The bridge in Tallby opens {word}, 3 May 2021, with a parade.") == expected


def test_a_caption_opens_an_interval() -> None:
    first = date(2021, 5, 3)
    assert days(CAPTION) == (first, first + timedelta(STAMP_DAYS))
    # In the middle of a credit line the date is a little less telling.
    inside = "The mayor on 3 May 2021 in Tallby during the opening. (Photo: Ann Lee)"
    assert days(inside) == (first, first + timedelta(PLACED_DAYS))


def test_a_date_in_prose_opens_none() -> None:
    assert days("The bridge was closed on 3 May 2021 after a flood, and nobody knows why.") is None


def test_a_date_in_prose_raises_the_bound() -> None:
    text = f"{CAPTION}\n\nOn 10 May 2021 the first lorry broke down on it, and people laughed."
    assert days(text) == (date(2021, 5, 10), date(2021, 5, 3) + timedelta(STAMP_DAYS))


def test_a_later_year_shows_that_the_caption_is_old() -> None:
    assert (
        days(f"{CAPTION}\n\nIn 2023 the bridge fell, and the town has had none since then.") is None
    )


def test_a_misprinted_weekday_is_no_evidence() -> None:
    assert days("They met on Monday, 3 May 2021, in a tent.") is not None
    assert days("They met on Sunday, 3 May 2021, in a tent.") is None


def test_what_is_to_come_bounds_from_above() -> None:
    text = f"{CAPTION}\n\nA second one will open on 20 May 2021, if the weather holds, he said."
    assert days(text) == (date(2021, 5, 3), date(2021, 5, 20))


def test_a_stamp_stands_beside_years_to_come_but_not_beside_a_later_past() -> None:
    stamp = "Bridge opens\n\nPublished: 2021-05-03T05:30:00Z\n\n"
    assert days(f"{stamp}The contract runs until the end of 2029, he said.") == one(2021, 5, 3)
    assert days(f"{stamp}It was closed again on 4 July 2023 for the summer, he said.") is None


def test_a_picture_from_the_files_leaves_a_year() -> None:
    first = date(2021, 5, 3)
    assert days("FILE PHOTO: The mayor on the bridge in Tallby, 3 May 2021") == (
        first,
        first + timedelta(ARCHIVE_DAYS),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It happened last month, in September 2023, she said.", (2023, 10, 31)),
        ("The figures came out last\nmonth, in December 2023, and are bad.", (2024, 1, 31)),
        ("The vote comes next month, in January 2024.", (2023, 12, 31)),
        ("It opened this month (May 2023).", (2023, 5, 31)),
    ],
)
def test_a_month_told_from_the_month_of_writing(text: str, expected: tuple[int, int, int]) -> None:
    last = date(*expected)
    assert days(text) == (last.replace(day=1), last)


def test_prose_between_a_past_and_a_coming_date() -> None:
    past = "The town had asked for leave on 12 February 2024 and was given it."
    coming = "The bridge will be closed until the end of April 2024."
    assert days(f"{coming} {past}") == (date(2024, 2, 12), date(2024, 4, 30))
    # "Was to be" may have been, and a year between the two says too little.
    assert days(f"The bridge was set for closing by April 2024. {past}") is None
    assert days(f"{coming.replace('2024', '2025')} {past}") is None


def test_a_contradicting_future_is_left_out() -> None:
    text = f"{CAPTION}\n\nIn those days he said that it will open on 1 April 2021, and it did not."
    assert days(text) == (date(2021, 5, 3), date(2021, 5, 3) + timedelta(STAMP_DAYS))


ANNIVERSARY = (
    "As the strike nears its first anniversary, the harbour, closed on 4 May 2020, is quiet."
)


def test_a_coming_anniversary_bounds_from_above() -> None:
    assert days(f"{ANNIVERSARY}\n\nThe mayor meets dockers in Tallby, 3 May 2021") == one(
        2021, 5, 3
    )
    # Without a bound from below nothing tells how near it was.
    assert days(ANNIVERSARY) is None


def test_tomorrow_and_eve_tie_an_anniversary_to_the_day() -> None:
    assert days(f"{ANNIVERSARY} Dockers march tomorrow to mark the anniversary.") == one(2021, 5, 3)
    eve = f"{ANNIVERSARY} The offer came on the eve of the one-year mark."
    assert days(eve) == (date(2021, 5, 1), date(2021, 5, 3))


def test_an_anniversary_of_29_february_is_skipped() -> None:
    assert (
        days("As it nears its first anniversary, the dam, opened on 29 February 2020, leaks.")
        is None
    )


def test_a_cited_page_bounds_from_below() -> None:
    text = "Two scholars call for more bridges (news.example/2024/03/05/why-bridges), and soon."
    assert days(text) == (date(2024, 3, 5), date(2024, 3, 5) + timedelta(STAMP_DAYS))
    # Saved pages renew their lists of links.
    assert days("More bridges, soon.\nhttps://news.example/2024/03/05/why-bridges\n") is None


def test_a_credit_lends_its_year() -> None:
    credit = "The mayor at the fair last month. (credit: Ann Lee/EU 2023/Handout)"
    first = date(2023, 3, 20)
    photo = "The mayor drives past the church, March 20. (photo credit: ANN LEE)"
    assert days(f"{photo}\n\n{credit}") == (first, first + timedelta(PLACED_DAYS))
    # "Last month" of a picture taken in 2023: by January 2024 at the latest.
    assert days(credit) == (date(2023, 2, 1), date(2024, 1, 31))


def test_a_fresh_event_lends_its_year_to_a_day_to_come() -> None:
    text = (
        "When the invasion began, nobody was to call the invasion of Ukraine anything but a special"
        " operation. He is likely to speak at the parade on May 9."
    )
    assert days(text) == (date(2022, 2, 24), date(2022, 5, 9))
    # Without a day to come the text has no upper end, and no interval.
    assert days(text.split(" He is")[0]) is None


def test_looking_back_on_the_past_year() -> None:
    text = "One event of the past year was the flood. The dam broke when she visited in late 2024."
    assert days(text) == (date(2024, 12, 1), date(2025, 12, 31))
    assert days(text.replace("the past year", "the century")) is None
    # January 2024 to the end of 2025 would be wider than MAX_DAYS.
    assert days(text.replace("late 2024", "January 2024")) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "On Thursday the minister resigned, and yesterday he left.",
        "Between 1953 and 1990 many left.",
        "The law of May 2019 is still in force.",
        "He will speak on May 9.",
    ],
)
def test_no_evidence_no_date(text: str) -> None:
    assert judge(text) is None


PIECES = st.sampled_from(
    [
        CAPTION, ANNIVERSARY, "It will open on 20 May 2021.", "\n\n", " ", "late 2024",
        "the past year", "On May 9 he left.", "2019", "tomorrow", "(credit: A/EU 2023)",
        "today, 1 June 2021,", "Published 3 May 2021", "x.example/2024/03/05/y", "last month",
        "When the invasion began", "invasion of Ukraine", "special operation",
        "eve of the one-year mark", "29 February 2020",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12))
def test_intervals_are_ordered_narrow_and_shown_by_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = judge(text)
    if found is not None:
        assert found.first <= found.last
        assert found.n_days <= MAX_DAYS
        assert all(piece in text for piece in found.evidence.split(JOINT))
