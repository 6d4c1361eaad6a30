"""Somebody who is not signed in."""


def test_a_visitor_who_looks_around_stores_nothing(house, browser):
    before = house.database.lastTransaction()
    assert browser.get("/").json["person"] == ""
    browser.get("/")
    assert house.database.lastTransaction() == before


def test_a_visitor_is_known_by_the_name_that_their_browser_was_given(browser):
    token = browser.get("/").json["token"]
    assert "motcua_browser" in browser.cookies
    assert browser.get("/").json["token"] == token


def test_another_browser_has_another_name(house, browser):
    assert browser.get("/").json["token"] != house.browser().get("/").json["token"]
