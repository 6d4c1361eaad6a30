"""Vắng mặt: when one is away, and which colleagues are in the weeks to come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.pages import forms
from motcua.pages.fields import day
from motcua.pages.forms import Button, Form, tried
from motcua.pages.typed import text_of
from motcua.pages.widgets import Text
from motcua.people import absences, directory
from motcua.people.periods import Period
from motcua.permissions import Permission
from motcua.words import _, translate
from motcua.workspace import addresses

AHEAD = timedelta(days=60)
BACK = "back"


@view_config(
    route_name="away",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/away.pt",
)
def away(request: Request) -> dict[str, Any] | Response:
    """Show who is away; take down when one is oneself."""
    acting, today = request.acting, request.acting.now.date()
    if request.method == "POST" and BACK in request.POST:
        return _back(request)
    form = _form(request)
    if form.answers() is not None and form.attempt(lambda: _be_away(form)):
        request.tell(_("Your colleagues see it when they give out work."))
        return HTTPSeeOther(addresses.away())
    me = directory.person(acting.root, acting.person)
    units = dict.fromkeys(held.unit for held in acting.holdings)
    days = Period(today, today + AHEAD)
    return {
        "mine": sorted(each for each in me.absences if each.until >= today),
        "others": [
            (directory.unit(acting.root, unit).short, each.name, absence)
            for unit in units
            for each in directory.people_of(acting.root, unit, today)
            if each.id != me.id
            and (absence := absences.absent(acting.root, each.id, days)) is not None
        ],
        "form": form.shown({}),
    }


def _be_away(form: Form) -> None:
    filled = form.filled
    since = filled["since"]
    absences.be_away(form.request.acting, since, filled["until"] or since, filled["reason"] or "")


def _back(request: Request) -> Response:
    """Take one absence back; a day that is none leads to the page as it is."""
    try:
        since = date.fromisoformat(text_of(request.POST.get(BACK)))
    except ValueError:
        return HTTPSeeOther(addresses.away())
    refusal = tried(request, lambda: absences.come_back(request.acting, since))
    request.tell(refusal.sentence if refusal else _("The absence is taken back."))
    return HTTPSeeOther(addresses.away())


def _form(request: Request) -> Form:
    language = request.locale_name

    reason = colander.SchemaNode(
        colander.String(),
        name="reason",
        title=translate(_("Reason"), language),
        widget=Text(),
        validator=colander.Length(max=absences.REASON),
        missing=None,
    )
    schema = colander.SchemaNode(
        colander.Mapping(),
        day("since", _("First day"), language),
        day("until", _("Last day"), language, missing=None),
        reason,
    )
    return forms.form(request, schema, buttons=[Button("away", _("I am away on these days"))])
