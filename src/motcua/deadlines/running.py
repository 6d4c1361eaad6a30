"""What follows from the facts of a clock: limit, left, used, and why.

A fact is a short tuple: a letter that says what happened, the minute, and what
belongs to it.  The letters are stored: none may ever mean something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any

from motcua.deadlines.calendar import WorkingCalendar
from motcua.deadlines.counting import FOREVER, Stage, Until, last_opened, stages
from motcua.deadlines.explaining import (
    Line,
    Telling,
    in_order,
    instant_said,
    line,
    pause_line,
    stage_lines,
    start_lines,
    why_said,
)
from motcua.deadlines.left import Left, Used, left_done, left_paused, left_until, used_up
from motcua.deadlines.terms import Part, Term, read_term
from motcua.deadlines.timetable import day_of, instant_of, minute_of
from motcua.words import Label, Sentence, _

Fact = tuple[Any, ...]

STARTED = "s"
PAUSED = "p"
"""then reason, person"""
RESUMED = "r"
"""then person"""
EXTENDED = "e"
"""then term, reason, person"""
UNTIL = "u"
"""then day, reason, person"""
RESTARTED = "n"
"""then reason, person"""
STOPPED = "x"

WHERE_REASON = {PAUSED: 2, RESUMED: 1, EXTENDED: 3, UNTIL: 3, RESTARTED: 2}
"""The place of the reason in a fact; the person stands behind it."""


def _told(fact: Fact, place: int) -> Any:
    return fact[place] if len(fact) > place else ""


def _reason(fact: Fact) -> Sentence:
    if fact[0] in (STARTED, STOPPED, RESUMED):
        return ""
    told = _told(fact, WHERE_REASON[fact[0]])
    return Label(*told) if isinstance(told, tuple) else str(told)


def _by(fact: Fact) -> str:
    return str(_told(fact, WHERE_REASON.get(fact[0], 1) + 1))


def _why(fact: Fact) -> tuple[Sentence, str]:
    return _reason(fact), _by(fact)


def _more(fact: Fact) -> Sentence:
    if fact[0] == EXTENDED:
        return read_term(fact[2]).said
    return f"{datetime.fromordinal(fact[2]):%d/%m/%Y}"


# The stretches in which it ran


def epoch(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return the facts since the term began for the last time."""
    for index in range(len(facts) - 1, 0, -1):
        if facts[index][0] == RESTARTED:
            return facts[index:]
    return facts


def runs(facts: tuple[Fact, ...]) -> list[tuple[int, int]]:
    """Return the stretches in which the term ran; the last is endless where it runs still.

    It is endless too where the clock was stopped while it ran: what was
    finished in time had a limit that lay ahead.
    """
    ran: list[tuple[int, int]] = []
    since: int | None = None
    for what, minute, *_more in epoch(_without_end(facts)):
        if what in (STARTED, RESTARTED, RESUMED):
            since = minute
        elif what in (PAUSED, STOPPED) and since is not None:
            ran.append((since, minute))
            since = None
    if since is not None:
        ran.append((since, FOREVER))
    return ran


