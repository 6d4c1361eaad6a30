"""The plan: what would become of every running case, worked out without writing anything.

A plan is void as soon as something else is so than when it was made: the
texts of the two versions, or how many cases run.  Its ``stamp`` says all of
that in a few letters, and travels with the form that has it carried out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from motcua.acting import Acting, Refusal
from motcua.cases.content import Case
from motcua.migrations import running
from motcua.migrations.dates import KEEP, RESTART, RULES
from motcua.migrations.fates import Fate, Judge
from motcua.migrations.judging import found_in
from motcua.migrations.reasons import ON_PURPOSE
from motcua.migrations.ways import Ways, ways
from motcua.permissions import Permission
from motcua.words import Sentence, _
from motcua.workflows import versions
from motcua.workflows.content import Version
from motcua.workflows.definition import Definition
from motcua.workflows.problems import Problem, errors_in, warnings_in

LISTED = 200
"""Blocked cases that are listed; all are counted."""
A_SECOND = 150
"""Cases that a modest machine brings over in a second; only to estimate."""


class CannotPlan(Refusal):
    """What was asked for is no bringing over from one version to another."""


class Blocked(NamedTuple):
    """A case that cannot be brought over, and why."""

    key: bytes
    code: str
    state: Sentence
    reason: Sentence
    way_out: Sentence


@dataclass
class Row:
    """What becomes of all cases that stand at one step."""

    state: str
    title: Sentence
    target: str
    """Empty where there is none."""
    target_title: Sentence
    closes: bool = False
    stays: bool = False
    """Left where they are because the mapping says so."""
    why: Sentence = ""
    """Why no case of this step can be brought over."""
    count: int = 0
    blocked: int = 0
    moves: int = 0
    """Cases of which a due date moves."""
    late: int = 0
    """Cases that are overdue then, and were not."""
    goes: Counter[str] = field(default_factory=Counter)
    """Steps to which a limit that has passed takes cases at once, and how many."""
    nobody: int = 0
    """Cases on which nobody could act."""
    holder_loses: int = 0
    """Cases whose holder could act, and has nothing to do there then."""


@dataclass(frozen=True)
class Plan:
    """What would become of the running cases of a version."""

    old: Definition
    new: Definition
    ways: Ways
    rule: str
    reason: str
    made_at: datetime
    count: int
    rows: tuple[Row, ...]
    blocked: tuple[Blocked, ...]
    """The first :data:`LISTED` of those that cannot be brought over."""
    problems: tuple[Problem, ...]
    """M01 to M04: errors keep it from being carried out, warnings must be read."""

    @property
    def procedure(self) -> str:
        """The id of the procedure."""
        return self.old.id

    @property
    def mapping(self) -> Mapping[str, str]:
        """From step to step, where it is not the same id."""
        return self.ways.mapping

    @property
    def stays(self) -> int:
        """Cases that are left where they are, for whatever reason."""
        return sum(row.blocked for row in self.rows)

    @property
    def moves(self) -> int:
        """Cases of which a due date moves."""
        return sum(row.moves for row in self.rows)

    @property
    def late(self) -> int:
        """Cases that become overdue at once."""
        return sum(row.late for row in self.rows)

    @property
    def nobody(self) -> int:
        """Cases on which nobody could act."""
        return sum(row.nobody for row in self.rows)

    @property
    def errors(self) -> list[Problem]:
        """What keeps it from being carried out."""
        return errors_in(self.problems)

    @property
    def warnings(self) -> list[Problem]:
        """What must have been read."""
        return warnings_in(self.problems)

    @property
    def can_run(self) -> bool:
        """Say whether it can be carried out, and there is anything to do."""
        return not self.errors and self.stays < self.count

    @property
    def seconds(self) -> int:
        """About how long it takes."""
        return 1 + (self.count - self.stays) // A_SECOND

    @property
    def stamp(self) -> str:
        """Some letters that are the same as long as nothing has changed."""
        return stamp_of(self.ways, self.rule, self.reason, self.count)


def stamp_of(ways: Ways, rule: str, reason: str, count: int) -> str:
    """Return the stamp of a plan: digests of both versions, what was chosen, and a count."""
    said = [ways.old.name, ways.old.digest, ways.new.name, ways.new.digest, count]
    chosen = [sorted(ways.mapping.items()), ways.may_close, rule, reason]
    return sha256(json.dumps([said, chosen]).encode()).hexdigest()[:16]


def plan(
    acting: Acting,
    procedure: str,
    from_version: int,
    to_version: int,
    mapping: Mapping[str, str] | None = None,
    rule: str = "",
    reason: str = "",
    may_close: bool = False,
) -> Plan:
    """Say what would become of every running case of ``from_version``.  Writes nothing.

    ``mapping`` says which step of the new version a step becomes; what it does
    not name keeps its id, and an empty value leaves its cases where they are.
    ``rule`` says what happens to due dates: ``keep``, ``recount`` or
    ``restart``, which needs a reason.  ``may_close`` allows final steps.
    """
    if not acting.is_system:
        acting.require(Permission.CASE_MIGRATE)
    old, new = two_versions(acting, procedure, from_version, to_version)
    _check_rule(rule, reason)
    between = ways(old, new, mapping or {}, may_close)
    keys = running.keys(acting.root, procedure, from_version)
    judge = Judge(acting, between, rule, reason.strip())
    rows, blocked = _judged(judge, keys)
    return Plan(
        old=old,
        new=new,
        ways=between,
        rule=rule,
        reason=reason.strip(),
        made_at=acting.now,
        count=len(keys),
        rows=rows,
        blocked=blocked,
        problems=found_in(between, rows),
    )


def two_versions(
    acting: Acting, procedure: str, before: int, after: int
) -> tuple[Definition, Definition]:
    """Return what both versions say; refused where they are one."""
    old = versions.definition(acting.root, procedure, before)
    new = versions.definition(acting.root, procedure, after)
    if before == after:
        raise CannotPlan(
            _("Both are version ${version}.", mapping={"version": str(before)}),
            _("Choose another version to bring the cases over to."),
        )
    return old, new


def _check_rule(rule: str, reason: str) -> None:
    if rule not in RULES:
        raise CannotPlan(
            _("Say what happens to due dates."),
            _("Choose one: keep them, recount them, or restart from today."),
        )
    if rule == RESTART and not reason.strip():
        raise CannotPlan(
            _("Beginning every time limit anew needs a reason."),
            _("Write the decision that allows it."),
        )


def _judged(
    judge: Judge, keys: list[bytes], look: Callable[[Case], None] = lambda case: None
) -> tuple[tuple[Row, ...], tuple[Blocked, ...]]:
    """Count what becomes of cases; ``look`` is shown each that can be brought over."""
    rows: dict[str, Row] = {}
    blocked: list[Blocked] = []
    for case in cases_of(judge.acting, keys):
        row = _row(rows, judge.ways, case.track.state)
        row.count += 1
        why = judge.why_not(case)
        if why is None:
            _count(judge, row, case, judge.fate(case))
            look(case)
            continue
        row.blocked += 1
        if len(blocked) < LISTED and why.kind != ON_PURPOSE:
            blocked.append(Blocked(case.key, case.code, row.title, why.said, why.way_out))
    order = {id: place for place, id in enumerate(judge.ways.old.states)}
    found = sorted(rows.values(), key=lambda row: order.get(row.state, len(order)))
    return tuple(found), tuple(blocked)


def cases_of(acting: Acting, keys: list[bytes]) -> Iterator[Case]:
    """Go through cases by their keys."""
    for key in keys:
        case: Case | None = acting.root.cases.shelf.get(key)
        if case is not None:
            yield case


def _row(rows: dict[str, Row], between: Ways, state: str) -> Row:
    row = rows.get(state)
    if row is None:
        target, why = between.target(state), between.why_not(state)
        row = rows[state] = Row(
            state=state,
            title=between.title(state),
            target=target.id if target else "",
            target_title=target.title if target else "",
            closes=bool(target and target.final),
            stays=why is not None and why.kind == ON_PURPOSE,
            why=why.said if why else "",
        )
    return row


def _count(judge: Judge, row: Row, case: Case, fate: Fate) -> None:
    row.moves += fate.moves
    row.late += fate.becomes_late(judge.acting.now)
    if fate.go:
        row.goes[fate.go] += 1
    if not judge.has_somebody(case, fate.target):
        row.nobody += 1
    elif judge.holder_loses(case, fate.target):
        row.holder_loses += 1


@dataclass(frozen=True)
class Touched:
    """Which running cases a definition would touch, if they were brought over to it."""

    version: Version | None
    """The version in force, under which they run; ``None`` where none is."""
    count: int = 0
    rows: tuple[Row, ...] = ()
    moves: Mapping[str, int] = field(default_factory=dict)
    """For ``keep``, ``recount`` and ``restart``: of how many cases a due date would move."""
    late: Mapping[str, int] = field(default_factory=dict)
    """And how many would become overdue at once."""
    older: Mapping[int, int] = field(default_factory=dict)
    """Cases that run under other versions, by number."""


def touched(acting: Acting, definition: Definition) -> Touched:
    """Say which cases run under the version in force, and what ``definition`` would change.

    ``definition`` need not be published.  Writes nothing.
    """
    root = acting.root
    counts = running.counts(root, definition.id)
    version = versions.version_in_force(root, definition.id, acting.now.date())
    if version is None:
        return Touched(None, older=counts)
    old = versions.definition_of(root, version)
    judge = Judge(acting, ways(old, definition, {}), KEEP)
    keys = running.keys(root, definition.id, version.number)
    moves: Counter[str] = Counter(dict.fromkeys(RULES, 0))
    late: Counter[str] = Counter(dict.fromkeys(RULES, 0))

    def look(case: Case) -> None:
        for rule in RULES:
            fate = judge.fate(case, rule)
            moves[rule] += fate.moves
            late[rule] += fate.becomes_late(acting.now)

    rows, _blocked = _judged(judge, keys, look)
    return Touched(
        version=version,
        count=len(keys),
        rows=rows,
        moves=moves,
        late=late,
        older={number: n for number, n in counts.items() if number != version.number},
    )
