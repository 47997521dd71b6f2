"""Markdown: words stay, markup goes."""

import time

from newsvane.corpus.cleaning.markdown import lines_without_markup


def plain(*lines):
    return lines_without_markup(list(lines))


def test_markup():
    lines, title = plain(
        "# Ferry *to stop*",
        "![A ferry](x.png)",
        "The **ferry** _to_ [Ostmark](http://x.example) `stops`.",
        "* first",
        "> quoted",
        "---",
        "## Why it stops",
        "[1]: http://x.example",
        r"5 \* 3, snake_case_word and 2 * 3 * 4",
    )
    assert title == "Ferry to stop"
    assert [line for line in lines if line] == [
        "The ferry to Ostmark stops.",
        "• first",
        "quoted",
        "Why it stops",
        "5 * 3, snake_case_word and 2 * 3 * 4",
    ]


def test_a_heading_below_the_text_is_no_title():
    assert plain("The ferry stops.", "# Why")[1] is None


def test_hostile_markup_takes_seconds():
    start = time.perf_counter()
    plain("[" * 100_000, "*" * 100_000, "*a" * 50_000, "![" * 50_000, "`" * 100_000, "<p " * 50_000)
    assert time.perf_counter() - start < 10
