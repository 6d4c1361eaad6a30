"""Following a case: what is shown, to whom, and what one can do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from webob import Request
from webtest import TestApp, Upload

from motcua.cases.filing import renew_secret
from motcua.pages.asking import CLOCK
from motcua.pages.assets import STATIC
from tests.make import MONDAY, held, somebody
from tests.make_documents import a_pdf
from tests.make_pages import a_browser
from tests.portal.conftest import Province, case_of, file_one, opened

FONTS = ("be-vietnam-pro-latin-400.woff2", "be-vietnam-pro-vietnamese-400.woff2")
RULES = {"noi_dung": "Bản vẽ thiếu tỷ lệ\nQuyết định thiếu dấu"}


@pytest.fixture
def filed(browser: TestApp) -> tuple[str, str]:
    return file_one(browser)


@pytest.fixture
def completing(filed: tuple[str, str], province: Province) -> tuple[str, str]:
    """A case that waits for its applicant."""
    province.act(filed[0], "complete", **RULES)
    return filed


@pytest.fixture
def received(filed: tuple[str, str], province: Province) -> tuple[str, str]:
    """A case whose clock runs."""
    province.act(filed[0], "receive")
    province.act(filed[0], "transfer")
    return filed


class TestPage:
    def test_it_says_the_step_and_what_it_means(self, browser: TestApp, filed: Any):
        shown = opened(browser, *filed).html
        assert shown.select_one(".standing-step").text == "Chờ tiếp nhận"
        assert "Thời hạn giải quyết chưa bắt đầu tính" in shown.select_one(".standing").text
        assert "chưa có ngày hẹn trả" in shown.select_one(".standing").text

    def test_it_says_by_when_and_why_that_day(self, browser: TestApp, received: Any):
        shown = opened(browser, *received).html.select_one(".standing")
        assert "17:00 thứ Ba, 08/12/2026" in shown.text
        assert "còn 10 ngày làm việc" in shown.time.text
        assert any("24/11" in line.text for line in shown.select(".why-lines li"))

    def test_it_names_the_office_and_never_the_official(self, browser: TestApp, received: Any):
        shown = opened(browser, *received).html.main.text
        assert "Sở Xây dựng" in shown
        assert "Ngoc" not in shown

    def test_what_must_be_done_is_one_button(self, browser: TestApp, completing: Any):
        buttons = opened(browser, *completing).html.select("main .btn-main")
        assert [each.text for each in buttons] == ["Nộp giấy tờ còn thiếu"]

    def test_with_nothing_to_do_it_says_so(self, browser: TestApp, received: Any):
        shown = opened(browser, *received).html
        assert not shown.select("main .btn-main")
        assert shown.select_one(".nothing-to-do")

    def test_the_end_is_told_by_word_and_shape(
        self, browser: TestApp, filed: Any, province: Province
    ):
        province.act(filed[0], "refuse", ly_do="Không thuộc thẩm quyền")
        shown = opened(browser, *filed).html
        assert "is-late" in shown.select_one(".standing")["class"]
        assert "Phiếu từ chối" in shown.select_one(".standing").text

    def test_in_english(self, browser: TestApp, received: Any):
        page = opened(browser, *received)
        assert "10 working days left" in browser.get(page.request.path + "?_LOCALE_=en").text

    def test_it_is_small(self, browser: TestApp, received: Any):
        """With its style sheets and its one font it stays under 60 KB."""
        page = opened(browser, *received)
        assert not page.html.select("script")
        blank = Request.blank(page.request.path, headers={"Accept-Encoding": "gzip"})
        sent = len(blank.get_response(browser.app).body)
        for link in page.html.select("link[rel=stylesheet], link[rel=icon]"):
            blank = Request.blank(link["href"], headers={"Accept-Encoding": "gzip"})
            sent += len(blank.get_response(browser.app).body)
        fetched_by_style = ("bootstrap-reboot.min.css", *FONTS)
        sent += sum((STATIC / "vendor" / name).stat().st_size for name in fetched_by_style)
        assert sent < 60_000


class TestLetters:
    def test_those_to_the_applicant_can_be_read_and_do_nothing(
        self, browser: TestApp, completing: Any
    ):
        page = opened(browser, *completing)
        link = page.html.select_one(".standing a[href*='/tep/']")
        letter = browser.get(link["href"])
        assert "Bản vẽ thiếu tỷ lệ" in letter.text
        assert "sandbox" in letter.headers["Content-Security-Policy"]
        assert letter.headers["Content-Disposition"].startswith("inline")

    def test_those_between_offices_are_not_shown(self, browser: TestApp, received: Any):
        shown = opened(browser, *received).html.main.text
        assert "Giấy tiếp nhận" in shown
        assert "Phiếu kiểm soát" not in shown

    def test_papers_are_downloaded_and_never_run(self, browser: TestApp, filed: Any):
        link = opened(browser, *filed).html.select_one(".file a")
        paper = browser.get(link["href"])
        assert paper.headers["Content-Disposition"].startswith('attachment; filename="Gi_y_0.pdf')
        assert "filename*=UTF-8''Gi%E1%BA%A5y%200.pdf" in paper.headers["Content-Disposition"]
        assert paper.body == a_pdf(inside=b"%0")

    def test_another_cases_file_is_not_there(self, browser: TestApp, filed: Any):
        mine = opened(browser, *filed).request.path
        theirs = opened(browser, *file_one(browser)).html.select_one(".file a")["href"]
        browser.get(f"{mine}/tep/{theirs.rpartition('/')[2]}", status=404)


class TestActs:
    def test_what_was_missing_is_handed_in(
        self, browser: TestApp, completing: Any, province: Province
    ):
        page = opened(browser, *completing)
        form = page.click("Nộp giấy tờ còn thiếu").forms["form"]
        form.set("upload", Upload("bản vẽ.pdf", a_pdf(inside=b"%new")), 4)
        shown = form.submit("act").follow()
        assert shown.html.select_one(".notice").text == "Đã thực hiện: Nộp giấy tờ còn thiếu."
        assert province.state(completing[0]) == "submitted"
        assert "bản vẽ.pdf" in shown.text
        assert "đã thay bằng tệp khác" in shown.text

    def test_the_form_says_what_is_there_already(self, browser: TestApp, completing: Any):
        shown = opened(browser, *completing).click("Nộp giấy tờ còn thiếu").html
        assert "Đã nộp: Giấy 0.pdf" in shown.find(id="form-papers-don-help").text

    def test_a_wrong_file_leaves_everything_as_it_was(
        self, browser: TestApp, completing: Any, province: Province
    ):
        form = opened(browser, *completing).click("Nộp giấy tờ còn thiếu").forms["form"]
        form.set("upload", Upload("x.pdf", b"GIF89a"), 0)
        assert form.submit("act").html.select(".error-summary")
        assert province.state(completing[0]) == "completing"

    def test_a_second_click_has_no_second_effect(
        self, browser: TestApp, completing: Any, province: Province
    ):
        form = opened(browser, *completing).click("Nộp giấy tờ còn thiếu").forms["form"]
        form.submit("act")
        answer = form.submit("act", status=409)
        assert "Công ty cổ phần An Phú" in answer.html.main.text
        assert province.state(completing[0]) == "submitted"

    def test_withdrawing_asks_why_and_warns(
        self, browser: TestApp, received: Any, province: Province
    ):
        page = opened(browser, *received).click("Rút hồ sơ")
        assert "không lấy lại được" in page.html.main.text
        answered = page.forms["form"]
        assert answered.submit("act").html.select(".error-summary")
        answered["ly_do"] = "Không xây nữa"
        answered.submit("act").follow()
        assert province.state(received[0]) == "withdrawn"

    @pytest.mark.parametrize("action", ["receive", "no-such-thing"])
    def test_what_is_not_the_applicants_is_not_there(
        self, browser: TestApp, filed: Any, action: str, province: Province
    ):
        path = f"{opened(browser, *filed).request.path}/viec/{action}"
        browser.get(path, status=404)
        token = browser.get("/tra-cuu").forms["tra-cuu"]["csrf_token"].value
        browser.post(path, {"csrf_token": token, "seen": "1"}, status=404)
        assert province.state(filed[0]) == "submitted"


class TestFollowing:
    def test_the_calendar_has_the_day_of_the_result(self, browser: TestApp, received: Any):
        link = opened(browser, *received).html.select_one("a[href$='.ics']")["href"]
        sheet = browser.get(link)
        assert sheet.content_type == "text/calendar"
        assert "DTEND;TZID=Asia/Ho_Chi_Minh:20261208T170000" in sheet.text

    def test_without_a_day_the_calendar_is_empty(self, browser: TestApp, filed: Any):
        link = opened(browser, *filed).html.select_one("a[href$='.ics']")["href"]
        assert "VEVENT" not in browser.get(link).text

    def test_the_feed_has_an_entry_for_each_step(self, browser: TestApp, received: Any):
        link = opened(browser, *received).html.select_one("main a[href$='.atom']")["href"]
        feed = ElementTree.fromstring(browser.get(link).body)
        atom = "{http://www.w3.org/2005/Atom}"
        told = [each.findtext(f"{atom}title") for each in feed.iter(f"{atom}entry")]
        assert told == ["Chờ phân công", "Đã tiếp nhận - chờ chuyển", "Đã nộp hồ sơ"]

    def test_they_speak_the_applicants_language(self, browser: TestApp, filed: Any):
        link = opened(browser, *filed).html.select_one("main a[href$='.atom']")["href"]
        browser.get("/?_LOCALE_=en")
        assert "Đã nộp hồ sơ" in browser.get(link).text

    def test_a_pass_for_following_opens_no_page(self, browser: TestApp, filed: Any):
        link = opened(browser, *filed).html.select_one("a[href$='.ics']")["href"]
        key = link.removeprefix("/lich/").removesuffix(".ics")
        browser.get(f"/theo-doi/{key}", status=404)


class TestLookup:
    def test_a_scanned_receipt_opens_the_case(self, browser: TestApp, filed: Any):
        answer = browser.get("/tra-cuu/{}/{}".format(*filed))
        assert filed[1] not in answer.location
        assert filed[0] in answer.follow().text

    def test_small_letters_and_spaces_are_forgiven(self, browser: TestApp, filed: Any):
        code, secret = filed
        typed = f" {secret[:5].lower()} {secret[5:]} "
        assert opened(browser, code.lower(), typed).html.select_one(".standing")

    @pytest.mark.parametrize(
        ("code", "secret"),
        [
            pytest.param("", "AAAAAAAAAA", id="wrong secret"),
            pytest.param("000.01.01.H99-20261123-9999999", "AAAAAAAAAA", id="no such code"),
        ],
    )
    def test_whatever_is_wrong_the_answer_is_one(
        self, browser: TestApp, filed: Any, code: str, secret: str
    ):
        form = browser.get("/tra-cuu").forms["tra-cuu"]
        form["code"], form["secret"] = code or filed[0], secret
        shown = form.submit("find").html
        assert shown.find(id="tra-cuu-code-error").text.strip().startswith("Không có hồ sơ")

    def test_a_part_of_a_code_finds_nothing(self, browser: TestApp, filed: Any):
        code, secret = filed
        answer = browser.get(f"/tra-cuu/{code[:-1]}/{secret}", status=303)
        shown = answer.follow().html.select_one(".notice-wrong").text
        assert shown.startswith("Không có hồ sơ")

    def test_ten_tries_a_minute_and_no_more(self, browser: TestApp, filed: Any):
        for number in range(10):
            browser.get(f"/tra-cuu/{filed[0]}/WRONG{number}", status=303)
        answer = browser.get("/tra-cuu/{}/{}".format(*filed), status=429)
        assert "quá nhiều lần" in answer.html.main.text

    def test_twenty_tries_an_hour_for_one_code_from_wherever(
        self, browser: TestApp, province: Province, filed: Any
    ):
        for number in range(20):
            elsewhere = {"REMOTE_ADDR": f"203.0.113.{number}"}
            browser.get(f"/tra-cuu/{filed[0]}/WRONG", extra_environ=elsewhere, status=303)
        browser.get("/tra-cuu/{}/{}".format(*filed), status=429)


class TestPasses:
    def test_it_lasts_until_the_end_of_the_next_day(
        self, browser: TestApp, province: Province, filed: Any
    ):
        path = opened(browser, *filed).request.path
        province.app.registry[CLOCK] = lambda: MONDAY + timedelta(days=1)
        browser.get(path)
        province.app.registry[CLOCK] = lambda: MONDAY + timedelta(days=2)
        answer = browser.get(path, status=303)
        assert "nhập lại mã hồ sơ" in answer.follow().html.select_one(".notice").text
        browser.get(f"{path}/viec/withdraw", status=404)

    @pytest.mark.parametrize("forged", ["A" * 32, "abc", "%C4%90", "", "A" * 31 + "!"])
    def test_a_forged_one_opens_nothing(self, browser: TestApp, forged: str):
        browser.get(f"/theo-doi/{forged}", status=404)

    def test_one_changed_letter_opens_nothing(self, browser: TestApp, filed: Any):
        path = opened(browser, *filed).request.path
        other = "A" if path[-1] != "A" else "B"
        browser.get(path[:-1] + other, status=404)

    def test_a_new_secret_ends_every_pass_of_the_old_one(
        self, browser: TestApp, province: Province, filed: Any
    ):
        path = opened(browser, *filed).request.path

        def renew(root: Any) -> None:
            clerk = somebody(
                province.office, root, "ngoc", held(province.office, "ttpvhcc-tinh", "clerk")
            )
            renew_secret(clerk, case_of(root, filed[0]))

        province.work(renew)
        browser.get(path, status=404)

    def test_it_needs_no_cookie(self, browser: TestApp, province: Province, filed: Any):
        path = opened(browser, *filed).request.path
        assert filed[0] in a_browser(province.app).get(path).text

    def test_looking_stores_nothing(self, browser: TestApp, province: Province, filed: Any):
        path = opened(browser, *filed).request.path
        storage = province.app.registry._zodb_databases[""].storage
        before = storage.getSize()
        browser.get(path)
        assert storage.getSize() == before
