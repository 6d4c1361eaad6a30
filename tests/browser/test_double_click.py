"""What people do to pages: click twice, wait too long, come second, choose the wrong file."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.cases.actions import perform
from motcua.cases.content import Case
from motcua.consultations.actions import ask_opinions
from tests.browser.beforehand import PERMIT, a_permit, acting
from tests.browser.conftest import Come, Served, Visit
from tests.make_documents import a_pdf

pytestmark = [pytest.mark.browser]

CLERK, OTHER_CLERK, OFFICER, COLLEAGUE = "mai.tran", "truong.cao", "ha.nguyen", "tuan.ho"
HEAD, ENVIRONMENT, HER_COLLEAGUE = "vinh.le", "xuan.doan", "su.giang"
WHY = "Hồ sơ thiếu bản vẽ mặt bằng tổng thể, đề nghị lập lại theo mẫu số 01."
OPINION = "Vị trí xây dựng nằm ngoài quy hoạch sử dụng đất đã được duyệt."


class Told:
    """One case, in the state in which a test finds it."""

    def __init__(self, served: Served, *deeds: tuple[str, str, dict[str, str]]):
        self.served = served
        self.code = served.look(self._begin(deeds))

    def _begin(self, deeds: tuple[tuple[str, str, dict[str, str]], ...]) -> Any:
        def begin(root: Any) -> str:
            case = a_permit(acting(self.served, root, CLERK), "counter").case
            for person, action, form in deeds:
                perform(acting(self.served, root, person), case, action, form)
            return case.code

        return begin

    def ask(self, unit: str) -> str:
        """Let the officer ask a body; return where its question is."""

        def ask(root: Any) -> str:
            sent = ask_opinions(
                acting(self.served, root, OFFICER),
                self.case(root),
                "chuyen_nganh",
                units=[unit],
                question="Đề nghị cho ý kiến về vị trí xây dựng.",
            )
            return f"/y-kien/{sent.request_to(unit).id}"

        address: str = self.served.look(ask)
        return address

    def case(self, root: Any) -> Case:
        found: Case = root.cases.shelf[root.cases.codes[self.code.encode()]]
        return found

    def deeds(self) -> list[str]:
        """Return what the journal of the case took down."""
        deeds: list[str] = self.served.look(
            lambda root: [each.deed for each in self.case(root).journal]
        )
        return deeds


@pytest.fixture
def filed(served: Served) -> Told:
    """A case that waits at the counter."""
    return Told(served)


@pytest.fixture
def in_hand(served: Served) -> Told:
    """A case with an officer of construction."""
    return Told(
        served,
        (CLERK, "receive", {}),
        (CLERK, "transfer", {}),
        (HEAD, "assign", {"officer": OFFICER}),
    )


def cases(served: Served) -> int:
    return int(served.look(lambda root: len(root.cases.shelf)))


def upload(page: Page, number: int, name: str, content: bytes) -> None:
    """Choose a file of one's disk for one of the papers."""
    page.locator("input[type=file]").nth(number).set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": content}
    )


def fill_in_permit(visit: Visit) -> Page:
    """Fill in the application for a building permit, papers and all."""
    page = visit.go(f"/thu-tuc/{PERMIT}/nop")
    for name, value in {
        "name": "Nguyễn Thị Hồng Ngọc",
        "number": "079000000331",
        "address": "Ấp 2, xã Hòa Bình",
        "phone": "0901 000 331",
        "subject": "Xưởng may gia đình Hồng Ngọc",
        "ten_cong_trinh": "Xưởng may",
        "dia_diem": "Thửa 12, tờ 4",
        "dien_tich_san": "220",
        "so_tang": "1",
    }.items():
        page.fill(f"[name={name}]", value)
    for name, value in {
        "kind": "citizen",
        "loai_cong_trinh": "cong_nghiep",
        "trong_vung_di_tich": "false",
        "return_way": "online",
    }.items():
        page.check(f"[name={name}][value={value}]")
    page.select_option("[name=xa_phuong]", "xa-hoa-binh")
    page.check("[name=consent]")
    for number in range(5):
        upload(page, number, f"giay-{number}.pdf", a_pdf(inside=b"%%%d" % number))
    return page


class TestClickingTwice:
    def test_files_one_case(self, visit: Come, served: Served) -> None:
        before = cases(served)
        citizen = visit()
        page = fill_in_permit(citizen)
        citizen.button("Nộp hồ sơ").dblclick()
        expect(page.get_by_role("heading", name="Giấy biên nhận", level=1)).to_be_visible()
        assert cases(served) == before + 1

    def test_takes_one_step(self, visit: Come, filed: Told) -> None:
        clerk = visit(CLERK)
        clerk.go(f"/ho-so/{filed.code}/receive")
        clerk.button("Tiếp nhận").dblclick()
        clerk.page.wait_for_load_state("networkidle")
        assert filed.deeds().count("receive") == 1
        clerk.go(f"/ho-so/{filed.code}")
        expect(clerk.page.locator(".case-now")).to_contain_text("Đã tiếp nhận - chờ chuyển")

    def test_gives_one_answer(self, visit: Come, in_hand: Told, served: Served) -> None:
        address = in_hand.ask("so-nnmt")
        official = visit(ENVIRONMENT)
        page = official.go(address)
        page.check("[name=outcome][value=agree]")
        official.button("Ký và gửi").dblclick()
        page.wait_for_load_state("networkidle")
        official.go(address)
        expect(page.locator(".given")).to_have_count(1)


