"""What an administrator sees, and that nobody else does."""

from __future__ import annotations

from typing import Any

import pytest
from webtest import TestApp

from tests.make_pages import a_browser

PERMIT = "/quan-tri/thu-tuc/cap-giay-phep-xay-dung/1"
PAGES = [
    "/quan-tri",
    "/quan-tri/thu-tuc",
    PERMIT,
    f"{PERMIT}.yaml",
    f"{PERMIT}.svg",
    "/quan-tri/don-vi",
    "/quan-tri/don-vi/so-xay-dung",
    "/quan-tri/uy-ban",
    "/quan-tri/lich",
]


@pytest.mark.parametrize("path", PAGES)
class TestWhoMayLook:
    def test_an_administrator(self, administrator: TestApp, path: str) -> None:
        assert administrator.get(path).status_int == 200

    def test_not_an_officer(self, officer: TestApp, path: str) -> None:
        officer.get(path, status=403)

    def test_a_visitor_is_asked_to_sign_in(self, app: Any, path: str) -> None:
        assert "/dang-nhap" in a_browser(app).get(path, status=303).location


class TestProcedures:
    def test_each_is_listed_with_its_version_and_limit(self, administrator: TestApp) -> None:
        page = administrator.get("/quan-tri/thu-tuc")
        page.mustcontain("1.009645", "17 ngày làm việc", "bản 1")

    def test_a_file_that_is_not_sound_is_listed_with_its_lines(
        self, administrator: TestApp
    ) -> None:
        page = administrator.get("/quan-tri/thu-tuc")
        page.mustcontain("hong/1.yaml", "khong_co", "Tệp chưa có hiệu lực")

    def test_and_is_not_in_force(self, administrator: TestApp) -> None:
        administrator.get("/quan-tri/thu-tuc/hong/1", status=404)


class TestADefinition:
    def test_it_shows_text_picture_and_check(self, administrator: TestApp) -> None:
        page = administrator.get(PERMIT)
        page.mustcontain("workflow: cap-giay-phep-xay-dung", "<svg", "Không có lỗi nào")
        assert page.html.find(id="line-1") is not None

    def test_it_says_who_may_do_what_in_words(self, administrator: TestApp) -> None:
        page = administrator.get(PERMIT)
        page.mustcontain("người đang giữ hồ sơ", "trở lại bước trước", "ở nguyên bước này")

    def test_its_file_is_the_file(self, administrator: TestApp) -> None:
        answer = administrator.get(f"{PERMIT}.yaml")
        assert answer.content_disposition.startswith("attachment")
        assert "workflow: cap-giay-phep-xay-dung" in answer.text

    def test_its_picture_is_a_file_of_its_own(self, administrator: TestApp) -> None:
        answer = administrator.get(f"{PERMIT}.svg")
        assert answer.content_type == "image/svg+xml"
        assert "attachment" in answer.content_disposition

    @pytest.mark.parametrize("path", ["no-such/1", "cap-giay-phep-xay-dung/9"])
    def test_what_is_not_there(self, administrator: TestApp, path: str) -> None:
        administrator.get(f"/quan-tri/thu-tuc/{path}", status=404)

    def test_in_english(self, administrator: TestApp) -> None:
        administrator.get(f"{PERMIT}?_LOCALE_=en").mustcontain("Step by step", "Building")
        administrator.get(f"{PERMIT}?_LOCALE_=vi")


class TestUnits:
    def test_the_tree_counts_people(self, administrator: TestApp) -> None:
        administrator.get("/quan-tri/don-vi").mustcontain("Sở Xây dựng", "7 người")

    def test_a_unit_shows_who_holds_what_and_who_acts_for_whom(
        self, administrator: TestApp
    ) -> None:
        page = administrator.get("/quan-tri/don-vi/so-xay-dung")
        page.mustcontain("Nguyễn Đăng Khoa", "ủy quyền cho Võ Thị Minh Tâm", "000.")

    def test_an_unknown_unit(self, administrator: TestApp) -> None:
        administrator.get("/quan-tri/don-vi/so-khong-co", status=404)

    def test_the_committee_names_its_chair_and_votes(self, administrator: TestApp) -> None:
        administrator.get("/quan-tri/uy-ban").mustcontain(
            "Trần Minh Quang", "chủ tọa", "có quyền biểu quyết"
        )


class TestTheCalendar:
    def test_this_year_and_why(self, administrator: TestApp) -> None:
        administrator.get("/quan-tri/lich").mustcontain("249", "Ngày Văn hóa Việt Nam")

    def test_a_year_that_is_not_decided_says_so(self, administrator: TestApp) -> None:
        administrator.get("/quan-tri/lich?nam=2027").mustcontain("tạm tính")

    @pytest.mark.parametrize("asked", ["x", "1900", ""])
    def test_anything_else_is_this_year(self, administrator: TestApp, asked: str) -> None:
        administrator.get(f"/quan-tri/lich?nam={asked}").mustcontain("2026")

    def test_as_a_unit_keeps_it(self, administrator: TestApp) -> None:
        administrator.get("/quan-tri/lich?don-vi=so-xay-dung").mustcontain("Sở Xây dựng")

    def test_the_first_and_last_years_lead_no_further(self, administrator: TestApp) -> None:
        assert "nam=2019" not in administrator.get("/quan-tri/lich?nam=2020").text
        assert "nam=2041" not in administrator.get("/quan-tri/lich?nam=2040").text
