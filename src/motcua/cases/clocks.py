"""The two clocks of a case: that of the whole, and that of the step it is in.

The whole deadline begins to run when the case first enters a state whose
clock runs; in a state with a paused clock it stands still and goes on with
exactly what was left; in one whose clock is stopped it has come to its end,
and after a return from there it goes on with what was left then.
The clock of the step begins anew whenever a state with a limit is entered,
also in a paused state: the applicant's own time is limited too.
"""

from __future__ import annotations

from datetime import date, datetime

from motcua.acting import Acting, Refusal
from motcua.cases.content import Case, Track
from motcua.cases.matter import CaseMatter
from motcua.deadlines.calendar import Calendars, WorkingCalendar
from motcua.deadlines.clock import Clock, Left
from motcua.deadlines.terms import Term, read_term
from motcua.words import Sentence, _
from motcua.workflows.definition import Action, State
from motcua.workflows.steps import Step
from motcua.workflows.versions import definition


class CannotExtend(Refusal):
    """The new appointment is not one."""


def calendar_of(acting: Acting, case: Case) -> WorkingCalendar:
    """Return the working calendar under which the case's time is counted."""
    rules = definition(acting.root, case.procedure, case.version)
    return acting.office.borrow(Calendars).of_unit(case.lead_unit, rules.calendar)


def case_due(acting: Acting, case: Case) -> datetime | None:
    """Return when the whole case is due; ``None`` while nothing is, or it waits."""
    return _due(acting, case, case.track.clock)


def step_due(acting: Acting, case: Case) -> datetime | None:
    """Return when the present step is due; ``None`` where it has no limit."""
    return _due(acting, case, case.track.step_clock)


def next_due(acting: Acting, case: Case) -> datetime | None:
    """Return the earlier of the two."""
    both = (case_due(acting, case), step_due(acting, case))
    return min((due for due in both if due), default=None)


def case_left(acting: Acting, case: Case) -> Left | None:
    """Return how much time is left of the whole deadline."""
    clock = case.track.clock
    return clock.left(calendar_of(acting, case), acting.now) if clock else None


def case_explained(acting: Acting, case: Case) -> tuple[Sentence, ...]:
    """Return why the due date is what it is, line by line."""
    clock = case.track.clock
    if clock is None:
        return ()
    return tuple(line.said for line in clock.explained(calendar_of(acting, case)))


def step_taken(acting: Acting, matter: CaseMatter, step: Step) -> None:
    """Turn the clocks as ``step`` and the state it leads to want."""
    track, action = matter.track, step.node
    if isinstance(action, Action) and action.clock == "extend":
        track.clock = _extended(acting, matter, action, step)
    if isinstance(action, Action) and action.clock == "restart" and track.clock:
        track.clock = track.clock.restarted(acting.now)
    if step.to_state == step.from_state:
        return
    state = matter.definition.states[step.to_state]
    _turn(acting, track, state, matter.definition.deadline)
    track.step_clock = Clock.started(acting.now, state.within) if state.within else None
    track.entered = acting.now
    track.fired = tuple(each for each in track.fired if each.startswith("whole."))
    track.held = None


def _turn(acting: Acting, track: Track, state: State, deadline: Term | None) -> None:
    clock = track.clock
    if clock is None:
        if state.clock == "running" and deadline and not state.final:
            track.clock = Clock.started(acting.now, deadline)
    elif state.final or state.clock == "stopped":
        track.clock = clock.stopped(acting.now)
    elif state.clock == "paused":
        track.clock = clock.paused(acting.now, state.title, acting.person)
    else:
        track.clock = clock.resumed(acting.now, acting.person)


def _extended(acting: Acting, matter: CaseMatter, action: Action, step: Step) -> Clock:
    clock = matter.track.clock
    if clock is None:
        raise CannotExtend(_("The deadline of this case is not running."))
    by = _by_how_much(matter.value(action.extend_by))
    due = case_due(acting, matter.case)
    if isinstance(by, date) and due and by <= due.date():
        raise CannotExtend(
            _("The new date must be later than ${due}.", mapping={"due": due}),
            _("Choose a later date."),
        )
    reason = str(step.form.get("ly_do", ""))
    return clock.extended(by, acting.now, reason, acting.person)


def _by_how_much(value: object) -> Term | date:
    return value if isinstance(value, date) else read_term(f"{value} working days")


def _due(acting: Acting, case: Case, clock: Clock | None) -> datetime | None:
    if clock is None or clock.is_stopped:
        return None
    return clock.limit(calendar_of(acting, case))
