"""Many people at once: eight writers on different cases, fifty bodies on one (P5, P6)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from operator import itemgetter
from typing import Any

from ZODB.POSException import ConflictError

from bench import journey
from bench.journey import Leg
from bench.province import Province, Writer
from bench.sizes import Sizes
from bench.tables import Table, at_least, at_most
from motcua.cases.content import Case
from motcua.consultations.actions import ask_opinions
from motcua.people.content import Person, Position, Unit
from motcua.storage.retrying import ATTEMPTS, back_off

Deed = Callable[[Writer], object]
SINCE = date(2026, 1, 1)


@dataclass
class Outcome:
    """What became of many deeds done at once."""

    done: int = 0
    conflicts: int = 0
    """Attempts that were undone because somebody else was faster, and made again."""
    failed: list[str] = field(default_factory=list)
    """Deeds that were given up."""
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Deeds in a second."""
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def conflict_rate(self) -> float:
        """Conflicts for each deed."""
        return self.conflicts / self.done if self.done else 0.0


def together(province: Province, work: Sequence[Sequence[Deed]], worker: bool = False) -> Outcome:
    """Let each of ``work`` be done by a thread of its own, all beginning at once.

    A deed that meets a conflict is made again with the pauses that a request
    has; ``worker`` has the worker file away beside them, as in production.
    """
    outcome, lock = Outcome(), threading.Lock()
    start, over = threading.Barrier(len(work) + 1), threading.Event()

    def write(deeds: Sequence[Deed]) -> None:
        writer = province.writer()
        mine = Outcome()
        start.wait()
        for deed in deeds:
            _tried(writer, deed, mine)
        writer.close()
        with lock:
            outcome.done += mine.done
            outcome.conflicts += mine.conflicts
            outcome.failed += mine.failed

    def file_away() -> None:
        while not over.wait(1.0):
            province.file_away()

    threads = [threading.Thread(target=write, args=(deeds,)) for deeds in work]
    beside = threading.Thread(target=file_away)
    for each in (*threads, *([beside] if worker else [])):
        each.start()
    start.wait()
    begun = time.perf_counter()
    for each in threads:
        each.join()
    outcome.seconds = time.perf_counter() - begun
    over.set()
    if worker:
        beside.join()
    return outcome


def _tried(writer: Writer, deed: Deed, outcome: Outcome) -> None:
    for attempt in range(ATTEMPTS):
        try:
            writer.again()
            writer.do(lambda: deed(writer))
        except ConflictError:
            outcome.conflicts += 1
            time.sleep(back_off(attempt))
        except Exception as error:
            outcome.failed.append(repr(error))
            return
        else:
            outcome.done += 1
            return
    outcome.failed.append("conflict at the last attempt")


def steps_of(cases: Sequence[bytes], legs: Sequence[tuple[int, Leg]]) -> list[Deed]:
    """Return the deeds that take each of ``cases`` along ``legs``, one leg after the other."""
    return [_one_leg(key, number, leg) for number, leg in legs for key in cases]


def _one_leg(key: bytes, number: int, leg: Leg) -> Deed:
    def take(writer: Writer) -> object:
        return journey.deed(writer, writer.root.cases.shelf[key], number, leg)()

    return take


