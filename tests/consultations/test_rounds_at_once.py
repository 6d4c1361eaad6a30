"""Two people in the same moment: an answer and a closing, two last answers, two closings."""

from __future__ import annotations

import pytest
import transaction
from tests.consultations.test_at_once import a_connection
from tests.make_consultations import a_case, a_database, says
from tests.make_rounds import HEAD, LAND, POLICE, SPEAKERS, a_round, request_to
from ZODB.POSException import ConflictError

from motcua.acting import Refusal
from motcua.cases.actions import MovedOn
from motcua.consultations.access import request_for
from motcua.consultations.actions import (
    ask_opinions,
    close_round,
    give_opinion,
    look_at_answers,
    record_nobody_needed,
    take_over,
    withdraw,
)
from motcua.consultations.inbox import look_list
from motcua.consultations.refusals import (
    AlreadyAnswered,
    CannotClose,
    CannotLook,
    CannotSpare,
    CannotTakeOver,
    NotOpen,
)
from motcua.storage import substance
from motcua.words import translate

WITHOUT = {"rules": "", "silence": "wait", "police": "", "land": "", "culture": ""}


@pytest.fixture
def shared():
    """An office and a database in which everything is stored for good."""
    with (
        a_database(HEAD % WITHOUT) as (office, database),
        substance.standing_in(substance.registry()),
    ):
        yield office, database


@pytest.fixture
def asked(shared) -> dict[str, str]:
    """Two bodies are asked; return the ids of their requests."""
    with a_connection(*shared) as (province, manager, _connection):
        sent = a_round(province, POLICE, LAND)
        manager.commit()
        transaction.abort()
        return {unit: request_to(sent, unit).id for unit in (POLICE, LAND)}


def found(province, id: str):
    return request_for(province("minh"), id)


def answers(province, asked: dict[str, str], unit: str) -> None:
    give_opinion(province(SPEAKERS[unit]), found(province, asked[unit]), says("agree", "Nhất trí"))


def in_turn(shared, first, second) -> Refusal | None:
    """Begin both at once, store the first, then the second, again if it was too late.

    Returns the refusal that the second met.
    """
    with a_connection(*shared) as (one, manager, _a), a_connection(*shared) as (other, late, _b):
        second_met: list[Refusal] = []

        def attempt() -> None:
            try:
                second(other)
            except Refusal as refusal:
                second_met.append(refusal)
                late.abort()

        attempt()
        first(one)
        manager.commit()
        try:
            late.commit()
        except ConflictError:
            late.abort()
            late.begin()
            attempt()
            late.commit()
        return second_met[-1] if second_met else None


class TestAnAnswerMeetsItsEnd:
    def test_the_round_is_closed_first(self, shared, asked):
        refusal = in_turn(
            shared,
            lambda p: close_round(p("minh"), found(p, asked[POLICE]).consultation, "Đã đủ"),
            lambda p: answers(p, asked, POLICE),
        )
        assert isinstance(refusal, NotOpen)
        assert "closed this round of opinions" in translate(refusal.sentence, "en")
        with a_connection(*shared) as (province, _manager, _connection):
            request = found(province, asked[POLICE])
            assert (request.state, request.opinions) == ("cut_off", ())

    def test_it_is_withdrawn_first(self, shared, asked):
        refusal = in_turn(
            shared,
            lambda p: withdraw(p("minh"), found(p, asked[POLICE]), "Không cần nữa"),
            lambda p: answers(p, asked, POLICE),
        )
        assert isinstance(refusal, NotOpen)
        assert "Không cần nữa" in translate(refusal.sentence, "en")

    def test_the_answer_is_there_first_and_stays(self, shared, asked):
        refusal = in_turn(
            shared,
            lambda p: answers(p, asked, POLICE),
            lambda p: close_round(p("minh"), found(p, asked[POLICE]).consultation, "Đã đủ"),
        )
        assert refusal is None
        with a_connection(*shared) as (province, _manager, _connection):
            request = found(province, asked[POLICE])
            assert (request.state, len(request.opinions)) == ("answered", 1)
            assert request.consultation.closing.cut_off == (LAND,)


def test_two_last_answers_at_once_send_the_asker_to_look_once(shared, asked):
    met = in_turn(shared, lambda p: answers(p, asked, POLICE), lambda p: answers(p, asked, LAND))
    assert met is None
    with a_connection(*shared) as (province, manager, _connection):
        assert province.root.worklists.count([look_list("minh")], most=9) == 0
        province.work()
        province.work()
        manager.commit()
        assert province.root.worklists.count([look_list("minh")], most=9) == 1


