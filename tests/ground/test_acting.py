from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from motcua.acting import Acting, Holding, NotAllowed, NotHere, Office, furnish_all, system
from motcua.permissions import Permission

NOW = datetime(2026, 11, 23, 8)
OWN = Holding(
    "so-xay-dung", "a.1", roles=frozenset({"officer"}), permissions=frozenset({Permission.WORK})
)
DELEGATED = Holding(
    "so-xay-dung",
    "b.1",
    roles=frozenset({"officer", "leader"}),
    permissions=frozenset({Permission.CASE_HAND_OVER}),
    on_behalf_of="b",
)


@pytest.fixture
def office() -> Office:
    return Office(Path("config"), Path("workflows"))


@pytest.fixture
def acting(office: Office) -> Acting:
    return Acting(office=office, root=None, now=NOW, person="a", holdings=(DELEGATED, OWN))


class TestThePosition:
    def test_ones_own_comes_before_a_delegated_one(self, acting: Acting) -> None:
        assert acting.holding_with("officer", "so-xay-dung") is OWN

    def test_a_delegated_one_serves_where_there_is_no_other(self, acting: Acting) -> None:
        assert acting.holding_with("leader", "so-xay-dung") is DELEGATED

    def test_none_in_another_unit(self, acting: Acting) -> None:
        assert acting.holding_with("officer", "so-khcn") is None

    def test_the_deed_names_it(self, acting: Acting) -> None:
        assert acting.on_behalf_of == ""
        deed = acting.as_(DELEGATED)
        assert (deed.on_behalf_of, deed.unit) == ("b", "so-xay-dung")

    def test_a_visitor_has_no_unit(self, office: Office) -> None:
        assert Acting(office=office, root=None, now=NOW).unit == ""


class TestPermissions:
    def test_any_position_gives_them(self, acting: Acting) -> None:
        assert acting.may(Permission.WORK)
        assert acting.may(Permission.CASE_HAND_OVER, "so-xay-dung")
        assert not acting.may(Permission.WORK, "so-khcn")

    def test_they_are_required_with_a_sentence(self, acting: Acting) -> None:
        acting.require(Permission.WORK)
        with pytest.raises(NotAllowed) as refused:
            acting.require(Permission.OPERATIONS)
        assert refused.value.way_out

    def test_the_units_in_which_one_has_them(self, acting: Acting) -> None:
        assert acting.units_with(Permission.WORK) == ["so-xay-dung"]

    def test_the_system_holds_none(self, office: Office) -> None:
        acting = system(office, None, NOW)
        assert acting.is_system
        assert not acting.may(Permission.WORK)


class TestTheOffice:
    def test_what_is_lent_can_be_borrowed(self, office: Office) -> None:
        office.lend(str, "pen")
        assert office.borrow(str) == "pen"

    def test_what_nobody_lent_is_missed_by_name(self, office: Office) -> None:
        with pytest.raises(LookupError, match="int"):
            office.borrow(int)

    def test_listeners_hear_in_their_order(self, office: Office, acting: Acting) -> None:
        heard: list[str] = []
        office.listen(ValueError, lambda _acting, event: heard.append(f"first {event}"))
        office.listen(Exception, lambda _acting, event: heard.append(f"any {event}"))
        acting.announce(ValueError("x"), KeyError("y"))
        assert heard == ["first x", "any x", "any 'y'"]

    def test_capabilities_furnish_it(self, office: Office) -> None:
        class Lamp:
            @staticmethod
            def furnish(office: Office) -> None:
                office.lend(str, "light")

        assert furnish_all(office, [Lamp, object()]).borrow(str) == "light"


def test_not_here_says_nothing_of_what_is_there() -> None:
    assert "address" in str(NotHere().sentence)
