"""The record of opinions in the browser: closed answers, paper, many at once, redaction, reply."""

from __future__ import annotations

import json

import pytest
from webtest import Upload

from motcua.cases.content import Applicant
from motcua.cases.filing import file_case
from motcua.consultations.actions import correct_opinion, give_opinion, open_request
from motcua.consultations.content import Reply
from motcua.consultations.record.putting import puttings
from motcua.workflows.versions import definition
from tests.make_consultations import PROCEDURE, publish
from tests.make_documents import a_pdf
from tests.make_workspace import (
    CLERK,
    CONTROL,
    HEAD,
    LEADER,
    OFFICER,
    POLICE,
    Workplace,
    a_paper,
    case_of,
    request_of,
)

LAND, FINANCE = "xuan.doan", "duyen.truong"
NEIGHBOUR = "  neighbour: {title: Nơi liên quan, unit: so-tai-chinh, role: officer}\n"
NAME = "Nguyễn Văn Tám"
WORDS = f"Ông {NAME} có tiền án. Cần xem lại."


class Place:
    """A case under a procedure that says what the test wants, and its secret."""

    def __init__(self, workplace: Workplace, **said: str):
        self.workplace = workplace
        self.id = "mo" + "".join(f"-{key}-{value}" for key, value in said.items())
        self.id = self.id.replace(" ", "-").replace("_", "-")
        lines = "".join(f"    {key}: {value}\n" for key, value in said.items())
        text = PROCEDURE.replace("workflow: thu-nghiem", f"workflow: {self.id}")
        text = text.replace("roles:\n", "roles:\n" + NEIGHBOUR, 1)
        text += "visible:\n  status: [neighbour]\n"
        text = text.replace(
            "    silence_ground: NĐ 217/2026 Đ54.2c\n",
            f"    silence_ground: NĐ 217/2026 Đ54.2c\n{lines}",
        )
        workplace.do(CLERK, lambda acting: self._publish(acting, text))
        self.code, self.secret = workplace.do(CLERK, self._filed)
        workplace.act(HEAD, self.code, "assign", officer=OFFICER)

    def _publish(self, acting, text: str) -> None:
        if self.id not in {each.id for each in _procedures(acting)}:
            publish(acting.root, text)

    def _filed(self, acting) -> tuple[str, str]:
        filed = file_case(
            acting,
            definition(acting.root, self.id, 1),
            applicant=Applicant("Công ty Sông Xanh", phone="0912345678", number="079123456789"),
            answers={},
            enclosures=[a_paper(acting, "don")],
            receiving_unit="ttpvhcc-tinh",
            subject="Nhà xưởng",
        )
        return filed.case.code, filed.secret

    def asked(self, *units: str) -> list[str]:
        """Ask, and return the ids of the requests."""
        last = self.workplace.asked(self.code, *(units or ("cong-an-tinh", "so-nnmt")))
        return self.workplace.of_request(
            last, lambda request: [each.id for each in request.consultation.requests]
        )

    def answered(self, id: str, person: str, *facts, **more) -> None:
        self.workplace.do(
            person,
            lambda acting: give_opinion(acting, request_of(acting, id), Reply(*facts, **more)),
        )


def _procedures(acting):
    from motcua.workflows.versions import procedures

    return procedures(acting.root, acting.now.date())


@pytest.fixture
def place(workplace: Workplace):
    return lambda **said: Place(workplace, **said)


def said(page) -> str:
    return " ".join(page.html.get_text(" ", strip=True).split())


