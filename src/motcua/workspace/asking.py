"""Asking other bodies for their opinion: whom and why, what, on which papers, until when.

What is typed is sent at once, or kept as a draft with everything in it and sent
later, alone or with all other drafts.
"""

from __future__ import annotations

import secrets
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotHere, Refusal
from motcua.cases.access import Sight
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations.askers import asker
from motcua.consultations.asking.preparing import (
    address_of,
    prepare,
    prepared_for,
    prepared_lines,
    prepared_of_case,
    send_prepared,
    send_wanted,
    throw_away,
)
from motcua.consultations.asking.unneeded import nobody_needed
from motcua.consultations.asking.unneeded import said as spared_by
from motcua.consultations.content import Prepared, Wanted
from motcua.consultations.record.confidence import MAY
from motcua.consultations.suggestions import Suggestions, suggestions
from motcua.pages.forms import tried
from motcua.pages.legible import number_in
from motcua.pages.typed import text_of
from motcua.permissions import Permission
from motcua.words import _, several
from motcua.workspace import addresses
from motcua.workspace.asking_form import beginning, lines, outside_lines, typed
from motcua.workspace.opened import case_of, seen_of
from motcua.workspace.papers import paper_title

MOST = 200
"""Drafts that one sending may be about."""


@view_config(
    route_name="case_ask",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/ask.pt",
)
def ask(request: Request) -> dict[str, Any] | Response:
    """Show whom to ask; send to all of them at once, or keep it for later."""
    acting, case = request.acting, case_of(request, Sight.DOCUMENTS)
    known = suggestions(acting, case, request.matchdict["template"])
    asker(acting, matter_of(acting, case), known.template)
    draft = _draft(request, case, known)
    wanted = typed(request) if request.method == "POST" else _opened(request, known, draft)
    refusal = None
    if request.method == "POST" and "dates" not in request.POST:
        refusal = tried(request, lambda: _done(request, case, known, draft, wanted))
        if refusal is None:
            return HTTPSeeOther(addresses.case(case.code))
        request.response.status_int = 409
    return _shown(request, case, known, draft, wanted, refusal)


def _draft(request: Request, case: Case, known: Suggestions) -> Prepared | None:
    """Return the draft that the address names, where it belongs to this case and question."""
    id = request.GET.get("nhap", "")
    if not id:
        return None
    draft = prepared_for(request.acting, id)
    if draft.case != case.key or draft.template != known.template.id:
        raise NotHere()
    return draft


def _opened(request: Request, known: Suggestions, draft: Prepared | None) -> Wanted:
    return draft.wanted if draft is not None else beginning(request, known)


def _done(
    request: Request, case: Case, known: Suggestions, draft: Prepared | None, wanted: Wanted
) -> None:
    """Keep, throw away or send, as the button says."""
    acting, fields = request.acting, request.POST
    template, revision = known.template.id, number_in(text_of(fields.get("revision"), 10))
    if "keep" in fields:
        prepare(acting, case, template, wanted, draft, revision)
        request.tell(_("Kept as a draft. Nobody is asked until you send it."))
    elif "drop" in fields and draft is not None:
        throw_away(acting, draft)
        request.tell(_("The draft is thrown away."))
    elif draft is not None:
        prepare(acting, case, template, wanted, draft, revision)
        send_prepared(acting, draft, seen_of(request))
        _tell_sent(request, wanted)
    else:
        send_wanted(acting, case, template, wanted, seen_of(request))
        _tell_sent(request, wanted)


def _tell_sent(request: Request, wanted: Wanted) -> None:
    number = len(wanted.units) + len(wanted.outside)
    request.tell(several(_("Asked: one body."), _("Asked: ${n} bodies."), number))


def _shown(
    request: Request,
    case: Case,
    known: Suggestions,
    draft: Prepared | None,
    wanted: Wanted,
    refusal: Refusal | None,
) -> dict[str, Any]:
    acting = request.acting
    found, wrong = lines(acting, case.procedure, known, wanted)
    rules = matter_of(acting, case).definition
    made = nobody_needed(acting, case, known.template.id)
    return {
        "case": case,
        "rules": rules,
        "known": known,
        "typed": wanted,
        "may_be_confidential": known.template.confidential == MAY,
        "named": [each for each in found if each.suggested or each.checked],
        "others": [each for each in found if not each.suggested and not each.checked],
        "outside": outside_lines(known, wanted),
        "spared": spared_by(made) if made else "",
        "refusal": refusal or wrong,
        "documents": known.documents,
        "paper_title": lambda id: paper_title(acting, rules, id),
        "addresses": addresses,
        "action": addresses.ask(case.code, known.template.id, address_of(draft) if draft else ""),
        "draft": draft,
        "revision": text_of(request.POST.get("revision"), 10) or (draft.revision if draft else 0),
        "drafts": [] if draft else prepared_of_case(acting, case),
        "address_of": address_of,
        "nonce": text_of(request.POST.get("__nonce__")) or secrets.token_urlsafe(18),
    }


@view_config(
    route_name="asked_drafts",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/asked_drafts.pt",
)
def drafts(request: Request) -> dict[str, Any] | Response:
    """List what is prepared and not sent; send several at once, each tried by itself."""
    acting = request.acting
    refused: list[tuple[str, Refusal]] = []
    if request.method == "POST":
        ids = dict.fromkeys(text_of(each, 100) for each in request.POST.getall("draft"))
        chosen = [each for each in ids if each][:MOST]
        refused = [each for id in chosen for each in _sent(request, id)]
        done = len(chosen) - len(refused)
        if not chosen:
            request.tell(_("Nothing is chosen: tick the drafts to be sent."), "wrong")
        if done:
            request.tell(several(_("One draft is sent."), _("${n} drafts are sent."), done))
        if not refused:
            return HTTPSeeOther(addresses.ASKED_DRAFTS)
    return {
        "lines": prepared_lines(acting),
        "refused": refused,
        "addresses": addresses,
        "address_of": address_of,
        "nonce": secrets.token_urlsafe(18),
    }


def _sent(request: Request, id: str) -> list[tuple[str, Refusal]]:
    code: list[str] = []

    def send() -> None:
        draft = prepared_for(request.acting, id)
        code.append(request.stored.cases.shelf[draft.case].code)
        send_prepared(request.acting, draft)

    refusal = tried(request, send)
    return [("".join(code), refusal)] if refusal else []
