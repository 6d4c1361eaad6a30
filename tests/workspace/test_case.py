"""The page of a case: as much of it as one may see, and what can be done now."""

from __future__ import annotations

from datetime import datetime

import pytest

from motcua.cases.actions import hand_over
from motcua.journal import note
from tests.make_workspace import (
    ADMINISTRATOR,
    CLERK,
    CONTROL,
    HEAD,
    LEADER,
    OFFICER,
    POLICE,
    Workplace,
    case_of,
)


class TestThePage:
    def test_it_says_what_is_next_and_by_when(self, workplace: Workplace):
        code = workplace.examined("Công ty An Phú")
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
        said = page.html.get_text(" ", strip=True)
        assert "Thẩm định và kiểm tra thực địa" in said
        assert "Nguyễn Thu Hà (Sở Xây dựng)" in said
        assert "Hạn trả: 17:00 thứ Ba, 08/12/2026" in said
        assert "đã dùng 0/10 ngày làm việc" in said

    def test_the_date_explains_itself(self, workplace: Workplace):
        code = workplace.examined()
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
        assert "Ngày Văn hóa Việt Nam" in page.html.select_one(".case-due .why-lines").text

    def test_when_it_is_late_it_says_by_how_much(self, workplace: Workplace):
        code = workplace.examined()
        workplace.now = datetime(2026, 12, 10, 9)
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
        said = page.html.select_one(".case-due").get_text(" ", strip=True)
        assert "quá hạn 2 ngày" in said
        assert "đã dùng 12 ngày làm việc" in said

    def test_before_the_clock_runs_it_says_so(self, workplace: Workplace):
        page = workplace.seen_by(CLERK).get(f"/ho-so/{workplace.file()}")
        assert "Thời hạn giải quyết chưa bắt đầu tính." in page.text
        assert "Cán bộ một cửa (Trung tâm PVHCC tỉnh)" in page.text

    def test_a_button_that_cannot_be_used_says_why(self, workplace: Workplace):
        code = workplace.examined()
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
        acts = page.html.select_one(".only-wide")
        waiting = acts.find("button", string="Đã gửi đủ - chờ ý kiến")
        assert waiting.has_attr("disabled")
        assert "Biên bản kiểm tra thực địa" in waiting.parent.get_text(" ", strip=True)

    def test_the_buttons_are_those_of_the_person(self, workplace: Workplace):
        code = workplace.examined()
        officer = workplace.seen_by(OFFICER).get(f"/ho-so/{code}").html
        control = workplace.seen_by(CONTROL).get(f"/ho-so/{code}").html
        assert officer.select(".acts a")
        assert not control.select(".acts li")

    def test_what_was_applied_for_is_said_in_words(self, workplace: Workplace):
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{workplace.examined()}")
        facts = page.html.select_one(".case-side").get_text(" ", strip=True)
        assert "Dân dụng" in facts
        assert "Ủy ban nhân dân xã Hòa Bình" in facts
        assert "1.250,5" in facts
        assert "không" in facts

    def test_in_english_too(self, workplace: Workplace):
        code = workplace.examined()
        browser = workplace.seen_by(CONTROL)
        page = browser.get(f"/ho-so/{code}?_LOCALE_=en")
        browser.get(f"/ho-so/{code}?_LOCALE_=vi")
        assert "Examination and site check" in page
        assert "Present step" in page

    def test_a_closed_case_shows_its_end(self, workplace: Workplace):
        code = workplace.file()
        workplace.act(CLERK, code, "refuse", ly_do="Không thuộc thẩm quyền")
        page = workplace.seen_by(CLERK).get(f"/ho-so/{code}")
        assert page.html.select_one(".case-due .badge-state").text.strip() == "Từ chối"
        assert "Phiếu từ chối" in page


class TestWhoSeesIt:
    def test_a_visitor_is_asked_to_sign_in(self, workplace: Workplace):
        code = workplace.examined()
        answer = workplace.seen_by("").get(f"/ho-so/{code}")
        assert answer.status_int == 303
        assert answer.location.startswith("http://localhost/dang-nhap?next=")

    def test_an_official_of_another_unit_is_refused_plainly(self, workplace: Workplace):
        code = workplace.examined("Bí mật của An Phú")
        page = workplace.seen_by(POLICE).get(f"/ho-so/{code}", status=403)
        assert "Hồ sơ này không mở cho chức vụ của bạn." in page
        assert "Bí mật" not in page

    def test_an_unknown_code_is_not_found(self, workplace: Workplace):
        page = workplace.seen_by(OFFICER).get("/ho-so/H99-261123-9999", status=404)
        assert "Không có hồ sơ nào mang mã này." in page

    def test_whoever_has_no_work_here_is_refused(self, workplace: Workplace):
        workplace.seen_by(ADMINISTRATOR).get(f"/ho-so/{workplace.examined()}", status=403)

    def test_an_asked_body_sees_the_status_and_its_own_question(self, workplace: Workplace):
        code = workplace.tried()
        id = workplace.asked(code)
        page = workplace.seen_by(POLICE).get(f"/ho-so/{code}")
        assert f"/y-kien/{id}" in page
        assert "Diễn biến" not in page
        assert not page.html.select(".papers")


