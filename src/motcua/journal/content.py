"""What is stored of deeds.

Entries stand on small pages: a deed writes the last page, and now and then the
journal, which begins another.  Once nobody is expected to add anything, the
worker packs what is there; what is written all the same begins new pages.  The
classes are part of what is stored for ever; an :class:`Entry` may get further
fields at its end only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from ZODB.POSException import ConflictError

from motcua.journal import chain, packing
from motcua.storage.content import Desk, Lean, Register, Tree

NO_FACTS: Mapping[str, Any] = MappingProxyType({})

FULL = 3
"""Entries on a page that is written once more for each of them."""
HEAVY = 400
"""Bytes on a page, from which on it is full with fewer entries."""
TOGETHER = 16
"""Full pages of one size that become one page."""
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


Links = tuple[bytes, ...]


def is_full(links: Links) -> bool:
    """Say whether the next entry begins another page."""
    return len(links) >= FULL or sum(map(len, links)) >= HEAVY


class Page(Persistent):
    """Some entries that follow each other.

    Invariant: once it is full, it is never written again, but to be emptied
    when its entries are packed.  Until then two
    people may write on it at once: whoever is stored second is linked behind
    the first, with the next number; unless they also turned the page, for what
    stands on the next one is linked to what was here.
    """

    links: Links = ()
    turned: bool = False
    """It was written on and turned in one transaction."""

    def __init__(self, links: Links = ()):
        self.links = links

    def __getstate__(self) -> tuple[Links, bool]:
        return self.links, self.turned

    def __setstate__(self, state: tuple[Links, bool]) -> None:
        self.links, self.turned = state

    def _p_resolveConflict(
        self, before: tuple[Links, bool], theirs: tuple[Links, bool], ours: tuple[Links, bool]
    ) -> tuple[Links, bool]:
        links, turned = theirs
        if turned or ours[1] or not links or is_full(links):
            raise ConflictError
        return links + chain.again(links[-1], ours[0][len(before[0]) :]), False


class Journal(Lean):
    """Deeds in the order in which they were stored; nothing is ever taken out.

    Invariants: a link is an entry and the hash of the chain up to it; only the
    last page is not full.  A page has one of the ``levels`` for each time that
    :data:`TOGETHER` pages were brought together in it.  What stands in ``past``
    was written before all that stands on pages.
    """

    STORED: ClassVar[tuple[str, ...]] = ("about", "filled", "levels", "pages", "past")
    about: bytes = b""
    """The key of what it tells of; empty where another journal vouches for it."""
    filled: int = 0
    """Entries in the past and on all pages but the last."""
    levels: bytes = b""
    pages: tuple[Page, ...] = ()
    past: bytes = b""
    """Packed entries, see :mod:`motcua.journal.packing`."""

    def __init__(self, about: bytes = b""):
        self.about = about

    def append(self, written: bytes) -> None:
        """Write one more entry; only :func:`motcua.journal.note` calls this."""
        link = chain.link(self.head, written)
        last = self.pages[-1] if self.pages else None
        if last is None or is_full(last.links):
            self._turn(last)
            last = self.pages[-1]
        last.links = (*last.links, link)

    def _turn(self, last: Page | None) -> None:
        """Begin a page, and put small full ones together."""
        if last is not None:
            self.filled += len(last.links)
            if last._p_changed:
                last.turned = True
        pages, levels = list(self.pages), self.levels
        while len(levels) >= TOGETHER and len(set(levels[-TOGETHER:])) == 1:
            links = tuple(link for each in pages[-TOGETHER:] for link in each.links)
            if sum(map(len, links)) > LARGEST:
                break
            pages[-TOGETHER:] = [Page(links)]
            levels = levels[:-TOGETHER] + bytes([levels[-1] + 1])
        self.pages, self.levels = (*pages, Page()), levels + b"\0"

    def pack(self, alone: bool = True) -> None:
        """Put all entries into the past; only :func:`motcua.journal.pack` calls this.

        The pages are written once more, as empty: whoever writes on one at the
        same moment is told, and writes again behind what was packed.
        """
        self.past, self.filled = packing.packed(tuple(self.links()), alone), len(self)
        for page in self.pages:
            page.links, page.turned = (), True
        self.pages, self.levels = (), b""

    @property
    def head(self) -> bytes:
        """The hash of the whole chain so far."""
        if self.past and not self.pages:
            return packing.head_of(self.past)
        return chain.head_of(next(self.backwards(), b""))

    def __len__(self) -> int:
        return self.filled + (len(self.pages[-1].links) if self.pages else 0)

    def __bool__(self) -> bool:
        return True

    def links(self) -> Iterator[bytes]:
        """Go through the links of the chain, for whoever checks it."""
        yield from packing.links_in(self.past)
        for page in self.pages:
            yield from page.links

    def backwards(self) -> Iterator[bytes]:
        """Go through the links, the newest first, loading no page that is not reached."""
        for page in reversed(self.pages):
            yield from reversed(page.links)
        yield from reversed(packing.links_in(self.past))

    def __iter__(self) -> Iterator[Entry]:
        """Go through the entries, the first one first."""
        return map(entry_of, self.links())

    def __reversed__(self) -> Iterator[Entry]:
        """Go through the entries, the newest first."""
        return map(entry_of, self.backwards())

    def last(self) -> Entry | None:
        """Return the newest entry."""
        return next(reversed(self), None)


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


@lru_cache(maxsize=10_000)
def entry_of(link: bytes) -> Entry:
    """Return the entry in a link of the chain; what was written never changes."""
    return Entry(*chain.read(chain.written_in(link)))
