from __future__ import annotations

from datetime import date, time

import pytest

from motcua.acting import NotHere
from motcua.deadlines.calendar import Calendars, DayRule, Hours, Week, WorkingCalendar
from motcua.deadlines.days_off import Kind, Reason
from motcua.words import Label, translate
from tests.make_deadlines import CALENDAR, CALENDARS, ODD, at, day


@pytest.mark.parametrize(
    ("off", "kind", "said"),
    [
        pytest.param("21/11/2026", Kind.WEEKEND, "weekend", id="Saturday"),
        pytest.param("24/11/2026", Kind.HOLIDAY, "Vietnam Culture Day", id="culture day"),
        pytest.param("24/11/2025", None, "", id="no culture day before 2026"),
        pytest.param(
            "02/01/2026",
            Kind.SWAPPED,
            "day off, worked on 10/01/2026 instead (12729/VPCP, 25/12/2025)",
            id="swapped by decision",
        ),
        pytest.param(
            "02/05/2025",
            Kind.SWAPPED,
            "day off, worked on 26/04/2025 instead",
            id="swap known to the library",
        ),
        pytest.param(
            "31/12/2018",
            Kind.SWAPPED,
            "day off, worked on 05/01/2019 instead",
            id="swapped over New Year",
        ),
        pytest.param("16/02/2026", Kind.HOLIDAY, "Tết eve", id="Tết eve"),
        pytest.param("26/04/2026", Kind.HOLIDAY, "Hùng Kings' Commemoration Day", id="on a Sunday"),
        pytest.param(
            "27/04/2026",
            Kind.IN_LIEU,
            "Hùng Kings' Commemoration Day, day off in lieu",
            id="in lieu",
        ),
        pytest.param("02/09/2026", Kind.HOLIDAY, "National Day", id="decided year"),
        pytest.param("02/09/2027", Kind.HOLIDAY, "National Day", id="2/9 is fixed"),
        pytest.param(
            "03/09/2027", Kind.HOLIDAY, "National Day, not decided yet", id="the day beside it"
        ),
        pytest.param("06/02/2027", Kind.HOLIDAY, "Tết, first day, not decided yet", id="Tết 2027"),
        pytest.param("01/01/2027", Kind.HOLIDAY, "New Year's Day", id="fixed by law"),
    ],
)
def test_every_day_off_says_why(off, kind, said):
    reason = CALENDAR.why_off(day(off))
    assert (reason.kind if reason else None) == kind
    assert CALENDAR.is_working_day(day(off)) is (reason is None)
    assert translate(reason.said if reason else "", "en") == said


def test_a_weekly_day_off_inside_the_week_is_no_weekend():
    calendar = WorkingCalendar(weeks=(Week(days=((), *ODD.weeks[0].days[1:])),))
    assert translate(calendar.why_off(day("16/11/2026")).said, "vi") == "ngày nghỉ hằng tuần"


@pytest.mark.parametrize(
    ("worked", "said"),
    [
        pytest.param(
            "22/08/2026", "worked in place of 31/08/2026 (12729/VPCP, 25/12/2025)", id="x"
        ),
        pytest.param("26/04/2025", "worked in place of 02/05/2025", id="known to the library"),
        pytest.param("05/01/2019", "worked in place of 31/12/2018", id="over New Year"),
    ],
)
def test_a_worked_saturday_says_why(worked, said):
    assert CALENDAR.why_off(day(worked)) is None
    assert translate(CALENDAR.why_worked(day(worked)).said, "en") == said
    assert CALENDAR.office_hours(day(worked)) == CALENDAR.office_hours(day("23/11/2026"))


def test_an_ordinary_day_needs_no_reason():
    assert CALENDAR.why_off(day("23/11/2026")) is None
    assert CALENDAR.why_worked(day("23/11/2026")) is None
    assert CALENDAR.why_worked(day("24/11/2026")) is None


def test_2026_has_249_working_days():
    assert CALENDAR.working_days_between(date(2025, 12, 31), date(2026, 12, 31)) == 249


@pytest.mark.parametrize(
    ("number", "reached"),
    [
        pytest.param(0, "20/11/2026", id="none"),
        pytest.param(1, "23/11/2026", id="one"),
        pytest.param(3, "26/11/2026", id="over the holiday"),
        pytest.param(-1, "19/11/2026", id="one back"),
        pytest.param(-250, "20/11/2025", id="over a year back"),
        pytest.param(300, "10/02/2028", id="over a year on"),
    ],
)
def test_working_days_are_added_and_counted_back(number, reached):
    friday = day("20/11/2026")
    assert CALENDAR.add_working_days(friday, number) == day(reached)
    assert CALENDAR.working_days_between(friday, day(reached)) == number


def test_the_last_working_day():
    assert CALENDAR.last_working_day(day("23/11/2026")) == day("23/11/2026")
    assert CALENDAR.last_working_day(day("24/11/2026")) == day("23/11/2026")


def test_office_hours():
    morning, afternoon = Hours(time(7), time(11, 30)), Hours(time(13, 30), time(17))
    assert CALENDAR.office_hours(day("23/11/2026")) == (morning, afternoon)
    assert CALENDAR.office_hours(day("24/11/2026")) == ()
    assert CALENDAR.opening(day("23/11/2026")) == at("23/11/2026 07:00")
    assert CALENDAR.closing(day("23/11/2026")) == at("23/11/2026 17:00")
    assert CALENDAR.day_minutes(day("23/11/2026")) == 480


