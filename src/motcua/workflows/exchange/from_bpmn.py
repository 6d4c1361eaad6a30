"""A draft from a process of others: BPMN 2.0 as ours or as any other editor writes it.

Tasks become steps, gateways after a task become the actions of that step,
lanes become roles, timers on the edge of a task become limits, end events
become final states.  A procedure stands at one step at a time: parallel
branches are told, and laid side by side as alternatives, until somebody makes
a consultation of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from motcua.storage.folding import fold
from motcua.words import Label, _
from motcua.workflows.definition import NOTHING, SAME
from motcua.workflows.exchange.bpmn_drawn import Drawing, drawing_of, landings
from motcua.workflows.exchange.bpmn_ways import GATEWAYS, add_limits, add_ways
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
LEFT_OUT = frozenset(
    ["messageFlow", "dataObjectReference", "dataStoreReference", "group", "textAnnotation"]
)


def taken(top: Element, language: str, roles: Mapping[str, Label] = NOTHING) -> Taken:
    """Return the draft that a BPMN file makes; ``roles`` are those of the office."""
    process = _process(top)
    draft = Drafted("bpmn", piece(process, "procedure"), undrawn=SAME)
    is_foreign = not draft.head
    if is_foreign:
        draft.begin_foreign(attribute(process, "name") or _pool_name(top))
    drawing = drawing_of(process)
    _name_lanes(process, drawing, draft, roles)
    _add_steps(drawing, draft)
    if not drawing.steps:
        raise CannotTakeIn(_("There is no task in this process."))
    _mark_start(drawing, draft)
    for id, step in list(drawing.steps.items()):
        add_ways(id, step, drawing, draft)
        add_limits(id, step, drawing, draft)
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


def _name_lanes(
    process: Element, drawing: Drawing, draft: Drafted, known: Mapping[str, Label]
) -> None:
    """Take lanes as roles, those of the office where they are called alike."""
    roles = draft.head.setdefault("roles", {})
    called = {
        fold(said): id for id, title in known.items() for said in (title.vi, title.en) if said
    }
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
        name = attribute(element, "name")
        if kind == "endEvent" and not ours(element, "only_tells"):
            key = ours(element, "id") or name
            if key not in ends:
                ends[key] = _step_id(element, draft)
                _add_end(element, ends[key], name, draft)
            drawing.steps[id] = ends[key]
        elif kind in TASKS or (kind in GATEWAYS and ours(element, "id")):
            _add_step(id, element, drawing, draft)


def _add_step(id: str, element: Element, drawing: Drawing, draft: Drafted) -> None:
    told = piece(element, "state")
    step = drawing.steps[id] = _step_id(element, draft)
    name = attribute(element, "name")
    shown = short(name, ours(element, "id") or attribute(element, "id"))
    draft.add_state(step, {**told, "title": titled(told.get("title"), shown)})
    if "ubProcess" in name_of(element) or name_of(element) in ("transaction", "callActivity"):
        sentence = _(
            "“${name}” holds steps of its own. Here it is one step; write them out if they matter.",
            mapping={"name": clipped(name)},
        )
        draft.remark(sentence, "states", step)


def _step_id(element: Element, draft: Drafted) -> str:
    said = ours(element, "id") or attribute(element, "name") or attribute(element, "id")
    return unique(slug(said, "buoc"), draft.states)


def _add_end(element: Element, id: str, name: str, draft: Drafted) -> None:
    told = piece(element, "state")
    title = titled(told.get("title"), short(name or "Kết thúc", id))
    draft.add_state(id, {**told, "title": title, "final": told.get("final") or ending(name)})
    if not told:
        draft.ask_ending(id, str(title))


def _mark_start(drawing: Drawing, draft: Drafted) -> None:
    """The first step after a start event begins; else the first one that nothing leads to."""
    if any(state.get("start") for state in draft.states.values()):
        return
    starts = [id for id in drawing.elements if drawing.kind(id) == "startEvent"]
    for id in starts:
        for landing, _ways in landings(id, drawing):
            draft.states[landing]["start"] = "yes"
            return
    first = next((id for id in drawing.steps if not drawing.into.get(id)), None)
    draft.states[drawing.steps[first or next(iter(drawing.steps))]]["start"] = "yes"


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
