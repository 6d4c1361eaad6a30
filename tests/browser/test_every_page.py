"""Every page there is, in both languages, on a telephone and on a desk's screen.

What is looked for on each: no finding of axe (WCAG 2.2 AA) that is serious or
critical, nothing to be moved sideways, one heading of the first rank, its
language and a title of its own, and not one complaint of the browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser import tour
from tests.browser.conftest import NARROW, Come, Served, Visit, serving
from tests.browser.seeing import SIZES, findings
from tests.browser.tour import ACCOUNTS, Guide, Stop

pytestmark = [pytest.mark.browser]

LANGUAGES = ("vi", "en")
CHOICE = "_LOCALE_"
TYPED = {
    "file_online",
    "counter_file",
    "lookup",
    "signin",
    "password",
    "case_hand_over",
    "case_act",
    "request_act",
    "tracking_act",
    "delegation_new",
    "administration_appoint",
    "administration_enter",
    "administration_end",
    "administration_close",
    "administration_seat",
}
"""Pages whose form is also sent with nothing in it."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a province in which some have answered, some are silent, and some are late."""
    with serving(tmp_path_factory.mktemp("tour"), tour.NOW) as served:
        served.work()
        served.hands.turn_to(datetime(2026, 11, 30, 11, 0))
        served.work()
        yield served


@pytest.fixture(scope="module")
def stops(served: Served) -> dict[str, list[Stop]]:
    return Guide(served).stops()


def speak(visit: Visit, language: str) -> None:
    """Let the browser ask for a language, as the switch has it remember."""
    visit.context.add_cookies([{"name": CHOICE, "value": language, "url": visit.served.address}])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account or "citizen")
def test_every_page_can_be_read_by_everybody(
    account: str, language: str, stops: dict[str, list[Stop]], visit: Come
) -> None:
    visitor = visit(account)
    speak(visitor, language)
    found: list[str] = []
    for stop in stops[account]:
        page = visitor.go(stop.path)
        found += [f"{stop}: {each}" for each in findings(visitor, language)]
        if stop.kind.split()[0] in TYPED and _send_empty(page):
            found += [f"{stop}, sent empty: {each}" for each in findings(visitor, language)]
    assert found == []


def _send_empty(page: Page) -> bool:
    """Send the form with nothing in it, where it asks for something; say whether it does."""
    asked = page.locator("main form [required]")
    if not asked.count():
        return False
    page.locator("main form .btn-main, main form .btn-grave").first.click()
    expect(page.locator(".error-summary")).to_be_visible()
    return True


