"""Finding a procedure, and what it takes."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from webtest import TestApp

from motcua.portal.catalogue import main_path, sector_key, sectors
from motcua.words import Label
from motcua.workflows import versions
from tests.make import MONDAY
from tests.portal.conftest import PERMIT, Province


def titles(browser: TestApp, query: str) -> list[str]:
    page = browser.get("/thu-tuc?" + quote(query, safe="=+&"))
    return [each.text for each in page.html.select(".found h2")]


class TestFirstPage:
    def test_it_asks_what_is_needed_and_says_who_asks(self, browser: TestApp):
        shown = browser.get("/").html
        assert shown.h1.text == "Ông/bà cần làm thủ tục gì?"
        assert "Long Giang" in shown.select_one(".hero-of").text

    def test_sectors_lead_to_their_procedures(self, browser: TestApp):
        link = browser.get("/").html.select_one(".tiles a[href*=xay-dung]")
        assert len(titles(browser, link["href"].partition("?")[2])) == 1

    def test_the_counters_can_be_called(self, browser: TestApp):
        assert browser.get("/").html.select("a[href='tel:02003822111']")


class TestSearch:
    @pytest.mark.parametrize(
        "query",
        [
            pytest.param("q=giay+phep+xay+dung", id="without marks"),
            pytest.param("q=Giấy+PHÉP+xây+dựng", id="with marks and capitals"),
            pytest.param("q=building+permit", id="in English"),
            pytest.param("q=tham+tra+thiet+ke", id="by one of its papers"),
            pytest.param("linh-vuc=hoat-dong-xay-dung", id="by sector"),
        ],
    )
    def test_a_procedure_is_found(self, browser: TestApp, query: str):
        assert "Cấp giấy phép xây dựng mới (không phải nhà ở riêng lẻ)" in titles(browser, query)

    def test_it_is_found_by_its_code(self, browser: TestApp):
        assert len(titles(browser, "q=1.009645")) == 1

    def test_what_has_the_words_in_its_title_comes_first(self, browser: TestApp):
        assert "xây dựng" in titles(browser, "q=xay+dung")[0]

    def test_who_may_file_narrows_it(self, browser: TestApp):
        assert set(titles(browser, "nguoi-nop=citizen")) < set(titles(browser, ""))

    def test_nothing_found_says_what_to_do(self, browser: TestApp):
        shown = browser.get("/thu-tuc?q=khong+co+gi+nhu+the").html
        assert shown.select_one(".empty a")["href"] == "/thu-tuc"


class TestProcedure:
    def test_it_says_what_it_takes(self, browser: TestApp):
        shown = browser.get(PERMIT).html
        facts = {each.dt.text: each.dd.text for each in shown.select(".facts > div")}
        assert facts["Thời hạn giải quyết"] == "10 ngày làm việc"
        assert facts["Cơ quan giải quyết"] == "Sở Xây dựng"
        assert "Mẫu số 01" in shown.select_one(".papers").text
        assert shown.select("details svg")

    def test_what_the_office_makes_is_not_asked(self, browser: TestApp):
        assert "Biên bản kiểm tra" not in browser.get(PERMIT).html.select_one(".papers").text

    def test_the_steps_run_from_filing_to_the_result(self, browser: TestApp):
        steps = [each.text for each in browser.get(PERMIT).html.select(".steps .what")]
        assert steps[0].startswith("Chờ tiếp nhận")
        assert steps[-1] == "Đã trả kết quả"

    def test_every_shipped_procedure_has_a_page_and_a_way_to_success(
        self, browser: TestApp, province: Province
    ):
        every = province.work(lambda root: versions.procedures(root, MONDAY.date()))
        for rules in every:
            assert browser.get(f"/thu-tuc/{rules.id}").html.h1.text == rules.title.vi
            assert main_path(rules)[-1].final == "success", rules.id

    def test_in_english(self, browser: TestApp):
        shown = browser.get(f"{PERMIT}?_LOCALE_=en").html
        assert shown.h1.text == "New building permit (other than single houses)"

    def test_one_that_is_not_in_force_is_not_there(self, browser: TestApp):
        assert browser.get("/thu-tuc/khong-co", status=404)

    def test_one_taken_only_at_the_counter_is_not_filed_online(self, browser: TestApp):
        page = "/thu-tuc/chung-thuc-ban-sao"
        assert not browser.get(page).html.select(f"a[href='{page}/nop']")
        assert browser.get(f"{page}/nop", status=303).location.endswith(page)


def test_sectors_are_counted_in_the_order_of_the_alphabet(province: Province):
    every = province.work(lambda root: versions.procedures(root, MONDAY.date()))
    found = sectors(every)
    assert sum(each.count for each in found) == len(every)
    assert sector_key(Label("Đất đai")) == "dat-dai"
