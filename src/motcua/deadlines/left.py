"""How much time is left, or by how much a limit is missed, in words.

Lateness is decided by comparing instants: what comes at 17:00 is in time, what
comes a second after it is late.  The days are only told, never compared: a
count of days is 0 on the Friday of the limit and on the weekend behind it.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from motcua.deadlines.calendar import WorkingCalendar
from motcua.deadlines.counting import last_opened
from motcua.deadlines.timetable import day_of, minute_of
from motcua.words import Sentence, _, several


class Urgency(StrEnum):
    """How near the limit is, for the colour that stands beside the words."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    FINE = "fine"
    PAUSED = "paused"
    DONE = "done"


class Amount(NamedTuple):
    """An amount of office time, counted in both ways."""

    days: int
    """Working days that have yet to open; days of the calendar where it is a delay."""
    minutes: int
    """Minutes of open office."""


class Left(NamedTuple):
    """What is left of a term, or by how much it is missed."""

    amount: Amount
    is_late: bool
    urgency: Urgency
    said: Sentence


class Used(NamedTuple):
    """What of a term is used up."""

    amount: Amount
    said: Sentence


def left_until(
    calendar: WorkingCalendar, limit: datetime, now: datetime, first: date | None = None
) -> Left:
    """Say how far ``limit`` is from ``now``; a list that keeps limits needs no clocks for it.

    ``first`` is the day that is not counted, where it is known: before its
    office opens, it is not a day left.
    """
    if now > limit:
        return _missed(calendar, limit, now)
    amount = _amount(calendar, limit, now, first)
    if limit.date() == now.date():
        said = _("due at ${time} today", mapping={"time": _hour(limit)})
        return Left(amount, False, Urgency.TODAY, said)
    near = amount.days <= calendar.law(now.date()).soon_days
    return Left(amount, False, Urgency.SOON if near else Urgency.FINE, _days_left(amount.days))


def left_paused(
    calendar: WorkingCalendar, limit: datetime, since: datetime, first: date | None = None
) -> Left:
    """Say what a clock has left that stands still since ``since``.

    ``limit`` is where it would have ended without the pause.
    """
    if since > limit:
        late = _missed(calendar, limit, since)
        said = _("clock paused, ${left}", mapping={"left": _days_late(late.amount.days)})
        return late._replace(said=said)
    amount = _amount(calendar, limit, since, first)
    said = _days_left(amount.days) if amount.days else _minutes_left(amount.minutes)
    said = _("clock paused, ${left}", mapping={"left": said})
    return Left(amount, False, Urgency.PAUSED, said)


def left_done(calendar: WorkingCalendar, limit: datetime | None, at: datetime) -> Left:
    """Say whether what was finished ``at`` that moment was in time; without limit it was."""
    if limit is None or at <= limit:
        amount = Amount(0, 0) if limit is None else _amount(calendar, limit, at)
        return Left(amount, False, Urgency.DONE, _("finished in time"))
    late = _missed(calendar, limit, at)
    said = _("finished, ${late}", mapping={"late": _days_late(late.amount.days)})
    return late._replace(urgency=Urgency.DONE, said=said)


def used_up(days: int, minutes: int) -> Used:
    """Say how much of a term is used."""
    said = several(_("${n} working day used"), _("${n} working days used"), days)
    return Used(Amount(days, minutes), said)


def _amount(
    calendar: WorkingCalendar, limit: datetime, now: datetime, first: date | None = None
) -> Amount:
    table, minute, end = calendar.timetable, minute_of(now), minute_of(limit)
    begun = last_opened(table, minute)
    if first:
        begun = max(begun, first.toordinal())
    return Amount(table.days_between(begun, day_of(end)), table.minutes_between(minute, end))


def _missed(calendar: WorkingCalendar, limit: datetime, now: datetime) -> Left:
    days = (now.date() - limit.date()).days
    minutes = calendar.timetable.minutes_between(minute_of(limit), minute_of(now))
    said = _days_late(days)
    if not days:
        said = _("late since ${time} today", mapping={"time": _hour(limit)})
    return Left(Amount(days, minutes), True, Urgency.LATE, said)


def _days_left(days: int) -> Sentence:
    return several(_("${n} working day left"), _("${n} working days left"), days)


def _days_late(days: int) -> Sentence:
    if not days:
        return _("less than a day late")
    return several(_("${n} day late"), _("${n} days late"), days)


def _minutes_left(minutes: int) -> Sentence:
    hours, rest = divmod(minutes, 60)
    return _(
        "${hours} h ${minutes} min of office time left",
        mapping={"hours": str(hours), "minutes": str(rest)},
    )


def _hour(instant: datetime) -> str:
    return f"{instant:%H:%M}"
