"""The secretary's agenda: every ballot that one's units hold and have not done with."""

from __future__ import annotations

from functools import partial
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotHere, Refusal
from motcua.ballots import actions
from motcua.ballots.access import ballot_for
from motcua.ballots.agenda import agenda
from motcua.ballots.content import Ballot
from motcua.pages.forms import tried
from motcua.pages.typed import text_of
from motcua.permissions import Permission
from motcua.storage.keys import key_of
from motcua.words import _, several
from motcua.workspace import addresses

PATH = "/lay-phieu"
MOST = 50
"""Ballots whose members are reminded by one click."""
NAMED = 6
"""Members named as waited for; of more, how many."""


@view_config(
    route_name="ballots",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/ballots.pt",
)
def page(request: Request) -> dict[str, Any] | Response:
    """Show the agenda; remind the members of several ballots, and their assistants, at once."""
    refused: list[tuple[Ballot, Refusal]] = []
    if request.method == "POST":
        refused = _reminded(request)
        if not refused:
            return HTTPSeeOther(request.path_qs)
    after = request.GET.get("sau", "")
    found = agenda(request.acting, key_of(after))
    return {
        "agenda": found,
        "refused": refused,
        "named": NAMED,
        "action": request.path_qs,
        "first": PATH if after else None,
        "following": addresses.with_query(PATH, {"sau": found.next.hex()}) if found.next else None,
        "addresses": addresses,
    }


def _reminded(request: Request) -> list[tuple[Ballot, Refusal]]:
    """Remind for each chosen ballot; say how many members that were, return what was refused."""
    if text_of(request.POST.get("do"), 20) != "remind":
        raise NotHere()
    ids = dict.fromkeys(text_of(each, 100) for each in request.POST.getall("ballot"))
    chosen = [ballot_for(request.acting, id) for id in list(filter(None, ids))[:MOST]]
    if not chosen:
        request.tell(_("Nothing is chosen: tick the ballots it is about."), "wrong")
        return []
    done: list[int] = []
    refused = []
    for each in chosen:
        refusal = tried(request, partial(_remind, request, each, done))
        if refusal is not None:
            refused.append((each, refusal))
    if done:
        one, many = _("One member is reminded."), _("${n} members are reminded.")
        request.tell(several(one, many, sum(done)))
    return refused


def _remind(request: Request, ballot: Ballot, done: list[int]) -> None:
    done.append(actions.remind(request.acting, ballot))
