"""The body's own limits, derived from the outer one.

Each step of the body's flow has its share of the time.  The limits are counted
back from the outer limit, over the hours in which the body is open: when more
time is granted, or the time has stood still, they move with it, and the last
step ends where the outer limit is.  Nothing of this is stored.
"""

from __future__ import annotations

from datetime import datetime

from motcua.acting import Acting
from motcua.consultations.content import Request
from motcua.consultations.inside.flows import DRAFT, OpinionFlow, flow_of
from motcua.consultations.templates import calendar_of, limit_of
from motcua.deadlines.calendar import WorkingCalendar
from motcua.deadlines.clock import Clock
from motcua.deadlines.due import subtracted
from motcua.deadlines.running import runs
from motcua.deadlines.timetable import instant_of, minute_of


def step_of(request: Request) -> str:
    """Return the step in which the answer is."""
    return request.submission.step if request.submission else DRAFT


def step_limit(acting: Acting, request: Request, step: str = "") -> datetime:
    """Return until when the body's own flow wants a step done; the present one, if none is named.

    A step that the flow no longer has ends with the outer limit.
    """
    flow = flow_of(acting, request.unit)
    return _limit(acting, request, flow, step or step_of(request))


def step_limits(acting: Acting, request: Request) -> list[tuple[str, datetime]]:
    """Return every step of the body with its limit; nothing where it works in one step."""
    flow = flow_of(acting, request.unit)
    if flow.is_short:
        return []
    return [(each.id, _limit(acting, request, flow, each.id)) for each in flow.stages]


def _limit(acting: Acting, request: Request, flow: OpinionFlow, step: str) -> datetime:
    outer = limit_of(acting, request)
    share = flow.share_after(step)
    if not share:
        return outer
    calendar = calendar_of(acting, request.unit)
    whole = open_minutes(calendar, request.clock, outer)
    return instant_of(calendar.timetable.backward(minute_of(outer), int(whole * share)))


def open_minutes(calendar: WorkingCalendar, clock: Clock, until: datetime) -> int:
    """Count the open minutes that the clock runs, from its start until then."""
    end = minute_of(until)
    return sum(
        max(calendar.timetable.minutes_between(begins, min(ends, end)), 0)
        for begins, ends in runs(clock.facts)
        if begins < end
    )


def reminders(acting: Acting, request: Request) -> list[tuple[datetime, str]]:
    """Return when the present step is called to mind, as alarms; nothing without such a wish."""
    flow = flow_of(acting, request.unit)
    step = step_of(request)
    if flow.is_short or flow.remind is None:
        return []
    limit = _limit(acting, request, flow, step)
    before = subtracted(calendar_of(acting, request.unit), limit, flow.remind)
    return [(before, f"{STEP_ENDS}{step}")]


STEP_ENDS = "step-ends:"
"""How the alarm begins that calls a step of the body to mind."""
