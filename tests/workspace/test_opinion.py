"""The asked body's page: what is asked, a draft, the official word, and what goes with it."""

from __future__ import annotations

from datetime import datetime

import pytest
from webtest import Upload

from motcua.consultations.actions import give_opinion, save_draft
from motcua.consultations.content import Reply
from tests.make_documents import a_pdf
from tests.make_workspace import (
    CONTROL,
    LEADER,
    OFFICER,
    POLICE,
    Workplace,
    request_of,
)

COLLEAGUE = "hung.mai"
"""Another official of the police who answers."""


@pytest.fixture
def colleague(workplace: Workplace) -> str:
    def found(acting):
        from motcua.people import directory

        people = directory.people_of(acting.root, "cong-an-tinh", acting.now.date())
        return next(each.id for each in people if each.id != POLICE)

    return str(workplace.do(OFFICER, found))


def asked(workplace: Workplace, *units: str, **more: object) -> str:
    return workplace.asked(workplace.tried(), *units, **more)


def form_of(page):
    return page.forms["form"]


class TestThePage:
    def test_it_says_what_until_when_and_what_silence_means(self, workplace: Workplace):
        id = asked(workplace, question="Có vướng mắc gì về an ninh?")
        said = workplace.seen_by(POLICE).get(f"/y-kien/{id}").html.get_text(" ", strip=True)
        assert "Có vướng mắc gì về an ninh?" in said
        assert "17:00 thứ Ba, 01/12/2026" in said
        assert "Quá hạn không trả lời thì coi như đồng ý (NĐ 217/2026 Đ54.2c)" in said

    def test_another_body_is_refused_plainly(self, workplace: Workplace):
        id = asked(workplace, question="Bí mật")
        page = workplace.seen_by("dat.duong").get(f"/y-kien/{id}", status=403)
        assert "Bí mật" not in page

    @pytest.mark.parametrize("id", ["0011223344556677", "khong-co"])
    def test_what_there_is_not_is_not_found(self, workplace: Workplace, id: str):
        workplace.seen_by(POLICE).get(f"/y-kien/{id}", status=404)

    def test_a_visitor_is_asked_to_sign_in(self, workplace: Workplace):
        assert workplace.seen_by("").get(f"/y-kien/{asked(workplace)}").status_int == 303

    def test_the_asker_reads_and_does_not_answer(self, workplace: Workplace):
        id = asked(workplace)
        page = workplace.seen_by(OFFICER).get(f"/y-kien/{id}")
        assert "form" not in page.forms
        assert "Đôn đốc" in page

    def test_what_was_shown_can_be_read(self, workplace: Workplace):
        code = workplace.tried()
        document = workplace.of_case(code, lambda case: case.dossier.enclosures[0].document.id)
        id = workplace.asked(code, documents=[document])
        browser = workplace.seen_by(POLICE)
        page = browser.get(f"/y-kien/{id}")
        answer = browser.get(page.html.find("a", string="don.pdf")["href"])
        assert answer.headers["Content-Disposition"].startswith("attachment")
        browser.get(f"/y-kien/{id}/tep/0000", status=404)


