"""Bodies that are asked one after the other.

A body of a later step is *planned*: the asker sees it with its order and a limit
that is reckoned from the step before; in the body nobody knows of it.  When all
of the step before have come back, by an answer, a silence or a withdrawal, the
worker sends the next step, in a transaction of its own and exactly once: whoever
comes second finds nothing planned any more.  An answer never does it itself, for
it would write what belongs to other bodies.

Each body of a later step has its whole time from the moment at which it is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from motcua.acting import Acting
from motcua.consultations import flow
from motcua.consultations.alarms import schedule
from motcua.consultations.asking.limits import Limit, clock_of
from motcua.consultations.content import Consultation, Request
from motcua.consultations.count import is_back
from motcua.consultations.events import RequestArrived, RequestNotice
from motcua.consultations.history import anchor
from motcua.consultations.inbox import place
from motcua.consultations.silence import record_if_over
from motcua.consultations.templates import limit_of
from motcua.deadlines.terms import read_term
from motcua.journal import note


def plan(acting: Acting, consultation: Consultation) -> None:
    """Let every body of a later step wait for its turn; called before anything is stored."""
    start = acting.now
    for step in sorted({each.step for each in consultation.requests}):
        turn = [each for each in consultation.requests if each.step == step]
        if step > 1:
            for request in turn:
                flow.FLOW.move(request, flow.PLAN)
                as_set = Limit(read_term(request.within), request.last_day)
                request.clock = clock_of(as_set, acting.now if request.last_day else start)
        start = max(limit_of(acting, each) for each in turn)


def limit_as_set(request: Request, start: datetime) -> Limit:
    """Return the limit as it was set; a day that has passed by ``start`` no longer counts."""
    last_day = request.last_day
    if last_day is not None and last_day <= start.date():
        last_day = None
    return Limit(read_term(request.within), last_day)


def planned(consultation: Consultation) -> Sequence[Request]:
    """Return whose turn has not come yet."""
    return [each for each in consultation.requests if each.is_planned]


def advance(acting: Acting, consultation: Consultation) -> bool:
    """Send the next step if the one before has come back; say whether it was sent."""
    waiting = planned(consultation)
    if not waiting:
        return False
    step = min(each.step for each in waiting)
    before = [each for each in consultation.requests if each.step < step]
    if not all(each.is_withdrawn or is_back(acting, each) for each in before):
        return False
    for each in before:
        record_if_over(acting, each)
    turn = [each for each in waiting if each.step == step]
    for request in turn:
        flow.FLOW.move(request, flow.SEND)
        request.clock = clock_of(limit_as_set(request, acting.now), acting.now)
        sent(acting, request)
    note(
        acting,
        consultation.case.journal,
        "step asked",
        template=consultation.template,
        step=step,
        units={each.unit: limit_of(acting, each).isoformat() for each in turn},
    )
    anchor(acting, consultation.case)
    acting.root.changes.put(consultation.case.key)
    return True


def sent(acting: Acting, request: Request, tell: bool = True) -> None:
    """Put a request before its body: its journal begins, it stands in the inbox, it is told."""
    note(
        acting,
        request.journal,
        "asked",
        case=request.consultation.case.code,
        unit=request.unit,
        due=None if request.is_told else limit_of(acting, request),
        within=request.within,
        people=list(request.people) or None,
        told_only=request.is_told or None,
    )
    place(acting, request)
    schedule(acting, request)
    about = "told" if request.is_told else "asked"
    acting.announce(RequestArrived(request))
    if tell and not request.opinions:  # A standing opinion may have answered.
        acting.announce(RequestNotice(request, ("partner",), about, {}))
