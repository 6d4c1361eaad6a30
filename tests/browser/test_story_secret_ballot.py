"""A secret ballot on a telephone: nobody learns how anybody voted, only that they did.

The Office asks fifteen members in secret and sees on its agenda who has
voted.  One member votes on a telephone of 320 px; neither the secretary's page
nor the member's own tells what was chosen.  After the limit only sums stand.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from motcua.ballots.actions import sign
from motcua.ballots.content import Answer
from motcua.pages.asking import OFFICE
from tests.browser.beforehand import SECRET, SECRETARY, a_draft_decision, acting, publish_secret
from tests.browser.conftest import NARROW, Come, Served

pytestmark = [pytest.mark.browser]

NOW = datetime(2026, 11, 23, 9, 30)
AFTER = datetime(2026, 11, 30, 8, 0)
MEMBER = "khoa.nguyen"
OTHERS = 4


def _others_vote(served: Served, root: Any, code: bytes) -> None:
    [ballot] = root.ballots.of_case(root.cases.codes[code])
    for slip in [each for each in ballot.voters if each.person != MEMBER][:OTHERS]:
        said = [Answer(matter.id, "agree") for matter in ballot.matters]
        sign(acting(served, root, slip.person), slip, said, slip.revision)


def test_a_secret_vote_on_a_telephone(served: Served, visit: Come, tmp_path: Path) -> None:
    served.app.registry[OFFICE].settings["motcua.urns"] = str(tmp_path)
    served.hands.turn_to(NOW)
    served.look(publish_secret)
    code = str(served.look(lambda root: a_draft_decision(served, root, procedure=SECRET).code))

    member = visit(MEMBER, NARROW)
    page = member.go("/viec")
    page.locator("[data-line]", has_text=code).locator("[data-open]").click()
    expect(page.locator(".silence-said")).to_contain_text("kín")
    expect(page.locator("textarea[name^=text-]")).to_have_count(0)
    expect(member.button("Lưu")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    page.locator("#c-1-agree").check()
    page.locator("#c-2-disagree").check()
    member.button("Xem lại và ký").click()
    expect(page.locator(".slip-review")).to_contain_text("Không đồng ý")
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    member.button("Ký và gửi").click()
    expect(page.locator(".notice-done")).to_contain_text("Phiếu đã được ký")
    own = served.look(
        lambda root: next(
            each.id
            for each in root.ballots.of_case(root.cases.codes[code.encode()])[0].slips
            if each.person == MEMBER
        )
    )
    page = member.go(f"/phieu/{own}")
    expect(page.locator(".slip-done")).to_contain_text("Đã cho ý kiến")
    expect(page.locator(".slip-done")).not_to_contain_text("Không đồng ý")

    served.look(lambda root: _others_vote(served, root, code.encode()))
    office = visit(SECRETARY)
    page = office.go("/lay-phieu")
    expect(page.locator(".sessions-agenda > li", has_text=code)).to_contain_text("5/15")
    page.locator(".sessions-agenda > li", has_text=code).get_by_role("link").first.click()
    expect(page.locator(".member", has_text="Nguyễn Đăng Khoa")).to_contain_text("Đã cho ý kiến")
    expect(page.locator(".member-answers")).to_have_count(0)
    expect(page.locator(".agenda-sums")).to_have_count(0)

    served.hands.turn_to(AFTER)
    served.work()
    office = visit(SECRETARY)
    page = office.go("/lay-phieu")
    page.locator(".sessions-agenda > li", has_text=code).get_by_role("link").first.click()
    expect(page.locator(".agenda-sums").nth(1)).to_contain_text("không đồng ý 1")
    expect(page.locator(".member-answers")).to_have_count(0)
