"""Taking over what a body said in an earlier case, in the browser; and what the body does then."""

from __future__ import annotations

import pytest

from motcua.consultations.actions import answer_ourselves, give_opinion
from motcua.consultations.content import Reply
from tests.make_workspace import CONTROL, OFFICER, POLICE, case_of, request_of

WORDS = "Nhất trí về an ninh trật tự."
REASON = "Cùng thửa đất, cùng bản vẽ."


def answered(workplace) -> tuple[str, str]:
    """Return code and request of an earlier case about which the police have spoken."""
    code = workplace.tried()
    asked = workplace.asked(code)
    workplace.do(
        POLICE,
        lambda acting: give_opinion(acting, request_of(acting, asked), Reply("agree", WORDS)),
    )
    return code, asked


def there(code: str, **query: str) -> str:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/ho-so/{code}/y-kien-truoc/bodies" + (f"?{asked}" if asked else "")


def found(workplace, code: str, earlier: str):
    """Look for the earlier case as the officer does; return the page with what is there."""
    page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/bodies")
    page = page.click("Dùng lại ý kiến của hồ sơ trước")
    form = next(each for each in page.forms.values() if "tu" in each.fields)
    form["tu"] = earlier
    return form.submit()


def taken_over(workplace) -> tuple[str, str, str]:
    """Return the code of both cases, and the request in the later one."""
    earlier, _asked = answered(workplace)
    code = workplace.tried()
    form = found(workplace, code, earlier).click("Xem ý kiến này").forms["form"]
    form["reason"] = REASON
    form.submit("take").follow()
    return earlier, code, request_in(workplace, code)


def request_in(workplace, code: str) -> str:
    return workplace.do(
        OFFICER,
        lambda acting: (
            acting.root.consultations.asked_by_case(case_of(acting, code).key)[-1].requests[-1].id
        ),
    )


def said(page) -> str:
    return " ".join(page.html.find("main").text.split())


class TestTheAsker:
    def test_sees_what_was_said_and_what_differs_and_takes_it_over(self, workplace):
        earlier, asked = answered(workplace)
        code = workplace.tried()
        page = found(workplace, code, earlier).click("Xem ý kiến này")
        assert WORDS in page.text
        assert f"/y-kien/{asked}" in page.text
        assert "nơi được hỏi chưa xem" in said(page)
        form = page.forms["form"]
        form["reason"] = REASON
        case = form.submit("take").follow()
        assert f"dùng lại từ hồ sơ {earlier}" in said(case)
        assert REASON in said(case)
        assert "Dùng lại cho" in case.html.find(id="story").text

    def test_nothing_without_a_reason_and_what_was_typed_is_kept(self, workplace):
        earlier, _asked = answered(workplace)
        code = workplace.tried()
        form = found(workplace, code, earlier).click("Xem ý kiến này").forms["form"]
        form["question"] = "Hỏi riêng điều này"
        page = form.submit("take")
        assert page.forms["form"]["question"].value == "Hỏi riêng điều này"
        assert "Dùng lại cho" not in workplace.seen_by(OFFICER).get(f"/ho-so/{code}").text

    def test_of_a_body_that_was_asked_already(self, workplace):
        earlier, _asked = answered(workplace)
        code = workplace.tried()
        asked = workplace.asked(code)
        page = workplace.seen_by(OFFICER).get(f"/y-kien/{asked}/y-kien-truoc").follow()
        form = next(each for each in page.forms.values() if "tu" in each.fields)
        form["tu"] = earlier
        form = form.submit().click("Xem ý kiến này").forms["form"]
        assert "question" not in form.fields
        form["reason"] = REASON
        form.submit("take").follow()
        assert workplace.of_request(asked, lambda request: request.opinion.taken.case) == earlier

    def test_a_code_that_leads_nowhere_is_kept_with_the_sentence(self, workplace):
        code = workplace.tried()
        page = found(workplace, code, "H99-no-such")
        assert "Không có hồ sơ nào mang mã này" in said(page)
        assert 'value="H99-no-such"' in page.text

    def test_the_own_case_says_why_not(self, workplace):
        code, asked = answered(workplace)
        page = workplace.seen_by(OFFICER).get(there(code, tu=code))
        assert "chính hồ sơ này" in said(page)
        assert "form" not in workplace.seen_by(OFFICER).get(there(code, tu=code, chon=asked)).forms

    @pytest.mark.parametrize(
        ("person", "status"), [(CONTROL, 403), (POLICE, 403)], ids=["who reads", "a stranger"]
    )
    def test_who_does_not_ask_is_refused(self, workplace, person, status):
        workplace.seen_by(person).get(there(workplace.tried()), status=status)

    def test_a_request_that_is_not_of_that_case_is_not_there(self, workplace):
        earlier, _asked = answered(workplace)
        _other, asked = answered(workplace)
        code = workplace.tried()
        workplace.seen_by(OFFICER).get(there(code, tu=earlier, chon=asked), status=404)

    def test_a_second_click_takes_it_over_once(self, workplace):
        earlier, _asked = answered(workplace)
        code = workplace.tried()
        form = found(workplace, code, earlier).click("Xem ý kiến này").forms["form"]
        form["reason"] = REASON
        form.submit("take")
        form.submit("take", expect_errors=True)
        deeds = workplace.of_case(code, lambda case: [each.deed for each in case.journal])
        assert deeds.count("opinion taken over") == 1

    def test_a_colleague_who_asked_meanwhile_comes_first(self, workplace):
        earlier, _asked = answered(workplace)
        code = workplace.tried()
        form = found(workplace, code, earlier).click("Xem ý kiến này").forms["form"]
        workplace.asked(code)
        form["reason"] = REASON
        page = form.submit("take", status=409)
        assert REASON in page.text


