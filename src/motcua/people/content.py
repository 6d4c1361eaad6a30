"""What is stored of units, people, committees, sessions and access tokens.

Nothing here is ever taken out: a unit that a case went through, a person who
signed, keep their id for as long as there is a journal that names them.
Names stand as ``(Vietnamese, English)`` and are said through :class:`Label`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from motcua.people.periods import Period
from motcua.storage.content import Shelf
from motcua.storage.substance import Folder, content
from motcua.words import Label

Names = tuple[str, str]
LONG_AGO = datetime(2000, 1, 1)


@content("Unit")
class Unit(Persistent):
    """An agency, an office or a counter; units form one tree."""

    __name__: str | None = None
    __parent__: Any = None
    id: str = ""
    names: Names = ("", "")
    short_names: Names = ("", "")
    kind: str = ""
    """One of :data:`motcua.people.kinds.KINDS`."""
    parent: str = ""
    """The unit above; empty for the top of the tree."""
    code: str = ""
    """Mã định danh, as in ``000.00.01.H99``: case codes begin with it."""
    telephone: str = ""
    address: str = ""
    email: str = ""
    calendar: str = ""
    """The name of its working calendar; empty: the one of the unit above."""
    rank: int = 0
    """Its place among the others, in the order of protocol."""

    def __init__(self, id: str, **facts: Any):
        self.id = id
        self.__dict__.update(facts)

    @property
    def title(self) -> Label:
        """The whole name."""
        return Label(*self.names)

    @property
    def short(self) -> Label:
        """The name as lists show it."""
        return Label(*self.short_names) if self.short_names[0] else self.title


@content("Units")
class Units(Folder):
    """Every unit by its id.

    Invariant: each unit stands once in ``by_kind`` under its kind and once in
    ``by_parent`` under the unit above it, as ``(rank, id)``, so that both are
    read in the order of protocol without loading any unit.
    """

    by_kind: Any = None
    by_parent: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.by_kind = OOBTree()
        self.by_parent = OOBTree()

    def enter(self, unit: Unit) -> None:
        """Take a new unit in."""
        self[unit.id] = unit
        self._index(unit)

    def place(self, unit: Unit, kind: str, parent: str, rank: int) -> None:
        """Let a unit stand elsewhere in the tree."""
        for index, key in ((self.by_kind, unit.kind), (self.by_parent, unit.parent)):
            index[key].remove((unit.rank, unit.id))
        unit.kind, unit.parent, unit.rank = kind, parent, rank
        self._index(unit)

    def _index(self, unit: Unit) -> None:
        for index, key in ((self.by_kind, unit.kind), (self.by_parent, unit.parent)):
            index.setdefault(key, OOTreeSet()).add((unit.rank, unit.id))

    def ids(self, index: OOBTree, key: str) -> Iterator[str]:
        """Return the ids that stand under ``key`` in one of the two indexes."""
        return (id for _rank, id in index.get(key, ()))


class Position(Persistent):
    """A post that somebody holds in a unit, over some days."""

    id: str = ""
    """``<person>.<number>``: how journals name in what capacity something was done."""
    person: str = ""
    unit: str = ""
    post: str = ""
    names: Names = ("", "")
    """The title as the decision says it, "Trưởng phòng Quản lý xây dựng"."""
    roles: tuple[str, ...] = ()
    """The roles that came with it on the day of the appointment."""
    since: date = date.min
    until: date | None = None
    document: str = ""
    """Number of the decision of appointment."""
    delegations: tuple[Delegation, ...] = ()
    """To whom its holder has delegated it."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def title(self) -> Label:
        """What its holder is called."""
        return Label(*self.names)

    @property
    def period(self) -> Period:
        """The days on which it is held."""
        return Period(self.since, self.until)


class Delegation(Persistent):
    """The holder of a position lets somebody else act in it, over some days."""

    id: str = ""
    """``<position>.<number>``."""
    position: Position
    to_person: str = ""
    roles: tuple[str, ...] = ()
    """Which roles of the position; empty: all of them."""
    since: date = date.min
    until: date | None = None
    reason: str = ""
    document: str = ""
    """Number of the written delegation."""
    revoked_at: datetime | None = None

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def period(self) -> Period:
        """The days for which it was given."""
        return Period(self.since, self.until)

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


