"""Who works where, as an administrator keeps it: positions, accounts, delegations, seats."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from webtest import TestApp

from motcua.journal import office_journal
from motcua.people import directory
from motcua.storage import opening
from tests.make import MONDAY
from tests.make_pages import a_browser

SignIn = Callable[[str], TestApp]
UNIT = "/quan-tri/don-vi/so-cong-thuong"
PEOPLE = "/quan-tri/can-bo"

FORMS = [
    f"{UNIT}/bo-nhiem",
    f"{UNIT}/them-nguoi",
    f"{PEOPLE}/ha.nguyen/dong",
    f"{PEOPLE}/ha.nguyen/mo-lai",
    f"{PEOPLE}/ha.nguyen/mat-khau",
    "/quan-tri/chuc-vu/ha.nguyen.1/ket-thuc",
    "/quan-tri/chuc-vu/ha.nguyen.1/uy-quyen",
    "/quan-tri/uy-quyen/khoa.nguyen.1.1/ket-thuc",
    "/quan-tri/uy-ban/ubnd-tinh/thanh-vien",
    "/quan-tri/uy-ban/ubnd-tinh/thanh-vien/dat.duong/ket-thuc",
]


def look(app: Any, work: Callable[[Any], Any]) -> Any:
    """Look at what is stored."""
    return opening.transact(app.registry._zodb_databases[""], work)


def send(browser: TestApp, path: str, button: str = "", **filled: Any) -> Any:
    """Fill in the form of a page, send it, and return the answer."""
    form = browser.get(path).forms["form"]
    for name, value in filled.items():
        form[name] = value
    return form.submit(button or None, expect_errors=True)


def deeds(app: Any) -> list[str]:
    """Return what stands in today's journal of people."""
    return look(app, lambda root: [each.deed for each in office_journal(root, MONDAY, "people")])


def newcomer(administrator: TestApp, account: str, **more: str) -> Any:
    """Add somebody to the department of industry and trade."""
    filled = {"post": "chuyen-vien", "since": "23/11/2026", "name": "Hoàng Thị Mơ", **more}
    return send(administrator, f"{UNIT}/them-nguoi", account=account, **filled)


@pytest.mark.parametrize("path", [*FORMS, f"{PEOPLE}?q=khoa", f"{PEOPLE}/ha.nguyen"])
class TestWhoMay:
    def test_an_administrator(self, administrator: TestApp, path: str) -> None:
        assert administrator.get(path).status_int == 200

    def test_not_an_officer(self, officer: TestApp, path: str) -> None:
        officer.get(path, status=403)

    def test_nobody_without_the_token_of_the_form(self, administrator: TestApp, path: str) -> None:
        answer = administrator.post(path, {"reason": "x"}, expect_errors=True)
        assert answer.status_int in {400, 404}


class TestLookingOnly:
    """Procedure control reads what stands here and changes nothing of it."""

    @pytest.mark.parametrize("path", FORMS)
    def test_no_form_is_open(self, signed_in: SignIn, path: str) -> None:
        signed_in("tung.do").get(path, status=403)

    @pytest.mark.parametrize("path", [UNIT, f"{PEOPLE}/khoa.nguyen", "/quan-tri/uy-ban"])
    def test_no_button_is_shown(self, signed_in: SignIn, path: str) -> None:
        page = signed_in("tung.do").get(path)
        links = [each["href"] for each in page.html.select("main a")]
        assert [each for each in links if each.endswith(("ket-thuc", "bo-nhiem", "mat-khau"))] == []


class TestFinding:
    def test_by_a_name_without_marks(self, administrator: TestApp) -> None:
        administrator.get(f"{PEOPLE}?q=dang+khoa").mustcontain("Nguyễn Đăng Khoa", "Sở Xây dựng")

    def test_by_an_account(self, administrator: TestApp) -> None:
        administrator.get(f"{PEOPLE}?q=khoa.nguyen").mustcontain("Nguyễn Đăng Khoa")

    def test_nobody_is_said(self, administrator: TestApp) -> None:
        administrator.get(f"{PEOPLE}?q=khong+co+ai").mustcontain("Không ai có những từ này")

    def test_nothing_asked_lists_nobody(self, administrator: TestApp) -> None:
        assert not administrator.get(PEOPLE).html.select("main table")

    def test_too_many_are_cut(self, administrator: TestApp, monkeypatch: Any) -> None:
        monkeypatch.setattr("motcua.administration.people.MOST", 3)
        page = administrator.get(f"{PEOPLE}?q=nguyen")
        assert len(page.html.select("main tbody tr")) == 3
        page.mustcontain("Hãy thêm một từ nữa")

    def test_somebody_whom_there_is_not(self, administrator: TestApp) -> None:
        administrator.get(f"{PEOPLE}/khong.co", status=404)


