"""P4, a building permit: 10 working days, two for the opinions, one notice (NĐ 217/2026 Đ54).

November and December 2026: Tuesday 24/11 is a holiday, nothing else is.
Offices work 07:00-11:30 and 13:30-17:00, eight hours a day.
"""

from __future__ import annotations

import pytest

from motcua.consultations.refusals import CannotAsk
from motcua.workflows.steps import NotYet

CLERK, HEAD, OFFICER, LEADER = "mai.tran", "vinh.le", "ha.nguyen", "khoa.nguyen"
WORKS = {
    "ten_cong_trinh": "Nhà xưởng sản xuất",
    "loai_cong_trinh": "cong_nghiep",
    "xa_phuong": "xa-hoa-binh",
    "dia_diem": "Thửa 112, tờ bản đồ 8",
    "dien_tich_san": 2400,
    "so_tang": 2,
    "trong_vung_di_tich": "no",
}
SITE = {"ngay_kiem_tra": "2026-11-25", "thanh_phan": "Sở, xã", "hien_trang": "Đất trống"}


@pytest.fixture
def examining(walk):
    """Received on Monday 23/11 at 09:00, with an officer from 14:00."""
    case = walk("23/11/2026 09:00").files("cap-giay-phep-xay-dung", CLERK, WORKS)
    case.does(CLERK, "receive")
    case.at("23/11/2026 10:00").does(CLERK, "transfer")
    return case.at("23/11/2026 14:00").does(HEAD, "assign", officer=OFFICER)


@pytest.fixture
def consulting(examining):
    examining.at("25/11/2026 14:00").asks(OFFICER, "chuyen_nganh", ["xa-hoa-binh", "cong-an-tinh"])
    examining.does(OFFICER, "record_site_check", papers=["bien_ban_thuc_dia"], **SITE)
    return examining.does(OFFICER, "start_waiting")


@pytest.fixture
def signing(consulting):
    consulting.at("30/11/2026 08:00").does(OFFICER, "draft")
    consulting.does(OFFICER, "propose", ket_luan="chap_thuan", du_thao="Đủ điều kiện.")
    return consulting


def test_from_filing_to_result(walk):
    case = walk("23/11/2026 08:00").files("cap-giay-phep-xay-dung", CLERK, WORKS)
    # 10 working days after Monday 23/11: 25, 26, 27; 30/11-4/12; 7, 8 = Tuesday 8/12.
    case.at("23/11/2026 09:00").does(CLERK, "receive")
    assert (case.due, case.step_due) == ("08/12/2026 17:00", "23/11/2026 17:00")

    # Half a day is four hours: 1.5 until noon, 2.5 from 13:30.
    case.at("23/11/2026 10:00").does(CLERK, "transfer")
    assert (case.state, case.step_due) == ("assigning", "23/11/2026 16:00")

    # 3.5 working days: 25, 26, 27, then four hours of Monday 30/11.
    case.at("23/11/2026 14:00").does(HEAD, "assign", officer=OFFICER)
    assert (case.state, case.step_due) == ("examining", "30/11/2026 11:00")

    # Without the record of the site check it does not go on (NĐ 61/2018 Đ19.3).
    case.at("25/11/2026 14:00").asks(OFFICER, "chuyen_nganh", ["xa-hoa-binh", "cong-an-tinh"])
    assert "Biên bản kiểm tra thực địa" in case.reason(OFFICER, "start_waiting")
    case.does(OFFICER, "record_site_check", papers=["bien_ban_thuc_dia"], **SITE)
    assert (case.state, case.step_due) == ("examining", "30/11/2026 11:00")

    # Two working days after Wednesday 25/11: 26, 27.
    assert case.request_due("cong-an-tinh") == "27/11/2026 17:00"
    case.does(OFFICER, "start_waiting")
    assert (case.state, case.step_due) == ("consulting", "27/11/2026 17:00")
    case.at("26/11/2026 09:00").answers("rinh.danh", "agree")
    assert case.buttons(OFFICER)["draft"] is False

    # The police were silent until Friday 27/11 17:00: agreement, by NĐ 217/2026 Đ54.2c.
    case.at("30/11/2026 08:00")
    assert case.request("cong-an-tinh").silence.ground == "NĐ 217/2026 Đ54.2c, 3c"

    # One working day after Monday 30/11.
    case.does(OFFICER, "draft")
    assert (case.state, case.step_due) == ("drafting", "01/12/2026 17:00")

    # Two working days after Tuesday 1/12: 2, 3.
    case.at("01/12/2026 10:00")
    case.does(OFFICER, "propose", ket_luan="chap_thuan", du_thao="Giấy phép")
    assert (case.state, case.step_due) == ("signing", "03/12/2026 17:00")

    # What is signed goes on by itself to the result.
    case.at("03/12/2026 15:00").does(LEADER, "sign", so_van_ban="88/GPXD")
    assert (case.state, case.due) == ("result", "")
    assert case.letters == ["giay_tiep_nhan", "phieu_kiem_soat", "ket_qua"]
    case.does(CLERK, "hand_over", nguoi_nhan="Lê Văn Tám")
    assert case.state == "done"


