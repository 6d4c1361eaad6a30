"""Bringing running cases over, as an administrator does it in the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from webtest import TestApp

from motcua.journal import office_journal
from motcua.migrations import content
from motcua.storage import opening
from tests.make import MONDAY, ROOT, put_into_force
from tests.make_migrations import changed
from tests.make_pages import a_browser

SignIn = Callable[[str], TestApp]
WORKFLOW = "cap-giay-phep-xay-dung"
HERE = f"/quan-tri/thu-tuc/{WORKFLOW}/chuyen-ban"
CHOSEN = "tu=1&den=2&cach=recount"
MAPPED = f"{CHOSEN}&b.examining=assessing"
PLAN = f"{HERE}/ke-hoach?{MAPPED}"
SECOND = (
    ("version: 1\n", "version: 2\n"),
    ("examining", "assessing"),
    ("record_site_check", "record_visit"),
    ("within: 3.5 working days", "within: 1 working day"),
)
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture(scope="module", autouse=True)
def second(app: Any) -> None:
    """A second version, in which the step of examination has another id."""
    text = changed((ROOT / "workflows" / WORKFLOW / "1.yaml").read_text("utf8"), *SECOND)
    look(app, lambda root: put_into_force(root, text, 2) and None)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two cases in a batch."""
    monkeypatch.setattr(content, "BATCH", 2)
    return


def look(app: Any, work: Callable[[Any], Any]) -> Any:
    return opening.transact(app.registry._zodb_databases[""], work)


def versions(app: Any) -> set[int]:
    def of(root: Any) -> set[int]:
        cases = (case for _key, case in root.cases.shelf.items())
        return {case.version for case in cases if case.procedure == WORKFLOW}

    return look(app, of)


def deeds(app: Any) -> list[str]:
    return look(
        app, lambda root: [each.deed for each in office_journal(root, MONDAY, "definitions")]
    )


def started(administrator: TestApp) -> Any:
    """Carry the plan out; return the page of the run."""
    form = form_with(administrator.get(PLAN), "run")
    if "read" in form.fields:
        form["read"] = True
    return form.submit("run").follow()


def form_with(page: Any, button: str) -> Any:
    """Return the form of the page that has this button."""
    return next(each for each in page.forms.values() if button in each.fields)


def _as_new(root: Any) -> None:
    """Let every case follow the first version again, whatever a test has done to it."""
    for _key, case in root.cases.shelf.items():
        if case.procedure == WORKFLOW and case.version == 2:
            case.version = 1
            state = case.track.state
            case.track.state = "examining" if state == "assessing" else state
            root.changes.put(case.key)


@pytest.mark.parametrize("path", [HERE, PLAN])
class TestWhoMay:
    def test_an_administrator(self, administrator: TestApp, path: str) -> None:
        assert administrator.get(path).status_int == 200

    def test_not_an_officer(self, officer: TestApp, path: str) -> None:
        officer.get(path, status=403)

    def test_a_visitor_is_asked_to_sign_in(self, app: Any, path: str) -> None:
        assert "/dang-nhap" in a_browser(app).get(path, status=303).location


class TestChoosing:
    def test_control_sees_how_many_run_and_chooses_nothing(self, signed_in: SignIn) -> None:
        page = signed_in("tung.do").get(HERE)
        page.mustcontain("Hồ sơ đang chạy", "Không có gì để chuyển")
        assert "form" not in page.forms

    def test_the_newest_version_is_proposed_and_no_rule(self, administrator: TestApp) -> None:
        form = administrator.get(HERE).forms["form"]
        assert (form["before"].value, form["after"].value, form["rule"].value) == ("1", "2", None)

    def test_a_rule_must_be_chosen(self, administrator: TestApp) -> None:
        page = administrator.get(HERE).forms["form"].submit()
        assert "has-error" in page.text

    def test_a_restart_needs_a_reason(self, administrator: TestApp) -> None:
        form = administrator.get(HERE).forms["form"]
        form["rule"] = "restart"
        page = form.submit(expect_errors=True)
        assert page.status_int == 409
        page.mustcontain("phải có lý do")

    def test_it_leads_to_the_plan_which_is_taken_down(
        self, administrator: TestApp, app: Any
    ) -> None:
        form = administrator.get(HERE).forms["form"]
        form["rule"], form["reason"] = "restart", "Nghị định\n99/2026"
        page = form.submit().follow()
        page.mustcontain("Kế hoạch: từ bản 1 sang bản 2", "Nghị định 99/2026")
        assert deeds(app)[-1] == "migration planned"

    def test_a_procedure_there_is_not(self, administrator: TestApp) -> None:
        administrator.get("/quan-tri/thu-tuc/khong-co/chuyen-ban", status=404)

    def test_one_version_alone(self, administrator: TestApp) -> None:
        page = administrator.get("/quan-tri/thu-tuc/chung-thuc-ban-sao/chuyen-ban")
        page.mustcontain("Không có gì để chuyển")


