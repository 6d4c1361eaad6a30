"""Builders for time: the shipped calendar, instants written short, odd offices."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from motcua.deadlines.calendar import Week, WorkingCalendar
from motcua.deadlines.calendar_file import read_calendars
from motcua.words import Sentence, translate

ROOT = Path(__file__).parents[1]
CALENDARS = read_calendars(ROOT / "config" / "calendar.yaml")
CALENDAR = CALENDARS.of_name("vn-hanh-chinh")
"""What is shipped: 07:00-11:30 and 13:30-17:00, Monday to Friday."""

MORNING = ((8 * 60, 12 * 60),)
LONG_DAY = ((7 * 60, 12 * 60), (13 * 60, 18 * 60))
ODD = WorkingCalendar(
    name="odd",
    weeks=(
        Week(date.min, (LONG_DAY, LONG_DAY, MORNING, LONG_DAY, LONG_DAY, MORNING, ())),
        Week(date(2026, 9, 14), (LONG_DAY, LONG_DAY, LONG_DAY, LONG_DAY, MORNING, (), ())),
    ),
)
"""Days of different length, Saturday mornings, and other hours from 14/9/2026 on."""


def at(text: str) -> datetime:
    """Return an instant written ``20/11/2026 15:30`` or ``20/11/2026``."""
    form = "%d/%m/%Y %H:%M" if ":" in text else "%d/%m/%Y"
    return datetime.strptime(text, form)


def day(text: str) -> date:
    """Return a day written ``20/11/2026``."""
    return at(text).date()


def english(sentences: list[Sentence] | tuple[Sentence, ...]) -> list[str]:
    """Return what an English reader is told."""
    return [translate(each, "en") for each in sentences]
