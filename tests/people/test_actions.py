from datetime import date, timedelta

import pytest

from motcua.acting import NotAllowed
from motcua.people import accounts, actions, directory
from motcua.people.actions import CannotBeAppointed, CannotBeEntered
from motcua.people.delegating import CannotBeDelegated, delegate, revoke_delegation
from motcua.people.directory import Nobody
from motcua.people.events import Appointed, Delegated, DelegationRevoked, PositionEnded
from motcua.people.roles import NoSuchRole
from motcua.words import Label, translate
from tests.make_people import MONDAY, TODAY, a_person, a_position, acting_as, deeds, said

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NEXT_WEEK = TODAY + timedelta(days=7)
NEW_YEAR = date(2026, 1, 1)


@pytest.fixture
def administrator(founding):
    a_position(founding, "linh", "quan-tri-quy-trinh", "van-phong-ubnd-tinh")
    return acting_as(founding, "linh")


@pytest.fixture
def director(founding):
    a_position(founding, "khoa", "giam-doc")
    a_position(founding, "tam", "pho-giam-doc")
    return acting_as(founding, "khoa")


@pytest.fixture
def heard(founding):
    told = []
    for event in (Appointed, PositionEnded, Delegated, DelegationRevoked):
        founding.office.listen(event, lambda acting, event: told.append(type(event)))
    return told


class TestEntering:
    def test_the_account_is_called_like_the_id(self, administrator, root):
        person = actions.add_person(administrator, "ha.nguyen", name=" Nguyễn  Thu Hà ")
        assert (person.name, person.account) == ("Nguyễn Thu Hà", "ha.nguyen")
        assert deeds(administrator)[-1] == "person entered"

    def test_somebody_may_have_no_account(self, administrator, root):
        actions.add_person(administrator, "ha", name="Nguyễn Thu Hà", account="")
        actions.add_person(administrator, "an", name="Đỗ An", account="")
        assert directory.person_of_account(root, "") is None

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            pytest.param({"id": "ha"}, "“ha” is somebody else's already.", id="the id"),
            pytest.param(
                {"id": "an", "account": "HA"}, "“ha” is somebody else's already.", id="the account"
            ),
            pytest.param({"id": "an", "name": " "}, "The name is missing.", id="no name"),
        ],
    )
    def test_who_cannot_be_entered(self, administrator, facts, sentence):
        a_person(administrator, "ha")
        with pytest.raises(CannotBeEntered) as refused:
            actions.add_person(administrator, **{"name": "Đỗ An", **facts})
        assert said(refused.value) == sentence

    def test_an_officer_enters_nobody(self, founding):
        a_position(founding, "ha")
        with pytest.raises(NotAllowed):
            actions.add_person(acting_as(founding, "ha"), "an", name="Đỗ An")


class TestAppointing:
    def test_a_post_brings_its_roles_and_its_title(self, administrator, founding, heard):
        a_person(founding, "ha")
        held = actions.appoint(
            administrator, "ha", "so-khcn", "chuyen-vien", since=TODAY, document="7/QĐ"
        )
        assert (held.id, held.roles, held.title.vi) == ("ha.1", ("officer",), "Chuyên viên")
        assert heard == [Appointed]
        assert deeds(administrator)[-1] == "appointed"

    def test_further_roles_may_be_given_beside(self, founding):
        held = a_position(founding, "ha", roles=("registry", "officer"))
        assert held.roles == ("officer", "registry")

    @pytest.mark.parametrize(
        ("post", "roles"), [("chuyen-vien", ("wizard",)), ("wizard", ())], ids=["role", "post"]
    )
    def test_a_role_that_is_not_in_the_file_is_refused(self, founding, post, roles):
        with pytest.raises(NoSuchRole):
            a_position(founding, "ha", post, roles=roles)

    def test_nobody_appoints_himself(self, administrator):
        with pytest.raises(NotAllowed, match="Nobody appoints"):
            a_position(administrator, "linh", "giam-doc")

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            pytest.param(
                {"until": date(2025, 1, 1)}, "The last day stands before the first.", id="backwards"
            ),
            pytest.param(
                {"unit": "xa-hoa-binh"},
                "People's Committee of Hòa Bình Commune has no post of Director.",
                id="no such post there",
            ),
            pytest.param(
                {}, "Nguyễn Thu Hà is Director there from 01/01/2026.", id="a second director"
            ),
        ],
    )
    def test_who_cannot_be_appointed(self, founding, facts, sentence):
        a_position(founding, "khoa", "giam-doc")
        with pytest.raises(CannotBeAppointed) as refused:
            a_position(founding, "tam", "giam-doc", **facts)
        assert said(refused.value) == sentence

    def test_the_same_post_is_not_held_twice_at_once(self, founding):
        a_position(founding, "ha", until=TODAY)
        with pytest.raises(CannotBeAppointed):
            a_position(founding, "ha", since=TODAY)
        assert a_position(founding, "ha", since=TOMORROW).id == "ha.2"

    def test_several_may_hold_a_common_post(self, founding):
        a_position(founding, "ha")
        assert a_position(founding, "hai").post == "chuyen-vien"

    def test_the_next_director_comes_after_the_last_day(self, founding):
        a_position(founding, "khoa", "giam-doc", until=TODAY)
        assert a_position(founding, "tam", "giam-doc", since=TOMORROW).unit == "so-xay-dung"


