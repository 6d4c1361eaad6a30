from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua import migrations
from motcua.acting import Acting, NotAllowed, NotHere, Office
from motcua.cases.actions import perform
from motcua.cases.content import Case
from motcua.migrations import remembering, running
from motcua.migrations.planning import CannotPlan, Plan
from motcua.migrations.ways import NoSuchStep
from motcua.words import translate
from tests.make import MONDAY, at
from tests.make_migrations import (
    PROCEDURE,
    RENAMED,
    SHORTER,
    person,
    second,
)

ACase = Callable[..., Case]
TO_EXAMINING = {"processing": "examining"}
LATER = datetime(2026, 11, 30, 9)


def planned(acting: Acting, mapping: dict[str, str] | None = None, **facts: Any) -> Plan:
    return migrations.plan(acting, PROCEDURE, 1, 2, mapping, **{"rule": "keep", **facts})


def codes(plan: Plan) -> list[str]:
    return [each.code for each in plan.problems]


def said(plan: Plan) -> str:
    return " | ".join(translate(each.said, "en") for each in plan.problems)


class TestWhereCasesGo:
    def test_a_step_that_keeps_its_id_needs_no_mapping(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root, *SHORTER)
        a_case(), a_case(""), a_case("propose")
        plan = planned(administrator)
        assert [(row.state, row.target, row.count) for row in plan.rows] == [
            ("submitted", "submitted", 1),
            ("processing", "processing", 1),
            ("signing", "signing", 1),
        ]
        assert plan.can_run
        assert plan.count == 3

    def test_one_that_is_gone_needs_another(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root, *RENAMED)
        case = a_case()
        plan = planned(administrator)
        assert codes(plan) == ["M01"]
        assert "1 case stands at “Processing”, which version 2 does not have" in said(plan)
        assert not plan.can_run
        [blocked] = plan.blocked
        assert (blocked.code, translate(blocked.way_out, "en")) == (
            case.code,
            "Choose a step for it.",
        )

    def test_the_mapping_says_which(self, administrator: Acting, root: Any, a_case: ACase) -> None:
        second(root, *RENAMED)
        a_case()
        plan = planned(administrator, TO_EXAMINING)
        assert [(row.state, row.target) for row in plan.rows] == [("processing", "examining")]
        assert codes(plan) == []

    def test_the_file_may_say_it_too(self, administrator: Acting, root: Any, a_case: ACase) -> None:
        declared = (
            "visible:\n",
            "migrate: {from_version: 1, states: {processing: examining}}\nvisible:\n",
        )
        second(root, *RENAMED, declared)
        a_case()
        assert planned(administrator).can_run

    def test_cases_may_be_left_where_they_are(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root, *RENAMED)
        a_case(), a_case("")
        plan = planned(administrator, {"processing": ""})
        assert (codes(plan), plan.stays, plan.blocked, plan.can_run) == ([], 1, (), True)

    def test_a_final_step_only_if_said_so(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root, *RENAMED)
        a_case(), a_case()
        plan = planned(administrator, {"processing": "refused"})
        assert codes(plan) == ["M02"]
        assert "2 cases would be closed" in said(plan)
        assert planned(administrator, {"processing": "refused"}, may_close=True).can_run

    def test_a_step_that_is_passed_through_is_no_place(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root, *RENAMED)
        a_case()
        plan = planned(administrator, {"processing": "signed"})
        assert codes(plan) == ["M01"]
        assert "passed through" in said(plan)
        assert "passed through" in translate(plan.blocked[0].reason, "en")

    @pytest.mark.parametrize(
        ("mapping", "sentence", "way_out"),
        [
            ({"procesing": "examining"}, "Version 1 has no step “procesing”", "“processing”"),
            ({"processing": "exam"}, "Version 2 has no step “exam”", "“examining”"),
            ({"processing": "xyz"}, "Version 2 has no step “xyz”", "Choose one of"),
        ],
    )
    def test_a_slip_in_the_mapping_is_refused(
        self, administrator: Acting, root: Any, mapping: dict[str, str], sentence: str, way_out: str
    ) -> None:
        second(root, *RENAMED)
        with pytest.raises(NoSuchStep) as refused:
            planned(administrator, mapping)
        assert way_out in translate(refused.value.way_out, "en")
        assert sentence in translate(refused.value.sentence, "en")

    def test_a_case_that_could_not_go_back_is_blocked(
        self, administrator: Acting, root: Any, office: Office, a_case: ACase
    ) -> None:
        second(root, *RENAMED)
        perform(person(office, root, "hai"), a_case(), "complete", {"noi_dung": "x"})
        plan = planned(administrator)
        assert "has to go back to “Processing”" in translate(plan.blocked[0].reason, "en")
        assert planned(administrator, TO_EXAMINING).stays == 0

    def test_a_step_that_its_version_does_not_know_is_told_by_its_id(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root, *RENAMED)
        a_case().track.state = "lost"
        assert "1 case stands at “lost”" in said(planned(administrator))