class TestAnswering:
    def test_the_word_is_given_and_stands(self, workplace: Workplace):
        id = asked(workplace)
        form = form_of(workplace.seen_by(POLICE).get(f"/y-kien/{id}"))
        form["outcome"] = "agree_with_remarks"
        form["text"] = "Thống nhất về cơ bản."
        form.set("place", "Bản vẽ số 3", 1)
        form.set("remark", "Bổ sung lối thoát nạn", 0)
        form.set("remark", "Sửa khoảng cách", 1)
        form.set("condition", "Nghiệm thu trước khi dùng", 0)
        form["note_inside"] = "Đã hỏi Phòng PC07"
        form["letter_number"], form["letter_date"] = "41/CAT-PC07", "23/11/2026"
        form.set("upload", Upload("cv41.pdf", a_pdf(), "application/pdf"), 0)
        page = form.submit("give").follow()
        said = page.html.get_text(" ", strip=True)
        assert "Đã gửi ý kiến của cơ quan." in said
        assert "Bản vẽ số 3: Sửa khoảng cách" in said
        assert "Nghiệm thu trước khi dùng" in said
        assert "Đã hỏi Phòng PC07" in said
        assert "Văn bản số 41/CAT-PC07" in said
        assert "form" not in page.forms
        browser = workplace.seen_by(POLICE)
        assert browser.get(page.html.find("a", string="cv41.pdf")["href"]).status_int == 200
        asker = workplace.seen_by(OFFICER).get(f"/y-kien/{id}")
        assert "Thống nhất về cơ bản." in asker
        assert "Bổ sung lối thoát nạn" in asker
        assert "Đã hỏi Phòng PC07" not in asker

    def test_another_line_keeps_everything_that_was_typed(self, workplace: Workplace):
        id = asked(workplace)
        form = form_of(workplace.seen_by(POLICE).get(f"/y-kien/{id}"))
        form["text"] = "Cần xem thêm"
        for place in range(3):
            form.set("remark", f"Ý thứ {place + 1}", place)
        form["letter_number"] = "41/CAT"
        form.set("upload", Upload("cv41.pdf", a_pdf(), "application/pdf"), 0)
        page = form.submit("more-remarks")
        form = form_of(page)
        assert [each.value for each in form.fields["remark"]] == [
            "Ý thứ 1", "Ý thứ 2", "Ý thứ 3", "",
        ]  # fmt: skip
        assert (form["text"].value, form["letter_number"].value) == ("Cần xem thêm", "41/CAT")
        assert "cv41.pdf" in page
        assert not page.html.select_one(".error-summary")
        assert workplace.of_request(id, lambda request: request.draft) is None
        page = form.submit("more-conditions")
        form = form_of(page)
        assert (len(form.fields["remark"]), len(form.fields["condition"])) == (4, 2)
        form["outcome"] = "agree_with_remarks"
        form.set("remark", "Ý thứ 4", 3)
        form.submit("give").follow()
        given = workplace.of_request(id, lambda request: request.opinion.reply)
        assert given.remarks[3] == "Ý thứ 4"
        assert [each.name for each in given.files] == ["cv41.pdf"]

    def test_question_and_answer_are_letters_for_those_who_may_read_them(
        self, workplace: Workplace
    ):
        id = asked(workplace, question="Có phù hợp quy hoạch không?")
        browser = workplace.seen_by(POLICE)
        letter = browser.get(f"/y-kien/{id}/van-ban/hoi")
        assert "Có phù hợp quy hoạch không?" in letter
        assert "sandbox" in letter.headers["Content-Security-Policy"]
        browser.get(f"/y-kien/{id}/van-ban/tra-loi", status=404)
        browser.get(f"/y-kien/{id}/van-ban/khac", status=404)
        form = form_of(browser.get(f"/y-kien/{id}"))
        form["outcome"], form["text"] = "disagree", "Chưa đủ căn cứ"
        form["note_inside"] = "Nội bộ"
        form.submit("give")
        letter = workplace.seen_by(OFFICER).get(f"/y-kien/{id}/van-ban/tra-loi")
        assert "Chưa đủ căn cứ" in letter
        assert "Nội bộ" not in letter
        workplace.seen_by("dat.duong").get(f"/y-kien/{id}/van-ban/tra-loi", status=403)

    def test_a_place_alone_is_refused_and_kept(self, workplace: Workplace):
        id = asked(workplace)
        form = form_of(workplace.seen_by(POLICE).get(f"/y-kien/{id}"))
        form["outcome"], form["text"] = "agree_with_remarks", "Xem"
        form.set("place", "Điều 5 khoản 2", 0)
        page = form.submit("give", status=409)
        assert form_of(page).fields["place"][0].value == "Điều 5 khoản 2"

    def test_an_answer_has_to_be_chosen(self, workplace: Workplace):
        id = asked(workplace)
        form = form_of(workplace.seen_by(POLICE).get(f"/y-kien/{id}"))
        form["text"] = "Tôi nghĩ là được"
        page = form.submit("give")
        assert "Tôi nghĩ là được" in page
        assert "Hãy chọn một mục." in page

    def test_a_no_needs_its_reasons(self, workplace: Workplace):
        id = asked(workplace)
        form = form_of(workplace.seen_by(POLICE).get(f"/y-kien/{id}"))
        form["outcome"] = "disagree"
        page = form.submit("give", status=409)
        assert page.html.select_one(".error-summary")
        assert workplace.of_request(id, lambda request: request.opinion) is None

    def test_a_refused_file_leaves_the_rest(self, workplace: Workplace):
        id = asked(workplace)
        form = form_of(workplace.seen_by(POLICE).get(f"/y-kien/{id}"))
        form["outcome"], form["text"] = "agree", "Đồng ý hoàn toàn"
        form.set("upload", Upload("a.pdf", b"MZ", "application/pdf"), 0)
        page = form.submit("give")
        assert "Đồng ý hoàn toàn" in page
        assert form_of(page)["outcome"].value == "agree"

    def test_a_second_person_is_told_who_answered(self, workplace: Workplace, colleague: str):
        id = asked(workplace)
        form = form_of(workplace.seen_by(POLICE).get(f"/y-kien/{id}"))
        workplace.do(
            colleague,
            lambda acting: give_opinion(acting, request_of(acting, id), Reply("agree")),
        )
        form["outcome"] = "agree"
        page = form.submit("give", status=409)
        assert "Nguyễn Hoàng Long đã gửi ý kiến" in page.html.select_one(".error-summary").text

    def test_after_the_limit_it_is_taken_and_marked(self, workplace: Workplace):
        id = asked(workplace)
        workplace.now = datetime(2026, 12, 2, 9)
        workplace.work()
        page = workplace.seen_by(POLICE).get(f"/y-kien/{id}")
        assert "Bạn vẫn trả lời được." in page
        form = form_of(page)
        form["outcome"] = "agree"
        page = form.submit("give").follow()
        said = page.html.select_one(".given").get_text(" ", strip=True)
        assert "muộn" in said
        case = workplace.of_request(id, lambda request: request.consultation.case.code)
        table = workplace.seen_by(OFFICER).get(f"/ho-so/{case}").html.select_one(".bodies")
        assert "muộn" in table.get_text(" ", strip=True)


