"""Tables as files of a spreadsheet: words and numbers, never formulas."""

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

import motcua
from motcua.documents.spreadsheets import MAIN, MEDIA_TYPES, written

SOURCE = Path(motcua.__file__).parent
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


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋"])
def test_every_beginning_of_a_formula_is_text(begins):
    cell = f"{begins}cmd|' /C calc'!A0"
    text = written("csv", "Thống kê", HEADS, [(cell, -1, 1.5, None)]).decode("utf-8-sig")
    [_heads, row] = csv.reader(io.StringIO(text, newline=""))
    assert row == [f"'{cell}", "-1", "1.5", ""]
    book = written("xlsx", "Thống kê", (cell, *HEADS), [(cell, -1)])
    with ZipFile(io.BytesIO(book)) as file:
        sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))
    texts = [
        each.get("t") for each in sheet.iter(f"{{{MAIN}}}c") if "cmd" in "".join(each.itertext())
    ]
    assert texts == ["inlineStr", "inlineStr"]
    assert not list(sheet.iter(f"{{{MAIN}}}f"))


def test_every_table_is_written_by_this_one_mechanism():
    writers = [
        each.relative_to(SOURCE).as_posix()
        for each in SOURCE.rglob("*.py")
        if re.search(r"csv\.(writer|DictWriter)|import csv\b|from csv\b", each.read_text("utf8"))
    ]
    assert writers == ["documents/spreadsheets.py"]


@pytest.mark.parametrize("format", MEDIA_TYPES)
def test_a_table_may_be_empty(format):
    assert written(format, "", ("Nơi",), [])
