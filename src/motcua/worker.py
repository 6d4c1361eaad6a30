"""The worker: everything that happens without a person who clicks.

It files away what lies on the desk, fires what is due, lets search and seals
catch up with what has changed, puts away what is over, sends what waits in the
outbox, and reads the words of files that are to be compared.  Under
``make run`` it is a thread beside the server; in production a process of its
own, and as many as wanted may stand by: a lease lets one of them work.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from ZODB.DB import DB

from motcua.acting import Acting, Office, system
from motcua.documents.wording.waiting import read_next
from motcua.journal.actions import seal, to_be_sealed
from motcua.migrations.working import migrate
from motcua.notifications.sending import send_waiting
from motcua.storage.due import DueHandlers
from motcua.storage.finding import Findable
from motcua.storage.firing import fire_due
from motcua.storage.opening import transact
from motcua.storage.putting_away import PuttingAway

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Part = Callable[[Office, DB, datetime], int]

LEASE = timedelta(seconds=60)
REST = 1.0
"""Seconds between two rounds in which there was nothing to do."""
MOST = 200
"""Things of one kind that one round does, so that none waits long for another."""
ROUNDS = 10_000
"""Rounds after which ``work_once`` stops, should one never come to an end."""
AGAIN = "reindex"
"""The kind under which the due queue knows what search could not take in."""


def work_once(office: Office, database: DB, now: datetime, name: str = "") -> bool:
    """Do everything there is to do now; say whether the lease let us."""
    name = name or own_name()
    office.borrow(DueHandlers).lend(AGAIN, find_again)
    for _round in range(ROUNDS):
        if not take_lease(database, name, now):
            return False
        if not one_round(office, database, now):
            break
    give_back(database, name)
    return True


def one_round(office: Office, database: DB, now: datetime) -> int:
    """Do some of everything; return how many things were done.

    A part that fails is logged, and does not keep the others from theirs.
    """
    done = 0
    for part in PARTS:
        try:
            done += part(office, database, now)
        except Exception:
            log.exception("The worker's part “%s” failed.", part.__name__)
    return done


def file_away(office: Office, database: DB, now: datetime) -> int:
    """Bring what lies on the desk into the drawers."""
    return transact(database, lambda root: root.desk.file_away())


def fire(office: Office, database: DB, now: datetime) -> int:
    """Fire what is due."""
    return fire_due(office, database, now, MOST)


def catch_up(office: Office, database: DB, now: datetime) -> int:
    """Let search and seals know of what has changed, and put away what is over."""

    def all_at_once(root: Any) -> int:
        changed = root.changes.take(MOST)
        for subject in changed:
            look_at(office, root, subject)
        to_be_sealed(root, changed)
        return len(changed)

    def later(root: Any) -> int:
        changed = root.changes.take(MOST)
        for subject in changed:
            root.due_queue.put(now, AGAIN, subject)
        to_be_sealed(root, changed)
        return len(changed)

    try:
        return transact(database, all_at_once)
    except Exception:
        log.exception("Search could not take in what has changed; each thing is tried apart.")
        return transact(database, later)


def find_again(acting: Acting, subject: bytes, rule: str) -> None:
    """Look at one subject again; the due queue keeps those that fail."""
    look_at(acting.office, acting.root, subject)


def look_at(office: Office, root: Any, subject: bytes) -> None:
    """Let search know of a subject that has changed, and put away what belongs to it if over."""
    office.borrow(Findable).enter(root, subject)
    office.borrow(PuttingAway).look_at(root, subject)


def seal_day(office: Office, database: DB, now: datetime) -> int:
    """Seal the journals, once a day."""
    transact(database, lambda root: seal(system(office, root, now)))
    return 0


def send(office: Office, database: DB, now: datetime) -> int:
    """Send what waits in the outbox."""
    return send_waiting(office, database, now)


def forget(office: Office, database: DB, now: datetime) -> int:
    """Forget what was sent long ago."""
    return transact(database, lambda root: root.outbox.forget(now))


def read_words(office: Office, database: DB, now: datetime) -> int:
    """Read the words of one file, so that versions can be compared."""
    return read_next(office, database, now)


PARTS: tuple[Part, ...] = (catch_up, fire, migrate, seal_day, send, forget, read_words, file_away)
"""Filing away comes last: what was dealt with at once never goes into a drawer."""


def own_name() -> str:
    """Return how this worker is called on the lease."""
    return f"{socket.gethostname()}/{os.getpid()}/{threading.get_ident()}"


def take_lease(database: DB, name: str, now: datetime) -> bool:
    """Take or renew the lease; say whether it is ours."""

    def take(root: Any) -> bool:
        lease = root.worker_lease
        if lease.holder == name and lease.until - now > LEASE / 2:
            return True
        return lease.take(name, now, now + LEASE)

    return transact(database, take)


def give_back(database: DB, name: str) -> None:
    """Let another worker begin at once."""
    transact(database, lambda root: root.worker_lease.give_back(name))


def run(
    office: Office,
    database: DB,
    clock: Clock,
    stopping: threading.Event | None = None,
    rest: float = REST,
) -> None:
    """Work until ``stopping`` is set, resting a moment when there is nothing to do."""
    stopping = stopping or threading.Event()
    name = own_name()
    office.borrow(DueHandlers).lend(AGAIN, find_again)
    done = 1
    try:
        while not stopping.wait(0 if done else rest):
            done = _round(office, database, clock, name)
    finally:
        give_back(database, name)


def _round(office: Office, database: DB, clock: Clock, name: str) -> int:
    """Do one round if the lease is ours; return how many things were done."""
    try:
        mine = take_lease(database, name, clock())
        return one_round(office, database, clock()) if mine else 0
    except Exception:
        log.exception("The worker failed; it rests a moment and goes on.")
        return 0


def start_beside(office: Office, database: DB, clock: Clock) -> Callable[[], None]:
    """Start a worker as a thread; return the function that stops it and waits until it has."""
    stopping = threading.Event()
    thread = threading.Thread(
        target=run, args=(office, database, clock, stopping), name="motcua-worker", daemon=True
    )
    thread.start()

    def stop() -> None:
        stopping.set()
        thread.join()

    return stop
