"""Xin ý kiến: the matrix, what is done with many at once, and a body's requests step by step."""

from __future__ import annotations

import pytest

from motcua.consultations.actions import ask_extension, give_opinion
from motcua.consultations.content import Reply
from motcua.deadlines.terms import read_term
from motcua.workspace import overview
from tests.make_workspace import (
    CLERK,
    CONTROL,
    LEADER,
    OFFICER,
    POLICE,
    Workplace,
    form_with,
    request_of,
)

PAGE = "/xin-y-kien"


def ticked(page, *ids: str):
    form = form_with(page, "words")
    for box in form.fields["request"]:
        box.checked = box._value in ids
    return form


@pytest.fixture
def ids(fresh: Workplace) -> list[str]:
    """Two requests to the police about two cases."""
    return [fresh.asked(fresh.tried()), fresh.asked(fresh.tried(applicant="HTX Long Thành"))]


def test_it_shows_cases_and_bodies_with_time_left(fresh: Workplace, ids: list[str]):
    page = fresh.seen_by(OFFICER).get(PAGE)
    said = page.html.get_text(" ", strip=True)
    assert "HTX Long Thành" in said
    assert "Công an tỉnh" in said
    assert len(page.html.select("table.asked tbody tr")) == 2
    for order in ("han", "con-cho", "ma", "nonsense"):
        assert fresh.seen_by(OFFICER).get(f"{PAGE}?xep={order}&sau=zz").status_int == 200


def test_nothing_is_said_in_words(fresh: Workplace):
    assert "không chờ ý kiến nơi nào" in fresh.seen_by(OFFICER).get(PAGE)
    assert "/xin-y-kien" in fresh.seen_by(OFFICER).get("/viec")


def test_many_are_urged_at_once_and_what_is_refused_is_listed(fresh: Workplace, ids: list[str]):
    browser = fresh.seen_by(OFFICER)
    form = ticked(browser.get(PAGE), ids[0])
    assert "Đã đôn đốc một nơi." in form.submit("do", index=0).follow()
    form = ticked(browser.get(PAGE), *ids)
    form["words"] = "Xin trả lời sớm"
    page = form.submit("do", index=0)
    said = page.html.get_text(" ", strip=True)
    assert "Chưa thực hiện được với các nơi sau" in said
    assert len(page.html.select(".error-summary li")) == 1
    assert form_with(page, "words")["words"].value == "Xin trả lời sớm"
    for id in ids:
        assert fresh.of_request(id, lambda each: sum(e.deed == "urged" for e in each.journal)) == 1


def test_more_time_is_granted_to_those_who_asked(fresh: Workplace, ids: list[str]):
    wanted = read_term("2 working days")
    fresh.do(
        POLICE, lambda acting: ask_extension(acting, request_of(acting, ids[0]), wanted, "Đông")
    )
    page = fresh.seen_by(OFFICER).get(PAGE)
    assert "xin thêm hạn" in page
    page = ticked(page, *ids).submit("do", index=1)
    assert len(page.html.select(".error-summary li")) == 1
    assert fresh.of_request(ids[0], lambda each: each.extension.granted) == "2 working days"


def test_less_time_needs_its_reason(fresh: Workplace, ids: list[str]):
    wanted = read_term("2 working days")
    fresh.do(
        POLICE, lambda acting: ask_extension(acting, request_of(acting, ids[0]), wanted, "Đông")
    )
    form = ticked(fresh.seen_by(OFFICER).get(PAGE), ids[0])
    form["term"] = "1 ngày làm việc"
    page = form.submit("do", index=1)
    assert page.html.select(".error-summary li")
    form = form_with(page, "words")
    form["words"] = "Hồ sơ gấp"
    assert "Đã gia hạn cho một nơi." in form.submit("do", index=1).follow()
    assert fresh.of_request(ids[0], lambda each: each.extension.granted) == "1 working day"


def test_withdrawing_needs_its_reason(fresh: Workplace, ids: list[str]):
    form = ticked(fresh.seen_by(OFFICER).get(PAGE), *ids)
    page = form.submit("do", value="withdraw")
    assert len(page.html.select(".error-summary li")) == 2
    form = form_with(page, "words")
    form["words"] = "Không cần nữa"
    assert "Đã rút 2 yêu cầu." in form.submit("do", value="withdraw").follow()
    assert fresh.of_request(ids[1], lambda each: each.is_withdrawn)


def test_rounds_are_closed_at_once_each_only_once(fresh: Workplace):
    last = fresh.asked(fresh.tried(), "cong-an-tinh", "so-nnmt")
    both = fresh.of_request(last, lambda each: [one.id for one in each.consultation.requests])
    form = ticked(fresh.seen_by(OFFICER).get(PAGE), *both)
    page = form.submit("do", value="close")
    assert len(page.html.select(".error-summary li")) == 2
    form = form_with(page, "words")
    form["words"] = "Hồ sơ gấp"
    assert "Đã đóng lượt lấy ý kiến của 2 nơi" in form.submit("do", value="close").follow()
    assert fresh.of_request(last, lambda each: len(each.consultation.closings)) == 1


