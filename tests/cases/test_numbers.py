"""Clerks who file at once get numbers without a gap, and nobody waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import permutations

import pytest
import transaction
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from ZODB.POSException import ConflictError

from motcua.cases.content import CaseRegister, DayCounter
from motcua.cases.numbers import Numbers
from motcua.storage.content import Desk

DAY = date(2026, 11, 23)
UNIT = "ttpvhcc-tinh"


class Clerk:
    """Somebody at the counter, with a connection of their own."""

    def __init__(self, database: DB, numbers: Numbers):
        self.numbers = numbers
        self.manager = transaction.TransactionManager(explicit=True)
        self.connection = database.open(self.manager)
        self.manager.begin()

    def gets(self) -> int:
        return self.numbers.next(self.root, UNIT, DAY)

    @property
    def root(self):
        return self.connection.root()["app_root"]

    @property
    def counter(self) -> DayCounter:
        return self.root.cases.counter(UNIT, DAY)

    def files(self) -> None:
        self.manager.commit()
        self.manager.begin()

    def gives_up(self) -> None:
        self.manager.abort()
        self.manager.begin()


class Root(CaseRegister):
    """Stands in the database where Substance D's root does."""

    @property
    def cases(self) -> CaseRegister:
        return self


@pytest.fixture
def database() -> Iterator[DB]:
    database = DB(DemoStorage())
    with database.transaction() as connection:
        register = connection.root()["app_root"] = Root(Desk())
        register.counter(UNIT, DAY)
    yield database
    database.close()


@pytest.fixture
def clerks(database: DB) -> list[Clerk]:
    numbers = Numbers()
    return [Clerk(database, numbers) for _each in range(3)]


def given(clerk: Clerk) -> tuple[int, set[int]]:
    clerk.gives_up()
    return clerk.counter.last, set(clerk.counter.beyond)


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_three_at_once_are_stored_in_any_order(clerks: list[Clerk], order: tuple[int, ...]):
    assert [clerk.gets() for clerk in clerks] == [1, 2, 3]
    for place in order:
        clerks[place].files()
    assert given(clerks[0]) == (3, set())


def test_the_number_of_a_filing_that_came_to_nothing_is_given_to_the_next(clerks: list[Clerk]):
    assert [clerk.gets() for clerk in clerks] == [1, 2, 3]
    clerks[0].files()
    clerks[1].gives_up()
    clerks[2].files()
    assert given(clerks[1]) == (1, {3})
    assert clerks[1].gets() == 2
    clerks[1].files()
    assert given(clerks[0]) == (3, set())


def test_whoever_began_before_does_not_give_again_what_was_stored_since(clerks: list[Clerk]):
    assert clerks[0].gets() == 1
    clerks[0].files()
    assert clerks[1].gets() == 2
    clerks[1].files()
    assert given(clerks[2]) == (2, set())


def test_a_number_handed_back_twice_is_not_taken_from_who_has_it_now(clerks: list[Clerk]):
    first, second, third = clerks
    assert first.gets() == 1
    first.manager.get().join(FullDisk())
    with pytest.raises(OSError, match="full"):
        first.manager.commit()
    assert second.gets() == 1
    first.gives_up()
    assert third.gets() == 2


class FullDisk:
    """Something that takes part in a transaction and cannot store its share."""

    def sortKey(self) -> str:
        return "full"

    def abort(self, _transaction: object) -> None:
        """Nothing was begun."""

    def tpc_begin(self, _transaction: object) -> None:
        raise OSError("full")

    tpc_abort = abort


def test_two_processes_that_gave_the_same_number_do_not_both_file(database: DB):
    here, there = Clerk(database, Numbers()), Clerk(database, Numbers())
    assert here.gets() == there.gets() == 1
    here.files()
    with pytest.raises(ConflictError):
        there.manager.commit()
    there.gives_up()
    assert there.gets() == 2
    there.files()
    assert given(here) == (2, set())


def test_what_is_remembered_does_not_grow_for_ever(clerks: list[Clerk], monkeypatch):
    monkeypatch.setattr("motcua.cases.numbers.MOST", 1)
    clerk = clerks[0]
    for unit in ("a", "b", "c"):
        assert clerk.numbers.next(clerk.root, unit, DAY) == 1
