"""A citizen who has shown a case's code and secret."""

import pytest

from tests.signin.conftest import sign_in

CASE = "0123456789abcdef"


@pytest.fixture
def applicant(browser):
    browser.get(f"/ho-so/{CASE}")
    return browser


def case_of(browser) -> str:
    return browser.get("/").json["case"]


def test_the_case_is_open_at_once_and_with_the_next_pages(house, browser):
    assert browser.get(f"/ho-so/{CASE}").text == CASE
    assert case_of(browser) == CASE


def test_nothing_is_stored_for_it(house, browser):
    before = house.database.lastTransaction()
    browser.get(f"/ho-so/{CASE}")
    case_of(browser)
    assert house.database.lastTransaction() == before


def test_it_closes_when_nothing_is_asked_for_an_hour(house, applicant):
    house.hands.pass_by(minutes=59)
    assert case_of(applicant) == CASE
    house.hands.pass_by(minutes=59)
    assert case_of(applicant) == CASE
    house.hands.pass_by(minutes=60)
    assert case_of(applicant) == ""


def test_it_closes_after_half_a_day_whatever_is_asked(house, applicant):
    for _each in range(23):
        house.hands.pass_by(minutes=30)
        assert case_of(applicant) == CASE
    house.hands.pass_by(minutes=30)
    assert case_of(applicant) == ""


def test_the_cookie_is_renewed_only_now_and_then(house, applicant):
    house.hands.pass_by(minutes=4)
    assert "Set-Cookie" not in applicant.get("/").headers


def test_it_is_closed_by_hand(applicant):
    assert applicant.get("/roi-ho-so").text == ""
    assert case_of(applicant) == ""


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda value: value.replace(CASE, "f" * 16), id="another case"),
        pytest.param(lambda value: value.replace("20261123", "20261124"), id="another day"),
        pytest.param(lambda value: value.rpartition(".")[0], id="without its mark"),
        pytest.param(lambda value: "", id="empty"),
    ],
)
def test_a_cookie_of_ones_own_making_opens_nothing(applicant, change):
    applicant.set_cookie("motcua_case", change(applicant.cookies["motcua_case"]))
    assert case_of(applicant) == ""


def test_it_opens_nothing_in_another_browser(house, applicant):
    other = house.browser()
    other.set_cookie("motcua_case", applicant.cookies["motcua_case"])
    assert case_of(other) == ""
    other.get("/")
    other.set_cookie("motcua_case", applicant.cookies["motcua_case"])
    assert case_of(other) == ""


def test_an_official_may_show_the_secret_of_a_case_too(house, applicant):
    sign_in(applicant)
    shown = applicant.get("/").json
    assert (shown["person"], shown["case"]) == ("ha.nguyen", CASE)


def test_opening_another_case_closes_the_first(applicant):
    applicant.get("/ho-so/" + "a" * 16)
    assert case_of(applicant) == "a" * 16
