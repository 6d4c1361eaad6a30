"""Somebody outside opens the link: the code, the question, the answer, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from webtest import TestApp, Upload

from motcua.consultations.actions import ask_again, withdraw
from motcua.consultations.asking.changing import change_request
from motcua.consultations.content import Outsider
from motcua.consultations.events import RequestNotice
from motcua.consultations.outside.links import link_to
from tests.make_asking import TEXT
from tests.make_workspace import (
    LEADER,
    OFFICER,
    Workplace,
    a_workplace,
    case_of,
    form_with,
    request_of,
)

INSTITUTE = Outsider("Viện Quy hoạch", "Bà Lê Thu", "thu@vien.example.org")
QUESTION = "Nhà xưởng có phù hợp quy hoạch không?"


@pytest.fixture
def workplace(tmp_path):
    with a_workplace(tmp_path, trial=TEXT) as made:
        made.codes = []
        made.office.listen(
            RequestNotice,
            lambda _acting, event: event.about == "code" and made.codes.append(event.facts["rule"]),
        )
        yield made


@pytest.fixture
def asked(workplace):
    code = workplace.tried()
    ids = workplace.of_case(code, lambda case: [e.document.id for e in case.dossier.files])
    return workplace.asked(
        code, "so-nnmt", template="form", outside=[INSTITUTE], question=QUESTION, documents=ids
    )


def address(workplace: Workplace, id: str) -> str:
    link = workplace.do(OFFICER, lambda acting: link_to(acting, request_of(acting, id)))
    return f"/gop-y/{link}"


def visitor(workplace: Workplace) -> TestApp:
    return TestApp(workplace.app, extra_environ={"REMOTE_ADDR": "203.0.113.9"})


def let_in(workplace: Workplace, id: str) -> tuple[TestApp, str]:
    browser, here = visitor(workplace), address(workplace, id)
    page = form_of(browser.get(here), "send").submit("send")
    form = form_of(page, "code")
    form["code"] = workplace.codes[-1]
    assert form.submit("enter").status_int == 303
    return browser, here


def form_of(page, name):
    return next(each for each in page.forms.values() if name in each.fields)


def filled(page):
    form = form_with(page, "outcome")
    form["outcome"], form["hop_quy_hoach"], form["dien_tich"] = "agree", "true", "12,5"
    return form


class TestTheCode:
    def test_before_it_nothing_is_shown_but_who_asks(self, workplace: Workplace, asked: str):
        page = visitor(workplace).get(address(workplace, asked))
        assert "Sở Xây dựng" in page
        assert "t•••@vien.example.org" in page
        for hidden in (QUESTION, "Sông Xanh", "thu@vien", "don.pdf", "H99"):
            assert hidden not in page.html.select_one("main").text

    def test_no_search_engine_keeps_it_and_no_address_goes_elsewhere(self, workplace, asked):
        headers = visitor(workplace).get(address(workplace, asked)).headers
        assert "noindex" in headers["X-Robots-Tag"]
        assert headers["Referrer-Policy"] == "no-referrer"

    def test_a_wrong_one_is_said_and_counted(self, workplace: Workplace, asked: str):
        browser, here = visitor(workplace), address(workplace, asked)
        page = form_of(browser.get(here), "send").submit("send")
        form = form_of(page, "code")
        form["code"] = "000000" if workplace.codes[-1] != "000000" else "111111"
        page = form.submit("enter")
        assert "Mã không đúng" in page
        assert workplace.of_request(asked, lambda each: each.outsider.tries) == 1

    def test_one_is_sent_at_most_once_a_minute(self, workplace: Workplace, asked: str):
        page = visitor(workplace).get(address(workplace, asked))
        page = form_of(page, "send").submit("send")
        assert "chưa đầy một phút" in form_of(page, "send").submit("send")
        assert len(workplace.codes) == 1

    def test_it_comes_by_mail(self, workplace: Workplace, asked: str):
        form_of(visitor(workplace).get(address(workplace, asked)), "send").submit("send")
        workplace.work()
        subjects = workplace.do(
            OFFICER,
            lambda acting: [
                (each.recipient, each.subject)
                for each in acting.root.outbox.put_between(
                    acting.now - timedelta(days=1), acting.now + timedelta(days=1)
                )
            ],
        )
        assert ("thu@vien.example.org", f"Mã xác nhận: {workplace.codes[-1]}") in subjects


class TestInside:
    def test_the_question_its_papers_and_its_limit_are_shown(self, workplace, asked):
        browser, here = let_in(workplace, asked)
        page = browser.get(here)
        assert QUESTION in page
        assert "don.pdf" in page
        assert "Diện tích đề nghị" in page
        assert "Hạn" in page or "Thời hạn" in page
        assert browser.get(page.html.select_one(".files a")["href"]).body.startswith(b"%PDF")

    def test_the_answer_is_given_once_with_a_file(self, workplace: Workplace, asked: str):
        browser, here = let_in(workplace, asked)
        form = filled(browser.get(here))
        form.set("place", "Điều 5", 0)
        form.set("remark", "Điều chỉnh mốc giới", 0)
        form.set("remark", "Bổ sung cây xanh", 2)
        form.set("condition", "Trồng cây trước khi bàn giao", 0)
        file = Upload("gop-y.pdf", b"%PDF-1.4 gop y\n%%EOF", "application/pdf")
        form.set("upload", file, 0)
        page = form.submit("give").follow()
        assert "Đã nhận ý kiến" in page
        reply = workplace.of_request(asked, lambda each: each.opinion.reply)
        assert reply.numbered == (("Điều 5", "Điều chỉnh mốc giới"), ("", "Bổ sung cây xanh"))
        assert reply.conditions == ("Trồng cây trước khi bàn giao",)
        assert dict(reply.answers) == {"hop_quy_hoach": True, "dien_tich": 12.5}
        assert [each.name for each in reply.files] == ["gop-y.pdf"]
        again = form.submit("give", status=409)
        assert "đã gửi ý kiến" in again.html.select_one("[role=alert]").text
        assert len(workplace.of_request(asked, lambda each: each.opinions)) == 1

    def test_one_more_line_is_there_for_the_asking_and_nothing_is_lost(self, workplace, asked):
        browser, here = let_in(workplace, asked)
        form = filled(browser.get(here))
        form.set("remark", "Một", 0)
        page = form.submit("more-remarks")
        form = form_with(page, "outcome")
        assert [each.value for each in form.fields["remark"]] == ["Một", "", "", ""]
        assert form["dien_tich"].value == "12,5"
        assert not page.html.select("[role=alert]")

    def test_what_is_missing_is_said_and_the_text_kept(self, workplace: Workplace, asked: str):
        browser, here = let_in(workplace, asked)
        form = form_with(browser.get(here), "outcome")
        form["outcome"], form["text"] = "disagree", ""
        page = form.submit("give")
        assert "quy hoạch" in page.html.select_one("[role=alert]").text
        form = filled(page)
        form["outcome"] = "disagree"
        page = form.submit("give", status=409)
        assert "lý do" in page.html.select_one("[role=alert]").text

    def test_a_change_meanwhile_is_shown_before_the_answer_counts(self, workplace, asked):
        browser, here = let_in(workplace, asked)
        form = filled(browser.get(here))
        form["text"] = "Ý kiến cũ"
        workplace.do(
            OFFICER,
            lambda acting: change_request(
                acting, request_of(acting, asked), reason="bổ sung", question="Câu hỏi mới?"
            ),
        )
        page = form.submit("give", status=409)
        assert "Câu hỏi mới?" in page
        assert form_with(page, "outcome")["text"].value == "Ý kiến cũ"
        form_with(page, "outcome").submit("give").follow()
        assert workplace.of_request(asked, lambda each: each.state) == "answered"


class TestTheDraft:
    def test_it_is_kept_incomplete_and_found_again(self, workplace: Workplace, asked: str):
        browser, here = let_in(workplace, asked)
        form = form_with(browser.get(here), "outcome")
        form["text"] = "Đang viết dở"
        form.set("remark", "Điểm thứ nhất", 0)
        page = form.submit("draft").follow()
        assert "Cơ quan chưa xem được" in page
        form = form_with(page, "outcome")
        assert form["text"].value == "Đang viết dở"
        assert form.fields["remark"][0].value == "Điểm thứ nhất"
        code = workplace.of_request(asked, lambda each: each.consultation.case.code)
        for path in (f"/ho-so/{code}", f"/y-kien/{asked}"):
            assert "Đang viết dở" not in workplace.seen_by(OFFICER).get(path)

    def test_a_second_page_gets_both_texts(self, workplace: Workplace, asked: str):
        browser, here = let_in(workplace, asked)
        first, second = (form_with(browser.get(here), "outcome") for _each in range(2))
        first["text"], second["text"] = "Bản ở trang một", "Bản ở trang hai"
        first.submit("draft").follow()
        page = second.submit("draft", status=409)
        assert "Bản ở trang một" in page.html.select_one(".two-texts").text
        form = form_with(page, "outcome")
        assert form["text"].value == "Bản ở trang hai"
        page = form.submit("draft").follow()
        assert form_with(page, "outcome")["text"].value == "Bản ở trang hai"

    def test_sending_an_older_page_does_not_lose_it_either(self, workplace: Workplace, asked: str):
        browser, here = let_in(workplace, asked)
        older, newer = (filled(browser.get(here)) for _each in range(2))
        newer["text"] = "Bản mới"
        newer.submit("draft")
        assert "Bản mới" in older.submit("give", status=409).html.select_one(".two-texts").text
        assert workplace.of_request(asked, lambda each: each.opinions) == ()

    def test_what_was_typed_outlives_the_pass(self, workplace: Workplace, asked: str):
        browser, here = let_in(workplace, asked)
        form = filled(browser.get(here))
        form["text"] = "Viết lâu hơn hai giờ"
        browser.cookies.pop("motcua_gop_y", None)
        browser.cookiejar.clear("localhost.local", here, "motcua_gop_y")
        page = form.submit("give")
        assert "chưa có gì được gửi" in page
        workplace.now += timedelta(minutes=2)
        page = form_of(page, "send").submit("send")
        form = form_of(page, "code")
        form["code"] = workplace.codes[-1]
        page = form.submit("enter")
        form = next(each for each in page.forms.values() if "outcome" in each.fields)
        page = form.submit("__again__")
        form = form_with(page, "outcome")
        assert form["text"].value == "Viết lâu hơn hai giờ"
        form.submit("give").follow()
        told = workplace.of_request(asked, lambda each: each.opinion.reply.text)
        assert told == "Viết lâu hơn hai giờ"


class TestAfterwards:
    @pytest.fixture
    def given(self, workplace: Workplace, asked: str):
        browser, here = let_in(workplace, asked)
        form = filled(browser.get(here))
        form["text"] = "Ý kiến thứ nhất"
        form.submit("give")
        return browser, here

    def test_what_was_sent_is_read_and_taken_home(self, workplace, asked, given):
        browser, here = given
        page = browser.get(here)
        assert "Ý kiến thứ nhất" in page.html.select_one(".given").text
        copy = browser.get(f"{here}/ban-sao/1")
        assert "Giấy xác nhận đã nhận ý kiến" in copy
        assert "Ý kiến thứ nhất" in copy
        assert "noindex" in copy.headers["X-Robots-Tag"]
        assert browser.get(f"{here}/ban-sao/1?dang=pdf").body.startswith(b"%PDF")
        assert browser.get(f"{here}/ban-sao/1?dang=docx").body.startswith(b"PK")
        browser.get(f"{here}/ban-sao/2", status=404)

    def test_without_the_code_nobody_reads_it(self, workplace, asked, given):
        _browser, here = given
        assert "Ý kiến thứ nhất" not in visitor(workplace).get(here)
        assert "Ý kiến thứ nhất" not in visitor(workplace).get(f"{here}/sua")
        visitor(workplace).get(f"{here}/ban-sao/1", status=404)

    def test_it_is_corrected_with_a_reason(self, workplace: Workplace, asked: str, given):
        browser, here = given
        form = form_with(browser.get(here).click("Đính chính ý kiến đã gửi"), "outcome")
        assert form["text"].value == "Ý kiến thứ nhất"
        form["text"] = "Ý kiến thứ hai"
        page = form.submit("correct")
        form = form_with(page, "outcome")
        assert form["text"].value == "Ý kiến thứ hai"
        form["reason"] = "Tính nhầm diện tích"
        page = form.submit("correct").follow()
        shown = [each.text for each in page.html.select(".given")]
        assert ["thứ hai" in shown[0], "thứ nhất" in shown[1]] == [True, True]
        assert "Tính nhầm diện tích" in shown[0]
        read = workplace.seen_by(OFFICER).get(f"/y-kien/{asked}")
        assert "Ý kiến thứ hai" in read

    def test_not_before_it_was_given_and_not_after_the_case(self, workplace, asked, given):
        browser, here = given
        form = form_with(browser.get(f"{here}/sua"), "outcome")
        form["reason"], form["text"] = "Muộn mất rồi", "Chữ viết sau khi hồ sơ đã được quyết định"
        code = workplace.of_request(asked, lambda each: each.consultation.case.code)
        workplace.act(OFFICER, code, "skip")
        workplace.act(LEADER, code, "refuse")
        page = form.submit("correct", status=404)
        assert "đã được giải quyết" in page
        kept = [each.text for each in page.html.select("textarea[readonly]")]
        assert kept == ["Chữ viết sau khi hồ sơ đã được quyết định"]
        for path in (here, f"{here}/sua", f"{here}/ban-sao/1", f"{here}/xin-them-han"):
            browser.get(path, status=404)


class TestAskedAgain:
    def test_one_press_confirms_what_was_said(self, workplace: Workplace, asked: str):
        browser, here = let_in(workplace, asked)
        form = filled(browser.get(here))
        form["text"] = "Ý kiến đợt một"
        form.submit("give")

        def ask(acting):
            first = request_of(acting, asked)
            return ask_again(acting, first.consultation, [first.unit], "Hỏi lại").requests[0].id

        again = workplace.do(OFFICER, ask)
        browser, here = let_in(workplace, again)
        page = browser.get(here)
        form = next(f for f in page.forms.values() if f.action.endswith("/giu-nguyen"))
        page = form.submit("do").follow()
        assert "Giữ nguyên ý kiến đã cho" in page.html.select_one(".given").text
        assert not page.html.select(".asked-again")
        form.submit("do", status=409)
        assert workplace.of_request(again, lambda each: each.opinion.confirms).hex() == asked


class TestMoreTime:
    def test_it_is_asked_for_and_the_limit_stands(self, workplace: Workplace, asked: str):
        browser, here = let_in(workplace, asked)
        page = browser.get(here).click("Đề nghị gia hạn")
        form = form_with(page, "wanted")
        form["wanted"], form["reason"] = "lâu lâu", "Đi công tác"
        page = form.submit("do", status=409)
        assert form_with(page, "wanted")["reason"].value == "Đi công tác"
        form = form_with(page, "wanted")
        form["wanted"] = "2 ngày làm việc"
        page = form.submit("do").follow()
        assert workplace.of_request(asked, lambda each: each.extension.is_waiting)
        assert "hạn hiện tại vẫn giữ nguyên" in page.html.select_one("aside").text
        assert not page.html.select("a[href$=xin-them-han]")
        assert not browser.get(f"{here}/xin-them-han").forms.get("form")


class TestEveryAddressHasTheSameGuard:
    def test_without_the_code(self, workplace: Workplace, asked: str):
        browser, here = visitor(workplace), address(workplace, asked)
        file = workplace.of_request(asked, lambda each: each.documents[0].document.id)
        assert "nhập mã" in browser.get(f"{here}/tep/{file}", status=404)
        token = browser.get(here).html.select_one("input[name=csrf_token]")["value"]
        sent = {"csrf_token": token, "outcome": "agree", "give": "give"}
        assert "Mã không đúng" in browser.post(here, sent)
        for path in (here, f"{here}/sua", f"{here}/xin-them-han"):
            page = browser.post(path, {**sent, "__formid__": "form", "text": "Chữ đã viết"})
            assert "chưa có gì được gửi" in page
            assert QUESTION not in page
        assert workplace.of_request(asked, lambda each: each.opinions) == ()

    def test_after_a_withdrawal(self, workplace: Workplace, asked: str):
        browser, here = let_in(workplace, asked)
        page = browser.get(here)
        form, file = filled(page), page.html.select_one(".files a")["href"]
        form["text"] = "Điều đã viết trước khi cơ quan rút lại câu hỏi"
        workplace.do(
            OFFICER, lambda acting: withdraw(acting, request_of(acting, asked), "không cần nữa")
        )
        for answer in (
            browser.get(here, status=404),
            browser.get(file, status=404),
            form.submit("give", status=404),
        ):
            assert "không còn hiệu lực" in answer
            assert QUESTION not in answer
        assert "Điều đã viết trước khi" in answer.html.select_one("textarea[readonly]").text

    @pytest.mark.parametrize("link", ["x", "AAAA", "..%2F", "a" * 60, "%C3%A0"])
    def test_a_forged_link(self, workplace: Workplace, link: str):
        browser = visitor(workplace)
        for path in (f"/gop-y/{link}", f"/gop-y/{link}/tep/0"):
            page = browser.get(path, status=404)
            assert "không đúng" in page or "Không tìm thấy" in page
            assert "noindex" in page.headers.get("X-Robots-Tag", "noindex")

    def test_a_file_that_was_not_chosen(self, workplace: Workplace, asked: str):
        browser, here = let_in(workplace, asked)
        browser.get(f"{here}/tep/00000000", status=404)

    def test_the_pass_of_another_request(self, workplace: Workplace, asked: str):
        browser, _here = let_in(workplace, asked)
        code = workplace.tried(applicant="Công ty Hai")
        other = workplace.asked(code, "so-nnmt", template="form", outside=[INSTITUTE])
        there = address(workplace, other)
        browser.set_cookie("motcua_gop_y", next(iter(browser.cookies.values())))
        assert "Gửi mã" in browser.get(there)

    def test_whoever_tries_too_often_waits(self, workplace: Workplace):
        browser = visitor(workplace)
        for _each in range(60):
            browser.get("/gop-y/x", status=404)
        assert "Retry-After" in browser.get("/gop-y/x", status=429).headers


def test_the_page_without_a_link_says_what_this_is(workplace: Workplace):
    assert "đường dẫn" in visitor(workplace).get("/gop-y")


def test_an_official_signed_in_answers_as_the_guest(workplace: Workplace, asked: str):
    code = workplace.of_request(asked, lambda each: each.consultation.case.code)
    here = address(workplace, asked)
    page = workplace.seen_by(OFFICER).get(here)
    assert "Gửi mã" in page
    assert workplace.do(OFFICER, lambda acting: case_of(acting, code).code) == code
