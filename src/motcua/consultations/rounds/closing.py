"""Closing a round before everything is in, and opening it again.

Whoever has not answered is cut off and told, and what it has drafted stays
readable inside the body; what has been answered, or has fallen silent, is a
fact and stays; what is planned for a later step is dropped, and nobody ever
knew of it.  Opened again, those who were cut off go on with exactly what they
had left, or with a new limit, and are told.

A body that must be asked and was cut off counts as not asked: closing a round
is no way around it.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.cases.actions import settle
from motcua.cases.matter import matter_of
from motcua.consultations import flow
from motcua.consultations.alarms import schedule
from motcua.consultations.askers import as_asker
from motcua.consultations.asking.sending import take_back
from motcua.consultations.content import Closing, Consultation, Request, Withdrawal
from motcua.consultations.count import count
from motcua.consultations.events import RequestNotice, RequestWithdrawn
from motcua.consultations.history import anchor
from motcua.consultations.inbox import place
from motcua.consultations.refusals import AlreadyClosed, CannotClose, CannotReopen
from motcua.consultations.rounds import following, looking
from motcua.consultations.silence import record_if_over
from motcua.consultations.templates import limit_of, require_case_open
from motcua.deadlines.terms import Term
from motcua.journal import note
from motcua.words import _

CLOSED, REOPENED = "round closed", "round reopened"


def close(acting: Acting, consultation: Consultation, reason: str) -> Closing:
    """Close the round: nobody is waited for any more."""
    acting = as_asker(acting, consultation)
    if not reason.strip():
        raise CannotClose(_("Say why the round is closed."))
    _require_unclosed(consultation)
    for request in consultation.requests:
        record_if_over(acting, request)
    waiting = [each for each in consultation.requests if each.is_open or each.is_planned]
    if not waiting:
        raise CannotClose(
            _("Everything has come back: there is nothing left to close."),
            _("Look at the answers, and go on with the case."),
        )
    cut = tuple(each.unit for each in waiting if each.is_open)
    for request in waiting:
        if request.is_planned:
            take_back(acting, request, reason.strip())
        else:
            _cut_off(acting, request, reason.strip())
    closing = Closing(acting.now, acting.person, acting.name, reason.strip(), cut)
    consultation.closings = (*consultation.closings, closing)
    consultation.completed_at = consultation.completed_at or acting.now
    result = count(acting, consultation)
    note(
        acting,
        consultation.case.journal,
        CLOSED,
        template=consultation.template,
        round=consultation.round,
        reason=closing.reason,
        cut_off=list(cut),
        back=len(result.back),
    )
    _settle(acting, consultation)
    return closing


def _require_unclosed(consultation: Consultation) -> None:
    closing = consultation.closing
    if closing is not None:
        raise AlreadyClosed(
            _(
                "${who} closed this round already, at ${when}: ${reason}",
                mapping={"who": closing.by_name, "when": closing.at, "reason": closing.reason},
            )
        )


def _cut_off(acting: Acting, request: Request, reason: str) -> None:
    """End what is open without an answer; the draft stays where it is."""
    flow.FLOW.move(request, flow.CUT)
    request.withdrawal = Withdrawal(acting.now, acting.person, acting.name, reason)
    request.clock = request.clock.stopped(acting.now)
    request.standstills = ()
    note(acting, request.journal, "cut off", reason=reason, drafted=bool(request.draft) or None)
    place(acting, request)
    schedule(acting, request)
    acting.announce(RequestWithdrawn(request), RequestNotice(request, ("partner",), "cut_off", {}))


def reopen(
    acting: Acting, consultation: Consultation, reason: str, within: Term | None = None
) -> tuple[Request, ...]:
    """Open a closed round again; return whose request lives again.

    ``within`` is a new limit, from now on; without it each has what was left.
    """
    acting = as_asker(acting, consultation)
    closing = consultation.closing
    if closing is None:
        raise CannotReopen(_("This round is not closed."), _("Look at it as it is now."))
    if not reason.strip():
        raise CannotReopen(_("Say why the round is opened again."))
    require_case_open(acting, consultation)
    again = tuple(each for each in consultation.requests if _lives_again(acting, each, closing))
    if not again:
        raise CannotReopen(
            _("Everybody who was cut off has been asked in another round since."),
            _("Ask again instead."),
        )
    consultation.closings = (
        *consultation.closings[:-1],
        closing._replace(
            reopened_at=acting.now,
            reopened_by_name=acting.name,
            reopened_because=reason.strip(),
        ),
    )
    consultation.completed_at = None
    looking.drop(acting, consultation)
    for request in again:
        _revive(acting, request, reason.strip(), within)
    note(
        acting,
        consultation.case.journal,
        REOPENED,
        template=consultation.template,
        round=consultation.round,
        reason=reason.strip(),
        units={each.unit: limit_of(acting, each).isoformat() for each in again},
    )
    _settle(acting, consultation)
    return again


def _lives_again(acting: Acting, request: Request, closing: Closing) -> bool:
    """Whoever was cut off, and has not been asked anew in the meantime."""
    if not request.is_cut_off or request.unit not in closing.cut_off:
        return False
    together = acting.root.consultations.of_case(request.consultation.case.key)
    others = (each.request_to(request.unit) for each in together)
    return not any(each is not None and each.is_open for each in others)


def _revive(acting: Acting, request: Request, reason: str, within: Term | None) -> None:
    flow.FLOW.move(request, flow.REVIVE if request.opened_at else flow.REVIVE_UNOPENED)
    request.withdrawal = None
    start_again(acting, request, reason, within)
    note(acting, request.journal, "reopened", reason=reason, due=limit_of(acting, request))
    put_back(acting, request)
    acting.announce(RequestNotice(request, ("partner",), "reopened", {}))


def start_again(acting: Acting, request: Request, reason: str, within: Term | None) -> None:
    """Let a stopped clock run on with what was left, or from now on under a new limit."""
    if within is None:
        request.clock = request.clock.resumed(acting.now, acting.person)
        return
    request.clock = request.clock.restarted(acting.now, reason, acting.person, within)
    request.within, request.last_day, request.fired = within.text, None, ()
    request.extension = None


def put_back(acting: Acting, request: Request) -> None:
    """Put a request that lives again where it belongs; its time may have to stand still."""
    request.standstills = ()
    place(acting, request)
    schedule(acting, request)
    following.follow(acting, request)


def _settle(acting: Acting, consultation: Consultation) -> None:
    anchor(acting, consultation.case)
    settle(acting, matter_of(acting, consultation.case))
