"""When something is due, and why then.

>>> from motcua.deadlines.terms import read_term
>>> due = due_at(WorkingCalendar(), datetime(2026, 11, 20, 15, 30), read_term("3 working days"))
>>> due.instant
datetime.datetime(2026, 11, 26, 17, 0)

The date costs some microseconds; the explanation is made only when
:attr:`Due.lines` is read, as on a case's page and not in a list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache

from motcua.deadlines.calendar import WorkingCalendar
from motcua.deadlines.counting import FOREVER, in_time_today, stages
from motcua.deadlines.explaining import (
    Line,
    Telling,
    in_order,
    instant_said,
    line,
    stage_lines,
    start_lines,
)
from motcua.deadlines.terms import QUARTERS, Part, Term, Unit
from motcua.deadlines.timetable import day_of, instant_of, minute_of
from motcua.words import _

__all__ = ["Due", "Line", "apology_deadline", "around", "due_at", "subtracted", "transfer_limit"]


@dataclass(frozen=True)
class Due:
    """A limit, and on demand the lines that explain it."""

    instant: datetime
    explain: Callable[[], tuple[Line, ...]] = field(default=tuple, compare=False, repr=False)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Why this day: start rule, days left out, pauses, extensions, the end."""
        return self.explain()


def due_at(calendar: WorkingCalendar, start: datetime, term: Term) -> Due:
    """Return when ``term`` ends that begins at ``start`` and runs without a pause.

    A term in days ends when the office closes on its last day (BLDS 2015
    Đ148); the rules are those of ``counting.py``.
    """
    begins = minute_of(start)
    runs = ((begins, FOREVER),)
    counted, _reached = stages(calendar, term.parts, runs, begins)

    def explain() -> tuple[Line, ...]:
        return in_order(
            [
                *start_lines(calendar, term.parts, begins),
                *stage_lines(calendar, counted, runs),
            ]
        )

    return Due(instant_of(counted[-1].ends), explain)


def transfer_limit(calendar: WorkingCalendar, received: datetime) -> Due:
    """Return by when a case taken in at the counter must reach the agency that handles it.

    On the same working day; what comes after the cut-off hour, or when the
    office is closed, at the start of the next working day (NĐ 61/2018 Đ18).
    """
    table, minute = calendar.timetable, minute_of(received)
    told = {
        "start": instant_said(minute),
        "hour": f"{calendar.cut_off(received.date()):%H:%M}",
    }
    end = in_time_today(calendar, minute)
    if end:
        said = _(
            "Received at ${start}, by ${hour}: handed over the same day (NĐ 61/2018, art. 18).",
            mapping=told,
        )
    else:
        end = table.opens(table.day_after(day_of(minute), 1))
        said = _(
            "Received at ${start}, after ${hour} or on a day off: handed over when the office"
            " opens next (NĐ 61/2018, art. 18).",
            mapping=told,
        )
    due = _("Due at ${end}.", mapping={"end": instant_said(end)})
    lines = (line(Telling.START, said, minute), line(Telling.DUE, due, end))
    return Due(instant_of(end), lambda: lines)


def apology_deadline(calendar: WorkingCalendar, due: datetime) -> datetime:
    """Return by when the delay must be announced and excused: a day before the limit.

    At least one day before (NĐ 61/2018 Đ19.9), so never on a day off after it.
    """
    last = due.date() - timedelta(days=calendar.law(due.date()).apology_days)
    return calendar.closing(calendar.last_working_day(last))


@lru_cache(maxsize=4096)
def around(
    calendar: WorkingCalendar, limit: datetime, before: Term | None, after: Term | None
) -> datetime:
    """Return when what comes ``before`` or ``after`` a limit comes; without either, the limit.

    Kept, because most limits of a day end together, when the office closes.
    """
    if before:
        return subtracted(calendar, limit, before)
    if after and not after.is_nothing:
        return due_at(calendar, limit, after).instant
    return limit


def subtracted(calendar: WorkingCalendar, limit: datetime, term: Term) -> datetime:
    """Return the moment at which somebody is reminded ``term`` before a limit.

    For days it is the opening of the office: who is reminded "2 working days
    before" has two working days left when the limit's own day begins.  A
    reminder never comes on a day off, but on the working day before it.
    """
    for part in reversed(term.parts):
        limit = _earlier(calendar, limit, part)
    return limit


def _earlier(calendar: WorkingCalendar, limit: datetime, part: Part) -> datetime:
    whole, share = divmod(part.quarters, QUARTERS)
    if part.unit is Unit.WORKING_HOURS:
        return _back(calendar, limit, part.quarters * 60 // QUARTERS)
    if part.unit is Unit.WORKING_DAYS:
        limit = _back(calendar, limit, calendar.day_minutes(limit.date()) * share // QUARTERS)
        if not whole:
            return limit
        return calendar.opening(calendar.add_working_days(limit.date(), -whole))
    day: date = limit.date() - timedelta(days=whole)
    return calendar.opening(calendar.last_working_day(day))


def _back(calendar: WorkingCalendar, limit: datetime, minutes: int) -> datetime:
    return instant_of(calendar.timetable.backward(minute_of(limit), minutes))
