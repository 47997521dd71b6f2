"""Dates of saved pages: which mark counts, what is only seen, what the evidence is."""

import time
from datetime import date

import pytest

from newsvane.corpus.dating.candidates import Candidate
from newsvane.corpus.dating.choosing import choose
from newsvane.corpus.dating.pages import candidates, shown

DAY = date(2021, 5, 3)
PUBLISHED = '<meta property="article:published_time" content="{}">'


def page(head: str = "", body: str = "") -> str:
    return f"<html><head>{head}</head><body><h1>Harbour</h1>{body}</body></html>"


def best(source: str) -> Candidate:
    found = candidates(source)
    return found[choose(found).chosen[-1]]


@pytest.mark.parametrize(
    ("source", "where", "note"),
    [
        (page(PUBLISHED.format("2021-05-03T10:00:00Z")), "metadata", "published"),
        (page('<meta name="date" content="2021-05-03">'), "metadata", "general"),
        (
            page('<script type="application/ld+json">{"datePublished": "2021-05-03"}</script>'),
            "metadata", "published",
        ),
        (page(body='<i itemprop="datePublished">3 May 2021</i>'), "byline", "marked published"),
        (page(body='<time datetime="2021-05-03">Monday</time><p>Text</p>'), "metadata", "shown"),
        (page(body='<p class="date">3 May 2021</p><p>Text</p>'), "byline", "shown"),
        (page(body="<div class='byline'>Veröffentlicht am 03.05.2021</div>"), "byline", "shown"),
        (page(body="<p>Published on 3 May 2021 by Ada</p>"), "byline", "shown"),
        (page(body="<div><b>Datum:</b> 03.05.2021</div>"), "byline", "shown"),
        (page(body="<p>3 May 2021</p><p>Text</p>"), "byline", "line"),
        (page(body=f"<p>Tallby, (03.05.2021). {'It rained all day. ' * 20}</p>"), "byline", "line"),
        (
            page('<link rel="canonical" href="https://a.example/2021/05/03/rain">'),
            "url", "address",
        ),
    ],
)  # fmt: skip
def test_where_pages_state_their_date(source: str, where: str, note: str) -> None:
    found = best(source)
    assert (found.first, found.last) == (DAY, DAY)
    assert (found.source, found.note) == (where, note)
    assert found.evidence in source


@pytest.mark.parametrize(
    "block",
    [
        "<nav>{}</nav>",
        "<footer>{}</footer>",
        "<div class='comments'><p>{}</p></div>",
        "<div class='related-articles'><span class='date'>{}</span></div>",
        "<ul id='sidebar'><li><time datetime='2019-01-02'>x</time></li></ul>",
        "<p><a href='/x'>{}</a></p>",
    ],
)
def test_dates_of_other_articles_are_left_out(block: str) -> None:
    other = block.format("2 January 2019")
    found = candidates(page(body=f"{other}<p class='date'>3 May 2021</p><p>Rain.</p>{other}"))
    assert {c.first for c in found} == {DAY}


def test_the_day_of_a_picture_from_the_files_is_no_date_of_the_page() -> None:
    assert candidates(page(body="<p>This May 3, 2018, file photo shows the harbour.</p>")) == []


def test_a_modification_date_does_not_win() -> None:
    changed = '<meta property="article:modified_time" content="2023-01-01T10:00:00Z">'
    assert best(page(changed + PUBLISHED.format("2021-05-03T10:00:00Z"))).first == DAY
    # Alone it is the last day on which the page can have been published.
    [only] = candidates(page(changed, "<p>Rain.</p>"))
    assert only.last == date(2023, 1, 1)
    assert only.n_days > 30


def test_a_date_under_the_title_counts_before_one_in_the_head_of_the_site() -> None:
    source = (
        "<html><body><p class='date'>4 June 2022</p><h1>Rain</h1><p class='date'>3 May 2021</p>"
    )
    assert best(source).first == DAY


def test_the_utc_day_counts_unless_the_page_prints_the_one_beside_it() -> None:
    late = PUBLISHED.format("2021-05-03T23:00-05:00")
    assert best(page(late)).first == date(2021, 5, 4)
    printed = best(page(late, "<p class='date'>May 3, 2021</p>"))
    assert (printed.first, printed.evidence) == (DAY, "May 3, 2021")
    # Two days are no matter of clocks: both stay.
    apart = choose(candidates(page(late, "<p class='date'>May 2, 2021</p>")))
    assert (apart.first, apart.last) == (date(2021, 5, 2), date(2021, 5, 4))
    assert apart.doubt is not None
    assert "conflict" in apart.doubt


@pytest.mark.parametrize("given", ["May", "yesterday", "2024-02-30", "0000-00-00", "1970-01-01"])
def test_a_published_date_that_cannot_be_used_is_told(given: str) -> None:
    found = candidates(page(PUBLISHED.format(given), "<p>Rain.</p>"))
    assert [c.n_days for c in found] == [0]
    verdict = choose(found)
    assert verdict.first is None
    assert verdict.doubt is not None
    assert given in verdict.doubt


@pytest.mark.parametrize("source", ["", "no markup", page(), "<", page(body="<p>Never dated.</p>")])
def test_no_date(source: str) -> None:
    assert candidates(source) == []


def test_two_readings_stay_two_wherever_they_stand() -> None:
    for source in (
        page(PUBLISHED.format("01/02/2024"), "<p>Rain. 01/02/2024</p>"),
        page(body="<p>Rain fell on the town, and nobody came, on 01/02/2024 in the night.</p>"),
    ):
        verdict = choose(candidates(source))
        assert (verdict.first, verdict.last) == (date(2024, 1, 2), date(2024, 2, 1))
        assert verdict.doubt == "ambiguous: day or month first ('01/02/2024')"


def test_only_what_the_page_shows() -> None:
    month = shown("<p>May 2021</p>", date(2021, 5, 1))
    assert month is not None
    assert month.n_days == 31
    assert shown("<p>nothing</p>", date(2021, 5, 1)) is None


@pytest.mark.parametrize(
    "piece", [" ", "1", "1 ", "\u0301", "<p>1.1.2", "<b class=date>", "1/", "\n"]
)
def test_hostile_pages_take_no_time(piece: str) -> None:
    start = time.perf_counter()
    candidates(f"<html><body><h1>x</h1><p class='date'>{piece * (1_000_000 // len(piece))}")
    assert time.perf_counter() - start < 15
