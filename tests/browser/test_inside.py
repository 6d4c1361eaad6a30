"""Inside the asked body, with hands and eyes: three at one answer, two at one draft."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from motcua.cases.actions import perform
from motcua.cases.content import Applicant, Enclosure
from motcua.cases.filing import file_case
from motcua.consultations.actions import ask_opinions
from motcua.documents.keeping import keep
from motcua.workflows import versions
from tests.browser.beforehand import acting
from tests.browser.conftest import NARROW, Come, Served
from tests.browser.seeing import findings
from tests.make_consultations import publish
from tests.make_documents import a_pdf
from tests.make_inside import LIVELY

pytestmark = [pytest.mark.browser]

CLERK, HEAD, OFFICER = "mai.tran", "vinh.le", "ha.nguyen"
DRAFTS, DRAFTS_TOO, CHECKS, SIGNS = "ngoc.dam", "toan.pham", "hung.ton", "phuc.vuong"
"""Of the Department of Industry and Trade, which works in steps."""
LAND, LAND_HEAD = "xuan.doan", "cuong.ha"


@pytest.fixture
def asked(served: Served) -> dict[str, str]:
    """A case of a procedure that allows everything: its code, secret, and the questions."""

    def ask(root: Any) -> dict[str, str]:
        clerk = acting(served, root, CLERK)
        if versions.last(root, "thu-nghiem") is None:
            publish(root, LIVELY)
        rules = versions.in_force(root, "thu-nghiem", clerk.now.date())
        paper = keep(clerk, "don.pdf", a_pdf(), "application/pdf", kind="paper")
        filed = file_case(
            clerk,
            rules,
            applicant=Applicant("Công ty Sông Xanh"),
            answers={},
            enclosures=[Enclosure("don", paper, clerk.now, CLERK)],
            receiving_unit="ttpvhcc-tinh",
            subject="Nhà xưởng",
        )
        perform(acting(served, root, HEAD), filed.case, "assign", {"officer": OFFICER})
        sent = ask_opinions(
            acting(served, root, OFFICER),
            filed.case,
            "bodies",
            units=["cong-an-tinh", "so-cong-thuong", "so-nnmt"],
            question="Đề nghị cho ý kiến về nhà xưởng.",
        )
        questions = {each.unit: f"/y-kien/{each.id}" for each in sent.requests}
        return {"code": filed.case.code, "secret": filed.secret, **questions}

    found: dict[str, str] = served.look(ask)
    return found


def test_three_people_make_one_answer(visit: Come, asked: dict[str, str]) -> None:
    here = asked["so-cong-thuong"]
    drafts = visit(DRAFTS, NARROW, java_script_enabled=False)
    page = drafts.go(here)
    page.check("[name=outcome][value=agree_with_remarks]")
    page.fill("#form-remarks-1-remark", "Bổ sung lối thoát nạn.")
    page.click("button[name=submit]")
    expect(drafts.main).to_contain_text("Đã trình dự thảo.")
    expect(page.locator("button[name=give]")).to_have_count(0)

    checks = visit(CHECKS)
    page = checks.go("/viec")
    expect(page.locator("ol.work")).to_contain_text("Chờ kiểm tra")
    page = checks.go(here)
    assert findings(checks, "vi") == []
    checks.link("Trả lại để sửa").click()
    page.fill("[name=reason]", "Nêu rõ tầng nào.")
    assert findings(checks, "vi") == []
    page.click("button[name=do]")

    drafts = visit(DRAFTS)
    page = drafts.go(here)
    expect(drafts.main).to_contain_text("Nêu rõ tầng nào.")
    assert findings(drafts, "vi") == []
    page.fill("#form-remarks-1-remark", "Bổ sung lối thoát nạn ở tầng 2.")
    page.click("button[name=submit]")

    checks.go(here)
    checks.button("Đã kiểm tra, chuyển tiếp").click()
    signs = visit(SIGNS, NARROW)
    signs.go(here)
    expect(signs.page.locator(".submitted")).to_contain_text("tầng 2")
    signs.button("Ký và gửi nguyên văn").click()
    expect(signs.page.locator(".given")).to_contain_text("Bổ sung lối thoát nạn ở tầng 2.")

    officer = visit(OFFICER)
    page = officer.go(f"/ho-so/{asked['code']}")
    expect(page.locator("table.bodies")).to_contain_text("Sở Công Thương")
    expect(officer.main).not_to_contain_text("Nêu rõ tầng nào.")


def test_two_at_one_draft_lose_neither_text_on_the_way_to_the_signature(
    visit: Come, asked: dict[str, str]
) -> None:
    here = asked["so-cong-thuong"]
    first, second = visit(DRAFTS), visit(DRAFTS_TOO, NARROW)
    for each, words in ((first, "Bản của Ngọc."), (second, "Bản của Toàn.")):
        each.go(here)
        each.page.check("[name=outcome][value=agree]")
        each.page.fill("[name=text]", words)
    first.page.click("button[name=draft]")
    with second.unheard():
        second.page.click("button[name=submit]")
    expect(second.page.locator(".two-texts")).to_contain_text("Bản của Ngọc.")
    expect(second.page.locator("[name=text]")).to_have_value("Bản của Toàn.")
    assert findings(second, "vi") == []
    second.page.fill("[name=text]", "Bản của Ngọc và của Toàn.")
    second.page.click("button[name=submit]")
    expect(second.main).to_contain_text("Đã trình dự thảo.")
    first.page.fill("[name=text]", "Sửa lén.")
    with first.unheard():
        first.page.click("button[name=draft]")
    expect(first.main).to_contain_text("trong khi chờ, không sửa dự thảo")
    expect(first.page.locator("[name=text]")).to_have_value("Sửa lén.")
    visit(CHECKS).go(here)
    checks = visit(CHECKS)
    checks.go(here)
    expect(checks.page.locator(".submitted")).to_contain_text("Bản của Ngọc và của Toàn.")


def test_a_body_asks_others_and_the_applicant(
    visit: Come, served: Served, asked: dict[str, str]
) -> None:
    here = asked["so-nnmt"]
    land = visit(LAND)
    page = land.go(f"{here}/hoi-tiep")
    assert findings(land, "vi") == []
    page.locator("input[type=checkbox][value=vpdk-dat-dai]").check()
    page.click("button[name=do]")
    expect(land.main).to_contain_text("Đã hỏi tiếp")
    page = land.go(f"{here}/hoi-bo-sung")
    assert findings(land, "vi") == []
    page.check("[name=of][value=applicant]")
    page.fill("[name=words]", "Gửi bản đồ hiện trạng.")
    page.click("button[name=do]")
    expect(land.main).to_contain_text("Thời gian của cơ quan dừng")
    assert findings(land, "vi") == []
    officer = visit(OFFICER)
    officer.go(f"/ho-so/{asked['code']}")
    assert findings(officer, "vi") == []
    officer.go(f"{here}/tra-bo-sung")
    assert findings(officer, "vi") == []

    served.forget_tries()
    citizen = visit("", NARROW)
    page = citizen.go(f"/tra-cuu/{asked['code']}/{asked['secret']}")
    assert findings(citizen, "vi") == []
    citizen.link("Xem nội dung và trả lời").click()
    assert findings(citizen, "vi") == []
    page.fill("[name=words]", "Tôi gửi bản đồ.")
    page.click("button[name=send]")
    expect(citizen.main).to_contain_text("Cơ quan tiếp tục xem xét hồ sơ")
    land.go(here)
    expect(land.main).to_contain_text("Tôi gửi bản đồ.")


def test_the_head_writes_a_standing_opinion(visit: Come, asked: dict[str, str]) -> None:
    head = visit(LAND_HEAD)
    page = head.go("/y-kien/y-kien-chung")
    assert findings(head, "vi") == []
    page.locator("a[href*='/moi/so-nnmt/']").first.click()
    assert findings(head, "vi") == []
    page.locator("[name=field]").first.select_option("di_tich")
    page.locator("[name=value]").first.fill("không")
    page.check("[name=outcome][value=agree]")
    page.fill("[name=reason]", "CV 12/SNNMT")
    page.click("button[name=make]")
    expect(head.main).to_contain_text("Di tích là không")
    assert findings(head, "vi") == []
    page.locator("table.asked tbody a").first.click()
    assert findings(head, "vi") == []
