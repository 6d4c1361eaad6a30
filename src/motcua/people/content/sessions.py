"""What is stored of those who come in: people in a browser, programs with a token."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, Protocol, TypeVar

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from motcua.storage.content import Shelf

LONG_AGO = datetime(2000, 1, 1)


class Known(Protocol):
    """What a token shows: it belongs to a person."""

    person: str


T = TypeVar("T", bound=Known)


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


class ByToken(Generic[T]):
    """What is found by a token that is itself kept nowhere.

    Invariant: each stands in ``by_digest`` under the SHA-256 of its token, and
    that digest in ``by_person`` under its person.  Only whoever was given the
    token has it, so a copy of the database opens nothing.
    """

    def __init__(self) -> None:
        self.by_digest = Shelf()
        self.by_person = OOBTree()

    def enter(self, digest: bytes, new: T) -> None:
        """Take a new one in."""
        self.by_digest[digest] = new
        self.by_person.setdefault(new.person, OOTreeSet()).add(digest)

    def drop(self, digest: bytes) -> T:
        """Forget one; whoever shows its token is nobody from now on."""
        dropped: T = self.by_digest.pop(digest)
        digests = self.by_person[dropped.person]
        digests.remove(digest)
        if not digests:
            del self.by_person[dropped.person]
        return dropped


class Sessions(ByToken[Session], Persistent):
    """Who is signed in where, by the token that is in their browser."""


class AccessTokens(ByToken[AccessToken], Persistent):
    """What programs show to act as somebody."""
