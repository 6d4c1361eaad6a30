"""Mails about requests for an opinion: who gets which, in which words, and none twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua import notifications
from motcua.consultations import actions
from motcua.consultations.content import Request
from motcua.consultations.events import RequestNotice
from motcua.deadlines.terms import read_term
from motcua.notifications import about_requests
from motcua.people import directory
from motcua.storage import lists
from motcua.storage.content import Message
from motcua.words import translate
from tests.make_consultations import (
    DUE,
    MONDAY,
    Province,
    a_case,
    a_province,
    a_request,
    asked,
    in_language,
    later,
    says,
)

BODY, ASKER, OFFICER = "cong-an-tinh", "minh@longgiang.example", "an@longgiang.example"
TWO_DAYS = read_term("2 working days")
TUESDAY = MONDAY + timedelta(days=1)
AFTER = DUE + timedelta(seconds=1)


@pytest.fixture
def province() -> Iterator[Province]:
    """A province in which mails are written."""
    with a_province() as made:
        notifications.furnish(made.office)
        made.office.settings["motcua.address"] = "https://motcua.example.vn/"
        yield made


def mails(province: Province, now: datetime | None = None) -> list[Message]:
    """Let the worker do what is due, and return the mails about requests."""
    province.work(now)
    outbox = province.root.outbox
    every = [message for _key, message in lists.first(outbox.desk, outbox.ALL, 200)]
    return [each for each in every if each.about.startswith("request_")]


def told(province: Province, now: datetime | None = None) -> list[tuple[str, str]]:
    """Return about what each mail is, and to whom it goes, in the order of writing."""
    return [(each.about.split("/")[0], each.recipient) for each in mails(province, now)]


def address(province: Province, unit: str = BODY) -> str:
    return str(directory.unit(province.root, unit).email)


def urge(province: Province, request: Request) -> None:
    actions.urge(province("minh"), request, "Cần gấp")


def assign(province: Province, request: Request) -> None:
    actions.assign(province("chinh"), request, "an")


def withdraw(province: Province, request: Request) -> None:
    actions.withdraw(province("minh"), request, "Không cần nữa")


def answer(province: Province, request: Request) -> None:
    actions.give_opinion(province("an"), request, says("agree"), 0)


def ask_for_time(province: Province, request: Request) -> None:
    actions.ask_extension(province("an"), request, TWO_DAYS, "Phải đi thực địa")


def get_time(province: Province, request: Request) -> None:
    ask_for_time(province, request)
    actions.refuse_extension(province("minh"), request, "Hồ sơ gấp")


@pytest.mark.parametrize(
    ("deed", "about", "to_body", "to_asker"),
    [
        pytest.param(None, "request_asked", True, False, id="a body is asked"),
        pytest.param(urge, "request_urged", True, False, id="urged"),
        pytest.param(assign, "request_assigned", True, False, id="given to somebody"),
        pytest.param(withdraw, "request_withdrawn", True, False, id="taken back"),
        pytest.param(answer, "request_answered", False, True, id="answered"),
        pytest.param(ask_for_time, "request_extension_asked", False, True, id="wants time"),
        pytest.param(get_time, "request_extension_answered", True, False, id="told about time"),
    ],
)
def test_who_is_told_of_a_deed(
    province: Province,
    deed: Callable[[Province, Request], None] | None,
    about: str,
    to_body: bool,
    to_asker: bool,
) -> None:
    request = a_request(province)
    if deed is not None:
        deed(province, request)
    people = {name for what, name in told(province) if what == about}
    assert (address(province) in people, ASKER in people) == (to_body, to_asker)


def test_once_somebody_prepares_the_answer_they_are_told_beside_their_unit(
    province: Province,
) -> None:
    request = a_request(province)
    assign(province, request)
    people = {name for what, name in told(province) if what == "request_assigned"}
    assert people == {address(province), OFFICER}


def test_who_asked_and_who_holds_the_case_now_are_both_told_of_the_answer(
    province: Province,
) -> None:
    request = a_request(province)
    request.consultation.case.track.assignee = "nga"
    answer(province, request)
    people = {name for what, name in told(province) if what == "request_answered"}
    assert people == {"minh@longgiang.example", "nga@longgiang.example"}


def test_who_has_left_is_not_told(province: Province) -> None:
    request = a_request(province)
    directory.person(province.root, "minh").disabled_at = MONDAY
    answer(province, request)
    assert "request_answered" not in dict(told(province))


def test_a_body_without_an_address_holds_nothing_up(province: Province) -> None:
    directory.unit(province.root, BODY).email = ""
    request = a_request(province)
    assert told(province) == []
    answer(province, request)
    assert ("request_answered", ASKER) in told(province)


class TestTime:
    def test_before_the_limit_the_body_is_reminded(self, province: Province) -> None:
        a_request(province)
        assert ("request_reminder", address(province)) in told(province, DUE - timedelta(hours=1))

    def test_silence_is_told_to_both_sides(self, province: Province) -> None:
        a_request(province)
        people = {name for what, name in told(province, AFTER) if what == "request_silence"}
        assert people == {address(province), ASKER}

    def test_where_silence_means_nothing_the_one_stop_head_is_told(
        self, province: Province
    ) -> None:
        limits = {"so-nnmt": read_term("5 working days")}
        asked(province, None, "so-nnmt", template="waiting", limits=limits)
        people = {name for what, name in told(province, AFTER) if what == "request_overdue"}
        centre = address(province, "ttpvhcc-tinh")
        assert people == {ASKER, "phuc@longgiang.example", centre}


class TestWords:
    def test_the_mail_says_what_where_and_until_when(self, province: Province) -> None:
        request = a_request(province, question="An ninh trật tự có bảo đảm không?")
        (mail,) = mails(province)
        case = request.consultation.case
        assert case.code in mail.subject
        for said in (
            case.code,
            "Thử nghiệm lấy ý kiến",
            "Xây dựng nhà xưởng",
            "Công an tỉnh",
            "Sở Xây dựng",
            "An ninh trật tự có bảo đảm không?",
            "07/12/2026",
            f"https://motcua.example.vn/y-kien/{request.key.hex()}",
        ):
            assert said in mail.body, said

    def test_a_case_without_a_subject_is_called_by_its_procedure(self, province: Province) -> None:
        case = a_case(province)
        case.subject = ""
        asked(province, case)
        facts = about_requests._facts(province.system(), asked_of(province, case))
        assert facts["subject"] == facts["procedure"]

    def test_facts_are_those_that_the_texts_may_name(self, province: Province) -> None:
        facts = about_requests._facts(province.system(), a_request(province))
        assert set(facts) == about_requests.FACTS
        assert "Trying opinions" in translate(facts["procedure"], "en")

    def test_officials_read_vietnamese_whoever_acts(self, province: Province) -> None:
        case = a_case(province)
        actions.ask_opinions(
            in_language(province("minh"), "en"),
            case,
            "bodies",
            units=[BODY],
            question="Đề nghị cho ý kiến.",
        )
        (mail,) = mails(province)
        assert (mail.language, "Đề nghị cho ý kiến" in mail.subject) == ("vi", True)


def asked_of(province: Province, case: Any) -> Request:
    (consultation,) = province.root.consultations.of_case(case.key)
    found: Request = consultation.requests[0]
    return found


class TestOnce:
    def test_the_same_notice_makes_one_mail(self, province: Province) -> None:
        request = a_request(province)
        for _time in range(3):
            notice = RequestNotice(request, ("partner",), "late", {"rule": "bodies.1"})
            about_requests.notice(province.system(), notice)
        assert told(province).count(("request_late", address(province))) == 1

    def test_two_urgings_are_two_mails(self, province: Province) -> None:
        request = a_request(province)
        urge(province, request)
        province.work()
        later(province, TUESDAY)
        urge(province, request)
        assert told(province, TUESDAY).count(("request_urged", address(province))) == 2

    def test_somebody_in_two_parts_gets_one_mail(self, province: Province) -> None:
        request = a_request(province)
        notice = RequestNotice(request, ("asker", "assignee"), "late", {"rule": "bodies.1"})
        about_requests.notice(province.system(), notice)
        assert told(province).count(("request_late", ASKER)) == 1