class TestThePlan:
    def test_what_has_no_place_is_told_and_cannot_run(self, administrator: TestApp) -> None:
        page = administrator.get(f"{HERE}/ke-hoach?{CHOSEN}")
        page.mustcontain("M01", "Có phải “Thẩm định và kiểm tra thực địa”?", "chọn một bước")
        assert not any("run" in each.fields for each in page.forms.values())

    def test_steps_are_chosen_on_the_page(self, administrator: TestApp) -> None:
        form = form_with(administrator.get(f"{HERE}/ke-hoach?{CHOSEN}"), "again")
        form["b.examining"] = "assessing"
        answer = form.submit("again")
        assert answer.location.endswith(PLAN)
        answer.follow().mustcontain("M04", "Tôi đã đọc các cảnh báo")

    def test_cases_may_stay(self, administrator: TestApp) -> None:
        page = administrator.get(f"{HERE}/ke-hoach?{CHOSEN}&b.examining=-")
        page.mustcontain("hồ sơ ở lại vẫn theo bản 1")

    def test_a_final_step_asks_whether_they_are_to_be_closed(self, administrator: TestApp) -> None:
        form = form_with(administrator.get(f"{HERE}/ke-hoach?{CHOSEN}"), "again")
        form["b.examining"] = "stopped"
        page = form.submit("again").follow()
        page.mustcontain("M02", "bước kết thúc")
        form = form_with(page, "again")
        form["dong"] = True
        page = form.submit("again").follow()
        assert "M02" not in page.text

    def test_more_are_blocked_than_are_listed(
        self, administrator: TestApp, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("motcua.migrations.planning.LISTED", 1)
        # Another reason makes it another plan than the one that was looked at a moment ago.
        page = administrator.get(f"{HERE}/ke-hoach?{CHOSEN}&ly-do=QD+12")
        page.mustcontain("Và 2 hồ sơ nữa")

    def test_warnings_must_have_been_read(self, administrator: TestApp, app: Any) -> None:
        page = form_with(administrator.get(PLAN), "run").submit("run", expect_errors=True)
        assert page.status_int == 409
        page.mustcontain("Kế hoạch có cảnh báo")
        assert versions(app) == {1}

    def test_a_plan_that_is_out_of_date_is_refused(self, administrator: TestApp) -> None:
        form = form_with(administrator.get(PLAN), "run")
        form["plan"], form["read"] = "0123456789abcdef", True
        page = form.submit("run", expect_errors=True)
        assert page.status_int == 409
        page.mustcontain("Kế hoạch đã cũ")

    def test_no_plan_at_all(self, administrator: TestApp) -> None:
        form = form_with(administrator.get(PLAN), "run")
        form["plan"] = ""
        form.submit("run", status=409).mustcontain("Chỉ chuyển hồ sơ theo kế hoạch")

    @pytest.mark.parametrize("query", ["", "tu=1&den=2", "tu=1&den=1&cach=keep"])
    def test_an_address_that_says_too_little(self, administrator: TestApp, query: str) -> None:
        assert administrator.get(f"{HERE}/ke-hoach?{query}", status="4*").status_int in {404, 409}

    def test_in_english(self, administrator: TestApp) -> None:
        administrator.get(f"{PLAN}&_LOCALE_=en").mustcontain("Where the cases go")
        administrator.get(f"{PLAN}&_LOCALE_=vi")


class TestTheRun:
    def test_from_the_plan_to_the_end_and_back(self, administrator: TestApp, app: Any) -> None:
        page = started(administrator)
        address = page.request.path
        page.mustcontain("Đang chuyển", 'hx-get="')
        assert administrator.get(f"{address}/tien-do").headers.get("HX-Refresh") is None
        page = form_with(page, "stop").submit("stop").follow()
        page.mustcontain("Đã dừng", "Dừng lúc")
        app.registry["motcua.work_once"]()
        assert versions(app) == {1}
        page = form_with(page, "go").submit("go").follow()
        app.registry["motcua.work_once"]()
        assert versions(app) == {2}
        assert administrator.get(f"{address}/tien-do").headers["HX-Refresh"] == "true"
        page = administrator.get(address)
        page.mustcontain("Đã xong", "Đợt 1: 2 hồ sơ")
        assert "hx-get" not in page.html.select_one("#progress").attrs
        administrator.get(HERE).mustcontain("Các lần đã chuyển", "4/4")
        for number in range(2):
            undo = f"{address}/dot/{number}/dua-ve"
            form = administrator.get(undo).forms["form"]
            form["reason"] = "Nhầm"
            form.submit().follow().mustcontain("2 hồ sơ đã theo lại bản cũ")
            form = administrator.get(undo).forms["form"]
            form["reason"] = "Nhầm"
            form.submit(status=409).mustcontain("Đợt này không có gì để đưa về")
        assert versions(app) == {1}
        administrator.get(f"{address}/dot/9/dua-ve", status=404)

    def test_what_has_moved_since_is_named(self, administrator: TestApp, app: Any) -> None:
        address = started(administrator).request.path
        app.registry["motcua.work_once"]()

        def move(root: Any) -> str:
            [was, *_more] = root.migrations.runs[root.migrations.runs.maxKey()].batches[0].before
            case = root.cases.shelf[was.key]
            case.track.revision += 1
            return str(case.code)

        code = look(app, move)
        form = administrator.get(f"{address}/dot/0/dua-ve").forms["form"]
        form["reason"] = "Nhầm"
        form.submit().follow().mustcontain("1 hồ sơ đã theo lại bản cũ", "đã đi tiếp", code)

    def test_all_of_it_is_undone(self, administrator: TestApp, app: Any) -> None:
        look(app, _as_new)
        address = started(administrator).request.path
        app.registry["motcua.work_once"]()
        administrator.get(address).click("Đưa mọi đợt về bản cũ")
        form = administrator.get(f"{address}/dua-ve").forms["form"]
        form["reason"] = "Văn bản bị bãi bỏ"
        page = form.submit().follow()
        page.mustcontain("Đang đưa về", 'hx-get="')
        administrator.get(f"{address}/dua-ve").forms["form"].submit()
        app.registry["motcua.work_once"]()
        administrator.get(address).mustcontain("Đã đưa về", "Đã xong")
        assert versions(app) == {1}

    def test_control_looks_and_stops_nothing(self, signed_in: SignIn) -> None:
        page = signed_in("tung.do").get(f"{HERE}/1")
        page.mustcontain("Đã xong")
        assert not any({"stop", "go"} & set(each.fields) for each in page.forms.values())
        signed_in("tung.do").get(f"{HERE}/1/dot/0/dua-ve", status=403)

    @pytest.mark.parametrize("path", [f"{HERE}/99", "/quan-tri/thu-tuc/another/chuyen-ban/1"])
    def test_a_run_there_is_not(self, administrator: TestApp, path: str) -> None:
        administrator.get(path, status=404)


@pytest.mark.parametrize(
    ("action", "filled"),
    [
        pytest.param("supplement", {"answers-noi_dung": "Bản vẽ"}, id="one that is still there"),
        pytest.param("supplement", {}, id="and asks for what was not filled in"),
        pytest.param("record_site_check", {}, id="one that the new version does not have"),
    ],
)
def test_an_action_on_an_older_page_is_answered_with_the_sentence(
    administrator: TestApp, app: Any, signed_in: SignIn, action: str, filled: dict[str, str]
) -> None:
    look(app, _as_new)

    def examined(root: Any) -> tuple[str, str]:
        for _key, case in root.cases.shelf.items():
            if case.procedure == WORKFLOW and case.track.state == "examining":
                return str(case.code), str(case.track.assignee)
        raise AssertionError

    code, holder = look(app, examined)
    form = signed_in(holder).get(f"/ho-so/{code}/{action}").forms["form"]
    for name, value in filled.items():
        form[next(each for each in form.fields if each and each.endswith(name[8:]))] = value
    started(administrator)
    app.registry["motcua.work_once"]()
    page = form.submit(expect_errors=True)
    assert page.status_int == 409
    page.mustcontain("Quy trình của hồ sơ này đã đổi sang bản 2", *filled.values())
