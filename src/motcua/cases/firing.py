"""A late rule fires: somebody is reminded, a letter is written, or the case moves on.

The worker finds the alarm in the due queue; what is done goes through the same
machine and the same journal as a person's deed.
"""

from __future__ import annotations

from motcua.acting import Acting, Office
from motcua.cases.actions import fire_late, settle
from motcua.cases.content import Case
from motcua.cases.effects import enclose_letter
from motcua.cases.events import NoticeDue
from motcua.cases.lateness import KIND, alarms
from motcua.cases.matter import CaseMatter, matter_of
from motcua.journal import note
from motcua.storage.due import DueHandlers
from motcua.workflows.definition import LateRule


def furnish(office: Office) -> None:
    """Let the due queue fire the late rules of cases."""
    office.borrow(DueHandlers).lend(KIND, fire)


def fire(acting: Acting, subject: bytes, rule_id: str) -> None:
    """Do what a late rule says, as the system.  An alarm that no longer applies does nothing."""
    case: Case | None = acting.root.cases.shelf.get(subject)
    if case is None or not case.track.alarm or case.track.alarm[1] != rule_id:
        return
    matter = matter_of(acting, case)
    rule = next(each.rule for each in alarms(acting, matter) if each.rule.id == rule_id)
    case.track.alarm = None
    case.track.fired = (*case.track.fired, rule.id)
    if rule.go:
        fire_late(acting, case, rule)
        return
    _remind(acting, matter, rule)
    settle(acting, matter)


def _remind(acting: Acting, matter: CaseMatter, rule: LateRule) -> None:
    case = matter.case
    note(acting, case.journal, "reminded", rule=rule.id, notified=list(rule.notify))
    if rule.letter:
        enclose_letter(acting, matter, rule.letter)
    if rule.notify:
        about = "reminder" if rule.before else "late"
        acting.announce(NoticeDue(case, rule.notify, about, {"rule": rule.id}))
