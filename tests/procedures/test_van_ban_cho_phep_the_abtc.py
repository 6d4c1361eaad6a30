"""P7, the ABTC card: four authorities at once, days and working days mixed (QĐ 09/2023 Đ12).

November and December 2026: Tuesday 24/11 is a holiday; Friday 1/1/2027 is one.
Offices work 07:00-11:30 and 13:30-17:00, eight hours a day.
"""

from __future__ import annotations

from datetime import date

import pytest

from motcua.consultations.actions import ask_extension, grant_extension
from motcua.consultations.refusals import CannotAsk, CannotExtend
from motcua.deadlines.terms import read_term
from motcua.workflows.steps import NotYet

CLERK, HEAD, OFFICER, LEADER = "mai.tran", "hung.ton", "ngoc.dam", "phuc.vuong"
OFFICE, CHAIRMAN = "lan.phan", "quang.tran"
FOUR = ["thue-tinh", "hai-quan", "bhxh-tinh", "cong-an-tinh"]
TAX, CUSTOMS, INSURANCE, POLICE = "chien.pho", "quyet.ninh", "diem.au", "long.nguyen"
PERSON = {
    "ho_ten_doanh_nhan": "Lê Văn Tám",
    "chuc_vu": "Giám đốc",
    "so_ho_chieu": "P0000001",
    "ngay_het_han_ho_chieu": "2031-05-01",
    "nen_kinh_te": "Nhật Bản, Hàn Quốc",
    "so_lao_dong": 120,
}


@pytest.fixture
def preparing(walk):
    case = walk("23/11/2026 08:00").files("van-ban-cho-phep-the-abtc", CLERK, PERSON)
    case.at("23/11/2026 09:00").does(CLERK, "receive")
    case.at("23/11/2026 10:00").does(CLERK, "transfer")
    return case.at("23/11/2026 14:00").does(HEAD, "assign", officer=OFFICER)


@pytest.fixture
def consulting(preparing):
    preparing.at("25/11/2026 09:00").asks(OFFICER, "bon_co_quan", FOUR)
    return preparing.does(OFFICER, "start_waiting")


def more_time(case, term):
    """Let the police ask for ``term`` more, and the officer grant it."""
    request = case.request("cong-an-tinh")
    ask_extension(case.person(POLICE), request, read_term(term), "Xác minh ở ba tỉnh")
    grant_extension(case.person(OFFICER), request)
    case.commit()


