"""Whatever members and the office do, in whatever order: nothing is lost or counted twice.

In words first:

1. the counts equal a recount by hand of everything that was said in time;
2. whoever signed stays signed, with the same answers, for ever;
3. no vote is taken after the end, whether the worker has come or not;
4. a silence is never an answer, and stands apart from the votes;
5. a ballot ends once, and then nobody is waited for;
6. the journals of all slips are whole, and the case vouches for them.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from motcua.acting import Refusal
from motcua.ballots import history
from motcua.ballots.actions import close, comment, recuse, remind, save_slip, sign, withdraw
from motcua.ballots.counting import CHOICES
from tests.make_ballots import LIMIT, VOTERS, a_ballot, a_committee, answers, slip_of
from tests.make_consultations import MONDAY, a_case

MEMBERS = st.sampled_from(VOTERS)
SAID = st.tuples(st.sampled_from(CHOICES), st.sampled_from(CHOICES))
TACIT = {"phieu": "tacit_agree", "phieu_kin": "silent", "mien_tru": "tacit_against"}


class Voting(RuleBasedStateMachine):
    """A ballot, and what ought to be true of it, kept by hand."""

    @initialize(template=st.sampled_from(sorted(TACIT)))
    def begin(self, template):
        self.folder = tempfile.TemporaryDirectory()
        self.making = a_committee(Path(self.folder.name))
        self.committee = self.making.__enter__()
        self.template = template
        self.case = a_case(self.committee)
        self.ballot = a_ballot(self.committee, self.case, template)
        self.said, self.out = {}, set()
        self.now, self.ended = MONDAY, ""

    def teardown(self):
        if hasattr(self, "making"):
            self.making.__exit__(None, None, None)
            self.folder.cleanup()

    def attempt(self, deed):
        try:
            deed()
        except Refusal:
            return False
        return True

    def may_vote(self, member):
        return (
            not self.ended
            and self.now <= LIMIT
            and member not in self.said
            and member not in self.out
        )

    @rule(member=MEMBERS, said=SAID, fresh=st.booleans())
    def vote(self, member, said, fresh):
        slip = slip_of(self.ballot, member)
        revision = slip.revision if fresh else slip.revision - 1
        filled = answers(self.ballot, *said, text="Vì thế.")
        done = self.attempt(lambda: sign(self.committee(member), slip, filled, revision))
        assert done == (fresh and self.may_vote(member))
        if done:
            self.said[member] = said

    @rule(member=MEMBERS, said=SAID)
    def save(self, member, said):
        slip = slip_of(self.ballot, member)
        filled = answers(self.ballot, *said)
        done = self.attempt(lambda: save_slip(self.committee(member), slip, filled, slip.revision))
        assert done == (self.may_vote(member) and self.template != "phieu_kin")

    @rule(member=MEMBERS)
    def stay_out(self, member):
        slip = slip_of(self.ballot, member)
        done = self.attempt(
            lambda: recuse(self.committee(member), slip, "Người nhà.", slip.revision)
        )
        assert done == self.may_vote(member)
        if done:
            self.out.add(member)

    @rule()
    def substitute(self):
        slip = slip_of(self.ballot, "thay")
        done = self.attempt(lambda: comment(self.committee("thay"), slip, "Góp ý.", slip.revision))
        assert done == (not self.ended and self.now <= LIMIT)

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)
        self.committee.now = self.now

    @rule()
    def worker(self):
        self.committee.work()
        if not self.ended and (self.now > LIMIT or self.everybody()):
            self.ended = "closed"

    def everybody(self):
        return self.said.keys() | self.out == set(VOTERS)

    @rule()
    def office_closes(self):
        done = self.attempt(lambda: close(self.committee("minh"), self.ballot))
        assert done == (not self.ended and (self.everybody() or self.now > LIMIT))
        if done:
            self.ended = "closed"

    @rule()
    def office_reminds(self):
        self.attempt(lambda: remind(self.committee("minh"), self.ballot))

    @precondition(lambda self: self.now > MONDAY + timedelta(hours=30))
    @rule()
    def office_withdraws(self):
        done = self.attempt(lambda: withdraw(self.committee("minh"), self.ballot, "Thôi."))
        assert done == (not self.ended)
        if done:
            self.ended = "withdrawn"

    @invariant()
    def the_end_is_the_end(self):
        if hasattr(self, "ballot"):
            assert self.ballot.state == (self.ended or "open")
            assert bool(self.ballot.counts) == (self.ended == "closed")

    @invariant()
    def what_is_signed_stays(self):
        if not hasattr(self, "ballot"):
            return
        for member, said in self.said.items():
            slip = slip_of(self.ballot, member)
            assert (slip.state, slip.silence) == ("signed", None)
            if self.template != "phieu_kin":
                assert tuple(each.choice for each in slip.answers) == said

    @invariant()
    def the_counts_equal_a_recount(self):
        if not hasattr(self, "ballot") or self.ended != "closed":
            return
        if self.ballot.outcome == "not_counted":
            assert self.template == "phieu_kin"
            assert len(self.said) < 3
            return
        silent = set(VOTERS) - self.said.keys() - self.out
        for place, count in enumerate(self.ballot.counts):
            wanted = Counter(said[place] for said in self.said.values())
            wanted[TACIT[self.template]] += len(silent)
            wanted["recused"] += len(self.out)
            told = {name: value for name, value in count._asdict().items() if value}
            for name in ("matter", "base", "outcome", "by_chair"):
                told.pop(name, None)
            assert told == +wanted

    @invariant()
    def the_journals_are_whole(self):
        if hasattr(self, "ballot"):
            assert not history.problems(self.committee("minh"), self.case)


TestVoting = Voting.TestCase
TestVoting.settings = settings(
    max_examples=25,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
