from datetime import timedelta

import pytest

from motcua.signin.tries import ACCOUNT, ADDRESS, PERIOD, Pace, Tries, account_key, address_key
from tests.make_people import MONDAY

SECOND = timedelta(seconds=1)
HA = account_key("ha.nguyen")


def tried(times: int, key=HA, at=MONDAY) -> Tries:
    """Return tries of which each was taken as soon as it could be, and failed."""
    tries, now = Tries(), at
    for _each in range(times):
        now += tries.begin([key], now)
        tries.begin([key], now)
    return tries


@pytest.mark.parametrize(
    ("failed", "wait"),
    [
        pytest.param(0, 0, id="the first is free"),
        pytest.param(2, 0, id="so is the third"),
        pytest.param(3, 5, id="then five seconds"),
        pytest.param(4, 10, id="then twice that"),
        pytest.param(6, 40, id="and so on"),
        pytest.param(9, 320, id="five minutes before the tenth"),
        pytest.param(10, 900, id="no more than ten in a quarter of an hour"),
    ],
)
def test_pauses_grow(failed, wait):
    at = ACCOUNT.next_at([MONDAY] * failed)
    assert (at - MONDAY if at else timedelta(0)) == wait * SECOND


def test_pauses_of_an_address_begin_later_and_never_exceed_the_period():
    assert ADDRESS.next_at([MONDAY] * 19) is None
    assert ADDRESS.next_at([MONDAY] * 59) == MONDAY + PERIOD
    assert Pace(free=0, most=99).next_at([MONDAY] * 50) == MONDAY + PERIOD


def test_thirty_tries_of_a_patient_guesser_are_no_more_than_ten_in_a_quarter_of_an_hour():
    tries, now, taken = Tries(), MONDAY, 0
    while now < MONDAY + PERIOD:
        wait = tries.begin([HA], now)
        taken += not wait
        now += wait or SECOND
    assert taken <= 10


def test_thirty_tries_at_once_are_three():
    tries = Tries()
    assert [bool(tries.begin([HA], MONDAY)) for _each in range(30)].count(False) == 3


def test_a_try_that_has_to_wait_does_not_make_the_next_one_wait_longer():
    tries = tried(4)
    wait = tries.begin([HA], MONDAY + 6 * SECOND)
    assert tries.begin([HA], MONDAY + 7 * SECOND) == wait - SECOND


def test_nobody_is_locked_out_for_good():
    tries = tried(10)
    assert tries.begin([HA], MONDAY + 2 * PERIOD) == timedelta(0)


def test_the_right_password_forgets_the_wrong_ones():
    tries = tried(3)
    tries.begin([HA], MONDAY + 10 * SECOND)
    tries.succeed(HA, [], MONDAY + 10 * SECOND)
    assert [bool(tries.begin([HA], MONDAY + 10 * SECOND)) for _each in range(4)] == [
        False,
        False,
        False,
        True,
    ]


def test_success_gives_an_address_back_one_try_and_no_more():
    """Else whoever has one account could sign in between guesses at others."""
    tries, office = Tries(), address_key("203.0.113.7")
    for number in range(20):
        tries.begin([account_key(f"guess-{number}"), office], MONDAY)
    wait = tries.begin([HA, office], MONDAY + 5 * SECOND)
    assert wait == timedelta(0)
    tries.succeed(HA, [office], MONDAY + 5 * SECOND)
    tries.succeed(HA, [office], MONDAY + 6 * SECOND)
    assert tries.begin([account_key("guess-20"), office], MONDAY + 5 * SECOND) == timedelta(0)
    assert tries.begin([account_key("guess-21"), office], MONDAY + 5 * SECOND) > timedelta(0)


def test_one_password_on_a_thousand_accounts_is_stopped_by_the_address():
    tries, office = Tries(), address_key("203.0.113.7")
    taken = [
        not tries.begin([account_key(f"account-{number}"), office], MONDAY)
        for number in range(1000)
    ]
    assert taken.count(True) == ADDRESS.free


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:9:9:9:9", True, id="a network"),
        pytest.param("2001:db8:1:2::1", "2001:db8:1:3::1", False, id="two networks"),
        pytest.param("203.0.113.7", "203.0.113.8", False, id="two addresses"),
    ],
)
def test_an_address_of_ipv6_is_its_network(one, other, same):
    assert (address_key(one) == address_key(other)) is same


def test_a_clock_set_back_makes_nobody_wait_for_its_own_error():
    tries = tried(9)
    assert tries.begin([HA], MONDAY - timedelta(days=1)) == timedelta(0)


def test_only_so_many_keys_are_remembered():
    tries = Tries(most_keys=100)
    for number in range(1000):
        tries.begin([account_key(f"account-{number}")], MONDAY)
    assert len(tries._failed) == 100
