from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.storage.keys import BEGINNING, LAST_SECOND, NEVER, Keyed, instant, key_of, moment

INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2130, 1, 1))


@given(INSTANTS, INSTANTS)
def test_what_is_due_first_stands_first(one: datetime, other: datetime) -> None:
    one, other = one.replace(microsecond=0), other.replace(microsecond=0)
    assert (moment(one) < moment(other)) == (one < other)


@given(INSTANTS)
def test_the_instant_is_read_back_to_the_second(at: datetime) -> None:
    assert instant(moment(at) + b"anything") == at.replace(microsecond=0)


def test_what_has_no_limit_comes_last() -> None:
    assert moment(None) == NEVER
    assert instant(NEVER) is None
    assert moment(datetime(2135, 1, 1)) < NEVER


@pytest.mark.parametrize(
    ("at", "second"),
    [
        pytest.param(BEGINNING - timedelta(days=1), 0, id="before the beginning"),
        pytest.param(datetime(2500, 1, 1), LAST_SECOND, id="after the end"),
    ],
)
def test_instants_out_of_range_stand_at_its_ends(at: datetime, second: int) -> None:
    assert int.from_bytes(moment(at), "big") == second


def test_an_address_names_a_key() -> None:
    thing = Keyed()
    thing.key = b"\x00\xff"
    assert thing.id == "00ff"
    assert key_of(thing.id) == thing.key


@pytest.mark.parametrize("id", ["", "abc", "a case", "đồng ý"])
def test_nonsense_in_an_address_names_nothing(id: str) -> None:
    assert key_of(id) == b""