class TestDrafts:
    def test_a_draft_is_kept_and_seen_by_nobody_outside(self, workplace: Workplace):
        id = asked(workplace)
        form = form_of(workplace.seen_by(POLICE).get(f"/y-kien/{id}"))
        form["text"] = "Bản nháp còn dở"
        form.set("upload", Upload("phu-luc.pdf", a_pdf(), "application/pdf"), 0)
        page = form.submit("draft").follow()
        assert form_of(page)["text"].value == "Bản nháp còn dở"
        assert "phu-luc.pdf" in page
        for other in (OFFICER, CONTROL):
            assert "Bản nháp còn dở" not in workplace.seen_by(other).get(f"/y-kien/{id}")

    def test_a_file_of_the_draft_can_be_left_out(self, workplace: Workplace):
        id = asked(workplace)
        form = form_of(workplace.seen_by(POLICE).get(f"/y-kien/{id}"))
        form.set("upload", Upload("bo-di.pdf", a_pdf(), "application/pdf"), 0)
        form = form_of(form.submit("draft").follow())
        form["outcome"] = "agree"
        form.set("checkbox", False, 0)
        form.submit("give")
        assert workplace.of_request(id, lambda request: request.opinion.reply.files) == ()

    def test_the_second_to_save_gets_both_texts(self, workplace: Workplace, colleague: str):
        id = asked(workplace)
        form = form_of(workplace.seen_by(POLICE).get(f"/y-kien/{id}"))

        def theirs(acting):
            save_draft(
                acting, request_of(acting, id), Reply("", "Bản của đồng nghiệp", ("Một",)), 0
            )

        workplace.do(colleague, theirs)
        form["text"] = "Bản của tôi"
        page = form.submit("draft", status=409)
        assert "Bản của đồng nghiệp" in page.html.select_one(".two-texts").text
        assert form_of(page)["text"].value == "Bản của tôi"
        page = form_of(page).submit("draft").follow()
        assert form_of(page)["text"].value == "Bản của tôi"


