"""One mail each working morning of what can wait, for those who prefer it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from motcua import notifications
from motcua.consultations.actions import ask_extension, give_opinion
from motcua.deadlines.terms import read_term
from motcua.notifications import digest
from motcua.people.mailing import DAILY, NoSuchWay, prefer_mails
from motcua.storage import lists
from motcua.storage.content import Message
from tests.make_consultations import Province, a_case, a_province, asked, later, says

EVENING = datetime(2026, 12, 4, 16, 30)
"""A Friday."""
MORNING = datetime(2026, 12, 7, 7, 0)
"""When the offices open on Monday."""
ASKER = "minh@longgiang.example"


@pytest.fixture
def province() -> Iterator[Province]:
    with a_province() as made:
        notifications.furnish(made.office)
        notifications.found(made.root)
        made.office.settings["motcua.address"] = "https://motcua.example.vn/"
        prefer_mails(made("minh"), DAILY)
        yield made


def mails(province: Province) -> list[Message]:
    province.work()
    outbox = province.root.outbox
    every = [message for _key, message in lists.first(outbox.desk, outbox.ALL, 200)]
    return [each for each in every if each.recipient == ASKER]


def answered(province: Province, times: int = 1) -> None:
    for _each in range(times):
        give_opinion(province("an"), asked(province, a_case(province)).requests[0], says())


def test_what_can_wait_comes_together_when_the_offices_open(province):
    later(province, EVENING)
    answered(province, 2)
    assert mails(province) == []
    later(province, MORNING)
    [mail] = mails(province)
    assert mail.about.startswith("digest/")
    # An answer and “enough has come back”, for each of two cases.
    assert "4 việc" in mail.subject
    assert mail.body.count("https://motcua.example.vn/y-kien/") == 4
    assert "https://motcua.example.vn/viec" in mail.body
    assert len(province.root.digests) == 0
    assert len(mails(province)) == 1


def test_what_is_urgent_comes_at_once(province):
    later(province, EVENING)
    request = asked(province, a_case(province)).requests[0]
    ask_extension(province("an"), request, read_term("2 working days"), "Đông việc")
    assert [each.about.split("/")[0] for each in mails(province)] == ["request_extension_asked"]


def test_whoever_chose_nothing_gets_each_mail_at_once(province):
    prefer_mails(province("minh"), "")
    later(province, EVENING)
    answered(province)
    assert len(mails(province)) == 2
    assert len(province.root.digests) == 0


def test_more_than_a_mail_holds_goes_on_in_the_next(province, monkeypatch):
    monkeypatch.setattr(digest, "MOST", 3)
    later(province, EVENING)
    answered(province, 2)
    mails(province)
    later(province, MORNING)
    assert sum(each.subject.count("việc") for each in mails(province)) >= 1
    assert len(province.root.digests) <= 1


def test_a_closed_account_gets_none(province):
    later(province, EVENING)
    answered(province)
    mails(province)
    province.root["people"]["minh"].disabled_at = EVENING
    later(province, MORNING)
    assert mails(province) == []
    digest.write(province.system(), b"minh", "")


def test_only_the_two_ways_there_are(province):
    with pytest.raises(NoSuchWay):
        prefer_mails(province("minh"), "by pigeon")
    prefer_mails(province("minh"), DAILY)
    assert province.root["people"]["minh"].mails == DAILY
