"""P16, certified copies: the same day, after 15:00 the next working day (NĐ 23/2015 Đ7, Đ21).

Tuesday 24/11/2026 is a holiday.  Offices work 07:00-11:30 and 13:30-17:00.
"""

from __future__ import annotations

import pytest

from motcua.cases.content import Applicant
from motcua.workflows.steps import NotOffered, NotYet

CLERK, OFFICER, CHAIRMAN, VICE_CHAIR = "ngoc.ngo", "yen.vo", "sau.le", "thuy.nguyen"
SOMEBODY = Applicant("Phạm Thị Út", "citizen", "079000000001")
COPIES = {"ten_giay_to": "Bằng tốt nghiệp", "so_trang": 2, "so_ban": 3}


@pytest.fixture
def filed(walk):
    def file(now):
        case = walk(now)
        return case.files("chung-thuc-ban-sao", CLERK, COPIES, applicant=SOMEBODY)

    return file


@pytest.fixture
def checking(filed):
    return filed("23/11/2026 09:00").at("23/11/2026 10:00").does(CLERK, "receive")


def test_from_filing_to_result(filed):
    case = filed("23/11/2026 09:00")
    # Two working hours at the counter.
    assert (case.state, case.due, case.step_due) == ("submitted", "", "23/11/2026 11:00")

    # The same day; three working hours to compare: 1.5 until noon, 1.5 from 13:30.
    case.at("23/11/2026 10:00").does(CLERK, "receive")
    assert (case.due, case.step_due) == ("23/11/2026 17:00", "23/11/2026 15:00")
    # No receipt is needed where the result is given at once (NĐ 61/2018 Đ17.4).
    assert case.letters == []

    # Two working hours to sign: one until noon, one from 13:30.
    case.at("23/11/2026 10:30").does(OFFICER, "propose", so_trang=2, so_ban=3)
    assert (case.state, case.step_due) == ("signing", "23/11/2026 14:30")

    case.at("23/11/2026 14:00").does(CHAIRMAN, "sign", so_chung_thuc="1520")
    assert (case.state, case.due) == ("result", "")
    case.does(CLERK, "hand_over", so_bien_lai="BL-77")
    assert case.state == "done"


@pytest.mark.parametrize(
    ("received", "due"),
    [
        pytest.param("23/11/2026 07:00", "23/11/2026 17:00", id="in the morning"),
        pytest.param("23/11/2026 15:00", "23/11/2026 17:00", id="at 15:00 it is still today"),
        pytest.param("23/11/2026 15:01", "25/11/2026 17:00", id="after 15:00, a holiday between"),
        pytest.param("20/11/2026 16:00", "23/11/2026 17:00", id="on Friday, for Monday"),
    ],
)
def test_the_rule_of_three_in_the_afternoon(filed, received, due):
    assert filed(received).does(CLERK, "receive").due == due


class TestALaterDay:
    def test_by_agreement_two_working_days_are_added_and_a_slip_names_the_hour(self, checking):
        checking.does(OFFICER, "postpone", ly_do="300 trang", so_ngay_hen=2)
        # Two working days after Monday 23/11: 25, 26.
        assert (checking.state, checking.due) == ("checking", "26/11/2026 17:00")
        assert checking.letters == ["giay_tiep_nhan"]

    def test_it_is_agreed_on_once(self, checking):
        checking.does(OFFICER, "postpone", ly_do="300 trang", so_ngay_hen=1)
        with pytest.raises(NotYet):
            checking.does(OFFICER, "postpone", ly_do="Còn nữa", so_ngay_hen=1)


class TestWho:
    def test_the_commune_whose_centre_received_it_handles_it(self, checking):
        assert checking.case.receiving_unit == "ttpvhcc-xa-hoa-binh"
        assert checking.case.lead_unit == "xa-hoa-binh"
        assert checking.case.code == "000.01.31.H99-20261123-0000001"

    def test_another_commune_has_no_part_in_it(self, checking):
        assert checking.buttons("duoc.nguyen") == {}
        with pytest.raises(NotOffered):
            checking.does("duoc.nguyen", "propose", so_trang=2, so_ban=3)

    def test_a_vice_chair_may_sign(self, checking):
        checking.does(OFFICER, "propose", so_trang=2, so_ban=3).does(VICE_CHAIR, "sign")
        assert checking.state == "result"


def test_what_cannot_be_certified_is_refused_with_the_reason(checking):
    checking.does(OFFICER, "refuse", ly_do="Bản chính bị tẩy xóa")
    assert (checking.state, checking.letters) == ("refused", ["phieu_tu_choi"])


def test_what_is_wrong_goes_back_to_the_official(checking):
    checking.does(OFFICER, "propose", so_trang=2, so_ban=3)
    assert checking.does(CHAIRMAN, "return", ly_do="Sai số bản").state == "checking"


def test_the_person_may_take_it_back(checking):
    assert checking.does("applicant", "withdraw").state == "withdrawn"
