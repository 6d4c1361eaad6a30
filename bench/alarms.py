"""Ten thousand deadlines in one minute (P17)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bench.filling import Filler
from bench.province import MONDAY, Province
from bench.sizes import Sizes
from bench.tables import Table, at_least
from bench.timing import Timing
from motcua import worker
from motcua.cases import lateness

SHAPE = "reassign"
"""Cases that lie with an officer for six working hours; then the officer and the head are told."""
AFTER = MONDAY + timedelta(days=3)


def tables(province: Province, sizes: Sizes) -> Iterator[Table]:
    """Make the cases, let the time pass, and fire."""
    filler = Filler(province, stays=(SHAPE,), mix=("in hand",), spread=60)
    filler.fill(sizes.deadlines)
    _fire(province, MONDAY + timedelta(hours=1))
    waiting = province.transact(_waiting)
    deadlines, mails, others = Timing(), Timing(), Timing()
    with deadlines.one():
        done = _fire(province, AFTER, waiting)
    with mails.one():
        told = done - waiting + _fire(province, AFTER)
    with others.one():
        more = _catch_up(province)
    once, twice = province.transact(_fired)
    table = Table(
        f"Alarms: {waiting:,} deadlines in one minute (P17)",
        ("deadlines", "fired /s", "goal", "fired once", "never", "twice", "stuck", "mails /s"),
    )
    stuck = province.transact(lambda root: len(root.due_queue.stuck))
    rate = waiting / deadlines.wall
    never = waiting - once - twice
    told_rate = told / mails.wall
    table.row(waiting, rate, at_least(rate, 300.0), once, never, twice, stuck, told_rate)
    table.remark(
        "Each is fired in a transaction of its own, by the real handler, which has two officials "
        "told; then their mails are written, as many transactions again.  Afterwards search and "
        f"seals catch up and the desk is cleared: {more:,} things in {others.wall:.1f} s."
    )
    yield table


def _fire(province: Province, now: datetime, most: int = 10_000_000) -> int:
    """Fire what is due, up to about ``most`` of it; return how much was."""
    done = 0
    while done < most and (found := worker.fire(province.office, province.database, now)):
        done += found
    return done


def _catch_up(province: Province) -> int:
    done = 0
    while found := worker.catch_up(province.office, province.database, AFTER):
        done += found + province.file_away()
    return done


def _waiting(root: Any) -> int:
    due = root.due_queue.due_now(AFTER, 1_000_000)
    return sum(each.kind == lateness.KIND for each in due)


def _fired(root: Any) -> tuple[int, int]:
    """Count the cases whose journal tells of one deadline, and of several."""
    once = more = 0
    for _key, case in root.cases.shelf.items():
        told = sum(entry.deed == "reminded" for entry in case.journal)
        fired = len(case.track.fired)
        once += fired == 1 and told == 1
        more += told > 1
    return once, more
