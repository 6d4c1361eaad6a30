"""Procedure files: read, checked, compiled, a thousand kept, and what may be done in them.

Seconds of the processor are counted, and the best round: the machine may be busy otherwise.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from time import process_time
from timeit import repeat
from types import SimpleNamespace
from typing import Any

from bench.province import MONDAY, ROOT, WORKFLOWS, Province
from bench.raw import Raw
from bench.sizes import Sizes
from bench.tables import Table, at_most
from motcua.acting import Acting, Holding, Office, system
from motcua.workflows import editing, versions
from motcua.workflows.actions import publish
from motcua.workflows.checks import checked, problems
from motcua.workflows.conditions import Conditions
from motcua.workflows.definition import Definition
from motcua.workflows.machine import Machine, compiled
from motcua.workflows.reader import read
from motcua.workflows.schema import schema
from motcua.workflows.surroundings import Surroundings, of_office

STATES, ACTIONS = 60, 5
"""Steps of a large procedure, and the actions at each."""
CHECKED_IN_MS = 200.0
FEW, MANY = 10, 300
"""Actions of two procedures in which a case may take the same three."""
REFUSED_IN_S, REFUSED_IN_MB = 1.0, 200.0


def tables(province: Province, raw: Raw, sizes: Sizes) -> Iterator[Table]:
    """Measure one text, a thousand of them, and one case."""
    commit = 1000 / raw.commits(sizes.raw_commits).rate
    around = of_office(province.office)
    yield _one_text(around, sizes.rounds, commit)
    yield _many_texts(province, sizes, commit)
    yield _available(sizes.rounds, commit)
    yield _hostile(around)


def large(states: int, actions: int = ACTIONS, everywhere: int = 0) -> str:
    """Return a procedure of so many steps, each with so many actions of which one goes on."""
    head = (
        "workflow: thu-tuc-lon\nversion: 1\ntitle: {vi: Thủ tục lớn, en: Large}\n"
        "deadline: 2000 working days\nroles:\n"
        + "".join(f"  r{each}: {{vi: Vai {each}, en: Role {each}}}\n" for each in range(5))
        + "states:\n"
    )
    blocks = [_state(number, states, actions) for number in range(states)]
    return head + "".join(blocks) + "  done: {title: {vi: Xong, en: Done}, final: success}\n"


def _state(number: int, states: int, actions: int) -> str:
    onward = f"s{number + 1}" if number + 1 < states else "done"
    lines = [
        f"  s{number}:",
        f"    title: {{vi: Bước {number}, en: Step {number}}}",
        *(["    start: yes"] if not number else []),
        "    within: 3 working days",
        "    edit: r0",
        "    actions:",
    ]
    for each in range(actions):
        to = onward if not each else f"s{(number * 7 + each) % states}"
        lines += [
            f"      a{each}:",
            f"        title: {{vi: Việc {each}, en: Act {each}}}",
            f"        by: [r{each % 5}, r{(each + 1) % 5}]",
            f"        to: {to if to != f's{number}' else 'same'}",
            '        ask: [ly_do, "ghi_chu?"]',
        ]
    lines += ["    late:", "      - {before: 1 working day, notify: r0}"]
    return "\n".join(lines) + "\n"


def milliseconds(what: Callable[[], object], rounds: int, times: int = 1) -> float:
    """Return the best of some rounds."""
    return min(repeat(what, process_time, repeat=max(rounds, 3), number=times)) * 1000 / times


def _one_text(around: Surroundings, rounds: int, commit: float) -> Table:
    columns = ("actions", "kB", "read ms", "check ms", "compile ms", "all", "goal", "commits")
    table = Table("Definitions: one file read, checked and compiled", columns)
    around = Surroundings(calendars=around.calendars, letters=around.letters)
    took = []
    for states in (STATES // 10, STATES):
        text = large(states)
        reading = checked(text, around)
        rules = reading.definition
        assert not reading.problems, list(map(str, reading.problems))
        assert rules is not None
        parts = (
            milliseconds(lambda text=text: read(text), rounds),  # type: ignore[misc]
            milliseconds(lambda rules=rules: problems(rules, around), rounds),  # type: ignore[misc]
            milliseconds(lambda rules=rules: Machine(rules), rounds),  # type: ignore[misc]
        )
        took.append(sum(parts))
        goal = at_most(parts[0] + parts[1], CHECKED_IN_MS)
        table.row(
            states * ACTIONS, len(text.encode()) / 1000, *parts, took[-1], goal, took[-1] / commit
        )
    text = large(STATES)
    change = milliseconds(lambda: editing.put(text, ("states", "s30", "title", "vi"), "X"), rounds)
    table.remark(f"An action costs {took[1] / 10 / took[0]:.2f} times what it does at a tenth.")
    table.remark(f"One label changed in the large text, and seen to be: {change:.0f} ms.")
    table.remark(f"The JSON Schema printed: {milliseconds(schema, rounds):.1f} ms.")
    return table


def _many_texts(province: Province, sizes: Sizes, commit: float) -> Table:
    shipped = [each.read_text("utf8") for each in sorted((ROOT / WORKFLOWS).glob("*/1.yaml"))]
    names = []
    for number in range(sizes.definitions):
        names.append(f"ban-sao-{number:03}")
        text = editing.templates.copy_of(shipped[number % len(shipped)], names[-1])
        province.transact(lambda root, text=text: _publish(province.office, root, text, sizes))  # type: ignore[misc]
    each_time = {len(names) // 10 or 1: 0.0, len(names): 0.0}
    columns = ("procedures", "versions", "first ms each", "again µs each", "commits each", "MB")
    table = Table("Definitions: every version of many loaded", columns)
    took = []
    for many in each_time:
        versions._read.clear()
        writer = province.writer()
        tracemalloc.start()
        begun = process_time()
        for name in names[:many]:
            for number in range(1, sizes.versions + 1):
                versions.definition(writer.root, name, number)
        seconds = process_time() - begun
        held = tracemalloc.get_traced_memory()[0] / 1_000_000
        tracemalloc.stop()
        loaded = many * sizes.versions
        again = milliseconds(lambda: versions.definition(writer.root, names[0], 1), 3, 100)  # noqa: B023
        took.append(seconds * 1000 / loaded)
        table.row(many, loaded, took[-1], again * 1000, took[-1] / commit, held)
        writer.close()
    table.remark(f"One costs {took[1] / took[0]:.2f} times what it does among a tenth.")
    return table


def _publish(office: Office, root: Any, text: str, sizes: Sizes) -> None:
    acting = system(office, root, MONDAY, origin="bench")
    for number in range(1, sizes.versions + 1):
        publish(acting, editing.put(text, ("version",), str(number)), "bench")


class _Case:
    """A case in memory: what the machine asks of one."""

    def __init__(self, definition: Definition, state: str):
        self.definition = definition
        self.track = SimpleNamespace(state=state, came_from="")

    def plays(self, acting: Acting, role: str) -> Holding | bool:
        return acting.holding_with(role, "so") or False

    def who_did(self, action: str) -> Collection[str]:
        return ()

    def times(self, action: str) -> int:
        return 0

    def has_paper(self, paper: str) -> bool:
        return True

    def value(self, field: str) -> Any:
        return ""


def _available(rounds: int, commit: float) -> Table:
    table = Table(
        "Definitions: actions available in one case",
        ("actions of the procedure", "of the step", "µs", "commits"),
    )
    holding = Holding("so", "an.1", roles=frozenset(f"r{each}" for each in range(5)))
    office = Office(Path(), Path())
    office.lend(Conditions, Conditions())
    acting = Acting(office, None, MONDAY, "an", "An", holdings=(holding,))
    took = []
    for actions in (FEW, MANY):
        rules = checked(large(actions // 5)).definition
        assert rules is not None
        case, machine = _Case(rules, "s1"), compiled(rules)
        offered = len(machine.available(case, acting))
        took.append(milliseconds(lambda: machine.available(case, acting), rounds, 500) * 1000)  # noqa: B023
        table.row(actions, offered, took[-1], took[-1] / 1000 / commit)
    ratio = took[1] / took[0]
    table.remark(
        f"In the large procedure it takes {ratio:.2f} times as long: {at_most(ratio, 1.2)}."
    )
    return table


HOSTILE = {
    "a bomb of aliases": "a: &a [x]\n"
    + "".join(f"b{n}: &b{n} [{', '.join(['*a'] * 9)}]\n" for n in range(900)),
    "240 thousand signs": "a: [" + "x," * 120_000 + "]",
    "a hundred thousand deep": "[" * 100_000,
    "one value of 250 kB": "a: " + "x" * 255_000,
    "14 thousand keys": "".join(f"k{n}: v\n" for n in range(14_000)),
    "200 steps to nowhere": large(199).replace("to: s", "to: t"),
}


def _hostile(around: Surroundings) -> Table:
    table = Table("Definitions: hostile files", ("file", "s", "goal", "MB at most", "goal"))
    for name, text in HOSTILE.items():
        begun = process_time()
        sound = checked(text, around).is_sound
        seconds = process_time() - begun
        assert not sound, name
        tracemalloc.start()
        checked(text, around)
        most = tracemalloc.get_traced_memory()[1] / 1_000_000
        tracemalloc.stop()
        table.row(name, seconds, at_most(seconds, REFUSED_IN_S), most, at_most(most, REFUSED_IN_MB))
    return table
