"""Limits in the words of formats that know no working day: an approximation, and said to be one."""

from __future__ import annotations

import re

from motcua.deadlines.terms import Part, Term, Unit
from motcua.workflows.definition import LateRule, State

DAY, HOUR = 86_400, 3_600
HOURS_A_DAY = 8

ISO = re.compile(
    r"P(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,6})M)?(?:\d{1,6}(?:\.\d{1,6})?S)?)?"
)
CLOCK = re.compile(r"(?P<amount>\d{1,9}(?:\.\d{1,6})?)(?P<unit>s|ms|m|h|d)")


def seconds(length: float) -> float:
    """Return the seconds of a length in working hours, a day being a day of the calendar."""
    days, hours = divmod(length, HOURS_A_DAY)
    return days * DAY + hours * HOUR


def moment(state: State, rule: LateRule) -> float:
    """Return how long after the arrival a late rule speaks, in working hours."""
    within = length(state.within)
    if rule.before is not None:
        return max(within - length(rule.before), 0.0)
    return within + length(rule.after)


def length(term: Term | None) -> float:
    """Return about how many hours of work a term has; days of any kind count alike."""
    return sum(_length(part) for part in term.parts) if term is not None else 0.0


def _length(part: Part) -> float:
    if part.unit is Unit.SAME_DAY:
        return float(HOURS_A_DAY)
    return part.amount if part.unit is Unit.WORKING_HOURS else part.amount * HOURS_A_DAY


def iso(length: float) -> str:
    """Write a length in working hours as ISO 8601 does: ``P3DT4H``."""
    days, hours = divmod(length, HOURS_A_DAY)
    minutes = round((hours - int(hours)) * 60)
    clock = (f"{int(hours)}H" if int(hours) else "") + (f"{minutes}M" if minutes else "")
    date = f"{int(days)}D" if days else ""
    return f"P{date}" + (f"T{clock}" if clock else "") if date or clock else "PT0S"


def read_iso(text: str) -> str:
    """Return an ISO duration as a term of ours: days of the calendar, or working hours."""
    found = ISO.fullmatch(text.strip())
    if not found:
        return ""
    weeks, days, hours, minutes = (int(found[each] or 0) for each in found.groupdict())
    return _term(weeks * 7 + days, hours + minutes / 60)


def read_delay(text: str) -> str:
    """Return a delay of SCXML as a term of ours."""
    found = CLOCK.fullmatch(text.strip())
    if not found:
        return ""
    each = {"ms": 0.001, "s": 1, "m": 60, "h": HOUR, "d": DAY}[found["unit"]]
    days, rest = divmod(float(found["amount"]) * each, DAY)
    return _term(int(days), rest / HOUR)


def _term(days: int, hours: float) -> str:
    """Twenty-four hours are a day; what is left over of a day counts as hours of work."""
    more, hours = divmod(hours, 24)
    days += int(more)
    quarters = round(hours * 4) / 4
    if days:
        unit = "day" if days == 1 else "days"
        return f"{days} {unit}"
    if not quarters:
        return ""
    return f"{quarters:g} working hour{'' if quarters == 1 else 's'}"
