"""The end of a ballot: silences recorded, votes counted, told; reminders before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.ballots import conditions, history
from motcua.ballots.actions import (
    bring_to_session,
    close,
    recuse,
    remind,
    sign,
    start_ballot,
    withdraw,
)
from motcua.ballots.refusals import AlreadyBegun, CannotBegin, CannotClose, CannotRemind
from motcua.ballots.sheet import NotCountedYet, result_sheet
from motcua.cases.actions import available, perform
from motcua.cases.matter import matter_of
from motcua.deadlines.terms import read_term
from motcua.words import translate
from tests.make_ballots import LIMIT, VOTERS, a_ballot, answers, slip_of
from tests.make_consultations import MONDAY, a_case, later


def test_when_everybody_has_voted_the_worker_counts(committee):
    ballot = a_ballot(committee)
    for each in VOTERS:
        committee.vote(ballot, each, "agree", "disagree")
        assert ballot.is_open
    committee.work()
    assert ballot.is_closed
    assert [each.outcome for each in ballot.counts] == ["passed", "not_passed"]
    assert ballot.outcome == "not_passed"
    assert ballot.alarm is None
    assert committee.mails("closed") == [()]


def test_at_the_limit_silence_is_recorded_apart_and_never_becomes_a_vote(committee):
    ballot = a_ballot(committee)
    committee.vote(ballot, "chu", "agree_with_remarks", text="Cần rõ nguồn vốn.")
    committee.vote(ballot, "pho", "disagree")
    later(committee, LIMIT + timedelta(seconds=1))
    committee.work()
    count = ballot.count_of("1")
    assert (count.agree, count.agree_with_remarks, count.disagree) == (0, 1, 1)
    assert (count.tacit_agree, count.outcome) == (3, "passed")
    silent = slip_of(ballot, "tai")
    assert silent.state == "silent"
    assert not silent.answers
    assert silent.silence.ground == "NĐ 191/2026 Đ17.2"
    last = list(silent.journal)[-1]
    assert (last.deed, last.person) == ("silence recorded", "system")


def test_silence_may_count_against(committee):
    ballot = a_ballot(committee, template="mien_tru")
    for each in VOTERS[:3]:
        committee.vote(ballot, each, "agree")
    later(committee, LIMIT + timedelta(seconds=1))
    committee.work()
    count = ballot.count_of("1")
    assert (count.agree, count.tacit_against, count.outcome) == (3, 2, "not_passed")


def test_it_is_not_closed_while_members_have_time(committee):
    ballot = a_ballot(committee)
    with pytest.raises(CannotClose, match="Still waiting"):
        close(committee("minh"), ballot)
    for each in VOTERS[:-1]:
        committee.vote(ballot, each, "agree")
    recuse(committee("chinh"), slip_of(ballot, "chinh"), "Người nhà.", 0)
    close(committee("minh"), ballot)
    assert ballot.count_of("1").recused == 1
    assert ballot.ending.by == "minh"
    committee.work()
    with pytest.raises(CannotClose, match="ended already"):
        close(committee("minh"), ballot)
    with pytest.raises(CannotClose, match="ended already"):
        withdraw(committee("minh"), ballot, "Thôi.")


def test_after_the_limit_it_can_be_closed_before_the_worker_comes(committee):
    ballot = a_ballot(committee)
    later(committee, LIMIT + timedelta(seconds=1))
    close(committee("minh"), ballot)
    assert ballot.count_of("1").tacit_agree == 5
    committee.work()
    assert ballot.ending.by == "minh"


class TestWithdrawal:
    def test_it_needs_a_reason_and_ends_everything(self, committee):
        ballot = a_ballot(committee)
        with pytest.raises(CannotClose, match="why"):
            withdraw(committee("minh"), ballot, " ")
        withdraw(committee("minh"), ballot, "Dự thảo thay đổi.")
        assert ballot.state == "withdrawn"
        assert committee.mails("withdrawn") == [("chu", "pho", "tai", "giang", "chinh", "thay")]
        later(committee, LIMIT + timedelta(seconds=1))
        committee.work()
        assert not ballot.counts

    def test_a_case_that_leaves_withdraws_it(self, committee):
        case = a_case(committee)
        ballot = a_ballot(committee, case)
        perform(committee("minh"), case, "drop")
        assert ballot.state == "withdrawn"

    def test_a_case_that_leaves_after_the_limit_finds_it_counted(self, committee):
        case = a_case(committee)
        ballot = a_ballot(committee, case)
        later(committee, LIMIT + timedelta(seconds=1))
        perform(committee("minh"), case, "drop")
        assert ballot.is_closed


class TestReminders:
    def test_by_rule_one_day_before_and_by_hand_once_a_day(self, committee):
        ballot = a_ballot(committee)
        committee.vote(ballot, "chu", "agree")
        assert remind(committee("minh"), ballot) == 4
        with pytest.raises(CannotRemind, match="today already"):
            remind(committee("minh"), ballot)
        later(committee, LIMIT - timedelta(hours=20))
        committee.work()
        assert committee.mails("urged") == [VOTERS[1:]]
        assert committee.mails("reminder") == [VOTERS[1:]]

    def test_nobody_is_reminded_who_has_voted_or_when_it_is_over(self, committee):
        ballot = a_ballot(committee)
        for each in VOTERS:
            committee.vote(ballot, each, "agree")
        with pytest.raises(CannotRemind, match="Everybody"):
            remind(committee("minh"), ballot)
        later(committee, LIMIT + timedelta(seconds=1))
        with pytest.raises(CannotRemind, match="over"):
            remind(committee("minh"), ballot)


class TestBeginning:
    def test_not_twice_at_once(self, committee):
        case = a_case(committee)
        a_ballot(committee, case)
        with pytest.raises(AlreadyBegun):
            a_ballot(committee, case)

    def test_again_after_it_did_not_pass_as_the_next_round(self, committee):
        case = a_case(committee)
        first = a_ballot(committee, case)
        for each in VOTERS:
            committee.vote(first, each, "disagree")
        committee.work()
        second = a_ballot(committee, case)
        assert (second.round, first.sequel.what) == (2, "next_round")

    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            pytest.param({"matters": [" "]}, "nothing to vote", id="nothing"),
            pytest.param({"matters": [str(n) for n in range(21)]}, "At most", id="too much"),
            pytest.param({"matters": ["x" * 5001]}, "longer", id="too long"),
            pytest.param({"within": read_term("1 working day")}, "at least", id="too short"),
            pytest.param({"within": read_term("6 working days")}, "the most", id="too slow"),
        ],
    )
    def test_what_cannot_begin(self, committee, more, sentence):
        with pytest.raises(CannotBegin, match=sentence):
            a_ballot(committee, **more)

    def test_less_time_where_it_is_urgent_and_the_reason_is_said(self, committee):
        ballot = a_ballot(committee, within=read_term("1 working day"), urgent="Bão số 9.")
        assert ballot.urgent == "Bão số 9."

    def test_nobody_with_a_vote(self, committee):
        for seat in committee.root["committees"]["ubnd-tinh"].seats:
            seat.votes = False
        with pytest.raises(CannotBegin, match="Nobody"):
            a_ballot(committee)

    def test_no_limit(self, committee):
        from motcua.ballots import starting

        with pytest.raises(CannotBegin, match="no limit"):
            starting.limit(committee("minh"), None, "ubnd-tinh", None, "")


class TestConditions:
    def test_the_case_waits_and_goes_on_when_it_passed(self, committee):
        case = a_case(committee)
        offers = {each.action.id: each for each in available(committee("minh"), case)}
        assert "not been asked" in translate(offers["adopt"].reason, "en")
        ballot = a_ballot(committee, case)
        assert [
            each.list for each in committee.root.worklists.page(["waiting:person:minh"], 5).entries
        ]
        offers = {each.action.id: each for each in available(committee("minh"), case)}
        assert "of 5 members" in translate(offers["adopt"].reason, "en")
        for each in VOTERS[:2]:
            committee.vote(ballot, each, "agree")
        offers = {each.action.id: each for each in available(committee("minh"), case)}
        assert "Phạm Văn Tài" in translate(offers["adopt"].reason, "en")
        for each in VOTERS[2:]:
            committee.vote(ballot, each, "agree")
        offers = {each.action.id: each for each in available(committee("minh"), case)}
        assert "being counted" in translate(offers["adopt"].reason, "en")
        committee.work()
        assert not committee.root.worklists.page(["waiting:person:minh"], 5).entries
        perform(committee("minh"), case, "adopt")
        assert not history.problems(committee("minh"), case)

    def test_what_did_not_pass_is_brought_to_a_session(self, committee):
        case = a_case(committee)
        ballot = a_ballot(committee, case)
        with pytest.raises(CannotClose, match="Only"):
            bring_to_session(committee("minh"), ballot, "")
        for each in VOTERS:
            committee.vote(ballot, each, "disagree")
        committee.work()
        verdict = conditions.passed(matter_of(committee("minh"), case), committee("minh"))
        assert "Not passed" in translate(verdict.sentence, "en")
        bring_to_session(committee("minh"), ballot, "Chủ tịch quyết định.")
        with pytest.raises(CannotClose, match="decided already"):
            bring_to_session(committee("minh"), ballot, "")
        perform(committee("minh"), case, "session")


def test_the_sheet_tells_tacit_votes_apart(committee):
    ballot = a_ballot(committee)
    with pytest.raises(NotCountedYet):
        result_sheet(committee("minh"), ballot)
    committee.vote(ballot, "chu", "agree")
    committee.vote(ballot, "pho", "disagree", text="Chưa rõ nguồn vốn.")
    later(committee, LIMIT + timedelta(seconds=1))
    committee.work()
    told = result_sheet(committee("minh"), ballot, "en")
    assert "<td>1</td><td>Thông qua dự thảo</td><td>1</td><td>0</td><td>1</td>" in told
    assert "did not vote: counts as agreeing" in told
    assert "Lê Thị Phó: Chưa rõ nguồn vốn." in told
    assert "NĐ 191/2026" in told


def test_a_vote_writes_its_own_slip_and_never_the_ballot(tmp_path):
    """Two members vote through two connections in the same moment; neither is told to try again."""
    import transaction

    from motcua.storage import opening, substance
    from tests.make_ballots import Committee, a_database

    with a_database(tmp_path) as (office, database), substance.standing_in(substance.registry()):
        opening.transact(database, lambda root: a_ballot(Committee(office, root)) and None)
        sides = []
        for person in ("tai", "pho"):
            manager = transaction.TransactionManager(explicit=True)
            connection = database.open(manager)
            manager.begin()
            root = connection.root()["app_root"]
            key = next(iter(root.ballots.ballots))
            ballot = root.ballots.ballot(key)
            there = Committee(office, root)
            sign(there(person), slip_of(ballot, person), answers(ballot, "agree"), 0)
            sides.append((manager, connection))
        for manager, _connection in sides:
            manager.commit()
        for _manager, connection in sides:
            connection.close()

        def states(root):
            ballot = root.ballots.ballot(next(iter(root.ballots.ballots)))
            return [each.state for each in ballot.slips]

        assert opening.transact(database, states).count("signed") == 2


def test_started_needs_whoever_handles_the_case(committee):
    from motcua.acting import NotAllowed

    with pytest.raises(NotAllowed):
        start_ballot(committee("nga"), a_case(committee), "phieu", matters=["Một"])
    assert MONDAY < LIMIT
