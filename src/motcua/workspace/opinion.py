"""What a body was asked, and its answer: claim, assign, draft, give, correct."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from chameleon.utils import Markup
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting, NotAllowed, Refusal
from motcua.cases.access import Sight, sight
from motcua.consultations.access import documents_seen, files_seen, is_inside
from motcua.consultations.actions import (
    correct_opinion,
    give_opinion,
    save_draft,
    submit_draft,
)
from motcua.consultations.content import Reply
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.desk import Desk, desk
from motcua.consultations.inside.away import named
from motcua.consultations.ledger import KINDS
from motcua.consultations.offers import Offer
from motcua.consultations.refusals import DraftChanged
from motcua.consultations.rounds.again import changes_for
from motcua.consultations.rounds.changes import DocumentChange
from motcua.pages.answering import (
    CORRECT,
    DRAFT,
    GIVE,
    NOTE,
    REASON,
    REVISION,
    SEEN,
    SUBMIT,
    answer_form,
    beginning,
    reply_of,
    shown_with_more,
)
from motcua.pages.forms import Button, Form, tried
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import _
from motcua.workspace import addresses, inside_acts, passing
from motcua.workspace.asked_more import answers_part, asked_part
from motcua.workspace.beside import beside
from motcua.workspace.bodies import TONES
from motcua.workspace.inside import inside_part
from motcua.workspace.opened import request_of
from motcua.workspace.request_acts import PATHS
from motcua.workspace.rounds import changes_said
from motcua.workspace.story import request_story

TEMPLATE = "motcua.workspace:templates/opinion.pt"


@view_config(route_name="request", permission=Permission.WORK, renderer=TEMPLATE)
def opinion(request: Request) -> dict[str, Any] | Response:
    """Show what is asked; keep a draft; give the body's word."""
    asked = request_of(request)
    on_desk = desk(request.acting, asked)
    offers = {each.id: each for each in on_desk.offers}
    if "draft" not in offers and request.method != "POST":
        return _shown(request, asked, on_desk, None)
    form = answer_form(request, on_desk, _buttons(offers), extra=passing.nodes(request, asked))
    refusal = _sent(request, asked, on_desk, form)
    if form.was_sent and form.failure is None:
        request.tell(_said(form))
        return HTTPSeeOther(addresses.request(asked.id))
    return _shown(request, asked, on_desk, form, refusal)


def _buttons(offers: Mapping[str, Offer]) -> tuple[Button, ...]:
    """Whoever signs for the unit gives; whoever does not submits."""
    main = "" if "answer" in offers else "main"
    submit = Button(SUBMIT, _("Submit for checking"), main)
    return (
        *([Button(GIVE, _("Sign and send"), "main")] if main == "" else []),
        *([submit] if "submit" in offers else []),
        Button(DRAFT, _("Save the draft"), "", skips_checks=True),
    )


def _sent(request: Request, asked: OpinionRequest, on_desk: Desk, form: Form) -> Refusal | None:
    """Save or give what was written; show the form again where that is refused."""
    if shown_with_more(form, on_desk) or form.answers() is None:
        return None
    refusal = tried(request, lambda: _keep_or_give(request.acting, asked, on_desk, form))
    if refusal is not None:
        form.refused(refusal)
        form.renew(REVISION, asked.draft.revision if asked.draft else 0)
        form.renew(SEEN, len(asked.changes))
    return refusal


def _keep_or_give(acting: Acting, asked: OpinionRequest, on_desk: Desk, form: Form) -> None:
    reply, revision = passing.named(form, reply_of(form, on_desk)), form.filled[REVISION]
    inside = form.filled[NOTE] or ""
    if form.pressed == DRAFT:
        save_draft(acting, asked, reply, revision, inside)
    elif form.pressed == SUBMIT:
        submit_draft(acting, asked, reply, revision, inside)
    else:
        give_opinion(acting, asked, reply, revision, inside, form.filled.get(SEEN))


def _said(form: Form) -> Any:
    if form.pressed == DRAFT:
        return _("The draft is saved. Nobody outside your unit sees it.")
    if form.pressed == SUBMIT:
        return _("The draft is submitted. It is not changed until it is checked or returned.")
    return _("The opinion of your unit is sent. From now on it stands as it is.")