class TestAdding:
    def test_a_person_comes_with_a_position(self, administrator: TestApp, app: Any) -> None:
        page = newcomer(administrator, "mo.hoang", email="mo@example.vn").follow()
        page.mustcontain("Hoàng Thị Mơ", "Chuyên viên", "chưa có mật khẩu", "Đã thêm")
        assert deeds(app)[-2:] == ["person entered", "appointed"]

    def test_an_account_that_is_taken_is_refused_and_nothing_is_lost(
        self, administrator: TestApp, app: Any
    ) -> None:
        page = newcomer(administrator, "ha.nguyen", title_vi="Chuyên viên phòng Năng lượng")
        assert page.status_int == 409
        page.mustcontain("đã là của người khác", "Chuyên viên phòng Năng lượng", "Hoàng Thị Mơ")

    def test_a_position_that_cannot_be_is_refused_and_nobody_is_added(
        self, administrator: TestApp, app: Any
    ) -> None:
        page = newcomer(administrator, "mo.thu-hai", post="giam-doc")
        assert page.status_int == 409
        assert "mo.thu-hai" not in look(app, lambda root: list(root["people"]))

    def test_only_posts_of_such_a_unit_are_offered(self, administrator: TestApp) -> None:
        form = administrator.get(f"{UNIT}/bo-nhiem").forms["form"]
        offered = [value for value, _ticked, _said in form["post"].options]
        assert "giam-doc" in offered
        assert "chu-tich-ubnd" not in offered


class TestPositions:
    def test_one_is_given_with_its_title_and_ended(self, administrator: TestApp, app: Any) -> None:
        newcomer(administrator, "vi.tri")
        page = send(
            administrator,
            f"{UNIT}/bo-nhiem?can-bo=vi.tri",
            post="truong-phong",
            title_vi="Trưởng phòng Năng lượng",
            until="31/12/2026",
            document="12/QĐ-SCT",
        ).follow()
        page.mustcontain("Trưởng phòng Năng lượng", "12/QĐ-SCT", "đến 31/12/2026")
        page = send(
            administrator,
            "/quan-tri/chuc-vu/vi.tri.2/ket-thuc",
            last_day="30/11/2026",
            reason="Luân chuyển",
        ).follow()
        page.mustcontain("đến 30/11/2026")
        assert deeds(app)[-1] == "position ended"

    def test_one_that_has_ended_or_begins_later_says_so(self, administrator: TestApp) -> None:
        newcomer(administrator, "da.qua", since="01/02/2026", until="01/03/2026")
        send(administrator, f"{UNIT}/bo-nhiem?can-bo=da.qua", post="van-thu", since="01/01/2027")
        page = administrator.get(f"{PEOPLE}/da.qua")
        page.mustcontain("đã kết thúc", "chưa bắt đầu")

    def test_an_unknown_account_is_said_beside_the_field(self, administrator: TestApp) -> None:
        page = send(administrator, f"{UNIT}/bo-nhiem", account="ai.do", post="van-thu")
        page.mustcontain("Không ai có tài khoản “ai.do”", "has-error")

    def test_a_last_day_before_the_first_is_refused(self, administrator: TestApp) -> None:
        page = send(
            administrator,
            "/quan-tri/chuc-vu/ha.nguyen.1/ket-thuc",
            last_day="01/01/2020",
            reason="Nhầm",
        )
        assert page.status_int == 409
        page.mustcontain("Nhầm", "01/01/2020")

    def test_nobody_appoints_himself(self, administrator: TestApp) -> None:
        page = send(administrator, f"{UNIT}/bo-nhiem", account="linh.bui", post="van-thu")
        assert page.status_int == 409
        page.mustcontain("Không ai tự bổ nhiệm")


