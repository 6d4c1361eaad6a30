"""The daily mail tells of ballots: results, slips that wait, and what the secretary holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from motcua import notifications
from motcua.ballots.actions import announce, extend, remind, withdraw
from motcua.deadlines.terms import read_term
from motcua.people.mailing import DAILY, prefer_mails
from motcua.storage import lists
from motcua.storage.content import Message
from tests.make_ballots import LIMIT, VOTERS, Committee, a_ballot, a_committee, slip_of
from tests.make_consultations import later

TUESDAY = datetime(2026, 12, 1, 7, 0)
DAY = timedelta(days=1)
DAILY_READERS = ("minh", "chu", "nga", "tai")
"""The secretary, the chair, the chair's assistant, and a member."""


@pytest.fixture
def committee(tmp_path) -> Iterator[Committee]:
    with a_committee(tmp_path) as made:
        notifications.furnish(made.office)
        notifications.found(made.root)
        made.office.settings["motcua.address"] = "https://motcua.example.vn/"
        for each in DAILY_READERS:
            prefer_mails(made(each), DAILY)
        yield made


def mails(committee: Committee, person: str, now: datetime | None = None) -> list[Message]:
    if now is not None:
        later(committee, now)
    committee.work()
    outbox = committee.root.outbox
    every = [message for _key, message in lists.first(outbox.desk, outbox.ALL, 500)]
    return [each for each in every if each.recipient == f"{person}@longgiang.example"]


def digests(committee: Committee, person: str, now: datetime | None = None) -> list[str]:
    found = mails(committee, person, now)
    daily = [each for each in found if each.about.startswith("digest/")]
    return [each.body for each in sorted(daily, key=lambda each: each.about)]


def abouts(found: list[Message]) -> list[str]:
    return [each.about.split("/")[0] for each in found]


def test_a_slip_comes_at_once_and_stands_in_every_mail_until_it_is_signed(committee):
    ballot = a_ballot(committee)
    assert abouts(mails(committee, "tai")) == ["ballot_asked"]
    [body] = digests(committee, "tai", TUESDAY)
    assert "Phiếu chờ đồng chí cho ý kiến:\n1. Thông qua dự thảo" in body
    assert f"https://motcua.example.vn/phieu/{slip_of(ballot, 'tai').id}" in body
    assert "17:00 03/12/2026" in body
    assert len(digests(committee, "tai", TUESDAY + DAY)) == 2
    committee.vote(ballot, "tai", "agree")
    assert len(digests(committee, "tai", TUESDAY + 2 * DAY)) == 2, "nothing waits any more"


def test_the_secretary_reads_how_far_each_ballot_is(committee):
    ballot = a_ballot(committee)
    committee.vote(ballot, "chu", "disagree")
    [body] = digests(committee, "minh", TUESDAY)
    assert "Các lần lấy phiếu đang theo dõi:\n1. Lấy phiếu thành viên" in body
    assert "1/5 đã trả lời" in body
    assert f"/lay-phieu/{ballot.id}" in body
    assert "Không đồng ý" not in body
    assert digests(committee, "giang", TUESDAY) == [], "who did not choose it, gets none"


def test_an_assistant_reads_for_whom_and_nothing_of_a_secret_slip(committee):
    a_ballot(committee)
    a_ballot(committee, template="phieu_kin")
    [assistant] = digests(committee, "nga", TUESDAY)
    assert assistant.count("/phieu/") == 1
    assert "chuẩn bị cho Trần Văn Chủ" in assistant
    [chair] = digests(committee, "chu")
    assert chair.count("/phieu/") == 2


def test_of_a_secret_ballot_only_how_many_have_voted(committee):
    ballot = a_ballot(committee, template="phieu_kin")
    committee.vote(ballot, "chu", "disagree")
    [body] = digests(committee, "minh", TUESDAY)
    assert "1/5 đã trả lời" in body
    assert "Trần Văn Chủ" not in body


def test_results_and_more_time_wait_for_the_morning(committee):
    ballot = a_ballot(committee)
    extend(committee("minh"), ballot, read_term("1 working day"), "Thêm tài liệu")
    assert abouts(mails(committee, "tai")) == ["ballot_asked"]
    [body] = digests(committee, "tai", TUESDAY)
    assert body.index("Từ thư trước:") < body.index("Phiếu chờ đồng chí cho ý kiến:")
    for each in VOTERS:
        committee.vote(ballot, each, "agree")
    assert "ballot_closed" not in abouts(mails(committee, "minh"))
    assert "Kết quả" in digests(committee, "minh", TUESDAY + DAY)[-1]
    assert "Cần thông báo kết quả" in digests(committee, "minh")[-1]
    announce(committee("minh"), ballot, "Phiên họp tháng 12")
    assert len(digests(committee, "minh", TUESDAY + 3 * DAY)) == 2


def test_reminders_and_withdrawals_come_at_once(committee):
    ballot = a_ballot(committee)
    remind(committee("minh"), ballot)
    withdraw(committee("minh"), ballot, "Chưa cần")
    assert {"ballot_withdrawn"} <= set(abouts(mails(committee, "tai")))
    assert digests(committee, "tai", TUESDAY) == []


def test_whoever_chooses_it_while_a_ballot_is_open_is_told_from_the_next_morning(committee):
    a_ballot(committee)
    assert digests(committee, "pho", TUESDAY) == []
    prefer_mails(committee("pho"), DAILY)
    assert len(digests(committee, "pho", TUESDAY + DAY)) == 1
    prefer_mails(committee("pho"), "")
    assert len(digests(committee, "pho", TUESDAY + 2 * DAY)) == 1


def test_after_the_limit_the_slip_is_no_longer_told(committee):
    a_ballot(committee)
    assert len(digests(committee, "tai", LIMIT + timedelta(seconds=1))) <= 3
    before = len(digests(committee, "tai"))
    assert len(digests(committee, "tai", LIMIT + DAY)) == before
