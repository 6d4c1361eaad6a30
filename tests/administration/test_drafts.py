"""Drafting a procedure in the browser, by text and by form, with or without a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from webtest import TestApp

from motcua.administration.drafts.filling import LEFT_OUT
from motcua.administration.drafts.wording import FIRST, GROUPS, HELP, OWN
from motcua.storage import opening
from motcua.workflows import editing, versions
from motcua.workflows.editing import templates
from motcua.workflows.shapes import SHAPES, Kind
from motcua.workflows.telling import WHAT

SignIn = Callable[[str], TestApp]
DRAFTS = "/quan-tri/du-thao"
PERMIT = "cap-giay-phep-xay-dung"
COPIES = "chung-thuc-ban-sao"
LAND = "giao-dat-cho-thue-dat"
CARD = "van-ban-cho-phep-the-abtc"


def look(app: Any, work: Callable[[Any], Any]) -> Any:
    """Look at what is stored."""
    return opening.transact(app.registry._zodb_databases[""], work)


@pytest.fixture
def second(signed_in: SignIn) -> TestApp:
    return signed_in("thuy.dao")


def begin(browser: TestApp, id: str) -> str:
    """Begin to change a procedure; return the address of the draft."""
    page = browser.get(DRAFTS)
    form = next(each for each in page.forms.values() if each.action.endswith(f"/{id}/sua"))
    return form.submit(status=303).location.removeprefix("http://localhost")


def write(browser: TestApp, address: str, text: str, deed: str = "save") -> Any:
    form = browser.get(address).forms["editor"]
    form["text"] = text
    return form.submit("deed", value=deed, expect_errors=True)


def text_of(app: Any, address: str) -> str:
    number = int(address.rsplit("/", 1)[1])
    return str(look(app, lambda root: root["definitions"].drafts[number].text))


def put_away(browser: TestApp, address: str) -> None:
    page = browser.get(address)
    form = next(each for each in page.forms.values() if "discard" in each.text)
    form.submit("deed", value="discard", status=303)


@pytest.fixture
def draft(administrator: TestApp, request: pytest.FixtureRequest) -> Any:
    """A draft of the procedure of copies, put away afterwards."""
    address = begin(administrator, COPIES)
    yield address
    if administrator.get(address, expect_errors=True).status_int == 200:
        put_away(administrator, address)


class TestWhoMay:
    @pytest.mark.parametrize("path", [DRAFTS, f"{DRAFTS}/moi", f"{DRAFTS}/999"])
    def test_not_an_officer(self, officer: TestApp, path: str) -> None:
        officer.get(path, status=403)

    @pytest.mark.parametrize("path", [DRAFTS, f"{DRAFTS}/moi", "/quan-tri/du-thao/1/bieu-mau"])
    def test_not_who_only_reads(self, signed_in: SignIn, path: str) -> None:
        signed_in("tung.do").get(path, status=403)

    def test_a_private_draft_is_not_there_for_others(
        self, draft: str, second: TestApp, administrator: TestApp
    ) -> None:
        for path in ("", "/bieu-mau", "/de-nghi", "/ban-hanh", "/doi-chieu/1"):
            second.get(draft + path, status=404)
        second.get(DRAFTS).mustcontain("riêng")
        assert draft not in second.get(DRAFTS).text

    def test_who_reads_sees_the_versions_and_changes_nothing(self, signed_in: SignIn) -> None:
        page = signed_in("tung.do").get(f"/quan-tri/thu-tuc/{COPIES}/cac-ban")
        assert "Sửa quy trình này" not in page.text
        assert signed_in("tung.do").get(f"{DRAFTS}/nhat-ky.csv").content_type == "text/csv"


class TestTheEditor:
    def test_a_text_may_be_left_broken(self, app: Any, administrator: TestApp, draft: str) -> None:
        write(administrator, draft, "a: [")
        page = administrator.get(draft)
        page.mustcontain("D01", "lỗi: 1")
        assert text_of(app, draft) == "a: [\n"
        write(administrator, draft, "a: [", "undo")
        assert text_of(app, draft).startswith("#")
        write(administrator, draft, text_of(app, draft), "redo")
        assert text_of(app, draft) == "a: [\n"
        administrator.get(f"{draft}/bieu-mau", status=409).mustcontain("không đọc được")

    def test_the_picture_is_drawn_while_one_types(
        self, app: Any, administrator: TestApp, draft: str
    ) -> None:
        form = administrator.get(draft).forms["editor"]
        typed = text_of(app, draft).replace("đến: signing", "đến: signning", 1)
        seen = administrator.post(
            f"{draft}/xem", {"csrf_token": form["csrf_token"].value, "text": typed}
        )
        seen.mustcontain("S04", "<svg", "data-line")
        assert "<html" not in seen.text
        assert "signning" not in text_of(app, draft)

    def test_what_cannot_be_done_is_said_on_the_page(
        self, administrator: TestApp, draft: str
    ) -> None:
        answer = write(
            administrator, draft, administrator.get(draft).forms["editor"]["text"].value, "undo"
        )
        assert answer.status_int == 409
        answer.mustcontain("Không còn gì để hoàn tác")

    def test_a_draft_that_was_put_away_is_taken_up_again(
        self, administrator: TestApp, draft: str
    ) -> None:
        put_away(administrator, draft)
        page = administrator.get(draft)
        form = next(each for each in page.forms.values() if "take_up" in each.text)
        form.submit("deed", value="take_up", status=303)
        assert "editor" in administrator.get(draft).forms

    def test_two_at_once_lose_nothing(
        self, app: Any, administrator: TestApp, second: TestApp, draft: str
    ) -> None:
        page = administrator.get(draft)
        share = next(each for each in page.forms.values() if "share" in each.text)
        share.submit("deed", value="share", status=303)
        base = text_of(app, draft)
        theirs = base.replace("2 giờ làm việc", "5 giờ làm việc", 1)
        mine = base.replace("tên: {vi: Chờ ký chứng thực", "tên: {vi: Chờ lãnh đạo ký")
        opened = second.get(draft).forms["editor"]
        write(administrator, draft, theirs)
        opened["text"] = mine
        compared = opened.submit("deed", value="save", status=303).follow()
        compared.mustcontain("Bùi Khánh Linh", "Đào Thị Thanh Thủy", "mọi thay đổi đều khớp")
        assert text_of(app, draft) == theirs
        joined = compared.forms["editor"]
        joined["text"] = joined["text"].value
        joined.submit("deed", value="join", status=303)
        assert text_of(app, draft) == theirs.replace(
            "tên: {vi: Chờ ký chứng thực", "tên: {vi: Chờ lãnh đạo ký"
        )
        assert joined.submit("deed", value="join", expect_errors=True).status_int == 409
        compared = second.get(f"{draft}/doi-chieu/1")
        compared.mustcontain("Ba văn bản")
        second.get(f"{draft}/doi-chieu/99", status=404)
        second.get(f"{draft}/doi-chieu/0", status=404)
        page = administrator.get(draft)
        private = next(each for each in page.forms.values() if "keep_private" in each.text)
        private.submit("deed", value="keep_private", status=303)


class TestForms:
    @pytest.mark.parametrize("id", [COPIES, PERMIT])
    def test_one_saved_as_it_was_changes_no_letter(
        self, app: Any, administrator: TestApp, id: str
    ) -> None:
        address = begin(administrator, id)
        before = text_of(app, address)
        page = administrator.get(f"{address}/bieu-mau")
        paths = sorted(set(re.findall(rf'href="({address}/bieu-mau/[^"]+)"', page.text)))
        assert len(paths) > 20
        for path in paths:
            form = administrator.get(path).forms["form"]
            answer = form.submit(expect_errors=True)
            assert answer.status_int == 303, path
            assert text_of(app, address) == before, path
        put_away(administrator, address)

    def test_a_changed_label_is_a_changed_line(
        self, app: Any, administrator: TestApp, draft: str
    ) -> None:
        before = text_of(app, draft)
        form = administrator.get(f"{draft}/bieu-mau/states/signing").forms["form"]
        form["title_vi"] = "Chờ ký"
        form["within"] = "3 giờ làm việc"
        form.submit("form", status=303)
        after = text_of(app, draft)
        changed = [
            (old.strip(), new.strip())
            for old, new in zip(before.splitlines(), after.splitlines(), strict=True)
            if old != new
        ]
        assert changed == [
            (
                "tên: {vi: Chờ ký chứng thực, en: Waiting for signature}",
                "tên: {vi: Chờ ký, en: Waiting for signature}",
            ),
            (
                "trong vòng: 2 giờ làm việc        # mức do xã đặt",
                "trong vòng: 3 giờ làm việc        # mức do xã đặt",
            ),
        ]

    def test_rows_conditions_and_lists(self, app: Any, administrator: TestApp, draft: str) -> None:
        path = f"{draft}/bieu-mau/states/signing/actions/sign"
        form = administrator.get(path).forms["form"]
        form["when"] = "fee paid\nso_trang: 1, 2"
        tick(form, "chairperson")
        tick(form, "vice_chair", False)
        form.submit("form", status=303)
        said = editing.value(text_of(app, draft), ("states", "signing", "actions", "sign"))
        assert (said["when"], said["by"]) == (
            ["fee paid", {"so_trang": ["1", "2"]}],
            ["chairperson"],
        )
        form = administrator.get(f"{draft}/bieu-mau/states/signing").forms["form"]
        _set_last(form, "before", "1 giờ làm việc")
        form.submit("form", status=303)
        said = editing.value(text_of(app, draft), ("states", "signing", "late"))
        assert [list(each) for each in said] == [["after", "notify"], ["before"]]

    @pytest.mark.parametrize(("field", "typed"), [("within", "vài hôm"), ("at_most", "nhiều")])
    def test_a_wrong_answer_is_told_beside_its_field(
        self, administrator: TestApp, draft: str, field: str, typed: str
    ) -> None:
        path = "states/signing" if field == "within" else "states/checking/actions/postpone"
        form = administrator.get(f"{draft}/bieu-mau/{path}").forms["form"]
        form[field] = typed
        form.submit("form").mustcontain("error-summary")

    def test_a_step_with_an_action_is_added_renamed_and_taken_out(
        self, app: Any, administrator: TestApp, draft: str
    ) -> None:
        form = administrator.get(f"{draft}/them/states").forms["form"]
        form["title"], form["within"], form["after"] = "Thẩm định lại", "1 ngày làm việc", "signing"
        added = form.submit("form", status=303).location
        assert added.endswith("/bieu-mau/states/tham_dinh_lai")
        form = administrator.get(f"{draft}/them/states/tham_dinh_lai/actions").forms["form"]
        form["title"], form["to"] = "Đồng ý", "signing"
        tick(form, "officer")
        form.submit("form", status=303)
        page = administrator.get(f"{draft}/bieu-mau/states/tham_dinh_lai")
        rename = page.forms["rename"]
        rename["id"] = "again"
        rename.submit("rename", status=303)
        said = editing.value(text_of(app, draft), ("states", "again"))
        assert said["actions"] == {
            "dong_y": {"title": {"vi": "Đồng ý"}, "by": ["officer"], "to": "signing"}
        }
        page = administrator.get(f"{draft}/bieu-mau/states/again")
        page.forms["remove"].submit("remove", status=303)
        assert "again" not in editing.value(text_of(app, draft), ("states",))

    @pytest.mark.parametrize("section", ["anywhere", "consultations", "papers", "fields", "roles"])
    def test_one_more_of_everything(
        self, app: Any, administrator: TestApp, draft: str, section: str
    ) -> None:
        form = administrator.get(f"{draft}/them/{section}").forms["form"]
        form["title"], form["title_en"] = "Điều mới", "Something new"
        answer = form.submit("form", status=303)
        assert answer.location.endswith(f"{section}/dieu_moi")
        assert editing.value(text_of(app, draft), (section, "dieu_moi", "title")) == {
            "vi": "Điều mới",
            "en": "Something new",
        }
        form = administrator.get(f"{draft}/them/{section}").forms["form"]
        form["title"] = "Điều mới"
        assert form.submit("form", expect_errors=True).status_int == 409

    @pytest.mark.parametrize("path", ["states/khong_co", "khac/x", "states/signing/khac/x"])
    def test_there_is_no_form_for_what_is_not_there(
        self, administrator: TestApp, draft: str, path: str
    ) -> None:
        administrator.get(f"{draft}/bieu-mau/{path}", status=404)


def tick(form: Any, value: str, ticked: bool = True) -> None:
    """Tick the first box of that value."""
    box = next(each for each in form.fields["checkbox"] if each._value == value)
    box.checked = ticked


def _set_last(form: Any, name: str, value: str) -> None:
    """Fill in the last field of that name: that of the empty line."""
    form.fields[name][-1].value = value


class TestFromTheDraftToTheVersion:
    def test_one_proposes_another_publishes_and_the_file_is_there(
        self, app: Any, administrator: TestApp, second: TestApp, workflows: Path
    ) -> None:
        address = begin(administrator, LAND)
        text = text_of(app, address)
        broken = text.replace("by: leader", "by: leder", 1)
        page = write(administrator, address, broken, "propose").follow()
        page.mustcontain("văn bản còn lỗi")
        assert "form" not in page.forms
        page = write(
            administrator, address, text.replace("within: 1.5", "within: 2.5", 1), "propose"
        ).follow()
        proposal = self._proposed(page)
        proposal.mustcontain("Người khác quyết định")
        back = proposal.forms["withdraw"].submit("withdraw", status=303)
        proposal = self._proposed(administrator.get(f"{address}/de-nghi"))
        assert back.location.endswith(address)
        page = second.get(f"{address}/ban-hanh")
        page.mustcontain("wf-changed", "→", "Từng dòng")
        declined = page.forms["decline"]
        declined["because"] = "Thiếu căn cứ"
        declined.submit("decline", status=303)
        administrator.get(address).mustcontain("Đào Thị Thanh Thủy trả lại", "Thiếu căn cứ")
        self._proposed(administrator.get(f"{address}/de-nghi"))
        self._published(second.get(f"{address}/ban-hanh"))
        version = look(app, lambda root: versions.last(root, LAND))
        assert (version.number, version.author, version.approver) == (2, "linh.bui", "thuy.dao")
        written = (workflows / LAND / "2.yaml").read_text("utf8")
        assert "within: 2.5 working days" in written
        second.get(f"{address}/ban-hanh").mustcontain("đã ban hành")
        page = second.get(f"/quan-tri/thu-tuc/{LAND}/cac-ban")
        page.mustcontain("1.5 → 2.5 working days", "QĐ 12")
        assert "Tải về và đặt vào đó" not in page.text
        (workflows / LAND / "2.yaml").unlink()
        second.get(f"/quan-tri/thu-tuc/{LAND}/cac-ban").mustcontain("Tải về và đặt vào đó")
        second.get(f"/quan-tri/thu-tuc/{LAND}/so-sanh?tu=1&den=2").mustcontain("within: 2.5")
        second.get(f"/quan-tri/thu-tuc/{LAND}/so-sanh?tu=1&den=x", status=404)
        assert "published" not in second.get(f"{DRAFTS}/nhat-ky.csv?thu-tuc={LAND}").text
        self._goes_back(app, second, administrator)

    def test_one_that_nobody_used_is_deleted_and_one_in_use_says_who_follows_it(
        self, app: Any, administrator: TestApp, second: TestApp, signed_in: SignIn
    ) -> None:
        versions_page = f"/quan-tri/thu-tuc/{CARD}/cac-ban"
        used = administrator.get(versions_page).click(href="/1/xoa")
        used.mustcontain("hồ sơ theo bản 1: không xóa được")
        assert "form" not in used.forms
        address = begin(administrator, CARD)
        page = write(administrator, address, text_of(app, address) + "# nhầm\n", "propose").follow()
        self._proposed(page)
        self._published(second.get(f"{address}/ban-hanh"))
        page = second.get(versions_page).click(href="/2/xoa")
        page.mustcontain("Bản này đang có hiệu lực")
        signed_in("tung.do").get(page.request.path, status=403)
        form = page.forms["form"]
        form["reason"] = "Ban hành nhầm"
        page = form.submit("delete", status=303).follow()
        page.mustcontain("Đã xóa bản 2", "Ban hành nhầm", "Đã xóa khi chưa ai dùng")
        assert look(app, lambda root: versions.last(root, CARD).number) == 1

    def test_a_draft_that_was_put_away_is_deleted(self, administrator: TestApp) -> None:
        address = begin(administrator, COPIES)
        put_away(administrator, address)
        page = administrator.get(address)
        form = next(each for each in page.forms.values() if "take_up" in each.text)
        form.submit("deed", value="delete", status=303).follow().mustcontain("Đã xóa hẳn dự thảo")
        administrator.get(address, status=404)

    def _proposed(self, page: Any) -> Any:
        form = page.forms["form"]
        form["reason"] = "QĐ 12"
        for each in form.fields.get("checkbox", []):
            each.checked = True
        return form.submit("propose", status=303).follow()

    def _published(self, page: Any) -> None:
        """Publish, having seen what the tests of the procedure say of it."""
        form = page.forms["publish"]
        for each in form.fields.get("checkbox", []):
            each.checked = True
        form.submit("publish", status=303)

    def _goes_back(self, app: Any, second: TestApp, first: TestApp) -> None:
        page = second.get(f"/quan-tri/thu-tuc/{LAND}/cac-ban")
        form = next(each for each in page.forms.values() if each.action.endswith("/1/lay-lai"))
        proposal = self._proposed(form.submit(status=303).follow())
        number = proposal.request.path.split("/")[3]
        self._published(first.get(f"{DRAFTS}/{number}/ban-hanh"))
        texts = look(
            app,
            lambda root: [
                versions.text(root, each.digest).replace("version: 3", "version: 1")
                for each in versions.all_versions(root, LAND)
            ],
        )
        assert texts[2] == texts[0]

    def test_over_a_newer_version_both_are_brought_together(
        self, app: Any, administrator: TestApp, second: TestApp
    ) -> None:
        mine, theirs = begin(administrator, PERMIT), begin(second, PERMIT)
        assert mine != theirs
        administrator.get(mine).mustcontain("Có người khác cũng đang sửa", "Đào Thị Thanh Thủy")
        text = text_of(app, mine)
        write(administrator, mine, text.replace("deadline: 10 w", "deadline: 9 w"))
        write(second, theirs, text.replace("Chờ tiếp nhận", "Chờ nhận hồ sơ"), "propose")
        self._proposed(second.get(f"{theirs}/de-nghi"))
        self._published(administrator.get(f"{theirs}/ban-hanh"))
        page = administrator.get(mine)
        page.mustcontain("Bản 2 đã được ban hành")
        form = administrator.get(f"{mine}/doi-chieu/0").forms["editor"]
        assert "version: 3" in form["text"].value
        form.submit("deed", value="join", status=303)
        joined = text_of(app, mine)
        assert "deadline: 9 w" in joined
        assert "Chờ nhận hồ sơ" in joined
        put_away(administrator, mine)


class TestNew:
    def test_from_another_procedure(self, app: Any, administrator: TestApp) -> None:
        form = administrator.get(f"{DRAFTS}/moi").forms["form"]
        form["start"], form["title"], form["id"] = (
            f"copy:{COPIES}",
            "Chứng thực khác",
            "chung-thuc-khac",
        )
        address = form.submit("begin", status=303).location.removeprefix("http://localhost")
        text = text_of(app, address)
        assert editing.value(text, ("workflow",)) == "chung-thuc-khac"
        assert editing.value(text, ("version",)) == "1"
        assert "Chứng thực khác" in text
        put_away(administrator, address)

    @pytest.mark.parametrize("pattern", list(templates.TITLES))
    @pytest.mark.parametrize("keys", ["vi", "en"])
    def test_from_a_pattern(
        self, app: Any, administrator: TestApp, pattern: str, keys: str
    ) -> None:
        form = administrator.get(f"{DRAFTS}/moi").forms["form"]
        form["start"], form["title"], form["id"] = pattern, "Việc mới", "viec-moi"
        form["keys"] = keys
        address = form.submit("begin", status=303).location.removeprefix("http://localhost")
        assert ("trạng thái:" in text_of(app, address)) == (keys == "vi")
        administrator.get(address).mustcontain("Việc mới")
        put_away(administrator, address)

    @pytest.mark.parametrize("id", ["Có dấu", COPIES])
    def test_under_an_id_that_is_none_or_taken(self, administrator: TestApp, id: str) -> None:
        form = administrator.get(f"{DRAFTS}/moi").forms["form"]
        form["start"], form["title"], form["id"] = f"copy:{COPIES}", "X", id
        form.submit("begin").mustcontain("error-summary")

    def test_of_a_procedure_that_does_not_exist(self, administrator: TestApp) -> None:
        token = administrator.get(DRAFTS).forms[1]["csrf_token"].value
        administrator.post("/quan-tri/thu-tuc/khong/sua", {"csrf_token": token}, status=404)
        administrator.get("/quan-tri/thu-tuc/khong/cac-ban", status=404)


def test_every_key_of_a_file_has_a_title_in_the_forms() -> None:
    known = {**WHAT, **OWN}
    asked = {
        (block, key)
        for block, shapes in SHAPES.items()
        for key, shape in shapes.items()
        if shape.kind is not Kind.BLOCKS and block not in ("label", "migrate")
    }
    assert {each for each in asked if each[1] not in known and each[1] not in LEFT_OUT} == set()


class TestAConsultationByForm:
    """It has the most keys of all: they stand in groups, each with its explanation."""

    def test_every_key_has_its_place(self) -> None:
        grouped = [key for _name, _title, keys in GROUPS["consultation"] for key in keys]
        first = FIRST["consultation"]
        shapes = {
            key for key, shape in SHAPES["consultation"].items() if shape.kind is not Kind.BLOCKS
        }
        assert len(grouped) == len(set(grouped))
        assert {*grouped, *first} == shapes
        unexplained = {
            key
            for key in grouped
            if key not in HELP and SHAPES["consultation"][key].kind in (Kind.WORD, Kind.YES_NO)
        }
        assert unexplained == {"kind", "secret"}, "their titles say it all"

    @pytest.fixture
    def permit(self, administrator: TestApp) -> Any:
        address = begin(administrator, PERMIT)
        yield address
        put_away(administrator, address)

    HERE = "/bieu-mau/consultations/chuyen_nganh"

    def test_a_group_is_open_where_something_stands(
        self, administrator: TestApp, permit: str
    ) -> None:
        page = administrator.get(permit + self.HERE)
        groups = page.html.select("details.form-folded")
        said = {each.summary.get_text(" ", strip=True): each.has_attr("open") for each in groups}
        assert said["Hỏi ai, ai hỏi"]
        assert not said["Phiếu lấy ý kiến thành viên"]
        page.mustcontain("Bắt buộc theo: không quyết định trái ý kiến được.")

    def test_what_is_answered_in_a_group_stands_in_the_file(
        self, app: Any, administrator: TestApp, permit: str
    ) -> None:
        form = administrator.get(permit + self.HERE).forms["form"]
        form["closed_when"] = "mọi nơi bắt buộc"
        form["favourable_when"] = "2/3"
        _set_last(form, "effect", "binding")
        form["sealed"] = "yes"
        form["reply_within"] = "3 ngày làm việc"
        form.submit("form", status=303)
        place = ("consultations", "chuyen_nganh")
        said = editing.value(text_of(app, permit), place)
        assert {key: said[key] for key in ("closed_when", "favourable_when", "effect")} == {
            "closed_when": "mandatory",
            "favourable_when": "2/3",
            "effect": "binding",
        }
        assert (said["sealed"], said["reply_within"]) == ("yes", "3 working days")
        assert said["silence"] == "agree", "and what stood there stands there"

    def test_a_question_has_a_form_of_its_own(
        self, app: Any, administrator: TestApp, permit: str
    ) -> None:
        page = administrator.get(permit + self.HERE).click("Thêm câu hỏi")
        form = page.forms["form"]
        form["title"] = "Đủ nước chữa cháy không"
        page = form.submit("form", status=303).follow()
        form = page.forms["form"]
        form["kind"] = "yes_no"
        form.submit("form", status=303)
        place = ("consultations", "chuyen_nganh", "questions")
        [question] = editing.value(text_of(app, permit), place).values()
        assert (question["title"]["vi"], question["kind"]) == ("Đủ nước chữa cháy không", "yes_no")
        administrator.get(permit + self.HERE).mustcontain("Đủ nước chữa cháy không")
