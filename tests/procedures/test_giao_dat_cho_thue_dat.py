"""P11, allocation and lease of land: quarter days, and a pause for the land dues.

0.25 + 0.5 + 0.5 + 1.5 + 0.5 + 0.5, then a pause, then 0.5 + 3 + 0.5 + 1 + 2; 15 in all.
November and December 2026: Tuesday 24/11 is a holiday, nothing else is.
Offices work 07:00-11:30 and 13:30-17:00: a quarter of a day is two hours.
"""

from __future__ import annotations

import pytest

from motcua.workflows.steps import NotOffered, NotYet

CLERK, HEAD, OFFICER, LEADER = "mai.tran", "pang.lo", "xuan.doan", "cuong.ha"
LAND_OFFICER, CHAIRMAN = "loi.tran", "quang.tran"
LAND = {
    "hinh_thuc": "thue_mot_lan",
    "xa_phuong": "xa-long-phuoc",
    "dia_diem": "Thửa 20, tờ bản đồ 5",
    "dien_tich": 12000,
    "muc_dich": "Đất khu công nghiệp",
    "vung_kho_khan": "no",
}
SITE = {"ngay_kiem_tra": "2026-11-25", "hien_trang": "Không tranh chấp"}


@pytest.fixture
def assigning(walk):
    def begin(**answers):
        case = walk("23/11/2026 07:30")
        case.files("giao-dat-cho-thue-dat", CLERK, {**LAND, **answers})
        case.at("23/11/2026 08:00").does(CLERK, "receive")
        return case.at("23/11/2026 08:30").does(CLERK, "transfer")

    return begin


@pytest.fixture
def waiting_duty(assigning):
    case = assigning().at("23/11/2026 09:00").does(HEAD, "assign", officer=OFFICER)
    case.at("23/11/2026 14:00").does(LAND_OFFICER, "inform", noi_dung="Đủ điều kiện")
    case.at("25/11/2026 15:00")
    case.does(OFFICER, "report_site", papers=["bien_ban_thuc_dia"], **SITE)
    case.at("26/11/2026 08:00").does(HEAD, "endorse")
    return case.at("26/11/2026 10:00").does(LEADER, "send_to_tax")


def test_from_filing_to_result(walk):
    case = walk("23/11/2026 07:30").files("giao-dat-cho-thue-dat", CLERK, LAND)
    # 15 working days after Monday 23/11: 25-27; 30/11-4/12; 7-11; 14, 15 = Tuesday 15/12.
    # 0.25 is two hours: 08:00-10:00.
    case.at("23/11/2026 08:00").does(CLERK, "receive")
    assert (case.due, case.step_due) == ("15/12/2026 17:00", "23/11/2026 10:00")

    # 0.5 is four hours: three until noon, one from 13:30.
    case.at("23/11/2026 08:30").does(CLERK, "transfer")
    assert (case.state, case.step_due) == ("assigning", "23/11/2026 14:30")

    # Four hours: 2.5 until noon, 1.5 from 13:30.
    case.at("23/11/2026 09:00").does(HEAD, "assign", officer=OFFICER)
    assert (case.state, case.step_due) == ("land_registry", "23/11/2026 15:00")
    assert case.buttons(OFFICER) == {}

    # 1.5 working days: Wednesday 25, then four hours of Thursday 26.
    case.at("23/11/2026 14:00").does(LAND_OFFICER, "inform", noi_dung="Không tranh chấp")
    assert (case.state, case.step_due) == ("site_check", "26/11/2026 11:00")

    # Four hours: two until 17:00, two on Thursday morning.
    case.at("25/11/2026 15:00")
    case.does(OFFICER, "report_site", papers=["bien_ban_thuc_dia"], **SITE)
    assert (case.state, case.step_due) == ("head_review", "26/11/2026 09:00")

    # Four hours: 3.5 until noon, half an hour from 13:30.
    case.at("26/11/2026 08:00").does(HEAD, "endorse")
    assert (case.state, case.step_due) == ("duty_notice", "26/11/2026 14:00")

    # The clock stands still.  Ninety days after 26/11: 4 in November, 31, 31, 24 in February.
    case.at("26/11/2026 10:00").does(LEADER, "send_to_tax", so_van_ban="77/PC")
    assert (case.state, case.due, case.step_due) == ("waiting_duty", "", "24/02/2027 17:00")

    # Days that opened while it stood still: 27/11; 30/11-4/12; 7-11; 14 = twelve.  They are
    # added to Tuesday 15/12: 16, 17, 18; 21-25; 28-31 = Thursday 31/12.
    case.at("14/12/2026 09:00").does("applicant", "pay", papers=["chung_tu_nop_tien"])
    assert (case.state, case.due) == ("duty_check", "31/12/2026 17:00")
    # Four hours: 2.5 until noon, 1.5 from 13:30.
    assert case.step_due == "14/12/2026 15:00"

    # Three working days after Monday 14/12: 15, 16, 17.
    case.at("14/12/2026 10:00").does(OFFICER, "confirm_duty")
    assert (case.state, case.step_due) == ("drafting", "17/12/2026 17:00")

    case.at("17/12/2026 09:00")
    case.does(OFFICER, "propose", ket_luan="chap_thuan", du_thao="Quyết định cho thuê đất")
    assert (case.state, case.step_due) == ("draft_review", "17/12/2026 15:00")

    # One working day after Thursday 17/12.
    case.at("17/12/2026 10:00").does(HEAD, "endorse")
    assert (case.state, case.step_due) == ("report_signing", "18/12/2026 17:00")

    # Two working days after Friday 18/12: 21, 22.
    case.at("18/12/2026 09:00").does(LEADER, "sign")
    assert (case.state, case.step_due) == ("decision", "22/12/2026 17:00")

    case.at("22/12/2026 08:00").does(CHAIRMAN, "approve", so_van_ban="3290/QĐ-UBND")
    assert (case.state, case.letters[-1]) == ("result", "ket_qua")
    assert case.does(CLERK, "hand_over", nguoi_nhan="Lê Văn Tám").state == "done"


