"""Setting letters: from the page that is shown to an office document or a PDF.

A letter is written once, as the page of its template (:mod:`motcua.documents.letters`).
:mod:`reading` takes that page apart into paragraphs, lists, tables, columns and
codes; :mod:`office` and :mod:`pdf` put the same parts onto paper in the form of
NĐ 30/2020/NĐ-CP, annex I.  So the three never say different things, and a new
letter needs nothing here.

What must not come here: what a letter says, and who may read it.
"""

from __future__ import annotations

from pathlib import Path

from motcua.documents.setting import office, pdf
from motcua.documents.setting.reading import read

__all__ = ["as_docx", "as_pdf", "read"]


def as_docx(page: str) -> bytes:
    """Return a letter as a file of Word and LibreOffice; ``page`` is the whole page of it."""
    return office.written(read(page))


def as_pdf(page: str, fonts: Path) -> bytes:
    """Return a letter as a PDF; ``fonts`` is the folder with the fonts of letters.

    Raises :class:`~motcua.documents.fonts.NoFonts` where they were never laid out.
    """
    return pdf.written(read(page), fonts)
