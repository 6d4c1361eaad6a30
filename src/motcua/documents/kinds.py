"""What a file is, by what is inside it and never by what it calls itself."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import puremagic

from motcua.words import Sentence, _


@dataclass(frozen=True)
class Kind:
    """A type of file that Motcua knows how to check."""

    id: str
    media_type: str
    extensions: tuple[str, ...]
    said: Sentence


PDF = Kind("pdf", "application/pdf", ("pdf",), "PDF")
PNG = Kind("png", "image/png", ("png",), "PNG")
JPG = Kind("jpg", "image/jpeg", ("jpg", "jpeg"), "JPG")
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = Kind("docx", f"{OFFICE}wordprocessingml.document", ("docx",), _("Word document (DOCX)"))
XLSX = Kind("xlsx", f"{OFFICE}spreadsheetml.sheet", ("xlsx",), _("Excel sheet (XLSX)"))
ZIP = Kind("zip", "application/zip", ("zip",), "ZIP")

KINDS = {each.id: each for each in (PDF, PNG, JPG, DOCX, XLSX, ZIP)}

INSIDE = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
"""The part by which an office file is known."""


def kind_of(content: bytes) -> Kind | None:
    """Return what the bytes are; ``None`` for anything Motcua does not know."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPG
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_zip(content)
    return None


def _kind_of_zip(content: bytes) -> Kind | None:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError):
        return None
    if "[Content_Types].xml" not in names:
        return ZIP
    return next((kind for part, kind in INSIDE.items() if part in names), None)


def seems(content: bytes) -> str:
    """Return what an unknown file seems to be, for the sentence that refuses it."""
    try:
        return puremagic.magic_string(content)[0].name
    except (puremagic.PureError, ValueError, IndexError):
        return ""
