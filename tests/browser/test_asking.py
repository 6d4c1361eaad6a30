"""The asker with hands and eyes: drafts, steps, changes, many cases; and somebody outside."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.cases.actions import perform
from motcua.cases.content import Applicant, Enclosure
from motcua.cases.filing import file_case
from motcua.consultations.actions import ask_opinions
from motcua.consultations.content import Outsider
from motcua.consultations.events import RequestNotice
from motcua.consultations.outside.links import link_to
from motcua.documents.keeping import keep
from motcua.pages.asking import OFFICE
from motcua.workflows import versions
from tests.browser.beforehand import acting
from tests.browser.conftest import NARROW, Come, Served, Visit
from tests.browser.seeing import findings
from tests.make_asking import TEXT
from tests.make_consultations import publish
from tests.make_documents import a_pdf

pytestmark = [pytest.mark.browser]

CLERK, HEAD, OFFICER, POLICE = "mai.tran", "vinh.le", "ha.nguyen", "giang.hua"
PROCEDURE = "thu-nghiem-hoi"


def a_case(served: Served, applicant: str) -> str:
    """Return a case of a procedure that asks in every way, in the officer's hands."""

    def make(root: Any) -> str:
        clerk = acting(served, root, CLERK)
        if versions.last(root, PROCEDURE) is None:
            publish(root, TEXT.replace("workflow: thu-nghiem", f"workflow: {PROCEDURE}"))
        rules = versions.in_force(root, PROCEDURE, clerk.now.date())
        paper = keep(clerk, "don.pdf", a_pdf(), "application/pdf", kind="paper")
        case = file_case(
            clerk,
            rules,
            applicant=Applicant(applicant),
            answers={},
            enclosures=[Enclosure("don", paper, clerk.now, CLERK)],
            receiving_unit="ttpvhcc-tinh",
            subject="Nhà xưởng",
        ).case
        perform(acting(served, root, HEAD), case, "assign", {"officer": OFFICER})
        return str(case.code)

    found: str = served.look(make)
    return found


@pytest.fixture
def pins(served: Served) -> list[str]:
    """The codes that are sent to mail boxes while the test runs."""
    sent: list[str] = []
    served.app.registry[OFFICE].listen(
        RequestNotice,
        lambda _acting, event: event.about == "code" and sent.append(event.facts["rule"]),
    )
    return sent


def let_in(visitor: Visit, link: str, pins: list[str]) -> Page:
    """Type the code behind a link, and stand at the desk."""
    page = visitor.go(link)
    visitor.button("Gửi mã").click()
    page.fill("[name=code]", pins[-1])
    visitor.button("Mở").click()
    return page


def request_of(root: Any, code: str) -> Any:
    case = root.cases.shelf[root.cases.codes[code.encode()]]
    return root.consultations.of_case(case.key)[0].requests[0]


def test_prepared_at_the_desk_and_sent_from_the_telephone(visit: Come, served: Served) -> None:
    code = a_case(served, "Công ty Theo Lượt")
    desk = visit(OFFICER)
    page = desk.go(f"/ho-so/{code}/lay-y-kien/steps")
    assert findings(desk, "vi") == []
    desk.page.set_viewport_size({"width": 1280, "height": 900})
    page.fill("[name=question]", "Có ảnh hưởng đến di tích không?")
    page.locator("li.ask-body", has_text="Sở Nông nghiệp").locator("summary").click()
    page.fill("[name='limit:so-nnmt']", "vài hôm")
    desk.button("Lưu nháp").click()
    expect(desk.page.locator("[role=status]")).to_contain_text("Đã lưu bản nháp")

    telephone = visit(OFFICER, NARROW, java_script_enabled=False)
    page = telephone.go("/xin-y-kien/ban-nhap")
    telephone.button("Gửi các bản đã đánh dấu").click()
    expect(page.locator(".error-summary")).to_contain_text("vài hôm")
    page.locator(".prepared a").first.click()
    expect(page.locator("[name=question]")).to_have_value("Có ảnh hưởng đến di tích không?")
    page.locator("li.ask-body", has_text="Sở Nông nghiệp").locator("summary").click()
    page.fill("[name='limit:so-nnmt']", "20/12/2027")
    telephone.button("Tính lại hạn").click()
    page.locator("li.ask-body", has_text="Sở Nông nghiệp").locator("summary").click()
    page.fill("[name='limit:so-nnmt']", "")
    telephone.button("Gửi lấy ý kiến").click()
    expect(page.locator("table.bodies")).to_contain_text("Dự kiến, chưa gửi")
    drafts = visit(OFFICER)
    drafts.go("/xin-y-kien/ban-nhap")
    assert findings(drafts, "vi") == []