class TestWhatIsRefused:
    def test_whoever_may_not(self, office: Office, root: Any) -> None:
        second(root)
        with pytest.raises(NotAllowed):
            planned(person(office, root, "binh"))

    def test_no_rule_for_due_dates(self, administrator: Acting, root: Any) -> None:
        second(root)
        with pytest.raises(CannotPlan, match="due dates"):
            planned(administrator, rule="")

    def test_a_restart_without_a_reason(self, administrator: Acting, root: Any) -> None:
        second(root)
        with pytest.raises(CannotPlan, match="reason"):
            planned(administrator, rule="restart", reason="  ")

    def test_the_same_version(self, administrator: Acting) -> None:
        with pytest.raises(CannotPlan, match="Both are"):
            migrations.plan(administrator, PROCEDURE, 1, 1, rule="keep")

    def test_a_version_there_is_not(self, administrator: Acting) -> None:
        with pytest.raises(NotHere):
            planned(administrator)


class TestNothingIsWritten:
    def test_by_a_plan(self, administrator: Acting, root: Any, a_case: ACase) -> None:
        second(root, *RENAMED)
        case = a_case()
        before = case.track.__getstate__(), case.__getstate__(), len(case.journal)
        planned(administrator, TO_EXAMINING, rule="restart", reason="x")
        planned(administrator, {"processing": "refused"}, may_close=True)
        migrations.touched(administrator, second(root, *RENAMED))
        assert (case.track.__getstate__(), case.__getstate__(), len(case.journal)) == before
        assert not len(root.migrations.runs)


class TestDueDates:
    def test_a_recount_tells_how_many_move_and_become_late(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root, *SHORTER)
        a_case(), a_case("")
        plan = planned(at(administrator, LATER), rule="recount")
        assert (plan.moves, plan.late) == (1, 1)
        assert codes(plan) == ["M04"]
        assert "1 case at “Processing” becomes overdue at once" in said(plan)
        assert plan.can_run

    def test_what_is_kept_does_not_move(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root, *SHORTER)
        a_case()
        assert planned(at(administrator, LATER)).moves == 0

    def test_a_limit_that_leads_on_is_told(
        self, administrator: Acting, office: Office, root: Any, a_case: ACase
    ) -> None:
        second(root, ("within: 30 days", "within: 5 days"))
        perform(person(office, root, "hai"), a_case(), "complete", {"noi_dung": "x"})
        plan = planned(at(administrator, LATER + timedelta(days=2)), rule="recount")
        assert codes(plan) == ["M04", "M04"]
        assert "takes 1 case at “Waiting” to “Refused” at once" in said(plan)


class TestWhoCanAct:
    def test_nobody_holds_the_role(self, administrator: Acting, root: Any, a_case: ACase) -> None:
        second(
            root,
            ("by: leader", "by: control"),
            ("  leader: {vi: Lãnh đạo", "  control: {vi: Kiểm soát"),
            ("documents: [clerk, head, leader]", "documents: [clerk, head]"),
        )
        a_case("propose")
        plan = planned(administrator)
        assert codes(plan) == ["M03"]
        assert "nobody to act at “Signing”: nobody is Leader there" in said(plan)
        assert (plan.nobody, plan.can_run) == (1, True)

    def test_whoever_holds_the_case_has_nothing_to_do_any_more(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root, *RENAMED)
        a_case()
        plan = planned(administrator, {"processing": "assigning"})
        assert codes(plan) == ["M03"]
        assert "who holds it now has nothing to do at “To be assigned”" in said(plan)

    def test_who_plays_a_role_there_has(
        self, administrator: Acting, office: Office, root: Any, a_case: ACase
    ) -> None:
        second(
            root,
            *RENAMED,
            ("by: head, to: examining", "by: officer, to: examining"),
            ("by: head, from", "by: officer, from"),
            ("documents: [clerk, head, leader]", "documents: [clerk, leader]"),
            ("  head: {vi: Trưởng phòng, en: Head}\n", ""),
            ("notify: [assignee, head]", "notify: assignee"),
        )
        a_case()
        assert codes(planned(administrator, {"processing": "assigning"})) == []

    def test_a_holder_without_a_position_is_nobody(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root, *SHORTER)
        a_case().track.assignee = "gone"
        assert codes(planned(administrator)) == ["M03"]

    def test_a_case_that_is_closed_needs_nobody(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root, *RENAMED)
        a_case()
        assert codes(planned(administrator, {"processing": "done"}, may_close=True)) == []


