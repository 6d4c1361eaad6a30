"""The sheet of an office document: headings, tables and pictures in the dress of NĐ 30/2020.

A4, Times New Roman, margins as annex I of the decree gives them; tables repeat
their heads on the next page, and no row is broken between two pages.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import IO, Any, TypeAlias

import pypdfium2
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor

from motcua.documents.fonts import ONE_AT_A_TIME
from motcua.words import Sentence, translate
from motcua.workflows.definition import Definition
from motcua.workflows.drawing.layout import GAP, MARGIN, WIDTH
from motcua.workflows.exchange import pdf

FONT = "Times New Roman"
TAGS = {"vi": "vi-VN", "en": "en-GB"}
SIZE, SMALL, HEADING, TITLE = Pt(13), Pt(9), Pt(14), Pt(16)
IN_TABLE = Pt(11)
PAGE = (Mm(210), Mm(297))
LARGE_PAGE = (Mm(420), Mm(297))
"""A3 across: a flowchart of ten steps cannot be read on less."""
MARGINS = {"left": Mm(25), "right": Mm(15), "top": Mm(20), "bottom": Mm(20)}
SHARPNESS = 2.4
"""Points of the picture to each point of the paper."""
MOST_COLUMNS = 8
"""Steps beside each other that can be read across a page."""
SHADE = "E8EEF2"

Cell: TypeAlias = Sentence | date | list[Sentence]


def pictures_of(definition: Definition, language: str, fonts: Path) -> list[bytes]:
    """Return the flowchart, the same as the PDF, cut into strips that can be read on one page."""
    with ONE_AT_A_TIME:
        drawn = pypdfium2.PdfDocument(pdf.written(definition, language, fonts))
        image = drawn[0].render(scale=SHARPNESS).to_pil()
        drawn.close()
    unit = pdf.POINTS * SHARPNESS
    cuts = [round(x * unit) for x in _cuts(image.width / unit)]
    strips = zip([0, *cuts], [*cuts, image.width], strict=True)
    return [_png(image.crop((left, 0, right, image.height))) for left, right in strips]


def _cuts(width: float) -> list[float]:
    """Return where a picture is cut: just before a column, beside the words of the way to it."""
    column = WIDTH + GAP
    columns = math.ceil((width - MARGIN) / column)
    strips = math.ceil(columns / MOST_COLUMNS)
    each = math.ceil(columns / strips)
    first = MARGIN + 24 - 4
    return [first + column * each * number for number in range(1, strips)]


def _png(image: Any) -> bytes:
    into = BytesIO()
    image.save(into, "PNG", optimize=True)
    return into.getvalue()


class Sheet:
    """A document being written from top to bottom."""

    def __init__(self, language: str, title: Sentence, subject: str):
        self.language = language
        self.document = Document()
        self._dress()
        told = self.document.core_properties
        told.title = self.say(title)[:255]
        told.subject = subject[:255]
        told.author = "Motcua"
        told.language = TAGS[language]

    def say(self, sentence: object) -> str:
        """Say a sentence in the language of the document; a list stands line by line."""
        if isinstance(sentence, list):
            return "\n".join(self.say(each) for each in sentence)
        return translate(sentence, self.language)

    def save(self, into: IO[bytes]) -> None:
        """Write the file."""
        self.document.save(into)

    def _dress(self) -> None:
        styles = self.document.styles
        for name, size in (("Normal", SIZE), ("Heading 1", HEADING), ("Heading 2", SIZE)):
            style = styles[name]
            style.font.name, style.font.size = FONT, size
            style.font.color.rgb = RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
                fonts.set(qn(key), FONT)
            for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(key), None)
            style.paragraph_format.space_after = Pt(4)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), TAGS[self.language])
        styles["Normal"].element.get_or_add_rPr().append(language)
        _set_page(self.document.sections[0], PAGE)
        self._number_pages()

    def _number_pages(self) -> None:
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run = paragraph.add_run()
            element = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(qn("w:fldCharType"), kind)
            else:
                element.text = text
            run._r.append(element)

    def head(
        self,
        unit: Sentence,
        kind: Sentence,
        title: Sentence,
        facts: Iterable[tuple[Sentence, Cell]],
    ) -> None:
        """Write the head: whose procedure, what it is called, and its number."""
        table = self.document.add_table(rows=1, cols=3)
        table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
        left, middle, right = table.rows[0].cells
        self._fill(left, self.say(unit).upper(), bold=True, centred=True)
        self._fill(middle, self.say(kind), bold=True, centred=True)
        added = middle.add_paragraph()
        added.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = added.add_run(self.say(title))
        run.bold, run.font.size = True, TITLE
        lines = "\n".join(f"{self.say(name)}: {self.say(value)}" for name, value in facts)
        self._fill(right, lines)
        _widen(table, (4.4, 7.8, 4.8))
        self.document.add_paragraph()

    def heading(self, sentence: Sentence, level: int = 1) -> None:
        """Write a heading."""
        self.document.add_heading(self.say(sentence), level)

    def paragraph(self, sentence: Sentence, *, small: bool = False) -> None:
        """Write a paragraph."""
        run = self.document.add_paragraph().add_run(self.say(sentence))
        if small:
            run.font.size = SMALL

    def bullets(self, sentences: Iterable[Sentence]) -> None:
        """Write a list."""
        for each in sentences:
            self.document.add_paragraph(self.say(each), style="List Bullet")

    def table(
        self, heads: Sequence[Sentence], rows: Iterable[Sequence[Cell]], widths: Sequence[float]
    ) -> None:
        """Write a table; its widths are in centimetres."""
        table = self.document.add_table(rows=1, cols=len(heads))
        table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            self._fill(cell, self.say(head), bold=True, centred=True)
            _shade(cell)
        _mark_row(table.rows[0], "w:tblHeader")
        for row in rows:
            added = table.add_row()
            _mark_row(added, "w:cantSplit")
            for cell, said in zip(added.cells, row, strict=True):
                self._fill(cell, self.say(said))
        _widen(table, widths)
        self.document.add_paragraph()

    def _fill(self, cell: Any, text: str, *, bold: bool = False, centred: bool = False) -> None:
        for number, line in enumerate(text.split("\n")):
            paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(2)
            if centred:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(line)
            run.bold, run.font.size = bold, IN_TABLE

    def wide_pictures(self, heading: Sentence, pictures: Sequence[bytes], said: Sentence) -> None:
        """Put pictures on a page across, with words for those who do not see them."""
        _set_page(self.document.add_section(WD_SECTION.NEW_PAGE), LARGE_PAGE)
        self.heading(heading, 2)
        room = LARGE_PAGE[0] - MARGINS["left"] - MARGINS["right"]
        height = LARGE_PAGE[1] - MARGINS["top"] - MARGINS["bottom"]
        tallest = (height - Cm(2)) // len(pictures) - Cm(0.5)
        for picture in pictures:
            shape = self.document.add_picture(BytesIO(picture), width=room)
            if shape.height > tallest:
                shape.width, shape.height = int(shape.width * tallest / shape.height), tallest
            shape._inline.docPr.set("descr", self.say(said))
        _set_page(self.document.add_section(WD_SECTION.NEW_PAGE), PAGE)


def _set_page(section: Any, size: tuple[int, int]) -> None:
    section.page_width, section.page_height = size
    across = size[0] > size[1]
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    for side, width in MARGINS.items():
        setattr(section, f"{side}_margin", width)


def _widen(table: Any, widths: Sequence[float]) -> None:
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)


def _mark_row(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
