"""The table of opinions and answers as files: office document and PDF.

A4 across, in the form of NĐ 30/2020: whose document it is, the motto, number,
place and date, then the tables.  What bodies wrote only ever becomes the text
of a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Mm, Pt
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from motcua.consultations.synthesis import NOTHING, Part, Synthesis
from motcua.documents.letters import DOTS, dated
from motcua.words import Sentence, _, translate
from motcua.workflows.exchange.fonts import Fonts, known
from motcua.workflows.exchange.paper import Sheet

STATE: Sentence = _("SOCIALIST REPUBLIC OF VIETNAM")
MOTTO: Sentence = _("Independence - Freedom - Happiness")
TITLE: Sentence = _("OPINIONS, AND WHAT BECAME OF THEM")
NUMBER: Sentence = _("No.: ${dots}", mapping={"dots": DOTS})
SIGN: Sentence = _("(Signature, full name, seal)")
ACROSS = (Mm(297), Mm(210))
HALF = 12.85
"""Centimetres of each half of the head."""


def docx(told: Synthesis, language: str) -> bytes:
    """Return the table as a file of Word and LibreOffice."""
    sheet = _Across(language, TITLE, told.case.code)
    sheet.official_head(told)
    sheet.centred(TITLE, size=14)
    sheet.centred(_on(told))
    sheet.centred(_code(told), bold=False)
    if told.ground:
        sheet.paragraph(_("Ground: ${law}", mapping={"law": told.ground}))
    sheet.heading(_("1. Bodies asked, and answers received"))
    sheet.bullets(told.counts)
    sheet.heading(_("2. In detail"))
    for number, part in enumerate(told.parts, 1):
        sheet.heading(_numbered(number, part), 2)
        if part.rows:
            sheet.table(part.heads, part.rows, part.widths)
        else:
            sheet.paragraph(NOTHING)
    sheet.signature()
    into = BytesIO()
    sheet.save(into)
    return into.getvalue()


def _on(told: Synthesis) -> Sentence:
    return _("On: ${subject}", mapping={"subject": told.subject})


def _code(told: Synthesis) -> Sentence:
    facts = {"code": told.case.code, "procedure": told.procedure}
    return _("(case ${code}, procedure “${procedure}”)", mapping=facts)


def _numbered(number: int, part: Part) -> Sentence:
    return _("2.${n}. ${title}", mapping={"n": str(number), "title": part.title})


class _Across(Sheet):
    """A sheet across, with the head of an official document."""

    def __init__(self, language: str, title: Sentence, subject: str):
        super().__init__(language, title, subject)
        section = self.document.sections[0]
        section.page_width, section.page_height = ACROSS
        section.orientation = WD_ORIENT.LANDSCAPE

    def official_head(self, told: Synthesis) -> None:
        """Write whose document it is, the motto, number, place and date (NĐ 30/2020, annex I)."""
        table = self.document.add_table(rows=1, cols=2)
        left, right = table.rows[0].cells
        own = (self.say(told.above).upper(), self.say(told.unit).upper(), self.say(NUMBER))
        day = dated(told.place, told.day, self.language)
        for cell, lines in ((left, own), (right, (self.say(STATE), self.say(MOTTO), day))):
            cell.width = Cm(HALF)
            for place, line in enumerate(lines):
                paragraph = cell.paragraphs[0] if not place else cell.add_paragraph()
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                run = paragraph.add_run(line)
                run.bold, run.italic = place == 1 or (place == 0 and cell is right), False
                run.italic = place == 2 and cell is right
        self.document.add_paragraph()

    def centred(self, sentence: Sentence, *, bold: bool = True, size: int = 13) -> None:
        """Write a line in the middle."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(self.say(sentence))
        run.bold, run.font.size = bold, Pt(size)

    def signature(self) -> None:
        """Leave room for whoever signs."""
        table = self.document.add_table(rows=1, cols=2)
        cell = table.rows[0].cells[1]
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        cell.paragraphs[0].add_run(f"\n{self.say(SIGN)}\n\n\n\n{DOTS}")


