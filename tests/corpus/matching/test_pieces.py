"""Pieces: what is put on the shelf comes back, at hand or from the file."""

import pytest

from newsvane.corpus.matching import pieces


@pytest.mark.parametrize("text", ["Plain.", "Zoë “says”\n\nno", "\ud800 lone", ""])
def test_a_text_comes_back_from_the_file(text, monkeypatch):
    monkeypatch.setattr(pieces, "KEPT_WORDS", 0)
    monkeypatch.setattr(pieces, "IN_MEMORY_BYTES", 1)
    with pieces.open_shelf() as shelf:
        for position in range(5):
            shelf.put(position, text=text, named=("harbour post",))
        for position in (0, 4, 2, 0):
            assert shelf[position].text == text.lower()
            assert shelf[position].named == ("harbour post",)


def test_few_words_are_kept_at_hand(monkeypatch):
    monkeypatch.setattr(pieces, "KEPT_WORDS", 10)
    with pieces.open_shelf() as shelf:
        for position in range(9):
            shelf.put(position, text="one two three four five", named=())
        first = shelf[0]
        assert shelf[0] is first
        for position in range(9):
            assert shelf[position]
        assert shelf[0] is not first


def test_sentences_end_at_marks_and_lines_but_not_after_initials():
    piece = pieces.Piece("dr. odra left. did she? yes\nshe did! “so it ends.” fine", ())
    assert piece.sentence.tolist() == [0, 0, 0, 1, 1, 2, 3, 3, 4, 4, 4, 5]


def test_names_are_in_lower_case_and_without_what_is_missing():
    named = pieces.names_of(byline=" Ada Lind ", outlet=float("nan"), url="a.org/x")
    assert named == ("ada lind", "a.org/x")