class TestAccounts:
    def test_one_is_closed_and_opened_again(self, administrator: TestApp, app: Any) -> None:
        newcomer(administrator, "dong.mo")
        page = send(administrator, f"{PEOPLE}/dong.mo/dong", reason="Nghỉ hưu").follow()
        page.mustcontain("đã khóa từ", "Mở lại tài khoản")
        administrator.get(UNIT).mustcontain("tài khoản đã khóa")
        administrator.get(f"{PEOPLE}?q=dong.mo").mustcontain("tài khoản đã khóa")
        page = send(administrator, f"{PEOPLE}/dong.mo/mo-lai", reason="Nhầm người").follow()
        page.mustcontain("đang mở")

    def test_nobody_closes_their_own(self, administrator: TestApp) -> None:
        assert send(administrator, f"{PEOPLE}/linh.bui/dong", reason="Thử").status_int == 409
        administrator.get(f"{PEOPLE}/linh.bui").mustcontain("Đây là bạn")

    def test_a_password_is_shown_once_and_lets_in_only_to_choose_another(
        self, administrator: TestApp, app: Any
    ) -> None:
        newcomer(administrator, "moi.tinh")
        page = send(administrator, f"{PEOPLE}/moi.tinh/mat-khau")
        given = page.html.select_one(".given-password").text
        assert re.fullmatch(r"(\w{4}-){3}\w{4}", given)
        administrator.get(f"{PEOPLE}/moi.tinh").mustcontain("đã cấp mật khẩu", no=[given])

        browser = a_browser(app)
        assert _enter(browser, "moi.tinh", given).location.endswith("/tai-khoan/mat-khau")
        assert browser.get("/viec", status=303).location.endswith("/tai-khoan/mat-khau")
        assert browser.get("/ho-so/x", status=303).location.endswith("/tai-khoan/mat-khau")
        page = browser.get("/tai-khoan/mat-khau")
        page.mustcontain("còn người khác biết")
        form = page.forms["password"]
        form["present_password"] = given
        form["new_password"] = form["new_password_again"] = "một câu dài dễ nhớ"
        assert form.submit().location.endswith("/viec")
        assert browser.get("/viec").status_int == 200
        administrator.get(f"{PEOPLE}/moi.tinh").mustcontain("đang mở")

    def test_nobody_gives_one_to_themselves(self, administrator: TestApp) -> None:
        page = send(administrator, f"{PEOPLE}/linh.bui/mat-khau")
        assert page.status_int == 409
        page.mustcontain("Không ai tự cấp mật khẩu")

    def test_somebody_without_an_account_has_none(self, administrator: TestApp, app: Any) -> None:
        newcomer(administrator, "khong.tk")
        look(app, lambda root: setattr(root["people"]["khong.tk"], "account", ""))
        administrator.get(f"{PEOPLE}/khong.tk").mustcontain("không có tài khoản")
        assert send(administrator, f"{PEOPLE}/khong.tk/mat-khau").status_int == 409


def _enter(browser: TestApp, account: str, password: str) -> Any:
    form = browser.get("/dang-nhap").forms["signin"]
    form["account"], form["password"] = account, password
    return form.submit()


class TestDelegations:
    def test_one_is_taken_down_for_its_holder_and_ended(
        self, administrator: TestApp, app: Any
    ) -> None:
        newcomer(administrator, "van.thu", post="van-thu")
        newcomer(administrator, "thay.van")
        page = send(
            administrator,
            "/quan-tri/chuc-vu/van.thu.1/uy-quyen",
            to_person="thay.van",
            until="30/11/2026",
            reason="Nghỉ phép",
            document="5/GUQ",
        ).follow()
        page.mustcontain("đang có hiệu lực", "Nghỉ phép", "5/GUQ")
        administrator.get(f"{PEOPLE}/thay.van").mustcontain("Được người khác ủy quyền")
        ending = "/quan-tri/uy-quyen/van.thu.1.1/ket-thuc"
        page = send(administrator, ending, reason="Đi làm lại").follow()
        page.mustcontain("đã kết thúc sớm")
        assert deeds(app)[-2:] == ["delegated", "delegation revoked"]
        administrator.get(ending).mustcontain("đã được kết thúc rồi")

    def test_a_members_own_vote_is_not_offered(self, administrator: TestApp) -> None:
        page = administrator.get(f"{PEOPLE}/khoa.nguyen")
        post = look(
            administrator.app,
            lambda root: [
                held.id
                for held in directory.person(root, "khoa.nguyen").positions
                if held.post == "thanh-vien-ubnd"
            ],
        )
        assert f"/quan-tri/chuc-vu/{post[0]}/uy-quyen" not in page.text
        refused = send(
            administrator,
            f"/quan-tri/chuc-vu/{post[0]}/uy-quyen",
            to_person="quang.tran",
            until="30/11/2026",
            reason="Vắng",
            document="1",
        )
        refused.mustcontain("phải tự làm")

    def test_of_a_position_with_several_parts_some_may_be_chosen(
        self, administrator: TestApp
    ) -> None:
        page = send(
            administrator,
            "/quan-tri/chuc-vu/nhung.le.1/uy-quyen",
            to_person="thanh.nguyen",
            until="30/11/2026",
            reason="Công tác",
            document="7/GUQ",
            checkbox=["leader"],
        ).follow()
        page.mustcontain("chỉ với vai trò: Lãnh đạo cơ quan")

    def test_one_that_begins_later_and_one_that_is_over(
        self, administrator: TestApp, app: Any
    ) -> None:
        filled = {"to_person": "tuan.ho", "reason": "Phép", "document": "9"}
        path = "/quan-tri/chuc-vu/ha.nguyen.1/uy-quyen"
        send(administrator, path, since="01/12/2026", until="02/12/2026", **filled)
        administrator.get(f"{PEOPLE}/ha.nguyen").mustcontain("có hiệu lực từ 01/12/2026")
        look(app, _put_into_the_past)
        administrator.get(f"{PEOPLE}/ha.nguyen").mustcontain("đã hết hạn")


