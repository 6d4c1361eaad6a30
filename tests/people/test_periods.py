from datetime import date

import pytest

from motcua.people.periods import Period
from motcua.words import translate

JAN, JUN, DEC = date(2026, 1, 1), date(2026, 6, 30), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        pytest.param(date(2025, 12, 31), False, id="the day before does not"),
        pytest.param(JAN, True, id="the first day does"),
        pytest.param(JUN, True, id="the last day does"),
        pytest.param(date(2026, 7, 1), False, id="the day after does not"),
    ],
)
def test_a_period_counts_on_its_own_days(day, counts):
    assert Period(JAN, JUN).counts_on(day) is counts


def test_without_an_end_it_counts_for_good():
    assert Period(JAN).counts_on(date(2090, 1, 1))


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        pytest.param(Period(JAN, JUN), Period(JUN, DEC), True, id="the last day is shared"),
        pytest.param(Period(JAN, JUN), Period(date(2026, 7, 1)), False, id="the next day begins"),
        pytest.param(Period(JAN), Period(DEC), True, id="neither ends"),
    ],
)
def test_overlapping(one, other, overlap):
    assert one.overlaps(other) is overlap
    assert other.overlaps(one) is overlap


def test_a_period_that_ends_before_it_begins_is_backwards():
    assert Period(JUN, JAN).is_backwards
    assert not Period(JAN, JAN).is_backwards


@pytest.mark.parametrize(
    ("period", "vi", "en"),
    [
        pytest.param(Period(JAN), "từ 01/01/2026", "from 01/01/2026", id="open"),
        pytest.param(
            Period(JAN, JUN),
            "từ 01/01/2026 đến 30/06/2026",
            "from 01/01/2026 to 30/06/2026",
            id="closed",
        ),
    ],
)
def test_a_period_is_said_in_both_languages(period, vi, en):
    assert (translate(period.said, "vi"), translate(period.said, "en")) == (vi, en)