def test_a_signed_refusal_goes_by_itself_to_refused(consulting):
    consulting.at("30/11/2026 08:00").does(OFFICER, "draft")
    consulting.does(OFFICER, "propose", ket_luan="tu_choi", du_thao="Sai mật độ xây dựng")
    consulting.does(LEADER, "sign")
    assert (consulting.state, consulting.letters[-1]) == ("refused", "phieu_tu_choi")


class TestMissingParts:
    def test_the_clock_stands_still_and_goes_on_with_what_was_left(self, examining):
        examining.at("25/11/2026 09:00").does(OFFICER, "supplement", noi_dung="Bản vẽ móng")
        # The applicant has two working days after Wednesday 25/11: 26, 27.
        assert (examining.state, examining.due, examining.step_due) == (
            "waiting",
            "",
            "27/11/2026 17:00",
        )
        examining.at("27/11/2026 10:00").does("applicant", "supply", papers=["giay_to_bo_sung"])
        # Thursday 26 and Friday 27 opened while it stood still: two working days are added to
        # Tuesday 8/12, which makes Thursday 10/12.
        assert (examining.state, examining.due) == ("examining", "10/12/2026 17:00")

    def test_there_is_one_notice(self, examining):
        examining.does(OFFICER, "supplement", noi_dung="Bản vẽ móng").does("applicant", "supply")
        with pytest.raises(NotYet):
            examining.does(OFFICER, "supplement", noi_dung="Bản vẽ mái")

    def test_after_two_working_days_the_case_is_refused_within_one(self, examining):
        examining.at("25/11/2026 09:00").does(OFFICER, "supplement", noi_dung="Bản vẽ móng")
        examining.at("27/11/2026 16:59")
        assert examining.state == "waiting"
        # Friday 27/11 17:00 has passed; one working day for the refusal: Monday 30/11.
        examining.at("27/11/2026 17:05")
        assert (examining.state, examining.due, examining.step_due) == (
            "refusing",
            "",
            "30/11/2026 17:00",
        )
        assert examining.buttons("applicant") == {}
        examining.at("30/11/2026 09:00").does(LEADER, "refuse", ly_do="Không bổ sung bản vẽ móng")
        assert (examining.state, examining.letters[-1]) == ("refused", "phieu_tu_choi")


def test_the_department_of_culture_is_asked_in_the_zone_of_a_monument(walk):
    case = walk("23/11/2026 08:00")
    case.files("cap-giay-phep-xay-dung", CLERK, {**WORKS, "trong_vung_di_tich": "yes"})
    case.does(CLERK, "receive").does(CLERK, "transfer").does(HEAD, "assign", officer=OFFICER)
    with pytest.raises(CannotAsk, match="requires"):
        case.asks(OFFICER, "chuyen_nganh", ["xa-hoa-binh"])
    case.asks(OFFICER, "chuyen_nganh", ["xa-hoa-binh", "so-van-hoa"])
    assert case.request_due("so-van-hoa") == "26/11/2026 17:00"


def test_the_leader_sends_back_what_is_not_ready(signing):
    assert signing.does(LEADER, "return", ly_do="Thiếu chỉ giới").state == "drafting"


def test_an_apology_moves_the_date_once(signing):
    signing.at("02/12/2026 08:00").does(LEADER, "extend", ly_do="Mất điện", so_ngay_gia_han=2)
    # Two working days after Tuesday 8/12: Thursday 10/12.
    assert signing.due == "10/12/2026 17:00"
    assert signing.buttons(LEADER)["extend"] is False


def test_the_applicant_may_withdraw_before_it_is_signed(examining):
    examining.does("applicant", "withdraw", ly_do="Đổi thiết kế")
    assert (examining.state, examining.letters[-1]) == ("withdrawn", "thong_bao_dung")
