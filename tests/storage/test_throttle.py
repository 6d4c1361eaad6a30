from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.storage.throttle import Limit, Throttle
from tests.make import MONDAY

MINUTE = timedelta(minutes=1)


@pytest.fixture
def throttle() -> Throttle:
    """Three times a minute."""
    return Throttle(Limit(3, MINUTE), keys=100)


def test_so_many_times_and_no_more(throttle: Throttle) -> None:
    assert [throttle.allow("10.0.0.1", MONDAY) for _try in range(5)] == [True] * 3 + [False] * 2


def test_another_key_is_counted_apart(throttle: Throttle) -> None:
    for _try in range(4):
        throttle.allow("10.0.0.1", MONDAY)
    assert throttle.allow("10.0.0.2", MONDAY)


def test_time_makes_room_again(throttle: Throttle) -> None:
    for _try in range(3):
        throttle.allow("10.0.0.1", MONDAY)
    assert throttle.wait("10.0.0.1", MONDAY) == MINUTE / 3
    assert not throttle.allow("10.0.0.1", MONDAY + timedelta(seconds=19))
    assert throttle.allow("10.0.0.1", MONDAY + timedelta(seconds=20))
    assert [throttle.allow("10.0.0.1", MONDAY + timedelta(days=1)) for _try in range(4)].count(
        True
    ) == 3


def test_nothing_has_to_be_waited_for_at_first(throttle: Throttle) -> None:
    assert throttle.wait("10.0.0.1", MONDAY) == timedelta()


def test_success_lets_one_begin_anew(throttle: Throttle) -> None:
    for _try in range(4):
        throttle.allow("hai", MONDAY)
    throttle.forget("hai")
    throttle.forget("nobody")
    assert throttle.allow("hai", MONDAY)


def test_a_clock_set_back_gives_nothing_and_takes_nothing(throttle: Throttle) -> None:
    for _try in range(3):
        throttle.allow("hai", MONDAY)
    assert not throttle.allow("hai", MONDAY - timedelta(hours=1))
    assert throttle.allow("hai", MONDAY + MINUTE)


def test_memory_has_a_bound_and_forgets_who_was_not_seen_for_longest(throttle: Throttle) -> None:
    for number in range(1000):
        throttle.allow(f"10.0.{number}", MONDAY)
        throttle.allow("always here", MONDAY + number * MINUTE)
    assert len(throttle) == 100
    assert throttle.wait("always here", MONDAY + 999 * MINUTE) == timedelta()
