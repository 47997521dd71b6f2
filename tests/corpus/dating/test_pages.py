"""Dates of saved pages: the stated place, the visible page, the evidence."""

from datetime import date

import pytest

from newsvane.corpus.dating.pages import find, seen, shown


def page(head: str = "", body: str = "") -> str:
    return f"<html><head>{head}</head><body><h1>Harbour</h1>{body}</body></html>"


@pytest.mark.parametrize(
    "source",
    [
        page('<meta property="article:published_time" content="2021-05-03T10:00:00Z">'),
        page('<meta name="date" content="2021-05-03">'),
        page('<script type="application/ld+json">{"datePublished": "2021-05-03"}</script>'),
        page(body='<time class="published" datetime="2021-05-03">Monday</time><p>Text</p>'),
    ],
)
def test_where_pages_state_their_date(source: str) -> None:
    assert seen(source) is None
    found = find(source)
    assert found is not None
    assert (found.first, found.last) == (date(2021, 5, 3), date(2021, 5, 3))
    assert found.evidence in source


@pytest.mark.parametrize(
    "source",
    [
        page(body='<p class="date">3 May 2021</p><p>Text</p>'),
        page(body="<div class='byline'>Veröffentlicht am 03.05.2021</div>"),
    ],
)
def test_a_date_that_only_stands_in_a_page_is_seen_not_stated(source: str) -> None:
    assert find(source) is None
    found = seen(source)
    assert found is not None
    assert (found.first, found.last) == (date(2021, 5, 3), date(2021, 5, 3))


def test_the_day_of_a_picture_from_the_files_is_no_date_of_the_page() -> None:
    source = page(body="<p>This May 3, 2018, file photo shows the harbour.</p>")
    assert (find(source), seen(source)) == (None, None)


def test_a_modification_date_does_not_win() -> None:
    found = find(
        page(
            '<meta property="article:modified_time" content="2023-01-01T10:00:00Z">'
            '<meta property="article:published_time" content="2021-05-03T10:00:00Z">'
        )
    )
    assert found is not None
    assert found.first == date(2021, 5, 3)


def test_the_utc_day_counts() -> None:
    found = find(page('<meta property="article:published_time" content="2021-05-03T23:00-05:00">'))
    assert found is not None
    assert found.first == date(2021, 5, 4)


@pytest.mark.parametrize("source", ["", "no markup", page(), "<", page(body="<p>Never dated.</p>")])
def test_no_date(source: str) -> None:
    assert find(source) is None


def test_only_what_the_page_shows() -> None:
    month = shown("<p>May 2021</p>", date(2021, 5, 1))
    assert month is not None
    assert month.n_days == 31
    assert shown("<p>nothing</p>", date(2021, 5, 1)) is None
