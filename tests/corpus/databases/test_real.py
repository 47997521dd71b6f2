"""The real exports, where they are at hand: their numbers, and that no field is empty."""

from pathlib import Path

import pytest

from newsvane.corpus.reading.formats import read_source
from newsvane.corpus.reading.rows import Row
from newsvane.corpus.reading.source import ReadSettings, Source

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "exports"
NUMBERS = {
    "nexis/afp_2013-03-12_0501.html": 74,
    "nexis/guardian_1986-01-01_0001.html": 262,
    "nexis/irish-times_1995-06-12_0001.html": 166,
    "nexis/spiegel_2012-02-01_0001.html": 49,
    "lexis/guardian3.docx": 62,
    "lexis/misc.docx": 100,
    "lexis/nyt1.docx": 50,
    "lexis/nyt2.docx": 100,
    "lexis/sample.TXT": 10,
    "lexis/usa-today.docx": 7,
    "lexis/washington-post.docx": 50,
    "factiva/chinese-ui.html": 97,
    "factiva/chosun_ilbo_1_2018-05-28.html": 59,
    "factiva/german-ui.html": 100,
    "factiva/irish-independence_1_2017-11-14.html": 44,
    "factiva/nyt_1_1993-01-03.html": 27,
    "factiva/suddeutsche_1_2017-11-19.html": 51,
    "europresse/europresse_test1.html": 3,
    "europresse/europresse_test2.html": 4,
    "integrum/channel1_20050201-20050228_0001-0059_0059.xlsx": 59,
    "integrum/moscow_1993-06-06_1994-09-02.html": 27,
    "integrum/ntv_20121201-20121231_0001-0100_0190.xlsx": 100,
}


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared exports are not at hand")
@pytest.mark.parametrize("name", NUMBERS)
def test_every_article_is_read_with_title_outlet_and_date(name):
    path = FOLDER / name
    rows = list(read_source(Source(path.name, path), settings=ReadSettings()))
    assert all(isinstance(row, Row) for row in rows)
    assert [row.record for row in rows] == list(range(1, NUMBERS[name] + 1))
    assert all(row.title and row.outlet and row.published and row.content for row in rows)
    assert not any("Load-Date" in row.content or "LOAD-DATE" in row.content for row in rows)
