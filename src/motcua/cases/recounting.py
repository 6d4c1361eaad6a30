"""The working calendar has changed: open cases are counted anew.

A clock stores facts and no due date, so a holiday that was decided moves every
date that is read from then on.  What was put somewhere by its due date, the
place in lists and the next alarm, is put right here, case by case, by the
worker; and the journal says that the date moved, from when to when.
"""

from __future__ import annotations

from motcua.acting import Acting, Office
from motcua.cases import clocks
from motcua.cases.actions import settle
from motcua.cases.content import Case
from motcua.cases.events import CaseRecounted
from motcua.cases.matter import matter_of
from motcua.deadlines.calendar import Calendars
from motcua.journal import note
from motcua.storage.due import DueHandlers

KIND = "case recount"


def furnish(office: Office) -> None:
    """Let the due queue recount cases."""
    office.borrow(DueHandlers).lend(KIND, recount)


def notice_calendar(acting: Acting) -> int:
    """At start-up: have every open case recounted if the calendar file has changed.

    Returns how many cases that concerns.
    """
    register = acting.root.cases
    digest = acting.office.borrow(Calendars).digest
    if register.calendar == digest:
        return 0
    known, register.calendar = register.calendar, digest
    if not known:
        return 0
    open_cases = [key for key, case in register.shelf.items() if _is_open(case)]
    for key in open_cases:
        acting.root.due_queue.put(acting.now, KIND, key, digest[:8])
    return len(open_cases)


def _is_open(case: Case) -> bool:
    return any(
        clock and not clock.is_stopped for clock in (case.track.clock, case.track.step_clock)
    )


def recount(acting: Acting, subject: bytes, rule: str) -> None:
    """Put a case where its due dates want it now; ``rule`` names the calendar."""
    case: Case | None = acting.root.cases.shelf.get(subject)
    if case is None or not _is_open(case):
        return
    before = case.track.places, case.track.alarm
    settle(acting, matter_of(acting, case))
    if before != (case.track.places, case.track.alarm):
        due = clocks.case_due(acting, case)
        note(acting, case.journal, "recounted", calendar=rule, due=due)
    acting.announce(CaseRecounted(case))
