"""Whoever is to act in another's place is told, and so is that other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from motcua import notifications
from motcua.acting import Acting, system
from motcua.people import accounts
from motcua.people.delegating import delegate, revoke_delegation
from motcua.storage.due import DueHandlers
from tests.make_people import MONDAY, TODAY, a_person, a_position, acting_as, an_administration

UNTIL = TODAY + timedelta(days=7)


@pytest.fixture
def head() -> Iterator[Acting]:
    """The head of an office who will be away; a colleague is there."""
    with an_administration() as acting:
        notifications.furnish(acting.office)
        for id, post in (("khoa", "giam-doc"), ("tam", "pho-giam-doc")):
            a_person(acting, id).email = f"{id}@example.invalid"
            a_position(acting, id, post)
        yield acting_as(acting, "khoa")


def lend(acting: Acting) -> str:
    """Let the colleague act; return the id of the delegation."""
    given = delegate(
        acting, "khoa.1", "tam", since=TODAY, until=UNTIL, reason="đi công tác", document="12/GUQ"
    )
    return given.id


def mails(acting: Acting) -> dict[str, str]:
    """Do what the worker does; return the mails as recipient and text."""
    worker = system(acting.office, acting.root, acting.now)
    for item in acting.root.due_queue.due_now(acting.now):
        acting.office.borrow(DueHandlers).carry_out(worker, item)
        acting.root.due_queue.done(item)
    return {each.recipient: each.body for each in acting.root.outbox.claim(acting.now)}


def test_both_are_told_from_when_to_when_and_where_to_end_it(head: Acting) -> None:
    lend(head)
    told = mails(head)
    assert sorted(told) == ["khoa@example.invalid", "tam@example.invalid"]
    assert "23/11/2026" in told["tam@example.invalid"]
    assert "30/11/2026" in told["tam@example.invalid"]
    assert "12/GUQ" in told["tam@example.invalid"]
    assert "/tai-khoan/uy-quyen" in told["tam@example.invalid"]


def test_both_are_told_when_it_is_over(head: Acting) -> None:
    id = lend(head)
    mails(head)
    revoke_delegation(head, id)
    assert "không còn xử lý" in mails(head)["tam@example.invalid"]


def test_a_closed_account_is_told_nothing(head: Acting) -> None:
    lend(head)
    accounts.disable_person(system(head.office, head.root, MONDAY), "tam", "nghỉ việc")
    assert list(mails(head)) == ["khoa@example.invalid"]
