"""How bodies answer, what is overdue, what passed between two: pages and table files."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from zipfile import ZipFile

import pytest

from motcua.consultations.actions import (
    ask_extension,
    give_opinion,
    grant_extension,
    save_draft,
    urge,
)
from motcua.consultations.content import Reply
from motcua.deadlines.terms import read_term
from tests.make_workspace import (
    CONTROL,
    HEAD,
    LEADER,
    OFFICER,
    POLICE,
    Workplace,
    request_of,
)

STATISTICS, OVERDUE = "/xin-y-kien/thong-ke", "/xin-y-kien/qua-han"
STRANGER = "dat.duong"


def rows(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.body.decode("utf-8-sig"))))


@pytest.fixture
def answered(fresh: Workplace) -> str:
    """A request that the police answered with a remark, and the worker has seen it."""
    id = fresh.asked(fresh.tried())
    reply = Reply(
        "agree_with_remarks", "=Nên xem lại", ("Thiếu lối thoát nạn",), places=("Điều 3",)
    )
    fresh.do(POLICE, lambda acting: give_opinion(acting, request_of(acting, id), reply))
    fresh.work()
    return id


@pytest.fixture
def late(fresh: Workplace) -> str:
    """A request whose limit passed two weeks ago, and nobody has recorded the silence."""
    id = fresh.asked(fresh.tried())
    fresh.do(OFFICER, lambda acting: urge(acting, request_of(acting, id), "Xin sớm"))
    fresh.now += timedelta(days=21)
    return id


class TestStatistics:
    def test_a_body_stands_there_with_its_figures(self, fresh: Workplace, answered: str):
        page = fresh.seen_by(OFFICER).get(STATISTICS)
        (line,) = page.html.select("table.statistics tbody tr")
        said = line.get_text(" ", strip=True)
        assert "Công an tỉnh" in said
        assert [each.get_text(strip=True) for each in line.select("td")][:2] == ["1", "1"]
        assert page.html.select_one("a[href='/xin-y-kien']")

    def test_nothing_in_the_period_is_said_in_words(self, fresh: Workplace, answered: str):
        page = fresh.seen_by(OFFICER).get(f"{STATISTICS}?tu=2020-01&den=2020-03")
        assert "Trong kỳ này chưa có yêu cầu nào" in page
        assert not page.html.select("table.statistics")

    @pytest.mark.parametrize(
        "query", ["tu=2026-13&den=x", "tu=0000-01", "den=2026-11&tu=2030-01", "thu-tuc=khong-co"]
    )
    def test_nonsense_in_the_address_shows_the_last_year(
        self, fresh: Workplace, answered: str, query: str
    ):
        page = fresh.seen_by(HEAD).get(f"{STATISTICS}?{query}")
        assert page.html.select("table.statistics")

    def test_ones_own_body_is_marked(self, fresh: Workplace, answered: str):
        page = fresh.seen_by(POLICE).get(STATISTICS)
        assert page.html.select_one("tr.is-own")

    def test_it_is_given_out_as_a_table_file(self, fresh: Workplace, answered: str):
        browser = fresh.seen_by(CONTROL)
        page = browser.get(STATISTICS)
        table = rows(browser.get(page.html.find("a", string="CSV")["href"]))
        assert table[0][0] == "Nơi được hỏi"
        assert table[1][1:3] == ["1", "1"]
        assert table[-1][0] == "Tất cả cơ quan"
        book = browser.get(page.html.find("a", string="XLSX")["href"])
        assert ZipFile(io.BytesIO(book.body)).testzip() is None
        browser.get(f"{STATISTICS}.exe", status=404)

    def test_a_visitor_does_not_see_it(self, fresh: Workplace):
        for path in (STATISTICS, f"{STATISTICS}.csv", OVERDUE):
            assert fresh.seen_by("").get(path).status_int in {302, 303}


class TestOverdue:
    def test_asker_body_and_control_see_it_the_longest_first(self, fresh: Workplace, late: str):
        for person in (OFFICER, POLICE, CONTROL, LEADER):
            page = fresh.seen_by(person).get(OVERDUE)
            (line,) = page.html.select("table.asked tbody tr")
            assert late in line.select_one("a")["href"]

    def test_nobody_else_does(self, fresh: Workplace, late: str):
        assert "Không có ý kiến nào quá hạn" in fresh.seen_by(STRANGER).get(OVERDUE)

    def test_who_prepares_it_is_told_inside_the_body_only(self, fresh: Workplace, late: str):
        fresh.do(
            POLICE,
            lambda acting: save_draft(
                acting, request_of(acting, late), Reply("agree", "Đang viết"), 0
            ),
        )
        for person in (OFFICER, POLICE):
            assert "Đang viết" not in fresh.seen_by(person).get(OVERDUE)

    def test_what_has_time_is_not_there(self, fresh: Workplace):
        fresh.asked(fresh.tried())
        assert not fresh.seen_by(OFFICER).get(OVERDUE).html.select("table.asked")


class TestTheMatrixOfAUnit:
    def test_a_leader_sees_what_the_whole_unit_asks(self, fresh: Workplace):
        fresh.asked(fresh.tried())
        browser = fresh.seen_by(LEADER)
        page = browser.get("/xin-y-kien")
        page = browser.get(page.html.find("a", string="Mọi hồ sơ của đơn vị")["href"])
        assert len(page.html.select("table.asked tbody tr")) == 1

    def test_an_officer_is_not_offered_it(self, fresh: Workplace):
        fresh.asked(fresh.tried())
        page = fresh.seen_by(OFFICER).get("/xin-y-kien?cua=don-vi")
        assert not page.html.select("ul.tabs")
        assert len(page.html.select("table.asked tbody tr")) == 1

    def test_another_unit_sees_nothing_of_it(self, fresh: Workplace):
        fresh.asked(fresh.tried())
        page = fresh.seen_by(STRANGER).get("/xin-y-kien?cua=don-vi")
        assert not page.html.select("table.asked")


class TestOpinionsAsATable:
    def test_one_request_is_one_row_and_no_cell_is_a_formula(self, fresh: Workplace, answered: str):
        code = fresh.of_request(answered, lambda each: each.consultation.case.code)
        table = rows(fresh.seen_by(OFFICER).get(f"/ho-so/{code}/y-kien.csv"))
        row = dict(zip(table[0], table[1], strict=True))
        assert row["Nội dung ý kiến"] == "'=Nên xem lại"
        assert row["Góp ý"] == "1. Điều 3: Thiếu lối thoát nạn"
        assert row["Ghi nhận im lặng"] == ""

    def test_the_cases_of_the_matrix(self, fresh: Workplace):
        fresh.asked(fresh.tried())
        browser = fresh.seen_by(OFFICER)
        assert len(rows(browser.get("/xin-y-kien/bang.csv"))) == 2
        assert len(rows(fresh.seen_by(STRANGER).get("/xin-y-kien/bang.csv"))) == 1

    def test_whoever_does_not_read_the_case_gets_none(self, fresh: Workplace, answered: str):
        code = fresh.of_request(answered, lambda each: each.consultation.case.code)
        fresh.seen_by(STRANGER).get(f"/ho-so/{code}/y-kien.csv", status=403)
        fresh.seen_by(POLICE).get(f"/ho-so/{code}/y-kien.csv", status=403)


class TestConversation:
    def talk(self, fresh: Workplace, id: str, person: str):
        code = fresh.of_request(id, lambda each: each.consultation.case.code)
        return fresh.seen_by(person).get(f"/ho-so/{code}/trao-doi/{POLICE_UNIT}")

    def test_question_extension_and_answer_stand_in_order(self, fresh: Workplace):
        id = fresh.asked(fresh.tried())
        wanted = read_term("2 working days")
        fresh.do(
            POLICE, lambda acting: ask_extension(acting, request_of(acting, id), wanted, "Đông")
        )
        fresh.now += timedelta(minutes=5)
        fresh.do(OFFICER, lambda acting: grant_extension(acting, request_of(acting, id)))
        fresh.now += timedelta(minutes=5)
        fresh.do(
            POLICE,
            lambda acting: give_opinion(acting, request_of(acting, id), Reply("agree", "Nhất trí")),
        )
        for person in (OFFICER, POLICE):
            page = self.talk(fresh, id, person)
            sides = [each["class"][0] for each in page.html.select("ol.talk > li")]
            assert sides[0] == "talk-asker"
            assert sides[-2:] == ["talk-asker", "talk-body"]
            assert "Nhất trí" in page.html.select("ol.talk > li")[-1].get_text()

    def test_what_goes_on_inside_the_body_is_told_inside_only(self, fresh: Workplace):
        id = fresh.asked(fresh.tried())
        draft = Reply("agree", "Đang viết")
        fresh.do(POLICE, lambda acting: save_draft(acting, request_of(acting, id), draft, 0))
        assert "Bắt đầu soạn trả lời" in self.talk(fresh, id, POLICE)
        assert "Bắt đầu soạn trả lời" not in self.talk(fresh, id, OFFICER)

    def test_nobody_else_reads_it(self, fresh: Workplace, answered: str):
        code = fresh.of_request(answered, lambda each: each.consultation.case.code)
        fresh.seen_by(STRANGER).get(f"/ho-so/{code}/trao-doi/{POLICE_UNIT}", status=403)
        fresh.seen_by(OFFICER).get(f"/ho-so/{code}/trao-doi/so-noi-vu", status=404)


POLICE_UNIT = "cong-an-tinh"
