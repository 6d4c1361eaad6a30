"""A province in whose procedure everything inside an asked body is allowed.

The police work in three steps: officers draft, the head checks, the leader
signs.  ``a_lively_province`` gives it; builders are those of make_consultations.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from motcua.consultations.inside.flows import OpinionFlow, OpinionFlows, Stage
from motcua.deadlines.terms import read_term
from motcua.people.content import Person, Position
from tests.make_consultations import PROCEDURE, Province, a_province

LIVELY = PROCEDURE.replace(
    "    extend_at_most: 3 working days\n",
    """    extend_at_most: 3 working days
    extend_itself: 1 working day
    unopened_after: 1 working day
    missing_pieces: pauses
    further: yes
    standing: yes
""",
)
THREE_STEPS = OpinionFlow(
    (
        Stage("draft", (), Fraction(1, 2)),
        Stage("check", ("head",), Fraction(1, 4)),
        Stage("sign", ("leader",), Fraction(1, 4)),
    ),
    read_term("4 working hours"),
)
MORE_STAFF = {
    "lam": ("Lê Văn Lâm", "cong-an-tinh", ("leader",)),
    "phong": ("Phạm Thị Phong", "so-nnmt", ("leader",)),
    "quy": ("Quách Văn Quý", "vpdk-dat-dai", ("officer",)),
    "son": ("Tô Văn Sơn", "so-khcn", ("officer",)),
}


@contextmanager
def a_lively_province(procedure: str = LIVELY) -> Iterator[Province]:
    """Give a province with more people, in which the police work in three steps."""
    with a_province(procedure) as province:
        flows = province.office.borrow(OpinionFlows)
        units = MappingProxyType({"cong-an-tinh": THREE_STEPS})
        province.office.lend(OpinionFlows, replace(flows, units=units))
        for id, (name, unit, roles) in MORE_STAFF.items():
            settle(province.root, id, name, unit, roles)
        yield province


def settle(root: Any, id: str, name: str, unit: str, roles: tuple[str, ...]) -> None:
    """Let somebody work in a unit since the beginning of the year."""
    person = Person(id, name=name, email=f"{id}@longgiang.example")
    root["people"].enter(person)
    position = Position(
        id=f"{id}.1",
        person=id,
        unit=unit,
        roles=roles,
        since=date(2026, 1, 1),
        names=(f"Chức vụ {id}", f"Post {id}"),
    )
    root["people"].seat(person, position)


def deeds(request: Any) -> list[str]:
    """Return what stands in the journal of a request."""
    return [entry.deed for entry in request.journal]


def in_list(province: Province, name: str) -> list[Any]:
    """Return what stands in a list, in its order."""
    return list(province.root.worklists.page([name]).entries)
