"""Carrying out a run: a part of a batch in one transaction, by the worker.

The cursor moves in the transaction that brings the cases over: a worker that
is killed has done a part or has not, and the next one goes on there.  So no
case is taken twice and none is missed.

Somebody who acts on a case meanwhile is never in the way for long, and never
kept waiting: of the two who change it, one is undone.  If that is this batch,
the case is put off, and the others are brought over without it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ZODB.DB import DB
from ZODB.POSException import ConflictError

from motcua.acting import Acting, Office, system
from motcua.cases.content import Case
from motcua.migrations import content
from motcua.migrations.actions import note_run, undone_batch, ways_of
from motcua.migrations.content import SIZE, Batch, Before, Kept, Run
from motcua.migrations.fates import Judge, bring_over
from motcua.migrations.pacing import PART, Pace, giving_way, rest_of
from motcua.migrations.reasons import BUSY, FAILED, MOVED_ON
from motcua.migrations.telling import Outcome, outcome_of
from motcua.storage.firing import told
from motcua.storage.opening import transact
from motcua.storage.retrying import back_off
from motcua.words import translate

log = logging.getLogger(__name__)

MOST_TRIES = 20
"""How often cases on which somebody was acting are tried again before they are left."""
ATTEMPTS = 50
"""Attempts at one batch; with each but the last few a case is put off."""


@dataclass
class Attempt:
    """What is known of a batch from attempts at it that were undone."""

    pace: Pace
    busy: set[bytes] = field(default_factory=set)
    """Cases on which somebody acted at the same moment."""
    failed: dict[bytes, str] = field(default_factory=dict)
    """Cases that could not be written, and why."""
    objects: dict[bytes, bytes] = field(default_factory=dict)
    """Which case each object that was written belongs to."""


class CaseFailed(Exception):
    """One case could not be brought over; the others can."""

    def __init__(self, key: bytes, why: str):
        super().__init__(why)
        self.key = key


def migrate(office: Office, database: DB, now: datetime) -> int:
    """Do one batch of each run that is under way or undone; return how many cases that were."""
    under_way, undone = transact(database, _to_do)
    done = sum(_parts(office, database, now, number) for number in under_way)
    return done + sum(undo_one(office, database, now, number) for number in undone)


def _parts(office: Office, database: DB, now: datetime, number: int) -> int:
    """Do about as many cases as a batch has, part after part."""
    done = 0
    while done < content.BATCH and (part := one_part(office, database, now, number)):
        done += part
    return done


def _to_do(root: Any) -> tuple[list[int], list[int]]:
    migrations = getattr(root, "migrations", None)
    runs = list(migrations.runs.items()) if migrations is not None else []
    under_way = [number for number, run in runs if run.is_running]
    return under_way, [number for number, run in runs if run.is_undoing]


def undo_one(office: Office, database: DB, now: datetime, number: int) -> int:
    """Undo the last batch that is not undone yet; return how many cases that were.

    Somebody who acts on a case meanwhile has moved it when this is done again: it stays.
    """

    def work(root: Any) -> int:
        run: Run = root.migrations.runs[number]
        brake = run.brake
        asked_at = brake.undo_at
        if asked_at is None:
            return 0
        acting = system(office, root, max(now, asked_at))
        acting = _as_whom(acting, brake.undo_by, brake.undo_by_name)
        for place, batch in reversed(run.batches.items()):
            if batch.before and (batch.undone_at is None or batch.undone_at < asked_at):
                return max(undone_batch(acting, run, place, brake.undo_reason).brought_back, 1)
        brake.undo_at = None
        return 0

    with giving_way():
        return transact(database, work, note="migration undone")


def _as_whom(acting: Acting, person: str, name: str) -> Acting:
    """Return the worker acting for whoever asked, so that journals name them."""
    return replace(acting, person=person or acting.person, name=name)


def one_part(
    office: Office,
    database: DB,
    now: datetime,
    number: int,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Bring over the next cases of a run; return how many were looked at."""
    pace = Pace(rest_of(office.settings))
    with giving_way():
        done = _one_part(office, database, now, number, Attempt(pace), sleep)
    pace.breathe()
    return done


