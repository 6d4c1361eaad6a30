"""What happens to a request by itself, before and at its limit.

Only the next thing stands in the due queue, as for cases: the reminders of the
template, and one second after the limit its end.  At the limit itself an
answer is still in time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

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
    put_next(acting, request, KIND, alarms(acting, request))


def put_next(acting: Acting, thing: Any, kind: str, coming: Sequence[tuple[datetime, str]]) -> None:
    """Put the first alarm that has not fired into the due queue, instead of the one there.

    ``thing`` is whatever has a ``key``, the ``alarm`` that stands in the queue and what has
    ``fired``: a request, a ballot.
    """
    first = next((each for each in coming if each[1] not in thing.fired), None)
    if thing.alarm != first:
        acting.root.due_queue.move(kind, thing.key, thing.alarm, first)
        thing.alarm = first


def alarms(acting: Acting, request: Request) -> list[tuple[datetime, str]]:
    """Return every alarm of the request, in order of time; none where nothing is waited for,
    or where the time stands still.
    """
    if not request.is_open:
        return []
    limit = running_limit(acting, request)
    if limit is None:
        return []
    if request.clock.is_paused:  # The limit was over before; nobody is reminded meanwhile.
        return [(limit + JUST_AFTER, LIMIT)]
    calendar = calendar_of(acting, request.unit)
    rules = template_of(acting, request.consultation).late
    reminders = [(around(calendar, limit, rule.before, rule.after), rule.id) for rule in rules]
    own = [*pacing.reminders(acting, request), *unopened.alarms(acting, request)]
    return sorted([*reminders, *own, (limit + JUST_AFTER, LIMIT)])


def rule_of(acting: Acting, request: Request, rule_id: str) -> LateRule | None:
    """Return the template's late rule of that id."""
    rules = template_of(acting, request.consultation).late
    return next((each for each in rules if each.id == rule_id), None)
