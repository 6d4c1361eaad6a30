"""Whoever was asked learns how the case ended; whoever was asked no more does not."""

from datetime import datetime

from tests.make_consultations import a_case, asked, later, says

from motcua.cases.actions import perform
from motcua.consultations import decided
from motcua.consultations.actions import give_opinion, withdraw

AFTER = datetime(2026, 12, 8, 9)


def told(province):
    return [unit for unit, _recipients in province.told(decided.ABOUT)]


def ended(province, case):
    perform(province("minh"), case, "wait", {})
    perform(province("minh"), case, "go_on", {})
    perform(province("giang"), case, "sign", {})


def test_the_bodies_are_told_once_by_the_worker(province):
    case = a_case(province)
    sent = asked(province, case, "cong-an-tinh", "so-nnmt", "so-van-hoa")
    give_opinion(province("an"), sent.requests[0], says())
    withdraw(province("minh"), sent.requests[2], "Nhầm")
    later(province, AFTER)
    province.work()
    ended(province, case)
    assert told(province) == []
    province.work()
    assert told(province) == ["cong-an-tinh", "so-nnmt"]
    province.work()
    assert len(told(province)) == 2


def test_a_body_that_was_asked_twice_is_told_once(province):
    case = a_case(province)
    give_opinion(province("an"), asked(province, case).requests[0], says())
    give_opinion(province("an"), asked(province, case).requests[0], says())
    ended(province, case)
    province.work()
    assert told(province) == ["cong-an-tinh"]


def test_nobody_is_told_of_a_case_that_is_gone_or_goes_on(province):
    case = a_case(province)
    asked(province, case)
    for subject in (b"unknown!", case.key):
        decided.fire(province.system(), subject, "")
    assert told(province) == []


def test_where_nobody_was_asked_nothing_is_left_for_the_worker(province):
    case = a_case(province)
    perform(province("minh"), case, "skip", {})
    perform(province("giang"), case, "refuse", {})
    province.work()
    assert told(province) == []
