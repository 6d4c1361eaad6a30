"""A late rule fires: somebody is reminded, a letter is written, or the case moves on.

The worker finds the alarm in the due queue; what is done goes through the same
machine and the same journal as a person's deed.
"""

from __future__ import annotations

from datetime import timedelta

from motcua.acting import Acting, Office
from motcua.cases.actions import fire_late, settle
from motcua.cases.content import Case
from motcua.cases.effects import enclose_letter
from motcua.cases.events import NoticeDue
from motcua.cases.lateness import KIND, TOO_LATE, Alarm, alarms, schedule, told_as
from motcua.cases.matter import CaseMatter, matter_of
from motcua.journal import note
from motcua.storage.due import DueHandlers
from motcua.workflows.definition import APPLICANT, ASSIGNEE, LateRule
from motcua.workflows.steps import NotYet

TRIED_AGAIN = timedelta(days=1)
"""How long a rule waits that has something in its way."""


def furnish(office: Office) -> None:
    """Let the due queue fire the late rules of cases."""
    office.borrow(DueHandlers).lend(KIND, fire)


def fire(acting: Acting, subject: bytes, rule_id: str) -> None:
    """Do what a late rule says, as the system.  An alarm that no longer applies does nothing."""
    case: Case | None = acting.root.cases.shelf.get(subject)
    if case is None or not case.track.alarm or case.track.alarm[1] != rule_id:
        return
    matter = matter_of(acting, case)
    alarm = next(each for each in alarms(acting, matter) if each.rule.id == rule_id)
    rule = alarm.rule
    case.track.alarm = None
    before, case.track.fired = case.track.fired, (*case.track.fired, rule.id)
    if rule.go:
        try:
            fire_late(acting, case, rule)
        except NotYet as refusal:
            if not refusal.ground:  # Not an opinion: it stands among what is stuck.
                raise
            case.track.fired = before
            _hold(acting, matter, rule, refusal.ground)
        return
    _remind(acting, matter, alarm)
    settle(acting, matter)


def _hold(acting: Acting, matter: CaseMatter, rule: LateRule, why: str) -> None:
    """Keep a case where it is, which by itself would decide against an opinion.

    Those who act in this step are told once: one of them decides.  What is in
    the way may go away without the case, when an opinion comes in; so the
    rule is tried again every day.
    """
    track = matter.track
    was, track.held = track.held, (rule.id, acting.now + TRIED_AGAIN)
    if was and was[0] == rule.id:
        schedule(acting, matter)
        return
    note(acting, matter.case.journal, "held", rule=rule.id, go=rule.go, why=why)
    settle(acting, matter)
    acting.announce(NoticeDue(matter.case, _deciders(matter), "held", {"rule": rule.id}))


def _deciders(matter: CaseMatter) -> tuple[str, ...]:
    """Return the parts that act in the step in which a case is held."""
    state = matter.definition.states[matter.track.state]
    parts = [ASSIGNEE, *(part for action in state.actions for part in action.by)]
    return tuple(dict.fromkeys(part for part in parts if part != APPLICANT))


def _remind(acting: Acting, matter: CaseMatter, alarm: Alarm) -> None:
    case, rule = matter.case, alarm.rule
    about = told_as(rule, alarm.beside, acting.now > alarm.limit)
    notified = list(rule.notify) if about else []
    note(acting, case.journal, "reminded", rule=rule.id, about=about or TOO_LATE, notified=notified)
    if rule.letter:
        enclose_letter(acting, matter, rule.letter)
    if notified:
        acting.announce(NoticeDue(case, rule.notify, about, {"rule": rule.id}))
