"""Keys: how instants become some, so that what is due first stands first; how addresses name one.

Keys are bytes, because bytes are short and compare fast.  Four of them hold a
second of local time between 2000 and 2136; what has no limit comes after
everything that has one.
"""

from __future__ import annotations

from datetime import datetime, timedelta

BEGINNING = datetime(2000, 1, 1)
NEVER = b"\xff\xff\xff\xff"
"""The key of no limit at all."""
WIDTH = len(NEVER)
LAST_SECOND = int.from_bytes(NEVER, "big") - 1
ONE_SECOND = timedelta(seconds=1)


class Keyed:
    """Something that stands on a shelf under a random key, by which addresses name it."""

    key: bytes = b""

    @property
    def id(self) -> str:
        """The key in hexadecimal, for addresses."""
        return self.key.hex()


def key_of(id: str) -> bytes:
    """Return the key that an address names; for nonsense the empty one, which nothing has.

    >>> key_of("00ff"), key_of("a case")
    (b'\\x00\\xff', b'')
    """
    try:
        return bytes.fromhex(id)
    except ValueError:
        return b""


def moment(instant: datetime | None) -> bytes:
    """Return the key of ``instant``; fractions of a second are left out.

    >>> moment(datetime(2000, 1, 1, 0, 0, 1)).hex()
    '00000001'
    """
    if instant is None:
        return NEVER
    second = (instant - BEGINNING) // ONE_SECOND
    return min(max(second, 0), LAST_SECOND).to_bytes(WIDTH, "big")


def instant(key: bytes) -> datetime | None:
    """Return the instant with which ``key`` begins."""
    if key[:WIDTH] == NEVER:
        return None
    return BEGINNING + int.from_bytes(key[:WIDTH], "big") * ONE_SECOND
