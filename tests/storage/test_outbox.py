"""The outbox: each message once, again after a failure, given up after two days."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.storage.content import Desk, Message, Outbox
from motcua.storage.posting import CLAIM, KEPT, WAITS, id_of, wait
from tests.make import MONDAY

MINUTE = timedelta(minutes=1)


@pytest.fixture(params=[False, True], ids=["on the desk", "filed away"])
def filing(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def outbox(filing: bool) -> Outbox:
    outbox = Outbox(Desk())
    if filing:
        put, plan = outbox.put, outbox._plan

        def filed(work: Any) -> Any:
            def do(*arguments: Any) -> Any:
                result = work(*arguments)
                outbox.desk.file_away()
                return result

            return do

        outbox.put, outbox._plan = filed(put), filed(plan)  # type: ignore[method-assign]
    return outbox


def a_message(**facts: Any) -> Message:
    told = {"recipient": "an@example.vn", "subject": "Hồ sơ", "body": "Đã tiếp nhận", **facts}
    return Message(**{"case": b"case0001", "about": "filed", **told})


def claimed(outbox: Outbox, at: datetime) -> list[str]:
    return [each.about for each in outbox.claim(at)]


class TestOnce:
    @pytest.mark.parametrize(
        "other",
        [
            {"recipient": "binh@example.vn"},
            {"case": b"case0002"},
            {"about": "moved"},
            {"kind": "sms"},
        ],
        ids=["recipient", "case", "event", "channel"],
    )
    def test_one_for_each_case_event_recipient_and_channel(
        self, outbox: Outbox, other: dict[str, Any]
    ) -> None:
        assert outbox.put(a_message(), MONDAY)
        assert not outbox.put(a_message(subject="Hồ sơ, lần nữa"), MONDAY)
        assert outbox.put(a_message(**other), MONDAY)

    def test_an_address_is_the_same_in_capitals(self) -> None:
        assert id_of("mail", "An@Example.vn", "1", "x") == id_of("mail", "an@example.vn", "1", "x")


class TestSending:
    def test_who_claims_a_message_has_it_alone_for_a_while(self, outbox: Outbox) -> None:
        outbox.put(a_message(), MONDAY)
        assert claimed(outbox, MONDAY) == ["filed"]
        assert claimed(outbox, MONDAY) == []
        assert claimed(outbox, MONDAY + CLAIM) == ["filed"]

    def test_the_oldest_go_first_and_not_all_at_once(self, outbox: Outbox) -> None:
        for number in range(5):
            outbox.put(a_message(about=f"event {number}"), MONDAY + number * MINUTE)
        first = [each.about for each in outbox.claim(MONDAY + 10 * MINUTE, most=3)]
        assert first == ["event 0", "event 1", "event 2"]

    def test_what_was_sent_is_remembered_without_its_text(self, outbox: Outbox) -> None:
        outbox.put(a_message(), MONDAY)
        [message] = outbox.claim(MONDAY)
        outbox.sent(message, MONDAY + MINUTE)
        assert (message.body, message.sent_at) == ("", MONDAY + MINUTE)
        assert claimed(outbox, MONDAY + timedelta(days=2)) == []
        assert not outbox.put(a_message(), MONDAY)

    def test_long_after_it_is_forgotten(self, outbox: Outbox) -> None:
        outbox.put(a_message(), MONDAY)
        [message] = outbox.claim(MONDAY)
        outbox.sent(message, MONDAY)
        assert outbox.forget(MONDAY + KEPT) == 0
        assert outbox.forget(MONDAY + KEPT + MINUTE) == 1
        assert outbox.get(message.case, message.id) is None
        assert outbox.put(a_message(), MONDAY + KEPT)


class TestFailing:
    def test_it_is_tried_again_later_and_later(self, outbox: Outbox) -> None:
        outbox.put(a_message(), MONDAY)
        at = MONDAY
        for minutes in WAITS:
            [message] = outbox.claim(at)
            outbox.failed(message, at, "the server does not answer")
            assert claimed(outbox, at + (minutes - 1) * MINUTE) == []
            at += minutes * MINUTE
        [message] = outbox.claim(at)
        outbox.failed(message, at, "the server does not answer")
        assert message.next_at is None
        assert claimed(outbox, at + timedelta(days=365)) == []
        assert list(outbox.stuck.values()) == [message]

    def test_after_so_many_attempts_it_is_given_up(self) -> None:
        assert wait(len(WAITS)) is not None
        assert wait(len(WAITS) + 1) is None

    def test_it_is_shown_as_stuck_with_its_error_until_it_succeeds(self, outbox: Outbox) -> None:
        outbox.put(a_message(), MONDAY)
        [message] = outbox.claim(MONDAY)
        outbox.failed(message, MONDAY, "no such mailbox")
        assert [(each.error, each.attempts) for each in outbox.stuck.values()] == [
            ("no such mailbox", 1)
        ]
        [message] = outbox.claim(MONDAY + MINUTE)
        outbox.sent(message, MONDAY + MINUTE)
        assert not outbox.stuck
        assert message.error == ""

    def test_somebody_may_have_it_tried_at_once(self, outbox: Outbox) -> None:
        outbox.put(a_message(), MONDAY)
        [message] = outbox.claim(MONDAY)
        outbox.failed(message, MONDAY, "no")
        outbox.put_again(message, MONDAY)
        assert claimed(outbox, MONDAY) == ["filed"]
        assert message.attempts == 0

    def test_or_dropped(self, outbox: Outbox) -> None:
        outbox.put(a_message(), MONDAY)
        [message] = outbox.claim(MONDAY)
        outbox.failed(message, MONDAY, "no")
        outbox.drop(message, MONDAY)
        assert message.dropped
        assert not outbox.stuck
        assert claimed(outbox, MONDAY + timedelta(days=2)) == []
