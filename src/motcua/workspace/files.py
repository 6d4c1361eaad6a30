"""Giving out the papers of a case and of a request, to those who may read them."""

from __future__ import annotations

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotHere
from motcua.cases.access import Sight
from motcua.consultations.access import document_for
from motcua.pages.downloads import file_response
from motcua.permissions import Permission
from motcua.workspace.opened import case_of, request_of


@view_config(route_name="case_file", request_method="GET", permission=Permission.WORK)
def case_file(request: Request) -> Response:
    """Give out a file of the dossier."""
    for enclosure in case_of(request, Sight.DOCUMENTS).dossier.files:
        if enclosure.document.id == request.matchdict["file"]:
            return file_response(request, enclosure.document)
    raise NotHere()


@view_config(route_name="request_file", request_method="GET", permission=Permission.WORK)
def request_file(request: Request) -> Response:
    """Give out a file that was shown to an asked body, or that it gave."""
    asked = request_of(request)
    return file_response(request, document_for(request.acting, asked, request.matchdict["file"]))