def pdf(told: Synthesis, language: str, fonts: Path) -> bytes:
    """Return the table as a PDF; ``fonts`` is the folder with the fonts of the pages."""
    into = BytesIO()
    title = f"{translate(TITLE, language)} {told.case.code}"
    document = SimpleDocTemplate(
        into,
        pagesize=landscape(A4),
        leftMargin=2.5 * cm,
        rightMargin=1.5 * cm,
        topMargin=2 * cm,
        bottomMargin=2 * cm,
        title=title,
        creator="Motcua",
        lang=language,
        invariant=1,
    )
    document.build(_Flow(known(fonts), language).all_of(told), onLaterPages=_page_number)
    return into.getvalue()


def _page_number(canvas: Any, document: Any) -> None:
    canvas.drawCentredString(landscape(A4)[0] / 2, 1.2 * cm, str(document.page))


class _Flow:
    """Says the same as pieces that flow over the pages of a PDF."""

    def __init__(self, letters: dict[str, Fonts], language: str):
        self.letters, self.language = letters, language

    def said(self, sentence: object, *, bold: bool = False, centred: bool = False) -> Paragraph:
        """Return a paragraph, each letter in a font that has it; a bold one stays with the next."""
        fonts = self.letters["600" if bold else "400"]
        lines = translate(sentence, self.language).split("\n")
        style = ParagraphStyle(
            "text",
            fontName=fonts.names[0],
            fontSize=10,
            leading=14,
            alignment=int(centred),
            keepWithNext=int(bold),
        )
        return Paragraph("<br/>".join(_marked(fonts, line) for line in lines), style)

    def all_of(self, told: Synthesis) -> list[Any]:
        """Return the whole document."""
        pieces = [
            self.head(told),
            Spacer(1, 12),
            self.said(TITLE, bold=True, centred=True),
            self.said(_on(told), bold=True, centred=True),
            self.said(_code(told), centred=True),
            Spacer(1, 8),
        ]
        if told.ground:
            pieces.append(self.said(_("Ground: ${law}", mapping={"law": told.ground})))
        pieces.append(self.said(_("1. Bodies asked, and answers received"), bold=True))
        pieces += [self.said(_("- ${line}", mapping={"line": each})) for each in told.counts]
        pieces.append(self.said(_("2. In detail"), bold=True))
        for number, part in enumerate(told.parts, 1):
            pieces += [Spacer(1, 6), self.said(_numbered(number, part), bold=True), Spacer(1, 3)]
            pieces.append(self.table(part) if part.rows else self.said(NOTHING))
        return [*pieces, Spacer(1, 14), self.signature()]

    def head(self, told: Synthesis) -> Table:
        """Return whose document it is, the motto, number, place and date."""
        rows = [
            [translate(told.above, self.language).upper(), STATE],
            [translate(told.unit, self.language).upper(), MOTTO],
            [NUMBER, dated(told.place, told.day, self.language)],
        ]
        cells = [
            [self.said(left, bold=place == 1, centred=True),
             self.said(right, bold=place < 2, centred=True)]
            for place, (left, right) in enumerate(rows)
        ]  # fmt: skip
        return Table(cells, colWidths=[HALF * cm, HALF * cm])

    def table(self, part: Part) -> LongTable:
        """Return one table, its head repeated on each page."""
        rows: list[Sequence[object]] = [part.heads, *part.rows]
        cells = [[self.said(cell, bold=not at) for cell in row] for at, row in enumerate(rows)]
        lines = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        return LongTable(
            cells,
            colWidths=[width * cm for width in part.widths],
            repeatRows=1,
            style=TableStyle(lines),
            splitInRow=1,
        )

    def signature(self) -> Table:
        """Leave room for whoever signs."""
        return Table([["", self.said(SIGN, centred=True)]], colWidths=[HALF * cm, HALF * cm])


def _marked(fonts: Fonts, line: str) -> str:
    return "".join(f'<font name="{name}">{escape(run)}</font>' for name, run in fonts.runs(line))