def test_what_was_sent_is_changed_and_the_body_sees_how(visit: Come, served: Served) -> None:
    code = a_case(served, "Công ty Sửa Đổi")
    officer = visit(OFFICER)
    officer.go(f"/ho-so/{code}/lay-y-kien/bodies")
    officer.button("Gửi lấy ý kiến").click()
    id = served.look(lambda root: request_of(root, code).id)
    police = visit(POLICE)
    police.go(f"/y-kien/{id}")
    police.page.check("[name=outcome][value=agree]")
    police.page.fill("[name=text]", "Đồng ý với câu hỏi cũ.")

    officer.go(f"/y-kien/{id}/sua-yeu-cau")
    assert findings(officer, "vi") == []
    officer.page.fill("[name=question]", "Có bảo đảm phòng cháy không?")
    officer.page.fill("[name=reason]", "viết thiếu")
    officer.button("Sửa và báo cho nơi được hỏi").click()

    with police.unheard():
        police.page.click("button[name=give]")
    expect(police.main).to_contain_text("viết thiếu")
    expect(police.page.locator("[name=text]")).to_have_value("Đồng ý với câu hỏi cũ.")
    assert findings(police, "vi") == []


def test_one_question_on_several_cases(visit: Come, served: Served) -> None:
    codes = [a_case(served, f"Công ty Số {number}") for number in (1, 2)]
    officer = visit(OFFICER)
    officer.go(f"/xin-y-kien/nhieu-ho-so?mau={PROCEDURE}/form&chon={codes[0]}&chon={codes[1]}")
    assert findings(officer, "vi") == []
    page = officer.page
    page.check("#unit-so-nnmt")
    page.fill("[name=question]", "Có phù hợp quy hoạch không?")
    officer.button("Hỏi về từng hồ sơ").click()
    for code in codes:
        expect(officer.main).to_contain_text(code)
    assert findings(officer, "vi") == []
    officer.go(f"/ho-so/{codes[0]}/cau-hoi")
    assert findings(officer, "vi") == []


def ask_outside(served: Served, code: str) -> str:
    """Ask the institute; return where its link leads."""

    def ask(root: Any) -> str:
        who = acting(served, root, OFFICER)
        case = root.cases.shelf[root.cases.codes[code.encode()]]
        ids = [each.document.id for each in case.dossier.files]
        institute = Outsider("Viện Quy hoạch", "Bà Lê Thu", "thu@vien.example.org")
        facts = {"question": "Có phù hợp quy hoạch không?", "documents": ids}
        sent = ask_opinions(who, case, "form", units=[], outside=[institute], **facts)
        return "/gop-y/" + link_to(who, sent.requests[0])

    return str(served.look(ask))


