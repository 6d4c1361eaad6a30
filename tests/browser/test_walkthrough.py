"""What ``docs/guide`` walks through on the sample province, walked by those who stand in it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, Come, Served
from tests.make import ROOT

pytestmark = [pytest.mark.browser]

ASKER, ASKED, MEMBER, SECRETARY, CONTROL = (
    "duyen.truong",
    "ha.nguyen",
    "giang.hua",
    "lan.phan",
    "tung.do",
)
PROJECT = "Công ty cổ phần Đầu tư Long Thành Xanh"
DRAFT = "Dự thảo Quyết định quy định giá nước sạch sinh hoạt"


def test_five_bodies_are_asked_about_one_project(visit: Come) -> None:
    asker = visit(ASKER)
    page = asker.go("/xin-y-kien")
    page.get_by_role("link", name=PROJECT).click()
    expect(asker.main).to_contain_text("đã có 2/5 trả lời")
    police = page.locator("table.bodies tbody tr", has_text="Công an tỉnh")
    police.get_by_role("link", name="Đôn đốc").click()
    page.fill("[name=reason]", "Đề nghị trả lời trước thứ Năm.")
    asker.button("Đôn đốc").click()

    asked = visit(ASKED)
    page = asked.go("/y-kien")
    page.get_by_role("link", name=PROJECT).click()
    page.check("[name=outcome][value=agree_with_remarks]")
    page.fill("#form-remarks-1-place", "Mục 3")
    page.fill("#form-remarks-1-remark", "Bổ sung nút giao với đường tỉnh.")
    asked.button("Ký và gửi").click()

    page = asker.go("/xin-y-kien")
    page.get_by_role("link", name=PROJECT).click()
    expect(asker.main).to_contain_text("đã có 3/5 trả lời")
    asker.link("Góp ý cần giải trình: 2").click()
    expect(asker.main).to_contain_text("Bổ sung nút giao với đường tỉnh.")


def test_the_members_vote_on_a_draft_decision(visit: Come) -> None:
    member = visit(MEMBER, NARROW)
    member.page.locator("a[href^='/phieu/']").first.click()
    member.page.check("[value=agree]")
    member.button("Xem lại và ký").click()
    member.button("Ký và gửi").click()

    secretary = visit(SECRETARY)
    secretary.go("/lay-phieu")
    expect(secretary.main).to_contain_text(DRAFT)
    expect(secretary.main).to_contain_text("4/15 thành viên đã cho ý kiến")


def test_whoever_watches_procedures_sees_every_body(visit: Come, served: Served) -> None:
    served.work()
    control = visit(CONTROL)
    control.go("/xin-y-kien")
    control.link("Mọi hồ sơ của đơn vị").click()
    expect(control.main).to_contain_text(PROJECT)
    control.link("Các cơ quan trả lời thế nào").click()
    expect(control.main).to_contain_text("Im lặng")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_guide_names_them(language: str) -> None:
    text = (ROOT / "docs" / "guide" / language / "walkthrough.md").read_text("utf8")
    for each in (ASKER, ASKED, MEMBER, SECRETARY, CONTROL, PROJECT, DRAFT):
        assert each in text
