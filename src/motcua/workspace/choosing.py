"""What a filter in the address of a list means: procedure, step, unit, due.

Unit and due choose what is read at all; procedure and step are asked of each
row.  So a filter never makes a page dearer than the rows it looks at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from motcua.acting import Acting
from motcua.cases.lists import WAITING
from motcua.deadlines.calendar import Calendars
from motcua.deadlines.counting import last_opened
from motcua.deadlines.timetable import minute_of
from motcua.storage.keys import moment
from motcua.words import Sentence, _

DUE: dict[str, Sentence] = {
    "qua-han": _("Overdue"),
    "hom-nay": _("Today"),
    "sap-den": _("Due soon"),
    "con-lai": _("Later"),
}
"""The parts of a list by time, as they stand in addresses and in headings."""


@dataclass(frozen=True)
class Bounds:
    """Where today, soon and later begin, for somebody now."""

    now: datetime
    tomorrow: datetime
    later: datetime

    def of(self, due: str) -> tuple[datetime | None, datetime | None]:
        """Return from when on and before when a part of the list is due."""
        return {
            "qua-han": (None, self.now),
            "hom-nay": (self.now, self.tomorrow),
            "sap-den": (self.tomorrow, self.later),
            "con-lai": (self.later, None),
        }.get(due, (None, None))

    def part_of(self, due: datetime | None) -> str:
        """Return the part of the list in which something due then stands."""
        if due is None or due >= self.later:
            return "con-lai"
        if due < self.now:
            return "qua-han"
        return "hom-nay" if due < self.tomorrow else "sap-den"


def bounds(acting: Acting) -> Bounds:
    """Return the bounds by the calendar of one's own unit."""
    calendar = acting.office.borrow(Calendars).of_unit(acting.unit)
    begun = date.fromordinal(last_opened(calendar.timetable, minute_of(acting.now)))
    last_soon = calendar.add_working_days(begun, calendar.law(begun).soon_days)
    tomorrow, later = (
        datetime.combine(day + timedelta(days=1), time()) for day in (acting.now.date(), last_soon)
    )
    return Bounds(acting.now, tomorrow, max(tomorrow, later))


@dataclass(frozen=True)
class Chosen:
    """What the address of a list asks for."""

    tab: str = ""
    procedure: str = ""
    step: str = ""
    unit: str = ""
    due: str = ""
    after: str = ""

    @property
    def query(self) -> dict[str, str]:
        """The same as it stands in an address."""
        return {
            "muc": self.tab,
            "thu-tuc": self.procedure,
            "buoc": self.step,
            "don-vi": self.unit,
            "han": self.due,
            "sau": self.after,
        }

    @property
    def narrows(self) -> bool:
        """Say whether something is left out."""
        return any((self.procedure, self.step, self.unit, self.due))

    def turned(self, **to: str) -> Chosen:
        """Return the same from the beginning, with some of it changed."""
        return replace(self, **{"after": "", **to})

    def keeps(self, row: tuple[Any, ...]) -> bool:
        """Say whether a row of a list, of a case or of a request, is asked for."""
        return (not self.procedure or row[1] == self.procedure) and (
            not self.step or row[5] == self.step
        )

    def lists(self, names: Iterable[str]) -> list[str]:
        """Return those lists that are of the chosen unit."""
        return [name for name in names if not self.unit or unit_of(name) == self.unit]

    def begins(self, bounds: Bounds) -> bytes:
        """Return after which key to read."""
        if self.after:
            return bytes.fromhex(self.after)
        start, _end = bounds.of(self.due)
        if start is None:
            return b""
        # One second earlier, with a key behind every other of that second.
        return moment(start - timedelta(seconds=1)) + b"\xff" * 9


def chosen(asked: Mapping[str, str], tab: str = "") -> Chosen:
    """Read a list's address; what makes no sense there is left out."""
    due = asked.get("han", "")
    after = asked.get("sau", "")
    return Chosen(
        tab=tab or asked.get("muc", ""),
        procedure=asked.get("thu-tuc", ""),
        step=asked.get("buoc", "") if asked.get("thu-tuc") else "",
        unit=asked.get("don-vi", ""),
        due=due if due in DUE else "",
        after=after if _is_cursor(after) else "",
    )


def _is_cursor(after: str) -> bool:
    """Say whether it can be a key in hexadecimal; whatever else is typed counts for nothing."""
    return bool(re.fullmatch(r"(?:[0-9a-f]{2}){1,16}", after))


def unit_of(list_name: str) -> str:
    """Return the unit to which a list belongs; empty for a person's own."""
    parts = list_name.removeprefix(WAITING).split(":")
    return parts[1] if parts[0] == "unit" else ""