def test_from_filing_to_result(preparing):
    case = preparing
    # 3 working days after Monday 23/11: 25, 26, 27 = Friday 27/11; 20 days: Thursday 17/12;
    # 5 working days: 18, 21-24 = Thursday 24/12; 5 working days: 25, 28-31 = Thursday 31/12.
    assert case.due == "31/12/2026 17:00"
    # 1.5 working days after Monday 23/11: Wednesday 25, then four hours of Thursday 26.
    assert (case.state, case.step_due) == ("preparing", "26/11/2026 11:00")

    # Twenty days of the calendar after Wednesday 25/11, days off included: Tuesday 15/12.
    case.at("25/11/2026 09:00").asks(OFFICER, "bon_co_quan", FOUR)
    assert {case.request_due(unit) for unit in FOUR} == {"15/12/2026 17:00"}
    case.does(OFFICER, "start_waiting")
    assert (case.state, case.step_due) == ("consulting", "15/12/2026 17:00")

    case.at("01/12/2026 09:00").answers(TAX, "agree")
    case.at("03/12/2026 09:00").answers(INSURANCE, "agree_with_remarks", "Nợ tháng 9 đã nộp.")

    # The police check in three provinces: 15 days more, from Tuesday 15/12 to Wednesday 30/12.
    case.at("10/12/2026 09:00")
    more_time(case, "15 days")
    assert case.request_due("cong-an-tinh") == "30/12/2026 17:00"
    # So the whole case is put off by 15 days as well: from Thursday 31/12 to Friday 15/1/2027.
    case.does(OFFICER, "prolong", ly_do="Công an tỉnh xin thêm", gia_han_den=date(2027, 1, 15))
    assert case.due == "15/01/2027 17:00"

    # Customs said nothing until Tuesday 15/12 17:00: agreement (QĐ 09/2023 Đ12.5).
    case.at("16/12/2026 08:00")
    assert case.request("hai-quan").silence.ground == "QĐ 09/2023/QĐ-TTg Đ12.5"
    assert case.request("cong-an-tinh").silence is None
    assert "Công an tỉnh" in case.reason(OFFICER, "appraise")

    case.at("28/12/2026 08:00").answers(POLICE, "agree")
    # 3.5 working days after Monday 28/12: 29, 30, 31; Friday 1/1 is a holiday, so the four
    # hours are those of Monday 4/1 until 11:00.
    case.does(OFFICER, "appraise")
    assert (case.state, case.step_due) == ("appraising", "04/01/2027 11:00")

    # 1.5 working days after Wednesday 30/12: Thursday 31, then four hours of Monday 4/1.
    case.at("30/12/2026 08:00")
    case.does(OFFICER, "propose", ket_luan="chap_thuan", du_thao="Đủ điều kiện.")
    assert (case.state, case.step_due) == ("report_signing", "04/01/2027 11:00")

    # Two working days after Thursday 31/12: Monday 4, Tuesday 5.
    case.at("31/12/2026 09:00").does(LEADER, "sign")
    assert (case.state, case.step_due) == ("office_check", "05/01/2027 17:00")

    # Three working days after Tuesday 5/1: 6, 7, 8.
    case.at("05/01/2027 09:00").does(OFFICE, "submit")
    assert (case.state, case.step_due) == ("decision", "08/01/2027 17:00")

    case.at("08/01/2027 10:00").does(CHAIRMAN, "approve")
    assert (case.state, case.letters[-1]) == ("result", "ket_qua")
    assert case.does(CLERK, "hand_over", nguoi_nhan="Lê Văn Tám").state == "done"


def test_all_four_are_asked_at_once(preparing):
    with pytest.raises(CannotAsk, match="requires"):
        preparing.asks(OFFICER, "bon_co_quan", FOUR[:3])


def test_nobody_gets_more_than_fifteen_days(consulting):
    with pytest.raises(CannotExtend):
        more_time(consulting, "16 days")


def test_when_all_are_silent_all_have_agreed(consulting):
    consulting.at("16/12/2026 08:00")
    assert [consulting.request(unit).silence.meaning for unit in FOUR] == ["agree"] * 4
    assert consulting.does(OFFICER, "appraise").state == "appraising"


def test_a_new_date_must_lie_after_the_old_one_and_comes_once(consulting):
    consulting.does(OFFICER, "prolong", ly_do="Công an xin thêm", gia_han_den=date(2027, 1, 5))
    assert consulting.due == "05/01/2027 17:00"
    with pytest.raises(NotYet):
        consulting.does(OFFICER, "prolong", ly_do="Nữa", gia_han_den=date(2027, 1, 10))


def test_more_papers_come_with_form_cv03(preparing):
    preparing.does(OFFICER, "supplement", noi_dung="Hợp đồng chưa chứng thực")
    assert preparing.buttons("applicant")["supply"] is False
    preparing.at("30/11/2026 09:00").does("applicant", "supply", papers=["van_ban_bo_sung"])
    # Anew from Monday 30/11: 3 working days = Thursday 3/12; 20 days = Wednesday 23/12;
    # 5 working days: 24, 25, 28, 29, 30; 5 more: 31, then Friday 1/1 off, 4, 5, 6, 7/1.
    assert preparing.due == "07/01/2027 17:00"


def test_the_chairman_may_refuse(consulting):
    for who in (TAX, CUSTOMS, INSURANCE, POLICE):
        consulting.answers(who, "disagree", "Nợ thuế.")
    consulting.does(OFFICER, "appraise")
    consulting.does(OFFICER, "propose", ket_luan="tu_choi", du_thao="Nợ thuế")
    consulting.does(LEADER, "sign").does(OFFICE, "submit")
    consulting.does(CHAIRMAN, "reject", ly_do="Nợ thuế")
    assert (consulting.state, consulting.letters[-1]) == ("refused", "phieu_tu_choi")
