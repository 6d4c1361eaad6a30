"""A decree that reaches running cases: forty-eight are brought over, and brought back.

Somebody has one of them open meanwhile.  Everything works without scripts too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from motcua.acting import system
from motcua.people import accounts
from motcua.workflows.actions import publish
from tests.browser.conftest import NARROW, PASSWORD, Come, Served, Visit, serving
from tests.browser.seeing import findings
from tests.make import MONDAY
from tests.make_migrations import (
    PROCEDURE,
    RENAMED,
    SHORTER,
    filed,
    people_enter,
    text_of,
    walked,
)

pytestmark = [pytest.mark.browser]

CASES = 48
REASON = "Nghị định 300/2026/NĐ-CP, Điều 12"
HERE = f"/quan-tri/thu-tuc/{PROCEDURE}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An office with forty-eight cases at one step, and a new version of their procedure."""
    with serving(tmp_path_factory.mktemp("office")) as served:
        office = served.app.registry["motcua.office"]

        def fill(root: Any) -> None:
            people_enter(office, root)
            publish(system(office, root, MONDAY), text_of(1))
            for _each in range(CASES):
                walked(office, root, filed(office, root), "assign")
            accounts.set_password(system(office, root, MONDAY), "hai", PASSWORD)

        served.look(fill)
        text = text_of(2, *RENAMED, *SHORTER)
        served.look(lambda root: publish(system(office, root, MONDAY), text) and None)
        served.work()
        yield served


def codes(root: Any) -> list[str]:
    cases = (case for _key, case in root.cases.shelf.items())
    return sorted(case.code for case in cases if case.procedure == PROCEDURE)


def versions(root: Any) -> set[int]:
    cases = (case for _key, case in root.cases.shelf.items())
    return {case.version for case in cases if case.procedure == PROCEDURE}


def planned(linh: Visit) -> None:
    """Choose, look at the plan, choose the step that took the place of the old one."""
    linh.go(f"{HERE}/2")
    linh.link("Hồ sơ đang chạy").click()
    expect(linh.main).to_contain_text(f"bản 1 ({CASES} hồ sơ đang chạy)")
    linh.page.check("input[value=recount]")
    linh.page.fill("textarea", REASON)
    linh.button("Xem kế hoạch").click()
    expect(linh.main).to_contain_text("M01")
    expect(linh.main).to_contain_text(f"{CASES} hồ sơ đang ở bước “Thẩm định” mà bản 2 không còn")
    linh.page.get_by_label("Thẩm định", exact=True).select_option("examining")
    linh.button("Lập lại kế hoạch với các bước này").click()
    expect(linh.button(f"Chuyển {CASES} hồ sơ")).to_be_visible()


def test_forty_eight_cases(visit: Come, served: Served) -> None:
    linh, hai = visit("linh.bui"), visit("hai")
    code = served.look(codes)[0]
    hai.go(f"/ho-so/{code}/complete")
    hai.page.fill("main textarea", "Xin bổ sung bản vẽ mặt bằng tầng hai")

    planned(linh)
    assert findings(linh, "vi") == []
    linh.button(f"Chuyển {CASES} hồ sơ").click()
    expect(linh.main).to_contain_text(f"Đã chuyển 0 trên {CASES} hồ sơ")
    assert findings(linh, "vi") == []
    assert served.look(versions) == {1}

    # The worker does it, and the page renews itself.
    served.work()
    expect(linh.main).to_contain_text(f"Đã chuyển {CASES} trên {CASES} hồ sơ")
    expect(linh.main).to_contain_text("Đợt 1: 48 hồ sơ")
    assert served.look(versions) == {2}
    assert findings(linh, "vi") == []

    # Who had it open is told, and nothing that was typed is lost.
    hai.page.locator("main form button[type=submit]").last.click()
    expect(hai.main).to_contain_text("Quy trình của hồ sơ này đã đổi sang bản 2")
    expect(hai.page.locator("main textarea")).to_have_value("Xin bổ sung bản vẽ mặt bằng tầng hai")
    hai.go(f"/ho-so/{code}")
    expect(hai.main).to_contain_text("Chuyển từ bản 1 sang bản 2 của quy trình")
    expect(hai.main).to_contain_text(REASON)

    linh.link("Đưa về bản cũ Đợt 1: 48 hồ sơ").click()
    linh.page.fill("[name=reason]", "Văn bản được hoãn thi hành")
    assert findings(linh, "vi") == []
    linh.button("Đưa hồ sơ về bản cũ").click()
    expect(linh.main).to_contain_text("48 hồ sơ đã theo lại bản cũ")
    assert served.look(versions) == {1}


def test_without_scripts_on_a_telephone(visit: Come, served: Served) -> None:
    linh = visit("linh.bui", NARROW, java_script_enabled=False)
    planned(linh)
    linh.button(f"Chuyển {CASES} hồ sơ").click()
    linh.button("Dừng lại").click()
    expect(linh.main).to_contain_text("Đã dừng")
    served.work()
    assert served.look(versions) == {1}
    linh.button("Cho chạy tiếp").click()
    served.work()
    linh.link("Xem lại").click()
    expect(linh.main).to_contain_text("Đã xong")
    assert served.look(versions) == {2}
