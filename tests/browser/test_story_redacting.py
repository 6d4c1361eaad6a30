"""What leaves of an opinion: marked with the mouse and the keys, released by a second person.

One official selects words in the opinion of the police, with a mouse; another, on
a telephone whose browser runs no script, lets the redacted text leave.  The public
page hides what was marked, on the screen and on paper.  When the police correct
their opinion, nothing leaves until it has been looked over anew.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.cases.actions import perform
from motcua.cases.content import Applicant, Enclosure
from motcua.cases.filing import file_case
from motcua.consultations.actions import ask_opinions, correct_opinion, give_opinion
from motcua.consultations.content import Reply
from motcua.documents.keeping import keep
from motcua.workflows import versions
from tests.browser.beforehand import NEIGHBOUR, acting
from tests.browser.conftest import NARROW, WIDE, Come, Served, Visit
from tests.browser.seeing import findings
from tests.make_consultations import PROCEDURE, publish
from tests.make_documents import a_pdf

pytestmark = [pytest.mark.browser]

CLERK, HEAD, OFFICER, SECOND, POLICE = (
    "mai.tran", "vinh.le", "ha.nguyen", "khoa.nguyen", "giang.hua",
)  # fmt: skip
PUBLIC = "che-truoc-khi-cong-khai"
NAME = "Nguyễn Văn Tám"
MORE = """    public: yes
    questions:
      vi_sao: {title: {vi: Vì sao?, en: Why?}, kind: text}
      hop_quy_hoach: {title: {vi: Có phù hợp quy hoạch không?, en: Does it fit?}, kind: yes_no}
