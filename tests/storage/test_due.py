"""What is due: fired once, in order, by the system; what fails is kept and tried again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from ZODB.DB import DB

from motcua.acting import SYSTEM, Acting, Office, Refusal
from motcua.storage import firing, furnish
from motcua.storage.due import PAUSES, Due, DueHandlers, due_entry, pause, read_due
from motcua.storage.firing import fire, fire_due
from motcua.words import _
from tests.make import MONDAY, ROOT
from tests.make_storage import a_database, done

MINUTE = timedelta(minutes=1)
CASE, OTHER = b"case\0one", b"case two"


@pytest.fixture
def database() -> Iterator[DB]:
    with a_database() as opened:
        yield opened


class Fired:
    """What was carried out, and by whom; fails where it is told to."""

    def __init__(self) -> None:
        self.rules: list[str] = []
        self.acting: Acting | None = None
        self.fails: Exception | None = None

    def __call__(self, acting: Acting, subject: bytes, rule: str) -> None:
        if self.fails:
            raise self.fails
        self.acting = acting
        self.rules.append(rule)


@pytest.fixture
def fired() -> Fired:
    return Fired()


@pytest.fixture
def office(fired: Fired) -> Office:
    wired = Office(ROOT / "config", ROOT / "workflows")
    furnish(wired)
    wired.borrow(DueHandlers).lend("case late", fired)
    return wired


def put(database: DB, *rules: str, subject: bytes = CASE, kind: str = "case late") -> None:
    for number, rule in enumerate(rules):
        done(
            database,
            lambda r, n=number, x=rule: r.due_queue.put(MONDAY + n * MINUTE, kind, subject, x),
        )


def the_stuck_one(database: DB) -> Due:
    [item] = done(database, lambda r: [each.due(key) for key, each in r.due_queue.stuck.items()])
    return item


def stuck(database: DB) -> list[Any]:
    return done(database, lambda root: [each.error for each in root.due_queue.stuck.values()])


def test_an_entry_is_read_as_it_was_written() -> None:
    key, entry = due_entry(MONDAY, "case late", CASE, "state.1")
    read = read_due(key, entry)
    assert (read.instant, read.kind, read.subject, read.rule) == (
        MONDAY,
        "case late",
        CASE,
        "state.1",
    )


def test_pauses_grow_and_stay_at_the_last() -> None:
    assert pause(1) == PAUSES[0] * MINUTE
    assert pause(99) == PAUSES[-1] * MINUTE


class TestQueue:
    def test_the_same_put_twice_stands_once(self, database: DB) -> None:
        put(database, "state.1")
        put(database, "state.1")
        assert len(done(database, lambda root: root.due_queue.due_now(MONDAY))) == 1

    def test_what_is_not_yet_due_waits(self, database: DB) -> None:
        put(database, "first", "second")
        due = done(database, lambda root: root.due_queue.due_now(MONDAY))
        assert [each.rule for each in due] == ["first"]
        assert done(database, lambda root: root.due_queue.due_now(MONDAY - MINUTE)) == []

    def test_a_night_without_a_worker_loses_nothing(self, database: DB) -> None:
        put(database, *(f"rule {number}" for number in range(10)))
        due = done(database, lambda root: root.due_queue.due_now(MONDAY + timedelta(days=1)))
        assert [each.rule for each in due] == [f"rule {number}" for number in range(10)]

    @pytest.mark.parametrize("filed", [False, True])
    def test_what_was_cancelled_never_fires(self, database: DB, filed: bool) -> None:
        put(database, "state.1")
        if filed:
            done(database, lambda root: root.desk.file_away())
        cancel = ("case late", CASE, "state.1")
        for _twice in range(2):
            done(database, lambda root: root.due_queue.cancel(MONDAY, *cancel))
        assert done(database, lambda root: root.due_queue.due_now(MONDAY)) == []


class TestFiring:
    def test_it_is_the_system_that_acts_at_that_moment(
        self, database: DB, office: Office, fired: Fired
    ) -> None:
        put(database, "state.1")
        assert fire_due(office, database, MONDAY + MINUTE) == 1
        assert fired.acting is not None
        assert (fired.acting.person, fired.acting.now) == (SYSTEM, MONDAY + MINUTE)

    def test_everything_fires_once_and_in_order(
        self, database: DB, office: Office, fired: Fired
    ) -> None:
        put(database, "first", "second", "third")
        for _round in range(3):
            fire_due(office, database, MONDAY + timedelta(hours=1), most=2)
        assert fired.rules == ["first", "second", "third"]

    def test_what_another_worker_has_done_is_not_done_again(
        self, database: DB, office: Office, fired: Fired
    ) -> None:
        put(database, "state.1")
        [item] = done(database, lambda root: root.due_queue.due_now(MONDAY))
        assert fire(office, database, MONDAY, item)
        assert fire(office, database, MONDAY, item)
        assert fired.rules == ["state.1"]

    def test_one_that_fails_does_not_keep_the_others(
        self, database: DB, office: Office, fired: Fired
    ) -> None:
        put(database, "nobody knows", kind="unheard of")
        put(database, "state.1")
        fire_due(office, database, MONDAY)
        assert fired.rules == ["state.1"]
        assert stuck(database) == ["LookupError: Nobody carries out “unheard of”."]

    def test_what_it_had_begun_is_undone(self, database: DB, office: Office) -> None:
        def half(acting: Acting, subject: bytes, rule: str) -> None:
            acting.root.worklists.enter("person:hai", None, subject, ())
            raise ValueError("half-way")

        office.borrow(DueHandlers).lend("half", half)
        put(database, "x", kind="half")
        fire_due(office, database, MONDAY)
        assert done(database, lambda root: root.worklists.count(["person:hai"])) == 0

    def test_a_refusal_is_kept_in_its_own_words(
        self, database: DB, office: Office, fired: Fired
    ) -> None:
        fired.fails = Refusal(_("Somebody has to decide first."))
        put(database, "state.1")
        fire_due(office, database, MONDAY)
        assert stuck(database) == ["Somebody has to decide first."]

    def test_what_was_cancelled_while_it_failed_is_not_kept(
        self, database: DB, office: Office, fired: Fired
    ) -> None:
        def cancel(acting: Acting, subject: bytes, rule: str) -> None:
            cancelled = (MONDAY, "cancelled", subject, rule)
            done(database, lambda root: root.due_queue.cancel(*cancelled))
            raise ValueError("no")

        office.borrow(DueHandlers).lend("cancelled", cancel)
        put(database, "state.1", kind="cancelled")
        fire_due(office, database, MONDAY)
        assert stuck(database) == []

    def test_an_endless_error_is_cut(self) -> None:
        assert len(firing.told(ValueError("x" * 10_000))) == 300


class TestStuck:
    @pytest.fixture
    def failed(self, database: DB, office: Office, fired: Fired) -> DB:
        fired.fails = ValueError("no")
        put(database, "state.1")
        fire_due(office, database, MONDAY)
        return database

    def test_it_is_tried_again_after_a_pause_that_grows(
        self, failed: DB, office: Office, fired: Fired
    ) -> None:
        assert fire_due(office, failed, MONDAY) == 0
        assert fire_due(office, failed, MONDAY + pause(1)) == 1
        assert fire_due(office, failed, MONDAY + pause(1) + pause(1)) == 0
        assert fire_due(office, failed, MONDAY + pause(1) + pause(2)) == 1
        [attempts] = done(failed, lambda r: [each.attempts for each in r.due_queue.stuck.values()])
        assert attempts == 3

    def test_it_leaves_when_it_succeeds(self, failed: DB, office: Office, fired: Fired) -> None:
        fired.fails = None
        fire_due(office, failed, MONDAY + pause(1))
        assert fired.rules == ["state.1"]
        assert stuck(failed) == []

    def test_somebody_may_have_it_tried_at_once(
        self, failed: DB, office: Office, fired: Fired
    ) -> None:
        fired.fails = None
        item = the_stuck_one(failed)
        done(failed, lambda root: root.due_queue.put_again(item, MONDAY))
        assert fire_due(office, failed, MONDAY) == 1
        assert fired.rules == ["state.1"]

    def test_or_given_up(self, failed: DB, office: Office) -> None:
        item = the_stuck_one(failed)
        assert done(failed, lambda root: root.due_queue.done(item))
        assert fire_due(office, failed, MONDAY + timedelta(days=1)) == 0

    def test_what_is_cancelled_meanwhile_is_not_tried_again(
        self, failed: DB, office: Office
    ) -> None:
        done(failed, lambda r: r.due_queue.cancel(MONDAY, "case late", CASE, "state.1"))
        assert fire_due(office, failed, MONDAY + timedelta(days=1)) == 0
