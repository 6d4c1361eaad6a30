"""Access tokens of programs: made, found, ended; with no right of their own."""

from datetime import timedelta

import pytest

from motcua.people import accounts, tokens
from motcua.people.directory import Nobody
from motcua.people.tokens import CannotMakeToken, Validity
from tests.make_people import MONDAY, PASSWORD, TODAY, a_person, account_deeds, acting_as

DAY = timedelta(days=1)


@pytest.fixture
def ha(founding):
    a_person(founding, "ha", password=PASSWORD)
    return acting_as(founding, "ha")


def made(acting, **facts):
    return tokens.make(acting, **{"name": "Phần mềm văn bản", "until": TODAY + 30 * DAY, **facts})


def test_a_token_is_found_and_stored_nowhere(ha, root):
    token = made(ha, writes=True)
    assert len(token) >= 50
    stored = list(root.access_tokens.by_digest.items())
    assert token not in repr(stored) + repr([vars(each) for _key, each in stored])
    found = tokens.find(root, token, TODAY)
    assert (found.person, found.writes, found.name) == ("ha", True, "Phần mềm văn bản")
    assert account_deeds(ha)[-1] == ("ha", "token made")


@pytest.mark.parametrize("shown", ["", "motcua_", "motcua_" + "x" * 43, "Bearer", "\ud800"])
def test_what_is_no_token_finds_nothing(ha, root, shown):
    made(ha)
    assert tokens.find(root, shown, TODAY) is None


def test_a_token_counts_until_the_end_of_its_last_day(ha, root):
    token = made(ha, until=TODAY + DAY)
    assert tokens.find(root, token, TODAY + DAY)
    assert tokens.find(root, token, TODAY + 2 * DAY) is None


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"name": " "}, id="without a name"),
        pytest.param({"name": "x" * 101}, id="with too long a name"),
        pytest.param({"until": TODAY - DAY}, id="over already"),
        pytest.param({"until": TODAY + 366 * DAY}, id="for too long"),
    ],
)
def test_what_is_not_made(ha, root, facts):
    with pytest.raises(CannotMakeToken):
        made(ha, **facts)
    assert tokens.of_person(root, "ha") == []


def test_there_are_not_more_than_the_settings_say(ha):
    most = ha.office.borrow(Validity).most
    for _each in range(most):
        made(ha)
    with pytest.raises(CannotMakeToken):
        made(ha)


def test_the_settings_say_for_how_long():
    known = Validity.from_settings({"motcua.token_longest": "7", "motcua.tokens_most": "2"})
    assert known == Validity(timedelta(days=7), 2)
    assert Validity.from_settings({}) == Validity()


def test_its_owner_ends_it_and_nobody_else(ha, root, founding):
    token = made(ha)
    [found] = tokens.of_person(root, "ha")
    a_person(founding, "an", "Đỗ An")
    with pytest.raises(Nobody):
        tokens.revoke(acting_as(founding, "an"), found.id)
    tokens.revoke(ha, found.id)
    assert tokens.find(root, token, TODAY) is None
    assert account_deeds(ha)[-1] == ("ha", "token revoked")
    with pytest.raises(Nobody):
        tokens.revoke(ha, found.id)


def test_the_day_of_its_last_deed_is_written_once_a_day(ha, root):
    made(ha)
    [found] = tokens.of_person(root, "ha")
    tokens.touch(found, MONDAY)
    assert found.last_deed_on == TODAY
    found._p_changed = False
    tokens.touch(found, MONDAY + timedelta(hours=3))
    assert not found._p_changed


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(lambda a: accounts.disable_person(a, "ha", "Nghỉ hưu"), id="closed account"),
        pytest.param(lambda a: accounts.give_password(a, "ha"), id="given password"),
        pytest.param(lambda a: accounts.set_password(a, "ha", PASSWORD), id="set password"),
    ],
)
def test_they_end_with(ha, root, founding, deed):
    root["people"]["ha"].account = "ha.nguyen.76"
    token = made(ha)
    deed(founding)
    assert tokens.find(root, token, TODAY) is None
    assert ("ha", "tokens revoked") in account_deeds(ha)


def test_who_has_yet_to_choose_a_password_makes_none(ha, root, founding):
    root["people"]["ha"].account = "ha.nguyen.76"
    accounts.give_password(founding, "ha")
    with pytest.raises(CannotMakeToken):
        made(ha)
