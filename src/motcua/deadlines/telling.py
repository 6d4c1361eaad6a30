"""What ``motcua due`` answers: a due date and why, from what somebody typed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.acting import NotHere, Refusal
from motcua.deadlines.calendar import Calendars, WorkingCalendar
from motcua.deadlines.due import Due, due_at
from motcua.deadlines.explaining import instant_said
from motcua.deadlines.terms import Term, read_term
from motcua.deadlines.timetable import minute_of
from motcua.words import _, translate

INSTANTS_AS = ("%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M")
DAYS_AS = ("%Y-%m-%d", "%d/%m/%Y")


class NotAMoment(Refusal):
    """Somebody wrote a date that we do not understand."""


class UnknownUnit(NotHere):
    """Somebody named a unit that the administration does not have."""


@dataclass(frozen=True)
class ToldDue:
    """A due date, to be written out for a person or for a program."""

    start: datetime
    term: Term
    calendar: WorkingCalendar
    due: Due
    unit: str = ""
    language: str = "vi"

    @property
    def date(self) -> str:
        """The due date as a person reads it."""
        return translate(instant_said(minute_of(self.due.instant)), self.language)

    @property
    def lines(self) -> list[str]:
        """Why that date, line by line."""
        return [translate(line.said, self.language) for line in self.due.lines]

    def as_json(self) -> dict[str, Any]:
        """Everything, in plain values."""
        return {
            "due": _plain(self.due.instant),
            "start": _plain(self.start),
            "term": self.term.text,
            "unit": self.unit,
            "calendar": self.calendar.name,
            "provisional": any(line.provisional for line in self.due.lines),
            "steps": [
                {
                    "kind": str(line.telling),
                    "from": line.first.isoformat(),
                    "to": line.last.isoformat(),
                    "text": text,
                }
                for line, text in zip(self.due.lines, self.lines, strict=True)
            ],
        }


def tell_due(
    calendars: Calendars,
    start: str,
    term: str,
    unit: str = "",
    language: str = "vi",
    *,
    units: Collection[str] = (),
    calendar_name: str = "",
) -> ToldDue:
    """Return when ``term`` is due that begins at ``start``, both as somebody typed them.

    ``units`` are those of the administration: another one is refused, because
    its hours and closures would be guessed.  A day without an hour begins when
    the office opens.
    """
    if unit and units and unit not in units:
        raise UnknownUnit(_("There is no unit “${unit}”.", mapping={"unit": unit}))
    calendar = calendars.of_unit(unit, calendar_name)
    begins = read_moment(calendar, start)
    read = read_term(term)
    return ToldDue(begins, read, calendar, due_at(calendar, begins, read), unit, language)


def read_moment(calendar: WorkingCalendar, text: str) -> datetime:
    """Return the instant that ``text`` names: ``2026-11-20 15:30``, ``20/11/2026``."""
    words = " ".join(text.split())
    for form in INSTANTS_AS:
        try:
            return datetime.strptime(words, form)
        except ValueError:
            continue
    for form in DAYS_AS:
        try:
            day = datetime.strptime(words, form)
        except ValueError:
            continue
        return calendar.opening(day.date()) if calendar.is_working_day(day.date()) else day
    raise NotAMoment(
        _(
            "“${text}” is not a date; write for example 2026-11-20 15:30 or 20/11/2026.",
            mapping={"text": text},
        )
    )


def _plain(instant: datetime) -> str:
    return instant.isoformat(timespec="minutes")
