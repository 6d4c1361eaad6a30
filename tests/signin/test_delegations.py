"""One's own delegations, as a browser sees them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from webtest import TestApp

from motcua.people import accounts
from motcua.people.delegating import delegate
from tests.make_people import PASSWORD, a_person, a_position, deeds
from tests.signin.conftest import House, sign_in

HERE = "/tai-khoan/uy-quyen"
FORM = f"{HERE}/ha.nguyen.1/moi"
FILLED = {"until": "30/11/2026", "reason": "Nghỉ phép năm", "document": "21/GUQ-SXD"}


@pytest.fixture
def colleague(house: House) -> str:
    """Somebody of the same unit."""

    def enter(acting: Any) -> None:
        a_person(acting, "tam.vo", "Võ Thị Minh Tâm", PASSWORD)
        a_position(acting, "tam.vo")

    house.do(enter)
    return "tam.vo"


def send(browser: TestApp, path: str = FORM, **filled: str) -> Any:
    form = browser.get(path).forms["form"]
    for name, value in filled.items():
        form[name] = value
    return form.submit(expect_errors=True)


def test_somebody_without_any_is_told_what_they_are_for(signed_in: TestApp) -> None:
    signed_in.get(HERE).mustcontain("Chưa có ai", "Chưa ai ủy quyền cho bạn", FORM)


def test_a_visitor_signs_in_first(browser: TestApp) -> None:
    assert "/dang-nhap" in browser.get(HERE, status=303).location


def test_a_colleague_acts_in_ones_place_until_it_is_ended(
    house: House, signed_in: TestApp, colleague: str
) -> None:
    page = send(signed_in, to_person=colleague, **FILLED).follow()
    page.mustcontain("Võ Thị Minh Tâm", "đang có hiệu lực", "21/GUQ-SXD", "được làm thay bạn")

    other = house.browser()
    sign_in(other, colleague)
    assert other.get("/").json["units"] == ["so-xay-dung", "so-xay-dung"]
    other.get(HERE).mustcontain("Nguyễn Thu Hà ủy quyền cho Võ Thị Minh Tâm")

    page = send(signed_in, f"{HERE}/ha.nguyen.1.1/ket-thuc", reason="Về sớm").follow()
    page.mustcontain("đã kết thúc sớm", "không còn làm thay bạn")
    assert other.get("/").json["units"] == ["so-xay-dung"]
    assert house.do(deeds)[-2:] == ["delegated", "delegation revoked"]
    signed_in.get(f"{HERE}/ha.nguyen.1.1/ket-thuc").mustcontain("đã được kết thúc rồi")


def test_what_is_refused_keeps_the_form(signed_in: TestApp, colleague: str) -> None:
    page = send(signed_in, to_person=colleague, **{**FILLED, "until": "30/11/2028"})
    assert page.status_int == 409
    page.mustcontain("nhiều nhất một năm", "Nghỉ phép năm", "30/11/2028")


def test_what_is_missing_is_asked_for(house: House, signed_in: TestApp, colleague: str) -> None:
    page = send(signed_in, to_person=colleague, until="30/11/2026")
    assert len(page.html.select(".form-item.has-error")) == 2
    assert "delegated" not in house.do(deeds)


def test_anothers_position_is_not_delegated(signed_in: TestApp, colleague: str) -> None:
    page = signed_in.get(f"{HERE}/tam.vo.1/moi", status=403)
    page.mustcontain("không ủy quyền được chức vụ này")


def test_anothers_delegation_is_not_there(house: House, signed_in: TestApp, colleague: str) -> None:
    def give(acting: Any) -> None:
        delegate(
            acting,
            "tam.vo.1",
            "ha.nguyen",
            since=date(2026, 11, 23),
            until=date(2026, 11, 30),
            reason="Phép",
            document="1",
        )

    house.do(give)
    signed_in.get(f"{HERE}/tam.vo.1.1/ket-thuc", status=404)
    assert "ket-thuc" not in signed_in.get(HERE)


def test_without_a_position_nothing_can_be_delegated(house: House) -> None:
    browser = house.browser()
    sign_in(browser, "an.do")
    browser.get(HERE).mustcontain("không có chức vụ nào được tự ủy quyền")


class TestAGivenPassword:
    """What an administrator gave lets in to choose one's own, and nowhere else."""

    @pytest.fixture
    def given(self, house: House) -> str:
        given: str = house.do(lambda acting: accounts.give_password(acting, "ha.nguyen"))
        return given

    def test_it_leads_to_where_another_is_chosen(self, house: House, given: str) -> None:
        browser = house.browser()
        assert sign_in(browser, password=given).location.endswith("/tai-khoan/mat-khau")
        assert browser.get("/lam-viec", status=303).location.endswith("/tai-khoan/mat-khau")
        assert browser.get("/").json["units"] == []
        form = browser.get("/tai-khoan/mat-khau").forms["password"]
        form["present_password"] = given
        form["new_password"] = form["new_password_again"] = "bảy con mèo trắng"
        assert form.submit().location.endswith("/lam-viec")
        assert browser.get("/").json["units"] == ["so-xay-dung"]

    def test_it_lets_in_for_three_days(self, house: House, given: str) -> None:
        house.hands.pass_by(hours=72)
        answer = sign_in(house.browser(), password=given, status=401)
        assert "đã hết hạn" in answer.text
        wrong = sign_in(house.browser(), password="wrong", status=401)
        assert "đã hết hạn" not in wrong.text

    def test_every_session_is_over(self, house: House, signed_in: TestApp, given: str) -> None:
        assert signed_in.get("/").json["person"] == ""


class TestAfterTheSessionHasEnded:
    """What was typed leads back to its form, filled in; nothing is done by that."""

    def signed_in_again(self, house: House, browser: TestApp, **filled: str) -> Any:
        form = browser.get(FORM).forms["form"]
        for name, value in filled.items():
            form[name] = value
        house.hands.pass_by(minutes=31)
        form = form.submit(status=401).forms[0].submit("again").forms["signin"]
        form["account"], form["password"] = "ha.nguyen", PASSWORD
        page = form.submit("sign_in")
        return next(each for each in page.forms.values() if "reason" in each.fields)

    def test_the_form_is_there_with_what_was_typed(
        self, house: House, signed_in: TestApp, colleague: str
    ) -> None:
        again = self.signed_in_again(house, signed_in, to_person=colleague, **FILLED)
        page = again.submit("__again__")
        page.mustcontain("chưa được gửi", no=["chỗ cần sửa"])
        form = page.forms["form"]
        assert form["to_person"].value == colleague
        assert form["reason"].value == "Nghỉ phép năm"
        assert "delegated" not in house.do(deeds)
        form.submit().follow().mustcontain("đang có hiệu lực")
        assert house.do(deeds).count("delegated") == 1

    def test_also_where_something_in_it_is_wrong(
        self, house: House, signed_in: TestApp, colleague: str
    ) -> None:
        again = self.signed_in_again(house, signed_in, until="mai", reason="Phép")
        form = again.submit("__again__").forms["form"]
        assert (form["until"].value, form["reason"].value) == ("mai", "Phép")

    def test_or_it_is_sent_at_once(self, house: House, signed_in: TestApp, colleague: str) -> None:
        again = self.signed_in_again(house, signed_in, to_person=colleague, **FILLED)
        again.submit().follow().mustcontain("đang có hiệu lực")