class TestRefusals:
    """Pages that nobody wants to see, and that must be the clearest of all."""

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(
        ("account", "path", "status"),
        [
            pytest.param("", "/khong-co", 404, id="nothing there, for a citizen"),
            pytest.param("", "/theo-doi/khong-co", 404, id="a pass that opens nothing"),
            pytest.param("ha.nguyen", "/ho-so/khong-co", 404, id="no such case"),
            pytest.param("hue.mai", "/ho-so/{case}", 403, id="somebody else's case"),
            pytest.param("hue.mai", "/quan-tri/lich", 403, id="somebody else's work"),
            pytest.param("hue.mai", "/ho-so/{case}/propose", 403, id="somebody else's step"),
        ],
    )
    def test_says_what_and_what_now(
        self, account: str, path: str, status: int, language: str, visit: Come, served: Served
    ) -> None:
        visitor = visit(account)
        speak(visitor, language)
        code = served.look(lambda root: next(each for _k, each in root.cases.shelf.items()).code)
        answer = visitor.page.goto(served.address + path.format(case=code))
        assert answer is not None
        assert answer.status == status
        assert findings(visitor, language) == []
        expect(visitor.main.get_by_role("link")).not_to_have_count(0)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_after_too_many_secrets(self, language: str, visit: Come, served: Served) -> None:
        citizen = visit()
        speak(citizen, language)
        for _try in range(11):
            answer = citizen.page.goto(f"{served.address}/tra-cuu/000.01.01.H99-1/KHONGBIET2")
        assert answer is not None
        assert answer.status == 429
        assert findings(citizen, language) == []
        served.forget_tries()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_a_form_that_is_not_ours(self, language: str, visit: Come) -> None:
        citizen = visit()
        speak(citizen, language)
        page = citizen.go("/thu-tuc/cap-giay-phep-xay-dung/nop")
        page.fill("[name=subject]", "Cấp phép xây dựng xưởng may Hồng Ngọc")
        page.evaluate("document.querySelector('[name=csrf_token]').value = 'khac'")
        page.locator("main form .btn-main").click()
        expect(page.get_by_role("textbox")).to_have_value("Cấp phép xây dựng xưởng may Hồng Ngọc")
        assert findings(citizen, language) == []

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_a_session_that_has_ended(self, language: str, visit: Come, served: Served) -> None:
        administrator = visit("linh.bui")
        speak(administrator, language)
        page = administrator.go("/quan-tri/ton-dong")
        ended = [each for each in administrator.context.cookies() if "_LOCALE_" not in each["name"]]
        administrator.context.clear_cookies()
        administrator.context.add_cookies(
            [each for each in ended if "session" not in each["name"]]  # type: ignore[misc]
        )
        speak(administrator, language)
        page.locator("main button[value=again]").first.click()
        assert findings(administrator, language) == []
        page.locator("main form button").click()
        administrator.give_password("linh.bui")
        assert findings(administrator, language) == []

    def test_of_a_house_in_trouble(
        self, browser: Browser, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        with serving(tmp_path_factory.mktemp("trouble")) as served:
            served.app.registry["motcua.close"]()
            for language in LANGUAGES:
                citizen = Visit(browser.new_context(locale="vi-VN"), served)
                speak(citizen, language)
                answer = citizen.page.goto(served.address)
                assert answer is not None
                assert answer.status in {500, 503}
                assert findings(citizen, language) == []
                assert citizen.complaints == []
                citizen.context.close()


IN_THE_DARK = (
    ("", "/"),
    ("", "/thu-tuc/cap-giay-phep-xay-dung"),
    ("", "/thu-tuc/cap-giay-phep-xay-dung/nop"),
    ("", "/tra-cuu"),
    ("", "/dang-nhap"),
    ("mai.tran", "/viec"),
    ("mai.tran", "/tiep-nhan/cap-giay-phep-xay-dung"),
    ("ha.nguyen", "/ho-so/{case}"),
    ("giang.hua", "/y-kien"),
    ("giang.hua", "/tai-khoan/uy-quyen"),
    ("linh.bui", "/quan-tri/thu-tuc/cap-giay-phep-xay-dung/1"),
    ("linh.bui", "/quan-tri/don-vi/so-xay-dung"),
    ("linh.bui", "/quan-tri/can-bo/khoa.nguyen"),
    ("linh.bui", "/quan-tri/can-bo/khoa.nguyen/mat-khau"),
    ("linh.bui", "/quan-tri/uy-ban"),
    ("linh.bui", "/quan-tri/lich"),
)
"""Pages of each face, looked at by people whose screens are dark at night."""


class TestInTheDark:
    @pytest.mark.parametrize(("account", "path"), IN_THE_DARK)
    def test_a_page_can_be_read(self, account: str, path: str, visit: Come, served: Served) -> None:
        visitor = visit(account, color_scheme="dark")
        code = served.look(_held_by_ha)
        page = visitor.go(path.format(case=code))
        assert findings(visitor, "vi") == []
        if path.endswith("/nop") and _send_empty(page):
            assert findings(visitor, "vi") == []


def _held_by_ha(root: Any) -> str:
    cases = (each for _key, each in root.cases.shelf.items())
    return str(next(each.code for each in cases if each.track.assignee == "ha.nguyen"))


class TestTheSwitch:
    @pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']} px")
    def test_of_languages_stays_on_the_page_and_is_remembered(
        self, size: dict[str, int], visit: Come
    ) -> None:
        citizen = visit(size=size)
        page = citizen.go("/thu-tuc?q=xay+dung")
        page.get_by_role("link", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.get_by_role("heading", level=1)).to_have_text("Procedures")
        expect(page.locator("[name=q]")).to_have_value("xay dung")
        citizen.go("/tra-cuu")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.get_by_role("link", name="Tiếng Việt").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Hồ sơ của tôi đang ở đâu?")


class TestTracking:
    HEAVIEST = 60 * 1024

    def test_is_light_and_needs_no_script(self, visit: Come, stops: dict[str, list[Stop]]) -> None:
        """What a telephone far from the next mast has to fetch, fonts and all."""
        citizen = visit(size=NARROW, java_script_enabled=False)
        fetched: list[Request] = []
        citizen.page.on("requestfinished", lambda request: fetched.append(request))
        waits = next(each for each in stops[""] if each.kind == "tracking must")
        page = citizen.go(waits.path)
        page.wait_for_load_state("networkidle")
        weight = sum(
            each.sizes()["responseBodySize"] + each.sizes()["responseHeadersSize"]
            for each in fetched
        )
        assert 0 < weight <= self.HEAVIEST, [each.url for each in fetched]
        expect(page.locator(".standing-step")).to_have_text("Chờ người nộp hoàn thiện")
        page.locator(".btn-big").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()


class TestTheKeyboard:
    def test_reaches_the_content_first(self, visit: Come) -> None:
        citizen = visit()
        page = citizen.go("/")
        page.keyboard.press("Tab")
        skip = page.locator(".skip")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
        assert inside

    def test_goes_through_the_list_of_work(self, visit: Come) -> None:
        official = visit("mai.tran")
        page = official.page
        lines = page.locator("[data-line]")
        page.wait_for_url("**/viec")
        page.wait_for_load_state("load")
        page.keyboard.press("j")
        expect(lines.nth(0).locator("[data-open]")).to_be_focused()
        page.keyboard.press("j")
        expect(lines.nth(1).locator("[data-open]")).to_be_focused()
        page.keyboard.press("x")
        expect(lines.nth(1).get_by_role("checkbox")).to_be_checked()
        page.keyboard.press("k")
        expect(lines.nth(0).locator("[data-open]")).to_be_focused()
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_have_attribute("open", "")
        page.keyboard.press("/")
        expect(page.locator("#house-q")).to_be_focused()
        page.keyboard.press("Escape")
        code = lines.nth(0).locator(".work-name").get_attribute("href") or ""
        lines.nth(0).locator("[data-open]").focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(re.escape(code) + "$"))
