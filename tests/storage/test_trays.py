"""Bringing together what two people laid into one tray."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ZODB.ConflictResolution import PersistentReference

from motcua.storage.content import Desk, Register, WorkLists
from motcua.storage.trays import Contradiction, by_cabinet, lying, place, same, together
from tests.make import MONDAY

KEY, OTHER = b"list\0one", b"list\0other"
OLD, NEW, NEWER = b"old", b"new", b"newer"


@pytest.mark.parametrize(
    ("before", "theirs", "ours", "result"),
    [
        pytest.param({}, {KEY: NEW}, {OTHER: NEW}, {KEY: NEW, OTHER: NEW}, id="both entered"),
        pytest.param({KEY: OLD}, {KEY: OLD}, {}, {}, id="we took it back"),
        pytest.param({KEY: OLD}, {}, {KEY: OLD}, {}, id="they took it back"),
        pytest.param(
            {KEY: OLD}, {}, {KEY: OLD, OTHER: NEW}, {OTHER: NEW}, id="they filed, we entered more"
        ),
        pytest.param({KEY: OLD}, {}, {KEY: NEW}, {KEY: NEW}, id="they filed, we wrote it anew"),
        pytest.param({KEY: OLD}, {KEY: NEW}, {}, {KEY: NEW}, id="we filed, they wrote it anew"),
        pytest.param(
            {KEY: OLD}, {}, {}, {KEY: None}, id="one filed, one took back: out of the drawers"
        ),
        pytest.param({KEY: None}, {}, {}, {}, id="both filed what comes out"),
        pytest.param({KEY: None}, {}, {KEY: NEW}, {KEY: NEW}, id="out, and in again"),
        pytest.param({}, {KEY: NEW}, {KEY: NEW}, {KEY: NEW}, id="both entered the same"),
        pytest.param({KEY: OLD}, {KEY: OLD}, {KEY: OLD}, {KEY: OLD}, id="nobody changed it"),
    ],
)
def test_together(before: Any, theirs: Any, ours: Any, result: Any) -> None:
    assert together(before, theirs, ours) == result


def test_two_different_things_under_one_key_are_a_contradiction() -> None:
    with pytest.raises(Contradiction):
        together({KEY: OLD}, {KEY: NEW}, {KEY: NEWER})


ENTRIES = st.dictionaries(st.sampled_from([b"a", b"b", b"c", b"d"]), st.sampled_from([OLD, NEW]))


@given(ENTRIES, ENTRIES, ENTRIES)
def test_it_does_not_matter_who_was_first(before: Any, one: Any, other: Any) -> None:
    def tried(first: Any, second: Any) -> Any:
        try:
            return together(before, first, second)
        except Contradiction:
            return "contradiction"

    assert tried(one, other) == tried(other, one)


@given(ENTRIES, ENTRIES)
def test_nothing_of_ours_is_lost_when_they_changed_nothing(before: Any, ours: Any) -> None:
    assert together(before, before, ours) == ours


def test_references_are_compared_by_what_they_refer_to() -> None:
    one, same_one, other = (PersistentReference(oid) for oid in (b"1" * 8, b"1" * 8, b"2" * 8))
    assert same(one, same_one)
    assert not same(one, other)
    assert not same(one, None)


def test_a_key_may_hold_any_byte() -> None:
    held = {place(b"due", b"\0\0key"): NEW, place(b"person:hai", b"key"): OLD}
    assert by_cabinet(held) == {b"due": {b"\0\0key": NEW}, b"person:hai": {b"key": OLD}}


def test_only_what_was_asked_for_is_picked_up() -> None:
    desk = Desk()
    desk.put(b"case", b"due", b"key", NEW)
    desk.put(b"case", b"person:hai", b"key", OLD)
    assert lying(desk.trays, [b"due"]) == {b"due": {b"key": NEW}}


class TestDesk:
    def test_where_no_worker_runs_a_tray_does_not_grow_for_ever(self) -> None:
        desk = Desk()
        lists = WorkLists(desk)
        for number in range(1000):
            lists.enter(f"list {number}", MONDAY, b"same case", (number,))
        assert max(len(tray.held) for tray in desk.trays) < Desk.OVERFULL + 100
        assert lists.count([f"list {number}" for number in range(1000)], most=2000) == 1

    def test_entering_the_same_again_writes_nothing(self) -> None:
        desk = Desk()
        assert desk.put(b"case", b"list", b"key", NEW)
        assert not desk.put(b"case", b"list", b"key", NEW)
        desk.file_away()
        assert not desk.put(b"case", b"list", b"key", NEW)
        assert desk.put(b"case", b"list", b"key", NEWER)

    def test_what_is_laid_down_unlooked_at_stands_once_all_the_same(self) -> None:
        desk = Desk()
        desk.lay(b"case", b"list", b"key", NEW)
        desk.file_away()
        desk.lay(b"case", b"list", b"key", NEWER)
        assert desk.count(b"list") == 1
        assert [list(entries) for _name, entries in desk.items([b"list"])] == [[(b"key", NEWER)]]
        desk.file_away()
        assert desk.take_out(b"case", b"list", b"key")
        assert not desk.count(b"list")

    def test_where_nothing_can_stand_no_drawer_is_opened(self) -> None:
        desk = Desk()
        lists = WorkLists(desk)
        lists.enter("list", MONDAY, b"case", (1,))
        desk.file_away()
        desk.cabinets[b"list"].drawers = None
        lists.enter("list", MONDAY, b"other", (2,), stands=False)
        with pytest.raises(AttributeError):
            lists.enter("list", MONDAY, b"third", (3,))

    def test_taking_out_what_is_not_there_says_so(self) -> None:
        assert not Desk().take_out(b"case", b"list", b"key")

    def test_what_was_taken_out_again_before_it_was_filed_leaves_no_trace(self) -> None:
        desk = Desk()
        desk.put(b"case", b"list", b"key", NEW)
        desk.take_out(b"case", b"list", b"key")
        assert not desk.file_away()

    def test_what_is_filed_is_counted(self) -> None:
        desk = Desk()
        for key in (b"a", b"b", b"c"):
            desk.put(b"case", b"list", key, NEW)
        desk.file_away()
        desk.take_out(b"case", b"list", b"a")
        desk.put(b"case", b"list", b"b", NEWER)
        desk.put(b"case", b"list", b"d", NEW)
        before = desk.count(b"list")
        desk.file_away()
        assert before == desk.count(b"list") == desk.cabinets[b"list"].filed == 3
        assert desk.count(b"nothing") == 0


class TestRegister:
    @pytest.fixture
    def register(self) -> Register:
        return Register(Desk(), "things")

    def test_it_is_read_like_a_mapping(self, register: Register) -> None:
        register[b"b"], register[b"a"] = "second", "first"
        assert register[b"a"] == register.get(b"a") == "first"
        assert register.get(b"c") is None
        assert register.get(b"c", "nothing") == "nothing"
        assert (b"a" in register, b"c" in register) == (True, False)
        assert list(register) == [b"a", b"b"]
        assert dict(register.items()) == {b"a": "first", b"b": "second"}
        assert len(register) == 2

    def test_what_is_not_there_is_a_key_error(self, register: Register) -> None:
        with pytest.raises(KeyError):
            register[b"a"]
        with pytest.raises(KeyError):
            del register[b"a"]

    def test_what_was_taken_away_is_gone(self, register: Register) -> None:
        register[b"a"] = "first"
        register.desk.file_away()
        del register[b"a"]
        assert (len(register), b"a" in register) == (0, False)