def test_two_who_close_it_at_once(shared, asked):
    def close(province) -> None:
        close_round(province("minh"), found(province, asked[POLICE]).consultation, "Đã đủ")

    assert isinstance(in_turn(shared, close, close), CannotClose)


def test_two_who_look_at_once(shared, asked):
    with a_connection(*shared) as (province, manager, _connection):
        for unit in (POLICE, LAND):
            answers(province, asked, unit)
        province.work()
        manager.commit()

    def look(province) -> None:
        look_at_answers(province("minh"), found(province, asked[POLICE]).consultation)

    assert isinstance(in_turn(shared, look, look), CannotLook)


class TestNobodyNeeded:
    @pytest.fixture
    def case(self, shared) -> bytes:
        """A case about which nobody is asked yet; its key."""
        with a_connection(*shared) as (province, manager, _connection):
            made = a_case(province, procedure="cac-dot")
            manager.commit()
            transaction.abort()
            return made.key

    def record(self, province, key: bytes) -> None:
        case = province.root.cases.shelf[key]
        record_nobody_needed(province("minh"), case, "bodies", "Đã có quy hoạch")

    def ask(self, province, key: bytes, seen: int | None) -> None:
        case = province.root.cases.shelf[key]
        asking = {"units": [LAND], "question": "Hỏi", "seen": seen}
        ask_opinions(province("minh"), case, "bodies", **asking)

    def seen(self, shared, key: bytes) -> int:
        with a_connection(*shared) as (province, _manager, _connection):
            return int(province.root.cases.shelf[key].track.revision)

    def told(self, shared, key: bytes) -> tuple[list[bool], int]:
        """Return which records hold, and how many sendings there are."""
        with a_connection(*shared) as (province, _manager, _connection):
            register = province.root.consultations
            holds = [each.holds for each in register.nobody_needed(key)]
            return holds, len(register.of_case(key))

    def test_it_is_recorded_first_and_whoever_asks_is_told(self, shared, case):
        seen = self.seen(shared, case)
        met = in_turn(shared, lambda p: self.record(p, case), lambda p: self.ask(p, case, seen))
        assert isinstance(met, MovedOn)
        assert self.told(shared, case) == ([True], 0)

    def test_somebody_is_asked_first_and_nothing_is_recorded(self, shared, case):
        met = in_turn(shared, lambda p: self.ask(p, case, None), lambda p: self.record(p, case))
        assert isinstance(met, CannotSpare)
        assert self.told(shared, case) == ([], 1)

    def test_two_who_record_it(self, shared, case):
        met = in_turn(shared, lambda p: self.record(p, case), lambda p: self.record(p, case))
        assert isinstance(met, CannotSpare)
        assert self.told(shared, case) == ([True], 0)


class TestTakenOverWhileTheBodyAnswers:
    @pytest.fixture
    def source(self, shared) -> bytes:
        """What the police said in an earlier case."""
        with a_connection(*shared) as (province, manager, _connection):
            request = request_to(a_round(province, POLICE, LAND), POLICE)
            give_opinion(province("an"), request, says("agree", "Khi ấy"))
            manager.commit()
            transaction.abort()
            return request.key

    def take(self, province, asked: dict[str, str], source: bytes) -> None:
        request = found(province, asked[POLICE])
        given = province.root.consultations.request(source)
        case, taking = request.consultation.case, {"version": 1, "reason": "Cùng thửa đất"}
        take_over(province("minh"), case, "bodies", given, **taking)

    def test_the_answer_is_first_and_stands(self, shared, asked, source):
        met = in_turn(
            shared,
            lambda p: answers(p, asked, POLICE),
            lambda p: self.take(p, asked, source),
        )
        assert isinstance(met, CannotTakeOver)
        self.assert_one(shared, asked, taken=False)

    def test_it_is_taken_over_first_and_the_body_is_told(self, shared, asked, source):
        met = in_turn(
            shared,
            lambda p: self.take(p, asked, source),
            lambda p: answers(p, asked, POLICE),
        )
        assert isinstance(met, AlreadyAnswered)
        self.assert_one(shared, asked, taken=True)

    def assert_one(self, shared, asked: dict[str, str], taken: bool) -> None:
        with a_connection(*shared) as (province, _manager, _connection):
            opinions = found(province, asked[POLICE]).opinions
            assert [each.taken is not None for each in opinions] == [taken]
