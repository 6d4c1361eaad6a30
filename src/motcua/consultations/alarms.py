"""What happens to a request by itself, before and at its limit.

Only the next thing stands in the due queue, as for cases: the reminders of the
template, and one second after the limit its end.  At the limit itself an
answer is still in time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.acting import Acting
from motcua.consultations.content import Request
from motcua.consultations.inside import pacing, unopened
from motcua.consultations.templates import calendar_of, running_limit, template_of
from motcua.deadlines.due import around
from motcua.workflows.definition import LateRule

KIND = "opinion due"
"""Under which the due queue knows these alarms."""
LIMIT = "limit"
"""The alarm at which the time is over."""
JUST_AFTER = timedelta(seconds=1)


def schedule(acting: Acting, request: Request) -> None:
    """Put the next alarm of the request into the due queue, instead of the one there."""
    coming = next((each for each in alarms(acting, request) if each[1] not in request.fired), None)
    if request.alarm == coming:
        return
    if request.alarm:
        acting.root.due_queue.cancel(request.alarm[0], KIND, request.key, request.alarm[1])
    if coming:
        acting.root.due_queue.put(coming[0], KIND, request.key, coming[1])
    request.alarm = coming


def alarms(acting: Acting, request: Request) -> list[tuple[datetime, str]]:
    """Return every alarm of the request, in order of time; none where nothing is waited for,
    or where the time stands still.
    """
    if not request.is_open:
        return []
    limit = running_limit(acting, request)
    if limit is None:
        return []
    calendar = calendar_of(acting, request.unit)
    rules = template_of(acting, request.consultation).late
    reminders = [(around(calendar, limit, rule.before, rule.after), rule.id) for rule in rules]
    own = [*pacing.reminders(acting, request), *unopened.alarms(acting, request)]
    return sorted([*reminders, *own, (limit + JUST_AFTER, LIMIT)])


def rule_of(acting: Acting, request: Request, rule_id: str) -> LateRule | None:
    """Return the template's late rule of that id."""
    rules = template_of(acting, request.consultation).late
    return next((each for each in rules if each.id == rule_id), None)
