"""A letter as an office document (docx), in the dress of NĐ 30/2020/NĐ-CP, annex I.

A4 or A5, Times New Roman 13, margins of 30 mm on the left, 15 mm on the right,
20 mm above and below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from motcua.documents.setting.codes import png
from motcua.documents.setting.reading import (
    Block,
    Cell,
    Code,
    Columns,
    Page,
    Paragraph,
    Table,
    trimmed,
)
from motcua.documents.setting.tables import placed, widths_of

FONT = "Times New Roman"
TAGS = {"vi": "vi-VN", "en": "en-GB"}
PAPERS = {"A4": (Mm(210), Mm(297)), "A5": (Mm(148), Mm(210))}
SIZES = {"A4": Pt(13), "A5": Pt(11)}
MARGINS = {"left": Mm(30), "right": Mm(15), "top": Mm(20), "bottom": Mm(20)}
IN_TABLE = Pt(11)
SMALL = Pt(10)
IN_HEAD = {"A4": Pt(12), "A5": Pt(10)}
LETTER = 6.2
"""How wide a letter is in a table, about, in points."""
SIGNATURE = Mm(18)
CODE = Cm(2.6)
ALIGN = {"centre": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def written(page: Page) -> bytes:
    """Return the letter as the bytes of a docx file."""
    sheet = _Sheet(page)
    for block in page.blocks:
        sheet.put(block)
    into = BytesIO()
    sheet.document.save(into)
    return into.getvalue()


class _Sheet:
    """The document being written from top to bottom."""

    def __init__(self, page: Page):
        self.document = Document()
        self.size, self.head = SIZES[page.paper], IN_HEAD[page.paper]
        self._dress(page.language)
        self._lay(page)
        self.document.core_properties.title = page.title[:255]
        self.document.core_properties.author = "Motcua"

    def _dress(self, language: str) -> None:
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, self.size
        style.paragraph_format.space_after = Pt(4)
        properties = style.element.get_or_add_rPr()
        for key in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            properties.get_or_add_rFonts().set(qn(key), FONT)
        tag = OxmlElement("w:lang")
        tag.set(qn("w:val"), TAGS.get(language, language))
        properties.append(tag)

    def _lay(self, page: Page) -> None:
        section = self.document.sections[0]
        size = PAPERS[page.paper]
        section.page_width, section.page_height = size[::-1] if page.is_across else size
        if page.is_across:
            section.orientation = WD_ORIENT.LANDSCAPE
        for side, width in MARGINS.items():
            setattr(section, f"{side}_margin", width)
        self.room = int(section.page_width) - MARGINS["left"] - MARGINS["right"]

    def put(self, block: Block) -> None:
        """Write one part of the letter."""
        if isinstance(block, Paragraph):
            self._say(self.document.add_paragraph(), block)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Columns):
            self._columns(block)
        else:
            self._code(block)

    def _say(self, paragraph: Any, said: Paragraph, size: Any = None) -> None:
        paragraph.alignment = ALIGN.get(said.align)
        if said.kind == "title":
            paragraph.paragraph_format.space_before = Pt(8)
        if said.kind == "space":
            paragraph.paragraph_format.space_after = SIGNATURE
        if said.mark:
            paragraph.paragraph_format.left_indent = Cm(1)
            paragraph.paragraph_format.first_line_indent = Cm(-0.6)
            paragraph.add_run(f"{said.mark} ")
        for run in trimmed(said.runs):
            added = paragraph.add_run(run.text)
            added.bold, added.italic, added.underline = run.bold, run.slanted, run.underlined
            added.font.size = SMALL if said.kind == "small" else size

    def _cell(self, cell: Any, paragraphs: Iterable[Paragraph], size: Any = None) -> None:
        for number, said in enumerate(paragraphs):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            self._say(paragraph, said, size)

    def _columns(self, columns: Columns) -> None:
        table = self.document.add_table(rows=1, cols=len(columns.parts))
        for cell, part in zip(table.rows[0].cells, columns.parts, strict=True):
            self._cell(cell, part, self.head if columns.is_head else None)
        self._widen(table, columns.widths)
        _keep_whole(table.rows[0])
        self.document.add_paragraph()

    def _table(self, told: Table) -> None:
        if not told.columns:
            return
        table = self.document.add_table(rows=len(told.rows), cols=told.columns)
        table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
        for place, cell in placed(told).items():
            self._fill(table, place, cell)
        for number, row in enumerate(table.rows):
            _keep_whole(row)
            if number < told.heads:
                row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        room = self.room / int(Pt(1))
        widths = widths_of(told, room, lambda word, _is_bold: len(word) * LETTER)
        self._widen(table, [each / room for each in widths])
        self.document.add_paragraph()

    def _fill(self, table: Any, place: tuple[int, int], told: Cell) -> None:
        row, column = place
        cell = table.cell(row, column)
        if told.across > 1 or told.down > 1:
            cell = cell.merge(table.cell(row + told.down - 1, column + told.across - 1))
        self._cell(cell, told.paragraphs, IN_TABLE)
        if told.is_head:
            for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
                run.bold = True

    def _widen(self, table: Any, shares: Sequence[float]) -> None:
        table.autofit = False
        for column, share in zip(table.columns, shares, strict=True):
            column.width = int(self.room * share)
        for row in table.rows:
            for cell, share in zip(row.cells, shares, strict=True):
                cell.width = int(self.room * share)

    def _code(self, code: Code) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        shape = paragraph.add_run().add_picture(BytesIO(png(code)), width=CODE)
        shape._inline.docPr.set("descr", "QR")


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
