"""Seats on committees: who sits there, with a vote or without, in the chair or not."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting
from motcua.administration.offering import account_asked, person_named
from motcua.pages import forms
from motcua.pages.forms import Button, Form
from motcua.pages.questions import asked, question, tick
from motcua.people import directory, structure
from motcua.people.content import Committee
from motcua.permissions import Permission
from motcua.words import Label, _

EDIT = Permission.UNITS_EDIT
TEMPLATE = "motcua.administration:templates/seat.pt"
COMMITTEES = "/quan-tri/uy-ban"


@view_config(route_name="administration_seat", permission=EDIT, renderer=TEMPLATE)
def seat(request: Request) -> dict[str, Any] | Response:
    """Give somebody a seat."""
    acting = request.acting
    committee = _committee(request)
    schema = asked(
        account_asked(request),
        question(
            request,
            "title_vi",
            _("In which capacity, in Vietnamese"),
            help=_("As ballots and minutes say it: director of the Department of Finance."),
        ),
        question(request, "title_en", _("The same in English"), required=False),
        question(request, "since", _("First day"), "date"),
        question(request, "until", _("Last day"), "date", required=False),
        tick(request, "votes", _("Has a vote (a substitute may speak and has none)"), ticked=True),
        tick(
            request, "chairs", _("Chairs the committee: in a tie, the side of the chair prevails")
        ),
    )
    form = forms.form(request, schema, buttons=[Button("seat", _("Give the seat"))])
    filled = form.answers()
    if filled is not None:
        person = person_named(request, filled["account"])
        if form.attempt(lambda: _seat(form, committee, person.id)):
            facts = {"name": person.name, "committee": committee.title}
            request.tell(_("${name} has a seat on ${committee}.", mapping=facts))
            return HTTPSeeOther(COMMITTEES)
    return {
        "form": form.shown({"since": acting.now.date()}),
        "committee": committee,
        "heading": _("Give a seat"),
        "lead": _("Whoever has a seat on a day is a member of the committee on that day."),
        "who": "",
    }


def _seat(form: Form, committee: Committee, person: str) -> None:
    filled = form.filled
    structure.seat_member(
        form.request.acting,
        committee.id,
        person,
        since=filled["since"],
        until=filled["until"],
        title=Label(filled["title_vi"], filled["title_en"] or ""),
        votes=filled["votes"],
        chairs=filled["chairs"],
    )


@view_config(route_name="administration_unseat", permission=EDIT, renderer=TEMPLATE)
def unseat(request: Request) -> dict[str, Any] | Response:
    """Set the last day of somebody's seat."""
    acting = request.acting
    committee = _committee(request)
    person = directory.person(acting.root, request.matchdict["person"])
    schema = asked(question(request, "last_day", _("Last day"), "date"))
    form = forms.form(request, schema, buttons=[Button("unseat", _("End the seat"), "grave")])
    if form.answers() is not None and form.attempt(
        lambda: structure.unseat_member(acting, committee.id, person.id, form.filled["last_day"])
    ):
        facts = {"name": person.name, "day": form.filled["last_day"]}
        request.tell(_("${name} sits there until ${day}.", mapping=facts))
        return HTTPSeeOther(COMMITTEES)
    return {
        "form": form.shown({"last_day": acting.now.date()}),
        "committee": committee,
        "heading": _("End a seat"),
        "lead": _(
            "From the day after, the person is no member any more. What was given before stays."
        ),
        "who": person.name,
    }


@view_config(route_name="administration_assistants", permission=EDIT, renderer=TEMPLATE)
def assistants(request: Request) -> dict[str, Any] | Response:
    """Say who assists a member: prepares slips, is reminded, never votes."""
    acting = request.acting
    committee = _committee(request)
    person = directory.person(acting.root, request.matchdict["person"])
    schema = asked(
        question(
            request,
            "assistants",
            _("Accounts of the assistants, divided by commas"),
            help=_("As in ha.nguyen, huy.ly. Left empty, nobody assists the member."),
            required=False,
        )
    )
    form = forms.form(request, schema, buttons=[Button("name", _("Name the assistants"))])
    filled = form.answers()
    if filled is not None:
        typed = [each.strip() for each in (filled["assistants"] or "").split(",")]
        accounts = list(filter(None, typed))
        if form.attempt(lambda: _name_assistants(request, committee, person.id, accounts)):
            facts = {"name": person.name, "n": str(len(accounts))}
            request.tell(_("${name} has ${n} assistants.", mapping=facts))
            return HTTPSeeOther(COMMITTEES)
    return {
        "form": form.shown({"assistants": ", ".join(_assistants(acting, committee, person.id))}),
        "committee": committee,
        "heading": _("Assistants of a member"),
        "lead": _(
            "They see the member's slips and papers, fill the slips in and are reminded. "
            "Only the member signs; nothing of a secret slip is prepared."
        ),
        "who": person.name,
    }


def _name_assistants(
    request: Request, committee: Committee, person: str, accounts: list[str]
) -> None:
    named = [person_named(request, each).id for each in accounts]
    structure.name_assistants(request.acting, committee.id, person, named)


def _assistants(acting: Acting, committee: Committee, person: str) -> list[str]:
    """Return the accounts of those who assist a member today."""
    seats = directory.members(acting.root, committee.id, acting.now.date())
    ids = [id for seat in seats if seat.person == person for id in seat.assistants]
    return [directory.person(acting.root, id).account or id for id in ids]


def _committee(request: Request) -> Committee:
    return directory.committee(request.acting.root, request.matchdict["committee"])
