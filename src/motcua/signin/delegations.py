"""One's own delegations: who acts in one's place, and in whose place one acts oneself."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotAllowed, NotHere
from motcua.pages import delegating
from motcua.people import directory
from motcua.people.content import Delegation, Position
from motcua.people.delegating import revoke_delegation
from motcua.permissions import Permission
from motcua.signin import addresses
from motcua.words import _

TEMPLATES = "motcua.signin:templates/"


@view_config(
    route_name="delegations",
    request_method="GET",
    permission=Permission.OWN_ACCOUNT,
    renderer=TEMPLATES + "delegations.pt",
)
def my_delegations(request: Request) -> dict[str, Any]:
    """What was given and what was received, the newest first."""
    acting = request.acting
    known = directory.person(acting.root, acting.person)
    mine = {held.id for held in _may_be_delegated(request)}
    given = tuple(each for held in known.positions for each in held.delegations)
    return {
        "macros": delegating.macros(request),
        "positions": [
            (held, directory.unit(acting.root, held.unit).short)
            for held in _may_be_delegated(request)
        ],
        "given": [
            delegating.shown(request, each, _ending(each) if each.position.id in mine else "")
            for each in delegating.newest_first(given)
        ],
        "received": [
            delegating.shown(request, each) for each in delegating.newest_first(known.received)
        ],
        "home": addresses.first_page(request, acting),
        "there": _("To your work"),
    }


def _may_be_delegated(request: Request) -> list[Position]:
    """Return one's own positions that bring the right to delegate them."""
    acting = request.acting
    return [
        directory.position(acting.root, held.position)
        for held in acting.holdings
        if not held.on_behalf_of and Permission.DELEGATE in held.permissions
    ]


def _ending(given: Delegation) -> str:
    return f"{addresses.DELEGATIONS}/{given.id}/ket-thuc"


@view_config(
    route_name="delegation_new",
    permission=Permission.OWN_ACCOUNT,
    renderer=TEMPLATES + "delegate.pt",
)
def delegate(request: Request) -> dict[str, Any] | Response:
    """Ask to whom, from when until when and why; then let the colleague act."""
    acting = request.acting
    asked = request.matchdict["position"]
    held = next((each for each in _may_be_delegated(request) if each.id == asked), None)
    if held is None:
        raise NotAllowed(
            _("This is not a position that you can delegate."),
            _("See on the page of your delegations which ones are."),
        )
    form = delegating.form_for(request, held)
    if form.answers() is not None and form.attempt(lambda: delegating.give(form, held)):
        who = directory.name_of(acting.root, form.filled["to_person"])
        request.tell(_("${who} may act in your place on these days.", mapping={"who": who}))
        return HTTPSeeOther(addresses.DELEGATIONS)
    return {
        "form": form.shown({"since": acting.now.date()}),
        "held": held,
        "unit": directory.unit(acting.root, held.unit).title,
        "back": addresses.DELEGATIONS,
    }


@view_config(
    route_name="delegation_end",
    permission=Permission.OWN_ACCOUNT,
    renderer=TEMPLATES + "delegation_end.pt",
)
def end(request: Request) -> dict[str, Any] | Response:
    """Ask once more; then take a delegation back that one has given oneself."""
    acting = request.acting
    given = directory.delegation(acting.root, request.matchdict["delegation"])
    if given.position.person != acting.person:
        raise NotHere()
    form = delegating.ending_form(request)
    if form.answers() is not None and form.attempt(
        lambda: revoke_delegation(acting, given.id, form.filled["reason"])
    ):
        who = directory.name_of(acting.root, given.to_person)
        request.tell(_("${who} no longer acts in your place.", mapping={"who": who}))
        return HTTPSeeOther(addresses.DELEGATIONS)
    return {
        "form": form.shown() if given.revoked_at is None else "",
        "macros": delegating.macros(request),
        "rows": [delegating.shown(request, given)],
        "back": addresses.DELEGATIONS,
    }
