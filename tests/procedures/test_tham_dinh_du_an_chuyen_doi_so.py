"""P6, a digital-transformation project: two opinions, no tacit consent (NĐ 224/2026 Đ50).

What is asked, and of whom, is the directive of Hải Phòng 2018-2023.
November and December 2026: Tuesday 24/11 is a holiday, nothing else is.
Offices work 07:00-11:30 and 13:30-17:00, eight hours a day.
"""

from __future__ import annotations

import pytest

from motcua.acting import NotHere
from motcua.cases.content import Applicant
from motcua.consultations.refusals import CannotAsk
from motcua.workflows.steps import NotYet

CLERK, HEAD, OFFICER, LEADER = "mai.tran", "nghia.bach", "yen.luu", "dat.duong"
OFFICE, CHAIRMAN = "lan.phan", "quang.tran"
TECHNICAL, FINANCIAL = "trinh.on", "danh.nguyen"
OWNER = Applicant("Sở Nội vụ tỉnh Long Giang", "authority", "000.00.07.H99")
PROJECT = {
    "ten_du_an": "Kho dữ liệu dùng chung",
    "nhom_du_an": "c",
    "tong_muc_dau_tu": 14_500_000_000,
    "nguon_von": "Ngân sách tỉnh",
    "thoi_gian_thuc_hien": "2027-2028",
    "hinh_thuc": "thue_dich_vu",
    "cap_do_an_toan": 3,
}


@pytest.fixture
def preparing(walk):
    case = walk("23/11/2026 08:00")
    case.files("tham-dinh-du-an-chuyen-doi-so", CLERK, PROJECT, applicant=OWNER)
    case.at("23/11/2026 09:00").does(CLERK, "receive")
    case.at("23/11/2026 09:30").does(CLERK, "transfer")
    return case.at("23/11/2026 10:00").does(HEAD, "assign", officer=OFFICER)


@pytest.fixture
def consulting(preparing):
    preparing.at("23/11/2026 14:00").asks(OFFICER, "chuyen_mon", ["trung-tam-cds"])
    preparing.asks(OFFICER, "tai_chinh", ["so-tai-chinh"])
    return preparing.does(OFFICER, "start_waiting")


def test_from_filing_to_result(preparing):
    case = preparing
    # 20 working days after Monday 23/11: 25-27; 30/11-4/12; 7-11; 14-18; 21, 22 = Tuesday 22/12;
    # then 3 more for the decision: 23, 24, 25 = Friday 25/12.
    assert case.due == "25/12/2026 17:00"
    # Six hours from 10:00: 1.5 until noon, 3.5 in the afternoon, 1 on Wednesday.
    assert (case.state, case.step_due) == ("preparing", "25/11/2026 08:00")

    # Both opinions are compulsory: one alone does not do.
    case.at("23/11/2026 14:00").asks(OFFICER, "chuyen_mon", ["trung-tam-cds"])
    assert "Sở Tài chính" in case.reason(OFFICER, "start_waiting")
    case.asks(OFFICER, "tai_chinh", ["so-tai-chinh"]).does(OFFICER, "start_waiting")

    # Ten working days after Monday 23/11: 25-27; 30/11-4/12; 7, 8 = Tuesday 8/12.
    assert case.request_due("trung-tam-cds") == case.request_due("so-tai-chinh")
    assert (case.request_due("so-tai-chinh"), case.step_due) == (
        "08/12/2026 17:00",
        "08/12/2026 17:00",
    )
    case.at("04/12/2026 10:00").answers(TECHNICAL, "agree_with_remarks", "Bổ sung kết nối LGSP.")

    # Finance is silent past Tuesday 8/12: nothing is deemed, the answer stays owed.
    case.at("09/12/2026 08:00")
    request = case.request("so-tai-chinh")
    assert (request.silence, request.is_open) == (None, True)
    assert "overdue reported" in [entry.deed for entry in request.journal]
    assert case.buttons(OFFICER)["appraise"] is False
    assert "Sở Tài chính" in case.reason(OFFICER, "appraise")

    case.at("10/12/2026 09:00").answers(FINANCIAL, "agree")
    assert request.opinion.is_late
    # Five working days after Thursday 10/12: 11, 14, 15, 16, 17.
    case.does(OFFICER, "appraise")
    assert (case.state, case.step_due) == ("appraising", "17/12/2026 17:00")

    # Three working days after Wednesday 16/12: 17, 18, 21.
    case.at("16/12/2026 10:00")
    case.does(OFFICER, "propose", ket_luan="chap_thuan", du_thao="Đủ điều kiện.")
    assert (case.state, case.step_due) == ("report_signing", "21/12/2026 17:00")

    case.at("21/12/2026 08:00").does(LEADER, "sign")
    assert (case.state, case.step_due) == ("office_check", "22/12/2026 17:00")

    # Two working days after Tuesday 22/12: 23, 24.
    case.at("22/12/2026 15:00").does(OFFICE, "submit")
    assert (case.state, case.step_due) == ("decision", "24/12/2026 17:00")

    case.at("24/12/2026 10:00").does(CHAIRMAN, "approve", so_van_ban="3311/QĐ-UBND")
    assert (case.state, case.letters[-1]) == ("result", "ket_qua")
    assert case.does(CLERK, "hand_over", nguoi_nhan="Văn thư Sở Nội vụ").state == "done"