class TestClosedAnswers:
    @pytest.mark.parametrize("how", ["confidential", "sealed"])
    def test_page_case_files_and_exports_say_answered_and_no_more(self, workplace, place, how):
        made = place(**{how: "yes"})
        id, _other = made.asked()
        made.answered(id, POLICE, "disagree", WORDS)
        reader = workplace.seen_by(CONTROL)
        for path in (
            f"/y-kien/{id}",
            f"/ho-so/{made.code}",
            f"/ho-so/{made.code}/giai-trinh",
            f"/ho-so/{made.code}/tong-hop",
            f"/ho-so/{made.code}/tong-hop.json",
            f"/ho-so/{made.code}/y-kien.csv",
            f"/ho-so/{made.code}/trao-doi/cong-an-tinh",
        ):
            page = reader.get(path)
            assert NAME not in page.text, path
            assert "Không đồng ý" not in page.text.replace("Không đồng ý có", ""), path
        reader.get(f"/y-kien/{id}/van-ban/tra-loi", status=404)
        assert "Đã trả lời" in said(reader.get(f"/ho-so/{made.code}"))
        assert NAME in workplace.seen_by(POLICE).get(f"/y-kien/{id}").text

    def test_those_who_decide_read_what_is_confidential(self, workplace, place):
        made = place(confidential="yes")
        id, _other = made.asked()
        made.answered(id, POLICE, "disagree", WORDS)
        for person in (OFFICER, LEADER):
            assert NAME in workplace.seen_by(person).get(f"/y-kien/{id}").text

    def test_the_body_marks_its_opinion_and_a_file_in_the_form(self, workplace, place):
        made = place(confidential="may")
        id, _other = made.asked()
        form = workplace.seen_by(POLICE).get(f"/y-kien/{id}").forms["form"]
        form["outcome"] = "agree"
        form.set("upload", Upload("mat.pdf", a_pdf(), "application/pdf"), 0)
        form["parts"] = "Bản vẽ số 3"
        boxes = {each.id: each for each in form.fields["checkbox"]}
        boxes["form-wishes-confidential_files-0"].checked = True
        boxes["form-wishes-edited-0"].checked = True
        page = form.submit("give").follow()
        assert "Chỉ về: Bản vẽ số 3" in said(page)
        assert "mat.pdf" in page.text
        seen = workplace.seen_by(CONTROL).get(f"/y-kien/{id}")
        assert "mat.pdf" not in seen.text

    def test_the_asker_makes_a_request_confidential(self, workplace, place):
        made = place(confidential="may")
        id, _other = made.asked()
        page = workplace.seen_by(OFFICER).get(f"/y-kien/{id}/mat")
        page.forms["form"].submit("do")
        assert workplace.of_request(id, lambda request: request.confidential)

    def test_what_other_bodies_answered(self, workplace, place):
        made = place(bodies_see="after_answering")
        id, other = made.asked()
        made.answered(id, POLICE, "disagree", WORDS)
        browser = workplace.seen_by(LAND)
        assert NAME not in browser.get(f"/y-kien/{other}").text
        browser.get(f"/y-kien/{id}", status=403)
        made.answered(other, LAND, "agree")
        assert NAME in browser.get(f"/y-kien/{other}").text

    def test_papers_close_with_the_answer(self, workplace, place):
        made = place(keeps_access="no")
        file = workplace.of_case(made.code, lambda case: case.dossier.enclosures[0].document.id)
        id = workplace.asked(made.code, documents=[file])
        browser = workplace.seen_by(POLICE)
        browser.get(f"/y-kien/{id}/tep/{file}")
        made.answered(id, POLICE, "agree")
        browser.get(f"/y-kien/{id}/tep/{file}", status=404)
        page = workplace.seen_by(OFFICER).get(f"/y-kien/{id}/giu-tai-lieu")
        page.forms["form"].submit("do")
        browser.get(f"/y-kien/{id}/tep/{file}")


