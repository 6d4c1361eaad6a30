"""The case or the request that an address names, for whoever may see it."""

from __future__ import annotations

from pyramid.request import Request

from motcua.acting import NotHere
from motcua.cases.access import Sight, require_sight
from motcua.cases.content import Case
from motcua.cases.tracking import find
from motcua.consultations import access
from motcua.consultations.content import Request as OpinionRequest
from motcua.pages.legible import number_in
from motcua.pages.typed import text_of
from motcua.words import _


def case_of(request: Request, wanted: Sight = Sight.STATUS) -> Case:
    """Return the case of the address; refuse whoever may not see ``wanted`` of it."""
    case = find(request.acting, request.matchdict["code"])
    if case is None:
        raise NotHere(
            _("There is no case with this code."),
            _("Look for it: a part of the code or of a name is enough."),
        )
    require_sight(request.acting, case, wanted)
    return case


def request_of(request: Request) -> OpinionRequest:
    """Return the request for an opinion that the address names."""
    return access.request_for(request.acting, request.matchdict["request"])


def seen_of(request: Request) -> int | None:
    """Return the revision that was on the page which sent this form."""
    seen = text_of(request.POST.get("seen"))
    return number_in(seen, -1) if seen else None
