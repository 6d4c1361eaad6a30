"""The sample province: whole, invented, and only for development."""

import pytest

from motcua import sample
from motcua.people import accounts, directory
from motcua.people.roles import Roles
from motcua.sample import OnlyForDevelopment
from tests.make_people import TODAY, account_deeds, an_administration, deeds

PASSWORD = "mot-cua-2026"


@pytest.fixture(scope="module")
def loaded():
    with an_administration(**{"motcua.sample_password": PASSWORD}) as acting:
        sample.load(acting)
        yield acting


def held(loaded, person):
    return directory.holdings(loaded.root, loaded.office, person, TODAY)


def test_it_has_people_enough_for_every_story(loaded):
    assert len(loaded.root["people"]) >= 45


def test_loading_it_again_changes_nothing(loaded):
    before = deeds(loaded), account_deeds(loaded)
    hashes = [person.password_hash for person in loaded.root["people"].values()]
    sample.load(loaded)
    assert (deeds(loaded), account_deeds(loaded)) == before
    assert [person.password_hash for person in loaded.root["people"].values()] == hashes


def test_every_role_has_a_demo_account(loaded):
    roles = {
        role
        for name, _who in sample.accounts()
        for each in held(loaded, name)
        for role in each.roles
    }
    assert roles == set(loaded.office.borrow(Roles).roles)


@pytest.mark.parametrize(("name", "who"), sample.accounts(), ids=lambda each: str(each))
def test_a_demo_account_opens(loaded, name, who):
    assert accounts.sign_in(loaded, name, PASSWORD).person.id == name


def test_each_department_has_who_leads_examines_and_answers(loaded):
    for unit in directory.units(loaded.root, "department"):
        for role, number in (("leader", 2), ("head", 1), ("officer", 3), ("registry", 1)):
            assert len(directory.holders(loaded.root, role, unit.id, TODAY)) >= number, unit.id


def test_every_centre_has_clerks(loaded):
    for unit in directory.units(loaded.root, "service_centre"):
        assert len(directory.holders(loaded.root, "clerk", unit.id, TODAY)) >= 2


def test_the_committee_has_one_chair_three_vice_chairs_and_its_members(loaded):
    seats = directory.members(loaded.root, "ubnd-tinh", TODAY)
    assert [seat.person for seat in seats if seat.chairs] == ["quang.tran"]
    assert [seat.title.en for seat in seats].count("Vice-chair") == 3
    assert len(seats) == 15
    assert all(
        any(
            each.unit == "ubnd-tinh" and "member" in each.roles
            for each in held(loaded, seat.person)
        )
        for seat in seats
    )


def test_the_deputy_of_construction_acts_for_the_director(loaded):
    lent = [each for each in held(loaded, "tam.vo") if each.on_behalf_of]
    assert [(each.on_behalf_of, each.unit) for each in lent] == [("khoa.nguyen", "so-xay-dung")]


def test_elsewhere_it_is_refused():
    with (
        an_administration(**{"motcua.mode": "production"}) as acting,
        pytest.raises(OnlyForDevelopment),
    ):
        sample.load(acting)
