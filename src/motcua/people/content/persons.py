"""What is stored of people: who they are, what they hold, and to whom they lend it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from motcua.people.content.units import Titled
from motcua.people.periods import Dated
from motcua.storage.substance import Folder, content


class Position(Titled, Dated, Persistent):
    """A post that somebody holds in a unit, over some days.

    Its title is as the decision says it: "Trưởng phòng Quản lý xây dựng".
    """

    id: str = ""
    """``<person>.<number>``: how journals name in what capacity something was done."""
    person: str = ""
    unit: str = ""
    post: str = ""
    roles: tuple[str, ...] = ()
    """The roles that came with it on the day of the appointment."""
    document: str = ""
    """Number of the decision of appointment."""
    delegations: tuple[Delegation, ...] = ()
    """To whom its holder has delegated it."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)


class Delegation(Dated, Persistent):
    """The holder of a position lets somebody else act in it, over some days."""

    id: str = ""
    """``<position>.<number>``."""
    position: Position
    to_person: str = ""
    roles: tuple[str, ...] = ()
    """Which roles of the position; empty: all of them."""
    reason: str = ""
    document: str = ""
    """Number of the written delegation."""
    revoked_at: datetime | None = None

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    def counts_on(self, day: date) -> bool:
        """Say whether it lets somebody act on ``day``.

        It ends with the position it comes from, and on the day it is revoked.
        """
        if self.revoked_at is not None and self.revoked_at.date() <= day:
            return False
        return self.period.counts_on(day) and self.position.period.counts_on(day)


class Absence(NamedTuple):
    """Days on which somebody is away, both counted."""

    since: date
    until: date
    reason: str = ""


@content("Person")
class Person(Persistent):
    """An official: who it is, how to reach them, and how they are recognised."""

    __name__: str | None = None
    __parent__: Any = None
    id: str = ""
    name: str = ""
    account: str = ""
    """The name under which they sign in; empty for somebody who does not."""
    email: str = ""
    telephone: str = ""
    password_hash: str = ""
    """Argon2id, with its parameters inside; empty until one was set."""
    password_set_at: datetime | None = None
    password_until: datetime | None = None
    """Until when a password that an administrator gave lets in; ``None`` for one of their own."""
    disabled_at: datetime | None = None
    """Since when the account is closed."""
    mails: str = ""
    """``daily``: what can wait comes in one mail each morning; empty: at once."""
    positions: tuple[Position, ...] = ()
    """Every position they ever held, in the order of appointment."""
    received: tuple[Delegation, ...] = ()
    """Every delegation ever given to them."""
    absences: tuple[Absence, ...] = ()
    """When they are away, as they say themselves."""

    def __init__(self, id: str, **facts: Any):
        self.id = id
        self.__dict__.update(facts)

    @property
    def is_disabled(self) -> bool:
        """Say whether the account is closed."""
        return self.disabled_at is not None


@content("People")
class People(Folder):
    """Every person by id.

    Invariants: ``accounts`` maps each account name, folded, to one person;
    ``in_unit`` maps each unit to all positions ever held in it, by id, so that
    nobody outside of a unit is loaded to learn who works there.
    """

    accounts: Any = None
    in_unit: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.accounts = OOBTree()
        self.in_unit = OOBTree()

    def enter(self, person: Person) -> None:
        """Take a new person in."""
        self[person.id] = person
        if person.account:
            self.accounts[person.account] = person.id

    def seat(self, person: Person, position: Position) -> None:
        """Take a new position in."""
        person.positions = (*person.positions, position)
        self.in_unit.setdefault(position.unit, OOBTree())[position.id] = position

    def in_(self, unit: str) -> Iterator[Position]:
        """Return every position ever held in ``unit``."""
        return iter(self.in_unit.get(unit, {}).values())
