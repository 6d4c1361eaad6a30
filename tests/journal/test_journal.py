"""Writing deeds down: who, when, for whom; nothing lost, nothing in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import transaction
from ZODB.DB import DB
from ZODB.POSException import ConflictError

from motcua import journal as journal_capability
from motcua.acting import Acting, Holding, Office, system
from motcua.journal import note, office_journal, verify, verify_all
from motcua.journal.actions import SEALS, about_of, named, plain, seal, to_be_sealed
from motcua.journal.content import FULL, HEAVY, TOGETHER, Journal
from motcua.permissions import Permission
from motcua.words import Label, _
from tests.make import MONDAY, ROOT
from tests.make_storage import a_database, done

OFFICE = Office(ROOT / "config", ROOT / "workflows")
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def database() -> Iterator[DB]:
    with a_database() as opened:
        yield opened


def somebody(root: Any = None, now: datetime = MONDAY) -> Acting:
    held = Holding("so-xay-dung", "truong-phong", on_behalf_of="lan")
    return Acting(OFFICE, root, now, person="hai", name="Trần Hải", holding=held, origin="10.0.0.1")


def written(count: int) -> Journal:
    journal = Journal()
    for number in range(count):
        note(somebody(), journal, f"deed {number}")
    return journal


class TestEntry:
    def test_it_says_who_did_what_when_where_and_for_whom(self) -> None:
        journal = Journal()
        entry = note(somebody(), journal, "assign", officer="minh")
        assert entry == journal.last()
        assert (entry.number, entry.at, entry.deed) == (1, MONDAY, "assign")
        assert (entry.person, entry.name, entry.on_behalf_of) == ("hai", "Trần Hải", "lan")
        assert (entry.position, entry.unit) == ("truong-phong", "so-xay-dung")
        assert (entry.origin, entry.facts) == ("10.0.0.1", {"officer": "minh"})

    def test_without_a_position_or_facts_it_says_less(self) -> None:
        journal = Journal()
        note(replace(somebody(), holding=None), journal, "signed in", reason="", papers=[])
        entry = journal.last()
        assert entry is not None
        assert (entry.position, entry.unit, entry.on_behalf_of) == ("", "", "")
        assert entry.facts == {}

    def test_facts_cannot_be_changed_afterwards(self) -> None:
        [entry] = written_with(facts={"a": 1})
        with pytest.raises(TypeError):
            entry.facts["a"] = 2

    @pytest.mark.parametrize(
        ("fact", "kept"),
        [
            pytest.param(0, 0, id="zero is a fact"),
            pytest.param(False, False, id="so is no"),
            pytest.param(1.5, 1.5, id="quarter days"),
            pytest.param(MONDAY, "2026-11-23T08:00", id="an instant"),
            pytest.param(date(2026, 11, 23), "2026-11-23", id="a day"),
            pytest.param(Permission.WORK, "work", id="a permission"),
            pytest.param(_("Sign in"), "Sign in", id="a sentence"),
            pytest.param(Label("Có", "Yes"), "Có", id="a label"),
            pytest.param(("b", "a"), ["b", "a"], id="several"),
            pytest.param({"b", "a"}, ["a", "b"], id="several in no order"),
            pytest.param({1: {"x": date(2026, 1, 2)}}, {"1": {"x": "2026-01-02"}}, id="a table"),
        ],
    )
    def test_facts_are_written_plainly(self, fact: Any, kept: Any) -> None:
        [entry] = written_with(facts={"fact": fact})
        assert entry.facts["fact"] == kept

    def test_nothing_else_is_taken_down(self) -> None:
        with pytest.raises(TypeError, match="Journal"):
            plain(Journal())


def written_with(facts: dict[str, Any]) -> list[Any]:
    journal = Journal()
    note(somebody(), journal, "deed", **facts)
    return list(journal)


class TestJournal:
    def test_an_empty_one_has_no_last_entry(self) -> None:
        assert Journal().last() is None
        assert len(Journal()) == 0
        assert bool(Journal())

    @pytest.mark.parametrize("count", [1, FULL, FULL + 1, FULL * TOGETHER + 2, FULL * 300])
    def test_it_is_read_from_both_ends(self, count: int) -> None:
        journal = written(count)
        assert [entry.number for entry in journal] == list(range(1, count + 1))
        assert next(reversed(journal)).deed == f"deed {count - 1}"
        assert len(list(reversed(journal))) == len(journal) == count
        assert verify(journal) == []

    def test_small_pages_are_brought_together(self) -> None:
        assert len(written(FULL * TOGETHER * TOGETHER + 1).pages) <= TOGETHER

    def test_very_large_pages_are_not(self) -> None:
        journal = Journal()
        for _number in range(2 * TOGETHER + 1):
            note(somebody(), journal, "deed", text="x" * 11_000)
        assert len(journal.pages) == 2 * TOGETHER + 1
        assert verify(journal) == []

    def test_a_page_with_much_on_it_is_full_sooner(self) -> None:
        journal = Journal()
        for _number in range(3):
            note(somebody(), journal, "deed", text="x" * HEAVY)
        assert [len(page.links) for page in journal.pages] == [1, 1, 1]


class TestWritingAtOnce:
    """Several people write one journal: nobody is lost, and the chain is whole."""

    def begun(self, database: DB, before: int) -> None:
        def begin(root: Any) -> None:
            root.test_journal = Journal()
            for number in range(before):
                note(somebody(root), root.test_journal, f"before {number}")

        done(database, begin)

    def at_once(self, database: DB, writers: int, each: int = 1) -> tuple[Journal, int]:
        """Let ``writers`` write in transactions that began together; who conflicts begins again.

        Returns the journal and the number of conflicts.
        """

        def write(connection: Any, writer: int) -> None:
            root = connection.root()["app_root"]
            for number in range(each):
                note(somebody(root), root.test_journal, f"writer {writer}", number=number)

        managers = [transaction.TransactionManager() for _writer in range(writers)]
        connections = [database.open(manager) for manager in managers]
        conflicts = 0
        for writer, connection in enumerate(connections):
            write(connection, writer)
        for writer, (manager, connection) in enumerate(zip(managers, connections, strict=True)):
            try:
                manager.commit()
            except ConflictError:
                manager.abort()
                conflicts += 1
                write(connection, writer)
                manager.commit()
            connection.close()
        return done(database, lambda root: read_whole(root.test_journal)), conflicts

    @pytest.mark.parametrize("before", range(8))
    @pytest.mark.parametrize("each", range(1, 5))
    def test_nothing_is_lost_wherever_the_page_ends(
        self, database: DB, before: int, each: int
    ) -> None:
        self.begun(database, before)
        journal, _conflicts = self.at_once(database, writers=7, each=each)
        assert verify(journal) == []
        assert len(journal) == before + 7 * each
        deeds = [(entry.deed, entry.facts["number"]) for entry in list(journal)[before:]]
        assert sorted(deeds) == [(f"writer {w}", n) for w in range(7) for n in range(each)]
        assert all(number == at % each for at, (_deed, number) in enumerate(deeds))

    @pytest.mark.parametrize(
        ("before", "conflicts"),
        [
            pytest.param(1, 0, id="where there is room for both"),
            pytest.param(FULL, 1, id="not where both begin a page"),
        ],
    )
    def test_two_at_once_are_not_in_each_others_way(
        self, database: DB, before: int, conflicts: int
    ) -> None:
        self.begun(database, before)
        assert self.at_once(database, writers=2)[1] == conflicts

    def test_who_turned_the_page_meanwhile_is_noticed(self, database: DB) -> None:
        """One has read a page that another fills and a third turns."""
        self.begun(database, 1)
        manager = transaction.TransactionManager()
        connection = database.open(manager)
        root = connection.root()["app_root"]
        note(somebody(root), root.test_journal, "late")
        for number in range(FULL):
            done(database, lambda r, n=number: note(somebody(r), r.test_journal, f"deed {n}"))
        with pytest.raises(ConflictError):
            manager.commit()
        manager.abort()
        connection.close()
        assert done(database, lambda r: verify(read_whole(r.test_journal))) == []


def read_whole(journal: Journal) -> Journal:
    """Load all of it, so that it can be read when its connection is closed."""
    assert list(journal) == list(reversed(journal))[::-1]
    return journal


def test_it_is_there_again_when_the_office_opens(tmp_path: Path) -> None:
    uri = f"file://{tmp_path}/Data.fs"
    with a_database(uri) as opened:
        done(opened, lambda root: setattr(root, "test_journal", written(FULL * TOGETHER + 5)))
    with a_database(uri) as opened:
        assert done(opened, lambda root: verify(read_whole(root.test_journal))) == []
        found = done(opened, lambda root: root.journal)
        done(opened, journal_capability.found)
        assert done(opened, lambda root: root.journal._p_oid) == found._p_oid


class TestOfficeJournals:
    def test_there_is_one_for_each_day_and_area(self, database: DB) -> None:
        def write(root: Any) -> None:
            note(somebody(root), office_journal(root, MONDAY), "unit added")
            note(somebody(root), office_journal(root, MONDAY, "signin"), "signed in")
            note(somebody(root), office_journal(root, TUESDAY, "signin"), "signed in")
            note(somebody(root), office_journal(root, TUESDAY, "signin"), "signed in")

        done(database, write)
        sizes = done(database, lambda root: {k: len(v) for k, v in root.journal.days.items()})
        assert sizes == {
            b"2026-11-23/administration": 1,
            b"2026-11-23/signin": 1,
            b"2026-11-24/signin": 2,
        }

    def test_a_journal_is_found_by_what_it_is_about(self, database: DB) -> None:
        def write(root: Any) -> None:
            journal = Journal(b"case0001")
            note(somebody(root), journal, "filed")
            note(system(OFFICE, root, MONDAY), journal, "moved")

        done(database, write)
        journal_of = done(database, lambda root: len(root.journal.get(b"case0001")))
        assert journal_of == 2
        assert done(database, lambda root: root.journal.get(b"case0002")) is None
        assert done(database, lambda root: root.changes.take()) == [b"case0001"]

    def test_one_for_which_another_vouches_is_not_found(self, database: DB) -> None:
        done(database, lambda root: note(somebody(root), Journal(), "asked"))
        assert done(database, lambda root: list(verify_all(root))) == []
        assert done(database, lambda root: list(root.journal.all())) == []


class TestHowAJournalIsCalled:
    """Seals name journals in words; the name leads back to the journal, whatever its key holds."""

    @pytest.mark.parametrize(
        ("about", "name"),
        [
            pytest.param(b"2026-11-23/people", "2026-11-23/people", id="a day and an area"),
            pytest.param(bytes(range(1, 9)), "0102030405060708", id="the key of a case"),
            pytest.param(b"ab/cd/ef", "61622f63642f6566", id="a key with slashes in it"),
            pytest.param(b"////////", "2f2f2f2f2f2f2f2f", id="a key of nothing but slashes"),
            pytest.param(b"\xff\xfe/\x00\x80\x81/\x82", "fffe2f0080812f82", id="no text"),
        ],
    )
    def test_the_name_leads_back(self, about: bytes, name: str) -> None:
        assert named(about) == name
        assert about_of(name) == about

    def test_a_case_whose_key_holds_a_slash_is_sealed(self, database: DB) -> None:
        about = b"ab/cd/ef"

        def write(root: Any) -> None:
            note(somebody(root), Journal(about), "filed", code="x")
            to_be_sealed(root, [about])
            assert seal(somebody(root)) == 1
            (entry,) = office_journal(root, MONDAY, SEALS)
            assert list(entry.facts["heads"]) == [about.hex()]

        done(database, write)