class TestCorrecting:
    def test_a_correction_is_a_new_version(self, workplace: Workplace):
        id = asked(workplace)
        give(workplace, id, "agree")
        page = workplace.seen_by(POLICE).get(f"/y-kien/{id}/sua")
        form = form_of(page)
        form["reason"], form["outcome"], form["text"] = "Gõ nhầm", "disagree", "Chưa đủ"
        page = form.submit("correct").follow()
        assert "Ý kiến, bản 2" in page.html.get_text(" ", strip=True)
        assert "Gõ nhầm" in page

    def test_it_says_why(self, workplace: Workplace):
        id = asked(workplace)
        give(workplace, id, "agree")
        form = form_of(workplace.seen_by(POLICE).get(f"/y-kien/{id}/sua"))
        page = form.submit("correct")
        assert page.html.select_one(".error-summary")

    def test_there_must_be_something_to_correct(self, workplace: Workplace):
        workplace.seen_by(POLICE).get(f"/y-kien/{asked(workplace)}/sua", status=403)

    def test_not_after_the_case_is_closed(self, workplace: Workplace):
        id = asked(workplace)
        give(workplace, id, "agree")
        code = workplace.of_request(id, lambda request: request.consultation.case.code)
        workplace.act(OFFICER, code, "skip")
        workplace.act(LEADER, code, "sign")
        workplace.seen_by(POLICE).get(f"/y-kien/{id}/sua", status=403)
        page = workplace.seen_by(POLICE).get(f"/y-kien/{id}")
        assert "Hồ sơ đã kết thúc." in page.html.select_one(".acts").text


def give(workplace: Workplace, id: str, outcome: str, text: str = "") -> None:
    workplace.do(
        POLICE, lambda acting: give_opinion(acting, request_of(acting, id), Reply(outcome, text))
    )


class TestInside:
    def test_it_is_taken_on_and_given_back(self, workplace: Workplace):
        id = asked(workplace)
        page = workplace.seen_by(POLICE).get(f"/y-kien/{id}")
        page = act_form(page, "nhan").submit("do").follow()
        assert "Bạn đã nhận soạn trả lời." in page
        assert workplace.of_request(id, lambda request: request.assignee) == POLICE
        form = form_of(workplace.seen_by(POLICE).get(f"/y-kien/{id}/tra"))
        form["reason"] = "Bận họp"
        form.submit("do")
        assert workplace.of_request(id, lambda request: request.assignee) == ""

    def test_it_is_assigned(self, workplace: Workplace, colleague: str):
        id = asked(workplace)
        form = act_form(workplace.seen_by(POLICE).get(f"/y-kien/{id}"), "giao")
        form["person"] = colleague
        form.submit("do")
        assert workplace.of_request(id, lambda request: request.assignee) == colleague

    def test_it_is_noted(self, workplace: Workplace):
        id = asked(workplace)
        act_form(workplace.seen_by(POLICE).get(f"/y-kien/{id}"), "xem").submit("do")
        assert workplace.of_request(id, lambda request: request.state) == "opened"
        code = workplace.of_request(id, lambda request: request.consultation.case.code)
        assert "đã mở 23/11 08:00" in workplace.seen_by(OFFICER).get(
            f"/ho-so/{code}"
        ).html.get_text(" ", strip=True)

    def test_what_cannot_be_done_says_why(self, workplace: Workplace, colleague: str):
        id = asked(workplace)
        act_form(workplace.seen_by(POLICE).get(f"/y-kien/{id}"), "nhan").submit("do")
        page = workplace.seen_by(colleague).get(f"/y-kien/{id}/nhan")
        assert "Hiện không làm được việc này." in page

    def test_what_is_not_ones_own_is_refused(self, workplace: Workplace):
        workplace.seen_by(OFFICER).get(f"/y-kien/{asked(workplace)}/nhan", status=403)

    def test_an_act_that_there_is_not(self, workplace: Workplace):
        workplace.seen_by(POLICE).get(f"/y-kien/{asked(workplace)}/bay", status=404)


