"""Counting as a person with a wall calendar and a wrist watch does: slowly, and in plain sight.

Written apart from the product and sharing nothing with it but the answer to
"is the office open at this moment?", to be compared with it in random cases.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.deadlines.terms import Part, Unit

TICK = timedelta(minutes=15)
DAY = timedelta(days=1)


def midnight(instant):
    return instant.replace(hour=0, minute=0)


class Watch:
    """Looks at the office every quarter of an hour, and at the clock's stretches."""

    def __init__(self, calendar, runs):
        self.calendar = calendar
        self.runs = runs

    def ticks(self, day):
        """The quarters of an hour of a day in which the office is open, each by its beginning."""
        found = []
        for opens, closes in self.calendar.office_hours(day.date()):
            tick = datetime.combine(day.date(), opens)
            while tick.time() < closes:
                found.append(tick)
                tick += TICK
        return found

    def runs_at(self, instant):
        return any(since <= instant < until for since, until in self.runs)

    def works(self, day):
        return bool(self.ticks(day))

    def wait(self, since, ticks):
        """Wait until the office was open so often with the clock running."""
        day = midnight(since)
        while True:
            for tick in self.ticks(day):
                if tick >= since and self.runs_at(tick):
                    ticks -= 1
                    if ticks == 0:
                        return tick + TICK
            day += DAY

    def first_open(self, since):
        day = midnight(since)
        while True:
            moments = [m for tick in self.ticks(day) for m in (tick, tick + TICK) if m >= since]
            running = [m for m in moments if any(a <= m <= b for a, b in self.runs)]
            if running:
                return running[0]
            day += DAY

    def working_days(self, since, number):
        day = midnight(since)
        while number:
            day += DAY
            number -= self.works(day) and self.runs_at(self.ticks(day)[0])
        return self.wait(self.ticks(day)[0], len(self.ticks(day)))

    def days(self, since, number):
        day = midnight(since)
        while number:
            day += DAY
            number -= self.runs_at(day)
        if self.works(day):
            return self.wait(self.ticks(day)[0], len(self.ticks(day)))
        return self.working_days(day, 1)

    def part(self, since, part: Part):
        if part.unit is Unit.DAYS:
            return self.days(since, part.quarters // 4)
        if part.unit is Unit.WORKING_HOURS:
            return self.wait(since, part.quarters)
        if part.unit is Unit.SAME_DAY:
            return self.same_day(since)
        whole, share = divmod(part.quarters, 4)
        end = self.working_days(since, whole) if whole else since
        if not share:
            return end
        ordinary = self.calendar.day_minutes(end.date()) // 15
        return min(self.wait(end, ordinary * share // 4), self.working_days(end, 1))

    def same_day(self, since):
        ticks = self.ticks(midnight(since))
        three = since.replace(hour=15, minute=0)
        if ticks and since <= min(three, ticks[-1] + TICK):
            left = [tick for tick in ticks if tick >= since]
            return self.wait(since, len(left)) if left else since
        return self.working_days(since, 1)

    def term(self, since, term):
        giving = [part for part in term.parts if part.quarters or part.unit is Unit.SAME_DAY]
        if not giving:
            return self.first_open(since)
        for part in giving:
            since = self.part(since, part)
        return since
