"""How long a session counts, and that reading stores nothing."""

import pytest

from motcua.people import accounts, actions, directory, sessions
from tests.make_people import PASSWORD, TODAY
from tests.signin.conftest import sign_in


def who(browser) -> str:
    return browser.get("/").json["person"]


def write(browser, text="hello", status=303):
    token = browser.get("/").json["token"]
    return browser.post("/lam-viec", {"text": text, "csrf_token": token}, status=status)


def stored_session(house):
    return house.do(lambda acting: vars(sessions.of_person(acting.root, "ha.nguyen")[0]).copy())


def last_transaction(house):
    return house.database.lastTransaction()


def test_reading_pages_keeps_it_and_stores_nothing(house, signed_in):
    before = last_transaction(house)
    for _each in range(30):
        house.hands.pass_by(minutes=20)
        assert who(signed_in) == "ha.nguyen"
    assert last_transaction(house) == before


def test_half_an_hour_without_a_page_ends_it(house, signed_in):
    house.hands.pass_by(minutes=29)
    assert who(signed_in) == "ha.nguyen"
    house.hands.pass_by(minutes=30)
    assert who(signed_in) == ""


def test_twelve_hours_end_it_however_busy(house, signed_in):
    for _each in range(47):
        house.hands.pass_by(minutes=15)
        assert who(signed_in) == "ha.nguyen"
    house.hands.pass_by(minutes=15)
    assert who(signed_in) == ""


def test_the_stamp_is_given_once_a_minute(house, signed_in):
    house.hands.pass_by(seconds=59)
    assert "Set-Cookie" not in signed_in.get("/").headers
    house.hands.pass_by(seconds=1)
    assert "motcua_seen" in signed_in.get("/").headers["Set-Cookie"]


@pytest.mark.parametrize(
    "stamp",
    ["", "20261123090000.AAAAAAAAAAAAAAAAAAAAAA", "20261123090000", "nonsense"],
    ids=["none", "forged", "unsealed", "nonsense"],
)
def test_a_stamp_of_ones_own_making_keeps_nothing(house, signed_in, stamp):
    house.hands.pass_by(minutes=31)
    signed_in.set_cookie("motcua_seen", stamp)
    assert who(signed_in) == ""


def test_the_stamp_of_another_session_keeps_nothing(house, signed_in):
    other = house.browser()
    sign_in(other)
    house.hands.pass_by(minutes=25)
    who(other)
    house.hands.pass_by(minutes=6)
    signed_in.set_cookie("motcua_seen", other.cookies["motcua_seen"])
    assert who(signed_in) == ""


def test_deeds_are_taken_down_every_few_minutes(house, signed_in):
    begun = stored_session(house)["last_deed_at"]
    house.hands.pass_by(minutes=4)
    write(signed_in)
    assert stored_session(house)["last_deed_at"] == begun
    house.hands.pass_by(minutes=4)
    write(signed_in)
    assert stored_session(house)["last_deed_at"] == house.hands.now


class TestOtherRights:
    def appointed(self, house):
        house.do(
            lambda acting: actions.appoint(
                acting, "ha.nguyen", "so-xay-dung", "truong-phong", since=TODAY
            )
        )

    def test_they_count_with_the_next_page(self, house, signed_in):
        self.appointed(house)
        assert signed_in.get("/").json["units"] == ["so-xay-dung"] * 2

    def test_the_token_changes_with_the_next_deed(self, house, signed_in):
        before = signed_in.cookies["motcua_session"]
        self.appointed(house)
        assert who(signed_in) == "ha.nguyen"
        assert signed_in.cookies["motcua_session"] == before
        write(signed_in)
        assert signed_in.cookies["motcua_session"] != before
        assert who(signed_in) == "ha.nguyen"
        thief = house.browser()
        thief.set_cookie("motcua_session", before)
        assert who(thief) == ""

    def test_it_stays_when_the_deed_is_refused(self, house, signed_in):
        before = signed_in.cookies["motcua_session"]
        self.appointed(house)
        token = signed_in.get("/").json["token"]
        page = signed_in.post("/lam-viec/tu-choi", {"csrf_token": token}, status=409)
        assert signed_in.cookies["motcua_session"] == before
        assert page.forms[0]["csrf_token"].value == token
        write(signed_in)
        assert who(signed_in) == "ha.nguyen"

    def test_no_stamp_is_given_for_a_token_that_is_gone(self, house, signed_in):
        token = signed_in.get("/").json["token"]
        house.hands.pass_by(minutes=2)
        answer = signed_in.post("/dang-xuat", {"csrf_token": token})
        assert [
            each for each in answer.headers.getall("Set-Cookie") if "motcua_seen=2" in each
        ] == []

    def test_signing_out_with_it_ends_the_session(self, house, signed_in):
        self.appointed(house)
        signed_in.post("/dang-xuat", {"csrf_token": signed_in.get("/").json["token"]})
        assert house.do(lambda a: sessions.of_person(a.root, "ha.nguyen")) == []


