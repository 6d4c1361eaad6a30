"""Shelves and leases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.storage.content import Lease, Shelf
from tests.make import MONDAY

MINUTE = timedelta(minutes=1)


class TestShelf:
    def test_it_is_read_like_a_mapping(self) -> None:
        shelf = Shelf()
        shelf[b"b"], shelf[b"a"] = "second", "first"
        assert shelf[b"a"] == shelf.get(b"a") == "first"
        assert (shelf.get(b"c"), shelf.get(b"c", "nothing")) == (None, "nothing")
        assert (b"a" in shelf, b"c" in shelf) == (True, False)
        assert (sorted(shelf), len(shelf)) == ([b"a", b"b"], 2)
        assert dict(shelf.items()) == {b"a": "first", b"b": "second"}

    def test_what_was_taken_away_is_gone(self) -> None:
        shelf = Shelf()
        shelf[b"a"], shelf[b"b"] = "first", "second"
        del shelf[b"a"]
        assert shelf.pop(b"b") == "second"
        assert shelf.pop(b"b", "nothing") == "nothing"
        assert not len(shelf)
        with pytest.raises(KeyError):
            shelf[b"a"]

    def test_many_things_are_spread_evenly(self) -> None:
        shelf = Shelf()
        for number in range(6400):
            shelf[number.to_bytes(8, "little")] = number
        sizes = list(map(len, shelf.trees))
        assert (min(sizes) > 50, max(sizes) < 150) == (True, True)


class TestLease:
    def test_one_of_two_works(self) -> None:
        lease = Lease()
        assert lease.take("one", MONDAY, MONDAY + MINUTE)
        assert not lease.take("two", MONDAY, MONDAY + MINUTE)
        assert lease.take("one", MONDAY, MONDAY + MINUTE)

    def test_a_worker_that_died_is_followed_by_another(self) -> None:
        lease = Lease()
        lease.take("one", MONDAY, MONDAY + MINUTE)
        assert lease.take("two", MONDAY + MINUTE, MONDAY + 2 * MINUTE)

    def test_one_that_stops_gives_it_back(self) -> None:
        lease = Lease()
        lease.take("one", MONDAY, MONDAY + MINUTE)
        lease.give_back("two")
        assert not lease.take("two", MONDAY, MONDAY + MINUTE)
        lease.give_back("one")
        assert lease.take("two", MONDAY, MONDAY + MINUTE)

    def test_a_clock_set_back_by_a_day_does_not_stop_the_work(self) -> None:
        lease = Lease()
        lease.take("one", MONDAY, MONDAY + MINUTE)
        assert lease.take("two", MONDAY - timedelta(days=1), MONDAY - timedelta(days=1) + MINUTE)
