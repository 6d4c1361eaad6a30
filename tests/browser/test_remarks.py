"""Remarks from the body's form to the official table, and two officials at one remark."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from motcua.cases.actions import perform
from motcua.consultations.actions import ask_opinions
from tests.browser.beforehand import a_permit, acting
from tests.browser.conftest import NARROW, Come, Served
from tests.browser.seeing import findings

pytestmark = [pytest.mark.browser]

CLERK, HEAD, OFFICER = "mai.tran", "vinh.le", "ha.nguyen"
POLICE, LAND = "giang.hua", "xuan.doan"
SAME = "Bổ sung lối thoát nạn thứ hai."


@pytest.fixture
def asked(served: Served) -> tuple[str, dict[str, str]]:
    """A case about which police and land are asked: its code, and where each question is."""

    def ask(root: Any) -> tuple[str, dict[str, str]]:
        case = a_permit(acting(served, root, CLERK), "counter").case
        perform(acting(served, root, CLERK), case, "receive", {})
        perform(acting(served, root, CLERK), case, "transfer", {})
        perform(acting(served, root, HEAD), case, "assign", {"officer": OFFICER})
        sent = ask_opinions(
            acting(served, root, OFFICER),
            case,
            "chuyen_nganh",
            units=["cong-an-tinh", "so-nnmt"],
            question="Đề nghị cho ý kiến về phòng cháy.",
        )
        return case.code, {each.unit: f"/y-kien/{each.id}" for each in sent.requests}

    found: tuple[str, dict[str, str]] = served.look(ask)
    return found


def test_remarks_are_made_merged_answered_and_printed(
    visit: Come, asked: tuple[str, dict[str, str]]
) -> None:
    code, questions = asked
    police = visit(POLICE, NARROW, java_script_enabled=False)
    page = police.go(questions["cong-an-tinh"])
    page.check("[name=outcome][value=agree_with_remarks]")
    for number in range(1, 4):
        page.fill(f"#form-remarks-{number}-remark", f"Góp ý thứ {number}.")
    page.click("[name=more-remarks]")
    expect(page.locator("#form-remarks-3-remark")).to_have_value("Góp ý thứ 3.")
    page.fill("#form-remarks-4-place", "Điều 5 khoản 2")
    page.fill("#form-remarks-4-remark", SAME)
    page.click("button[name=give]")
    expect(page.locator(".given")).to_contain_text(SAME)

    land = visit(LAND)
    page = land.go(questions["so-nnmt"])
    assert findings(land, "vi") == []
    page.check("[name=outcome][value=disagree]")
    page.fill("[name=text]", "Vị trí nằm ngoài quy hoạch.")
    page.fill("#form-remarks-1-place", "điều 5, khoản 2")
    page.fill("#form-remarks-1-remark", "bổ sung lối thoát nạn thứ hai")
    page.click("button[name=give]")

    officer = visit(OFFICER)
    page = officer.go(f"/ho-so/{code}")
    officer.link("Góp ý cần giải trình: 5").click()
    page.click(".ledger-alike button")
    line = page.locator(".ledger-line").first
    expect(line).to_contain_text("Công an tỉnh")
    expect(line).to_contain_text("Sở NN&MT")
    line.locator("summary").click()
    line.locator("input[value=accepted]").check()
    line.locator("textarea").fill("Đã bổ sung vào bản vẽ KT-04.")
    line.get_by_role("button", name="Ghi giải trình").click()
    expect(officer.main).to_contain_text("Đã giải trình 2/5 góp ý")
    against = page.locator("section[aria-labelledby=against]")
    against.locator("summary").click()
    against.locator("textarea").fill("Quy hoạch đã được điều chỉnh.")
    against.get_by_role("button").click()
    expect(officer.main).to_contain_text("Đã ghi lý do")

    for path in (f"/ho-so/{code}/giai-trinh", "/xin-y-kien"):
        officer.go(path)
        assert findings(officer, "vi") == []
    land.go("/y-kien/cac-buoc")
    assert findings(land, "vi") == []

    page = officer.go(f"/ho-so/{code}/tong-hop")
    for said in (SAME, "Đã bổ sung vào bản vẽ KT-04.", "Quy hoạch đã được điều chỉnh."):
        expect(page.locator("body")).to_contain_text(said)


def test_two_officials_at_one_remark_lose_neither_text(
    visit: Come, asked: tuple[str, dict[str, str]]
) -> None:
    code, questions = asked
    page = visit(POLICE).go(questions["cong-an-tinh"])
    page.check("[name=outcome][value=agree_with_remarks]")
    page.fill("#form-remarks-1-remark", SAME)
    page.click("button[name=give]")

    first, second = visit(OFFICER), visit(OFFICER, NARROW)
    for each in (first, second):
        each.go(f"/ho-so/{code}/giai-trinh").locator(".ledger-line summary").first.click()
    for each, kind, words in ((first, "kept", "Chữ thứ nhất"), (second, "partly", "Chữ thứ hai")):
        line = each.page.locator(".ledger-line").first
        line.locator(f"input[value={kind}]").check()
        line.locator("textarea").fill(words)
        line.get_by_role("button", name="Ghi giải trình").click()
    expect(second.page.locator(".two-texts")).to_contain_text("Chữ thứ nhất")
    expect(second.page.locator(".ledger-line textarea").first).to_have_value("Chữ thứ hai")
    second.button("Ghi giải trình").first.click()
    expect(second.page.locator(".ledger-told")).to_contain_text("Chữ thứ hai")


def test_the_asker_urges_several_bodies_at_once(
    visit: Come, asked: tuple[str, dict[str, str]]
) -> None:
    code, _questions = asked
    officer = visit(OFFICER)
    page = officer.go("/xin-y-kien")
    row = page.locator("table.asked tbody tr").filter(has_text=code)
    for box in row.locator("input[type=checkbox]").all():
        box.check()
    officer.button("Đôn đốc").click()
    expect(officer.main).to_contain_text("Đã đôn đốc 2 nơi.")
