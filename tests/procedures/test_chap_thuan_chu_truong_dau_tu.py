"""P1, approval of investment policy: 17 working days, seven for the opinions (NĐ 96/2026 Đ35).

November and December 2026: Tuesday 24/11 is a holiday, nothing else is.
Offices work 07:00-11:30 and 13:30-17:00, eight hours a day.
"""

from __future__ import annotations

import pytest

from motcua.cases.clocks import case_left
from motcua.cases.tracking import find, story
from motcua.consultations.refusals import CannotAsk
from motcua.workflows.steps import NotOffered, NotYet

CLERK, HEAD, OFFICER, LEADER = "mai.tran", "loc.huynh", "duyen.truong", "khai.pham"
OFFICE, CHAIRMAN, VICE_CHAIR = "lan.phan", "quang.tran", "nhung.le"
BODIES = ["xa-long-phuoc", "so-xay-dung", "so-nnmt", "so-khcn"]
GUARDS = ["bo-chqs-tinh", "cong-an-tinh"]
PROJECT = {
    "ten_du_an": "Cụm công nghiệp Long Phước",
    "muc_tieu": "Xây dựng hạ tầng cụm công nghiệp",
    "xa_phuong": "xa-long-phuoc",
    "dien_tich": 49,
    "von_dau_tu": 620_000_000_000,
    "thoi_han_nam": 50,
    "quoc_phong_an_ninh": "yes",
}


@pytest.fixture
def filed(walk):
    """Filed on Friday afternoon, before a weekend."""
    return walk("20/11/2026 15:30").files("chap-thuan-chu-truong-dau-tu", CLERK, PROJECT)


@pytest.fixture
def preparing(filed):
    """Received, handed over and given to an officer on Monday 23/11."""
    filed.at("23/11/2026 09:00").does(CLERK, "receive")
    filed.at("23/11/2026 09:30").does(CLERK, "transfer")
    return filed.at("23/11/2026 10:00").does(HEAD, "assign", officer=OFFICER)


@pytest.fixture
def consulting(preparing):
    """Six bodies asked on Monday 23/11 at 14:00."""
    preparing.at("23/11/2026 14:00").asks(OFFICER, "co_quan_lien_quan", [*BODIES, *GUARDS])
    return preparing.does(OFFICER, "start_waiting")


@pytest.fixture
def decision(consulting):
    """Everybody has agreed, and the case lies before the Chairman."""
    consulting.at("25/11/2026 08:00")
    for who in ("ngan.huynh", "ha.nguyen", "xuan.doan", "yen.luu", "tue.le", "long.nguyen"):
        consulting.answers(who, "agree")
    consulting.does(OFFICER, "appraise")
    consulting.does(OFFICER, "propose", ket_luan="chap_thuan", du_thao="Đủ điều kiện.")
    consulting.does(LEADER, "sign")
    return consulting.does(OFFICE, "submit")


