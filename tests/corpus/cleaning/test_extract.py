"""Pages: the article comes out, and what cannot be extracted is said."""

import time

import pytest

from newsvane.corpus.cleaning import extract
from newsvane.corpus.reading.rows import UnreadableError

TEXT = "The ferry to Ostmark will stop in May, its owners said on Monday after a long meeting. " * 3
MORE = "Nobody has offered to pay for the repairs so far, and the council is divided over it."
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Ferry to stop - The Bote</title>
<meta property="og:site_name" content="The Bote"><meta name="author" content="Ada Byron">
<link rel="canonical" href="https://bote.example/ferry"></head><body>
<nav><a href="/">Home</a><a href="/news">News</a></nav>
<article><h1>Ferry to stop</h1><p>{TEXT}</p><p>{MORE}</p></article>
<div class="comments"><p>First comment: what a shame it is, really.</p></div></body></html>"""


def test_a_page():
    page = extract.extract(PAGE)
    assert page.title == "Ferry to stop"
    assert (page.outlet, page.byline, page.language) == ("The Bote", "Ada Byron", "en-GB")
    assert page.url == "https://bote.example/ferry"
    assert page.paragraphs[-2:] == (TEXT.strip(), MORE)
    assert not any("comment" in text or "Home" in text for text in page.paragraphs)


def test_the_piece_of_a_page_that_a_cell_holds():
    assert extract.extract("<p>The ferry stops.</p><p>Nobody knows why.</p>").paragraphs == (
        "The ferry stops.",
        "Nobody knows why.",
    )


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<html><frameset><frame src='x'></frameset></html>", "no article text"),
        ("<html><body></body></html>", "no article text"),
        ("<html><body>" + "<div>" * 100_000 + TEXT, "nested too deeply"),
        ("<html><body><article>" + "<p>x</p>" * 100_000, "too large"),
    ],
)
def test_what_cannot_be_extracted_is_said_in_seconds(source, reason):
    start = time.perf_counter()
    with pytest.raises(UnreadableError, match=reason):
        extract.extract(source)
    assert time.perf_counter() - start < 10


def test_depth_beyond_the_parsers_own_limit_loses_nothing():
    source = "<html><body>" + "<div>" * 300 + f"<p>{TEXT}</p>" + "</div>" * 300 + "</body></html>"
    assert extract.extract(source).paragraphs == (TEXT.strip(),)


def test_entities_are_not_expanded_and_no_file_is_read():
    source = (
        '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">'
        f'<!ENTITY a "lol">]><html><body><article><p>&x; {TEXT}</p></article></body></html>'
    )
    assert "&x;" in " ".join(extract.extract(source).paragraphs)
