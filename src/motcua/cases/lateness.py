"""What happens by itself before and after a limit.

Of all that may happen to a case, only the next thing stands in the due queue;
when it has fired, the one after it takes its place.  It is chosen again after
every step, so what no longer applies never fires, and a night without a
worker loses nothing: what should have happened is done in the morning, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from motcua.acting import Acting
from motcua.cases import clocks
from motcua.cases.matter import CaseMatter
from motcua.deadlines.due import around
from motcua.workflows.definition import LateRule

KIND = "case late"
"""Under which the due queue knows these alarms."""
TOO_LATE = "too late"
"""What the journal says of a reminder that nobody got, because the limit was over."""


class Alarm(NamedTuple):
    """A late rule and the moment at which it applies."""

    at: datetime
    rule: LateRule
    limit: datetime
    """Before or after which it applies."""
    beside: tuple[LateRule, ...]
    """Every rule of that limit."""


def schedule(acting: Acting, matter: CaseMatter) -> None:
    """Put the next alarm of the case into the due queue, instead of the one there."""
    track, key = matter.track, matter.case.key
    coming = next(
        (each for each in alarms(acting, matter) if each.rule.id not in track.fired), None
    )
    wanted = (coming.at, coming.rule.id) if coming else None
    if track.alarm != wanted:
        acting.root.due_queue.move(KIND, key, track.alarm, wanted)
        track.alarm = wanted


def alarms(acting: Acting, matter: CaseMatter) -> list[Alarm]:
    """Return every alarm of the present state and of the whole case, in order of time."""
    state = matter.definition.states[matter.track.state]
    if state.final:
        return []
    calendar = clocks.calendar_of(acting, matter.case)
    limits = (
        (clocks.step_due(acting, matter.case), state.late),
        (clocks.case_due(acting, matter.case), matter.definition.late),
    )
    found = [
        Alarm(_at(matter, rule, around(calendar, due, rule.before, rule.after)), rule, due, rules)
        for due, rules in limits
        if due
        for rule in rules
    ]
    return sorted(found, key=lambda alarm: alarm.at)


def _at(matter: CaseMatter, rule: LateRule, moment: datetime) -> datetime:
    """Return when a rule applies: where something was in its way, when it is tried again."""
    held = matter.track.held
    return max(moment, held[1]) if held and held[0] == rule.id else moment


def told_as(rule: LateRule, beside: Sequence[LateRule], is_over: bool) -> str:
    """Return what people are told when ``rule`` fires: ``reminder``, ``late``, or nothing.

    After a night without a worker a reminder may come when the limit is over.  It then says
    so; and it says nothing where a rule for afterwards, among those ``beside``, tells the
    same people.
    """
    if not rule.before:
        return "late"
    if not is_over:
        return "reminder"
    told = {each for other in beside if not other.before for each in other.notify}
    return "" if told.issuperset(rule.notify) else "late"
