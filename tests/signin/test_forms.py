"""Forms of other sites, forms of before, and forms that outlived their session."""

from urllib.parse import unquote

import pytest

from motcua.people import sessions
from tests.make_people import PASSWORD
from tests.signin.conftest import sign_in


def token_of(browser) -> str:
    return browser.get("/").json["token"]


def written(house) -> str:
    return house.do(lambda acting: getattr(acting.root, "written", ""))


def post(browser, token, status=303, path="/lam-viec", **more):
    return browser.post(path, {"text": LONG, "csrf_token": token}, status=status, **more)


LONG = "Đề nghị quý Sở cho ý kiến về hồ sơ này trước ngày thứ Năm."


class TestTokens:
    def test_the_token_of_the_page_is_taken(self, house, signed_in):
        post(signed_in, token_of(signed_in))
        assert written(house) == LONG

    def test_it_may_stand_in_a_header(self, house, signed_in):
        signed_in.post("/lam-viec", {"text": LONG}, headers={"X-CSRF-Token": token_of(signed_in)})
        assert written(house) == LONG

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param(lambda token: "", id="none"),
            pytest.param(lambda token: token[::-1], id="another"),
            pytest.param(
                lambda token: "." + token.partition(".")[2], id="only who it was shown to"
            ),
            pytest.param(lambda token: "ữ" * 20, id="nonsense"),
        ],
    )
    def test_no_other_is(self, house, signed_in, change):
        post(signed_in, change(token_of(signed_in)), status=400)
        assert written(house) == ""

    def test_plain_text_carries_none(self, house, signed_in):
        signed_in.post(
            "/lam-viec",
            f"text=x&csrf_token={token_of(signed_in)}",
            content_type="text/plain",
            status=400,
        )
        assert written(house) == ""

    def test_that_of_somebody_else_is_not_taken(self, house, signed_in):
        other = house.browser()
        sign_in(other, "an.do")
        post(signed_in, token_of(other), status=400)
        assert written(house) == ""

    def test_it_changes_when_somebody_signs_in_and_out(self, house, browser):
        tokens = [token_of(browser)]
        sign_in(browser)
        tokens.append(token_of(browser))
        post(browser, tokens[0], status=400)
        post(browser, tokens[1], path="/dang-xuat")
        tokens.append(token_of(browser))
        sign_in(browser)
        post(browser, tokens[1], status=400)
        tokens.append(token_of(browser))
        assert len({token.partition(".")[0] for token in tokens}) == 4 - (tokens[0] == tokens[2])
        assert written(house) == ""

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ],
        ids=lambda each: str(each),
    )
    def test_what_the_browser_calls_another_sites_is_not_taken(self, house, signed_in, headers):
        post(signed_in, token_of(signed_in), status=400, headers=headers)
        assert written(house) == ""

    def test_what_it_calls_ours_is(self, house, signed_in):
        headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
        post(
            signed_in,
            token_of(signed_in),
            headers=headers,
            extra_environ={"HTTP_HOST": "localhost"},
        )
        assert written(house) == LONG

    def test_a_visitor_has_one_too(self, house, browser):
        token = token_of(browser)
        assert token_of(browser) == token
        browser.post("/dang-xuat", {"csrf_token": token}, status=303)
        house.browser().post("/dang-xuat", {"csrf_token": token}, status=400)

    def test_a_visitor_may_be_given_another(self, browser):
        before = token_of(browser)
        assert browser.get("/khac").text not in {before, ""}
        browser.post("/dang-xuat", {"csrf_token": before}, status=400)

    def test_somebody_signed_in_keeps_that_of_the_session(self, signed_in):
        assert signed_in.get("/khac").text == token_of(signed_in)


