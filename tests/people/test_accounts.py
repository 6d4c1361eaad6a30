from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.acting import Acting, NotAllowed
from motcua.people import accounts, actions, directory, sessions
from motcua.people.accounts import WrongPassword
from motcua.people.events import PasswordChanged, PersonDisabled
from motcua.people.passwords import Passwords, UnfitPassword
from tests.make_people import (
    MONDAY,
    PASSWORD,
    a_person,
    a_position,
    account_deeds,
    acting_as,
    said,
)


@pytest.fixture
def visitor(founding):
    return Acting(office=founding.office, root=founding.root, now=MONDAY, origin="203.0.113.7")


@pytest.fixture
def ha(founding):
    return a_person(founding, "ha.nguyen", password=PASSWORD)


@pytest.fixture
def administrator(founding):
    a_position(founding, "linh", "quan-tri-quy-trinh", "van-phong-ubnd-tinh")
    return acting_as(founding, "linh")


class TestSigningIn:
    def test_who_knows_the_password_gets_a_session(self, visitor, ha, root):
        answer = accounts.sign_in(visitor, "HA.Nguyen ", PASSWORD, browser="Firefox")
        session = sessions.find(root, answer.token)
        assert (answer.person, session.person, session.origin, session.browser) == (
            ha,
            "ha.nguyen",
            "203.0.113.7",
            "Firefox",
        )
        assert account_deeds(visitor)[-1] == ("ha.nguyen", "signed in")

    @pytest.mark.parametrize(
        ("account", "password", "named"),
        [
            pytest.param("ha.nguyen", "wrong", "ha.nguyen", id="a wrong password"),
            pytest.param("ha.nguyen2", PASSWORD, "", id="an unknown account"),
            pytest.param("no.password", "", "no.password", id="no password was ever set"),
        ],
    )
    def test_who_does_not_know_it_gets_one_and_the_same_sentence(
        self, visitor, ha, founding, account, password, named
    ):
        a_person(founding, "no.password")
        answer = accounts.sign_in(visitor, account, password)
        assert (answer.person, answer.token, str(answer.sentence)) == (
            None,
            "",
            "The account or the password is not right.",
        )
        assert (named, "sign-in failed") in account_deeds(visitor)

    def test_a_closed_account_is_told_only_to_who_knows_its_password(self, visitor, ha, founding):
        accounts.disable_person(founding, "ha.nguyen", "left")
        assert "closed" in accounts.sign_in(visitor, "ha.nguyen", PASSWORD).sentence
        assert "closed" not in accounts.sign_in(visitor, "ha.nguyen", "wrong").sentence

    def test_an_outdated_hash_is_renewed(self, visitor, ha, founding):
        before = ha.password_hash
        founding.office.lend(Passwords, Passwords(memory=128, rounds=1))
        accounts.sign_in(visitor, "ha.nguyen", PASSWORD)
        assert "m=128" in ha.password_hash
        assert ha.password_hash != before
        renewed = ha.password_hash
        accounts.sign_in(visitor, "ha.nguyen", PASSWORD)
        assert ha.password_hash == renewed


class TestClosing:
    def test_every_session_ends_at_once(self, administrator, visitor, ha, root):
        heard = []
        administrator.office.listen(PersonDisabled, lambda acting, event: heard.append(event))
        token = accounts.sign_in(visitor, "ha.nguyen", PASSWORD).token
        accounts.disable_person(administrator, "ha.nguyen", "left the service")
        assert sessions.find(root, token) is None
        assert heard == [PersonDisabled(ha)]
        assert ("ha.nguyen", "account closed") in account_deeds(visitor)

    def test_a_second_time_changes_nothing(self, administrator, ha):
        accounts.disable_person(administrator, "ha.nguyen", "left")
        since = ha.disabled_at
        accounts.disable_person(
            acting_as(administrator, "linh", MONDAY + timedelta(1)), "ha.nguyen", "left"
        )
        assert ha.disabled_at == since

    def test_an_account_is_opened_again(self, administrator, visitor, ha):
        accounts.enable_person(administrator, "ha.nguyen", "nothing to do")
        accounts.disable_person(administrator, "ha.nguyen", "left")
        accounts.enable_person(administrator, "ha.nguyen", "came back")
        assert accounts.sign_in(visitor, "ha.nguyen", PASSWORD).person is ha
        assert [deed for _of, deed in account_deeds(visitor)].count("account opened") == 1

    def test_nobody_closes_the_account_in_use(self, administrator):
        with pytest.raises(NotAllowed, match="Nobody closes"):
            accounts.disable_person(administrator, "linh", "by mistake")

    @pytest.mark.parametrize(
        "act",
        [
            pytest.param(lambda a: accounts.disable_person(a, "ha.nguyen", "x"), id="close"),
            pytest.param(lambda a: accounts.enable_person(a, "ha.nguyen", "x"), id="open"),
            pytest.param(lambda a: accounts.set_password(a, "ha.nguyen", PASSWORD), id="password"),
        ],
    )
    def test_only_an_administrator_does_it(self, ha, founding, act):
        a_position(founding, "hai")
        with pytest.raises(NotAllowed):
            act(acting_as(founding, "hai"))


