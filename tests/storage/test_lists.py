"""Work lists: most urgent first, several as one, a page at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.storage import lists
from motcua.storage.content import Desk, WorkLists
from motcua.storage.lists import read, written
from tests.make import MONDAY

HAI, OFFICERS = "person:hai", "unit:so-xay-dung:officer"


def key(number: int) -> bytes:
    return number.to_bytes(8, "big")


@pytest.fixture
def worklists() -> WorkLists:
    return WorkLists(Desk())


def fill(worklists: WorkLists, name: str, numbers: range, every: timedelta) -> None:
    for number in numbers:
        worklists.enter(name, MONDAY + number * every, key(number), (f"case {number}", number % 3))


def subjects(page: lists.Page) -> list[int]:
    return [int.from_bytes(each.subject, "big") for each in page.entries]


class TestPage:
    def test_the_most_urgent_comes_first(self, worklists: WorkLists) -> None:
        worklists.enter(HAI, MONDAY + timedelta(days=2), key(2), ())
        worklists.enter(HAI, None, key(3), ())
        worklists.enter(HAI, MONDAY, key(1), ())
        assert subjects(worklists.page([HAI])) == [1, 2, 3]
        assert worklists.page([HAI]).entries[2].due is None

    def test_an_entry_carries_what_the_list_shows(self, worklists: WorkLists) -> None:
        row = ("H99.17-261123-0001", "giay-phep", 1, "Nguyễn Thị Minh", None, True)
        worklists.enter(HAI, MONDAY, key(1), row)
        [entry] = worklists.page([HAI]).entries
        assert (entry.list, entry.due, entry.subject, entry.row) == (HAI, MONDAY, key(1), row)

    def test_pages_follow_each_other_without_gap_or_repetition(self, worklists: WorkLists) -> None:
        fill(worklists, HAI, range(0, 100, 2), timedelta(hours=1))
        worklists.desk.file_away()
        fill(worklists, OFFICERS, range(1, 100, 2), timedelta(hours=1))
        seen, after = [], b""
        while True:
            page = worklists.page([HAI, OFFICERS], 7, after)
            seen += subjects(page)
            after = page.next
            if not after:
                break
        assert seen == list(range(100))

    def test_a_full_page_with_nothing_behind_it_is_the_last(self, worklists: WorkLists) -> None:
        fill(worklists, HAI, range(5), timedelta(hours=1))
        assert worklists.page([HAI], 5).next == b""
        assert worklists.page([HAI], 4).next != b""

    def test_what_moves_stands_where_it_is_wanted_and_nowhere_else(
        self, worklists: WorkLists
    ) -> None:
        stood = ((HAI, MONDAY), (OFFICERS, MONDAY))
        worklists.move(key(1), (), stood, ("before",))
        worklists.move(key(1), stood, ((OFFICERS, MONDAY),), ("after",))
        assert worklists.page([HAI]).entries == ()
        assert [each.row for each in worklists.page([OFFICERS]).entries] == [("after",)]
        worklists.move(key(1), ((OFFICERS, MONDAY),), (), ())
        assert worklists.page([OFFICERS]).entries == ()

    def test_what_stands_in_two_lists_comes_once(self, worklists: WorkLists) -> None:
        for name in (HAI, OFFICERS):
            worklists.enter(name, MONDAY, key(1), ("same",))
        assert subjects(worklists.page([HAI, OFFICERS, HAI])) == [1]
        assert worklists.count([HAI, OFFICERS]) == 1

    def test_rows_may_be_filtered(self, worklists: WorkLists) -> None:
        fill(worklists, HAI, range(30), timedelta(hours=1))
        page = worklists.page([HAI], 4, keep=lambda row: row[1] == 0)
        assert subjects(page) == [0, 3, 6, 9]
        assert subjects(worklists.page([HAI], 4, page.next, lambda row: row[1] == 0))[0] == 12

    def test_a_filter_that_keeps_little_does_not_look_for_ever(
        self, worklists: WorkLists, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(lists, "LOOKED_AT", 10)
        fill(worklists, HAI, range(30), timedelta(hours=1))
        page = worklists.page([HAI], 4, keep=lambda row: False)
        assert page.entries == ()
        assert page.next != b""

    def test_an_unknown_list_is_empty(self, worklists: WorkLists) -> None:
        assert worklists.page(["person:nobody"]) == lists.Page((), b"")
        assert worklists.page([]) == lists.Page((), b"")


class TestCount:
    def test_what_is_overdue_is_counted(self, worklists: WorkLists) -> None:
        fill(worklists, HAI, range(10), timedelta(days=1))
        worklists.desk.file_away()
        assert worklists.count([HAI], before=MONDAY + timedelta(days=3)) == 3
        assert worklists.count([HAI]) == 10

    def test_several_limits_are_counted_in_one_go(self, worklists: WorkLists) -> None:
        fill(worklists, HAI, range(10), timedelta(days=1))
        limits = [MONDAY, MONDAY + timedelta(days=3), None]
        assert worklists.counts([HAI], limits) == [0, 3, 10]
        assert worklists.counts([HAI], limits, most=2) == [0, 2, 2]
        assert worklists.counts([], limits) == [0, 0, 0]

    def test_it_stops_at_the_most_that_is_shown(self, worklists: WorkLists) -> None:
        fill(worklists, HAI, range(10), timedelta(days=1))
        assert worklists.count([HAI], most=5) == 5

    def test_several_instants_are_counted_in_one_go(self, worklists: WorkLists) -> None:
        fill(worklists, HAI, range(10), timedelta(days=1))
        fill(worklists, OFFICERS, range(4, 8), timedelta(days=1))
        befores = [MONDAY, MONDAY + timedelta(days=3), None]
        assert worklists.counts([HAI, OFFICERS], befores) == [0, 3, 10]
        assert worklists.counts([HAI], befores, most=2) == [0, 2, 2]


class TestLeave:
    @pytest.mark.parametrize("filed", [False, True])
    def test_what_has_left_is_not_listed(self, worklists: WorkLists, filed: bool) -> None:
        fill(worklists, HAI, range(3), timedelta(days=1))
        if filed:
            worklists.desk.file_away()
        for _twice in range(2):
            worklists.leave(HAI, MONDAY, key(0))
        assert subjects(worklists.page([HAI])) == [1, 2]
        worklists.desk.file_away()
        assert subjects(worklists.page([HAI])) == [1, 2]

    def test_the_due_instant_must_be_the_one_under_which_it_stands(
        self, worklists: WorkLists
    ) -> None:
        worklists.enter(HAI, MONDAY, key(1), ())
        worklists.leave(HAI, MONDAY + timedelta(days=1), key(1))
        assert subjects(worklists.page([HAI])) == [1]


ROWS = st.lists(st.none() | st.booleans() | st.integers() | st.text())


@given(ROWS)
def test_a_row_is_read_as_it_was_written(row: list[Any]) -> None:
    assert read(written(row)) == tuple(row)


DEEDS = st.lists(
    st.tuples(st.sampled_from(["enter", "leave", "file"]), st.integers(0, 5), st.integers(0, 3)),
    max_size=40,
)


@given(DEEDS)
def test_a_list_is_what_a_sorted_mapping_would_be(deeds: list[tuple[str, int, int]]) -> None:
    """Whatever is entered, left and filed in whatever order, the page is right."""
    worklists, expected = WorkLists(Desk()), {}
    for deed, number, days in deeds:
        due: datetime = MONDAY + timedelta(days=days)
        if deed == "enter":
            worklists.enter(HAI, due, key(number), (number, days))
            expected[due, number] = (number, days)
        elif deed == "leave":
            expected.pop((due, number), None)
            worklists.leave(HAI, due, key(number))
        else:
            worklists.desk.file_away()
        page = worklists.page([HAI], 100)
        assert [each.row for each in page.entries] == [expected[each] for each in sorted(expected)]
        assert worklists.desk.count(HAI.encode()) == len(expected)
        assert worklists.desk.count(HAI.encode()) == len(expected)
