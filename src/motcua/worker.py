"""The worker: deadlines that fire, what search must learn, seals, letters that leave.

Everything it does waits in a queue that was written with the deed itself, so
a night without a worker loses nothing.  Each deadline is carried out in a
transaction of its own, through the same action as a person's deed, acted by
the system; one that fails does not hold up the others, and stands on the page
of what is stuck.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from ZODB.DB import DB

from motcua.acting import Office, system
from motcua.storage import opening
from motcua.storage.due import Due, DueHandlers
from motcua.storage.finding import Findable

log = logging.getLogger("motcua.worker")

MOST = 200
"""Things done in one pass, so that no queue starves another."""
PASSES = 1000
"""Passes of one ``work_once``: enough for everything that a long weekend left."""
PAUSE = 2.0
"""Seconds between passes while nothing waits."""
LEASE = timedelta(minutes=2)
"""How long a worker that has died keeps others from working."""

Clock = Callable[[], datetime]


def work_once(office: Office, database: DB, now: datetime) -> int:
    """Do everything that is due at ``now``; return how much was done."""
    done = 0
    for _pass in range(PASSES):
        this_pass = fire_due(office, database, now) + learn(office, database)
        done += this_pass
        if not this_pass:
            break
    return done


def fire_due(office: Office, database: DB, now: datetime) -> int:
    """Carry out the deadlines that have come, the earliest first."""
    items = opening.transact(database, lambda root: root.due_queue.due_now(now, MOST))
    for item in items:
        _fire(office, database, now, item)
    return len(items)


def _fire(office: Office, database: DB, now: datetime, item: Due) -> None:
    def carry_out(root: Any) -> None:
        if not root.due_queue.has(item):
            return
        root.due_queue.done(item)
        office.borrow(DueHandlers).carry_out(system(office, root, now), item)

    try:
        opening.transact(database, carry_out, note=f"{item.kind} {item.rule}")
    except Exception as error:
        log.exception("A deadline could not be carried out: %s %s", item.kind, item.rule)
        told = f"{type(error).__name__}: {error}"
        opening.transact(database, lambda root: root.due_queue.failed(item, now, told))


def learn(office: Office, database: DB) -> int:
    """Bring search up to date with what has changed."""

    def enter(root: Any) -> int:
        changed = root.changes.take(MOST)
        findable = office.borrow(Findable)
        for subject in changed:
            findable.enter(root, subject)
        return len(changed)

    return opening.transact(database, enter)


def start_beside(office: Office, database: DB, clock: Clock) -> Callable[[], None]:
    """Work in a thread beside the server; return what stops it."""
    stopping = threading.Event()

    def work() -> None:
        while not stopping.is_set():
            try:
                work_once(office, database, clock())
            except Exception:
                log.exception("The worker goes on after an error.")
            stopping.wait(PAUSE)

    thread = threading.Thread(target=work, name="motcua-worker", daemon=True)
    thread.start()

    def stop() -> None:
        stopping.set()
        thread.join(10)

    return stop
