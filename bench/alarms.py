"""Ten thousand deadlines in one minute (P17)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench.filling import Filler
from bench.province import MONDAY, Province
from bench.sizes import Sizes
from bench.tables import Table, at_least
from motcua import worker

SHAPE = "reassign"
"""Cases that lie with an officer for six working hours; then the officer and the head are told."""
AFTER = MONDAY + timedelta(days=3)


def tables(province: Province, sizes: Sizes) -> Iterator[Table]:
    """Make the cases, let the time pass, and fire."""
    filler = Filler(province, stays=(SHAPE,), mix=("in hand",), spread=60)
    filler.fill(sizes.deadlines)
    waiting = province.transact(_waiting)
    begun = time.perf_counter()
    looked_at = fire_all(province)
    fired = time.perf_counter() - begun
    begun = time.perf_counter()
    others = _catch_up(province)
    caught_up = time.perf_counter() - begun
    once, more = province.transact(_fired)
    table = Table(
        f"Alarms: {waiting:,} deadlines in one minute (P17)",
        ("deadlines", "fired /s", "goal", "fired once", "never", "twice", "stuck", "catching up s"),
    )
    stuck = province.transact(lambda root: len(root.due_queue.stuck))
    rate = looked_at / fired
    table.row(
        waiting,
        rate,
        at_least(rate, 300.0),
        once,
        waiting - once - more,
        more,
        stuck,
        caught_up,
    )
    table.remark(
        f"Each is fired in a transaction of its own, by the real handler, and tells two officials. "
        f"Catching up is what the worker does afterwards: search, seals, filing away ({others:,})."
    )
    yield table


def fire_all(province: Province) -> int:
    """Fire until nothing is due; return how much was."""
    done = 0
    while found := worker.fire(province.office, province.database, AFTER):
        done += found
    return done


def _catch_up(province: Province) -> int:
    done = 0
    while found := worker.catch_up(province.office, province.database, AFTER):
        done += found + province.file_away()
    return done


def _waiting(root: Any) -> int:
    return len(root.due_queue.due_now(AFTER, 1_000_000))


def _fired(root: Any) -> tuple[int, int]:
    """Count the cases whose journal tells of one deadline, and of several."""
    once = more = 0
    for _key, case in root.cases.shelf.items():
        told = sum(entry.deed == "reminded" for entry in case.journal)
        fired = len(case.track.fired)
        once += fired == 1 and told == 1
        more += told > 1
    return once, more