def test_office_hours_of_last_year_stay_those_of_last_year():
    assert ODD.day_minutes(day("13/09/2026")) == 600
    assert ODD.closing(day("12/09/2026")) == at("12/09/2026 12:00")
    assert not ODD.is_working_day(day("19/09/2026"))


@pytest.mark.parametrize(
    ("since", "until", "minutes"),
    [
        pytest.param("23/11/2026 07:00", "23/11/2026 17:00", 480, id="a day"),
        pytest.param("23/11/2026 11:00", "23/11/2026 14:00", 60, id="lunch does not count"),
        pytest.param("23/11/2026 16:00", "25/11/2026 08:00", 120, id="nights and holidays neither"),
        pytest.param("25/11/2026 08:00", "23/11/2026 16:00", -120, id="backwards"),
        pytest.param("31/12/2025 16:00", "01/01/2027 16:00", 249 * 480 + 60, id="a year"),
        pytest.param("21/11/2026 16:00", "22/11/2026 16:00", 0, id="a weekend"),
    ],
)
def test_office_minutes(since, until, minutes):
    assert CALENDAR.office_minutes(at(since), at(until)) == minutes


def test_years_are_covered_when_somebody_has_looked_at_them():
    assert CALENDAR.covers(2027)
    assert not CALENDAR.is_decided(2027)
    assert CALENDAR.is_decided(2026)
    assert not CALENDAR.covers(2031)
    assert CALENDARS.covers(2026)
    assert not CALENDARS.covers(2031)


def test_a_month_shows_every_day_as_it_is():
    november = CALENDAR.month(2026, 11)
    assert [view.day.day for view in november] == list(range(1, 31))
    assert [view.kind for view in november[20:25]] == [
        Kind.WEEKEND,
        Kind.WEEKEND,
        Kind.WORKING,
        Kind.HOLIDAY,
        Kind.WORKING,
    ]
    assert november[22].hours == CALENDAR.office_hours(day("23/11/2026"))
    assert not november[23].hours


def test_a_month_shows_worked_and_provisional_days():
    assert CALENDAR.view(day("22/08/2026")).kind is Kind.WORKED
    assert [view.is_provisional for view in CALENDAR.month(2027, 2)[2:10]] == [False] + [True] * 7
    assert len(CALENDAR.month(2026, 12)) == 31


def test_a_calendar_without_a_country_knows_no_holidays():
    assert WorkingCalendar(country="").is_working_day(day("24/11/2026"))


def test_what_is_decided_for_a_day_wins():
    tuesday, sunday = day("24/11/2026"), day("22/11/2026")
    worked = Reason(Kind.WORKED, Label("làm thêm"))
    calendar = WorkingCalendar(
        days={tuesday: DayRule(worked), sunday: DayRule(worked, hours=((480, 720),))}
    )
    assert calendar.office_hours(tuesday) == CALENDAR.office_hours(day("23/11/2026"))
    assert calendar.office_hours(sunday) == (Hours(time(8), time(12)),)


class TestCalendars:
    storm = WorkingCalendar(
        days={day("23/11/2026"): DayRule(Reason(Kind.CLOSURE, Label("Bão số 13")))}
    )
    other = WorkingCalendar(name="bien-gioi")
    calendars = Calendars([CALENDAR, other], {"xa-hoa-binh": storm})

    def test_a_unit_keeps_its_own_calendar(self):
        assert self.calendars.of_unit("xa-hoa-binh") is self.storm
        assert self.calendars.of_unit("xa-hoa-binh", "bien-gioi") is self.storm

    def test_a_unit_without_one_keeps_the_named_one_or_the_first(self):
        assert self.calendars.of_unit("so-xay-dung", "bien-gioi") is self.other
        assert self.calendars.of_unit("so-xay-dung") is CALENDAR

    def test_they_are_known_by_name(self):
        assert self.calendars.names() == ("vn-hanh-chinh", "bien-gioi")
        assert self.calendars.of_name("bien-gioi") is self.other
        assert self.calendars.units() == ("xa-hoa-binh",)

    def test_an_unknown_name_is_refused_with_the_known_ones(self):
        with pytest.raises(NotHere) as refused:
            self.calendars.of_name("lich-la")
        assert translate(refused.value.sentence, "vi") == "Không có lịch làm việc “lich-la”."
        assert translate(refused.value.way_out, "vi") == "Hiện có: vn-hanh-chinh, bien-gioi."


def test_the_names_of_holidays_do_not_follow_the_machine(monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("LANGUAGE", "en")
    from motcua.deadlines.days_off import of_the_country

    of_the_country.cache_clear()
    assert of_the_country("VN", 2026, True)[day("24/11/2026")].kind is Kind.HOLIDAY
    assert translate(of_the_country("VN", 2026, True)[day("02/09/2026")].name, "vi") == "Quốc khánh"


@pytest.mark.parametrize("year", range(2018, 2061))
def test_every_holiday_has_an_english_name_of_ours(year):
    for reason in of_years(year):
        assert not isinstance(reason.name, Label), reason


def of_years(year):
    from motcua.deadlines.days_off import of_the_country

    return of_the_country("VN", year, True).values()
