"""The pages of what goes on inside an asked body, on either side and for the applicant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from motcua.consultations.actions import give_opinion, make_standing
from motcua.consultations.content import Reply
from motcua.storage import opening
from tests.make_consultations import publish
from tests.make_inside import LIVELY
from tests.make_workspace import (
    CONTROL,
    OFFICER,
    POLICE,
    Workplace,
    a_workplace,
    form_with,
    request_of,
)

TRADE_OFFICER, TRADE_COLLEAGUE, TRADE_HEAD, TRADE_LEADER = (
    "ngoc.dam",
    "toan.pham",
    "hung.ton",
    "phuc.vuong",
)
"""Of the Department of Industry and Trade, which works in steps (config/opinion_flows.yaml)."""
LAND, LAND_HEAD, LAND_OFFICE = "xuan.doan", "cuong.ha", "loi.tran"


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    with a_workplace(tmp_path_factory.mktemp("inside"), trial=LIVELY) as running:
        yield running


@pytest.fixture
def workplace(lively: Workplace) -> Workplace:
    lively.now = datetime(2026, 11, 23, 9, 0)
    return lively


@pytest.fixture
def trade(workplace: Workplace) -> str:
    """A request to the department that works in steps."""
    return workplace.asked(workplace.tried(), "cong-an-tinh", "so-cong-thuong")


@pytest.fixture
def land(workplace: Workplace) -> str:
    return workplace.asked(workplace.tried(), "cong-an-tinh", "so-nnmt")


def at(workplace: Workplace, person: str, id: str, act: str = "", **more):
    return workplace.seen_by(person).get(f"/y-kien/{id}{act and '/' + act}", **more)


def said(page) -> str:
    return page.html.get_text(" ", strip=True)


def submitted(workplace: Workplace, id: str, text: str = "Thống nhất."):
    form = at(workplace, TRADE_OFFICER, id).forms["form"]
    form["outcome"], form["text"] = "agree", text
    return form.submit("submit").follow()


def inline(page, path: str):
    """Return the form of one click that leads there."""
    return next(each for each in page.forms.values() if each.action.endswith(path))


class TestSteps:
    def test_drafted_checked_and_signed_by_three(self, workplace: Workplace, trade: str):
        page = at(workplace, TRADE_OFFICER, trade)
        assert 'name="give"' not in page
        assert "Soạn thảo" in said(page)
        page = submitted(workplace, trade)
        assert "Đã trình dự thảo." in said(page)
        assert "form" not in page.forms
        assert "Lấy lại dự thảo" in said(page)
        page = at(workplace, TRADE_HEAD, trade)
        assert "Thống nhất." in said(page)
        page = inline(page, "/kiem-tra").submit("do").follow()
        assert "Dự thảo đã được kiểm tra và chuyển tiếp." in said(page)
        page = inline(at(workplace, TRADE_LEADER, trade), "/ky").submit("do").follow()
        assert "Đã gửi ý kiến của cơ quan." in said(page)
        hands = workplace.of_request(trade, lambda r: [(h.deed, h.by) for h in r.hands])
        assert [by for _deed, by in hands] == [TRADE_OFFICER, TRADE_HEAD, TRADE_LEADER]
        asker = at(workplace, OFFICER, trade)
        assert "Thống nhất." in asker
        assert "Tôn Thất Hưng" not in asker

    def test_returned_with_the_reason_before_whoever_drafts(self, workplace: Workplace, trade: str):
        submitted(workplace, trade)
        form = at(workplace, TRADE_HEAD, trade, "tra-du-thao").forms["form"]
        form["reason"] = "Nêu rõ căn cứ."
        form.submit("do").follow()
        page = at(workplace, TRADE_OFFICER, trade)
        assert "Nêu rõ căn cứ." in said(page)
        assert page.forms["form"]["text"].value == "Thống nhất."
        assert "Nêu rõ căn cứ." not in at(workplace, OFFICER, trade)

    def test_the_draft_is_seen_by_nobody_outside(self, workplace: Workplace, trade: str):
        submitted(workplace, trade, "Chỉ trong Sở.")
        for person in (OFFICER, CONTROL):
            assert "Chỉ trong Sở." not in at(workplace, person, trade)

    def test_what_is_typed_into_a_draft_that_was_submitted_meanwhile_is_kept(
        self, workplace: Workplace, trade: str
    ):
        form = at(workplace, TRADE_COLLEAGUE, trade).forms["form"]
        submitted(workplace, trade)
        form["outcome"], form["text"] = "disagree", "Ý của Toàn."
        page = form.submit("draft", status=409)
        assert "trong khi chờ, không sửa dự thảo" in said(page)
        assert page.forms["form"]["text"].value == "Ý của Toàn."

    def test_two_drafts_at_once_come_back_both_also_when_submitting(
        self, workplace: Workplace, trade: str
    ):
        mine = at(workplace, TRADE_OFFICER, trade).forms["form"]
        theirs = at(workplace, TRADE_COLLEAGUE, trade).forms["form"]
        theirs["text"] = "Của Toàn."
        theirs.submit("draft")
        mine["outcome"], mine["text"] = "agree", "Của Ngọc."
        page = mine.submit("submit", status=409)
        assert "Của Toàn." in said(page)
        assert page.forms["form"]["text"].value == "Của Ngọc."

    def test_it_stands_in_the_list_of_whoever_checks(self, workplace: Workplace, trade: str):
        code = workplace.of_request(trade, lambda r: r.consultation.case.code)
        submitted(workplace, trade)
        page = workplace.seen_by(TRADE_HEAD).get("/viec")
        lines = [each for each in page.html.select("ol.work li") if code in str(each)]
        assert len(lines) == 1
        assert "Chờ kiểm tra" in lines[0].get_text()


class TestAskingFurther:
    def test_asked_within_the_limit_and_answered_to_the_body(self, workplace: Workplace, land: str):
        form = at(workplace, LAND, land, "hoi-tiep").forms["form"]
        assert form["question"].value == "Đề nghị cho ý kiến."
        form["question"] = "Thửa này của ai?"
        form.set("checkbox", True, 0)
        page = form.submit("do").follow()
        assert "VPĐK" in said(page) or "đất đai" in said(page)

        def asked_further(acting):
            request = request_of(acting, land)
            return acting.root.consultations.asked_below(request)[0].requests[0].id

        below = workplace.do(LAND, asked_further)
        answer = at(workplace, LAND_OFFICE, below).forms["form"]
        answer["outcome"], answer["text"] = "agree", "Đất công ích."
        answer.submit("give").follow()
        assert "Đất công ích." in at(workplace, LAND, below)
        at(workplace, OFFICER, below, status=403)
        case = workplace.of_request(land, lambda r: r.consultation.case.code)
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{case}")
        assert "hỏi tiếp" in said(page)
        assert "Đất công ích." not in page
        assert "Thửa này của ai?" not in page

    def test_nobody_chosen_is_a_sentence_and_what_was_typed_stays(
        self, workplace: Workplace, land: str
    ):
        form = at(workplace, LAND, land, "hoi-tiep").forms["form"]
        form["question"] = "Thửa này của ai?"
        page = form.submit("do", status=409)
        assert "Chưa chọn" in said(page)
        assert page.forms["form"]["question"].value == "Thửa này của ai?"

    def test_it_is_not_the_askers(self, workplace: Workplace, land: str):
        at(workplace, OFFICER, land, "hoi-tiep", status=403)


class TestWhatIsMissing:
    def test_asked_of_the_asker_and_answered_with_words(self, workplace: Workplace, land: str):
        form = at(workplace, LAND, land, "hoi-bo-sung").forms["form"]
        form["of"], form["words"] = "asker", "Thiếu bản đồ."
        page = form.submit("do").follow()
        assert "Thời gian của cơ quan dừng cho đến khi có trả lời." in said(page)
        case = workplace.of_request(land, lambda r: r.consultation.case.code)
        assert "Chờ bổ sung: Thiếu bản đồ." in said(
            workplace.seen_by(OFFICER).get(f"/ho-so/{case}")
        )
        form = at(workplace, OFFICER, land, "tra-bo-sung").forms["form"]
        form["answer"] = "Bản đồ đã có trong hồ sơ."
        form.submit("do").follow()
        assert "Bản đồ đã có trong hồ sơ." in at(workplace, LAND, land)
        assert workplace.of_request(land, lambda r: r.clock.is_running)

    def test_the_applicant_answers_on_their_own_page(self, workplace: Workplace, land: str):
        form = at(workplace, LAND, land, "hoi-bo-sung").forms["form"]
        form["of"], form["words"] = "applicant", "Gửi thêm bản đồ hiện trạng."
        form.submit("do")
        code = workplace.of_request(land, lambda r: r.consultation.case.code)
        visitor = workplace.seen_by("")
        page = visitor.get(f"/tra-cuu/{code}/{workplace.secrets[code]}").follow()
        assert "cần ông/bà bổ sung" in said(page)
        assert "Đề nghị cho ý kiến." not in page
        page = page.click("Xem nội dung và trả lời")
        assert "Gửi thêm bản đồ hiện trạng." in page
        here = page.request.path
        form = form_with(page, "words")
        assert "Hãy viết câu trả lời hoặc đính kèm tệp." in form.submit("send", status=409)
        form["words"] = "Tôi gửi bản đồ."
        page = form.submit("send").follow()
        assert "Đã gửi. Cơ quan tiếp tục xem xét hồ sơ." in said(page)
        assert "cần ông/bà bổ sung" not in said(page)
        assert "Tôi gửi bản đồ." in at(workplace, LAND, land)
        visitor.get(here, status=404)

    def test_another_pass_opens_nothing(self, workplace: Workplace, land: str):
        form = at(workplace, LAND, land, "hoi-bo-sung").forms["form"]
        form["of"], form["words"] = "applicant", "Gửi thêm bản đồ."
        form.submit("do")
        piece = workplace.of_request(land, lambda r: r.pieces[0].id)
        code = workplace.tried(applicant="Người khác")
        visitor = workplace.seen_by("")
        page = visitor.get(f"/tra-cuu/{code}/{workplace.secrets[code]}").follow()
        visitor.get(f"{page.request.path}/bo-sung/{piece}", status=404)
        visitor.get(f"/theo-doi/xxxx/bo-sung/{piece}", status=404)


class TestNotCompetent:
    def test_named_in_the_answer_and_asked_in_one_click(self, workplace: Workplace, land: str):
        form = at(workplace, LAND, land).forms["form"]
        form["outcome"], form["competent"] = "not_competent", "so-khcn"
        form.submit("give").follow()
        page = inline(at(workplace, OFFICER, land), "/hoi-noi-khac").submit("do").follow()
        assert "Đã gửi đúng câu hỏi này cho cơ quan được nêu." in said(page)
        assert "Sở Khoa học và Công nghệ đã được hỏi." in said(at(workplace, OFFICER, land))


class TestStandingOpinions:
    @pytest.fixture
    def address(self, workplace: Workplace) -> str:
        browser = workplace.seen_by(LAND_HEAD)
        page = browser.get("/y-kien/y-kien-chung")
        return str(page.html.find("a", href=lambda to: to and "/moi/so-nnmt/" in to)["href"])

    def written(self, workplace: Workplace, address: str):
        form = workplace.seen_by(LAND_HEAD).get(address).forms["form"]
        form.set("field", "di_tich", 0)
        form.set("compared", "is", 0)
        form.set("value", "không", 0)
        form["outcome"], form["text"] = "agree", "Không có di tích thì không ý kiến."
        form["reason"] = "CV 12/SNNMT"
        return form

    def test_written_applied_counted_and_called_in(self, workplace: Workplace, address: str):
        page = self.written(workplace, address).submit("make").follow()
        assert "Di tích là không" in said(page)
        code = workplace.file("Công ty Suối", "thu-nghiem", answers={"di_tich": False})
        workplace.act("vinh.le", code, "assign", officer=OFFICER)
        id = workplace.asked(code, "cong-an-tinh", "so-nnmt")
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
        assert "Theo ý kiến chung số" in said(page)
        page = at(workplace, LAND, id)
        assert "Không ai trong cơ quan xem hồ sơ này" in said(page)
        form = at(workplace, LAND, id, "xem-lai").forms["form"]
        form["reason"] = "Gần đê"
        page = form.submit("do").follow()
        assert "đưa về tự xem xét" in said(page)
        assert "form" in page.forms
        listed = workplace.seen_by(LAND_HEAD).get("/y-kien/y-kien-chung")
        assert listed.html.select("td.figures")[-1].text == "1"
        one = listed.click("Số 1")
        assert code in one
        end = form_with(one, "reason")
        end["reason"] = "Luật mới"
        assert "Luật mới" in end.submit("end").follow()

    def test_what_makes_no_sense_is_a_sentence_and_stays_typed(
        self, workplace: Workplace, address: str
    ):
        form = self.written(workplace, address)
        form.set("value", "chưa rõ", 0)
        page = form.submit("make", status=409)
        assert "không có giá trị này" in said(page)
        assert page.forms["form"]["reason"].value == "CV 12/SNNMT"

    def test_others_neither_write_nor_read_them(self, workplace: Workplace, address: str):
        workplace.seen_by(LAND).get(address, status=403)
        workplace.seen_by(POLICE).get(address, status=403)
        id = str(
            workplace.do(
                LAND_HEAD,
                lambda acting: (
                    make_standing(
                        acting,
                        "so-nnmt",
                        "thu-nghiem",
                        "bodies",
                        conditions=[("di_tich", "is", "yes")],
                        reply=Reply("agree"),
                        reason="CV 13",
                    ).id
                ),
            )
        )
        assert "CV 13" in workplace.seen_by(LAND).get(f"/y-kien/y-kien-chung/{id}")
        workplace.seen_by(POLICE).get(f"/y-kien/y-kien-chung/{id}", status=404)
        workplace.seen_by(LAND_HEAD).get("/y-kien/y-kien-chung/moi/so-nnmt/khong/co", status=404)
        assert "CV 13" not in workplace.seen_by(POLICE).get("/y-kien/y-kien-chung")


def test_a_standing_opinion_answers_the_questions_of_the_procedure(workplace: Workplace):
    asking = LIVELY.replace("workflow: thu-nghiem\n", "workflow: hoi-them\n").replace(
        "    standing: yes\n",
        """    standing: yes
    questions:
      hop_quy_hoach: {title: {vi: Hợp quy hoạch, en: Fits the plan}, kind: yes_no}
