"""What two people laid into one tray at once, brought together.

A tray is a small mapping of keys to what was entered lately; ``None`` stands
for what has to be taken out of the drawers.  Two transactions may change the
same tray at the same moment.  Neither is in the other's way, as long as they
did not change the same key differently, and this is where that is decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol

Contents = Mapping[bytes, Any]

ABSENT = object()
BETWEEN = b"\0"
"""Stands between the name of a cabinet and the key in it."""


class Tray(Protocol):
    """Where things lie."""

    held: dict[bytes, Any]


def place(name: bytes, key: bytes) -> bytes:
    """Return under what a tray holds what belongs under ``key`` in the cabinet ``name``."""
    return name + BETWEEN + key


def by_cabinet(held: Contents) -> dict[bytes, dict[bytes, Any]]:
    """Sort what a tray holds by the cabinets to which it belongs."""
    sorted_out: dict[bytes, dict[bytes, Any]] = defaultdict(dict)
    for each, entry in held.items():
        name, _between, key = each.partition(BETWEEN)
        sorted_out[name][key] = entry
    return sorted_out


def lying(trays: Iterable[Tray], names: Collection[bytes]) -> dict[bytes, dict[bytes, Any]]:
    """Return what lies in ``trays`` for the cabinets ``names``."""
    found: dict[bytes, dict[bytes, Any]] = defaultdict(dict)
    for held in filter(None, (tray.held for tray in trays)):
        for each, entry in held.items():
            name, _between, key = each.partition(BETWEEN)
            if name in names:
                found[name][key] = entry
    return found


class Contradiction(Exception):
    """Two transactions entered different things under one key."""


def together(before: Contents, theirs: Contents, ours: Contents) -> dict[bytes, Any]:
    """Return what the tray holds when both changes are made to ``before``."""
    result = dict(theirs)
    for key in before.keys() | ours.keys():
        was = before.get(key, ABSENT)
        we, they = ours.get(key, ABSENT), theirs.get(key, ABSENT)
        if same(we, was):
            continue
        agreed = _one_of(was, they, we)
        if agreed is ABSENT:
            result.pop(key, None)
        else:
            result[key] = agreed
    return result


def _one_of(was: Any, they: Any, we: Any) -> Any:
    """Return what stands under a key that we changed.

    When both emptied it, one filed the entry away and the other took it back:
    it stands in the drawers now and has to come out of them.  When one filed
    it away and the other wrote something new, the new thing counts.
    """
    if same(they, was):
        return we
    if we is ABSENT and they is ABSENT:
        return None if was is not None else ABSENT
    if we is ABSENT or same(we, they):
        return they
    if they is ABSENT:
        return we
    raise Contradiction


def same(one: Any, other: Any) -> bool:
    """Compare two entries, which may be references to stored objects.

    Of two references ZODB says either that they are the same, or nothing at all.
    """
    if one is other:
        return True
    if any(each is None or each is ABSENT for each in (one, other)):
        return False
    try:
        return bool(one == other)
    except ValueError:
        return False
