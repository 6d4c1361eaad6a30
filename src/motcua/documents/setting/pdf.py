"""A letter as a PDF, in the dress of NĐ 30/2020/NĐ-CP, annex I.

The letters are embedded with what they mean, so that a Vietnamese name can be
searched and copied.  The same letter makes the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, LongTable, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Paragraph as Set
from reportlab.platypus import Table as Grid

from motcua.documents.fonts import ONE_AT_A_TIME, Fonts, of_letters
from motcua.documents.setting.reading import (
    Block,
    Code,
    Columns,
    Page,
    Paragraph,
    Run,
    Table,
    trimmed,
)
from motcua.documents.setting.tables import placed, widths_of

PAPERS = {"A4": A4, "A5": A5}
SIZES = {"A4": 13.0, "A5": 11.0}
IN_TABLE, SMALL = 11.0, 10.0
IN_HEAD = {"A4": 12.0, "A5": 10.0}
LEADING = 1.3
MARGINS = {"leftMargin": 30 * mm, "rightMargin": 15 * mm, "topMargin": 20 * mm,
           "bottomMargin": 20 * mm}  # fmt: skip
SIGNATURE = 18 * mm
CODE = 26 * mm
ALIGN = {"": 0, "centre": 1, "right": 2}
NUMBER = 5 * mm
"""How far to the right the text of a line of a list begins."""


def written(page: Page, fonts: Path) -> bytes:
    """Return the letter as the bytes of a PDF; raises ``NoFonts`` where there are none."""
    with ONE_AT_A_TIME:
        setting = _Setting(of_letters(fonts), page)
        into = BytesIO()
        document = SimpleDocTemplate(
            into,
            pagesize=setting.paper,
            title=page.title,
            author="Motcua",
            creator="Motcua",
            lang=page.language,
            invariant=1,
            **MARGINS,
        )
        document.build([each for block in page.blocks for each in setting.of(block)])
        return into.getvalue()


class _Setting:
    """How the parts of one letter are set."""

    def __init__(self, letters: dict[str, Fonts], page: Page):
        self.letters = letters
        paper = PAPERS[page.paper]
        self.paper = landscape(paper) if page.is_across else paper
        self.size, self.head = SIZES[page.paper], IN_HEAD[page.paper]
        self.room = self.paper[0] - MARGINS["leftMargin"] - MARGINS["rightMargin"]

    def of(self, block: Block) -> list[Flowable]:
        """Return a part of the letter as pieces that find their own place."""
        if isinstance(block, Paragraph):
            return [self.said(block, self.size)]
        if isinstance(block, Columns):
            return [self._columns(block), Spacer(1, 8)]
        if isinstance(block, Code):
            return [_Drawn(block)] if block.rows else []
        return [self._table(block), Spacer(1, 6)] if block.columns else []

    def said(self, told: Paragraph, size: float) -> Flowable:
        """Return one paragraph."""
        if told.kind == "space":
            return Spacer(1, SIGNATURE)
        size = SMALL if told.kind == "small" else size
        style = ParagraphStyle(
            "said",
            fontName=self.letters["400"].names[0],
            fontSize=size,
            leading=size * LEADING,
            alignment=ALIGN[told.align],
            spaceBefore=8 if told.kind == "title" else 0,
            spaceAfter=8 if told.kind == "title" else 3,
            leftIndent=NUMBER if told.mark else 0,
            bulletFontName=self.letters["400"].names[0],
            bulletFontSize=size,
        )
        text = "".join(self._marked(run) for run in trimmed(told.runs))
        mark = f"<bullet>{escape(told.mark)}</bullet>" if told.mark else ""
        return Set(mark + text, style)

    def _marked(self, run: Run) -> str:
        style = ("700" if run.bold else "400") + ("-italic" if run.slanted else "")
        fonts = self.letters[style]
        text = "<br/>".join(
            "".join(f'<font name="{font}">{escape(said)}</font>' for font, said in fonts.runs(line))
            for line in run.text.split("\n")
        )
        return f"<u>{text}</u>" if run.underlined else text

    def _columns(self, told: Columns) -> Grid:
        size = self.head if told.is_head else self.size
        cells = [[self._all(part, size) for part in told.parts]]
        lines = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ]
        widths = [share * self.room for share in told.widths]
        return Grid(cells, colWidths=widths, style=TableStyle(lines), splitInRow=1)

    def _all(self, paragraphs: Iterable[Paragraph], size: float) -> list[Flowable]:
        return [self.said(each, size) for each in paragraphs]

    def _table(self, told: Table) -> LongTable:
        cells: list[list[Any]] = [["" for _ in range(told.columns)] for _ in told.rows]
        lines: list[tuple[Any, ...]] = [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        for (row, column), cell in placed(told).items():
            paragraphs = [_strong(each) if cell.is_head else each for each in cell.paragraphs]
            cells[row][column] = self._all(paragraphs, IN_TABLE)
            if cell.across > 1 or cell.down > 1:
                end = (column + cell.across - 1, row + cell.down - 1)
                lines.append(("SPAN", (column, row), end))
        return LongTable(
            cells,
            colWidths=widths_of(told, self.room, self._width),
            repeatRows=told.heads,
            style=TableStyle(lines),
            splitInRow=1,
        )

    def _width(self, word: str, is_bold: bool) -> float:
        return self.letters["700" if is_bold else "400"].width(word, IN_TABLE)


def _strong(told: Paragraph) -> Paragraph:
    runs = tuple(Run(each.text, True, each.slanted, each.underlined) for each in told.runs)
    return Paragraph(runs, "centre", told.mark, told.kind)


class _Drawn(Flowable):  # type: ignore[misc]
    """A QR code, at the right of the page."""

    def __init__(self, code: Code):
        super().__init__()
        self.code = code
        self.width = self.height = CODE
        self.hAlign = "RIGHT"

    def draw(self) -> None:
        """Draw the dark places, from the top."""
        side = CODE / len(self.code.rows)
        for y, row in enumerate(self.code.rows, 1):
            for x, dark in enumerate(row):
                if dark:
                    self.canv.rect(x * side, CODE - y * side, side, side, stroke=0, fill=1)
