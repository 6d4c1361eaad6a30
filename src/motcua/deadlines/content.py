"""What is stored of a clock: its term, and what happened to it.

A clock stands inside the track of a case or of a request, which is written at
every step; so it is one small tuple of facts, and everything that follows from
them (due, left, used, the explanation) is computed when it is asked for.
Nothing computed is stored: a holiday that is decided tomorrow moves every
running due date by itself.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from motcua.acting import Refusal
from motcua.deadlines import running
from motcua.deadlines.calendar import WorkingCalendar
from motcua.deadlines.counting import FOREVER
from motcua.deadlines.due import Due, Line
from motcua.deadlines.left import Left, Used
from motcua.deadlines.running import (
    EXTENDED,
    PAUSED,
    RESTARTED,
    RESUMED,
    STARTED,
    STOPPED,
    UNTIL,
    Fact,
)
from motcua.deadlines.terms import Term, read_term
from motcua.deadlines.timetable import instant_of, minute_of
from motcua.words import Label, _


class ClockStopped(Refusal):
    """Somebody wants more time for what is finished."""


class NotLater(Refusal):
    """Somebody extends a limit to a day that is over."""


class Clock(NamedTuple):
    """A term that runs, stands still, is extended or begun anew.

    A value: every verb returns a new clock and leaves this one as it was.
    Instants are kept to the minute.  One that lies before what was recorded
    last is recorded at that moment: two machines a second apart must not make
    a clock run backwards.
    """

    wording: str
    """The term, in canonical English."""
    facts: tuple[Fact, ...]
    """What happened, in order: a letter for what, a minute, then what belongs to it."""

    # What happens

    @classmethod
    def started(cls, start: datetime, term: Term) -> Clock:
        """Return a clock that begins to run at ``start``."""
        return cls(term.text, ((STARTED, minute_of(start)),))

    def paused(self, at: datetime, reason: str | Label = "", by: str = "") -> Clock:
        """Let the clock stand still from ``at`` on; a paused clock takes the new reason."""
        return self._with(PAUSED, at, _kept(reason), by)

    def resumed(self, at: datetime, by: str = "") -> Clock:
        """Let the clock run on with what it had left; one that runs is left as it is.

        So also for what was finished and is taken up again: the time between
        does not count.
        """
        return self if self.is_running else self._with(RESUMED, at, by)

    def extended(
        self, more: Term | date, at: datetime, reason: str | Label = "", by: str = ""
    ) -> Clock:
        """Add a term to the limit, or set the limit to the end of a day.

        A term is counted from the old limit on.  What is still left until a
        named day is fixed now: a later pause moves it as well.
        """
        if self.is_stopped:
            raise ClockStopped(
                _("What is finished needs no more time."), _("Take it up again first.")
            )
        if isinstance(more, Term):
            return self._with(EXTENDED, at, more.text, _kept(reason), by)
        if more.toordinal() < at.toordinal():
            raise NotLater(
                _("${date} is over; a limit is not extended until then.", mapping={"date": more}),
                _("Choose a later date."),
            )
        return self._with(UNTIL, at, more.toordinal(), _kept(reason), by)

    def restarted(
        self, at: datetime, reason: str | Label = "", by: str = "", term: Term | None = None
    ) -> Clock:
        """Begin the term anew, from zero (NĐ 61/2018 Đ19.4), or begin another one."""
        clock = self._with(RESTARTED, at, _kept(reason), by)
        return clock.worded(term) if term else clock

    def stopped(self, at: datetime) -> Clock:
        """Bring the clock to its end; whether it was in time is decided by this moment."""
        return self if self.is_stopped else self._with(STOPPED, at)

    def worded(self, term: Term) -> Clock:
        """Return a clock with the same past under another term, as a migration recounts it."""
        return self._replace(wording=term.text)

    def _with(self, what: str, at: datetime, *more: Any) -> Clock:
        minute = max(minute_of(at), self.facts[-1][1])
        while more and more[-1] == "":
            more = more[:-1]
        return self._replace(facts=(*self.facts, (what, minute, *more)))

    # How it stands

    @property
    def term(self) -> Term:
        """The term that runs, without its extensions."""
        return read_term(self.wording)

    @property
    def start(self) -> datetime:
        """When the term began, for the last time."""
        return instant_of(running.epoch(self.facts)[0][1])

    @property
    def is_stopped(self) -> bool:
        """Say whether the clock has come to its end."""
        return self.facts[-1][0] == STOPPED

    @property
    def is_paused(self) -> bool:
        """Say whether the clock stands still and will run on."""
        return not self.is_stopped and running.runs(self.facts)[-1][1] != FOREVER

    @property
    def is_running(self) -> bool:
        """Say whether time counts."""
        return not self.is_stopped and not self.is_paused

    @property
    def extensions(self) -> int:
        """How often the running term was extended: a re-appointment is made once (Đ19.9)."""
        return sum(fact[0] in (EXTENDED, UNTIL) for fact in running.epoch(self.facts))

    # What follows

    def limit(self, calendar: WorkingCalendar) -> datetime | None:
        """Return when the term ends; ``None`` while the clock stands still before that.

        Of a stopped clock: the limit that applied when it stopped.
        """
        return _limit(self, calendar)

    def due(self, calendar: WorkingCalendar) -> Due:
        """Return the limit with its explanation.

        A paused clock has no limit, and its explanation says so; the instant is
        then where it would end if it ran on at once.  Lists and alarms ask
        :meth:`limit`.
        """
        return Due(
            running.limit_without_pause(calendar, self.term, self.facts),
            lambda: self.explained(calendar),
        )

    def left(self, calendar: WorkingCalendar, now: datetime) -> Left:
        """Say how much is left, or how late it is; of a paused clock, what it keeps."""
        return running.left(calendar, self.term, self.facts, now)

    def used(self, calendar: WorkingCalendar, now: datetime) -> Used:
        """Say how much of the term has passed with the clock running.

        Together with what is left it makes the whole, in working days.
        """
        return running.used(calendar, self.facts, now)

    def explained(self, calendar: WorkingCalendar) -> tuple[Line, ...]:
        """Return why the limit is that date, or what is left and why there is none."""
        return _explained(self, calendar)


# Neither a clock nor a calendar ever changes, so nothing need be counted twice: a step asks
# seven times when the same clock ends, and the page of a case is looked at again and again.


@lru_cache(maxsize=4096)
def _limit(clock: Clock, calendar: WorkingCalendar) -> datetime | None:
    return running.limit(calendar, clock.term, clock.facts)


@lru_cache(maxsize=1024)
def _explained(clock: Clock, calendar: WorkingCalendar) -> tuple[Line, ...]:
    return running.explained(calendar, clock.term, clock.facts)


def _kept(reason: str | Label) -> str | tuple[str, str]:
    return (reason.vi, reason.en) if isinstance(reason, Label) else str(reason)