""",
    )
    opening.transact(workplace.database, lambda root: publish(root, asking))
    browser = workplace.seen_by(LAND_HEAD)
    form = browser.get("/y-kien/y-kien-chung/moi/so-nnmt/hoi-them/bodies").forms["form"]
    form.set("field", "di_tich", 0)
    form.set("compared", "is", 0)
    form.set("value", "không", 0)
    form["outcome"], form["reason"], form["further"] = "agree", "CV 14/SNNMT", True
    form = form.submit("make").forms["form"]
    assert form["reason"].value == "CV 14/SNNMT"
    form["hop_quy_hoach"] = "true"
    one = form.submit("make").follow().click(href="y-kien-chung/[0-9a-f]{16}", index=0)
    assert "Hợp quy hoạch" in said(one)
    assert "Trả lời cả khi cơ quan được hỏi khác hỏi tiếp" in said(one)


def test_whoever_is_away_is_told_apart_when_work_is_given_out(workplace: Workplace, trade: str):
    browser = workplace.seen_by(TRADE_COLLEAGUE)
    form = form_with(browser.get("/y-kien/vang-mat"), "since")
    form["since"], form["until"], form["reason"] = "24/11/2026", "26/11/2026", "Nghỉ phép"
    assert "Nghỉ phép" in form.submit("away").follow()
    form = form_with(browser.get("/y-kien/vang-mat"), "since")
    form["since"] = "25/11/2026"
    assert "đã báo vắng" in form.submit("away", status=409)
    assert "Phạm Hữu Toàn" in workplace.seen_by(TRADE_HEAD).get("/y-kien/vang-mat")
    page = at(workplace, TRADE_HEAD, trade)
    [option] = [each for each in page.html.select("#assign-person option") if "Toàn" in str(each)]
    assert "vắng" in option.text
    mine = browser.get("/y-kien/vang-mat")
    back = next(each for each in mine.forms.values() if "back" in each.fields)
    assert "Đã bỏ lần báo vắng." in said(back.submit("back").follow())


def test_more_time_by_rule_is_granted_at_once_and_shown(workplace: Workplace, land: str):
    form = at(workplace, LAND, land, "xin-them-han").forms["form"]
    form["wanted"], form["reason"] = "1 ngày làm việc", "Đo lại"
    page = form.submit("do").follow()
    assert workplace.of_request(land, lambda r: r.extension.by_rule) == "1 working day"
    assert "Quy trình tự cho thêm" in said(page)


def test_a_given_opinion_is_under_no_standing_opinion(workplace: Workplace, land: str):
    workplace.do(
        LAND, lambda acting: give_opinion(acting, request_of(acting, land), Reply("agree"))
    )
    assert "ý kiến chung" not in said(at(workplace, OFFICER, land)).lower()
