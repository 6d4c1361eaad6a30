"""The working calendar of an office: which days count, and between which hours.

>>> calendar = WorkingCalendar()
>>> calendar.add_working_days(date(2026, 11, 20), 3)
datetime.date(2026, 11, 26)

A calendar never changes: a new decision, new office hours or a storm are lines
in ``config/calendar.yaml``, and make new calendars when the file is read
again.  Old office hours stay in the file with the day from which newer ones
apply, so that a due date of last year is still explained by last year's hours.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import NamedTuple, TypeVar

from motcua.acting import NotHere
from motcua.deadlines.days_off import Kind, Reason, of_the_country, weekend
from motcua.deadlines.timetable import Spans, Timetable, instant_of, minute_of
from motcua.words import Label, _

ORDINARY: Spans = ((7 * 60, 11 * 60 + 30), (13 * 60 + 30, 17 * 60))
"""07:00-11:30 and 13:30-17:00, where no office says otherwise."""

FIVE_DAYS: tuple[Spans, ...] = (ORDINARY,) * 5 + ((), ())

THREE_O_CLOCK = 15 * 60


class Hours(NamedTuple):
    """One stretch of an office's day."""

    opens: time
    closes: time


@dataclass(frozen=True)
class Week:
    """The office hours that apply from a day on."""

    since: date = date.min
    days: tuple[Spans, ...] = FIVE_DAYS
    """Of Monday to Sunday; nothing where the office is closed."""

    @cached_property
    def ordinary(self) -> Spans:
        """The hours of the week's first working day: those of a Saturday that is worked."""
        return next(filter(None, self.days))

    @cached_property
    def length(self) -> int:
        """How many minutes one working day has, where a share of a day is asked for."""
        return sum(closes - opens for opens, closes in self.ordinary)


@dataclass(frozen=True)
class Law:
    """Numbers that decrees fix, from a day on.

    Their defaults are those of today; the file may change them.
    """

    since: date = date.min
    cut_off: int = THREE_O_CLOCK
    """What comes later counts as received when the office opens next (NĐ 61/2018 Đ18)."""
    apology_days: int = 1
    """How many days before the limit the apology must be sent (NĐ 61/2018 Đ19.9)."""
    soon_days: int = 2
    """With how few working days left a limit is called near."""


@dataclass(frozen=True)
class DayRule:
    """What somebody decided for one day."""

    reason: Reason
    hours: Spans = ()
    """On a worked day, if other than the ordinary ones."""


ORDINARY_TITLE = Label("Lịch hành chính", "Office calendar")


@dataclass(frozen=True)
class DayView:
    """One day in the month view of the administration page."""

    day: date
    kind: Kind
    reason: Reason | None
    hours: tuple[Hours, ...]

    @property
    def is_provisional(self) -> bool:
        """Say whether the day is expected to be so, but not decided."""
        return bool(self.reason and self.reason.provisional)


