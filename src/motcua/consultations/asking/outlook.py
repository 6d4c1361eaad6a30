"""What to expect before anything is sent: until when each body would have time, and how it answers.

Reckoned as the sending itself reckons it, so that the form promises nothing else
than what happens; bodies of a later step from the latest limit of the step before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.acting import Acting
from motcua.consultations.asking.limits import Limit, clock_of
from motcua.consultations.inbox import body_list
from motcua.consultations.overviews.statistics import AnswerTime, answer_time
from motcua.consultations.templates import calendar_of
from motcua.deadlines.days_off import Kind, Reason
from motcua.deadlines.due import Due

COUNTED = 200
"""Up to how many open requests of a body are counted."""
MOST_DAYS = 400
"""Days of a period that are looked at for days off."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DayOff:
    """A day within the time of a body on which it does not work, weekends left out."""

    day: date
    why: Reason


@dataclass(frozen=True)
class Outlook:
    """What is known of one body before it is asked."""

    due: Due | None
    """``None`` as long as its limit is not known."""
    days_off: tuple[DayOff, ...]
    weekend_days: int
    waiting: int
    """How many requests it has open at present; at most :data:`COUNTED`."""
    usual: AnswerTime | None
    """How long it takes to answer; ``None`` where too few answers tell."""


def outlook(
    acting: Acting,
    procedure: str,
    limits: Mapping[str, Limit | None],
    steps: Mapping[str, int],
) -> dict[str, Outlook]:
    """Return what to expect of each body of ``limits``, were they asked now."""
    starts = _starts(acting, limits, steps)
    return {
        unit: _of_one(acting, procedure, unit, limit, starts[steps.get(unit, 1)])
        for unit, limit in limits.items()
    }


def _starts(
    acting: Acting, limits: Mapping[str, Limit | None], steps: Mapping[str, int]
) -> dict[int, datetime]:
    """Return when each step would begin at the latest."""
    starts, start = {}, acting.now
    for step in sorted({steps.get(unit, 1) for unit in limits}):
        starts[step] = start
        turn = [(unit, limit) for unit, limit in limits.items() if steps.get(unit, 1) == step]
        ends = [_due(acting, unit, limit, start).instant for unit, limit in turn if limit]
        start = max(ends, default=start)
    return starts


def _due(acting: Acting, unit: str, limit: Limit, start: datetime) -> Due:
    if limit.last_day is not None and limit.last_day <= start.date():
        limit = limit._replace(last_day=None)
    return clock_of(limit, start).due(calendar_of(acting, unit))


def _of_one(
    acting: Acting, procedure: str, unit: str, limit: Limit | None, start: datetime
) -> Outlook:
    due = _due(acting, unit, limit, start) if limit else None
    off = list(_off(acting, unit, start.date(), due.instant.date())) if due else []
    named = tuple(each for each in off if each.why.kind is not Kind.WEEKEND)
    return Outlook(
        due=due,
        days_off=named,
        weekend_days=len(off) - len(named),
        waiting=acting.root.worklists.count([body_list(unit)], most=COUNTED),
        usual=answer_time(acting, unit, procedure),
    )


def _off(acting: Acting, unit: str, after: date, until: date) -> Iterator[DayOff]:
    calendar = calendar_of(acting, unit)
    day = after
    for _each in range(MOST_DAYS):
        day += ONE_DAY
        if day > until:
            return
        why = calendar.why_off(day)
        if why is not None:
            yield DayOff(day, why)
