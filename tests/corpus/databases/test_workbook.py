import io
from datetime import date

import openpyxl
import pytest

from newsvane.corpus.reading.source import ReadSettings
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


@pytest.mark.parametrize("data", [b"PK\x03\x04 no workbook", b"", b"title,text\na,b\n"])
def test_what_is_no_workbook_is_listed(made, data):
    rows, left = made.read("a.xlsx", data)
    assert rows == [] and left[0][1].startswith("not readable as an Office file")


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