class TestKeptForms:
    """The session has ended, the form is sent: nothing of it is lost, and nothing is done."""

    def expired(self, house, browser):
        token = token_of(browser)
        house.hands.pass_by(minutes=31)
        return token

    def signed_in_again(self, page, account="ha.nguyen"):
        form = page.forms[0].submit("again").forms["signin"]
        form["account"], form["password"] = account, PASSWORD
        return form.submit("sign_in")

    @pytest.mark.parametrize("path", ["/lam-viec", "/lam-viec/sau"])
    def test_the_text_comes_back_and_waits_to_be_sent(self, house, signed_in, path):
        token = self.expired(house, signed_in)
        page = post(signed_in, token, status=401, path=path)
        again = self.signed_in_again(page)
        assert (again.status_int, written(house)) == (200, "")
        form = next(f for f in again.forms.values() if "text" in f.fields)
        assert (form["text"].value, form.action) == (LONG, path)
        assert "Nguyễn Thu Hà" in again.text

    def test_then_it_is_sent_by_hand(self, house, signed_in):
        again = self.signed_in_again(post(signed_in, self.expired(house, signed_in), status=401))
        next(f for f in again.forms.values() if "text" in f.fields).submit()
        assert written(house) == LONG

    def test_a_wrong_password_in_between_loses_nothing(self, house, signed_in):
        page = post(signed_in, self.expired(house, signed_in), status=401)
        form = page.forms[0].submit("again").forms["signin"]
        form["account"], form["password"] = "ha.nguyen", "wrong"
        form = form.submit("sign_in", status=401).forms["signin"]
        form["account"], form["password"] = "ha.nguyen", PASSWORD
        assert LONG in form.submit("sign_in").text

    def test_somebody_else_does_not_see_it(self, house, signed_in):
        page = post(signed_in, self.expired(house, signed_in), status=401)
        answer = self.signed_in_again(page, "an.do")
        assert (answer.status_int, LONG in answer.text) == (303, False)

    def test_after_half_an_hour_it_is_gone(self, house, signed_in):
        page = post(signed_in, self.expired(house, signed_in), status=401)
        form = page.forms[0].submit("again").forms["signin"]
        house.hands.pass_by(minutes=31)
        form["account"], form["password"] = "ha.nguyen", PASSWORD
        assert form.submit("sign_in").status_int == 303

    @pytest.mark.parametrize(
        ("token", "headers"),
        [
            pytest.param("", {}, id="no token"),
            pytest.param(None, {"Origin": "https://evil.example"}, id="from another site"),
        ],
    )
    def test_a_form_of_another_site_is_not_kept(self, house, signed_in, token, headers):
        shown = self.expired(house, signed_in)
        answer = post(signed_in, shown if token is None else token, headers=headers)
        assert unquote(answer.location) == "http://localhost/dang-nhap?next=/lam-viec"

    def test_a_form_that_was_tampered_with_on_the_way_is_not_shown(self, house, signed_in):
        page = post(signed_in, self.expired(house, signed_in), status=401)
        form = page.forms[0]
        form["kept_form"] = form["kept_form"].value[::-1]
        form = form.submit("again").forms["signin"]
        form["account"], form["password"] = "ha.nguyen", PASSWORD
        assert form.submit("sign_in").status_int == 303

    def test_nothing_is_stored_before_the_person_is_known(self, house, signed_in):
        token = self.expired(house, signed_in)
        before = house.database.lastTransaction()
        post(signed_in, token, status=401)
        assert house.database.lastTransaction() == before

    def test_it_survives_a_session_that_was_ended_elsewhere(self, house, signed_in):
        token = token_of(signed_in)
        house.do(lambda acting: sessions.revoke_all(acting, "ha.nguyen"))
        assert LONG in self.signed_in_again(post(signed_in, token, status=401)).text

    def test_it_survives_signing_out_in_another_window(self, house, signed_in):
        token = token_of(signed_in)
        signed_in.post("/dang-xuat", {"csrf_token": token})
        assert LONG in self.signed_in_again(post(signed_in, token, status=401)).text

    def test_it_survives_signing_in_in_another_window(self, house, signed_in):
        token = self.expired(house, signed_in)
        sign_in(signed_in)
        again = post(signed_in, token, status=400)
        assert written(house) == ""
        next(f for f in again.forms.values() if "text" in f.fields).submit()
        assert written(house) == LONG
