"""The management interface: for operations, on this machine, without files."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection

import pytest
from pyramid.authorization import Everyone
from pyramid.request import Request
from webtest import TestApp
from ZODB.DB import DB

from motcua.acting import Acting, Office, system
from motcua.management import NotLoopback, address_of, listening, signing_in, start_beside
from motcua.management.access import OperationsPolicy, Operator
from motcua.people import accounts
from motcua.people.loading import UNITS, load_units
from motcua.storage import opening
from motcua.storage.throttle import Throttle
from tests.make_people import CAPABILITIES, MONDAY, PASSWORD, a_person, a_position, an_office
from tests.make_storage import done

HERE = {"HTTP_HOST": "127.0.0.1:6544"}
LONG = "ặ" * 25


@pytest.fixture(scope="module")
def office() -> Office:
    return an_office()


@pytest.fixture(scope="module")
def database(office: Office) -> Iterator[DB]:
    opened = opening.database({"zodbconn.uri": "memory://motcua"})

    def prepare(root: object) -> None:
        opening.found_all(root, CAPABILITIES)
        acting = system(office, root, MONDAY)
        load_units(acting, office.config / UNITS)
        a_person(acting, "van", "Lê Thanh Vân", PASSWORD)
        a_position(acting, "van", post="van-hanh-he-thong", unit="van-phong-ubnd-tinh")
        a_person(acting, "hai", "Trần Hải", PASSWORD)
        a_position(acting, "hai")

    done(opened, prepare)
    yield opened
    opened.close()


@pytest.fixture
def app(office: Office, database: DB, monkeypatch: pytest.MonkeyPatch) -> TestApp:
    monkeypatch.setattr(signing_in, "TRIES", Throttle(signing_in.TRIES.limit))
    return TestApp(listening.management(office, database, lambda: MONDAY), extra_environ=HERE)


def sign_in(app: TestApp, account: str, password: str = PASSWORD, status: int = 303) -> str:
    form = app.get("/manage/@@login").form
    form["account"], form["password"] = account, password
    return form.submit(status=status).text


class TestWhoGetsIn:
    def test_a_visitor_is_asked_who_they_are(self, app: TestApp) -> None:
        assert "chỉ dành cho bộ phận vận hành" in app.get("/manage/@@contents", status=403)

    def test_somebody_of_operations_sees_what_is_stored(self, app: TestApp) -> None:
        sign_in(app, "van")
        page = app.get("/manage/@@contents")
        assert "units" in page
        assert "Lê Thanh Vân" in page

    def test_a_position_elsewhere_is_not_enough(self, app: TestApp) -> None:
        assert "không đúng" in sign_in(app, "hai", status=403)
        app.get("/manage/@@contents", status=403)

    @pytest.mark.parametrize("password", ["sai mật khẩu", LONG, "x" * 100_000])
    def test_a_wrong_password_is_wrong_however_long(self, app: TestApp, password: str) -> None:
        assert "không đúng" in sign_in(app, "van", password, status=403)

    def test_who_tries_too_often_has_to_wait(self, app: TestApp) -> None:
        for _attempt in range(10):
            sign_in(app, "van", "sai", status=403)
        assert "15 phút" in sign_in(app, "van", status=429)

    def test_it_ends_when_the_account_is_closed(
        self, app: TestApp, database: DB, office: Office
    ) -> None:
        def close(root: object) -> None:
            accounts.disable_person(system(office, root, MONDAY), "van", "Nghỉ việc")

        def open_again(root: object) -> None:
            accounts.enable_person(system(office, root, MONDAY), "van", "Đi làm lại")

        sign_in(app, "van")
        done(database, close)
        app.get("/manage/@@contents", status=403)
        done(database, open_again)

    def test_somebody_who_is_gone_is_a_visitor(self, app: TestApp, database: DB) -> None:
        sign_in(app, "van")
        gone = done(database, lambda root: root["people"].data.pop("van"))
        app.get("/manage/@@contents", status=403)
        done(database, lambda root: root["people"].data.update({"van": gone}))

    def test_signing_out_ends_it(self, app: TestApp) -> None:
        sign_in(app, "van")
        token = app.get("/manage/@@login").form["csrf_token"].value
        app.post("/manage/@@logout", {"csrf_token": token})
        app.get("/manage/@@contents", status=403)

    def test_signing_in_needs_the_token_of_the_form(self, app: TestApp) -> None:
        form = {"account": "van", "password": PASSWORD, "csrf_token": "guessed"}
        app.post("/manage/@@login", form, status=400)


class TestWhatIsShown:
    @pytest.mark.parametrize(
        "page",
        ["@@contents", "@@database", "@@database?show_evolve=1", "@@properties", "@@acl_edit",
         "units/@@contents", "catalogs/system/@@contents"],
    )  # fmt: skip
    def test_the_pages_work(self, app: TestApp, page: str) -> None:
        sign_in(app, "van")
        assert "Substance D" in app.get(f"/manage/{page}")

    @pytest.mark.parametrize("page", ["@@add_file", "@@upload", "@@preview_image_upload/x"])
    def test_no_file_can_be_put_in_or_looked_at(self, app: TestApp, page: str) -> None:
        sign_in(app, "van")
        app.get(f"/manage/{page}", status=404)

    def test_a_visitor_stands_for_nobody(self) -> None:
        policy = OperationsPolicy(lambda request: request.visitor)
        request = Request.blank("/")
        request.visitor = Acting(an_office(), None, MONDAY)
        assert policy.principals(request) == [Everyone]

    def test_nobody_changes_a_password_there(self, app: TestApp) -> None:
        assert not Operator("Vân", None).check_password(PASSWORD)

    def test_cookies_and_pages_stay_where_they_are(self, app: TestApp) -> None:
        response = app.get("/manage/@@login")
        cookie = response.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["Cache-Control"] == "no-store"

    def test_another_name_for_this_machine_is_not_answered(self, app: TestApp) -> None:
        app.get("/manage/@@login", headers={"Host": "evil.example"}, status=421)


class TestWhereItListens:
    def test_it_is_off_unless_a_setting_turns_it_on(self, database: DB, office: Office) -> None:
        assert address_of({}) is None
        assert start_beside({}, office, database, lambda: MONDAY) is None

    @pytest.mark.parametrize(
        "address",
        ["0.0.0.0:6544", "192.168.1.5:6544", "[::]:6544", "example.vn:6544", "127.0.0.1", ":6544"],
    )
    def test_no_other_machine_may_reach_it(self, address: str) -> None:
        with pytest.raises(NotLoopback, match=r"127\.0\.0\.1:6544"):
            address_of({"motcua.management": address})

    def test_this_machine_may(self) -> None:
        assert address_of({"motcua.management": "127.0.0.1:6544"}) == ("127.0.0.1", 6544)
        assert address_of({"motcua.management": "[::1]:6544"}) == ("::1", 6544)

    def test_it_is_a_listener_of_its_own_and_can_be_stopped(
        self, database: DB, office: Office, unused_port: int
    ) -> None:
        settings = {"motcua.management": f"127.0.0.1:{unused_port}"}
        stop = start_beside(settings, office, database, lambda: MONDAY + timedelta(hours=1))
        assert stop is not None
        with urllib.request.urlopen(f"http://127.0.0.1:{unused_port}/manage/@@login") as page:
            assert page.status == 200
        stop()
        with pytest.raises(OSError, match="refused"):
            HTTPConnection("127.0.0.1", unused_port).request("GET", "/")


@pytest.fixture
def unused_port() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
