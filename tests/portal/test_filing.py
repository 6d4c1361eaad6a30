"""Filing online, from outside."""

from __future__ import annotations

from typing import Any

import pytest
from webtest import TestApp, Upload

from tests.make_documents import a_pdf
from tests.portal.conftest import PERMIT, Province, case_of, file_one, filled_in


class TestFiling:
    def test_the_receipt_has_code_secret_and_every_file(self, browser: TestApp, province: Province):
        answer = filled_in(browser).submit("file").follow()
        shown = answer.html
        assert shown.select(".receipt-picture svg")
        assert len(shown.select(".receipt-papers li")) == 5
        assert "Giấy 0.pdf" in shown.text
        assert "SHA-256" in shown.text

    def test_what_was_filled_in_is_in_the_case(self, browser: TestApp, province: Province):
        code, _secret = file_one(browser, email="")
        case = province.work(lambda root: _plain(case_of(root, code)))
        assert case["applicant"][:4] == (
            "Công ty cổ phần An Phú",
            "enterprise",
            "0101234567",
            "12 Lê Lợi, phường Tân Mai",
        )
        assert case["return_way"] == "online"
        assert case["channel"] == "online"
        assert case["answers"]["dien_tich_san"] == 1250.5
        assert case["answers"]["trong_vung_di_tich"] is False
        assert case["papers"] == [
            "don",
            "giay_to_dat",
            "phe_duyet_du_an",
            "tham_tra_thiet_ke",
            "ban_ve_thiet_ke",
        ]

    def test_a_double_click_makes_one_case_and_shows_one_receipt(
        self, browser: TestApp, province: Province
    ):
        form = filled_in(browser)
        before = province.cases()
        first, second = form.submit("file"), form.submit("file")
        assert first.location == second.location
        assert province.cases() == before + 1

    def test_a_receipt_of_nobody_is_not_there(self, browser: TestApp):
        browser.get("/bien-nhan/no-such-nonce", status=404)


def _plain(case: Any) -> dict[str, Any]:
    return {
        "applicant": tuple(case.applicant),
        "return_way": case.applicant.return_way,
        "channel": case.channel,
        "answers": dict(case.dossier.answers),
        "papers": [each.paper for each in case.dossier.enclosures],
    }


class TestMistakes:
    def test_everything_missing_is_said_at_once(self, browser: TestApp):
        shown = browser.get(f"{PERMIT}/nop").forms["form"].submit("file").html
        assert len(shown.select(".error-summary li")) >= 15

    def test_files_and_text_stay_when_something_else_is_wrong(self, browser: TestApp):
        again = filled_in(browser, phone="12").submit("file")
        assert len(again.html.select(".kept-file")) == 5
        form = again.forms["form"]
        assert form["name"].value == "Công ty cổ phần An Phú"
        form["phone"] = "0912345678"
        assert form.submit("file").status_int == 303

    def test_a_wrong_file_is_refused_with_its_rule(self, browser: TestApp):
        form = filled_in(browser)
        form.set("upload", Upload("đơn.pdf", b"<script>alert(1)</script>"), 0)
        shown = form.submit("file").html
        assert "PDF" in shown.find(id="form-papers-don-error").text
        assert len(shown.select(".kept-file")) == 4

    @pytest.mark.parametrize(("kind", "number"), [("citizen", "0101234567"), ("enterprise", "001")])
    def test_the_number_fits_who_files(self, browser: TestApp, kind: str, number: str):
        shown = filled_in(browser, kind=kind, number=number).submit("file").html
        assert shown.find(id="form-applicant-number-error")

    def test_without_consent_nothing_is_taken_in(self, browser: TestApp, province: Province):
        before = province.cases()
        shown = filled_in(browser, consent=False).submit("file").html
        assert shown.find(id="form-result-consent-error")
        assert province.cases() == before


def test_a_paper_that_is_not_compulsory_may_come_along(browser: TestApp, province: Province):
    form = filled_in(browser)
    form.set("upload", Upload("pccc.pdf", a_pdf()), 5)
    shown = form.submit("file").follow().html
    assert len(shown.select(".receipt-papers li")) == 6
