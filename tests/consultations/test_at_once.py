"""Many at once: nothing is lost, nobody waits for another, little is written."""

from contextlib import contextmanager

import pytest
import transaction
from tests.make_consultations import MONDAY, Province, a_case, a_database, asked, says
from ZODB.POSException import ConflictError

from motcua.cases.actions import perform
from motcua.consultations.access import request_for
from motcua.consultations.actions import assign, claim, give_opinion, save_draft
from motcua.consultations.refusals import AlreadyAnswered, DraftChanged
from motcua.people.content import Person, Position, Unit
from motcua.storage import substance
from motcua.words import translate

MANY = 50


@contextmanager
def a_connection(office, database):
    """Give a province through a connection of its own, as each request of the web has."""
    manager = transaction.TransactionManager()
    connection = database.open(manager)
    manager.begin()
    try:
        yield Province(office, connection.root()["app_root"]), manager, connection
    finally:
        manager.abort()
        connection.close()


@pytest.fixture
def shared():
    """An office and a database, in which everything below is stored for good."""
    with a_database() as (office, database), substance.standing_in(substance.registry()):
        yield office, database


def ask_many(shared, bodies=MANY):
    """Ask fifty invented departments about one case; return the ids of the requests."""
    office, database = shared
    with a_connection(office, database) as (province, manager, _connection):
        names = [f"so-{number}" for number in range(bodies)]
        for number, name in enumerate(names):
            unit = Unit(name, names=(f"Sở {number}", ""), kind="department", rank=100 + number)
            province.root["units"].enter(unit)
            person = Person(f"p-{number}", name=f"Người {number}")
            province.root["people"].enter(person)
            position = Position(id=f"p-{number}.1", person=person.id, unit=name, roles=("officer",))
            province.root["people"].seat(person, position)
        case = a_case(province, papers=1)
        consultation = asked(province, case, "cong-an-tinh", *names)
        perform(province("minh"), case, "wait")
        manager.commit()
        transaction.abort()
        return case.key, [each.id for each in consultation.requests]


class TestFiftyAnswersAtOnce:
    def test_none_is_lost_and_none_is_in_the_way(self, shared):
        office, database = shared
        key, ids = ask_many(shared)
        people = ["an", *(f"p-{number}" for number in range(MANY))]
        conflicts = 0
        opened = [a_connection(office, database) for _id in ids]
        entered = [each.__enter__() for each in opened]
        for (province, _manager, _connection), id, person in zip(entered, ids, people, strict=True):
            request = request_for(province(person), id)
            give_opinion(province(person), request, says("agree_with_remarks", "Góp ý " * 30))
        for _province, manager, _connection in entered:
            try:
                manager.commit()
            except ConflictError:
                conflicts += 1
        for each in opened:
            each.__exit__(None, None, None)
        assert conflicts == 0
        with a_connection(office, database) as (province, manager, _connection):
            case = province.root.cases.shelf[key]
            assert not province.root.consultations.of_case(key)[0].completed_at
            province.work()
            assert province.root.consultations.of_case(key)[0].completed_at == MONDAY
            assert case.track.places[0][0] == "person:minh"
            answered = [
                request.opinion for request in province.root.consultations.of_case(key)[0].requests
            ]
            assert all(answered)
            manager.commit()


class TestTwoOfOneBody:
    def refused(self, shared, kind, first, second):
        """Let An and Bình act on one request from the same state; An is stored first.

        Bình's is tried again, as the web does it; return how it is refused then.
        """
        office, database = shared
        with a_connection(office, database) as (province, manager, _connection):
            id = asked(province).requests[0].id
            manager.commit()
            transaction.abort()
        with (
            a_connection(office, database) as (one, its_manager, _one),
            a_connection(office, database) as (two, other_manager, _two),
        ):
            first(one("an"), request_for(one("an"), id))
            second(two("binh"), request_for(two("binh"), id))
            its_manager.commit()
            with pytest.raises(ConflictError):
                other_manager.commit()
            other_manager.abort()
            with pytest.raises(kind) as caught:
                second(two("binh"), request_for(two("binh"), id))
            return caught.value

    def test_two_clicks_on_send_have_one_effect(self, shared):
        refusal = self.refused(
            shared,
            AlreadyAnswered,
            lambda acting, request: give_opinion(acting, request, says("agree")),
            lambda acting, request: give_opinion(acting, request, says("disagree", "x")),
        )
        assert translate(refusal.sentence, "vi") == (
            "Nguyễn Văn An đã gửi ý kiến của đơn vị bạn lúc 09:00 30/11/2026."
        )

    def test_two_drafts_come_back_both(self, shared):
        refusal = self.refused(
            shared,
            DraftChanged,
            lambda acting, request: save_draft(acting, request, says(text="Của An"), 0),
            lambda acting, request: save_draft(acting, request, says(text="Của Bình"), 0),
        )
        assert refusal.yours.text == "Của Bình"
        assert refusal.theirs.saved_by_name == "Nguyễn Văn An"


class TestHowMuchIsWritten:
    def measure(self, shared, act):
        office, database = shared
        _key, ids = ask_many(shared, 3)
        with a_connection(office, database) as (province, manager, _connection):
            request = request_for(province("an"), ids[0])
            act(province, request, manager)
            size = Sizes(database.storage)
            before = size.total()
            manager.commit()
            return size.total() - before

    def test_an_answer_writes_little(self, shared):
        def act(province, request, manager):
            assign(province("chinh"), request, "an")
            save_draft(province("an"), request, says(text="Nháp"), 0)
            manager.commit()
            manager.begin()
            reply = says("agree_with_remarks", "Đồng ý. " * 20, remarks=("Lưu ý lối vào",))
            give_opinion(province("an"), request, reply, 1)

        assert self.measure(shared, act) <= 4000

    def test_a_draft_writes_the_draft(self, shared):
        def act(province, request, manager):
            claim(province("an"), request)
            save_draft(province("an"), request, says(text="Nháp"), 0)
            manager.commit()
            manager.begin()
            save_draft(province("an"), request, says(text="Nháp " * 100), 1)

        assert self.measure(shared, act) <= 1500


class Sizes:
    """How many bytes the newest records of a storage have."""

    def __init__(self, storage):
        self.storage = storage

    def total(self):
        """Return the bytes of every record ever stored in the layer of changes."""
        changes = self.storage.changes
        return sum(
            len(data) for history in changes._data.values() for _tid, data in history.items()
        )
