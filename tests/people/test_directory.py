from datetime import date, timedelta

import pytest

from motcua.people import accounts, directory, structure
from motcua.people.delegating import delegate
from motcua.people.directory import Nobody
from motcua.people.ordering import by_given_name
from motcua.permissions import Permission
from motcua.words import Label
from tests.make_people import TODAY, a_person, a_position

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def ids(things):
    return [each.id for each in things]


class TestUnits:
    def test_units_stand_in_the_order_of_the_file(self, root):
        every = ids(directory.units(root))
        assert every[:4] == ["ubnd-tinh", "van-phong-ubnd-tinh", "ttpvhcc-tinh", "so-tai-chinh"]
        assert len(every) == len(set(every)) == len(root["units"])

    def test_units_of_a_kind(self, root):
        assert ids(directory.units(root, "commune")) == [
            "xa-hoa-binh",
            "xa-long-phuoc",
            "phuong-tan-mai",
        ]
        assert directory.units(root, "no such kind") == []

    def test_the_tree_is_read_both_ways(self, root):
        assert ids(directory.children(root, "")) == ["ubnd-tinh"]
        assert ids(directory.children(root, "xa-hoa-binh")) == ["ttpvhcc-xa-hoa-binh"]
        assert ids(directory.ancestors(root, "ttpvhcc-xa-hoa-binh")) == ["xa-hoa-binh", "ubnd-tinh"]

    def test_a_unit_keeps_the_calendar_of_the_unit_above(self, root, founding):
        assert directory.calendar_name(root, "ttpvhcc-xa-hoa-binh") == "vn-hanh-chinh"
        structure.amend_unit(founding, "xa-hoa-binh", calendar="xa-dao")
        assert directory.calendar_name(root, "ttpvhcc-xa-hoa-binh") == "xa-dao"

    def test_a_unit_without_any_calendar(self, root, founding):
        structure.amend_unit(founding, "ubnd-tinh", calendar="")
        assert directory.calendar_name(root, "ubnd-tinh") == ""

    def test_the_short_name_is_the_whole_one_where_there_is_none(self, root):
        assert directory.unit(root, "so-xay-dung").short == Label(
            "Sở Xây dựng", "Department of Construction"
        )
        assert directory.unit(root, "so-nnmt").short.vi == "Sở NN&MT"


@pytest.mark.parametrize(
    "ask",
    [
        directory.unit,
        directory.person,
        directory.committee,
        directory.position,
        directory.delegation,
    ],
)
@pytest.mark.parametrize("id", ["nobody", "nobody.1", "nobody.1.1", "khoa.9", "khoa.1.9"])
def test_what_there_is_not_is_said_so(root, founding, ask, id):
    delegated(founding)
    with pytest.raises(Nobody):
        ask(root, id)


class TestPeople:
    def test_somebody_is_found_by_the_account_however_it_is_typed(self, founding, root):
        a_person(founding, "ha.nguyen")
        for typed in ("ha.nguyen", " Ha.Nguyen ", "HA.NGUYEN"):
            assert directory.person_of_account(root, typed).id == "ha.nguyen"
        assert directory.person_of_account(root, "ha") is None

    def test_a_name_is_told_for_whoever_did_it(self, founding, root):
        a_person(founding, "ha.nguyen")
        assert directory.name_of(root, "ha.nguyen") == "Nguyễn Thu Hà"
        assert directory.name_of(root, "system") == "system"

    def test_people_of_a_unit_stand_by_their_given_names(self, founding, root):
        for id, name in (("a", "Trần Văn Đạt"), ("b", "Lê Thị Dung"), ("c", "Đỗ Ân")):
            a_person(founding, id, name)
            a_position(founding, id)
        assert [p.name for p in directory.people_of(root, "so-xay-dung", TODAY)] == [
            "Đỗ Ân",
            "Lê Thị Dung",
            "Trần Văn Đạt",
        ]

    def test_who_left_or_is_still_to_come_is_not_of_the_unit(self, founding, root):
        a_position(founding, "left", until=YESTERDAY)
        a_position(founding, "comes", since=TOMORROW)
        a_position(founding, "is")
        assert ids(directory.people_of(root, "so-xay-dung", TODAY)) == ["is"]
        assert ids(directory.people_of(root, "so-khcn", TODAY)) == []

    def test_positions_of_a_unit_stand_in_the_order_of_appointment(self, founding, root):
        a_position(founding, "later", since=date(2026, 2, 1))
        a_position(founding, "first")
        a_position(founding, "left", until=YESTERDAY)
        held = directory.positions_in(root, "so-xay-dung", TODAY)
        assert [each.person for each in held] == ["first", "later"]

    def test_a_name_of_nothing_can_be_put_in_order(self):
        assert sorted(["Hà", ""], key=by_given_name) == ["", "Hà"]


