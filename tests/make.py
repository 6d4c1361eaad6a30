"""Builders that several capabilities' tests share: an office, people acting in it, a case.

Each takes only what the test is about.  Everything is real: the shipped
configuration and procedures, an in-memory ZODB, a clock that stands where the
test puts it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.acting import Acting, Holding, Office
from motcua.people.roles import Roles
from motcua.permissions import Permission

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


def at(acting: Acting, now: datetime) -> Acting:
    """Return the same person acting at another moment."""
    return replace(acting, now=now)
