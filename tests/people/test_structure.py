from datetime import date

import pytest

from motcua.acting import NotAllowed
from motcua.people import directory, structure
from motcua.people.directory import Nobody
from motcua.people.events import UnitAdded, UnitRenamed
from motcua.people.structure import CannotBeAdded, NoSeat
from motcua.words import Label
from tests.make_people import TODAY, a_person, a_position, acting_as, deeds, said

NEW_YEAR = date(2026, 1, 1)


@pytest.fixture
def administrator(founding):
    a_position(founding, "linh", "quan-tri-quy-trinh", "van-phong-ubnd-tinh")
    return acting_as(founding, "linh")


@pytest.fixture
def heard(founding):
    told = []
    for event in (UnitAdded, UnitRenamed):
        founding.office.listen(event, lambda acting, event: told.append(event))
    return told


def add(acting, id="phong-quy-hoach", **facts):
    facts = {"kind": "division", "parent": "so-xay-dung", **facts}
    return structure.add_unit(acting, id, title=Label("Phòng Quy hoạch", "Planning"), **facts)


class TestUnits:
    def test_an_administrator_adds_a_unit(self, administrator, heard, root):
        unit = add(administrator, telephone=" 0200 3822 131 ", short=Label("QH"))
        assert (unit.telephone, unit.short) == ("0200 3822 131", Label("QH"))
        assert directory.children(root, "so-xay-dung") == [unit]
        assert heard == [UnitAdded(unit)]
        assert deeds(administrator)[-1] == "unit added"

    def test_a_new_unit_comes_last(self, administrator, root):
        add(administrator)
        assert directory.units(root)[-1].id == "phong-quy-hoach"

    def test_an_officer_adds_none(self, founding):
        a_position(founding, "ha.nguyen")
        with pytest.raises(NotAllowed):
            add(acting_as(founding, "ha.nguyen"))

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            pytest.param({"id": "Phòng"}, "“Phòng” cannot be an id.", id="marks in the id"),
            pytest.param({"id": "so-khcn"}, "There is a unit “so-khcn” already.", id="taken"),
            pytest.param({"kind": "ghost"}, "There is no kind of unit “ghost”.", id="kind"),
        ],
    )
    def test_what_cannot_be_added(self, administrator, facts, sentence):
        with pytest.raises(CannotBeAdded) as refused:
            add(administrator, **facts)
        assert said(refused.value) == sentence

    def test_the_unit_above_must_be_there(self, administrator):
        with pytest.raises(Nobody):
            add(administrator, parent="so-ma")

    def test_a_detail_that_units_do_not_have_is_a_mistake_of_ours(self, administrator):
        with pytest.raises(TypeError, match="colour"):
            add(administrator, colour="teal")

    def test_a_unit_is_renamed(self, administrator, heard, root):
        structure.rename_unit(administrator, "so-khcn", Label("Sở KHCN&CĐS", "Science"))
        unit = directory.unit(root, "so-khcn")
        assert (unit.title.vi, unit.short.vi) == ("Sở KHCN&CĐS", "Sở KH&CN")
        assert [type(each) for each in heard] == [UnitRenamed]
        structure.rename_unit(administrator, "so-khcn", unit.title, Label("KHCN"))
        assert unit.short.vi == "KHCN"

    def test_nothing_is_written_down_when_nothing_differs(self, administrator, heard, root):
        unit = directory.unit(root, "so-khcn")
        before = deeds(administrator)
        structure.rename_unit(administrator, unit.id, unit.title)
        structure.amend_unit(administrator, unit.id, telephone=unit.telephone)
        structure.move_unit(
            administrator, unit.id, kind=unit.kind, parent=unit.parent, rank=unit.rank
        )
        assert deeds(administrator) == before
        assert heard == []

    def test_a_unit_is_moved_in_both_indexes(self, administrator, root):
        structure.move_unit(
            administrator, "vpdk-dat-dai", kind="division", parent="so-xay-dung", rank=1
        )
        assert [each.id for each in directory.children(root, "so-xay-dung")] == ["vpdk-dat-dai"]
        assert directory.children(root, "so-nnmt") == directory.units(root, "land_office") == []
        assert "vpdk-dat-dai" in [each.id for each in directory.units(root, "division")]

    @pytest.mark.parametrize("parent", ["ubnd-tinh", "vpdk-dat-dai"])
    def test_a_tree_is_no_ring(self, administrator, parent):
        with pytest.raises(CannotBeAdded, match="below itself"):
            structure.move_unit(administrator, "ubnd-tinh", kind="province", parent=parent, rank=1)


class TestCommittees:
    def test_a_committee_is_added_once(self, administrator, root):
        structure.add_committee(administrator, "hd", title=Label("Hội đồng"), unit="so-khcn")
        assert directory.committee(root, "hd").unit == "so-khcn"
        with pytest.raises(CannotBeAdded, match="committee"):
            structure.add_committee(administrator, "hd", title=Label("Hội đồng"), unit="so-khcn")

    def test_a_member_may_sit_there_without_a_vote(self, administrator, founding, root):
        a_person(founding, "a")
        structure.seat_member(administrator, "ubnd-tinh", "a", since=NEW_YEAR, votes=False)
        assert [seat.votes for seat in directory.members(root, "ubnd-tinh", TODAY)] == [False]

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            pytest.param(
                {"until": date(2025, 1, 1)}, "The last day stands before the first.", id="backwards"
            ),
            pytest.param(
                {"person_id": "a"}, "An Nguyễn has a seat there from 01/01/2026.", id="a seat twice"
            ),
            pytest.param(
                {"chairs": True},
                "An Nguyễn chairs the committee from 01/01/2026.",
                id="two chairs",
            ),
        ],
    )
    def test_seats_that_cannot_be(self, administrator, founding, facts, sentence):
        a_person(founding, "a", "An Nguyễn")
        a_person(founding, "b")
        structure.seat_member(administrator, "ubnd-tinh", "a", since=NEW_YEAR, chairs=True)
        with pytest.raises(NoSeat) as refused:
            structure.seat_member(
                administrator, "ubnd-tinh", **{"person_id": "b", "since": NEW_YEAR, **facts}
            )
        assert said(refused.value) == sentence

    def test_the_vote_changes_with_a_new_seat(self, administrator, founding, root):
        a_person(founding, "a")
        structure.seat_member(administrator, "ubnd-tinh", "a", since=NEW_YEAR)
        structure.unseat_member(administrator, "ubnd-tinh", "a", TODAY)
        tomorrow = date(2026, 11, 24)
        structure.seat_member(administrator, "ubnd-tinh", "a", since=tomorrow, votes=False)
        votes = [
            [seat.votes for seat in directory.members(root, "ubnd-tinh", day)]
            for day in (TODAY, tomorrow)
        ]
        assert votes == [[True], [False]]

    def test_a_seat_that_is_not_held_cannot_end(self, administrator, founding):
        a_person(founding, "a")
        structure.seat_member(administrator, "ubnd-tinh", "a", since=TODAY)
        with pytest.raises(NoSeat, match="no seat"):
            structure.unseat_member(administrator, "ubnd-tinh", "a", NEW_YEAR)
