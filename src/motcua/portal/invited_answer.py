"""What somebody outside does behind the door: read, keep a draft, answer, correct, take a copy.

The form is the one in which any body answers, without what is a unit's own; the
actions are the same too, and so are their refusals.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from motcua.acting import Acting, NotAllowed, NotHere, Refusal
from motcua.consultations.access import files_seen
from motcua.consultations.actions import ask_extension, save_draft
from motcua.consultations.asking.questions import answers_said
from motcua.consultations.content import Opinion, Reply
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.desk import Desk, desk
from motcua.consultations.offers import Offer
from motcua.consultations.outside.copies import copy_of
from motcua.consultations.outside.guests import answer, confirm, correct
from motcua.consultations.refusals import DraftChanged
from motcua.consultations.rounds.again import changes_for
from motcua.consultations.templates import template_of
from motcua.deadlines.terms import read_term
from motcua.pages import forms
from motcua.pages.answering import (
    CORRECT,
    DRAFT,
    GIVE,
    REASON,
    REVISION,
    SEEN,
    answer_form,
    beginning,
    reply_of,
    shown_with_more,
)
from motcua.pages.downloads import letter_response
from motcua.pages.fields import line, lines
from motcua.pages.forms import Button, Form, tried
from motcua.portal.invited import entered, here, passed
from motcua.words import _

DESK = "motcua.portal:templates/invited.pt"
MORE_TIME = "motcua.portal:templates/invited_time.pt"
CORRECTING, TIME, UNCHANGED = "sua", "xin-them-han", "giu-nguyen"
"""Last parts of addresses."""


@view_config(route_name="invited", permission=NO_PERMISSION_REQUIRED, renderer=DESK)
@entered
def invited(request: Request, asked: OpinionRequest, guest: Acting) -> dict[str, Any] | Response:
    """Show what is asked, and what was answered; keep a draft; take the answer."""
    on_desk = desk(guest, asked)
    if not asked.is_open and request.method != "POST":
        return _shown(request, guest, on_desk, None)
    buttons = (
        Button(GIVE, _("Send the opinion")),
        Button(DRAFT, _("Keep as a draft"), "", skips_checks=True),
    )
    form = answer_form(request, on_desk, buttons, inside=False)
    refusal = _sent(guest, on_desk, form)
    if form.was_sent and form.failure is None:
        request.tell(_DRAFT_KEPT if form.pressed == DRAFT else _RECEIVED)
        return HTTPSeeOther(here(request))
    return _shown(request, guest, on_desk, form, refusal)


_DRAFT_KEPT = _("The draft is kept here until you send it. The office does not see it.")
_RECEIVED = _("Your opinion has been received. A receipt is on its way to your mail box.")


def _sent(guest: Acting, on_desk: Desk, form: Form) -> Refusal | None:
    """Keep or give what was written; show the form again where that is refused."""
    if shown_with_more(form, on_desk) or form.answers() is None:
        return None
    asked = on_desk.request
    refusal = tried(form.request, lambda: _keep_or_give(guest, on_desk, form))
    if refusal is not None:
        form.refused(refusal)
        form.renew(REVISION, asked.draft.revision if asked.draft else 0)
        form.renew(SEEN, len(asked.changes))
    return refusal


def _keep_or_give(guest: Acting, on_desk: Desk, form: Form) -> None:
    reply, revision = reply_of(form, on_desk), form.filled[REVISION]
    if form.pressed == DRAFT:
        save_draft(guest, on_desk.request, reply, revision)
    else:
        answer(guest, on_desk.request, reply, form.filled[SEEN], revision)


@view_config(
    route_name="invited_act",
    match_param=f"act={CORRECTING}",
    permission=NO_PERMISSION_REQUIRED,
    renderer=DESK,
)
@entered
def corrected(request: Request, asked: OpinionRequest, guest: Acting) -> dict[str, Any] | Response:
    """Take a new version of what was given; the earlier one stays."""
    on_desk = desk(guest, asked)
    offer = _offer(on_desk, "correct")
    if not offer.enabled and request.method != "POST":
        raise NotAllowed(offer.reason, _("What was given stays as it is."))
    button = Button(CORRECT, _("Send the correction"))
    form = answer_form(request, on_desk, (button,), correcting=True, inside=False)
    wants = not shown_with_more(form, on_desk, correcting=True) and form.answers() is not None
    if wants and form.attempt(lambda: _correct(guest, on_desk, form)):
        request.tell(_("The correction has been received as a new version."))
        return HTTPSeeOther(here(request))
    return _shown(request, guest, on_desk, form, correcting=True)


def _correct(guest: Acting, on_desk: Desk, form: Form) -> None:
    reply = reply_of(form, on_desk, correcting=True)
    correct(guest, on_desk.request, reply, form.filled[REASON])


def _offer(on_desk: Desk, id: str) -> Offer:
    """Return what may be done, and why not; what nobody offers is not here."""
    found = next((each for each in on_desk.offers if each.id == id), None)
    if found is None:
        raise NotHere()
    return found


def _shown(
    request: Request,
    guest: Acting,
    on_desk: Desk,
    form: Form | None,
    refusal: Refusal | None = None,
    correcting: bool = False,
) -> dict[str, Any]:
    asked, offers = on_desk.request, {each.id: each for each in on_desk.offers}
    more_time, again = offers.get("ask_extension"), offers.get("confirm")
    return {
        "desk": on_desk,
        "asked": asked,
        "title": template_of(guest, asked.consultation).title,
        "body": on_desk.row.unit,
        "due": on_desk.row.due,
        "form": form.shown(beginning(request, on_desk, correcting)) if form else None,
        "correcting": correcting,
        "theirs": refusal.theirs if isinstance(refusal, DraftChanged) else None,
        "correct": offers.get("correct"),
        "more_time": more_time if more_time and more_time.enabled else None,
        "changes": changes_for(guest, asked) if again and again.enabled else None,
        "answers_of": partial(_answers, guest, asked),
        "files_of": partial(files_seen, guest, asked),
        "here": here(request),
        "paths": {"correct": CORRECTING, "time": TIME, "unchanged": UNCHANGED},
    }


def _answers(guest: Acting, asked: OpinionRequest, reply: Reply) -> list[Any]:
    return [each for each in answers_said(guest, asked, reply) if each.given is not None]


@view_config(
    route_name="invited_act",
    match_param=f"act={TIME}",
    permission=NO_PERMISSION_REQUIRED,
    renderer=MORE_TIME,
)
@entered
def more_time(request: Request, asked: OpinionRequest, guest: Acting) -> dict[str, Any] | Response:
    """Ask for more time, where the procedure lets bodies ask."""
    offer = _offer(desk(guest, asked), "ask_extension")
    form = _time_form(request)
    if form.answers() is not None and form.attempt(lambda: _ask_time(guest, asked, form)):
        by_rule = asked.extension is not None and asked.extension.by_rule
        request.tell(_GRANTED if by_rule else _ASKED)
        return HTTPSeeOther(here(request))
    shown = form.shown() if offer.enabled or form.was_sent else None
    return {"form": shown, "offer": offer, "back": here(request)}


@view_config(
    route_name="invited_act",
    match_param=f"act={UNCHANGED}",
    request_method="POST",
    permission=NO_PERMISSION_REQUIRED,
)
@passed
def unchanged(request: Request, asked: OpinionRequest, guest: Acting) -> Response:
    """Confirm the earlier opinion with one press, where they are asked again."""
    confirm(guest, asked)
    request.tell(_RECEIVED)
    return HTTPSeeOther(here(request))


_ASKED = _("The office is told. Until it answers, the limit stands as it is.")
_GRANTED = _("More time is granted, as the procedure says.")


def _ask_time(guest: Acting, asked: OpinionRequest, form: Form) -> None:
    ask_extension(guest, asked, read_term(form.filled["wanted"]), form.filled["reason"])


def _time_form(request: Request) -> Form:
    language = request.locale_name
    wanted = line("wanted", _("How much more"), language, help=_("For example: 2 working days"))
    reason = lines("reason", _("Reason"), language)
    schema = colander.SchemaNode(colander.Mapping(), wanted, reason)
    return forms.form(request, schema, buttons=(Button("do", _("Ask for more time")),))


@view_config(route_name="invited_copy", request_method="GET", permission=NO_PERMISSION_REQUIRED)
@passed
def copy(request: Request, asked: OpinionRequest, guest: Acting) -> Response:
    """Give out what was sent, with when it was received: a page to print, PDF, Word."""
    opinion = _version(asked, request.matchdict["version"])
    page = copy_of(guest, asked, opinion, request.locale_name)
    return letter_response(request, page, f"y-kien-da-gui-{opinion.version}")


def _version(asked: OpinionRequest, said: str) -> Opinion:
    found = next((each for each in asked.opinions if str(each.version) == said), None)
    if found is None:
        raise NotHere()
    return found