def test_nothing_ticked_does_nothing(fresh: Workplace, ids: list[str]):
    form = ticked(fresh.seen_by(OFFICER).get(PAGE))
    assert "Chưa chọn nơi nào" in form.submit("do", index=0).follow()


def test_what_is_not_offered_is_not_done(fresh: Workplace, ids: list[str]):
    browser = fresh.seen_by(OFFICER)
    token = form_with(browser.get(PAGE), "words")["csrf_token"].value
    browser.post(PAGE, {"csrf_token": token, "do": "erase", "request": ids[0]}, status=404)
    browser.post(PAGE, {"csrf_token": token, "do": "urge", "request": "zz"}, status=404)


def test_anothers_request_is_refused_to_whoever_sends_its_number(fresh: Workplace, ids: list[str]):
    browser = fresh.seen_by(POLICE)
    token = browser.get("/viec").html.select_one("input[name=csrf_token]")["value"]
    page = browser.post(
        PAGE, {"csrf_token": token, "do": "withdraw", "request": ids[0], "words": "x"}
    )
    assert not fresh.of_request(ids[0], lambda each: each.is_withdrawn)
    assert "Chưa thực hiện được" in page
    stranger = fresh.seen_by("dat.duong")
    token = stranger.get("/viec").html.select_one("input[name=csrf_token]")["value"]
    stranger.post(PAGE, {"csrf_token": token, "do": "urge", "request": ids[0]}, status=403)


def test_whoever_only_reads_is_offered_nothing_to_do(fresh: Workplace, ids: list[str]):
    browser = fresh.seen_by(CONTROL)
    page = browser.get(f"{PAGE}?cua=don-vi")
    assert len(page.html.select("table.asked tbody tr")) == 2
    assert not page.html.select("input[type=checkbox], button[name=do], textarea[name=words]")
    assert "còn" in page.html.select_one(".time-left").text
    token = page.html.select_one("input[name=csrf_token]")["value"]
    page = browser.post(PAGE, {"csrf_token": token, "do": "urge", "request": ids[0], "words": ""})
    assert len(page.html.select(".error-summary li")) == 1


def test_a_leader_who_sees_the_unit_ticks_only_what_is_theirs(fresh: Workplace, ids: list[str]):
    theirs = fresh.asked(fresh.tried(applicant="Công ty Biển"), template="counting")
    page = fresh.seen_by(LEADER).get(f"{PAGE}?cua=don-vi")
    assert len(page.html.select("table.asked tbody tr")) == 3
    assert [each["value"] for each in page.html.select("input[type=checkbox]")] == [theirs]
    assert [each["value"] for each in page.html.select("button[name=do]")] == [
        "urge",
        "close",
        "withdraw",
    ]


def test_more_time_is_offered_once_somebody_asks_for_it(fresh: Workplace, ids: list[str]):
    page = fresh.seen_by(OFFICER).get(PAGE)
    assert not page.html.select("button[value=grant], input[name=term]")
    wanted = read_term("2 working days")
    fresh.do(
        POLICE, lambda acting: ask_extension(acting, request_of(acting, ids[0]), wanted, "Đông")
    )
    assert fresh.seen_by(OFFICER).get(PAGE).html.select("button[value=grant]")


def test_asking_about_many_is_offered_where_one_may_ask(fresh: Workplace, ids: list[str]):
    asking = "button[formaction='/xin-y-kien/nhieu-ho-so']"
    fresh.tried()
    assert fresh.seen_by(OFFICER).get("/viec").html.select(asking)
    fresh.file()
    page = fresh.seen_by(CLERK).get("/viec")
    assert page.html.select("[data-line]")
    assert not page.html.select(asking)


def test_pages_follow_each_other(fresh: Workplace, ids: list[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(overview, "SIZE", 1)
    browser = fresh.seen_by(OFFICER)
    page = browser.get(PAGE)
    assert len(page.html.select("table.asked tbody tr")) == 1
    page = browser.get(page.html.select_one("a[rel=next]")["href"])
    assert len(page.html.select("table.asked tbody tr")) == 1
    assert page.html.select_one("a[rel=first]")["href"] == PAGE


class TestStepByStep:
    def test_a_body_sees_how_far_each_of_its_requests_has_come(
        self, fresh: Workplace, ids: list[str]
    ):
        browser = fresh.seen_by(POLICE)
        page = browser.get(
            browser.get("/y-kien").html.find("a", string="Xem theo từng bước")["href"]
        )
        assert len(page.html.select("table.asked tbody tr")) == 2
        fresh.do(
            POLICE,
            lambda acting: give_opinion(acting, request_of(acting, ids[0]), Reply("agree")),
        )
        page = browser.get("/y-kien/cac-buoc?sau=")
        assert len(page.html.select("table.asked tbody tr")) == 1

    def test_nobody_else_sees_it(self, fresh: Workplace, ids: list[str]):
        page = fresh.seen_by("dat.duong").get("/y-kien/cac-buoc")
        assert not page.html.select("table.asked")
