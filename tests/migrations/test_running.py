"""Carrying a plan out: in batches, stoppable, and with nobody else in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from ZODB.DB import DB
from ZODB.POSException import ConflictError

from motcua import migrations, worker
from motcua.acting import NotAllowed, NotHere, Office
from motcua.cases.actions import MovedOn, perform
from motcua.cases.content import Case
from motcua.journal import office_journal, verify_all
from motcua.migrations import content, running, working
from motcua.migrations.actions import (
    CannotRun,
    CannotStop,
    CannotUndo,
    NoPlan,
    StalePlan,
)
from motcua.migrations.content import Run
from motcua.migrations.planning import Plan
from motcua.storage import opening
from motcua.words import translate
from motcua.workflows import deleting
from motcua.workflows.deleting import VersionInUse
from tests.make import MONDAY, an_office
from tests.make_migrations import (
    ADMINISTRATOR,
    ASKING,
    PROCEDURE,
    a_town,
    asking_town,
    filed,
    person,
    second,
)

MAPPING = {"processing": "examining"}
HOUR = timedelta(hours=1)
Look = Callable[[Callable[[Any], Any]], Any]


@pytest.fixture(scope="module")
def office() -> Office:
    return an_office()


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three cases in a batch, so that few cases make several."""
    monkeypatch.setattr(content, "BATCH", 3)


@pytest.fixture
def database(office: Office) -> Iterator[DB]:
    opened = opening.database({"zodbconn.uri": "memory://migrations"})
    a_town(office, opened, 7)
    yield opened
    opened.close()


@pytest.fixture
def look(database: DB) -> Look:
    return lambda work: opening.transact(database, work)


def planned(office: Office, root: Any, **facts: Any) -> Plan:
    acting = person(office, root, ADMINISTRATOR)
    facts = {"mapping": MAPPING, "rule": "keep", **facts}
    return migrations.plan(acting, PROCEDURE, 1, 2, **facts)


def started(office: Office, root: Any, **facts: Any) -> Run:
    plan = planned(office, root, **facts)
    acting = person(office, root, ADMINISTRATOR)
    return migrations.start(acting, plan, plan.stamp, warnings_read=True)


def cases(root: Any) -> list[Case]:
    return [case for _key, case in root.cases.shelf.items()]


def moves(root: Any) -> list[int]:
    """How often each case was brought over."""
    return [sum(each.deed == "version changed" for each in case.journal) for case in cases(root)]


def deeds(root: Any) -> list[str]:
    return [each.deed for each in office_journal(root, MONDAY, "definitions")]


def run(office: Office, database: DB, batches: int = 100) -> int:
    """Let the worker do some batches; return how many cases were looked at."""
    return sum(working.migrate(office, database, MONDAY + HOUR) for _each in range(batches))


