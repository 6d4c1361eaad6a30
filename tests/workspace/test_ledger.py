"""The ledger's page: remarks answered, merged, parted; two people at once; who may not."""

from __future__ import annotations

import pytest

from motcua.consultations.actions import answer_remark, depart, give_opinion
from motcua.consultations.content import Reply
from motcua.consultations.ledger import account
from tests.make_workspace import (
    CONTROL,
    OFFICER,
    POLICE,
    Workplace,
    case_of,
    request_of,
)

REMARKED = Reply(
    "agree_with_remarks",
    "Cơ bản nhất trí",
    ("Bổ sung lối thoát nạn", "Làm rõ nguồn vốn"),
    places=("Điều 5 khoản 2",),
)
LAND = "xuan.doan"


@pytest.fixture
def code(workplace: Workplace) -> str:
    """A case that the police have remarked on."""
    code = workplace.tried()
    give(workplace, POLICE, workplace.asked(code), REMARKED)
    return code


def give(workplace: Workplace, person: str, id: str, reply: Reply) -> None:
    workplace.do(person, lambda acting: give_opinion(acting, request_of(acting, id), reply))


def page_of(workplace: Workplace, code: str, person: str = OFFICER):
    return workplace.seen_by(person).get(f"/ho-so/{code}/giai-trinh")


def line_form(page, number: int = 0):
    forms = [each for each in page.forms.values() if "words" in each.fields]
    return forms[number]


def told(workplace: Workplace, code: str):
    return workplace.do(
        OFFICER,
        lambda acting: [
            each.explanation and each.explanation.words
            for each in account(acting, case_of(acting, code)).lines
        ],
    )


def test_the_case_says_how_many_remarks_wait_and_leads_there(workplace: Workplace, code: str):
    page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
    said = page.html.get_text(" ", strip=True)
    assert "Góp ý cần giải trình: 2" in said
    assert "Điều 5 khoản 2: Bổ sung lối thoát nạn" in said
    assert page.html.find("a", href=f"/ho-so/{code}/giai-trinh")


def test_a_remark_is_answered_and_the_history_tells_it(workplace: Workplace, code: str):
    form = line_form(page_of(workplace, code))
    form["kind"], form["words"] = "kept", "Đã có tại bản vẽ 4"
    page = form.submit("do", index=0).follow()
    said = page.html.get_text(" ", strip=True)
    assert "Đã ghi giải trình." in said
    assert "Đã giải trình 1 / 2 góp ý" in said or "Đã giải trình 1/2 góp ý" in said
    story = workplace.seen_by(OFFICER).get(f"/ho-so/{code}").html.get_text(" ", strip=True)
    assert "Giải trình góp ý của Công an tỉnh (1): Giữ nguyên" in story
    assert "Đã có tại bản vẽ 4" in story


def test_without_a_reason_nothing_is_kept_but_what_was_typed(workplace: Workplace, code: str):
    form = line_form(page_of(workplace, code))
    form["kind"] = "kept"
    page = form.submit("do", status=409)
    assert "phải có lý do" in page
    assert line_form(page)["kind"].value == "kept"
    assert told(workplace, code) == [None, None]


def test_the_second_of_two_people_sees_both_texts(workplace: Workplace, code: str):
    form = line_form(page_of(workplace, code))

    def answer(acting):
        case = case_of(acting, code)
        key = account(acting, case).lines[0].remarks[0].key
        answer_remark(acting, case, key, "kept", "Chữ của người thứ nhất", 0)

    workplace.do(OFFICER, answer)
    form["kind"], form["words"] = "accepted", "Chữ của người thứ hai"
    page = form.submit("do", status=409)
    said = page.html.get_text(" ", strip=True)
    assert "Chữ của người thứ nhất" in said
    assert line_form(page)["words"].value == "Chữ của người thứ hai"
    line_form(page).submit("do").follow()
    assert told(workplace, code)[0] == "Chữ của người thứ hai"


def test_remarks_that_say_the_same_are_merged_and_parted(workplace: Workplace, code: str):
    id = workplace.asked(code, "so-nnmt")
    same = Reply("agree_with_remarks", "", ("bổ sung lối thoát nạn",), places=("điều 5 khoản 2.",))
    give(workplace, LAND, id, same)
    page = page_of(workplace, code)
    assert "Góp ý cùng nội dung" in page
    assert len(page.html.select(".ledger-alike")) == 1
    alike = next(each for each in page.forms.values() if len(each.fields.get("key", ())) == 2)
    page = alike.submit("do").follow()
    assert "Đã gộp thành một dòng" in page
    assert len(page.html.select(".ledger-line")) == 2
    part = next(each for each in page.forms.values() if page_button(each) == "part")
    page = part.submit("do").follow()
    assert "Đã tách các góp ý" in page
    assert len(page.html.select(".ledger-line")) == 3