class Membership(Persistent):
    """A seat on a committee, over some days."""

    person: str = ""
    names: Names = ("", "")
    """In which capacity: "Giám đốc Sở Tài chính"."""
    since: date = date.min
    until: date | None = None
    votes: bool = True
    """Whether the member has a vote; a substitute may speak and has none."""
    chairs: bool = False
    assistants: tuple[str, ...] = ()
    """Who is reminded beside the member, and does nothing in their place."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def title(self) -> Label:
        """The capacity in which the member sits there."""
        return Label(*self.names)

    @property
    def period(self) -> Period:
        """The days on which the seat is held."""
        return Period(self.since, self.until)


@content("Committee")
class Committee(Persistent):
    """People who decide together."""

    __name__: str | None = None
    __parent__: Any = None
    id: str = ""
    names: Names = ("", "")
    unit: str = ""
    """The unit whose committee it is."""
    seats: tuple[Membership, ...] = ()
    """Every seat ever held, in the order of protocol."""

    def __init__(self, id: str, **facts: Any):
        self.id = id
        self.__dict__.update(facts)

    @property
    def title(self) -> Label:
        """Its name."""
        return Label(*self.names)


@content("Committees")
class Committees(Folder):
    """Every committee by its id."""


class Session(Persistent):
    """One browser in which one person is signed in."""

    id: str = ""
    """Names it on the page of one's sessions; of no use to anybody else."""
    person: str = ""
    began_at: datetime = LONG_AGO
    last_deed_at: datetime = LONG_AGO
    """When something was last changed in it, within a few minutes: reading stores nothing."""
    origin: str = ""
    browser: str = ""
    stale_token: bool = False
    """The person's rights have changed: the token is changed with the next deed."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)


class Sessions(Persistent):
    """Who is signed in where.

    Invariant: each session stands in ``by_digest`` under the SHA-256 of its
    token, and that digest in ``by_person`` under its person.  The token itself
    is in the browser and nowhere else, so a copy of the database opens nothing.
    """

    def __init__(self) -> None:
        self.by_digest = Shelf()
        self.by_person = OOBTree()

    def enter(self, digest: bytes, session: Session) -> None:
        """Take a new session in."""
        self.by_digest[digest] = session
        self.by_person.setdefault(session.person, OOTreeSet()).add(digest)

    def drop(self, digest: bytes) -> Session:
        """Forget a session; whoever holds its token is a visitor again."""
        session: Session = self.by_digest.pop(digest)
        digests = self.by_person[session.person]
        digests.remove(digest)
        if not digests:
            del self.by_person[session.person]
        return session


class AccessToken(Persistent):
    """What lets a program act as the person who made it; without any right of its own."""

    id: str = ""
    """Names it on the page of one's tokens and in journals; opens nothing."""
    person: str = ""
    name: str = ""
    """What its maker calls it: which program has it."""
    writes: bool = False
    """Whether it does things, or reads only."""
    made_at: datetime = LONG_AGO
    until: date = LONG_AGO.date()
    """The last day on which it counts."""
    last_deed_on: date | None = None
    """The day of its last deed; reading stores nothing."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)


class AccessTokens(Persistent):
    """What programs show to act as somebody.

    Invariant: as with :class:`Sessions`: each stands under the SHA-256 of its
    token, and that digest under its person; the token itself is kept nowhere.
    """

    def __init__(self) -> None:
        self.by_digest = Shelf()
        self.by_person = OOBTree()

    def enter(self, digest: bytes, token: AccessToken) -> None:
        """Take a new one in."""
        self.by_digest[digest] = token
        self.by_person.setdefault(token.person, OOTreeSet()).add(digest)

    def drop(self, digest: bytes) -> AccessToken:
        """Forget one; whatever shows it is nobody from now on."""
        token: AccessToken = self.by_digest.pop(digest)
        digests = self.by_person[token.person]
        digests.remove(digest)
        if not digests:
            del self.by_person[token.person]
        return token
