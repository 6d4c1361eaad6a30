"""Consultations in mass: answers at once, limits at once, a wide matrix, a long inbox, sums.

Cases are made by ``asking``; limits fall, silences are recorded and sums are
kept by the real worker.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from bench import crowd, journey
from bench.asking import asked_case, copies, prepared
from bench.province import MONDAY, Province, Writer
from bench.raw import Raw, beside
from bench.sizes import Sizes
from bench.tables import Table, at_least, at_most, middle
from bench.timing import Timing
from motcua import worker
from motcua.consultations.actions import give_opinion
from motcua.consultations.content import Reply, Tally
from motcua.consultations.inbox import body_list
from motcua.consultations.overviews.matrix import matrix
from motcua.consultations.overviews.overdue import overdue
from motcua.consultations.overviews.stages import stages
from motcua.consultations.overviews.statistics import answer_time, statistics

BEFORE, AFTER = MONDAY + timedelta(days=7, hours=1), MONDAY + timedelta(days=9)
"""Between them lies the limit, five working days after Monday; its reminder lies before both."""
CONTROL = "tung.do"
WARM, COLD = 40, 5
MONTHS, PROCEDURES = 12, 200


def tables(
    made: Callable[[str], AbstractContextManager[Province]], sizes: Sizes
) -> Iterator[Table]:
    """Measure everything, each in a province of its own, beside raw commits where it writes."""
    with made("answers") as province, closing(_raw(province)) as raw:
        yield _answers(province, raw, sizes, prepared(province, sizes.bodies))
    with made("limits") as province, closing(_raw(province)) as raw:
        yield _limits(province, raw, sizes, prepared(province, 2))
    with made("matrix") as province:
        yield _matrix(province, sizes, prepared(province, sizes.columns))
    with made("inbox") as province:
        yield _inbox(province, sizes, prepared(province, 1)[0])
    with made("sums") as province:
        yield _sums(province, prepared(province, sizes.bodies))


def _raw(province: Province) -> Raw:
    return Raw(beside(province.settings["zodbconn.uri"]))


def _answers(province: Province, raw: Raw, sizes: Sizes, units: list[str]) -> Table:
    """All bodies of one case answer in the same second, then the worker counts."""
    table = Table(
        f"Consultations: {len(units)} bodies answering one case at once (P6)",
        ("threads", "answers /s", "share of raw", "given", "lost", "conflicts", "goal", "bytes"),
    )
    for threads in (1, 8, len(units)):
        writer = province.writer()
        key = asked_case(writer, units).key
        writer.close()
        province.file_away()
        raw_rate = raw.commits(sizes.raw_commits).rate
        deeds = [partial(_answer, unit=unit, key=key) for unit in units]
        stored = province.database.storage.getSize()
        outcome = crowd.together(province, [deeds[at::threads] for at in range(threads)])
        size = (province.database.storage.getSize() - stored) / max(outcome.done, 1)
        given = province.transact(partial(_given, key=key))
        table.row(
            threads,
            outcome.rate,
            outcome.rate / raw_rate,
            given,
            len(units) - given - len(outcome.failed),
            f"{outcome.conflict_rate:.2%}",
            at_most(100 * outcome.conflict_rate, 2.0) + " %",
            size,
        )
        for error in sorted(set(outcome.failed))[:3]:
            table.remark(f"failed: {error}")
    table.remark("Bytes are those by which Data.fs grows for one answer, headers included.")
    return table


def _answer(writer: Writer, unit: str, key: bytes) -> object:
    [asked] = writer.root.consultations.of_case(key)
    acting = writer.person(f"o.{unit}", MONDAY + timedelta(hours=1))
    return give_opinion(acting, asked.request_to(unit), Reply("agree", journey.OPINION))


def _given(root: Any, key: bytes) -> int:
    [asked] = root.consultations.of_case(key)
    return sum(len(each.opinions) for each in asked.requests)


def _limits(province: Province, raw: Raw, sizes: Sizes, units: list[str]) -> Table:
    """The limit of many open consultations falls into one minute; all are closed by silence."""
    keys = copies(province, units, sizes.closing, spread=60)
    _fire(province, BEFORE)
    _catch_up(province, BEFORE)
    raw_rate = raw.commits(sizes.raw_commits).rate
    falling, after = Timing(), Timing()
    with falling.one():
        fired = _fire(province, AFTER)
    with after.one():
        more = _catch_up(province, AFTER)
    closed, silent, twice = province.transact(partial(_closed, keys=keys))
    table = Table(
        f"Consultations: {sizes.closing:,} open ones of {len(units)} bodies closing in one minute",
        (
            "fired", "fired /s", "goal", "share of raw", "closed", "silences", "twice", "s in all",
            "then, things /s",
        ),
    )  # fmt: skip
    rate = fired / falling.wall
    table.row(
        fired,
        rate,
        at_least(rate, 200.0),
        rate / raw_rate,
        closed,
        silent,
        twice,
        falling.wall,
        more / after.wall if after.wall else 0.0,
    )
    table.remark(
        "Fired are limits, looks whether enough has come back, and mails, each in a transaction "
        "of its own; then search, seals and sums catch up, and the desk is cleared."
    )
    return table


def _closed(root: Any, keys: list[bytes]) -> tuple[int, int, int]:
    """Count consultations that are complete, silences, and requests that fell silent twice."""
    closed = silent = twice = 0
    for key in keys:
        for each in root.consultations.of_case(key):
            closed += each.completed_at is not None
            for request in each.requests:
                lines = sum(entry.deed == "silence recorded" for entry in request.journal)
                silent += request.silence is not None
                twice += lines > 1
    return closed, silent, twice


def _fire(province: Province, now: datetime) -> int:
    done = 0
    while found := worker.fire(province.office, province.database, now):
        done += found
    return done


def _catch_up(province: Province, now: datetime) -> int:
    done = 0
    while found := worker.catch_up(province.office, province.database, now):
        done += found + province.file_away()
    return done


def _seen(person: str, unit: bool, writer: Writer) -> Any:
    """Return the matrix as somebody sees it."""
    return matrix(writer.person(person), unit=unit)


def _matrix(province: Province, sizes: Sizes, units: list[str]) -> Table:
    """One officer waits for many bodies about many cases."""
    copies(province, units, sizes.lines)
    table = Table(
        f"Consultations: matrix of {sizes.lines:,} cases × {len(units)} bodies",
        ("page of 50 lines", "cells", "warm ms", "cold ms", "goal"),
    )
    for name, person, unit in (
        ("an officer's own, all sorted by risk", journey.OFFICER, False),
        ("everything that is asked, for control", CONTROL, True),
    ):
        query = partial(_seen, person, unit)
        warm, cold, found = _measured(province, query, WARM // 8)
        cells = sum(len(line.cells) for line in found.lines)
        table.row(name, cells, warm, cold, at_most(warm, 1_000.0) + " ms")
    return table


def _inbox(province: Province, sizes: Sizes, unit: str) -> Table:
    """A body with very many requests behind the first page."""
    copies(province, [unit], sizes.behind)
    table = Table(
        f"Consultations: a body's lists with {sizes.behind:,} requests behind",
        ("query", "warm ms", "cold ms", "goal"),
    )
    someone = f"o.{unit}"
    queries: tuple[tuple[str, Query, float], ...] = (
        ("first 20 of the inbox", lambda w: w.root.worklists.page([body_list(unit)], 20), 1.0),
        (
            "count up to 500",
            lambda w: w.root.worklists.count([body_list(unit)], most=500),
            5.0,
        ),
        ("requests × steps, 50", lambda w: stages(w.person(someone)), 50.0),
        ("overdue, 50", lambda w: overdue(w.person(someone, AFTER + timedelta(days=1))), 50.0),
    )
    for name, query, goal in queries:
        warm, cold, _found = _measured(province, query)
        table.row(name, warm, cold, at_most(warm, goal) + " ms")
    return table


def _sums(province: Province, units: list[str]) -> Table:
    """The sums of a year, of as many procedures and bodies as a province has."""
    requests = province.transact(partial(_summed, units=units))
    table = Table(
        f"Consultations: how bodies answer, from sums of {requests:,} requests (P12)",
        ("query", "warm ms", "cold ms", "goal"),
    )
    until, since = MONDAY.date(), date(MONDAY.year - 1, MONDAY.month + 1, 1)
    queries: tuple[tuple[str, Query, float], ...] = (
        (
            "what to expect of one body",
            lambda w: answer_time(w.person(CONTROL), units[0], _procedure(7)),
            5.0,
        ),
        (
            f"the page of a year, {len(units)} bodies",
            lambda w: statistics(w.person(CONTROL), since, until),
            50.0,
        ),
        (
            "the same of one procedure",
            lambda w: statistics(w.person(CONTROL), since, until, _procedure(7)),
            50.0,
        ),
    )
    for name, query, goal in queries:
        warm, cold, _found = _measured(province, query)
        table.row(name, warm, cold, at_most(warm, goal) + " ms")
    table.remark("The sums were entered as the worker stores them, not counted from requests.")
    return table


def _procedure(number: int) -> str:
    return f"thu-tuc-{number:03}"


def _summed(root: Any, units: list[str]) -> int:
    this = MONDAY.year * 12 + MONDAY.month - 1
    times = tuple((quarter, 1) for quarter in range(2, 42, 5))
    told = tuple(Tally(10, len(times), 1, 1, 1, 1, 1, 3, times))
    for month in range(this - MONTHS + 1, this + 1):
        for unit in units:
            for number in range(PROCEDURES):
                root.consultation_sums[_procedure(number), month, unit] = told
            root.consultation_sums["", month, unit] = tuple(
                Tally._make(
                    (
                        *(PROCEDURES * each for each in told[:-1] if isinstance(each, int)),
                        tuple((quarter, PROCEDURES * n) for quarter, n in times),
                    )
                )
            )
    return MONTHS * len(units) * PROCEDURES * 10


Query = Callable[[Writer], Any]


def _measured(province: Province, query: Query, warm: int = WARM) -> tuple[float, float, Any]:
    """Return how long it takes with everything in memory, and with an empty cache."""
    writer = province.writer()
    found = query(writer)
    times = [_ms(writer, query) for _each in range(max(warm, 3))]
    cold = []
    for _each in range(COLD):
        writer.connection.cacheMinimize()
        cold.append(_ms(writer, query))
    writer.close()
    return middle(times), middle(cold), found


def _ms(writer: Writer, query: Query) -> float:
    begun = time.perf_counter()
    query(writer)
    return 1000 * (time.perf_counter() - begun)
