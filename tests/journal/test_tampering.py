"""Whoever changes what was written down is found, at the exact place.

The changes are made to what is stored, behind the back of everything that
checks: as somebody would who can write to the database.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from ZODB.DB import DB

from motcua.acting import Acting, Office, system
from motcua.journal import chain, note, office_journal, verify, verify_all
from motcua.journal.actions import HEADS, named, seal, to_be_sealed
from motcua.journal.content import Journal, Page
from tests.make import MONDAY, ROOT
from tests.make_storage import a_database, done

OFFICE = Office(ROOT / "config", ROOT / "workflows")
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
COUNT = 60


def acting(root: Any = None, now: datetime = MONDAY) -> Acting:
    return system(OFFICE, root, now)


def a_journal(count: int = COUNT) -> Journal:
    journal = Journal()
    for number in range(count):
        note(acting(), journal, "moved", number=number)
    return journal


def rewritten(journal: Journal, links: list[bytes]) -> Journal:
    """Put ``links`` in the place of those of ``journal``."""
    journal.pages, journal.levels, journal.filled = (Page(tuple(links)),), b"\0", 0
    return journal


def forged(link: bytes, head: bytes, change: Callable[[list[Any]], None]) -> bytes:
    """Return an entry changed, with a hash that fits it."""
    told = list(chain.read(chain.written_in(link)))
    change(told)
    return chain.link(head, chain.written(tuple(told)))


RANDOM = random.Random(20261123)


class TestChain:
    @pytest.mark.parametrize("place", RANDOM.sample(range(COUNT), 20))
    def test_a_flipped_bit_is_found(self, place: int) -> None:
        links = list(a_journal().links())
        letters = bytearray(links[place])
        letters[RANDOM.randrange(len(letters))] ^= 1 << RANDOM.randrange(8)
        links[place] = bytes(letters)
        assert first_broken(links) == place + 1

    @pytest.mark.parametrize("place", RANDOM.sample(range(COUNT - 1), 20))
    def test_an_entry_taken_out_is_found(self, place: int) -> None:
        links = list(a_journal().links())
        del links[place]
        assert first_broken(links) == place + 1

    @pytest.mark.parametrize("place", RANDOM.sample(range(COUNT), 20))
    def test_an_entry_put_in_is_found(self, place: int) -> None:
        links = list(a_journal().links())
        links.insert(place, links[RANDOM.randrange(COUNT)])
        assert first_broken(links) == place + 1 or links[place] == links[place + 1]

    @pytest.mark.parametrize("place", RANDOM.sample(range(COUNT - 1), 20))
    def test_two_entries_changed_round_are_found(self, place: int) -> None:
        links = list(a_journal().links())
        other = RANDOM.randrange(place + 1, COUNT)
        links[place], links[other] = links[other], links[place]
        assert first_broken(links) == place + 1

    @pytest.mark.parametrize("place", RANDOM.sample(range(COUNT - 1), 20))
    def test_an_entry_rewritten_with_its_hash_is_found_at_the_next(self, place: int) -> None:
        links = list(a_journal().links())
        head = chain.head_of(links[place - 1]) if place else chain.BEGINNING
        links[place] = forged(links[place], head, lambda told: told.__setitem__(2, "somebody"))
        assert first_broken(links) == place + 2

    def test_a_wrong_number_with_a_right_hash_is_found(self) -> None:
        links = list(a_journal(1).links())
        links[0] = forged(links[0], chain.BEGINNING, lambda told: told.__setitem__(0, 7))
        assert first_broken(links) == 1

    def test_every_place_is_named_and_the_journal_too(self) -> None:
        links = list(a_journal().links())
        for place in (10, 30):
            links[place] = links[place].replace(b"moved", b"moveD")
        broken = verify(rewritten(Journal(), links), "case")
        assert [(each.journal, each.number) for each in broken] == [("case", 11), ("case", 31)]


def first_broken(links: list[bytes]) -> int:
    return verify(rewritten(Journal(), links))[0].number


@pytest.fixture
def database() -> Iterator[DB]:
    """Two cases, a day of sign-ins, and the seal of the next morning."""
    with a_database() as opened:
        done(opened, a_day)
        done(opened, lambda root: next_morning(root, TUESDAY))
        yield opened


CASE, OTHER = b"case0001", b"case0002"


def a_day(root: Any) -> None:
    for about in (CASE, OTHER):
        journal = Journal(about)
        for number in range(7):
            note(acting(root), journal, "moved", number=number)
    note(acting(root), office_journal(root, MONDAY, "signin"), "signed in")


def next_morning(root: Any, now: datetime) -> int:
    """Do what the worker does with what changed."""
    to_be_sealed(root, [*root.changes.take(), b"a request"])
    return seal(acting(root, now))


def broken(database: DB) -> list[tuple[str, int, str]]:
    def look(root: Any) -> list[tuple[str, int, str]]:
        return [(each.journal, each.number, str(each.sentence)) for each in verify_all(root)]

    return done(database, look)


class TestSeals:
    def test_nothing_is_wrong_with_what_nobody_touched(self, database: DB) -> None:
        assert broken(database) == []

    def test_going_on_writing_breaks_no_seal(self, database: DB) -> None:
        done(database, lambda root: note(acting(root), root.journal.get(CASE), "moved"))
        assert broken(database) == []

    def test_a_day_is_sealed_once_and_with_something_to_seal_only(self, database: DB) -> None:
        assert done(database, lambda root: next_morning(root, TUESDAY)) == 0
        assert done(database, lambda root: next_morning(root, WEDNESDAY)) == 1, "Tuesday's seals"
        assert done(database, lambda root: seal(acting(root, WEDNESDAY + timedelta(days=9)))) == 0

    @pytest.mark.parametrize("left", [0, 3, 6])
    def test_an_end_that_was_cut_off_is_found(self, database: DB, left: int) -> None:
        def cut(root: Any) -> None:
            journal = root.journal.get(CASE)
            rewritten(journal, list(journal.links())[:left])

        done(database, cut)
        [(journal, number, sentence)] = broken(database)
        assert (journal, number) == (CASE.hex(), left + 1)
        assert "cut off" in sentence

    def test_a_journal_written_anew_is_found(self, database: DB) -> None:
        def forge(root: Any) -> None:
            anew = Journal()
            for number in range(7):
                note(acting(root), anew, "approved", number=number)
            rewritten(root.journal.get(CASE), list(anew.links()))

        done(database, forge)
        [(journal, number, sentence)] = broken(database)
        assert (journal, number) == (CASE.hex(), 7)
        assert "sealed on" in sentence

    def test_a_journal_that_is_gone_is_found(self, database: DB) -> None:
        done(database, lambda root: root.journal.shelf.__delitem__(OTHER))
        [(journal, _number, sentence)] = broken(database)
        assert journal == OTHER.hex()
        assert "missing" in sentence

    def test_a_day_that_is_gone_is_found(self, database: DB) -> None:
        done(database, lambda root: root.journal.days.__delitem__(b"2026-11-23/signin"))
        assert [each[0] for each in broken(database)] == ["2026-11-23/signin"]

    def test_seals_are_sealed_the_day_after(self, database: DB) -> None:
        done(database, lambda root: next_morning(root, WEDNESDAY))
        done(database, lambda root: root.journal.days.__delitem__(b"2026-11-24/seals"))
        assert [each[0] for each in broken(database)] == ["2026-11-24/seals"]

    def test_a_seal_that_cannot_be_read_is_itself_reported(self, database: DB) -> None:
        def spoil(root: Any) -> None:
            journal = root.journal.get(b"2026-11-24/seals")
            rewritten(journal, [link[:40] for link in journal.links()])

        done(database, spoil)
        assert [each[:2] for each in broken(database)] == [("2026-11-24/seals", 1)]

    def test_many_journals_are_sealed_in_lines_of_so_many(self, database: DB) -> None:
        def write(root: Any) -> None:
            for number in range(HEADS + 1):
                note(acting(root), Journal(number.to_bytes(8, "big")), "filed")

        done(database, write)
        assert done(database, lambda root: next_morning(root, WEDNESDAY)) == HEADS + 2
        lines = done(database, lambda root: len(root.journal.get(b"2026-11-25/seals")))
        assert lines == 2
        assert broken(database) == []


def test_names_are_those_that_people_know() -> None:
    assert named(b"2026-11-23/signin") == "2026-11-23/signin"
    assert named(bytes(8)) == "0000000000000000"


def test_ten_thousand_entries_are_whole() -> None:
    assert verify(a_journal(10_000)) == []
