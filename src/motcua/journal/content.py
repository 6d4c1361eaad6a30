"""What is stored of deeds.

The newest entries stand in the journal itself, the older ones on pages that
are never written again: a deed writes one small object, and now and then a
page.  The classes are part of what is stored for ever; an :class:`Entry` may
get further fields at its end only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from ZODB.POSException import ConflictError

from motcua.journal import chain
from motcua.storage.content import Desk, Register, Tree

NO_FACTS: Mapping[str, Any] = MappingProxyType({})

TAIL = 3
"""Entries in the journal itself, before they go to a page."""
TOGETHER = 16
"""Pages of one size that become one page."""
LARGEST = 160_000
"""Bytes of a page; larger ones are not brought together."""


class Entry(NamedTuple):
    """One deed, as it was written down."""

    number: int
    """Counted from 1."""
    at: datetime
    person: str
    name: str
    position: str
    unit: str
    on_behalf_of: str
    origin: str
    deed: str
    facts: Mapping[str, Any] = NO_FACTS


class Page(Persistent):
    """Some entries that follow each other; never changed."""

    links: tuple[bytes, ...] = ()

    def __init__(self, links: tuple[bytes, ...] = ()):
        self.links = links

    def __getstate__(self) -> tuple[bytes, ...]:
        return self.links

    def __setstate__(self, state: tuple[bytes, ...]) -> None:
        self.links = state


State = tuple[bytes, int, bytes, tuple[Page, ...], tuple[bytes, ...]]


class Journal(Persistent):
    """Deeds in the order in which they were stored; nothing is ever taken out.

    Invariants: a link is an entry and the hash of the chain up to it; links on
    ``pages`` come before those in ``tail``; pages have :data:`TAIL` entries,
    or :data:`TOGETHER` times as many for each of their ``levels``.

    Two people may write at once: whoever is stored second is linked behind the
    first, with the next number.
    """

    about: bytes = b""
    """The key of what it tells of; empty where another journal vouches for it."""
    filled: int = 0
    """Entries on pages."""
    levels: bytes = b""
    pages: tuple[Page, ...] = ()
    tail: tuple[bytes, ...] = ()

    def __init__(self, about: bytes = b""):
        self.about = about

    def __getstate__(self) -> State:
        return self.about, self.filled, self.levels, self.pages, self.tail

    def __setstate__(self, state: State) -> None:
        self.about, self.filled, self.levels, self.pages, self.tail = state

    def append(self, written: bytes) -> None:
        """Write one more entry; only :func:`motcua.journal.note` calls this."""
        head = self.head
        while len(self.tail) >= TAIL:
            self._turn()
        self.tail = (*self.tail, chain.link(head, written))

    def _turn(self) -> None:
        """Put the oldest of the tail on a page, and small pages together."""
        page, self.tail = Page(self.tail[:TAIL]), self.tail[TAIL:]
        pages, levels = [*self.pages, page], self.levels + b"\0"
        while len(set(levels[-TOGETHER:])) == 1 and len(levels) >= TOGETHER:
            links = tuple(link for each in pages[-TOGETHER:] for link in each.links)
            if sum(map(len, links)) > LARGEST:
                break
            pages[-TOGETHER:] = [Page(links)]
            levels = levels[:-TOGETHER] + bytes([levels[-1] + 1])
        self.pages, self.levels = tuple(pages), levels
        self.filled += TAIL

    @property
    def head(self) -> bytes:
        """The hash of the whole chain so far."""
        return chain.head_of(next(self.backwards(), b""))

    def __len__(self) -> int:
        return self.filled + len(self.tail)

    def __bool__(self) -> bool:
        return True

    def links(self) -> Iterator[bytes]:
        """Go through the links of the chain, for whoever checks it."""
        for page in self.pages:
            yield from page.links
        yield from self.tail

    def backwards(self) -> Iterator[bytes]:
        """Go through the links, the newest first, loading no page that is not reached."""
        yield from reversed(self.tail)
        for page in reversed(self.pages):
            yield from reversed(page.links)

    def __iter__(self) -> Iterator[Entry]:
        """Go through the entries, the first one first."""
        return map(entry_of, self.links())

    def __reversed__(self) -> Iterator[Entry]:
        """Go through the entries, the newest first."""
        return map(entry_of, self.backwards())

    def last(self) -> Entry | None:
        """Return the newest entry."""
        return next(reversed(self), None)

    def _p_resolveConflict(self, before: State, theirs: State, ours: State) -> State:
        """Link what we wrote behind what they wrote."""
        about, filled, levels, pages, tail = theirs
        known = before[1] + len(before[4])
        if ours[1] > known:
            raise ConflictError  # Something of ours is on a page, with the wrong number.
        added = ours[4][known - ours[1] :]
        head = chain.head_of(tail[-1])
        return about, filled, levels, pages, tail + chain.again(head, filled + len(tail), added)


class Journals(Persistent):
    """Every journal, and what has to be sealed.

    Invariants: the journal of a case stands in ``shelf`` under the case's key,
    from its first entry on; what belongs to no case stands in ``days`` under
    ``<day>/<area>``.  The worker alone writes ``unsealed``, the keys of
    journals that changed since ``sealed_on``.
    """

    sealed_on: date | None = None

    def __init__(self, desk: Desk) -> None:
        self.shelf = Register(desk, "journals")
        self.days = OOBTree()
        self.unsealed = Tree()

    def get(self, about: bytes) -> Journal | None:
        """Return the journal about something, if it was ever written."""
        found = self.shelf.get(about)
        return self.days.get(about) if found is None else found

    def all(self) -> Iterator[tuple[bytes, Journal]]:
        """Go through every journal that vouches for itself."""
        yield from self.days.items()
        yield from self.shelf.items()


def entry_of(link: bytes) -> Entry:
    """Return the entry in a link of the chain."""
    return Entry(*chain.read(chain.written_in(link)))