def test_from_filing_to_result(filed):
    case = filed
    # One working day to look at the papers; Friday is not counted: Monday.
    assert (case.state, case.due, case.step_due) == ("submitted", "", "23/11/2026 17:00")

    # 17 working days after Monday 23/11: 25, 26, 27; 30/11, 1-4/12; 7-11; 14-17 = Thursday 17/12.
    case.at("23/11/2026 09:00").does(CLERK, "receive")
    assert case.due == "17/12/2026 17:00"
    # To the department the same day, because it came before 15:00 (NĐ 61/2018 Đ18).
    assert (case.state, case.step_due) == ("received", "23/11/2026 17:00")
    assert case.letters == ["giay_tiep_nhan"]

    # A quarter of a day is two hours: 09:30 + 2 h.
    case.at("23/11/2026 09:30").does(CLERK, "transfer")
    assert (case.state, case.step_due) == ("assigning", "23/11/2026 11:30")

    # Three quarters are six hours: 1.5 until noon, 3.5 in the afternoon, 1 on Wednesday.
    case.at("23/11/2026 10:00").does(HEAD, "assign", officer=OFFICER)
    assert (case.state, case.step_due) == ("preparing", "25/11/2026 08:00")
    assert case.buttons(OFFICER) == {"start_waiting": False, "supplement": True}

    # Seven working days for the bodies: 25, 26, 27, 30/11, 1, 2, 3/12 = Thursday 3/12.
    case.at("23/11/2026 14:00").asks(OFFICER, "co_quan_lien_quan", [*BODIES, *GUARDS])
    assert {case.request_due(unit) for unit in [*BODIES, *GUARDS]} == {"03/12/2026 17:00"}
    case.does(OFFICER, "start_waiting")
    assert (case.state, case.step_due) == ("consulting", "03/12/2026 17:00")
    assert case.buttons(OFFICER)["appraise"] is False

    case.at("26/11/2026 09:00").answers("ngan.huynh", "agree")
    case.at("27/11/2026 10:00").answers("ha.nguyen", "agree_with_remarks", "Khớp nối giao thông.")
    case.at("30/11/2026 15:00").answers("xuan.doan", "disagree", "Còn 2 ha đất lúa.")
    case.at("01/12/2026 08:00").answers("yen.luu", "not_competent")
    case.at("02/12/2026 16:30").answers("tue.le", "agree")
    assert "Công an tỉnh" in case.reason(OFFICER, "appraise")

    # The police are silent: on Thursday 3/12 at 17:00 that becomes agreement, by NĐ 96/2026 Đ35.
    case.at("03/12/2026 17:00")
    assert case.request("cong-an-tinh").silence is None
    case.at("04/12/2026 08:00")
    silence = case.request("cong-an-tinh").silence
    assert (silence.meaning, silence.ground) == ("agree", "NĐ 96/2026 Đ6.6, Đ35.7-8")
    assert case.request("cong-an-tinh").opinion is None
    assert case.buttons(OFFICER)["appraise"] is True

    # Four working days after Friday 4/12: 7, 8, 9, 10 = Thursday 10/12.
    case.does(OFFICER, "appraise")
    assert (case.state, case.step_due) == ("appraising", "10/12/2026 17:00")

    # One working day after Wednesday 9/12.
    case.at("09/12/2026 15:00")
    case.does(OFFICER, "propose", ket_luan="chap_thuan", du_thao="Đề nghị chấp thuận.")
    assert (case.state, case.step_due) == ("report_signing", "10/12/2026 17:00")

    # One working day for the Committee Office, after Thursday 10/12.
    case.at("10/12/2026 10:00").does(LEADER, "sign", so_van_ban="512/BC-STC")
    assert (case.state, case.step_due) == ("office_check", "11/12/2026 17:00")

    # Two working days for the Chairman after Friday 11/12: Monday 14, Tuesday 15.
    case.at("11/12/2026 09:00").does(OFFICE, "submit")
    assert (case.state, case.step_due) == ("decision", "15/12/2026 17:00")
    assert case.due == "17/12/2026 17:00"

    # The Department of Environment disagreed: nobody approves without saying why all the same.
    case.at("14/12/2026 11:00")
    with pytest.raises(NotYet, match="no reason is given"):
        case.does(CHAIRMAN, "approve", so_van_ban="3050/QĐ-UBND")
    case.departs(CHAIRMAN, "so-nnmt", "Đã bổ sung 2 ha vào kế hoạch sử dụng đất.")
    case.does(CHAIRMAN, "approve", so_van_ban="3050/QĐ-UBND")
    assert (case.state, case.due, case.step_due) == ("result", "", "")
    assert case.letters == ["giay_tiep_nhan", "phieu_kiem_soat", "ket_qua"]
    assert case.case.value("ngay_ky") == "2026-12-14"

    case.at("16/12/2026 08:30").does(CLERK, "hand_over", nguoi_nhan="Lê Văn Tám")
    assert case.state == "done"
    assert case.buttons(CLERK) == {}


def test_received_after_three_in_the_afternoon_it_is_handed_over_the_next_working_day(filed):
    """NĐ 61/2018 Đ18; Tuesday 24/11 is a holiday, so Wednesday."""
    filed.at("23/11/2026 15:30").does(CLERK, "receive")
    assert filed.step_due == "25/11/2026 17:00"
    assert filed.due == "17/12/2026 17:00"


class TestAsking:
    def test_the_commune_of_the_project_must_be_asked(self, preparing):
        with pytest.raises(CannotAsk, match="requires"):
            preparing.asks(OFFICER, "co_quan_lien_quan", ["so-xay-dung", *GUARDS])

    def test_defence_and_security_must_be_asked_where_the_project_touches_them(self, preparing):
        with pytest.raises(CannotAsk, match="requires"):
            preparing.asks(OFFICER, "co_quan_lien_quan", BODIES)

    def test_elsewhere_they_need_not_be(self, walk):
        case = walk("23/11/2026 08:00")
        case.files("chap-thuan-chu-truong-dau-tu", CLERK, {**PROJECT, "quoc_phong_an_ninh": "no"})
        case.does(CLERK, "receive").does(CLERK, "transfer")
        case.does(HEAD, "assign", officer=OFFICER)
        case.asks(OFFICER, "co_quan_lien_quan", BODIES).does(OFFICER, "start_waiting")
        assert case.state == "consulting"

    def test_the_lead_department_does_not_ask_itself(self, preparing):
        with pytest.raises(CannotAsk):
            preparing.asks(OFFICER, "co_quan_lien_quan", [*BODIES, *GUARDS, "so-tai-chinh"])

    def test_a_late_answer_is_kept_and_the_silence_stays(self, consulting):
        consulting.at("04/12/2026 08:00").answers(
            "long.nguyen", "disagree", "Cần làm rõ ranh giới."
        )
        request = consulting.request("cong-an-tinh")
        assert request.silence.meaning == "agree"
        assert request.opinion.is_late


