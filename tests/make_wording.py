"""Files whose words are known, in the formats in which they are handed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

from docx import Document
from reportlab.pdfgen.canvas import Canvas

from motcua.documents.setting import as_pdf
from motcua.pages.downloads import FONTS
from tests.make_documents import a_zip

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

LAND = "Điều 1. Diện tích thửa đất số 41 tại xã Hòa Bình là 1.250,5 m2, đã được đo đạc."
USE = "Điều 2. Mục đích sử dụng đất là đất ở tại nông thôn, thời hạn sử dụng lâu dài."
FLOORS = "Điều 3. Công trình có bốn tầng, chiều cao không quá mười sáu mét."
DECREE = (LAND, USE, FLOORS)


def a_text_pdf(paragraphs: Sequence[str]) -> bytes:
    """Return a PDF that says these paragraphs, with Vietnamese letters."""
    page = "".join(f"<p>{each}</p>" for each in paragraphs)
    return as_pdf(f"<html><body>{page}</body></html>", FONTS)


def a_text_docx(paragraphs: Sequence[str]) -> bytes:
    """Return a Word file that says these paragraphs."""
    written, into = Document(), BytesIO()
    for each in paragraphs:
        written.add_paragraph(each)
    written.save(into)
    return into.getvalue()


def a_scan(pages: int = 1) -> bytes:
    """Return a PDF on whose pages something is drawn and nothing written."""
    into = BytesIO()
    canvas = Canvas(into)
    for _page in range(pages):
        canvas.rect(100, 100, 200, 200)
        canvas.showPage()
    canvas.save()
    return into.getvalue()


def a_body(inside: str) -> bytes:
    """Return a Word file with this inside its body, as somebody might write it by hand."""
    document = f'<w:document xmlns:w="{NAMESPACE}"><w:body>{inside}</w:body></w:document>'
    return a_zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


FORMATS: dict[str, tuple[Callable[[Sequence[str]], bytes], str]] = {
    "vb.pdf": (a_text_pdf, PDF),
    "vb.docx": (a_text_docx, WORD),
    "vb.txt": (lambda paragraphs: "\n".join(paragraphs).encode(), "text/plain"),
    "vb.html": (
        lambda paragraphs: "".join(f"<p>{each}</p>" for each in paragraphs).encode(),
        "text/html; charset=utf-8",
    ),
}
"""By name: who makes such a file, and of which type it is."""
