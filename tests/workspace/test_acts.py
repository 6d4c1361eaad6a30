"""The page of one action: asked, checked, done once."""

from __future__ import annotations

import pytest
from webtest import Upload

from motcua.cases.matter import matter_of
from motcua.consultations.actions import withdraw as take_back
from motcua.words import Label
from motcua.workflows.definition import Field
from motcua.workspace.acts import choices_for
from tests.make_documents import a_pdf
from tests.make_workspace import (
    CLERK,
    CONTROL,
    HEAD,
    LEADER,
    OFFICER,
    POLICE,
    Workplace,
    case_of,
    form_with,
)


def form_of(page):
    return page.forms["form"]


def forget_origin(acting, code: str) -> None:
    case_of(acting, code).track.came_from = ""


class TestTaking:
    def test_it_asks_what_the_procedure_asks(self, workplace: Workplace):
        code = workplace.file()
        workplace.act(CLERK, code, "receive")
        workplace.act(CLERK, code, "transfer")
        page = workplace.seen_by(HEAD).get(f"/ho-so/{code}/assign")
        form = form_of(page)
        assert "Nguyễn Thu Hà" in page
        form["officer"] = "tuan.ho"
        form["ghi_chu"] = "Xem kỹ bản vẽ"
        answer = form.submit()
        assert answer.location.endswith(f"/ho-so/{code}")
        assert workplace.of_case(code, lambda case: case.track.assignee) == "tuan.ho"
        assert "Đã xong: Phân công." in answer.follow()

    def test_what_is_missing_is_said_and_the_rest_kept(self, workplace: Workplace):
        code = workplace.examined()
        form = form_of(workplace.seen_by(OFFICER).get(f"/ho-so/{code}/record_site_check"))
        form["thanh_phan"] = "Nguyễn Thu Hà; đại diện xã"
        page = form.submit()
        assert "chỗ cần sửa" in page
        assert "Nguyễn Thu Hà; đại diện xã" in page
        assert workplace.of_case(code, lambda case: case.value("thanh_phan")) == ""

    def test_a_paper_comes_with_the_action_that_needs_it(self, workplace: Workplace):
        code = workplace.examined()
        browser = workplace.seen_by(OFFICER)
        form_with(browser.get(f"/ho-so/{code}/lay-y-kien/chuyen_nganh"), "question").submit("send")
        page = browser.get(f"/ho-so/{code}/start_waiting")
        form = form_of(page)
        assert "Giấy tờ phải có" in page
        missing = form.submit()
        assert "Biên bản kiểm tra thực địa" in missing
        form.set("upload", Upload("bien-ban.pdf", a_pdf(), "application/pdf"), 0)
        form.submit()
        assert workplace.of_case(code, lambda case: case.track.state) == "consulting"
        assert workplace.of_case(code, lambda case: case.dossier.holds("bien_ban_thuc_dia"))

    def test_a_wrong_file_is_refused_with_the_rule_and_the_form_kept(self, workplace: Workplace):
        code = workplace.examined()
        form = form_of(workplace.seen_by(OFFICER).get(f"/ho-so/{code}/record_site_check"))
        form["ngay_kiem_tra"], form["thanh_phan"] = "23/11/2026", "Hà"
        form["hien_trang"] = "Đúng ranh giới"
        form.set("upload", Upload("don.pdf", b"<html>", "application/pdf"), 0)
        page = form.submit()
        assert "Đúng ranh giới" in page
        assert page.html.select_one("details.form-folded[open]")
        assert workplace.of_case(code, lambda case: case.value("hien_trang")) == ""

    def test_a_grave_act_says_what_it_does(self, workplace: Workplace):
        code = workplace.file()
        page = workplace.seen_by(CLERK).get(f"/ho-so/{code}/refuse")
        assert "Hồ sơ sẽ kết thúc và người nộp nhận phiếu từ chối." in page
        assert page.html.select_one("button.btn-grave")
        assert not page.html.select("details.form-folded")

    def test_where_it_leads_is_said(self, workplace: Workplace):
        code = workplace.examined()
        browser = workplace.seen_by(OFFICER)
        assert "Hồ sơ vẫn ở bước này." in browser.get(f"/ho-so/{code}/record_site_check")
        browser = workplace.seen_by(CLERK)
        assert "sẽ sang bước “Đã rút”" in browser.get(f"/ho-so/{code}/withdraw")
        workplace.act(OFFICER, code, "supplement", noi_dung="Bản vẽ")
        page = workplace.seen_by(CLERK).get(f"/ho-so/{code}/supply")
        assert "sẽ sang bước “Thẩm định và kiểm tra thực địa”" in page

    def test_what_goes_on_by_itself_is_said(self, workplace: Workplace):
        code = workplace.examined()
        browser = workplace.seen_by(OFFICER)
        form_with(browser.get(f"/ho-so/{code}/lay-y-kien/chuyen_nganh"), "question").submit("send")
        workplace.act(OFFICER, code, "start_waiting", papers=("bien_ban_thuc_dia",))
        for unit in ("xa-hoa-binh", "cong-an-tinh", "so-nnmt"):
            withdraw(workplace, code, unit)
        workplace.act(OFFICER, code, "draft")
        workplace.act(OFFICER, code, "propose", ket_luan="chap_thuan", du_thao="Đồng ý cấp phép")
        page = workplace.seen_by(LEADER).get(f"/ho-so/{code}/sign")
        assert "tự đi tiếp theo quy trình" in page
        form_of(page).submit()
        assert workplace.of_case(code, lambda case: case.track.state) == "result"


