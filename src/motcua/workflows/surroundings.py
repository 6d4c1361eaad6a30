"""What a procedure file must fit into: the roles, units, calendars and letters there are.

Whatever is ``None`` is not known where the check is made, and is not checked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from motcua.acting import Acting, Office
from motcua.deadlines.calendar import Calendars
from motcua.documents import letters
from motcua.people import directory
from motcua.people.kinds import KINDS
from motcua.people.loading import UNITS, read_units
from motcua.people.roles import Roles
from motcua.words import Label
from motcua.workflows.conditions import Conditions
from motcua.workflows.definition import Definition

SERVICE_CENTRE = "service_centre"
RECEIVING = "receiving"


class Place(NamedTuple):
    """A unit, as far as a procedure must know it."""

    id: str
    kind: str
    parent: str
    title: Label


Holders = Callable[[str, str], Collection[str]]
"""``holders(role, unit)``: the persons who hold a role there today."""


@dataclass(frozen=True)
class Surroundings:
    """What there is besides the file."""

    roles: Collection[str] | None = None
    units: Mapping[str, Place] | None = None
    kinds: Collection[str] = tuple(KINDS)
    calendars: Collection[str] | None = None
    next_year: int = 0
    """A year whose days off must be known; 0 where it is not asked."""
    covers_next_year: bool = True
    letters: Collection[str] | None = None
    conditions: Conditions | None = None
    holders: Holders | None = None
    committees: Collection[str] | None = None
    last_version: int = 0
    """The number of the version published last; 0 where there is none."""

    def receivers(self, definition: Definition) -> list[Place]:
        """Return the units at whose counter the procedure is filed.

        A unit that has a service centre receives there and not at its own door.
        """
        places = (self.units or {}).values()
        takers = set(definition.received_by)
        named = [each for each in places if takers & {each.id, each.kind}]
        centres = {each.parent: each for each in places if each.kind == SERVICE_CENTRE}
        return list(dict.fromkeys(centres.get(each.id, each) for each in named))

    def lead(self, definition: Definition, receiver: Place) -> str:
        """Return the unit that handles a case received by ``receiver``."""
        if definition.lead != RECEIVING:
            return definition.lead
        is_centre = receiver.kind == SERVICE_CENTRE and receiver.parent
        return receiver.parent if is_centre else receiver.id


def of_office(office: Office, year: int = 0) -> Surroundings:
    """Return what the settings of an office tell, with the units of its file."""
    calendars = office.borrow(Calendars)
    units, committees = read_units(office.config / UNITS)
    return Surroundings(
        roles=office.borrow(Roles).roles,
        units={each.id: Place(each.id, each.kind, each.parent, each.title) for each in units},
        calendars=calendars.names(),
        next_year=year,
        covers_next_year=not year or calendars.covers(year),
        letters=letters.known(office),
        conditions=office.borrow(Conditions),
        committees=frozenset(each.id for each in committees),
    )


def of_acting(acting: Acting) -> Surroundings:
    """Return what is known at this moment, with units and people as they are stored."""
    root, today = acting.root, acting.now.date()
    calendars = acting.office.borrow(Calendars)
    return Surroundings(
        roles=acting.office.borrow(Roles).roles,
        units={
            each.id: Place(each.id, each.kind, each.parent, each.title)
            for each in directory.units(root)
        },
        calendars=calendars.names(),
        next_year=today.year + 1,
        covers_next_year=calendars.covers(today.year + 1),
        letters=letters.known(acting.office),
        conditions=acting.office.borrow(Conditions),
        holders=_holders(root, today),
        committees=frozenset(each.id for each in directory.committees(root)),
    )


def _holders(root: Any, today: Any) -> Holders:
    known: dict[tuple[str, str], frozenset[str]] = {}

    def holders(role: str, unit: str) -> frozenset[str]:
        key = role, unit
        if key not in known:
            people = directory.holders(root, role, unit, today)
            known[key] = frozenset(each.id for each in people)
        return known[key]

    return holders