class TestTheBody:
    def test_reads_the_mark_and_gives_its_own_opinion_instead(self, workplace):
        earlier, code, asked = taken_over(workplace)
        police = workplace.seen_by(POLICE)
        page = police.get(f"/y-kien/{asked}")
        assert f"hồ sơ {earlier}" in said(page)
        assert REASON in said(page)
        form = page.click("Tự cho ý kiến của đơn vị").forms["form"]
        form["words"] = "Hồ sơ này khác"
        page = form.submit("do").follow()
        answer = page.forms["form"]
        answer["outcome"], answer["text"] = "disagree", "Không đồng ý"
        page = answer.submit("give").follow()
        assert "dùng lại từ hồ sơ trước" in said(page)
        assert len(page.html.find_all(class_="given")) == 2
        case = workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
        assert "Không đồng ý" in said(case)

    def test_the_asker_does_not_do_it_for_the_body(self, workplace):
        _earlier, _code, asked = taken_over(workplace)
        workplace.seen_by(OFFICER).get(f"/y-kien/{asked}/tu-tra-loi", status=403)

    def test_there_is_no_letter_of_the_body_about_this_case(self, workplace):
        _earlier, _code, asked = taken_over(workplace)
        page = workplace.seen_by(OFFICER).get(f"/y-kien/{asked}")
        assert "van-ban/tra-loi" not in page.text
        workplace.seen_by(OFFICER).get(f"/y-kien/{asked}/van-ban/tra-loi", status=404)
        workplace.seen_by(OFFICER).get(f"/y-kien/{asked}/edxml/tra-loi", status=404)

    def test_once_it_answers_itself_the_case_says_so_and_waits(self, workplace):
        earlier, code, asked = taken_over(workplace)
        workplace.do(POLICE, lambda acting: answer_ourselves(acting, request_of(acting, asked)))
        case = workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
        assert "tự trả lời" in said(case)
        assert f"Dùng lại từ hồ sơ {earlier}" in said(case)
        assert "Còn chờ ý kiến của" in said(case)
        page = workplace.seen_by(POLICE).get(f"/y-kien/{asked}")
        assert "tu-tra-loi" not in page.text
