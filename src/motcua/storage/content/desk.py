"""The desk: where everything that has an order is laid down, and filed away later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from zlib import crc32

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from ZODB.POSException import ConflictError

from motcua.storage import lists, trays
from motcua.storage.content.shelves import Tree


class Tray(Persistent):
    """What was laid down lately and is not yet in the drawers.

    Invariant: ``None`` stands only for a key that the drawers hold.
    """

    held: dict[bytes, Any]

    def __init__(self) -> None:
        self.held = {}

    def __getstate__(self) -> dict[bytes, Any]:
        return self.held

    def __setstate__(self, state: dict[bytes, Any]) -> None:
        self.held = state

    def lay(self, key: bytes, entry: Any) -> None:
        """Lay ``entry`` down under ``key``."""
        self.held = {**self.held, key: entry}

    def clear(self, key: bytes) -> None:
        """Take ``key`` off the tray."""
        self.held = {each: entry for each, entry in self.held.items() if each != key}

    def _p_resolveConflict(
        self, before: dict[bytes, Any], theirs: dict[bytes, Any], ours: dict[bytes, Any]
    ) -> dict[bytes, Any]:
        try:
            return trays.together(before, theirs, ours)
        except trays.Contradiction:
            raise ConflictError from None


class Desk(Persistent):
    """Where everything that has an order is laid down, and filed away later.

    A step takes a case out of one list, puts it into another, changes what
    fires when, and writes a mail.  All of it goes into *one* small tray, the
    one that the case's key chooses; the worker files it away into the drawers
    of the cabinets a moment later.  Whoever reads looks at both.

    Invariants: what concerns a subject lies in the tray that its checksum
    chooses; what a tray says of a key counts, whatever the drawers say; so
    two people who lay things into one tray at once are never in each other's
    way.  Cabinets are changed by the worker alone, or, where none runs, by
    whoever finds a tray overfull.
    """

    BREADTH = 64
    OVERFULL = 120
    """Entries in a tray, from which on one in eight who lay something down files it away."""

    def __init__(self) -> None:
        self.trays = tuple(Tray() for _each in range(self.BREADTH))
        self.cabinets = OOBTree()

    def _tray(self, subject: bytes) -> Tray:
        return self.trays[crc32(subject) % len(self.trays)]

    def get(self, subject: bytes, name: bytes, key: bytes) -> Any:
        """Return what stands under ``key`` in the cabinet ``name``, or ``None``."""
        held = self._tray(subject).held
        place = trays.place(name, key)
        return held[place] if place in held else self._filed(name, key)

    def put(self, subject: bytes, name: bytes, key: bytes, entry: Any) -> bool:
        """Enter ``entry`` under ``key`` in the cabinet ``name``; say if that changes anything."""
        if self.get(subject, name, key) == entry:
            return False
        self.lay(subject, name, key, entry)
        return True

    def lay(self, subject: bytes, name: bytes, key: bytes, entry: Any) -> None:
        """Enter ``entry`` without looking whether it stands there already.

        Under a random key that is new, nothing can; to look would load a
        drawer that nobody has opened for long, from wherever it is.
        """
        tray, place = self._tray(subject), trays.place(name, key)
        tray.lay(place, entry)
        if len(tray.held) > self.OVERFULL and not (crc32(place) >> 16) % 8:
            self._file(tray)

    def take_out(self, subject: bytes, name: bytes, key: bytes) -> bool:
        """Take ``key`` out of the cabinet ``name``; say whether it was there."""
        if self.get(subject, name, key) is None:
            return False
        place = trays.place(name, key)
        if self._holds(name, key):
            self._tray(subject).lay(place, None)
        else:
            self._tray(subject).clear(place)
        return True

    def strike(self, subject: bytes, name: bytes, key: bytes) -> None:
        """Take ``key`` out of the cabinet ``name`` without looking whether it is there.

        No drawer is opened for it now; where it is not, nothing comes of it.
        """
        self._tray(subject).lay(trays.place(name, key), None)

    def has_lately(self, subject: bytes, name: bytes, key: bytes) -> bool:
        """Say whether an entry under ``key`` lies in a tray, not filed yet."""
        return self._tray(subject).held.get(trays.place(name, key)) is not None

    def items(
        self, names: Iterable[bytes], after: bytes = b"", before: bytes | None = None
    ) -> list[lists.Run]:
        """Return for each cabinet its entries behind ``after`` and before ``before``, in order."""
        wanted = dict.fromkeys(names)
        lately = trays.lying(self.trays, wanted)
        return [(name, self._items(name, lately.get(name, {}), after, before)) for name in wanted]

    def _items(
        self, name: bytes, lately: dict[bytes, Any], after: bytes, before: bytes | None
    ) -> Iterator[lists.Entry]:
        cabinet = self.cabinets.get(name)
        filed = () if cabinet is None else cabinet.items(after, before)
        return lists.overlaid(filed, lately, after, before)

    def _filed(self, name: bytes, key: bytes) -> Any:
        cabinet = self.cabinets.get(name)
        return None if cabinet is None else cabinet.drawers.get(key)

    def count(self, name: bytes) -> int:
        """Count what stands in the cabinet ``name``; what is filed has been counted before."""
        lately = trays.lying(self.trays, [name]).get(name, {})
        more = sum((entry is not None) - self._holds(name, key) for key, entry in lately.items())
        return more + (self.cabinets[name].filed if name in self.cabinets else 0)

    def _holds(self, name: bytes, key: bytes) -> bool:
        return self._filed(name, key) is not None

    def file_away(self, most: int = BREADTH) -> int:
        """Bring what lies in up to ``most`` trays into the drawers; return how many entries."""
        full = [tray for tray in self.trays if tray.held][:most]
        return sum(self._file(tray) for tray in full)

    def _file(self, tray: Tray) -> int:
        for name, lying in trays.by_cabinet(tray.held).items():
            cabinet = self.cabinets.get(name)
            if cabinet is None:
                cabinet = self.cabinets[name] = Cabinet()
            cabinet.file(lying)
        filed, tray.held = len(tray.held), {}
        return filed


class Cabinet(Persistent):
    """Entries in the order of their keys, in drawers.

    Invariant: ``filed`` is the number of entries, so that nobody has to count.
    """

    filed: int = 0

    def __init__(self) -> None:
        self.drawers = Tree()

    def items(self, after: bytes, before: bytes | None) -> Iterator[lists.Entry]:
        """Go through the entries behind ``after`` and before ``before``."""
        return self.drawers.iteritems(after or None, before, bool(after), before is not None)

    def file(self, entries: dict[bytes, Any]) -> None:
        """Put ``entries`` into the drawers; ``None`` takes one out."""
        more = 0
        for key, entry in entries.items():
            more += (entry is not None) - (key in self.drawers)
            if entry is None:
                self.drawers.pop(key, None)
            else:
                self.drawers[key] = entry
        if more:
            self.filed += more


class Register(Persistent):
    """Things that are found by a random key, and many of which come at once: cases by theirs.

    It is read like a shelf.  What comes in goes over the desk, in the tray
    that the key chooses: a case's own, where the key is the case's.
    """

    def __init__(self, desk: Desk, name: str):
        self.desk = desk
        self.name = name.encode()

    def get(self, key: bytes, default: Any = None) -> Any:
        """Return what stands under ``key``, or ``default``."""
        found = self.desk.get(key, self.name, key)
        return default if found is None else found

    def __getitem__(self, key: bytes) -> Any:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: bytes) -> bool:
        return self.get(key) is not None

    def __setitem__(self, key: bytes, thing: Any) -> None:
        self.desk.lay(key, self.name, key, thing)

    def __delitem__(self, key: bytes) -> None:
        if not self.desk.take_out(key, self.name, key):
            raise KeyError(key)

    def items(self) -> Iterator[lists.Entry]:
        """Go through everything, in the order of the keys."""
        [(_name, entries)] = self.desk.items([self.name])
        return entries

    def __iter__(self) -> Iterator[bytes]:
        return (key for key, _thing in self.items())

    def __len__(self) -> int:
        """Count everything; few have to be looked at."""
        return self.desk.count(self.name)
