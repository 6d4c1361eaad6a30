"""The decree morning, from the paper on the desk to the last running case.

Decree: whatever an officer proposes for signature is examined once more by the
head of division, within two working days, who may give it back.  Linh writes
it, tries it out below the text and proposes it; Thủy puts it into force; the
forty-eight cases that run are brought over; and Hải, who has one of them open,
is told.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from motcua.acting import system
from motcua.people import accounts
from motcua.workflows import editing, versions
from tests.browser.conftest import PASSWORD, Come, Served, Visit, serving
from tests.browser.seeing import findings
from tests.make import MONDAY, ROOT
from tests.make_migrations import EXAMPLE, PROCEDURE, filed, people_enter, walked

pytestmark = [pytest.mark.browser]

CASES = 48
REASON = "Nghị định 300/2026/NĐ-CP, Điều 12"
HERE = f"/quan-tri/thu-tuc/{PROCEDURE}"
TITLE = "Thẩm định lại"
FINDING = "main [name=ket_luan][value=chap_thuan]"

STEP = """
  re_examination:
    title: {vi: Thẩm định lại, en: Examined once more}
    within: 2 working days
    edit: head
    actions:
      confirm: {title: {vi: Đồng ý trình, en: Confirm}, by: head, to: signing}
      give_back: {title: {vi: Trả lại chuyên viên, en: Give back}, by: head, to: processing,
                  ask: ly_do}
"""
BEFORE = "\n  signed:"

TESTS = """
tests:
  complete:
    title: {vi: Thiếu giấy tờ thì chờ, en: Waits for papers}
    begins: 23/11/2026 08:00
    steps:
      - {who: clerk, does: receive}
      - {who: head, does: assign, expect: {state: processing}}
      - {who: officer, does: complete, expect: {state: waiting, clock: paused}}
  straight:
    title: {vi: Chuyên viên trình thẳng lãnh đạo, en: Straight to the leader}
    begins: 23/11/2026 08:00
    steps:
      - {who: clerk, does: receive}
      - {who: head, does: assign}
      - {who: officer, does: propose, expect: {state: signing}}
