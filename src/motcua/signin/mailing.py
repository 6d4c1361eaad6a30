"""How one wants to be told by mail."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.pages.typed import text_of
from motcua.people import directory
from motcua.people.mailing import WAYS, prefer_mails
from motcua.permissions import Permission
from motcua.signin import addresses
from motcua.words import _

AT_ONCE = "at-once"
"""How the usual way is called in the form, for an empty value chooses nothing."""


@view_config(
    route_name="mails",
    permission=Permission.OWN_ACCOUNT,
    renderer="motcua.signin:templates/mails.pt",
)
def page(request: Request) -> dict[str, Any] | Response:
    """Show what is chosen; choose."""
    acting = request.acting
    if request.method == "POST":
        way = text_of(request.POST.get("way"), 20)
        prefer_mails(acting, "" if way == AT_ONCE else way or "nothing")
        request.tell(_("Your mails come as you have chosen."))
        return HTTPSeeOther(addresses.MAILS)
    person = directory.person(acting.root, acting.person)
    return {
        "home": addresses.first_page(request, acting),
        "there": _("To your work"),
        "ways": [(id or AT_ONCE, said, id == person.mails) for id, said in WAYS.items()],
        "email": person.email,
    }
