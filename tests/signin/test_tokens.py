"""The page of one's access tokens, as a browser sees it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from webtest import TestApp

from tests.make_people import PASSWORD, account_deeds
from tests.signin.conftest import House

HERE = "/tai-khoan/ma-truy-cap"
NEW = f"{HERE}/moi"
FILLED = {"name": "Phần mềm văn bản", "until": "31/12/2026", "present_password": PASSWORD}


def send(browser: TestApp, **filled: Any) -> Any:
    form = browser.get(NEW).forms["form"]
    for name, value in {**FILLED, **filled}.items():
        form[name] = value
    return form.submit(expect_errors=True)


def shown_in(page: Any) -> str:
    found = re.search(r"motcua_[\w-]{43}", page.text)
    assert found is not None
    return found[0]


def test_somebody_without_any_is_told_what_they_are_for(signed_in: TestApp) -> None:
    signed_in.get(HERE).mustcontain("Chưa có phần mềm nào", NEW)


def test_a_visitor_signs_in_first(browser: TestApp) -> None:
    for path in (HERE, NEW):
        assert "/dang-nhap" in browser.get(path, status=303).location


def test_a_token_is_shown_once_listed_and_ended(house: House, signed_in: TestApp) -> None:
    token = shown_in(send(signed_in))
    page = signed_in.get(HERE)
    page.mustcontain("Phần mềm văn bản", "chỉ đọc", "31/12/2026", no=token)
    assert token not in signed_in.get(NEW).text
    assert ("ha.nguyen", "token made") in house.do(account_deeds)
    ending = next(each for each in page.forms.values() if "token" in each.fields)
    page = ending.submit("token").follow()
    page.mustcontain("không còn dùng được", "Chưa có phần mềm nào")


def test_one_that_may_do_things_says_so(signed_in: TestApp) -> None:
    send(signed_in, writes=True)
    signed_in.get(HERE).mustcontain("được thao tác", "chưa làm gì bằng mã này")


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        pytest.param({"present_password": "not mine"}, "chưa đúng", id="a wrong password"),
        pytest.param({"until": "01/12/2027"}, "muộn nhất", id="for too long"),
        pytest.param({"name": "x" * 101}, "ngắn gọn", id="too long a name"),
    ],
)
def test_what_is_not_made(signed_in: TestApp, filled: dict[str, str], said: str) -> None:
    page = send(signed_in, **filled)
    page.mustcontain(said, no="motcua_")
    signed_in.get(HERE).mustcontain("Chưa có phần mềm nào")


def test_guessing_the_password_there_makes_wait(signed_in: TestApp) -> None:
    for _each in range(3):
        send(signed_in, present_password="not mine")
    send(signed_in).mustcontain(no="motcua_")


def test_somebody_with_a_given_password_makes_none(house: House, signed_in: TestApp) -> None:
    house.do(
        lambda acting: setattr(
            acting.root["people"]["ha.nguyen"], "password_until", house.hands.now
        )
    )
    send(signed_in).mustcontain(no="motcua_")


def test_a_token_opens_no_page(house: House, signed_in: TestApp) -> None:
    token = shown_in(send(signed_in, writes=True))
    program = house.browser()
    headers = {"Authorization": f"Bearer {token}"}
    assert program.get("/", headers=headers).json["person"] == ""
    assert program.get("/lam-viec", headers=headers).status_int == 303


def test_a_closed_account_ends_them(house: House, signed_in: TestApp) -> None:
    send(signed_in)
    house.do(
        lambda acting: setattr(acting.root["people"]["ha.nguyen"], "disabled_at", house.hands.now)
    )
    assert signed_in.get(HERE).status_int == 303