class TestDifficultAreas:
    def test_there_ten_days_are_added_once(self, assigning):
        case = assigning(vung_kho_khan="yes").does(HEAD, "add_difficult_area")
        # Ten working days after Tuesday 15/12: 16, 17, 18; 21-25; 28, 29.
        assert (case.state, case.due) == ("assigning", "29/12/2026 17:00")
        with pytest.raises(NotYet):
            case.does(HEAD, "add_difficult_area")

    def test_elsewhere_not(self, assigning):
        assert assigning().buttons(HEAD)["add_difficult_area"] is False


class TestTheDues:
    def test_without_the_proof_of_payment_the_clock_does_not_run_again(self, waiting_duty):
        assert waiting_duty.buttons("applicant")["pay"] is False
        with pytest.raises(NotYet, match="Missing"):
            waiting_duty.does("applicant", "pay")

    def test_what_is_not_paid_in_full_waits_again(self, waiting_duty):
        waiting_duty.at("30/11/2026 09:00").does("applicant", "pay", papers=["chung_tu_nop_tien"])
        # 27 and 30/11 opened while it stood still: two days after Tuesday 15/12.
        assert waiting_duty.due == "17/12/2026 17:00"
        waiting_duty.does(OFFICER, "ask_again", ly_do="Thiếu tiền chậm nộp")
        assert (waiting_duty.state, waiting_duty.due) == ("waiting_duty", "")
        waiting_duty.at("02/12/2026 06:00").does("applicant", "pay")
        # 1/12 opened as well; Wednesday 2/12 has not opened yet: three days.
        assert waiting_duty.due == "18/12/2026 17:00"

    def test_after_ninety_days_the_case_is_stopped(self, waiting_duty):
        assert waiting_duty.at("25/02/2027 08:00").state == "stopped"
        assert waiting_duty.letters[-1] == "thong_bao_dung"


def test_only_the_land_office_gives_its_information(assigning):
    case = assigning().does(HEAD, "assign", officer=OFFICER)
    with pytest.raises(NotOffered):
        case.does(OFFICER, "inform", noi_dung="Tự viết")
    assert "inform" in case.buttons(LAND_OFFICER)


def test_the_site_check_needs_its_record(assigning):
    case = assigning().does(HEAD, "assign", officer=OFFICER)
    case.does(LAND_OFFICER, "inform", noi_dung="Đủ")
    assert "Biên bản kiểm tra thực địa" in case.reason(OFFICER, "report_site")


def test_more_papers_begin_the_limit_anew(assigning):
    case = assigning().does(HEAD, "assign", officer=OFFICER)
    case.does(LAND_OFFICER, "inform", noi_dung="Đủ")
    case.does(OFFICER, "supplement", noi_dung="Trích đo địa chính")
    assert case.due == ""
    case.at("30/11/2026 08:00").does("applicant", "supply", papers=["giay_to_bo_sung"])
    # 15 working days after Monday 30/11: 1-4; 7-11; 14-18; 21 = Monday 21/12.
    assert (case.state, case.due) == ("site_check", "21/12/2026 17:00")


def test_the_chairman_may_refuse(waiting_duty):
    waiting_duty.does("applicant", "pay", papers=["chung_tu_nop_tien"])
    waiting_duty.does(OFFICER, "confirm_duty")
    waiting_duty.does(OFFICER, "propose", ket_luan="tu_choi", du_thao="Không phù hợp quy hoạch")
    waiting_duty.does(HEAD, "endorse").does(LEADER, "sign")
    waiting_duty.does(CHAIRMAN, "reject", ly_do="Không phù hợp quy hoạch")
    assert (waiting_duty.state, waiting_duty.letters[-1]) == ("refused", "phieu_tu_choi")
