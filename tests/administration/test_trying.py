"""Trying a procedure out in the browser: pressed buttons, moved dates, nothing stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from webtest import TestApp

from motcua.administration.trying import past
from motcua.workflows.trials import FAILING
from tests.make import ROOT
from tests.make_pages import a_browser

PERMIT = "cap-giay-phep-xay-dung"
TRY = f"/quan-tri/thu?procedure={PERMIT}&version=1"
TEXT = (ROOT / "workflows" / PERMIT / "1.yaml").read_text("utf-8")


def press(page: Any, deed: str, status: int = 200, **fields: str) -> Any:
    """Press the button that stands for ``deed``, with some fields filled in."""
    form = page.forms["play"]
    for name, value in fields.items():
        form[name.replace("__", ".")] = value
    return form.submit("deed", value=deed, status=status)


@pytest.fixture
def page(administrator: TestApp) -> Any:
    return administrator.get(TRY)


@pytest.fixture
def filed(page: Any) -> Any:
    return press(page, "file", begins="23/11/2026 08:00")


@pytest.fixture
def examining(filed: Any) -> Any:
    for deed in ("does:receive", "does:transfer", "does:assign"):
        filed = press(filed, deed)
    return filed


def state_of(page: Any) -> str:
    return page.html.select_one(".tried-state strong").text


class TestWhoMayTry:
    def test_not_an_officer(self, officer: TestApp) -> None:
        officer.get(TRY, status=403)

    def test_a_visitor_is_asked_to_sign_in(self, app: Any) -> None:
        assert "/dang-nhap" in a_browser(app).get(TRY, status=303).location

    @pytest.mark.parametrize("path", ["/quan-tri/thu", "/quan-tri/thu?draft=9999"])
    def test_nothing_to_try(self, administrator: TestApp, path: str) -> None:
        administrator.get(path, status=404)

    def test_a_version_leads_there(self, administrator: TestApp) -> None:
        page = administrator.get(f"/quan-tri/thu-tuc/{PERMIT}/1")
        assert page.click("Chạy thử").status_int == 200


class TestPlaying:
    def test_a_case_is_filed_and_the_buttons_of_whoever_is_next_are_shown(self, filed: Any) -> None:
        assert state_of(filed) == "Chờ tiếp nhận"
        pressed = filed.html.select_one("button[value='does:receive']")
        assert "btn-main" in pressed["class"]
        filed.mustcontain("Nguyễn Văn Thử")

    def test_letters_dates_and_mails_are_shown(self, filed: Any) -> None:
        page = press(filed, "does:receive")
        page.mustcontain("17:00 thứ Ba, 08/12/2026", "Giấy tiếp nhận hồ sơ", "còn 10 ngày làm việc")
        assert page.html.select_one(".tried-mail pre").text

    def test_lists_and_journal_lines_are_shown(self, examining: Any) -> None:
        examining.mustcontain("Trong danh sách của", "Nông Văn Đại")
        assert "assign" in examining.html.select_one(".timeline li code").text
        page = press(examining, "does:supplement")
        page.mustcontain("Nông Văn Đại (đang chờ)")

    def test_before_an_officer_holds_it_a_role_does(self, filed: Any) -> None:
        filed.mustcontain("Cán bộ tiếp nhận và trả kết quả, Trung tâm PVHCC tỉnh")

    def test_a_letter_is_opened_as_the_applicant_gets_it(self, filed: Any) -> None:
        form = press(filed, "does:receive").forms["play"]
        form.action = "/quan-tri/thu/van-ban"
        letter = form.submit("letter", value="1.0")
        assert "sandbox" in letter.headers["Content-Security-Policy"]
        letter.mustcontain("Nguyễn Văn Thử")
        form.submit("letter", value="9.9", status=404)
        form.submit("letter", value="x", status=404)

    def test_whoever_must_act_next_is_chosen_by_itself(self, examining: Any) -> None:
        assert state_of(examining) == "Thẩm định và kiểm tra thực địa"
        assert examining.forms["play"]["who"].value == "dai.nong"

    def test_one_may_be_somebody_else(self, examining: Any) -> None:
        page = press(examining, "who:mai.tran")
        assert page.forms["play"]["who"].value == "mai.tran"
        page = press(examining, "who:khoa.nguyen")
        assert page.html.select_one("button[value='does:extend']")

    def test_what_is_not_possible_says_why(self, examining: Any) -> None:
        page = press(examining, "does:start_waiting")
        page.mustcontain("bị từ chối", "Biên bản kiểm tra thực địa")
        assert state_of(page) == "Thẩm định và kiểm tra thực địa"

    def test_papers_and_answers_and_silence(self, examining: Any) -> None:
        page = press(examining, "asks:chuyen_nganh")
        page = press(page, "answers:so-nnmt")
        form = page.forms["play"]
        form.fields["papers.start_waiting"][0].checked = True
        page = form.submit("deed", value="does:start_waiting")
        assert state_of(page) == "Chờ ý kiến chuyên ngành"
        page = press(page, "time", moment="30/11/2026 08:00")
        page.mustcontain("Không trả lời đúng hạn")
        assert press(page, "does:draft").html.select_one(".tried-state strong")

    def test_the_date_is_moved_by_a_button(self, filed: Any) -> None:
        page = press(filed, "time:2026-11-30T08:00")
        page.mustcontain("08:00 thứ Hai, 30/11/2026", "Đến lúc nhắc việc")

    def test_what_is_no_moment_is_told(self, filed: Any) -> None:
        page = press(filed, "time", status=409, moment="mai")
        page.mustcontain("“mai” không phải là một thời điểm")
        assert state_of(page) == "Chờ tiếp nhận"

    def test_one_step_back_and_anew(self, filed: Any) -> None:
        page = press(press(filed, "does:receive"), "back")
        assert state_of(page) == "Chờ tiếp nhận"
        assert "begins" in press(page, "back").forms["play"].fields
        assert "begins" in press(page, "anew").forms["play"].fields

    def test_filed_online_by_the_applicant(self, page: Any) -> None:
        filed = press(page, "file", channel="online", begins="23/11/2026 08:00")
        filed.mustcontain("người nộp hồ sơ")
        again = press(filed, "anew")
        assert again.forms["play"]["channel"].value == "online"

    def test_what_is_missing_when_it_is_filed(self, page: Any) -> None:
        form = page.forms["play"]
        for each in form.fields["papers.start"]:
            each.checked = False
        refused = form.submit("deed", value="file")
        refused.mustcontain("Bản vẽ thiết kế")
        assert "begins" in refused.forms["play"].fields

    def test_a_play_that_is_none(self, filed: Any) -> None:
        form = filed.forms["play"]
        form["play"].force_value("{")
        form.submit("deed", value="look", status=409)

    def test_at_the_end_there_is_nothing_left(self, examining: Any) -> None:
        page = press(examining, "who:applicant")
        page = press(page, "does:withdraw")
        assert state_of(page) == "Đã rút"
        page.mustcontain("Không có việc gì ở bước này")


class TestTests:
    def test_they_are_played(self, page: Any) -> None:
        played = press(page, "tests")
        played.mustcontain("Mọi kiểm thử đều như mong đợi", "Từ khi nộp đến khi có giấy phép")

    def test_and_what_is_not_as_expected_is_told_by_line(self, administrator: TestApp) -> None:
        page = posted(administrator, TEXT.replace("deadline: 10", "deadline: 9"))
        played = press(page, "tests")
        played.mustcontain("Có điểm không như mong đợi", "mong đợi 08/12/2026 17:00", "dòng 12")

    def test_what_was_played_is_written_down(self, filed: Any) -> None:
        page = press(press(filed, "does:receive"), "write")
        written = page.html.select_one("#written").text
        assert "does: receive" in written
        assert "due: 08/12/2026 17:00" in written

    def test_before_a_case_is_filed_there_is_nothing_to_write(self, page: Any) -> None:
        assert press(page, "write").html.select_one("#written") is None

    def test_a_new_procedure_has_none(self, administrator: TestApp) -> None:
        page = posted(administrator, TEXT.replace(f"workflow: {PERMIT}", "workflow: thu-moi"))
        page.mustcontain("chưa có tests.yaml")


def posted(browser: TestApp, text: str, **fields: str) -> Any:
    """Send a text as the editor does."""
    token = browser.get(TRY).forms["play"]["csrf_token"].value
    return browser.post("/quan-tri/thu", {"csrf_token": token, "text": text, **fields})


class TestTypedTexts:
    def test_a_text_that_was_never_saved(self, administrator: TestApp) -> None:
        page = posted(administrator, TEXT.replace("Tiếp nhận, en: Receive", "Nhận vào, en: Take"))
        page = press(page, "file", begins="23/11/2026 08:00")
        page.mustcontain("Nhận vào")
        assert state_of(press(page, "does:receive")) == "Đã tiếp nhận - chờ chuyển"

    def test_one_with_errors_is_not_played(self, administrator: TestApp) -> None:
        page = posted(administrator, TEXT.replace("to: received", "to: recieved"))
        page.mustcontain("Văn bản còn lỗi", "recieved")
        assert "begins" not in page.forms["play"].fields

    def test_a_draft(self, administrator: TestApp) -> None:
        begun = administrator.get(f"/quan-tri/thu-tuc/{PERMIT}/cac-ban")
        form = next(each for each in begun.forms.values() if each.action.endswith("/sua"))
        editor = form.submit().follow()
        number = editor.request.path.rpartition("/")[2]
        page = administrator.get(f"/quan-tri/thu?draft={number}")
        assert page.forms["play"]["draft"].value == number
        page = posted(administrator, TEXT, draft=number)
        assert f"/quan-tri/du-thao/{number}" in page


class TestReplay:
    def test_it_says_what_would_have_been_different(self, administrator: TestApp) -> None:
        token = administrator.get(TRY).forms["play"]["csrf_token"].value
        text = TEXT.replace("deadline: 10 working", "deadline: 6 working")
        asked = administrator.post("/quan-tri/thu/dien-lai", {"csrf_token": token, "text": text})
        form = next(each for each in asked.forms.values() if "from" in each.fields)
        found = form.submit("deed", value="replay")
        found.mustcontain("hồ sơ nộp từ", "thay vì")

    def test_the_same_text_changes_nothing(self, administrator: TestApp) -> None:
        asked = administrator.get(f"/quan-tri/thu/dien-lai?procedure={PERMIT}&version=1")
        form = next(each for each in asked.forms.values() if "from" in each.fields)
        form["from"] = "01/11/2026"
        form.submit("deed", value="replay").mustcontain("Không có gì khác đi")

    def test_a_text_with_errors_is_not_played(self, administrator: TestApp) -> None:
        token = administrator.get(TRY).forms["play"]["csrf_token"].value
        text = TEXT.replace("to: received", "to: recieved")
        page = administrator.post(
            "/quan-tri/thu/dien-lai", {"csrf_token": token, "text": text, "deed": "replay"}
        )
        page.mustcontain("Văn bản còn lỗi")

    def test_a_page_takes_so_long_and_no_longer(
        self, administrator: TestApp, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(past, "SECONDS", -1.0)
        asked = administrator.get(f"/quan-tri/thu/dien-lai?procedure={PERMIT}&version=1")
        form = next(each for each in asked.forms.values() if "from" in each.fields)
        form.submit("deed", value="replay").mustcontain("chưa được diễn lại")


def test_the_play_is_plain(filed: Any) -> None:
    told = json.loads(filed.forms["play"]["play"].value)
    assert told["start"]["begins"] == "2026-11-23T08:00"


def test_the_tests_are_played_before_a_draft_is_proposed(administrator: TestApp) -> None:
    versions = administrator.get(f"/quan-tri/thu-tuc/{PERMIT}/cac-ban")
    form = next(each for each in versions.forms.values() if each.action.endswith("/sua"))
    editor = form.submit().follow()
    proposing = administrator.get(f"{editor.request.path}/de-nghi")
    proposing.mustcontain("Mọi kiểm thử đều như mong đợi", "Từ khi nộp đến khi có giấy phép")
    assert proposing.click("Chạy thử").status_int == 200


class TestABallot:
    def test_members_vote_and_the_case_goes_on(self, administrator: TestApp) -> None:
        page = administrator.get("/quan-tri/thu?procedure=thong-qua-bang-phieu&version=1")
        page = press(page, "file", begins="23/11/2026 09:00")
        for deed in ("does:receive", "does:assign", "asks:phieu_thanh_vien"):
            page = press(page, deed)
        page.mustcontain("mọi thành viên chưa có phiếu", "Không biểu quyết")
        assert page.html.select_one("button[value='does:propose']").has_attr("disabled")
        page = press(page, "answers:members")
        assert not page.html.select_one("button[value='does:propose']").has_attr("disabled")


class TestBelowTheEditor:
    """The text is tried as it stands in the editor, saved or not, and stays there."""

    @pytest.fixture
    def editor(self, administrator: TestApp) -> Any:
        begun = administrator.get(f"/quan-tri/thu-tuc/{PERMIT}/cac-ban")
        form = next(each for each in begun.forms.values() if each.action.endswith("/sua"))
        address = form.submit(status=303).location
        page = administrator.get(address)
        yield page
        away = administrator.get(address)
        put = next(each for each in away.forms.values() if "discard" in each.text)
        put.submit("deed", value="discard", status=303)

    def play(self, page: Any, deed: str, status: int = 200, **fields: str) -> Any:
        form = page.forms["editor"]
        form.action = form.action.split("#")[0].removesuffix("/thu") + "/thu"
        for name, value in fields.items():
            form[name] = value
        return form.submit("deed", value=deed, status=status)

    def test_without_a_script_the_page_comes_back_with_the_typed_text(self, editor: Any) -> None:
        typed = editor.forms["editor"]["text"].value.replace(
            "vi: Tiếp nhận,", "vi: Tiếp nhận ngay,"
        )
        assert "Tiếp nhận ngay" in typed
        page = self.play(editor, "file", begins="23/11/2026 08:00", text=typed)
        assert state_of(page) == "Chờ tiếp nhận"
        assert page.html.select_one("button[value='does:receive']").text == "Tiếp nhận ngay"
        assert page.forms["editor"]["text"].value == typed
        assert page.html.select_one("#editor")["data-unsaved"] == "yes"
        page = self.play(page, "does:receive")
        assert state_of(page) == "Đã tiếp nhận - chờ chuyển"
        page.mustcontain("Giấy tiếp nhận hồ sơ", "còn 10 ngày làm việc")

    def test_for_a_script_only_the_rehearsal_comes(
        self, administrator: TestApp, editor: Any
    ) -> None:
        form = editor.forms["editor"]
        fields = dict(form.submit_fields()) | {"deed": "file", "begins": "mai"}
        script = {"HX-Request": "true"}
        part = administrator.post(f"{form.action}/thu", fields, headers=script)
        assert "<html" not in part.text
        part.mustcontain("“mai” không phải là một thời điểm")

    def test_a_broken_text_says_so_and_the_play_waits(self, editor: Any) -> None:
        text = editor.forms["editor"]["text"].value
        page = self.play(editor, "file", begins="23/11/2026 08:00")
        page = self.play(page, "look", text="a: [")
        page.mustcontain("Văn bản còn lỗi", "Chạy lại với văn bản đang hiện")
        assert state_of(self.play(page, "look", text=text)) == "Chờ tiếp nhận"

    def test_nothing_is_saved_by_it(self, administrator: TestApp, editor: Any) -> None:
        address = editor.forms["editor"].action
        self.play(editor, "look", text="a: [")
        for path in ("/thu", "/kiem-thu"):
            assert administrator.get(address + path, status=303).location.endswith(address)
        assert "a: [" not in administrator.get(address).forms["editor"]["text"].value

    def test_the_tests_are_played_on_the_text_as_it_stands(
        self, administrator: TestApp, editor: Any
    ) -> None:
        form = editor.forms["editor"]
        text = form["text"].value
        assert editor.html.select_one("#tested")["hx-post"].endswith("/kiem-thu")
        form.action += "/kiem-thu"
        form.submit("deed", value="tests").mustcontain("Mọi kiểm thử đều như mong đợi")
        form["text"] = text.replace("10 working days", "9 working days", 1)
        page = form.submit("deed", value="tests")
        page.mustcontain("Có điểm không như mong đợi")
        script = {"HX-Request": "true"}
        part = administrator.post(form.action, dict(form.submit_fields()), headers=script)
        assert "<html" not in part.text

    def test_one_that_was_put_away_is_not_played(self, administrator: TestApp, editor: Any) -> None:
        form = editor.forms["editor"]
        away = next(each for each in editor.forms.values() if "discard" in each.text)
        away.submit("deed", value="discard", status=303)
        fields = dict(form.submit_fields())
        for path in ("/thu", "/kiem-thu"):
            administrator.post(form.action + path, fields, status=303)
        back = administrator.get(form.action)
        again = next(each for each in back.forms.values() if "take_up" in each.text)
        again.submit("deed", value="take_up", status=303)


class TestBeforePublishing:
    def test_whoever_proposes_and_whoever_publishes_must_have_seen_that_tests_fail(
        self, administrator: TestApp, signed_in: Any
    ) -> None:
        begun = administrator.get(f"/quan-tri/thu-tuc/{PERMIT}/cac-ban")
        form = next(each for each in begun.forms.values() if each.action.endswith("/sua"))
        editor = form.submit(status=303).follow().forms["editor"]
        editor["text"] = editor["text"].value.replace("10 working days", "9 working days", 1)
        page = editor.submit("deed", value="propose", status=303).follow()
        said = "kiểm thử của quy trình này không kết thúc như mong đợi"
        page.mustcontain(said)
        refused = self._sent(page.forms["form"], "propose", known=False, reason="QĐ 12")
        assert refused.status_int == 409
        refused.mustcontain("Hãy sửa văn bản hoặc sửa kiểm thử")
        proposed = self._sent(refused.forms["form"], "propose", known=True, reason="QĐ 12")
        number = proposed.location.split("/")[-2]
        second = signed_in("thuy.dao")
        page = second.get(f"/quan-tri/du-thao/{number}/ban-hanh")
        page.mustcontain(said, "#tests")
        refused = self._sent(page.forms["publish"], "publish", known=False)
        assert refused.status_int == 409
        refused.mustcontain("Hãy sửa văn bản hoặc sửa kiểm thử")
        away = refused.forms["decline"]
        away["because"] = "Kiểm thử chưa đạt"
        away.submit("decline", status=303)
        administrator.get(f"/quan-tri/du-thao/{number}").mustcontain("Kiểm thử chưa đạt")
        self._discard(administrator, number)

    def _sent(self, form: Any, button: str, known: bool, **fields: str) -> Any:
        for name, value in fields.items():
            form[name] = value
        for each in form.fields["checkbox"]:
            each.checked = known or each._value != FAILING
        return form.submit(button, expect_errors=True)

    def _discard(self, browser: TestApp, number: str) -> None:
        page = browser.get(f"/quan-tri/du-thao/{number}")
        form = next(each for each in page.forms.values() if "discard" in each.text)
        form.submit("deed", value="discard", status=303)


class TestWhomAProposalAsks:
    OFFERED = "Diễn lại hồ sơ một năm qua"

    @pytest.fixture
    def proposing(self, administrator: TestApp) -> str:
        """A draft that asks another body."""
        versions = administrator.get(f"/quan-tri/thu-tuc/{PERMIT}/cac-ban")
        form = next(each for each in versions.forms.values() if each.action.endswith("/sua"))
        address = form.submit().location
        editor = administrator.get(address).forms["editor"]
        editor["text"] = editor["text"].value.replace(
            "      - unit: cong-an-tinh\n", "      - unit: so-khcn\n"
        )
        return str(editor.submit("deed", value="propose", status=303).location)

    def test_is_offered_and_played_on_demand(
        self, administrator: TestApp, proposing: str, signed_in: Callable[[str], TestApp]
    ) -> None:
        page = administrator.get(proposing)
        page.mustcontain(self.OFFERED)
        assert "Số hồ sơ đã diễn lại" not in page, "it is not played before somebody asks"
        played = page.click(self.OFFERED)
        played.mustcontain("Số hồ sơ đã diễn lại", "Số yêu cầu lấy ý kiến")
        assert played.click("Từng hồ sơ").status_int == 200
        form = played.forms["form"]
        form["reason"] = "QĐ 12"
        for each in form.fields.get("checkbox", []):
            each.checked = True
        decided = form.submit("propose", status=303).location
        second = signed_in("thuy.dao").get(decided)
        second.click(self.OFFERED).mustcontain("Số yêu cầu lấy ý kiến")
        administrator.get(decided).forms["withdraw"].submit("withdraw", status=303)

    def test_a_page_takes_so_long_and_no_longer(
        self, administrator: TestApp, proposing: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(past, "SECONDS", -1.0)
        page = administrator.get(proposing).click(self.OFFERED)
        page.mustcontain("Trong năm còn hồ sơ chưa được diễn lại")

    def test_not_where_nobody_is_asked(self, administrator: TestApp) -> None:
        copies = administrator.get("/quan-tri/thu-tuc/chung-thuc-ban-sao/cac-ban")
        form = next(each for each in copies.forms.values() if each.action.endswith("/sua"))
        address = form.submit().location
        assert self.OFFERED not in administrator.get(f"{address}/de-nghi")
