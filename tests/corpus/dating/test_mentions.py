"""What a text says about time: kinds, tenses, places."""

from datetime import date

import pytest

from newsvane.corpus.dating.mentions import MAX_MENTIONS, MAX_TEXT_CHARS, Mention, find


def only(text: str, kind: str) -> Mention:
    found = [m for m in find(text) if m.kind == kind]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "evidence", "first"),
    [
        ("She left on 3 May 2021 for good.", "day", "3 May 2021", date(2021, 5, 3)),
        ("She left on May 3rd, 2021, for good.", "day", "May 3rd, 2021", date(2021, 5, 3)),
        ("Filed 2021-05-03 in court.", "day", "2021-05-03", date(2021, 5, 3)),
        ("She left in May 2021 for good.", "month", "May 2021", date(2021, 5, 1)),
        ("She left in late 2021 for good.", "part", "late 2021", date(2021, 10, 1)),
        ("She left in\nlate\n2021 for good.", "part", "late\n2021", date(2021, 10, 1)),
        ("A takeover in 2017 failed.", "year", "2017", date(2017, 1, 1)),
        ("(credit: A. B./EU 2023/Handout)", "credit", "EU 2023", date(2023, 1, 1)),
        ("Over the past year it grew.", "past_year", "the past year", None),
    ],
)
def test_kinds(text: str, kind: str, evidence: str, first: date | None) -> None:
    mention = only(text, kind)
    assert (mention.evidence, mention.first) == (evidence, first)
    assert text[mention.start :].startswith(evidence)


@pytest.mark.parametrize(
    "text",
    [
        "It cost $2021 a year.",
        "Some 2021% more, or 2021.5.",
        "The 1990s were long.",
        "He may 9 times out of ten.",  # the verb, not the month
    ],
)
def test_numbers_that_are_no_days(text: str) -> None:
    assert [m for m in find(text) if m.kind in ("day", "year", "yearless")] == []


def test_a_day_that_no_month_has_leaves_its_year() -> None:
    assert [m.kind for m in find("It is due on 31 February 2021.")] == ["year"]


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("The court met on May 9, he said.", "past"),
        ("The court will meet on May 9.", "future"),
        ("He was likely to announce it on May 9.", "future"),
        ("The court could meet on May 9.", "open"),
        ("It must be ready by May 9.", "open"),
        ("He will resign, a spokesman said on May 9.", "past"),  # the saying has the date
        ("They will go home. It began on May 9.", "past"),  # "will" is of another sentence
    ],
)
def test_tense(text: str, tense: str) -> None:
    assert only(text, "yearless").tense == tense


def test_place() -> None:
    assert only("Ministers shake hands in Oslo, 3 May 2021\n\nThey met.", "day").place == "line_end"
    # A hard wrap ends the line, not the paragraph.
    assert only("It was signed on 3 May 2021\nby both ministers.", "day").place == "prose"
    assert only("Ministers on 3 May 2021 in Oslo (Photo: AP).", "day").place == "caption"


def test_weekday_and_nearness_stand_right_before() -> None:
    assert only("On Thursday, February 23, they met.", "yearless").weekday == 3
    assert only("Published today, 3 May 2021.", "day").near == "today"
    assert only("A year ago today, 3 May 2021, it began.", "day").near == ""


def test_links_in_prose_and_in_lists() -> None:
    link = only("As reported (news.example/2024/03/05/title-words), it began.", "link")
    assert (link.evidence, link.first) == ("news.example/2024/03/05/title-words", date(2024, 3, 5))
    listed = only("Read on:\nhttps://news.example/2024/03/05/title\n\nIt began.", "listed_link")
    assert listed.tense == "open"


def test_anniversaries() -> None:
    coming = only("As the reform nears its third anniversary, few cheer.", "anniversary")
    assert (coming.tense, coming.n_years) == ("future", 3)
    eve = only("It came on the eve of the one-year mark.", "anniversary")
    assert (eve.near, eve.n_years) == ("eve", 1)
    assert only("They met to mark the anniversary.", "anniversary").tense == "open"


def test_long_and_crowded_texts_are_bounded() -> None:
    assert len(find("in 2019 " * 100_000)) == MAX_MENTIONS
    assert find(" " * MAX_TEXT_CHARS + "3 May 2021") == []


def test_a_time_of_day_is_no_year():
    # Fixtures print the hour as four digits behind the day.
    assert [m.kind for m in find("Harbour Park\n\nFriday, 25 February\n\n2000 GMT")] == ["yearless"]
