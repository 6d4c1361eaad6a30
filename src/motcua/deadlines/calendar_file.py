"""Reading ``config/calendar.yaml``.

Whoever writes it is no programmer, so every value is taken as it was written
(``15:00`` is an hour and not 900 seconds), and everything that is wrong is told
at once, with its line.  A file with a mistake is not read in part: a holiday
that is silently missing would make due dates wrong for weeks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from motcua.deadlines.calendar import Calendars, DayRule, Law, Week, WorkingCalendar
from motcua.deadlines.days_off import Kind, Reason, off_for, worked_for
from motcua.deadlines.timetable import Spans
from motcua.sheets import Said, Sheet
from motcua.words import Label, Sentence, _

FILE = "calendar.yaml"

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

LONGEST_CLOSURE = 60
"""Days.  A closure of months is a slip in the year."""

HOUR = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")

KINDS = {"holiday": Kind.HOLIDAY, "in lieu": Kind.IN_LIEU, "closure": Kind.CLOSURE}

OFFICE = ("calendar", "office_hours", "days")


def read_calendars(path: Path) -> Calendars:
    """Return the calendars of ``path``; raise ``WrongFile`` with all that is wrong."""
    sheet = Sheet(path)
    top = sheet.entries(sheet.said(), known=("law", "years", "calendars", "days", "units"))
    reading = _Reading(sheet)
    calendars = reading.calendars(top)
    units = reading.units(top.get("units"), calendars)
    sheet.finish()
    return Calendars(calendars.values(), units, digest=sha256(path.read_bytes()).hexdigest())


class _Reading:
    """What is understood of one file."""

    def __init__(self, sheet: Sheet):
        self.sheet = sheet

    def calendars(self, top: Mapping[str, Said]) -> dict[str, WorkingCalendar]:
        laws = self._laws(top.get("law"))
        years = dict(self._years(top.get("years")))
        days = dict(self._days(top.get("days"), Kind.HOLIDAY))
        written = self.sheet.entries(top.get("calendars"))
        if not written:
            self.sheet.wrong(1, _("“${key}” is missing", mapping={"key": "calendars"}))
        read = {}
        for name, said in written.items():
            told = self.sheet.entries(said, known=("title", "country", "office_hours"))
            read[name] = WorkingCalendar(
                name=name,
                title=self._label(told.get("title")) or Label(name),
                weeks=self._weeks(told.get("office_hours"), said.line),
                days=days,
                country=self._country(told.get("country")),
                years=years,
                laws=laws,
            )
        return read

    def units(
        self, written: Said | None, calendars: Mapping[str, WorkingCalendar]
    ) -> dict[str, WorkingCalendar]:
        units = {}
        for unit, said in self.sheet.entries(written).items():
            told = self.sheet.entries(said, known=OFFICE)
            base = self._base(told.get("calendar"), calendars)
            hours = told.get("office_hours")
            units[unit] = WorkingCalendar(
                name=base.name,
                title=base.title,
                weeks=self._weeks(hours, said.line) if hours else base.weeks,
                days={**base.days, **dict(self._days(told.get("days"), Kind.CLOSURE))},
                country=base.country,
                years=base.years,
                laws=base.laws,
            )
        return units

    def _base(self, said: Said | None, calendars: Mapping[str, WorkingCalendar]) -> WorkingCalendar:
        first = next(iter(calendars.values()), WorkingCalendar())
        name = self.sheet.text(said) or first.name
        if said and name not in calendars:
            self.sheet.wrong(
                said.line, _("there is no working calendar “${name}”", mapping={"name": name})
            )
        return calendars.get(name, first)

    # Numbers of the law, years

    def _laws(self, said: Said | None) -> tuple[Law, ...]:
        laws = []
        for each in self.sheet.items(said):
            told = self.sheet.entries(each, known=("from", "cut_off", "apology_days", "soon_days"))
            usual = Law()
            laws.append(
                Law(
                    since=self.sheet.day(told.get("from")) or usual.since,
                    cut_off=self._hour(told.get("cut_off"), usual.cut_off),
                    apology_days=self._number(told.get("apology_days"), usual.apology_days),
                    soon_days=self._number(told.get("soon_days"), usual.soon_days),
                )
            )
        return tuple(sorted(laws, key=lambda law: law.since)) or (Law(),)

    def _years(self, said: Said | None) -> Iterator[tuple[int, str]]:
        for key, decision in self.sheet.entries(said).items():
            if re.fullmatch("20[0-9]{2}", key):
                yield int(key), self.sheet.text(decision)
            else:
                self._wrong(decision, _("“${text}” is not a year", mapping={"text": key}))

    # Office hours

    def _weeks(self, said: Said | None, line: int) -> tuple[Week, ...]:
        weeks = []
        for each in self.sheet.items(said):
            told = self.sheet.entries(each)
            since = self.sheet.day(told.pop("from", None)) or date.min
            weeks.append(Week(since, self._week(told, each.line)))
        if not weeks:
            self.sheet.wrong(line, _("“${key}” is missing", mapping={"key": "office_hours"}))
        return tuple(sorted(weeks, key=lambda week: week.since)) or (Week(),)

    def _week(self, told: Mapping[str, Said], line: int) -> tuple[Spans, ...]:
        days: list[Spans] = [()] * len(WEEKDAYS)
        for key, said in told.items():
            first, _dash, last = key.partition("-")
            days_meant = _weekdays(first, last or first)
            if not days_meant:
                self._wrong(
                    said,
                    _(
                        "“${text}” is not a day of the week, as monday or monday-friday",
                        mapping={"text": key},
                    ),
                )
                continue
            for index in days_meant:
                days[index] = self._spans(said)
        if not any(days):
            self.sheet.wrong(line, _("no day of the week has office hours"))
            return Week().days
        return tuple(days)

    def _spans(self, said: Said) -> Spans:
        """Read ``07:00-11:30 13:30-17:00``: stretches in order, each longer than nothing."""
        spans: list[tuple[int, int]] = []
        for stretch in self.sheet.text(said).replace(",", " ").split():
            hours = [_minutes(hour) for hour in stretch.split("-")]
            before = spans[-1][1] if spans else 0
            if len(hours) != 2 or None in hours or not before <= hours[0] < hours[1]:  # type: ignore[operator]
                self._wrong(
                    said,
                    _(
                        "“${text}” is not a stretch of office hours, as 07:00-11:30",
                        mapping={"text": stretch},
                    ),
                )
                return ()
            spans.append((hours[0], hours[1]))  # type: ignore[arg-type]
        return tuple(spans)

    # Single days

    def _days(self, said: Said | None, usual: Kind) -> Iterator[tuple[date, DayRule]]:
        for each in self.sheet.items(said):
            told = self.sheet.entries(
                each,
                known=(
                    "off",
                    "until",
                    "worked",
                    "hours",
                    "name",
                    "kind",
                    "decision",
                    "provisional",
                ),
            )
            yield from self._rules(each, told, usual)

    def _rules(
        self, each: Said, told: Mapping[str, Said], usual: Kind
    ) -> Iterator[tuple[date, DayRule]]:
        off, worked = self.sheet.day(told.get("off")), self.sheet.day(told.get("worked"))
        name = self._label(told.get("name"))
        if off and worked:
            yield off, DayRule(self._reason(told, Kind.SWAPPED, name or off_for(worked)))
        elif off:
            if not name:
                self._wrong(each, _("a day off needs a name"))
            reason = self._reason(told, self._kind(told.get("kind"), usual), name or Label(""))
            for day in self._stretch(off, told.get("until")):
                yield day, DayRule(reason)
        if worked:
            hours = self._spans(told["hours"]) if "hours" in told else ()
            why = name or (worked_for(off) if off else _("worked by decision"))
            yield worked, DayRule(self._reason(told, Kind.WORKED, why), hours)
        if not any(self.sheet.text(told.get(key)) for key in ("off", "worked")):
            self._wrong(each, _("say which day is off or worked"))

    def _reason(self, told: Mapping[str, Said], kind: Kind, name: Sentence) -> Reason:
        return Reason(
            kind,
            name,
            decision=self.sheet.text(told.get("decision")),
            provisional=self.sheet.truth(told.get("provisional"), unsaid=False),
        )

    def _kind(self, said: Said | None, usual: Kind) -> Kind:
        text = self.sheet.text(said)
        if said and text not in KINDS:
            self._wrong(
                said,
                _("“${text}” is not one of ${list}", mapping={"text": text, "list": list(KINDS)}),
            )
        return KINDS.get(text, usual)

    def _stretch(self, first: date, until: Said | None) -> Iterator[date]:
        last = self.sheet.day(until) or first
        days = (last - first).days
        if until and not 0 <= days <= LONGEST_CLOSURE:
            self._wrong(
                until,
                _(
                    "“until” lies at most ${n} days after “off”, and not before it",
                    mapping={"n": LONGEST_CLOSURE},
                ),
            )
            return
        yield from (first + timedelta(days=each) for each in range(days + 1))

    # Values

    def _wrong(self, said: Said, sentence: Sentence) -> None:
        self.sheet.wrong(said.line, sentence)

    def _label(self, said: Said | None) -> Label | None:
        label = self.sheet.label(said)
        return label if label.vi else None

    def _country(self, said: Said | None) -> str:
        text = self.sheet.text(said)
        if said and text not in ("", "VN"):
            self._wrong(said, _("only the holidays of VN are known; write VN, or leave it empty"))
        return text if said else "VN"

    def _hour(self, said: Said | None, usual: int) -> int:
        minutes = _minutes(self.sheet.text(said)) if said else usual
        if said and minutes is None:
            self._wrong(
                said,
                _("“${text}” is not an hour, as 15:00", mapping={"text": self.sheet.text(said)}),
            )
        return usual if minutes is None else minutes

    def _number(self, said: Said | None, usual: int) -> int:
        text = self.sheet.text(said)
        if said and not re.fullmatch("[0-9]{1,2}", text):
            self._wrong(said, _("“${text}” is not a number of days", mapping={"text": text}))
            return usual
        return int(text) if text else usual


def _weekdays(first: str, last: str) -> range:
    """Return the days from ``first`` to ``last`` of one week; none where they are no days."""
    if first not in WEEKDAYS or last not in WEEKDAYS:
        return range(0)
    return range(WEEKDAYS.index(first), WEEKDAYS.index(last) + 1)


def _minutes(text: str) -> int | None:
    found = HOUR.fullmatch(text)
    return int(found[1]) * 60 + int(found[2]) if found else None
