"""Giving out files: never run by a browser, never guessed at, never kept by others.

What people upload is downloaded, not shown.  Letters are pages of our own
making, shown in a sandbox in which their style works and nothing else does.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from pyramid.request import Request
from pyramid.response import FileIter, Response

from motcua.documents.content import Document
from motcua.documents.setting import as_docx, as_pdf
from motcua.pages.vendor import STATIC

SANDBOX = "default-src 'none'; frame-ancestors 'none'; sandbox"
LETTER = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "frame-ancestors 'none'",
        "sandbox allow-modals",
    )
)
HTML = "text/html"
FORMAT = "dang"
"""The parameter that asks for a letter as a file: ``?dang=pdf``, ``?dang=docx``."""
FILES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FONTS = STATIC / "vendor"


def file_response(request: Request, document: Document) -> Response:
    """Answer with the bytes of ``document``, as what it is and nothing more."""
    is_letter = document.kind == "letter" and document.media_type.startswith(HTML)
    if is_letter and request.GET.get(FORMAT) in FILES:
        return _set(request, document.opened().read().decode("utf8"), Path(document.name).stem)
    response = Response(app_iter=FileIter(document.opened()), content_length=document.size)
    response.headers["Content-Type"] = document.media_type
    response.headers["Content-Security-Policy"] = LETTER if is_letter else SANDBOX
    response.headers["Content-Disposition"] = _disposition(document.name, is_letter)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def letter_response(request: Request, page: str, name: str) -> Response:
    """Answer with a letter that was written for this reader and is stored nowhere.

    ``name`` is that of the file, without what stands after the point, where it
    is asked for as a file (:data:`FORMAT`).
    """
    if request.GET.get(FORMAT) in FILES:
        return _set(request, page, name)
    response = Response(page, content_type=HTML, charset="utf-8")
    response.headers["Content-Security-Policy"] = LETTER
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _set(request: Request, page: str, name: str) -> Response:
    """Answer with a letter as the file that was asked for: the same words, set on paper."""
    asked = request.GET[FORMAT]
    written = as_pdf(page, FONTS) if asked == "pdf" else as_docx(page)
    response = Response(written, content_type=FILES[asked])
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Content-Disposition"] = _disposition(f"{name}.{asked}", is_letter=False)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _disposition(name: str, is_letter: bool) -> str:
    """Name the file in every browser; the first form is for very old ones."""
    kind = "inline" if is_letter else "attachment"
    plain = "".join(
        each if (each.isascii() and each.isalnum()) or each in ".-_" else "_" for each in name
    )
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
