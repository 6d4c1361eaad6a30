"""The decree morning, first half: a step gets shorter, and what that means is tried out."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.seeing import findings

pytestmark = [pytest.mark.browser]

TRY = "/quan-tri/thu?procedure=cap-giay-phep-xay-dung&version=1"


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
def test_a_permit_is_played_from_the_counter_to_the_silence(visit: Come, script: bool) -> None:
    come = visit("linh.bui", java_script_enabled=script)
    page = come.go(TRY)
    page.fill("#begins", "23/11/2026 08:00")
    for name in ("Nộp hồ sơ", "Tiếp nhận", "Chuyển Sở Xây dựng", "Phân công"):
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".tried-state")).to_contain_text("Thẩm định và kiểm tra thực địa")
    page.get_by_role("button", name="Gửi: Lấy ý kiến cơ quan chuyên ngành").click()
    page.get_by_label("Biên bản kiểm tra thực địa").check()
    page.get_by_role("button", name="Đã gửi đủ - chờ ý kiến", exact=True).click()
    expect(page.locator(".tried-state")).to_contain_text("Chờ ý kiến chuyên ngành")
    page.get_by_role("button", name="ngay sau hạn của nơi được hỏi").click()
    expect(page.locator(".tried-now")).to_contain_text("Không trả lời đúng hạn")
    page.get_by_role("button", name="Đủ ý kiến - soạn kết quả").click()
    expect(page.locator(".tried-state")).to_contain_text("Soạn giấy phép")
    page.get_by_role("button", name="Lùi một bước").click()
    expect(page.locator(".tried-state")).to_contain_text("Chờ ý kiến chuyên ngành")


def test_what_is_seen_on_the_way_can_be_read_by_everybody(visit: Come) -> None:
    come = visit("linh.bui")
    page = come.go(TRY)
    page.locator("summary").first.click()
    found = findings(come, "vi")
    for name in ("Nộp hồ sơ", "Tiếp nhận", "Chuyển Sở Xây dựng", "Phân công"):
        page.get_by_role("button", name=name, exact=True).click()
    page.get_by_role("button", name="Đã gửi đủ - chờ ý kiến", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Biên bản kiểm tra thực địa")
    page.evaluate("document.querySelectorAll('main details').forEach((each) => each.open = true)")
    found += findings(come, "vi")
    page.get_by_role("button", name="Ghi lại thành kiểm thử").click()
    found += findings(come, "vi")
    page.get_by_role("button", name="Chạy các kiểm thử của quy trình").click()
    expect(page.locator("#report")).to_contain_text("Mọi kiểm thử đều như mong đợi")
    found += findings(come, "vi")
    page.get_by_role("link", name="Diễn lại hồ sơ kỳ trước").click()
    page.get_by_role("button", name="Diễn lại", exact=True).click()
    found += findings(come, "vi")
    assert found == []
