"""Asking who is who: units, people, who holds what on a given day.

Everything here reads and nothing writes, and each answer costs as much as it
is long: a page that shows one unit loads that unit's people and nobody else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from motcua.acting import Holding, NotHere, Office
from motcua.people.content import (
    Committee,
    Delegation,
    Membership,
    Person,
    Position,
    Unit,
)
from motcua.people.ordering import by_given_name
from motcua.people.roles import Roles
from motcua.storage.folding import sort_key
from motcua.words import _


class Nobody(NotHere):
    """There is no such unit, person, position or committee."""


def unit(root: Any, id: str) -> Unit:
    """Return a unit, or a body outside of the administration; :class:`Nobody` for any other id."""
    found: Unit | None = root["units"].get(id) or root.bodies_outside.get(id)
    if found is None:
        raise Nobody(_("There is no unit “${id}”.", mapping={"id": id}))
    return found


def has_unit(root: Any, id: str) -> bool:
    """Say whether there is such a unit."""
    return id in root["units"]


def units(root: Any, kind: str | None = None) -> list[Unit]:
    """Return the units, in the order of protocol; with ``kind``, those of that kind."""
    folder = root["units"]
    if kind is not None:
        return [folder[id] for id in folder.ids(folder.by_kind, kind)]
    return sorted(folder.values(), key=lambda each: (each.rank, each.id))


def children(root: Any, id: str) -> list[Unit]:
    """Return the units right below one, in the order of protocol; ``""`` is above all."""
    folder = root["units"]
    return [folder[child] for child in folder.ids(folder.by_parent, id)]


def ancestors(root: Any, id: str) -> list[Unit]:
    """Return the units above one, the nearest first."""
    return list(_upwards(root, unit(root, id).parent))


def _upwards(root: Any, id: str) -> Iterator[Unit]:
    while id:
        above = unit(root, id)
        yield above
        id = above.parent


def calendar_name(root: Any, id: str) -> str:
    """Return the calendar of a unit: its own, or that of the nearest unit above with one."""
    every = [unit(root, id), *ancestors(root, id)]
    return next((each.calendar for each in every if each.calendar), "")


def person(root: Any, id: str) -> Person:
    """Return a person; :class:`Nobody` where there is none of that id."""
    found: Person | None = root["people"].get(id)
    if found is None:
        raise Nobody(_("There is no person “${id}”.", mapping={"id": id}))
    return found


def name_of(root: Any, id: str) -> str:
    """Return somebody's name, or the id where nobody has it (a deadline, a former system)."""
    found: Person | None = root["people"].get(id)
    return found.name if found is not None else id


def folded_account(account: str) -> str:
    """Return an account name as it is compared: without its case and outer blanks."""
    return unicodedata.normalize("NFC", account).strip().casefold()


def person_of_account(root: Any, account: str) -> Person | None:
    """Return who signs in under that name, if anybody does."""
    people = root["people"]
    id = people.accounts.get(folded_account(account))
    return people[id] if id is not None else None


def position(root: Any, id: str) -> Position:
    """Return a position held once or now; :class:`Nobody` where there is none."""
    holder = root["people"].get(id.rpartition(".")[0])
    for held in holder.positions if holder is not None else ():
        if held.id == id:
            return held
    raise Nobody(_("There is no position “${id}”.", mapping={"id": id}))


def delegation(root: Any, id: str) -> Delegation:
    """Return a delegation; :class:`Nobody` where there is none."""
    for given in position(root, id.rpartition(".")[0]).delegations:
        if given.id == id:
            return given
    raise Nobody(_("There is no delegation “${id}”.", mapping={"id": id}))


def holdings(root: Any, office: Office, person_id: str, on: date) -> tuple[Holding, ...]:
    """Return what somebody may act as on a day: their own positions, then delegated ones.

    Somebody whose account is closed holds nothing, and nothing that they have
    delegated counts: a closed account must not live on in another.
    """
    holder = person(root, person_id)
    if holder.is_disabled:
        return ()
    roles = office.borrow(Roles)
    own = [_held(roles, each) for each in holder.positions if each.period.counts_on(on)]
    delegated = [
        _held(roles, given.position, given)
        for given in holder.received
        if given.counts_on(on) and not person(root, given.position.person).is_disabled
    ]
    return (*own, *delegated)


def _held(roles: Roles, held: Position, given: Delegation | None = None) -> Holding:
    parts = _roles(held, given)
    return Holding(
        unit=held.unit,
        position=held.id,
        title=held.title,
        roles=frozenset(parts),
        permissions=roles.permissions(parts),
        on_behalf_of=held.person if given else "",
    )


def _roles(held: Position, given: Delegation | None = None) -> tuple[str, ...]:
    if given is None or not given.roles:
        return held.roles
    return tuple(role for role in held.roles if role in given.roles)


def holders(root: Any, role: str, unit: str, on: date, delegated: bool = True) -> list[Person]:
    """Return who plays ``role`` in ``unit`` on a day, those in office first.

    With ``delegated``, also those to whom it was delegated: a letter to the
    leader must reach whoever signs in the leader's place.
    """
    in_office = [
        held
        for held in root["people"].in_(unit)
        if role in held.roles and held.period.counts_on(on)
    ]
    own = _open(root, (held.person for held in in_office))
    if not delegated:
        return own
    in_place = [
        given.to_person
        for held in in_office
        for given in held.delegations
        if role in _roles(held, given) and given.counts_on(on) and held.person in _ids(own)
    ]
    return _open(root, (*_ids(own), *in_place))


def _ids(people: Iterable[Person]) -> list[str]:
    return [each.id for each in people]


def _open(root: Any, ids: Iterable[str]) -> list[Person]:
    """Return these people, each once, without those whose account is closed."""
    found = (person(root, id) for id in dict.fromkeys(ids))
    return [each for each in found if not each.is_disabled]


def people_of(root: Any, unit: str, on: date) -> list[Person]:
    """Return who holds a position in ``unit`` on a day, by given name."""
    held = (each for each in root["people"].in_(unit) if each.period.counts_on(on))
    return sorted(_open(root, (each.person for each in held)), key=lambda p: by_given_name(p.name))


def positions_in(root: Any, unit: str, on: date) -> list[Position]:
    """Return the positions held in ``unit`` on a day, in the order of appointment."""
    held = [each for each in root["people"].in_(unit) if each.period.counts_on(on)]
    return sorted(held, key=lambda each: (each.since, each.id))


def committee(root: Any, id: str) -> Committee:
    """Return a committee; :class:`Nobody` where there is none of that id."""
    found: Committee | None = root["committees"].get(id)
    if found is None:
        raise Nobody(_("There is no committee “${id}”.", mapping={"id": id}))
    return found


def committees(root: Any) -> list[Committee]:
    """Return every committee, by its Vietnamese name."""
    return sorted(root["committees"].values(), key=lambda each: sort_key(each.names[0]))


def members(root: Any, committee_id: str, on: date) -> list[Membership]:
    """Return who sits on a committee on a day, the chair first, then by protocol."""
    seats = [each for each in committee(root, committee_id).seats if each.period.counts_on(on)]
    return sorted(seats, key=lambda seat: not seat.chairs)
