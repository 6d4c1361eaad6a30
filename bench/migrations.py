"""Bringing running cases over: the plan, the run, and clerks who act meanwhile."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from ZODB.POSException import ConflictError

from bench import journey
from bench.filling import Filler
from bench.province import MONDAY, Province, Writer
from bench.raw import Raw
from bench.sizes import Sizes
from bench.tables import Table, at_least, at_most, middle, part
from bench.timing import Timing
from motcua import migrations
from motcua.acting import Acting, system
from motcua.cases.actions import perform
from motcua.migrations import running, working
from motcua.migrations.planning import Plan
from motcua.migrations.telling import Outcome, outcome_of
from motcua.storage.retrying import ATTEMPTS, back_off
from motcua.workflows import versions
from motcua.workflows.actions import publish
from motcua.workflows.trials import FAILING

STAYS = ("receive", "transfer", "reassign", "propose", "submit")
RENAMED = "tiep_tuc_xu_ly"
"""The id that one step has in the second version."""
NOW = MONDAY + timedelta(hours=1)
OFFICIAL = "nghia.bach"


def tables(province: Province, raw: Raw, sizes: Sizes) -> Iterator[Table]:
    """Fill, plan at a tenth of the size and at the whole, and carry it out."""
    mapping = province.transact(lambda root: _second(province, root))
    filler = Filler(province, stays=STAYS, mix=("in hand",))
    raw_rate = raw.commits(sizes.raw_commits).rate
    few = _filled(province, filler, sizes.migrated // 10)
    first = _planned(province, mapping, sizes.rounds)
    many = _filled(province, filler, sizes.migrated)
    second = _planned(province, mapping, sizes.rounds)
    yield _plans(few, first, many, second)
    yield _carried_out(province, mapping, sizes, raw_rate, many)


def _second(province: Province, root: Any) -> dict[str, str]:
    """Put a second version into force: one step has another id, the deadline is longer."""
    acting = system(province.office, root, MONDAY, origin="bench")
    version = versions.version(root, journey.PROCEDURE, 1)
    text = versions.text(root, version.digest)
    old = _busiest(versions.definition(root, journey.PROCEDURE, 1))
    text = re.sub(rf"\b{old}\b", RENAMED, text.replace("version: 1\n", "version: 2\n", 1))
    text = re.sub(r"^deadline: (\d+)", r"deadline: 1\1", text, flags=re.MULTILINE)
    publish(acting, text, "bench", read={FAILING})
    return {old: RENAMED}


def _busiest(rules: Any) -> str:
    """Return the step at which an officer works."""
    return next(id for id, state in rules.states.items() if "assignee" in state.edit)


def _filled(province: Province, filler: Filler, until: int) -> int:
    filler.fill(until)

    def index(root: Any) -> int:
        for key in root.cases.shelf:
            running.look_at(root, key)
        root.changes.take(10_000_000)
        return len(running.keys(root, journey.PROCEDURE, 1))

    return province.transact(index)


def _plan(province: Province, root: Any, mapping: dict[str, str]) -> Plan:
    acting = system(province.office, root, NOW, origin="bench")
    return migrations.plan(acting, journey.PROCEDURE, 1, 2, mapping, "recount")


def _planned(province: Province, mapping: dict[str, str], rounds: int) -> tuple[Timing, Plan]:
    """Plan several times, each in a connection that has read nothing yet."""
    timing = Timing()
    for _round in range(rounds):
        province.database.cacheMinimize()
        with timing.one():
            plan = province.transact(lambda root: _plan(province, root, mapping))
    return timing, plan


def _plans(few: int, first: tuple[Timing, Plan], many: int, second: tuple[Timing, Plan]) -> Table:
    table = Table(
        f"Migration: dry run over {many:,} running cases",
        ("running cases", "seconds", "µs a case", "ratio", "due dates move", "blocked"),
    )
    base = middle(first[0].each) / few
    for cases, (timing, plan) in ((few, first), (many, second)):
        seconds = middle(timing.each)
        each = seconds / cases
        table.row(cases, seconds, 1e6 * each, each / base, plan.moves, plan.stays)
    table.remark("Nothing is cached when it begins, and nothing is written.")
    return table


@dataclass
class Clerks:
    """Officials who act on cases all the time, and when each deed began and ended."""

    province: Province
    keys: list[bytes]
    deeds: list[tuple[float, float]] = field(default_factory=list)
    conflicts: int = 0
    refused: int = 0

    @contextmanager
    def at_work(self, number: int = 2) -> Iterator[None]:
        """Let so many act as long as this lasts."""
        over = threading.Event()
        threads = [
            threading.Thread(target=self._act, args=(self.keys[place::number], over))
            for place in range(number)
        ]
        for each in threads:
            each.start()
        yield
        over.set()
        for each in threads:
            each.join()

    def _act(self, keys: list[bytes], over: threading.Event) -> None:
        writer = self.province.writer()
        for key in keys:
            if over.wait(0.05):
                break
            begun = time.perf_counter()
            _tried(writer, partial(_deed, writer, key), self)
            self.deeds.append((begun, time.perf_counter()))
        writer.close()

    def during(self, spans: Sequence[Span]) -> list[float]:
        """Return how many milliseconds each deed took that began within one of the spans."""
        return [
            1000 * (ended - begun)
            for begun, ended in self.deeds
            if any(first <= begun < last for first, last in spans)
        ]


Span = tuple[float, float]


def _tried(writer: Writer, deed: Callable[[], object], clerks: Clerks) -> None:
    """Do a deed as a request does it: again after a conflict."""
    for attempt in range(ATTEMPTS):
        try:
            writer.again()
            writer.do(deed)
        except ConflictError:
            clerks.conflicts += 1
            time.sleep(back_off(attempt))
        else:
            return
    clerks.refused += 1


def _deed(writer: Writer, key: bytes) -> object:
    """Give a case to another officer, as a head of division does."""
    acting: Acting = writer.person(journey.HEAD, NOW)
    case = writer.root.cases.shelf[key]
    return perform(acting, case, "reassign", {"officer": journey.OFFICER, "ly_do": "Bận họp"})


@dataclass
class Turns:
    """A run that is carried out in turns: for a while it works, for a while it stands still.

    So what clerks meet with it and without it is measured in the same minutes,
    whatever else the machine does.
    """

    province: Province
    number: int
    seconds: float
    alone: list[Span] = field(default_factory=list)
    beside: list[Span] = field(default_factory=list)

    def carry_out(self) -> Outcome:
        """Carry the run out to its end."""
        while True:
            self.alone.append(self._span(self._stand_still))
            self.beside.append(self._span(self._work))
            told = self.province.transact(self._outcome)
            if not told.goes_on:
                return told

    def _span(self, pass_time: Callable[[], None]) -> Span:
        begun = time.perf_counter()
        pass_time()
        return begun, time.perf_counter()

    def _stand_still(self) -> None:
        time.sleep(self.seconds)

    def _work(self) -> None:
        province, until = self.province, time.perf_counter() + self.seconds
        while time.perf_counter() < until:
            if not working.one_part(province.office, province.database, NOW, self.number):
                break

    def _outcome(self, root: Any) -> Outcome:
        return outcome_of(root.migrations.runs[self.number])

    @property
    def worked(self) -> float:
        """Seconds in which the run did not stand still."""
        return sum(last - first for first, last in self.beside)


def _carried_out(
    province: Province, mapping: dict[str, str], sizes: Sizes, raw_rate: float, many: int
) -> Table:
    clerks = Clerks(province, province.transact(lambda root: _with_an_officer(root, 12_000)))
    number = province.transact(lambda root: _started(province, root, mapping))
    turns = Turns(province, number, sizes.seconds)
    with clerks.at_work():
        done = turns.carry_out()
    rate = done.moved / turns.worked
    beside, alone = (part(clerks.during(each), 0.95) for each in (turns.beside, turns.alone))
    table = Table(
        f"Migration: {many:,} cases brought over while two officials act, FileStorage (P14)",
        (
            "cases /s",
            "goal",
            "share of raw",
            "moved",
            "left",
            "wrong",
            "clerks' p95 ms",
            "without",
            "ratio",
            "goal ",
            "conflicts",
            "refused",
        ),
    )
    ratio = beside / alone if alone else 0.0
    table.row(
        rate,
        at_least(rate, 200),
        rate / raw_rate,
        done.moved,
        done.left,
        province.transact(_twice),
        beside,
        alone,
        ratio,
        at_most(ratio, 2),
        clerks.conflicts,
        clerks.refused,
    )
    told = clerks.during(turns.beside), clerks.during(turns.alone)
    table.remark(
        f"Server and worker share one process, as under `make run`.  The run works for"
        f" {sizes.seconds:g} seconds and stands still for as many, in turns, so that both are"
        f" measured under the same load: {len(told[0])} deeds beside it, {len(told[1])} without."
        f"  p50: {part(told[0], 0.5):.1f} and {part(told[1], 0.5):.1f} ms."
    )
    return table


def _with_an_officer(root: Any, most: int) -> list[bytes]:
    """Return cases that a head of division may give to another officer."""
    found = []
    for key in running.keys(root, journey.PROCEDURE, 1):
        case = root.cases.shelf[key]
        state = versions.definition(root, case.procedure, 1).states[case.track.state]
        if state.action("reassign"):
            found.append(key)
        if len(found) == most:
            break
    return found


def _started(province: Province, root: Any, mapping: dict[str, str]) -> int:
    plan = _plan(province, root, mapping)
    acting = system(province.office, root, NOW, origin="bench")
    return migrations.start(acting, plan, plan.stamp, warnings_read=True).number


def _twice(root: Any) -> int:
    """Count cases that were brought over more than once, or not at all."""
    wrong = 0
    for key in running.keys(root, journey.PROCEDURE, 2):
        case = root.cases.shelf[key]
        wrong += sum(entry.deed == "version changed" for entry in case.journal) != 1
    return wrong
