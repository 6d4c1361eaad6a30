"""What happens when the time is over and nobody has answered.

Where a rule gives silence a meaning, a dated record says so and names the
rule; it is never an answer, and stays distinct from one for ever.  Where no
rule does, nothing is deemed: the answer stays owed, and the asker and the head
of the one-stop unit are told, who have to settle it together (NĐ 61/2018
Đ19.5).
"""

from __future__ import annotations

from dataclasses import replace

from motcua.acting import Acting, system
from motcua.cases.content import Case
from motcua.consultations import flow
from motcua.consultations.alarms import LIMIT, schedule
from motcua.consultations.content import Request, Silence
from motcua.consultations.events import AnswerOverdue, RequestNotice, SilenceRecorded
from motcua.consultations.history import requests_of
from motcua.consultations.inbox import place
from motcua.consultations.templates import (
    WAIT,
    is_over,
    limit_of,
    silence_counts,
    template_of,
)
from motcua.journal import note


def time_is_over(acting: Acting, request: Request) -> None:
    """Do what the end of the time means for this request; nothing where it is not over."""
    if not is_over(acting, request) or LIMIT in request.fired:
        return
    request.fired = (*request.fired, LIMIT)
    if silence_counts(acting, request):
        fall_silent(acting, request)
    else:
        _report(acting, request)
    acting.announce(RequestNotice(request, ("body_head",), "escalated", {}))


def fall_silent(acting: Acting, request: Request) -> Silence:
    """Record that nobody answered in time, and what the rule makes of it."""
    acting = nobody(acting)
    template = template_of(acting, request.consultation)
    flow.FLOW.move(request, flow.FALL_SILENT)
    request.silence = Silence(
        limit=limit_of(acting, request),
        recorded_at=acting.now,
        meaning=template.silence,
        ground=template.silence_ground,
        within=request.within,
    )
    note(
        acting,
        request.journal,
        "silence recorded",
        limit=request.silence.limit,
        meaning=request.silence.meaning,
        ground=request.silence.ground,
    )
    place(acting, request)
    schedule(acting, request)
    acting.announce(
        SilenceRecorded(request), RequestNotice(request, ("partner", "asker"), "silence", {})
    )
    return request.silence


def _report(acting: Acting, request: Request) -> None:
    """The answer stays owed, and that is reported once."""
    acting = nobody(acting)
    note(
        acting,
        request.journal,
        "overdue reported",
        limit=limit_of(acting, request),
        told=["asker", "one_stop_head", "body_head"],
    )
    acting.announce(
        AnswerOverdue(request),
        RequestNotice(request, ("asker", "one_stop_head"), "overdue", {}),
    )


def record_if_over(acting: Acting, request: Request) -> None:
    """Record a silence that the worker has not come to yet, before anything else is done."""
    if request.is_open and template_of(acting, request.consultation).silence != WAIT:
        time_is_over(acting, request)


def record_all_over(acting: Acting, case: Case) -> None:
    """Record every silence of a case before the case takes its step."""
    for request in requests_of(acting, case):
        record_if_over(acting, request)


def nobody(acting: Acting) -> Acting:
    """A silence is nobody's deed: the system records it, whoever noticed."""
    if acting.is_system:
        return acting
    return replace(
        system(acting.office, acting.root, acting.now, acting.origin), language=acting.language
    )
