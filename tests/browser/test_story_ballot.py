"""A member of the People's Committee votes on a telephone of 320 px, with two thumbs.

The Office asks fifteen members whether a draft decision is adopted.  One of
them reads the draft, disagrees without saying why, is told, writes the reason,
reads what is to be signed and signs it.
"""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import expect

from tests.browser.beforehand import a_draft_decision
from tests.browser.conftest import NARROW, Come, Served

pytestmark = [pytest.mark.browser]

NOW = datetime(2026, 11, 23, 9, 30)
TARGET = 44
"""Pixels that a thumb needs."""


def test_a_member_votes_on_a_telephone(served: Served, visit: Come) -> None:
    served.hands.turn_to(NOW)
    code = str(served.look(lambda root: a_draft_decision(served, root).code))
    member = visit("khoa.nguyen", NARROW)
    page = member.go("/viec")
    page.locator("[data-line]", has_text=code).locator("[data-open]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lấy phiếu thành viên UBND tỉnh")
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    for choice in page.locator(".vote-choice label").all():
        box = choice.bounding_box()
        assert box is not None
        assert box["height"] >= TARGET
    expect(page.locator("#t-1")).to_be_hidden()
    page.get_by_label("Đồng ý", exact=True).first.check()
    expect(page.locator("#t-1")).to_be_hidden()
    page.locator("#c-2-disagree").check()
    expect(page.locator("#t-2")).to_be_visible()
    with member.unheard():  # A refusal is an answer of its own.
        member.button("Xem lại và ký").click()
        expect(page.locator(".error-summary")).to_contain_text("còn thiếu lý do")
    page.fill("#t-2", "Thời điểm áp dụng quá gấp.")
    member.button("Xem lại và ký").click()
    review = page.locator(".slip-review")
    expect(review).to_contain_text("Không đồng ý")
    expect(review).to_contain_text("Thời điểm áp dụng quá gấp.")
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    member.button("Ký và gửi").click()
    expect(page.locator(".notice-done")).to_contain_text("Phiếu đã được ký")
    expect(page.locator("[data-line]", has_text=code)).to_have_count(0)

    office = visit("huy.ly")
    page = office.go(f"/ho-so/{code}")
    office.link("Lấy phiếu thành viên UBND tỉnh").first.click()
    expect(page.locator(".member", has_text="Nguyễn Đăng Khoa")).to_contain_text(
        "Thời điểm áp dụng quá gấp."
    )
