"""Who may see a case: the one predicate that every channel asks.

Pages, lists, search, files, exports and mails all come here.  The answer is
computed from the definition, from the positions held today and from the case;
nothing is stored, so a change of position works at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum

from motcua.acting import Acting, Holding, NotAllowed, NotHere
from motcua.cases.content import Case
from motcua.permissions import Permission
from motcua.words import _
from motcua.workflows.definition import PARTS, Definition
from motcua.workflows.versions import definition


class Sight(IntEnum):
    """How much of a case somebody may see."""

    NOTHING = 0
    STATUS = 1
    """That it exists, where it stands and by when; for the applicant also what
    concerns them."""
    DOCUMENTS = 2
    """Also the papers, the journal and the opinions."""


Ground = Callable[[Acting, Case], Sight]


class Grounds:
    """Further reasons to see a case, lent by capabilities above this one."""

    def __init__(self) -> None:
        self._grounds: list[Ground] = []

    def lend(self, ground: Ground) -> None:
        """Let ``ground(acting, case)`` open cases that would stay closed."""
        self._grounds.append(ground)

    def best(self, acting: Acting, case: Case) -> Sight:
        """Return the widest sight that any ground gives."""
        return max((ground(acting, case) for ground in self._grounds), default=Sight.NOTHING)


def sight(acting: Acting, case: Case) -> Sight:
    """Return how much of ``case`` this person may see."""
    if acting.is_system or acting.may(Permission.CASE_READ_ALL):
        return Sight.DOCUMENTS
    if acting.applicant_of == case.id:
        return Sight.STATUS
    if _holds(acting, case) or _reads_units(acting, case):
        return Sight.DOCUMENTS
    rules = definition(acting.root, case.procedure, case.version)
    by_definition = _sight_by_role(acting, case, rules)
    if by_definition == Sight.DOCUMENTS:
        return by_definition
    return max(by_definition, acting.office.borrow(Grounds).best(acting, case))


def may_see(acting: Acting, case: Case) -> bool:
    """Say whether this person may know of the case at all."""
    return sight(acting, case) > Sight.NOTHING


def require_sight(acting: Acting, case: Case, wanted: Sight = Sight.DOCUMENTS) -> None:
    """Refuse whoever may not see the case.

    A citizen must not learn that the case exists; an official is told plainly
    that it is not theirs.
    """
    if sight(acting, case) >= wanted:
        return
    if not acting.holdings:
        raise NotHere()
    raise NotAllowed(
        _("This case is not open to your position."),
        _("Ask the unit that handles it, or the one-stop centre."),
    )


def unit_of_role(case: Case, rules: Definition, role: str) -> str:
    """Return the unit in which ``role`` is held for this case."""
    where = rules.roles[role].unit if role in rules.roles else "lead"
    return {"lead": case.lead_unit, "receiving": case.receiving_unit}.get(where, where)


def holding_for(acting: Acting, case: Case, rules: Definition, role: str) -> Holding | None:
    """Return the position in which somebody plays ``role`` of the procedure here."""
    return acting.holding_with(rules.roles[role].held, unit_of_role(case, rules, role))


def _holds(acting: Acting, case: Case) -> bool:
    holder = case.track.assignee
    return bool(holder) and holder in (acting.person, *(h.on_behalf_of for h in acting.holdings))


def _reads_units(acting: Acting, case: Case) -> bool:
    units = acting.units_with(Permission.CASE_READ_UNIT)
    return case.lead_unit in units or case.receiving_unit in units


def _sight_by_role(acting: Acting, case: Case, rules: Definition) -> Sight:
    """Roles that act somewhere in the procedure read the papers; ``visible`` adds more."""
    readers = rules.acting_roles.union(rules.visible.get("documents", ()))
    if _plays_any(acting, case, rules, readers):
        return Sight.DOCUMENTS
    if _plays_any(acting, case, rules, rules.visible.get("status", ())):
        return Sight.STATUS
    return Sight.NOTHING


def _plays_any(acting: Acting, case: Case, rules: Definition, roles: Iterable[str]) -> bool:
    declared = (role for role in roles if role in rules.roles and role not in PARTS)
    return any(holding_for(acting, case, rules, role) for role in declared)
