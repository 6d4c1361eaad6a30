"""When an office is open, minute by minute: the arithmetic below every calendar.

Days are counted as ordinals (``date.toordinal()``) and instants as minutes
since the first midnight, so that a due date costs a few look-ups and no date
objects: it is computed for every row of every list.  A year is laid out once,
when it is first asked for, and kept.

Nothing here knows of holidays or of law: ``calendar.py`` says on which day the
office is open and between which minutes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

MINUTES_A_DAY = 24 * 60

Spans = tuple[tuple[int, int], ...]
"""From when to when the office is open, in minutes since midnight, in order."""


def minute_of(instant: datetime) -> int:
    """Return the minute in which ``instant`` lies; seconds are dropped.

    Receipts say "at … hours … minutes": no limit hangs on a second.
    """
    return instant.toordinal() * MINUTES_A_DAY + instant.hour * 60 + instant.minute


def instant_of(minute: int) -> datetime:
    """Return the instant at which ``minute`` begins."""
    day, within = divmod(minute, MINUTES_A_DAY)
    return datetime.fromordinal(day) + timedelta(minutes=within)


def day_of(minute: int) -> int:
    """Return the day in which ``minute`` lies."""
    return minute // MINUTES_A_DAY


class Year(NamedTuple):
    """One year of an office, laid out."""

    days: list[int]
    """The working days, in order."""
    spans: dict[int, Spans]
    """When the office is open on each of them."""
    before: list[int]
    """Open minutes of the year before each working day; the last is that of the whole year."""


class Timetable:
    """The working days and hours of one office."""

    def __init__(self, spans_on: Callable[[int], Spans]):
        self._spans_on = spans_on
        self._years: dict[int, Year] = {}

    def year(self, number: int) -> Year:
        """Return a year, laid out when it is first asked for."""
        found = self._years.get(number)
        return found or self._years.setdefault(number, self._laid_out(number))

    def _laid_out(self, number: int) -> Year:
        first, end = date(number, 1, 1).toordinal(), date(number + 1, 1, 1).toordinal()
        spans = {day: open_ for day in range(first, end) if (open_ := self._spans_on(day))}
        before = [0]
        for open_ in spans.values():
            before.append(before[-1] + sum(until - since for since, until in open_))
        return Year(list(spans), spans, before)

    def _year_of(self, day: int) -> tuple[int, Year]:
        number = date.fromordinal(day).year
        return number, self._years.get(number) or self.year(number)

    # Days

    def spans(self, day: int) -> Spans:
        """Return when the office is open on ``day``; nothing on a day off."""
        return self._year_of(day)[1].spans.get(day, ())

    def opens(self, day: int) -> int:
        """Return the minute at which the office opens on ``day``, a working day."""
        return day * MINUTES_A_DAY + self.spans(day)[0][0]

    def closes(self, day: int) -> int:
        """Return the minute at which the office closes on ``day``, a working day."""
        return day * MINUTES_A_DAY + self.spans(day)[-1][1]

    def length(self, day: int) -> int:
        """Return for how many minutes the office is open on ``day``."""
        return sum(until - since for since, until in self.spans(day))

    def days_between(self, after: int, until: int) -> int:
        """Count the working days after the day ``after``, up to and with ``until``."""
        if until < after:
            return -self.days_between(until, after)
        first_number, first = self._year_of(after)
        last_number, last = self._year_of(until)
        counted = bisect_right(last.days, until) - bisect_right(first.days, after)
        return counted + sum(len(self.year(y).days) for y in range(first_number, last_number))

    def day_after(self, day: int, number: int) -> int:
        """Return the ``number``-th working day after ``day`` (at least the first)."""
        this, year = self._year_of(day)
        index = bisect_right(year.days, day) + number - 1
        while index >= len(year.days):
            index -= len(year.days)
            this += 1
            year = self.year(this)
        return year.days[index]

    def day_before(self, day: int, number: int) -> int:
        """Return the ``number``-th working day before ``day`` (at least the first)."""
        this, year = self._year_of(day)
        index = bisect_left(year.days, day) - number
        while index < 0:
            this -= 1
            year = self.year(this)
            index += len(year.days)
        return year.days[index]

    # Minutes

    def minutes_between(self, since: int, until: int) -> int:
        """Count the minutes for which the office is open from ``since`` to ``until``."""
        if until < since:
            return -self.minutes_between(until, since)
        (first, first_year), (last, last_year) = (
            self._year_of(day_of(since)),
            self._year_of(day_of(until)),
        )
        counted = _passed(last_year, until) - _passed(first_year, since)
        return counted + sum(self.year(number).before[-1] for number in range(first, last))

    def forward(self, since: int, minutes: int) -> int:
        """Return the first open minute by which the office was open for ``minutes`` since then.

        Closing time is still open: eight hours from 07:00 end at 17:00, not on
        the morning after.
        """
        if not minutes:
            return self.next_open(since)
        number, year = self._year_of(day_of(since))
        wanted = _passed(year, since) + minutes
        while wanted > year.before[-1]:
            wanted -= year.before[-1]
            number += 1
            year = self.year(number)
        index = bisect_left(year.before, wanted) - 1
        day = year.days[index]
        return day * MINUTES_A_DAY + _into(year.spans[day], wanted - year.before[index], True)

    def backward(self, until: int, minutes: int) -> int:
        """Return the last minute from which the office is open for ``minutes`` until then."""
        if not minutes:
            return until
        number, year = self._year_of(day_of(until))
        wanted = _passed(year, until) - minutes
        while wanted < 0:
            number -= 1
            year = self.year(number)
            wanted += year.before[-1]
        index = bisect_right(year.before, wanted) - 1
        day = year.days[index]
        return day * MINUTES_A_DAY + _into(year.spans[day], wanted - year.before[index], False)

    def next_open(self, minute: int) -> int:
        """Return ``minute`` if the office is open then, or else when it opens next."""
        day = day_of(minute)
        within = minute - day * MINUTES_A_DAY
        for opens, closes in self.spans(day):
            if within <= closes:
                return day * MINUTES_A_DAY + max(within, opens)
        return self.opens(self.day_after(day, 1))


def _into(spans: Spans, minutes: int, closing: bool) -> int:
    """Return the minute of the day that lies ``minutes`` into its office hours.

    Where a stretch ends and another begins both are right: ``closing`` takes
    the end of the one.
    """
    for opens, closes in spans[:-1]:
        if minutes < closes - opens + closing:
            return opens + minutes
        minutes -= closes - opens
    return spans[-1][0] + minutes


def _passed(year: Year, minute: int) -> int:
    """Return for how long the office was open in the year before ``minute``."""
    day = day_of(minute)
    index = bisect_left(year.days, day)
    within = minute - day * MINUTES_A_DAY
    passed = year.before[index]
    for opens, closes in year.spans.get(day, ()):
        if within > opens:
            passed += min(within, closes) - opens
    return passed