class TestOpinions:
    def test_the_table_says_who_until_when_and_what_silence_means(self, workplace: Workplace):
        code = workplace.tried()
        workplace.asked(code, "cong-an-tinh", "so-nnmt")
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
        table = page.html.select_one(".bodies").get_text(" ", strip=True)
        assert "Công an tỉnh" in table
        assert "Đã gửi, chưa mở" in table
        assert "01/12 17:00" in table
        assert "NĐ 217/2026 Đ54.2c" in page
        assert "đã có 0/2 trả lời" in page.html.get_text(" ", strip=True)

    def test_the_asker_may_urge_and_withdraw(self, workplace: Workplace):
        code = workplace.tried()
        id = workplace.asked(code)
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}")
        assert page.html.select(f'a[href="/y-kien/{id}/don-doc"]')
        assert page.html.select(f'a[href="/y-kien/{id}/rut"]')
        assert not workplace.seen_by(CONTROL).get(f"/ho-so/{code}").html.select(".body-acts a")


class TestTheStory:
    def test_it_is_told_in_words_newest_first(self, workplace: Workplace):
        code = workplace.examined()
        workplace.do(
            HEAD,
            lambda acting: hand_over(acting, case_of(acting, code), "tuan.ho", "Nghỉ phép"),
        )
        page = workplace.seen_by(HEAD).get(f"/ho-so/{code}")
        lines = [each.get_text(" ", strip=True) for each in page.html.select("#story li")]
        assert "Bàn giao cho Hồ Anh Tuấn" in lines[0]
        assert "Nghỉ phép" in lines[0]
        assert "Phân công → Thẩm định và kiểm tra thực địa" in lines[1]
        assert "Người thụ lý: Nguyễn Thu Hà" in lines[1]
        assert "Lê Quang Vinh, Trưởng phòng Quản lý xây dựng và quy hoạch" in lines[1]
        assert "Nộp tại quầy" in lines[-1]

    def test_two_hundred_entries_come_page_by_page(self, workplace: Workplace):
        code = workplace.examined()

        def many(acting):
            for number in range(200):
                note(acting, case_of(acting, code).journal, "reminded", rule=f"x.{number}")

        workplace.do(OFFICER, many)
        browser = workplace.seen_by(OFFICER)
        first = browser.get(f"/ho-so/{code}")
        assert len(first.html.select("#story li")) == 30
        second = browser.get(first.html.select_one("#story a.btn")["href"].split("#")[0])
        assert len(second.html.select("#story li")) == 30
        last = browser.get(f"/ho-so/{code}?dien-bien=180")
        assert not last.html.select("#story a.btn")
        assert "Về diễn biến mới nhất" in last

    @pytest.mark.parametrize("start", ["-1", "x", "99999999"])
    def test_a_page_that_is_not_there_is_empty(self, workplace: Workplace, start: str):
        code = workplace.examined()
        assert workplace.seen_by(OFFICER).get(f"/ho-so/{code}?dien-bien={start}").status_int == 200


class TestFiles:
    def test_a_paper_is_downloaded_and_never_run(self, workplace: Workplace):
        code = workplace.examined()
        browser = workplace.seen_by(OFFICER)
        page = browser.get(f"/ho-so/{code}")
        answer = browser.get(page.html.find("a", string="don.pdf")["href"])
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]

    def test_a_file_of_another_case_is_not_found(self, workplace: Workplace):
        mine, other = workplace.examined(), workplace.examined()
        document = workplace.of_case(other, lambda case: case.dossier.enclosures[0].document.id)
        workplace.seen_by(OFFICER).get(f"/ho-so/{mine}/tep/{document}", status=404)

    def test_papers_are_closed_to_those_who_see_the_status_only(self, workplace: Workplace):
        code = workplace.tried()
        workplace.asked(code)
        document = workplace.of_case(code, lambda case: case.dossier.enclosures[0].document.id)
        workplace.seen_by(POLICE).get(f"/ho-so/{code}/tep/{document}", status=403)


def test_looking_writes_nothing(workplace: Workplace):
    code = workplace.tried()
    id = workplace.asked(code)
    pages = [
        (OFFICER, f"/ho-so/{code}"),
        (OFFICER, f"/ho-so/{code}/wait"),
        (OFFICER, f"/ho-so/{code}/ban-giao"),
        (OFFICER, f"/ho-so/{code}/lay-y-kien/bodies"),
        (OFFICER, f"/y-kien/{id}/rut"),
        (POLICE, f"/y-kien/{id}"),
        (POLICE, f"/y-kien/{id}/xem"),
        (OFFICER, "/viec"),
        (OFFICER, "/tim?q=song+xanh"),
        (CLERK, "/tiep-nhan"),
        (LEADER, "/viec?muc=cho"),
    ]
    for person, _path in pages:
        workplace.seen_by(person)
    before = workplace.database.lastTransaction()
    for person, path in pages:
        assert workplace.seen_by(person).get(path).status_int == 200
    assert workplace.database.lastTransaction() == before
