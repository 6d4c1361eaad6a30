"""What an administrator does: carry out a plan, stop it, let it go on, undo a batch.

Each is an entry in the journal of definitions, with the digests of both
versions and the stamp of the plan.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from motcua.acting import Acting, NotHere, Refusal
from motcua.cases.content import Case
from motcua.journal import note, office_journal
from motcua.migrations import running
from motcua.migrations.content import Batch, Before, Run
from motcua.migrations.fates import bring_back
from motcua.migrations.planning import Plan
from motcua.migrations.ways import Ways
from motcua.permissions import Permission
from motcua.words import _, several
from motcua.workflows.versions import definition, version

AREA = "definitions"
PLAN_AGAIN = _("Look at the plan as it is now, then decide again.")


class NoPlan(Refusal):
    """Somebody wants to bring cases over without having seen what would become of them."""


class StalePlan(Refusal):
    """Something else is so than when the plan was made."""


class CannotRun(Refusal):
    """The plan has errors, or unread warnings, or there is nothing to do."""


class CannotStop(Refusal):
    """The run is not one that could be stopped, or go on."""


class CannotUndo(Refusal):
    """What was done cannot be taken back, or not any more."""


class Undone(NamedTuple):
    """What became of the cases of a batch that was undone."""

    brought_back: int
    moved_since: tuple[str, ...]
    """Codes of cases that have taken a step since, and stay where they are."""


def runs_of(root: Any, procedure: str) -> list[Run]:
    """Return the runs of a procedure, the newest first."""
    return [each for each in reversed(root.migrations.runs.values()) if each.procedure == procedure]


def run_of(root: Any, number: int) -> Run:
    """Return a run by its number."""
    found: Run | None = root.migrations.runs.get(number)
    if found is None:
        raise NotHere()
    return found


def take_down(acting: Acting, plan: Plan) -> None:
    """Write down that a plan was made, and what it said.  The plan itself writes nothing."""
    note(
        acting,
        office_journal(acting.root, acting.now, AREA),
        "migration planned",
        **_facts_of_plan(plan),
        problems=[each.code for each in plan.problems],
        stays=plan.stays,
        moves=plan.moves,
        late=plan.late,
    )


def start(acting: Acting, plan: Plan, stamp: str, warnings_read: bool = False) -> Run:
    """Have the plan carried out by the worker, batch by batch.

    ``stamp`` is that of the plan which was looked at: where something else is
    so by now, nothing is begun.
    """
    _require(acting)
    _check_stamp(acting, plan, stamp)
    _check_sound(plan, warnings_read)
    _check_alone(acting, plan)
    keys = running.keys(acting.root, plan.procedure, plan.old.version)
    runs = acting.root.migrations.runs
    number = runs.maxKey() + 1 if runs else 1
    run = runs[number] = Run(
        b"".join(keys),
        number=number,
        procedure=plan.procedure,
        from_version=plan.old.version,
        to_version=plan.new.version,
        from_digest=plan.old.digest,
        to_digest=plan.new.digest,
        stamp=stamp,
        mapping=dict(plan.mapping),
        may_close=plan.ways.may_close,
        rule=plan.rule,
        reason=plan.reason,
        count=len(keys),
        started_at=acting.now,
        started_by=acting.person,
        started_by_name=acting.name,
    )
    note(
        acting,
        office_journal(acting.root, acting.now, AREA),
        "migration started",
        run=number,
        **_facts_of_plan(plan),
    )
    return run


def _check_stamp(acting: Acting, plan: Plan, stamp: str) -> None:
    if not stamp:
        raise NoPlan(
            _("Cases are brought over by a plan only."),
            _("Make the plan, look at it, and have it carried out from there."),
        )
    now = len(running.keys(acting.root, plan.procedure, plan.old.version))
    if stamp != plan.stamp or now != plan.count:
        raise StalePlan(
            several(
                _("The plan is out of date: ${n} case runs under version ${version} by now."),
                _("The plan is out of date: ${n} cases run under version ${version} by now."),
                now,
                version=str(plan.old.version),
            ),
            PLAN_AGAIN,
        )


def _check_sound(plan: Plan, warnings_read: bool) -> None:
    if plan.errors:
        raise CannotRun(plan.errors[0].said, _("Mend the plan, then have it carried out."))
    if plan.warnings and not warnings_read:
        raise CannotRun(
            _("The plan has warnings: ${first}", mapping={"first": plan.warnings[0].said}),
            _("Read them, and say that you have."),
        )
    if not plan.can_run:
        raise CannotRun(
            _(
                "No running case of version ${version} can be brought over.",
                mapping={"version": str(plan.old.version)},
            )
        )


def _check_alone(acting: Acting, plan: Plan) -> None:
    root, today = acting.root, acting.now.date()
    since = version(root, plan.procedure, plan.new.version).in_force_from
    if since > today:
        told = {"version": str(plan.new.version), "day": since}
        raise CannotRun(
            _("Version ${version} is in force from ${day} only.", mapping=told),
            _("Bring the cases over from that day on."),
        )
    if any(each.is_running or each.is_undoing for each in runs_of(root, plan.procedure)):
        raise CannotRun(
            _("Cases of this procedure are being brought over right now."),
            _("Wait until that has ended, or stop it."),
        )


def stop(acting: Acting, run: Run) -> None:
    """Have a run stop after the batch that is under way; what is done stays done."""
    _require(acting)
    if not run.is_running:
        raise CannotStop(_("There is nothing to stop: this has ended or is stopped already."))
    run.brake.pulled_at, run.brake.pulled_by = acting.now, acting.person
    note_run(acting, run, "migration stopped", moved=run.moved)


def go_on(acting: Acting, run: Run) -> None:
    """Let a stopped run go on where it stopped."""
    _require(acting)
    if not run.is_stopped or run.is_undoing:
        raise CannotStop(_("Only what is stopped can go on."))
    run.brake.pulled_at, run.brake.pulled_by = None, ""
    note_run(acting, run, "migration continued", moved=run.moved)


def undo(acting: Acting, run: Run, number: int, reason: str) -> Undone:
    """Bring the cases of a batch back to the version from which they came.

    A case that has taken a step since stays where it is: what was done in it
    was done under the new version.
    """
    _require(acting)
    _check_undo(run, reason)
    batch: Batch | None = run.batches.get(number)
    if batch is None:
        raise NotHere()
    if not batch.before:
        raise CannotUndo(_("There is nothing to bring back in this batch."))
    undone = undone_batch(acting, run, number, reason)
    if not undone.brought_back:
        raise CannotUndo(
            _("Every case of this batch has taken a step since: none can be brought back."),
            _("Plan a bringing over in the other direction."),
        )
    return undone


def undo_all(acting: Acting, run: Run, reason: str) -> None:
    """Have the worker bring all cases back, batch by batch, as far as they have not moved."""
    _require(acting)
    _check_undo(run, reason)
    if not any(batch.before for batch in run.batches.values()):
        raise CannotUndo(_("There is nothing to bring back."))
    brake = run.brake
    brake.undo_at, brake.undo_reason = acting.now, reason.strip()
    brake.undo_by, brake.undo_by_name = acting.person, acting.name
    if run.finished_at is None:
        run.finished_at = acting.now
    note_run(acting, run, "migration to be undone", reason=reason.strip(), moved=run.moved)


def _check_undo(run: Run, reason: str) -> None:
    if run.is_running:
        raise CannotUndo(
            _("Cases of this procedure are being brought over right now."),
            _("Stop that first."),
        )
    if run.is_undoing:
        raise CannotUndo(_("All of it is being undone already."))
    if not reason.strip():
        raise CannotUndo(_("Say why the cases are brought back."))


def undone_batch(acting: Acting, run: Run, number: int, reason: str) -> Undone:
    """Bring back those cases of a batch that have not moved since; say which have."""
    between, batch = ways_of(acting, run), run.batches[number]
    back: list[bytes] = []
    moved: list[str] = []
    for was in batch.before:
        case: Case = acting.root.cases.shelf[was.key]
        if _has_moved(case, run, was):
            moved.append(case.code)
        else:
            bring_back(acting, between, case, was, reason.strip(), run.number)
            back.append(was.key)
    batch.undone_at, batch.undone_by = acting.now, acting.person
    batch.undone_reason, batch.brought_back = reason.strip(), batch.brought_back + len(back)
    batch.before = tuple(each for each in batch.before if each.key not in back)
    facts = {"batch": number + 1, "brought_back": len(back), "moved_since": len(moved)}
    note_run(acting, run, "migration undone", reason=reason.strip(), **facts)
    return Undone(len(back), tuple(moved))


def _has_moved(case: Case, run: Run, was: Before) -> bool:
    return case.version != run.to_version or case.track.revision != was.revision


def can_undo(run: Run, batch: Batch) -> bool:
    """Say whether a batch has cases that may be brought back."""
    return bool(batch.before) and not run.is_running and not run.is_undoing


def ways_of(acting: Acting, run: Run) -> Ways:
    """Return the ways between the versions of a run."""
    return Ways(
        definition(acting.root, run.procedure, run.from_version),
        definition(acting.root, run.procedure, run.to_version),
        run.mapping,
        run.may_close,
    )


def _require(acting: Acting) -> None:
    if not acting.is_system:
        acting.require(Permission.CASE_MIGRATE)


def _facts_of_plan(plan: Plan) -> dict[str, Any]:
    return {
        "procedure": plan.procedure,
        "from_version": plan.old.version,
        "to_version": plan.new.version,
        "from_digest": plan.old.digest,
        "to_digest": plan.new.digest,
        "plan": plan.stamp,
        "count": plan.count,
        "mapping": dict(plan.mapping),
        "rule": plan.rule,
        "reason": plan.reason,
        "may_close": plan.ways.may_close or None,
    }


def note_run(acting: Acting, run: Run, deed: str, **facts: Any) -> None:
    """Write into the journal of the office what happened to a run, and which versions it joins."""
    note(
        acting,
        office_journal(acting.root, acting.now, AREA),
        deed,
        run=run.number,
        procedure=run.procedure,
        from_version=run.from_version,
        to_version=run.to_version,
        from_digest=run.from_digest,
        to_digest=run.to_digest,
        plan=run.stamp,
        **facts,
    )
