"""The working calendar, a year at a time: what is worked, what is off, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from motcua.administration import READ
from motcua.deadlines.calendar import Calendars, DayView, WorkingCalendar
from motcua.deadlines.days_off import Kind
from motcua.pages.legible import number_in
from motcua.people import directory

FIRST_YEAR, LAST_YEAR = 2020, 2040
"""What the page leads to; due dates are counted in any year."""


@dataclass(frozen=True)
class Month:
    """A month as the page draws it: weeks of seven places, some of them empty."""

    first: date
    weeks: tuple[tuple[DayView | None, ...], ...]


@view_config(
    route_name="administration_calendar",
    request_method="GET",
    permission=READ,
    renderer="motcua.administration:templates/calendar.pt",
)
def year(request: Request) -> dict[str, Any]:
    """One year of one calendar, or of a unit that differs from the rest."""
    acting = request.acting
    unit = request.GET.get("don-vi", "")
    shown = _year(request.GET.get("nam", ""), acting.now.year)
    calendar = _calendar(request, unit)
    return {
        "calendar": calendar,
        "unit": directory.unit(acting.root, unit)
        if directory.has_unit(acting.root, unit)
        else None,
        "year": shown,
        "earlier": shown - 1 if shown > FIRST_YEAR else None,
        "later": shown + 1 if shown < LAST_YEAR else None,
        "months": [_month(calendar, shown, month) for month in range(1, 13)],
        "special": [
            day
            for month in range(1, 13)
            for day in calendar.month(shown, month)
            if day.reason and day.kind not in (Kind.WORKING, Kind.WEEKEND)
        ],
        "working_days": calendar.working_days_between(date(shown - 1, 12, 31), date(shown, 12, 31)),
        "today": acting.now.date(),
        "differing": [
            directory.unit(acting.root, each)
            for each in acting.office.borrow(Calendars).units()
            if directory.has_unit(acting.root, each)
        ],
    }


def _year(asked: str, present: int) -> int:
    wanted = number_in(asked)
    return wanted if FIRST_YEAR <= wanted <= LAST_YEAR else present


def _calendar(request: Request, unit: str) -> WorkingCalendar:
    root = request.acting.root
    name = directory.calendar_name(root, unit) if directory.has_unit(root, unit) else ""
    return request.acting.office.borrow(Calendars).of_unit(unit, name)


def _month(calendar: WorkingCalendar, year: int, month: int) -> Month:
    days: list[DayView | None] = list(calendar.month(year, month))
    before: list[DayView | None] = [None] * date(year, month, 1).weekday()
    places = before + days
    places += [None] * (-len(places) % 7)
    weeks = tuple(tuple(places[start : start + 7]) for start in range(0, len(places), 7))
    return Month(date(year, month, 1), weeks)
