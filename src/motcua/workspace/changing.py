"""Changing what was asked and is not answered: the question, the papers, the note, the limit."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting, NotAllowed
from motcua.cases.content import Case, Enclosure
from motcua.cases.matter import matter_of
from motcua.consultations.asking.changing import cannot_change, change_request
from motcua.consultations.asking.limits import read_limit
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.offers import offered
from motcua.consultations.refusals import CannotChange
from motcua.consultations.templates import due_of
from motcua.deadlines.terms import Term
from motcua.pages.forms import tried
from motcua.pages.typed import text_of
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import _, several
from motcua.workspace import addresses
from motcua.workspace.opened import request_of, seen_of
from motcua.workspace.papers import paper_title

LONGEST = 20_000
PATH = "sua-yeu-cau"
"""The last part of the address."""


@dataclass(frozen=True)
class Typed:
    """What stands in the form."""

    question: str
    note: str
    documents: tuple[str, ...]
    limit: str = ""
    reason: str = ""
    beyond: str = ""
    for_all: bool = False
    """Whether every body that has not answered gets the same change."""


@view_config(
    route_name="request_act",
    match_param=f"act={PATH}",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/change.pt",
)
def change(request: Request) -> dict[str, Any] | Response:
    """Change what is asked of this body, or of all that have not answered."""
    acting, asked = request.acting, request_of(request)
    offer = offered(acting, asked, "change")
    if offer is None:
        raise NotAllowed(
            _("This is not yours to do, or no longer possible."),
            _("Look at the question as it is now."),
        )
    case: Case = asked.consultation.case
    sent = request.method == "POST"
    typed = _sent(request) if sent else _beginning(asked)
    refusal = None
    if sent:
        refusal = tried(request, lambda: _change(request, asked, typed))
        if refusal is None:
            return HTTPSeeOther(addresses.case(case.code))
        request.response.status_int = 409
    rules = matter_of(acting, case).definition
    return {
        "asked": asked,
        "case": case,
        "unit": directory.unit(acting.root, asked.unit),
        "due": due_of(acting, asked),
        "typed": typed,
        "others": [
            directory.unit(acting.root, each.unit)
            for each in _open_ones(acting, asked)
            if each is not asked
        ],
        "documents": _offered(asked, case),
        "paper_title": lambda id: paper_title(acting, rules, id),
        "offer": offer,
        "refusal": refusal,
        "action": addresses.request_act(asked.id, PATH),
        "addresses": addresses,
        "nonce": secrets.token_urlsafe(18),
    }


def _beginning(asked: OpinionRequest) -> Typed:
    return Typed(asked.asked, asked.note, tuple(each.document.id for each in asked.documents))


def _sent(request: Request) -> Typed:
    fields = request.POST
    documents = (text_of(each, 100) for each in fields.getall("document"))
    return Typed(
        question=text_of(fields.get("question"), LONGEST),
        note=text_of(fields.get("note"), LONGEST),
        documents=tuple(dict.fromkeys(filter(None, documents))),
        limit=text_of(fields.get("limit"), 100),
        reason=text_of(fields.get("reason"), 2000),
        beyond=text_of(fields.get("beyond"), 2000),
        for_all="for_all" in fields,
    )


def _offered(asked: OpinionRequest, case: Case) -> list[tuple[str, str, str, int]]:
    """Return the papers that may be shown: those pinned when it was sent, then those of today."""
    pinned = {
        each.document.id: (each.document.id, each.paper, each.document.name, each.document.size)
        for each in asked.documents
    }
    there: list[Enclosure] = [each for each in case.dossier.files if not each.superseded]
    found = {
        each.document.id: (each.document.id, each.paper, each.document.name, each.document.size)
        for each in there
    }
    return list({**found, **pinned}.values())


def _open_ones(acting: Acting, asked: OpinionRequest) -> list[OpinionRequest]:
    return [each for each in asked.consultation.requests if not cannot_change(acting, each)]


def _change(request: Request, asked: OpinionRequest, typed: Typed) -> None:
    """Change this request; and the others in the same way, but for their own notes."""
    acting = request.acting
    limit: Term | date | None = read_limit(typed.limit) if typed.limit else None
    change_request(
        acting,
        asked,
        reason=typed.reason,
        question=typed.question,
        note=typed.note,
        documents=typed.documents,
        limit=limit,
        beyond=typed.beyond,
        seen=seen_of(request),
    )
    others = [each for each in _open_ones(acting, asked) if each is not asked]
    if not typed.for_all or not others:
        request.tell(_("The request is changed, and the body is told."))
        return
    done = sum(_also(acting, each, typed, limit) for each in others)
    request.tell(several(_("One request is changed."), _("${n} requests are changed."), done + 1))


def _also(acting: Acting, other: OpinionRequest, typed: Typed, limit: Term | date | None) -> bool:
    """Change another body's request; say whether anything differed there."""
    try:
        change_request(
            acting,
            other,
            reason=typed.reason,
            question=typed.question,
            documents=typed.documents,
            limit=limit,
            beyond=typed.beyond,
        )
    except CannotChange:
        return False
    return True
