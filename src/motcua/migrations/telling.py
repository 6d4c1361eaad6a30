"""A plan and a run, told on the command line: in lines, or as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from motcua.migrations.content import Kept, Run
from motcua.migrations.dates import TITLES
from motcua.migrations.planning import LISTED, Plan, Row
from motcua.migrations.reasons import said
from motcua.words import Sentence, _, several, translate


def as_lines(plan: Plan, language: str) -> str:
    """Return a plan as somebody reads it."""
    return "\n".join(translate(each, language) for each in _lines(plan))


def _lines(plan: Plan) -> Iterator[Sentence]:
    told = {
        "title": plan.old.title,
        "from": str(plan.old.version),
        "to": str(plan.new.version),
        "n": str(plan.count),
    }
    yield _("${title}: from version ${from} to ${to}, ${n} running cases", mapping=told)
    yield TITLES[plan.rule]
    for row in plan.rows:
        yield row_said(row)
    yield _(
        "Stay: ${stays} · due dates that move: ${moves} · overdue at once: ${late} · nobody to"
        " act: ${nobody} · about ${seconds} s",
        mapping={
            "stays": str(plan.stays),
            "moves": str(plan.moves),
            "late": str(plan.late),
            "nobody": str(plan.nobody),
            "seconds": str(plan.seconds),
        },
    )
    for problem in plan.problems:
        yield _("${code} ${problem}", mapping={"code": problem.code, "problem": problem.said})
    for each in plan.blocked:
        yield _("${code}: ${reason}", mapping={"code": each.code, "reason": each.reason})


def row_said(row: Row) -> Sentence:
    """Say where the cases of one step go."""
    told = {"n": str(row.count), "state": row.title, "target": row.target_title}
    if row.stays:
        return _("${n}: ${state} (left as they are)", mapping=told)
    if not row.target:
        return _("${n}: ${state} → no such step", mapping=told)
    return _("${n}: ${state} → ${target}", mapping=told)


def as_json(plan: Plan, language: str) -> dict[str, Any]:
    """Return a plan as plain values."""

    def say(sentence: Sentence) -> str:
        return translate(sentence, language)

    return {
        "procedure": plan.procedure,
        "from": {"version": plan.old.version, "digest": plan.old.digest},
        "to": {"version": plan.new.version, "digest": plan.new.digest},
        "rule": plan.rule,
        "reason": plan.reason,
        "mapping": dict(plan.mapping),
        "plan": plan.stamp,
        "count": plan.count,
        "stays": plan.stays,
        "moves": plan.moves,
        "late": plan.late,
        "nobody": plan.nobody,
        "seconds": plan.seconds,
        "rows": [_row(row) for row in plan.rows],
        "problems": [
            {"code": each.code, "level": each.level, "sentence": say(each.said)}
            for each in plan.problems
        ],
        "blocked": [
            {
                "case": each.code,
                "state": say(each.state),
                "reason": say(each.reason),
                "way_out": say(each.way_out),
            }
            for each in plan.blocked
        ],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "state": row.state,
        "target": row.target,
        "count": row.count,
        "blocked": row.blocked,
        "moves": row.moves,
        "late": row.late,
        "goes": dict(row.goes),
        "nobody": row.nobody,
        "holder_loses": row.holder_loses,
    }


@dataclass(frozen=True)
class Outcome:
    """How far a run has come: plain values, also when the database is closed."""

    run: int
    count: int
    moved: int
    left: int
    finished: bool
    goes_on: bool
    kept: tuple[tuple[str, Sentence], ...]
    """Codes of cases that were left as they were, each with the reason."""

    @property
    def said(self) -> Sentence:
        """Say how far it has come."""
        told = {"moved": str(self.moved), "count": str(self.count), "left": str(self.left)}
        if self.finished:
            return _("Brought over: ${moved} of ${count}; left: ${left}.", mapping=told)
        return _("Brought over so far: ${moved} of ${count}; left: ${left}.", mapping=told)

    def as_json(self, language: str) -> dict[str, Any]:
        """Return it as a program reads it."""
        kept = [{"case": code, "reason": translate(why, language)} for code, why in self.kept]
        return {**vars(self), "kept": kept}


@dataclass(frozen=True)
class Told:
    """A run as the command line lists it."""

    procedure: str
    from_version: int
    to_version: int
    state: str
    """``running``, ``stopped``, ``finished`` or ``undoing``."""
    brought_back: int
    outcome: Outcome

    @property
    def said(self) -> Sentence:
        """Say which run it is, how it stands, and how far it has come."""
        told = {
            "run": str(self.outcome.run),
            "procedure": self.procedure,
            "from": str(self.from_version),
            "to": str(self.to_version),
            "state": STATES[self.state],
            "outcome": self.outcome.said,
            "back": str(self.brought_back),
        }
        if self.brought_back:
            return _(
                "${run}: ${procedure} ${from} → ${to}: ${state}. ${outcome} Brought back: ${back}.",
                mapping=told,
            )
        return _("${run}: ${procedure} ${from} → ${to}: ${state}. ${outcome}", mapping=told)

    def as_json(self, language: str) -> dict[str, Any]:
        """Return it as a program reads it."""
        return {**vars(self), "outcome": self.outcome.as_json(language)}


STATES: dict[str, Sentence] = {
    "running": _("being carried out"),
    "stopped": _("stopped"),
    "finished": _("done to the end"),
    "undoing": _("being brought back"),
}


def told_of(run: Run) -> Told:
    """Return a run as plain values."""
    state = "finished" if run.finished_at else "stopped" if run.is_stopped else "running"
    return Told(
        procedure=run.procedure,
        from_version=run.from_version,
        to_version=run.to_version,
        state="undoing" if run.is_undoing else state,
        brought_back=run.brought_back,
        outcome=outcome_of(run),
    )


def outcome_of(run: Run) -> Outcome:
    """Return how far a run has come."""
    return Outcome(
        run=run.number,
        count=run.count,
        moved=run.moved,
        left=run.left,
        finished=run.finished_at is not None,
        goes_on=run.is_running,
        kept=tuple((kept.code, said(kept.kind, kept.about)) for kept in kept_of(run)),
    )


def kept_of(run: Run) -> Iterator[Kept]:
    """Return the first cases that were left as they were."""
    kept = (each for batch in run.batches.values() for each in batch.kept) if run.left else ()
    return islice(kept, LISTED)


def batch_said(number: int, count: int) -> Sentence:
    """Name a batch."""
    return several(
        _("Batch ${batch}: ${n} case"),
        _("Batch ${batch}: ${n} cases"),
        count,
        batch=str(number + 1),
    )
