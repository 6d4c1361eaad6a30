"""What the machine and the pages are told of a case: who plays what, what is there, what holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from motcua.acting import Acting, Holding, Office, system
from motcua.cases import conditions
from motcua.cases.actions import perform
from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter, matter_of
from motcua.words import translate
from motcua.workflows.definition import APPLICANT, ASSIGNEE, SYSTEM_ROLE
from motcua.workspace.holding import holder_said
from tests.make import MONDAY, an_official, at


@pytest.fixture
def matter(case: Case, clerk: Acting) -> CaseMatter:
    return matter_of(clerk, case)


class TestWhoPlaysWhat:
    def test_a_deadline_plays_the_system(
        self, matter: CaseMatter, office: Office, root: Any, clerk: Acting
    ) -> None:
        assert matter.plays(system(office, root, MONDAY), SYSTEM_ROLE)
        assert not matter.plays(clerk, SYSTEM_ROLE)

    def test_who_has_shown_the_secret_is_the_applicant(
        self, matter: CaseMatter, clerk: Acting
    ) -> None:
        assert matter.plays(replace(clerk, applicant_of=matter.case.id), APPLICANT)
        assert not matter.plays(clerk, APPLICANT)

    def test_nobody_holds_what_was_given_to_nobody(
        self, matter: CaseMatter, officer: Acting
    ) -> None:
        assert matter.plays(officer, ASSIGNEE) is False

    def test_the_holder_and_who_acts_in_their_place(
        self, in_processing: Case, officer: Acting, leader: Acting
    ) -> None:
        matter = matter_of(officer, in_processing)
        assert isinstance(matter.plays(officer, ASSIGNEE), Holding)
        assert matter.plays(leader, ASSIGNEE) is False
        lent = replace(officer.holdings[0], on_behalf_of="hai")
        assert matter.plays(replace(leader, holdings=(lent,)), ASSIGNEE) == lent

    def test_a_role_is_held_in_its_unit(self, matter: CaseMatter, stranger: Acting) -> None:
        assert matter.plays(stranger, "officer") is False


class TestWhatIsThere:
    def test_in_whose_name_something_was_done_counts_too(self, matter: CaseMatter) -> None:
        matter.track.done = {"propose": ("hai|minh", "lan|")}
        assert matter.who_did("propose") == {"hai", "minh", "lan"}
        assert (matter.times("propose"), matter.times("sign")) == (2, 0)

    def test_papers_and_values(self, matter: CaseMatter) -> None:
        assert (matter.has_paper("don"), matter.has_paper("bo_sung")) == (True, False)
        assert matter.value("never_asked") == ""


class TestConditions:
    """Each answers with a sentence that stands beside the grey button."""

    def test_a_fee_counts_once_it_was_recorded(self, matter: CaseMatter, clerk: Acting) -> None:
        verdict = conditions.fee_paid(matter, clerk)
        assert not verdict
        assert "Chưa ghi nhận" in translate(verdict.sentence, "vi")
        for paid in (True, "yes"):
            matter.case.findings.record({"phi_da_nop": paid})
            assert conditions.fee_paid(matter, clerk)

    def test_somebody_has_to_hold_it(self, matter: CaseMatter, clerk: Acting) -> None:
        assert not conditions.has_officer(matter, clerk)
        matter.track.assignee = "hai"
        assert conditions.has_officer(matter, clerk)

    def test_before_the_due_date_and_after(self, in_processing: Case, officer: Acting) -> None:
        matter = matter_of(officer, in_processing)
        assert conditions.before_due(matter, officer)
        late = conditions.before_due(matter, at(officer, datetime(2027, 3, 1, 9)))
        assert not late
        assert "/2026" in translate(late.sentence, "vi")

    def test_an_apology_has_a_last_day(self, in_processing: Case, officer: Acting) -> None:
        matter = matter_of(officer, in_processing)
        assert conditions.apology_in_time(matter, officer)
        assert not conditions.apology_in_time(matter, at(officer, datetime(2027, 3, 1, 9)))


class TestWhoHoldsIt:
    """The line under the name of a case: a person, a part and its unit, or the applicant."""

    def said(self, acting: Acting, case: Case) -> str:
        return translate(holder_said(acting, matter_of(acting, case)), "vi")

    def test_at_first_the_counter(self, case: Case, clerk: Acting) -> None:
        assert self.said(clerk, case).startswith("Cán bộ một cửa (")

    def test_then_a_person(self, in_processing: Case, officer: Acting) -> None:
        an_official(officer.office, officer.root, "hai", "so-xay-dung", "officer")
        assert self.said(officer, in_processing) == "Hai (Sở Xây dựng)"

    def test_while_papers_are_awaited_the_applicant(
        self, in_processing: Case, officer: Acting
    ) -> None:
        perform(officer, in_processing, "complete", {"noi_dung": "Thiếu bản vẽ"})
        in_processing.track.assignee = ""
        assert self.said(officer, in_processing) == in_processing.applicant.name

    def test_nobody_once_it_is_over(self, case: Case, clerk: Acting) -> None:
        perform(clerk, case, "refuse", {"ly_do": "Không thuộc thẩm quyền"})
        assert self.said(clerk, case) == ""

    def test_the_applicant_where_nobody_of_the_office_may_act(
        self, case: Case, clerk: Acting
    ) -> None:
        matter = matter_of(clerk, case)
        state = matter.definition.states[case.track.state]
        quiet = replace(state, actions=())
        rules = replace(matter.definition, states={**matter.definition.states, state.id: quiet})
        assert holder_said(clerk, CaseMatter(case, rules)) == case.applicant.name

    def test_what_can_be_done_from_anywhere_says_nothing_of_who_holds_it(
        self, case: Case, clerk: Acting
    ) -> None:
        matter = matter_of(clerk, case)
        state = matter.definition.states[case.track.state]
        everywhere = replace(state.actions[0], anywhere=True)
        handed = replace(state.actions[1], by=(ASSIGNEE, "clerk"))
        shown = replace(state, actions=(everywhere, handed))
        rules = replace(matter.definition, states={**matter.definition.states, state.id: shown})
        said = translate(holder_said(clerk, CaseMatter(case, rules)), "vi")
        assert said.startswith("Cán bộ một cửa (")
