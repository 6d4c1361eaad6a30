"""The official table of opinions and answers: as a page to be printed, and as files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotHere
from motcua.cases.access import Sight
from motcua.cases.content import Case
from motcua.consultations import consultation_file
from motcua.consultations.synthesis import synthesis_letter
from motcua.documents.setting import as_docx, as_pdf
from motcua.pages.downloads import FILES, FONTS, SANDBOX, letter_response
from motcua.permissions import Permission
from motcua.workspace.opened import case_of

NAME = re.compile(r"[^A-Za-z0-9.-]")

Writer = Callable[[Request, Case], bytes]


def _docx(request: Request, case: Case) -> bytes:
    return as_docx(synthesis_letter(request.acting, case, request.locale_name))


def _pdf(request: Request, case: Case) -> bytes:
    return as_pdf(synthesis_letter(request.acting, case, request.locale_name), FONTS)


def _json(request: Request, case: Case) -> bytes:
    return consultation_file.written(request.acting, case)


FORMATS: Mapping[str, tuple[str, Writer]] = {
    "docx": (FILES["docx"], _docx),
    "pdf": (FILES["pdf"], _pdf),
    "json": ("application/json", _json),
}
"""By the end of the address: the media type, and who writes it."""


@view_config(route_name="case_synthesis", request_method="GET", permission=Permission.WORK)
def table(request: Request) -> Response:
    """Show the table in administrative form, to be printed."""
    case = case_of(request, Sight.DOCUMENTS)
    letter = synthesis_letter(request.acting, case, request.locale_name)
    return letter_response(request, letter, f"bang-tong-hop-{case.code}")


@view_config(route_name="case_synthesis_file", request_method="GET", permission=Permission.WORK)
def file(request: Request) -> Response:
    """Give the table out as a file."""
    case = case_of(request, Sight.DOCUMENTS)
    found = FORMATS.get(request.matchdict["format"])
    if found is None:
        raise NotHere()
    media_type, write = found
    response = Response(write(request, case), content_type=media_type)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    name = f"bang-tong-hop-{NAME.sub('', case.code)}.{request.matchdict['format']}"
    response.content_disposition = f'attachment; filename="{name}"'
    return response
