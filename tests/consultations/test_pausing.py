"""The bodies' time stands still for a reason, and runs on with exactly what was left."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.make_consultations import DUE, MONDAY, Province, a_case, later, says
from tests.make_rounds import LAND, POLICE, a_round, answer, request_to, rules, step

from motcua.consultations.actions import give_opinion, urge, withdraw
from motcua.consultations.alarms import alarms
from motcua.consultations.inbox import RequestRow, body_list
from motcua.consultations.pausing import CASE, PIECES, go_on, is_standing, stand_still
from motcua.consultations.refusals import NotOpen
from motcua.consultations.templates import due_of, is_past, limit_of, running_limit
from motcua.words import translate

WEDNESDAY = MONDAY + timedelta(days=2)
FRIDAY = MONDAY + timedelta(days=4)
TWO_DAYS_LATER = datetime(2026, 12, 9, 17)


@pytest.fixture
def sent(province):
    rules(province, "pauses_with_case: yes", silence="agree")
    return a_round(province, POLICE, LAND)


class TestWithTheCase:
    def test_open_requests_stop_and_go_on_with_what_was_left(self, province, sent):
        request = request_to(sent, POLICE)
        later(province, WEDNESDAY)
        step(province, sent.case, "wait")
        assert is_standing(request)
        assert running_limit(province("an"), request) is None
        later(province, FRIDAY)
        step(province, sent.case, "back")
        assert limit_of(province("an"), request) == TWO_DAYS_LATER
        assert [unit for unit, _to in province.told("paused")] == [POLICE, LAND]
        assert [unit for unit, _to in province.told("resumed")] == [POLICE, LAND]
        lines = [translate(each.said, "en") for each in due_of(province("an"), request).lines]
        assert any("the clock of the case is paused" in each for each in lines)

    def test_nobody_falls_silent_meanwhile(self, province, sent):
        later(province, WEDNESDAY)
        step(province, sent.case, "wait")
        later(province, DUE + timedelta(days=20))
        province.work()
        request = request_to(sent, POLICE)
        assert (request.state, is_past(province("an"), request)) == ("sent", False)
        assert not give_opinion(province("an"), request, says()).is_late

    def test_nobody_is_reminded_or_urged_meanwhile(self, province, sent):
        later(province, WEDNESDAY)
        step(province, sent.case, "wait")
        later(province, DUE + timedelta(days=1))
        province.work()
        assert province.told("reminder") == []
        with pytest.raises(NotOpen, match="stands still"):
            urge(province("minh"), request_to(sent, POLICE))

    def test_what_was_answered_is_left_alone(self, province, sent):
        answer(province, sent, POLICE)
        step(province, sent.case, "wait")
        assert not request_to(sent, POLICE).standstills

    def test_not_where_the_procedure_does_not_say_so(self, province):
        rules(province)
        other = a_round(province, POLICE)
        step(province, other.case, "wait")
        assert not is_standing(request_to(other, POLICE))

    def test_in_the_list_of_the_body_it_has_no_date(self, province, sent):
        step(province, sent.case, "wait")
        page = province.root.worklists.page([body_list(POLICE)], 5, b"")
        (entry,) = page.entries
        assert entry.due is None
        assert not RequestRow(*entry.row).clock_runs


class TestTwoReasons:
    def test_it_goes_on_only_when_no_reason_is_left(self, province, sent):
        request = request_to(sent, POLICE)
        later(province, WEDNESDAY)
        assert stand_still(province("an"), request, PIECES)
        assert not stand_still(province("an"), request, PIECES), "held once"
        step(province, sent.case, "wait")
        later(province, FRIDAY)
        assert go_on(province("minh"), request, PIECES)
        assert is_standing(request)
        step(province, sent.case, "back")
        assert not is_standing(request)
        assert limit_of(province("an"), request) == TWO_DAYS_LATER
        assert len([unit for unit, _to in province.told("paused") if unit == POLICE]) == 1

    def test_the_other_way_round(self, province, sent):
        request = request_to(sent, POLICE)
        later(province, WEDNESDAY)
        step(province, sent.case, "wait")
        stand_still(province("an"), request, PIECES)
        step(province, sent.case, "back")
        assert is_standing(request)
        later(province, FRIDAY)
        go_on(province("minh"), request, PIECES)
        assert limit_of(province("an"), request) == TWO_DAYS_LATER

    def test_a_reason_that_does_not_hold_is_not_ended(self, province, sent):
        assert not go_on(province("an"), request_to(sent, POLICE), PIECES)

    def test_what_is_no_longer_awaited_does_not_stand_still(self, province, sent):
        request = request_to(sent, POLICE)
        stand_still(province("an"), request, PIECES)
        withdraw(province("minh"), request, "Thôi")
        assert not stand_still(province("an"), request, CASE)
        go_on(province("an"), request, PIECES)
        assert request.clock.is_stopped


class TestAfterTheLimit:
    def test_what_is_late_stays_late_and_nobody_is_reminded(self, province):
        rules(province, "pauses_with_case: yes")
        sent = a_round(province, POLICE)
        request = request_to(sent, POLICE)
        later(province, DUE + timedelta(hours=20))
        step(province, sent.case, "wait")
        assert is_past(province("an"), request)
        assert [name for _when, name in alarms(province("an"), request)] == ["limit"]


def test_what_is_asked_while_the_case_stands_still_begins_by_standing_still(province: Province):
    rules(province, "pauses_with_case: yes")
    case = a_case(province, procedure="cac-dot")
    case.track.clock = case.track.clock.paused(MONDAY, "chờ")
    sent = a_round(province, POLICE, case=case)
    assert is_standing(request_to(sent, POLICE))
