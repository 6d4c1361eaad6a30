"""What becomes of the clocks: the three rules, of which one must be chosen.

``keep``: what was promised stays, dates do not move.  ``recount``: the new
limits count, from the original start, with all that happened since.
``restart``: the new limits count from today.  Whatever the rule, a clock runs,
stands still or has ended as the step to which the case comes wants it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from motcua.cases.content import Track
from motcua.deadlines.calendar import WorkingCalendar
from motcua.deadlines.clock import Clock
from motcua.deadlines.due import around
from motcua.deadlines.terms import Term
from motcua.words import Sentence, _
from motcua.workflows.definition import Definition, LateRule, State

KEEP, RECOUNT, RESTART = RULES = ("keep", "recount", "restart")

TITLES: dict[str, Sentence] = {
    KEEP: _("Keep: every due date stays as it is"),
    RECOUNT: _("Recount: the new limits, from the original start"),
    RESTART: _("Restart: the new limits, from today"),
}


class Change(NamedTuple):
    """From which step of which version to which, when, by which rule, why."""

    old: Definition
    new: Definition
    target: State
    now: datetime
    rule: str
    reason: str = ""
    by: str = ""


def clocks_after(track: Track, change: Change) -> tuple[Clock | None, Clock | None]:
    """Return the clock of the whole case and that of its step, under the new version."""
    whole, step = _RULES[change.rule](track, change)
    return _turned(whole, change), None if change.target.final else step


def _kept(track: Track, change: Change) -> tuple[Clock | None, Clock | None]:
    whole = track.clock
    if whole is None and _runs(change.target) and change.new.deadline:
        whole = Clock.started(change.now, change.new.deadline)
    return whole, track.step_clock


def _recounted(track: Track, change: Change) -> tuple[Clock | None, Clock | None]:
    begun = track.entered or change.now
    return (
        _counted(track.clock, change.new.deadline, begun if _runs(change.target) else None),
        _counted(track.step_clock, change.target.within, begun),
    )


def _counted(clock: Clock | None, term: Term | None, begun: datetime | None) -> Clock | None:
    """Return the clock under another term; one that begins at ``begun`` where there was none."""
    if term is None:
        return None
    if clock is not None:
        return clock.worded(term)
    return Clock.started(begun, term) if begun else None


def _restarted(track: Track, change: Change) -> tuple[Clock | None, Clock | None]:
    deadline, within = change.new.deadline, change.target.within
    whole = track.clock if deadline else None
    if whole is None:
        starts = deadline and _runs(change.target)
        whole = Clock.started(change.now, deadline) if deadline and starts else None
    elif not whole.is_stopped:
        whole = whole.restarted(change.now, change.reason, change.by, deadline)
    return whole, Clock.started(change.now, within) if within else None


_RULES = {KEEP: _kept, RECOUNT: _recounted, RESTART: _restarted}


def _runs(state: State) -> bool:
    return state.clock == "running" and not state.final


def _turned(clock: Clock | None, change: Change) -> Clock | None:
    """Let the clock of the whole run, stand still or end as the new step wants it."""
    state = change.target
    if clock is None:
        return None
    if state.final or state.clock == "stopped":
        return clock.stopped(change.now)
    if state.clock == "paused":
        return clock if clock.is_paused else clock.paused(change.now, state.title, change.by)
    return clock.resumed(change.now, change.by)


def due(clock: Clock | None, calendar: WorkingCalendar) -> datetime | None:
    """Return when a clock ends; nothing where it stands still or has ended."""
    return None if clock is None or clock.is_stopped else clock.limit(calendar)


def soonest(*dues: datetime | None) -> datetime | None:
    """Return the earliest of some limits, of which there may be none."""
    return min((each for each in dues if each), default=None)


class Alarms(NamedTuple):
    """What of the late rules counts as fired, and what would happen at once."""

    fired: tuple[str, ...]
    go: str = ""
    """The step to which a limit that has passed already takes the case."""


def alarms_after(
    track: Track, change: Change, dues: tuple[datetime | None, datetime | None], on: WorkingCalendar
) -> Alarms:
    """Say which late rules of the new version have fired, so that none fires twice.

    A rule has fired where the one that it was before has: the same rule, or the
    one that stood in its place.  A reminder whose moment is past is not sent
    now, by which thousands would be reminded of what nobody had promised; a
    limit that leads on does lead on.  After a restart a rule may fire once
    more, for the new date.
    """
    fired: list[str] = []
    go = ""
    old_rules = change.old.states[track.state].late if track.state in change.old.states else ()
    for rules, limit, before in (
        (change.target.late, dues[1], old_rules),
        (change.new.late, dues[0], change.old.late),
    ):
        gone = [each for each in before if each.id in track.fired]
        for rule in rules:
            passed = limit is not None and around(on, limit, rule.before, rule.after) <= change.now
            once = _has_fired(rule, gone) and (passed or change.rule != RESTART)
            if once or (passed and not rule.go):
                fired.append(rule.id)
            elif passed:
                go = go or rule.go
    return Alarms(tuple(fired), go)


def _has_fired(rule: LateRule, gone: Iterable[LateRule]) -> bool:
    return any(_content(rule) == _content(each) or _place(rule) == _place(each) for each in gone)


def _content(rule: LateRule) -> tuple[object, ...]:
    return rule.before, rule.after, rule.notify, rule.letter, rule.go


def _place(rule: LateRule) -> tuple[str, bool, bool]:
    return rule.id.rpartition(".")[2], bool(rule.before), bool(rule.go)
