"""Binding: a thing and its parts, written into one record.

While people work on something, its parts stand in records of their own, so
that a deed writes little and two deeds meet rarely.  Once it is done, those
many records are only weight: each has a head of its own and names its class,
and alike texts stand in them again and again.  Bound, they are one pickle,
compressed.

Whoever works with a bound part notices nothing: it is the same object with the
same methods, and a change of it is a change of its owner, which is then
written again as a whole.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Sequence
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple
from zlib import compress, decompress

from persistent import Persistent

PROTOCOL = 4
"""Never to be changed for what is stored; what was written by a lower one can be read."""
OWNER = -1
"""How a part that points at its owner is written."""
BOUND = b"bound"
"""The object id of a part; it has no record of its own, and nothing outside may point at it."""
SERIAL = 8
"""Bytes of the serial of an object."""


class TornOut(Exception):
    """A part was kept after its owner had been let go, and would be changed in vain."""


class NotAPart(Exception):
    """Something that has a record of its own was put among bound parts."""


class Owner:
    """What a bound part has in the place of a connection."""

    def __init__(self, thing: Any):
        self.thing = thing

    def register(self, part: Any) -> None:
        """Take a change of ``part`` as one of its owner; ZODB calls this."""
        if self.thing._p_changed is None:
            raise TornOut(type(part).__name__)
        self.thing._p_changed = True


class Binding(NamedTuple):
    """What was bound."""

    packed: bytes
    outside: tuple[Any, ...]
    """What has records of its own and is pointed at; ZODB must see that it is."""
    parts: tuple[Any, ...]


class _Binder(pickle.Pickler):
    def __init__(self, into: BytesIO, owner: Any, kinds: tuple[type, ...]):
        super().__init__(into, PROTOCOL)
        self.owner, self.kinds = owner, kinds
        self.parts: list[Any] = []
        self.outside: list[Any] = []
        self.places: dict[int, int | None] = {}

    def persistent_id(self, thing: Any) -> int | None:
        if not isinstance(thing, Persistent):
            return None
        if thing is self.owner:
            return OWNER
        if id(thing) not in self.places:
            self.places[id(thing)] = self._placed(thing)
        return self.places[id(thing)]

    def _placed(self, thing: Any) -> int | None:
        if isinstance(thing, self.kinds):
            self.parts.append(thing)
            return None
        self.outside.append(thing)
        return len(self.outside) - 1


class _Opener(pickle.Unpickler):
    def __init__(self, packed: bytes, owner: Any, outside: Sequence[Any]):
        super().__init__(BytesIO(packed))
        self.owner, self.outside = owner, outside

    def persistent_load(self, pid: int) -> Any:
        return self.owner if pid == OWNER else self.outside[pid]


def bound(owner: Any, state: Any, kinds: tuple[type, ...]) -> Binding:
    """Write ``state`` with all its parts, which are what is of one of the ``kinds``."""
    into = BytesIO()
    binder = _Binder(into, owner, kinds)
    binder.dump([state, binder.parts])  # The parts come last: by then they are all known.
    return Binding(compress(into.getvalue(), 9), tuple(binder.outside), tuple(binder.parts))


def opened(owner: Any, packed: bytes, outside: Sequence[Any]) -> tuple[Any, list[Any]]:
    """Return the state that was bound, and its parts, which nobody owns yet."""
    state, parts = _Opener(decompress(packed), owner, outside).load()
    return state, parts


def own(owner: Any, parts: Iterable[Any], packed: bytes) -> None:
    """Have each change of one of the ``parts`` from now on written with ``owner``.

    Their serial is another one whenever something else is ``packed``, so that
    who keeps what was made of a part sees by it, as ever, that it was changed.
    """
    serial = sha256(packed).digest()[:SERIAL]
    for part in parts:
        if part._p_oid not in (None, BOUND):
            raise NotAPart(type(part).__name__)
        if part._p_oid is None:
            part._p_oid, part._p_jar = BOUND, Owner(owner)
        part._p_serial = serial
        part._p_changed = False


def emptied(part: Any) -> None:
    """Write a part for a last time, as nothing.

    So whoever changes it at the same moment is told of the conflict; only not
    to point at it any more would let that change be lost.
    """
    vars(part).clear()
    part._p_changed = True