class TestMorePapers:
    def test_once_they_are_there_the_limit_begins_anew(self, preparing):
        """NĐ 61/2018 Đ19.4."""
        preparing.at("23/11/2026 15:00").does(OFFICER, "supplement", noi_dung="Báo cáo tài chính")
        # Thirty days after 23/11, days off included: Wednesday 23/12.
        assert (preparing.state, preparing.due, preparing.step_due) == (
            "waiting",
            "",
            "23/12/2026 17:00",
        )
        preparing.at("02/12/2026 10:00").does("applicant", "supply", papers=["tai_lieu_khac"])
        # 17 working days after Wednesday 2/12: 3, 4; 7-11; 14-18; 21-25 = Friday 25/12.
        assert (preparing.state, preparing.due) == ("preparing", "25/12/2026 17:00")
        # Six hours: 1.5 until noon, 3.5 in the afternoon, 1 on Thursday.
        assert preparing.step_due == "03/12/2026 08:00"

    def test_they_are_asked_for_once_in_the_life_of_a_case(self, preparing):
        preparing.does(OFFICER, "supplement", noi_dung="Báo cáo tài chính")
        preparing.does("applicant", "supply")
        assert preparing.buttons(OFFICER)["supplement"] is False
        with pytest.raises(NotYet):
            preparing.does(OFFICER, "supplement", noi_dung="Thêm nữa")

    def test_the_questions_already_sent_are_taken_back(self, preparing):
        preparing.asks(OFFICER, "co_quan_lien_quan", [*BODIES, *GUARDS])
        preparing.does(OFFICER, "supplement", noi_dung="Báo cáo tài chính")
        assert preparing.request("so-xay-dung").is_withdrawn

    def test_whoever_waits_thirty_days_finds_the_case_stopped(self, preparing):
        preparing.at("23/11/2026 15:00").does(OFFICER, "supplement", noi_dung="Báo cáo tài chính")
        assert preparing.at("23/12/2026 16:59").state == "waiting"
        assert preparing.at("24/12/2026 08:00").state == "stopped"
        assert preparing.letters[-1] == "thong_bao_dung"

    def test_at_the_counter_the_time_limit_has_not_begun(self, filed):
        filed.at("23/11/2026 08:00").does(CLERK, "complete", noi_dung="Thiếu con dấu")
        assert (filed.state, filed.due) == ("completing", "")
        filed.at("25/11/2026 08:00").does("applicant", "supply").does(CLERK, "receive")
        # 17 working days after Wednesday 25/11: 26, 27; 30/11-4/12; 7-11; 14-18 = Friday 18/12.
        assert filed.due == "18/12/2026 17:00"


class TestMoreTime:
    def test_an_apology_names_a_later_day_once(self, decision):
        assert decision.due == "17/12/2026 17:00"
        decision.at("14/12/2026 08:00")
        decision.does(LEADER, "extend", ly_do="Chờ kết quả rà soát đất lúa", so_ngay_gia_han=5)
        # Five working days after Thursday 17/12: 18, 21, 22, 23, 24.
        assert decision.due == "24/12/2026 17:00"
        assert decision.state == "decision"
        assert decision.letters[-1] == "phieu_xin_loi"
        assert decision.buttons(LEADER)["extend"] is False

    def test_it_must_be_sent_a_day_before_the_limit(self, decision):
        """NĐ 61/2018 Đ19.9: due on Thursday 17/12, so by Wednesday 16/12."""
        assert decision.at("16/12/2026 17:00").buttons(LEADER)["extend"] is True
        assert decision.at("17/12/2026 07:00").buttons(LEADER)["extend"] is False
        with pytest.raises(NotYet):
            decision.does(LEADER, "extend", ly_do="Quá việc", so_ngay_gia_han=5)


