"""In whose list a case stands, and in what order.

A case waits in the list of its assignee, or of everybody in a unit who plays
a role that may act now.  While it waits for somebody else (an opinion, the
applicant) it stands in the assignee's list of waiting cases.  Each list is
kept in the order of time left, with rows that carry what the list shows, so
that reading a page of it costs the same with a hundred cases and a million.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from motcua.acting import Acting
from motcua.cases.access import unit_of_role
from motcua.cases.clocks import next_due
from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter
from motcua.workflows.definition import APPLICANT, ASSIGNEE, Action, State

Wait = Callable[[Acting, Case], bool]

WAITING = "waiting:"
"""How the name of a list begins that nobody has to work through at present."""


class Waits:
    """Reasons why a case waits for somebody outside, lent from above."""

    def __init__(self) -> None:
        self._waits: list[Wait] = []

    def lend(self, wait: Wait) -> None:
        """Let ``wait(acting, case)`` say that the holder has nothing to do but wait."""
        self._waits.append(wait)

    def any(self, acting: Acting, case: Case) -> bool:
        """Say whether the case waits for somebody outside."""
        return any(wait(acting, case) for wait in self._waits)


class Row(NamedTuple):
    """What a list shows of a case, without loading it."""

    code: str
    procedure: str
    version: int
    applicant: str
    subject: str
    state: str
    assignee: str
    clock_runs: bool = True


def personal(person: str) -> str:
    """Return the list of what waits for one person."""
    return f"person:{person}"


def shared(unit: str, role: str) -> str:
    """Return the list of what waits for whoever plays ``role`` in ``unit``."""
    return f"unit:{unit}:{role}"


def waiting(person: str) -> str:
    """Return the list of what one holds while others are asked."""
    return f"{WAITING}{personal(person)}"


def lists_of(acting: Acting) -> list[str]:
    """Return the lists in which work for this person stands, delegated work included."""
    people = {acting.person, *(held.on_behalf_of for held in acting.holdings)} - {""}
    roles = {(held.unit, role) for held in acting.holdings for role in held.roles}
    return [*map(personal, sorted(people)), *(shared(*each) for each in sorted(roles))]


def waiting_lists_of(acting: Acting) -> list[str]:
    """Return the lists of what would be this person's, while somebody else is asked."""
    return [f"{WAITING}{name}" for name in lists_of(acting)]


def place(acting: Acting, matter: CaseMatter) -> None:
    """Put the case where it belongs now, and out of where it stood."""
    case, track = matter.case, matter.track
    due = next_due(acting, case)
    wanted = tuple((name, due) for name in _wanted(acting, matter))
    acting.root.worklists.move(case.key, track.places, wanted, tuple(_row(matter)))
    if track.places != wanted:
        track.places = wanted


def _wanted(acting: Acting, matter: CaseMatter) -> list[str]:
    state = matter.definition.states[matter.track.state]
    if state.final:
        return []
    own = [action for action in state.actions if not action.anywhere] or list(state.actions)
    names = list(dict.fromkeys(name for action in own for name in _lists(matter, action)))
    if _is_the_applicants_turn(own) or acting.office.borrow(Waits).any(acting, matter.case):
        holder = matter.track.assignee
        return [waiting(holder)] if holder else [f"{WAITING}{name}" for name in names]
    return names


def _is_the_applicants_turn(actions: list[Action]) -> bool:
    """Whatever can be done is for the applicant, though a counter may do it for them."""
    return all(APPLICANT in action.by for action in actions)


def _lists(matter: CaseMatter, action: Action) -> list[str]:
    holder = matter.track.assignee
    if ASSIGNEE in action.by and holder:
        return [personal(holder)]
    return [
        shared(
            unit_of_role(matter.case, matter.definition, role), matter.definition.roles[role].held
        )
        for role in action.by
        if role not in (APPLICANT, ASSIGNEE)
    ]


def _row(matter: CaseMatter) -> Row:
    case, state = matter.case, matter.definition.states[matter.track.state]
    return Row(
        code=case.code,
        procedure=case.procedure,
        version=case.version,
        applicant=case.applicant.name,
        subject=case.subject[:80],
        state=matter.track.state,
        assignee=matter.track.assignee,
        clock_runs=state.clock == State.clock,
    )
