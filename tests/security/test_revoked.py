"""What somebody could read of a case until a right ended is gone at once, in every channel.

A right forgotten in one channel is how systems like this leaked: a list that still
counts, a search that still finds, a file whose address was kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from motcua.consultations.actions import withdraw
from tests.interop.conftest import program_of
from tests.security.conftest import PERMIT, House, file_of, request_to

ASKER, BODY, UNIT = "ha.nguyen", "hue.mai", "so-tu-phap"
SHORT = f"…{PERMIT[PERMIT.index('-') :]}"


def withdrawn(house: House) -> None:
    house.as_(
        ASKER, lambda acting: withdraw(acting, request_to(acting.root, PERMIT, UNIT), "Hỏi nhầm")
    )


def moved_on(house: House) -> None:
    """They hold a position elsewhere now, so that every page still opens for them."""

    def move(root: Any) -> None:
        for each in root["people"][BODY].positions:
            each.unit = "so-noi-vu"

    house.do(move)


def seen(house: House) -> dict[str, bool]:
    """Return, for each channel, whether the body reads anything of the case there."""
    id = str(house.do(lambda root: request_to(root, PERMIT, UNIT).id))
    file = house.do(lambda root: file_of(root, PERMIT))
    browser, program = house.browser(BODY), program_of(house, BODY)

    def opens(path: str) -> bool:
        return bool(browser.get(path, expect_errors=True).status_int == 200)

    def shows(path: str) -> bool:
        text = browser.get(path).text
        return PERMIT in text or SHORT in text

    counted = browser.get("/viec").html.select_one(".tabs [aria-current=page]").text
    return {
        "case": opens(f"/ho-so/{PERMIT}"),
        "file of the request": opens(f"/y-kien/{id}/tep/{file}"),
        "letter": opens(f"/y-kien/{id}/van-ban/hoi"),
        "list of the body": shows("/y-kien"),
        "list of work": shows("/viec"),
        "counter": not counted.strip().endswith("0"),
        "steps of the unit": shows("/y-kien/cac-buoc"),
        "many answers at once": shows("/y-kien/tra-loi-nhieu"),
        "search": f"/ho-so/{PERMIT}" in browser.get("/tim", {"q": PERMIT}).text,
        "export": PERMIT in browser.get("/viec/bang.csv").text,
        "interface: list": id in program.get("/requests?side=body").text,
        "interface: file": program.get(f"/requests/{id}/files/{file}").status_int == 200,
    }


@pytest.mark.parametrize(
    ("ends", "left"),
    [
        pytest.param(withdrawn, ["letter"], id="withdrawn, the letter stays"),
        pytest.param(moved_on, [], id="moved on"),
    ],
)
def test_nothing_is_left_in_any_channel(
    house: House, ends: Callable[[House], None], left: list[str]
) -> None:
    before = seen(house)
    assert [channel for channel, reads in before.items() if not reads] == []
    ends(house)
    assert [channel for channel, reads in seen(house).items() if reads] == left
