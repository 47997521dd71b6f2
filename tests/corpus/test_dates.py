"""Dating articles: which source counts, what a row looks like, and that no clock is asked."""

import re
import sys
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from newsvane.corpus import dates
from newsvane.corpus.dating import finding
from newsvane.corpus.dating.fixes import Fix
from newsvane.corpus.dating.judging import JOINT
from newsvane.corpus.isolation.pool import Failure
from newsvane.errors import TableError
from newsvane.limits import Limits
from newsvane.tables import CLEANED, DATED, RECORDS, check

REPO = Path(__file__).resolve().parents[2]
ARTICLES = REPO.parent / "shared" / "articles"
HOSTILE = REPO.parent / "shared" / "data" / "hostile" / "generated" / "files"
MODULES = [
    "dates.py", "dating/judging.py", "dating/stamps.py", "dating/mentions.py", "dating/events.py",
    "dating/pages.py", "dating/datestrings.py", "dating/marks.py", "dating/choosing.py",
    "dating/candidates.py", "dating/finding.py", "dating/habits.py", "dating/fixes.py",
]  # fmt: skip


def tables(rows: list[dict]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make records and cleaned tables: each row gives what it has of content, url, published …"""
    plain = {"record": 0, "format": "txt", "content": "Rain.", "is_html": False}
    described = ("title", "outlet", "byline", "url", "language", "published")
    nulls = dict.fromkeys((*described, "place", "note"))
    full = [plain | nulls | {"source_file": f"a{n}.txt"} | row for n, row in enumerate(rows)]
    records = pd.DataFrame(full)[RECORDS.names].astype(dict.fromkeys(nulls, "str"))
    cleaned = records.drop(columns=["format", "content", "is_html", "place", "note"])
    cleaned = cleaned.assign(
        article_id=[f"id{n}" for n in range(len(rows))],
        text=[row.get("text", row.get("content", "Rain.")) for row in rows],
        length_words=1,
        outlet_source="none",
        outlet_evidence=records["outlet"],
    )[CLEANED.names]
    return check(cleaned, CLEANED), check(records, RECORDS)


def one(**row: object) -> tuple[str, str, str, str | None]:
    cleaned, records = tables([row])
    dated = dates.infer(cleaned, records=records).iloc[0]
    evidence = dated["date_evidence"]
    return (
        str(dated["published_from"])[:10],
        str(dated["published_to"])[:10],
        dated["date_source"],
        evidence if isinstance(evidence, str) else None,
    )


HTML = '<html><head><meta name="date" content="2021-05-03"></head><body><p>Rain.</p></body></html>'
CAPTION = "Ministers shake hands in Oslo, 3 May 2021"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"published": "2021-05-03T10:00:00Z"}, ("metadata", "2021-05-03T10:00:00Z")),
        ({"content": HTML, "text": "Rain.", "is_html": True}, ("metadata", "2021-05-03")),
        ({"url": "https://news.example/2021/05/03/rain"}, ("url", "2021/05/03")),
        ({"content": "Today, 3 May 2021, it rained."}, ("text", "3 May 2021")),
        ({"source_file": "in/2021-05-03-rain.txt"}, ("file", "2021-05-03")),
    ],
)
def test_each_source(row: dict, expected: tuple[str, str]) -> None:
    assert one(**row) == ("2021-05-03", "2021-05-03", *expected)


def test_the_order_of_sources() -> None:
    row = {
        "published": "1 June 2021",
        "url": "https://news.example/2021/05/02/rain",
        "content": "Today, 3 May 2021, it rained.",
        "source_file": "2021-05-04.txt",
    }
    assert one(**row)[2] == "metadata"
    assert one(**row | {"published": "soon"})[2] == "url"
    assert one(**row | {"published": None, "url": None})[2] == "text"


def test_a_day_narrows_a_wider_interval_of_a_stronger_source() -> None:
    row = {"published": "May 2021", "url": "https://news.example/2021/05/03/rain"}
    assert one(**row) == ("2021-05-03", "2021-05-03", "url", "2021/05/03")
    # A day outside the interval does not: the stronger source stays.
    assert one(**row | {"published": "June 2021"})[2:] == ("metadata", "June 2021")


def test_a_caption_that_cleaning_took_away_is_still_evidence() -> None:
    assert one(content=f"Rain.\n\n{CAPTION}", text="Rain.")[2:] == ("text", "3 May 2021")


def test_the_name_of_a_table_file_dates_no_record() -> None:
    assert one(source_file="export-2021-05-03.csv", record=4) == ("NaT", "NaT", "none", None)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("trial_nov2023.txt", ("2023-11-01", "2023-11-30", "file", "nov2023")),
        ("Ferry, 5 May 2023.txt", ("2023-05-05", "2023-05-05", "file", "5 May 2023")),
        ("ferry may 5 2023.txt", ("2023-05-05", "2023-05-05", "file", "may 5 2023")),
        ("2023-may-05-ferry.txt", ("2023-05-05", "2023-05-05", "file", "2023-may-05")),
        ("ferry 5 may.txt", ("NaT", "NaT", "none", None)),  # no year: today's would be a guess
        ("dismay2023.txt", ("NaT", "NaT", "none", None)),  # "may" is the end of a word
    ],
)
def test_months_by_name_in_a_file_name(name: str, expected: tuple[str | None, ...]) -> None:
    assert one(source_file=name) == expected


def test_no_evidence_is_null() -> None:
    assert one(content="On Thursday it rained.") == ("NaT", "NaT", "none", None)
    assert one(published="0001-01-01")[2] == "none"


def test_other_dates_of_a_page_do_not_count() -> None:
    page = f"<html><body><p>Rain.</p><aside>{'x ' * 50}Related: 1 May 2019</aside></body></html>"
    assert one(content=page, text="Rain.", is_html=True, url=None)[2] != "metadata"


def test_rows_stay_in_order_and_inputs_unchanged() -> None:
    rows = [{"published": f"{day} May 2021"} for day in (3, 1, 2)] + [{}]
    cleaned, records = tables(rows)
    before = cleaned.copy(), records.copy()
    dated = dates.infer(cleaned, records=records)
    assert list(dated["article_id"]) == list(cleaned["article_id"])
    assert dated["published_from"].dt.day.tolist()[:3] == [3, 1, 2]
    pd.testing.assert_frame_equal(cleaned, before[0])
    pd.testing.assert_frame_equal(records, before[1])
    # Another order of the rows, of both tables, and another index change nothing.
    turned = dates.infer(cleaned.iloc[::-1], records=records.sample(frac=1, random_state=0))
    pd.testing.assert_frame_equal(turned.sort_index(), dated)


def test_empty_and_wrong_tables() -> None:
    cleaned, records = tables([{}])
    assert len(check(dates.infer(cleaned.iloc[:0], records=records), DATED)) == 0
    with pytest.raises(TableError):
        dates.infer(records, records=records)


def clock_of(year: int) -> type[datetime]:
    """Return a datetime class whose today lies in `year`."""

    class Kind(type(datetime)):  # type: ignore[misc]
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, _DATETIME)

    class Clock(datetime, metaclass=Kind):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return _DATETIME(year, 1, 1)  # noqa: DTZ001

        utcnow = today = now

    return Clock


_DATETIME = datetime


def test_no_clock_changes_a_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever today is to htmldate and to its parsers, the dates are the same."""
    vague = "<html><body><p>Posted {}, 10 o'clock. {}</p><p>Rain.</p></body></html>"
    pages = [
        vague.format(day, end) for day in ("3 May", "4 mars", "Monday") for end in ("", "© 2019")
    ]
    rows = [{"content": page, "text": "Rain.", "is_html": True} for page in (HTML, *pages)]
    cleaned, records = tables([*rows, {"content": CAPTION}, {"published": "3 May"}])
    results = [dates.infer(cleaned, records=records)]
    loaded = [m for n, m in sys.modules.items() if n.split(".")[0] in ("htmldate", "dateparser")]
    for year in (1995, 2099):
        for module in loaded:
            if getattr(module, "datetime", None) is not None and isinstance(module.datetime, type):
                monkeypatch.setattr(module, "datetime", clock_of(year))
        results.append(dates.infer(cleaned, records=records))
    pd.testing.assert_frame_equal(results[0], results[1])
    pd.testing.assert_frame_equal(results[0], results[2])


@pytest.mark.parametrize("module", MODULES)
def test_no_module_asks_a_clock_or_a_file_time(module: str) -> None:
    source = (REPO / "src" / "newsvane" / "corpus" / module).read_text("utf-8")
    assert not re.search(
        r"\.now\(|\.today\(|utcnow|import time|time\.time|st_mtime|\.stat\(", source
    )


@pytest.mark.skipif(
    not ARTICLES.is_dir(), reason="the five real articles are not beside the project"
)
@pytest.mark.parametrize(
    ("number", "day", "widest"),
    [
        ("000", "2023-04-02", 190),  # a 2023 credit, a caption of March 20
        ("001", "2025-01-14", 400),  # "late 2024", a look back on the past year
        ("002", "2025-01-19", 100),  # cites a page of 14 January 2025
        ("003", "2023-02-23", 1),  # the eve of an anniversary, and a dated caption
        ("004", "2022-05-01", 80),  # between the invasion and the parade of May 9
    ],
)
def test_the_real_articles_get_the_interval_that_their_text_allows(
    number: str, day: str, widest: int
) -> None:
    [path] = ARTICLES.glob(f"{number}_*.txt")
    content = path.read_text("utf-8")
    first, last, source, evidence = one(content=content, source_file=path.name)
    assert first <= day <= last
    assert (pd.Timestamp(last) - pd.Timestamp(first)).days < widest
    assert source == "text"
    assert evidence is not None
    assert all(piece in content for piece in evidence.split(JOINT))


def test_the_own_address_of_a_page_counts_before_a_date_that_stands_in_its_text() -> None:
    page = "<html><body><p>Rain.</p><p>Read on: 3 May 2018</p></body></html>"
    url = "https://example.org/2021/05/04/rain"
    found = one(content=page, text="Rain.", is_html=True, url=url)
    assert (found[0], found[2]) == (found[1], "url")


def test_an_id_in_an_address_is_no_day() -> None:
    url = "https://example.org/story?id=19290603"
    assert one(content="Rain.", text="Rain.", is_html=False, url=url)[2] == "none"


def doubt_of(**row: object) -> str | None:
    cleaned, records = tables([row])
    value = dates.infer(cleaned, records=records).iloc[0]["date_doubt"]
    return value if isinstance(value, str) else None


@pytest.mark.parametrize(
    ("published", "word"),
    [
        ("2024-02-30", "no such day"),
        ("0000-00-00", "no such day"),
        ("May", "no year"),
        ("yesterday", "relative"),
        ("1970-01-01", "zero of a clock"),
        ("2199-01-01", "in the future"),
    ],
)
@pytest.mark.parametrize("is_html", [False, True])
def test_a_given_date_that_is_none_is_told_and_the_next_source_counts(
    published: str, word: str, is_html: bool
) -> None:
    url = {"url": "https://news.example/2021/05/03/rain"}
    page = f'<meta property="article:published_time" content="{published}"><p>Rain.</p>'
    row = {"content": page, "is_html": True} if is_html else {"published": published}
    assert one(**row, text="Rain.")[2] == "none"
    assert one(**row, text="Rain.", **url)[2] == "url"
    assert word in (doubt_of(**row, text="Rain.", **url) or "")


def test_a_sure_date_has_no_doubt() -> None:
    assert doubt_of(published="2021-05-03") is None
    assert doubt_of(content="Rain.") == "no date found"


def test_a_byline_that_contradicts_the_metadata_is_told() -> None:
    text = "Rain falls\n\nPublished 3 June 2021\n\nIt rained."
    assert doubt_of(published="2021-05-03", content=text) == "conflict: byline says 2021-06-03"
    assert doubt_of(published="2021-06-03", content=text) is None


EXPORT = ["25/02/2024", "01/02/2024", "03/02/2024"]


def test_an_export_settles_its_own_ambiguous_dates() -> None:
    rows = [
        {"published": day, "source_file": "export.csv", "record": n}
        for n, day in enumerate(EXPORT, 1)
    ]
    cleaned, records = tables(rows)
    dated = dates.infer(cleaned, records=records)
    assert dated["date_precision"].tolist() == ["day"] * 3
    assert dated["published_from"].dt.strftime("%m-%d").tolist() == ["02-25", "02-01", "02-03"]
    assert dated["date_doubt"].isna().all()
    # With one date that puts the month first nothing is settled.
    cleaned, records = tables(
        [*rows, {"published": "02/26/2024", "source_file": "export.csv", "record": 4}]
    )
    dated = dates.infer(cleaned, records=records)
    assert dated["date_precision"].tolist() == ["day", "range", "range", "day"]
    assert dated["date_doubt"].str.startswith("ambiguous").tolist()[1:3] == [True, True]


def test_an_outlet_settles_dates_over_files() -> None:
    rows = [{"published": day, "outlet": "Post"} for day in EXPORT[:2]]
    cleaned, records = tables([*rows, {"published": "01/02/2024", "outlet": "Times"}])
    dated = dates.infer(cleaned, records=records)
    assert dated["date_precision"].tolist() == ["day", "day", "range"]


def test_batches_give_what_the_whole_gives() -> None:
    rows = [{"published": day, "outlet": "Post"} for day in EXPORT]
    rows += [{"content": CAPTION}, {"url": "https://news.example/2021/05/03/x"}, {}]
    cleaned, records = tables(rows)
    whole = dates.infer(cleaned, records=records)
    parts = [cleaned.iloc[:2], cleaned.iloc[2:4], cleaned.iloc[4:]]
    found = [dates.find(part, records=records) for part in parts]
    habits = dates.Habits()
    for part, candidates in zip(parts, found, strict=True):
        habits = habits + dates.learn(part, found=candidates)
    made = [
        dates.judge(part, found=candidates, habits=habits).dated
        for part, candidates in zip(parts, found, strict=True)
    ]
    pd.testing.assert_frame_equal(pd.concat(made), whole)


def test_candidates_show_every_source_and_what_was_chosen() -> None:
    row = {"published": "2021-05-03", "url": "https://news.example/2021/06/03/rain"}
    cleaned, records = tables([row, {"published": "soon"}])
    found = dates.find(cleaned, records=records)
    assert not found["is_chosen"].any()
    made = dates.judge(cleaned, found=found, habits=dates.Habits()).candidates
    assert made["source"].tolist() == ["metadata", "url", "metadata"]
    assert made["is_chosen"].tolist() == [True, False, False]
    assert made["published_from"].isna().tolist() == [False, False, True]
    assert made["note"].tolist()[2].startswith("invalid date")


def test_a_person_decides() -> None:
    cleaned, records = tables([{"published": "2021-05-03"}, {}])
    found = dates.find(cleaned, records=records)
    fix = Fix(date(2020, 1, 1), date(2020, 1, 31))
    made = dates.judge(cleaned, found=found, habits=dates.Habits(), fixes={"id0": fix, "gone": fix})
    first = made.dated.iloc[0]
    assert (first["date_source"], first["date_precision"]) == ("person", "month")
    assert first["date_evidence"] == "dates.csv … 2021-05-03"
    assert pd.isna(first["date_doubt"])
    assert str(first["published_to"])[:10] == "2020-01-31"
    assert made.candidates["source"].tolist() == ["person", "metadata"]
    assert made.candidates["is_chosen"].tolist() == [True, False]
    assert made.dated.iloc[1]["date_source"] == "none"


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile inputs are not beside the project")
@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("1970-01-01", "suspicious"), ("2199-01-01", "in the future"), ("May", "no year"),
        ("0000-00-00", "no such day"), ("2024-02-30", "no such day"),
        ("99999-01-01", "no such day"), ("yesterday", "relative"), ("01_02_2024", "ambiguous"),
    ],
)  # fmt: skip
def test_the_hostile_dates_get_the_verdict_expected(name: str, word: str) -> None:
    content = (HOSTILE / f"d_{name}.html").read_text("utf-8")
    row = {"content": content, "text": "Rain.", "is_html": True}
    assert word in (doubt_of(**row) or "")
    first, last, *_ = one(**row)
    expected = ("2024-01-02", "2024-02-01") if name == "01_02_2024" else ("NaT", "NaT")
    assert (first, last) == expected


