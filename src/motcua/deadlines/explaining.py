"""Why a date is that date, line by line.

Every due date is asked "why this day?" sooner or later, by a citizen, a judge
or a colleague.  The answer names the rule of the start, each day that was left
out and why, each pause and each extension.  Ordinary weekends may be told
together; a holiday is always told by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from motcua.deadlines.calendar import WorkingCalendar
from motcua.deadlines.counting import Runs, Stage, Until, in_time_today
from motcua.deadlines.days_off import Kind, Reason
from motcua.deadlines.terms import QUARTERS, Part, Unit
from motcua.deadlines.timetable import MINUTES_A_DAY, day_of, instant_of
from motcua.words import Sentence, _, several

MANY_WEEKENDS = 3
"""So many weekends of one term are told one by one; more are told together."""


class Telling(StrEnum):
    """What a line tells."""

    START = "start"
    SKIPPED = "skipped"
    WORKED = "worked"
    ROLLED = "rolled"
    PAUSE = "pause"
    EXTENSION = "extension"
    RESTART = "restart"
    STOP = "stop"
    STAGE = "stage"
    DUE = "due"
    PROVISIONAL = "provisional"


@dataclass(frozen=True)
class Line:
    """One line of the explanation."""

    telling: Telling
    said: Sentence
    first: date
    last: date
    minute: int = 0
    """Where the line stands among the others."""
    provisional: bool = False


def line(
    telling: Telling, said: Sentence, minute: int, last: int = 0, provisional: bool = False
) -> Line:
    """Return the line for what happens in ``minute``, or goes on until the day ``last``."""
    first = date.fromordinal(day_of(minute))
    return Line(
        telling, said, first, date.fromordinal(last) if last else first, minute, provisional
    )


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines in the order in which things happen, and a warning where days may move."""
    told = sorted(lines, key=lambda each: each.minute)
    loose = [each for each in told if each.provisional]
    if loose:
        told.append(
            line(
                Telling.PROVISIONAL,
                _("The date may still move: not every day off before it is decided yet."),
                told[-1].minute,
            )
        )
    return tuple(told)


WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


def day_said(day: date) -> Sentence:
    """Return a day as it stands in prose: thứ Năm, 26/11/2026."""
    told = {"weekday": WEEKDAYS[day.weekday()], "date": f"{day:%d/%m/%Y}"}
    return _("${weekday} ${date}", mapping=told)


def instant_said(minute: int) -> Sentence:
    """Return an instant as it stands in prose: 17:00, thứ Năm, 26/11/2026."""
    instant = instant_of(minute)
    return _(
        "${time}, ${day}", mapping={"time": f"{instant:%H:%M}", "day": day_said(instant.date())}
    )


# The start


def start_lines(
    calendar: WorkingCalendar, lengths: Sequence[Part | Until], begins: int
) -> Iterator[Line]:
    """Tell by which rule the first length of a term begins."""
    first = lengths[0]
    start = instant_said(begins)
    if isinstance(first, Part) and first.unit is Unit.SAME_DAY:
        yield line(Telling.START, _same_day_start(calendar, begins), begins)
    elif isinstance(first, Part) and _counts_minutes(first):
        yield line(
            Telling.START,
            _("From ${start}, to the minute (BLDS 2015, art. 147).", mapping={"start": start}),
            begins,
        )
        opens = calendar.timetable.next_open(begins)
        if opens != begins:
            told = _("The office opens at ${start}.", mapping={"start": instant_said(opens)})
            yield line(Telling.START, told, begins)
    else:
        told = _(
            "From ${start}; the first day is not counted (BLDS 2015, art. 147).",
            mapping={"start": start},
        )
        yield line(Telling.START, told, begins)


def _counts_minutes(part: Part) -> bool:
    return part.unit is Unit.WORKING_HOURS or part.quarters < QUARTERS


def _same_day_start(calendar: WorkingCalendar, begins: int) -> Sentence:
    day = instant_of(begins).date()
    told = {"start": instant_said(begins), "hour": f"{calendar.cut_off(day):%H:%M}"}
    if in_time_today(calendar, begins):
        return _("Received at ${start}, by ${hour}: done the same day.", mapping=told)
    if calendar.is_working_day(day):
        return _(
            "Received at ${start}, after ${hour} or closing: done by the next working day.",
            mapping=told,
        )
    return _("Received at ${start}, a day off: done by the next working day.", mapping=told)


# The stages


def stage_lines(calendar: WorkingCalendar, stages: Sequence[Stage], runs: Runs) -> Iterator[Line]:
    """Tell each stage of a term: the days left out, and its end."""
    for stage in stages:
        yield from _days_left_out(calendar, stage, runs)
        if stage is stages[-1]:
            told = _("${length}: due at ${end}.", mapping=_named(stage))
            yield line(Telling.DUE, told, stage.ends)
        else:
            told = _("${length}: up to ${end}; the next part begins.", mapping=_named(stage))
            yield line(Telling.STAGE, told, stage.ends)


