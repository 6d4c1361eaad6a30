"""How many files of visitors may wait for their forms."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from tests.make_documents import a_pdf, acting_with_documents

from motcua.acting import Acting
from motcua.documents import uploads
from motcua.documents.rules import Limits, UploadRules
from motcua.documents.waiting import TooMuchWaits

SIZE = len(a_pdf())


@pytest.fixture
def visitor() -> Acting:
    return replace(acting_with_documents(person=""), origin="203.0.113.7")


def allow(acting: Acting, **limits: Any) -> None:
    acting.office.lend(UploadRules, UploadRules(limits=Limits(**limits)))


def hold(acting: Acting, origin: str = "203.0.113.7") -> str:
    come = replace(acting, origin=origin)
    return uploads.hold(come, "don.pdf", io.BytesIO(a_pdf()), "paper", paper="don")


@pytest.mark.parametrize(
    "limits",
    [
        pytest.param({"held_from_one": 2}, id="files"),
        pytest.param({"held_from_one_size": 2 * SIZE}, id="bytes"),
    ],
)
class TestFromOneAddress:
    def test_so_much_waits_and_no_more(self, visitor, limits):
        allow(visitor, **limits)
        hold(visitor)
        hold(visitor)
        with pytest.raises(TooMuchWaits, match="at your place"):
            hold(visitor)
        assert len(visitor.root.documents.held) == 2

    def test_another_address_has_room_of_its_own(self, visitor, limits):
        allow(visitor, **limits)
        hold(visitor)
        hold(visitor)
        assert hold(visitor, "203.0.113.8")

    def test_what_was_filed_waits_no_more(self, visitor, limits):
        allow(visitor, **limits)
        hold(visitor)
        uploads.take_held(visitor, hold(visitor), "paper")
        assert hold(visitor)

    def test_officials_are_not_counted(self, visitor, limits):
        allow(visitor, **limits)
        clerk = replace(visitor, person="mai")
        for _file in range(3):
            hold(clerk)
        hold(visitor)
        assert hold(visitor)


class TestFromEverywhere:
    @pytest.mark.parametrize("limits", [{"held_by_all": 2}, {"held_by_all_size": 2 * SIZE}])
    def test_so_much_waits_and_no_more(self, visitor, limits):
        allow(visitor, **limits)
        hold(visitor, "203.0.113.1")
        hold(visitor, "203.0.113.2")
        with pytest.raises(TooMuchWaits, match="Very many people"):
            hold(visitor, "203.0.113.3")
        assert hold(replace(visitor, person="mai"))


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        pytest.param("2001:db8::1", "2001:db8::ffff:1", True, id="one house of IPv6"),
        pytest.param("2001:db8::1", "2001:db8:0:1::1", False, id="two houses"),
        pytest.param("", "", True, id="an address that nobody knows"),
        pytest.param("worker", "203.0.113.7", False, id="no address"),
    ],
)
def test_which_addresses_are_one_place(visitor, first, second, shared):
    allow(visitor, held_from_one=1)
    hold(visitor, first)
    if shared:
        with pytest.raises(TooMuchWaits):
            hold(visitor, second)
    else:
        assert hold(visitor, second)
