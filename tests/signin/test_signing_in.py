"""Signing in and out, as a browser sees it."""

from http.cookies import SimpleCookie

import pytest

from motcua.people import accounts
from motcua.signin.addresses import local_path
from tests.make_people import PASSWORD, account_deeds, account_entries
from tests.signin.conftest import sign_in


def cookies(response):
    """Return the cookies that an answer hands out, by name."""
    found = SimpleCookie()
    for name, value in response.headers.items():
        if name == "Set-Cookie":
            found.load(value)
    return found


def who(browser) -> str:
    return browser.get("/").json["person"]


class TestSigningIn:
    def test_one_comes_in_and_is_recognised(self, browser):
        answer = sign_in(browser)
        assert (answer.status_int, answer.location) == (303, "http://localhost/lam-viec")
        known = browser.get("/").json
        assert (known["person"], known["name"], known["units"], known["origin"]) == (
            "ha.nguyen",
            "Nguyễn Thu Hà",
            ["so-xay-dung"],
            "203.0.113.7",
        )
        assert known["principals"][2] == "ha.nguyen"

    def test_somebody_without_a_position_comes_to_their_account(self, browser):
        assert sign_in(browser, "an.do").location.endswith("/tai-khoan/phien")

    @pytest.mark.parametrize(
        ("account", "password"),
        [("ha.nguyen", "wrong"), ("nobody", PASSWORD), ("ha.nguyen", "x" * 73)],
        ids=["wrong password", "unknown account", "73 bytes"],
    )
    def test_who_is_wrong_is_told_so_in_one_sentence(self, browser, account, password):
        answer = sign_in(browser, account, password, status=401)
        assert "Tài khoản hoặc mật khẩu không đúng." in answer.text
        assert password not in answer.text.replace(PASSWORD * (account == "nobody"), "")
        assert who(browser) == ""

    def test_a_megabyte_is_no_password(self, browser):
        answer = sign_in(browser, password="x" * 2**20, status=401)
        assert "dài hơn 1024 byte" in answer.text

    def test_what_was_left_empty_is_asked_for(self, browser):
        answer = sign_in(browser, "", "")
        assert "error-summary" in answer.text

    def test_a_failure_stands_in_the_journal(self, house, browser):
        sign_in(browser, password="wrong", status=401)
        assert house.do(account_deeds)[-1] == ("ha.nguyen", "sign-in failed")

    def test_what_was_typed_as_an_unknown_account_does_not(self, house, browser):
        sign_in(browser, "my secret password", "x", status=401)
        entries = house.do(account_entries)
        assert [each.origin for each in entries if each.deed == "sign-in failed"] == ["203.0.113.7"]
        assert "my secret" not in repr(entries)

    def test_the_page_is_in_english_for_who_asks_for_it(self, browser):
        assert "For officials" in browser.get("/dang-nhap?_LOCALE_=en").text

    def test_who_is_signed_in_goes_on(self, signed_in):
        assert signed_in.get("/dang-nhap").location.endswith("/lam-viec")
        assert signed_in.get("/dang-nhap?next=/tai-khoan/phien").location.endswith("/phien")


class TestWhereOneGoes:
    def test_to_the_page_that_was_wanted(self, browser):
        asked = browser.get("/lam-viec?trang=2")
        assert asked.location == "http://localhost/dang-nhap?next=%2Flam-viec%3Ftrang%3D2"
        answer = sign_in(browser, page={"params": {"next": "/lam-viec?trang=2"}})
        assert answer.location == "http://localhost/lam-viec?trang=2"

    @pytest.mark.parametrize(
        "wanted",
        [
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/a\\b",
            "https://evil.example",
            "javascript:alert(1)",
            "evil.example",
            "",
            "/x\r\nSet-Cookie: a=b",
            "/x\x7f",
            "/dang-xuat",
            "/dang-nhap?next=/x",
            "/" + "x" * 2000,
        ],
    )
    def test_never_to_another_site_or_in_circles(self, browser, wanted):
        assert local_path(wanted) == ""
        answer = sign_in(browser, page={"params": {"next": wanted}})
        assert answer.location == "http://localhost/lam-viec"


class TestCookies:
    def test_no_script_reads_them_and_no_other_site_sends_them(self, browser):
        given = cookies(sign_in(browser))
        assert {"motcua_session", "motcua_seen", "motcua_known"} <= set(given)
        for cookie in given.values():
            assert cookie["httponly"]
            assert (cookie["samesite"], cookie["path"], cookie["secure"]) == ("Lax", "/", "")

    def test_through_https_they_are_this_hosts_alone(self, secure_house):
        browser = secure_house.browser(**{"wsgi.url_scheme": "https", "HTTP_HOST": "localhost:443"})
        page = browser.get("/dang-nhap")
        form = page.forms["signin"]
        form["account"], form["password"] = "ha.nguyen", PASSWORD
        given = cookies(form.submit("sign_in", headers={"Origin": "https://localhost"}))
        assert {"__Host-motcua_session", "__Host-motcua_seen"} <= set(given)
        for cookie in given.values():
            assert cookie["secure"]
            assert cookie["httponly"]
            assert (cookie["path"], cookie["domain"]) == ("/", "")

    def test_the_session_ends_with_the_browser(self, browser):
        given = cookies(sign_in(browser))
        assert given["motcua_session"]["max-age"] == ""

    def test_a_token_put_there_beforehand_is_not_taken_over(self, house, browser):
        browser.set_cookie("motcua_session", "a-token-the-attacker-knows")
        given = cookies(sign_in(browser))
        assert given["motcua_session"].value != "a-token-the-attacker-knows"
        other = house.browser()
        other.set_cookie("motcua_session", "a-token-the-attacker-knows")
        assert who(other) == ""

    def test_a_cookie_as_long_as_an_attack_is_not_looked_at(self, browser):
        browser.set_cookie("motcua_session", "x" * 4000)
        assert who(browser) == ""

    def test_signing_in_anew_ends_the_session_of_before(self, house, signed_in):
        before = signed_in.cookies["motcua_session"]
        form_of_another_window = house.browser()
        form_of_another_window.set_cookie("motcua_session", before)
        token = signed_in.get("/").json["token"]
        answer = signed_in.post(
            "/dang-nhap", {"account": "an.do", "password": PASSWORD, "csrf_token": token}
        )
        assert answer.status_int == 303
        assert who(signed_in) == "an.do"
        assert who(form_of_another_window) == ""


