"""A packed journal is read, added to and proved as before, in fewer bytes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
import transaction
from ZODB.DB import DB
from ZODB.POSException import ConflictError

from motcua.acting import Acting, Office, system
from motcua.journal import chain, note, pack, verify, verify_all
from motcua.journal.actions import seal, to_be_sealed
from motcua.journal.content import Journal, Page
from motcua.journal.packing import COUNT, links_in
from tests.make import MONDAY, ROOT
from tests.make_storage import a_database, done

OFFICE = Office(ROOT / "config", ROOT / "workflows")
HEAD = slice(1 + COUNT, 1 + COUNT + chain.WIDTH)
RANDOM = random.Random(20261124)
CASE = b"case0001"
TEXT = "Đề nghị bổ sung hồ sơ\nvà tờ trình"


def acting(root: Any = None) -> Acting:
    return system(OFFICE, root, MONDAY)


def written(count: int) -> Journal:
    journal = Journal()
    for number in range(count):
        note(acting(), journal, "moved", number=number, text=TEXT)
    return journal


def packed(count: int, alone: bool = True) -> Journal:
    journal = written(count)
    assert pack(journal, alone)
    return journal


@pytest.mark.parametrize("alone", [True, False], ids=["alone", "with others"])
@pytest.mark.parametrize("count", [1, 3, 60])
def test_it_tells_the_same(count: int, alone: bool) -> None:
    journal, before = packed(count, alone), written(count)
    assert list(journal) == list(before)
    assert list(reversed(journal)) == list(reversed(before))
    assert list(journal.links()) == list(before.links())
    assert (len(journal), journal.head, journal.pages) == (count, before.head, ())
    assert verify(journal) == []


def test_it_is_small() -> None:
    assert len(packed(60).past) * 5 < sum(map(len, written(60).links()))


def test_it_is_added_to_and_packed_again() -> None:
    journal = packed(5)
    for number in range(5, 12):
        note(acting(), journal, "moved", number=number, text=TEXT)
    assert list(journal) == list(written(12))
    assert verify(journal) == []
    assert pack(journal)
    assert list(journal.links()) == list(written(12).links())


def test_there_is_nothing_to_pack_twice() -> None:
    assert not pack(packed(3))
    assert not pack(Journal())


def test_a_broken_chain_is_not_packed() -> None:
    journal = written(6)
    journal.pages[1].links = (journal.pages[1].links[0].replace(b"moved", b"moveD"),)
    assert not pack(journal)
    assert verify(journal)[0].number == 4


def test_a_journal_of_before_is_read() -> None:
    journal = Journal()
    journal.__setstate__((CASE, 0, b"\0", (Page(tuple(written(2).links())),)))
    assert (journal.about, len(journal), journal.past) == (CASE, 2, b"")


class TestTampering:
    @pytest.mark.parametrize("place", RANDOM.sample(range(60), 12))
    def test_an_entry_that_was_changed_is_found(self, place: int) -> None:
        journal = packed(60, alone=False)
        old, new = f'"number":{place},'.encode(), f'"number":{99 - place},'.encode()
        journal.past = journal.past.replace(old, new, 1)
        assert verify(journal)[0].number == place + 1

    def test_the_head_proves_all(self) -> None:
        journal = packed(5)
        past = bytearray(journal.past)
        past[HEAD] = bytes(chain.WIDTH)
        journal.past = bytes(past)
        assert [each.number for each in verify(journal)] == [5]

    @pytest.mark.parametrize("alone", [True, False], ids=["alone", "with others"])
    def test_what_cannot_be_opened_is_told(self, alone: bool) -> None:
        journal = packed(5, alone)
        journal.past = journal.past[:80] if alone else journal.past + b"\n[]"
        assert [each.number for each in verify(journal, "case")] == [1]

    @pytest.mark.parametrize(
        ("count", "number"),
        [pytest.param(4, 5, id="cut off"), pytest.param(7, 7, id="written anew")],
    )
    def test_what_was_sealed_is_proved_on(self, database: DB, count: int, number: int) -> None:
        assert done(database, lambda root: [*verify_all(root)]) == []

        def forge(root: Any) -> None:
            journal = root.journal.get(CASE)
            forged = Journal()
            for _number in range(count):
                note(acting(), forged, "forged")
            assert pack(forged)
            journal.past = forged.past

        done(database, forge)
        broken = done(database, lambda root: [*verify_all(root)])
        assert [each.number for each in broken] == [number]

    def test_damage_is_told_once(self, database: DB) -> None:
        done(database, lambda root: setattr(root.journal.get(CASE), "past", b"c\0\0\0\1"))
        assert [each.number for each in done(database, lambda root: [*verify_all(root)])] == [1]


@pytest.fixture
def database() -> Iterator[DB]:
    """A case whose journal was sealed, then packed."""
    with a_database() as opened:
        done(opened, begin)
        done(opened, lambda root: pack(root.journal.get(CASE)))
        yield opened


def begin(root: Any) -> None:
    journal = Journal(CASE)
    for number in range(7):
        note(acting(root), journal, "moved", number=number, text=TEXT)
    to_be_sealed(root, root.changes.take())
    assert seal(acting(root)) == 1


def test_it_is_one_record(database: DB) -> None:
    database.pack()
    before = len(database.storage)
    done(database, lambda root: note(acting(root), root.journal.get(CASE), "after"))
    assert len(database.storage) == before + 1
    done(database, lambda root: pack(root.journal.get(CASE)))
    database.pack()
    assert len(database.storage) == before


@pytest.mark.parametrize("packer_first", [True, False], ids=["packer first", "writer first"])
def test_what_is_written_at_the_same_moment_is_not_lost(database: DB, packer_first: bool) -> None:
    done(database, lambda root: note(acting(root), root.journal.get(CASE), "after"))
    managers = [transaction.TransactionManager() for _each in range(2)]
    packer, writer = (each.root()["app_root"] for each in map(database.open, managers))
    pack(packer.journal.get(CASE))
    note(acting(writer), writer.journal.get(CASE), "at once")
    first, second = managers if packer_first else reversed(managers)
    first.commit()
    with pytest.raises(ConflictError):
        second.commit()
    for manager, root in zip(managers, (packer, writer), strict=True):
        manager.abort()
        root._p_jar.close()


def test_what_was_packed_is_remembered() -> None:
    past = packed(4).past
    assert links_in(past) is links_in(past)
