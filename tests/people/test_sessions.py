from dataclasses import replace
from datetime import timedelta

import pytest

from motcua import people
from motcua.acting import system
from motcua.people import actions, sessions
from motcua.people.content import Session, Sessions
from motcua.people.delegating import delegate, revoke_delegation
from motcua.people.directory import Nobody
from motcua.people.sessions import Limits
from motcua.storage.due import DueHandlers
from tests.make_people import MONDAY, TODAY, a_person, a_position, account_deeds, acting_as

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def ha(founding):
    a_person(founding, "ha")
    return acting_as(founding, "ha")


@pytest.mark.parametrize(
    ("began", "used", "deed", "counts"),
    [
        pytest.param(0 * MINUTE, 0 * MINUTE, 0 * MINUTE, True, id="just begun"),
        pytest.param(29 * MINUTE, 29 * MINUTE, 29 * MINUTE, True, id="idle, and not too long"),
        pytest.param(30 * MINUTE, 30 * MINUTE, 30 * MINUTE, False, id="idle for too long"),
        pytest.param(11 * HOUR, 29 * MINUTE, 11 * HOUR, True, id="read a moment ago"),
        pytest.param(11 * HOUR, 11 * HOUR, 29 * MINUTE, True, id="done something a moment ago"),
        pytest.param(12 * HOUR, 0 * MINUTE, 0 * MINUTE, False, id="a whole day, however busy"),
    ],
)
def test_how_long_a_session_counts(began, used, deed, counts):
    session = Session(began_at=MONDAY - began, last_deed_at=MONDAY - deed)
    assert Limits().allow(session, MONDAY - used, MONDAY) is counts


def test_limits_come_from_the_settings():
    limits = Limits.from_settings({"motcua.session_idle": "10", "motcua.session_absolute": "90"})
    assert limits == Limits(timedelta(minutes=10), timedelta(minutes=90))
    assert Limits.from_settings({}) == Limits(timedelta(minutes=30), timedelta(hours=12))


def test_the_token_itself_is_not_stored(ha, root):
    token = sessions.begin(ha, "ha")
    assert len(token) >= 43
    stored = list(root.sessions.by_digest.items())
    assert token not in repr(stored) + repr([vars(each) for _key, each in stored])
    assert sessions.find(root, token).person == "ha"
    assert sessions.find(root, token + "x") is None


def test_a_session_gets_another_token(ha, root):
    token = sessions.begin(ha, "ha")
    session = sessions.find(root, token)
    session.stale_token = True
    fresh = sessions.renew(root, token)
    assert sessions.find(root, token) is None
    assert sessions.find(root, fresh) is session
    assert not session.stale_token


def test_signing_out_ends_it(ha, root):
    token = sessions.begin(ha, "ha")
    sessions.end(ha, token)
    assert sessions.find(root, token) is None
    assert "ha" not in root.sessions.by_person
    assert account_deeds(ha)[-1] == ("ha", "signed out")


def test_ones_sessions_stand_newest_first(ha, root):
    for hours in (0, 2, 1):
        sessions.begin(replace(ha, now=MONDAY + hours * HOUR), "ha", browser=f"{hours}")
    assert [each.browser for each in sessions.of_person(root, "ha")] == ["2", "1", "0"]
    assert sessions.of_person(root, "an") == []


def test_what_a_browser_says_of_itself_is_cut(ha, root):
    sessions.begin(ha, "ha", browser="x" * 5000)
    assert len(sessions.of_person(root, "ha")[0].browser) == sessions.LONGEST_BROWSER


class TestRevoking:
    def test_one_ends_another_of_ones_own(self, ha, root):
        here, *there = [sessions.begin(ha, "ha") for _each in range(9)]
        for each in there:
            sessions.revoke(ha, sessions.find(root, each).id)
        assert [sessions.find(root, each) for each in there] == [None] * 8
        assert sessions.find(root, here) is not None
        assert account_deeds(ha)[-1] == ("ha", "session revoked")

    def test_nobody_ends_somebody_elses(self, ha, founding, root):
        a_person(founding, "an")
        others = sessions.begin(acting_as(founding, "an"), "an")
        with pytest.raises(Nobody, match="over already"):
            sessions.revoke(ha, sessions.find(root, others).id)
        assert sessions.find(root, others) is not None

    def test_all_others_end_together(self, ha, root):
        here, *others = [sessions.begin(ha, "ha") for _each in range(3)]
        kept = sessions.find(root, here).id
        assert sessions.revoke_all(ha, "ha", but=kept) == 2
        assert sessions.revoke_all(ha, "ha", but=kept) == 0
        assert [sessions.find(root, each) for each in others] == [None, None]
        assert [deed for _of, deed in account_deeds(ha)].count("sessions revoked") == 1


def test_deeds_are_taken_down_coarsely(ha, root):
    session = sessions.find(root, sessions.begin(ha, "ha"))
    sessions.touch(session, MONDAY + 4 * MINUTE)
    assert session.last_deed_at == MONDAY
    sessions.touch(session, MONDAY + 5 * MINUTE)
    assert session.last_deed_at == MONDAY + 5 * MINUTE


class TestForgetting:
    def test_next_night_the_worker_forgets_what_is_over(self, ha, root):
        sessions.begin(ha, "ha")
        sessions.begin(replace(ha, now=MONDAY + 10 * HOUR), "ha")
        night = MONDAY + 19 * HOUR
        (due,) = root.due_queue.due_now(night)
        assert root.due_queue.due_now(night - timedelta(seconds=1)) == []
        ha.office.borrow(DueHandlers).carry_out(system(ha.office, root, night), due)
        assert [each.began_at for each in sessions.of_person(root, "ha")] == [MONDAY + 10 * HOUR]

    def test_what_still_counts_stays(self, ha, root):
        sessions.begin(ha, "ha")
        assert sessions.forget_expired(replace(ha, now=MONDAY + 11 * HOUR)) == 0
        assert sessions.forget_expired(replace(ha, now=MONDAY + 12 * HOUR)) == 1


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(
            lambda a: actions.appoint(a, "tam", "so-khcn", "chuyen-vien", since=TODAY), id="appoint"
        ),
        pytest.param(lambda a: actions.end_position(a, "tam.1", TODAY), id="end"),
        pytest.param(lambda a: lend(a), id="delegate"),
        pytest.param(lambda a: revoke_delegation(a, "khoa.1.1"), id="revoke"),
        pytest.param(lambda a: actions.end_position(a, "khoa.1", TODAY), id="end what was lent"),
    ],
)
def test_whoever_gets_other_rights_gets_another_token(founding, root, act):
    a_position(founding, "khoa", "giam-doc")
    a_position(founding, "tam", "pho-giam-doc")
    lend(founding, days=30)
    token = sessions.begin(acting_as(founding, "tam"), "tam")
    act(founding)
    assert sessions.find(root, token).stale_token


def lend(acting, days=0):
    day = TODAY + timedelta(days=days)
    return delegate(acting, "khoa.1", "tam", since=day, until=day, reason="away", document="12/GUQ")


def test_a_root_of_before_gets_what_is_missing(root):
    kept = root.sessions
    people.found(root)
    assert root.sessions is kept
    del root.sessions
    people.found(root)
    assert isinstance(root.sessions, Sessions)
