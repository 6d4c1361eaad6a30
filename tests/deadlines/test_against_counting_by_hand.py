"""The arithmetic, against a slow count in random cases, and its general properties."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.deadlines.calendar import DayRule, WorkingCalendar
from motcua.deadlines.clock import Clock
from motcua.deadlines.days_off import Kind, Reason
from motcua.deadlines.due import due_at, subtracted
from motcua.deadlines.terms import Part, Term, Unit
from motcua.deadlines.timetable import minute_of
from tests.deadlines.brute import TICK, Watch
from tests.make_deadlines import CALENDAR, ODD

STORMY = WorkingCalendar(
    name="stormy",
    weeks=ODD.weeks[:1],
    days={
        date(2026, 9, 1) + timedelta(days=each): DayRule(
            Reason(Kind.WORKED if each % 7 == 5 else Kind.CLOSURE)
        )
        for each in range(3, 160, 4)
    },
)
"""Closed or worked every fourth day, to no rule at all."""

OFFICES = (CALENDAR, ODD, STORMY)
FIRST, NEVER = datetime(2026, 1, 1), datetime(9999, 1, 1)
TICKS = 360 * 24 * 4


def random_part(chance: random.Random) -> Part:
    unit = chance.choice(list(Unit))
    if unit is Unit.SAME_DAY:
        return Part(unit)
    if unit is Unit.DAYS:
        return Part(unit, 4 * chance.randrange(0, 30))
    if unit is Unit.WORKING_HOURS:
        return Part(unit, chance.randrange(0, 60))
    return Part(unit, chance.choice((chance.randrange(0, 40), 4 * chance.randrange(0, 20))))


def random_term(chance: random.Random) -> Term:
    first, *rest = (random_part(chance) for _each in range(chance.choice((1, 1, 1, 2, 3))))
    return Term((first, *(part for part in rest if part.unit is not Unit.SAME_DAY)))


def random_start(chance: random.Random) -> datetime:
    return FIRST + chance.randrange(TICKS) * TICK


@pytest.mark.parametrize("seed", range(10))
def test_a_thousand_random_due_dates_are_those_counted_by_hand(seed):
    chance = random.Random(seed)
    for _each in range(1000):
        calendar, start, term = chance.choice(OFFICES), random_start(chance), random_term(chance)
        by_hand = Watch(calendar, [(start, NEVER)]).term(start, term)
        assert due_at(calendar, start, term).instant == by_hand, (calendar.name, start, term.text)


@pytest.mark.parametrize("seed", range(4))
def test_three_hundred_random_clocks_are_those_counted_by_hand(seed):
    chance = random.Random(seed)
    for _each in range(300):
        calendar, start, term = chance.choice(OFFICES), random_start(chance), random_term(chance)
        clock, moment, runs = Clock.started(start, term), start, []
        for _pause in range(chance.randrange(1, 4)):
            paused = moment + chance.randrange(10 * 24 * 4) * TICK
            resumed = paused + chance.randrange(10 * 24 * 4) * TICK
            clock = clock.paused(paused).resumed(resumed)
            runs.append((moment, paused))
            moment = resumed
        by_hand = Watch(calendar, [*runs, (moment, NEVER)]).term(start, term)
        assert clock.limit(calendar) == by_hand, (calendar.name, clock)


offices = st.sampled_from(OFFICES)
instants = st.datetimes(datetime(2025, 6, 1), datetime(2027, 12, 31)).map(
    lambda instant: instant.replace(second=0, microsecond=0)
)
days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
parts = st.one_of(
    st.integers(1, 400).map(lambda n: Part(Unit.WORKING_DAYS, n)),
    st.integers(1, 200).map(lambda n: Part(Unit.WORKING_HOURS, n)),
    st.integers(1, 300).map(lambda n: Part(Unit.DAYS, 4 * n)),
    st.just(Part(Unit.SAME_DAY)),
)
terms = st.lists(parts, min_size=1, max_size=3).map(
    lambda found: Term((found[0], *(part for part in found if part.unit is not Unit.SAME_DAY)))
)
waits = st.integers(0, 20 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@given(offices, days, st.integers(-900, 900))
def test_counting_undoes_adding(calendar, day, number):
    day = calendar.last_working_day(day)
    reached = calendar.add_working_days(day, number)
    assert calendar.working_days_between(day, reached) == number
    assert calendar.add_working_days(reached, -number) == day


@given(offices, instants, st.integers(1, 50_000))
def test_minutes_go_back_the_way_they_came(calendar, start, minutes):
    table, since = calendar.timetable, minute_of(start)
    end = table.forward(since, minutes)
    assert table.minutes_between(since, end) == minutes
    assert table.minutes_between(table.backward(end, minutes), end) == minutes
    assert table.backward(end, minutes) >= since


@given(offices, instants, instants, instants)
def test_minutes_add_up(calendar, first, second, third):
    assert calendar.office_minutes(first, second) + calendar.office_minutes(
        second, third
    ) == calendar.office_minutes(first, third)


@given(offices, instants, terms)
def test_nothing_ends_on_a_day_off_or_outside_office_hours(calendar, start, term):
    due = due_at(calendar, start, term).instant
    assert due >= start
    assert any(
        hours.opens <= due.time() <= hours.closes for hours in calendar.office_hours(due.date())
    )


@given(offices, instants, waits, terms)
def test_who_begins_later_ends_no_earlier(calendar, start, wait, term):
    assert due_at(calendar, start, term).instant <= due_at(calendar, start + wait, term).instant


@given(offices, instants, parts, st.integers(0, 40))
def test_a_longer_term_ends_no_earlier(calendar, start, part, more):
    longer = Part(part.unit, part.quarters + 4 * more)
    shorter = due_at(calendar, start, Term((part,))).instant
    assert shorter <= due_at(calendar, start, Term((longer,))).instant


@given(offices, instants, st.integers(1, 80))
def test_a_quarter_more_ends_no_earlier(calendar, start, quarters):
    shorter, longer = (Term((Part(Unit.WORKING_DAYS, quarters + more),)) for more in (0, 1))
    assert due_at(calendar, start, shorter).instant <= due_at(calendar, start, longer).instant


@given(offices, instants, terms, parts)
def test_a_reminder_comes_before_its_limit_while_the_office_is_open(calendar, start, term, early):
    limit = due_at(calendar, start, term).instant
    moment = subtracted(calendar, limit, Term((early,)))
    assert moment <= limit
    assert calendar.is_working_day(moment.date())


@given(offices, instants, terms, waits, waits)
def test_what_was_left_is_left_after_a_pause(calendar, start, term, until_pause, pause):
    paused = start + until_pause
    resumed = paused + pause
    clock = Clock.started(start, term)
    before = clock.left(calendar, paused)
    standing = clock.paused(paused)
    after = standing.resumed(resumed)
    assert standing.left(calendar, resumed).is_late is before.is_late
    assert standing.left(calendar, resumed).amount == before.amount
    if before.is_late:
        assert after.limit(calendar) == clock.limit(calendar)
    elif before.amount.days and all(_counts_whole_days(part) for part in term.parts):
        assert after.left(calendar, resumed).amount.days == before.amount.days
    elif all(part.unit is not Unit.DAYS for part in term.parts) and not before.amount.days:
        assert after.left(calendar, resumed).amount.minutes == before.amount.minutes


def _counts_whole_days(part):
    return part.unit is Unit.WORKING_DAYS and part.quarters % 4 == 0


@given(offices, instants, terms, waits, waits)
def test_a_pause_without_office_hours_changes_nothing(calendar, start, term, until_pause, pause):
    """Of days of the calendar none may begin meanwhile; one begins at midnight itself."""
    paused = start + until_pause
    resumed = paused + pause % timedelta(hours=18)
    quiet = calendar.office_minutes(paused, resumed) == 0
    by_calendar = any(part.unit is Unit.DAYS for part in term.parts)
    begins = paused.date() != resumed.date() or paused.time() == time(0)
    if quiet and not (by_calendar and begins):
        clock = Clock.started(start, term)
        assert clock.paused(paused).resumed(resumed).limit(calendar) == clock.limit(calendar)


@given(offices, instants, st.integers(1, 60), waits, waits, waits)
def test_used_and_left_make_the_whole(calendar, start, number, until_pause, pause, then):
    term = Term((Part(Unit.WORKING_DAYS, 4 * number),))
    paused = start + until_pause
    resumed = paused + pause
    now = resumed + then
    clock = Clock.started(start, term).paused(paused).resumed(resumed)
    left = clock.left(calendar, now)
    if not left.is_late and clock.limit(calendar).date() != now.date():
        broken = clock.limit(calendar) != calendar.closing(clock.limit(calendar).date())
        assert broken or clock.used(calendar, now).amount.days + left.amount.days == number


@given(offices, instants, terms, waits, waits)
def test_a_longer_pause_brings_no_earlier_limit(calendar, start, term, until_pause, pause):
    paused = start + until_pause
    clock = Clock.started(start, term).paused(paused)
    shorter, longer = (clock.resumed(paused + wait) for wait in (pause / 2, pause))
    assert shorter.limit(calendar) <= longer.limit(calendar)
