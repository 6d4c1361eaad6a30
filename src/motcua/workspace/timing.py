"""When a case is due, how much of that is used, and why that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chameleon.utils import Markup

from motcua.acting import Acting
from motcua.cases import clocks
from motcua.cases.content import Case
from motcua.deadlines.calendar import WorkingCalendar
from motcua.deadlines.clock import Clock, Left, Used
from motcua.pages.whys import why_lines
from motcua.words import Sentence, _


@dataclass(frozen=True)
class Timing:
    """One clock, as a page tells it."""

    due: datetime | None
    """``None`` while the clock stands still."""
    left: Left
    used: Used
    why: Markup
    """The lines of a list."""

    @property
    def said(self) -> Sentence:
        """How many working days are used, and of how many where that can be said."""
        days = self.used.amount.days + self.left.amount.days
        if self.left.is_late or not days:
            return self.used.said
        facts = {"used": str(self.used.amount.days), "whole": str(days)}
        return _("${used}/${whole} working days used", mapping=facts)

    @property
    def spent(self) -> int:
        """Minutes of open office that are used."""
        return self.used.amount.minutes

    @property
    def whole(self) -> int:
        """Minutes of open office that there are altogether, at least one."""
        left = 0 if self.left.is_late else self.left.amount.minutes
        return max(self.spent + left, 1)


def of_case(acting: Acting, case: Case) -> Timing | None:
    """Return the clock of the whole case; ``None`` before it has begun."""
    return _timing(acting, case, case.track.clock)


def of_step(acting: Acting, case: Case) -> Timing | None:
    """Return the clock of the present step; ``None`` where the step has no limit."""
    return _timing(acting, case, case.track.step_clock)


def _timing(acting: Acting, case: Case, clock: Clock | None) -> Timing | None:
    if clock is None:
        return None
    calendar: WorkingCalendar = clocks.calendar_of(acting, case)
    return Timing(
        due=clock.limit(calendar),
        left=clock.left(calendar, acting.now),
        used=clock.used(calendar, acting.now),
        why=why_lines(clock, calendar, acting.language),
    )
