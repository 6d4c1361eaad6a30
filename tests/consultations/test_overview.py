"""Cases × bodies for an asker, requests × steps for a body."""

from datetime import datetime

import pytest
from tests.make_consultations import DUE, a_case, asked, later, says

from motcua.consultations.actions import (
    ask_extension,
    assign,
    give_opinion,
    save_draft,
    withdraw,
)
from motcua.consultations.overviews.matrix import FINE, LATE, OPEN, SOON, matrix
from motcua.consultations.overviews.stages import stages
from motcua.deadlines.terms import read_term
from motcua.words import translate


def codes(found):
    return [line.case.code for line in found.lines]


class TestTheMatrix:
    def test_a_case_stands_in_it_as_long_as_somebody_has_yet_to_answer(self, province):
        case = a_case(province)
        assert matrix(province("minh")).lines == ()
        sent = asked(province, case, "cong-an-tinh", "so-nnmt")
        give_opinion(province("an"), sent.requests[0], says())
        found = matrix(province("minh"))
        (line,) = found.lines
        assert (line.procedure.vi, line.state.vi, line.awaited) == (
            "Thử nghiệm lấy ý kiến", "Chuẩn bị", 1,
        )  # fmt: skip
        police, land = line.cells["cong-an-tinh"], line.cells["so-nnmt"]
        assert (police.tone, police.left, police.risk) == ("agree", None, FINE)
        assert translate(police.said, "vi") == "Đồng ý"
        assert (land.tone, land.limit, land.risk) == ("wait", DUE, OPEN)
        assert [unit.id for unit in found.units] == ["cong-an-tinh", "so-nnmt"]
        give_opinion(province("dung"), sent.requests[1], says())
        assert matrix(province("minh")).lines == ()

    def test_the_newest_request_to_a_body_stands_in_its_place(self, province):
        case = a_case(province)
        first = asked(province, case).requests[0]
        give_opinion(province("an"), first, says("disagree", "Không"))
        again = asked(province, case).requests[0]
        assert matrix(province("minh")).lines[0].cells["cong-an-tinh"].request is again

    @pytest.mark.parametrize(
        ("now", "risk"),
        [
            pytest.param(datetime(2026, 11, 30, 9), OPEN, id="there is time"),
            pytest.param(datetime(2026, 12, 7, 9), SOON, id="due today"),
            pytest.param(datetime(2026, 12, 7, 18), LATE, id="over"),
        ],
    )
    def test_a_body_is_a_risk_as_its_time_runs_out(self, province, now, risk):
        asked(province, a_case(province))
        later(province, now)
        assert matrix(province("minh")).lines[0].risk == risk

    def test_it_can_be_sorted(self, province):
        first, second, third = (a_case(province) for _each in range(3))
        asked(province, first, "cong-an-tinh", "so-nnmt")
        asked(
            province, second, "cong-an-tinh", limits={"cong-an-tinh": read_term("8 working days")}
        )
        asked(province, third, "so-nnmt", template="waiting", limits={
            "so-nnmt": read_term("1 working day")})  # fmt: skip
        later(province, datetime(2026, 12, 2, 9))
        orders = {order: codes(matrix(province("minh"), order)) for order in (
            "risk", "limit", "awaited", "code", "nonsense")}  # fmt: skip
        one, two, three = first.code, second.code, third.code
        assert orders == {
            "risk": [three, one, two],
            "limit": [three, one, two],
            "awaited": [one, three, two],
            "code": sorted([one, two, three]),
            "nonsense": [three, one, two],
        }

    def test_whoever_asked_for_more_time_is_marked(self, province):
        request = asked(province).requests[0]
        ask_extension(province("an"), request, read_term("2 working days"), "Đông việc")
        assert matrix(province("minh")).lines[0].cells["cong-an-tinh"].asks_for_time

    def test_it_is_read_a_page_at_a_time(self, province):
        for _each in range(3):
            asked(province, a_case(province))
        first = matrix(province("minh"), size=2)
        second = matrix(province("minh"), after=first.next, size=2)
        assert (len(first.lines), len(second.lines), second.next) == (2, 1, b"")

    def test_it_is_ones_own_and_nobody_elses(self, province):
        asked(province, a_case(province))
        for person in ("nga", "an", "kien"):
            assert matrix(province(person)).lines == ()

    def test_what_is_withdrawn_is_not_awaited(self, province):
        request = asked(province).requests[0]
        withdraw(province("minh"), request, "Nhầm")
        assert matrix(province("minh")).lines == ()


class TestTheStages:
    def test_each_request_says_how_far_it_has_come(self, province):
        request = asked(province).requests[0]
        (line,) = stages(province("an")).lines
        assert (line.request, line.holder, line.limit) == (request, "", DUE)
        assert (line.unit.id, line.asking_unit.id) == ("cong-an-tinh", "so-xay-dung")
        assign(province("chinh"), request, "binh")
        save_draft(province("binh"), request, says(), 0)
        (line,) = stages(province("an")).lines
        assert (line.holder, line.request.draft.saved_at) == ("Trần Văn Bình", province.now)

    def test_other_bodies_and_the_asker_see_none_of_it(self, province):
        asked(province)
        for person in ("dung", "minh"):
            assert stages(province(person)).lines == ()

    def test_it_is_read_a_page_at_a_time(self, province):
        for _each in range(3):
            asked(province, a_case(province))
        first = stages(province("an"), size=2)
        assert len(stages(province("an"), first.next, size=2).lines) == 1