def withdraw(workplace: Workplace, code: str, unit: str) -> None:
    def deed(acting):
        case = case_of(acting, code)
        (sent,) = acting.root.consultations.of_case(case.key)
        take_back(acting, sent.request_to(unit), "Không cần nữa")

    workplace.do(OFFICER, deed)


class TestChoices:
    @pytest.mark.parametrize(
        ("field", "offered", "not_offered"),
        [
            pytest.param(Field("f", Label("F"), "unit"), "cong-an-tinh", OFFICER, id="every unit"),
            pytest.param(
                Field("f", Label("F"), "official", role="officer"), OFFICER, HEAD, id="a role"
            ),
            pytest.param(
                Field("f", Label("F"), "official"), HEAD, CLERK, id="anybody of the lead unit"
            ),
            pytest.param(
                Field("f", Label("F"), "official", role="clerk"), CLERK, HEAD, id="of another unit"
            ),
        ],
    )
    def test_who_and_what_is_offered(
        self, workplace: Workplace, field: Field, offered: str, not_offered: str
    ):
        code = workplace.examined()
        found = workplace.do(
            OFFICER,
            lambda acting: [
                id
                for id, _title in choices_for(acting, matter_of(acting, case_of(acting, code)))(
                    field
                )
            ],
        )
        assert offered in found
        assert not_offered not in found


