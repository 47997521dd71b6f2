"""Lines in which an article states its date: which are read, and which of several counts."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane.corpus.dating.stamps import UPDATED_DAYS, find

DAY = date(2021, 5, 3)
BODY = "\n\nThe mayor came by boat. " + "It rained on the whole parade, all day long. " * 8


@pytest.mark.parametrize(
    "line",
    [
        "Published: 2021-05-03T05:30:00Z",
        "Posted on May 3, 2021 by Ada Byron",
        "First published on Monday, 3 May 2021 at 10.15",
        "Date: 3 May 2021",
        "PUBLISHED 3 MAY 2021, 10:15 GMT",
        "Ada Byron | Published 3 May 2021 | Updated 5 May 2021",
        "Published by Ada Byron on 3 May 2021",
        "Published 3 May 2021, updated 5 May 2021",
        "By Ada Byron | 3 May 2021",
        "By Ada Byron, 3 May 2021",
        "By ADA BYRON May 3, 2021",
        "*Ada Byron · The Harbour Post · 3 May 2021*",
        "**3 May 2021**",
        "3 May 2021, 10:15 GMT",
        "Monday 3 May 2021 • 4 min read",
        "Ada Byron\t3 May 2021",
        "TALLBY, 3 May 2021 (ABC) – The mayor opened the bridge on Monday.",
        "TALLBY, Norland, May 3, 2021 /ABC/ -- The mayor opened the bridge.",
        "ST. TALLBY (ABC, 3 May 2021) — The mayor opened the bridge.",
    ],
)
def test_a_line_under_the_headline(line: str) -> None:
    text = f"Bridge opens\n\n{line}{BODY}"
    found = find(text)
    assert found is not None
    assert (found.first, found.last) == (DAY, DAY)
    assert found.evidence in text


@pytest.mark.parametrize(
    "line",
    [
        # Sentences, captions and headings that hold a date are no stamps.
        "Published on 3 May 2021, the report says that the old bridge must go at last.",
        "Ministers shake hands in Tallby – 3 May 2021",
        "File photo | 3 May 2021",
        "Two ferries, posted missing on 3 May 2021",
        "Updated in May 2021",  # a month is no day
        "Published: 3 May",  # no year
        "Tallby, 3 May 2021 was a day that nobody forgot – and nobody will.",  # no dateline
        "BRIDGE 2021: a look ahead",
        "Candidate for 3 May 2021",
    ],
)
def test_what_is_no_stamp(line: str) -> None:
    assert find(f"Bridge opens\n\n{line}{BODY}") is None


URL = "https://post.example/2021/05/03/bridge-in-tallby-opens"


def test_the_articles_own_address() -> None:
    head = "The bridge in Tallby opens"
    found = find(f"{URL}\n\n{head}{BODY}")
    assert found is not None
    assert found.first == DAY
    assert found.evidence == URL
    # At the end it has to be labelled or to repeat the headline.
    assert find(f"{head}{BODY}\n\n{URL}") is not None
    assert find(f"Rain{BODY}\n\n{URL}") is None
    assert find(f"Rain{BODY}\n\nSource: {URL}") is not None


def test_a_list_of_links_is_no_address() -> None:
    links = "https://post.example/2019/01/02/ferry\n" + URL
    assert find(f"The bridge in Tallby opens{BODY}\n\n{links}") is None
    assert find(f"{links}\n\nThe bridge in Tallby opens{BODY}") is None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # Publication beats updating, whichever comes first, and whatever stands in a byline.
        (("Last updated 5 May 2021", "Published 3 May 2021"), DAY),
        (("By Ada Byron | 2 May 2021", "Published 3 May 2021"), DAY),
        (("3 May 2021", "TALLBY, 2 May 2021 (ABC) – Rain."), DAY),
        (("TALLBY, 3 May 2021 (ABC) – Rain.", "Updated 4 May 2021"), DAY),
        # Two of one kind that differ say nothing; the next kind may.
        (("Published 3 May 2021", "Published 4 June 2022"), None),
        (("Posted 1 May 2021", "Published 4 June 2022", "3 May 2021"), DAY),
    ],
)
def test_which_stamp_counts(lines: tuple[str, ...], expected: date | None) -> None:
    found = find("Bridge opens\n" + "\n".join(lines) + BODY)
    assert (found.first if found else None) == expected


def test_a_stamp_at_the_end_yields_to_one_at_the_top() -> None:
    below = "\n\nMore news\n\nPublished 9 June 2022"
    body = BODY + "\n\nIt rained again." * 12
    found = find(f"Bridge opens\nPublished 3 May 2021{body}{below}")
    assert found is not None
    assert found.first == DAY
    found = find(f"Bridge opens{body}{below}")
    assert found is not None
    assert found.first == date(2022, 6, 9)


def test_the_middle_of_a_text_states_nothing() -> None:
    filler = "\nIt rained." * 20
    assert find(f"Bridge opens{filler}\nPublished 3 May 2021{filler}") is None


def test_both_readings_of_a_date_stay_open() -> None:
    found = find(f"Bridge opens\nPublished 03/05/2021{BODY}")
    assert found is not None
    assert (found.first, found.last) == (date(2021, 3, 5), DAY)


def test_updated_shows_in_the_evidence() -> None:
    found = find(f"Bridge opens\nLast updated: 3 May 2021{BODY}")
    assert found is not None
    assert found.evidence == "Last updated: 3 May 2021"


@pytest.mark.parametrize("piece", ["By ", "| ", "- ", "A B ", "published ", "1 ", ", ", "A, ("])
def test_hostile_input_takes_no_time(piece: str) -> None:
    start = time.perf_counter()
    find(piece * 1_000_000)
    find((piece * 40 + "\n") * 100_000)
    assert time.perf_counter() - start < 5


@given(st.text(st.sampled_from("ABCabc 123/.:,()-–\n|By2021-05-03")))
def test_the_evidence_is_always_a_piece_of_the_text(text: str) -> None:
    found = find(text)
    assert found is None or found.evidence in text


@pytest.mark.parametrize("line", ["Last updated 3 May 2021 at 14:20", "Modified: 03.05.2021"])
def test_an_update_alone_is_the_last_day_and_no_more(line: str) -> None:
    found = find(f"Bridge opens\n\n{line}{BODY}")
    assert found is not None
    assert (found.last, found.n_days) == (DAY, UPDATED_DAYS + 1)


def test_a_last_line_that_is_a_date_is_the_last_day() -> None:
    body = BODY + "\n\nIt rained again." * 12
    found = find(f"Bridge opens{body}\n\nMonday, May 3, 2021.")
    assert found is not None
    assert (found.last, found.n_days) == (DAY, UPDATED_DAYS + 1)
    assert find(f"Bridge opens{body}\n\nThe mayor left on Monday, May 3, 2021.") is None