def _one_part(
    office: Office,
    database: DB,
    now: datetime,
    number: int,
    attempt: Attempt,
    sleep: Callable[[float], None],
) -> int:
    for turn in range(ATTEMPTS):
        attempt.objects.clear()
        try:
            return transact(
                database,
                lambda root: Carrying(office, root, now, number, attempt).out(),
                attempts=1,
                note="migration",
            )
        except ConflictError as conflict:
            case = attempt.objects.get(conflict.oid or b"")
            if case is not None:
                attempt.busy.add(case)
            sleep(back_off(min(turn, 6)))
        except CaseFailed as failure:
            log.warning("A case could not be brought over: %s", failure)
            attempt.failed[failure.key] = str(failure)
    log.warning("A part of run %s met conflicts again and again; it is tried later.", number)
    return 0


def carried_out(
    office: Office,
    database: DB,
    clock: Callable[[], datetime],
    number: int,
    progress: Callable[[Outcome], None] = lambda outcome: None,
) -> Outcome:
    """Carry out a run to its end, or until somebody stops it, without waiting for the worker."""
    while True:
        one_part(office, database, clock(), number)
        found = transact(database, lambda root: outcome_of(root.migrations.runs[number]))
        progress(found)
        if not found.goes_on:
            return found


class Carrying:
    """One attempt at one part of a batch."""

    def __init__(self, office: Office, root: Any, now: datetime, number: int, attempt: Attempt):
        self.root, self.attempt = root, attempt
        self.run: Run = root.migrations.runs[number]
        run = self.run
        acting = system(office, root, now)
        self.acting: Acting = _as_whom(acting, run.started_by, run.started_by_name)
        self.judge = Judge(self.acting, ways_of(self.acting, run), run.rule, run.reason)
        self.before: list[Before] = []
        self.kept: list[Kept] = []
        self.later: list[bytes] = []

    def out(self) -> int:
        """Bring the next cases over, or end the run; return how many were looked at."""
        run = self.run
        if not run.is_running:
            return 0
        batch: Batch | None = run.batches.get(run.next)
        if batch is None:
            return self._again()
        part = batch.part(PART)
        for key in part:
            self._one(key)
            self.attempt.pace.breathe()
        batch.done_at = self.acting.now
        batch.before, batch.kept = (*batch.before, *self.before), (*batch.kept, *self.kept)
        batch.taken += len(part)
        run.next += batch.taken == len(batch)
        run.moved += len(self.before)
        run.left += len(self.kept)
        run.later += b"".join(self.later)
        if run.next not in run.batches and not run.later:
            self._end()
        return len(part)

    def _one(self, key: bytes) -> None:
        case: Case | None = self.root.cases.shelf.get(key)
        if case is None:
            self.kept.append(Kept(key, "", MOVED_ON))
        elif key in self.attempt.busy:
            self._put_off(case)
        elif key in self.attempt.failed:
            self._leave(case, FAILED, self.attempt.failed[key])
        else:
            self._bring_over(case)

    def _bring_over(self, case: Case) -> None:
        self._remember(case)
        try:
            why = self.judge.why_not(case)
            if why is None:
                fate = self.judge.fate(case)
                self.before.append(bring_over(self.judge, case, fate, self.run.number))
        except ConflictError:
            raise
        except Exception as error:
            raise CaseFailed(case.key, told(error)) from error
        if why is not None:
            self._leave(case, why.kind, translate(why.about, "vi"))

    def _remember(self, case: Case) -> None:
        """Know which case it is when the database says which object was changed by two."""
        pages = case.journal.pages
        mine: list[Any] = [case, case.track, case.journal, *pages[-1:]]
        self.attempt.objects.update({each._p_oid: case.key for each in mine if each._p_oid})

    def _leave(self, case: Case, kind: str, about: str = "") -> None:
        self.kept.append(Kept(case.key, case.code, kind, about))

    def _put_off(self, case: Case) -> None:
        if self.run.tries < MOST_TRIES:
            self.later.append(case.key)
        else:
            self._leave(case, BUSY)

    def _again(self) -> int:
        """Cut what was put off into batches of its own."""
        run = self.run
        again, run.later = run.later, b""
        run.tries += 1
        run.add(again)
        return len(again) // SIZE

    def _end(self) -> None:
        run = self.run
        run.finished_at = self.acting.now
        note_run(self.acting, run, "migration finished", moved=run.moved, left=run.left)
