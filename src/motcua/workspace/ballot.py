"""The secretary's screen of a ballot: the matters, who has answered; remind, close, print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting, NotAllowed, NotHere
from motcua.ballots import actions
from motcua.ballots.access import ballot_for
from motcua.ballots.content import Ballot
from motcua.ballots.flow import SILENCE
from motcua.ballots.rounds import earlier
from motcua.ballots.session import Offer, session
from motcua.ballots.sheet import result_said, result_sheet
from motcua.ballots.standing import template_of
from motcua.deadlines.terms import read_term
from motcua.pages import forms
from motcua.pages.downloads import letter_response
from motcua.pages.fields import line, lines
from motcua.pages.forms import Button
from motcua.permissions import Permission
from motcua.words import Label, Sentence, _
from motcua.workflows.versions import definition
from motcua.workspace import addresses
from motcua.workspace.ballot_begin import counting_said
from motcua.workspace.bodies import TONES

MEMBER_TONES = {**TONES, "done": "fine", "wait": "plain"}


def ballot_of(request: Request) -> Ballot:
    """Return the ballot that the address names."""
    return ballot_for(request.acting, request.matchdict["ballot"])


@view_config(
    route_name="ballot",
    request_method="GET",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/ballot.pt",
)
def ballot(request: Request) -> dict[str, Any]:
    """Show what was asked, who has answered, and what comes out."""
    acting, shown = request.acting, ballot_of(request)
    rules = shown.rules
    return {
        "ballot": shown,
        "session": session(acting, shown),
        "title": Label(*shown.title),
        "committee": Label(*shown.names),
        "procedure": definition(acting.root, shown.procedure, shown.version).title,
        "counting": counting_said(rules.majority, rules.tie),
        "silence": SILENCE[rules.silence],
        "result": result_said(shown) if shown.is_closed else "",
        "others": [
            each
            for each in acting.root.ballots.of_case(shown.case.key)
            if each.template == shown.template and each is not shown
        ],
        "earlier": earlier(acting, shown),
        "notify": template_of(acting, shown).late,
        "tones": MEMBER_TONES,
        "addresses": addresses,
    }


@view_config(route_name="ballot_sheet", request_method="GET", permission=Permission.WORK)
def ballot_sheet(request: Request) -> Response:
    """Show the result as an official paper, to be printed and signed."""
    ballot = ballot_of(request)
    sheet = result_sheet(request.acting, ballot, request.locale_name)
    return letter_response(request, sheet, f"ket-qua-lay-phieu-{ballot.case.code}")


WORDS, TERM = "reason", "term"
FIELDS: Mapping[str, Callable[[str], colander.SchemaNode]] = {
    "term": lambda language: line(
        TERM, _("How much more"), language, help=_("For example: 2 working days")
    ),
    "reason": lambda language: lines(WORDS, _("Reason"), language, most=2000),
    "remark": lambda language: lines(WORDS, _("Reason"), language, most=2000, missing=None),
    "announced": lambda language: lines(
        WORDS, _("At which session, or in which letter"), language, most=2000, missing=None
    ),
}


@dataclass(frozen=True)
class Act:
    """One thing that may be done with a ballot."""

    deed: Callable[[Acting, Ballot, str, str], object]
    """Does it, with the words and the term that were written."""
    done: Sentence
    button: Button
    about: Sentence
    fields: tuple[str, ...] = ()
    """What is filled in, of :data:`FIELDS`."""


ACTS: Mapping[str, Act] = {
    "nhac": Act(
        lambda acting, shown, words, term: actions.remind(acting, shown),
        _("Whoever has not voted is reminded, with their assistants."),
        Button("do", _("Remind")),
        _("Members who have not voted, and their assistants, get a mail; at most once a day."),
    ),
    "them-gio": Act(
        lambda acting, shown, words, term: actions.extend(acting, shown, read_term(term), words),
        _("Members have more time; whoever has not voted is told."),
        Button("do", _("Give more time")),
        _("The limit moves for everybody who has not voted. What is signed stays signed."),
        ("term", "reason"),
    ),
    "cong-bo": Act(
        lambda acting, shown, words, term: actions.announce(acting, shown, words),
        _("Taken down: the result is announced."),
        Button("do", _("Take down the announcement")),
        _("The result is announced to the committee, at its next session as a rule."),
        ("announced",),
    ),
    "dong": Act(
        lambda acting, shown, words, term: actions.close(acting, shown),
        _("The votes are counted."),
        Button("do", _("Close and count")),
        _("After that nobody can vote any more."),
    ),
    "rut": Act(
        lambda acting, shown, words, term: actions.withdraw(acting, shown, words),
        _("The ballot is withdrawn; the members are told why."),
        Button("do", _("Withdraw the ballot"), "grave"),
        _("What was signed stays in the record and counts for nothing."),
        ("reason",),
    ),
    "phien-hop": Act(
        lambda acting, shown, words, term: actions.bring_to_session(acting, shown, words),
        _("Taken down: it is brought to a session."),
        Button("do", _("Bring it to a session")),
        _("What did not pass is decided in a session of the committee."),
        ("remark",),
    ),
}
"""By the last part of the address, which is the id of the offer as well."""
NEXT_ROUND = "lan-sau"
"""Leads to the form that begins a ballot, filled in with what did not pass."""


@view_config(
    route_name="ballot_act",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/ballot_act.pt",
)
def ballot_act(request: Request) -> dict[str, Any] | Response:
    """Show the form of one act; do it."""
    shown, act = ballot_of(request), ACTS.get(request.matchdict["act"])
    if request.matchdict["act"] == NEXT_ROUND:
        return HTTPSeeOther(addresses.begin_ballot(shown.case.code, shown.template))
    if act is None:
        raise NotHere()
    offer = _offer(request, shown)
    form = forms.form(request, _schema(request, act), buttons=(act.button,))
    if form.answers() is not None and form.attempt(lambda: _do(form, act, shown)):
        request.tell(act.done)
        return HTTPSeeOther(addresses.ballot(shown.id))
    return {
        "ballot": shown,
        "title": Label(*shown.title),
        "offer": offer,
        "about": act.about,
        "form": form.shown() if not offer.reason or form.was_sent else None,
        "back": addresses.ballot(shown.id),
    }


def _do(form: Any, act: Act, shown: Ballot) -> None:
    filled = form.filled
    act.deed(form.request.acting, shown, filled.get(WORDS) or "", filled.get(TERM) or "")


def _offer(request: Request, shown: Ballot) -> Offer:
    """Return the act as it is offered; once its form was sent, the action itself decides."""
    id = request.matchdict["act"]
    offers = {each.id: each for each in session(request.acting, shown).offers}
    if id in offers:
        return offers[id]
    if request.method == "POST" and id in ACTS:
        return Offer(id, ACTS[id].button.title)
    raise NotAllowed(
        _("This is not yours to do, or no longer possible."),
        _("Look at the ballot as it is now."),
    )


def _schema(request: Request, act: Act) -> colander.SchemaNode:
    nodes = [FIELDS[each](request.locale_name) for each in act.fields]
    return colander.SchemaNode(colander.Mapping(), *nodes)
