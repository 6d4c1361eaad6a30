"""The clocks of a case, its late rules, and its place in lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from motcua.acting import Acting, Office, system
from motcua.cases import clocks, firing, lists
from motcua.cases.actions import available, perform
from motcua.cases.content import Case, Enclosure
from motcua.cases.events import NoticeDue
from motcua.cases.lateness import KIND
from motcua.storage.due import DueHandlers
from motcua.words import translate
from motcua.workflows.definition import Definition
from motcua.workflows.steps import NotYet
from tests.make import MONDAY, at, held, somebody

Shown = Callable[..., Acting]

# Monday 23/11/2026 08:00.  Tuesday 24/11 is a holiday, so ten working days
# after Monday end on Tuesday 8/12 (domain vector), five on Tuesday 1/12.
TEN_DAYS = datetime(2026, 12, 8, 17)
FIVE_DAYS = datetime(2026, 12, 1, 17)


class TestTheTwoClocks:
    def test_nothing_is_due_before_the_case_is_taken_in(self, case: Case, clerk: Acting) -> None:
        assert clocks.case_due(clerk, case) is None
        assert clocks.case_left(clerk, case) is None
        assert clocks.case_explained(clerk, case) == ()

    def test_the_counter_has_its_own_limit(self, case: Case, clerk: Acting) -> None:
        assert clocks.step_due(clerk, case) == datetime(2026, 11, 25, 17)

    def test_the_whole_begins_when_the_clock_first_runs(
        self, in_processing: Case, officer: Acting
    ) -> None:
        assert clocks.case_due(officer, in_processing) == TEN_DAYS
        assert clocks.step_due(officer, in_processing) == FIVE_DAYS
        assert clocks.next_due(officer, in_processing) == FIVE_DAYS

    def test_the_due_date_is_explained(self, in_processing: Case, officer: Acting) -> None:
        why = " ".join(
            translate(line, "vi") for line in clocks.case_explained(officer, in_processing)
        )
        assert "24/11/2026" in why

    def test_it_stands_still_while_the_applicant_is_asked(
        self,
        in_processing: Case,
        officer: Acting,
        applicant: Shown,
        paper: Callable[..., Enclosure],
    ) -> None:
        asked, answered = datetime(2026, 11, 26, 8), datetime(2026, 12, 3, 8)
        perform(at(officer, asked), in_processing, "complete", {"noi_dung": "Thiếu"})
        assert clocks.case_due(at(officer, asked), in_processing) is None
        assert clocks.step_due(at(officer, asked), in_processing) == datetime(2026, 12, 28, 17)
        perform(
            applicant(in_processing, answered),
            in_processing,
            "supply",
            enclosures=[paper("bo_sung")],
        )
        # Five working days (26, 27, 30/11, 1, 2/12) are given back.
        assert clocks.case_due(at(officer, answered), in_processing) == datetime(2026, 12, 15, 17)
        assert in_processing.track.assignee == "hai"

    def test_or_begins_anew_where_the_procedure_says_so(
        self,
        in_processing: Case,
        officer: Acting,
        applicant: Shown,
        paper: Callable[..., Enclosure],
    ) -> None:
        perform(officer, in_processing, "complete", {"noi_dung": "Thiếu"})
        answered = datetime(2026, 12, 3, 8)
        perform(
            applicant(in_processing, answered),
            in_processing,
            "supply_anew",
            enclosures=[paper("bo_sung")],
        )
        assert clocks.case_due(at(officer, answered), in_processing) == datetime(2026, 12, 17, 17)

    def test_it_comes_to_its_end_with_the_result_and_goes_on_after_a_return(
        self, in_processing: Case, officer: Acting, leader: Acting, clerk: Acting
    ) -> None:
        perform(officer, in_processing, "propose", {"ket_luan": "chap_thuan"})
        perform(leader, in_processing, "sign")
        assert clocks.case_due(clerk, in_processing) is None
        # Two working days (25, 26/11) at the counter are given back.
        friday = at(clerk, datetime(2026, 11, 27, 8))
        perform(friday, in_processing, "reopen", {"ly_do": "Sai tên"})
        assert clocks.case_due(friday, in_processing) == datetime(2026, 12, 11, 17)


class TestExtending:
    def extended(self, officer: Acting, case: Case, by: Any, now: datetime = MONDAY) -> None:
        form = {"ly_do": "Mưa bão", "so_ngay_gia_han": by}
        perform(at(officer, now), case, "extend", form)

    def test_working_days_are_added(self, in_processing: Case, officer: Acting) -> None:
        self.extended(officer, in_processing, 3)
        assert clocks.case_due(officer, in_processing) == datetime(2026, 12, 11, 17)
        assert in_processing.dossier.holds("letter:phieu_xin_loi")

    def test_or_a_new_day_is_named(self, in_processing: Case, officer: Acting) -> None:
        self.extended(officer, in_processing, date(2026, 12, 15))
        assert clocks.case_due(officer, in_processing) == datetime(2026, 12, 15, 17)

    def test_the_new_day_lies_later(self, in_processing: Case, officer: Acting) -> None:
        with pytest.raises(clocks.CannotExtend):
            self.extended(officer, in_processing, date(2026, 12, 8))

    def test_once_only(self, in_processing: Case, officer: Acting) -> None:
        self.extended(officer, in_processing, 3)
        with pytest.raises(NotYet):
            self.extended(officer, in_processing, 3)

    def test_a_day_before_the_limit_at_the_latest(
        self, in_processing: Case, officer: Acting
    ) -> None:
        on_the_day = datetime(2026, 12, 8, 9)
        offers = {
            each.action.id: each for each in available(at(officer, on_the_day), in_processing)
        }
        assert not offers["extend"].enabled
        assert "07/12/2026" in translate(offers["extend"].reason, "vi")

    def test_not_while_nothing_runs(self, case: Case, rules: Definition, officer: Acting) -> None:
        from motcua.cases.conditions import apology_in_time, before_due
        from motcua.cases.matter import matter_of

        assert not apology_in_time(matter_of(officer, case), officer)
        assert before_due(matter_of(officer, case), officer)


class TestLateRules:
    def fire(self, office: Office, root: Any, now: datetime) -> int:
        """Do what the worker does, in this transaction."""
        items = [each for each in root.due_queue.due_now(now) if each.kind == KIND]
        for item in items:
            root.due_queue.done(item)
            office.borrow(DueHandlers).carry_out(system(office, root, now), item)
        return len(items)

    def heard(self, office: Office) -> list[NoticeDue]:
        events: list[NoticeDue] = []
        office.listen(NoticeDue, lambda _acting, event: events.append(event))
        return events

    def test_only_the_next_alarm_waits(self, in_processing: Case, root: Any) -> None:
        assert in_processing.track.alarm == (datetime(2026, 11, 30, 7), "processing.1")

    def test_reminders_come_in_their_order_and_once(
        self, in_processing: Case, office: Office, root: Any
    ) -> None:
        told = self.heard(office)
        assert self.fire(office, root, datetime(2026, 11, 30, 7)) == 1
        assert self.fire(office, root, datetime(2026, 11, 30, 8)) == 0
        assert [(each.about, each.recipients) for each in told] == [("reminder", ("assignee",))]

    def test_a_missed_night_loses_nothing(
        self, in_processing: Case, office: Office, root: Any
    ) -> None:
        told = self.heard(office)
        monday_after = datetime(2026, 12, 7, 8)
        while self.fire(office, root, monday_after):
            pass
        assert [each.about for each in told] == ["late", "reminder"]
        reminded = [each for each in in_processing.journal if each.deed == "reminded"]
        assert [each.facts["about"] for each in reminded] == ["too late", "late", "reminder"]
        assert in_processing.dossier.holds("letter:phieu_xin_loi")
        assert in_processing.track.alarm is None

    def test_lateness_takes_the_case_on(
        self, in_processing: Case, officer: Acting, office: Office, root: Any
    ) -> None:
        perform(officer, in_processing, "complete", {"noi_dung": "Thiếu"})
        due = in_processing.track.alarm
        assert due is not None
        assert self.fire(office, root, due[0]) == 1
        assert in_processing.track.state == "refused"
        last = in_processing.journal.last()
        assert last is not None
        assert (last.person, last.deed) == ("system", "late")
        assert in_processing.dossier.holds("letter:phieu_tu_choi")
        assert in_processing.track.alarm is None

    def test_what_no_longer_applies_does_nothing(
        self, in_processing: Case, officer: Acting, office: Office, root: Any
    ) -> None:
        acting = system(office, root, datetime(2026, 12, 30))
        firing.fire(acting, in_processing.key, "waiting.1")
        firing.fire(acting, b"12345678", "waiting.1")
        assert in_processing.track.state == "processing"

    def test_reminders_of_the_whole_are_not_repeated_after_a_step(
        self, in_processing: Case, officer: Acting, office: Office, root: Any
    ) -> None:
        while self.fire(office, root, datetime(2026, 12, 7, 8)):
            pass
        perform(
            at(officer, datetime(2026, 12, 7, 9)),
            in_processing,
            "propose",
            {"ket_luan": "chap_thuan"},
        )
        assert in_processing.track.fired == ("whole.1",)
        assert in_processing.track.alarm is None


class TestInWhoseList:
    def of(self, acting: Acting) -> list[str]:
        page = acting.root.worklists.page(lists.lists_of(acting))
        return [lists.Row(*entry.row).state for entry in page.entries]

    def waiting(self, acting: Acting) -> list[str]:
        page = acting.root.worklists.page(lists.waiting_lists_of(acting))
        return [lists.Row(*entry.row).state for entry in page.entries]

    def test_everybody_at_the_counter_sees_a_new_case(
        self, case: Case, clerk: Acting, officer: Acting
    ) -> None:
        assert self.of(clerk) == ["submitted"]
        assert self.of(officer) == []

    def test_it_moves_to_the_holder_alone(
        self, in_processing: Case, clerk: Acting, head: Acting, officer: Acting
    ) -> None:
        assert (self.of(clerk), self.of(head), self.of(officer)) == ([], [], ["processing"])

    def test_a_deputy_sees_it_too(self, in_processing: Case, office: Office, root: Any) -> None:
        deputy = somebody(
            office, root, "tam", held(office, "so-xay-dung", "officer", on_behalf_of="hai")
        )
        assert self.of(deputy) == ["processing"]

    def test_while_the_applicant_is_asked_the_holder_waits(
        self, in_processing: Case, officer: Acting
    ) -> None:
        perform(officer, in_processing, "complete", {"noi_dung": "Thiếu"})
        assert (self.of(officer), self.waiting(officer)) == ([], ["waiting"])

    def test_while_others_are_asked_as_well(
        self, in_processing: Case, officer: Acting, head: Acting, office: Office
    ) -> None:
        office.borrow(lists.Waits).lend(lambda _acting, case: case is in_processing)
        perform(head, in_processing, "transfer", {"officer": "hai"})
        assert (self.of(officer), self.waiting(officer)) == ([], ["processing"])

    def test_a_closed_case_stands_nowhere(
        self, in_processing: Case, officer: Acting, leader: Acting
    ) -> None:
        perform(officer, in_processing, "propose", {"ket_luan": "tu_choi"})
        perform(leader, in_processing, "sign")
        assert (self.of(officer), self.of(leader)) == ([], [])

    def test_the_row_says_what_the_list_shows(self, in_processing: Case, officer: Acting) -> None:
        entry = officer.root.worklists.page(lists.lists_of(officer)).entries[0]
        row = lists.Row(*entry.row)
        assert (row.code, row.applicant, row.state) == (
            in_processing.code,
            "Nguyễn Văn An",
            "processing",
        )
        assert entry.due == FIVE_DAYS
        assert entry.subject == in_processing.key
