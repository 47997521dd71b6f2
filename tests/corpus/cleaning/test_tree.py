"""A page as a tree: limits, and what is taken out before the article is looked for."""

import time

import pytest

from newsvane.corpus.cleaning import extract, tree
from newsvane.corpus.reading.rows import UnreadableError

TEXT = "The ferry to Ostmark will stop in May, its owners said on Monday after a long meeting."


def pruned(body):
    root = tree.parse(f"<html><body>{body}</body></html>")
    tree.prune(root)
    return tree.text_of(root)


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("a<script>b</script>c", "ac"),
        ("<nav>Home</nav>a", "a"),
        ("<p>a</p><div style='display: none'>b</div>", "a"),
        ("<p>a</p><div hidden>b</div>c", "ac"),
        ("<p><a>Ferry songs of the islands</a></p>a", "a"),
        ("<p><a>Ferry songs of the islands</a> [<b>VIDEO]</b></p>a", "a"),
        ("<p>Ada <span><img><a>More on Ada</a></span>ran</p>", "Ada ran"),
        # What looks like it and is part of an article.
        ("<p><a>The ferry stops in May.</a></p>", "The ferry stops in May."),
        ("<p><a>The mayor</a> of Ostmark has left", "The mayor of Ostmark has left"),
        ("<h2><a>What now?</a></h2>", "What now?"),
        ("<div style='display:none'>" + TEXT * 9 + "</div>", TEXT * 9),
    ],
)
def test_what_no_reader_sees_and_links_to_others_go(body, left):
    assert pruned(body) == left


def test_blocks_are_parted_by_elements_and_breaks_and_links_are_counted():
    root = tree.parse("<html><body><p>a <b>b</b><br>c</p>d <a>e f</a></body></html>")
    assert [(text, n) for _, text, n in tree.blocks(root)] == [("a b", 0), ("c", 0), ("d e f", 2)]


@pytest.mark.parametrize(
    "body",
    [
        "<div hidden>" * 480 + TEXT * 20_000,
        "<p>" + "<span>" * 480 + TEXT * 20_000,
        "<table>" + "<tr><td colspan=9007199254740992 rowspan=99999>x</td></tr>" * 6_000,
        "<article><p>" + "<a href=x>a link of some words</a> " * 15_000,
        f"<p>{TEXT}" + " " * 3_000_000 + TEXT,
    ],
)
def test_hostile_pages_take_seconds(body):
    start = time.perf_counter()
    try:
        extract.extract(f"<html><body>{body}</body></html>")
    except UnreadableError as error:
        assert "no article text" in str(error)
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize(
    "doctype",
    ["", "<!DOCTYPE>", "<!DOCTYPE html [ <!ELEMENT p ANY> ]>", "<!doctype x SYSTEM 'about:y'>"],
)
def test_no_doctype_costs_text(doctype):
    page = f"{doctype}<html><body><article><p>{TEXT}</p></article></body></html>"
    assert extract.extract(page).paragraphs == (TEXT,)


def test_half_a_surrogate_pair_costs_one_character():
    page = f"<html><body><article><p>\ud800 {TEXT}</p><p>{TEXT[:-1]}!</p></article></body></html>"
    assert extract.extract(page).paragraphs == (f"? {TEXT}", f"{TEXT[:-1]}!")
