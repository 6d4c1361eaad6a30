"""Files to be uploaded, good and bad, made where they are needed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

from motcua import documents, storage
from motcua.acting import Acting, Office

CONFIG = Path(__file__).parent.parent / "config"
MONDAY = datetime(2026, 11, 23, 9, 0)


def acting_with_documents(person: str = "dan", now: datetime = MONDAY) -> Acting:
    """Return somebody before an empty store of files."""
    office = Office(CONFIG, CONFIG)
    root = SimpleNamespace()
    for capability in (storage, documents):
        capability.furnish(office)
        capability.found(root)
    return Acting(office=office, root=root, now=now, person=person)


def a_pdf(*, inside: bytes = b"") -> bytes:
    """Return a PDF of one empty page, with ``inside`` among its objects."""
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n" + inside + b"\ntrailer\n"
        b"<< /Root 1 0 R >>\n%%EOF\n"
    )


def packed_objects(content: bytes, told: bytes = b"/Filter /FlateDecode") -> bytes:
    """Return a stream of packed objects for the inside of a PDF."""
    return (
        b"7 0 obj\n<< /Type /ObjStm /N 1 /First 4 "
        + told
        + b" >>\nstream\n"
        + zlib.compress(content)
        + b"\nendstream\nendobj"
    )


def a_png(width: int = 10, height: int = 10) -> bytes:
    """Return the beginning and the end of a picture."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\0" * 20


def a_jpg(width: int = 10, height: int = 10) -> bytes:
    """Return a photograph: a mark that tells nothing, then the one that tells the size."""
    return (
        b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08"
        + struct.pack(">HH", height, width)
        + b"\0" * 20
    )


def a_zip(entries: dict[str, bytes]) -> bytes:
    """Return an archive of these entries."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return written.getvalue()


def a_docx(**more: bytes) -> bytes:
    """Return a Word document with further parts, ``__`` standing for ``/``."""
    return a_zip(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": b"<document/>",
            **{name.replace("__", "/"): content for name, content in more.items()},
        }
    )
