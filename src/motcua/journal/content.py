"""What is stored of deeds.

Entries stand in pages of a few, as bytes: a deed writes the last page again
and, every eighth time, the journal itself.  The classes are part of what is
stored for ever; an :class:`Entry` may get further fields at its end only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from BTrees.OOBTree import OOBTree
from persistent import Persistent

FULL = 8
"""Entries on a page."""

BEGINNING = bytes(32)
"""What stands before the first entry."""

NO_FACTS: Mapping[str, Any] = MappingProxyType({})


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
    """A few entries, each as its bytes and the hash of the chain up to it."""

    entries: tuple[tuple[bytes, bytes], ...] = ()

    def __getstate__(self) -> tuple[tuple[bytes, bytes], ...]:
        return self.entries

    def __setstate__(self, state: tuple[tuple[bytes, bytes], ...]) -> None:
        self.entries = state


class Journal(Persistent):
    """Deeds in the order in which they were done; nothing is ever taken out.

    Invariant: the hash beside an entry is that of its bytes and of the hash
    beside the entry before it.
    """

    pages: tuple[Page, ...] = ()

    def append(self, written: bytes) -> None:
        """Write one more entry; only ``actions.note`` calls this."""
        last = self.pages[-1] if self.pages else None
        if last is None or len(last.entries) >= FULL:
            last = Page()
            self.pages = (*self.pages, last)
        last.entries = (*last.entries, (written, linked(self.head, written)))

    @property
    def head(self) -> bytes:
        """The hash of the whole chain so far."""
        for page in reversed(self.pages):
            if page.entries:
                return page.entries[-1][1]
        return BEGINNING

    def __len__(self) -> int:
        return max(len(self.pages) - 1, 0) * FULL + (
            len(self.pages[-1].entries) if self.pages else 0
        )

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Entry]:
        """Go through the entries, the first one first."""
        for page in self.pages:
            for written, _hash in page.entries:
                yield read(written)

    def __reversed__(self) -> Iterator[Entry]:
        """Go through the entries, the newest first, loading no page that is not reached."""
        for page in reversed(self.pages):
            for written, _hash in reversed(page.entries):
                yield read(written)

    def last(self) -> Entry | None:
        """Return the newest entry."""
        return next(iter(reversed(self)), None)

    def links(self) -> Iterator[tuple[bytes, bytes]]:
        """Go through the entries as they are stored, for whoever checks the chain."""
        for page in self.pages:
            yield from page.entries


class Journals(Persistent):
    """The journals that belong to no case, and the seals of all.

    Invariants: one journal per area and day stands in ``days`` under
    ``<day>/<area>``; a seal in ``seals`` is never changed.
    """

    def __init__(self) -> None:
        self.days = OOBTree()
        self.seals = Journal()


def written(entry: Entry) -> bytes:
    """Return an entry as its canonical bytes, which the chain is made of."""
    told = [entry.number, entry.at.isoformat(timespec="milliseconds"), *entry[2:9]]
    if entry.facts:
        told.append(dict(entry.facts))
    return json.dumps(
        told, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str
    ).encode()


def read(stored: bytes) -> Entry:
    """Return what :func:`written` wrote."""
    number, at, *told = json.loads(stored)
    texts, facts = told[:7], (told[7] if len(told) > 7 else {})
    return Entry(number, datetime.fromisoformat(at), *texts, facts=MappingProxyType(facts))


def linked(head: bytes, entry: bytes) -> bytes:
    """Return the head of a chain to which ``entry`` is added."""
    return hashlib.sha256(head + entry).digest()
