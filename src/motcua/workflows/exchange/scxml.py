"""A procedure as a state machine of the W3C: SCXML 1.0.

Steps are states, actions are events, automatic lines are transitions without an
event, a deadline is an event sent with a delay and cancelled on leaving.
``back`` is told by remembering the step that was left.  What SCXML has no
words for stands in elements of our own namespace, beside what it belongs to.
"""

from __future__ import annotations

from lxml import etree

from motcua.words import translate
from motcua.workflows.definition import (
    BACK,
    SAME,
    Action,
    AutoRule,
    Condition,
    Definition,
    LateRule,
    State,
)
from motcua.workflows.exchange import plain, unsaid
from motcua.workflows.exchange.durations import moment, seconds
from motcua.workflows.exchange.markup import OURS, Element, add, add_ours, as_bytes, comment, mark
from motcua.workflows.graph import Graph

SCXML = "http://www.w3.org/2005/07/scxml"
CAME_FROM = "came_from"
COUNTED = "times_"
"""Before the id of an action: the variable that counts how often it was taken."""


def written(definition: Definition, language: str = "vi") -> bytes:
    """Return the procedure as an SCXML file."""
    top = etree.Element(f"{{{SCXML}}}scxml", nsmap={None: SCXML, "motcua": OURS})
    top.set("version", "1.0")
    top.set("datamodel", "ecmascript")
    top.set("name", definition.id)
    top.set("initial", definition.start.id)
    said = [translate(unsaid.COMES_BACK, language)]
    said += [f"* {translate(each, language)}" for each in unsaid.of(unsaid.SCXML, definition)]
    comment(top, said)
    add_ours(top, "procedure", head(definition))
    add_ours(top, "file", definition.text)
    _variables(top, definition)
    graph = Graph(definition)
    for state in definition.states.values():
        _state(top, definition, state, graph, language)
    return as_bytes(top)


def head(definition: Definition) -> plain.Tree:
    """Return everything but the states, with their order."""
    told = plain.procedure(definition)
    return {**told, "states": list(told["states"])}


def _variables(top: Element, definition: Definition) -> None:
    model = add(top, "datamodel")
    names = {CAME_FROM: "''"}
    for state in definition.states.values():
        rules: tuple[Action | AutoRule, ...] = (*state.actions, *state.auto)
        for rule in rules:
            for each in rule.when:
                names[_name(each)] = "''" if each.field else "false"
            for field in rule.set:
                names.setdefault(field, "''")
        for action in state.actions:
            if action.at_most:
                names[COUNTED + action.id] = "0"
    for name, value in names.items():
        add(model, "data", id=name, expr=value)


def _name(condition: Condition) -> str:
    return condition.field or condition.name.replace(" ", "_")


def _state(top: Element, definition: Definition, state: State, graph: Graph, language: str) -> None:
    element = add(top, "final" if state.final else "state", id=state.id)
    title = state.title.said_in(language)
    mark(element, title=title)
    told = plain.state(state)
    add_ours(element, "state", {k: v for k, v in told.items() if k not in ("actions", "auto")})
    if state.final:
        return
    _time(element, state)
    for action in state.actions:
        _action(element, definition, state, action, graph, language)
    for rule in state.auto:
        _auto(element, rule)
    for late in state.late:
        if late.go:
            add(element, "transition", event=_late_event(late), target=late.go)


def _late_event(rule: LateRule) -> str:
    return f"late.{rule.id}"


def _time(element: Element, state: State) -> None:
    """Send the events of limits on entering; cancel them, and remember the step, on leaving."""
    entering, leaving = add(element, "onentry"), add(element, "onexit")
    for rule in state.late:
        after = seconds(moment(state, rule))
        add(entering, "send", id=rule.id, event=_late_event(rule), delay=f"{after:.0f}s")
        add(leaving, "cancel", sendid=rule.id)
    if not len(entering):
        element.remove(entering)
    if not state.auto:
        add(leaving, "assign", location=CAME_FROM, expr=f"'{state.id}'")
    if not len(leaving):
        element.remove(leaving)


def _action(
    element: Element,
    definition: Definition,
    state: State,
    action: Action,
    graph: Graph,
    language: str,
) -> None:
    conditions = [_condition(each) for each in action.when]
    if action.at_most:
        conditions.append(f"{COUNTED}{action.id} < {action.at_most}")
    for target in _targets(state, action, graph):
        ask = [*conditions, f"{CAME_FROM} == '{target}'"] if action.to == BACK else conditions
        transition = add(
            element, "transition", event=action.id, cond=" && ".join(ask), target=target
        )
        mark(transition, title=action.title.said_in(language))
        if action.to in (BACK, SAME):
            mark(transition, to=action.to)
        if action.anywhere:
            mark(transition, anywhere="yes")
        else:
            add_ours(transition, "action", _without_target(plain.action(action)))
        if action.at_most:
            name = COUNTED + action.id
            add(transition, "assign", location=name, expr=f"{name} + 1")
        _effects(transition, action)


def _targets(state: State, action: Action, graph: Graph) -> tuple[str, ...]:
    if action.to == BACK:
        return graph.origins[state.id]
    return ("",) if action.to == SAME else (action.to,)


def _without_target(told: plain.Tree) -> plain.Tree:
    return {key: value for key, value in told.items() if key != "to"}


def _auto(element: Element, rule: AutoRule) -> None:
    ask = " && ".join(_condition(each) for each in rule.when)
    transition = add(element, "transition", cond=ask, target=rule.to)
    add_ours(transition, "auto", _without_target(plain.auto(rule)))
    _effects(transition, rule)


def _condition(each: Condition) -> str:
    if not each.field:
        return _name(each)
    said = " || ".join(f"{each.field} == {_quoted(value)}" for value in each.values)
    return f"({said})" if len(each.values) > 1 else said


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ")
    return f"'{escaped}'"


def _effects(transition: Element, rule: Action | AutoRule) -> None:
    """Say what follows: values as values, letters and messages in the log."""
    for field, value in rule.set.items():
        add(transition, "assign", location=field, expr=_quoted(value))
    if rule.letter:
        add(transition, "log", label="letter", expr=_quoted(rule.letter))
    for whom in rule.notify:
        add(transition, "log", label="notify", expr=_quoted(whom))
