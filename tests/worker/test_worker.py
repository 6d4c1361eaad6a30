"""The worker: everything that is due is done once, and nothing keeps the rest from being done."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from ZODB.DB import DB

from motcua import storage, worker
from motcua.acting import Acting, Office, system
from motcua.journal import note, verify_all
from motcua.journal.content import Journal
from motcua.storage.content import Message
from motcua.storage.due import DueHandlers
from motcua.storage.finding import Described, Findable
from motcua.worker import LEASE, own_name, start_beside, work_once
from tests.make import MONDAY, ROOT
from tests.make_storage import a_database, done
from tests.notifications.sink import Sink, a_sink

CASE, OTHER = b"case0001", b"case0002"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def database() -> Iterator[DB]:
    with a_database() as opened:
        yield opened


@pytest.fixture
def sink() -> Iterator[Sink]:
    with a_sink() as running:
        yield running


@pytest.fixture
def fired() -> list[str]:
    return []


@pytest.fixture
def office(sink: Sink, fired: list[str]) -> Office:
    wired = Office(ROOT / "config", ROOT / "workflows", sink.settings)
    storage.furnish(wired)
    wired.borrow(DueHandlers).lend("test", lambda acting, subject, rule: fired.append(rule))
    wired.borrow(Findable).lend(described)
    return wired


def described(root: Any, subject: bytes) -> Described | None:
    """Only cases are found; a journal of the office is not."""
    return Described(f"Nguyễn Văn {subject.decode()}") if subject in (CASE, OTHER) else None


def a_busy_day(root: Any) -> None:
    """Leave something of everything for the worker."""
    office = Office(ROOT / "config", ROOT / "workflows")
    for case in (CASE, OTHER):
        note(system(office, root, MONDAY), Journal(case), "filed")
        root.worklists.enter("person:hai", MONDAY, case, ("row",))
        root.due_queue.put(MONDAY, "test", case, case.decode())
        root.outbox.put(Message(recipient="an@example.vn", case=case, about="filed"), MONDAY)


def eventually(there: Callable[[], bool]) -> bool:
    """Wait for what a thread is about to do."""
    limit = time.monotonic() + 20
    while not there() and time.monotonic() < limit:
        threading.Event().wait(0.02)
    return there()


class TestOneRound:
    def test_everything_that_is_due_is_done(
        self, database: DB, office: Office, sink: Sink, fired: list[str]
    ) -> None:
        done(database, a_busy_day)
        assert work_once(office, database, MONDAY)
        assert sorted(fired) == ["case0001", "case0002"]
        assert len(sink.mails) == 2
        found = done(database, lambda root: root.search.search("nguyen case0001 ").subjects)
        assert found == (CASE,)
        assert done(database, lambda root: list(root.journal.days)) == [b"2026-11-23/seals"]
        assert (
            done(database, lambda root: [tray.held for tray in root.desk.trays if tray.held]) == []
        )
        assert done(database, lambda root: root.worklists.count(["person:hai"])) == 2
        assert done(database, lambda root: list(verify_all(root))) == []

    def test_what_was_done_is_not_done_again(
        self, database: DB, office: Office, sink: Sink, fired: list[str]
    ) -> None:
        done(database, a_busy_day)
        for day in range(3):
            work_once(office, database, MONDAY + timedelta(days=day))
        assert (len(fired), len(sink.mails)) == (2, 2)

    def test_what_was_done_at_once_never_goes_into_a_drawer(
        self, database: DB, office: Office
    ) -> None:
        done(database, a_busy_day)
        work_once(office, database, MONDAY)
        filed = done(database, lambda root: {k: c.filed for k, c in root.desk.cabinets.items()})
        assert {name: count for name, count in filed.items() if count} == {
            b"journals": 2,
            b"out": 2,
            b"person:hai": 2,
        }

    def test_what_was_sent_long_ago_is_forgotten(
        self, database: DB, office: Office, sink: Sink
    ) -> None:
        done(database, a_busy_day)
        work_once(office, database, MONDAY)
        work_once(office, database, MONDAY + timedelta(days=100))
        assert done(database, lambda root: root.desk.count(b"out")) == 0

    def test_ten_thousand_deadlines_in_one_minute_all_fire_once(
        self, database: DB, office: Office, fired: list[str]
    ) -> None:
        """A tenth of it here; the whole of it is measured in ``bench``."""
        count = 1000

        def put(root: Any) -> None:
            for number in range(count):
                root.due_queue.put(MONDAY, "test", b"%08d" % number, f"{number}")

        done(database, put)
        work_once(office, database, MONDAY + MINUTE)
        assert sorted(map(int, fired)) == list(range(count))


class TestFailing:
    def test_a_part_that_fails_does_not_keep_the_others(
        self,
        database: DB,
        office: Office,
        sink: Sink,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        def broken(office: Office, database: DB, now: datetime) -> int:
            raise ValueError("broken")

        monkeypatch.setattr(worker, "PARTS", (broken, *worker.PARTS))
        done(database, a_busy_day)
        with caplog.at_level(logging.ERROR):
            assert work_once(office, database, MONDAY)
        assert len(sink.mails) == 2
        assert "“broken” failed" in caplog.text

    def test_what_search_cannot_take_in_is_stuck_and_the_rest_is_found(
        self, database: DB, office: Office, caplog: pytest.LogCaptureFixture
    ) -> None:
        def describe(root: Any, subject: bytes) -> Described | None:
            if subject == OTHER:
                raise ValueError("no title")
            return described(root, subject)

        findable = Findable()
        findable.lend(describe)
        office.lend(Findable, findable)
        done(database, a_busy_day)
        work_once(office, database, MONDAY)
        assert done(database, lambda root: root.search.search("nguyen").subjects) == (CASE,)
        errors = done(database, lambda r: [each.error for each in r.due_queue.stuck.values()])
        assert errors == ["ValueError: no title"]
        assert "each thing is tried apart" in caplog.text
        assert done(database, lambda root: len(root.journal.unsealed)) == 1, "Monday's seals"

    def test_work_that_never_ends_is_stopped(
        self, database: DB, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(worker, "PARTS", (lambda office, database, now: 1,))
        monkeypatch.setattr(worker, "ROUNDS", 3)
        assert work_once(office, database, MONDAY)


class TestLease:
    def test_of_two_workers_one_works(self, database: DB, office: Office, fired: list[str]) -> None:
        done(database, a_busy_day)
        done(database, lambda root: root.worker_lease.take("another", MONDAY, MONDAY + LEASE))
        assert not work_once(office, database, MONDAY)
        assert fired == []
        assert work_once(office, database, MONDAY + LEASE)
        assert len(fired) == 2

    def test_two_who_begin_together_do_everything_once(
        self, database: DB, office: Office, fired: list[str], sink: Sink
    ) -> None:
        done(database, a_busy_day)
        together = threading.Barrier(4)

        def work(number: int) -> None:
            together.wait()
            work_once(office, database, MONDAY, f"worker {number}")

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (sorted(fired), len(sink.mails)) == (["case0001", "case0002"], 2)

    def test_it_is_renewed_only_when_half_of_it_is_over(self, database: DB) -> None:
        def until() -> datetime:
            return done(database, lambda root: root.worker_lease.until)

        worker.take_lease(database, "one", MONDAY)
        worker.take_lease(database, "one", MONDAY + LEASE / 4)
        assert until() == MONDAY + LEASE
        worker.take_lease(database, "one", MONDAY + LEASE * 3 / 4)
        assert until() == MONDAY + LEASE * 7 / 4

    def test_workers_have_names_of_their_own(self) -> None:
        names = []
        thread = threading.Thread(target=lambda: names.append(own_name()))
        thread.start()
        thread.join()
        assert names != [own_name()]


class TestBeside:
    def test_it_works_as_long_as_the_server_runs_and_gives_the_lease_back(
        self, database: DB, office: Office, fired: list[str], sink: Sink
    ) -> None:
        stop = start_beside(office, database, lambda: MONDAY)
        done(database, a_busy_day)
        assert eventually(lambda: len(fired) == 2 and len(sink.mails) == 2)
        stop()
        assert done(database, lambda root: root.worker_lease.holder) == ""

    def test_a_round_that_fails_is_not_the_last(
        self,
        database: DB,
        office: Office,
        fired: list[str],
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        hours = iter([None])

        def clock() -> datetime:
            if next(hours, MONDAY) is None:
                raise ValueError("the clock stopped")
            return MONDAY

        stopping = threading.Event()
        thread = threading.Thread(target=worker.run, args=(office, database, clock, stopping, 0.01))
        done(database, a_busy_day)
        thread.start()
        assert eventually(lambda: len(fired) == 2)
        stopping.set()
        thread.join()
        assert "The worker failed" in caplog.text

    def test_one_that_stands_by_takes_over(
        self, database: DB, office: Office, fired: list[str]
    ) -> None:
        hour = [MONDAY]
        done(database, lambda root: root.worker_lease.take("died", MONDAY, MONDAY + LEASE))
        done(database, a_busy_day)
        stopping = threading.Event()
        thread = threading.Thread(
            target=worker.run, args=(office, database, lambda: hour[0], stopping, 0.01)
        )
        thread.start()
        threading.Event().wait(0.1)
        assert fired == []
        hour[0] = MONDAY + LEASE
        assert eventually(lambda: len(fired) == 2)
        stopping.set()
        thread.join()


def test_what_fires_is_found_and_told_in_the_same_go(
    database: DB, office: Office, sink: Sink
) -> None:
    """A deadline changes a case and writes a mail: the worker does not wait for its next round."""

    def late(acting: Acting, subject: bytes, rule: str) -> None:
        acting.root.changes.put(subject)
        message = Message(recipient="hai@example.vn", case=subject, about="late", subject="Trễ hạn")
        acting.root.outbox.put(message, acting.now)

    office.borrow(DueHandlers).lend("late", late)
    done(database, lambda root: root.due_queue.put(MONDAY, "late", CASE))
    work_once(office, database, MONDAY)
    assert [mail["Subject"] for mail in sink.mails] == ["Trễ hạn"]
    assert done(database, lambda root: root.search.search("case0001").subjects) == (CASE,)
