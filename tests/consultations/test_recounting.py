"""A calendar that changes moves what is still open."""

from datetime import date

from tests.make_consultations import DUE, a_case, asked, says

from motcua.cases.events import CaseRecounted
from motcua.consultations.actions import give_opinion
from motcua.consultations.inbox import body_list
from motcua.deadlines.calendar import Calendars, DayRule, WorkingCalendar
from motcua.deadlines.days_off import Kind, Reason
from motcua.words import Label

NEXT_DAY = DUE.replace(day=8)


def test_open_requests_follow_the_changed_calendar(province):
    case = a_case(province)
    first, second = asked(province, case, "cong-an-tinh", "so-nnmt").requests
    give_opinion(province("dung"), second, says())
    closed = DayRule(Reason(Kind.CLOSURE, Label("Bão số 12")))
    storm = WorkingCalendar(days={date(2026, 12, 2): closed})
    province.office.lend(Calendars, Calendars((storm,)))
    province.system().announce(CaseRecounted(case))
    entries = province.root.worklists.page([body_list("cong-an-tinh")]).entries
    assert [each.due for each in entries] == [NEXT_DAY]
    assert first.alarm[0].date() == date(2026, 12, 7), "the reminder of the day before"
    assert second.places == ()


def test_an_alarm_of_the_old_limit_does_nothing_and_sets_the_new_one(province):
    request = asked(province).requests[0]
    closed = DayRule(Reason(Kind.CLOSURE, Label("Bão số 12")))
    storm = WorkingCalendar(days={date(2026, 12, 2): closed})
    province.office.lend(Calendars, Calendars((storm,)))
    province.work(DUE.replace(hour=18))
    assert request.is_open
    province.work(NEXT_DAY.replace(hour=18))
    assert request.silence.limit == NEXT_DAY
