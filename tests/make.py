"""Builders that several capabilities' tests share: an office, people acting in it, a case.

Each takes only what the test is about.  Everything is real: the shipped
configuration and procedures, an in-memory ZODB, a clock that stands where the
test puts it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import transaction
from ZODB.DB import DB
from ZODB.MappingStorage import MappingStorage

from motcua.acting import Acting, Holding, Office, furnish_all, system
from motcua.application import CAPABILITIES
from motcua.people.content import Person, Position
from motcua.people.loading import load_units
from motcua.people.roles import Roles
from motcua.permissions import Permission
from motcua.storage import opening, substance
from motcua.workflows import versions
from motcua.workflows.content import Version
from motcua.workflows.definition import Definition
from motcua.workflows.reader import read

ROOT = Path(__file__).parents[1]
MONDAY = datetime(2026, 11, 23, 8, 0)
"""Monday 23/11/2026; Tuesday 24/11 is a holiday."""


def settings(**more: str) -> dict[str, str]:
    """Return settings over the shipped configuration."""
    return {
        "motcua.mode": "development",
        "motcua.secret": "only-for-development-and-known-to-everybody",
        "motcua.config": str(ROOT / "config"),
        "motcua.workflows": str(ROOT / "workflows"),
        "mail.host": "localhost",
        "mail.port": "2525",
        "mail.sender": "Motcua <motcua@example.invalid>",
        **more,
    }


def held(office: Office, unit: str, *roles: str, on_behalf_of: str = "") -> Holding:
    """Return a position with ``roles`` in ``unit``, with the permissions the roles give."""
    known = office.borrow(Roles)
    permissions: frozenset[Permission] = frozenset().union(
        *(known[role].permissions for role in roles)
    )
    return Holding(
        unit=unit,
        position=f"{unit}:{'+'.join(roles)}",
        roles=frozenset(roles),
        permissions=permissions,
        on_behalf_of=on_behalf_of,
    )


def somebody(
    office: Office, root: Any, person: str, *holdings: Holding, now: datetime = MONDAY
) -> Acting:
    """Return ``person`` acting at ``now``."""
    return Acting(
        office=office, root=root, now=now, person=person, name=person.title(), holdings=holdings
    )


def an_official(office: Office, root: Any, id: str, unit: str, *roles: str) -> Person:
    """Enter an official who has played ``roles`` in ``unit`` for years."""
    person = Person(id, name=id.title(), account=id, email=f"{id}@example.invalid")
    root["people"].enter(person)
    since = date(2020, 1, 1)
    position = Position(id=f"{id}.1", person=id, unit=unit, roles=roles, since=since)
    root["people"].seat(person, position)
    return person


def at(acting: Acting, now: datetime) -> Acting:
    """Return the same person acting at another moment."""
    return replace(acting, now=now)


def the_system(office: Office, root: Any, now: datetime = MONDAY) -> Acting:
    """Return the acting of a deadline, or of start-up."""
    return system(office, root, now)


def an_office(**more: str) -> Office:
    """Return an office wired as the application wires it, over the shipped configuration."""
    told = settings(**more)
    office = Office(Path(told["motcua.config"]), Path(told["motcua.workflows"]), told)
    return furnish_all(office, CAPABILITIES)


@contextmanager
def a_province(now: datetime = MONDAY, **more: str) -> Iterator[tuple[Office, Any]]:
    """Give an office and a root in memory, with the units of the sample province.

    One transaction that is never committed: nothing is left for the next test.
    """
    office = an_office(**more)
    database = DB(MappingStorage())
    opening.found_root(database)
    manager = transaction.TransactionManager(explicit=True)
    connection = database.open(manager)
    with substance.standing_in(substance.registry()):
        manager.begin()
        root = connection.root()["app_root"]
        opening.found_all(root, CAPABILITIES)
        load_units(the_system(office, root, now), office.config / "units.yaml")
        yield office, root
        manager.abort()
    connection.close()
    database.close()


def put_into_force(root: Any, text: str, number: int = 1, since: datetime = MONDAY) -> Definition:
    """Put a procedure file into force as it is, without asking who may."""
    rules = read(text).definition
    assert rules is not None, read(text).problems
    version = Version(
        procedure=rules.id, number=number, digest=rules.digest, in_force_from=since.date()
    )
    root["definitions"].add_version(version, text)
    return versions.definition(root, rules.id, number)