@dataclass(frozen=True)
class WorkingCalendar:
    """On which days and between which hours one office works."""

    name: str = "vn-hanh-chinh"
    title: Label = ORDINARY_TITLE
    weeks: tuple[Week, ...] = (Week(),)
    """In order of the days from which they apply; the first applies before its day too."""
    days: Mapping[date, DayRule] = field(default_factory=dict, hash=False)
    """What is decided for single days; wins over everything else."""
    country: str = "VN"
    """Whose public holidays are kept; empty for none."""
    years: Mapping[int, str] = field(default_factory=dict, hash=False)
    """The years that were looked at, each with the decision on its holidays, if there is one."""
    laws: tuple[Law, ...] = (Law(),)
    """In order of the days from which they apply, as the office hours."""

    def __hash__(self) -> int:
        return hash(self.name)

    @cached_property
    def timetable(self) -> Timetable:
        """The minutes of this office, for the arithmetic of ``counting.py``."""
        return Timetable(self._spans)

    def _spans(self, ordinal: int) -> Spans:
        day = date.fromordinal(ordinal)
        week = self.week(day)
        rule = self._rule(day)
        if rule is None:
            return week.days[day.weekday()]
        if rule.reason.kind is Kind.WORKED:
            return rule.hours or week.days[day.weekday()] or week.ordinary
        return ()

    def _rule(self, day: date) -> DayRule | None:
        rule = self.days.get(day)
        if rule is None and self.country:
            known = of_the_country(self.country, day.year, bool(self.years.get(day.year)))
            return DayRule(known[day]) if day in known else None
        return rule

    def week(self, day: date) -> Week:
        """Return the office hours that apply on ``day``."""
        return _on(self.weeks, day)

    def law(self, day: date) -> Law:
        """Return the numbers of the law that apply on ``day``."""
        return _on(self.laws, day)

    def cut_off(self, day: date) -> datetime:
        """Return the instant after which what comes on ``day`` counts as come on the next."""
        return datetime.combine(day, time(*divmod(self.law(day).cut_off, 60)))

    # Days

    def is_working_day(self, day: date) -> bool:
        """Say whether the office is open on ``day``."""
        return bool(self.timetable.spans(day.toordinal()))

    def why_off(self, day: date) -> Reason | None:
        """Return why the office is closed on ``day``; ``None`` where it is open."""
        if self.is_working_day(day):
            return None
        rule = self._rule(day)
        return rule.reason if rule else weekend(day)

    def why_worked(self, day: date) -> Reason | None:
        """Return why ``day`` is worked though it is usually off; ``None`` on every other day."""
        rule = self._rule(day)
        return rule.reason if rule and rule.reason.kind is Kind.WORKED else None

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days after ``after``, up to and with ``until``.

        Negative where ``until`` is the earlier one, so that it undoes
        :meth:`add_working_days`.
        """
        return self.timetable.days_between(after.toordinal(), until.toordinal())

    def add_working_days(self, day: date, number: int) -> date:
        """Return the ``number``-th working day after ``day``, or before it if negative.

        The day itself is not counted (BLDS 2015 Đ147); nothing is added by 0.
        """
        if not number:
            return day
        ordinal = day.toordinal()
        if number > 0:
            return date.fromordinal(self.timetable.day_after(ordinal, number))
        return date.fromordinal(self.timetable.day_before(ordinal, -number))

    def last_working_day(self, day: date) -> date:
        """Return ``day`` if it is worked, or else the last day before it that was."""
        return day if self.is_working_day(day) else self.add_working_days(day, -1)

    # Hours

    def office_hours(self, day: date) -> tuple[Hours, ...]:
        """Return when the office is open on ``day``; nothing on a day off."""
        return tuple(
            Hours(time(*divmod(opens, 60)), time(*divmod(closes, 60)))
            for opens, closes in self.timetable.spans(day.toordinal())
        )

    def opening(self, day: date) -> datetime:
        """Return when the office opens on ``day``, a working day."""
        return instant_of(self.timetable.opens(day.toordinal()))

    def closing(self, day: date) -> datetime:
        """Return when the office closes on ``day``, a working day."""
        return instant_of(self.timetable.closes(day.toordinal()))

    def office_minutes(self, since: datetime, until: datetime) -> int:
        """Count the minutes for which the office is open between two instants."""
        return self.timetable.minutes_between(minute_of(since), minute_of(until))

    def day_minutes(self, day: date) -> int:
        """Return how many minutes one working day has, in the week of ``day``."""
        return self.week(day).length

    # What is known

    def covers(self, year: int) -> bool:
        """Say whether somebody has looked at the days off of ``year``, decided or expected."""
        return year in self.years

    def is_decided(self, year: int) -> bool:
        """Say whether the holidays of ``year`` are decided."""
        return bool(self.years.get(year))

    def month(self, year: int, month: int) -> tuple[DayView, ...]:
        """Return every day of a month, for a page that shows it."""
        first = date(year, month, 1).toordinal()
        after = date(year + month // 12, month % 12 + 1, 1).toordinal()
        return tuple(self.view(date.fromordinal(ordinal)) for ordinal in range(first, after))

    def view(self, day: date) -> DayView:
        """Return what is to be shown of one day."""
        reason = self.why_off(day) or self.why_worked(day)
        return DayView(day, reason.kind if reason else Kind.WORKING, reason, self.office_hours(day))


V = TypeVar("V", Week, Law)


def _on(versions: tuple[V, ...], day: date) -> V:
    index = bisect_right(versions, day, key=lambda version: version.since)
    return versions[max(index - 1, 0)]


class Calendars:
    """Every calendar of the administration, by name and by unit."""

    def __init__(
        self,
        calendars: Iterable[WorkingCalendar] = (WorkingCalendar(),),
        units: Mapping[str, WorkingCalendar] | None = None,
        digest: str = "",
    ):
        self._calendars = {calendar.name: calendar for calendar in calendars}
        self._units = dict(units or {})
        self.default = next(iter(self._calendars.values()))
        """The calendar of every unit that has none of its own."""
        self.digest = digest
        """SHA-256 of the file.  Whoever keeps instants (lists, alarms) counts them anew
        when it is another than the one they were counted by."""

    def names(self) -> tuple[str, ...]:
        """Return the names that a procedure file may give as its calendar."""
        return tuple(self._calendars)

    def of_name(self, name: str) -> WorkingCalendar:
        """Return the calendar called ``name``."""
        try:
            return self._calendars[name]
        except KeyError:
            raise NotHere(
                _("There is no working calendar “${name}”.", mapping={"name": name}),
                _("Known are: ${names}.", mapping={"names": list(self._calendars)}),
            ) from None

    def of_unit(self, unit: str, name: str = "") -> WorkingCalendar:
        """Return the calendar that ``unit`` keeps; without one, that of ``name`` or the default."""
        own = self._units.get(unit)
        if own is not None:
            return own
        return self._calendars.get(name, self.default)

    def units(self) -> tuple[str, ...]:
        """Return the units that differ from the rest, by hours or by closures."""
        return tuple(self._units)

    def covers(self, year: int) -> bool:
        """Say whether the days off of ``year`` are known, at least provisionally."""
        return all(calendar.covers(year) for calendar in self._calendars.values())
