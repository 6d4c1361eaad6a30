"""How long a due date takes, and how large a stored clock is.

PYTHONPATH=src python bench/due_dates.py
"""

from __future__ import annotations

import pickle
import timeit
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from motcua.deadlines.calendar import WorkingCalendar
from motcua.deadlines.calendar_file import read_calendars
from motcua.deadlines.clock import Clock, left_until
from motcua.deadlines.due import due_at
from motcua.deadlines.terms import read_term

CALENDAR = read_calendars(Path(__file__).parents[1] / "config" / "calendar.yaml").default
START, NOW = datetime(2026, 11, 20, 15, 30), datetime(2026, 12, 2, 10, 0)
TWENTY = read_term("20 working days")
STAGES = read_term("3 working days + 20 days + 5 working days + 5 working days")
RUNNING = Clock.started(START, TWENTY)
PAUSED_ONCE = RUNNING.paused(datetime(2026, 11, 25, 10)).resumed(datetime(2026, 11, 30, 14))
LIMIT = datetime(2026, 12, 21, 17)

MEASURED: dict[str, Callable[[], object]] = {
    "due_at, 20 working days": lambda: due_at(CALENDAR, START, TWENTY),
    "due_at, four stages": lambda: due_at(CALENDAR, START, STAGES),
    "limit of a running clock": lambda: RUNNING.limit(CALENDAR),
    "limit of a clock paused once": lambda: PAUSED_ONCE.limit(CALENDAR),
    "left_until": lambda: left_until(CALENDAR, LIMIT, NOW),
    "left of a clock paused once": lambda: PAUSED_ONCE.left(CALENDAR, NOW),
    "explanation of 20 working days": lambda: due_at(CALENDAR, START, TWENTY).lines,
    "explanation of a clock paused once": lambda: PAUSED_ONCE.explained(CALENDAR),
    "a year laid out": lambda: WorkingCalendar().timetable.year(2026),
}


def microseconds(what: Callable[[], object], times: int = 1000) -> float:
    """Return the best of five rounds, so that a busy machine does not count."""
    return min(timeit.repeat(what, number=times, repeat=5)) / times * 1_000_000


if __name__ == "__main__":
    for name, what in MEASURED.items():
        print(f"{name:40}{microseconds(what, 20 if 'year' in name else 1000):10.1f} µs")
    print(f"{'a running clock, stored':40}{len(pickle.dumps(RUNNING, 3)):10} bytes")
    print(f"{'paused once, stored':40}{len(pickle.dumps(PAUSED_ONCE, 3)):10} bytes")
