"""What of the opinions about a case leaves the office: to the public, and to the applicant."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.cases.access import Sight
from motcua.consultations.access import reads_answer
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.record.confidence import decides
from motcua.consultations.record.public import is_public
from motcua.consultations.record.putting import may_be_put, put_seen, put_to_applicant
from motcua.consultations.record.redacting import STANDINGS, cannot_redact, standing
from motcua.pages.forms import tried
from motcua.pages.typed import text_of
from motcua.people import directory
from motcua.permissions import Permission
from motcua.storage.keys import key_of
from motcua.words import Sentence, _
from motcua.workspace import addresses
from motcua.workspace.opened import case_of


@dataclass(frozen=True)
class Line:
    """One opinion, and how far it is on its way out."""

    asked: OpinionRequest
    unit: Sentence
    stands: str
    said: Sentence
    reason: Sentence
    """Why nothing of it leaves whatever anybody does; empty otherwise."""
    may_be_put: bool


@view_config(
    route_name="case_outward",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/outward.pt",
)
def outward(request: Request) -> dict[str, Any] | Response:
    """Show what leaves; put opinions to the applicant."""
    acting, case = request.acting, case_of(request, Sight.DOCUMENTS)
    refusal = None
    if request.method == "POST":
        keys = [key_of(text_of(each, 100)) for each in request.POST.getall("request")]
        refusal = tried(request, lambda: put_to_applicant(acting, case, keys))
        if refusal is None:
            request.tell(_("The applicant is told, reads the opinions and may reply."))
            return HTTPSeeOther(addresses.outward(case.code))
        request.response.status_int = 409
    ready = may_be_put(acting, case)
    answered = [
        each
        for consultation in acting.root.consultations.asked_by_case(case.key)
        for each in consultation.requests
        if each.opinions
    ]
    return {
        "case": case,
        "lines": [
            Line(
                each,
                directory.unit(acting.root, each.unit).short,
                standing(acting, each),
                STANDINGS[standing(acting, each)],
                cannot_redact(acting, each),
                each in ready,
            )
            for each in answered
        ],
        "puts": put_seen(acting, case),
        "ready": bool(ready),
        "may": decides(acting, case),
        "reads": lambda asked: reads_answer(acting, asked),
        "public": f"/cong-khai/{case.code}" if is_public(acting, case) else "",
        "refusal": refusal,
        "addresses": addresses,
        "nonce": secrets.token_urlsafe(18),
    }
