"""Rows of workbooks are counted in the XML of their sheets."""

import io

import openpyxl


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for number, row in rows.items():
            for column, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(number, column, value)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


ROWS = {
    1: ["A list of the archive"],
    3: ["title", "text"],
    4: ["a", "Rain"],
    5: [None, None],
    6: [None, None, None, "beside"],
    9: ["b", ""],
    10: [None, 7.5],
}


def test_rows_with_a_value_below_the_header(count):
    assert count("a.xlsx", workbook(ROWS)).n == 4


def test_sheets_without_a_column_of_text_are_not_counted(count):
    other = {1: ["name", "number"], 2: ["a", 1]}
    assert count("a.xlsx", workbook(other, ROWS, {}, ROWS)).n == 8


def test_a_mapped_column(count):
    book = workbook({1: ["Kopf", "Inhalt"], 2: ["a", "Rain"]})
    assert count("a.xlsx", book, columns={"text": "Inhalt"}).n == 1
