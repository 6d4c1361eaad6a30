"""What happens at a time: who carries it out, and when it is tried again.

The due queue holds no code and no objects, only names: a kind, a subject and
a rule.  The capability whose kind it is lends the function that acts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from motcua.acting import Acting
from motcua.storage.keys import ONE_SECOND, instant, moment

Handler = Callable[[Acting, bytes, str], object]

BETWEEN = b"\0"
PAUSES = (1, 5, 15, 60, 240)
"""Minutes until the second, third... attempt; the last one stays."""


class Due(NamedTuple):
    """One thing to be done at a time."""

    key: bytes
    instant: datetime | None
    kind: str
    subject: bytes
    rule: str


class DueHandlers:
    """Who carries out what is due, by its kind.  Capabilities lend, the worker asks."""

    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}

    def lend(self, kind: str, handler: Handler) -> None:
        """Let ``handler(acting, subject, rule)`` carry out whatever is due of ``kind``.

        It is called as the system, in a transaction of its own, and must do
        nothing where the rule no longer applies.
        """
        self._handlers[kind] = handler

    def carry_out(self, acting: Acting, item: Due) -> None:
        """Do what is due; ``LookupError`` where nobody knows how."""
        handler = self._handlers.get(item.kind)
        if handler is None:
            raise LookupError(f"Nobody carries out “{item.kind}”.")
        handler(acting, item.subject, item.rule)


def due_entry(instant: datetime, kind: str, subject: bytes, rule: str) -> tuple[bytes, bytes]:
    """Return key and entry of a thing to be done."""
    said = BETWEEN.join((kind.encode(), rule.encode(), subject))
    return moment(instant) + blake2b(said, digest_size=8).digest(), said


def read_due(key: bytes, entry: bytes) -> Due:
    """Return what :func:`due_entry` wrote."""
    kind, rule, subject = entry.split(BETWEEN, 2)
    return Due(key, instant(key), kind.decode(), subject, rule.decode())


def just_after(now: datetime) -> bytes:
    """Return the key before which everything stands that is due at ``now``."""
    return moment(now + ONE_SECOND)


def pause(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts that failed."""
    return timedelta(minutes=PAUSES[min(attempts, len(PAUSES)) - 1])
