"""A draft from a process of others: BPMN 2.0 as ours or as any other editor writes it.

Tasks become steps, gateways after a task become the actions of that step,
lanes become roles, timers on the edge of a task become limits, end events
become final states.  A procedure stands at one step at a time: parallel
branches are told, and laid side by side as alternatives, until somebody makes
a consultation of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from motcua.storage.folding import fold
from motcua.words import Label, _
from motcua.workflows.definition import BACK, NOTHING, SAME
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
from motcua.workflows.exchange.durations import read_iso
from motcua.workflows.exchange.markup import (
    CannotTakeIn,
    Element,
    attribute,
    children,
    file_in,
    name_of,
    ours,
    piece,
    words_in,
)
from motcua.workflows.exchange.plain import texts

TASKS = frozenset(
    [
        *("task", "userTask", "manualTask", "serviceTask", "scriptTask", "sendTask"),
        *("receiveTask", "businessRuleTask", "subProcess", "transaction"),
        *("adHocSubProcess", "callActivity"),
    ]
)
BY_ITSELF = frozenset(["serviceTask", "scriptTask", "sendTask", "businessRuleTask"])
AT_ONCE = frozenset(["parallelGateway", "inclusiveGateway", "complexGateway"])
GATEWAYS = AT_ONCE | {"exclusiveGateway", "eventBasedGateway"}
PASSED = frozenset(["intermediateCatchEvent", "intermediateThrowEvent"])
LEFT_OUT = frozenset(
    ["messageFlow", "dataObjectReference", "dataStoreReference", "group", "textAnnotation"]
)
MOST_PASSED = 50_000
"""Lines gone along while the ways between all steps are found."""


@dataclass
class Drawing:
    """What a file draws: elements by their id, and the ways between them."""

    elements: dict[str, Element] = field(default_factory=dict)
    out: dict[str, list[Element]] = field(default_factory=dict)
    into: dict[str, int] = field(default_factory=dict)
    steps: dict[str, str] = field(default_factory=dict)
    """Elements that are steps here: to ids of ours."""
    lanes: dict[str, str] = field(default_factory=dict)
    """Elements to the role in whose lane they stand."""
    timers: dict[str, list[Element]] = field(default_factory=dict)
    """Elements to the timers on their edge."""
    passed: int = 0
    """Lines gone along so far."""

    def kind(self, id: str) -> str:
        """Return what an element is; empty where there is none."""
        return name_of(self.elements[id]) if id in self.elements else ""


def taken(top: Element, language: str, roles: Mapping[str, Label] = NOTHING) -> Taken:
    """Return the draft that a BPMN file makes; ``roles`` are those of the office."""
    process = _process(top)
    draft = Drafted("bpmn", piece(process, "procedure"), undrawn=SAME)
    is_foreign = not draft.head
    if is_foreign:
        name = attribute(process, "name") or _pool_name(top)
        draft.head = {
            "workflow": slug(name, "quy-trinh-moi", "-"),
            "version": "1",
            "title": name or "Quy trình mới",
            "roles": {},
        }
    drawing = _drawing(process)
    _name_lanes(process, drawing, draft, roles)
    _add_steps(drawing, draft)
    if not drawing.steps:
        raise CannotTakeIn(_("There is no task in this process."))
    _mark_start(drawing, draft)
    for id, step in list(drawing.steps.items()):
        _add_ways(id, step, drawing, draft)
        _add_limits(id, step, drawing, draft)
    if is_foreign:
        _finish_foreign(top, draft, roles)
    return draft.taken(file_in(process), language)


def _process(top: Element) -> Element:
    """Return the process with most in it; the others are pools of other bodies."""
    found = children(top, "process")
    if not found:
        raise CannotTakeIn(_("There is no process in this file."))
    return max(found, key=len)


def _pool_name(top: Element) -> str:
    for together in children(top, "collaboration"):
        for each in children(together, "participant"):
            if attribute(each, "name"):
                return attribute(each, "name")
    return ""


def _drawing(process: Element) -> Drawing:
    drawing = Drawing()
    for element in process:
        id, kind = attribute(element, "id"), name_of(element)
        if kind == "sequenceFlow":
            drawing.out.setdefault(attribute(element, "sourceRef"), []).append(element)
            target = attribute(element, "targetRef")
            drawing.into[target] = drawing.into.get(target, 0) + 1
        elif id:
            drawing.elements[id] = element
        if kind == "boundaryEvent":
            drawing.timers.setdefault(attribute(element, "attachedToRef"), []).append(element)
    return drawing


def _name_lanes(
    process: Element, drawing: Drawing, draft: Drafted, known: Mapping[str, Label]
) -> None:
    """Take lanes as roles, those of the office where they are called alike."""
    roles = draft.head.setdefault("roles", {})
    called = {fold(said): id for id, title in known.items() for said in (title.vi, title.en)}
    for lanes in children(process, "laneSet"):
        for lane in lanes.iter("{*}lane"):
            name = attribute(lane, "name")
            role = ours(lane, "part") or called.get(fold(name)) or slug(name, "vai_tro")
            if not ours(lane, "part"):
                roles.setdefault(role, short(name, role))
            for each in children(lane, "flowNodeRef"):
                drawing.lanes[words_in(each)] = role


def _add_steps(drawing: Drawing, draft: Drafted) -> None:
    """Take tasks, ends, and gateways on which nobody decides, as states."""
    ends: dict[str, str] = {}
    for id, element in drawing.elements.items():
        kind = name_of(element)
        told = piece(element, "state")
        name = attribute(element, "name")
        if kind == "endEvent" and not ours(element, "only_tells"):
            key = ours(element, "id") or name
            if key not in ends:
                ends[key] = _step_id(element, draft)
                _add_end(element, ends[key], told, name, draft)
            drawing.steps[id] = ends[key]
        elif kind in TASKS or (kind in GATEWAYS and ours(element, "id")):
            _add_step(id, element, told, drawing, draft)


def _add_step(
    id: str, element: Element, told: dict[str, object], drawing: Drawing, draft: Drafted
) -> None:
    step = drawing.steps[id] = _step_id(element, draft)
    name = attribute(element, "name")
    shown = short(name, ours(element, "id") or attribute(element, "id"))
    draft.add_state(step, {**told, "title": titled(told.get("title"), shown)})  # type: ignore[arg-type]
    if "ubProcess" in name_of(element) or name_of(element) in ("transaction", "callActivity"):
        sentence = _(
            "“${name}” holds steps of its own. Here it is one step; write them out if they matter.",
            mapping={"name": clipped(name)},
        )
        draft.remark(sentence, "states", step)


def _step_id(element: Element, draft: Drafted) -> str:
    said = ours(element, "id") or attribute(element, "name") or attribute(element, "id")
    return unique(slug(said, "buoc"), draft.states)


def _add_end(element: Element, id: str, told: dict[str, object], name: str, draft: Drafted) -> None:
    title = titled(told.get("title"), short(name or "Kết thúc", id))  # type: ignore[arg-type]
    draft.add_state(id, {**told, "title": title, "final": told.get("final") or ending(name)})
    if not told:
        draft.remark(
            _(
                "Does “${name}” end with a result (success), without one (failure), or is it"
                " given up (cancelled)?",
                mapping={"name": clipped(str(title))},
            ),
            "states",
            id,
        )


def _mark_start(drawing: Drawing, draft: Drafted) -> None:
    """The first step after a start event begins; else the first one that nothing leads to."""
    if any(state.get("start") for state in draft.states.values()):
        return
    starts = [id for id in drawing.elements if drawing.kind(id) == "startEvent"]
    for id in starts:
        for landing, _ways in _landings(id, drawing):
            draft.states[landing]["start"] = "yes"
            return
    first = next((id for id in drawing.steps if not drawing.into.get(id)), None)
    draft.states[drawing.steps[first or next(iter(drawing.steps))]]["start"] = "yes"


def _landings(id: str, drawing: Drawing) -> Iterator[tuple[str, tuple[Element, ...]]]:
    """Return every step that one gets to from an element, with the lines gone along.

    An element is passed once for each line chosen before it: a file full of
    gateways has more ways through it than anybody could count.
    """
    waiting: list[tuple[str, tuple[Element, ...], str]] = [(id, (), "")]
    seen: set[tuple[str, str]] = set()
    while waiting:
        here, before, branch = waiting.pop()
        ways = drawing.out.get(here, [])
        for way in ways:
            drawing.passed += 1
            if drawing.passed > MOST_PASSED:
                raise CannotTakeIn(_("The ways between the steps of this process are too tangled."))
            goal = attribute(way, "targetRef")
            chosen = attribute(way, "id") if len(ways) > 1 else branch
            if goal in drawing.steps:
                yield drawing.steps[goal], (*before, way)
            elif goal in drawing.elements and (goal, chosen) not in seen:
                seen.add((goal, chosen))
                waiting.append((goal, (*before, way), chosen))


def _add_ways(id: str, step: str, drawing: Drawing, draft: Drafted) -> None:
    element = drawing.elements[id]
    if name_of(element) == "endEvent":
        return
    found = list(_landings(id, drawing))
    if name_of(element) in GATEWAYS or name_of(element) in BY_ITSELF:
        _add_auto(element, step, found, draft)
        return
    for landing, ways in found:
        _add_action(id, step, landing, ways, drawing, draft)


def _add_auto(
    element: Element, step: str, found: list[tuple[str, tuple[Element, ...]]], draft: Drafted
) -> None:
    usual = attribute(element, "default")
    lines = []
    for number, (landing, ways) in enumerate(found, 1):
        told = piece(ways[0], "auto")
        ask = _words(ways)
        is_otherwise = attribute(ways[0], "id") == usual if usual else number == len(found)
        if not told and is_otherwise:
            told = {"otherwise": "yes"}
        elif not told:
            told = {"when": slug(ask, "dieu kien").replace("_", " ")}
            _remark_condition(draft, ask, "states", step)
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


def _remark_condition(draft: Drafted, ask: str, *path: str) -> None:
    draft.remark(
        _(
            "Conditions have names here and are no expressions. Which one is “${text}”?",
            mapping={"text": clipped(ask)},
        ),
        *path,
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


def _add_limits(id: str, step: str, drawing: Drawing, draft: Drafted) -> None:
    for timer in drawing.timers.get(id, []):
        told = piece(timer, "late")
        landing = next(_landings(attribute(timer, "id"), drawing), None)
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


def _finish_foreign(top: Element, draft: Drafted, known: Mapping[str, Label]) -> None:
    roles = draft.head["roles"]
    used = {
        role
        for state in draft.states.values()
        for action in state.get("actions", {}).values()
        for role in texts(action.get("by", ""))
    }
    if SOMEBODY in used and SOMEBODY not in roles:
        roles[SOMEBODY] = "Chuyên viên thụ lý"
        draft.remark(_("Steps outside of every lane: “officer” stands there for now."), "roles")
    for role in set(roles) - used:
        del roles[role]
    if set(roles) - set(known) - {SOMEBODY}:
        draft.remark(
            _("Lanes became roles. Give them the ids of the roles of your office."), "roles"
        )
    left = sorted({name_of(each) for each in top.iter()} & LEFT_OUT)
    if left:
        draft.remark(_("Left out: ${names}.", mapping={"names": left}))
    others = len(children(top, "process")) - 1
    if others > 0:
        draft.remark(
            _("Only the largest of ${n} processes was taken.", mapping={"n": str(others + 1)})
        )
