"""Adding people, giving them positions, ending positions."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.administration.offering import PERSON, account_asked, person_named, posts_for
from motcua.pages import delegating, forms
from motcua.pages.forms import Button, Form
from motcua.pages.questions import asked, choice, question
from motcua.people import actions, directory
from motcua.people.content import Position, Unit
from motcua.people.delegating import revoke_delegation
from motcua.permissions import Permission
from motcua.words import Label, _

EDIT = Permission.PEOPLE_EDIT
TEMPLATES = "motcua.administration:templates/"


def _post_asked(request: Request, unit: Unit) -> list[Any]:
    """Return the questions about a position in ``unit``."""
    return [
        choice(request, "post", _("Position"), posts_for(request, unit)),
        question(
            request,
            "title_vi",
            _("Title in the decision, in Vietnamese"),
            required=False,
            help=_("Where it says more than the position, as in: head of the planning division."),
        ),
        question(request, "title_en", _("The same in English"), required=False),
        question(request, "since", _("First day"), "date"),
        question(
            request,
            "until",
            _("Last day"),
            "date",
            required=False,
            help=_("Leave it empty where the decision names none."),
        ),
        question(request, "document", _("Number of the decision"), required=False),
    ]


def _appoint(form: Form, person: str, unit: Unit) -> None:
    filled = form.filled
    vi = filled["title_vi"]
    actions.appoint(
        form.request.acting,
        person,
        unit.id,
        filled["post"],
        since=filled["since"],
        until=filled["until"],
        title=Label(vi, filled["title_en"] or "") if vi else None,
        document=filled["document"] or "",
    )


@view_config(
    route_name="administration_appoint", permission=EDIT, renderer=TEMPLATES + "unit_form.pt"
)
def appoint(request: Request) -> dict[str, Any] | Response:
    """Let somebody who is known here hold a position in the unit."""
    acting = request.acting
    unit = directory.unit(acting.root, request.matchdict["unit"])
    schema = asked(account_asked(request), *_post_asked(request, unit))
    form = forms.form(request, schema, buttons=[Button("appoint", _("Give the position"))])
    filled = form.answers()
    if filled is not None:
        person = person_named(request, filled["account"])
        if form.attempt(lambda: _appoint(form, person.id, unit)):
            facts = {"name": person.name, "unit": unit.title}
            request.tell(_("${name} has a position in ${unit}.", mapping=facts))
            return HTTPSeeOther(_page_of(person.id))
    return {
        "form": form.shown({"account": request.GET.get(PERSON, ""), "since": acting.now.date()}),
        "unit": unit,
        "heading": _("Give a position"),
        "lead": _("To somebody who has an account here; it stays as it is."),
    }


@view_config(
    route_name="administration_enter", permission=EDIT, renderer=TEMPLATES + "unit_form.pt"
)
def enter(request: Request) -> dict[str, Any] | Response:
    """Enter somebody new, with the position for which they come."""
    acting = request.acting
    unit = directory.unit(acting.root, request.matchdict["unit"])
    schema = asked(
        question(request, "name", _("Full name")),
        question(
            request,
            "account",
            _("Account"),
            help=_("Small letters without marks, as in ha.nguyen. It is never given to another."),
        ),
        question(request, "email", _("E-mail"), "email", required=False),
        question(request, "telephone", _("Telephone"), "phone", required=False),
        *_post_asked(request, unit),
    )
    form = forms.form(request, schema, buttons=[Button("enter", _("Add the person"))])
    if form.answers() is not None and form.attempt(lambda: _enter(form, unit)):
        name = form.filled["name"]
        request.tell(_("${name} was added. Give them a password now.", mapping={"name": name}))
        return HTTPSeeOther(_page_of(form.filled["account"]))
    return {
        "form": form.shown({"since": acting.now.date()}),
        "unit": unit,
        "heading": _("Add a person"),
        "lead": _("Somebody who has never worked with this system before."),
    }


def _enter(form: Form, unit: Unit) -> None:
    filled = form.filled
    actions.add_person(
        form.request.acting,
        filled["account"],
        name=filled["name"],
        email=filled["email"] or "",
        telephone=filled["telephone"] or "",
    )
    _appoint(form, filled["account"], unit)


@view_config(
    route_name="administration_end", permission=EDIT, renderer=TEMPLATES + "position_form.pt"
)
def end(request: Request) -> dict[str, Any] | Response:
    """Set the last day on which a position is held."""
    held = _position(request)
    schema = asked(
        question(request, "last_day", _("Last day"), "date"),
        question(request, "reason", _("Why")),
        question(request, "document", _("Number of the decision"), required=False),
    )
    form = forms.form(request, schema, buttons=[Button("end", _("End the position"), "grave")])
    if form.answers() is not None and form.attempt(lambda: _end(form, held)):
        day = form.filled["last_day"]
        request.tell(_("The position is held until ${day}.", mapping={"day": day}))
        return HTTPSeeOther(_page_of(held.person))
    return {
        **_about(request, held),
        "form": form.shown({"last_day": request.acting.now.date()}),
        "heading": _("End a position"),
        "lead": _(
            "From the day after, nothing can be done in it any more, and what was delegated from "
            "it ends. Hand over the cases that the person holds beforehand."
        ),
    }


def _end(form: Form, held: Position) -> None:
    filled = form.filled
    actions.end_position(
        form.request.acting,
        held.id,
        filled["last_day"],
        reason=filled["reason"],
        document=filled["document"] or "",
    )


@view_config(
    route_name="administration_delegate", permission=EDIT, renderer=TEMPLATES + "position_form.pt"
)
def delegate(request: Request) -> dict[str, Any] | Response:
    """Take down a delegation for a holder whose signed paper is there."""
    held = _position(request)
    form = delegating.form_for(request, held)
    if form.answers() is not None and form.attempt(lambda: delegating.give(form, held)):
        who = directory.name_of(request.acting.root, form.filled["to_person"])
        holder = directory.name_of(request.acting.root, held.person)
        facts = {"who": who, "holder": holder}
        request.tell(_("${who} may act in the place of ${holder} on these days.", mapping=facts))
        return HTTPSeeOther(_page_of(held.person))
    return {
        **_about(request, held),
        "form": form.shown({"since": request.acting.now.date()}),
        "heading": _("Delegate a position"),
        "lead": _("Only with the written delegation of the holder before you."),
    }


@view_config(route_name="administration_revoke", permission=EDIT, renderer=TEMPLATES + "revoke.pt")
def revoke(request: Request) -> dict[str, Any] | Response:
    """End somebody's delegation early."""
    acting = request.acting
    given = directory.delegation(acting.root, request.matchdict["delegation"])
    back = _page_of(given.position.person)
    form = delegating.ending_form(request)
    if form.answers() is not None and form.attempt(
        lambda: revoke_delegation(acting, given.id, form.filled["reason"])
    ):
        request.tell(_("The delegation is ended."))
        return HTTPSeeOther(back)
    return {
        "form": form.shown() if given.revoked_at is None else "",
        "macros": delegating.macros(request),
        "rows": [delegating.shown(request, given)],
        "name": directory.name_of(acting.root, given.position.person),
        "back": back,
    }


def _position(request: Request) -> Position:
    return directory.position(request.acting.root, request.matchdict["position"])


def _about(request: Request, held: Position) -> dict[str, Any]:
    root = request.acting.root
    return {
        "held": held,
        "unit": directory.unit(root, held.unit).title,
        "name": directory.name_of(root, held.person),
        "back": _page_of(held.person),
    }


def _page_of(person: str) -> str:
    return f"/quan-tri/can-bo/{person}"
