"""Messages of other systems in the browser: downloaded, uploaded, taken down."""

from __future__ import annotations

import pytest
from webtest import Upload

from motcua.consultations.actions import give_opinion, open_request
from motcua.consultations.content import Reply
from motcua.consultations.messages import came, envelope
from motcua.consultations.messages.written import organ_id
from motcua.people import directory
from tests.consultations.test_messages import a_reply, a_status
from tests.make_documents import a_pdf
from tests.make_workspace import LEADER, OFFICER, POLICE, Workplace, request_of

HERE = "/xin-y-kien/edxml"


@pytest.fixture
def asked(workplace: Workplace) -> str:
    """What the police are asked about a case of the officer."""
    return str(workplace.asked(workplace.tried(), "cong-an-tinh"))


def send(workplace: Workplace, content: bytes, person: str = OFFICER):
    page = workplace.seen_by(person).get(HERE)
    form = next(each for each in page.forms.values() if "file" in each.fields)
    form["file"] = Upload("tra-loi.edxml", content, "application/xml")
    return form.submit(expect_errors=True)


class TestGivingOut:
    def test_the_question_as_a_message(self, workplace: Workplace, asked: str) -> None:
        for person in (OFFICER, POLICE):
            browser = workplace.seen_by(person)
            assert f"/y-kien/{asked}/edxml/hoi" in browser.get(f"/y-kien/{asked}").text
            answer = browser.get(f"/y-kien/{asked}/edxml/hoi")
            assert answer.headers["Content-Disposition"].startswith("attachment")
            top = envelope.parsed(answer.body)
            assert envelope.said(top, "MessageHeader", "DocumentId") == asked
            assert envelope.files_in(top)[0][1].startswith(b"%PDF")

    def test_the_answer_as_a_message(self, workplace: Workplace, asked: str) -> None:
        browser = workplace.seen_by(OFFICER)
        browser.get(f"/y-kien/{asked}/edxml/tra-loi", status=404)
        workplace.do(
            POLICE,
            lambda acting: give_opinion(acting, request_of(acting, asked), Reply("agree", "Được.")),
        )
        message = came.read(browser.get(f"/y-kien/{asked}/edxml/tra-loi").body)
        assert message.answers == asked
        assert "Được." in message.text

    def test_the_receipt_is_the_bodys(self, workplace: Workplace, asked: str) -> None:
        body = workplace.seen_by(POLICE)
        body.get(f"/y-kien/{asked}/edxml/da-nhan", status=404)
        workplace.do(POLICE, lambda acting: open_request(acting, request_of(acting, asked)))
        assert came.read(body.get(f"/y-kien/{asked}/edxml/da-nhan").body).status == "03"
        workplace.seen_by(OFFICER).get(f"/y-kien/{asked}/edxml/da-nhan", status=404)
        body.get(f"/y-kien/{asked}/edxml/khac", status=404)


class TestTakingIn:
    def test_a_reply_fills_in_the_form_and_is_taken_down(
        self, workplace: Workplace, asked: str
    ) -> None:
        page = send(workplace, a_reply(asked, "2026/11/23", a_pdf()))
        page.mustcontain("Công an tỉnh", "Nhất trí với hồ sơ.", "cv.pdf")
        form = page.forms["form"]
        assert form.action == f"/y-kien/{asked}/ghi-nhan"
        assert (form["letter_number"].value, form["signer"].value) == ("345/CAT-PC07", "Trần Văn B")
        assert form["outcome"].value is None
        form["outcome"] = "agree"
        page = form.submit("record").follow()
        page.mustcontain("345/CAT-PC07", "cv.pdf")
        assert workplace.of_request(asked, lambda each: each.opinion.recorded.by) == OFFICER

    def test_another_sender_than_who_was_asked_is_pointed_out(
        self, workplace: Workplace, asked: str
    ) -> None:
        send(workplace, a_reply(asked)).mustcontain("Gói tin ghi bên gửi là Công an tỉnh")
        unit = workplace.of_request(asked, lambda each: each.unit)
        code = workplace.do(OFFICER, lambda acting: organ_id(directory.unit(acting.root, unit)))
        right = a_reply(asked).replace(b"000.00.99.G01", code.encode())
        send(workplace, right).mustcontain(no="Gói tin ghi bên gửi")
        wrong = a_status(asked).replace("Công an tỉnh".encode(), "Sở Khác".encode())
        send(workplace, wrong).follow().mustcontain("Gói tin ghi bên gửi là Sở Khác")

    def test_files_that_are_not_taken_are_named(self, workplace: Workplace, asked: str) -> None:
        page = send(workplace, a_reply(asked, file=b"MZ nothing good"))
        page.mustcontain("chưa có trong biểu mẫu", "cv.pdf")
        one = a_reply(asked, file=a_pdf()).decode()
        begin, end = one.index("<e:Attachment>"), one.index("</e:AttachmentEncoded>")
        three = one[:begin] + one[begin:end] * 3 + one[end:]
        send(workplace, three.encode()).mustcontain("Biểu mẫu chỉ nhận 2 tệp")

    def test_what_was_answered_meanwhile_is_not_taken_down(
        self, workplace: Workplace, asked: str
    ) -> None:
        workplace.do(
            POLICE, lambda acting: give_opinion(acting, request_of(acting, asked), Reply("agree"))
        )
        page = send(workplace, a_reply(asked))
        assert "form" not in page.forms

    def test_a_receipt_stands_on_the_page(self, workplace: Workplace, asked: str) -> None:
        page = send(workplace, a_status(asked)).follow()
        page.mustcontain("xác nhận đã nhận được yêu cầu", "Xác nhận của hệ thống khác", "Lê C")
        assert workplace.of_request(asked, lambda each: each.state) == "sent"

    @pytest.mark.parametrize(
        "content", [b"", b"<a/>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'], ids=repr
    )
    def test_what_is_no_message_is_refused(self, workplace: Workplace, content: bytes) -> None:
        page = send(workplace, content)
        assert page.status_int == 422
        assert page.html.select_one("[role=alert]")

    @pytest.mark.parametrize("person", [POLICE, LEADER])
    def test_only_whoever_asked_takes_it_in(
        self, workplace: Workplace, asked: str, person: str
    ) -> None:
        for content in (a_reply(asked), a_status(asked)):
            page = send(workplace, content, person)
            assert page.status_int == 422
            page.mustcontain("Chỉ bên lấy ý kiến")
        assert workplace.of_request(asked, lambda each: each.receipts) == ()
