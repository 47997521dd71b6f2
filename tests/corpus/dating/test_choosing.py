"""Choosing among candidates: what counts, what narrows, what is told as a doubt."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane.corpus.dating.candidates import STRENGTH, Candidate, by_strength
from newsvane.corpus.dating.choosing import OPEN_DAYS, choose, date_source
from newsvane.corpus.dating.datestrings import parse
from newsvane.corpus.dating.habits import Habits

SOURCES = {"given": "metadata", "address": "url", "shown": "byline", "file name": "file"}


def one(text: str, note: str = "given", source: str | None = None) -> Candidate:
    found = parse(text)
    assert found is not None
    return Candidate.of(found, source or SOURCES.get(note, "metadata"), note)


def days(*found: Candidate) -> tuple[str, str]:
    verdict = choose(by_strength(list(found)))
    return str(verdict.first), str(verdict.last)


def test_the_strongest_counts() -> None:
    found = by_strength([one("4 May 2021", "file name"), one("3 May 2021")])
    verdict = choose(found)
    assert (verdict.first, verdict.source) == (date(2021, 5, 3), "metadata")
    assert (verdict.evidence, verdict.precision, verdict.doubt) == ("3 May 2021", "day", None)


def test_a_day_within_a_wider_interval_narrows_it() -> None:
    verdict = choose([one("May 2021"), one("2021-05-03", "address")])
    assert (verdict.first, verdict.last, verdict.source) == (
        date(2021, 5, 3), date(2021, 5, 3), "url",
    )  # fmt: skip
    outside = choose([one("June 2021"), one("2021-05-03", "address")])
    assert (outside.precision, outside.doubt) == ("month", "conflict: url says 2021-05-03")


@pytest.mark.parametrize(
    ("other", "doubt"),
    [
        (one("2021-05-04", "address"), None),  # a time zone
        (one("2021-05-06", "address"), "conflict: url says 2021-05-06"),
        (one("2021-05-06", "file name"), None),  # files are named some days later
        (one("2021-05-16", "file name"), "conflict: file says 2021-05-16"),
        (one("2019-05-03", "general"), None),  # too weak to contradict
    ],
)
def test_a_strong_source_that_contradicts_is_told(other: Candidate, doubt: str | None) -> None:
    assert choose([one("2021-05-03"), other]).doubt == doubt


def test_strong_places_of_a_page_stay_open_while_they_are_near() -> None:
    near = [one("2021-05-03T10:00Z", "published"), one("20 May 2021", "shown")]
    verdict = choose(near)
    assert (verdict.first, verdict.last) == (date(2021, 5, 3), date(2021, 5, 20))
    assert verdict.evidence == "2021-05-03T10:00Z … 20 May 2021"
    assert verdict.doubt == "conflict: byline says 2021-05-20"
    assert verdict.chosen == (0, 1)
    far = choose([near[0], one("20 May 2022", "shown")])
    assert (far.first, far.last) == (date(2021, 5, 3), date(2021, 5, 3))
    assert far.doubt == "conflict: byline says 2022-05-20"
    assert OPEN_DAYS < 366


def test_both_readings_stay_open_and_are_told() -> None:
    verdict = choose([one("01/02/2024")])
    assert (verdict.first, verdict.last) == (date(2024, 1, 2), date(2024, 2, 1))
    assert verdict.precision == "range"
    assert verdict.doubt == "ambiguous: day or month first ('01/02/2024')"


def test_another_source_settles_a_reading_only_where_it_names_it() -> None:
    assert days(one("01/02/2024"), one("2024-02-01", "address")) == ("2024-02-01", "2024-02-01")
    # A day between the two is neither of them.
    assert days(one("01/02/2024"), one("2024-01-20", "address")) == ("2024-01-02", "2024-02-01")


def test_the_corpus_settles_a_reading() -> None:
    keys = [("outlet", "post")]
    habits = Habits({("outlet", "post", "/"): (3, 0)})
    verdict = choose([one("01/02/2024")], keys=keys, habits=habits)
    assert (verdict.first, verdict.last) == (date(2024, 2, 1), date(2024, 2, 1))
    assert verdict.doubt is None
    # Another outlet, another form, or a contradiction settles nothing.
    for other in (
        Habits({("outlet", "times", "/"): (3, 0)}),
        Habits({("outlet", "post", "-"): (3, 0)}),
        Habits({("outlet", "post", "/"): (3, 1)}),
    ):
        assert choose([one("01/02/2024")], keys=keys, habits=other).precision == "range"


def test_what_cannot_be_used_is_told_and_the_next_source_counts() -> None:
    broken = Candidate("metadata", None, None, "2024-02-30", "invalid date: no such day")
    verdict = choose([broken, one("2024-03-01", "address")])
    assert (verdict.first, verdict.doubt) == (date(2024, 3, 1), "invalid date: no such day")
    nothing = choose([broken])
    assert (nothing.first, nothing.source, nothing.evidence) == (None, "none", None)
    assert nothing.doubt == "invalid date: no such day; no date found"
    assert choose([]).doubt == "no date found"


def test_a_date_far_from_the_rest_of_the_corpus_is_told() -> None:
    habits = Habits(months={12 * 2021 + n: 10 for n in range(12)})
    late = choose([one("2041-05-03")], habits=habits + Habits(months={12 * 2041 + 4: 1}))
    assert late.doubt == "far in the future of the rest of the corpus, which ends in 2021-12"
    assert late.first == date(2041, 5, 3)
    assert choose([one("2022-05-03")], habits=habits).doubt is None


def test_what_stands_in_the_text_counts_as_text() -> None:
    assert date_source(one("3 May 2021", "dateline", "dateline")) == "text"
    assert date_source(one("3 May 2021", "shown")) == "text"


NOTES = st.sampled_from(sorted(STRENGTH))
DAYS = st.dates(date(2020, 1, 1), date(2022, 1, 1))


@given(st.lists(st.tuples(NOTES, DAYS, DAYS), max_size=6))
def test_any_candidates_give_an_ordered_interval(found: list[tuple[str, date, date]]) -> None:
    candidates = by_strength(
        [Candidate("text", min(a, b), max(a, b), str(a), note) for note, a, b in found]
    )
    verdict = choose(candidates)
    assert (verdict.first is None) == (verdict.last is None) == (not found)
    if verdict.first and verdict.last:
        assert verdict.first <= verdict.last
        assert verdict.precision != "none"
        assert verdict.chosen
