"""Signing another body's words as the opinion of one's own: one button beside them."""

from __future__ import annotations

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.consultations.record.together import sign_together
from motcua.pages.legible import number_in
from motcua.pages.typed import text_of
from motcua.permissions import Permission
from motcua.words import _
from motcua.workspace import addresses
from motcua.workspace.opened import request_of


@view_config(route_name="request_act", match_param="act=dong-ky", permission=Permission.WORK)
def sign(request: Request) -> Response:
    """Give the words that another body has put to this one; the question shows them."""
    asked = request_of(request)
    if request.method == "POST":
        unit = text_of(request.POST.get("unit"), 100)
        version = number_in(text_of(request.POST.get("version"), 20), 0)
        sign_together(request.acting, asked, unit, version)
        request.tell(_("Signed: it is the opinion of your unit too."))
    return HTTPSeeOther(addresses.request(asked.id))
