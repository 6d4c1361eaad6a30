"""The ballots of a case that is over become one record, and are read and changed as before."""

from __future__ import annotations

import pickle

from motcua.ballots import history
from motcua.ballots.actions import announce
from motcua.ballots.content import CaseBallots
from motcua.ballots.putting_away import put_away
from motcua.cases.actions import perform
from tests.make_ballots import VOTERS, a_ballot, slip_of


def closed(committee, ballot):
    """Everybody agrees, and the case comes to an end."""
    for each in VOTERS:
        committee.vote(ballot, each, "agree")
    committee.work()
    perform(committee("minh"), ballot.case, "drop", {})


def test_all_of_it_becomes_one_record(committee):
    ballot = a_ballot(committee)
    key, slip, case = ballot.key, slip_of(ballot, "tai").key, ballot.case
    closed(committee, ballot)
    put_away(committee.root, case.key)
    register = committee.root.ballots
    together = register.by_case[case.key]
    assert together.is_bound
    again = CaseBallots.__new__(CaseBallots)
    again.__setstate__(together.__getstate__())
    assert [each.outcome for each in again.ballots] == ["passed"]
    found = register.ballot(key)
    assert (found.outcome, register.slip(slip).state) == ("passed", "signed")
    assert history.problems(committee("kien"), found.case) == []
    announce(committee("minh"), found, "Phiên họp tháng 12")
    assert register.ballot(key).announced.words == "Phiên họp tháng 12"
    assert not put_away(committee.root, b"no such!")
    assert pickle.dumps(together.__getstate__()[0])


def test_it_stays_apart_as_long_as_the_case_runs(committee):
    ballot = a_ballot(committee)
    put_away(committee.root, ballot.case.key)
    assert not committee.root.ballots.by_case[ballot.case.key].is_bound


def test_entries_that_point_at_the_things_themselves_become_places(committee):
    ballot = a_ballot(committee)
    register = committee.root.ballots
    slip = slip_of(ballot, "tai")
    register.ballots[ballot.key], register.slips[slip.key] = ballot, slip
    assert (register.ballot(ballot.key), register.slip(slip.key)) == (ballot, slip)
    register.place(ballot.case.key)
    assert isinstance(register.ballots[ballot.key], bytes)
    assert (register.ballot(ballot.key), register.slip(slip.key)) == (ballot, slip)
