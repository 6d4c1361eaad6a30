"""What every storage must do: one class of tests, run over each of them."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import transaction
from persistent import Persistent
from ZODB.DB import DB
from ZODB.POSException import ConflictError

from motcua.storage import opening
from motcua.storage.content import Message, Register
from motcua.storage.index import words_of
from tests.make import MONDAY
from tests.make_storage import FOUND, done

ROW = ("H99.17-261123-0001", "giay-phep-xay-dung", 1, "Nguyễn Thị Minh", "Xây nhà", "processing")
WRITERS = 8


def a_key() -> bytes:
    return secrets.token_bytes(8)


def a_step(root: Any, case: bytes, stood: str, stands: str, due: datetime) -> None:
    """Do what a step of a case writes, apart from the case itself."""
    root.worklists.leave(stood, due, case)
    root.worklists.enter(stands, due, case, ROW)
    root.due_queue.cancel(due, "case late", case, "processing.1")
    root.due_queue.put(due, "case late", case, "processing.2")
    root.changes.put(case)


class Writers:
    """Several people who work at once, each in an own connection."""

    def __init__(self, database: DB):
        self.database = database
        self.conflicts = self.commits = 0
        self._lock = threading.Lock()

    def work(self, deeds: int, deed: Callable[[Any, int, int], None]) -> float:
        """Let each do ``deed(root, writer, number)``; return the share of conflicts."""
        together = threading.Barrier(WRITERS)

        def run(writer: int) -> None:
            manager = transaction.TransactionManager(explicit=True)
            connection = self.database.open(manager)
            together.wait()
            for number in range(deeds):
                while not self._tried(manager, connection, lambda r, n=number: deed(r, writer, n)):
                    pass
            connection.close()

        threads = [threading.Thread(target=run, args=(writer,)) for writer in range(WRITERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.conflicts / (self.conflicts + self.commits)

    def _tried(self, manager: Any, connection: Any, deed: Callable[[Any], None]) -> bool:
        manager.begin()
        try:
            deed(connection.root()["app_root"])
            manager.commit()
        except ConflictError:
            manager.abort()
            with self._lock:
                self.conflicts += 1
            return False
        with self._lock:
            self.commits += 1
        return True


class TestEveryStorage:
    every_storage = True

    def test_the_root_is_there_once(self, database: DB) -> None:
        opening.found_root(database)
        assert done(database, lambda root: root is root._p_jar.root()["app_root"])

    def test_founding_again_keeps_what_is_there(self, database: DB) -> None:
        case = a_key()
        done(database, lambda root: root.worklists.enter("person:hai", MONDAY, case, ROW))
        done(database, lambda root: opening.found_all(root, FOUND))
        assert done(database, lambda root: root.worklists.count(["person:hai"])) == 1

    def test_what_was_entered_is_listed_before_and_after_it_is_filed(self, database: DB) -> None:
        case = a_key()
        done(database, lambda root: root.worklists.enter("person:hai", MONDAY, case, ROW))
        before = done(database, lambda root: root.worklists.page(["person:hai"]))
        done(database, lambda root: root.desk.file_away())
        after = done(database, lambda root: root.worklists.page(["person:hai"]))
        assert before == after
        assert (after.entries[0].subject, after.entries[0].row) == (case, ROW)

    def test_what_failed_leaves_nothing(self, database: DB) -> None:
        def fail(root: Any) -> None:
            root.worklists.enter("person:hai", MONDAY, a_key(), ROW)
            raise ValueError("half-way")

        with pytest.raises(ValueError, match="half-way"):
            done(database, fail)
        assert done(database, lambda root: root.worklists.count(["person:hai"])) == 0

    def test_a_mail_waits_until_it_is_sent(self, database: DB) -> None:
        message = {"recipient": "an@example.vn", "about": "filed", "case": a_key()}
        assert done(database, lambda root: root.outbox.put(Message(**message), MONDAY))
        assert not done(database, lambda root: root.outbox.put(Message(**message), MONDAY))
        done(database, lambda root: root.desk.file_away())
        assert not done(database, lambda root: root.outbox.put(Message(**message), MONDAY))

        def send(root: Any) -> None:
            [claimed] = root.outbox.claim(MONDAY)
            root.outbox.sent(claimed, MONDAY)

        done(database, send)
        assert done(database, lambda root: root.outbox.claim(MONDAY + timedelta(days=1))) == []

    def test_words_are_found(self, database: DB) -> None:
        case = a_key()
        words = words_of("Nguyễn Văn An", ["H99.17-261123-0007"])
        done(database, lambda root: root.search.enter(case, words))
        assert done(database, lambda root: root.search.search("nguyen v a ").subjects) == ()
        assert done(database, lambda root: root.search.search("van nguye").subjects) == (case,)
        assert done(database, lambda root: root.search.search("0007").subjects) == (case,)

    def test_eight_people_who_take_steps_are_not_in_each_others_way(self, database: DB) -> None:
        due = MONDAY + timedelta(days=30)
        cases = [[a_key() for _number in range(30)] for _writer in range(WRITERS)]
        every_case = {case for some in cases for case in some}
        first, then = "unit:so-xay-dung:head", "unit:so-xay-dung:officer"

        def file(root: Any) -> None:
            for case in every_case:
                root.worklists.enter(first, due, case, ROW)
                root.due_queue.put(due, "case late", case, "processing.1")

        done(database, file)
        done(database, lambda root: root.desk.file_away())
        writers = Writers(database)
        share = writers.work(
            30, lambda root, writer, number: a_step(root, cases[writer][number], first, then, due)
        )
        done(database, lambda root: root.desk.file_away())
        assert share <= 0.02
        assert done(database, lambda root: root.worklists.count([first])) == 0
        assert done(database, lambda root: root.worklists.count([then])) == WRITERS * 30
        dues = done(database, lambda root: root.due_queue.due_now(due, 1000))
        assert {each.rule for each in dues} == {"processing.2"}
        assert {each.subject for each in dues} == every_case
        assert set(done(database, lambda root: root.changes.take())) == every_case

    def test_eight_people_who_file_cases_are_not_in_each_others_way(self, database: DB) -> None:
        due = MONDAY + timedelta(days=30)
        filed = []

        def file(root: Any, writer: int, number: int) -> None:
            case = a_key()
            root.things[case] = Persistent()
            root.worklists.enter("unit:ttpvhcc-tinh:clerk", due, case, ROW)
            root.due_queue.put(due, "case late", case, "received.1")
            root.changes.put(case)
            filed.append(case)

        done(database, a_register)
        writers = Writers(database)
        assert writers.work(30, file) <= 0.02
        assert writers.commits == WRITERS * 30
        count = done(database, lambda root: root.worklists.count(["unit:ttpvhcc-tinh:clerk"]))
        assert count == len(filed) - writers.conflicts == WRITERS * 30
        assert done(database, lambda root: len(root.things)) == WRITERS * 30

    def test_a_mail_that_two_write_at_once_is_sent_once(self, database: DB) -> None:
        def tell(root: Any, writer: int, number: int) -> None:
            about = {"recipient": "an@example.vn", "case": b"case0001", "about": f"{number}"}
            root.outbox.put(Message(body=f"from {writer}", **about), MONDAY)

        Writers(database).work(5, tell)
        claimed = done(database, lambda root: [each.about for each in root.outbox.claim(MONDAY)])
        assert sorted(claimed) == ["0", "1", "2", "3", "4"]

    def test_the_worker_files_away_while_people_work(self, database: DB) -> None:
        stopping = threading.Event()
        kept = []

        def tidy() -> None:
            while not stopping.wait(0.01):
                done(database, lambda root: root.desk.file_away())

        def move(root: Any, writer: int, number: int) -> None:
            case = bytes([writer]) * 8
            if number:
                root.worklists.leave("person:hai", MONDAY + timedelta(hours=number - 1), case)
            root.worklists.enter("person:hai", MONDAY + timedelta(hours=number), case, (number,))

        thread = threading.Thread(target=tidy)
        thread.start()
        writers = Writers(database)
        try:
            kept.append(writers.work(40, move))
        finally:
            stopping.set()
            thread.join()
        entries = done(database, lambda root: root.worklists.page(["person:hai"], 100)).entries
        assert sorted(each.subject for each in entries) == [bytes([w]) * 8 for w in range(WRITERS)]
        assert {each.row for each in entries} == {(39,)}
        assert kept[0] <= 0.02


def a_register(root: Any) -> None:
    """Open a register that is empty, as on the first day."""
    root.things = Register(root.desk, "things")
