"""What was chosen for a plan, in the address of its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from pyramid.request import Request

from motcua import migrations
from motcua.migrations.planning import Plan
from motcua.migrations.ways import STAY
from motcua.pages.legible import number_in
from motcua.pages.typed import text_of

STEP = "b."
"""Before the id of a step: where its cases go."""
STAYS = "-"
"""Said of a step whose cases are left where they are."""
LONGEST_REASON = 500


@dataclass(frozen=True)
class Asked:
    """From which version to which, where to, by which rule, why."""

    workflow: str
    before: int
    after: int
    rule: str
    reason: str = ""
    may_close: bool = False
    mapping: Mapping[str, str] = field(default_factory=dict)

    @property
    def query(self) -> str:
        """The address of its plan, behind the question mark."""
        pairs = [("tu", str(self.before)), ("den", str(self.after)), ("cach", self.rule)]
        pairs += [("ly-do", self.reason)] if self.reason else []
        pairs += [("dong", "co")] if self.may_close else []
        pairs += [(STEP + id, to or STAYS) for id, to in self.mapping.items()]
        return urlencode(pairs)

    def plan(self, request: Request, age: timedelta = migrations.JUST_MADE) -> Plan:
        """Make the plan, or take one that was just made.  Writes nothing."""
        return migrations.planned(
            request.acting,
            self.workflow,
            self.before,
            self.after,
            dict(self.mapping),
            self.rule,
            self.reason,
            self.may_close,
            age=age,
        )


def asked_in(request: Request) -> Asked:
    """Return what the address of a plan says."""
    said = {name: text_of(value, LONGEST_REASON) for name, value in request.GET.items()}
    return Asked(
        workflow=request.matchdict["workflow"],
        before=number_in(said.get("tu", "")),
        after=number_in(said.get("den", "")),
        rule=said.get("cach", ""),
        reason=said.get("ly-do", ""),
        may_close=said.get("dong") == "co",
        mapping=_mapping(said),
    )


def _mapping(said: Mapping[str, str]) -> dict[str, str]:
    """Return where the steps go that somebody has decided about; the same id needs no word."""
    chosen = {name[len(STEP) :]: to for name, to in said.items() if name.startswith(STEP) and to}
    return {id: STAY if to == STAYS else to for id, to in chosen.items() if to != id}


def asked_again(request: Request, asked: Asked) -> Asked:
    """Return what was asked with the steps that the form of the plan names."""
    said = {name: text_of(value) for name, value in request.POST.items()}
    return Asked(
        asked.workflow,
        asked.before,
        asked.after,
        asked.rule,
        asked.reason,
        said.get("dong") == "co",
        _mapping(said),
    )
