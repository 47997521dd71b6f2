"""Words: the same for a text and for its damaged copy."""

import numpy as np
import pytest

from newsvane.corpus.matching import words


def hashes(text):
    return words.split([words.plain(text)]).hashes.tolist()


@pytest.mark.parametrize(
    "damaged",
    [
        "“Don't go,” Zoë’s café warned",  # typographic
        "â€œDonâ€™t go,â€ ZoÃ«â€™s cafÃ© warned",  # UTF-8 read as Windows-1252
        "?Don?t go,? Zo?'s caf? warned",  # ASCII with question marks
        "\"Don't go,\" Zoe\u0308's cafe\u0301 warned",  # combining marks
        "“Don’t go,” Zoë’s café war-\nned",  # divided at a line's end
        "“Don’t go,” Zoë’s café war\u00adned",  # soft hyphen
    ],
)
def test_a_damaged_text_has_the_same_words(damaged):
    assert hashes(damaged) == hashes("\"Don't go,\" Zoë's café warned")


def test_other_words_are_other_words():
    assert hashes("the dam broke") != hashes("the dam broken")
    assert len(set(hashes("one two three four"))) == 4


def test_scripts_without_spaces_are_cut_into_letters():
    assert len(hashes("大坝昨天决口")) == 6
    assert len(hashes("Dam 大坝 broke")) == 4
    # Cyrillic and Greek are written with spaces.
    assert len(hashes("плотина прорвана φράγμα")) == 3


def test_a_text_does_not_run_into_the_next():
    both = words.split(["one two", "three"])
    assert both.text.tolist() == [0, 0, 1]
    assert both.hashes.tolist() == hashes("one two") + hashes("three")


def test_content_words_are_long_or_numbers():
    found = words.split(["in 7 towns of 2031 an old dam was seen"])
    assert found.is_content.tolist() == [
        False, True, True, False, True, False, False, False, False, True
    ]  # fmt: skip
    assert np.flatnonzero(found.is_number).tolist() == [1, 4]


def test_a_stem_keeps_six_letters():
    one, other = words.split(["governing"]), words.split(["governed"])
    assert one.stems == other.stems
    assert one.hashes != other.hashes


def test_odd_texts_have_words_or_none():
    assert hashes("") == hashes(" \n“”") == []
    assert len(hashes("\ud800 lone surrogate")) == 2
    assert len(hashes("x" * 2_000_000)) == 1


def test_chunks_keep_every_text_in_order(monkeypatch):
    monkeypatch.setattr(words, "CHUNK", 10)
    texts = ["", "a" * 30, "b", "c" * 9, "", "d"]
    assert [text for chunk in words.chunks(texts) for text in chunk] == texts


def test_distinct_values_are_sorted():
    assert words.distinct(np.array([3, 1, 3, 2])).tolist() == [1, 2, 3]
    assert words.distinct(np.array([])).tolist() == []