def test_worker_processes_find_the_same_dates_in_batches_of_any_size() -> None:
    cleaned, records = tables([
        {"content": "BREMEN, 4 March 2024 – The locks opened.", "url": "https://a.example/2024/03/05/x"},
        {"content": "Rain fell.", "published": "01/02/24"},
        {"content": "Rain fell."},
        {"content": "“We start tomorrow,” she said on 3 May 2023."},
    ])  # fmt: skip
    whole = dates.find(cleaned, records=records)
    batches = [cleaned.iloc[:0], cleaned.iloc[:1], cleaned.iloc[1:], cleaned.iloc[:0]]
    pairs = [(batch.reset_index(drop=True), records) for batch in batches]
    made = list(dates.stream(pairs, limits=Limits()))
    assert [len(batch) for batch, _ in made] == [0, 1, 3, 0]
    found = pd.concat([found for _, found in made], ignore_index=True)
    pd.testing.assert_frame_equal(found, whole)
    assert found["article_id"].tolist() == ["id0", "id0", "id1"]


def test_an_article_that_hits_a_limit_is_dated_by_nothing_and_says_why(monkeypatch) -> None:
    cleaned, records = tables([{"content": "4 March 2024"}, {"content": "5 March 2024"}])

    def failing(rows, **_):
        first, second = rows
        yield first, Failure("took longer than 60 s", 0)
        yield second, next(finding.find_task([list(second)]))

    monkeypatch.setattr(dates, "spread", failing)
    ((_, found),) = dates.stream([(cleaned, records)], limits=Limits())
    dated = dates.judge(cleaned, found=found, habits=dates.learn(cleaned, found=found)).dated
    assert dated["published_from"].isna().tolist() == [True, False]
    assert "took longer than 60 s" in dated["date_doubt"][0]


def test_a_stated_day_that_does_not_exist_is_told() -> None:
    cleaned, records = tables([{"content": "Rain\nPublished: 31 February 2023\nIt rained."}])
    found = dates.find(cleaned, records=records)
    assert found["date_evidence"].tolist() == ["31 February 2023"]
    doubt = dates.infer(cleaned, records=records)["date_doubt"][0]
    assert doubt.startswith("invalid date") and doubt.endswith("no date found")
