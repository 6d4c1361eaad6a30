from __future__ import annotations

import pytest

from motcua.deadlines.due import apology_deadline, due_at, subtracted, transfer_limit
from motcua.deadlines.terms import read_term
from motcua.words import translate
from tests.make_deadlines import CALENDAR, ODD, at, english


def due(start, term, calendar=CALENDAR):
    return due_at(calendar, at(start), read_term(term)).instant


@pytest.mark.parametrize(
    ("start", "term", "limit"),
    [
        pytest.param("20/11/2026", "1 working day", "23/11/2026 17:00", id="a weekend is skipped"),
        pytest.param(
            "20/11/2026", "3 working days", "26/11/2026 17:00", id="24/11 is Vietnam Culture Day"
        ),
        pytest.param(
            "20/11/2026 15:30",
            "3 working days",
            "26/11/2026 17:00",
            id="the hour of receipt does not move days",
        ),
        pytest.param(
            "21/11/2026", "1 working day", "23/11/2026 17:00", id="filed online on a Saturday"
        ),
        pytest.param("23/11/2026", "2 working days", "26/11/2026 17:00", id="2 from Monday"),
        pytest.param("23/11/2026", "7 working days", "03/12/2026 17:00", id="7 from Monday"),
        pytest.param("23/11/2026", "10 working days", "08/12/2026 17:00", id="10 from Monday"),
        pytest.param("23/11/2026", "17 working days", "17/12/2026 17:00", id="17 from Monday"),
        pytest.param("11/02/2026", "5 working days", "25/02/2026 17:00", id="Tết is skipped"),
        pytest.param(
            "19/08/2026", "3 working days", "22/08/2026 17:00", id="a worked Saturday counts"
        ),
        pytest.param("13/11/2026", "15 days", "30/11/2026 17:00", id="the last day is a Saturday"),
        pytest.param("09/11/2026", "15 days", "25/11/2026 17:00", id="the last day is a holiday"),
        pytest.param("28/01/2026", "20 days", "23/02/2026 17:00", id="the last day is Tết"),
        pytest.param(
            "23/11/2026 15:00", "8 working hours", "25/11/2026 15:00", id="hours pass the night"
        ),
    ],
)
def test_the_vectors_of_the_law(start, term, limit):
    assert due(start, term) == at(limit)


@pytest.mark.parametrize(
    ("start", "term", "limit"),
    [
        pytest.param("23/11/2026 09:00", "same day", "23/11/2026 17:00", id="same day"),
        pytest.param("23/11/2026 15:00", "same day", "23/11/2026 17:00", id="at 15:00 sharp"),
        pytest.param("23/11/2026 15:01", "same day", "25/11/2026 17:00", id="after 15:00"),
        pytest.param("21/11/2026 09:00", "same day", "23/11/2026 17:00", id="same day, Saturday"),
        pytest.param(
            "23/11/2026 09:00",
            "same day + 2 working days",
            "26/11/2026 17:00",
            id="many pages to certify",
        ),
        pytest.param(
            "23/11/2026 09:00", "0.25 working days", "23/11/2026 11:00", id="a quarter is two hours"
        ),
        pytest.param(
            "20/11/2026 15:30", "0.5 working days", "23/11/2026 09:30", id="half a day, weekend"
        ),
        pytest.param(
            "23/11/2026 09:00",
            "1.5 working days",
            "26/11/2026 11:00",
            id="a whole day, then half of the next",
        ),
        pytest.param(
            "23/11/2026 09:00",
            "1 working day + 4 working hours",
            "26/11/2026 11:00",
            id="a day and four hours are a day and a half",
        ),
        pytest.param("23/11/2026 12:00", "0.25 working days", "23/11/2026 15:30", id="in lunch"),
        pytest.param(
            "23/11/2026 06:00", "2 working hours", "23/11/2026 09:00", id="before opening"
        ),
        pytest.param("23/11/2026 18:00", "2 working hours", "25/11/2026 09:00", id="after closing"),
        pytest.param("23/11/2026 07:00", "8 working hours", "23/11/2026 17:00", id="a full day"),
        pytest.param("23/11/2026 07:00", "4.5 working hours", "23/11/2026 11:30", id="to noon"),
        pytest.param("23/11/2026 09:00", "0 working days", "23/11/2026 09:00", id="nothing"),
        pytest.param("23/11/2026 12:00", "0 days", "23/11/2026 13:30", id="nothing, in lunch"),
        pytest.param("21/11/2026 12:00", "0 days", "23/11/2026 07:00", id="nothing, Saturday"),
        pytest.param(
            "21/11/2026 12:00",
            "0 days + 1 working day",
            "23/11/2026 17:00",
            id="nothing in a sum is nothing",
        ),
        pytest.param(
            "09/11/2026 10:00",
            "3 working days + 20 days + 5 working days + 5 working days",
            "16/12/2026 17:00",
            id="ABTC card: stages in two kinds of days",
        ),
        pytest.param("30/12/2026", "3 working days", "05/01/2027 17:00", id="over New Year"),
        pytest.param("23/11/2026", "500 working days", "27/11/2028 17:00", id="over two years"),
    ],
)
def test_other_terms(start, term, limit):
    assert due(start, term) == at(limit)


