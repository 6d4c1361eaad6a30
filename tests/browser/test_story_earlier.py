"""Nobody needs to be asked; then an earlier opinion is used; and the body speaks for itself."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, Come, Served
from tests.browser.seeing import findings

pytestmark = [pytest.mark.browser]

OFFICER, BODY = "ha.nguyen", "pang.lo"
EARLIER, LATER = "Nhà kho lạnh Cụm công nghiệp Long Phước", "Trụ sở làm việc Hợp tác xã Sông Xanh"
REASON = "Công trình nằm trong quy hoạch chi tiết đã lấy ý kiến."


@pytest.fixture
def codes(served: Served) -> dict[str, str]:
    """The code of each case of the sample, by its subject."""

    def read(root: Any) -> dict[str, str]:
        shelf = root.cases.shelf
        return {shelf[key].subject: str(shelf[key].code) for key in shelf}

    found: dict[str, str] = served.look(read)
    return found


def test_from_nobody_needed_to_the_bodys_own_words(visit: Come, codes: dict[str, str]) -> None:
    officer = visit(OFFICER)
    page = officer.go(f"/ho-so/{codes[LATER]}")
    officer.main.get_by_role("link", name="Không cần hỏi ai").first.click()
    assert findings(officer, "vi") == []
    officer.button("Ghi nhận không cần hỏi ai").click()
    expect(page.locator(".error-summary")).to_contain_text("Vì sao không cần hỏi ai")
    page.locator("main textarea").fill(REASON)
    officer.button("Ghi nhận không cần hỏi ai").click()
    expect(officer.main).to_contain_text(REASON)

    page = officer.go(f"/ho-so/{codes[LATER]}/lay-y-kien/chuyen_nganh")
    officer.link("Dùng lại ý kiến của hồ sơ trước").click()
    page.fill("main input[type=text]", codes[EARLIER])
    officer.button("Xem các ý kiến").click()
    officer.main.get_by_role("link", name="Xem ý kiến này").click()
    assert findings(officer, "vi") == []
    page.locator("main textarea").last.fill("Cùng cụm công nghiệp, cùng bản vẽ.")
    officer.button("Dùng lại ý kiến này").click()
    expect(officer.main).to_contain_text("dùng lại")
    taken = page.locator("table.bodies a", has_text="Sở NN&MT").get_attribute("href")

    body = visit(BODY, NARROW)
    page = body.go(str(taken))
    expect(body.main).to_contain_text("Cùng cụm công nghiệp, cùng bản vẽ.")
    assert findings(body, "vi") == []
    page.set_viewport_size(NARROW)
    body.link("Tự cho ý kiến của đơn vị").click()
    body.button("Tự cho ý kiến của đơn vị").click()
    page.check("[name=outcome][value=disagree]")
    page.fill("[name=text]", "Vị trí mới nằm trong hành lang thoát lũ.")
    body.button("Ký và gửi").click()

    officer.go(f"/ho-so/{codes[LATER]}")
    expect(officer.page.locator("table.bodies")).to_contain_text("Không đồng ý")
    expect(officer.main).to_contain_text("Vị trí mới nằm trong hành lang thoát lũ.")
