"""What each request has added to the sums of how bodies answer."""

from __future__ import annotations

import struct
from typing import Any, NamedTuple


class Fact(NamedTuple):
    """What one request adds to the sums of its body; see :class:`Tally`."""

    month: int = 0
    """In which it counts, as years times twelve; 0 while it does not count yet."""
    is_answered: bool = False
    is_late: bool = False
    is_silent: bool = False
    is_owed: bool = False
    is_extended: bool = False
    is_blocking: bool = False
    quarters: int = 0
    """How long the body took, in quarters of a working day."""
    lost: int = 0
    """Working days for which the case waited for it alone, beyond its limit."""


NO_FACT = Fact()
FACT = struct.Struct(">HBBB")
"""Month, what applies as bits, quarters, days lost: how a fact is stored."""


def _packed(facts: Any) -> Any:
    if not facts:
        return facts
    return b"".join(
        FACT.pack(
            each.month, sum(bit << n for n, bit in enumerate(each[1:7])), each.quarters, each.lost
        )
        for each in facts
    )


def _unpacked(stored: Any) -> Any:
    if not isinstance(stored, bytes):
        return stored
    return tuple(
        Fact._make((month, *(bool(bits >> n & 1) for n in range(6)), quarters, lost))
        for month, bits, quarters, lost in FACT.iter_unpack(stored)
    )


class Tally(NamedTuple):
    """How one body answered in one month: sums, stored without their names."""

    requests: int = 0
    answered: int = 0
    late: int = 0
    """Of those answered."""
    silent: int = 0
    owed: int = 0
    """Not answered, and no rule gives that a meaning."""
    extended: int = 0
    blocking: int = 0
    """Cases that missed their own limit while this body alone was waited for, and was late."""
    lost: int = 0
    times: tuple[tuple[int, int], ...] = ()
    """Quarters of a working day, and how many answers took so long."""
