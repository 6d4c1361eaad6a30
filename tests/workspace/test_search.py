"""Finding cases: without marks, by a part of the code, and only those one may see."""

from __future__ import annotations

import pytest

from motcua.workspace import search
from tests.make_workspace import ADMINISTRATOR, CONTROL, OFFICER, POLICE, Workplace


def found(page) -> list[str]:
    return [each.get_text(strip=True) for each in page.html.select(".work-name b")]


class TestFinding:
    def test_a_name_without_marks(self, workplace: Workplace):
        workplace.examined("Công ty Đông Nam Ánh Dương")
        workplace.work()
        page = workplace.seen_by(OFFICER).get("/tim?q=dong+nam+anh+duong")
        assert found(page) == ["Công ty Đông Nam Ánh Dương"]
        assert "Nguyễn Thu Hà (Sở Xây dựng)" in page

    def test_a_part_of_the_code(self, workplace: Workplace):
        code = workplace.examined("Theo mã")
        workplace.work()
        page = workplace.seen_by(OFFICER).get(f"/tim?q={code.rpartition('-')[2]}")
        assert "Theo mã" in found(page)

    def test_a_whole_code_at_once(self, workplace: Workplace):
        code = workplace.examined("Vừa nộp")
        page = workplace.seen_by(OFFICER).get(f"/tim?q={code.lower()}")
        assert found(page) == ["Vừa nộp"]

    def test_it_goes_on_page_by_page(self, fresh: Workplace):
        for number in range(22):
            fresh.file(f"Công ty Nhiều {number}")
        fresh.work()
        browser = fresh.seen_by(CONTROL)
        first = browser.get("/tim?q=nhieu")
        second = browser.get(first.html.select_one('a[rel="next"]')["href"])
        assert (len(found(first)), len(found(second))) == (20, 2)
        assert second.html.select_one('a[rel="first"]')["href"] == "/tim?q=nhieu"

    def test_nothing_asked_says_what_can_be(self, workplace: Workplace):
        page = workplace.seen_by(OFFICER).get("/tim")
        assert "theo những gì ghi trên giấy tiếp nhận" in page

    def test_nothing_found_says_what_to_try(self, workplace: Workplace):
        page = workplace.seen_by(OFFICER).get("/tim?q=khongcogi")
        assert "Hãy gõ ít từ hơn" in page


class TestWhoFindsWhat:
    def test_a_case_of_others_is_not_found(self, workplace: Workplace):
        code = workplace.examined("Kín Của Sở")
        workplace.work()
        for asked in ("kin+cua+so", code):
            assert found(workplace.seen_by(POLICE).get(f"/tim?q={asked}")) == []
        assert found(workplace.seen_by(CONTROL).get("/tim?q=kin+cua+so")) == ["Kín Của Sở"]

    def test_looking_ends_where_few_of_many_are_open(
        self, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
    ):
        for _number in range(3):
            workplace.examined("Rất Nhiều Kín")
        workplace.work()
        monkeypatch.setattr(search, "MOST_LOOKED_AT", 2)
        page = workplace.seen_by(POLICE).get("/tim?q=rat+nhieu+kin")
        assert "bạn được xem rất ít trong số đó" in page

    def test_not_without_work_here(self, workplace: Workplace):
        workplace.seen_by(ADMINISTRATOR).get("/tim?q=a", status=403)