def _without_end(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return facts[:-1] if facts[-1][0] == STOPPED else facts


def _lengths(term: Term, facts: tuple[Fact, ...]) -> list[Part | Until]:
    lengths: list[Part | Until] = list(term.parts)
    for fact in epoch(facts):
        if fact[0] == EXTENDED:
            lengths += read_term(fact[2]).parts
        elif fact[0] == UNTIL:
            lengths.append(Until(fact[2], fact[1]))
    return lengths


def _counted(
    calendar: WorkingCalendar, term: Term, facts: tuple[Fact, ...], ran: list[tuple[int, int]]
) -> tuple[list[Stage], bool]:
    return stages(calendar, _lengths(term, facts), ran, ran[0][0])


# What follows


def limit(calendar: WorkingCalendar, term: Term, facts: tuple[Fact, ...]) -> datetime | None:
    """Return when the term ends; ``None`` where the clock stands still before that."""
    counted, reached = _counted(calendar, term, facts, runs(facts))
    return instant_of(counted[-1].ends) if reached else None


@lru_cache(maxsize=4096)
def limit_without_pause(calendar: WorkingCalendar, term: Term, facts: tuple[Fact, ...]) -> datetime:
    """Return when the term ends; of a paused clock, as if it ran on from its pause at once.

    Neither facts nor a calendar ever change, so it is not counted twice.
    """
    ran = runs(facts)
    if ran[-1][1] != FOREVER:
        ran = [*ran, (ran[-1][1], FOREVER)]
    counted, _reached = _counted(calendar, term, facts, ran)
    return instant_of(counted[-1].ends)


def left(calendar: WorkingCalendar, term: Term, facts: tuple[Fact, ...], now: datetime) -> Left:
    """Say how much is left, or how late it is."""
    ran = runs(facts)
    if facts[-1][0] == STOPPED:
        return left_done(calendar, limit(calendar, term, facts), instant_of(facts[-1][1]))
    first = instant_of(ran[0][0]).date()
    end = limit_without_pause(calendar, term, facts)
    if ran[-1][1] != FOREVER:
        return left_paused(calendar, end, instant_of(ran[-1][1]), first)
    return left_until(calendar, end, now, first)


def used(calendar: WorkingCalendar, facts: tuple[Fact, ...], now: datetime) -> Used:
    """Say how much office time has passed with the clock running."""
    table, ran = calendar.timetable, runs(facts)
    first = day_of(ran[0][0])
    end = facts[-1][1] if facts[-1][0] == STOPPED else minute_of(now)
    days = minutes = 0
    for since, until in ran:
        until = max(since, min(until, end))
        low = max(first, last_opened(table, since))
        days += table.days_between(low, max(low, last_opened(table, until)))
        minutes += table.minutes_between(since, until)
    return used_up(days, minutes)


# Why


def explained(calendar: WorkingCalendar, term: Term, facts: tuple[Fact, ...]) -> tuple[Line, ...]:
    """Return the lines that explain the limit, or what is left and why there is none."""
    now_running, ran = epoch(facts), runs(facts)
    paused_at = ran[-1][1]
    with_end = ran if paused_at == FOREVER else [*ran, (paused_at, FOREVER)]
    lengths = _lengths(term, facts)
    counted, _reached = stages(calendar, lengths, with_end, with_end[0][0])
    end = counted[-1].ends
    lines = [*start_lines(calendar, lengths, ran[0][0]), *stage_lines(calendar, counted, ran)]
    if end > paused_at:
        lines = [each for each in lines if each.minute < paused_at]
    lines += _restarts(facts)
    lines += _fact_lines(now_running)
    lines += _pauses(calendar, _without_end(now_running))
    if end > paused_at and facts[-1][0] != STOPPED:
        lines.append(_standing_still(calendar, term, facts, paused_at))
    return in_order(lines)


def _standing_still(
    calendar: WorkingCalendar, term: Term, facts: tuple[Fact, ...], since: int
) -> Line:
    kept = left(calendar, term, facts, instant_of(since))
    told = {"since": instant_said(since), "left": kept.said}
    return line(
        Telling.DUE,
        _("No limit runs since ${since}: ${left} when it runs again.", mapping=told),
        since,
    )


def _restarts(facts: tuple[Fact, ...]) -> Iterator[Line]:
    """Tell how often the term was begun before, so that nobody misses its first start."""
    begun = [fact for fact in facts if fact[0] in (STARTED, RESTARTED)]
    for before, again in pairwise(begun):
        told = {
            "before": instant_said(before[1]),
            "again": instant_said(again[1]),
            "why": why_said([_why(again)]),
        }
        said = _("Begun at ${before}; begun anew, from zero, at ${again}${why}.", mapping=told)
        yield line(Telling.RESTART, said, before[1])


def _fact_lines(facts: tuple[Fact, ...]) -> Iterator[Line]:
    for fact in facts:
        told = {"at": instant_said(fact[1]), "why": why_said([_why(fact)])}
        if fact[0] in (EXTENDED, UNTIL):
            told["more"] = _more(fact)
        if fact[0] == EXTENDED:
            said = _("Extended by ${more} at ${at}${why}.", mapping=told)
            yield line(Telling.EXTENSION, said, fact[1])
        elif fact[0] == UNTIL:
            said = _("Extended until ${more} at ${at}${why}.", mapping=told)
            yield line(Telling.EXTENSION, said, fact[1])
        elif fact[0] == STOPPED:
            said = _("Finished at ${at}.", mapping={"at": told["at"]})
            yield line(Telling.STOP, said, fact[1])


def _pauses(calendar: WorkingCalendar, facts: tuple[Fact, ...]) -> Iterator[Line]:
    table, since = calendar.timetable, 0
    why: list[tuple[Sentence, str]] = []
    for fact in facts:
        if fact[0] in (PAUSED, STOPPED):
            since = since or fact[1]
            why.append(_why(fact))
        elif fact[0] == RESUMED:
            low, high = last_opened(table, since), last_opened(table, fact[1])
            yield pause_line(since, fact[1], table.days_between(low, high), why_said(why))
            since, why = 0, []
    if since:
        told = {"since": instant_said(since), "why": why_said(why)}
        yield line(
            Telling.PAUSE, _("The clock stands still since ${since}${why}.", mapping=told), since
        )