class TestLateness:
    def test_two_working_days_before_the_limit_the_apology_can_still_be_written(self, decision):
        """Due on Thursday 17/12: the reminder comes when the office opens on Tuesday 15/12."""
        assert "whole.1" not in decision.at("15/12/2026 06:59").case.track.fired
        assert "whole.1" in decision.at("15/12/2026 07:00").case.track.fired
        assert decision.buttons(LEADER)["extend"] is True

    def test_a_case_that_is_late_goes_on_and_shows_it(self, decision):
        decision.at("18/12/2026 08:00")
        assert "whole.2" in decision.case.track.fired
        assert decision.due == "17/12/2026 17:00"
        assert case_left(decision.person(CHAIRMAN), decision.case).is_late
        assert decision.does(CHAIRMAN, "approve").state == "result"

    def test_each_reminder_comes_once(self, decision):
        decision.at("18/12/2026 08:00").at("21/12/2026 08:00")
        fired = decision.case.track.fired
        assert len(fired) == len(set(fired))


class TestDeciding:
    def test_the_chairman_may_refuse_with_reasons(self, decision):
        with pytest.raises(NotYet):
            decision.does(CHAIRMAN, "reject", ly_do="")
        decision.does(CHAIRMAN, "reject", ly_do="Không phù hợp quy hoạch")
        assert decision.state == "refused"
        assert decision.letters[-1] == "phieu_tu_choi"

    def test_a_vice_chair_may_decide_and_nobody_else(self, decision):
        with pytest.raises(NotOffered):
            decision.does(LEADER, "approve")
        assert decision.does(VICE_CHAIR, "approve").state == "result"

    def test_what_is_unclear_goes_back_to_the_office_and_to_the_department(self, decision):
        decision.does(CHAIRMAN, "return", ly_do="Làm rõ tiến độ")
        assert decision.state == "office_check"
        assert decision.does(OFFICE, "return", ly_do="Bổ sung báo cáo").state == "appraising"

    def test_the_counter_may_refuse_what_it_cannot_take(self, filed):
        filed.at("23/11/2026 08:00").does(CLERK, "refuse", ly_do="Không thuộc thẩm quyền")
        assert (filed.state, filed.letters) == ("refused", ["phieu_tu_choi"])


class TestWithdrawing:
    def test_the_applicant_may_until_it_lies_before_the_chairman(self, consulting, walk):
        assert consulting.buttons("applicant") == {"withdraw": True}
        consulting.does("applicant", "withdraw", ly_do="Đổi địa điểm")
        assert consulting.state == "withdrawn"
        assert consulting.letters[-1] == "thong_bao_dung"
        assert consulting.request("so-nnmt").is_withdrawn

    def test_not_afterwards(self, decision):
        assert decision.buttons("applicant") == {}


class TestFollowing:
    def test_the_citizen_is_told_for_whom_the_case_waits(self, filed):
        def holder():
            return story(filed.applicant(), filed.case).holder.id

        assert holder() == "ttpvhcc-tinh"
        filed.at("23/11/2026 09:00").does(CLERK, "receive").does(CLERK, "transfer")
        assert holder() == "so-tai-chinh"
        filed.does(HEAD, "assign", officer=OFFICER).asks(
            OFFICER, "co_quan_lien_quan", [*BODIES, *GUARDS]
        )
        filed.does(OFFICER, "start_waiting").at("04/12/2026 08:00").does(OFFICER, "appraise")
        filed.does(OFFICER, "propose", ket_luan="chap_thuan", du_thao="Đủ điều kiện.")
        filed.does(LEADER, "sign")
        assert holder() == "van-phong-ubnd-tinh"
        filed.does(OFFICE, "submit")
        assert holder() == "ubnd-tinh"

    def test_the_code_may_be_typed_as_people_type(self, filed):
        code = filed.case.code
        assert code == "000.01.01.H99-20261120-0000001"
        for typed in (code, code.lower(), f" {code.replace('-', ' ')} ", code.replace("-", "")):
            assert find(filed.person(CLERK), typed) is filed.case
        assert find(filed.person(CLERK), "000.01.01.H99-20261120-0000002") is None
        assert find(filed.person(CLERK), "giấy phép") is None


def test_who_holds_the_case_may_change(consulting):
    consulting.does(HEAD, "reassign", officer="danh.nguyen", ly_do="Nghỉ phép")
    assert consulting.state == "consulting"
    assert consulting.buttons(OFFICER) == {}
    assert "appraise" in consulting.buttons("danh.nguyen")


def test_everything_that_was_done_stands_in_the_journal(decision):
    assert [deed for deed in decision.deeds if deed != "opinions anchored"] == [
        "filed",
        "receive",
        "transfer",
        "assign",
        "opinions asked",
        "start_waiting",
        "appraise",
        "propose",
        "sign",
        "submit",
    ]
