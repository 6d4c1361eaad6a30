"""What members and secretaries see, and what is closed to others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.acting import NotAllowed, NotHere
from motcua.ballots import access, firing, history
from motcua.ballots.access import holds
from motcua.ballots.actions import comment, recuse, start_ballot, withdraw
from motcua.ballots.desk import desk
from motcua.ballots.offers import openings
from motcua.ballots.session import session
from motcua.ballots.settings import BallotRules, read_rules
from motcua.ballots.sheet import result_sheet
from motcua.cases.access import Sight, sight
from motcua.sheets import WrongFile
from motcua.words import translate
from tests.make_ballots import LIMIT, VOTERS, a_ballot, slip_of
from tests.make_consultations import a_case, later


class TestTheDesk:
    def test_a_member_may_vote_a_substitute_may_comment(self, committee):
        ballot = a_ballot(committee)
        member = desk(committee("tai"), slip_of(ballot, "tai"))
        assert (member.can_vote, member.can_comment) == (True, False)
        assert translate(member.silence, "en").endswith("counts as agreeing")
        assert member.ground == "NĐ 191/2026 Đ17.2"
        other = desk(committee("thay"), slip_of(ballot, "thay"))
        assert (other.can_vote, other.can_comment) == (False, True)
        assert "no vote" in translate(other.silence, "en")

    def test_after_the_end_nothing_can_be_done_and_the_sums_are_there(self, committee):
        ballot = a_ballot(committee)
        later(committee, LIMIT + timedelta(seconds=1))
        assert not desk(committee("tai"), slip_of(ballot, "tai")).can_vote
        committee.work()
        shown = desk(committee("tai"), slip_of(ballot, "tai"))
        assert (shown.left, shown.tally[0].count.tacit_agree) == (None, 5)

    def test_sums_are_shown_while_it_is_open_only_where_the_rules_say_so(self, committee):
        case = a_case(committee)
        shown, hidden = (a_ballot(committee, case, name) for name in ("phieu", "mien_tru"))
        committee.vote(shown, "tai", "agree", "disagree")
        line = desk(committee("pho"), slip_of(shown, "pho")).tally[1]
        assert (line.count.disagree, line.in_favour) == (1, 0)
        assert desk(committee("pho"), slip_of(hidden, "pho")).tally == ()


class TestTheSession:
    def test_offers_follow_what_is_possible(self, committee):
        ballot = a_ballot(committee)

        def offered(person="minh"):
            told = session(committee(person), ballot).offers
            return {each.id: bool(each.reason) for each in told}

        assert offered() == {"nhac": False, "them-gio": False, "dong": True, "rut": False}
        assert offered("giang") == {}
        for each in VOTERS:
            committee.vote(ballot, each, "disagree")
        assert offered() == {"nhac": True, "them-gio": True, "dong": False, "rut": False}
        assert session(committee("minh"), ballot).is_live
        committee.work()
        assert offered() == {"phien-hop": False, "lan-sau": False}

    def said_to(self, committee, ballot, person):
        """Return what the screen says of each member who said something."""
        shown = session(committee(person), ballot)
        return {each.slip.person for each in shown.members if each.answers or each.comment}

    def test_where_sums_are_hidden_single_votes_are_too_until_the_end(self, committee):
        ballot = a_ballot(committee, template="mien_tru")
        committee.vote(ballot, "tai", "disagree")
        assert self.said_to(committee, ballot, "minh") == {"tai"}, "who holds it collects the slips"
        assert self.said_to(committee, ballot, "loan") == set()
        assert not session(committee("loan"), ballot).reads_votes
        later(committee, LIMIT + timedelta(seconds=1))
        committee.work()
        assert self.said_to(committee, ballot, "loan") == {"tai"}

    def test_whoever_holds_it_and_votes_does_not_read_the_others_before(self, committee):
        ballot = a_ballot(committee, template="mien_tru")
        committee.vote(ballot, "tai", "disagree")
        track = ballot.case.track
        track.assignee, track.assignee_unit = "giang", "ubnd-tinh"
        assert holds(committee("giang"), ballot)
        assert self.said_to(committee, ballot, "giang") == set()

    def test_where_sums_are_shown_they_are_read_as_they_come(self, committee):
        ballot = a_ballot(committee)
        committee.vote(ballot, "tai", "agree")
        assert self.said_to(committee, ballot, "loan") == {"tai"}

    def test_assistants_who_are_reminded_too_are_named(self, committee):
        shown = session(committee("minh"), a_ballot(committee))
        named = {each.slip.person: each.assistants for each in shown.members if each.assistants}
        assert named == {"chu": ("Vũ Thị Nga",)}

    def test_a_ballot_is_begun_by_whoever_holds_the_case_and_once(self, committee):
        case = a_case(committee)
        assert [each.template.id for each in openings(committee("minh"), case)] == [
            "phieu",
            "phieu_kin",
            "mien_tru",
        ]
        assert openings(committee("nga"), case) == []
        a_ballot(committee, case)
        assert [bool(each.reason) for each in openings(committee("minh"), case)] == [
            True,
            False,
            False,
        ]

    def test_the_sheet_tells_of_comments_recusals_and_ties(self, committee):
        ballot = a_ballot(committee, matters=["Một"])
        slip = slip_of(ballot, "thay")
        comment(committee("thay"), slip, "Nên rõ tiến độ.", 0)
        recuse(committee("chinh"), slip_of(ballot, "chinh"), "Người nhà.", 0)
        ballot.rules = ballot.rules._replace(recused_in_base=False)
        for person, choice in zip(
            VOTERS[:4], ("agree", "agree", "disagree", "disagree"), strict=True
        ):
            committee.vote(ballot, person, choice)
        committee.work()
        told = result_sheet(committee("minh"), ballot, "en")
        assert "Passed: in a tie, on the side of the chair" in told
        assert "Vũ Thị Thay *" in told
        assert "Hoàng Văn Chính: Người nhà." in told


class TestWhoSees:
    def test_a_slip_is_its_members_alone(self, committee):
        slip = slip_of(a_ballot(committee), "tai")
        assert access.slip_for(committee("tai"), slip.id) is slip
        with pytest.raises(NotAllowed):
            access.slip_for(committee("minh"), slip.id)
        for person, id in (("pho", slip.id), ("tai", "zz"), ("tai", "00")):
            with pytest.raises(NotHere):
                access.slip_for(committee(person), id)

    def test_a_ballot_is_open_to_readers_of_the_case(self, committee):
        ballot = a_ballot(committee)
        assert access.ballot_for(committee("kien"), ballot.id) is ballot
        with pytest.raises(NotAllowed):
            access.ballot_for(committee("tai"), ballot.id)
        with pytest.raises(NotHere):
            access.ballot_for(committee.system(), "00")
        from dataclasses import replace

        nobody = replace(committee("tai"), holdings=(), person="")
        with pytest.raises(NotHere):
            access.ballot_for(nobody, ballot.id)

    def test_members_see_where_the_case_stands_until_it_is_withdrawn(self, committee):
        ballot = a_ballot(committee)
        assert sight(committee("tai"), ballot.case) == Sight.STATUS
        withdraw(committee("minh"), ballot, "Thôi.")
        assert sight(committee("tai"), ballot.case) == Sight.NOTHING

    def test_members_read_the_papers_chosen_for_them(self, committee):
        case = a_case(committee)
        shown, other = (each.document.id for each in case.dossier.files[:2])
        ballot = a_ballot(committee, case, documents=[shown])
        slip = slip_of(ballot, "tai")
        assert access.document_for(committee("tai"), slip, shown).id == shown
        with pytest.raises(NotHere):
            access.document_for(committee("tai"), slip, other)
        withdraw(committee("minh"), ballot, "Thôi.")
        with pytest.raises(NotHere):
            access.document_for(committee("tai"), slip, shown)

    def test_a_step_that_opens_no_ballot_begins_none(self, committee):
        with pytest.raises(NotHere):
            start_ballot(committee("minh"), a_case(committee), "khac", matters=["Một"])


class TestSettings:
    def test_what_is_not_written_keeps_its_usual_value(self, tmp_path):
        assert read_rules(tmp_path / "none.yaml") == BallotRules()
        file = tmp_path / "ballots.yaml"
        file.write_text("quorum: 2/3\nmajority: votes\ntie: not_passed\ntally_shown: yes\n")
        rules = read_rules(file)
        assert (rules.quorum, rules.majority, rules.tie) == ("2/3", "votes", "not_passed")
        assert rules.tally_shown

    @pytest.mark.parametrize("line", ["quorum: most", "majority: 5/3", "tie: coin", "matters: 0"])
    def test_mistakes_are_told(self, tmp_path, line):
        file = tmp_path / "ballots.yaml"
        file.write_text(line + "\n")
        with pytest.raises(WrongFile):
            read_rules(file)


def test_alarms_that_no_longer_apply_do_nothing(committee):
    ballot = a_ballot(committee)
    for subject, rule in ((b"nothing!", "limit"), (ballot.key, "another"), (ballot.key, "limit")):
        firing.fire(committee.system(), subject, rule)
    firing.fire(committee.system(), ballot.key, ballot.alarm[1])
    firing.burn(committee.system(), ballot.key, "")
    assert ballot.is_open


def test_a_journal_that_was_changed_or_cut_is_found(committee):
    ballot = a_ballot(committee)
    committee.vote(ballot, "tai", "agree")
    history.anchor(committee("minh"), ballot.case)
    assert not history.problems(committee("minh"), ballot.case)
    slip = slip_of(ballot, "tai")
    whole, slip.journal = slip.journal, slip_of(ballot, "pho").journal
    assert history.problems(committee("minh"), ballot.case)
    slip.journal = whole
    ballot.slips = tuple(each for each in ballot.slips if each.person != "tai")
    assert history.problems(committee("minh"), ballot.case)
