"""Inside the asked body: opened, assigned, claimed, given back."""

from datetime import datetime

import pytest
from tests.make_consultations import MONDAY, a_request, later, says

from motcua.acting import NotAllowed
from motcua.cases.lists import personal
from motcua.consultations.actions import (
    assign,
    claim,
    give_back,
    give_opinion,
    open_request,
    save_draft,
    withdraw,
)
from motcua.consultations.content import OPENED, SENT
from motcua.consultations.inbox import RequestRow, body_list, body_lists_of, lists_of, request_of
from motcua.consultations.inside import may_prepare
from motcua.consultations.refusals import CannotAssign, NotOpen
from motcua.words import translate


def deeds(request):
    return [entry.deed for entry in request.journal]


def in_list(province, name):
    return [each.subject for each in province.root.worklists.page([name]).entries]


class TestOpening:
    def test_the_asker_sees_who_took_note_and_when(self, province):
        request = a_request(province)
        later(province, datetime(2026, 11, 30, 14, 5))
        open_request(province("an"), request)
        assert request.state == OPENED
        assert (request.opened_by_name, request.opened_at) == ("Nguyễn Văn An", province.now)
        assert deeds(request) == ["asked", "opened"]

    def test_it_is_opened_once(self, province):
        request = a_request(province)
        open_request(province("an"), request)
        open_request(province("binh"), request)
        assert request.opened_by_name == "Nguyễn Văn An"

    @pytest.mark.parametrize("person", ["minh", "dung", "kien"])
    def test_nobody_else_opens_it(self, province, person):
        with pytest.raises(NotAllowed, match="You do not answer for"):
            open_request(province(person), a_request(province))

    def test_reading_the_lists_does_not_open_it(self, province):
        request = a_request(province)
        assert request_of(province("an"), request.key) is request
        assert request.state == SENT

    def test_not_after_it_was_withdrawn(self, province):
        request = a_request(province)
        withdraw(province("minh"), request, "Hồ sơ đã rút")
        with pytest.raises(NotOpen) as caught:
            open_request(province("an"), request)
        said = translate(caught.value.sentence, "en")
        assert said == (
            "The request was withdrawn by Phạm Văn Minh at 09:00 30/11/2026: Hồ sơ đã rút"
        )


class TestAssigning:
    def test_the_head_says_who_prepares_the_answer(self, province):
        request = a_request(province)
        assign(province("chinh"), request, "binh")
        assert (request.assignee, request.state) == ("binh", OPENED)
        assert in_list(province, personal("binh")) == [request.key]
        assert in_list(province, body_list("cong-an-tinh")) == [request.key]
        assert deeds(request) == ["asked", "opened", "assigned"]
        assert province.told("assigned") == [("cong-an-tinh", ("partner",))]

    def test_the_same_request_in_two_lists_is_shown_once(self, province):
        request = a_request(province)
        assign(province("chinh"), request, "binh")
        entries = province.root.worklists.page(lists_of(province("binh"))).entries
        assert [each.subject for each in entries] == [request.key]
        assert RequestRow(*entries[0].row).assignee == "binh"

    def test_somebody_else_may_be_chosen_later(self, province):
        request = a_request(province)
        assign(province("chinh"), request, "binh")
        assign(province("chinh"), request, "an")
        assert in_list(province, personal("binh")) == []
        assert in_list(province, personal("an")) == [request.key]

    def test_whoever_answers_for_the_body_can_be_chosen(self, province):
        request = a_request(province)
        assert [each.id for each in may_prepare(province("chinh"), request)] == [
            "an", "binh", "chinh",
        ]  # fmt: skip
        with pytest.raises(CannotAssign):
            assign(province("chinh"), request, "dung")

    def test_an_officer_does_not_assign(self, province):
        with pytest.raises(NotAllowed):
            assign(province("an"), a_request(province), "binh")

    def test_not_what_is_answered(self, province):
        request = a_request(province)
        give_opinion(province("an"), request, says())
        with pytest.raises(NotOpen):
            assign(province("chinh"), request, "binh")


class TestClaiming:
    def test_somebody_takes_it_on(self, province):
        request = a_request(province)
        claim(province("an"), request)
        assert request.assignee == "an"
        assert deeds(request) == ["asked", "opened", "claimed"]

    def test_taking_it_on_twice_changes_nothing(self, province):
        request = a_request(province)
        claim(province("an"), request)
        claim(province("an"), request)
        assert deeds(request) == ["asked", "opened", "claimed"]

    def test_not_what_a_colleague_has_taken_on(self, province):
        request = a_request(province)
        claim(province("an"), request)
        with pytest.raises(CannotAssign) as caught:
            claim(province("binh"), request)
        assert "Nguyễn Văn An prepares" in translate(caught.value.sentence, "en")

    def test_the_holder_gives_it_back(self, province):
        request = a_request(province)
        claim(province("an"), request)
        give_back(province("an"), request, "Nghỉ phép")
        assert request.assignee == ""
        assert request.journal.last().facts == {"before": "an", "reason": "Nghỉ phép"}
        claim(province("binh"), request)

    def test_nobody_gives_back_what_is_with_another(self, province):
        request = a_request(province)
        claim(province("an"), request)
        with pytest.raises(CannotAssign):
            give_back(province("binh"), request)


class TestWhoseLists:
    def test_who_may_answer_or_assign_works_on_the_bodys_list(self, province):
        assert body_list("cong-an-tinh") in lists_of(province("an"))
        assert body_list("cong-an-tinh") in lists_of(province("chinh"))
        assert body_list("ttpvhcc-tinh") not in lists_of(province("hoa"))

    def test_who_reads_the_units_cases_sees_the_list_too(self, province):
        assert body_lists_of(province("hoa")) == [body_list("ttpvhcc-tinh")]
        assert body_lists_of(province("kien")) == []


def test_a_draft_opens_the_request(province):
    request = a_request(province)
    save_draft(province("an"), request, says("agree", "Nháp"), 0)
    assert (request.opened_at, request.state) == (MONDAY, OPENED)
    assert deeds(request) == ["asked", "opened", "draft begun"]
