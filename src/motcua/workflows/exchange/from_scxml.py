"""A draft from a state machine of others: SCXML as ours or as any other program writes it.

States inside states become plain steps, each with the transitions of those
around it.  What runs inside a state machine (scripts, invoked services,
expressions) is told and left out: a procedure runs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from motcua.words import _
from motcua.workflows.definition import BACK, SAME
from motcua.workflows.exchange.drafted import (
    SOMEBODY,
    Drafted,
    Taken,
    clipped,
    ending,
    short,
    slug,
    titled,
    unique,
)
from motcua.workflows.exchange.durations import read_delay
from motcua.workflows.exchange.markup import (
    CannotTakeIn,
    Element,
    attribute,
    children,
    file_in,
    name_of,
    ours,
    piece,
)
from motcua.workflows.exchange.plain import Tree
from motcua.workflows.reading.nodes import MOST_STATES

STATES = ("state", "final", "parallel")
RUNS = ("script", "invoke", "raise", "if", "foreach", "send", "assign", "log", "param", "content")
LATE = "late."


@dataclass
class Step:
    """A state that holds no others, with the transitions of everything around it."""

    id: str
    element: Element
    transitions: list[Element]


@dataclass
class Chart:
    """The states of a file, found by the names they have there."""

    steps: list[Step] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    """Names of the file to ids of ours."""
    inside: dict[str, str] = field(default_factory=dict)
    """A state that holds others: to the one in which it begins."""
    histories: set[str] = field(default_factory=set)


def taken(top: Element, language: str) -> Taken:
    """Return the draft that an SCXML file makes."""
    draft = Drafted("scxml", piece(top, "procedure"))
    chart = Chart()
    _gather(top, (), chart, draft)
    if not chart.steps:
        raise CannotTakeIn(_("There is no state in this file."))
    if not draft.head:
        draft.begin_foreign(attribute(top, "name"))
        draft.remark(
            _("Who does what: SCXML does not say it. “officer” stands there for now."), "states"
        )
    for step in chart.steps:
        _add_state(step, draft)
    start = _begin(top, chart)
    if not any(state.get("start") for state in draft.states.values()):
        draft.states[start]["start"] = "yes"
    for step in chart.steps:
        _add_ways(step, chart, draft)
    _note_what_runs(top, draft)
    return draft.taken(file_in(top), language)


def _gather(element: Element, around: tuple[Element, ...], chart: Chart, draft: Drafted) -> None:
    """Take the states of a file one by one, inner ones with the transitions of outer ones."""
    for child in children(element, *STATES):
        name = attribute(child, "id") or f"s{len(chart.ids) + 1}"
        own = children(child, "transition")
        chart.histories |= {attribute(each, "id") for each in children(child, "history")}
        inner = children(child, *STATES)
        if inner and name_of(child) != "parallel":
            chart.inside[name] = _initial(child, inner)
            _gather(child, (*own, *around), chart, draft)
            continue
        if len(chart.steps) >= MOST_STATES:
            raise CannotTakeIn(
                _("A procedure has ${n} states at most.", mapping={"n": MOST_STATES})
            )
        id = unique(slug(name, "s"), set(chart.ids.values()))
        chart.ids.setdefault(name, id)
        chart.steps.append(Step(id, child, [*own, *around]))
        if inner:
            sentence = _(
                "“${name}” does several things at the same time. Here it is one step: where"
                " others are asked meanwhile, describe a consultation.",
                mapping={"name": clipped(name)},
            )
            draft.remark(sentence, "states", id)


def _initial(element: Element, inner: list[Element]) -> str:
    said = attribute(element, "initial")
    for each in children(element, "initial"):
        for way in children(each, "transition"):
            said = said or attribute(way, "target")
    return (said or attribute(inner[0], "id")).partition(" ")[0]


def _begin(top: Element, chart: Chart) -> str:
    inner = children(top, *STATES)
    found = _resolved(_initial(top, inner), chart)
    return found if found in set(chart.ids.values()) else chart.steps[0].id


def _resolved(name: str, chart: Chart) -> str:
    """Return where a transition leads: into the innermost state, or back."""
    seen: set[str] = set()
    while name in chart.inside and name not in seen:
        seen.add(name)
        name = chart.inside[name]
    if name in chart.histories:
        return BACK
    return chart.ids.get(name) or slug(name, "s")


def _add_state(step: Step, draft: Drafted) -> None:
    told = piece(step.element, "state")
    shown = ours(step.element, "title")
    is_final = name_of(step.element) == "final"
    told["title"] = titled(told.get("title"), short(shown, attribute(step.element, "id")))
    if is_final and not told.get("final"):
        told["final"] = ending(str(told["title"]))
        draft.ask_ending(step.id, str(told["title"]))
    draft.add_state(step.id, told)


def _add_ways(step: Step, chart: Chart, draft: Drafted) -> None:
    if name_of(step.element) == "final":
        return
    delays = _delays(step.element)
    met: dict[str, Element] = {}
    ways = _own(step) or step.transitions
    for way in ways:
        draft.count()
        event = attribute(way, "event")
        if event and met.setdefault(event, way.getparent()) is not way.getparent():
            continue  # an inner state answers the event before an outer one
        target = _target(way, chart, draft)
        if not event:
            _add_auto(step, way, target, draft)
        elif event.startswith(f"{LATE}{step.id}."):
            _set_go(step, event, target, draft)
        elif event in delays:
            _add_late(step, delays[event], target, draft)
        else:
            _add_action(step, way, event, target, draft)


def _own(step: Step) -> list[Element]:
    """Return the ways of a step that is left at once: what stands around it never comes to pass."""
    own = [each for each in step.transitions if each.getparent() is step.element]
    at_once = [each for each in own if not attribute(each, "event") and not attribute(each, "cond")]
    return own if at_once else []


def _target(way: Element, chart: Chart, draft: Drafted) -> str:
    said = ours(way, "to")
    if said:
        return said
    names = attribute(way, "target").split(" ")
    if len(names) > 1:
        draft.remark(
            _(
                "“${names}”: a case stands at one step at a time; only the first is taken.",
                mapping={"names": clipped(" ".join(names))},
            )
        )
    return _resolved(names[0], chart) if names[0] else SAME


def _delays(element: Element) -> dict[str, str]:
    """Return the events that a state sends to itself after some time, with that time."""
    return {
        attribute(each, "event"): read_delay(attribute(each, "delay"))
        for entering in children(element, "onentry")
        for each in children(entering, "send")
        if attribute(each, "delay")
    }


def _add_auto(step: Step, way: Element, target: str, draft: Drafted) -> None:
    told = piece(way, "auto")
    lines = draft.states[step.id].setdefault("auto", [])
    ask = attribute(way, "cond")
    if not told and ask:
        told["when"] = slug(ask, "dieu kien").replace("_", " ")
        draft.ask_condition(ask, "states", step.id)
    elif not told:
        told["otherwise"] = "yes"
    lines.append({**told, "to": target})


def _set_go(step: Step, event: str, target: str, draft: Drafted) -> None:
    """Take where a limit leads: the rule itself came along with its state."""
    rules = draft.states[step.id].get("late", [])
    number = event.rpartition(".")[2]
    place = int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 4 else -1
    if 0 <= place < len(rules):
        rules[place]["go"] = target
    else:
        _add_late(step, "", target, draft)


def _add_late(step: Step, within: str, target: str, draft: Drafted) -> None:
    told = draft.states[step.id]
    told.setdefault("within", within or "5 working days")
    told.setdefault("late", []).append({"after": "0 working days", "go": target})
    draft.remark(
        _(
            "“${state}”: are these days of the calendar, working days, or working hours?",
            mapping={"state": clipped(str(told["title"]))},
        ),
        "states",
        step.id,
    )


def _add_action(step: Step, way: Element, event: str, target: str, draft: Drafted) -> None:
    id = slug(event, "a")
    if ours(way, "anywhere"):
        draft.share(step.id, id, target)
        return
    told = piece(way, "action")
    shown = ours(way, "title")
    title = titled(told.get("title"), short(shown, event))
    if not told:
        told = {"by": SOMEBODY}
        ask = attribute(way, "cond")
        if ask:
            draft.ask_condition(ask, "states", step.id, "actions", id)
    draft.add_action(step.id, id, _in_order({**told, "title": title, "to": target}))


def _in_order(told: Tree) -> Tree:
    """Put the title first, then who and where to, as files are read."""
    first: Tree = {key: told[key] for key in ("title", "by", "to") if key in told}
    return {**first, **told}


def _note_what_runs(top: Element, draft: Drafted) -> None:
    if draft.head.get("states"):
        return
    found = list(dict.fromkeys(_running(top)))
    if found:
        draft.remark(
            _(
                "A procedure runs nothing. Left out: ${names}. Say as letters, messages, fields or"
                " conditions what they were for.",
                mapping={"names": found},
            )
        )


def _running(top: Element) -> Iterator[str]:
    for element in top.iter():
        if name_of(element) in RUNS:
            yield name_of(element)
