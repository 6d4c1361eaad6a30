"""What the asker does: ask, withdraw.

Everything is sent at once, in one transaction: either every body has its
request, its date and its place in the inbox, or nobody has.  Bodies of a later
step have a place in it too, and are told when it is their turn (:mod:`serial`).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from motcua.acting import Acting
from motcua.cases.actions import require_unmoved, settle
from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter, matter_of
from motcua.consultations import asking, flow
from motcua.consultations.alarms import schedule
from motcua.consultations.askers import as_asker
from motcua.consultations.asking import serial, unneeded
from motcua.consultations.asking.limits import (
    INFORMATION,
    Limit,
    check_case_limit,
    check_rising,
    clock_of,
)
from motcua.consultations.asking.limits import (
    limits as limits_of,
)
from motcua.consultations.asking.steps import people_of, steps_of
from motcua.consultations.completing import look_again
from motcua.consultations.content import (
    PLANNED,
    Consultation,
    Outsider,
    Request,
    Withdrawal,
)
from motcua.consultations.events import OpinionsAsked, RequestNotice, RequestWithdrawn
from motcua.consultations.history import anchor
from motcua.consultations.inbox import place
from motcua.consultations.outside import outsiders
from motcua.consultations.record.confidence import ask_in_confidence
from motcua.consultations.refusals import CannotWithdraw, NotOpen
from motcua.consultations.suggestions import suggested
from motcua.consultations.templates import limit_of, openable_template
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
    limits: Mapping[str, Term | date] | None = None,
    notes: Mapping[str, str] | None = None,
    steps: Mapping[str, int] | None = None,
    people: Sequence[str] = (),
    outside: Sequence[Outsider] = (),
    beyond: str = "",
    confidential: bool = False,
    seen: int | None = None,
    to_take_over: bool = False,
) -> Consultation:
    """Ask ``units`` for their opinion, all at once, each with its own last day.

    ``documents`` are ids of documents of the dossier; ``limits`` says which
    body gets another limit than the procedure's, ``notes`` what is added for
    one body alone, ``steps`` who is asked in another step than the procedure
    says; ``people`` are told by name besides their bodies; ``outside`` are
    asked by a link; ``beyond`` is why a limit lies past that of the case;
    ``confidential`` lets the answers be for those alone who decide;
    ``seen`` is the case's revision on the page that was open; ``to_take_over``:
    an earlier opinion is entered at once, so that the body is told of that, and
    whoever is compulsory besides is asked by itself.

    Raises :class:`CannotAsk` for what the procedure does not allow, and
    :class:`AlreadyAsked` naming who asked and when.
    """
    require_unmoved(acting, case, seen)
    matter = matter_of(acting, case)
    template = openable_template(acting, case, template_id)
    acting = acting.as_(asking.asker(acting, matter, template))
    asking.check_bodies(acting, matter, template, units, len(outside), alone=to_take_over)
    bodies = suggested(acting, matter, template)
    strangers = outsiders.entered(acting, template, outside, case)
    everybody = (*units, *strangers)
    terms = limits_of(acting, template, everybody, limits or {}, bodies)
    turns = steps_of(everybody, bodies, steps or {})
    consultation = _begun(
        acting,
        case,
        template=template.id,
        question=asking.check_question(acting, question),
        documents=asking.chosen_documents(case, documents),
        units=everybody,
    )
    consultation.requests = tuple(
        _request(acting, consultation, unit, terms[unit], turns[unit]) for unit in everybody
    )
    named = people_of(acting, units, people)
    for request in consultation.requests:
        body = bodies.get(request.unit)
        request.optional = body is not None and body.optional
        request.note = (notes or {}).get(request.unit, "").strip()
        request.people = named.get(request.unit, ())
        request.outsider = strangers.get(request.unit)
    serial.plan(acting, consultation)
    check_rising(acting, consultation.requests)
    if template.purpose == INFORMATION:
        _tell_only(acting, consultation)
    if confidential:
        ask_in_confidence(acting, consultation)
    consultation.beyond = check_case_limit(acting, case, consultation.requests, beyond)
    _enter(acting, matter, consultation, template, tell=not to_take_over)
    return consultation


def _begun(acting: Acting, case: Case, **what: Any) -> Consultation:
    """Return a sending of today, with who asks."""
    return Consultation(
        key=secrets.token_bytes(KEY_LENGTH),
        case=case,
        procedure=case.procedure,
        version=case.version,
        asked_at=acting.now,
        asked_by=acting.person,
        asked_by_name=acting.name,
        on_behalf_of=acting.on_behalf_of,
        asking_unit=acting.unit or case.lead_unit,
        **what,
    )


def _tell_only(acting: Acting, consultation: Consultation) -> None:
    """Wait for no answer of anybody."""
    consultation.completed_at = acting.now
    for request in consultation.requests:
        flow.FLOW.move(request, flow.TELL)


def _request(
    acting: Acting, consultation: Consultation, unit: str, limit: Limit, step: int
) -> Request:
    request = Request(
        key=secrets.token_bytes(KEY_LENGTH),
        unit=unit,
        consultation=consultation,
        step=step,
        within=limit.within.text,
        last_day=limit.last_day,
        clock=clock_of(limit, acting.now),
    )
    flow.FLOW.begin(request)
    return request


def _enter(
    acting: Acting,
    matter: CaseMatter,
    consultation: Consultation,
    template: ConsultationTemplate,
    tell: bool,
) -> None:
    """Put everything where it belongs; the case may now wait."""
    register, case = acting.root.consultations, matter.case
    together = register.to_write(case.key)
    consultation.round = 1 + sum(
        each.template == template.id and not each.parent for each in together.consultations
    )
    unneeded.asked_after_all(acting, together, consultation)
    together.consultations = (*together.consultations, consultation)
    register.enter(case.key)
    for request in consultation.requests:
        if not request.is_planned:
            serial.sent(acting, request, tell)
    note(
        acting,
        case.journal,
        "opinions asked",
        template=template.id,
        round=consultation.round,
        units={each.unit: limit_of(acting, each).isoformat() for each in consultation.requests},
        question=consultation.question,
        documents=[shown.document.sha256[:12] for shown in consultation.documents],
        steps={each.unit: each.step for each in consultation.requests if each.step > 1} or None,
        beyond=consultation.beyond,
        confidential=consultation.confidential or None,
    )
    anchor(acting, case)
    settle(acting, matter)
    acting.announce(OpinionsAsked(consultation))


def withdraw(acting: Acting, request: Request, reason: str) -> None:
    """Take a request back, because the answer is no longer needed.

    What has been answered, or has fallen silent, is a fact and stays.
    """
    matter = matter_of(acting, request.consultation.case)
    acting = as_asker(acting, request.consultation)
    if not reason.strip():
        raise CannotWithdraw(_("Say why the request is withdrawn."))
    if not (request.is_open or request.is_planned):
        raise NotOpen(
            _("This request is no longer open: it was answered, fell silent or was withdrawn."),
            _("Look at the case as it is now."),
        )
    take_back(acting, request, reason.strip())
    if request.consultation.parent:  # Nothing of it is the case's.
        return
    anchor(acting, matter.case)
    look_again(acting, request.consultation)
    settle(acting, matter)


def withdraw_open(acting: Acting, case: Case, reason: str) -> int:
    """Take back whatever is still open, because the case goes on without; say how many."""
    open_ones = [
        request
        for consultation in acting.root.consultations.asked_by_case(case.key)
        for request in consultation.requests
        if request.is_open or request.is_planned
    ]
    for request in open_ones:
        take_back(acting, request, reason)
    return len(open_ones)


def drop_planned(acting: Acting, case: Case, reason: str) -> int:
    """Take back what was planned and never sent; open requests stay.  Say how many."""
    waiting = [
        request
        for consultation in acting.root.consultations.of_case(case.key)
        for request in consultation.requests
        if request.is_planned
    ]
    for request in waiting:
        take_back(acting, request, reason)
    return len(waiting)


def take_back(acting: Acting, request: Request, reason: str) -> None:
    """End an open request without an answer, and tell the body; not one that knows nothing yet."""
    knows = not request.is_planned
    flow.FLOW.move(request, flow.WITHDRAW)
    if not knows:
        request.came_from = PLANNED
    request.withdrawal = Withdrawal(acting.now, acting.person, acting.name, reason)
    request.clock = request.clock.stopped(acting.now)
    note(acting, request.journal, "withdrawn", reason=reason)
    place(acting, request)
    schedule(acting, request)
    acting.announce(RequestWithdrawn(request))
    if knows:
        acting.announce(RequestNotice(request, ("partner",), "withdrawn", {}))
