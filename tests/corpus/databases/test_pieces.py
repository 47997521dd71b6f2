import re

import pytest

from newsvane.corpus.databases import pieces
from newsvane.corpus.reading.rows import UnreadableError
from newsvane.corpus.reading.source import Source


def test_text_around_comments_and_scripts_is_kept():
    root = pieces.parse(
        "<p>One<!-- hidden --> two<script>three</script> four<style>x</style></p>five"
    )
    assert pieces.paragraphs(root) == ["One two four", "five"]


def test_rows_of_a_table_that_holds_data():
    root = pieces.parse("<table><tr><td><p>Rank</p></td><td>Boat</td></tr><tr><td>1<td>A</table>")
    assert pieces.paragraphs(root, is_layout=False) == ["Rank | Boat", "1 | A"]


def test_lines_of_a_pre_are_lines():
    assert pieces.paragraphs(pieces.parse("<pre>a\nb\n\nc</pre>")) == ["a\nb", "c"]


def test_an_empty_piece_is_no_error():
    assert pieces.paragraphs(pieces.parse("")) == []


def test_a_page_without_a_marker_has_no_pieces():
    before, found = pieces.split("<p>x", marker=re.compile("<hr>"))
    assert (before, list(found)) == ("<p>x", [])


def test_an_export_that_no_database_would_write_is_refused(monkeypatch):
    monkeypatch.setattr(pieces, "MAX_EXPORT_BYTES", 10)
    with pytest.raises(UnreadableError, match="export fewer articles"):
        pieces.whole(Source("a.html", data=b"x" * 11))
