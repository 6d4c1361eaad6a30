"""Units as a tree, who works in each, and the committees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from motcua.administration import READ
from motcua.people import directory
from motcua.people.content import Committee, Membership, Position, Unit
from motcua.people.kinds import KINDS
from motcua.people.roles import Roles
from motcua.permissions import Permission
from motcua.words import Sentence

TEMPLATES = "motcua.administration:templates/"


@dataclass(frozen=True)
class Branch:
    """A unit, as the tree shows it."""

    unit: Unit
    kind: Sentence
    people: int
    below: tuple[Branch, ...]


@view_config(
    route_name="administration_units",
    request_method="GET",
    permission=READ,
    renderer=TEMPLATES + "units.pt",
)
def units(request: Request) -> dict[str, Any]:
    """The whole tree, open to the third level."""
    return {"branches": tuple(_branches(request, ""))}


def _branches(request: Request, above: str) -> Iterator[Branch]:
    acting = request.acting
    for unit in directory.children(acting.root, above):
        yield Branch(
            unit=unit,
            kind=KINDS[unit.kind],
            people=len(directory.positions_in(acting.root, unit.id, acting.now.date())),
            below=tuple(_branches(request, unit.id)),
        )


@view_config(
    route_name="administration_unit",
    request_method="GET",
    permission=READ,
    renderer=TEMPLATES + "unit.pt",
)
def unit(request: Request) -> dict[str, Any]:
    """One unit: how to reach it, who holds which position, who acts for whom."""
    acting = request.acting
    shown = directory.unit(acting.root, request.matchdict["unit"])
    positions = directory.positions_in(acting.root, shown.id, acting.now.date())
    return {
        "unit": shown,
        "kind": KINDS[shown.kind],
        "above": list(reversed(directory.ancestors(acting.root, shown.id))),
        "below": directory.children(acting.root, shown.id),
        "seats": [_seat(request, each) for each in positions],
        "calendar": directory.calendar_name(acting.root, shown.id),
        "may_edit": acting.may(Permission.PEOPLE_EDIT),
    }


@dataclass(frozen=True)
class Seat:
    """A position, who holds it, and who acts in it for a while."""

    position: Position
    name: str
    is_closed: bool
    """Whether the account of who holds it is closed."""
    roles: tuple[Sentence, ...]
    delegates: tuple[str, ...]


def _seat(request: Request, position: Position) -> Seat:
    acting = request.acting
    known = acting.office.borrow(Roles)
    today = acting.now.date()
    return Seat(
        position=position,
        name=directory.name_of(acting.root, position.person),
        is_closed=directory.person(acting.root, position.person).is_disabled,
        roles=tuple(known[role].title for role in position.roles),
        delegates=tuple(
            directory.name_of(acting.root, given.to_person)
            for given in position.delegations
            if given.counts_on(today)
        ),
    )


@view_config(
    route_name="administration_committees",
    request_method="GET",
    permission=READ,
    renderer=TEMPLATES + "committees.pt",
)
def committees(request: Request) -> dict[str, Any]:
    """Each committee with its members of today, and those whose seat begins later."""
    acting = request.acting
    return {
        "committees": [
            (each, _members(request, each)) for each in directory.committees(acting.root)
        ],
        "may_edit": acting.may(Permission.UNITS_EDIT),
        "today": acting.now.date(),
    }


def _members(request: Request, committee: Committee) -> list[tuple[Membership, str]]:
    root, today = request.acting.root, request.acting.now.date()
    seats = directory.members(root, committee.id, today)
    seats += [each for each in committee.seats if each.since > today]
    return [(seat, directory.name_of(root, seat.person)) for seat in seats]
