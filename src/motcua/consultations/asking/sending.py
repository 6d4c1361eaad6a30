"""What the asker does: ask, withdraw.

Everything is sent at once, in one transaction: either every body has its
request, its date and its place in the inbox, or nobody has.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from motcua.acting import Acting
from motcua.cases.actions import require_unmoved, settle
from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter, matter_of
from motcua.consultations import asking, flow
from motcua.consultations.alarms import schedule
from motcua.consultations.completing import look_again
from motcua.consultations.content import (
    CaseConsultations,
    Consultation,
    Request,
    Withdrawal,
)
from motcua.consultations.events import OpinionsAsked, RequestNotice, RequestWithdrawn
from motcua.consultations.history import anchor
from motcua.consultations.inbox import place
from motcua.consultations.refusals import CannotWithdraw, NotOpen
from motcua.consultations.templates import limit_of, openable_template, template_of
from motcua.deadlines.clock import Clock
from motcua.deadlines.terms import Term
from motcua.journal import note
from motcua.words import _
from motcua.workflows.definition import ConsultationTemplate

KEY_LENGTH = 8
"""Bytes of a random key, as cases have them."""


def ask_opinions(
    acting: Acting,
    case: Case,
    template_id: str,
    *,
    units: Sequence[str],
    question: str,
    documents: Sequence[str] = (),
    limits: Mapping[str, Term] | None = None,
    notes: Mapping[str, str] | None = None,
    seen: int | None = None,
) -> Consultation:
    """Ask ``units`` for their opinion, all at once, each with its own last day.

    ``documents`` are ids of documents of the dossier; ``limits`` says which
    body gets another limit than the template's, ``notes`` what is added for
    one body alone; ``seen`` is the case's revision on the page that was open.

    Raises :class:`CannotAsk` for what the procedure does not allow, and
    :class:`AlreadyAsked` naming who asked and when.
    """
    require_unmoved(acting, case, seen)
    matter = matter_of(acting, case)
    template = openable_template(acting, case, template_id)
    acting = acting.as_(asking.asker(acting, matter, template))
    asking.check_bodies(acting, matter, template, units)
    terms = asking.limits(acting, template, units, limits or {})
    consultation = Consultation(
        key=secrets.token_bytes(KEY_LENGTH),
        case=case,
        procedure=case.procedure,
        version=case.version,
        template=template.id,
        question=asking.check_question(acting, question),
        documents=asking.chosen_documents(case, documents),
        asked_at=acting.now,
        asked_by=acting.person,
        asked_by_name=acting.name,
        on_behalf_of=acting.on_behalf_of,
        asking_unit=acting.unit or case.lead_unit,
        units=tuple(units),
    )
    consultation.requests = tuple(
        _request(acting, consultation, unit, terms[unit], (notes or {}).get(unit, ""))
        for unit in units
    )
    _enter(acting, matter, consultation, template)
    return consultation


def _request(
    acting: Acting, consultation: Consultation, unit: str, within: Term, added: str
) -> Request:
    request = Request(
        key=secrets.token_bytes(KEY_LENGTH),
        unit=unit,
        consultation=consultation,
        note=added.strip(),
        within=within.text,
        clock=Clock.started(acting.now, within),
    )
    flow.FLOW.begin(request)
    return request


def _enter(
    acting: Acting, matter: CaseMatter, consultation: Consultation, template: ConsultationTemplate
) -> None:
    """Put everything where it belongs; the case may now wait."""
    register, case = acting.root.consultations, matter.case
    together = register.by_case.get(case.key)
    if together is None:
        together = register.by_case[case.key] = CaseConsultations()
    consultation.round = 1 + sum(each.template == template.id for each in together.consultations)
    together.unbind()  # What is asked about a case that was taken up again is new work.
    together.consultations = (*together.consultations, consultation)
    register.enter(case.key)
    for request in consultation.requests:
        note(
            acting,
            request.journal,
            "asked",
            case=case.code,
            unit=request.unit,
            due=limit_of(acting, request),
            within=request.within,
        )
        place(acting, request)
        schedule(acting, request)
    note(
        acting,
        case.journal,
        "opinions asked",
        template=template.id,
        round=consultation.round,
        units={each.unit: limit_of(acting, each).isoformat() for each in consultation.requests},
        question=consultation.question,
        documents=[shown.document.sha256[:12] for shown in consultation.documents],
    )
    anchor(acting, case)
    settle(acting, matter)
    acting.announce(OpinionsAsked(consultation))
    for request in consultation.requests:
        acting.announce(RequestNotice(request, ("partner",), "asked", {}))


def withdraw(acting: Acting, request: Request, reason: str) -> None:
    """Take a request back, because the answer is no longer needed.

    What has been answered, or has fallen silent, is a fact and stays.
    """
    matter = matter_of(acting, request.consultation.case)
    template = template_of(acting, request.consultation)
    acting = acting.as_(asking.asker(acting, matter, template))
    if not reason.strip():
        raise CannotWithdraw(_("Say why the request is withdrawn."))
    if not request.is_open:
        raise NotOpen(
            _("This request is no longer open: it was answered, fell silent or was withdrawn."),
            _("Look at the case as it is now."),
        )
    take_back(acting, request, reason.strip())
    anchor(acting, matter.case)
    look_again(acting, request.consultation)
    settle(acting, matter)


def withdraw_open(acting: Acting, case: Case, reason: str) -> int:
    """Take back whatever is still open, because the case goes on without; say how many."""
    open_ones = [
        request
        for consultation in acting.root.consultations.of_case(case.key)
        for request in consultation.requests
        if request.is_open
    ]
    for request in open_ones:
        take_back(acting, request, reason)
    return len(open_ones)


def take_back(acting: Acting, request: Request, reason: str) -> None:
    """End an open request without an answer, and tell the body."""
    flow.FLOW.move(request, flow.WITHDRAW)
    request.withdrawal = Withdrawal(acting.now, acting.person, acting.name, reason)
    request.clock = request.clock.stopped(acting.now)
    note(acting, request.journal, "withdrawn", reason=reason)
    place(acting, request)
    schedule(acting, request)
    acting.announce(
        RequestWithdrawn(request), RequestNotice(request, ("partner",), "withdrawn", {})
    )