def _named(stage: Stage) -> dict[str, Sentence]:
    if isinstance(stage.length, Until):
        length: Sentence = _("The new date")
    else:
        length = stage.length.said
    return {"length": length, "end": instant_said(stage.ends)}


def _days_left_out(calendar: WorkingCalendar, stage: Stage, runs: Runs) -> Iterator[Line]:
    first = day_of(stage.begins) + 1
    if stage.day_off:
        first = stage.day_off + 1
        yield _rolled(calendar, stage.day_off)
    elif isinstance(stage.length, Part) and stage.length.unit is Unit.DAYS:
        return
    days = [
        date.fromordinal(day) for day in range(first, day_of(stage.ends) + 1) if _runs_on(runs, day)
    ]
    yield from _off_lines(calendar, days)
    for day in days:
        reason = calendar.why_worked(day)
        if reason:
            told = _(
                "${day} counts: ${reason}.", mapping={"day": day_said(day), "reason": reason.said}
            )
            yield line(Telling.WORKED, told, _midnight(day))


def _rolled(calendar: WorkingCalendar, ordinal: int) -> Line:
    day = date.fromordinal(ordinal)
    reason = calendar.why_off(day) or Reason(Kind.WEEKEND)
    told = _(
        "The last day, ${day}, is off (${reason}): the term ends with the next working day"
        " (BLDS 2015, art. 148).",
        mapping={"day": day_said(day), "reason": reason.said},
    )
    return line(Telling.ROLLED, told, _midnight(day), provisional=reason.provisional)


def _runs_on(runs: Runs, day: int) -> bool:
    """Say whether the clock runs at noon: days off inside a pause are told by the pause."""
    noon = day * MINUTES_A_DAY + MINUTES_A_DAY // 2
    return any(since <= noon < until for since, until in runs)


def _off_lines(calendar: WorkingCalendar, days: Sequence[date]) -> Iterator[Line]:
    off = [(day, reason) for day in days if (reason := calendar.why_off(day))]
    blocks = [list(block) for _key, block in groupby(enumerate(off), key=_neighbours)]
    told = [[each for _index, each in block] for block in blocks]
    ordinary = [block for block in told if _is_ordinary(block)]
    together = len(ordinary) > MANY_WEEKENDS
    if together:
        yield _weekends(ordinary)
    for block in told:
        if not (together and _is_ordinary(block)):
            yield _off(block)


def _is_ordinary(block: Sequence[tuple[date, Reason]]) -> bool:
    return block[0][1].kind is Kind.WEEKEND


def _neighbours(numbered: tuple[int, tuple[date, Reason]]) -> tuple[int, Reason]:
    """Days that follow each other, off for the same reason, are told in one line."""
    index, (day, reason) = numbered
    return day.toordinal() - index, reason


def _off(block: Sequence[tuple[date, Reason]]) -> Line:
    (first, reason), (last, _same) = block[0], block[-1]
    if first == last:
        days = day_said(first)
    else:
        days = _("${first} to ${last}", mapping={"first": day_said(first), "last": day_said(last)})
    told = _("${days} not counted: ${reason}.", mapping={"days": days, "reason": reason.said})
    return line(
        Telling.SKIPPED, told, _midnight(first), last.toordinal(), provisional=reason.provisional
    )


def _weekends(blocks: Sequence[Sequence[tuple[date, Reason]]]) -> Line:
    first, last = blocks[0][0][0], blocks[-1][-1][0]
    told = _(
        "${n} weekends from ${first} to ${last} not counted.",
        mapping={"n": str(len(blocks)), "first": first, "last": last},
    )
    return line(Telling.SKIPPED, told, _midnight(first), last.toordinal())


def _midnight(day: date) -> int:
    return day.toordinal() * MINUTES_A_DAY


# What happens to a clock


def pause_line(since: int, until: int, days: int, why: Sentence) -> Line:
    """Tell a pause: from when to when, why, and how many working days it took out."""
    said = several(
        _("Paused from ${since} to ${until}${why}: ${n} working day not counted."),
        _("Paused from ${since} to ${until}${why}: ${n} working days not counted."),
        days,
        since=instant_said(since),
        until=instant_said(until),
        why=why,
    )
    return line(Telling.PAUSE, said, since, day_of(until))


def why_said(reasons: Iterable[tuple[Sentence, str]]) -> Sentence:
    """Return reasons, each with who gave it, in brackets; nothing where none is known."""
    told = [_reason_said(reason, by) for reason, by in dict.fromkeys(reasons) if reason or by]
    return _(" (${why})", mapping={"why": told}) if told else ""


def _reason_said(reason: Sentence, by: str) -> Sentence:
    if reason and by:
        return _("${reason}; ${by}", mapping={"reason": reason, "by": by})
    return reason or by
