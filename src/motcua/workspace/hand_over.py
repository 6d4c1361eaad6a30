"""Giving a case to a colleague of the unit that holds it."""

from __future__ import annotations

from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotAllowed
from motcua.cases import actions
from motcua.cases.access import Sight, may_see
from motcua.cases.content import Case
from motcua.pages import forms
from motcua.pages.fields import lines
from motcua.pages.forms import Button, Form
from motcua.pages.schemas import TO_CHOOSE, TO_FILL_IN, chosen
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import _, translate
from motcua.workspace import addresses
from motcua.workspace.acts import SEEN
from motcua.workspace.opened import case_of


@view_config(
    route_name="case_hand_over",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/hand_over.pt",
)
def hand_over(request: Request) -> dict[str, Any] | Response:
    """Show who there is; give the case to the one who was chosen."""
    acting, case = request.acting, case_of(request, Sight.DOCUMENTS)
    if not actions.may_hand_over(acting, case):
        raise NotAllowed(
            _("You do not pass this case on."),
            _("Its holder does, or the head of the unit that holds it."),
        )
    form = _form(request, case)
    if form.answers() is not None and form.attempt(lambda: _pass_on(form, case)):
        who = directory.name_of(acting.root, form.filled["person"])
        request.tell(_("${who} holds ${code} now.", mapping={"who": who, "code": case.code}))
        there = addresses.case(case.code) if may_see(acting, case) else "/viec"
        return HTTPSeeOther(there)
    form.renew(SEEN, case.track.revision)
    return {
        "case": case,
        "holder": directory.name_of(acting.root, case.track.assignee),
        "form": form.shown({SEEN: case.track.revision}),
        "back": addresses.case(case.code),
    }


def _pass_on(form: Form, case: Case) -> None:
    filled = form.filled
    actions.hand_over(
        form.request.acting, case, filled["person"], filled["reason"], seen=filled[SEEN]
    )


def _form(request: Request, case: Case) -> Form:
    acting, language = request.acting, request.locale_name
    people = directory.people_of(acting.root, actions.holding_unit(case), acting.now.date())
    offered = [(each.id, each.name) for each in people if each.id != case.track.assignee]
    facts = {
        "name": "person",
        "title": translate(_("Who is to hold the case"), language),
        "missing_msg": TO_CHOOSE,
    }
    reason = lines(
        "reason",
        _("Why"),
        language,
        help=_("For example: on leave from 23/11 to 27/11."),
        most=2000,
        missing_msg=TO_FILL_IN,
    )
    schema = colander.SchemaNode(
        colander.Mapping(),
        chosen(offered, facts, language),
        reason,
        forms.hidden(SEEN, colander.Integer()),
    )
    return forms.form(request, schema, buttons=[Button("hand_over", _("Hand the case over"))])