class TestMySessions:
    def test_this_browser_comes_first_and_is_not_ended_by_a_button(self, house, signed_in):
        house.hands.pass_by(minutes=1)
        sign_in(house.browser("198.51.100.9", HTTP_USER_AGENT="Chrome/140 Android"))
        page = signed_in.get("/tai-khoan/phien")
        here, there = page.text.partition("sessions")[2].split("<li>")[1:]
        assert "trình duyệt này" in here
        assert "<button" not in here
        assert "Chrome trên Android" in there
        assert "198.51.100.9" in there
        assert "<button" in there

    def test_another_one_is_ended(self, house, signed_in):
        other = house.browser()
        sign_in(other)
        page = signed_in.get("/tai-khoan/phien")
        form = next(f for f in page.forms.values() if "session" in f.fields)
        answer = form.submit("session").follow()
        assert "Phiên đó đã kết thúc." in answer.text
        assert (who(other), who(signed_in)) == ("", "ha.nguyen")

    def test_all_others_are_ended(self, house, signed_in):
        others = [house.browser(), house.browser()]
        for each in others:
            sign_in(each)
        page = signed_in.get("/tai-khoan/phien")
        form = next(f for f in page.forms.values() if "all" in f.fields)
        assert "Đã kết thúc 2 phiên khác." in form.submit("all").follow().text
        assert [who(each) for each in others] == ["", ""]
        token = signed_in.get("/").json["token"]
        answer = signed_in.post("/tai-khoan/phien", {"csrf_token": token, "all": "others"})
        assert "Không có phiên nào khác." in answer.follow().text

    def test_ones_own_may_be_ended_like_any(self, house, signed_in):
        id = stored_session(house)["id"]
        token = signed_in.get("/").json["token"]
        signed_in.post("/tai-khoan/phien", {"csrf_token": token, "session": id})
        assert who(signed_in) == ""

    def test_somebody_elses_is_not_there(self, house, signed_in):
        other = house.browser()
        sign_in(other, "an.do")
        id = house.do(lambda a: sessions.of_person(a.root, "an.do")[0].id)
        token = signed_in.get("/").json["token"]
        signed_in.post("/tai-khoan/phien", {"csrf_token": token, "session": id}, status=404)
        assert who(other) == "an.do"

    @pytest.mark.parametrize("path", ["/tai-khoan", "/tai-khoan/phien", "/tai-khoan/mat-khau"])
    def test_visitors_sign_in_first(self, browser, path):
        assert browser.get(path).location.startswith("http://localhost/dang-nhap")

    def test_the_account_begins_there(self, signed_in):
        assert signed_in.get("/tai-khoan").location.endswith("/tai-khoan/phien")


NEW = "một hai ba bốn năm"


class TestChangingThePassword:
    def change(self, browser, present=PASSWORD, new=NEW, again=NEW):
        form = browser.get("/tai-khoan/mat-khau").forms["password"]
        form["present_password"], form["new_password"] = present, new
        form["new_password_again"] = again
        return form.submit("change")

    def test_it_is_changed_and_the_token_with_it(self, house, signed_in):
        before = signed_in.cookies["motcua_session"]
        other = house.browser()
        sign_in(other)
        answer = self.change(signed_in).follow()
        assert "Đã đổi mật khẩu" in answer.text
        assert signed_in.cookies["motcua_session"] != before
        assert (who(signed_in), who(other)) == ("ha.nguyen", "")
        assert sign_in(house.browser(), password=NEW).status_int == 303

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            pytest.param({"present": "wrong"}, "Mật khẩu hiện tại không đúng.", id="present"),
            pytest.param({"again": "other"}, "Không giống mật khẩu mới ở trên.", id="again"),
            pytest.param(
                {"new": "short", "again": "short"}, "Mật khẩu này quá ngắn.", id="too short"
            ),
            pytest.param({"new": "", "again": ""}, "error-summary", id="empty"),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field(self, signed_in, facts, sentence):
        assert sentence in self.change(signed_in, **facts).text

    def test_a_borrowed_browser_does_not_guess_the_present_one(self, house, signed_in):
        for _each in range(3):
            self.change(signed_in, present="wrong")
        assert "Thử quá nhiều lần." in self.change(signed_in).text
        house.hands.pass_by(minutes=20)
        assert self.change(signed_in).status_int == 303

    def test_a_password_set_by_an_administrator_ends_the_session(self, house, signed_in):
        house.do(lambda acting: accounts.set_password(acting, "ha.nguyen", NEW))
        assert who(signed_in) == ""
        assert house.do(lambda acting: directory.person(acting.root, "ha.nguyen").password_set_at)
