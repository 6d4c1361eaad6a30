"""What a step writes: few objects, few bytes, whatever else there is.

Measured on a file, as the growth of the file and the objects in the
transaction; the worker comes by as it does beside a server.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import mean, median
from typing import Any

import pytest
import transaction
from ZODB.DB import DB

from motcua.acting import Acting, Office, system
from motcua.journal import note
from motcua.journal.content import Journal
from motcua.storage.index import words_of
from tests.make import MONDAY, ROOT
from tests.make_storage import a_database, done

ROW = ("H99.17-261123-0001", "giay-phep-xay-dung", 1, "Nguyễn Thị Minh", "Xây nhà ở", "processing")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[DB]:
    with a_database(f"file://{tmp_path}/Data.fs") as opened:
        yield opened


class Written:
    """What transactions wrote, one by one."""

    def __init__(self, database: DB):
        self.database = database
        self.bytes: list[int] = []
        self.objects: list[int] = []

    def by(self, work: Callable[[Any], None]) -> None:
        manager = transaction.TransactionManager(explicit=True)
        connection = self.database.open(manager)
        manager.begin()
        work(connection.root()["app_root"])
        connection.getTransferCounts(clear=True)
        before = self.database.storage.getSize()
        manager.commit()
        self.bytes.append(self.database.storage.getSize() - before)
        self.objects.append(connection.getTransferCounts()[1])
        connection.close()


class Steps:
    """Cases that go from one list to another, with an alarm and a line in the journal."""

    def __init__(self, count: int):
        self.cases = [secrets.token_bytes(8) for _number in range(count)]
        self.office = Office(ROOT / "config", ROOT / "workflows")

    def acting(self, root: Any) -> Acting:
        return system(self.office, root, MONDAY)

    def file(self, root: Any) -> None:
        for number, case in enumerate(self.cases):
            due = MONDAY + timedelta(days=number % 30)
            root.worklists.enter("unit:so-xay-dung:head", due, case, ROW)
            root.due_queue.put(due, "case late", case, "received.1")
            note(self.acting(root), Journal(case), "filed", code="H99.17-261123-0001")

    def step(self, number: int) -> Callable[[Any], None]:
        case, due = self.cases[number], MONDAY + timedelta(days=number % 30)

        def take(root: Any) -> None:
            root.worklists.leave("unit:so-xay-dung:head", due, case)
            root.worklists.enter("person:nguyen-van-hai", due, case, ROW)
            root.due_queue.cancel(due, "case late", case, "received.1")
            root.due_queue.put(due, "case late", case, "processing.1")
            journal = root.journal.get(case)
            facts = {"from": "received", "to": "processing"}
            note(self.acting(root), journal, "assign", form={"officer": "nguyen-van-hai"}, **facts)

        return take


def test_a_step_writes_two_small_objects(database: DB) -> None:
    steps, written = Steps(200), Written(database)
    done(database, steps.file)
    done(database, lambda root: root.desk.file_away())
    for number in range(200):
        written.by(steps.step(number))
        if number % 20 == 19:
            done(database, lambda root: root.desk.file_away())
    assert median(written.objects) == 2, "the tray and the journal"
    assert max(written.objects) <= 3
    assert mean(written.bytes) <= 1200
    assert max(written.bytes) <= 2500


def test_a_line_in_a_journal_writes_less_than_1200_bytes(database: DB) -> None:
    written = Written(database)
    office = Office(ROOT / "config", ROOT / "workflows")

    def begin(root: Any) -> None:
        root.test_journal = Journal()
        note(system(office, root, MONDAY), root.test_journal, "filed")

    def go_on(root: Any) -> None:
        facts = {"from": "received", "to": "processing", "form": {"officer": "nguyen-van-hai"}}
        note(system(office, root, MONDAY), root.test_journal, "assign", **facts)

    done(database, begin)
    for _number in range(40):
        written.by(go_on)
    assert median(written.objects) == 1
    assert mean(written.bytes) <= 900
    assert max(written.bytes) <= 1600, "where a page is turned"


def test_the_first_page_costs_the_same_with_a_hundred_times_as_many_cases(database: DB) -> None:
    def fill(name: str, count: int) -> None:
        def work(root: Any) -> None:
            for number in range(count):
                due = MONDAY + timedelta(minutes=number)
                root.worklists.enter(name, due, secrets.token_bytes(8), ROW)
            root.desk.file_away()

        done(database, work)

    def loaded(name: str) -> int:
        return loads(database, lambda root: root.worklists.page([name]))

    fill("person:few", 200)
    fill("person:many", 20_000)
    assert loaded("person:many") <= 1.5 * loaded("person:few")


def test_the_newest_with_a_common_word_cost_the_same_with_ten_times_as_many(database: DB) -> None:
    def fill(count: int) -> None:
        def work(root: Any) -> None:
            for number in range(count):
                words = words_of(f"Nguyễn Văn {number} xây nhà", [f"H99.17-261123-{number:04}"])
                root.search.enter(secrets.token_bytes(8), words)

        done(database, work)

    def loaded() -> int:
        return loads(database, lambda root: root.search.search("nguyen nha ").subjects)

    fill(1000)
    few = loaded()
    fill(9000)
    assert loaded() <= 3 * few


def loads(database: DB, read: Callable[[Any], Any]) -> int:
    """Return how many objects are fetched from the storage to read something, from cold."""

    def cold(root: Any) -> int:
        root._p_jar.cacheMinimize()
        root._p_jar.getTransferCounts(clear=True)
        read(root)
        return int(root._p_jar.getTransferCounts(clear=True)[0])

    return int(done(database, cold))
