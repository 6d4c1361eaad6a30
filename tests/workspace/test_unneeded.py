"""Recording that nobody needs to be asked, in the browser."""

from __future__ import annotations

import pytest

from motcua.consultations.asking.unneeded import RECORDED, nobody_needed
from tests.make_workspace import CONTROL, LEADER, OFFICER, POLICE, case_of, form_with

REASON = "Đã có quy hoạch chi tiết được duyệt."


def there(code: str, template: str = "counting") -> str:
    return f"/ho-so/{code}/khong-can-hoi/{template}"


def form_of(workplace, code: str, template: str = "counting"):
    return workplace.seen_by(OFFICER).get(there(code, template)).forms["form"]


def record(workplace, code: str):
    form = form_of(workplace, code)
    form["reason"] = REASON
    return form.submit("record").follow()


def stands(workplace, code: str) -> bool:
    return workplace.do(
        OFFICER,
        lambda acting: nobody_needed(acting, case_of(acting, code), "counting") is not None,
    )


class TestRecording:
    def test_from_the_case_and_shown_where_the_round_would_stand(self, workplace):
        code = workplace.tried()
        case = workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
        form = case.click("Không cần hỏi ai", href="counting", index=0).forms["form"]
        form["reason"] = REASON
        page = form.submit("record").follow()
        stood = page.html.find(id="khong-can-hoi-counting").text
        assert REASON in stood
        assert "Nguyễn Thu Hà" in stood
        assert "Ghi nhận không cần hỏi ai" in page.html.find(id="story").text
        assert "khong-can-hoi/counting" not in str(page.html.find(class_="case-acts"))

    def test_nothing_without_a_reason(self, workplace):
        code = workplace.tried()
        form = form_of(workplace, code)
        assert "Chưa điền" in form.submit("record").text or not stands(workplace, code)
        assert not stands(workplace, code)

    def test_where_a_body_is_compulsory_the_page_says_whom_and_leads_to_asking(self, workplace):
        code = workplace.tried()
        page = workplace.seen_by(OFFICER).get(there(code, "bodies"))
        assert "Công an tỉnh" in page.text
        assert "form" not in page.forms
        assert page.click(href="lay-y-kien/bodies", index=0).status_int == 200

    @pytest.mark.parametrize(
        ("person", "template", "status"),
        [
            pytest.param(CONTROL, "counting", 403, id="who reads all but does not ask"),
            pytest.param(POLICE, "counting", 403, id="a stranger to the case"),
            pytest.param(OFFICER, "no-such", 404, id="no such template"),
        ],
    )
    def test_refused(self, workplace, person, template, status):
        code = workplace.tried()
        workplace.seen_by(person).get(there(code, template), status=status)

    def test_not_in_a_step_that_asks_nothing_under_it(self, workplace):
        code = workplace.tried()
        workplace.asked(code)
        workplace.act(OFFICER, code, "wait")
        workplace.seen_by(OFFICER).get(there(code), status=404)


class TestTwoAtOnce:
    def test_who_records_while_a_colleague_asks_is_refused_with_the_text_kept(self, workplace):
        code = workplace.tried()
        form = form_of(workplace, code)
        workplace.asked(code, "so-nnmt", template="counting")
        form["reason"] = REASON
        page = form.submit("record", status=409)
        assert REASON in page.text
        assert not stands(workplace, code)

    def test_who_asks_while_a_colleague_records_is_refused_and_nobody_is_asked(self, workplace):
        code = workplace.tried()
        asking = form_with(
            workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/counting"), "question"
        )
        record(workplace, code)
        asking["question"] = "Hỏi"
        asking.set("unit", True, 0)
        page = asking.submit("send", status=409)
        assert "Nguyễn Thu Hà" in page.text
        assert stands(workplace, code)

    def test_a_second_click_records_once(self, workplace):
        code = workplace.tried()
        form = form_of(workplace, code)
        form["reason"] = REASON
        form.submit("record")
        form.submit("record", expect_errors=True)
        deeds = workplace.of_case(code, lambda case: [each.deed for each in case.journal])
        assert deeds.count(RECORDED) == 1


class TestTakingBack:
    def test_with_a_reason(self, workplace):
        code = workplace.tried()
        page = record(workplace, code).click("Hủy ghi nhận")
        assert REASON in page.text
        form = page.forms["form"]
        form["reason"] = "Có đơn của dân"
        case = form.submit("take_back").follow()
        assert case.html.find(id="khong-can-hoi-counting") is None
        assert "Có đơn của dân" in case.html.find(id="story").text

    def test_asking_warns_and_takes_it_back(self, workplace):
        code = workplace.tried()
        record(workplace, code)
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/counting")
        assert REASON in page.text
        asking = form_with(page, "question")
        asking["question"] = "Hỏi"
        asking.set("unit", True, 0)
        case = asking.submit("send").follow()
        assert case.html.find(id="khong-can-hoi-counting") is None
        assert "có nơi được hỏi" in case.html.find(id="story").text

    def test_others_read_it_and_are_offered_nothing(self, workplace):
        code = workplace.tried()
        record(workplace, code)
        stood = (
            workplace.seen_by(CONTROL).get(f"/ho-so/{code}").html.find(id="khong-can-hoi-counting")
        )
        assert REASON in stood.text
        assert stood.find("a") is None
        assert workplace.seen_by(LEADER).get(f"/ho-so/{code}").status_int == 200


class TestDrafts:
    def test_a_draft_that_lies_there_is_named_and_stays(self, workplace):
        code = workplace.tried()
        asking = form_with(
            workplace.seen_by(OFFICER).get(f"/ho-so/{code}/lay-y-kien/counting"), "question"
        )
        asking["question"] = "Chưa gửi"
        asking.submit("keep")
        page = workplace.seen_by(OFFICER).get(there(code))
        assert "bản nháp của Nguyễn Thu Hà" in " ".join(page.html.text.split())
        record(workplace, code)
        assert page.click("bản nháp").status_int == 200
