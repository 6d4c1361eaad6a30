"""The canvas, as its script sees it: the picture as data, and what a deed answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from webtest import TestApp

AS_DATA = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def browser(signed_in: Callable[[str], TestApp]) -> TestApp:
    return signed_in("linh.bui")


@pytest.fixture
def canvas(browser: TestApp) -> str:
    """The address of the canvas of a draft."""
    token = browser.get("/quan-tri/du-thao").forms[0]["csrf_token"].value
    answer = browser.post("/quan-tri/thu-tuc/chung-thuc-ban-sao/sua", {"csrf_token": token})
    return f"{answer.location.replace('http://localhost', '')}/ve"


def drawn(browser: TestApp, canvas: str) -> dict[str, Any]:
    found: dict[str, Any] = browser.get(canvas, headers=AS_DATA).json
    return found


def send(browser: TestApp, canvas: str, status: int = 200, **told: Any) -> dict[str, Any]:
    """Send a deed, as the script does."""
    token = browser.get(canvas).html.find(id="canvas")["data-token"]
    told.setdefault("seen", drawn(browser, canvas)["revision"])
    answer = browser.post(canvas, told, headers={"X-CSRF-Token": token}, status=status)
    found: dict[str, Any] = answer.json
    return found


def test_the_picture_tells_steps_ways_and_where_their_forms_are(
    browser: TestApp, canvas: str
) -> None:
    found = drawn(browser, canvas)
    start, done = found["states"][0], found["states"][-1]
    assert start["marks"] == ["start", "running"]
    assert "final" in done["marks"]
    way = next(each for each in found["ways"] if each["kind"] == "action")
    assert way["form"].endswith(f"/bieu-mau/states/{way['from']}/actions/{way['action']}")
    assert browser.get(way["form"]).status_int == 200
    assert browser.get(start["form"]).status_int == 200


def test_what_is_possible_everywhere_is_told_by_the_steps_and_not_drawn(
    browser: TestApp, canvas: str
) -> None:
    found = drawn(browser, canvas)
    assert not any(each["action"] == "withdraw" for each in found["ways"])
    assert "Rút hồ sơ" in found["states"][0]["about"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"op": "paint"}, "Việc này không làm được trên sơ đồ."),
        ({}, "Việc này không làm được trên sơ đồ."),
        ({"op": "add", "title": "  "}, "Bước và đường đi phải có tên."),
        (
            {"op": "connect", "state": "khong_co", "title": "Đi", "to": "x", "by": "clerk"},
            "khong_co",
        ),
        ({"op": "retarget", "state": "submitted", "action": "khong_co", "to": "x"}, "khong_co"),
    ],
    ids=["unknown", "nothing", "no name", "no such step", "no such way"],
)
def test_what_cannot_be_done_is_refused_and_the_picture_comes_with_it(
    browser: TestApp, canvas: str, told: dict[str, str], said: str
) -> None:
    before = drawn(browser, canvas)
    found = send(browser, canvas, 409, **told)
    assert said in found["sentence"]
    assert found["states"] == before["states"]
    assert drawn(browser, canvas) == before


def test_who_looked_at_an_older_text_is_told_who_saved(browser: TestApp, canvas: str) -> None:
    found = send(browser, canvas, 409, op="add", title="Thêm nữa", seen="0")
    assert "đã lưu dự thảo này" in found["sentence"]


def test_a_step_gets_an_id_that_is_nowhere_yet(browser: TestApp, canvas: str) -> None:
    ids = []
    for title in ("Đối chiếu lại", "Đối chiếu lại", "3 ngày", "…"):
        states = send(browser, canvas, op="add", title=title)["states"]
        ids += [each["id"] for each in states if each["title"] == title and each["id"] not in ids]
    assert ids == ["doi_chieu_lai", "doi_chieu_lai_2", "b_3_ngay", "buoc"]


def test_a_step_with_an_error_is_marked(browser: TestApp, canvas: str) -> None:
    found = send(browser, canvas, op="add", title="Bước cụt")
    wrong = [each["title"] for each in found["states"] if "wrong" in each["marks"]]
    assert "Bước cụt" in wrong
    assert any("Bước cụt" in each["said"] for each in found["problems"])