class TestOnPaper:
    def test_it_is_taken_down_marked_and_contested(self, workplace, place):
        id, _other = place().asked()
        page = workplace.seen_by(OFFICER).get(f"/y-kien/{id}/ghi-nhan")
        form = page.forms["form"]
        form["outcome"], form["text"] = "agree", "Nhất trí theo đề nghị."
        form["letter_number"], form["letter_date"] = "41/CAT", "23/11/2026"
        form["received"], form["signer"] = "23/11/2026", "Đại tá Chính"
        form.set("upload", Upload("scan.pdf", a_pdf(), "application/pdf"), 0)
        page = form.submit("record").follow()
        assert "ghi nhận từ bản giấy" in said(page)
        assert "scan.pdf" in page.text
        body = workplace.seen_by(POLICE)
        form = body.get(f"/y-kien/{id}/phan-doi").forms["form"]
        form["words"] = "Văn bản 41 nói khác"
        form.submit("do")
        assert "Văn bản 41 nói khác" in workplace.seen_by(OFFICER).get(f"/y-kien/{id}").text

    def test_what_is_missing_is_said_and_the_text_is_kept(self, workplace, place):
        id, _other = place().asked()
        form = workplace.seen_by(OFFICER).get(f"/y-kien/{id}/ghi-nhan").forms["form"]
        form["outcome"], form["text"] = "agree", "Nhất trí theo đề nghị."
        form["received"] = "23/11/2026"
        page = form.submit("record", status=409)
        assert "Nhất trí theo đề nghị." in page.text

    def test_nobody_else_takes_it_down(self, workplace, place):
        id, _other = place().asked()
        workplace.seen_by(POLICE).get(f"/y-kien/{id}/ghi-nhan", status=403)


class TestManyAtOnce:
    def test_one_click(self, workplace, place):
        id, _other = place().asked()
        page = workplace.seen_by(POLICE).get("/y-kien/tra-loi-nhieu")
        form = page.forms["one-by-one"]
        form.submit("one", value=id).follow()
        assert workplace.of_request(id, lambda request: request.opinion.reply.outcome) == "agree"

    def test_many_with_the_same_words_and_what_is_refused_is_named(self, workplace, place):
        first, second = (
            place().asked()[0],
            place(questions="{du: {title: Đủ, kind: yes_no}}").asked()[0],
        )
        page = workplace.seen_by(POLICE).get("/y-kien/tra-loi-nhieu")
        form = page.forms["ticked"]
        assert second not in {box._value for box in form.fields["request"]}, "it has to be opened"
        sent = {"do": "many", "outcome": "agree", "text": "Thống nhất", "request": [first, second]}
        token = form["csrf_token"].value
        page = workplace.seen_by(POLICE).post(
            "/y-kien/tra-loi-nhieu", {**sent, "csrf_token": token}, status=409
        )
        assert (
            workplace.of_request(first, lambda request: request.opinion.reply.text) == "Thống nhất"
        )
        assert workplace.of_request(second, lambda request: request.opinion) is None
        assert "câu hỏi riêng" in said(page)

    def test_nothing_ticked_is_said(self, workplace, place):
        place().asked()
        page = workplace.seen_by(POLICE).get("/y-kien/tra-loi-nhieu")
        form = page.forms["ticked"]
        astray = page.html.select("button[name=one]:not([form=one-by-one])")
        assert astray == [], "the key Enter presses the first button of a form"
        form.submit("do", status=409)


class TestTogetherAndApart:
    def test_signed_by_two(self, workplace, place):
        made = place()
        id, other = made.asked()
        made.answered(id, POLICE, "disagree", "Không", together_with=("so-nnmt",))
        page = workplace.seen_by(LAND).get(f"/y-kien/{other}")
        form = next(each for each in page.forms.values() if each.action.endswith("/dong-ky"))
        page = form.submit().follow()
        assert workplace.of_request(other, lambda request: request.opinion.reply.text) == "Không"
        assert "Ý kiến cùng ký" in said(page)

    def test_a_view_apart(self, workplace, place):
        made = place()
        id, _other = made.asked()
        made.answered(id, POLICE, "agree")
        form = workplace.seen_by("long.nguyen").get(f"/y-kien/{id}/bao-luu").forms["form"]
        form["words"] = "Tôi nghĩ khác"
        form.submit("do")
        assert "Tôi nghĩ khác" in workplace.seen_by(OFFICER).get(f"/y-kien/{id}").text


