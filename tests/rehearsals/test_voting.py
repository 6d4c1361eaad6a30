"""Ballots and corrected opinions on the stage, and real ones played again."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from motcua.acting import system
from motcua.ballots.actions import sign, start_ballot
from motcua.ballots.content import Answer
from motcua.consultations.actions import correct_opinion
from motcua.consultations.content import Reply
from motcua.consultations.history import requests_of
from motcua.rehearsals.past import Period, past
from motcua.rehearsals.plays import Move, Start
from motcua.rehearsals.replay import replay
from motcua.words import translate
from tests.procedures.test_cap_giay_phep_xay_dung import CLERK, HEAD, OFFICER, WORKS
from tests.procedures.walk import Walk, moment
from tests.rehearsals.conftest import text_of

BALLOT = "thong-qua-bang-phieu"
PERMIT = "cap-giay-phep-xay-dung"
TEMPLATE = "phieu_thanh_vien"
BEGINS = datetime(2026, 11, 23, 9)


@pytest.fixture
def voting(rehearse):
    """A case at the step at which members vote, and the ballot has begun."""
    rehearsal = rehearse(text_of(BALLOT))
    rehearsal.file(Start(begins=BEGINS))
    for who, action in (("clerk", "receive"), ("head", "assign")):
        rehearsal.take(who, action)
    rehearsal.make(Move(who="assignee", asks=TEMPLATE))
    return rehearsal


def may_propose(rehearsal):
    return any(
        each.action.id == "propose" and each.enabled for each in rehearsal.offers("assignee")
    )


class TestABallot:
    def test_every_member_is_seen_waited_for(self, voting):
        asked = voting.standing().asked
        assert len(asked) > 3
        assert {each.outcome for each in asked} == {""}
        assert not may_propose(voting)

    def test_members_vote_one_by_one_or_all_that_are_left(self, voting):
        first = voting.standing().asked[0]
        assert voting.answer(first.unit, "disagree").why is None
        assert voting.standing().asked[0].outcome == "signed"
        assert voting.answer("các thành viên", "agree").why is None
        assert may_propose(voting)

    def test_who_has_voted_is_not_asked_again(self, voting):
        voting.answer("members", "agree")
        assert voting.answer(voting.standing().asked[0].unit, "agree").why is not None

    def test_silence_is_recorded_when_the_time_is_over(self, voting):
        voting.move_to(datetime(2026, 11, 30, 8))
        assert {each.meaning for each in voting.standing().asked} == {"agree"}
        assert may_propose(voting)

    def test_a_secret_one_is_not_rehearsed(self, rehearse):
        secret = "silence: not_counted\n    secret: yes"
        text = (
            text_of(BALLOT)
            .replace("silence: agree", secret)
            .replace("tie: chair", "tie: not_passed")
        )
        rehearsal = rehearse(text)
        rehearsal.file(Start(begins=BEGINS))
        for who, action in (("clerk", "receive"), ("head", "assign")):
            rehearsal.take(who, action)
        happened = rehearsal.make(Move(who="assignee", asks=TEMPLATE))
        assert "không chạy thử phiếu kín" in translate(happened.why.sentence, "vi").lower()


class TestWhatReallyHappened:
    """Real ballots and corrected opinions are played again."""

    @pytest.fixture
    def walk(self, office, database):
        walk = Walk(office, database, "23/11/2026 09:00")
        yield walk
        walk.close()

    def _replayed(self, walk, procedure, change=("", "")):
        acting = system(walk.office, walk.root, moment("07/12/2026 08:00"))
        winter = Period(date(2026, 11, 1), date(2026, 12, 5))
        text = text_of(procedure).replace(*change) if change[0] else text_of(procedure)
        walk.manager.commit()
        walk.manager.begin()
        return replay(acting, text, winter, 10)

    def test_a_ballot(self, office, database, walk, voting):
        names = [each.who for each in voting.happenings]
        walk.files(BALLOT, names[0], {"noi_dung_trinh": "Dự thảo"})
        walk.does(names[1], "receive")
        walk.does(names[2], "assign", officer=names[3])
        ballot = start_ballot(
            walk.person(names[3]), walk.case, TEMPLATE, matters=["Thông qua", "Giao việc"]
        )
        for number, slip in enumerate(ballot.slips):
            if slip.votes:
                choice = "disagree" if number == 0 else "agree"
                said = [Answer(each.id, choice, "Chưa đủ") for each in ballot.matters]
                sign(walk.person(slip.person), slip, said, slip.revision)
        [code] = [walk.case.code]
        found = self._replayed(walk, BALLOT)
        assert [each.code for each in found.compared] == [code]
        assert (found.different, found.unfaithful) == ([], [])

    def test_a_corrected_opinion(self, walk):
        walk.files(PERMIT, CLERK, WORKS)
        walk.does(CLERK, "receive")
        walk.does(CLERK, "transfer")
        walk.does(HEAD, "assign", officer=OFFICER)
        walk.asks(OFFICER, "chuyen_nganh", ["xa-hoa-binh"])
        walk.answers("rinh.danh", "disagree", "Chưa đủ nước chữa cháy")
        acting = walk.person("rinh.danh")
        [request] = list(requests_of(acting, walk.case))
        correct_opinion(acting, request, Reply("agree", ""), "Đã xem lại")
        moves = past(acting, walk.case).play.moves
        answers = [each for each in moves if each.answers]
        assert [each.answers for each in answers] == ["disagree", "agree"]
        assert answers[1].form == {"reason": "Đã xem lại"}
        found = self._replayed(walk, PERMIT)
        assert (len(found.compared), found.different, found.unfaithful) == (1, [], [])
