"""What becomes of one case: worked out without touching it, and then carried out.

The plan and the run ask the same function, so what was shown is what is done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from motcua.acting import Acting
from motcua.cases.access import unit_of_role
from motcua.cases.actions import settle
from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter
from motcua.cases.versions import MOVED
from motcua.consultations.templates import template_of
from motcua.deadlines.calendar import Calendars, WorkingCalendar
from motcua.deadlines.clock import Clock
from motcua.journal import note
from motcua.migrations import dates
from motcua.migrations.content import Before
from motcua.migrations.dates import Change
from motcua.migrations.reasons import ASKING, MOVED_ON, NO_WAY_BACK, NOT_DESCRIBED, Why
from motcua.migrations.running import is_running
from motcua.migrations.ways import Ways
from motcua.people import directory
from motcua.workflows.definition import APPLICANT, ASSIGNEE, Action, State
from motcua.workflows.versions import all_versions, definition_of


@dataclass(frozen=True)
class Fate:
    """What becomes of a case that comes to another version."""

    target: State
    came_from: str
    whole: Clock | None
    step: Clock | None
    fired: tuple[str, ...]
    go: str
    """The step to which a limit that has passed already takes it, once it has come."""
    before: tuple[datetime | None, datetime | None]
    """When the case and its step were due."""
    after: tuple[datetime | None, datetime | None]
    """When they are due then."""

    @property
    def moves(self) -> bool:
        """Say whether a due date is another one."""
        return self.before != self.after

    def becomes_late(self, now: datetime) -> bool:
        """Say whether it is overdue then, and was not before."""
        was, comes = dates.soonest(*self.before), dates.soonest(*self.after)
        return comes is not None and comes < now and (was is None or was >= now)


class Judge:
    """Says of case after case what becomes of it, and remembers what is the same for many."""

    def __init__(self, acting: Acting, ways: Ways, rule: str, reason: str = ""):
        self.acting, self.ways = acting, ways
        self.rule, self.reason = rule, reason
        self._holders: dict[tuple[str, str], bool] = {}
        self._seats: dict[tuple[str, str], frozenset[str]] = {}
        self._calendars: dict[tuple[str, str], WorkingCalendar] = {}

    @cached_property
    def _today(self) -> Any:
        return self.acting.now.date()

    def why_not(self, case: Case) -> Why | None:
        """Say why the case cannot be brought over; ``None`` where it can."""
        if case.version != self.ways.old.version or not is_running(self.acting.root, case):
            return Why(MOVED_ON)
        state = case.track.state
        refusing = self.ways.why_not(state)
        if refusing:
            return refusing
        target = self.ways.new.states[self.ways.target_id(state)]
        origin = self.ways.origin(case.track.came_from)
        if not self.ways.machine.leads_back(target.id, origin):
            return Why(NO_WAY_BACK, self.ways.title(case.track.came_from))
        return self._asking(case, target)

    def _asking(self, case: Case, target: State) -> Why | None:
        """An opinion that is waited for must still make sense."""
        if self._describes_all and not target.final:
            return None
        for consultation in self.acting.root.consultations.asked_by_case(case.key):
            if not any(each.is_open for each in consultation.requests):
                continue
            title = template_of(self.acting, consultation).title
            if target.final:
                return Why(ASKING, title)
            if consultation.template not in self.ways.new.consultations:
                return Why(NOT_DESCRIBED, title)
        return None

    @cached_property
    def _describes_all(self) -> bool:
        """Say whether whatever may be asked under any version is described by the new one.

        So it mostly is; then nobody need look what has been asked about each case.
        """
        root, new = self.acting.root, self.ways.new
        every = (definition_of(root, each) for each in all_versions(root, new.id))
        return all(each.consultations.keys() <= new.consultations.keys() for each in every)

    def fate(self, case: Case, rule: str = "") -> Fate:
        """Return what becomes of a case that can be brought over.  Writes nothing."""
        track, ways = case.track, self.ways
        target = ways.new.states[ways.target_id(track.state)]
        now, by = self.acting.now, self.acting.person
        change = Change(ways.old, ways.new, target, now, rule or self.rule, self.reason, by)
        whole, step = dates.clocks_after(track, change)
        was, on = self._calendar(case, ways.old.calendar), self._calendar(case, ways.new.calendar)
        after = dates.due(whole, on), dates.due(step, on)
        alarms = dates.alarms_after(track, change, after, on)
        return Fate(
            target=target,
            came_from=ways.origin(track.came_from),
            whole=whole,
            step=step,
            fired=alarms.fired,
            go=alarms.go,
            before=(dates.due(track.clock, was), dates.due(track.step_clock, was)),
            after=after,
        )

    def _calendar(self, case: Case, name: str) -> WorkingCalendar:
        return self._known(
            self._calendars,
            (case.lead_unit, name),
            lambda: self.acting.office.borrow(Calendars).of_unit(case.lead_unit, name),
        )

    @staticmethod
    def _known(known: dict[Any, Any], key: Any, find: Callable[[], Any]) -> Any:
        if key not in known:
            known[key] = find()
        return known[key]

    # Who can act then

    def has_somebody(self, case: Case, target: State) -> bool:
        """Say whether anybody could act on the case at ``target``."""
        if target.final:
            return True
        return any(self._somebody_plays(case, part) for each in _own(target) for part in each.by)

    def _somebody_plays(self, case: Case, part: str) -> bool:
        if part == APPLICANT:
            return True
        if part == ASSIGNEE:
            return self._sits(case)
        role, unit = self._role(case, part)
        return bool(
            self._known(
                self._holders,
                (role, unit),
                lambda: bool(directory.holders(self.acting.root, role, unit, self._today)),
            )
        )

    def _role(self, case: Case, part: str) -> tuple[str, str]:
        rules = self.ways.new
        return rules.roles[part].held, unit_of_role(case, rules, part)

    def _sits(self, case: Case) -> bool:
        """Say whether who holds the case has a position in the unit today."""
        track = case.track
        return bool(track.assignee) and bool(self._roles_held(track.assignee, track.assignee_unit))

    def _roles_held(self, person: str, unit: str) -> frozenset[str]:
        def find() -> frozenset[str]:
            held = directory.positions_in(self.acting.root, unit, self._today)
            return frozenset(role for each in held if each.person == person for role in each.roles)

        found: frozenset[str] = self._known(self._seats, (person, unit), find)
        return found

    def holder_loses(self, case: Case, target: State) -> bool:
        """Say whether who holds the case could act on it, and has nothing to do there then."""
        state = self.ways.old.states.get(case.track.state)
        if state is None or target.final or not case.track.assignee:
            return False
        if not any(ASSIGNEE in each.by for each in _own(state)):
            return False
        return not any(self._holder_plays(case, part) for each in _own(target) for part in each.by)

    def _holder_plays(self, case: Case, part: str) -> bool:
        if part in (APPLICANT, ASSIGNEE):
            return part == ASSIGNEE and self._sits(case)
        role, unit = self._role(case, part)
        return role in self._roles_held(case.track.assignee, unit)


def _own(state: State) -> list[Action]:
    """The actions of the step itself; those of ``anywhere`` take no case on."""
    return [each for each in state.actions if not each.anywhere] or list(state.actions)


def bring_over(judge: Judge, case: Case, fate: Fate, run: int) -> Before:
    """Let the case follow the new version; return what it was before."""
    acting, ways, track = judge.acting, judge.ways, case.track
    matter = CaseMatter(case, ways.new)
    state = track.state
    kept = (state, track.came_from, track.clock, track.step_clock, track.fired)
    case.version, case.digest = ways.new.version, ways.new.digest
    ways.machine.bring_over(matter, fate.target.id)
    track.came_from = fate.came_from
    track.clock, track.step_clock, track.fired = fate.whole, fate.step, fate.fired
    (due, step_due), (due_before, step_due_before) = fate.after, fate.before
    note(
        acting,
        case.journal,
        MOVED,
        **{"from": state, "to": fate.target.id},
        version_before=ways.old.version,
        version=ways.new.version,
        rule=judge.rule,
        due=due,
        due_before=due_before if due_before != due else None,
        step_due=step_due,
        step_due_before=step_due_before if step_due_before != step_due else None,
        reason=judge.reason,
        run=run,
    )
    settle(acting, matter)
    return Before(case.key, track.revision, *kept)


def bring_back(acting: Acting, ways: Ways, case: Case, was: Before, reason: str, run: int) -> None:
    """Let the case follow the version from which it came, as if nothing had been."""
    track = case.track
    matter = CaseMatter(case, ways.old)
    state = track.state
    case.version, case.digest = ways.old.version, ways.old.digest
    ways.back.bring_over(matter, was.state)
    track.came_from, track.fired = was.came_from, was.fired
    track.clock, track.step_clock = was.clock, was.step_clock
    note(
        acting,
        case.journal,
        MOVED,
        **{"from": state, "to": was.state},
        version_before=ways.new.version,
        version=ways.old.version,
        reason=reason,
        run=run,
        undone=True,
    )
    settle(acting, matter)
