"""The decree morning on the canvas: a step is added and ways are drawn, and the text says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.acting import system
from motcua.workflows import drafting, versions
from motcua.workflows.reader import read
from tests.browser.conftest import NARROW, Come, Served, Visit

pytestmark = [pytest.mark.browser]

ADMINISTRATOR = "linh.bui"
PROCEDURE = "tham-dinh-du-an-chuyen-doi-so"
AT = "document.getElementById('canvas')._cyreg.cy.getElementById"


@pytest.fixture
def draft(served: Served) -> int:
    """A draft that changes the appraisal of a project."""

    def begin(root: Any) -> int:
        office = served.app.registry["motcua.office"]
        acting = system(office, root, served.hands())
        text = versions.text(root, versions.last(root, PROCEDURE).digest)
        begun = drafting.begin(acting, PROCEDURE, text)
        drafting.share(acting, begun)
        return int(begun.number)

    return int(served.look(begin))


@pytest.fixture
def administrator(visit: Come, draft: int) -> Visit:
    """Somebody before the canvas of the draft."""
    come = visit(ADMINISTRATOR)
    come.go(f"/quan-tri/du-thao/{draft}/ve")
    expect(come.page.locator("#canvas-steps li").first).to_be_attached()
    return come


def text_of(served: Served, draft: int) -> str:
    return str(served.look(lambda root: root["definitions"].drafts[draft].text))


def middle(page: Page, id: str) -> tuple[float, float]:
    """Where something stands on the screen."""
    box = page.locator("#canvas").bounding_box()
    at = page.evaluate(f"(id) => {AT}(id).renderedPosition()", id)
    assert box is not None
    return box["x"] + at["x"], box["y"] + at["y"]


def choose(page: Page, id: str) -> None:
    """Choose a step or a way, and bring it to the middle."""
    page.evaluate(
        f"(id) => {{ const cy = {AT}(id).cy(); cy.$(':selected').unselect();"
        f" {AT}(id).select(); cy.center({AT}(id)); }}",
        id,
    )
    expect(page.locator("#canvas-chosen h2")).to_be_visible()


def at_rest(page: Page) -> None:
    """Wait until nothing of the picture moves any more: a hand would wait too."""
    page.wait_for_function(
        "() => new Promise((done) => { const cy = document.getElementById('canvas')._cyreg.cy;"
        " const seen = () => JSON.stringify([cy.pan(), cy.zoom(),"
        " document.getElementById('canvas').getBoundingClientRect()]);"
        " const before = seen(); setTimeout(() => done(before === seen() && !cy.animated()), 120);"
        " })"
    )


def drag(page: Page, start: str, end: str) -> None:
    """Drag one thing onto another, as a hand does."""
    at_rest(page)
    page.mouse.move(*middle(page, start))
    page.mouse.down()
    x, y = middle(page, end)
    page.mouse.move(x - 5, y, steps=8)
    page.mouse.move(x, y, steps=2)
    page.mouse.up()


def whole(page: Page) -> None:
    page.locator("#canvas-whole").click()


def way(page: Page, state: str, action: str) -> str:
    """Return the id of the way of an action."""
    found = page.evaluate(
        f"([state, action]) => {AT}(state).cy().edges()"
        ".filter((e) => e.data('from') === state && e.data('action') === action)[0].id()",
        [state, action],
    )
    return str(found)


@contextmanager
def kept(page: Page) -> Iterator[None]:
    """Do something that is kept: what an earlier deed left on the page says nothing of this one."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        yield
    expect(page.locator("#canvas-said")).to_have_text("Đã lưu vào dự thảo.")


def added(page: Page, title: str) -> None:
    """Add a step."""
    page.get_by_role("button", name="Thêm bước").click()
    box = page.locator("#ask-step")
    box.locator("[name=title]").fill(title)
    box.locator("[name=within]").fill("2 ngày làm việc")
    with kept(page):
        box.get_by_role("button", name="Thêm", exact=True).click()


