"""A table as a file of a spreadsheet: xlsx, and the plainer CSV.

Cells hold words and numbers, never formulas: what a stranger typed as a name
stays what was typed.  An xlsx says so itself, each text being an inline
string; in CSV a cell that a program would calculate begins with an apostrophe.
Every table that leaves Motcua is written here, so that none forgets it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Cell = str | int | float | None
Row = Sequence[Cell]

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With what a cell of a CSV must not begin, because a program would calculate it; the wide
ones too, which some take for the same."""
MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_LETTERS = 32_767
"""What one cell of a spreadsheet can hold."""
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML cannot hold."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CONTENT_TYPES = (
    f'{DECLARED}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.styles+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
TOP = (
    f'{DECLARED}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
PARTS = (
    f'{DECLARED}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
STYLES = (
    f'{DECLARED}<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/>'
    '<name val="Times New Roman"/></font><font><b/><sz val="11"/><name val="Times New Roman"/>'
    '</font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf fontId="0" applyAlignment="1"><alignment vertical="top" '
    'wrapText="1"/></xf><xf fontId="1" applyFont="1" applyAlignment="1"><alignment '
    'vertical="center" wrapText="1"/></xf></cellXfs></styleSheet>'
)


def written(format: str, title: str, heads: Row, rows: Iterable[Row]) -> bytes:
    """Return the table in one of the :data:`MEDIA_TYPES`."""
    if format == "xlsx":
        return xlsx(title, heads, rows)
    return comma_separated(heads, rows)


def comma_separated(heads: Row, rows: Iterable[Row]) -> bytes:
    """Return the table as CSV, with the mark by which a spreadsheet knows its letters."""
    text = io.StringIO()
    table = csv.writer(text)
    for row in (heads, *rows):
        table.writerow(["" if each is None else harmless(each) for each in row])
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula."""
    dangerous = isinstance(cell, str) and cell.startswith(DANGEROUS)
    return f"'{cell}" if dangerous else cell


def xlsx(title: str, heads: Row, rows: Iterable[Row]) -> bytes:
    """Return the table as a workbook of one sheet; the same table gives the same bytes."""
    name = escape(re.sub(r"[\[\]:*?/\\]", " ", UNSEEN.sub("", title))[:31], {'"': "&quot;"})
    book = (
        f'{DECLARED}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    into = io.BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as file:
        for path, text in (
            ("[Content_Types].xml", CONTENT_TYPES),
            ("_rels/.rels", TOP),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", PARTS),
            ("xl/styles.xml", STYLES),
            ("xl/worksheets/sheet1.xml", _sheet(heads, rows)),
        ):
            file.writestr(ZipInfo(path, LONG_AGO), text, ZIP_DEFLATED)
    return into.getvalue()


def _sheet(heads: Row, rows: Iterable[Row]) -> str:
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{24 if place > 1 else 16}" customWidth="1"/>'
        for place in range(1, len(heads) + 1)
    )
    lines = [_row(1, heads, 1), *(_row(place, row, 0) for place, row in enumerate(rows, 2))]
    return (
        f'{DECLARED}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
        f"</sheetViews><cols>{widths}</cols><sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _row(place: int, row: Row, style: int) -> str:
    cells = "".join(_cell(each, style) for each in row)
    return f'<row r="{place}">{cells}</row>'


def _cell(cell: Cell, style: int) -> str:
    if cell is None or cell == "":
        return f'<c s="{style}"/>'
    if isinstance(cell, int | float):
        return f'<c s="{style}"><v>{cell}</v></c>'
    text = escape(UNSEEN.sub("", cell)[:MOST_LETTERS])
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
