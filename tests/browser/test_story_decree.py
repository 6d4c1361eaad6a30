"""The decree morning: a step is added to a procedure, by text and by form, and a second
person puts it into force.

Decree: what the leader sends back is examined once more, within two working
days, by the head of division, before it comes to the leader again.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from playwright.sync_api import expect

from motcua.workflows import editing, versions
from tests.browser.conftest import NARROW, Come, Served, Visit, serving
from tests.browser.seeing import findings
from tests.make import ROOT

pytestmark = [pytest.mark.browser]

DRAFTS = "/quan-tri/du-thao"
PERMIT = "cap-giay-phep-xay-dung"
LAND = "giao-dat-cho-thue-dat"
REASON = "Nghị định 300/2026/NĐ-CP, Điều 12"

STEP = """
  re_examination:
    title: {vi: Thẩm định lại, en: Examined once more}
    within: 2 working days
    edit: head
    actions:
      resubmit:
        title: {vi: Trình lại, en: Submit again}
        by: head
        to: signing
      give_back:
        title: {vi: Trả lại chuyên viên, en: Give back to the officer}
        by: head
        to: drafting
        ask: ly_do
"""
BEFORE = "\n  signed:"


@pytest.fixture(scope="module")
def workflows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("procedures") / "workflows"
    shutil.copytree(ROOT / "workflows", folder)
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, workflows: Path) -> Iterator[Served]:
    """Serve an office whose folder of procedures may be written."""
    folder = tmp_path_factory.mktemp("office")
    with serving(folder, **{"motcua.workflows": str(workflows)}) as served:
        yield served


def begin(administrator: Visit, id: str) -> str:
    """Begin to change a procedure; return the address of the draft."""
    page = administrator.go(DRAFTS)
    page.locator(f"form[action$='/{id}/sua'] button").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page.url.removeprefix(administrator.served.address)


def propose(administrator: Visit) -> None:
    """Fill in the page of the proposal."""
    page = administrator.page
    page.fill("[name=reason]", REASON)
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    administrator.button("Đề nghị ban hành").click()
    expect(administrator.main).to_contain_text("Người khác quyết định")


def publish(second: Visit, title: str) -> None:
    """Read what is proposed and put it into force."""
    second.go(DRAFTS)
    line = second.page.locator("#proposals + ul li").filter(has_text=title)
    line.locator("a.btn").click()
    expect(second.main).to_contain_text(REASON)
    put_into_force(second)
    expect(second.page).to_have_url(re.compile("/cac-ban$"))


def put_into_force(second: Visit) -> None:
    """Publish, having seen which tests of the procedure do not end as before."""
    for box in second.page.locator("main input[type=checkbox]").all():
        box.check()
    second.button("Ban hành").click()


def test_by_text(visit: Come, served: Served, workflows: Path) -> None:
    linh, thuy = visit("linh.bui"), visit("thuy.dao")
    begin(linh, PERMIT)
    page, area = linh.page, linh.page.locator("#text")
    text = area.input_value()

    # A slip is shown at its line while she types, and one click is there.
    area.fill(with_step(text).replace("to: signing", "to: signning"))
    problem = page.locator(".problems li").first
    expect(problem).to_contain_text("Có phải “signing”?")
    problem.get_by_role("link").click()
    expect(area).to_be_focused()
    assert "signning" in area.evaluate("(a) => a.value.slice(a.selectionStart, a.selectionEnd)")
    expect(page.locator(".gutter .mark-late")).not_to_have_count(0)

    # Nothing leads there yet: the page says so, and the picture grows as she goes on.
    area.fill(with_step(text))
    expect(page.locator(".problems li").first).to_contain_text("Thẩm định lại")
    area.fill(_led_there(text))
    expect(page.locator(".editor-seen .wf-changed")).not_to_have_count(0)
    expect(page.locator(".editor-seen")).to_contain_text("bước mới")
    page.keyboard.press("Control+s")
    expect(linh.main).to_contain_text("Đã lưu")
    assert area.input_value() == _led_there(text)
    assert findings(linh, "vi") == []

    # Undo and do again keep every text.
    linh.button("Hoàn tác").click()
    expect(linh.main).to_contain_text("Đã hoàn tác")
    assert area.input_value() == text
    linh.button("Làm lại").click()
    expect(linh.main).to_contain_text("Đã làm lại")
    linh.button("Lưu và đề nghị …").click()
    expect(linh.main).to_contain_text("+ re_examination")
    assert findings(linh, "vi") == []
    propose(linh)
    expect(linh.button("Ban hành")).to_have_count(0)

    thuy.go(DRAFTS)
    expect(thuy.main).to_contain_text("Bùi Khánh Linh đề nghị")
    thuy.page.locator("#proposals + ul a.btn").click()
    expect(thuy.main).to_contain_text("Thẩm định lại: bước mới")
    expect(thuy.main).to_contain_text("signing.return")
    expect(thuy.page.locator(".definition-picture .wf-changed")).not_to_have_count(0)
    assert findings(thuy, "vi") == []
    put_into_force(thuy)
    expect(thuy.page).to_have_url(re.compile("/cac-ban$"))
    expect(thuy.main).to_contain_text(REASON)
    assert findings(thuy, "vi") == []

    version = served.look(lambda root: versions.last(root, PERMIT))
    assert (version.number, version.author, version.approver) == (2, "linh.bui", "thuy.dao")
    written = (workflows / PERMIT / "2.yaml").read_text("utf8")
    assert written == _led_there(text)


def with_step(text: str) -> str:
    return text.replace(BEFORE, STEP + BEFORE, 1)


def _led_there(text: str) -> str:
    """Return the text with the new step, to which what is sent back goes."""
    place = ("states", "signing", "actions", "return", "to")
    return editing.put(with_step(text), place, "re_examination")


@pytest.mark.parametrize("size", [None, NARROW], ids=["desk", "telephone"])
def test_by_form_without_a_script(size: dict[str, int] | None, visit: Come, served: Served) -> None:
    linh = visit("linh.bui", size, java_script_enabled=False)
    thuy = visit("thuy.dao", size, java_script_enabled=False)
    id = LAND if size is None else "tham-dinh-du-an-chuyen-doi-so"
    begin(linh, id)
    page = linh.page
    title = page.get_by_role("heading", level=1).inner_text()
    before = page.locator("#text").input_value()
    signing, sends_back, officer_step = _signing(before)
    linh.link("Bằng biểu mẫu").click()

    linh.link("Thêm bước").click()
    page.fill("[name=title]", "Thẩm định lại")
    page.fill("[name=title_en]", "Examined once more")
    page.fill("[name=within]", "2 ngày")
    linh.button("Thêm vào").click()
    expect(linh.main).to_contain_text("Đã thêm vào dự thảo")
    page.fill("[name=within]", "hai ngày")
    linh.button("Lưu vào dự thảo").click()
    expect(page.locator(".error-summary")).to_contain_text("hai ngày")
    page.fill("[name=within]", "2 ngày làm việc")
    linh.button("Lưu vào dự thảo").click()

    for name, target in (("Trình lại", signing), ("Trả lại chuyên viên", officer_step)):
        page.locator("main a[href$='/them/states/tham_dinh_lai/actions']").click()
        page.fill("[name=title]", name)
        page.locator("main input[type=checkbox][value=head]").check()
        page.select_option("[name=to]", target)
        linh.button("Thêm vào").click()
        linh.button("Lưu vào dự thảo").click()
    page.goto(f"{page.url.partition('#')[0]}/states/{signing}/actions/{sends_back}")
    page.select_option("[name=to]", "tham_dinh_lai")
    linh.button("Lưu vào dự thảo").click()
    expect(linh.main).to_contain_text("bước mới")
    after = served.look(lambda root: root["definitions"].drafts[_number(page.url)].text)
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    gone = [line for line in lines if line.startswith("-") and not line.startswith("---")]
    assert len(gone) == 1, "one line changed, all others are as they were"

    linh.link("Đề nghị ban hành").click()
    propose(linh)
    publish(thuy, title)
    rules = served.look(lambda root: versions.definition(root, id, 2))
    step = rules.states["tham_dinh_lai"]
    assert (step.within.text, [each.to for each in step.actions]) == (
        "2 working days",
        [signing, officer_step],
    )


def _number(url: str) -> int:
    found = re.search(r"/du-thao/(\d+)", url)
    assert found is not None
    return int(found[1])


def _signing(text: str) -> tuple[str, str, str]:
    """Return the step at which a leader signs, the action that sends back, and where it leads."""
    states = editing.value(text, ("states",))
    for id, state in states.items():
        for name, action in state.get("actions", {}).items():
            if "leader" in action.get("by", ()) and "return" in name:
                return id, name, action["to"]
    raise AssertionError("No leader sends anything back.")


def test_two_administrators_at_once(visit: Come, served: Served) -> None:
    """The second is told who saved what, and both texts are kept."""
    linh, thuy = visit("linh.bui"), visit("thuy.dao")
    address = begin(linh, "chung-thuc-ban-sao")
    linh.button("Cùng soạn với quản trị viên khác").click()
    thuy.go(address)
    base = thuy.page.locator("#text").input_value()
    linh.page.locator("#text").fill(base.replace("2 giờ làm việc", "4 giờ làm việc", 1))
    linh.button("Lưu").click()
    expect(linh.main).to_contain_text("Đã lưu")
    thuy.page.locator("#text").fill(base.replace("2 giờ làm việc", "3 giờ làm việc", 1))
    thuy.button("Lưu").click()
    expect(thuy.main).to_contain_text("Bùi Khánh Linh đã lưu dự thảo này")
    expect(thuy.main).to_contain_text("Hai bên cùng sửa các dòng ở 1 chỗ")
    assert findings(thuy, "vi") == []
    thuy.button("Lưu văn bản ghép vào dự thảo").click()
    expect(thuy.main).to_contain_text("Đã ghép hai văn bản")
    expect(thuy.page.locator(".draft-history")).to_contain_text("không nằm trong dự thảo")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_form_can_be_read_by_everybody(language: str, visit: Come) -> None:
    linh = visit("linh.bui")
    address = begin(linh, "chap-thuan-chu-truong-dau-tu")
    cookie = {"name": "_LOCALE_", "value": language, "url": linh.served.address}
    linh.context.add_cookies([cookie])  # type: ignore[list-item]
    pages = [
        "/bieu-mau",
        "/bieu-mau/procedure",
        "/bieu-mau/states/report_signing",
        "/them/states",
        "/them/states/report_signing/actions",
        "/de-nghi",
    ]
    found = []
    for path in (DRAFTS, f"{DRAFTS}/moi", *(address + each for each in pages)):
        linh.go(path)
        found += [f"{path}: {each}" for each in findings(linh, language)]
    linh.go(f"{address}/bieu-mau/states/report_signing")
    linh.page.fill("[name=within]", "hai hôm")
    linh.page.locator("#form-form").click()
    expect(linh.page.locator(".error-summary")).to_be_visible()
    assert found + findings(linh, language) == []


def test_unsaved_text_is_not_left_without_a_word(visit: Come) -> None:
    linh = visit("linh.bui")
    begin(linh, "van-ban-cho-phep-the-abtc")
    page = linh.page
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#text").focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Tab")
    page.keyboard.type("x:")
    page.keyboard.press("Enter")
    page.keyboard.type("y")
    assert page.locator("#text").input_value().startswith("  x:\n    y")
    linh.go(DRAFTS)
    assert asked == ["beforeunload"]
