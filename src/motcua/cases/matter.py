"""What the machine must know of a case to say who may do what.

The machine of ``workflows`` knows no cases; it asks a *matter*.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from motcua.acting import Acting, Holding
from motcua.cases.access import holding_for, unit_of_role
from motcua.cases.content import Case, Track
from motcua.workflows.definition import APPLICANT, ASSIGNEE, SYSTEM_ROLE, Definition
from motcua.workflows.versions import definition


class CaseMatter:
    """A case, as the machine sees it."""

    def __init__(self, case: Case, rules: Definition):
        self.case = case
        self.definition = rules

    @property
    def track(self) -> Track:
        """Where the state stands that the machine moves."""
        return self.case.track

    def plays(self, acting: Acting, role: str) -> Holding | bool:
        """Return the position in which this person plays ``role`` here; ``True`` without one."""
        if role == SYSTEM_ROLE:
            return acting.is_system
        if role == APPLICANT:
            return acting.applicant_of == self.case.id
        if role == ASSIGNEE:
            return self._as_assignee(acting)
        return holding_for(acting, self.case, self.definition, role) or False

    def who_did(self, action: str) -> Collection[str]:
        """Return everybody who took ``action``, those in whose name it was taken included."""
        return {
            person
            for deed in self.track.done.get(action, ())
            for person in deed.split("|")
            if person
        }

    def times(self, action: str) -> int:
        """Return how often ``action`` was taken in the life of the case."""
        return len(self.track.done.get(action, ()))

    def has_paper(self, paper: str) -> bool:
        """Say whether the component is in the dossier."""
        return self.case.dossier.holds(paper)

    def value(self, field: str) -> Any:
        """Return what was filled in for ``field``; empty where nothing was."""
        return self.case.value(field)

    def unit_of(self, role: str) -> str:
        """Return the unit in which ``role`` is held for this case."""
        return unit_of_role(self.case, self.definition, role)

    def _as_assignee(self, acting: Acting) -> Holding | bool:
        holder, unit = self.track.assignee, self.track.assignee_unit
        if not holder:
            return False
        fitting = [
            held
            for held in acting.holdings
            if (held.on_behalf_of or acting.person) == holder and held.unit == unit
        ]
        return fitting[0] if fitting else False


def matter_of(acting: Acting, case: Case) -> CaseMatter:
    """Return the case as a matter, under the version of the procedure it follows."""
    return CaseMatter(case, definition(acting.root, case.procedure, case.version))
