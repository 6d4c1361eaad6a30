"""Việc của tôi: what waits, in the order of time left."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta

import pytest

from motcua.cases.lists import Row, personal, shared
from motcua.people.delegating import delegate
from motcua.people.directory import person
from motcua.storage.keys import moment
from motcua.storage.lists import Listed
from motcua.workspace.choosing import Bounds, Chosen, chosen
from motcua.workspace.inbox import counted
from motcua.workspace.lines import line_of, waiting_line_of
from tests.make import MONDAY
from tests.make_workspace import (
    ADMINISTRATOR,
    CLERK,
    HEAD,
    LEADER,
    OFFICER,
    PERMIT,
    POLICE,
    TRIAL,
    Workplace,
    case_of,
)


def titles(page) -> list[str]:
    return [each.get_text(strip=True) for each in page.html.select(".work-group h2")]


def lines(page) -> list[str]:
    return [each.get_text(" ", strip=True) for each in page.html.select(".work-line")]


def names(page) -> list[str]:
    return [each.get_text(strip=True) for each in page.html.select(".work-name b")]


class TestTheList:
    def test_it_goes_from_overdue_to_later(self, fresh: Workplace):
        early = fresh.examined("Công ty Sớm")
        fresh.now = datetime(2026, 11, 27, 16)
        fresh.examined("Công ty Sau")
        fresh.act(
            OFFICER,
            early,
            "record_site_check",
            ngay_kiem_tra=date(2026, 11, 27),
            thanh_phan="Hà",
            hien_trang="Tốt",
        )
        fresh.now = datetime(2026, 12, 1, 8)
        page = fresh.seen_by(OFFICER).get("/viec")
        assert titles(page) == ["Quá hạn", "Sắp đến hạn"]
        assert names(page) == ["Công ty Sớm", "Công ty Sau"]
        assert "Quá hạn 1" in page.html.select_one(".work-parts").get_text(" ", strip=True)
        page = fresh.seen_by(OFFICER).get("/viec?han=sap-den")
        assert names(page) == ["Công ty Sau"]
        page = fresh.seen_by(OFFICER).get("/viec?han=qua-han")
        assert names(page) == ["Công ty Sớm"]
        assert "Xem tất cả" not in page
        page = fresh.seen_by(OFFICER).get("/viec?han=hom-nay")
        assert "Không có dòng nào khớp bộ lọc." in page

    def test_a_line_leads_to_what_is_next(self, workplace: Workplace):
        code = workplace.file("Công ty Kế Tiếp")
        page = workplace.seen_by(CLERK).get("/viec")
        line = next(each for each in page.html.select(".work-line") if "Kế Tiếp" in each.text)
        assert line.select_one(".work-act a")["href"] == f"/ho-so/{code}/receive"
        assert line.select_one(".work-name")["href"] == f"/ho-so/{code}"

    def test_a_question_stands_among_the_cases(self, workplace: Workplace):
        code = workplace.tried()
        id = workplace.asked(code)
        page = workplace.seen_by(POLICE).get("/viec")
        assert page.html.select(f'.work-act a[href="/y-kien/{id}"]')
        assert "Sở Xây dựng hỏi" in page.html.get_text(" ", strip=True)
        assert f"/y-kien/{id}" in workplace.seen_by(POLICE).get("/y-kien")

    def test_the_page_ends_and_another_begins(self, fresh: Workplace):
        for number in range(23):
            fresh.file(f"Công ty số {number}")
        browser = fresh.seen_by(CLERK)
        first = browser.get("/viec")
        assert len(lines(first)) == 20
        second = browser.get(first.html.select_one('a[rel="next"]')["href"])
        assert len(lines(second)) == 3
        assert not set(names(first)) & set(names(second))
        assert second.html.select_one('a[rel="first"]')["href"] == "/viec"

    def test_an_empty_list_says_what_would_be_here(self, workplace: Workplace):
        page = workplace.seen_by("nhung.le").get("/viec")
        assert "Không có việc nào chờ bạn." in page
        assert "Không có nơi nào đang chờ ý kiến" in workplace.seen_by("nhung.le").get("/y-kien")


class TestWaiting:
    def test_what_waits_for_others_says_for_whom(self, workplace: Workplace):
        code = workplace.tried(applicant="Công ty Đang Chờ")
        workplace.asked(code, "cong-an-tinh", "so-nnmt")
        workplace.act(OFFICER, code, "wait")
        page = workplace.seen_by(OFFICER).get("/viec?muc=cho")
        line = next(each for each in lines(page) if "Công ty Đang Chờ" in each)
        assert "0/2 ý kiến" in line
        assert "Chờ Công an tỉnh, Sở NN&MT" in line
        assert "Công ty Đang Chờ" not in workplace.seen_by(OFFICER).get("/viec")

    def test_for_the_applicant_as_well(self, fresh: Workplace):
        code = fresh.examined("Công ty Thiếu Giấy")
        fresh.act(OFFICER, code, "supplement", noi_dung="Bản vẽ")
        (line,) = lines(fresh.seen_by(OFFICER).get("/viec?muc=cho"))
        assert "Chờ người nộp" in line
        assert names(fresh.seen_by(OFFICER).get("/viec")) == []

    def test_a_case_that_is_gone_is_still_shown_as_listed(self, workplace: Workplace):
        row = Row("H1-1", PERMIT, 1, "Ai đó", "", "examining", "", True)
        entry = Listed("waiting:x", None, b"12345678", tuple(row), b"")
        line = workplace.do(OFFICER, lambda acting: waiting_line_of(acting, entry))
        assert (line.act, line.aside, line.left) == ("", "", None)


class TestDelegation:
    def test_delegated_work_stands_apart(self, fresh: Workplace):
        code = fresh.examined("Công ty Trình Ký")
        fresh.act(OFFICER, code, "supplement", noi_dung="Bản vẽ")

        def give(acting):
            held = person(acting.root, HEAD).positions[0]
            delegate(
                acting,
                held.id,
                "dai.nong",
                since=date(2026, 11, 23),
                until=date(2026, 11, 30),
                reason="Đi công tác",
                document="12/GUQ",
            )

        fresh.do(HEAD, give)
        other = fresh.file("Công ty Chờ Phân Công")
        fresh.act(CLERK, other, "receive")
        fresh.act(CLERK, other, "transfer")
        browser = fresh.seen_by("dai.nong")
        own, delegated = browser.get("/viec"), browser.get("/viec?muc=uy-quyen")
        assert "Ủy quyền cho tôi 1" in own.html.select_one(".tabs").get_text(" ", strip=True)
        assert names(own) == []
        assert names(delegated) == ["Công ty Chờ Phân Công"]


class TestFilters:
    def test_by_procedure_and_step(self, workplace: Workplace):
        workplace.examined("Công ty Xây")
        workplace.tried(applicant="Công ty Thử")
        browser = workplace.seen_by(OFFICER)
        page = browser.get(f"/viec?thu-tuc={TRIAL}")
        assert "Công ty Thử" in names(page)
        assert "Công ty Xây" not in names(page)
        assert page.html.select_one("#filter-step")
        page = browser.get(f"/viec?thu-tuc={TRIAL}&buoc=consulting")
        assert "Công ty Thử" not in names(page)
        page = browser.get("/viec?thu-tuc=khong-co")
        assert "Không có dòng nào khớp bộ lọc." in page

    def test_by_unit_where_one_works_in_two(self, workplace: Workplace):
        page = workplace.seen_by(LEADER).get("/viec?don-vi=ubnd-tinh")
        assert page.html.select_one("#filter-unit option[selected]")["value"] == "ubnd-tinh"
        assert names(page) == []

    @pytest.mark.parametrize("after", ["zz", "0", "00" * 20, "';--"])
    def test_a_cursor_that_is_none_begins_at_the_beginning(self, after: str):
        assert chosen({"sau": after}).after == ""

    def test_a_step_counts_only_with_its_procedure(self):
        assert chosen({"buoc": "examining"}).step == ""

    def test_a_part_of_time_begins_where_the_one_before_ends(self):
        limits = Bounds(MONDAY, datetime(2026, 11, 24), datetime(2026, 11, 27))
        entries = [MONDAY - timedelta(seconds=1), MONDAY, datetime(2026, 11, 26, 17), None]
        assert [limits.part_of(due) for due in entries] == [
            "qua-han",
            "hom-nay",
            "sap-den",
            "con-lai",
        ]
        start = Chosen(due="hom-nay").begins(limits)
        assert moment(entries[0]) + b"\xff" * 8 < start < moment(MONDAY) + b"\0" * 8

    @pytest.mark.parametrize(
        ("number", "said"), [(3, "3"), (500, "500+")], ids=["counted", "too many to count"]
    )
    def test_a_number_says_when_it_is_not_the_whole(self, number: int, said: str):
        assert counted(number) == said


class TestLines:
    def test_a_step_that_the_procedure_no_longer_has_is_named_as_stored(self, workplace: Workplace):
        row = Row("H1-1", PERMIT, 1, "Ai đó", "", "gone", "", True)
        for name in (personal(OFFICER), shared("so-xay-dung", "head")):
            entry = Listed(name, MONDAY + timedelta(days=9), b"12345678", tuple(row), b"")
            line = workplace.do(OFFICER, lambda acting, entry=entry: line_of(acting, entry))
            assert line.step == "gone"
            assert line.act_address == "/ho-so/H1-1"

    def test_a_clock_that_stands_still_is_said_so(self, workplace: Workplace):
        row = Row("H1-1", PERMIT, 1, "Ai đó", "", "waiting", "", False)
        entry = Listed(personal(OFFICER), MONDAY + timedelta(days=9), b"12345678", tuple(row), b"")
        line = workplace.do(OFFICER, lambda acting: line_of(acting, entry))
        assert line.urgency == "paused"


class TestTheSheet:
    def test_it_holds_the_list(self, workplace: Workplace):
        code = workplace.examined("Công ty Bảng")
        answer = workplace.seen_by(OFFICER).get("/viec/bang.csv")
        assert answer.content_type == "text/csv"
        assert "attachment" in answer.headers["Content-Disposition"]
        rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
        assert rows[0][2] == "Mã hồ sơ"
        assert any(row[2] == code and row[4] == "Công ty Bảng" for row in rows)

    def test_only_the_chosen_lines(self, workplace: Workplace):
        first, second = workplace.examined("Chọn"), workplace.examined("Không chọn")
        answer = workplace.seen_by(OFFICER).get(f"/viec/bang.csv?chon={first}")
        assert first in answer.text
        assert second not in answer.text

    def test_a_name_cannot_be_a_formula(self, workplace: Workplace):
        workplace.examined("=cmd|' /C calc'!A0")
        answer = workplace.seen_by(OFFICER).get("/viec/bang.csv")
        rows = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
        assert not [cell for row in rows for cell in row if cell.startswith("=")]
        assert any("'=cmd|" in cell for row in rows for cell in row)

    def test_of_what_waits(self, workplace: Workplace):
        answer = workplace.seen_by(OFFICER).get("/viec/bang.csv?muc=cho")
        assert answer.status_int == 200


class TestWhoMay:
    @pytest.mark.parametrize("path", ["/viec", "/y-kien", "/viec/bang.csv"])
    def test_not_without_work_here(self, workplace: Workplace, path: str):
        workplace.seen_by(ADMINISTRATOR).get(path, status=403)
        assert workplace.seen_by("").get(path).status_int == 303


def test_other_faces_keep_their_pages(workplace: Workplace):
    assert (
        workplace.seen_by(OFFICER).get("/viec").html.select_one(".main-nav a[aria-current]")["href"]
        == "/viec"
    )
    assert workplace.seen_by("").get("/").html.select_one("html")["class"] == ["citizen"]


def test_closing_takes_a_case_out_of_the_list(workplace: Workplace):
    code = workplace.file("Công ty Sắp Xong")
    workplace.act(CLERK, code, "refuse", ly_do="Trùng hồ sơ")
    assert "Công ty Sắp Xong" not in workplace.seen_by(CLERK).get("/viec")
    assert workplace.do(CLERK, lambda acting: case_of(acting, code).track.places) == ()