def test_somebody_outside_keeps_a_draft_answers_corrects_and_takes_a_copy(
    visit: Come, served: Served, pins: list[str]
) -> None:
    code = a_case(served, "Công ty Bản Nháp")
    here = ask_outside(served, code)
    thu = visit("", NARROW)
    page = let_in(thu, here, pins)
    assert findings(thu, "vi") == []
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]

    page.check("[name=outcome][value=agree_with_remarks]")
    page.fill("[name=text]", "Viết ở cửa sổ thứ nhất")
    for number in range(1, 4):
        page.fill(f"#form-remarks-{number}-remark", f"Góp ý thứ {number}")
    page.click("[name=more-remarks]")
    page.fill("#form-remarks-4-place", "Điều 5 khoản 2")
    page.fill("#form-remarks-4-remark", "Bổ sung cây xanh")
    other = thu.another_window()
    other.goto(page.url)
    other.fill("[name=text]", "Viết ở cửa sổ thứ hai")
    thu.button("Lưu nháp").click()
    expect(thu.main).to_contain_text("Nháp lưu lúc")
    other.get_by_role("button", name="Lưu nháp").click()
    expect(other.locator(".two-texts")).to_contain_text("Viết ở cửa sổ thứ nhất")
    expect(other.locator(".two-texts")).to_contain_text("Điều 5 khoản 2")
    expect(other.locator("[name=text]")).to_have_value("Viết ở cửa sổ thứ hai")
    other.close()

    page.check("[name=hop_quy_hoach][value=true]")
    page.fill("[name=dien_tich]", "1.250,5")
    thu.button("Gửi ý kiến").click()
    expect(page.locator(".given")).to_contain_text("Điều 5 khoản 2")
    assert findings(thu, "vi") == []
    with page.expect_popup() as opened:
        thu.link("Bản sao để in").click()
    expect(opened.value.locator("body")).to_contain_text("Bổ sung cây xanh")
    opened.value.close()

    thu.link("Đính chính ý kiến đã gửi").click()
    assert findings(thu, "vi") == []
    page.fill("[name=text]", "Viết lại cho rõ")
    page.fill("[name=reason]", "Nhầm số liệu")
    thu.button("Gửi bản đính chính").click()
    expect(page.locator(".given")).to_have_count(2)
    expect(page.locator(".given").first).to_contain_text("Viết lại cho rõ")


def test_somebody_outside_asks_for_more_time(visit: Come, served: Served, pins: list[str]) -> None:
    here = ask_outside(served, a_case(served, "Công ty Thêm Hạn"))
    thu = visit("", NARROW)
    page = let_in(thu, here, pins)
    thu.link("Đề nghị gia hạn").click()
    assert findings(thu, "vi") == []
    page.fill("[name=wanted]", "2 ngày làm việc")
    page.fill("[name=reason]", "Đi công tác")
    thu.button("Đề nghị gia hạn").click()
    expect(page.locator("aside")).to_contain_text("hạn hiện tại vẫn giữ nguyên")


def test_somebody_outside_answers_on_a_telephone_without_scripts(
    visit: Come, served: Served, pins: list[str]
) -> None:
    code = a_case(served, "Công ty Mời Ngoài")
    officer = visit(OFFICER)
    page = officer.go(f"/ho-so/{code}/lay-y-kien/form")
    page.locator("details.ask-outside summary").click()
    page.fill("#outside-org-1", "Viện Quy hoạch")
    page.fill("#outside-name-1", "Bà Lê Thu")
    page.fill("#outside-email-1", "thu@vien.example.org")
    page.fill("[name=question]", "Có phù hợp quy hoạch không?")
    officer.button("Gửi lấy ý kiến").click()
    here = served.look(
        lambda root: "/gop-y/" + link_to(acting(served, root, OFFICER), request_of(root, code))
    )

    looking = visit("")
    looking.go(here)
    assert findings(looking, "vi") == []
    thu = visit("", NARROW, java_script_enabled=False)
    thu.go(here)
    expect(thu.main).not_to_contain_text("Có phù hợp quy hoạch không?")
    page = let_in(thu, here, pins)
    expect(thu.main).to_contain_text("Có phù hợp quy hoạch không?")
    page.check("[name=outcome][value=agree]")
    page.check("[name=hop_quy_hoach][value=true]")
    page.fill("[name=dien_tich]", "1.250,5")
    thu.button("Gửi ý kiến").click()
    expect(page.locator("body")).to_contain_text("Đã nhận ý kiến của ông/bà.")
    thanks = visit("")
    thanks.go("/gop-y")
    assert findings(thanks, "vi") == []
    page = thu.go(here)
    expect(thu.main).to_contain_text("Ý kiến đã gửi")

    officer.go(f"/ho-so/{code}")
    expect(officer.page.locator("table.bodies")).to_contain_text("1.250,5")
