"""Why a day is the last one, as the lines of a list.

The lines of one clock are the same until the clock is turned, and they stand
folded on every page of the case.
"""

from __future__ import annotations

from html import escape

from chameleon.utils import Markup

from motcua.deadlines.calendar import WorkingCalendar
from motcua.deadlines.clock import Clock
from motcua.pages.kept import Kept
from motcua.words import translate

_whys: Kept[Markup] = Kept(2000)
"""By clock, calendar and language, none of which ever changes."""


def why_lines(clock: Clock, calendar: WorkingCalendar, language: str) -> Markup:
    """Return why ``clock`` ends when it does, each reason an item of a list."""

    def set_them() -> Markup:
        said = (translate(line.said, language) for line in clock.explained(calendar))
        return Markup("".join(f"<li>{escape(each, quote=False)}</li>" for each in said))

    return _whys.get((clock, calendar, language), set_them)
