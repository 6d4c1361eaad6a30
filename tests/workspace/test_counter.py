"""The counter: a procedure is found, a case taken in, and a receipt printed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from webtest import Upload

from motcua.people.actions import appoint
from motcua.words import Label
from motcua.workflows.definition import Definition
from motcua.workflows.versions import in_force
from motcua.workspace.counter import by_sector, fits, my_counters
from tests.make_documents import a_pdf
from tests.make_workspace import ADMINISTRATOR, CLERK, HEAD, OFFICER, PERMIT, TRIAL, Workplace

APPLICANT = {
    "kind": "citizen",
    "name": "Công ty TNHH An Phú",
    "number": "079203001234",
    "address": "12 Trần Hưng Đạo",
    "phone": "0912 345 678",
    "subject": "Nhà xưởng",
    "return_way": "counter",
}


def filled(workplace: Workplace, procedure: str = TRIAL):
    form = workplace.seen_by(CLERK).get(f"/tiep-nhan/{procedure}").forms["form"]
    for name, value in APPLICANT.items():
        if name in form.fields:
            form[name] = value
    return form


class TestChoosing:
    def test_procedures_stand_under_their_field(self, workplace: Workplace):
        page = workplace.seen_by(CLERK).get("/tiep-nhan")
        assert page.html.select(f'a[href="/tiep-nhan/{PERMIT}"]')

    def test_they_are_found_without_marks(self, workplace: Workplace):
        browser = workplace.seen_by(CLERK)
        assert browser.get("/tiep-nhan?q=giay+phep").html.select(f'a[href="/tiep-nhan/{PERMIT}"]')
        assert "Không có thủ tục nào có những từ này." in browser.get("/tiep-nhan?q=may+bay")

    def test_only_clerks_take_in(self, workplace: Workplace):
        workplace.seen_by(OFFICER).get("/tiep-nhan", status=403)
        workplace.seen_by(OFFICER).get(f"/tiep-nhan/{PERMIT}", status=403)

    def test_a_counter_that_takes_nothing_says_so(self, workplace: Workplace):
        page = workplace.seen_by("ngoc.ngo").get("/tiep-nhan")
        said = page.html.select_one(".empty") or page.html.select_one(".tiles")
        assert said is not None

    def test_a_procedure_of_another_counter_is_refused(self, workplace: Workplace):
        page = workplace.seen_by("ngoc.ngo").get(f"/tiep-nhan/{PERMIT}", status=403)
        assert "Bạn không tiếp nhận thủ tục" in page

    def test_a_procedure_that_there_is_not(self, workplace: Workplace):
        workplace.seen_by(CLERK).get("/tiep-nhan/khong-co", status=404)

    def test_what_is_filed_online_only_is_taken_in_nowhere(self, workplace: Workplace):
        def counters(acting):
            rules = in_force(acting.root, PERMIT, acting.now.date())
            return my_counters(acting, replace(rules, channels=("online",)))

        assert workplace.do(CLERK, counters) == []

    def test_words_begin_words(self):
        rules = Definition("x", 1, Label("Cấp giấy phép xây dựng", "Building permit"))
        assert fits(rules, "giay xay")
        assert not fits(rules, "iay")

    def test_fields_are_in_the_order_of_the_alphabet(self):
        found = [
            Definition("a", 1, Label("B"), sector=Label("Đất đai")),
            Definition("b", 1, Label("Đ"), sector=Label("Dân số")),
            Definition("c", 1, Label("A"), sector=Label("Đất đai")),
        ]
        sectors = by_sector(found)
        assert [each.title.vi for each in sectors] == ["Dân số", "Đất đai"]
        assert [each.title.vi for each in sectors[1].procedures] == ["A", "B"]


def _code_and_secret(page) -> tuple[str, str]:
    said = page.html.select_one(".receipt").get_text(" ", strip=True)
    code = re.search(r"Mã hồ sơ (\S+)", said)[1]
    return code, re.search(r"Mã bí mật (\w{10})", said)[1]


class TestTakingIn:
    def test_a_case_is_taken_in_and_its_receipt_printed(self, workplace: Workplace):
        form = filled(workplace)
        form.set("upload", Upload("don.pdf", a_pdf(), "application/pdf"), 0)
        page = form.submit("file").follow()
        said = page.html.select_one(".receipt").get_text(" ", strip=True)
        code = re.search(r"Mã hồ sơ (\S+)", said)[1]
        secret = re.search(r"Mã bí mật (\w{10})", said)[1]
        assert f"/tra-cuu/{code}/{secret}" in page
        assert "don.pdf" in said
        assert "SHA-256" in said
        assert page.html.select_one(".receipt svg")
        assert workplace.of_case(code, lambda case: case.applicant.name) == "Công ty TNHH An Phú"
        assert workplace.of_case(code, lambda case: case.applicant.language) == "vi"

    def test_sent_twice_it_is_one_case(self, workplace: Workplace):
        form = filled(workplace)
        form.set("upload", Upload("don.pdf", a_pdf(), "application/pdf"), 0)
        first = form.submit("file").follow()
        second = form.submit("file").follow()
        assert first.html.select_one(".receipt").text == second.html.select_one(".receipt").text

    def test_what_is_missing_is_said_and_the_file_kept(self, workplace: Workplace):
        form = filled(workplace)
        form["name"] = ""
        form.set("upload", Upload("don.pdf", a_pdf(), "application/pdf"), 0)
        page = form.submit("file")
        assert "chỗ cần sửa" in page
        assert "don.pdf" in page.html.select_one(".kept-file").text
        form = page.forms["form"]
        form["name"] = "Công ty Sửa Lại"
        assert "Công ty Sửa Lại" in form.submit("file").follow()

    def test_a_missing_paper_is_said(self, workplace: Workplace):
        page = filled(workplace).submit("file")
        assert "Hãy chọn một tệp, hoặc đánh dấu đã nhận bản giấy." in page

    def test_a_lost_secret_is_replaced_and_the_old_one_opens_nothing(self, workplace: Workplace):
        form = filled(workplace)
        form.set("upload", Upload("don.pdf", a_pdf(), "application/pdf"), 0)
        first = _code_and_secret(form.submit("file").follow())
        browser = workplace.seen_by(CLERK)
        page = browser.get(f"/ho-so/{first[0]}").click("Mất mã bí mật")
        assert "Công ty TNHH An Phú" in page
        code, secret = _code_and_secret(page.forms["form"].submit("renew"))
        assert code == first[0]
        assert secret != first[1]
        for tried, status in ((first[1], "/tra-cuu"), (secret, "/theo-doi/")):
            answer = workplace.seen_by("").get(f"/tra-cuu/{code}/{tried}")
            assert status in answer.location

    def test_only_the_counter_that_took_it_in_gives_a_new_secret(self, workplace: Workplace):
        code = workplace.examined()
        workplace.seen_by(OFFICER).get(f"/ho-so/{code}/ma-bi-mat", status=403)
        assert "Mất mã bí mật" not in workplace.seen_by(OFFICER).get(f"/ho-so/{code}")

    def test_not_even_by_a_clerk_of_another_counter_who_may_read_it(self, workplace: Workplace):
        code = workplace.examined()
        workplace.do(
            ADMINISTRATOR,
            lambda acting: appoint(
                acting, HEAD, "ttpvhcc-xa-hoa-binh", "can-bo-mot-cua", since=acting.now.date()
            ),
        )
        page = workplace.seen_by(HEAD).get(f"/ho-so/{code}/ma-bi-mat", status=403)
        assert "Bạn không cấp mã bí mật cho hồ sơ này." in page

    def test_a_receipt_that_there_is_not(self, workplace: Workplace):
        workplace.seen_by(CLERK).get("/tiep-nhan/bien-nhan/" + "x" * 24, status=404)


class TestPaper:
    """What is handed in on paper needs no scan."""

    def test_an_original_makes_the_case_complete(self, workplace: Workplace):
        form = filled(workplace)
        form.set("on_paper", True, 0)
        form.set("paper_kind", "certified", 0)
        form.set("paper_copies", "2", 0)
        page = form.submit("file").follow()
        assert (
            "đã nhận bản giấy: bản sao chứng thực, 2 bản" in page.html.select_one(".receipt").text
        )
        assert "SHA-256" not in page
        code, secret = _code_and_secret(page)
        browser = workplace.seen_by(CLERK)
        assert "đã nhận bản giấy: bản sao chứng thực, 2 bản" in browser.get(f"/ho-so/{code}")
        visitor = workplace.seen_by("")
        tracking = visitor.get(f"/tra-cuu/{code}/{secret}").follow()
        assert "đã nhận bản giấy: bản sao chứng thực, 2 bản" in tracking
        visitor.get(f"{tracking.request.path}/tep/None", status=404)
        browser.get(f"/ho-so/{code}/tep/None", status=404)
        (note,) = workplace.of_case(
            code,
            lambda case: [each.facts["papers"] for each in case.journal if each.deed == "filed"],
        )
        assert note == ["don:certified x2"]

    def test_a_scan_may_come_with_it(self, workplace: Workplace):
        form = filled(workplace)
        form.set("on_paper", True, 0)
        form.set("upload", Upload("don.pdf", a_pdf(), "application/pdf"), 0)
        said = form.submit("file").follow().html.select_one(".receipt").text
        assert "don.pdf" in said
        assert "đã nhận bản giấy: bản chính, 1 bản" in said

    def test_what_is_wrong_elsewhere_loses_neither(self, workplace: Workplace):
        form = filled(workplace)
        form["name"] = ""
        form.set("on_paper", True, 0)
        form.set("paper_copies", "3", 0)
        form.set("upload", Upload("don.pdf", a_pdf(), "application/pdf"), 0)
        form = form.submit("file").forms["form"]
        assert form.get("on_paper", 0).checked
        assert form.get("paper_copies", 0).value == "3"
        form["name"] = "Công ty Sửa Lại"
        said = form.submit("file").follow().html.select_one(".receipt").text
        assert "don.pdf" in said
        assert "3 bản" in said

    def test_a_file_that_is_refused_leaves_the_tick(self, workplace: Workplace):
        form = filled(workplace)
        form.set("on_paper", True, 0)
        form.set("upload", Upload("don.pdf", b"MZ" + b"\0" * 99, "application/pdf"), 0)
        page = form.submit("file")
        assert "chỗ cần sửa" in page or "Có một chỗ" in page
        assert page.forms["form"].get("on_paper", 0).checked

    @pytest.mark.parametrize("typed", ["0", "", "hai", "-1"])
    def test_a_number_that_is_none_is_said(self, workplace: Workplace, typed: str):
        form = filled(workplace)
        form.set("on_paper", True, 0)
        form.set("paper_copies", typed, 0)
        page = form.submit("file")
        assert "Hãy ghi số bản đã nhận, từ 1 đến 99." in page
        assert page.forms["form"].get("on_paper", 0).checked

    def test_nothing_ticked_and_nothing_chosen_is_said(self, workplace: Workplace):
        assert "hoặc đánh dấu đã nhận bản giấy" in filled(workplace).submit("file")

    def test_a_citizen_at_home_cannot_say_so(self, workplace: Workplace):
        page = workplace.seen_by("").get(f"/thu-tuc/{PERMIT}/nop")
        assert "on_paper" not in page

    def test_it_may_be_asked_for_an_opinion_on_nothing_but_files(self, workplace: Workplace):
        form = filled(workplace)
        form.set("on_paper", True, 0)
        code, _secret = _code_and_secret(form.submit("file").follow())
        assert workplace.of_case(code, lambda case: case.dossier.files) == ()
        assert workplace.of_case(code, lambda case: case.dossier.holds("don"))

    def test_what_is_added_later_may_be_paper_too(self, workplace: Workplace):
        page = workplace.seen_by(CLERK).get(f"/ho-so/{workplace.file()}/receive")
        assert page.html.select("input[name=on_paper]")

    def test_but_not_by_officials_of_other_places(self, workplace: Workplace):
        code = workplace.examined()
        links = workplace.seen_by(OFFICER).get(f"/ho-so/{code}").html.select(".acts a.btn")
        pages = [workplace.seen_by(OFFICER).get(each["href"]) for each in links]
        assert pages
        assert [page for page in pages if page.html.select("input[name=on_paper]")] == []
