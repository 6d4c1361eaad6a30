"""The secretary's agenda, more time, announcing, the next round; assistants who prepare slips."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from motcua.acting import NotHere
from motcua.ballots.access import ground, slip_for
from motcua.ballots.actions import (
    announce,
    bring_to_session,
    comment,
    extend,
    recuse,
    save_slip,
    sign,
    start_ballot,
)
from motcua.ballots.agenda import agenda
from motcua.ballots.desk import desk
from motcua.ballots.refusals import CannotAnnounce, CannotExtend, NotYourSlip
from motcua.ballots.rounds import last_counted, not_passed
from motcua.ballots.session import session
from motcua.cases.access import Sight
from motcua.cases.actions import perform
from motcua.deadlines.terms import read_term
from motcua.words import translate
from tests.make_ballots import LIMIT, VOTERS, a_ballot, answers, slip_of
from tests.make_consultations import MONDAY, a_case, later

NEXT = datetime(2026, 12, 7, 17, 0)
"""Two working days after the limit."""
TWO = read_term("2 working days")


def todo(committee, person="minh"):
    return [translate(each.to_do, "en") for each in agenda(committee(person)).items]


def counted(committee, *choices, template="phieu", **more):
    """A ballot in which everybody says the same, counted."""
    ballot = a_ballot(committee, template=template, **more)
    for each in VOTERS:
        committee.vote(ballot, each, *choices)
    committee.work()
    return ballot


class TestMoreTime:
    def test_the_limit_moves_and_whoever_has_not_voted_is_told(self, committee):
        ballot = a_ballot(committee)
        committee.vote(ballot, "tai", "agree")
        extend(committee("minh"), ballot, TWO, "Nhiều thành viên đi công tác")
        assert ballot.limit == NEXT
        (given,) = ballot.extensions
        assert (given.before, given.until, given.by) == (LIMIT, NEXT, "minh")
        (told,) = committee.mails("extended")
        assert "tai" not in told
        assert "thay" in told
        later(committee, LIMIT + timedelta(hours=1))
        committee.work()
        assert ballot.is_open
        committee.vote(ballot, "pho", "agree")
        later(committee, NEXT + timedelta(seconds=1))
        committee.work()
        assert ballot.is_closed

    def test_reminders_before_the_new_limit_are_sent_again(self, committee):
        ballot = a_ballot(committee)
        later(committee, datetime(2026, 12, 3, 9))
        committee.work()
        extend(committee("minh"), ballot, TWO, "Bận họp")
        later(committee, datetime(2026, 12, 7, 9))
        committee.work()
        assert len(committee.mails("reminder")) == 2

    @pytest.mark.parametrize(
        ("more", "reason", "said"),
        [
            pytest.param("2 working days", " ", "Say why", id="no reason"),
            pytest.param("0 working days", "x", "no more time", id="nothing"),
            pytest.param("6 working days", "x", "at most 5 working days", id="too much"),
        ],
    )
    def test_it_is_refused(self, committee, more, reason, said):
        ballot = a_ballot(committee)
        with pytest.raises(CannotExtend) as refusal:
            extend(committee("minh"), ballot, read_term(more), reason)
        assert said in translate(refusal.value.sentence, "en")
        assert ballot.limit == LIMIT

    def test_not_after_the_limit(self, committee):
        ballot = a_ballot(committee)
        later(committee, LIMIT + timedelta(seconds=1))
        with pytest.raises(CannotExtend):
            extend(committee("minh"), ballot, TWO, "Muộn")

    def test_a_member_does_not_extend(self, committee):
        ballot = a_ballot(committee)
        with pytest.raises(Exception, match="You do not ask"):
            extend(committee("tai"), ballot, TWO, "Bận")


class TestTheAgenda:
    def test_it_has_every_ballot_that_is_not_done_with(self, committee):
        open_one = a_ballot(committee)
        adopted = counted(committee, "agree")
        refused = counted(committee, "disagree")
        assert sorted(todo(committee)) == [
            "Members are voting.",
            "Say what becomes of it: a session, or another round.",
            "The result is to be announced.",
        ]
        item = next(each for each in agenda(committee("minh")).items if each.ballot is open_one)
        assert (item.asked, len(item.waiting), item.may_act) == (5, 5, True)
        announce(committee("minh"), adopted, "Phiên họp tháng 12")
        bring_to_session(committee("minh"), refused, "Họp")
        assert todo(committee) == ["Members are voting."]

    def test_what_is_over_is_to_be_closed(self, committee):
        a_ballot(committee)
        later(committee, LIMIT + timedelta(seconds=1))
        assert todo(committee) == ["To be closed and counted."]

    def test_what_brings_it_on_is_offered_where_it_stands(self, committee):
        ballot = a_ballot(committee)

        def acts(person="minh"):
            items = agenda(committee(person)).items
            return [act.id for item in items for act in item.acts if item.ballot is ballot]

        assert acts() == []
        for each in VOTERS:
            committee.vote(ballot, each, "disagree")
        assert acts() == ["dong"]
        assert acts("loan") == []
        committee.work()
        assert acts() == ["phien-hop", "lan-sau"]

    def test_it_is_read_a_page_at_a_time_by_the_unit_that_holds_it(self, committee):
        for _each in range(3):
            a_ballot(committee)
        first = agenda(committee("minh"), size=2)
        assert len(agenda(committee("minh"), first.next, size=2).items) == 1
        assert not agenda(committee("minh"), first.next, size=2).next
        assert agenda(committee("an")).items == ()
        assert len(agenda(committee("kien")).items) == 3


class TestAnnouncing:
    def test_who_did_it_and_where_stands_in_the_record(self, committee):
        ballot = counted(committee, "agree")
        announce(committee("minh"), ballot, "Phiên họp tháng 12/2026")
        assert ballot.announced is not None
        assert ballot.announced.words == "Phiên họp tháng 12/2026"
        assert list(ballot.case.journal)[-1].deed == "ballot announced"
        assert len(committee.mails("announced")[0]) == 6
        with pytest.raises(CannotAnnounce, match="took down already"):
            announce(committee("minh"), ballot, "Lần nữa")

    def test_what_did_not_pass_is_not_announced_and_words_are_needed(self, committee):
        with pytest.raises(CannotAnnounce, match="Only what was adopted"):
            announce(committee("minh"), counted(committee, "disagree"), "x")
        with pytest.raises(CannotAnnounce, match="Say at which session"):
            announce(committee("minh"), counted(committee, "agree"), " ")


class TestTheNextRound:
    def test_it_asks_again_about_what_did_not_pass_with_what_was_said(self, committee):
        first = counted(committee, "agree", "disagree")
        assert not_passed(first) == ["Giao Sở Xây dựng thực hiện"]
        assert last_counted(committee("minh"), first.case, "phieu") is first
        offers = {each.id: each.reason for each in session(committee("minh"), first).offers}
        assert offers["lan-sau"] == ""
        again = start_ballot(
            committee("minh"), first.case, "phieu", matters=list(not_passed(first))
        )
        assert (again.round, first.sequel.what) == (2, "next_round")
        (before,) = desk(committee("tai"), slip_of(again, "tai")).earlier
        assert before.ballot is first
        assert {each.text for each in before.remarks} == {"Vì chưa rõ."}
        assert [translate(said, "en") for _t, _c, said in before.counts] == [
            "Passed",
            "Not passed",
        ]

    def test_of_a_secret_round_only_the_sums_are_carried(self, committee):
        first = counted(committee, "disagree", template="phieu_kin", matters=["Bỏ phiếu kín"])
        comment(
            committee("thay"),
            slip_of(a_ballot(committee, first.case, "phieu_kin", matters=["Lại"]), "thay"),
            "Ý kiến của người dự thay",
            0,
        )
        second = committee.root.ballots.of_case(first.case.key)[-1]
        (before,) = desk(committee("tai"), slip_of(second, "tai")).earlier
        assert before.remarks == ()

    def test_not_where_the_case_has_moved_on(self, committee):
        first = counted(committee, "disagree")
        perform(committee("minh"), first.case, "session", {})
        offers = {each.id: each.reason for each in session(committee("minh"), first).offers}
        assert "step in which" in translate(offers["lan-sau"], "en")

    def test_a_substitutes_words_are_carried(self, committee):
        first = a_ballot(committee)
        comment(committee("thay"), slip_of(first, "thay"), "Cần làm rõ nguồn vốn", 0)
        for each in VOTERS:
            committee.vote(first, each, "disagree")
        committee.work()
        again = a_ballot(committee, first.case)
        (before,) = desk(committee("tai"), slip_of(again, "tai")).earlier
        assert "Cần làm rõ nguồn vốn" in {each.text for each in before.remarks}


class TestAssistants:
    """Nga assists the chair."""

    def test_she_sees_the_file_and_prepares_the_slip(self, committee):
        ballot = a_ballot(committee)
        slip = slip_of(ballot, "chu")
        nga = committee("nga")
        assert slip_for(nga, slip.id) is slip
        assert ground(nga, ballot.case) == Sight.STATUS
        assert desk(nga, slip).prepares
        save_slip(nga, slip, answers(ballot, "disagree", text="Chưa rõ"), slip.revision)
        assert slip.prepared_by_name == "Vũ Thị Nga"
        assert desk(committee("chu"), slip).prepared_by == "Vũ Thị Nga"
        assert list(slip.journal)[-1].deed == "slip prepared"
        sign(committee("chu"), slip, slip.answers, slip.revision)
        assert slip.state == "signed"

    def test_she_never_votes(self, committee):
        ballot = a_ballot(committee)
        slip = slip_of(ballot, "chu")
        with pytest.raises(NotYourSlip):
            sign(committee("nga"), slip, answers(ballot, "agree"), slip.revision)
        with pytest.raises(NotYourSlip):
            recuse(committee("nga"), slip, "Lợi ích", slip.revision)
        assert slip.state == "sent"

    def test_nothing_of_a_secret_slip_is_prepared(self, committee):
        ballot = a_ballot(committee, template="phieu_kin", matters=["Một"])
        slip = slip_of(ballot, "chu")
        with pytest.raises(NotYourSlip, match="by the member alone"):
            save_slip(committee("nga"), slip, answers(ballot, "agree"), slip.revision)
        assert [name for name, _due in slip.places] == ["person:chu:ballots"]

    def test_it_stands_in_her_list_until_it_is_signed(self, committee):
        ballot = a_ballot(committee)
        slip = slip_of(ballot, "chu")
        assert [name for name, _due in slip.places] == [
            "person:chu:ballots",
            "person:nga:ballots",
        ]
        committee.vote(ballot, "chu", "agree")
        assert slip.places == ()

    def test_whoever_assists_no_longer_sees_nothing(self, committee):
        ballot = a_ballot(committee)
        slip = slip_of(ballot, "chu")
        for seat in committee.root["committees"]["ubnd-tinh"].seats:
            seat.assistants = ()
        with pytest.raises(NotHere):
            slip_for(committee("dung"), slip.id)
        assert not desk(committee("nga"), slip).prepares
        assert ground(committee("nga"), a_case(committee)) == Sight.NOTHING

    def test_she_is_no_assistant_of_another_member(self, committee):
        ballot = a_ballot(committee)
        slip = slip_of(ballot, "tai")
        with pytest.raises(NotYourSlip):
            save_slip(committee("nga"), slip, answers(ballot, "agree"), slip.revision)
        assert MONDAY < LIMIT
