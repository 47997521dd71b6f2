"""Characters are mended, words and quotation marks are not touched."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane.corpus.cleaning.repair import lines_of, repair, repairs


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("The cafÃ© in ZÃ¼rich", "The café in Zürich"),
        ("It â€œstopsâ€\x9d â€” they donâ€™t know", "It “stops” — they don’t know"),
        ("“It ‘stops’,” he said", "“It ‘stops’,” he said"),
        ("rain &amp; wind &#163;5", "rain & wind £5"),
        ("<b>rain &amp; wind</b>", "<b>rain &amp; wind</b>"),
        ("a\x00b\x07c\x7f", "abc"),
        ("\x1b[2J\x1b]0;owned\x07The ferry \x1b[31mstops\x1b[0m", "The ferry stops"),
        ("\u202egnp.exe\u202c in\u00advis\u200bi\ufeffble", "gnp.exe invisible"),
        ("cafe\u0301", "café"),
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\n\ne"),
        ("他说：“不”，（她）同意。", "他说：“不”，（她）同意。"),  # full-width marks stay
        ("می\u200cخواهم", "می\u200cخواهم"),  # the joiner is part of the word
    ],
)
def test_repair(broken, mended):
    assert repair(broken) == mended


@given(st.text(st.sampled_from("abc Zz.,'\"“”‘’„–—…абвяあ中文ا!?\n<>")))
def test_sound_text_is_not_changed(text):
    assert repair(text) == text


@pytest.mark.parametrize(
    "text",
    ["a" + "\u0315\u0300" * 300_000, "x" + " " * 2_000_000 + "y", "\x1b" * 500_000, "&" * 500_000],
)
def test_hostile_text_takes_seconds_not_minutes(text):
    start = time.perf_counter()
    lines_of(repair(text))
    assert time.perf_counter() - start < 5


def test_every_space_is_a_space():
    assert lines_of("a\u00a0\u2003b \t c\n  d") == ["a b c", "d"]


@pytest.mark.parametrize(
    ("broken", "notes"),
    [
        ("rain", ()),
        ("\ufeffrain\r\n", ()),
        ("ra\x00in", ("NUL bytes removed",)),
        ("ra\x07in", ("control characters removed",)),
        ("\x1b[31mrain", ("terminal escapes removed",)),
        ("\u202erain", ("bidi overrides removed",)),
        ("r\u200bain", ("zero-width characters removed",)),
        ("a" + "\u0300" * 20, ("long runs of combining marks cut",)),
        ("ra\ufffdin", ("characters that could not be decoded are shown as U+FFFD",)),
        ("The cafÃ© in ZÃ¼rich", ("mojibake mended",)),
        ("Le café", ()),
    ],
)
def test_what_was_repaired_is_named(broken, notes):
    assert repairs(broken) == (repair(broken), notes)


def test_a_zero_width_mark_between_all_letters_leaves_the_plain_text():
    text = "The ferry stops in May."
    assert repair("\u200b".join(text)) == text