def test_a_step_is_added_and_a_way_is_drawn_to_it(
    administrator: Visit, served: Served, draft: int
) -> None:
    page, before = administrator.page, text_of(served, draft)
    added(page, "Thẩm tra lại")
    whole(page)
    page.evaluate(f"() => {{ {AT}('consulting').select(); }}")
    expect(page.locator("#canvas-chosen h2")).to_be_visible()
    page.evaluate(f"() => {{ {AT}('tham_tra_lai').unselect(); }}")
    drag(page, ":handle", "tham_tra_lai")
    box = page.locator("#ask-way")
    expect(box.locator("[name=to]")).to_have_value("tham_tra_lai")
    box.locator("[name=title]").fill("Chuyển thẩm tra")
    box.locator("[name=by]").select_option("head")
    with kept(page):
        box.get_by_role("button", name="Vẽ", exact=True).click()

    rules = read(text_of(served, draft)).definition
    assert rules is not None
    assert rules.states["tham_tra_lai"].title.vi == "Thẩm tra lại"
    drawn = rules.states["consulting"].action("chuyen_tham_tra")
    assert drawn is not None
    assert (drawn.to, drawn.by) == ("tham_tra_lai", ("head",))
    assert set(before.splitlines()) <= set(text_of(served, draft).splitlines())


def test_a_way_is_led_elsewhere_and_back_by_undo(
    administrator: Visit, served: Served, draft: int
) -> None:
    page, before = administrator.page, text_of(served, draft)
    whole(page)
    found = way(page, "submitted", "refuse")
    page.evaluate(f"(id) => {{ {AT}(id).select(); }}", found)
    expect(page.locator("#canvas-chosen h2")).to_be_visible()
    with kept(page):
        drag(page, ":handle", "withdrawn")
    rules = read(text_of(served, draft)).definition
    assert rules is not None
    refuse = rules.states["submitted"].action("refuse")
    assert refuse is not None
    assert refuse.to == "withdrawn"
    after = text_of(served, draft).splitlines()
    assert sum(a != b for a, b in zip(before.splitlines(), after, strict=True)) == 1

    page.locator("#canvas-undo").click()
    expect(page.locator("#canvas-undo")).to_be_disabled()
    assert text_of(served, draft) == before
    page.locator("#canvas-redo").click()
    expect(page.locator("#canvas-redo")).to_be_disabled()
    assert text_of(served, draft).splitlines() == after


def test_a_name_is_changed_and_a_step_removed_with_what_is_wrong_then_told(
    administrator: Visit, served: Served, draft: int
) -> None:
    page = administrator.page
    choose(page, "consulting")
    page.locator("#canvas-chosen").get_by_role("button", name="Đổi tên").click()
    page.locator("#ask-name [name=title]").fill("Đang lấy ý kiến")
    with kept(page):
        page.locator("#ask-name").get_by_role("button", name="Đổi", exact=True).click()
    choose(page, "consulting")
    page.locator("#canvas-chosen").get_by_role("button", name="Bỏ", exact=True).click()
    expect(page.locator("#ask-remove")).to_contain_text("Đang lấy ý kiến")
    page.locator("#ask-remove").get_by_role("button", name="Bỏ", exact=True).click()
    expect(page.locator("#canvas-problems")).to_contain_text("consulting")


def test_whoever_comes_second_is_told_and_sees_the_picture_as_it_is(
    administrator: Visit, visit: Come, served: Served, draft: int
) -> None:
    administrator.is_heard = False  # the refusal is answered with 409
    second = visit(ADMINISTRATOR)
    second.go(f"/quan-tri/du-thao/{draft}/ve")
    expect(second.page.locator("#canvas-steps li").first).to_be_attached()
    added(second.page, "Thẩm tra lại")

    page = administrator.page
    page.get_by_role("button", name="Thêm bước").click()
    page.locator("#ask-step [name=title]").fill("Một bước khác")
    page.locator("#ask-step").get_by_role("button", name="Thêm", exact=True).click()
    expect(page.locator("#canvas-said")).to_contain_text("đã lưu dự thảo này")
    expect(page.locator("#canvas-steps")).to_contain_text("Thẩm tra lại")
    administrator.complaints.clear()


def test_a_phone_shows_it_from_the_first_step_on(visit: Come, draft: int) -> None:
    come = visit(ADMINISTRATOR, NARROW)
    page = come.go(f"/quan-tri/du-thao/{draft}/ve")
    expect(page.locator("#canvas-steps li").first).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    _x, y = middle(page, "submitted")
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    assert box["y"] < y < box["y"] + box["height"] / 2