@pytest.mark.parametrize(
    ("start", "term", "limit"),
    [
        pytest.param(
            "04/09/2026 09:00", "1 working day", "05/09/2026 12:00", id="a short Saturday"
        ),
        pytest.param(
            "04/09/2026 18:00",
            "0.75 working days",
            "05/09/2026 12:00",
            id="a share ends no later than a whole day",
        ),
        pytest.param(
            "04/09/2026 18:00", "9.5 working hours", "07/09/2026 13:30", id="hours are hours"
        ),
        pytest.param(
            "10/09/2026 18:00", "2 working days", "12/09/2026 12:00", id="the last old Saturday"
        ),
        pytest.param(
            "17/09/2026 18:00", "2 working days", "21/09/2026 18:00", id="no Saturdays any more"
        ),
        pytest.param(
            "05/09/2026 13:00", "same day", "07/09/2026 18:00", id="closed before the cut-off hour"
        ),
    ],
)
def test_an_office_with_hours_of_its_own(start, term, limit):
    assert due(start, term, ODD) == at(limit)


@pytest.mark.parametrize(
    ("received", "limit", "said"),
    [
        pytest.param(
            "20/11/2026 15:00",
            "20/11/2026 17:00",
            "Received at 15:00, Friday 20/11/2026, by 15:00: handed over the same day"
            " (NĐ 61/2018, art. 18).",
            id="by 15:00",
        ),
        pytest.param(
            "20/11/2026 15:30",
            "23/11/2026 07:00",
            "Received at 15:30, Friday 20/11/2026, after 15:00 or on a day off: handed over when"
            " the office opens next (NĐ 61/2018, art. 18).",
            id="after 15:00",
        ),
        pytest.param(
            "21/11/2026 09:00",
            "23/11/2026 07:00",
            "Received at 09:00, Saturday 21/11/2026, after 15:00 or on a day off: handed over when"
            " the office opens next (NĐ 61/2018, art. 18).",
            id="on a Saturday",
        ),
    ],
)
def test_what_comes_after_three_is_handed_over_the_next_working_day(received, limit, said):
    found = transfer_limit(CALENDAR, at(received))
    assert found.instant == at(limit)
    assert english([line.said for line in found.lines])[0] == said


@pytest.mark.parametrize(
    ("limit", "apology"),
    [
        pytest.param("26/11/2026 17:00", "25/11/2026 17:00", id="a day before"),
        pytest.param("25/11/2026 17:00", "23/11/2026 17:00", id="the day before is a holiday"),
        pytest.param("23/11/2026 10:00", "20/11/2026 17:00", id="the day before is a Sunday"),
    ],
)
def test_an_apology_comes_at_least_a_day_before_the_limit(limit, apology):
    assert apology_deadline(CALENDAR, at(limit)) == at(apology)