def page_button(form) -> str:
    buttons = form.fields.get("do") or []
    return buttons[0]._value if buttons else ""


def test_the_chosen_ones_are_merged_also_where_they_are_worded_differently(
    workplace: Workplace, code: str
):
    page = page_of(workplace, code)
    keys = [each["value"] for each in page.html.select("input[form=merging]")]
    form = page.forms["merging"]
    fields = [("csrf_token", form["csrf_token"].value), ("do", "merge")]
    answer = workplace.seen_by(OFFICER).post(
        f"/ho-so/{code}/giai-trinh", [*fields, *(("key", key) for key in keys)]
    )
    assert len(answer.follow().html.select(".ledger-line")) == 1
    workplace.seen_by(OFFICER).post(
        f"/ho-so/{code}/giai-trinh", [*fields, ("key", "không phải mã")], status=409
    )


def test_what_cannot_be_done_here_is_not_found(workplace: Workplace, code: str):
    form = line_form(page_of(workplace, code))
    fields = {"csrf_token": form["csrf_token"].value, "do": "erase"}
    workplace.seen_by(OFFICER).post(f"/ho-so/{code}/giai-trinh", fields, status=404)


def test_who_reads_the_papers_reads_it_and_answers_nothing(workplace: Workplace, code: str):
    page = page_of(workplace, code, CONTROL)
    assert "Làm rõ nguồn vốn" in page
    assert not [each for each in page.forms.values() if "words" in each.fields]


@pytest.mark.parametrize("person", [POLICE, LAND])
def test_an_asked_body_does_not_read_the_ledger(workplace: Workplace, code: str, person: str):
    workplace.asked(code, "so-nnmt")
    page = workplace.seen_by(person).get(f"/ho-so/{code}/giai-trinh", status=403)
    assert "Làm rõ nguồn vốn" not in page


def test_a_body_that_is_asked_again_reads_what_became_of_its_own(workplace: Workplace, code: str):
    form = line_form(page_of(workplace, code))
    form["kind"], form["words"] = "partly", "Chỉ tầng 1"
    form.submit("do")
    id = workplace.asked(code)
    said = workplace.seen_by(POLICE).get(f"/y-kien/{id}").html.get_text(" ", strip=True)
    assert "Góp ý lần trước của cơ quan" in said
    assert "Tiếp thu một phần : Chỉ tầng 1" in said or "Tiếp thu một phần: Chỉ tầng 1" in said
    assert "chưa giải trình" in said


class TestDisagreement:
    @pytest.fixture
    def against(self, workplace: Workplace) -> str:
        code = workplace.tried()
        give(workplace, POLICE, workplace.asked(code), Reply("disagree", "Trái quy hoạch"))
        return code

    def test_the_reason_for_deciding_otherwise_is_written_and_told(
        self, workplace: Workplace, against: str
    ):
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{against}")
        assert "Ý kiến không đồng ý chưa nêu lý do: 1" in page.html.get_text(" ", strip=True)
        form = line_form(page_of(workplace, against), -1)
        form["words"] = "Quy hoạch đã được điều chỉnh"
        page = form.submit("do").follow()
        assert "Quy hoạch đã được điều chỉnh" in page
        story = workplace.seen_by(OFFICER).get(f"/ho-so/{against}").html.get_text(" ", strip=True)
        assert "Quyết định khác với ý kiến của Công an tỉnh" in story

    def test_the_second_of_two_people_sees_both_reasons(self, workplace: Workplace, against: str):
        form = line_form(page_of(workplace, against), -1)

        def first(acting):
            case = case_of(acting, against)
            (each,) = account(acting, case).contradictions
            depart(acting, case, each.request.key, "Lý do thứ nhất", 0)

        workplace.do(OFFICER, first)
        form["words"] = "Lý do thứ hai"
        page = form.submit("do", status=409)
        assert "Lý do thứ nhất" in page
        assert "Lý do thứ hai" in page


def test_a_case_about_which_nobody_was_asked_has_an_empty_ledger(workplace: Workplace):
    code = workplace.tried()
    page = page_of(workplace, code)
    assert "Chưa cơ quan nào góp ý" in page
    assert "Góp ý và giải trình" not in workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
