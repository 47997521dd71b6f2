"""Characters are mended, words and quotation marks are not touched."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane.corpus.cleaning.repair import lines_of, repair


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
