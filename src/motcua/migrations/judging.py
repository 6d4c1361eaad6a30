"""M01 to M04: what is wrong with a plan, in the words of the office.

Errors keep a plan from being carried out: a step without a place to go, cases
that would be closed though nobody said so.  Warnings must have been read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol

from motcua.migrations.ways import Ways
from motcua.words import Sentence, _, several
from motcua.workflows.definition import APPLICANT, ASSIGNEE
from motcua.workflows.problems import ERROR, WARNING, Problem, meant


class Counted(Protocol):
    """What a plan counts of the cases at one step."""

    state: str
    title: Sentence
    target: str
    target_title: Sentence
    closes: bool
    stays: bool
    count: int
    late: int
    goes: Counter[str]
    nobody: int
    holder_loses: int


def found_in(ways: Ways, rows: Iterable[Counted]) -> tuple[Problem, ...]:
    """Return every problem, errors first, in the order of the procedure's steps."""
    found = [problem for row in rows if not row.stays for problem in _of_row(ways, row)]
    return tuple(sorted(found, key=lambda each: (not each.is_error, each.code)))


def _of_row(ways: Ways, row: Counted) -> Iterator[Problem]:
    yield from _place(ways, row)
    yield from _closing(ways, row)
    yield from _nobody(ways, row)
    yield from _late(ways, row)


def _place(ways: Ways, row: Counted) -> Iterator[Problem]:
    if not row.target:
        sentence = several(
            _(
                "${n} case stands at “${state}”, which version ${version} does not have.  Choose"
                " a step for it."
            ),
            _(
                "${n} cases stand at “${state}”, which version ${version} does not have.  Choose"
                " a step for them."
            ),
            row.count,
            state=row.title,
            version=str(ways.new.version),
        )
        yield Problem("M01", ERROR, 1, sentence, _near(ways, row))
    elif ways.new.states[row.target].auto:
        sentence = _(
            "“${state}” is passed through in version ${version}: no case can stand there.  Choose"
            " a step at which somebody acts.",
            mapping={"state": row.target_title, "version": str(ways.new.version)},
        )
        yield Problem("M01", ERROR, _line(ways, row), sentence)


def _near(ways: Ways, row: Counted) -> str:
    """Return the title of the step that probably took its place; empty where none seems to."""
    titles = {state.title.vi: id for id, state in ways.new.states.items() if not state.final}
    title = ways.old.states[row.state].title.vi if row.state in ways.old.states else row.state
    return meant(title, titles)


def _closing(ways: Ways, row: Counted) -> Iterator[Problem]:
    if row.closes and not ways.may_close:
        sentence = several(
            _("“${state}” is a final step: ${n} case would be closed.  Say so if it shall be."),
            _("“${state}” is a final step: ${n} cases would be closed.  Say so if they shall be."),
            row.count,
            state=row.target_title,
        )
        yield Problem("M02", ERROR, _line(ways, row), sentence)


def _nobody(ways: Ways, row: Counted) -> Iterator[Problem]:
    if row.nobody:
        sentence = several(
            _("${n} case would have nobody to act at “${state}”: nobody is ${parts} there."),
            _("${n} cases would have nobody to act at “${state}”: nobody is ${parts} there."),
            row.nobody,
            state=row.target_title,
            parts=_parts(ways, row),
        )
        yield Problem("M03", WARNING, _line(ways, row), sentence)
    if row.holder_loses:
        sentence = several(
            _("${n} case: who holds it now has nothing to do at “${state}” any more."),
            _("${n} cases: who holds them now has nothing to do at “${state}” any more."),
            row.holder_loses,
            state=row.target_title,
        )
        yield Problem("M03", WARNING, _line(ways, row), sentence)


def _parts(ways: Ways, row: Counted) -> list[Sentence]:
    """Name who may act at the step, as the procedure calls them."""
    said: dict[str, Sentence] = {ASSIGNEE: _("the holder of the case"), APPLICANT: _("applicant")}
    parts = [part for each in ways.new.states[row.target].actions for part in each.by]
    return [said.get(part) or ways.new.roles[part].title for part in dict.fromkeys(parts)]


def _late(ways: Ways, row: Counted) -> Iterator[Problem]:
    if row.late:
        sentence = several(
            _("${n} case at “${state}” becomes overdue at once."),
            _("${n} cases at “${state}” become overdue at once."),
            row.late,
            state=row.title,
        )
        yield Problem("M04", WARNING, _line(ways, row), sentence)
    for goal, count in row.goes.items():
        sentence = several(
            _("A limit that has passed takes ${n} case at “${state}” to “${goal}” at once."),
            _("A limit that has passed takes ${n} cases at “${state}” to “${goal}” at once."),
            count,
            state=row.title,
            goal=ways.new.states[goal].title,
        )
        yield Problem("M04", WARNING, _line(ways, row), sentence)


def _line(ways: Ways, row: Counted) -> int:
    return ways.new.states[row.target].line or 1
