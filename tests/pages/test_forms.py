"""Forms: what was typed is kept, mistakes are listed, files are chosen once."""

from __future__ import annotations

from typing import Any

import pytest
from webtest import TestApp, Upload

from tests.make_documents import a_pdf

PDF = Upload("Đơn.pdf", a_pdf())
NOT_A_PDF = Upload("Đơn.pdf", b"<html><script>alert(1)</script></html>")


def sent(browser: TestApp, path: str = "/form", **filled: Any) -> Any:
    form = browser.get(path).forms["form"]
    for name, value in filled.items():
        form[name] = value
    return form.submit("send", expect_errors=True)


class TestMistakes:
    def test_they_are_listed_at_the_top_and_lead_to_their_fields(self, browser: TestApp):
        shown = sent(browser, text="Một đoạn dài").html
        link = shown.select_one(".error-summary a")
        assert link["href"] == "#form-name"
        assert shown.find(id="form-name")["aria-invalid"] == "true"
        assert "form-name-error" in shown.find(id="form-name")["aria-describedby"]

    def test_what_was_typed_is_kept(self, browser: TestApp):
        assert sent(browser, text="Một đoạn dài").forms["form"]["text"].value == "Một đoạn dài"

    def test_what_an_action_finds_stands_beside_its_field(self, browser: TestApp):
        answer = sent(browser, name="Hà", text="giữ lại")
        assert answer.html.find(id="form-name-error").text.strip() == "Đã có người tên này."
        assert answer.forms["form"]["name"].value == "Hà"
        assert answer.forms["form"]["text"].value == "giữ lại"


class TestSending:
    def test_the_button_and_the_nonce_arrive(self, browser: TestApp):
        form = browser.get("/form").forms["form"]
        form["name"] = "Dung"
        nonce = form["__nonce__"].value
        told = form.submit("send").follow().html.select_one(".notice").text
        assert told == f"Dung {nonce} send False"

    def test_a_form_shown_again_is_the_same_form(self, browser: TestApp):
        form = browser.get("/form").forms["form"]
        assert form.submit("send").forms["form"]["__nonce__"].value == form["__nonce__"].value

    def test_a_nonce_that_is_none_is_not_taken(self, browser: TestApp):
        form = browser.get("/form").forms["form"]
        form["__nonce__"] = "<b>"
        assert form.submit("send").forms["form"]["__nonce__"].value != "<b>"

    def test_another_form_of_the_page_is_not_this_one(self, browser: TestApp):
        form = browser.get("/form").forms["form"]
        form["__formid__"] = "other"
        assert not form.submit("send").html.select(".error-summary")

    def test_without_its_token_a_form_is_not_taken_and_its_text_given_back(self, browser: TestApp):
        form = browser.get("/form").forms["form"]
        form["csrf_token"] = "stale"
        form["text"] = "Một đoạn dài mà không ai muốn gõ lại lần nữa."
        shown = form.submit("send", status=400).html
        assert [each.text for each in shown.select("main textarea")] == [form["text"].value]


class TestFiles:
    def test_a_file_is_chosen_once_though_something_else_was_wrong(self, browser: TestApp):
        again = sent(browser, upload=PDF)
        assert again.html.select_one(".kept-file b").text == "Đơn.pdf"
        form = again.forms["form"]
        form["name"] = "Dung"
        assert form.submit("send").follow().html.select_one(".notice").text.endswith("True")

    def test_what_speaks_against_it_is_said_and_the_rest_kept(self, browser: TestApp):
        again = sent(browser, name="Dung", upload=NOT_A_PDF)
        assert "Đơn.pdf" in again.html.find(id="form-paper-error").text
        assert again.forms["form"]["name"].value == "Dung"

    def test_a_bad_file_does_not_replace_the_good_one(self, browser: TestApp):
        form = sent(browser, upload=PDF).forms["form"]
        form["upload"] = NOT_A_PDF
        assert form.submit("send").html.select_one(".kept-file b").text == "Đơn.pdf"

    def test_one_that_need_not_be_there_can_be_left_out_again(self, browser: TestApp):
        form = sent(browser, upload=PDF).forms["form"]
        form["drop"] = True
        assert not form.submit("send").html.select(".kept-file")

    def test_one_that_is_no_longer_held_is_asked_for_again(self, browser: TestApp):
        form = sent(browser, upload=PDF).forms["form"]
        form["kept"] = "no-such-token"
        answer = form.submit("send")
        assert answer.html.find(id="form-paper-error")
        assert not answer.html.select(".kept-file")

    def test_a_form_that_is_no_form_of_ours_has_no_file(self, browser: TestApp):
        form = browser.get("/form").forms["form"]
        token = form["csrf_token"].value
        answer = browser.post(
            "/form", {"csrf_token": token, "name": "Dung", "paper": "text", "seen": "0"}
        )
        assert answer.follow().html.select_one(".notice").text.endswith("False")


class TestRefusedByAnAction:
    def test_the_form_is_shown_again_with_all_that_was_typed(self, browser: TestApp):
        answer = sent(browser, name="Bận", text="giữ lại", upload=PDF)
        assert answer.status_int == 409
        assert "Đang bận." in answer.html.select_one(".error-summary").text
        assert answer.forms["form"]["text"].value == "giữ lại"
        assert answer.html.select_one(".kept-file b").text == "Đơn.pdf"

    def test_what_the_action_had_begun_is_undone(self, browser: TestApp):
        sent(browser, name="Bận")
        assert browser.get("/").html.select_one("#begun").text == "0"

    def test_a_hidden_field_carries_what_is_so_now(self, browser: TestApp):
        assert sent(browser, name="Bận").forms["form"]["seen"].value == "7"
        assert browser.get("/form").forms["form"]["seen"].value == "0"


class TestExpiredSession:
    def test_what_was_typed_goes_along_through_the_sign_in(self, browser: TestApp):
        typed = "Đoạn văn đã gõ, khá dài."
        answer = self.sent_too_late(browser, typed)
        again = next(each for each in answer.forms.values() if each.action == "/dang-nhap")
        kept, token = again["kept_form"].value, again["csrf_token"].value
        shown = browser.post("/again", {"kept_form": kept, "csrf_token": token})
        assert shown.html.select_one("blockquote").text == typed
        assert shown.forms[0].action == "/viec/not-allowed"
        assert shown.forms[0]["text"].value == typed

    def test_what_is_too_long_is_rather_lost_than_doubled(self, browser: TestApp):
        assert self.sent_too_late(browser, "x" * 300_000).status_int == 303

    @pytest.mark.parametrize("kept", ["", "không phải của nhà này", "abcd"])
    def test_what_is_not_ours_is_not_shown(self, browser: TestApp, kept: str):
        token = browser.get("/form").forms["form"]["csrf_token"].value
        answer = browser.post("/again", {"kept_form": kept, "csrf_token": token})
        assert answer.text == "nothing"

    def sent_too_late(self, browser: TestApp, text: str) -> Any:
        token = browser.get("/form").forms["form"]["csrf_token"].value
        filled = {"csrf_token": token, "text": text}
        return browser.post("/viec/not-allowed", filled, expect_errors=True)
