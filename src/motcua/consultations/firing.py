"""What the worker does for requests when the due queue says so."""

from __future__ import annotations

from motcua.acting import Acting, Office
from motcua.cases.lateness import TOO_LATE
from motcua.consultations import alarms, completing
from motcua.consultations.asking import many
from motcua.consultations.content import Request
from motcua.consultations.events import RequestNotice
from motcua.consultations.inside.pacing import STEP_ENDS, step_of
from motcua.consultations.inside.unopened import UNOPENED, tell_head
from motcua.consultations.silence import time_is_over
from motcua.consultations.templates import is_past
from motcua.journal import note
from motcua.storage.due import DueHandlers
from motcua.workflows.definition import PARTNER, LateRule


def furnish(office: Office) -> None:
    """Let the due queue fire the alarms of requests, and look again for complete ones."""
    handlers = office.borrow(DueHandlers)
    handlers.lend(alarms.KIND, fire)
    handlers.lend(completing.KIND, completing.fire)
    handlers.lend(many.KIND, many.fire)


def fire(acting: Acting, subject: bytes, rule_id: str) -> None:
    """Remind, or end the time of a request.  An alarm that no longer applies does nothing."""
    request: Request | None = acting.root.consultations.request(subject)
    if request is None or request.alarm is None or request.alarm[1] != rule_id:
        return
    if acting.now < request.alarm[0]:
        return
    request.alarm = None
    if all(rule_id != each for _at, each in alarms.alarms(acting, request)):
        alarms.schedule(acting, request)
        return
    rule = alarms.rule_of(acting, request, rule_id)
    if rule_id.startswith(STEP_ENDS):
        request.fired = (*request.fired, rule_id)
        note(acting, request.journal, "step called to mind", step=step_of(request))
        acting.announce(RequestNotice(request, ("inside",), "step_ends", {"rule": rule_id}))
    elif rule_id == UNOPENED:
        request.fired = (*request.fired, rule_id)
        tell_head(acting, request)
    elif rule is not None:
        request.fired = (*request.fired, rule_id)
        _remind(acting, request, rule)
    else:
        time_is_over(acting, request)
        completing.answered(acting, request)
    alarms.schedule(acting, request)


def _remind(acting: Acting, request: Request, rule: LateRule) -> None:
    """Tell that the limit comes near, or is over.

    After a night without a worker it may be too late for the first: the end of the time,
    which comes next, tells everybody.
    """
    about = "late" if not rule.before else "" if is_past(acting, request) else "reminder"
    notified = rule.notify if about else ()
    note(
        acting,
        request.journal,
        "reminded",
        rule=rule.id,
        about=about or TOO_LATE,
        notified=list(notified),
    )
    recipients = tuple("partner" if each == PARTNER else each for each in notified)
    if recipients:
        acting.announce(RequestNotice(request, recipients, about, {"rule": rule.id}))