class TestWhatLeaves:
    def released(self, workplace, made):
        id, _other = made.asked()
        made.answered(id, POLICE, "disagree", WORDS)
        browser = workplace.seen_by(OFFICER)
        page = browser.get(f"/ho-so/{made.code}/dua-ra-ngoai")
        form = page.click("Xem phần đưa ra ngoài").forms["form"]
        form["words"], form["reason"] = NAME, "personal_data"
        page = form.submit("mark").follow()
        assert "second" not in page.forms
        page = workplace.seen_by(LEADER).get(f"/y-kien/{id}/che")
        page.forms["second"].submit("confirm").follow()
        return id

    def test_marked_by_one_confirmed_by_another_published_under_redaction(self, workplace, place):
        made = place(public="yes")
        visitor = workplace.seen_by("")
        visitor.get(f"/cong-khai/{made.code}", status=404)
        id, _other = made.asked()
        made.answered(id, POLICE, "disagree", WORDS)
        page = visitor.get(f"/cong-khai/{made.code}")
        assert NAME not in page.text
        assert "Không đồng ý" not in page.text
        made2 = place(public="yes")
        id = self.released(workplace, made2)
        page = visitor.get(f"/cong-khai/{made2.code}")
        assert "Cần xem lại" in page.text
        told = json.loads(visitor.get(f"/cong-khai/{made2.code}.json").text)
        opinion = told["consultations"][0]["bodies"][0]["opinion"]
        assert opinion["outcome"]["id"] == "disagree"
        for text in (page.text, json.dumps(told, ensure_ascii=False)):
            assert NAME not in text
            assert "Sông Xanh" not in text
        paper = visitor.get(f"/cong-khai/{made2.code}/van-ban")
        assert "Cần xem lại" in paper.text
        assert NAME not in paper.text
        for form, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
            there = page.html.select_one(f"a[href$='dang={form}']")["href"]
            assert visitor.get(there).body.startswith(begins)
        workplace.do(
            POLICE,
            lambda acting: correct_opinion(acting, request_of(acting, id), Reply("agree"), "Rõ"),
        )
        assert "Cần xem lại" not in visitor.get(f"/cong-khai/{made2.code}").text
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{made2.code}/dua-ra-ngoai")
        assert "kiểm tra lại phần che" in said(page)

    @pytest.mark.parametrize("code", ["H99.01-20261123-9999", "khong-co"])
    def test_what_there_is_not_is_not_found(self, workplace, code):
        workplace.seen_by("").get(f"/cong-khai/{code}", status=404)
        workplace.seen_by("").get(f"/cong-khai/{code}.json", status=404)
        workplace.seen_by("").get(f"/cong-khai/{code}/van-ban", status=404)
        workplace.seen_by("").get(f"/cong-khai/{code}/tep/0000", status=404)

    def test_whoever_does_not_decide_marks_nothing(self, workplace, place):
        made = place(public="yes")
        id, _other = made.asked()
        made.answered(id, POLICE, "disagree", WORDS)
        workplace.seen_by(CONTROL).get(f"/y-kien/{id}/che", status=403)
        page = workplace.seen_by(CONTROL).get(f"/ho-so/{made.code}/dua-ra-ngoai")
        assert "Xem phần đưa ra ngoài" not in page.text

    def test_sent_back_and_sentences_ticked(self, workplace, place):
        made = place(public="yes")
        id, _other = made.asked()
        made.answered(id, POLICE, "disagree", WORDS)
        form = workplace.seen_by(OFFICER).get(f"/y-kien/{id}/che").forms["form"]
        form.submit("mark").follow()
        page = workplace.seen_by(LEADER).get(f"/y-kien/{id}/che")
        form = page.forms["second"]
        form["why"] = "Che câu đầu"
        form.submit("send_back").follow()
        page = workplace.seen_by(OFFICER).get(f"/y-kien/{id}/che")
        assert "Che câu đầu" in page.text
        form = page.forms["form"]
        form.fields["checkbox"][0].checked = True
        form.submit("mark", status=409)
        form["reason"] = "third_party"
        page = form.submit("mark").follow()
        redacted = page.html.select_one(".redacted").get_text()
        assert NAME not in redacted
        assert "Cần xem lại" in redacted

    def test_the_applicant_replies(self, workplace, place):
        made = place(public="yes", reply_within="3 working days")
        self.released(workplace, made)
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{made.code}/dua-ra-ngoai")
        form = next(each for each in page.forms.values() if "request" in each.fields)
        form.submit("do").follow()
        visitor = workplace.seen_by("")
        form = visitor.get("/tra-cuu").forms
        form = next(each for each in form.values() if "secret" in each.fields)
        form["code"], form["secret"] = made.code, made.secret
        track = form.submit().follow()
        page = track.click("Ý kiến gửi ông/bà")
        assert NAME not in page.text
        assert "Cần xem lại" in page.text
        form = page.forms["form"]
        page = form.submit("reply", status=409)
        form = page.forms["form"]
        form["text"] = "Tôi chưa từng có tiền án."
        page = form.submit("reply").follow()
        assert "form" not in page.forms
        asker = workplace.seen_by(OFFICER).get(f"/ho-so/{made.code}/dua-ra-ngoai")
        assert "Tôi chưa từng có tiền án." in asker.text
        assert workplace.of_case(made.code, lambda case: bool(case))
        replied = workplace.do(
            OFFICER, lambda acting: puttings(acting, case_of(acting, made.code))[0].text
        )
        assert replied == "Tôi chưa từng có tiền án."


