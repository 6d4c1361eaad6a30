"""The ways between the steps of a BPMN file: as actions, automatic lines and limits."""

from __future__ import annotations

from motcua.words import _
from motcua.workflows.definition import BACK
from motcua.workflows.exchange.bpmn_drawn import Drawing, landings
from motcua.workflows.exchange.drafted import SOMEBODY, Drafted, clipped, short, slug, titled
from motcua.workflows.exchange.durations import read_iso
from motcua.workflows.exchange.markup import (
    Element,
    attribute,
    children,
    name_of,
    ours,
    piece,
    words_in,
)

BY_ITSELF = frozenset(["serviceTask", "scriptTask", "sendTask", "businessRuleTask"])
AT_ONCE = frozenset(["parallelGateway", "inclusiveGateway", "complexGateway"])
GATEWAYS = AT_ONCE | {"exclusiveGateway", "eventBasedGateway"}
PASSED = frozenset(["intermediateCatchEvent", "intermediateThrowEvent"])


def add_ways(id: str, step: str, drawing: Drawing, draft: Drafted) -> None:
    """Add what leads on from a step."""
    element = drawing.elements[id]
    if name_of(element) == "endEvent":
        return
    found = list(landings(id, drawing))
    if name_of(element) in GATEWAYS or name_of(element) in BY_ITSELF:
        _add_auto(element, step, found, draft)
        return
    for landing, ways in found:
        draft.count()
        _add_action(id, step, landing, ways, drawing, draft)


def _add_auto(
    element: Element, step: str, found: list[tuple[str, tuple[Element, ...]]], draft: Drafted
) -> None:
    usual = attribute(element, "default")
    lines = []
    for number, (landing, ways) in enumerate(found, 1):
        draft.count()
        told = piece(ways[0], "auto")
        ask = _words(ways)
        is_otherwise = attribute(ways[0], "id") == usual if usual else number == len(found)
        if not told and is_otherwise:
            told = {"otherwise": "yes"}
        elif not told:
            told = {"when": slug(ask, "dieu kien").replace("_", " ")}
            draft.ask_condition(ask, "states", step)
        lines.append({**told, "to": landing})
    lines.sort(key=lambda line: "otherwise" in line)
    if lines:
        draft.states[step]["auto"] = lines
    if name_of(element) in BY_ITSELF:
        draft.remark(
            _(
                "“${name}” is done by a machine. Here it is passed at once: say as a letter, a"
                " message or a field what it was for.",
                mapping={"name": clipped(attribute(element, "name"))},
            ),
            "states",
            step,
        )


def _words(ways: tuple[Element, ...]) -> str:
    """Return what a way is called: the last name on it, or its condition."""
    names = [attribute(way, "name") for way in ways if attribute(way, "name")]
    asked = [words_in(each) for way in ways for each in children(way, "conditionExpression")]
    return (names or asked or [""])[-1]


def _add_action(
    id: str,
    step: str,
    landing: str,
    ways: tuple[Element, ...],
    drawing: Drawing,
    draft: Drafted,
) -> None:
    own = next((way for way in ways if ours(way, "action")), None)
    target = (ours(own, "to") if own is not None else "") or landing
    if own is not None and ours(own, "anywhere"):
        if target != BACK or step not in draft.shared.get(ours(own, "action"), []):
            draft.share(step, ours(own, "action"), target)
        return
    told = piece(own, "action") if own is not None else {}
    name = attribute(own, "name") if own is not None else _words(ways)
    if not name:
        name = f"→ {_title(draft, landing)}" if not told else ""
    action = ours(own, "action") if own is not None else slug(name, "a")
    if not told:
        told = {"by": drawing.lanes.get(id, SOMEBODY)}
        _note_between(step, action, ways, drawing, draft)
    title = titled(told.get("title"), short(name, action))
    first = {"title": title, "by": told.get("by", SOMEBODY), "to": target}
    draft.add_action(step, slug(action, "a"), {**first, **told, "title": title, "to": target})


def _title(draft: Drafted, id: str) -> str:
    told = draft.states[id].get("title", id)
    return str(next(iter(told.values()), id)) if isinstance(told, dict) else str(told)


def _note_between(
    step: str, action: str, ways: tuple[Element, ...], drawing: Drawing, draft: Drafted
) -> None:
    """Say what stood between two steps and is no step here."""
    for way in ways[1:]:
        id = attribute(way, "sourceRef")
        element, kind = drawing.elements[id], drawing.kind(id)
        name = clipped(attribute(element, "name") or id)
        if kind in AT_ONCE and len(drawing.out.get(id, [])) > 1:
            sentence = _(
                "“${name}”: several branches at the same time. A case stands at one step at a"
                " time; describe a consultation for what others do meanwhile.",
                mapping={"name": name},
            )
            draft.remark(sentence, "states", step, "actions", slug(action, "a"))
        elif kind in PASSED or kind == "eventBasedGateway":
            sentence = _(
                "“${name}” waits for an event or sends one. Say it as an action, a limit or a"
                " message.",
                mapping={"name": name},
            )
            draft.remark(sentence, "states", step, "actions", slug(action, "a"))


def add_limits(id: str, step: str, drawing: Drawing, draft: Drafted) -> None:
    """Add the timers on the edge of a step as limits."""
    for timer in drawing.timers.get(id, []):
        draft.count()
        told = piece(timer, "late")
        landing = next(landings(attribute(timer, "id"), drawing), None)
        if not told:
            told = _foreign_limit(timer, step, draft)
        if told and landing is not None:
            told = {**told, "go": landing[0]}
        if told.keys() - {"after", "before"}:
            draft.states[step].setdefault("late", []).append(told)


def _foreign_limit(timer: Element, step: str, draft: Drafted) -> dict[str, object]:
    """Read a timer of others; its days are days of the calendar until somebody says otherwise."""
    lasts = [words_in(each) for kind in children(timer, "timerEventDefinition") for each in kind]
    if not lasts:
        sentence = _(
            "“${name}” on the edge of a task is no timer; say it as an action.",
            mapping={"name": clipped(attribute(timer, "name"))},
        )
        draft.remark(sentence, "states", step)
        return {}
    term = read_iso(lasts[0])
    draft.states[step].setdefault("within", term or "5 working days")
    draft.remark(
        _(
            "“${state}”: the limit is “${text}” in the file. Are these days of the calendar,"
            " working days, or working hours?",
            mapping={"state": clipped(_title(draft, step)), "text": clipped(lasts[0])},
        ),
        "states",
        step,
    )
    tells = attribute(timer, "cancelActivity") == "false"
    return {"after": "0 working days", **({"notify": SOMEBODY} if tells else {})}