def test_the_questions_are_those_of_the_directive(consulting):
    """Technique, standards, security, architecture, reasonableness; funding, norms, balance."""
    technical = consulting.request("trung-tam-cds").consultation.question
    financial = consulting.request("so-tai-chinh").consultation.question
    for word in ("tiêu chuẩn kỹ thuật", "an toàn thông tin", "kiến trúc", "hợp lý"):
        assert word in " ".join(technical.split())
    for word in ("định mức", "đơn giá", "nguồn vốn", "cân đối"):
        assert word in " ".join(financial.split())


def test_only_finance_is_asked_about_money(preparing):
    with pytest.raises(CannotAsk):
        preparing.asks(OFFICER, "tai_chinh", ["so-tai-chinh", "so-noi-vu"])


def test_nobody_is_asked_any_more_once_the_appraisal_has_begun(consulting):
    consulting.answers(TECHNICAL, "agree").answers(FINANCIAL, "agree")
    consulting.does(OFFICER, "appraise")
    with pytest.raises(NotHere):
        consulting.asks(OFFICER, "chuyen_mon", ["cong-an-tinh"])


def test_without_the_opinions_it_does_not_go_on(consulting):
    with pytest.raises(NotYet):
        consulting.does(OFFICER, "appraise")


def test_more_papers_take_back_the_questions_and_begin_anew(preparing):
    preparing.asks(OFFICER, "chuyen_mon", ["trung-tam-cds"])
    preparing.does(OFFICER, "supplement", noi_dung="Dự toán chi tiết")
    assert (preparing.due, preparing.request("trung-tam-cds").is_withdrawn) == ("", True)
    preparing.at("01/12/2026 08:00").does("applicant", "supply", papers=["tai_lieu_khac"])
    # 20 working days after Tuesday 1/12: 2-4; 7-11; 14-18; 21-25; 28, 29 = Tuesday 29/12;
    # 3 more: 30, 31, and, Friday 1/1/2027 being a holiday, Monday 4/1/2027.
    assert preparing.due == "04/01/2027 17:00"
    assert preparing.buttons(OFFICER)["start_waiting"] is False


def test_the_chairman_may_refuse(consulting):
    consulting.at("25/11/2026 08:00").answers(TECHNICAL, "disagree", "Trùng hệ thống đã có.")
    consulting.answers(FINANCIAL, "agree")
    consulting.does(OFFICER, "appraise")
    consulting.does(OFFICER, "propose", ket_luan="tu_choi", du_thao="Trùng lặp đầu tư")
    consulting.does(LEADER, "sign").does(OFFICE, "submit")
    consulting.does(CHAIRMAN, "reject", ly_do="Trùng lặp đầu tư")
    assert (consulting.state, consulting.letters[-1]) == ("refused", "phieu_tu_choi")
