"""What could not be sent or carried out: try again, or give up."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.notifications import stuck as stuck_things
from motcua.pages.typed import text_of
from motcua.permissions import Permission
from motcua.words import _

DEEDS = {
    "again": (stuck_things.try_again, _("It will be tried again within a minute.")),
    "drop": (stuck_things.give_up, _("It is given up.")),
}


@view_config(
    route_name="stuck",
    permission=Permission.STUCK_READ,
    renderer="motcua.workspace:templates/stuck.pt",
)
def stuck(request: Request) -> dict[str, Any] | Response:
    """Show everything that is stuck; deal with one of them."""
    if request.method != "POST":
        return {"hitches": stuck_things.hitches(request.acting), "most": stuck_things.MOST}
    deed, said = DEEDS.get(text_of(request.POST.get("deed")), (None, ""))
    if deed is None:
        raise HTTPBadRequest()
    deed(request.acting, text_of(request.POST.get("id")))
    request.tell(said)
    return HTTPSeeOther(request.path)
