"""Time as the law counts it: working calendars, terms, clocks, and why a date is that date.

    terms.py        how long: ``read_term("3 working days + 20 days")``
    calendar.py     when an office works: ``office.borrow(Calendars).of_unit(unit)``
    due.py          when it is due, and why: ``due_at(calendar, start, term)``
    clock.py        what may stand still on the way: ``Clock.started(...).paused(...)``
    left.py         "còn 2 ngày làm việc": ``left_until(calendar, limit, now)``
    telling.py      what ``motcua due`` answers

Below these stand the rules (``counting.py``), the minutes (``timetable.py``),
the days off (``days_off.py``), the sentences (``explaining.py``) and the reader
of ``config/calendar.yaml`` (``calendar_file.py``).

Nothing here knows what a case is, asks the machine for the time, or stores
anything but the facts of a clock (``content.py``).  Whoever needs a date gives
the instant and the calendar; whoever compares, compares instants with the
limit itself, never a count of days.  Numbers of the law are settings in
``config/calendar.yaml``.
"""

from motcua.acting import Office
from motcua.deadlines.calendar import Calendars
from motcua.deadlines.calendar_file import FILE, read_calendars


def furnish(office: Office) -> None:
    """Read the working calendars and lend them; without a file, the ordinary one applies."""
    path = office.config / FILE
    office.lend(Calendars, read_calendars(path) if path.exists() else Calendars())
