import io
from datetime import date

import openpyxl
import pytest

from newsvane.corpus.reading.formats import read_source
from newsvane.corpus.reading.rows import Row
from newsvane.corpus.reading.source import Budget, ReadSettings, Source
from newsvane.limits import Limits

INTEGRUM = ["Источник", "Дата", "Время", "Заголовок", "Анонс", "Оригинал", "Автор"]


def book(*sheets: list[list[object]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = made.create_sheet(f"S{number}")
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_a_table_with_a_header(made):
    data = book(
        [["Headline", "Body", "Date", "Source"], ["Ferry", "It helps.", date(2031, 3, 4), "Post"],
         [None, None, None, None], ["Empty", None, None, None]]
    )  # fmt: skip
    (row,), left = made.read("a.xlsx", data)
    assert (row.title, row.content, row.outlet) == ("Ferry", "It helps.", "Post")
    assert row.published == "2031-03-04T00:00:00"
    assert (row.format, row.record, row.place) == ("xlsx", 1, "sheet S1, row 2")
    assert left == [(2, "no text")]


def test_a_header_below_a_heading_and_columns_of_ones_own(made):
    data = book([["Our collection"], [], ["Kopf", "Inhalt"], ["Fähre", "Sie hilft."]])
    settings = ReadSettings({"title": "Kopf", "text": "Inhalt"})
    (row,), _ = made.read("a.xlsx", data, settings)
    assert (row.title, row.content) == ("Fähre", "Sie hilft.")


def test_sheets_without_text_are_passed_over(made):
    data = book([["code", "label"], ["1", "a"]], [["title", "text"], ["Ferry", "It helps."]])
    (row,), left = made.read("a.xlsx", data)
    assert (row.place, left) == ("sheet S2, row 2", [])
    assert row.note == "the sheet S1 has no column with text and is not read"
    (row,), _ = made.read("a.xlsx", book([], [["title", "text"], ["Ferry", "It helps."]], []))
    assert row.note is None


def test_a_workbook_without_text_says_what_it_has(made):
    rows, left = made.read("a.xlsx", book([["code", "label"], ["1", "a"]]))
    assert rows == []
    assert left[0][1].startswith("no column with article text; found code, label")
    assert made.read("a.xlsx", book([[]]))[1] == [(0, "no header row found in the workbook")]
    assert made.read("a.xlsx", book([["title", "text"]]))[1] == [(0, "no rows below the header")]


def test_a_report_of_integrum(made):
    text = "Паром помогает\n\n04.03.2031\n\nПаром помогает острову.\n\nМагазины довольны."
    data = book(
        [
            INTEGRUM,
            ["Вестник", "04.03.31", "00:00", "Паром помогает", text, "vestnik.example", "Линд"],
        ]
    )
    (row,), _ = made.read("a.xlsx", data)
    assert (row.title, row.outlet, row.published) == ("Паром помогает", "Вестник", "04.03.31")
    assert (row.byline, row.url, row.format) == ("Линд", None, "integrum")
    assert row.content == "Паром помогает острову.\n\nМагазины довольны."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 no workbook", "no central directory"),
        (b"", "empty file"),
        (b"title,text\na,b\n", "not an Office document, though its name says so"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "an old Office document, or one with a password"),
    ],
)
def test_what_is_no_workbook_is_listed(made, data, reason):
    rows, left = made.read("a.xlsx", data)
    assert rows == [] and left[0][1].startswith(reason)


def test_a_part_that_holds_more_than_it_states_is_refused(made):
    # openpyxl reads this part at once, as much as there is in it.
    bomb = b"<Types>" + b" " * (9 << 20)
    data = made.zipped({"[Content_Types].xml": bomb, "xl/workbook.xml": "<workbook/>"})
    lie = data.replace(len(bomb).to_bytes(4, "little"), (4_000).to_bytes(4, "little"))
    assert lie != data
    assert "a size lie" in made.read("a.xlsx", lie)[1][0][1]
    assert "more than 100 times its size" in made.read("a.xlsx", data)[1][0][1]


def test_a_workbook_in_an_archive_is_paid_from_its_budget(made):
    data = book([["title", "text"], ["Ferry", "It helps."]])
    for n_bytes, n_rows in ((100_000, 1), (1_000, 0)):
        source = Source("a.zip/a.xlsx", data=data, depth=1, budget=Budget(n_bytes, 10))
        items = list(read_source(source, settings=ReadSettings()))
        assert sum(isinstance(item, Row) for item in items) == n_rows
    assert "the archive unpacks to far more" in items[0].reason


def test_damage_in_a_sheet_costs_what_stands_behind_it(made):
    data = bytearray(
        book([["title", "text"], *[[f"T{n}", f"It helps {n}."] for n in range(3_000)]])
    )
    data[data.index(b"xl/worksheets/sheet1.xml") + 9_000] ^= 0xFF
    rows, left = made.read("a.xlsx", bytes(data))
    assert left and len(rows) < 3_000


def test_an_archive_that_is_no_workbook_is_listed(made):
    rows, left = made.read("a.xlsx", made.zipped({"a.txt": "no sheet"}))
    assert rows == [] and left[0][1].startswith("not readable as a workbook")


def test_a_sheet_that_breaks_off_keeps_what_came_before(made):
    import zipfile

    data = book([["title", "text"], ["Ferry", "It helps."], ["Noise", "It harms."]])
    archive = zipfile.ZipFile(io.BytesIO(data))
    members = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    members["xl/worksheets/sheet1.xml"] = sheet[: sheet.index(b'<row r="3"') + 12]
    rows, left = made.read("a.xlsx", made.zipped(members))
    assert [row.title for row in rows] == ["Ferry"]
    assert left[0][1].startswith("not readable as a workbook after row 1")


def test_limits_are_kept(made):
    data = book([["title", "text"], *[["Ferry", f"It helps {n}."] for n in range(9_000)]])
    settings = ReadSettings(limits=Limits(unpacked_mb=0))
    rows, left = made.read("a.xlsx", data, settings)
    assert rows == [] and "unpacks to more than" in left[0][1]