class TestEnding:
    def test_the_last_day_is_set(self, administrator, director, heard):
        actions.end_position(administrator, "khoa.1", TODAY, reason="retired", document="9/QĐ")
        assert directory.position(administrator.root, "khoa.1").until == TODAY
        assert heard[-1] == PositionEnded
        assert deeds(administrator)[-1] == "position ended"

    def test_what_was_delegated_ends_with_it(self, administrator, director, founding):
        lend(director)
        actions.end_position(administrator, "khoa.1", TODAY)
        later = directory.holdings(founding.root, founding.office, "tam", TOMORROW)
        assert [each.on_behalf_of for each in later] == [""]

    def test_a_position_cannot_end_before_it_begins(self, administrator, director):
        with pytest.raises(CannotBeAppointed, match="begins only"):
            actions.end_position(administrator, "khoa.1", date(2025, 12, 31))

    def test_only_a_position_that_is_there_ends(self, administrator):
        with pytest.raises(Nobody):
            actions.end_position(administrator, "khoa.7", TODAY)


def lend(acting, position="khoa.1", to="tam", since=TODAY, until=NEXT_WEEK, **facts):
    facts = {"reason": "away", "document": "12/GUQ-SXD", **facts}
    return delegate(acting, position, to, since=since, until=until, **facts)