@view_config(
    route_name="request_act", match_param="act=sua", permission=Permission.WORK, renderer=TEMPLATE
)
def correct(request: Request) -> dict[str, Any] | Response:
    """Give a new version of what the body said; the earlier one stays readable."""
    asked = request_of(request)
    on_desk = desk(request.acting, asked)
    offer = next((each for each in on_desk.offers if each.id == "correct"), None)
    if offer is None or not offer.enabled:
        raise NotAllowed(
            offer.reason if offer else _("You do not answer for this unit."),
            _("What was given stays as it is."),
        )
    button = Button(CORRECT, _("Send the correction"))
    extra = passing.nodes(request, asked)
    form = answer_form(request, on_desk, (button,), correcting=True, extra=extra)
    wants = not shown_with_more(form, on_desk, correcting=True) and form.answers() is not None
    if wants and form.attempt(lambda: _correct(form, asked, on_desk)):
        request.tell(_("The correction is sent as a new version."))
        return HTTPSeeOther(addresses.request(asked.id))
    return _shown(request, asked, on_desk, form, correcting=True)


def _correct(form: Form, asked: OpinionRequest, on_desk: Desk) -> None:
    reply = passing.named(form, reply_of(form, on_desk, correcting=True))
    filled = form.filled
    correct_opinion(form.request.acting, asked, reply, filled[REASON], filled[NOTE] or "")


def _shown(
    request: Request,
    asked: OpinionRequest,
    on_desk: Desk,
    form: Form | None,
    refusal: Refusal | None = None,
    correcting: bool = False,
) -> dict[str, Any]:
    acting = request.acting
    return {
        "desk": on_desk,
        "asked": asked,
        "row": on_desk.row,
        "due": on_desk.row.due,
        "asked_part": asked_part(request, asked),
        "answers_part": partial(answers_part, request, asked),
        "left": on_desk.row.left,
        "form": form.shown(_beginning(request, on_desk, correcting)) if form else None,
        "inside_part": inside_part(request, asked, on_desk),
        "theirs": refusal.theirs if isinstance(refusal, DraftChanged) else None,
        "correcting": correcting,
        "inside": is_inside(acting, asked.unit),
        "case_address": _case_address(acting, asked),
        "acts": _acts(on_desk.offers),
        "people": [(each.id, named(acting, asked, each.id)) for each in on_desk.people],
        "name_of": partial(directory.name_of, acting.root),
        "lines": request_story(acting, request.voice, asked),
        "files_of": partial(files_seen, acting, asked),
        **beside(acting, asked),
        "tones": TONES,
        "kinds": KINDS,
        "addresses": addresses,
        "changes": _changes(request, asked),
        "newer": _newer(acting, asked),
    }


def _changes(request: Request, asked: OpinionRequest) -> Markup | None:
    """What has changed since the body gave its earlier opinion; only where it is asked again."""
    if not (asked.earlier and asked.is_open and is_inside(request.acting, asked.unit)):
        return None
    acting = request.acting
    seen = {each.id for each in documents_seen(acting, asked)}

    def compare(change: DocumentChange) -> str:
        before, after = change.before.id, change.after.id if change.after else ""
        return addresses.compare_asked(asked.id, before, after) if {before, after} <= seen else ""

    return changes_said(request, changes_for(acting, asked), compare)


def _newer(acting: Acting, asked: OpinionRequest) -> dict[str, str]:
    """Return where what was shown is compared with a newer version, for readers of the case."""
    case = asked.consultation.case
    if sight(acting, case) < Sight.DOCUMENTS:
        return {}
    replaced = {each.document.id for each in case.dossier.files if each.superseded}
    shown = (each.document.id for each in asked.documents)
    return {each: addresses.compare(case.code, each) for each in shown if each in replaced}


def _beginning(request: Request, on_desk: Desk, correcting: bool) -> dict[str, Any]:
    reply = on_desk.opinions[-1].reply if correcting and on_desk.opinions else None
    reply = reply or (on_desk.draft.reply if on_desk.draft else Reply())
    return {**beginning(request, on_desk, correcting), **passing.beginning(reply)}


def _case_address(acting: Acting, asked: OpinionRequest) -> str:
    """Return where the case is, for those who may see more of it than stands here."""
    case = asked.consultation.case
    return addresses.case(case.code) if sight(acting, case) >= Sight.STATUS else ""


def _acts(offers: tuple[Offer, ...]) -> list[tuple[Offer, str]]:
    """Return what can be done beside answering, and where; assigning has its own form."""
    paths = {**PATHS, **inside_acts.PATHS}
    return [(each, paths[each.id]) for each in offers if each.id in paths]
