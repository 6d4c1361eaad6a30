"""A round of opinions is closed and opened again; then only those are asked again whom it concerns.

The officer closes the round while the police are still writing: they are told, what they
typed stays on their page, and nothing of it is sent.  Opened again, the police and the
land department answer.  Then one paper of the case is renewed: the form for asking
again ticks only the land department, which had been shown that paper, and which
confirms its opinion with one press on a telephone.  Asked by mistake, the police are
let off again.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from motcua.cases.actions import perform
from motcua.cases.content import Applicant, Enclosure
from motcua.cases.filing import file_case
from motcua.consultations.actions import ask_opinions, give_opinion
from motcua.consultations.asking.changing import change_request
from motcua.consultations.content import Reply
from motcua.documents.keeping import keep
from motcua.workflows import versions
from tests.browser.beforehand import acting
from tests.browser.conftest import NARROW, Come, Served, Visit
from tests.browser.seeing import findings
from tests.make_documents import a_pdf
from tests.make_rounds import LAND, POLICE, a_procedure

pytestmark = [pytest.mark.browser]

CLERK, HEAD, OFFICER = "mai.tran", "vinh.le", "ha.nguyen"
AT_POLICE, AT_LAND = "giang.hua", "xuan.doan"


def _asked(served: Served, root: Any) -> tuple[str, dict[str, str]]:
    """Ask two bodies, each on a paper of its own; the code and where each question is."""
    if versions.last(root, "cac-dot") is None:
        a_procedure(root)
    clerk = acting(served, root, CLERK)
    papers = [
        Enclosure(
            id,
            keep(clerk, name, a_pdf(inside=name.encode()), "application/pdf", kind="paper"),
            clerk.now,
            CLERK,
        )
        for id, name in (("don", "don.pdf"), ("don_1", "ban-ve.pdf"))
    ]
    case = file_case(
        clerk,
        versions.in_force(root, "cac-dot", clerk.now.date()),
        applicant=Applicant("Công ty Sông Xanh"),
        answers={},
        enclosures=papers,
        receiving_unit="ttpvhcc-tinh",
        subject="Nhà xưởng",
    ).case
    perform(acting(served, root, HEAD), case, "assign", {"officer": OFFICER})
    officer = acting(served, root, OFFICER)
    application, drawing = (each.document.id for each in case.dossier.enclosures)
    sent = ask_opinions(
        officer, case, "bodies", units=[POLICE, LAND], question="Đề nghị cho ý kiến.",
        documents=[application],
    )  # fmt: skip
    land = sent.request_to(LAND)
    assert land is not None
    change_request(officer, land, reason="Xem bản vẽ", documents=[drawing])
    return case.code, {each.unit: f"/y-kien/{each.id}" for each in sent.requests}


@pytest.fixture
def asked(served: Served) -> tuple[str, dict[str, str]]:
    """A case about which police and land are asked."""
    found: tuple[str, dict[str, str]] = served.look(lambda root: _asked(served, root))
    return found


def _renew_the_drawing(served: Served, root: Any, code: str) -> None:
    case = root.cases.shelf[root.cases.codes[code.encode()]]
    drawing = next(each for each in case.dossier.enclosures if each.paper == "don_1")
    officer, content = acting(served, root, OFFICER), a_pdf(inside=b"% newer")
    newer = keep(officer, "ban-ve-moi.pdf", content, "application/pdf", kind="paper")
    case.dossier.add([drawing._replace(document=newer)])


def newest(served: Served, code: str, unit: str) -> str:
    """Return where the newest question to a body is."""

    def look(root: Any) -> str:
        case = root.cases.shelf[root.cases.codes[code.encode()]]
        last = root.consultations.of_case(case.key)[-1]
        return f"/y-kien/{last.request_to(unit).id}"

    return str(served.look(look))


def answer(visitor: Visit, path: str, text: str) -> None:
    """Let a body say its word."""
    page = visitor.go(path)
    page.check("[name=outcome][value=agree]")
    page.fill("[name=text]", text)
    page.click("button[name=give]")
    expect(page.locator(".given").first).to_contain_text(text)


def test_closed_opened_again_and_asked_again(
    visit: Come, served: Served, asked: tuple[str, dict[str, str]]
) -> None:
    code, questions = asked
    police = visit(AT_POLICE, NARROW)
    writing = police.go(questions[POLICE])
    writing.check("[name=outcome][value=agree]")
    writing.fill("[name=text]", "Bản đang viết dở của Công an tỉnh")

    officer = visit(OFFICER)
    page = officer.go(f"/ho-so/{code}")
    officer.link("Đóng đợt").click()
    assert findings(officer, "vi") == []
    page.fill("[name=reason]", "Đã đủ căn cứ")
    officer.button("Đóng đợt").click()
    expect(officer.main).to_contain_text("Nơi hỏi đã đóng đợt")

    writing.click("button[name=give]")
    expect(police.page.locator("[role=alert]")).to_contain_text("đã đóng đợt lấy ý kiến")
    expect(police.page.locator("[name=text]")).to_have_value("Bản đang viết dở của Công an tỉnh")
    police.go(questions[POLICE])
    expect(police.main).to_contain_text("Đã đủ căn cứ")
    expect(police.page.locator("button[name=give]")).to_have_count(0)
    assert findings(police, "vi") == []

    officer.link("Mở lại đợt").click()
    assert findings(officer, "vi") == []
    page.fill("[name=reason]", "Có tình tiết mới")
    officer.button("Mở lại đợt").click()
    expect(officer.main).to_contain_text("Có tình tiết mới")
    police.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    land = visit(AT_LAND, NARROW)
    answer(police, questions[POLICE], "Công an tỉnh thống nhất")
    answer(land, questions[LAND], "Sở thống nhất với bản vẽ")

    served.look(lambda root: _renew_the_drawing(served, root, code))
    page = officer.go(f"/ho-so/{code}")
    officer.link("Hỏi lại").click()
    expect(officer.main).to_contain_text("ban-ve-moi.pdf")
    expect(page.get_by_label("Sở Nông nghiệp và Môi trường")).to_be_checked()
    expect(page.get_by_label("Công an tỉnh")).not_to_be_checked()
    assert findings(officer, "vi") == []
    officer.button("Hỏi lại các nơi này").click()
    expect(officer.main).to_contain_text("Đã hỏi lại")

    page = land.go(newest(served, code, LAND))
    expect(page.locator(".asked-again")).to_contain_text("ban-ve-moi.pdf")
    assert findings(land, "vi") == []
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    land.button("Giữ nguyên ý kiến").click()
    expect(page.locator(".given").first).to_contain_text("Giữ nguyên ý kiến đã cho")
    expect(land.page.locator(".asked-again")).to_have_count(0)
    officer.go(f"/ho-so/{code}")
    expect(officer.main).to_contain_text("Giữ nguyên ý kiến đã cho")


def test_asking_again_is_taken_back_and_one_answer_is_asked_for_anew(
    visit: Come, served: Served, asked: tuple[str, dict[str, str]]
) -> None:
    code, questions = asked

    def answered(root: Any) -> None:
        for person, unit in ((AT_POLICE, POLICE), (AT_LAND, LAND)):
            request = root.consultations.request(bytes.fromhex(questions[unit].split("/")[-1]))
            give_opinion(acting(served, root, person), request, Reply("agree", "Thống nhất"))

    served.look(answered)
    officer = visit(OFFICER)
    page = officer.go(f"/ho-so/{code}")
    officer.link("Hỏi lại").click()
    page.get_by_label("Công an tỉnh").check()
    officer.button("Hỏi lại các nơi này").click()
    again = newest(served, code, POLICE)
    officer.link("Hủy việc hỏi lại").click()
    assert findings(officer, "vi") == []
    page.fill("[name=reason]", "Bấm nhầm")
    officer.button("Hủy việc hỏi lại").click()
    expect(officer.main).to_contain_text("Bấm nhầm")
    police = visit(AT_POLICE, NARROW)
    police.go(again)
    expect(police.main).to_contain_text("Bấm nhầm")
    expect(police.page.locator("button[name=give]")).to_have_count(0)

    page = officer.go(f"{questions[POLICE]}/hoi-lai")
    assert findings(officer, "vi") == []
    page.fill("[name=why]", "Nói rõ về lối thoát nạn")
    page.fill("[name=new_limit]", "3 ngày làm việc")
    officer.button("Đề nghị trả lời lại").click()
    page = police.go(questions[POLICE])
    expect(police.main).to_contain_text("Nói rõ về lối thoát nạn")
    assert findings(police, "vi") == []
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    answer(police, questions[POLICE], "Lối thoát nạn rộng 1,2 m")
    officer.go(f"/ho-so/{code}")
    expect(officer.main).to_contain_text("Lối thoát nạn rộng 1,2 m")
