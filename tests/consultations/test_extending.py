"""More time: asked once, granted, granted in part, refused."""

from datetime import datetime, timedelta

import pytest
from tests.make_consultations import DUE, a_request, asked, later, says

from motcua.acting import NotAllowed
from motcua.consultations.actions import (
    ask_extension,
    give_opinion,
    grant_extension,
    refuse_extension,
    withdraw,
)
from motcua.consultations.content import OPENED, SILENT
from motcua.consultations.extending import longest
from motcua.consultations.inbox import RequestRow, body_list
from motcua.consultations.refusals import CannotExtend, NotOpen
from motcua.consultations.templates import due_of, limit_of
from motcua.deadlines.terms import read_term
from motcua.words import translate

TWO = read_term("2 working days")
THREE = read_term("3 working days")
WEDNESDAY = datetime(2026, 12, 9, 17, 0)


def extension_of(province, term=TWO, reason="Phải đi thực địa"):
    request = a_request(province)
    ask_extension(province("an"), request, term, reason)
    return request


def refused(action, *arguments):
    with pytest.raises(CannotExtend) as caught:
        action(*arguments)
    return translate(caught.value.sentence, "en")


class TestAsking:
    def test_it_is_kept_and_told_to_the_asker(self, province):
        request = extension_of(province)
        assert request.extension.wanted == "2 working days"
        assert request.extension.is_waiting
        assert request.state == OPENED
        assert province.told("extension_asked") == [("cong-an-tinh", ("asker",))]
        row = province.root.worklists.page([body_list("cong-an-tinh")]).entries[0].row
        assert RequestRow(*row).extension == "waiting"

    def test_the_old_limit_stands_meanwhile(self, province):
        request = extension_of(province)
        assert limit_of(province("an"), request) == DUE
        province.work(DUE + timedelta(seconds=1))
        assert request.state == SILENT

    @pytest.mark.parametrize(
        ("term", "reason", "said"),
        [
            pytest.param(TWO, " ", "Say why more time", id="without a reason"),
            pytest.param(read_term("0 working days"), "x", "no more time", id="nothing"),
            pytest.param(read_term("4 working days"), "x", "at most 3 working days", id="too much"),
        ],
    )
    def test_within_what_the_procedure_allows(self, province, term, reason, said):
        assert said in refused(ask_extension, province("an"), a_request(province), term, reason)

    def test_not_where_the_procedure_allows_none(self, province):
        request = asked(province, None, "so-nnmt", template="counting").requests[0]
        assert "does not allow more time" in refused(
            ask_extension, province("dung"), request, TWO, "x"
        )
        assert longest(province("dung"), request) is None

    def test_once(self, province):
        request = extension_of(province)
        assert "once" in refused(ask_extension, province("an"), request, TWO, "x")

    def test_in_time(self, province):
        request = a_request(province)
        later(province, DUE + timedelta(seconds=1))
        assert "limit has passed" in refused(ask_extension, province("an"), request, TWO, "x")

    def test_by_the_body_alone(self, province):
        with pytest.raises(NotAllowed):
            ask_extension(province("minh"), a_request(province), TWO, "x")

    def test_up_to_what_is_allowed(self, province):
        request = a_request(province)
        assert longest(province("an"), request) == datetime(2026, 12, 10, 17, 0)


class TestAnswering:
    def test_what_is_granted_is_added_to_the_limit(self, province):
        request = extension_of(province)
        grant_extension(province("minh"), request)
        assert limit_of(province("an"), request) == WEDNESDAY
        assert request.extension.granted == "2 working days"
        assert request.extension.answered_by_name == "Phạm Văn Minh"
        assert request.extension.due_before == DUE
        assert province.told("extension_answered") == [("cong-an-tinh", ("partner",))]

    def test_the_explanation_tells_of_it(self, province):
        request = extension_of(province)
        grant_extension(province("minh"), request, answer="Đồng ý")
        lines = [translate(each.said, "en") for each in due_of(province("an"), request).lines]
        assert any("2 working days" in line and "Đồng ý" in line for line in lines)

    def test_lists_and_alarms_follow(self, province):
        request = extension_of(province)
        grant_extension(province("minh"), request)
        entries = province.root.worklists.page([body_list("cong-an-tinh")]).entries
        assert [each.due for each in entries] == [WEDNESDAY]
        assert RequestRow(*entries[0].row).extension == "granted"
        province.work(DUE + timedelta(seconds=1))
        assert request.state == OPENED
        province.work(WEDNESDAY + timedelta(seconds=1))
        assert request.silence.limit == WEDNESDAY

    def test_less_may_be_granted_with_a_reason(self, province):
        request = extension_of(province, THREE)
        assert "Say why it is less" in refused(grant_extension, province("minh"), request, TWO)
        grant_extension(province("minh"), request, TWO, "Hồ sơ gấp")
        assert limit_of(province("an"), request) == WEDNESDAY

    def test_more_than_allowed_is_not_granted(self, province):
        request = extension_of(province)
        assert "at most" in refused(
            grant_extension, province("minh"), request, read_term("5 working days")
        )

    def test_a_refusal_needs_a_reason_and_leaves_the_limit(self, province):
        request = extension_of(province)
        refused(refuse_extension, province("minh"), request, " ")
        refuse_extension(province("minh"), request, "Không còn thời gian")
        assert limit_of(province("an"), request) == DUE
        assert (request.extension.granted, request.extension.answer) == ("", "Không còn thời gian")
        row = province.root.worklists.page([body_list("cong-an-tinh")]).entries[0].row
        assert RequestRow(*row).extension == "refused"

    def test_it_is_answered_once(self, province):
        request = extension_of(province)
        grant_extension(province("minh"), request)
        said = refused(refuse_extension, province("minh"), request, "x")
        assert said == "Phạm Văn Minh answered this already at 09:00 30/11/2026."

    def test_there_must_be_something_to_answer(self, province):
        assert "has not asked" in refused(grant_extension, province("minh"), a_request(province))

    def test_not_after_the_limit(self, province):
        request = extension_of(province)
        later(province, DUE + timedelta(seconds=1))
        assert "limit has passed" in refused(grant_extension, province("minh"), request)

    def test_by_the_asker_alone(self, province):
        with pytest.raises(NotAllowed):
            grant_extension(province("an"), extension_of(province))

    def test_not_for_an_answered_request(self, province):
        request = extension_of(province)
        give_opinion(province("an"), request, says())
        with pytest.raises(NotOpen):
            grant_extension(province("minh"), request)

    def test_not_for_a_withdrawn_one(self, province):
        request = extension_of(province)
        withdraw(province("minh"), request, "Thôi")
        with pytest.raises(NotOpen):
            refuse_extension(province("minh"), request, "x")
