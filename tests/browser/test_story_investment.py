"""The story of an investment (P1): filed on a telephone, asked about, decided, followed.

A cold store that wants 4 ha beside a barracks needs the Chairman's approval
(NĐ 96/2026).  Everybody does their part in a browser of their own, and the
investor reads each stage on a screen of 320 px.

The calendar of the story, November and December 2026.  Tuesday 24/11 is a
holiday, Saturdays and Sundays are free, nothing else is:

    Mo 23  Tu --  We 25  Th 26  Fr 27  |  Mo 30  Tu 1  We 2  Th 3  Fr 4
    Mo 7   Tu 8   We 9   Th 10  Fr 11  |  Mo 14  Tu 15 We 16 Th 17
"""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import NARROW, Come, Served, Visit
from tests.make_documents import a_pdf

pytestmark = [pytest.mark.browser]

PROCEDURE = "chap-thuan-chu-truong-dau-tu"
CLERK, HEAD, OFFICER, LEADER = "mai.tran", "loc.huynh", "duyen.truong", "khai.pham"
COMMITTEE_OFFICE, CHAIRMAN = "lan.phan", "quang.tran"
CONSTRUCTION_HEAD, CONSTRUCTION_OFFICER = "vinh.le", "ha.nguyen"
ENVIRONMENT, COMMUNE, ARMY = "pang.lo", "sau.le", "duc.phan"

FIVE = {
    "cong-an-tinh": "Công an tỉnh",
    "bo-chqs-tinh": "Bộ CHQS tỉnh",
    "so-xay-dung": "Sở Xây dựng",
    "so-nnmt": "Sở NN&MT",
    "xa-hoa-binh": "UBND xã Hòa Bình",
}
PAPERS = ("van_ban_de_nghi", "tu_cach_phap_ly", "nang_luc_tai_chinh", "de_xuat_du_an")
REASONS = "Còn 2 ha đất chuyên trồng lúa chưa có trong kế hoạch sử dụng đất năm 2027."
REMARKS = "Khớp nối giao thông với đường tỉnh 25.\nBổ sung bãi đỗ xe cho công nhân."
REFUSAL = "Chưa có kế hoạch sử dụng đất cho 2 ha đất lúa; đề nghị lập lại hồ sơ năm 2027."


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M")


