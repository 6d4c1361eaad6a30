"""The page of one thing that is done with a request: its form, and doing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting, NotAllowed, NotHere
from motcua.cases.access import Sight, sight
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.offers import Offer, offered
from motcua.pages.forms import Form
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import _
from motcua.workspace import addresses, inside_acts, request_acts
from motcua.workspace.opened import request_of
from motcua.workspace.request_acts import Act
from motcua.workspace.request_fields import beginning, form_of

ACTS: Mapping[str, Act] = {**request_acts.ACTS, **inside_acts.ACTS}


@view_config(
    route_name="request_act",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/request_act.pt",
)
def request_act(request: Request) -> dict[str, Any] | Response:
    """Show the form of one act; do it."""
    asked, act = request_of(request), ACTS.get(request.matchdict["act"])
    if act is None:
        raise NotHere()
    offer = _offer(request.acting, asked, act)
    form = form_of(request, asked, act.fields, act.buttons)
    if form.answers() is not None and form.attempt(lambda: _do(form, asked, act)):
        request.tell(act.done)
        return HTTPSeeOther(_where_next(request.acting, asked, act))
    return {
        "asked": asked,
        "unit": directory.unit(request.acting.root, asked.unit),
        "offer": offer,
        "about": act.about(request.acting, asked) if callable(act.about) else act.about,
        "form": _shown(form, offer, asked, act),
        "back": addresses.request(asked.id),
    }


def _offer(acting: Acting, asked: OpinionRequest, act: Act) -> Offer:
    """Return the act as it is offered; once its form was sent, the action itself decides."""
    offer = offered(acting, asked, act.offer)
    if offer is None:
        raise NotAllowed(
            _("This is not yours to do, or no longer possible."),
            _("Look at the question as it is now."),
        )
    return offer


def _shown(form: Form, offer: Offer, asked: OpinionRequest, act: Act) -> object:
    """Return the form, where the act can be done now or was just tried."""
    if not (offer.enabled or form.was_sent):
        return None
    return form.shown(beginning(form.request, asked, act.fields))


def _do(form: Form, asked: OpinionRequest, act: Act) -> None:
    act.deed(form.request.acting, asked, form.filled, form.pressed)


BY_ASKER = frozenset(
    {
        "grant_extension",
        "urge",
        "withdraw",
        "make_confidential",
        "keep_documents",
        "ask_anew",
        "reverse_silence",
    }
)


def _where_next(acting: Acting, asked: OpinionRequest, act: Act) -> str:
    """Lead the asker back to the case, and the body back to the question."""
    case = asked.consultation.case
    by_asker = act.offer in BY_ASKER
    if by_asker and sight(acting, case) >= Sight.DOCUMENTS:
        return addresses.case(case.code)
    return addresses.request(asked.id)