@pytest.mark.parametrize(
    ("limit", "term", "moment"),
    [
        pytest.param("26/11/2026 17:00", "1 working day", "25/11/2026 07:00", id="a day before"),
        pytest.param(
            "26/11/2026 17:00", "2 working days", "23/11/2026 07:00", id="over the holiday"
        ),
        pytest.param("26/11/2026 17:00", "2 days", "23/11/2026 07:00", id="not on the holiday"),
        pytest.param("26/11/2026 17:00", "1 day", "25/11/2026 07:00", id="a day of the calendar"),
        pytest.param("26/11/2026 17:00", "same day", "26/11/2026 07:00", id="on the day itself"),
        pytest.param("26/11/2026 17:00", "4 working hours", "26/11/2026 11:00", id="hours"),
        pytest.param("25/11/2026 09:00", "4 working hours", "23/11/2026 15:00", id="hours, night"),
        pytest.param("26/11/2026 17:00", "0.5 working days", "26/11/2026 11:00", id="half a day"),
        pytest.param("26/11/2026 17:00", "1.5 working days", "25/11/2026 07:00", id="and a half"),
        pytest.param("26/11/2026 17:00", "0 working days", "26/11/2026 17:00", id="nothing"),
        pytest.param("04/01/2027 09:00", "1 working day", "31/12/2026 07:00", id="last year"),
        pytest.param("04/01/2027 09:00", "3 working hours", "31/12/2026 16:00", id="last year, h"),
        pytest.param("26/11/2026 17:00", "1 working day + 2 days", "20/11/2026 07:00", id="a sum"),
    ],
)
def test_a_reminder_comes_before_the_limit_and_never_on_a_day_off(limit, term, moment):
    assert subtracted(CALENDAR, at(limit), read_term(term)) == at(moment)


def told(start, term, language="en", calendar=CALENDAR):
    lines = due_at(calendar, at(start), read_term(term)).lines
    return [translate(line.said, language) for line in lines]


def test_a_due_date_explains_itself():
    assert told("20/11/2026 15:30", "3 working days") == [
        "From 15:30, Friday 20/11/2026; the first day is not counted (BLDS 2015, art. 147).",
        "Saturday 21/11/2026 to Sunday 22/11/2026 not counted: weekend.",
        "Tuesday 24/11/2026 not counted: Vietnam Culture Day.",
        "3 working days: due at 17:00, Thursday 26/11/2026.",
    ]


def test_a_due_date_explains_itself_in_vietnamese():
    assert told("20/11/2026 15:30", "3 working days", "vi") == [
        "Tính từ 15:30 thứ Sáu, 20/11/2026; ngày đầu tiên không tính (BLDS 2015, Đ147).",
        "Không tính thứ Bảy, 21/11/2026 đến Chủ nhật, 22/11/2026: nghỉ cuối tuần.",
        "Không tính thứ Ba, 24/11/2026: Ngày Văn hóa Việt Nam.",
        "3 ngày làm việc: hết hạn lúc 17:00 thứ Năm, 26/11/2026.",
    ]