class TestUnasked:
    def test_a_unit_that_sees_the_case_speaks_up(self, workplace, place):
        made = place(unasked="yes")
        made.asked()
        browser = workplace.seen_by(FINANCE)
        page = browser.get(f"/ho-so/{made.code}").click("Cho ý kiến dù không được hỏi")
        form = page.forms["form"]
        form["outcome"], form["text"] = "disagree", "Chưa bố trí được vốn."
        form.submit("give").follow()
        seen = workplace.seen_by(OFFICER).get(f"/ho-so/{made.code}")
        assert "không được hỏi" in said(seen)
        assert "Chưa bố trí được vốn." in seen.text

    def test_a_disagreement_without_reasons_is_refused_and_nothing_is_entered(
        self, workplace, place
    ):
        made = place(unasked="yes")
        browser = workplace.seen_by(FINANCE)
        form = browser.get(f"/ho-so/{made.code}/tu-cho-y-kien/bodies").forms["form"]
        form["outcome"] = "disagree"
        form.submit("give", status=409)
        asked = workplace.do(
            OFFICER,
            lambda acting: acting.root.consultations.of_case(case_of(acting, made.code).key),
        )
        assert asked == ()

    def test_it_is_not_taken_where_the_procedure_does_not_say_so(self, workplace, place):
        made = place()
        workplace.seen_by(CONTROL).get(f"/ho-so/{made.code}/tu-cho-y-kien/bodies", status=403)


class TestTheAskersTable:
    def test_it_says_who_opened_who_answered_and_when(self, workplace, place):
        made = place()
        id, other = made.asked()
        workplace.do(LAND, lambda acting: open_request(acting, request_of(acting, other)))
        made.answered(id, POLICE, "agree")
        lines = (
            workplace.seen_by(OFFICER).get(f"/ho-so/{made.code}").html.select(".bodies tbody tr")
        )
        told = [" ".join(line.get_text(" ", strip=True).split()) for line in lines]
        assert "Hứa Trường Giang" in told[0]
        assert "Đoàn Thị Thanh Xuân" in told[1]


class TestAskingInConfidence:
    def test_the_asker_ticks_it_before_sending(self, workplace, place):
        made = place(confidential="may")
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{made.code}/lay-y-kien/bodies")
        form = next(each for each in page.forms.values() if "confidential" in each.fields)
        form["confidential"] = True
        for box in form.fields["unit"]:
            box.checked = box._value == "cong-an-tinh"
        form.submit("do", value="send").follow()
        sent = workplace.do(
            OFFICER,
            lambda acting: (
                acting.root.consultations.of_case(case_of(acting, made.code).key)[0].confidential
            ),
        )
        assert sent

    def test_it_is_not_offered_where_the_procedure_knows_none(self, workplace, place):
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{place().code}/lay-y-kien/bodies")
        assert not any("confidential" in each.fields for each in page.forms.values())
