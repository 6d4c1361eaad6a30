"""Asking other bodies: whom and why, what, on which papers, until when."""

from __future__ import annotations

from tests.make_workspace import (
    CONTROL,
    OFFICER,
    POLICE,
    Workplace,
    form_with,
)


def form_of(page):
    return form_with(page, "question")


def units(form) -> dict[str, bool]:
    """Return which boxes there are to tick, and whether they are."""
    return {each._value: each.checked for each in form.fields["unit"] if hasattr(each, "checked")}


class TestTheForm:
    def test_it_suggests_with_the_reason_and_the_date(self, workplace: Workplace):
        code = workplace.tried()
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/bodies")
        said = page.html.select_one(".ask-bodies").get_text(" ", strip=True)
        assert "Công an tỉnh Long Giang bắt buộc — An ninh" in said
        assert "có đến 17:00 thứ Ba, 01/12/2026" in said
        assert "Ngày Văn hóa Việt Nam" in said
        assert "Sở Xây dựng" not in said
        assert "NĐ 217/2026 Đ54.2c" in page

    def test_another_limit_shows_another_date(self, workplace: Workplace):
        code = workplace.tried()
        form = form_of(workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/bodies"))
        form["limit"] = "7 ngày làm việc"
        form["limit:so-nnmt"] = "8 ngày làm việc"
        form["note:so-nnmt"] = "Xem kỹ phần đất lúa"
        page = form.submit("dates")
        said = page.html.select_one(".ask-bodies").get_text(" ", strip=True)
        assert "17:00 thứ Năm, 03/12/2026" in said
        assert "17:00 thứ Sáu, 04/12/2026" in said
        assert "Xem kỹ phần đất lúa" in page

    def test_a_limit_that_is_none_is_said(self, workplace: Workplace):
        code = workplace.tried()
        form = form_of(workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/bodies"))
        form["limit"] = "vài hôm"
        page = form.submit("dates")
        assert page.html.select_one(".error-summary")
        assert "vài hôm" in page

    def test_without_a_usual_limit_no_date_is_shown(self, workplace: Workplace):
        code = workplace.tried()
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/waiting")
        assert form_of(page)["limit"].value == ""
        assert page.html.select_one("details.ask-others[open]")


class TestSending:
    def test_it_goes_to_all_at_once(self, workplace: Workplace):
        code = workplace.tried()
        form = form_of(workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/bodies"))
        form["question"] = "Có ý kiến gì không?"
        answer = form.submit("send").follow()
        assert "Đã gửi lấy ý kiến 2 nơi." in answer
        asked = workplace.do(OFFICER, lambda acting: sent(acting, code))
        assert asked == (("cong-an-tinh", "so-nnmt"), "Có ý kiến gì không?", 1)

    def test_one_body_is_said_in_one(self, workplace: Workplace):
        code = workplace.tried()
        form = form_of(workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/waiting"))
        form["limit"] = "3 ngày làm việc"
        form["question"] = "Trả lời giúp"
        form.set("unit", True, index_of(form, "so-nnmt"))
        assert "Đã gửi lấy ý kiến một nơi." in form.submit("send").follow()

    def test_what_the_action_refuses_is_said_and_the_text_kept(self, workplace: Workplace):
        code = workplace.tried()
        form = form_of(workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/bodies"))
        form["question"] = "Câu hỏi rất dài và đã gõ công phu"
        form["limit"] = "1 ngày làm việc"
        page = form.submit("send", status=409)
        assert "Câu hỏi rất dài" in page
        assert page.html.select_one(".error-summary")
        assert workplace.do(OFFICER, lambda acting: sent(acting, code)) is None

    def test_a_second_click_is_told_who_asked(self, workplace: Workplace):
        code = workplace.tried()
        form = form_of(workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/bodies"))
        form.submit("send")
        page = form.submit("send", status=409)
        assert "Nguyễn Thu Hà đã xử lý hồ sơ này lúc" in page.html.get_text(" ")

    def test_who_has_not_answered_cannot_be_asked_twice(self, workplace: Workplace):
        code = workplace.tried()
        workplace.asked(code)
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/bodies")
        assert page.html.select_one("#unit-cong-an-tinh").has_attr("disabled")
        assert "Đã lấy ý kiến" in page.html.select_one(".ask-warning").text

    def test_others_that_were_added_stay_added(self, workplace: Workplace):
        code = workplace.tried()
        form = form_of(workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/bodies"))
        form.set("unit", True, index_of(form, "so-tu-phap"))
        page = form.submit("dates")
        assert page.html.select_one(".ask-bodies #unit-so-tu-phap").has_attr("checked")

    def test_only_chosen_papers_are_shown(self, workplace: Workplace):
        code = workplace.tried()
        form = form_of(workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/bodies"))
        form["document"] = False
        form.submit("send")
        assert workplace.do(OFFICER, lambda acting: sent(acting, code))[2] == 0


class TestWhoMay:
    def test_whoever_does_not_ask_is_refused(self, workplace: Workplace):
        code = workplace.tried()
        workplace.seen_by(CONTROL).get(f"/ho-so/{code}/lay-y-kien/bodies", status=403)
        workplace.seen_by(POLICE).get(f"/ho-so/{code}/lay-y-kien/bodies", status=403)

    def test_what_the_step_does_not_allow_is_not_there(self, workplace: Workplace):
        code = workplace.examined()
        workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/khong-co", status=404)


def index_of(form, unit: str) -> int:
    return [each._value for each in form.fields["unit"]].index(unit)


def sent(acting, code: str):
    from tests.make_workspace import case_of

    found = acting.root.consultations.of_case(case_of(acting, code).key)
    if not found:
        return None
    return found[-1].units, found[-1].question, len(found[-1].documents)
