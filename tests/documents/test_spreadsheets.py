"""Tables as files of a spreadsheet: words and numbers, never formulas."""

import csv
import io
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from motcua.documents.spreadsheets import MAIN, MEDIA_TYPES, written

ROWS = [("=1+1", 2, 2.5, None), ("Sở <Tài chính> & \x02 Công an", 0, "", "x")]
HEADS = ("Nơi", "Số", "Trung vị", "")


def cells(file):
    with ZipFile(io.BytesIO(file)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        for part in book.namelist():
            ElementTree.fromstring(book.read(part))
    return [["".join(cell.itertext()) for cell in row] for row in sheet.iter(f"{{{MAIN}}}row")]


def test_a_workbook_holds_words_and_numbers():
    file = written("xlsx", "Thống kê: 2026/11", HEADS, ROWS)
    assert cells(file) == [
        ["Nơi", "Số", "Trung vị", ""],
        ["=1+1", "2", "2.5", ""],
        ["Sở <Tài chính> &  Công an", "0", "", "x"],
    ]
    assert b"<f>" not in file
    assert file == written("xlsx", "Thống kê: 2026/11", HEADS, ROWS)


def test_a_cell_of_csv_is_never_a_formula():
    text = written("csv", "Thống kê", HEADS, ROWS).decode("utf-8-sig")
    assert next(iter(list(csv.reader(io.StringIO(text)))[1:])) == ["'=1+1", "2", "2.5", ""]


@pytest.mark.parametrize("format", MEDIA_TYPES)
def test_a_table_may_be_empty(format):
    assert written(format, "", ("Nơi",), [])
