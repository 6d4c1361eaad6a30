"""Where a term ends, on a clock that may have stood still in between.

The law counts days as whole days and hours as minutes, and so do we.

* **Working days.**  The day on which the term begins is not counted (BLDS 2015
  Đ147).  After it, *a working day counts when the office opens it with the
  clock running*.  The term ends when the last day it needs is over.
* **Days** of the calendar.  The same, with midnight for the opening; a term
  that ends on a day off ends with the next working day (Đ148).
* **Working hours**, and shares of a day.  Minutes of open office, from the
  very moment on (Đ147).  A share stands after the whole days: 1.5 working days
  are one day, then half of the next.  Half a day is half the minutes of an
  ordinary day of that office; it never ends later than a whole day would.
* **Same day.**  The rest of this day; or the next working day for what comes
  after the cut-off hour, or after closing, or on a day off.
* **A sum** is counted length by length, each from the end of the one before.
* **Nothing** (``0 working days``) ends where it begins, or when the office opens.

So a pause adds exactly the days that open (of the calendar: begin) while it
lasts.  A last day that is broken by a pause is given back to the minute: who
had three hours left has three hours left.  And a pause in which no office hour
(for days of the calendar: no midnight) passes changes nothing.

Everything here is in minutes and ordinals (see ``timetable.py``).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from motcua.deadlines.calendar import WorkingCalendar
from motcua.deadlines.terms import QUARTERS, Part, Unit
from motcua.deadlines.timetable import MINUTES_A_DAY, Timetable, day_of

FOREVER = sys.maxsize
"""The end of a stretch that still runs."""

Runs = Sequence[tuple[int, int]]
"""The stretches in which a clock ran, in order, each from a minute up to another."""


class Until(NamedTuple):
    """A limit set to the end of a day, as an extension that names the new date does.

    What is left until then is fixed when it is set: a pause afterwards moves
    it as it moves every limit.
    """

    day: int
    since: int
    """The minute in which it was set."""


class Stage(NamedTuple):
    """One length of a term, counted."""

    length: Part | Until
    begins: int
    ends: int
    day_off: int = 0
    """The day off on which it would have ended, had that been a working day."""


def stages(
    calendar: WorkingCalendar, lengths: Sequence[Part | Until], runs: Runs, begins: int
) -> tuple[list[Stage], bool]:
    """Count ``lengths`` one after the other; say also whether the last was reached.

    It is not where the clock stands still before the end.
    """
    counted: list[Stage] = []
    for length in _that_count(lengths):
        if isinstance(length, Until):
            begins, counted = length.since, []
        ends, day_off = end_of(calendar, length, runs, begins)
        if ends is None:
            return counted, False
        counted.append(Stage(length, begins, ends, day_off))
        begins = ends
    return counted, True


def _that_count(lengths: Sequence[Part | Until]) -> Sequence[Part | Until]:
    """Leave out what gives no time, unless there is nothing else."""
    giving = [
        length
        for length in lengths
        if isinstance(length, Until) or length.quarters or length.unit is Unit.SAME_DAY
    ]
    return giving or lengths[:1]


def end_of(
    calendar: WorkingCalendar, length: Part | Until, runs: Runs, begins: int
) -> tuple[int | None, int]:
    """Return when one length ends; ``None`` where the clock stands still before.

    The second value is the day off on which it would have ended, or 0.
    """
    table = calendar.timetable
    if isinstance(length, Until):
        return _until(table, runs, begins, length.day), 0
    if length.unit is Unit.DAYS and length.quarters:
        return _after_days(table, runs, begins, length.quarters // QUARTERS)
    if length.unit is Unit.SAME_DAY:
        return _same_day(calendar, runs, begins), 0
    if length.unit is Unit.WORKING_DAYS:
        return _after_shares(calendar, runs, begins, length.quarters), 0
    return after_minutes(table, runs, begins, length.quarters * 60 // QUARTERS), 0


def _after_shares(calendar: WorkingCalendar, runs: Runs, begins: int, quarters: int) -> int | None:
    whole, share = divmod(quarters, QUARTERS)
    ends: int | None = begins
    if whole:
        ends = after_working_days(calendar.timetable, runs, begins, whole)
    if ends is None or (whole and not share):
        return ends
    day = date.fromordinal(day_of(ends))
    minutes = calendar.day_minutes(day) * share // QUARTERS
    by_minutes = after_minutes(calendar.timetable, runs, ends, minutes)
    by_days = after_working_days(calendar.timetable, runs, ends, 1)
    return min((end for end in (by_minutes, by_days) if end is not None), default=None)


def after_working_days(table: Timetable, runs: Runs, begins: int, number: int) -> int | None:
    """Return the end of the ``number``-th working day that opens with the clock running."""
    first = day_of(begins)
    for since, until in runs:
        if until <= begins:
            continue
        low = max(first, last_opened(table, since))
        if until != FOREVER:
            counted = table.days_between(low, max(low, last_opened(table, until)))
            if counted < number:
                number -= counted
                continue
        day = table.day_after(low, number)
        return after_minutes(table, runs, table.opens(day), table.length(day))
    return None


def last_opened(table: Timetable, minute: int) -> int:
    """Return the last day whose office had opened before ``minute``, or that was off."""
    day = day_of(minute)
    if table.spans(day) and minute <= table.opens(day):
        return day - 1
    return day


def _after_days(table: Timetable, runs: Runs, begins: int, number: int) -> tuple[int | None, int]:
    first = day_of(begins)
    for since, until in runs:
        if until <= begins:
            continue
        low = max(first, day_of(since - 1))
        counted = max(low, day_of(until - 1)) - low
        if counted < number:
            number -= counted
            continue
        day = low + number
        if table.spans(day):
            return after_minutes(table, runs, table.opens(day), table.length(day)), 0
        return after_working_days(table, runs, day * MINUTES_A_DAY, 1), day
    return None, 0


def after_minutes(table: Timetable, runs: Runs, begins: int, minutes: int) -> int | None:
    """Return when the office was open for ``minutes`` with the clock running."""
    for since, until in runs:
        if until < begins:
            continue
        start = max(since, begins)
        ends = table.forward(start, minutes)
        if ends <= until:
            return ends
        minutes -= table.minutes_between(start, until)
    return None


def _same_day(calendar: WorkingCalendar, runs: Runs, begins: int) -> int | None:
    table = calendar.timetable
    closes = in_time_today(calendar, begins)
    if closes:
        return after_minutes(table, runs, begins, table.minutes_between(begins, closes))
    return after_working_days(table, runs, begins, 1)


def in_time_today(calendar: WorkingCalendar, minute: int) -> int:
    """Return when the office closes today, for what comes by the cut-off hour; 0 after it."""
    day = day_of(minute)
    if not calendar.timetable.spans(day):
        return 0
    closes = calendar.timetable.closes(day)
    cut_off = day * MINUTES_A_DAY + calendar.law(date.fromordinal(day)).cut_off
    return closes if minute <= min(cut_off, closes) else 0


def _until(table: Timetable, runs: Runs, begins: int, day: int) -> int | None:
    last = day if table.spans(day) else table.day_after(day, 1)
    number = table.days_between(day_of(begins), last)
    if number > 0:
        return after_working_days(table, runs, begins, number)
    return after_minutes(table, runs, begins, table.minutes_between(begins, table.closes(last)))
