"""Every page there is, in both languages, on a telephone and on a desk's screen.

What is looked for on each: no finding of axe (WCAG 2.2 AA) that is serious or
critical, nothing to be moved sideways, one heading of the first rank, its
language and a title of its own, and not one complaint of the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser import tour
from tests.browser.conftest import NARROW, Come, Served, Visit, serving
from tests.browser.seeing import findings
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
        assert answer is not None and answer.status == status
        assert findings(visitor, language) == []
        expect(visitor.main.get_by_role("link")).not_to_have_count(0)
