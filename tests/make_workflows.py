"""Builders for tests of procedures: a definition from a few lines, a matter that follows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from motcua.acting import Acting, Holding, Office
from motcua.words import Label
from motcua.workflows.checks import checked
from motcua.workflows.conditions import Conditions, Verdict
from motcua.workflows.definition import APPLICANT, ASSIGNEE, SYSTEM_ROLE, Action, Definition
from motcua.workflows.machine import Step, compiled

HERE = Path(__file__).parent / "workflows"
MONDAY = datetime(2026, 11, 23, 8, 0)

SMALL = """\
workflow: vi-du
version: 1
title: Ví dụ
roles: {clerk: Cán bộ một cửa, head: Trưởng phòng}
states:
  received:
    title: Tiếp nhận
    start: yes
    actions:
      forward: {title: Chuyển, by: clerk, to: examined}
  examined:
    title: Thẩm định
    actions:
      sign: {title: Ký, by: head, to: done}
      return: {title: Trả lại, by: head, to: received}
  done: {title: Xong, final: success}
"""


def example(name: str) -> str:
    """Return the text of an example."""
    return (HERE / "examples" / f"{name}.yaml").read_text("utf8")


def defined(text: str) -> Definition:
    """Return what ``text`` defines; it must be sound."""
    reading = checked(text)
    assert reading.is_sound, [str(each) for each in reading.problems]
    assert reading.definition is not None
    return reading.definition


def an_office(**conditions: bool) -> Office:
    """Return an office in which each condition holds or not, as ``consultations_closed=True``."""
    office = Office(Path("config"), Path("workflows"))
    known = Conditions()
    for name, holds in conditions.items():
        said = name.replace("_", " ")
        known.lend(
            said,
            Label(said, said),
            lambda matter, acting, holds=holds, said=said: Verdict(
                holds, "" if holds else f"not {said}"
            ),
        )
    office.lend(Conditions, known)
    return office


def official(office: Office, person: str, *roles: str, for_whom: str = "") -> Acting:
    """Return ``person`` acting with ``roles`` in the only unit of these tests."""
    holding = Holding("so", f"{person}.1", roles=frozenset(roles), on_behalf_of=for_whom)
    return Acting(office, None, MONDAY, person, person.title(), holdings=(holding,))


def applicant(office: Office) -> Acting:
    """Return the citizen whose matter it is."""
    return Acting(office, None, MONDAY, applicant_of="matter")


class PlainMatter:
    """A matter kept in memory, with the few effects that the machine itself looks at."""

    def __init__(self, definition: Definition, state: str = "", came_from: str = ""):
        self.definition = definition
        self.track = SimpleNamespace(state=state, came_from=came_from)
        self.assignee = ""
        self.papers: set[str] = set()
        self.values: dict[str, Any] = {}
        self.done: dict[str, list[set[str]]] = defaultdict(list)

    def plays(self, acting: Acting, role: str) -> Holding | bool:
        """Play the parts; every role is held in the unit ``so``."""
        if role == APPLICANT:
            return acting.applicant_of == "matter"
        if role == ASSIGNEE:
            return bool(self.assignee) and acting.person == self.assignee
        if role == SYSTEM_ROLE:
            return acting.is_system
        return acting.holding_with(role, "so") or False

    def who_did(self, action: str) -> Collection[str]:
        """Return who took the action."""
        return set().union(*self.done[action])

    def times(self, action: str) -> int:
        """Return how often it was taken."""
        return len(self.done[action])

    def has_paper(self, paper: str) -> bool:
        """Say whether the paper was handed in."""
        return paper in self.papers

    def value(self, field: str) -> Any:
        """Return what was filled in."""
        return self.values.get(field, "")

    def take(self, acting: Acting, action: str, **form: Any) -> str:
        """Take an action as ``cases`` does, and return the state reached."""
        for step in compiled(self.definition).take(self, acting, action, form):
            self._carry_out(acting, step)
        return self.track.state

    def _carry_out(self, acting: Acting, step: Step) -> None:
        self.values.update(step.form)
        self.values.update(getattr(step.node, "set", {}))
        if step.kind == "action":
            behind = step.holding.on_behalf_of if step.holding else ""
            self.done[step.action].append({acting.person, behind} - {""})
        if isinstance(step.node, Action) and step.node.assign:
            self.assignee = step.form[step.node.assign]


SHIPPED = sorted((Path(__file__).parent.parent / "workflows").glob("*/[0-9]*.yaml"))