class TestSigningOut:
    def test_it_takes_more_than_following_a_link(self, signed_in):
        page = signed_in.get("/dang-xuat")
        assert who(signed_in) == "ha.nguyen"
        answer = page.forms[0].submit()
        assert answer.location == "http://localhost/dang-nhap"
        assert "Bạn đã đăng xuất." in answer.follow().text
        assert who(signed_in) == ""

    def test_the_token_opens_nothing_afterwards(self, house, signed_in):
        token = signed_in.cookies["motcua_session"]
        signed_in.post("/dang-xuat", {"csrf_token": signed_in.get("/").json["token"]})
        thief = house.browser()
        thief.set_cookie("motcua_session", token)
        assert who(thief) == ""
        assert ("ha.nguyen", "signed out") in house.do(account_deeds)

    def test_who_is_not_signed_in_may_sign_out_too(self, browser):
        browser.post("/dang-xuat", {"csrf_token": browser.get("/").json["token"]}, status=303)


class TestTrying:
    def test_pauses_grow_and_the_sentence_says_until_when(self, house, browser):
        for _each in range(3):
            sign_in(browser, password="wrong", status=401)
        answer = sign_in(browser, password=PASSWORD, status=429)
        assert answer.headers["Retry-After"] == "6"
        assert "Hãy thử lại sau 6 giây." in answer.text
        house.hands.pass_by(seconds=5)
        assert sign_in(browser).status_int == 303

    def test_a_long_pause_is_told_by_the_clock(self, house, browser):
        for _each in range(3):
            sign_in(browser, password="wrong", status=401)
        for pause in (5, 10, 20, 40):
            house.hands.pass_by(seconds=pause)
            sign_in(browser, password="wrong", status=401)
        assert "Hãy thử lại lúc 08:02:35" in sign_in(browser, status=429).text

    def test_thirty_wrong_passwords_are_taken_ten_times_at_the_most(self, house, browser):
        statuses = []
        for _each in range(30):
            statuses.append(sign_in(browser, password="wrong", status="*").status_int)
            house.hands.pass_by(seconds=20)
        assert statuses.count(401) <= 10
        assert set(statuses) == {401, 429}

    def test_a_request_run_once_more_after_a_conflict_is_one_try(self, browser):
        for _each in range(6):
            sign_in(browser, password="wrong", status=401, extra_environ={"retry.attempt": 1})
        assert sign_in(browser).status_int == 303

    def test_an_account_that_does_not_exist_waits_alike(self, browser):
        for _each in range(3):
            sign_in(browser, "nobody", "wrong", status=401)
        assert sign_in(browser, "nobody", "wrong", status=429)

    def test_the_owner_in_a_known_browser_does_not_wait_for_a_guesser(self, house, signed_in):
        signed_in.post("/dang-xuat", {"csrf_token": signed_in.get("/").json["token"]})
        guesser = house.browser("198.51.100.9")
        for _each in range(5):
            sign_in(guesser, password="wrong", status="*")
        assert sign_in(house.browser(), status=429)
        assert sign_in(signed_in).status_int == 303

    def test_a_known_browser_is_no_door_for_guessing(self, house, signed_in):
        signed_in.post("/dang-xuat", {"csrf_token": signed_in.get("/").json["token"]})
        for _each in range(3):
            sign_in(signed_in, password="wrong", status=401)
        assert sign_in(signed_in, status=429)

    def test_a_browser_remembers_a_few_people(self, house, browser):
        for account in ("ha.nguyen", "an.do", "ha.nguyen"):
            sign_in(browser, account)
            browser.post("/dang-xuat", {"csrf_token": browser.get("/").json["token"]})
        assert len(browser.cookies["motcua_known"].split(".")) == 2


class TestClosedAccounts:
    def test_a_session_ends_at_once(self, house, signed_in):
        house.do(lambda acting: accounts.disable_person(acting, "ha.nguyen", "left"))
        assert who(signed_in) == ""
        assert signed_in.get("/lam-viec").location.startswith("http://localhost/dang-nhap")

    def test_even_one_that_was_overlooked(self, house, signed_in):
        def close(acting):
            acting.root["people"]["ha.nguyen"].disabled_at = acting.now

        house.do(close)
        assert who(signed_in) == ""

    def test_only_who_knows_the_password_is_told(self, house, browser):
        house.do(lambda acting: accounts.disable_person(acting, "ha.nguyen", "left"))
        assert "đã khóa" in sign_in(browser, status=401).text
        assert "đã khóa" not in sign_in(browser, password="wrong", status=401).text
