from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from motcua.acting import Acting, Office, system
from motcua.cases import clocks, recounting
from motcua.cases.actions import perform
from motcua.cases.content import Case
from motcua.deadlines.calendar import Calendars, DayRule
from motcua.deadlines.days_off import Kind, Reason
from motcua.storage.due import DueHandlers
from tests.make import MONDAY


@pytest.fixture
def storm(office: Office, root: Any) -> None:
    """Friday 27/11 turns out to be a day off, everywhere."""
    known = office.borrow(Calendars)
    recounting.notice_calendar(system(office, root, MONDAY))
    closed = DayRule(Reason(Kind.CLOSURE, "bão"))
    calendar = known.default
    days = {**calendar.days, date(2026, 11, 27): closed}
    office.lend(Calendars, Calendars([replace(calendar, days=days)], digest="another"))


def recounted(office: Office, root: Any) -> None:
    for item in root.due_queue.due_now(MONDAY):
        root.due_queue.done(item)
        office.borrow(DueHandlers).carry_out(system(office, root, MONDAY), item)


def test_the_first_start_recounts_nothing(case: Case, office: Office, root: Any) -> None:
    assert recounting.notice_calendar(system(office, root, MONDAY)) == 0


def test_nor_does_a_start_with_the_same_calendar(case: Case, office: Office, root: Any) -> None:
    acting = system(office, root, MONDAY)
    recounting.notice_calendar(acting)
    assert recounting.notice_calendar(acting) == 0


def test_a_changed_calendar_moves_lists_and_alarms_and_says_so(
    in_processing: Case, officer: Acting, office: Office, root: Any, storm: None
) -> None:
    assert recounting.notice_calendar(system(office, root, MONDAY)) == 1
    recounted(office, root)
    track = in_processing.track
    assert track.places[0][1] == datetime(2026, 12, 2, 17)
    assert track.alarm == (datetime(2026, 12, 1, 7), "processing.1")
    last = in_processing.journal.last()
    assert last is not None
    assert (last.deed, last.facts["due"]) == ("recounted", "2026-12-09T17:00")
    assert clocks.case_due(officer, in_processing) == datetime(2026, 12, 9, 17)


def test_a_closed_case_is_left_alone(
    in_processing: Case, officer: Acting, leader: Acting, office: Office, root: Any, storm: None
) -> None:
    perform(officer, in_processing, "propose", {"ket_luan": "tu_choi"})
    perform(leader, in_processing, "sign")
    before = len(in_processing.journal)
    assert recounting.notice_calendar(system(office, root, MONDAY)) == 0
    recounting.recount(system(office, root, MONDAY), in_processing.key, "another")
    recounting.recount(system(office, root, MONDAY), b"12345678", "another")
    assert len(in_processing.journal) == before


def test_a_case_whose_dates_stay_is_not_written_about(
    case: Case, office: Office, root: Any, storm: None
) -> None:
    before = len(case.journal)
    recounting.notice_calendar(system(office, root, MONDAY))
    recounted(office, root)
    assert len(case.journal) == before
