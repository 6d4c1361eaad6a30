"""Checks of limits, clocks and reminders (T)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from motcua.deadlines.terms import Term
from motcua.words import Sentence, _
from motcua.workflows.checking.looking import Look
from motcua.workflows.definition import LateRule, State

HAIR = 0.001
"""Estimates are compared with this much leave."""


def calendar(look: Look) -> None:
    """T02: the working calendar exists, and knows the days off of next year."""
    around = look.around
    if around.calendars is None:
        return
    for name, suggestion in look.unknown([look.definition.calendar], around.calendars):
        sentence: Sentence = _(
            "There is no working calendar “${calendar}”.", mapping={"calendar": name[:80]}
        )
        look.note("T02", "calendar", sentence, suggestion)
        return
    if not around.covers_next_year:
        sentence = _(
            "The working calendar “${calendar}” does not know the days off of ${year}.",
            mapping={"calendar": look.definition.calendar, "year": str(around.next_year)},
        )
        look.note("T02", "calendar", sentence)


def endless_pause(look: Look) -> None:
    """T04: a state that stops the clock must not stop it for ever."""
    for state in look.states.values():
        if state.clock == "paused" and state.within is None and not state.final:
            look.note(
                "T04",
                f"states.{state.id}.clock",
                _(
                    "State “${state}” pauses the clock and has no limit: a case can wait for ever.",
                    mapping={"state": state.title},
                ),
            )


def reminders(look: Look) -> None:
    """T05, T07: there is a limit to be reminded of, and it is longer than the reminder."""
    for path, title, rules, limit in _limits(look):
        if rules and limit is None:
            look.note(
                "T05",
                f"{path}late",
                _("“${thing}” has reminders but no deadline.", mapping={"thing": title}),
            )
        for number, rule in enumerate(rules, 1):
            if limit is not None and rule.before is not None and _is_longer(rule.before, limit):
                look.note(
                    "T07",
                    f"{path}late.{number}.before",
                    _(
                        "A reminder ${before} before, but the limit is only ${limit}.",
                        mapping={"before": rule.before.said, "limit": limit.said},
                    ),
                )


def _limits(look: Look) -> Iterator[tuple[str, Sentence, Sequence[LateRule], Term | None]]:
    rules = look.definition
    yield "", rules.title, rules.late, rules.deadline
    for state in look.states.values():
        yield f"states.{state.id}.", state.title, state.late, state.within
    for asked in rules.consultations.values():
        yield f"consultations.{asked.id}.", asked.title, asked.late, asked.within


def _is_longer(one: Term, other: Term) -> bool:
    return one.working_days_estimate > other.working_days_estimate + HAIR


def steps_fit(look: Look) -> None:
    """T06: the steps on the longest way fit into the whole deadline, or into the legal limit."""
    limit = look.definition.deadline or look.definition.legal_limit
    starts = [state.id for state in look.states.values() if state.start]
    if limit is None or len(starts) != 1:
        return
    days, way = _longest_way(look, starts[0])
    if days > limit.working_days_estimate + HAIR:
        mapping = {
            "steps": _chain([_step(look.states[id], own) for id, own in way if own]),
            "days": f"{days:g}",
            "limit": limit.said,
        }
        paused = [state for id, _own in way if (state := look.states[id]).clock == "paused"]
        sentence: Sentence = _(
            "The steps ${steps} add up to ${days} working days; the deadline is ${limit}.",
            mapping=mapping,
        )
        if paused:
            sentence = _(
                "The steps ${steps} add up to ${days} working days, pauses not counted"
                " (${pauses}); the deadline is ${limit}.",
                mapping={**mapping, "pauses": [state.title for state in paused]},
            )
        look.note("T06", "deadline" if look.definition.deadline else "legal_limit", sentence)


def _step(state: State, days: float) -> Sentence:
    return _("${state} (${days})", mapping={"state": state.title, "days": f"{days:g}"})


def _chain(steps: list[Sentence]) -> Sentence:
    """Return steps with arrows between them, for the reader's language."""
    return reduce(lambda one, other: _("${a} → ${b}", mapping={"a": one, "b": other}), steps)


Stage = tuple[str, float]
"""A state on a way, with the working days that it may take."""


def _longest_way(look: Look, start: str) -> tuple[float, list[Stage]]:
    """Return the longest time a case may take without ever going back, and its steps.

    Going back is left out: how often it happens is not known.
    """
    order = look.graph.forward_order(start)
    place = {id: number for number, id in enumerate(order)}
    asking = _asking(look)
    best: dict[str, tuple[float, list[Stage]]] = {}
    for id in reversed(order):
        onward = [best[end] for end in look.graph.ends(id) if place[end] > place[id]]
        days, way = max(onward, key=lambda each: each[0], default=(0.0, []))
        own = _own_days(look.states[id], asking.get(id, 0.0))
        best[id] = (days + own, [(id, own), *way])
    return best[start]


def _asking(look: Look) -> dict[str, float]:
    """Return how long a state must wait for the opinions that are opened in it, at the most."""
    found: dict[str, float] = {}
    for state in look.states.values():
        known = (look.definition.consultations.get(id) for id in state.consult)
        terms = [each.within for each in known if each is not None and each.within is not None]
        if terms and look.waits_itself(state):
            found[state.id] = max(each.working_days_estimate for each in terms)
    return found


def _own_days(state: State, asking: float) -> float:
    """Return how long the clock may run in a state: its limit, or that of what it waits for."""
    if state.clock != "running" or state.final:
        return 0.0
    return max(asking, state.within.working_days_estimate if state.within else 0.0)


def legal_limit(look: Look) -> None:
    """T08: what is promised inside must not be longer than what the law promises outside."""
    own, legal = look.definition.deadline, look.definition.legal_limit
    if own is not None and legal is not None and _is_longer(own, legal):
        look.note(
            "T08",
            "deadline",
            _(
                "The deadline ${own} is longer than the published limit (${legal}).",
                mapping={"own": own.said, "legal": legal.said},
            ),
        )


CHECKS = (calendar, endless_pause, reminders, steps_fit, legal_limit)
