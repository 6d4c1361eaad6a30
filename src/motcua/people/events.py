"""What people and their positions announce: things that have happened."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.people.content import AccessToken, Delegation, Person, Position, Unit


@dataclass(frozen=True)
class UnitAdded:
    """There is a new unit."""

    unit: Unit


@dataclass(frozen=True)
class UnitRenamed:
    """A unit is called otherwise from now on."""

    unit: Unit
    before: tuple[str, str]


@dataclass(frozen=True)
class Appointed:
    """Somebody holds, or will hold, a new position."""

    position: Position


@dataclass(frozen=True)
class PositionEnded:
    """The last day of a position was set."""

    position: Position


@dataclass(frozen=True)
class Delegated:
    """Somebody may act in another's place."""

    delegation: Delegation


@dataclass(frozen=True)
class DelegationRevoked:
    """Somebody may no longer act in another's place."""

    delegation: Delegation


@dataclass(frozen=True)
class PersonDisabled:
    """An account was closed."""

    person: Person


@dataclass(frozen=True)
class PasswordChanged:
    """Somebody's password is another one."""

    person: Person


@dataclass(frozen=True)
class MailsPreferred:
    """Somebody has chosen how to be told by mail."""

    person: Person


@dataclass(frozen=True)
class TokenMade:
    """A program may act as somebody."""

    token: AccessToken