class TestTheIndex:
    def test_what_is_not_filed_away_yet_is_counted(
        self, root: Any, a_case: ACase, administrator: Acting
    ) -> None:
        case = a_case()
        assert running.keys(root, PROCEDURE, 1) == [case.key]
        assert root.migrations.running == {} or not len(root.migrations.running)

    def test_what_the_worker_has_looked_at(self, root: Any, a_case: ACase, office: Office) -> None:
        case, other = a_case(), a_case("propose")
        for key in root.changes.take():
            running.look_at(root, key)
        assert running.keys(root, PROCEDURE, 1) == sorted([case.key, other.key])
        assert running.counts(root, PROCEDURE) == {1: 2}
        for who, action, form in [
            ("minh", "sign", {}),
            ("ngoc", "hand_over", {"nguoi_nhan": "An"}),
        ]:
            perform(person(office, root, who), other, action, form)
        assert running.keys(root, PROCEDURE, 1) == [case.key], "closed, and not looked at yet"
        running.look_at(root, other.key)
        assert list(root.migrations.running[f"{PROCEDURE}/1"]) == [case.key]

    def test_another_procedure_is_not_counted(self, root: Any, a_case: ACase) -> None:
        a_case()
        assert running.keys(root, "another", 1) == []
        running.look_at(root, b"unknown!")
        assert running.counts(root, "another") == {}

    def test_a_case_of_a_procedure_there_is_not_does_not_run(
        self, root: Any, a_case: ACase
    ) -> None:
        case = a_case()
        case.procedure = "gone"
        assert not running.is_running(root, case)

    def test_an_older_database_is_looked_through_once(self, root: Any, a_case: ACase) -> None:
        case = a_case()
        root.changes.take()
        del root.migrations
        migrations.found(root)
        assert running.keys(root, PROCEDURE, 1) == [case.key]


class TestTouched:
    def test_cases_per_step_and_what_would_move_under_each_rule(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        new = second(root, *SHORTER, since=MONDAY + timedelta(days=10))
        a_case(), a_case("")
        touched = migrations.touched(at(administrator, LATER), new)
        assert touched.version is not None
        assert (touched.version.number, touched.count) == (1, 2)
        assert [(row.state, row.count) for row in touched.rows] == [
            ("submitted", 1),
            ("processing", 1),
        ]
        assert touched.moves == {"keep": 0, "recount": 1, "restart": 2}
        assert touched.late == {"keep": 0, "recount": 1, "restart": 0}

    def test_what_has_no_place_does_not_move(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        new = second(root, *RENAMED, since=MONDAY + timedelta(days=10))
        a_case()
        assert migrations.touched(administrator, new).moves == {
            "keep": 0,
            "recount": 0,
            "restart": 0,
        }

    def test_a_procedure_that_is_not_in_force(self, administrator: Acting, root: Any) -> None:
        new = second(root)
        early = at(administrator, MONDAY - timedelta(days=400))
        assert migrations.touched(early, new).version is None

    def test_cases_of_older_versions_are_told(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        a_case()
        assert migrations.touched(administrator, second(root)).older == {1: 1}


class TestAPlanThatWasJustMade:
    """It takes seconds to go through all cases: one act does it once."""

    ASKED = (PROCEDURE, 1, 2, {}, "keep", "", False)

    def test_is_not_made_again_by_the_next_page(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root, *SHORTER)
        a_case()
        made = migrations.planned(administrator, *self.ASKED)
        assert migrations.planned(administrator, *self.ASKED) is made

    @pytest.mark.parametrize(
        ("later", "age", "is_same"),
        [
            pytest.param(timedelta(minutes=1), migrations.JUST_MADE, False, id="asked again"),
            pytest.param(timedelta(minutes=1), migrations.READ, True, id="read and carried out"),
            pytest.param(timedelta(minutes=9), migrations.READ, False, id="left lying"),
            pytest.param(-timedelta(minutes=1), migrations.READ, False, id="from the future"),
        ],
    )
    def test_is_young(
        self,
        administrator: Acting,
        root: Any,
        a_case: ACase,
        later: timedelta,
        age: timedelta,
        is_same: bool,
    ) -> None:
        second(root, *SHORTER)
        a_case()
        made = migrations.planned(administrator, *self.ASKED)
        then = at(administrator, MONDAY + later)
        assert (migrations.planned(then, *self.ASKED, age=age) is made) is is_same

    def test_says_as_many_cases_as_there_are(
        self, administrator: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root, *SHORTER)
        a_case()
        migrations.planned(administrator, *self.ASKED)
        a_case()
        assert migrations.planned(administrator, *self.ASKED).count == 2

    def test_a_few_are_remembered(self, administrator: Acting, root: Any, a_case: ACase) -> None:
        second(root, *SHORTER)
        a_case()
        first = migrations.planned(administrator, *self.ASKED)
        for number in range(remembering.MOST):
            reason = f"Lý do {number}"
            migrations.planned(administrator, PROCEDURE, 1, 2, {}, "keep", reason, False)
        assert migrations.planned(administrator, *self.ASKED) is not first
