from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.deadlines.terms import NotATerm, Part, Term, Unit, read_term
from motcua.words import translate


@pytest.mark.parametrize(
    ("written", "kept", "vi", "en"),
    [
        pytest.param(
            "3 working days", "3 working days", "3 ngày làm việc", "3 working days", id="days"
        ),
        pytest.param(
            "1 working day", "1 working day", "1 ngày làm việc", "1 working day", id="one"
        ),
        pytest.param(
            "1 working days", "1 working day", "1 ngày làm việc", "1 working day", id="wrong plural"
        ),
        pytest.param("20 days", "20 days", "20 ngày", "20 days", id="days of the calendar"),
        pytest.param(
            "8 working hours", "8 working hours", "8 giờ làm việc", "8 working hours", id="hours"
        ),
        pytest.param(
            "0.25 working days",
            "0.25 working days",
            "0,25 ngày làm việc",
            "0.25 working days",
            id="quarter of a day",
        ),
        pytest.param(
            "1,5 working days",
            "1.5 working days",
            "1,5 ngày làm việc",
            "1.5 working days",
            id="comma",
        ),
        pytest.param(
            "3 ngày làm việc",
            "3 working days",
            "3 ngày làm việc",
            "3 working days",
            id="Vietnamese",
        ),
        pytest.param("20 ngày", "20 days", "20 ngày", "20 days", id="ngày alone"),
        pytest.param(
            "8 giờ làm việc", "8 working hours", "8 giờ làm việc", "8 working hours", id="giờ"
        ),
        pytest.param(
            "0,5 ngày làm việc",
            "0.5 working days",
            "0,5 ngày làm việc",
            "0.5 working days",
            id="nửa ngày",
        ),
        pytest.param("trong ngày", "same day", "trong ngày", "same day", id="trong ngày"),
        pytest.param("Same Day", "same day", "trong ngày", "same day", id="capitals"),
        pytest.param(
            "  5   Working   Days ",
            "5 working days",
            "5 ngày làm việc",
            "5 working days",
            id="spaces",
        ),
        pytest.param(
            "0 working days", "0 working days", "0 ngày làm việc", "0 working days", id="0"
        ),
        pytest.param(
            "3 working days + 20 days+5 ngày làm việc",
            "3 working days + 20 days + 5 working days",
            "3 ngày làm việc + 20 ngày + 5 ngày làm việc",
            "3 working days + 20 days + 5 working days",
            id="sum in two languages",
        ),
        pytest.param(
            "same day + 2 working days",
            "same day + 2 working days",
            "trong ngày + 2 ngày làm việc",
            "same day + 2 working days",
            id="many pages to certify",
        ),
    ],
)
def test_a_term_is_read_kept_and_said(written, kept, vi, en):
    term = read_term(written)
    assert term.text == str(term) == kept
    assert read_term(term.text) == term
    assert (translate(term.said, "vi"), translate(term.said, "en")) == (vi, en)


def test_marks_may_be_composed_or_not():
    assert read_term("3 nga\u0300y la\u0300m vie\u0323\u0302c") == read_term("3 ngày làm việc")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        pytest.param("P1D", "“P1D” is not a length of time.", id="ISO duration"),
        pytest.param("5", "“5” is not a length of time.", id="no unit"),
        pytest.param("", "“” is not a length of time.", id="nothing"),
        pytest.param("5 weeks", "“5 weeks” is not a length of time.", id="weeks"),
        pytest.param(
            "4 ngay lam viec", "“4 ngay lam viec” is not a length of time.", id="no marks"
        ),
        pytest.param("8 hours", "“8 hours” is not a length of time.", id="hours of which kind"),
        pytest.param("1e3 days", "“1e3 days” is not a length of time.", id="exponent"),
        pytest.param(
            "3 working days + ", "“3 working days + ” is not a length of time.", id="open sum"
        ),
        pytest.param("-1 days", "“-1 days”: a length of time is not negative.", id="negative"),
        pytest.param(
            "10001 days", "“10001 days”: nothing takes longer than 10000 days.", id="absurd"
        ),
        pytest.param(
            "80001 working hours",
            "“80001 working hours”: nothing takes longer than 10000 days.",
            id="absurd hours",
        ),
        pytest.param(
            "0.3 working days", "“0.3 working days”: the smallest share is a quarter.", id="third"
        ),
        pytest.param(
            "0.5 days",
            "“0.5 days”: only working days and working hours have quarters.",
            id="half a day of the calendar",
        ),
        pytest.param(
            "2 days + same day",
            "“2 days + same day”: “same day” can only stand first.",
            id="same day later",
        ),
    ],
)
def test_what_is_no_term_is_refused_with_an_example(written, reason):
    with pytest.raises(NotATerm) as refused:
        read_term(written)
    assert translate(refused.value.sentence, "en") == reason
    assert "5 ngày làm việc" in translate(refused.value.way_out, "vi")


def test_terms_are_equal_when_they_are_worded_alike():
    assert read_term("5 working days") == read_term("5 ngày làm việc")
    assert read_term("5 working days") != read_term("2 working days + 3 working days")
    assert len({read_term("1.5 working days"), read_term("1,5 ngày làm việc")}) == 1


@pytest.mark.parametrize(
    ("written", "estimate"),
    [
        pytest.param("14 working days + 3 working days", 17, id="investment policy"),
        pytest.param("14 days", 10, id="two weeks"),
        pytest.param("same day", 1, id="same day"),
        pytest.param("4 working hours", 0.5, id="hours"),
        pytest.param(
            "0.25 working days + 0.5 working days + 0.5 working days + 1.5 working days"
            " + 0.5 working days + 0.5 working days",
            3.75,
            id="first stage of a land lease",
        ),
    ],
)
def test_terms_can_be_compared_before_any_date_is_known(written, estimate):
    assert read_term(written).working_days_estimate == estimate


@pytest.mark.parametrize(
    ("written", "nothing"),
    [
        pytest.param("0 working days", True, id="zero"),
        pytest.param("0 days + 0 working hours", True, id="zero twice"),
        pytest.param("same day", False, id="same day"),
        pytest.param("0 days + 1 day", False, id="zero and one"),
    ],
)
def test_a_term_may_give_no_time(written, nothing):
    assert read_term(written).is_nothing is nothing


AMOUNTS = st.integers(0, 10_000)
PARTS = st.one_of(
    AMOUNTS.map(lambda n: Part(Unit.WORKING_DAYS, n)),
    AMOUNTS.map(lambda n: Part(Unit.WORKING_HOURS, n)),
    AMOUNTS.map(lambda n: Part(Unit.DAYS, 4 * n)),
)


@given(st.lists(PARTS, min_size=1, max_size=5))
def test_every_term_is_read_back_from_its_own_words(parts):
    term = Term(tuple(parts))
    assert read_term(term.text) == term
    assert read_term(translate(term.said, "vi")) == term
