"""What happens to a ballot by itself: reminders before its limit, and its end one second after.

The next alarm is put as that of a request is (:mod:`motcua.consultations.alarms`).
"""

from __future__ import annotations

from datetime import datetime

from motcua.acting import Acting
from motcua.ballots.content import Ballot
from motcua.ballots.standing import calendar_of, template_of
from motcua.consultations.alarms import JUST_AFTER, LIMIT, put_next
from motcua.deadlines.due import around
from motcua.workflows.definition import LateRule

KIND = "ballot due"
"""Under which the due queue knows these alarms."""


def schedule(acting: Acting, ballot: Ballot) -> None:
    """Put the next alarm of the ballot into the due queue, instead of the one there."""
    put_next(acting, ballot, KIND, alarms(acting, ballot))


def alarms(acting: Acting, ballot: Ballot) -> list[tuple[datetime, str]]:
    """Return every alarm of the ballot in order of time; none once it has ended."""
    if not ballot.is_open:
        return []
    calendar = calendar_of(acting, ballot.unit)
    rules = template_of(acting, ballot).late
    reminders = [
        (around(calendar, ballot.limit, rule.before, rule.after), rule.id)
        for rule in rules
        if rule.before
    ]
    return sorted([*reminders, (ballot.limit + JUST_AFTER, LIMIT)])


def rule_of(acting: Acting, ballot: Ballot, rule_id: str) -> LateRule | None:
    """Return the template's late rule of that id."""
    rules = template_of(acting, ballot).late
    return next((each for each in rules if each.id == rule_id), None)