"""
TEXT = f"Ông {NAME} ở liền kề đã khiếu nại hai lần. Cần xem lại lối vào. Nhà bên có trẻ nhỏ."
SAID = Reply(
    "disagree",
    TEXT,
    remarks=(f"Hỏi ý kiến ông {NAME}",),
    places=("Điều 5",),
    answers=(("vi_sao", f"Vì {NAME} chưa đồng ý"), ("hop_quy_hoach", False)),
)


def _asked(served: Served, root: Any) -> tuple[str, str]:
    """Let the police answer about a case whose opinions become public; its code and the request."""
    if versions.last(root, PUBLIC) is None:
        text = PROCEDURE.replace("workflow: thu-nghiem", f"workflow: {PUBLIC}")
        text = text.replace("    closed_when: all\n", f"    closed_when: all\n{MORE}", 1)
        text += "visible:\n  status: [neighbour]\n"
        publish(root, text.replace("roles:\n", "roles:\n" + NEIGHBOUR, 1))
    clerk = acting(served, root, CLERK)
    paper = keep(clerk, "don.pdf", a_pdf(), "application/pdf", kind="paper")
    case = file_case(
        clerk,
        versions.in_force(root, PUBLIC, clerk.now.date()),
        applicant=Applicant("Hợp tác xã Bình Minh"),
        answers={},
        enclosures=[Enclosure("don", paper, clerk.now, clerk.person)],
        receiving_unit="ttpvhcc-tinh",
        subject="Kho lạnh",
    ).case
    perform(acting(served, root, HEAD), case, "assign", {"officer": OFFICER})
    officer = acting(served, root, OFFICER)
    sent = ask_opinions(officer, case, "bodies", units=["cong-an-tinh"], question="Ý kiến?")
    give_opinion(acting(served, root, POLICE), sent.requests[0], SAID)
    return case.code, sent.requests[0].id


@pytest.fixture
def asked(served: Served) -> tuple[str, str]:
    """The code of a case and the id of a request that was answered."""
    found: tuple[str, str] = served.look(lambda root: _asked(served, root))
    return found


def select(page: Page, words: str, beyond: int = 0) -> None:
    """Draw the mouse over ``words`` in the opinion; let it go ``beyond`` pixels below them."""
    box = page.evaluate(
        """(words) => {
          for (const text of document.querySelectorAll("[data-to-hide]")) {
            const at = text.textContent.indexOf(words);
            if (at < 0) continue;
            text.scrollIntoView({block: "center", behavior: "instant"});
            const range = document.createRange();
            range.setStart(text.firstChild, at);
            range.setEnd(text.firstChild, at + words.length);
            const all = [...range.getClientRects()];
            return [all[0].left, all[0].top + all[0].height / 2,
                    all.at(-1).right, all.at(-1).top + all.at(-1).height / 2];
          }
        }""",
        words,
    )
    page.mouse.move(box[0] + 0.5, box[1])
    page.mouse.down()
    page.mouse.move(box[2] - 0.5, box[3], steps=8)
    page.mouse.up()


def public(visitor: Visit, code: str) -> str:
    """Return everything that the public gets of the case: the page, the file, the paper."""
    page = visitor.go(f"/cong-khai/{code}").locator("main").inner_text()
    file = visitor.context.request.get(f"{visitor.served.address}/cong-khai/{code}.json")
    told = json.dumps(file.json(), ensure_ascii=False)
    return page + told + visitor.go(f"/cong-khai/{code}/van-ban").locator("body").inner_text()


def test_marked_with_the_mouse_released_by_another_and_rechecked_after_a_correction(
    visit: Come, served: Served, asked: tuple[str, str]
) -> None:
    code, id = asked
    officer = visit(OFFICER)
    page = officer.go(f"/y-kien/{id}/che")
    words = page.locator("#form-words")
    select(page, NAME)
    expect(words).to_have_value(NAME)
    select(page, NAME)
    expect(words).to_have_value(NAME)
    select(page, "trẻ nhỏ")
    expect(words).to_have_value(f"{NAME}\ntrẻ nhỏ")
    page.check("[name=reason][value=personal_data]")
    officer.button("Lưu các chỗ che").click()
    expect(page.locator(".redacted").first).to_contain_text("đã che: Dữ liệu cá nhân")
    expect(page.locator(".redacted").first).not_to_contain_text("Tám")
    expect(page.locator("[data-to-hide]").first).to_contain_text(NAME)
    expect(page.locator("#second")).to_have_count(0)
    assert findings(officer, "vi") == []

    visitor = visit()
    for hidden in (NAME, "trẻ nhỏ", "lối vào", "Không đồng ý"):
        assert hidden not in public(visitor, code)

    second = visit(SECOND, NARROW, java_script_enabled=False)
    there = second.go(f"/y-kien/{id}/che")
    second.button("Xác nhận: được đưa bản đã che ra ngoài").click()
    expect(there.locator(".notice-done")).to_contain_text("Đã xác nhận")
    told = public(visitor, code)
    for shown in ("Không đồng ý", "lối vào", "Vì sao?", "chưa đồng ý", "quy hoạch"):
        assert shown in told
    for hidden in (NAME, "trẻ nhỏ", "Hứa", "Bình Minh"):
        assert hidden not in told
    visitor.go(f"/cong-khai/{code}")
    assert findings(visitor, "vi") == []

    def correct(root: Any) -> None:
        request = root.consultations.request(bytes.fromhex(id))
        newer = SAID._replace(text=f"Đính chính: ông {NAME} đã rút đơn.")
        correct_opinion(acting(served, root, POLICE), request, newer, "Có tình tiết mới")

    served.look(correct)
    page = officer.go(f"/y-kien/{id}/che")
    expect(page.locator(".notice-wrong")).to_contain_text("kiểm tra lại phần che")
    assert findings(officer, "vi") == []
    told = public(visitor, code)
    for hidden in (NAME, "lối vào", "rút đơn"):
        assert hidden not in told


def test_marked_with_the_keys(visit: Come, asked: tuple[str, str]) -> None:
    _code, id = asked
    officer = visit(OFFICER)
    page = officer.go(f"/y-kien/{id}/che")
    page.locator("[data-to-hide]").first.dblclick(position={"x": 8, "y": 8})
    expect(page.locator("#form-words")).to_have_value("Ông")
    for _word in range(3):
        page.keyboard.press("Shift+Control+ArrowRight")
    expect(page.locator("#form-words")).to_have_value("Ông Nguyễn Văn Tám")
    page.locator("#form-words").fill("")
    page.locator("[name=checkbox][type=checkbox]").first.focus()
    page.keyboard.press("Space")
    page.locator("[name=reason]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".redacted").first).not_to_contain_text("khiếu nại")
    expect(page.locator(".redacted").first).to_contain_text("Cần xem lại lối vào.")


def test_marked_without_a_script_sent_back_and_marked_anew(
    visit: Come, asked: tuple[str, str]
) -> None:
    code, id = asked
    officer = visit(OFFICER, NARROW, java_script_enabled=False)
    page = officer.go(f"/y-kien/{id}/che")
    page.fill("#form-words", NAME.upper())
    page.check("[name=reason][value=personal_data]")
    officer.button("Lưu các chỗ che").click()
    expect(page.locator(".redacted").first).not_to_contain_text("Tám")
    second = visit(SECOND, WIDE, java_script_enabled=False)
    there = second.go(f"/y-kien/{id}/che")
    there.fill("#second-why", "Che cả câu về trẻ nhỏ")
    second.button("Trả lại").click()
    page = officer.go(f"/y-kien/{id}/che")
    expect(officer.main).to_contain_text("Che cả câu về trẻ nhỏ")
    page.get_by_label("Nhà bên có trẻ nhỏ.").check()
    page.check("[name=reason][value=third_party]")
    officer.button("Lưu các chỗ che").click()
    redacted = page.locator(".redacted").first
    expect(redacted).to_contain_text("Dữ liệu cá nhân")
    expect(redacted).not_to_contain_text("trẻ nhỏ")
    there = second.go(f"/y-kien/{id}/che")
    second.button("Xác nhận: được đưa bản đã che ra ngoài").click()
    assert "trẻ nhỏ" not in public(visit(), code)