class TestARun:
    def test_every_case_is_brought_over_once(
        self, office: Office, database: DB, look: Look
    ) -> None:
        look(lambda root: started(office, root) and None)
        assert run(office, database) == 7
        assert look(moves) == [1] * 7
        assert look(lambda root: {case.version for case in cases(root)}) == {2}
        assert look(lambda root: {case.track.state for case in cases(root)}) == {"examining"}

        def told(root: Any) -> tuple[Any, ...]:
            run = migrations.run_of(root, 1)
            return run.moved, run.left, run.share, len(run.batches), run.finished_at

        assert look(told) == (7, 0, 100, 3, MONDAY + HOUR)
        assert look(deeds) == ["migration started", "migration finished"]
        assert look(lambda root: list(verify_all(root))) == []

    def test_the_version_they_came_from_cannot_be_deleted(
        self, office: Office, database: DB, look: Look
    ) -> None:
        look(lambda root: started(office, root) and None)
        run(office, database)

        def delete(root: Any) -> None:
            linh = person(office, root, ADMINISTRATOR)
            with pytest.raises(VersionInUse, match="brought from or to"):
                deleting.delete(linh, PROCEDURE, 1, "Nhầm")

        look(delete)

    def test_nobody_is_written_to(self, office: Office, database: DB, look: Look) -> None:
        def waiting(root: Any) -> tuple[int, int]:
            due = root.due_queue.due_now(MONDAY + HOUR, 1000)
            return root.desk.count(b"out"), sum(each.kind != "case late" for each in due)

        before = look(waiting)
        look(lambda root: started(office, root) and None)
        run(office, database)
        assert look(waiting) == before

    def test_lists_know_the_new_step(self, office: Office, database: DB, look: Look) -> None:
        look(lambda root: started(office, root) and None)
        run(office, database)
        rows = look(lambda root: [e.row for e in root.worklists.page(["person:hai"]).entries])
        assert {(row[2], row[5]) for row in rows} == {(2, "examining")}

    def test_the_worker_does_it_with_everything_else(
        self, office: Office, database: DB, look: Look
    ) -> None:
        look(lambda root: started(office, root) and None)
        worker.work_once(office, database, MONDAY + HOUR)
        assert look(moves) == [1] * 7
        assert look(lambda root: running.counts(root, PROCEDURE)) == {2: 7}
        assert look(lambda root: len(root.migrations.running[f"{PROCEDURE}/2"])) == 7

    def test_a_case_that_cannot_come_is_left_with_the_reason(
        self, office: Office, database: DB, look: Look
    ) -> None:
        look(lambda root: started(office, root) and None)

        def act(root: Any) -> None:
            first, other, *_more = cases(root)
            first.version = 2
            perform(person(office, root, "hai"), other, "complete", {"noi_dung": "x"})
            other.track.came_from = "lost"

        look(act)
        run(office, database)

        def told(root: Any) -> list[tuple[str, str]]:
            batches = migrations.run_of(root, 1).batches.values()
            return [(kept.kind, kept.about) for batch in batches for kept in batch.kept]

        assert look(told) == [("moved on", ""), ("no way back", "lost")]

    def test_a_case_that_is_gone_keeps_nobody(
        self, office: Office, database: DB, look: Look
    ) -> None:
        look(lambda root: started(office, root) and None)

        def lose(root: Any) -> None:
            del root.cases.shelf[cases(root)[0].key]

        look(lose)
        assert run(office, database) == 7
        assert look(lambda root: migrations.run_of(root, 1).left) == 1

    def test_one_that_fails_does_not_stop_the_others(
        self, office: Office, database: DB, look: Look, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        look(lambda root: started(office, root) and None)
        broken = look(lambda root: cases(root)[1].key)
        real = working.bring_over

        def bring_over(judge: Any, case: Case, fate: Any, number: int) -> Any:
            done = real(judge, case, fate, number)
            if case.key == broken:
                raise ValueError("half done")
            return done

        monkeypatch.setattr(working, "bring_over", bring_over)
        run(office, database)
        assert look(moves).count(1) == 6
        assert look(lambda root: root.cases.shelf[broken].version) == 1
        [kept] = look(lambda root: migrations.run_of(root, 1).batches[0].kept)
        assert (kept.kind, kept.about) == ("failed", "ValueError: half done")


class TestSomebodyActsMeanwhile:
    @pytest.fixture
    def acting_on(self, office: Office, database: DB, monkeypatch: pytest.MonkeyPatch) -> Any:
        """Have an officer act on a case just while it is being brought over."""
        real = working.bring_over

        def busy(key: bytes, times: int) -> None:
            left = [times]

            def act(root: Any) -> None:
                case = root.cases.shelf[key]
                acting = person(office, root, "binh")
                known = {"officer": "hai"}
                perform(acting, case, "transfer", known)

            def bring_over(judge: Any, case: Case, fate: Any, number: int) -> Any:
                if case.key == key and left[0]:
                    left[0] -= 1
                    opening.transact(database, act)
                return real(judge, case, fate, number)

            monkeypatch.setattr(working, "bring_over", bring_over)

        return busy

    def test_the_case_is_put_off_and_comes_later(
        self, office: Office, database: DB, look: Look, acting_on: Any
    ) -> None:
        look(lambda root: started(office, root) and None)
        key = look(lambda root: cases(root)[1].key)
        acting_on(key, 1)
        assert run(office, database, 1) == 3
        assert look(lambda root: migrations.run_of(root, 1).later) == key
        assert look(moves).count(1) == 2, "the others of the batch are not kept waiting"
        run(office, database)
        assert look(moves) == [1] * 7
        deeds = look(lambda root: [each.deed for each in root.cases.shelf[key].journal])
        assert deeds[-2:] == ["transfer", "version changed"]
        assert look(lambda root: migrations.run_of(root, 1).tries) == 1

    def test_it_is_left_when_somebody_acts_each_time(
        self,
        office: Office,
        database: DB,
        look: Look,
        acting_on: Any,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(working, "MOST_TRIES", 2)
        look(lambda root: started(office, root) and None)
        key = look(lambda root: cases(root)[1].key)
        acting_on(key, 100)
        run(office, database)
        assert look(moves).count(1) == 6
        assert look(lambda root: migrations.run_of(root, 1).left) == 1
        assert look(lambda root: migrations.run_of(root, 1).finished_at)

    def test_a_conflict_that_is_about_no_case_is_tried_again(
        self, office: Office, database: DB, look: Look, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        look(lambda root: started(office, root) and None)
        monkeypatch.setattr(working, "ATTEMPTS", 3)
        monkeypatch.setattr(working, "bring_over", _conflict)
        pauses: list[float] = []
        assert working.one_part(office, database, MONDAY, 1, pauses.append) == 0
        assert len(pauses) == 3
        assert look(moves) == [0] * 7


def _conflict(*_anything: Any) -> None:
    raise ConflictError(oid=b"elsewher")


class TestStopping:
    def test_what_is_done_stays_done_and_it_goes_on_there(
        self, office: Office, database: DB, look: Look
    ) -> None:
        look(lambda root: started(office, root) and None)
        run(office, database, 1)

        def stop(root: Any) -> None:
            migrations.stop(person(office, root, ADMINISTRATOR), migrations.run_of(root, 1))

        look(stop)
        assert run(office, database) == 0
        assert working.one_part(office, database, MONDAY, 1) == 0
        assert look(moves).count(1) == 3
        assert look(lambda root: migrations.run_of(root, 1).is_stopped)

        def go_on(root: Any) -> None:
            migrations.go_on(person(office, root, ADMINISTRATOR), migrations.run_of(root, 1))

        look(go_on)
        run(office, database)
        assert look(moves) == [1] * 7
        assert look(deeds) == [
            "migration started",
            "migration stopped",
            "migration continued",
            "migration finished",
        ]

    def test_only_what_runs_is_stopped_and_only_what_is_stopped_goes_on(
        self, office: Office, database: DB, look: Look
    ) -> None:
        def check(root: Any) -> None:
            acting, run = person(office, root, ADMINISTRATOR), started(office, root)
            with pytest.raises(CannotStop):
                migrations.go_on(acting, run)
            migrations.stop(acting, run)
            with pytest.raises(CannotStop):
                migrations.stop(acting, run)

        look(check)

    def test_a_run_there_is_not(self, look: Look) -> None:
        with pytest.raises(NotHere):
            look(lambda root: migrations.run_of(root, 9))


class TestWhatIsNotStarted:
    def test_without_a_plan(self, office: Office, look: Look) -> None:
        def check(root: Any) -> None:
            with pytest.raises(NoPlan):
                migrations.start(
                    person(office, root, ADMINISTRATOR), planned(office, root), stamp=""
                )

        look(check)

    def test_by_whoever_may_not(self, office: Office, look: Look) -> None:
        def check(root: Any) -> None:
            plan = planned(office, root)
            with pytest.raises(NotAllowed):
                migrations.start(person(office, root, "binh"), plan, plan.stamp)

        look(check)

    def test_a_plan_of_before_another_case_came(self, office: Office, look: Look) -> None:
        def check(root: Any) -> None:
            plan = planned(office, root)
            filed(office, root)
            with pytest.raises(StalePlan) as refused:
                migrations.start(person(office, root, ADMINISTRATOR), plan, plan.stamp)
            assert "8 cases run under version 1" in translate(refused.value.sentence, "en")

        look(check)

    def test_a_stamp_of_another_plan(self, office: Office, look: Look) -> None:
        def check(root: Any) -> None:
            plan, other = planned(office, root), planned(office, root, rule="recount")
            with pytest.raises(StalePlan):
                migrations.start(person(office, root, ADMINISTRATOR), plan, other.stamp)

        look(check)

    @pytest.mark.parametrize("facts", [{"mapping": {}}, {"mapping": {"processing": "refused"}}])
    def test_a_plan_with_errors(self, office: Office, look: Look, facts: Any) -> None:
        with pytest.raises(CannotRun):
            look(lambda root: started(office, root, **facts))

    def test_a_plan_whose_warnings_nobody_has_read(self, office: Office, look: Look) -> None:
        def check(root: Any) -> None:
            plan = planned(office, root, mapping={"processing": "assigning"})
            acting = person(office, root, ADMINISTRATOR)
            with pytest.raises(CannotRun, match="warnings"):
                migrations.start(acting, plan, plan.stamp)
            assert migrations.start(acting, plan, plan.stamp, warnings_read=True)

        look(check)

    def test_a_plan_by_which_nothing_is_brought_over(self, office: Office, look: Look) -> None:
        with pytest.raises(CannotRun, match="No running case"):
            look(lambda root: started(office, root, mapping={"processing": ""}))

    def test_one_beside_another(self, office: Office, look: Look) -> None:
        def check(root: Any) -> None:
            started(office, root)
            with pytest.raises(CannotRun, match="right now"):
                started(office, root)

        look(check)

    def test_a_version_that_is_not_in_force_yet(self, office: Office, look: Look) -> None:
        def check(root: Any) -> None:
            root["definitions"][PROCEDURE].versions[2].in_force_from = MONDAY.date() + timedelta(
                days=3
            )
            with pytest.raises(CannotRun, match="in force from"):
                started(office, root)

        look(check)


class TestUndoing:
    @pytest.fixture
    def over(self, office: Office, database: DB, look: Look) -> None:
        look(lambda root: started(office, root, rule="recount") and None)
        run(office, database)

    def undo(self, office: Office, root: Any, number: int = 0, reason: str = "Nhầm") -> Any:
        run = migrations.run_of(root, 1)
        return migrations.undo(person(office, root, ADMINISTRATOR), run, number, reason)

    def test_the_cases_are_as_they_were(self, office: Office, database: DB, look: Look) -> None:
        def tracks(root: Any) -> Any:
            kept = ("state", "came_from", "clock", "step_clock", "fired", "alarm", "places")
            return [[getattr(case.track, each) for each in kept] for case in cases(root)]

        before = look(tracks)
        look(lambda root: started(office, root, rule="recount") and None)
        run(office, database)
        done = [look(lambda root, n=n: self.undo(office, root, n)) for n in range(3)]
        assert [each.brought_back for each in done] == [3, 3, 1]
        assert look(tracks) == before
        assert look(lambda root: {case.version for case in cases(root)}) == {1}
        last = look(lambda root: cases(root)[0].journal.last())
        assert (last.deed, last.facts["version"], last.facts["reason"]) == (
            "version changed",
            1,
            "Nhầm",
        )
        assert look(deeds)[-1] == "migration undone"

    def test_a_case_that_has_moved_since_stays(
        self, office: Office, look: Look, over: None
    ) -> None:
        def act(root: Any) -> str:
            [was, *_more] = migrations.run_of(root, 1).batches[0].before
            case = root.cases.shelf[was.key]
            perform(person(office, root, "hai"), case, "propose", {"ket_luan": "chap_thuan"})
            return str(case.code)

        code = look(act)
        assert look(lambda root: self.undo(office, root)) == (2, (code,))
        assert look(lambda root: migrations.run_of(root, 1).batches[0].brought_back) == 2
        with pytest.raises(CannotUndo, match="has taken a step"):
            look(lambda root: self.undo(office, root))

    def test_twice_is_once_too_often(self, office: Office, look: Look, over: None) -> None:
        look(lambda root: self.undo(office, root))
        with pytest.raises(CannotUndo, match="nothing to bring back"):
            look(lambda root: self.undo(office, root))

    def test_not_without_a_reason(self, office: Office, look: Look, over: None) -> None:
        with pytest.raises(CannotUndo, match="why"):
            look(lambda root: self.undo(office, root, reason=" "))

    def test_not_a_batch_there_is_not(self, office: Office, look: Look, over: None) -> None:
        with pytest.raises(NotHere):
            look(lambda root: self.undo(office, root, 9))

    def test_not_while_it_runs(self, office: Office, database: DB, look: Look) -> None:
        look(lambda root: started(office, root) and None)
        run(office, database, 1)
        assert not look(
            lambda root: migrations.can_undo(
                migrations.run_of(root, 1), migrations.run_of(root, 1).batches[0]
            )
        )
        with pytest.raises(CannotUndo, match="right now"):
            look(lambda root: self.undo(office, root))


class TestUndoingAll:
    def undo_all(self, office: Office, root: Any, reason: str = "Nhầm") -> None:
        acting = person(office, root, ADMINISTRATOR)
        migrations.undo_all(acting, migrations.run_of(root, 1), reason)

    @pytest.fixture
    def over(self, office: Office, database: DB, look: Look) -> None:
        look(lambda root: started(office, root) and None)
        run(office, database)

    def test_the_worker_undoes_batch_after_batch(
        self, office: Office, database: DB, look: Look, over: None
    ) -> None:
        look(lambda root: self.undo_all(office, root))
        assert working.migrate(office, database, MONDAY) == 1, "the last batch first"
        assert look(lambda root: migrations.run_of(root, 1).brought_back) == 1
        worker.work_once(office, database, MONDAY)
        assert look(lambda root: {case.version for case in cases(root)}) == {1}
        assert look(lambda root: migrations.run_of(root, 1).brought_back) == 7
        assert not look(lambda root: migrations.run_of(root, 1).is_undoing)
        assert look(deeds)[-4:] == ["migration to be undone", *["migration undone"] * 3]
        last = look(lambda root: cases(root)[0].journal.last())
        assert (last.name, last.origin, last.facts["undone"]) == ("Linh", "worker", True)

    def test_what_has_moved_stays_and_it_comes_to_an_end(
        self, office: Office, database: DB, look: Look, over: None
    ) -> None:
        def move_all(root: Any) -> None:
            for case in cases(root):
                perform(person(office, root, "hai"), case, "propose", {"ket_luan": "chap_thuan"})

        look(move_all)
        look(lambda root: self.undo_all(office, root))
        assert run(office, database, 10) == 3
        assert look(lambda root: {case.version for case in cases(root)}) == {2}
        assert not look(lambda root: migrations.run_of(root, 1).is_undoing)

    def test_what_was_stopped_ends_with_it(self, office: Office, database: DB, look: Look) -> None:
        look(lambda root: started(office, root) and None)
        run(office, database, 1)

        def stop(root: Any) -> None:
            acting, stopped = person(office, root, ADMINISTRATOR), migrations.run_of(root, 1)
            migrations.stop(acting, stopped)
            migrations.undo_all(acting, stopped, "Nhầm")
            with pytest.raises(CannotStop):
                migrations.go_on(acting, stopped)
            with pytest.raises(CannotUndo, match="already"):
                migrations.undo(acting, stopped, 0, "Nhầm")
            with pytest.raises(CannotRun, match="right now"):
                started(office, root)

        look(stop)
        run(office, database)
        assert look(lambda root: {case.version for case in cases(root)}) == {1}
        with pytest.raises(CannotUndo, match="nothing to bring back"):
            look(lambda root: self.undo_all(office, root))


def test_a_clerk_on_an_older_page_is_told_that_the_procedure_changed(
    office: Office, database: DB, look: Look
) -> None:
    seen = look(lambda root: cases(root)[0].track.revision)
    look(lambda root: started(office, root) and None)
    run(office, database)

    def act(root: Any) -> None:
        officer = person(office, root, "hai")
        perform(officer, cases(root)[0], "propose", {"ket_luan": "chap_thuan"}, seen=seen)

    with pytest.raises(MovedOn) as refused:
        look(act)
    assert translate(refused.value.sentence, "vi").startswith(
        "Quy trình của hồ sơ này đã đổi sang bản 2 lúc 09:00"
    )
    assert look(lambda root: cases(root)[0].track.state) == "examining"


class TestOpinions:
    """A consultation keeps the version under which it was sent."""

    @pytest.fixture
    def asked(self, office: Office) -> Iterator[tuple[Office, Any]]:
        with asking_town(office) as root:
            yield office, root

    def test_it_goes_on_under_its_own_version(self, asked: tuple[Office, Any]) -> None:
        office, root = asked
        second(root, *ASKING, ("title: {vi: Lấy ý kiến", "title: {vi: Xin ý kiến"))
        plan = planned(office, root, mapping={})
        assert plan.stays == 0
        [case] = cases(root)
        judge = working.Judge(person(office, root, ADMINISTRATOR), plan.ways, "keep")
        working.bring_over(judge, case, judge.fate(case), 1)
        [consultation] = root.consultations.of_case(case.key)
        assert (consultation.version, consultation.requests[0].is_open) == (1, True)

    def test_what_the_new_version_does_not_describe_keeps_the_case_back(
        self, asked: tuple[Office, Any]
    ) -> None:
        office, root = asked
        second(root, *ASKING, ("y_kien", "y_kien_khac"))
        plan = planned(office, root, mapping={})
        assert "is being asked" in translate(plan.blocked[0].reason, "en")

    def test_nor_is_a_case_closed_over_an_open_question(self, asked: tuple[Office, Any]) -> None:
        office, root = asked
        second(root, *ASKING)
        plan = planned(office, root, mapping={"processing": "refused"}, may_close=True)
        assert "while an opinion is waited for" in translate(plan.blocked[0].reason, "en")

    def test_what_was_answered_or_withdrawn_keeps_nobody_back(
        self, asked: tuple[Office, Any]
    ) -> None:
        office, root = asked
        second(root, *ASKING, ("y_kien", "y_kien_khac"))
        [case] = cases(root)
        [consultation] = root.consultations.of_case(case.key)
        consultation.requests[0].state = "withdrawn"
        assert planned(office, root, mapping={}).stays == 0