class TestPasswords:
    def test_an_administrator_sets_one_and_the_person_is_signed_out(
        self, administrator, visitor, ha, root
    ):
        token = accounts.sign_in(visitor, "ha.nguyen", PASSWORD).token
        accounts.set_password(administrator, "ha.nguyen", "một hai ba bốn năm")
        assert sessions.find(root, token) is None
        assert accounts.sign_in(visitor, "ha.nguyen", "một hai ba bốn năm").person is ha

    def test_one_changes_ones_own_and_stays_signed_in_here_only(self, visitor, ha, founding, root):
        heard = []
        founding.office.listen(PasswordChanged, lambda acting, event: heard.append(event.person))
        tokens = [accounts.sign_in(visitor, "ha.nguyen", PASSWORD).token for _each in range(2)]
        here = sessions.find(root, tokens[0])
        accounts.change_password(
            acting_as(founding, "ha.nguyen"), PASSWORD, "một hai ba bốn năm", here.id
        )
        assert [sessions.find(root, each) for each in tokens] == [here, None]
        assert heard == [ha]
        assert ha.password_set_at == MONDAY

    def test_the_present_one_must_be_known(self, ha, founding):
        with pytest.raises(WrongPassword):
            accounts.change_password(acting_as(founding, "ha.nguyen"), "wrong", "một hai ba bốn")

    def test_a_bad_one_is_refused(self, ha, founding):
        with pytest.raises(UnfitPassword) as refused:
            accounts.change_password(acting_as(founding, "ha.nguyen"), PASSWORD, "short")
        assert said(refused.value, "vi") == "Mật khẩu này quá ngắn."
        assert directory.person(founding.root, "ha.nguyen").password_hash == ha.password_hash


class TestGivingAPassword:
    def test_it_lets_in_until_one_of_their_own_is_chosen(self, administrator, visitor, ha, root):
        given = accounts.give_password(administrator, "ha.nguyen")
        assert accounts.sign_in(visitor, "ha.nguyen", PASSWORD).person is None
        assert accounts.sign_in(visitor, "ha.nguyen", given).person is ha
        assert accounts.must_choose_password(ha)
        accounts.change_password(acting_as(administrator, "ha.nguyen"), given, "bảy con mèo trắng")
        assert not accounts.must_choose_password(ha)
        assert ("ha.nguyen", "password given") in account_deeds(visitor)

    def test_every_one_is_another(self, administrator, ha):
        given = {accounts.give_password(administrator, "ha.nguyen") for _time in range(3)}
        assert len(given) == 3
        assert {len(each) for each in given} == {19}

    def test_it_is_as_long_as_passwords_must_be(self):
        assert len(Passwords(64, 1, shortest=24).made_up()) == 29

    def test_after_its_time_it_lets_nobody_in(self, administrator, visitor, ha):
        given = accounts.give_password(administrator, "ha.nguyen")
        late = replace(visitor, now=MONDAY + timedelta(hours=72))
        answer = accounts.sign_in(late, "ha.nguyen", given)
        assert (answer.person, "short time" in answer.sentence) == (None, True)

    @pytest.mark.parametrize("person", ["linh", "no.account", "closed"])
    def test_not_to_oneself_and_not_without_an_open_account(self, administrator, founding, person):
        actions.add_person(founding, "no.account", name="Không Tài Khoản", account="")
        a_person(founding, "closed")
        accounts.disable_person(founding, "closed", "left")
        with pytest.raises((NotAllowed, accounts.NoAccount)):
            accounts.give_password(administrator, person)

    def test_only_who_keeps_people_does(self, founding, ha):
        a_position(founding, "tam", unit="so-xay-dung")
        with pytest.raises(NotAllowed):
            accounts.give_password(acting_as(founding, "tam"), "ha.nguyen")
