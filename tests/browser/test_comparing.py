"""What changed in a paper, with hands and eyes: from change to change by the keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from motcua.workflows import versions
from tests.browser.beforehand import a_newer_version
from tests.browser.conftest import Come, Served
from tests.browser.seeing import findings
from tests.make_consultations import publish
from tests.make_inside import LIVELY

pytestmark = [pytest.mark.browser]

OFFICER, POLICE = "ha.nguyen", "giang.hua"


@pytest.fixture
def changed(served: Served) -> tuple[str, str]:
    """The code of a case with two versions of a paper, and the question that asks again."""

    def change(root: Any) -> tuple[str, str]:
        if versions.last(root, "thu-nghiem") is None:
            publish(root, LIVELY)
        return a_newer_version(served, root)

    made: tuple[str, str] = served.look(change)
    served.work()
    return made


def test_the_body_asked_again_goes_from_change_to_change(
    changed: tuple[str, str], visit: Come
) -> None:
    body = visit(POLICE)
    page = body.go(f"/y-kien/{changed[1]}")
    page.get_by_role("link", name="Xem sửa đổi từng chữ").click()
    expect(page.locator(".differing del").first).to_contain_text("1.250,5")
    expect(page.locator(".differing ins").first).to_contain_text("1.350,5")
    first, second = (page.locator(f"#thay-doi-{number} a") for number in (1, 2))
    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("#thay-doi-2")).to_be_in_viewport()
    assert findings(body, "vi") == []


def test_the_officer_gets_there_from_the_case(changed: tuple[str, str], visit: Come) -> None:
    officer = visit(OFFICER)
    page = officer.go(f"/ho-so/{changed[0]}")
    page.get_by_text("Các bản trước").click()
    page.get_by_role("link", name="xem nội dung sửa đổi").first.click()
    expect(page.get_by_text("Số chỗ thay đổi: 2")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="thay đổi sau")).to_be_hidden()
    page.emulate_media(media="screen")
    assert findings(officer, "vi") == []
