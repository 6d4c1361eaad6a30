"""What is done with a whole round, from outside: close, reopen, ask again, look, undo silence."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from webtest import TestApp

from motcua.consultations.actions import give_opinion
from motcua.consultations.content import Reply
from motcua.documents.keeping import keep
from motcua.storage import opening
from tests.make_consultations import publish
from tests.make_rounds import ending
from tests.make_workspace import (
    CONTROL,
    HEAD,
    OFFICER,
    POLICE,
    Workplace,
    case_of,
    request_of,
)


def said(page) -> str:
    return str(page.html.get_text(" ", strip=True))


def asked(workplace: Workplace, *units: str) -> tuple[str, str, str]:
    """Return the code of a case, the id of the request to the police, and that of its round."""
    code = workplace.tried()
    id = workplace.asked(code, *units)
    return code, id, workplace.of_request(id, lambda request: request.consultation.id)


def answered(workplace: Workplace, id: str, outcome: str = "agree", text: str = "") -> None:
    workplace.do(
        POLICE,
        lambda acting: give_opinion(acting, request_of(acting, id), Reply(outcome, text)),
    )


def sent_form(page, status=None, **values):
    form = page.forms["form"]
    for name, value in values.items():
        form[name] = value
    return form.submit("do", status=status)


class TestClosingAndReopening:
    def test_closed_with_a_reason_and_opened_again(self, workplace: Workplace):
        code, id, _round = asked(workplace)
        browser = workplace.seen_by(OFFICER)
        page = browser.get(f"/ho-so/{code}")
        assert "Còn chờ ý kiến của Công an tỉnh" in said(page)
        page = sent_form(page.click("Đóng đợt"), reason="Đã đủ căn cứ").follow()
        assert "Nơi hỏi đã đóng đợt" in said(page)
        assert "Đã đủ căn cứ" in said(page)
        body = said(workplace.seen_by(POLICE).get(f"/y-kien/{id}"))
        assert "Đã đủ căn cứ" in body
        page = sent_form(page.click("Mở lại đợt"), reason="Có tình tiết mới").follow()
        assert "Có tình tiết mới" in said(page)
        assert workplace.of_request(id, lambda request: request.is_open)

    def test_without_a_reason_it_is_refused_and_nothing_is_done(self, workplace: Workplace):
        code, id, round = asked(workplace)
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/dot/{round}/dong")
        page = sent_form(page, reason=" ")
        assert "Lý do: Cần điền hoặc chọn mục này" in said(page)
        assert workplace.of_request(id, lambda request: request.is_open)

    def test_an_answer_sent_while_the_round_is_closed_is_kept_in_the_form(
        self, workplace: Workplace
    ):
        code, id, round = asked(workplace)
        form = workplace.seen_by(POLICE).get(f"/y-kien/{id}").forms["form"]
        form["outcome"], form["text"] = "disagree", "Chưa bảo đảm lối thoát nạn"
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/dot/{round}/dong")
        sent_form(page, reason="Gấp")
        page = form.submit("give", status=409)
        assert "đã đóng đợt lấy ý kiến này" in said(page)
        assert "Chưa bảo đảm lối thoát nạn" in page
        assert workplace.of_request(id, lambda request: request.opinion) is None

    def test_nobody_else_does_it(self, workplace: Workplace):
        code, _id, round = asked(workplace)
        workplace.seen_by(CONTROL).get(f"/ho-so/{code}/dot/{round}/dong", status=403)
        workplace.seen_by(POLICE).get(f"/ho-so/{code}/dot/{round}/dong", status=403)

    @pytest.mark.parametrize("act", ["dong", "khac"])
    def test_what_there_is_not_is_not_found(self, workplace: Workplace, act: str):
        code, _id, _round = asked(workplace)
        workplace.seen_by(OFFICER).get(f"/ho-so/{code}/dot/0011/{act}", status=404)

    def test_an_act_that_there_is_not_is_not_found(self, workplace: Workplace):
        code, _id, round = asked(workplace)
        workplace.seen_by(OFFICER).get(f"/ho-so/{code}/dot/{round}/khac", status=404)

    def test_a_round_has_an_address_that_leads_to_it(self, workplace: Workplace):
        code, _id, round = asked(workplace)
        answer = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/dot/{round}", status=303)
        assert answer.location.endswith(f"/ho-so/{code}#dot-{round}")


def work_of(browser: TestApp) -> str:
    """Return what all pages of somebody's work say: others' tests left work here too."""
    page = browser.get("/viec")
    told = said(page)
    while following := page.html.select_one("a[rel=next]"):
        page = browser.get(str(following["href"]))
        told += said(page)
    return told


class TestTheLook:
    def test_one_line_in_my_work_gone_once_i_said_that_i_looked(self, workplace: Workplace):
        code, id, _round = asked(workplace)
        answered(workplace, id)
        workplace.work()
        browser = workplace.seen_by(OFFICER)
        assert work_of(browser).count(f"Xem các ý kiến {code}") == 1
        page = browser.get(f"/ho-so/{code}")
        assert "Quyết được ngay" in said(page)
        form = next(f for f in page.forms.values() if f.action.endswith("/da-xem"))
        form.submit("do").follow()
        assert f"Xem các ý kiến {code}" not in work_of(browser)

    def test_until_when_and_late_are_said(self, workplace: Workplace):
        code, id, _round = asked(workplace)
        answered(workplace, id)
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
        assert "Xem các ý kiến trước 17:00 thứ Năm, 26/11/2026 còn 2 ngày làm việc" in said(page)
        workplace.now = datetime(2026, 11, 27, 9, 0)
        browser = workplace.seen_by(OFFICER)
        assert browser.get(f"/ho-so/{code}").html.select_one(".round-now .time-left.is-late")
        late = browser.get("/viec?han=qua-han").html
        assert any(
            "Xem các ý kiến" in each.text for each in late.select(f'a[href^="/ho-so/{code}/dot/"]')
        )


class TestAskingAgain:
    def test_with_what_changed_confirmed_in_one_click(self, workplace: Workplace):
        code = workplace.tried()
        document = workplace.of_case(code, lambda case: case.dossier.enclosures[0].document.id)
        id = workplace.asked(code, documents=[document])
        answered(workplace, id)

        def renew(acting):
            case = case_of(acting, code)
            first = case.dossier.enclosures[0]
            newer = keep(acting, "don-moi.pdf", b"%PDF moi", "application/pdf", kind="paper")
            case.dossier.add([first._replace(document=newer)])

        workplace.do(OFFICER, renew)
        browser = workplace.seen_by(OFFICER)
        page = browser.get(f"/ho-so/{code}").click("Hỏi lại")
        assert "don-moi.pdf" in said(page)
        assert page.forms["form"].get("checkbox", index=0).checked
        page = page.forms["form"].submit("do").follow()
        assert "Đã hỏi lại" in said(page)
        again = workplace.do(
            OFFICER,
            lambda acting: (
                acting.root.consultations.of_case(case_of(acting, code).key)[-1].requests[0].id
            ),
        )
        body = workplace.seen_by(POLICE)
        page = body.get(f"/y-kien/{again}")
        assert "Cơ quan được hỏi lại" in said(page)
        form = next(f for f in page.forms.values() if f.action.endswith("/giu-nguyen"))
        page = form.submit("do").follow()
        assert workplace.of_request(again, lambda request: request.opinion.confirms) == (
            bytes.fromhex(id)
        )
        assert "giữ nguyên" in said(browser.get(f"/ho-so/{code}"))

    def test_taken_back_before_anybody_answered(self, workplace: Workplace):
        code, id, round = asked(workplace)
        answered(workplace, id)
        browser = workplace.seen_by(OFFICER)
        form = browser.get(f"/ho-so/{code}/dot/{round}/hoi-lai").forms["form"]
        form.get("checkbox", index=0).checked = True
        page = form.submit("do").follow()
        page = sent_form(page.click("Hủy việc hỏi lại"), reason="Bấm nhầm").follow()
        assert "Đã hủy việc hỏi lại" in said(page)


class TestOneRequest:
    def test_an_answer_is_asked_for_anew(self, workplace: Workplace):
        _code, id, _round = asked(workplace)
        answered(workplace, id)
        page = workplace.seen_by(OFFICER).get(f"/y-kien/{id}/hoi-lai")
        sent_form(page, why="Nói rõ hơn", new_limit="3 ngày làm việc").follow()
        body = workplace.seen_by(POLICE).get(f"/y-kien/{id}")
        assert "Nói rõ hơn" in said(body)
        assert "form" in body.forms

    def test_a_silence_is_undone_and_stays_written(self, workplace: Workplace):
        _code, id, _round = asked(workplace)
        workplace.now = workplace.now + timedelta(days=30)
        workplace.work()
        browser = workplace.seen_by(OFFICER)
        page = browser.get(f"/y-kien/{id}/huy-im-lang")
        page = sent_form(page, why="Gửi thiếu tài liệu", then="answer", new_limit="3 ngày làm việc")
        page = page.follow()
        assert "Gửi thiếu tài liệu" in said(page)
        assert "Quá hạn không trả lời thì coi như đồng ý" in said(page)
        assert workplace.of_request(id, lambda request: request.is_open)


class TestALateCase:
    def test_is_held_by_the_worker_and_the_page_says_why(self, workplace: Workplace):
        text = ending() % {
            "rules": "    effect: binding",
            "silence": "wait",
            **dict.fromkeys(("police", "land", "culture"), ""),
        }
        opening.transact(workplace.database, lambda root: publish(root, text))
        code = workplace.file("Công ty Rừng", "cac-dot")
        workplace.act(HEAD, code, "assign", officer=OFFICER)
        id = workplace.asked(code)
        workplace.act(OFFICER, code, "hurry")
        workplace.now += timedelta(days=7)
        workplace.work()
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
        assert "Giữ lại: đã hết thời hạn, hồ sơ không tự chuyển đến “Xong”" in said(page)
        assert "Còn thiếu ý kiến bắt buộc theo." in said(page)
        answered(workplace, id)
        workplace.now += timedelta(days=1)
        workplace.work()
        assert workplace.of_case(code, lambda case: case.track.state) == "done"