"""
"""The second of them expects what the decree has ended."""


@pytest.fixture(scope="module")
def workflows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("procedures") / "workflows"
    shutil.copytree(ROOT / "workflows", folder)
    (folder / PROCEDURE).mkdir()
    shutil.copy(EXAMPLE, folder / PROCEDURE / "1.yaml")
    (folder / PROCEDURE / "tests.yaml").write_text(TESTS, "utf8")
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, workflows: Path) -> Iterator[Served]:
    """Serve an office in which forty-eight cases are being examined."""
    folder = tmp_path_factory.mktemp("office")
    with serving(folder, **{"motcua.workflows": str(workflows)}) as served:
        office = served.app.registry["motcua.office"]

        def fill(root: Any) -> None:
            people_enter(office, root)
            for _each in range(CASES):
                walked(office, root, filed(office, root), "assign")
            for person in ("hai", "binh"):
                accounts.set_password(system(office, root, MONDAY), person, PASSWORD)

        served.look(fill)
        served.work()
        yield served


def test_the_decree_morning(visit: Come, served: Served, workflows: Path) -> None:
    linh, thuy = visit("linh.bui"), visit("thuy.dao")
    hai, binh = visit("hai"), visit("binh")
    code = served.look(_codes)[0]
    hai.go(f"/ho-so/{code}/propose")

    text = _writes(linh)
    _tries_it_out(linh)
    _proposes(linh)
    _publishes(thuy)
    assert (workflows / PROCEDURE / "2.yaml").read_text("utf8") == text
    assert served.look(_versions) == {1}, "publishing brings no case over"

    _brings_over(linh, served)
    _is_told(hai, code)
    hai.go(f"/ho-so/{code}/propose")
    hai.page.check(FINDING)
    _sends(hai)
    expect(hai.main).to_contain_text(TITLE)
    binh.go(f"/ho-so/{code}")
    expect(binh.main).to_contain_text(TITLE)
    binh.go(f"/ho-so/{code}/give_back")
    binh.page.fill("main [name=ly_do]", "Thiếu tính toán kết cấu")
    _sends(binh)
    hai.go(f"/ho-so/{code}")
    expect(hai.main).to_contain_text("Thẩm định")
    expect(hai.main).to_contain_text("Thiếu tính toán kết cấu")


def _writes(linh: Visit) -> str:
    """Begin a draft, and write the step and the way that leads there."""
    page = linh.go("/quan-tri/du-thao")
    page.locator(f"form[action$='/{PROCEDURE}/sua'] button").click()
    area = page.locator("#text")
    text = area.input_value().replace(BEFORE, STEP + BEFORE, 1)
    place = ("states", "processing", "actions", "propose", "to")
    text = editing.put(text, place, "re_examination")
    area.fill(text)
    expect(page.locator(".editor-seen")).to_contain_text("bước mới")
    expect(page.locator("#problems + *")).to_contain_text("Không có lỗi nào")
    return text


def _tries_it_out(linh: Visit) -> None:
    """Play what is not saved yet; the text stays, and so does the play when it is saved."""
    page, now = linh.page, linh.page.locator(".tried-state")
    typed = page.locator("#text").input_value()
    page.fill("#begins", "23/11/2026 08:00")
    for name in ("Nộp hồ sơ", "Tiếp nhận", "Phân công", "Trình ký"):
        linh.button(name).click()
    expect(now).to_contain_text(TITLE)
    expect(page.locator(".tried-now")).to_contain_text("17:00 thứ Năm, 26/11/2026")
    page.fill("#moment", "25/11/2026 09:00")
    page.press("#moment", "Enter")
    expect(now).to_contain_text("25/11/2026")
    linh.button("Trả lại chuyên viên").click()
    expect(now).to_contain_text("Thẩm định")
    expect(now).not_to_contain_text(TITLE)
    assert page.locator("#text").input_value() == typed
    page.keyboard.press("Control+s")
    expect(linh.main).to_contain_text("Đã lưu")
    expect(now).to_contain_text("25/11/2026")
    # One test of before expects the way that the decree has closed.
    expect(page.locator("#tested")).to_contain_text("Có điểm không như mong đợi")
    expect(page.locator("#tested")).to_contain_text("Chuyên viên trình thẳng lãnh đạo")
    assert findings(linh, "vi") == []


FAILS = "1 trong 2 kiểm thử của quy trình này không kết thúc như mong đợi."


def _proposes(linh: Visit) -> None:
    linh.button("Lưu và đề nghị …").click()
    expect(linh.main).to_contain_text(FAILS)
    linh.page.fill("[name=reason]", REASON)
    linh.button("Đề nghị ban hành").click()
    expect(linh.page.locator(".error-summary")).to_contain_text(FAILS)
    _ticks(linh)
    linh.button("Đề nghị ban hành").click()
    expect(linh.main).to_contain_text("Người khác quyết định")
    assert findings(linh, "vi") == []


def _publishes(thuy: Visit) -> None:
    """Read what changes, whom it reaches and that a test fails; put it into force."""
    page = thuy.go("/quan-tri/du-thao")
    page.locator("#proposals + ul li").filter(has_text="Thủ tục ví dụ").locator("a.btn").click()
    for said in (REASON, FAILS, f"{TITLE}: bước mới", "processing.propose"):
        expect(thuy.main).to_contain_text(said)
    expect(thuy.main).to_contain_text(f"{CASES} hồ sơ đang chạy theo bản 1")
    assert findings(thuy, "vi") == []
    _ticks(thuy)
    thuy.button("Ban hành").click()
    expect(page).to_have_url(re.compile("/cac-ban$"))


def _brings_over(linh: Visit, served: Served) -> None:
    linh.go(f"{HERE}/2")
    linh.link("Hồ sơ đang chạy").click()
    linh.page.check("input[value=keep]")
    linh.page.fill("textarea", REASON)
    linh.button("Xem kế hoạch").click()
    linh.button(f"Chuyển {CASES} hồ sơ").click()
    served.work()
    expect(linh.main).to_contain_text(f"Đã chuyển {CASES} trên {CASES} hồ sơ")
    assert served.look(_versions) == {2}


def _is_told(hai: Visit, code: str) -> None:
    """The page was opened before the change; what was typed stays."""
    hai.page.check(FINDING)
    _sends(hai)
    expect(hai.main).to_contain_text("Quy trình của hồ sơ này đã đổi sang bản 2")
    expect(hai.page.locator(FINDING)).to_be_checked()


def _sends(visitor: Visit) -> None:
    visitor.page.locator("main form button[type=submit]").last.click()


def _ticks(visitor: Visit) -> None:
    for box in visitor.page.locator("main input[name=checkbox]").all():
        box.check()


def _codes(root: Any) -> list[str]:
    cases = (case for _key, case in root.cases.shelf.items())
    return sorted(case.code for case in cases if case.procedure == PROCEDURE)


def _versions(root: Any) -> set[int]:
    assert versions.last(root, PROCEDURE) is not None
    cases = (case for _key, case in root.cases.shelf.items())
    return {case.version for case in cases if case.procedure == PROCEDURE}