class Story:
    """Everybody of the story, each at a screen of their own."""

    def __init__(self, served: Served, come: Come):
        self.served = served
        self.come = come
        self.code = ""
        self.secret = ""

    def turn_to(self, moment: str) -> None:
        """Let time pass, and the worker do what became due."""
        self.served.hands.turn_to(at(moment))
        self.served.work()

    # --- the investor ------------------------------------------------------------

    def file(self) -> None:
        investor = self.come(size=NARROW)
        page = investor.go(f"/thu-tuc/{PROCEDURE}")
        page.get_by_role("link", name="Nộp hồ sơ trực tuyến").first.click()
        self._fill_in(investor)
        fits(investor)
        investor.button("Nộp hồ sơ").click()
        expect(page.get_by_role("heading", name="Giấy biên nhận", level=1)).to_be_visible()
        fits(investor)
        keys = page.locator(".receipt-keys dd")
        self.code, self.secret = keys.nth(0).inner_text(), keys.nth(1).inner_text()
        # The counter of the province, by the pattern of 2026: {unit}-{YYYYMMDD}-{0000000}.
        assert re.fullmatch(r"[\w.]+-20261123-\d{7}", self.code)
        assert re.fullmatch(r"[A-Z2-9]{10}", self.secret)
        expect(page.locator(".receipt-papers li")).to_have_count(len(PAPERS))

    def _fill_in(self, investor: Visit) -> None:
        page = investor.page
        investor.main.get_by_label("doanh nghiệp").check()
        for name, value in {
            "name": "Công ty cổ phần Kho lạnh Hòa Bình",
            "number": "3600000123",
            "address": "Thôn Đông, xã Hòa Bình",
            "phone": "0901 234 567",
            "email": "kholanh@example.invalid",
            "subject": "Kho lạnh Hòa Bình",
            "ten_du_an": "Kho lạnh Hòa Bình",
            "muc_tieu": "Bảo quản 5.000 tấn trái cây mỗi vụ.",
            "dien_tich": "4",
            "von_dau_tu": "120.000.000.000",
            "thoi_han_nam": "30",
        }.items():
            page.fill(f"[name={name}]", value)
        page.select_option("[name=xa_phuong]", "xa-hoa-binh")
        page.locator("fieldset", has_text="Gần khu quốc phòng").get_by_label("Có").last.check()
        for paper in PAPERS:
            page.set_input_files(
                f"[id=form-papers-{paper}]",
                {"name": f"{paper}.pdf", "mimeType": "application/pdf", "buffer": a_pdf()},
            )
        investor.main.get_by_label("Trực tuyến").check()
        page.locator("[name=consent]").check()

    def reads(self, step: str, *also: str, due: str = "", holder: str = "") -> None:
        """Let the investor show code and secret, and read where the case is."""
        self.served.forget_tries()
        investor = self.come(size=NARROW)
        page = investor.go("/tra-cuu")
        page.fill("[name=code]", self.code)
        page.fill("[name=secret]", self.secret)
        investor.button("Xem hồ sơ đang ở đâu").click()
        now = page.locator(".standing")
        expect(now.locator(".standing-step")).to_have_text(step)
        for said in (*also, *([f"Hẹn trả kết quả lúc {due}"] if due else [])):
            expect(now).to_contain_text(said)
        if not due:
            expect(now).not_to_contain_text("Hẹn trả kết quả lúc")
        if holder:
            expect(now.locator(".held")).to_contain_text(holder)
        fits(investor)
        investor.context.close()

    # --- the officials -----------------------------------------------------------

    def official(self, account: str) -> Visit:
        """Let an official sign in and open the case from the list of their own work."""
        visit = self.come(account)
        line = visit.main.locator("[data-line]", has_text=self.code)
        line.locator("[data-open]").first.click()
        return visit

    def does(self, account: str, action: str, **filled: str) -> None:
        """Let an official take an action of the case."""
        visit = self.official(account)
        visit.link(action).first.click()
        for name, value in filled.items():
            field = visit.page.locator(f"[name={name}]").first
            kind = field.evaluate("each => each.tagName + (each.type || '')")
            if kind.startswith("SELECT"):
                field.select_option(value)
            elif kind == "INPUTradio":
                visit.page.check(f"[name={name}][value='{value}']")
            else:
                field.fill(value)
        visit.button(action).click()
        expect(visit.page.locator(".notice-done")).to_be_visible()
        visit.context.close()

    def asks(self) -> None:
        """Let the officer ask five bodies, all at once."""
        visit = self.official(OFFICER)
        visit.link("Lấy ý kiến thẩm định dự án").first.click()
        page = visit.page
        # Because the project lies beside a barracks, the police and the army must be asked,
        # and so must the commune in which it lies.
        for unit in ("cong-an-tinh", "bo-chqs-tinh", "xa-hoa-binh"):
            expect(page.locator(f"#unit-{unit}")).to_be_disabled()
            expect(page.locator(f"#unit-{unit}")).to_be_checked()
        for unit in ("so-xay-dung", "so-nnmt", "so-khcn"):
            expect(page.locator(f"#unit-{unit}")).to_be_checked()
        page.uncheck("#unit-so-khcn")
        # Seven working days after Wednesday 25/11: 26, 27, 30/11, 1, 2, 3, 4/12 = Friday 4/12.
        expect(page.locator(".ask-body", has_text="Công an tỉnh")).to_contain_text(
            "17:00 thứ Sáu, 04/12/2026"
        )
        page.click("button[name=send]")
        expect(self.table(visit).locator("tbody tr")).to_have_count(len(FIVE))
        visit.context.close()

    def table(self, visit: Visit) -> Locator:
        """The live table of the consultation on the page of the case."""
        return visit.page.locator("table.bodies")

    def answers(self, account: str, outcome: str, text: str = "", remarks: str = "") -> None:
        """Let a body answer what it was asked."""
        visit = self.official(account)
        page = visit.page
        page.check(f"[name=outcome][value={outcome}]")
        page.fill("[name=text]", text)
        for number, remark in enumerate(filter(None, remarks.splitlines()), 1):
            page.fill(f"#form-remarks-{number}-remark", remark)
        page.click("button[name=give]")
        expect(page.locator(".notice-done")).to_be_visible()
        expect(page.locator(".given")).to_be_visible()
        visit.context.close()

    def assigns_inside(self, account: str, officer: str) -> None:
        """Let the head of an asked body give the question to an officer."""
        visit = self.official(account)
        visit.page.select_option("#assign-person", officer)
        visit.page.click(".assign button")
        expect(visit.page.locator(".notice-done")).to_be_visible()
        visit.context.close()

    def finds_disabled(self, account: str, action: str, *because: str) -> None:
        """See that a step cannot be taken yet, and read why."""
        visit = self.come(account)
        page = visit.go(f"/ho-so/{self.code}")
        item = page.locator("aside .acts li", has_text=action)
        expect(item.get_by_role("button", name=action)).to_be_disabled()
        for said in because:
            expect(item).to_contain_text(said)
        visit.context.close()


