"""What the asker does after asking: remind, withdraw, decide about more time, close a round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request

from motcua.acting import NotHere
from motcua.consultations import actions
from motcua.consultations.content import Consultation
from motcua.deadlines.terms import read_term
from motcua.interop import telling
from motcua.interop.about_cases import case_of
from motcua.interop.asked import asked_of, shown

Sent = Mapping[str, Any]
Told = dict[str, Any]


def remind(request: Request, sent: Sent) -> Told:
    """Urge the body to answer; once a day."""
    asked = asked_of(request)
    actions.urge(request.acting, asked, sent.get("words", ""))
    return shown(request, asked)


def withdraw(request: Request, sent: Sent) -> Told:
    """Take the request back."""
    asked = asked_of(request)
    actions.withdraw(request.acting, asked, sent["reason"])
    return shown(request, asked)


def answer_extension(request: Request, sent: Sent) -> Told:
    """Grant more time, or less than was asked for, or none."""
    asked, answer = asked_of(request), sent.get("answer", "")
    if sent["granted"]:
        term = read_term(sent["term"]) if sent.get("term") else None
        actions.grant_extension(request.acting, asked, term, answer)
    else:
        actions.refuse_extension(request.acting, asked, answer)
    return shown(request, asked)


def close(request: Request, sent: Sent) -> Told:
    """Close a round: nobody is waited for any more."""
    sending = _sending_of(request)
    actions.close_round(request.acting, sending, sent["reason"])
    return {"requests": [telling.summary(request, each) for each in sending.requests]}


def _sending_of(request: Request) -> Consultation:
    """Return what the address names, for those who read the papers of the case."""
    case = case_of(request)
    found: tuple[Consultation, ...] = request.acting.root.consultations.of_case(case.key)
    for each in found:
        if each.id == request.matchdict["consultation"] and not each.parent:
            return each
    raise NotHere()
