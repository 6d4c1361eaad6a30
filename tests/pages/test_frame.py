"""The frame: languages, headers, faces, notices, files of the look."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from webob import Request
from webtest import TestApp

from motcua.pages.faces import Face
from motcua.pages.headers import POLICY
from tests.make_pages import a_browser, close
from tests.pages.conftest import a_house


class TestLanguages:
    def test_vietnamese_is_spoken_whatever_the_browser_asks(self, browser: TestApp):
        shown = browser.get("/", headers={"Accept-Language": "en-US"})
        assert shown.html.html["lang"] == "vi"
        assert shown.html.find(id="money").text == "150.000 đồng"
        assert shown.html.find(id="day").text == "thứ Hai, 23/11/2026"

    def test_the_choice_is_kept(self, browser: TestApp):
        browser.get("/?_LOCALE_=en")
        shown = browser.get("/")
        assert shown.html.html["lang"] == "en"
        assert shown.html.find(id="money").text == "150,000 VND"

    def test_an_unknown_language_is_not_spoken(self, browser: TestApp):
        assert browser.get("/?_LOCALE_=de").html.html["lang"] == "vi"

    def test_the_switch_keeps_the_filter_of_the_page(self, browser: TestApp):
        links = browser.get("/?q=a%20b&q=c").html.select(".languages a")
        assert links[1]["href"] == "/?q=a+b&q=c&_LOCALE_=en"
        assert [link.get("aria-current") for link in links] == ["true", None]

    def test_the_switch_stores_nothing(self, browser: TestApp):
        before = _size(browser)
        browser.get("/?_LOCALE_=en")
        assert _size(browser) == before


def _size(browser: TestApp) -> int:
    return browser.app.registry._zodb_databases[""].storage.getSize()


class TestHeaders:
    @pytest.mark.parametrize("path", ["/", "/not-here", "/broken"])
    def test_every_answer_says_what_to_refuse(self, browser: TestApp, path: str):
        answer = browser.get(path, expect_errors=True)
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Strict-Transport-Security" not in answer.headers

    @pytest.mark.parametrize("path", ["/", "/viec", "/form", "/refused", "/broken"])
    def test_nothing_in_a_page_is_inline(self, browser: TestApp, path: str):
        shown = browser.get(path, expect_errors=True).html
        assert not shown.select("style, [style], [onclick], [onload], [onchange]")
        assert all(script.get("src") and not script.text for script in shown.select("script"))

    def test_citizens_get_no_script(self, browser: TestApp):
        assert not browser.get("/").html.select("script")
        assert browser.get("/viec").html.select("script")

    def test_behind_https_the_browser_stays_there(self, tmp_path: Path):
        app = a_house(tmp_path, **{"motcua.https": "yes"})
        answer = a_browser(app).get("/form", extra_environ={"wsgi.url_scheme": "https"})
        assert "max-age=63072000" in answer.headers["Strict-Transport-Security"]
        assert "__Host-motcua_form" in answer.headers["Set-Cookie"]
        close(app)


class TestFaces:
    def test_the_longest_beginning_wins(self, browser: TestApp):
        assert browser.get("/").html.select_one(".brand span").text == "Cổng"
        assert browser.get("/viec").html.select_one(".brand span").text == "Bàn làm việc"
        assert browser.get("/viec").html.html["class"] == ["official"]

    def test_an_entry_without_permission_is_not_shown(self, browser: TestApp):
        links = browser.get("/viec").html.select(".main-nav a")
        assert [(link.text, link["aria-current"]) for link in links] == [("Việc", "page")]

    def test_an_official_face_has_a_search_box_and_a_way_in(self, browser: TestApp):
        shown = browser.get("/viec").html
        assert shown.select_one("[role=search]")["action"] == "/viec/tim"
        assert shown.select_one(".house-end > a")["href"] == "/dang-nhap"

    def test_one_can_skip_to_the_content(self, browser: TestApp):
        shown = browser.get("/").html
        assert shown.select_one("a.skip")["href"] == "#content"
        assert shown.main["id"] == "content"


class TestNotices:
    def test_what_was_told_is_shown_once(self, browser: TestApp):
        shown = browser.get("/tell").follow()
        assert [each.text for each in shown.html.select(".notice")] == ["Xong", "Biết"]
        assert not browser.get("/").html.select(".notice")

    def test_a_forged_notice_is_not_shown(self, browser: TestApp):
        browser.set_cookie("motcua_notice", "x" * 90)
        assert not browser.get("/").html.select(".notice")


class TestAssets:
    def test_they_are_kept_for_ever_under_their_digest(self, browser: TestApp):
        address = browser.get("/").html.find("link", rel="stylesheet")["href"]
        answer = browser.get(address)
        assert answer.content_type == "text/css"
        assert "immutable" in answer.headers["Cache-Control"]

    def test_what_is_text_is_packed(self, browser: TestApp):
        address = browser.get("/").html.find("link", rel="stylesheet")["href"]
        asked = Request.blank(address, headers={"Accept-Encoding": "gzip"})
        answer = asked.get_response(browser.app)
        assert answer.headers["Content-Encoding"] == "gzip"
        assert b"@font-face" in gzip.decompress(answer.body)

    def test_another_machines_digest_gets_what_is_here_and_keeps_nothing(self, browser: TestApp):
        answer = browser.get("/static/0123456789ab/tokens.css")
        assert answer.headers["Cache-Control"] == "no-cache"

    @pytest.mark.parametrize(
        "name", ["nothing.css", "%2e%2e/forms.py", "../forms.py", "vendor", ".hidden"]
    )
    def test_nothing_else_is_given_out(self, browser: TestApp, name: str):
        assert browser.get(f"/static/x/{name}", expect_errors=True).status_int == 404

    def test_while_one_works_on_them_they_are_read_anew(self, tmp_path: Path):
        app = a_house(tmp_path, **{"pyramid.reload_templates": "yes"})
        browser = a_browser(app)
        address = browser.get("/").html.find("link", rel="stylesheet")["href"]
        assert browser.get(address).headers["Cache-Control"] == "no-cache"
        close(app)


class TestRefusals:
    @pytest.mark.parametrize(
        ("path", "status", "heading"),
        [
            pytest.param("/refused", 409, "Chưa thực hiện được", id="refused"),
            pytest.param("/not-allowed", 403, "Bạn không được xem nội dung này", id="not allowed"),
            pytest.param("/not-here", 404, "Không tìm thấy", id="not here"),
            pytest.param("/no-such-page", 404, "Không tìm thấy", id="no page"),
            pytest.param("/too-many", 429, "Thử quá nhiều lần", id="too many"),
            pytest.param("/broken", 500, "Hệ thống gặp lỗi", id="a defect"),
            pytest.param("/busy", 503, "Hệ thống đang bận", id="the database is busy"),
            pytest.param("/away", 503, "Hệ thống đang bận", id="the database is away"),
        ],
    )
    def test_each_has_its_page_and_a_way_out(
        self, browser: TestApp, path: str, status: int, heading: str
    ):
        answer = browser.get(path, status=status)
        assert answer.html.h1.text == heading
        assert answer.html.select_one("main a.btn")["href"] == "/"

    def test_it_says_why_and_what_now(self, browser: TestApp):
        shown = browser.get("/refused", status=409).html.main.text
        assert "Chưa được." in shown
        assert "Mai lại đến." in shown

    def test_the_way_back_is_the_page_one_came_from(self, browser: TestApp):
        came = {"Referer": "http://localhost/viec?x=1"}
        assert _way_back(browser, came) == "/viec?x=1"

    def test_another_site_is_no_way_back(self, browser: TestApp):
        assert _way_back(browser, {"Referer": "http://elsewhere.example/"}) == "/"

    def test_a_busy_database_says_when_to_come_again(self, browser: TestApp):
        assert browser.get("/busy", status=503).headers["Retry-After"] == "30"

    def test_a_defect_has_a_number_that_stands_in_the_log(self, browser: TestApp, caplog: Any):
        shown = browser.get("/broken", status=500).html.text
        number = re.search(r"\d{8}", shown)
        assert number is not None
        assert number[0] in caplog.text

    @pytest.mark.parametrize("path", ["/viec/not-allowed", "/viec/forbidden"])
    def test_an_official_not_signed_in_is_led_to_sign_in(self, browser: TestApp, path: str):
        answer = browser.get(path + "?a=1", status=303)
        assert answer.location.endswith(f"/dang-nhap?next={path.replace('/', '%2F')}%3Fa%3D1")


def _way_back(browser: TestApp, headers: dict[str, str]) -> str:
    shown = browser.get("/refused", status=409, headers=headers)
    return shown.html.select_one("main a.btn")["href"]


class TestFacesWithSeveralBeginnings:
    FACE = Face("officials", "Motcua", "/viec", also=("/ho-so", "/tim/"))

    @pytest.mark.parametrize(
        ("path", "beginning"),
        [
            ("/viec", "/viec"),
            ("/ho-so/H99", "/ho-so"),
            ("/tim", "/tim"),
            ("/ho-so-khac", None),
            ("/", None),
        ],
    )
    def test_a_page_belongs_by_any_of_them(self, path: str, beginning: str | None):
        assert self.FACE.beginning(path) == beginning
        assert self.FACE.covers(path) is (beginning is not None)