def different_cases(province: Province, sizes: Sizes) -> Table:
    """Eight writers, each with cases of their own, beside one writer alone."""
    table = Table(
        f"Crowd: {sizes.writers} writers on different cases (P5)",
        (
            "deeds",
            "one writer /s",
            "all together /s",
            "ratio",
            "goal",
            "conflicts",
            "goal ",
            "failed",
        ),
    )
    legs = list(islice(journey.deeds(), 6))
    each = max(sizes.writes // len(legs), 1)

    def steps() -> list[Deed]:
        return steps_of(_filed(province, each), legs)

    together(province, [steps()])  # The first letter of each kind costs more than all that follow.
    alone, crowd = _rounds(province, sizes, steps, worker=True)
    _row(table, "steps, a worker filing away beside", alone, crowd)
    share = max(sizes.writes // 4, 2)
    alone, crowd = _rounds(province, sizes, lambda: _filings(province, share))
    _row(table, "filings, all at one counter", alone, crowd)
    table.remark(
        "One counter gives its codes of a day without a gap, also to eight clerks at once."
    )
    return table


def _rounds(
    province: Province, sizes: Sizes, work: Callable[[], list[Deed]], worker: bool = False
) -> tuple[Outcome, Outcome]:
    """Return what one writer does, and what all do at once: the round whose ratio is the median.

    One writer does as much as one of the many, with the worker beside both or neither.
    """
    rounds = []
    for _round in range(sizes.rounds):
        alone = together(province, [work()], worker)
        crowd = together(province, [work() for _writer in range(sizes.writers)], worker)
        rounds.append((crowd.rate / alone.rate if alone.rate else 0.0, alone, crowd))
    rounds.sort(key=itemgetter(0))
    _ratio, alone, crowd = rounds[len(rounds) // 2]
    return alone, crowd


def _row(table: Table, name: str, alone: Outcome, crowd: Outcome) -> None:
    ratio = crowd.rate / alone.rate if alone.rate else 0.0
    table.row(
        name,
        alone.rate,
        crowd.rate,
        ratio,
        at_least(ratio, 0.60),
        f"{crowd.conflict_rate:.2%}",
        at_most(100 * crowd.conflict_rate, 0.5) + " %",
        len(crowd.failed),
    )
    _remark_failures(table, crowd)


def _remark_failures(table: Table, outcome: Outcome) -> None:
    for error in sorted(set(outcome.failed))[:3]:
        table.remark(f"failed: {error}")


def _filed(province: Province, times: int) -> list[bytes]:
    writer = province.writer()
    papers = journey.three_papers(writer)
    keys = [writer.do(lambda: journey.filed(writer, papers).key) for _each in range(times)]
    writer.close()
    province.file_away()
    return keys


def _filings(province: Province, times: int) -> list[Deed]:
    writer = province.writer()
    papers = journey.three_papers(writer)
    writer.close()

    def file(writer: Writer) -> Case:
        return journey.filed(writer, papers)

    return [file for _each in range(times)]


def one_case(province: Province, sizes: Sizes) -> Table:
    """Fifty bodies are asked about one case, and all answer in the same second."""
    table = Table(
        f"Crowd: {sizes.bodies} bodies answering one case at once (P6)",
        ("threads", "answers /s", "given", "lost", "failed", "conflicts", "goal"),
    )
    units = found_bodies(province, sizes.bodies)
    for threads in (8, sizes.bodies):
        key = _asked(province, units)
        deeds = [_answer_of(unit) for unit in units]
        mine = [
            [partial(each, key=key) for each in deeds[place::threads]] for place in range(threads)
        ]
        outcome = together(province, [each for each in mine if each])
        given = province.transact(partial(_given, key=key))
        table.row(
            threads,
            outcome.rate,
            given,
            sizes.bodies - given - len(outcome.failed),
            len(outcome.failed),
            f"{outcome.conflict_rate:.2%}",
            at_most(100 * outcome.conflict_rate, 2.0) + " %",
        )
        _remark_failures(table, outcome)
    return table


def found_bodies(province: Province, number: int, name: str = "co-quan") -> list[str]:
    """Found so many departments more, each with one officer who answers."""
    units = [f"{name}-{place:02}" for place in range(number)]

    def found(root: Any) -> None:
        for rank, id in enumerate(units):
            unit = Unit(id, names=(f"Cơ quan {rank}", f"Body {rank}"), kind="department")
            unit.parent, unit.rank, unit.code = "ubnd-tinh", 500 + rank, f"000.00.{rank + 50}.H99"
            root["units"].enter(unit)
            person = Person(f"o.{id}", name=f"Cán bộ {rank}", email=f"{id}@longgiang.example")
            root["people"].enter(person)
            held = Position(id=f"o.{id}.1", person=person.id, unit=id, roles=("officer",))
            held.since = SINCE
            root["people"].seat(person, held)

    province.transact(found)
    return units


def _asked(province: Province, units: list[str]) -> bytes:
    """Return the key of a case about which ``units`` are asked, and the two who must be."""
    writer = province.writer()
    case = journey.filed(writer, journey.three_papers(writer))
    journey.walked(writer, case, "reassign")
    officer = writer.person(journey.OFFICER)
    everybody = ["trung-tam-cds", *units]
    writer.do(
        lambda: ask_opinions(
            officer, case, journey.TECHNICAL, units=everybody, question=journey.QUESTION
        )
    )
    key = case.key
    writer.close()
    province.file_away()
    return key


def _answer_of(unit: str) -> Callable[..., object]:
    leg = Leg("answer", f"o.{unit}", unit)

    def answer(writer: Writer, key: bytes) -> object:
        return journey.deed(writer, writer.root.cases.shelf[key], 10, leg)()

    return answer


def _given(root: Any, key: bytes) -> int:
    """Count the opinions that are stored."""
    [asked] = root.consultations.of_case(key)
    return sum(len(each.opinions) for each in asked.requests)


def tables(province: Province, sizes: Sizes) -> list[Table]:
    """Measure both crowds."""
    return [different_cases(province, sizes), one_case(province, sizes)]
