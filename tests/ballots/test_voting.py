"""Members vote, each on a slip of their own, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.ballots.actions import comment, recuse, save_slip, sign
from motcua.ballots.content import Answer
from motcua.ballots.inbox import slip_list
from motcua.ballots.refusals import (
    AlreadySigned,
    CannotVote,
    NotYourSlip,
    SlipChanged,
    VoteClosed,
)
from motcua.journal import verify
from tests.make_ballots import LIMIT, VOTERS, a_ballot, answers, slip_of
from tests.make_consultations import later


def entries(committee, person):
    return committee.root.worklists.page([slip_list(person)], 10).entries


def test_everybody_gets_a_slip_of_their_own_the_chair_first(committee):
    ballot = a_ballot(committee)
    assert [each.person for each in ballot.slips] == [
        "chu",
        "pho",
        "tai",
        "giang",
        "chinh",
        "thay",
    ]
    assert [each.person for each in ballot.voters] == list(VOTERS)
    assert ballot.limit == LIMIT
    assert [len(entries(committee, each)) for each in VOTERS] == [1] * 5


def test_a_signed_slip_leaves_the_list_and_is_locked(committee):
    ballot = a_ballot(committee)
    committee.vote(ballot, "tai", "agree", "disagree")
    slip = slip_of(ballot, "tai")
    assert [each.choice for each in slip.answers] == ["agree", "disagree"]
    assert not entries(committee, "tai")
    with pytest.raises(AlreadySigned, match="signed already"):
        sign(committee("tai"), slip, answers(ballot, "disagree", text="x"), slip.revision)
    with pytest.raises(AlreadySigned):
        save_slip(committee("tai"), slip, answers(ballot, "abstain"), slip.revision)
    assert [each.choice for each in slip.answers] == ["agree", "disagree"]
    assert not list(verify(slip.journal, slip.id))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        pytest.param((Answer("1", "agree"),), "not answered yet", id="a matter is left out"),
        pytest.param(
            (Answer("1", "agree"), Answer("2", "perhaps")), "not answered yet", id="no choice"
        ),
        pytest.param(
            (Answer("1", "agree"), Answer("2", "disagree", "  ")),
            "the reason is missing",
            id="a no without its reason",
        ),
        pytest.param(
            (Answer("1", "agree"), Answer("2", "agree", "x" * 5001)), "longer than", id="a book"
        ),
    ],
)
def test_what_cannot_be_signed(committee, said, sentence):
    ballot = a_ballot(committee)
    slip = slip_of(ballot, "tai")
    with pytest.raises(CannotVote, match=sentence):
        sign(committee("tai"), slip, said, 0)
    assert slip.state == "sent"


def test_a_vote_at_the_limit_is_in_time_and_one_after_it_is_refused(committee):
    ballot = a_ballot(committee)
    later(committee, LIMIT)
    committee.vote(ballot, "tai", "agree")
    later(committee, LIMIT + timedelta(seconds=1))
    with pytest.raises(VoteClosed, match="ended at"):
        committee.vote(ballot, "pho", "agree")
    committee.work()
    with pytest.raises(VoteClosed, match="closed at"):
        committee.vote(ballot, "pho", "agree")


def test_nobody_votes_for_somebody_else(committee):
    slip = slip_of(a_ballot(committee), "tai")
    with pytest.raises(NotYourSlip, match="slip of"):
        sign(committee("pho"), slip, answers(slip.ballot, "agree"), 0)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"until": date(2026, 11, 29)}, id="the seat has ended"),
        pytest.param({"votes": False}, id="the vote was taken away"),
    ],
)
def test_who_no_longer_sits_there_with_a_vote_is_refused(committee, change):
    ballot = a_ballot(committee)
    seat = committee.root["committees"]["ubnd-tinh"].seats[2]
    seat.__dict__.update(change)
    with pytest.raises(NotYourSlip, match="no longer"):
        committee.vote(ballot, "tai", "agree")


def test_two_devices_of_one_member_lose_nothing(committee):
    ballot = a_ballot(committee)
    slip = slip_of(ballot, "tai")
    save_slip(committee("tai"), slip, answers(ballot, "agree"), 0)
    with pytest.raises(SlipChanged) as caught:
        sign(committee("tai"), slip, answers(ballot, "abstain"), 0)
    assert [each.choice for each in caught.value.theirs] == ["agree", "agree"]
    assert [each.choice for each in caught.value.yours] == ["abstain", "abstain"]
    sign(committee("tai"), slip, answers(ballot, "abstain"), 1)
    assert slip.state == "signed"


class TestRecusal:
    def test_it_needs_a_reason_and_is_final(self, committee):
        slip = slip_of(a_ballot(committee), "tai")
        with pytest.raises(CannotVote, match="why"):
            recuse(committee("tai"), slip, " ", 0)
        recuse(committee("tai"), slip, "Em ruột là nhà đầu tư.", 0)
        assert (slip.state, slip.reason) == ("recused", "Em ruột là nhà đầu tư.")
        with pytest.raises(AlreadySigned, match="no part"):
            sign(committee("tai"), slip, answers(slip.ballot, "agree"), slip.revision)

    def test_a_substitute_has_nothing_to_stay_away_from(self, committee):
        slip = slip_of(a_ballot(committee), "thay")
        with pytest.raises(CannotVote, match="no vote"):
            recuse(committee("thay"), slip, "Vì thế.", 0)


class TestSubstitute:
    def test_may_comment_more_than_once_and_has_no_vote(self, committee):
        slip = slip_of(a_ballot(committee), "thay")
        comment(committee("thay"), slip, "Nên bổ sung tiến độ.", 0)
        comment(committee("thay"), slip, "Và nguồn vốn.", 1)
        assert (slip.state, slip.comment) == ("commented", "Và nguồn vốn.")
        with pytest.raises(CannotVote, match="no vote"):
            sign(committee("thay"), slip, answers(slip.ballot, "agree"), 2)

    def test_must_write_something(self, committee):
        slip = slip_of(a_ballot(committee), "thay")
        with pytest.raises(CannotVote, match="Nothing"):
            comment(committee("thay"), slip, "  ", 0)

    def test_a_member_with_a_vote_uses_the_slip(self, committee):
        slip = slip_of(a_ballot(committee), "tai")
        with pytest.raises(CannotVote, match="slip"):
            comment(committee("tai"), slip, "Ý kiến", 0)


def test_a_vote_on_a_withdrawn_ballot_is_refused(committee):
    from motcua.ballots.actions import withdraw

    ballot = a_ballot(committee)
    withdraw(committee("minh"), ballot, "Dự thảo thay đổi.")
    with pytest.raises(VoteClosed, match="withdrawn"):
        committee.vote(ballot, "tai", "agree")
    assert not entries(committee, "tai")
    assert ballot.ending.reason == "Dự thảo thay đổi."
