"""Pages of asking: drafts, steps, changes, questions, many cases, bodies outside."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.consultations.actions import give_opinion
from motcua.consultations.asking.changing import change_request
from motcua.consultations.content import Outsider, Reply
from tests.make_asking import TEXT
from tests.make_workspace import (
    CONTROL,
    OFFICER,
    POLICE,
    Workplace,
    a_workplace,
    case_of,
    form_with,
    request_of,
)

INSTITUTE = Outsider("Viện Quy hoạch", "Bà Lê Thu", "thu@vien.example.org")


@pytest.fixture
def workplace(tmp_path):
    with a_workplace(tmp_path, trial=TEXT) as made:
        yield made


def asking(workplace: Workplace, code: str, template: str):
    page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/{template}")
    return form_with(page, "question")


def requests_of(workplace: Workplace, code: str):
    return workplace.do(
        OFFICER,
        lambda acting: [
            (each.unit, each.state, each.step, each.within, each.note)
            for sent in acting.root.consultations.of_case(case_of(acting, code).key)
            for each in sent.requests
        ],
    )


def tick(form, name, value):
    for box in form.fields[name]:
        if getattr(box, "_value", None) == value:
            box.checked = True
            return
    raise AssertionError(value)


class TestTheForm:
    def test_steps_and_what_to_expect_stand_beside_each_body(self, workplace: Workplace):
        code = workplace.tried()
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/steps")
        said = page.html.select_one(".ask-bodies").get_text(" ", strip=True)
        assert "lượt 2" in said
        assert "không bắt buộc" in said
        assert "không có câu hỏi nào đang chờ" in said
        assert "chưa biết thường trả lời trong bao lâu" in said

    def test_another_step_shows_another_date(self, workplace: Workplace):
        form = asking(workplace, workplace.tried(), "steps")
        before = form.submit("dates").html.select_one(".ask-bodies").get_text(" ", strip=True)
        form["step:so-nnmt"] = "4"
        page = form.submit("dates")
        assert page.html.select_one(".ask-bodies").get_text(" ", strip=True) != before
        assert "lượt 4" in page

    def test_a_day_over_and_a_step_that_is_none_are_said(self, workplace: Workplace):
        form = asking(workplace, workplace.tried(), "steps")
        form["limit:so-nnmt"] = "01/01/2020"
        assert "đã qua" in form.submit("dates").html.select_one(".error-summary").text
        form["limit:so-nnmt"] = ""
        form["step:so-nnmt"] = "đầu"
        assert "đầu" in form.submit("dates").html.select_one(".error-summary").text

    def test_it_is_sent_in_steps(self, workplace: Workplace):
        code = workplace.tried()
        form = asking(workplace, code, "steps")
        form.submit("send").follow()
        assert [each[:3] for each in requests_of(workplace, code)] == [
            ("cong-an-tinh", "sent", 1),
            ("so-nnmt", "sent", 1),
            ("so-van-hoa", "planned", 2),
            ("so-tu-phap", "planned", 3),
        ]  # fmt: skip
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
        assert "Dự kiến, chưa gửi" in page
        assert "Lượt 2" in page

    def test_people_are_told_by_name(self, workplace: Workplace):
        code = workplace.tried()
        form = asking(workplace, code, "steps")
        tick(form, "person", POLICE)
        form.submit("send").follow()
        people = workplace.do(
            OFFICER,
            lambda acting: (
                acting.root.consultations.of_case(case_of(acting, code).key)[0].requests[0].people
            ),
        )
        assert people == (POLICE,)

    def test_a_limit_past_the_case_needs_its_reason(self, workplace: Workplace):
        code = workplace.tried()
        workplace.now += timedelta(days=24)
        form = asking(workplace, code, "form")
        tick(form, "unit", "so-nnmt")
        form["question"] = "?"
        page = form.submit("send", status=409)
        assert "quá hạn đó" in page.html.select_one(".error-summary").text
        form = form_with(page, "question")
        form["beyond"] = "chờ đo đạc"
        form.submit("send").follow()
        assert len(requests_of(workplace, code)) == 1


class TestDrafts:
    def test_what_is_typed_is_kept_and_sent_later(self, workplace: Workplace):
        code = workplace.tried()
        form = asking(workplace, code, "bodies")
        form["question"] = "Nửa câu"
        form["limit"] = "vài hôm"
        form["note:so-nnmt"] = "xem sơ đồ"
        assert "Đã lưu bản nháp" in form.submit("keep").follow()
        assert requests_of(workplace, code) == []
        browser = workplace.seen_by(OFFICER)
        lines = browser.get("/xin-y-kien/ban-nhap")
        assert "Nửa câu" in lines
        page = lines.click(href=f"/ho-so/{code}/lay-y-kien")
        form = form_with(page, "question")
        assert (form["question"].value, form["limit"].value) == ("Nửa câu", "vài hôm")
        form["limit"] = "6 ngày làm việc"
        form.submit("send").follow()
        assert requests_of(workplace, code) == [
            ("cong-an-tinh", "sent", 1, "6 working days", ""),
            ("so-nnmt", "sent", 1, "6 working days", "xem sơ đồ"),
        ]
        assert "Không có bản nháp nào" in browser.get("/xin-y-kien/ban-nhap")

    def test_all_are_sent_at_once_and_what_is_refused_stays(self, workplace: Workplace):
        good, bad = workplace.tried(), workplace.tried(applicant="Công ty Hai")
        for code, limit in ((good, "5 ngày làm việc"), (bad, "vài hôm")):
            form = asking(workplace, code, "bodies")
            form["question"], form["limit"] = "Có ý kiến gì?", limit
            form.submit("keep")
        page = workplace.seen_by(OFFICER).get("/xin-y-kien/ban-nhap")
        page = form_with(page, "draft").submit()
        assert "vài hôm" in page.html.select_one(".error-summary").text
        assert bad in page.html.select_one(".error-summary").text
        assert len(requests_of(workplace, good)) == 2
        assert requests_of(workplace, bad) == []
        assert len(page.html.select(".prepared li")) == 1

    def test_nothing_ticked_nothing_sent(self, workplace: Workplace):
        form = asking(workplace, workplace.tried(), "bodies")
        form.submit("keep")
        form = form_with(workplace.seen_by(OFFICER).get("/xin-y-kien/ban-nhap"), "draft")
        form["draft"] = False
        assert "Chưa chọn" in form.submit().follow()

    def test_it_can_be_thrown_away(self, workplace: Workplace):
        form = asking(workplace, workplace.tried(), "bodies")
        form.submit("keep")
        page = workplace.seen_by(OFFICER).get("/xin-y-kien/ban-nhap")
        page = page.click(href="lay-y-kien/bodies")
        form_with(page, "question").submit("drop").follow()
        assert "Không có bản nháp nào" in workplace.seen_by(OFFICER).get("/xin-y-kien/ban-nhap")

    def test_nobody_else_opens_it(self, workplace: Workplace):
        form = asking(workplace, workplace.tried(), "bodies")
        form.submit("keep")
        page = workplace.seen_by(OFFICER).get("/xin-y-kien/ban-nhap")
        address = page.html.select_one(".prepared a")["href"]
        assert workplace.seen_by(CONTROL).get(address, status="4*").status_int in (403, 404)
        assert "Không có bản nháp nào" in workplace.seen_by(POLICE).get("/xin-y-kien/ban-nhap")

    def test_one_of_another_question_is_not_opened_here(self, workplace: Workplace):
        code = workplace.tried()
        asking(workplace, code, "bodies").submit("keep")
        page = workplace.seen_by(OFFICER).get("/xin-y-kien/ban-nhap")
        address = page.html.select_one(".prepared a")["href"].replace("/bodies", "/form")
        workplace.seen_by(OFFICER).get(address, status=404)


class TestChanging:
    def test_the_body_sees_what_it_was_and_what_it_is(self, workplace: Workplace):
        code = workplace.tried()
        id = workplace.asked(code, "cong-an-tinh", "so-nnmt")
        browser = workplace.seen_by(OFFICER)
        form = form_with(browser.get(f"/y-kien/{id}/sua-yeu-cau"), "reason")
        form["question"], form["reason"] = "Câu hỏi khác?", "viết nhầm"
        form["for_all"] = True
        assert "Đã thay đổi 2 yêu cầu" in form.submit().follow()
        other = workplace.do(
            OFFICER,
            lambda acting: (
                acting.root.consultations.of_case(case_of(acting, code).key)[0].requests[0].id
            ),
        )
        page = workplace.seen_by(POLICE).get(f"/y-kien/{other}")
        said = page.html.select_one(".asked-change").get_text(" ", strip=True)
        assert "viết nhầm" in said
        assert "Đề nghị cho ý kiến." in said
        assert "Câu hỏi khác?" in said

    def test_what_is_refused_is_said_and_the_text_kept(self, workplace: Workplace):
        id = workplace.asked(workplace.tried())
        form = form_with(workplace.seen_by(OFFICER).get(f"/y-kien/{id}/sua-yeu-cau"), "reason")
        form["limit"], form["reason"] = "1 ngày làm việc", "gấp"
        page = form.submit(status=409)
        assert "không đặt hạn ngắn hơn" in page.html.select_one(".error-summary").text
        assert form_with(page, "reason")["reason"].value == "gấp"

    def test_not_for_others(self, workplace: Workplace):
        id = workplace.asked(workplace.tried())
        workplace.seen_by(POLICE).get(f"/y-kien/{id}/sua-yeu-cau", status=403)

    def test_an_answer_begun_before_is_stopped_and_its_text_kept(self, workplace: Workplace):
        id = workplace.asked(workplace.tried())
        form = form_with(workplace.seen_by(POLICE).get(f"/y-kien/{id}"), "outcome")
        workplace.do(
            OFFICER,
            lambda acting: change_request(
                acting, request_of(acting, id), reason="viết nhầm", question="Mới?"
            ),
        )
        form["outcome"], form["text"] = "agree", "Chữ đã viết"
        page = form.submit("give", status=409)
        assert "viết nhầm" in page.html.select_one(".error-summary, [role=alert]").text
        form = form_with(page, "outcome")
        assert form["text"].value == "Chữ đã viết"
        form.submit("give").follow()
        assert workplace.of_request(id, lambda each: each.state) == "answered"


class TestQuestions:
    def test_they_are_answered_in_the_bodys_form_and_shown(self, workplace: Workplace):
        code = workplace.tried()
        id = workplace.asked(code, template="form")
        form = form_with(workplace.seen_by(POLICE).get(f"/y-kien/{id}"), "outcome")
        form["outcome"] = "agree"
        page = form.submit("give", status="*")
        assert "Có phù hợp quy hoạch không?" in page.html.select_one("[role=alert]").text
        form = form_with(page, "outcome")
        form["hop_quy_hoach"], form["dien_tich"], form["phuong_an"] = "true", "1.250,5", "b"
        page = form.submit("give").follow()
        assert "Phương án B" in page.html.select_one(".answers").text
        browser = workplace.seen_by(OFFICER)
        assert "Phương án B" in browser.get(f"/ho-so/{code}").html.select_one(".answers").text
        grid = browser.get(f"/ho-so/{code}/cau-hoi").html.select_one("table").text
        assert "1.250,5" in grid
        assert "Diện tích đề nghị" in grid

    def test_a_draft_keeps_them(self, workplace: Workplace):
        id = workplace.asked(workplace.tried(), template="form")
        form = form_with(workplace.seen_by(POLICE).get(f"/y-kien/{id}"), "outcome")
        form["dien_tich"] = "12"
        page = form.submit("draft").follow()
        assert form_with(page, "outcome")["dien_tich"].value == "12"

    def test_where_nothing_was_asked_by_questions_the_table_says_so(self, workplace: Workplace):
        code = workplace.tried()
        assert "Chưa có nơi nào" in workplace.seen_by(OFFICER).get(f"/ho-so/{code}/cau-hoi")

    def test_whoever_has_not_answered_has_a_state(self, workplace: Workplace):
        code = workplace.tried()
        workplace.asked(code, template="form")
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/cau-hoi")
        assert "Đã gửi, chưa mở" in page


class TestInformation:
    def test_the_body_takes_note_and_nothing_more(self, workplace: Workplace):
        id = workplace.asked(workplace.tried(), template="telling")
        page = workplace.seen_by(POLICE).get(f"/y-kien/{id}")
        assert "Để biết: không cần trả lời" in page
        assert "Trả lời trước" not in page
        workplace.seen_by(POLICE).post(
            f"/y-kien/{id}/xem",
            {"csrf_token": page.html.select_one("input[name=csrf_token]")["value"], "do": "do"},
        )
        assert workplace.of_request(id, lambda each: each.opened_by_name)


class TestManyCases:
    def test_some_are_asked_about_at_once(self, workplace: Workplace):
        codes = [workplace.tried(applicant=f"Công ty {n}") for n in range(3)]
        browser = workplace.seen_by(OFFICER)
        page = browser.get("/viec")
        form = next(each for each in page.forms.values() if "chon" in each.fields)
        for box in form.fields["chon"]:
            box.checked = box._value in codes[:2]
        assert page.html.select_one("button[formaction='/xin-y-kien/nhieu-ho-so']")
        page = browser.get("/xin-y-kien/nhieu-ho-so", {"chon": codes[0]})
        assert "Lấy ý kiến theo lượt" in page
        page = browser.get(
            f"/xin-y-kien/nhieu-ho-so?mau=thu-nghiem/form&chon={codes[0]}&chon={codes[1]}"
        )
        form = form_with(page, "question")
        assert [box.checked for box in form.fields["chon"]].count(True) == 2
        refused = form.submit("send", status=409)
        assert "Chưa viết nội dung" in refused or "Chưa" in refused
        tick(form, "unit", "so-nnmt")
        form["question"] = "Có phù hợp không?"
        page = form.submit("send").follow()
        assert len(page.html.select(".rows li")) == 2
        assert [len(requests_of(workplace, code)) for code in codes] == [1, 1, 0]

    def test_what_was_not_asked_is_said_with_its_reason(self, workplace: Workplace):
        code = workplace.tried()
        workplace.asked(code, "so-nnmt", template="form")
        browser = workplace.seen_by(OFFICER)
        page = browser.get(f"/xin-y-kien/nhieu-ho-so?mau=thu-nghiem/form&chon={code}")
        form = form_with(page, "question")
        tick(form, "unit", "so-nnmt")
        form["question"] = "?"
        assert "đã được hỏi" in form.submit("send").follow()

    def test_without_such_cases_the_page_says_so(self, workplace: Workplace):
        assert "Không có hồ sơ nào" in workplace.seen_by(POLICE).get("/xin-y-kien/nhieu-ho-so")


class TestOutside:
    def asked(self, workplace: Workplace) -> str:
        code = workplace.tried()
        form = asking(workplace, code, "form")
        form["question"] = "Có phù hợp quy hoạch không?"
        form.set("outside-org", INSTITUTE.organisation, 0)
        form.set("outside-name", INSTITUTE.name, 0)
        form.set("outside-email", INSTITUTE.email, 0)
        form.submit("send").follow()
        return workplace.do(
            OFFICER,
            lambda acting: (
                acting.root.consultations.of_case(case_of(acting, code).key)[0].requests[0].id
            ),
        )

    def test_delivery_is_shown_apart_from_the_answer(self, workplace: Workplace):
        id = self.asked(workplace)
        page = workplace.seen_by(OFFICER).get(f"/y-kien/{id}")
        assert "thu@vien.example.org" in page
        workplace.work()
        page = workplace.seen_by(OFFICER).get(f"/y-kien/{id}")
        assert "chưa gửi được" in page.html.select_one(".deliveries .is-late").text
        assert workplace.of_request(id, lambda each: each.state) == "sent"

    def test_a_new_link_is_sent_at_most_once_a_minute(self, workplace: Workplace):
        id = self.asked(workplace)
        browser = workplace.seen_by(OFFICER)
        page = browser.get(f"/y-kien/{id}")
        token = {"csrf_token": page.html.select_one("input[name=csrf_token]")["value"], "do": "do"}
        browser.post(f"/y-kien/{id}/gui-lai-duong-dan", token)
        assert workplace.of_request(id, lambda each: each.outsider.number) == 2
        again = browser.post(f"/y-kien/{id}/gui-lai-duong-dan", token, status=409)
        assert "chưa đầy một phút" in again

    def test_an_answer_from_outside_stands_in_the_table(self, workplace: Workplace):
        id = self.asked(workplace)
        from motcua.consultations.outside.guests import guest

        workplace.do(
            OFFICER,
            lambda acting: give_opinion(
                guest(acting, request_of(acting, id)),
                request_of(acting, id),
                Reply("agree", answers=(("hop_quy_hoach", True), ("dien_tich", 3))),
            ),
        )
        code = workplace.of_request(id, lambda each: each.consultation.case.code)
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
        assert "Viện Quy hoạch" in page