def fits(visit: Visit) -> None:
    """See that nothing has to be moved sideways."""
    wide = visit.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= NARROW["width"], f"{visit.page.url} is {wide} px wide"


@pytest.fixture
def story(served: Served, visit: Come) -> Story:
    return Story(served, visit)


def test_an_investor_follows_a_case_through_five_opinions_to_the_decision(story: Story) -> None:
    story.turn_to("23/11/2026 08:00")
    story.file()
    story.reads("Chờ tiếp nhận", "Thời hạn giải quyết hiện chưa tính", holder="Trung tâm Phục vụ")

    # Received on Monday 23/11; 17 working days after it: 25, 26, 27; 30/11, 1-4/12; 7-11;
    # 14, 15, 16, 17/12 = Thursday 17/12.
    story.turn_to("23/11/2026 09:00")
    story.does(CLERK, "Tiếp nhận")
    due = "17:00 thứ Năm, 17/12/2026"
    story.reads("Đã tiếp nhận - chờ chuyển", "Tiếp theo: Chờ phân công", due=due)

    story.turn_to("23/11/2026 14:00")
    story.does(CLERK, "Chuyển Sở Tài chính")
    story.reads("Chờ phân công", "còn 17 ngày làm việc", due=due, holder="Sở Tài chính")

    # Two hours later at the latest; the head does it at once.
    story.turn_to("23/11/2026 14:30")
    story.does(HEAD, "Phân công", officer=OFFICER)
    story.reads("Kiểm tra hồ sơ và gửi lấy ý kiến", due=due, holder="Sở Tài chính")

    # On Tuesday nobody works.  Without a question nothing can be waited for.
    story.turn_to("25/11/2026 08:00")
    story.finds_disabled(OFFICER, "Đã gửi đủ - chờ ý kiến", "Chưa lấy ý kiến", "Công an tỉnh")
    story.asks()
    story.does(OFFICER, "Đã gửi đủ - chờ ý kiến")
    story.reads("Chờ ý kiến các cơ quan", "Quá hạn mà không trả lời thì coi như đồng ý", due=due)

    story.turn_to("26/11/2026 09:00")
    story.answers(ARMY, "agree")
    story.turn_to("27/11/2026 10:00")
    story.assigns_inside(CONSTRUCTION_HEAD, CONSTRUCTION_OFFICER)
    story.answers(CONSTRUCTION_OFFICER, "agree_with_remarks", "Phù hợp quy hoạch.", REMARKS)
    story.turn_to("30/11/2026 15:00")
    story.answers(ENVIRONMENT, "disagree", REASONS)
    story.turn_to("01/12/2026 08:00")
    story.answers(COMMUNE, "agree")

    # One of five is left, with three days to go: the step says for whom it waits and till when.
    waits = ("Công an tỉnh", "04/12")
    story.finds_disabled(OFFICER, "Đủ ý kiến - thẩm định", *waits)

    # Until the limit the police may answer; a minute after it they have been silent.
    story.turn_to("04/12/2026 16:59")
    story.finds_disabled(OFFICER, "Đủ ý kiến - thẩm định", "Công an tỉnh")
    story.turn_to("04/12/2026 17:01")
    officer = story.come(OFFICER)
    page = officer.go(f"/ho-so/{story.code}")
    rows = {
        "bo-chqs-tinh": "Đồng ý",
        "so-xay-dung": "(2)",
        "so-nnmt": REASONS,
        "xa-hoa-binh": "Đồng ý",
        "cong-an-tinh": "Đến 17:00 04/12/2026 không trả lời. Quá hạn không trả lời thì"
        " coi như đồng ý (NĐ 96/2026 Đ6.6, Đ35.7-8).",
    }
    for unit, said in rows.items():
        row = story.table(officer).locator("tbody tr", has_text=FIVE[unit])
        expect(row).to_contain_text(said)
    assert "Không đồng ý" in story.table(officer).inner_text()
    expect(
        page.locator("aside .acts").get_by_role("link", name="Đủ ý kiến - thẩm định")
    ).to_be_visible()
    officer.context.close()

    # Four working days after Monday 7/12: 8, 9, 10, 11/12.
    story.turn_to("07/12/2026 08:00")
    story.does(OFFICER, "Đủ ý kiến - thẩm định")
    story.reads("Thẩm định và lập báo cáo", "còn 8 ngày làm việc", due=due)

    story.turn_to("10/12/2026 15:00")
    story.does(OFFICER, "Trình lãnh đạo Sở", ket_luan="tu_choi", du_thao="Không đủ điều kiện.")
    story.reads("Lãnh đạo Sở ký báo cáo", "đang chờ lãnh đạo Sở Tài chính ký", due=due)

    story.turn_to("11/12/2026 09:00")
    story.does(LEADER, "Ký báo cáo thẩm định", so_van_ban="512/BC-STC")
    story.reads("Văn phòng UBND tỉnh kiểm tra", due=due, holder="Văn phòng Ủy ban nhân dân tỉnh")

    story.turn_to("14/12/2026 08:00")
    story.does(COMMITTEE_OFFICE, "Trình Chủ tịch")
    # Four working days after Monday 14/12: 15, 16, 17/12 are three; today is not over.
    story.reads("Chủ tịch UBND tỉnh xem xét", due=due, holder="Ủy ban nhân dân tỉnh")

    story.turn_to("15/12/2026 10:00")
    story.does(CHAIRMAN, "Không chấp thuận", ly_do=REFUSAL)
    story.reads("Từ chối", "Lý do ghi trong văn bản từ chối")
    _reads_the_refusal(story)


def _reads_the_refusal(story: Story) -> None:
    """The investor takes the written refusal home, and finds every stage with its day."""
    investor = story.come(size=NARROW)
    page = investor.go(f"/tra-cuu/{story.code}/{story.secret}")
    days = ("23/11", "25/11", "07/12", "10/12", "11/12", "14/12", "15/12")
    told = page.locator(".timeline").inner_text()
    assert [day for day in days if day not in told] == []
    fits(investor)
    page.locator(".standing a", has_text="từ chối").click()
    expect(page.locator("body")).to_contain_text(REFUSAL)
    expect(page.locator("body")).to_contain_text(story.code)
    fits(investor)
