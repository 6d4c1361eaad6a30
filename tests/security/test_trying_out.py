"""Trying a procedure out stores nothing, sends nothing, and shows nobody's case."""

from __future__ import annotations

from typing import Any

import pytest

from tests.security.conftest import PERMIT, House

TRY = "/quan-tri/thu?procedure=cap-giay-phep-xay-dung&version=1"


@pytest.fixture
def page(reading_house: House) -> Any:
    return reading_house.browser("linh.bui").get(TRY)


def press(page: Any, deed: str) -> Any:
    return page.forms["play"].submit("deed", value=deed)


def test_pressing_buttons_and_moving_the_date_stores_nothing(
    reading_house: House, page: Any
) -> None:
    before = reading_house.stored()
    for deed in ("file", "does:receive", "does:transfer", "does:assign", "asks:chuyen_nganh"):
        page = press(page, deed)
    page.mustcontain("Thư:")
    page = press(page, "tests")
    page.click(href="/dien-lai").forms[0]
    assert reading_house.stored() == before


def test_a_replay_stores_nothing_and_names_cases_by_their_codes_alone(
    reading_house: House, page: Any
) -> None:
    before = reading_house.stored()
    text = reading_house.browser("linh.bui").get("/quan-tri/thu-tuc/cap-giay-phep-xay-dung/1.yaml")
    shorter = text.text.replace("deadline: 10 working", "deadline: 6 working")
    token = page.forms["play"]["csrf_token"].value
    found = page.goto(
        "/quan-tri/thu/dien-lai",
        method="post",
        params={"csrf_token": token, "text": shorter, "deed": "replay", "from": "01/01/2020"},
    )
    found.mustcontain(PERMIT)
    assert f"/ho-so/{PERMIT}" not in found
    applicant = reading_house.do(lambda root: _applicant(root))
    assert applicant not in found
    assert reading_house.stored() == before


def _applicant(root: Any) -> str:
    name: str = root.cases.shelf[root.cases.codes[PERMIT.encode()]].applicant.name
    return name
