"""The three rules for due dates, and which late rules fire afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from motcua.acting import Acting, Office
from motcua.cases import clocks, firing
from motcua.cases.actions import available, perform
from motcua.cases.content import Case
from motcua.migrations.dates import KEEP, RECOUNT, RESTART
from motcua.migrations.fates import Judge, bring_over
from motcua.migrations.ways import ways
from motcua.workflows import versions
from tests.make import at, the_system
from tests.make_migrations import PROCEDURE, RENAMED, SHORTER, person, second

ACase = Callable[..., Case]
WEDNESDAY = datetime(2026, 11, 25, 9)
FIVE_DAYS = datetime(2026, 12, 1, 17)
"""Five working days after Monday 23/11; Tuesday is a holiday."""
TWO_DAYS = datetime(2026, 11, 26, 17)
TEN_DAYS = datetime(2026, 12, 8, 17)
REMINDERS = (
    "    late:\n"
    "      - {before: 1 working day, notify: assignee}\n"
    "      - {after: 0 working days, notify: [assignee, head], letter: phieu_xin_loi}\n"
)


def over(acting: Acting, case: Case, rule: str, reason: str = "", **mapping: str) -> Case:
    """Bring a case over, as the worker does."""
    root = acting.root
    between = ways(
        versions.definition(root, PROCEDURE, 1),
        versions.definition(root, PROCEDURE, 2),
        mapping,
        may_close=True,
    )
    judge = Judge(acting, between, rule, reason)
    assert judge.why_not(case) is None
    bring_over(judge, case, judge.fate(case), 1)
    return case


@pytest.fixture
def today(administrator: Acting) -> Acting:
    return at(administrator, WEDNESDAY)


@pytest.mark.parametrize(
    ("rule", "step", "whole"),
    [
        pytest.param(KEEP, FIVE_DAYS, TEN_DAYS, id="what was promised stays"),
        pytest.param(RECOUNT, TWO_DAYS, datetime(2026, 12, 15, 17), id="from the original start"),
        pytest.param(
            RESTART, datetime(2026, 11, 27, 17), datetime(2026, 12, 16, 17), id="from today"
        ),
    ],
)
def test_each_rule(
    rule: str, step: datetime, whole: datetime, today: Acting, root: Any, a_case: ACase
) -> None:
    second(root, *SHORTER, ("deadline: 10 working days", "deadline: 15 working days"))
    case = over(today, a_case(), rule, "Nghị định mới")
    assert (clocks.step_due(today, case), clocks.case_due(today, case)) == (step, whole)
    assert case.track.places[0][1] == step
    entry = case.journal.last()
    assert entry is not None
    assert (entry.deed, entry.name) == ("version changed", "Linh")
    assert entry.facts["version"] == 2
    told = {"due": whole, "step_due": step}
    if rule != KEEP:
        told |= {"due_before": TEN_DAYS, "step_due_before": FIVE_DAYS}
    dates = {name: said for name, said in entry.facts.items() if "due" in name}
    assert dates == {name: each.isoformat(timespec="minutes") for name, each in told.items()}


def test_a_step_without_a_limit_has_none_after_a_recount(
    today: Acting, root: Any, a_case: ACase
) -> None:
    second(
        root,
        ("    within: 5 working days\n", ""),
        (REMINDERS, ""),
    )
    assert clocks.step_due(today, over(today, a_case(), KEEP)) == FIVE_DAYS
    assert clocks.step_due(today, over(today, a_case(), RECOUNT)) is None
    assert clocks.step_due(today, over(today, a_case(), RESTART, "x")) is None


def test_a_procedure_without_a_deadline_has_none_after_a_recount(
    today: Acting, root: Any, a_case: ACase
) -> None:
    second(
        root,
        ("deadline: 10 working days\nlate:\n  - {before: 2 working days, notify: assignee}\n", ""),
    )
    assert clocks.case_due(today, over(today, a_case(), KEEP)) == TEN_DAYS
    assert over(today, a_case(), RECOUNT).track.clock is None
    assert over(today, a_case(), RESTART, "x").track.clock is None


def test_a_step_that_gets_a_limit_is_counted_from_its_beginning(
    today: Acting, root: Any, a_case: ACase
) -> None:
    second(root, ("  signing:\n", "  signing:\n    within: 2 working days\n"))
    assert clocks.step_due(today, over(today, a_case("propose"), KEEP)) is None
    assert clocks.step_due(today, over(today, a_case("propose"), RECOUNT)) == TWO_DAYS
    assert clocks.step_due(today, over(today, a_case("propose"), RESTART, "x")) == datetime(
        2026, 11, 27, 17
    )


class TestTheClockRunsAsTheStepWants:
    @pytest.mark.parametrize("rule", [KEEP, RECOUNT, RESTART])
    def test_it_begins_where_it_had_not(
        self, rule: str, today: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root)
        case = over(today, a_case(""), rule, "x", submitted="assigning")
        began = datetime(2026, 12, 8, 17) if rule == RECOUNT else datetime(2026, 12, 9, 17)
        assert clocks.case_due(today, case) == began

    @pytest.mark.parametrize("rule", [KEEP, RECOUNT, RESTART])
    def test_it_does_not_begin_at_a_step_where_it_stands(
        self, rule: str, today: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root)
        assert over(today, a_case(""), rule, "x").track.clock is None

    @pytest.mark.parametrize("rule", [KEEP, RECOUNT, RESTART])
    def test_it_stands_still(self, rule: str, today: Acting, root: Any, a_case: ACase) -> None:
        second(root)
        case = over(today, a_case("propose"), rule, "x", signing="waiting")
        assert case.track.clock is not None
        assert case.track.clock.is_paused

    def test_it_stands_still_once(
        self, today: Acting, office: Office, root: Any, a_case: ACase
    ) -> None:
        second(root)
        case = a_case()
        perform(person(office, root, "hai"), case, "complete", {"noi_dung": "x"})
        before = case.track.clock
        assert over(today, case, KEEP).track.clock == before

    @pytest.mark.parametrize("rule", [KEEP, RECOUNT, RESTART])
    def test_it_ends(self, rule: str, today: Acting, root: Any, a_case: ACase) -> None:
        second(root)
        case = over(today, a_case("propose"), rule, "x", signing="done")
        assert case.track.clock is not None
        assert case.track.clock.is_stopped
        assert (case.track.step_clock, case.track.places, case.track.alarm) == (None, (), None)

    def test_what_had_ended_is_not_begun_anew(
        self, today: Acting, root: Any, a_case: ACase
    ) -> None:
        second(root)
        case = a_case("sign")
        before = case.track.clock
        assert over(today, case, RESTART, "x").track.clock == before


class TestLateRules:
    def test_what_has_fired_is_not_fired_again(
        self, today: Acting, office: Office, root: Any, a_case: ACase
    ) -> None:
        second(root, *RENAMED)
        case = a_case()
        later = datetime(2026, 11, 30, 17)
        firing.fire(the_system(office, root, later), case.key, "processing.1")
        assert case.track.fired == ("processing.1",)
        over(at(today, later), case, KEEP, processing="examining")
        assert case.track.fired == ("examining.1",)
        assert case.track.alarm == (FIVE_DAYS, "examining.2")

    def test_nor_when_it_stands_in_another_place(
        self, today: Acting, office: Office, root: Any, a_case: ACase
    ) -> None:
        rule = "      - {before: 1 working day, notify: assignee}\n"
        second(root, (rule, "      - {before: 3 working days, notify: head}\n" + rule))
        case = a_case()
        later = datetime(2026, 11, 30, 17)
        firing.fire(the_system(office, root, later), case.key, "processing.1")
        over(at(today, later), case, KEEP)
        assert case.track.fired == ("processing.1", "processing.2")
        assert case.track.alarm == (FIVE_DAYS, "processing.3")

    def test_a_reminder_whose_moment_is_past_is_not_sent(
        self, today: Acting, root: Any, a_case: ACase
    ) -> None:
        second(
            root,
            (
                "{before: 1 working day, notify: assignee}",
                "{before: 4 working days, notify: assignee}",
            ),
        )
        case = over(today, a_case(), KEEP)
        assert case.track.fired == ("processing.1",)

    def test_after_a_restart_it_fires_for_the_new_date(
        self, today: Acting, office: Office, root: Any, a_case: ACase
    ) -> None:
        second(root)
        case = a_case()
        later = datetime(2026, 11, 30, 17)
        firing.fire(the_system(office, root, later), case.key, "processing.1")
        over(at(today, later), case, RESTART, "Nghị định mới")
        assert case.track.fired == ()
        assert case.track.alarm is not None
        assert case.track.alarm[1] == "processing.1"

    def test_what_takes_the_case_on_does_so(
        self, today: Acting, office: Office, root: Any, a_case: ACase
    ) -> None:
        second(root, ("within: 30 days", "within: 5 days"))
        case = a_case()
        perform(person(office, root, "hai"), case, "complete", {"noi_dung": "x"})
        over(at(today, datetime(2026, 12, 2, 9)), case, RECOUNT)
        assert case.track.alarm is not None
        assert case.track.alarm[1] == "waiting.1"
        assert case.track.fired == ()


def test_what_was_done_once_stays_done(
    today: Acting, office: Office, root: Any, a_case: ACase
) -> None:
    second(root, *RENAMED)
    case = a_case()
    officer = at(person(office, root, "hai"), WEDNESDAY)
    perform(officer, case, "extend", {"ly_do": "x", "so_ngay_gia_han": 2})
    over(today, case, KEEP, processing="examining")
    offers = {each.action.id: each.enabled for each in available(officer, case)}
    assert offers["extend"] is False
    assert case.track.assignee == "hai"


def test_it_goes_back_to_the_step_that_took_the_place_of_the_old_one(
    today: Acting, office: Office, root: Any, a_case: ACase
) -> None:
    second(root, *RENAMED)
    case = a_case()
    perform(person(office, root, "hai"), case, "complete", {"noi_dung": "x"})
    over(today, case, KEEP, processing="examining")
    assert (case.track.state, case.track.came_from) == ("waiting", "examining")