class TestComingSecond:
    def test_to_a_step_says_who_was_first_and_keeps_what_was_typed(
        self, visit: Come, filed: Told
    ) -> None:
        second = visit(OTHER_CLERK)
        page = second.go(f"/ho-so/{filed.code}/refuse")
        page.fill("[name=ly_do]", WHY)
        first = visit(CLERK)
        first.go(f"/ho-so/{filed.code}/receive")
        first.button("Tiếp nhận").click()
        expect(first.page.locator(".notice-done")).to_be_visible()

        second.button("Từ chối tiếp nhận").click()
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Trần Thị Tuyết Mai đã xử lý hồ sơ này lúc 08:00 23/11/2026")
        expect(page.locator("[name=ly_do]")).to_have_value(WHY)
        assert "refuse" not in filed.deeds()

    def test_to_an_answer_says_who_gave_it_and_keeps_what_was_typed(
        self, visit: Come, in_hand: Told
    ) -> None:
        address = in_hand.ask("so-nnmt")
        second = visit(ENVIRONMENT)
        page = second.go(address)
        page.check("[name=outcome][value=disagree]")
        page.fill("[name=text]", OPINION)
        first = visit(HER_COLLEAGUE)
        first.go(address)
        first.page.check("[name=outcome][value=agree]")
        first.button("Ký và gửi").click()
        expect(first.page.locator(".given")).to_be_visible()

        second.button("Ký và gửi").click()
        said = re.compile(r"Giàng A Sử đã gửi ý kiến của đơn vị bạn lúc 08:00 23/11/2026")
        expect(page.get_by_role("alert")).to_contain_text(said)
        expect(page.locator("[name=text]")).to_have_value(OPINION)

    def test_to_a_draft_shows_both_texts(self, visit: Come, in_hand: Told) -> None:
        address = in_hand.ask("so-nnmt")
        second = visit(ENVIRONMENT)
        page = second.go(address)
        page.fill("[name=text]", OPINION)
        first = visit(HER_COLLEAGUE)
        first.go(address)
        first.page.fill("[name=text]", "Vị trí phù hợp quy hoạch.")
        first.button("Lưu nháp").click()
        expect(first.page.locator(".notice-done")).to_be_visible()

        second.button("Lưu nháp").click()
        expect(page.locator(".two-texts")).to_contain_text("Vị trí phù hợp quy hoạch.")
        expect(page.locator("[name=text]")).to_have_value(OPINION)


HALF_AN_HOUR = timedelta(minutes=31)
"""For how long nobody asks for a page, until the session has ended."""


class TestComingLate:
    def test_what_was_typed_survives_the_session(
        self, visit: Come, filed: Told, served: Served
    ) -> None:
        clerk = visit(CLERK)
        page = clerk.go(f"/ho-so/{filed.code}/refuse")
        page.fill("[name=ly_do]", WHY)
        served.hands.turn_to(served.hands.now + HALF_AN_HOUR)
        clerk.button("Từ chối tiếp nhận").click()
        expect(page.get_by_role("heading", name="Đăng nhập lại", level=1)).to_be_visible()
        clerk.button("Đăng nhập").click()
        clerk.give_password(CLERK)
        expect(page.locator("[name=ly_do]")).to_have_value(WHY)
        assert "refuse" not in filed.deeds()
        clerk.button("Từ chối tiếp nhận").click()
        expect(page.locator(".notice-done")).to_be_visible()
        assert filed.deeds().count("refuse") == 1

    def test_and_is_shown_to_nobody_else(self, visit: Come, filed: Told, served: Served) -> None:
        clerk = visit(CLERK)
        page = clerk.go(f"/ho-so/{filed.code}/refuse")
        page.fill("[name=ly_do]", WHY)
        served.hands.turn_to(served.hands.now + HALF_AN_HOUR)
        clerk.button("Từ chối tiếp nhận").click()
        clerk.button("Đăng nhập").click()
        clerk.give_password(OTHER_CLERK)
        expect(page.locator("main")).not_to_contain_text(WHY)
        assert "refuse" not in filed.deeds()


class TestTheWrongFile:
    def test_is_refused_by_its_field_and_the_rest_is_kept(
        self, visit: Come, served: Served
    ) -> None:
        before = cases(served)
        citizen = visit()
        page = fill_in_permit(citizen)
        upload(page, 2, "quyet-dinh.pdf", b"MZ\x90\x00" + b"\0" * 200)
        citizen.button("Nộp hồ sơ").click()
        expect(page.locator(".error-summary li")).to_have_count(1)
        wrong = page.locator(".form-item.has-error")
        expect(wrong).to_have_count(1)
        expect(wrong.locator(".form-error")).to_contain_text("quyet-dinh.pdf")
        expect(page.locator(".kept-file")).to_have_count(4)
        expect(page.locator("[name=name]")).to_have_value("Nguyễn Thị Hồng Ngọc")
        expect(page.locator("[name=dien_tich_san]")).to_have_value("220")
        expect(page.locator("[name=kind][value=citizen]")).to_be_checked()
        assert cases(served) == before

        wrong.locator("input[type=file]").set_input_files(
            {"name": "quyet-dinh.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
        )
        citizen.button("Nộp hồ sơ").click()
        expect(page.locator(".receipt-papers li")).to_have_count(5)
        assert cases(served) == before + 1
