"""Carrying out what is due.

Each item is fired in a transaction of its own, by the same action as a person
would use, acted by the system.  It is struck off in that transaction: a worker
that is killed has either done it or not, and two workers cannot both.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from ZODB.DB import DB

from motcua.acting import Office, Refusal, system
from motcua.storage.due import Due, DueHandlers
from motcua.storage.opening import transact

log = logging.getLogger(__name__)


def fire_due(office: Office, database: DB, now: datetime, most: int = 100) -> int:
    """Fire up to ``most`` things that are due; return how many were looked at."""
    items = transact(database, lambda root: root.due_queue.due_now(now, most))
    for item in items:
        fire(office, database, now, item)
    return len(items)


def fire(office: Office, database: DB, now: datetime, item: Due) -> bool:
    """Do one thing that is due; keep it with its error among what is stuck if that fails."""

    def carry_out(root: Any) -> None:
        if root.due_queue.has(item):
            office.borrow(DueHandlers).carry_out(system(office, root, now), item)
            root.due_queue.done(item)

    try:
        transact(database, carry_out, note=f"due: {item.kind}")
    except Exception as error:
        log.warning("“%s” could not be carried out: %r", item.kind, error)
        why = told(error)
        transact(database, lambda root: root.due_queue.failed(item, now, why))
        return False
    return True


def told(error: Exception) -> str:
    """Return what went wrong, in one line."""
    said = str(error.sentence) if isinstance(error, Refusal) else f"{type(error).__name__}: {error}"
    return " ".join(said.split())[:300]
