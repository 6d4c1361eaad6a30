"""Opinions of departments, then of the members of the People's Committee, on one case.

What Đồng Nai asked for in 2018: both while the procedure is handled, on its
page and on its clock.  The departments have answered; the Office reads what
they said, asks the members, one of whom votes on a telephone, and sees on the
page of the case that it can go to the Chairman.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from motcua.ballots.actions import sign
from motcua.ballots.content import Answer
from motcua.cases.actions import perform
from motcua.cases.content import Applicant, Case, Enclosure
from motcua.cases.filing import file_case
from motcua.consultations.actions import ask_opinions, give_opinion
from motcua.consultations.content import Reply
from motcua.documents.keeping import keep
from motcua.workflows import versions
from tests.browser.beforehand import acting
from tests.browser.conftest import NARROW, Come, Served
from tests.make_consultations import publish
from tests.make_documents import a_pdf
from tests.procedures.test_seeds import (
    BODIES,
    CLERK,
    HEAD,
    LEADER,
    OFFICE,
    OFFICER,
    PROJECT,
    WITH_BALLOT,
    with_ballot,
)

pytestmark = [pytest.mark.browser]

NOW = datetime(2026, 11, 23, 9, 30)
MEMBER = "khoa.nguyen"
SAID = {
    "xa-long-phuoc": ("ngan.huynh", Reply("agree")),
    "so-xay-dung": (
        "ha.nguyen",
        Reply("agree_with_remarks", "Đồng ý, có góp ý.", ("Khớp nối giao thông.",)),
    ),
    "so-nnmt": ("xuan.doan", Reply("agree")),
    "so-khcn": ("yen.luu", Reply("agree")),
    "bo-chqs-tinh": ("tue.le", Reply("agree")),
    "cong-an-tinh": ("long.nguyen", Reply("agree")),
}


def at_the_office(served: Served, root: Any) -> Case:
    """Let the departments say what they have to say, and the report reach the Office."""

    def by(person: str) -> Any:
        return acting(served, root, person)

    publish(root, with_ballot())
    rules = versions.in_force(root, WITH_BALLOT, NOW.date())
    clerk = by(CLERK)
    papers = [p.id for p in rules.papers.values() if p.required and p.by == "applicant"]
    enclosures = [
        Enclosure(
            each,
            keep(clerk, f"{each}.pdf", a_pdf(), "application/pdf", kind="paper"),
            clerk.now,
            clerk.person,
        )
        for each in papers
    ]
    case = file_case(
        clerk,
        rules,
        applicant=Applicant("Công ty Long Phước Xanh", kind="enterprise"),
        answers=PROJECT,
        enclosures=enclosures,
        receiving_unit=clerk.unit,
        subject="Cụm công nghiệp Long Phước",
    ).case
    for action in ("receive", "transfer"):
        perform(by(CLERK), case, action)
    perform(by(HEAD), case, "assign", {"officer": OFFICER})
    question = rules.consultations["co_quan_lien_quan"].question.vi
    sent = ask_opinions(by(OFFICER), case, "co_quan_lien_quan", units=BODIES, question=question)
    perform(by(OFFICER), case, "start_waiting")
    for unit, (person, reply) in SAID.items():
        request = sent.request_to(unit)
        assert request is not None
        give_opinion(by(person), request, reply)
    perform(by(OFFICER), case, "appraise")
    facts = {"ket_luan": "chap_thuan", "du_thao": "Đề nghị chấp thuận."}
    perform(by(OFFICER), case, "propose", facts)
    perform(by(LEADER), case, "sign", {"so_van_ban": "512/BC-STC"})
    return case


def _others_vote(served: Served, root: Any, code: str) -> None:
    [ballot] = root.ballots.of_case(root.cases.codes[code.encode()])
    for slip in [each for each in ballot.voters if each.person != MEMBER]:
        said = [Answer(matter.id, "agree") for matter in ballot.matters]
        sign(acting(served, root, slip.person), slip, said, slip.revision)


def test_departments_then_members(served: Served, visit: Come) -> None:
    served.hands.turn_to(NOW)
    code = str(served.look(lambda root: at_the_office(served, root).code))

    office = visit(OFFICE)
    page = office.go(f"/ho-so/{code}")
    expect(page.locator("main")).to_contain_text("Đồng ý, có góp ý")
    expect(page.locator("main")).to_contain_text("Chưa lấy phiếu thành viên.")
    office.link("Lấy phiếu thành viên UBND tỉnh").first.click(timeout=8000)
    office.button("Gửi phiếu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lấy phiếu thành viên UBND tỉnh")

    member = visit(MEMBER, NARROW)
    page = member.go("/viec")
    page.locator("[data-line]", has_text=code).locator("[data-open]").first.click()
    for choice in ("#c-1-agree", "#c-2-agree"):
        page.locator(choice).check()
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    member.button("Xem lại và ký").click()
    member.button("Ký và gửi").click()
    expect(page.locator(".notice-done")).to_contain_text("Phiếu đã được ký")

    page = office.go("/lay-phieu")
    expect(page.locator(".sessions-agenda > li", has_text=code)).to_contain_text("1/15")
    served.look(lambda root: _others_vote(served, root, code))
    served.work()
    page = office.go(f"/ho-so/{code}")
    expect(page.locator("main")).to_contain_text("Thông qua")
    expect(page.get_by_role("link", name="Trình Chủ tịch").first).to_be_visible()
    page = office.go("/lay-phieu")
    page.locator(".sessions-agenda > li", has_text=code).get_by_role("link").first.click()
    office.link("Ghi nhận đã thông báo").first.click()
    page.locator("textarea[name=reason]").fill("Phiên họp thường kỳ tháng 12")
    office.button("Ghi nhận đã thông báo").click()
    expect(page.locator("main")).to_contain_text("Phiên họp thường kỳ tháng 12")