def _put_into_the_past(root: Any) -> None:
    (given,) = directory.person(root, "ha.nguyen").positions[0].delegations
    given.since, given.until = date(2026, 11, 1), date(2026, 11, 2)


class TestSeats:
    PATH = "/quan-tri/uy-ban/ubnd-xa-hoa-binh/thanh-vien"

    def test_one_is_given_and_ended(self, administrator: TestApp, app: Any) -> None:
        newcomer(administrator, "uy.vien")
        page = send(
            administrator, self.PATH, account="uy.vien", title_vi="Ủy viên dự khuyết", votes=False
        ).follow()
        page.mustcontain("Ủy viên dự khuyết", "được phát biểu, không biểu quyết")
        page = send(administrator, f"{self.PATH}/uy.vien/ket-thuc", last_day="30/11/2026").follow()
        page.mustcontain("30/11/2026")
        assert deeds(app)[-2:] == ["member seated", "member unseated"]

    def test_one_that_begins_later_is_listed(self, administrator: TestApp) -> None:
        newcomer(administrator, "sap.toi")
        page = send(
            administrator,
            self.PATH,
            account="sap.toi",
            title_vi="Ủy viên",
            since="01/12/2026",
            until="31/12/2030",
        ).follow()
        page.mustcontain("chưa bắt đầu", "31/12/2030")

    def test_a_second_chair_is_refused_and_nothing_is_lost(self, administrator: TestApp) -> None:
        page = send(
            administrator, self.PATH, account="ha.nguyen", title_vi="Quyền Chủ tịch", chairs=True
        )
        assert page.status_int == 409
        page.mustcontain("Lê Văn Sáu", "Quyền Chủ tịch")
        assert page.forms["form"]["chairs"].checked

    def test_a_seat_that_there_is_not_is_not_ended(self, administrator: TestApp) -> None:
        path = f"{self.PATH}/ha.nguyen/ket-thuc"
        assert send(administrator, path, last_day="30/11/2026").status_int == 409

    def test_assistants_are_named_and_shown(self, administrator: TestApp, app: Any) -> None:
        path = "/quan-tri/uy-ban/ubnd-tinh/thanh-vien/dat.duong/giup-viec"
        page = send(administrator, path, assistants="ha.nguyen, tuan.ho,").follow()
        page.mustcontain("có 2 người giúp việc")
        assert deeds(app)[-1] == "assistants named"
        assert administrator.get(path).forms["form"]["assistants"].value == "ha.nguyen, tuan.ho"
        page = send(administrator, path, assistants="").follow()
        page.mustcontain("có 0 người giúp việc")

    def test_nobody_assists_oneself_or_somebody_without_a_seat(
        self, administrator: TestApp
    ) -> None:
        here = "/quan-tri/uy-ban/ubnd-tinh/thanh-vien"
        page = send(administrator, f"{here}/dat.duong/giup-viec", assistants="dat.duong")
        assert page.status_int == 409
        for member, named in (("ha.nguyen", "tuan.ho"), ("dat.duong", "khong.co")):
            page = send(administrator, f"{here}/{member}/giup-viec", assistants=named)
            assert page.status_int in {404, 409}
            assert page.forms["form"]["assistants"].value == named

    def test_a_committee_that_there_is_not(self, administrator: TestApp) -> None:
        administrator.get("/quan-tri/uy-ban/khong-co/thanh-vien", status=404)