class TestRefusals:
    def test_a_stale_page_names_who_acted_and_keeps_the_text(self, workplace: Workplace):
        code = workplace.examined()
        form = form_of(workplace.seen_by(OFFICER).get(f"/ho-so/{code}/supplement"))
        workplace.act(HEAD, code, "reassign", officer=OFFICER)
        form["noi_dung"] = "Thiếu bản vẽ mặt bằng"
        page = form.submit(status=409)
        assert "Lê Quang Vinh đã xử lý hồ sơ này lúc" in page.html.get_text(" ")
        assert "Thiếu bản vẽ mặt bằng" in page
        again = form_of(page).submit()
        assert again.status_int == 303
        assert workplace.of_case(code, lambda case: case.track.state) == "waiting"

    def test_a_double_click_has_one_effect(self, workplace: Workplace):
        code = workplace.examined()
        form = form_of(workplace.seen_by(OFFICER).get(f"/ho-so/{code}/supplement"))
        form["noi_dung"] = "Thiếu bản vẽ"
        assert form.submit().status_int == 303
        page = form.submit(status=409)
        assert "Nguyễn Thu Hà đã xử lý hồ sơ này lúc" in page.html.get_text(" ")
        assert workplace.of_case(code, lambda case: case.track.done["supplement"]) == (OFFICER,)

    def test_a_way_back_that_is_not_known_is_not_taken(self, workplace: Workplace):
        code = workplace.examined()
        workplace.act(OFFICER, code, "supplement", noi_dung="Bản vẽ")
        workplace.do(OFFICER, lambda acting: forget_origin(acting, code))
        page = workplace.seen_by(CLERK).get(f"/ho-so/{code}/supply")
        assert "Chưa làm được việc này." in page

    def test_a_condition_that_does_not_hold_shows_no_form(self, workplace: Workplace):
        code = workplace.tried()
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/wait")
        assert "Chưa làm được việc này." in page
        assert "form" not in page.forms

    def test_an_action_of_somebody_else_is_refused(self, workplace: Workplace):
        code = workplace.examined()
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/reassign", status=403)
        assert "không phải việc của bạn" in page

    def test_an_action_that_there_is_not(self, workplace: Workplace):
        code = workplace.examined()
        workplace.seen_by(OFFICER).get(f"/ho-so/{code}/bay", status=409)

    def test_of_a_case_of_another_unit_nothing_is_told(self, workplace: Workplace):
        workplace.seen_by(POLICE).get(f"/ho-so/{workplace.examined()}/supplement", status=403)

    def test_without_the_token_nothing_is_taken(self, workplace: Workplace):
        code = workplace.examined()
        form = form_of(workplace.seen_by(OFFICER).get(f"/ho-so/{code}/supplement"))
        form["noi_dung"], form["csrf_token"] = "Thiếu", "x"
        assert form.submit(status=400)
        assert workplace.of_case(code, lambda case: case.track.state) == "examining"


class TestHandOver:
    def test_a_case_goes_to_a_colleague_with_the_reason(self, workplace: Workplace):
        code = workplace.examined()
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/ban-giao")
        form = form_of(page)
        assert OFFICER not in [value for value, *_rest in form["person"].options]
        form["person"], form["reason"] = "tuan.ho", "Nghỉ phép"
        form.submit()
        assert workplace.of_case(code, lambda case: case.track.assignee) == "tuan.ho"

    def test_without_a_reason_it_stays(self, workplace: Workplace):
        code = workplace.examined()
        form = form_of(workplace.seen_by(HEAD).get(f"/ho-so/{code}/ban-giao"))
        form["person"] = "tuan.ho"
        assert "Hãy điền mục này." in form.submit()
        assert workplace.of_case(code, lambda case: case.track.assignee) == OFFICER

    def test_a_stale_page_is_told_so(self, workplace: Workplace):
        code = workplace.examined()
        form = form_of(workplace.seen_by(HEAD).get(f"/ho-so/{code}/ban-giao"))
        workplace.act(OFFICER, code, "supplement", noi_dung="Bản vẽ")
        form["person"], form["reason"] = "tuan.ho", "Nghỉ phép"
        assert "đã xử lý hồ sơ này lúc" in form.submit(status=409).html.get_text(" ")

    def test_whoever_does_not_hold_it_is_refused(self, workplace: Workplace):
        code = workplace.examined()
        page = workplace.seen_by(CONTROL).get(f"/ho-so/{code}/ban-giao", status=403)
        assert "Bạn không bàn giao hồ sơ này." in page

    def test_what_nobody_holds_is_not_handed_over(self, workplace: Workplace):
        workplace.seen_by(CLERK).get(f"/ho-so/{workplace.file()}/ban-giao", status=403)