@pytest.mark.parametrize(
    ("start", "term", "lines"),
    [
        pytest.param(
            "23/11/2026 15:00",
            "8 working hours",
            [
                "From 15:00, Monday 23/11/2026, to the minute (BLDS 2015, art. 147).",
                "Tuesday 24/11/2026 not counted: Vietnam Culture Day.",
                "8 working hours: due at 15:00, Wednesday 25/11/2026.",
            ],
            id="hours",
        ),
        pytest.param(
            "21/11/2026 15:00",
            "0.5 working days",
            [
                "From 15:00, Saturday 21/11/2026, to the minute (BLDS 2015, art. 147).",
                "The office opens at 07:00, Monday 23/11/2026.",
                "Sunday 22/11/2026 not counted: weekend.",
                "0.5 working days: due at 11:00, Monday 23/11/2026.",
            ],
            id="half a day from a Saturday",
        ),
        pytest.param(
            "09/11/2026 08:00",
            "15 days",
            [
                "From 08:00, Monday 09/11/2026; the first day is not counted"
                " (BLDS 2015, art. 147).",
                "The last day, Tuesday 24/11/2026, is off (Vietnam Culture Day): the term ends with"
                " the next working day (BLDS 2015, art. 148).",
                "15 days: due at 17:00, Wednesday 25/11/2026.",
            ],
            id="days of the calendar that end on a holiday",
        ),
        pytest.param(
            "26/10/2026 08:00",
            "15 days",
            [
                "From 08:00, Monday 26/10/2026; the first day is not counted"
                " (BLDS 2015, art. 147).",
                "15 days: due at 17:00, Tuesday 10/11/2026.",
            ],
            id="days of the calendar leave out none",
        ),
        pytest.param(
            "19/08/2026 08:00",
            "3 working days",
            [
                "From 08:00, Wednesday 19/08/2026; the first day is not counted"
                " (BLDS 2015, art. 147).",
                "Saturday 22/08/2026 counts: worked in place of 31/08/2026"
                " (12729/VPCP, 25/12/2025).",
                "3 working days: due at 17:00, Saturday 22/08/2026.",
            ],
            id="a worked Saturday",
        ),
        pytest.param(
            "28/08/2026 08:00",
            "1 working day",
            [
                "From 08:00, Friday 28/08/2026; the first day is not counted"
                " (BLDS 2015, art. 147).",
                "Saturday 29/08/2026 to Sunday 30/08/2026 not counted: weekend.",
                "Monday 31/08/2026 not counted: day off, worked on 22/08/2026 instead"
                " (12729/VPCP, 25/12/2025).",
                "Tuesday 01/09/2026 to Wednesday 02/09/2026 not counted: National Day.",
                "1 working day: due at 17:00, Thursday 03/09/2026.",
            ],
            id="a swapped day and a holiday of two days",
        ),
        pytest.param(
            "25/11/2026 09:00",
            "3 working days + 20 days + 1 working day",
            [
                "From 09:00, Wednesday 25/11/2026; the first day is not counted"
                " (BLDS 2015, art. 147).",
                "Saturday 28/11/2026 to Sunday 29/11/2026 not counted: weekend.",
                "3 working days: up to 17:00, Monday 30/11/2026; the next part begins.",
                "The last day, Sunday 20/12/2026, is off (weekend): the term ends with the next"
                " working day (BLDS 2015, art. 148).",
                "20 days: up to 17:00, Monday 21/12/2026; the next part begins.",
                "1 working day: due at 17:00, Tuesday 22/12/2026.",
            ],
            id="a sum",
        ),
        pytest.param(
            "25/11/2026 09:00",
            "20 working days",
            [
                "From 09:00, Wednesday 25/11/2026; the first day is not counted"
                " (BLDS 2015, art. 147).",
                "4 weekends from 28/11/2026 to 20/12/2026 not counted.",
                "20 working days: due at 17:00, Wednesday 23/12/2026.",
            ],
            id="ordinary weekends are told together",
        ),
        pytest.param(
            "25/01/2027 09:00",
            "10 working days",
            [
                "From 09:00, Monday 25/01/2027; the first day is not counted"
                " (BLDS 2015, art. 147).",
                "Saturday 30/01/2027 to Sunday 31/01/2027 not counted: weekend.",
                "Thursday 04/02/2027 not counted: Tết holiday, not decided yet.",
                "Friday 05/02/2027 not counted: Tết eve, not decided yet.",
                "Saturday 06/02/2027 not counted: Tết, first day, not decided yet.",
                "Sunday 07/02/2027 not counted: Tết, second day, not decided yet.",
                "Monday 08/02/2027 not counted: Tết, third day, not decided yet.",
                "Tuesday 09/02/2027 not counted: Tết, fourth day, not decided yet.",
                "Wednesday 10/02/2027 not counted: Tết, fifth day, not decided yet.",
                "Saturday 13/02/2027 to Sunday 14/02/2027 not counted: weekend.",
                "10 working days: due at 17:00, Monday 15/02/2027.",
                "The date may still move: not every day off before it is decided yet.",
            ],
            id="a Tết that nobody has decided yet",
        ),
        pytest.param(
            "23/11/2026 14:00",
            "same day",
            [
                "Received at 14:00, Monday 23/11/2026, by 15:00: done the same day.",
                "same day: due at 17:00, Monday 23/11/2026.",
            ],
            id="same day",
        ),
        pytest.param(
            "20/11/2026 16:00",
            "same day",
            [
                "Received at 16:00, Friday 20/11/2026, after 15:00 or closing: done by the next"
                " working day.",
                "Saturday 21/11/2026 to Sunday 22/11/2026 not counted: weekend.",
                "same day: due at 17:00, Monday 23/11/2026.",
            ],
            id="same day after 15:00",
        ),
        pytest.param(
            "22/11/2026 10:00",
            "same day",
            [
                "Received at 10:00, Sunday 22/11/2026, a day off: done by the next working day.",
                "same day: due at 17:00, Monday 23/11/2026.",
            ],
            id="same day on a Sunday",
        ),
    ],
)
def test_each_kind_of_term_explains_itself(start, term, lines):
    assert told(start, term) == lines


def test_dues_are_equal_when_their_instants_are():
    first = due_at(CALENDAR, at("20/11/2026"), read_term("1 working day"))
    second = due_at(CALENDAR, at("21/11/2026"), read_term("1 working day"))
    assert first == second
    assert first.lines != second.lines
