"""When a message is sent, sent again, and given up.

A message is known by what it tells whom: put twice, it is sent once; sent
again because nobody knows whether it arrived, it carries the same Message-ID,
by which the receiving side recognises it.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2b

WAITS = (1, 5, 15, 60, 180, 360, 720, 1440)
"""Minutes until the second, third... attempt; after the last one it is given up."""

CLAIM = timedelta(minutes=5)
"""How long a worker may take to send a message before another one may try."""

KEPT = timedelta(days=90)
"""How long it is known that a message was sent, so that it is not sent again."""


def id_of(kind: str, recipient: str, case: str, about: str) -> bytes:
    """Return the id of the message that tells ``recipient`` about something in ``case``.

    >>> id_of("mail", "A@b.vn", "c1", "filed") == id_of("mail", "a@b.vn", "c1", "filed")
    True
    """
    said = "\0".join((kind, recipient.casefold(), case, about))
    return blake2b(said.encode(), digest_size=16).digest()


def wait(attempts: int) -> timedelta | None:
    """Return how long to wait after so many attempts; ``None`` to give up."""
    return timedelta(minutes=WAITS[attempts - 1]) if attempts <= len(WAITS) else None