def act_form(page, act: str):
    return next(each for each in page.forms.values() if each.action.endswith(f"/{act}"))


class TestMoreTime:
    def test_it_is_asked_for_and_granted(self, workplace: Workplace):
        id = asked(workplace)
        form = form_of(workplace.seen_by(POLICE).get(f"/y-kien/{id}/xin-them-han"))
        form["wanted"], form["reason"] = "2 ngày làm việc", "Chờ kiểm tra thực địa"
        page = form.submit("do").follow()
        assert "Đã đề nghị gia hạn" in page
        code = workplace.of_request(id, lambda request: request.consultation.case.code)
        assert "Chờ kiểm tra thực địa" in workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
        page = workplace.seen_by(OFFICER).get(f"/y-kien/{id}/them-han")
        form = form_of(page)
        assert form["granted"].value == "2 ngày làm việc"
        assert form.submit("grant").location.endswith(f"/ho-so/{code}")
        said = workplace.seen_by(POLICE).get(f"/y-kien/{id}").html.get_text(" ", strip=True)
        assert "17:00 thứ Năm, 03/12/2026" in said
        assert "đã đồng ý gia hạn" in said

    def test_it_is_refused_with_a_reason(self, workplace: Workplace):
        id = asked(workplace)
        form = form_of(workplace.seen_by(POLICE).get(f"/y-kien/{id}/xin-them-han"))
        form["wanted"], form["reason"] = "2 ngày làm việc", "Bận"
        form.submit("do")
        form = form_of(workplace.seen_by(OFFICER).get(f"/y-kien/{id}/them-han"))
        assert form.submit("refuse", status=409)
        form["reason"] = "Hồ sơ gấp"
        form.submit("refuse")
        assert "không đồng ý gia hạn: Hồ sơ gấp" in workplace.seen_by(POLICE).get(
            f"/y-kien/{id}"
        ).html.get_text(" ", strip=True)

    def test_more_than_allowed_is_said_and_kept(self, workplace: Workplace):
        id = asked(workplace)
        form = form_of(workplace.seen_by(POLICE).get(f"/y-kien/{id}/xin-them-han"))
        form["wanted"], form["reason"] = "30 ngày làm việc", "Rất bận"
        page = form.submit("do", status=409)
        assert "Rất bận" in page


class TestTheAsker:
    def test_urges_once_a_day(self, workplace: Workplace):
        id = asked(workplace)
        form = form_of(workplace.seen_by(OFFICER).get(f"/y-kien/{id}/don-doc"))
        form["reason"] = "Mong sớm trả lời"
        form.submit("do")
        page = workplace.seen_by(OFFICER).get(f"/y-kien/{id}/don-doc")
        assert "form" not in page.forms
        assert "Mong sớm trả lời" in workplace.seen_by(POLICE).get(f"/y-kien/{id}")

    def test_withdraws_with_a_reason(self, workplace: Workplace):
        id = asked(workplace)
        form = form_of(workplace.seen_by(OFFICER).get(f"/y-kien/{id}/rut"))
        assert form.submit("do")
        form["reason"] = "Đã đủ căn cứ"
        form.submit("do")
        page = workplace.seen_by(POLICE).get(f"/y-kien/{id}")
        assert "đã rút lúc" in page.html.get_text(" ", strip=True)
        assert "Đã đủ căn cứ" in page
        workplace.seen_by(OFFICER).get(f"/y-kien/{id}/rut", status=403)