class TestHoldings:
    def test_a_position_gives_roles_and_what_they_allow(self, founding, root):
        a_position(founding, "ha.nguyen", title=Label("Chuyên viên chính", "Senior officer"))
        (held,) = directory.holdings(root, founding.office, "ha.nguyen", TODAY)
        assert (held.unit, held.position, held.roles, held.on_behalf_of) == (
            "so-xay-dung",
            "ha.nguyen.1",
            {"officer"},
            "",
        )
        assert held.title == Label("Chuyên viên chính", "Senior officer")
        assert Permission.OPINION_ANSWER in held.permissions

    @pytest.mark.parametrize(
        ("on", "number"),
        [
            pytest.param(date(2025, 12, 31), 0, id="not yet"),
            pytest.param(date(2026, 1, 1), 1, id="from the first day"),
            pytest.param(TODAY, 1, id="on the last day"),
            pytest.param(TOMORROW, 0, id="no longer"),
        ],
    )
    def test_a_position_counts_on_its_days(self, founding, root, on, number):
        a_position(founding, "ha.nguyen", until=TODAY)
        assert len(directory.holdings(root, founding.office, "ha.nguyen", on)) == number

    def test_one_person_may_hold_several_positions(self, founding, root):
        a_position(founding, "khoa", "giam-doc")
        a_position(founding, "khoa", "thanh-vien-ubnd", "ubnd-tinh")
        held = directory.holdings(root, founding.office, "khoa", TODAY)
        assert [each.unit for each in held] == ["so-xay-dung", "ubnd-tinh"]

    def test_what_was_delegated_comes_after_ones_own(self, founding, root):
        delegated(founding)
        own, lent = directory.holdings(root, founding.office, "tam", TODAY)
        assert (own.position, own.on_behalf_of) == ("tam.1", "")
        assert (lent.position, lent.on_behalf_of, lent.roles) == ("khoa.1", "khoa", {"leader"})

    def test_only_some_roles_may_be_delegated(self, founding, root):
        a_position(founding, "quang", "chu-tich-ubnd", "ubnd-tinh")
        a_position(founding, "nhung", "pho-chu-tich-ubnd", "ubnd-tinh")
        lend(founding, "quang.1", "nhung", roles=("leader",))
        lent = directory.holdings(root, founding.office, "nhung", TODAY)[1]
        assert lent.roles == {"leader"}

    def test_a_closed_account_holds_nothing_and_lends_nothing(self, founding, root):
        delegated(founding)
        accounts.disable_person(founding, "khoa", "left the service")
        assert directory.holdings(root, founding.office, "khoa", TODAY) == ()
        assert len(directory.holdings(root, founding.office, "tam", TODAY)) == 1


class TestHolders:
    def test_those_in_office_come_before_those_in_their_place(self, founding, root):
        a_position(founding, "vinh", "truong-phong")
        delegated(founding, to="vinh")
        found = directory.holders(root, "leader", "so-xay-dung", TODAY)
        assert ids(found) == ["khoa", "vinh"]
        found = directory.holders(root, "leader", "so-xay-dung", TODAY, delegated=False)
        assert ids(found) == ["khoa"]

    def test_nobody_is_named_twice(self, founding, root):
        delegated(founding)
        assert ids(directory.holders(root, "leader", "so-xay-dung", TODAY)) == ["khoa", "tam"]

    def test_other_roles_other_units_other_days_do_not_count(self, founding, root):
        delegated(founding, since=TOMORROW)
        for role, unit, on in (
            ("clerk", "so-xay-dung", TODAY),
            ("leader", "so-khcn", TODAY),
            ("leader", "so-xay-dung", date(2025, 1, 1)),
        ):
            assert directory.holders(root, role, unit, on) == []

    def test_nobody_acts_in_the_place_of_a_closed_account(self, founding, root):
        a_position(founding, "vinh", "truong-phong")
        delegated(founding, to="vinh")
        accounts.disable_person(founding, "khoa", "left the service")
        assert ids(directory.holders(root, "leader", "so-xay-dung", TODAY)) == []


class TestCommittees:
    def test_the_chair_comes_first_and_then_protocol(self, founding, root):
        for id in ("b", "a", "c"):
            a_person(founding, id)
            structure.seat_member(
                founding, "ubnd-tinh", id, since=date(2026, 1, 1), chairs=id == "c"
            )
        seats = directory.members(root, "ubnd-tinh", TODAY)
        assert [(seat.person, seat.chairs) for seat in seats] == [
            ("c", True),
            ("b", False),
            ("a", False),
        ]

    def test_a_seat_counts_on_its_days(self, founding, root):
        a_person(founding, "a")
        structure.seat_member(
            founding, "ubnd-tinh", "a", since=TODAY, until=TODAY, title=Label("Ủy viên", "Member")
        )
        assert [each.title.en for each in directory.members(root, "ubnd-tinh", TODAY)] == ["Member"]
        assert directory.members(root, "ubnd-tinh", TOMORROW) == []

    def test_committees_stand_in_the_order_of_the_alphabet(self, root):
        assert [each.title.vi for each in directory.committees(root)] == [
            "Ủy ban nhân dân tỉnh Long Giang",
            "Ủy ban nhân dân xã Hòa Bình",
        ]


def lend(acting, position, to, since=TODAY, until=TOMORROW, **facts):
    return delegate(
        acting, position, to, since=since, until=until, reason="away", document="12/GUQ", **facts
    )


def delegated(acting, to="tam", since=TODAY):
    """The director of construction lets somebody, usually the deputy, act."""
    a_position(acting, "khoa", "giam-doc")
    if to == "tam":
        a_position(acting, "tam", "pho-giam-doc")
    return lend(acting, "khoa.1", to, since)