class TestDelegating:
    def test_the_holder_lets_a_colleague_act(self, director, heard):
        given = lend(director)
        assert (given.id, given.document) == ("khoa.1.1", "12/GUQ-SXD")
        assert directory.delegation(director.root, "khoa.1.1") is given
        assert heard[-1] == Delegated
        assert deeds(director)[-1] == "delegated"

    def test_a_deed_in_its_name_says_on_whose_behalf(self, director, founding):
        lend(director)
        deputy = acting_as(founding, "tam")
        lent = deputy.as_(next(held for held in deputy.holdings if held.on_behalf_of))
        assert (lent.on_behalf_of, lent.unit) == ("khoa", "so-xay-dung")

    def test_an_administrator_takes_down_a_signed_delegation(self, administrator, director):
        assert lend(administrator).to_person == "tam"

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            pytest.param(
                {"to": "khoa"},
                "Nobody delegates a position to himself or herself.",
                id="to oneself",
            ),
            pytest.param(
                {"until": YESTERDAY},
                "A delegation from 23/11/2026 to 22/11/2026 would never count.",
                id="backwards",
            ),
            pytest.param(
                {"since": NEW_YEAR, "until": YESTERDAY},
                "A delegation from 01/01/2026 to 22/11/2026 would never count.",
                id="all in the past",
            ),
            pytest.param(
                {"until": TODAY + timedelta(days=367)},
                "A delegation lasts a year at the most.",
                id="too long",
            ),
            pytest.param(
                {"since": date(2025, 12, 31)},
                "The position is held from 01/01/2026 only.",
                id="before the position",
            ),
            pytest.param(
                {"reason": " "},
                "A delegation has a reason and the number of its document.",
                id="no reason",
            ),
            pytest.param(
                {"document": ""},
                "A delegation has a reason and the number of its document.",
                id="no document",
            ),
            pytest.param(
                {"roles": ("clerk",)}, "The position has no role “clerk”.", id="another role"
            ),
        ],
    )
    def test_what_cannot_be_delegated(self, director, facts, sentence):
        with pytest.raises(CannotBeDelegated) as refused:
            lend(director, **facts)
        assert said(refused.value) == sentence

    def test_not_twice_to_the_same_colleague_at_once(self, director, founding):
        lend(director)
        a_position(founding, "vinh", "truong-phong")
        assert lend(director, to="vinh").id == "khoa.1.2"
        with pytest.raises(CannotBeDelegated) as refused:
            lend(director, since=NEXT_WEEK, until=NEXT_WEEK)
        assert said(refused.value) == (
            "It is delegated to Nguyễn Thu Hà from 23/11/2026 to 30/11/2026 already."
        )
        assert lend(director, since=NEXT_WEEK + timedelta(1), until=NEXT_WEEK + timedelta(2))

    def test_a_closed_account_receives_nothing(self, director, founding):
        accounts.disable_person(founding, "tam", "suspended")
        with pytest.raises(CannotBeDelegated, match="is closed"):
            lend(director)

    def test_what_was_delegated_is_not_delegated_further(self, director, founding):
        lend(director)
        a_position(founding, "vinh", "truong-phong")
        with pytest.raises(NotAllowed):
            lend(acting_as(founding, "tam"), to="vinh")

    def test_a_vote_is_not_delegated_by_its_holder(self, founding):
        a_position(founding, "giang", "thanh-vien-ubnd", "ubnd-tinh")
        a_person(founding, "tam")
        with pytest.raises(NotAllowed, match="cannot be delegated"):
            lend(acting_as(founding, "giang"), "giang.1")

    def test_a_members_vote_is_the_members_own(self, administrator, founding, director):
        a_position(founding, "khoa", "thanh-vien-ubnd", "ubnd-tinh")
        with pytest.raises(CannotBeDelegated, match="in person"):
            lend(administrator, "khoa.2")

    def test_an_administrator_cannot_take_down_one_to_himself(self, administrator, director):
        with pytest.raises(CannotBeDelegated, match="Nobody takes down"):
            lend(administrator, to="linh")

    def test_somebody_elses_position_is_not_ones_own_to_give(self, director, founding):
        with pytest.raises(NotAllowed):
            lend(acting_as(founding, "tam"))


class TestRevoking:
    def test_it_ends_at_once(self, director, founding, heard):
        lend(director)
        revoke_delegation(director, "khoa.1.1", "came back")
        held = directory.holdings(founding.root, founding.office, "tam", TODAY)
        assert [each.on_behalf_of for each in held] == [""]
        assert heard[-1] == DelegationRevoked
        assert deeds(director)[-1] == "delegation revoked"

    def test_the_days_before_stay_on_record(self, director):
        given = lend(director)
        revoke_delegation(acting_as(director, "khoa", MONDAY + timedelta(2)), given.id)
        assert given.counts_on(TOMORROW)
        assert not given.counts_on(TODAY + timedelta(days=2))

    def test_a_second_time_changes_nothing(self, director):
        given = lend(director)
        revoke_delegation(director, given.id)
        before = deeds(director)
        revoke_delegation(director, given.id)
        assert deeds(director) == before

    def test_it_may_be_given_anew_afterwards(self, director):
        revoke_delegation(director, lend(director).id)
        assert lend(director).counts_on(TODAY)

    def test_the_one_who_received_it_cannot_take_it_back(self, director, founding):
        lend(director)
        with pytest.raises(NotAllowed):
            revoke_delegation(acting_as(founding, "tam"), "khoa.1.1")


def test_a_refusal_is_said_in_vietnamese(director):
    with pytest.raises(CannotBeDelegated) as refused:
        lend(director, to="khoa")
    assert translate(refused.value.sentence, "vi") == "Không ai ủy quyền cho chính mình."
    assert translate(refused.value.way_out, "vi") == "Hãy chọn người được ủy quyền."


def test_a_label_given_with_the_decision_is_what_the_holder_is_called(founding):
    held = a_position(founding, "ha", title=Label("Công chức hộ tịch", "Civil status officer"))
    assert held.title.en == "Civil status officer"
