"""Giving procedures out in other formats, taking files of others in, the record of a version."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from webtest import TestApp, Upload

from motcua.acting import system
from motcua.pages.asking import OFFICE
from motcua.storage import opening
from motcua.workflows import actions, versions
from motcua.workflows.exchange.formats import FORMATS
from tests.make import MONDAY
from tests.make_exchange import bpmn, flow
from tests.make_pages import a_browser

PERMIT = "/quan-tri/thu-tuc/cap-giay-phep-xay-dung/1"
IMPORT = "/quan-tri/thu-tuc/nhap"
LEAVE = bpmn(
    '<b:startEvent id="s"/><b:task id="a" name="Viết đơn"/><b:endEvent id="e" name="Xong"/>'
    + flow("s", "a")
    + flow("a", "e", "Gửi")
)


def sent(browser: TestApp, content: bytes, name: str = "x.bpmn", **more: Any) -> Any:
    form = the_form(browser.get(IMPORT), "file")
    form["file"] = Upload(name, content)
    return form.submit(**more)


def the_form(page: Any, field: str) -> Any:
    return next(each for each in page.forms.values() if field in each.fields)


class TestTheRecordOfAVersion:
    def test_everything_an_auditor_asks_for(self, administrator: TestApp) -> None:
        page = administrator.get(PERMIT)
        digest = page.html.find("code", class_="breaks").text
        assert len(digest) == 64
        page.mustcontain(
            "Địa chỉ cố định",
            f"http://localhost{PERMIT}",
            "hệ thống, khi khởi động",
            "1.yaml",
            "Hồ sơ đang giải quyết theo bản này",
            "Bản đầu tiên.",
        )

    def test_every_format_with_what_it_cannot_say(self, administrator: TestApp) -> None:
        page = administrator.get(PERMIT)
        for format in FORMATS:
            page.mustcontain(f'href="{PERMIT}.{format}"')
        page.mustcontain("Ai được làm: SCXML biết sự kiện", "Nói được tất cả.")


CARD = "van-ban-cho-phep-the-abtc"


def published_again(app: Any, in_force_from: date) -> None:
    """Put the next version of the procedure of the card into force, with a longer limit."""
    office = app.registry[OFFICE]

    def publish(root: Any) -> None:
        acting = system(office, root, MONDAY)
        last = versions.last(root, CARD)
        number = last.number
        text = versions.text(root, last.digest)
        text = text.replace(f"version: {number}", f"version: {number + 1}", 1)
        text = text.replace("    within: ", f"    # đổi {number}\n    within: 1 working day + ", 1)
        actions.publish(acting, text, "QĐ 15", in_force_from=in_force_from, author="linh.bui")

    opening.transact(app.registry._zodb_databases[""], publish)


class TestAVersionThatWasReplaced:
    @pytest.fixture(scope="class", autouse=True)
    def newer(self, app: Any) -> None:
        published_again(app, date(2026, 12, 1))

    def test_it_says_until_when_it_is_in_force(self, administrator: TestApp) -> None:
        administrator.get(f"/quan-tri/thu-tuc/{CARD}/1").mustcontain("đến hết 30/11/2026")

    def test_the_newer_one_says_what_it_changed_and_who_wrote_it(
        self, administrator: TestApp
    ) -> None:
        page = administrator.get(f"/quan-tri/thu-tuc/{CARD}/2")
        page.mustcontain("So với bản", f'href="/quan-tri/thu-tuc/{CARD}/1"', "Bùi Khánh Linh")
        page.mustcontain("QĐ 15", "từ 01/12/2026")
        assert "đến hết" not in page.text

    def test_the_office_document_lists_its_editions(self, administrator: TestApp) -> None:
        answer = administrator.get(f"/quan-tri/thu-tuc/{CARD}/2.docx")
        changes = Document(BytesIO(answer.body)).tables[2]
        rows = [[cell.text for cell in row.cells] for row in changes.rows]
        assert [row[0] for row in rows[1:]] == ["2", "1"]
        assert rows[1][2].startswith("QĐ 15\n")
        assert "→" in rows[1][2]


class TestGivingOut:
    @pytest.mark.parametrize("format", FORMATS)
    def test_each_format_is_a_file_to_keep(self, administrator: TestApp, format: str) -> None:
        answer = administrator.get(f"{PERMIT}.{format}")
        assert answer.content_type == FORMATS[format].media_type
        name = f'filename="cap-giay-phep-xay-dung-1.{format}"'
        assert answer.content_disposition == f"attachment; {name}"
        assert "sandbox" in answer.headers["Content-Security-Policy"]

    def test_the_office_document_names_units_and_letters(self, administrator: TestApp) -> None:
        document = Document(BytesIO(administrator.get(f"{PERMIT}.docx").body))
        cells = [cell.text for each in document.tables for row in each.rows for cell in row.cells]
        assert "SỞ XÂY DỰNG" in cells
        assert any("Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in each for each in cells)
        assert "Ban hành lần đầu" in cells

    @pytest.mark.parametrize("end", ["exe", "yaml.pdf", "PDF"])
    def test_no_other_format(self, administrator: TestApp, end: str) -> None:
        administrator.get(f"{PERMIT}.{end}", status=404)

    @pytest.mark.parametrize("format", ["docx", "scxml"])
    def test_not_to_an_officer_nor_to_a_visitor(
        self, app: Any, officer: TestApp, format: str
    ) -> None:
        officer.get(f"{PERMIT}.{format}", status=403)
        assert "/dang-nhap" in a_browser(app).get(f"{PERMIT}.{format}", status=303).location


class TestTakingIn:
    def test_a_file_of_others_shows_its_text_and_what_is_to_be_completed(
        self, administrator: TestApp
    ) -> None:
        page = sent(administrator, LEAVE)
        page.mustcontain("x.bpmn", "Cần bổ sung", "tạm ghi “officer”", "workflow: nghi-phep")

    def test_and_becomes_a_draft(self, administrator: TestApp) -> None:
        page = sent(administrator, LEAVE)
        answer = the_form(page, "text").submit(status=303)
        assert "/quan-tri/du-thao/" in answer.location
        answer.follow().mustcontain("Nghỉ phép")

    def test_our_own_file_comes_back_whole_and_changes_the_procedure_it_is(
        self, administrator: TestApp
    ) -> None:
        content = administrator.get(f"{PERMIT}.scxml").body
        page = sent(administrator, content, "cap-giay-phep.scxml")
        page.mustcontain("văn bản còn nguyên", "Đã có quy trình mang mã này", f'href="{PERMIT}"')
        answer = the_form(page, "text").submit(status=303)
        answer.follow().mustcontain("version: 2")

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"<!DOCTYPE a><a/>", "thực thể"),
            (b"<a/>", "không phải SCXML"),
            (b"", "Tệp trống"),
            (b"x" * 2_000_000, "quá lớn"),
        ],
        ids=["entities", "something else", "nothing", "too large"],
    )
    def test_what_is_refused_says_why(
        self, administrator: TestApp, content: bytes, said: str
    ) -> None:
        page = sent(administrator, content, status=422)
        page.mustcontain(said)
        assert the_form(page, "file")

    def test_a_form_sent_without_a_file(self, administrator: TestApp) -> None:
        form = the_form(administrator.get(IMPORT), "file")
        form.submit(status=422).mustcontain("Tệp trống")

    def test_a_text_that_says_nothing_is_a_draft_like_any_other(
        self, administrator: TestApp
    ) -> None:
        form = the_form(sent(administrator, LEAVE), "text")
        form["text"] = "workflow: moi"
        form.submit(status=303).follow().mustcontain("workflow: moi")

    def test_only_who_may_edit(self, app: Any, officer: TestApp) -> None:
        officer.get(IMPORT, status=403)
        assert "/dang-nhap" in a_browser(app).get(IMPORT, status=303).location

    def test_the_drafts_lead_there(self, administrator: TestApp) -> None:
        administrator.get("/quan-tri/du-thao").mustcontain(f'href="{IMPORT}"')
