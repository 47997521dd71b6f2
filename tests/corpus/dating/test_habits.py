"""The habits of a corpus: counted in parts, added up, and asked."""

from datetime import date

from newsvane.corpus.dating.candidates import Candidate
from newsvane.corpus.dating.datestrings import parse
from newsvane.corpus.dating.habits import Habits, form, keys_of, learn

POST, TIMES = [("outlet", "post")], [("outlet", "times")]


def given(text: str) -> list[Candidate]:
    found = parse(text)
    assert found is not None
    return [Candidate.of(found, "metadata", "given")]


def test_only_dates_of_one_reading_count() -> None:
    texts = ["25/02/2024", "01/02/2024", "03/03/2024", "2024-02-25", "26-02-2024"]
    habits = learn((POST, given(text)) for text in texts)
    assert habits.orders == {("outlet", "post", "/"): (1, 0), ("outlet", "post", "-"): (1, 0)}
    assert habits.order(POST, "/") == "day"
    assert habits.order(TIMES, "/") is None


def test_parts_add_up_to_the_whole() -> None:
    articles = [
        (keys, given(text))
        for keys in (POST, TIMES)
        for text in ("25/02/2024", "02/25/2024", "2021-05-03", "May 2021")
    ]
    whole = learn(articles)
    assert learn(articles[:3]) + learn(articles[3:]) == whole
    assert learn(articles[3:]) + learn(articles[:3]) == whole
    assert whole.order(POST, "/") is None  # they contradict each other


def test_the_first_key_with_a_count_decides() -> None:
    habits = Habits({("outlet", "post", "/"): (0, 2), ("file", "a.csv", "/"): (5, 0)})
    assert habits.order([*POST, ("file", "a.csv")], "/") == "month"
    assert habits.order([*TIMES, ("file", "a.csv")], "/") == "day"


def test_keys() -> None:
    assert keys_of(outlet=None, source_file="a.txt", record=0, url=None) == []
    url = "http://[broken"
    assert keys_of(outlet=" Post ", source_file="a.csv", record=2, url=url) == [
        ("outlet", "post"),
        ("file", "a.csv"),
    ]


def test_forms() -> None:
    assert [form(text) for text in ("13/1/24", "1/13/24", "1/1/24", "1/2/24", "1.2.2024")] == [
        "day", "month", None, "open", None,
    ]  # fmt: skip


def test_a_small_corpus_has_no_rest() -> None:
    few = Habits(months={12 * 2021: 19})
    assert few.outlying(date(1901, 1, 1), date(1901, 1, 1)) is None
    fewer = Habits(months={12 * 2021: 9})
    assert fewer.outlying(date(2041, 1, 1), date(2041, 1, 1)) is None
    enough = few + Habits(months={12 * 2021: 1})
    assert enough.outlying(date(2041, 1, 1), date(2041, 1, 1)) is not None
    assert enough.outlying(date(2001, 1, 1), date(2001, 1, 1)) is not None


def test_an_archive_of_many_years_has_no_outliers() -> None:
    archive = Habits(months={12 * year: 3 for year in range(1950, 2021)})
    for year in (1950, 1985, 2020):
        assert archive.outlying(date(year, 1, 1), date(year, 1, 1)) is None
    # Two clusters far apart are both the corpus.
    two = Habits(months={12 * 1950: 50, 12 * 2020: 50})
    assert two.outlying(date(1950, 1, 1), date(1950, 1, 31)) is None


def test_a_date_in_the_future_of_a_small_corpus_is_told() -> None:
    months = {12 * 2024 + 4: 10, 12 * 2027 + 5: 1}
    late = date(2027, 6, 12)
    assert "future of the corpus" in (Habits(months=months).outlying(late, late) or "")
    near = date(2026, 5, 31)
    assert Habits(months={12 * 2024 + 4: 10, 12 * 2026 + 4: 1}).outlying(near, near) is None
    few = {12 * 2024 + 4: 9, 12 * 2027 + 5: 1}
    assert Habits(months=few).outlying(late, late) is None
