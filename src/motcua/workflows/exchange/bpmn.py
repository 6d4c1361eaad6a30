"""A procedure as a process of BPMN 2.0, with a picture that other editors open.

What a step, an action and a limit become is said in ``bpmn_plan``; where they
stand, in ``bpmn_places``.  What BPMN has no words for stands in the extension
elements, beside what it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from motcua.words import translate
from motcua.workflows.definition import Definition
from motcua.workflows.exchange import unsaid
from motcua.workflows.exchange.bpmn_places import Places, placed
from motcua.workflows.exchange.bpmn_plan import END, NOTE, TIMER, Place, Plan, Shape, Way, planned
from motcua.workflows.exchange.markup import OURS, Element, add, add_ours, as_bytes, comment, mark
from motcua.workflows.exchange.scxml import head

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DRAWING = "http://www.omg.org/spec/BPMN/20100524/DI"
POINTS = "http://www.omg.org/spec/DD/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
SPACES = {
    "bpmn": MODEL,
    "bpmndi": DRAWING,
    "di": POINTS,
    "dc": BOUNDS,
    "xsi": SCHEMA,
    "motcua": OURS,
}


def written(definition: Definition, language: str = "vi") -> bytes:
    """Return the procedure as a BPMN file."""
    plan = planned(definition, language)
    places = placed(plan, language)
    top = etree.Element(f"{{{MODEL}}}definitions", nsmap=SPACES)
    top.set("id", "procedure")
    top.set("targetNamespace", OURS)
    top.set("exporter", "Motcua")
    said = [translate(unsaid.COMES_BACK, language)]
    said += [f"* {translate(each, language)}" for each in unsaid.of(unsaid.BPMN, definition)]
    comment(top, said)
    together = add(top, "collaboration", id="collaboration")
    title = definition.title.said_in(language)
    add(together, "participant", id="pool", name=title, processRef="process")
    process = add(top, "process", id="process", name=title, isExecutable="false")
    add(process, "documentation", "\n".join(said))
    extension = add(process, "extensionElements")
    add_ours(extension, "procedure", head(definition))
    add_ours(extension, "file", definition.text)
    ways = _ways(plan)
    _lanes(process, plan)
    _nodes(process, plan, ways)
    for way in ways:
        _line(process, way)
    _drawing(top, plan, places, ways)
    return as_bytes(top)


def _shapes(plan: Plan) -> list[Shape]:
    return [plan.start, *(shape for cell in plan.cells.values() for shape in cell.shapes)]


def _ways(plan: Plan) -> list[Way]:
    first = plan.cells.get(plan.definition.start.id)
    ways = [Way("to_start", plan.start, first.task)] if first is not None else []
    ways += [way for cell in plan.cells.values() for way in cell.ways]
    for way in ways:
        if not way.points:
            way.points = _straight(way)
    return ways


def _straight(way: Way) -> list[tuple[float, float]]:
    x, y, width, height = way.start.place
    left, top, _wide, high = way.end.place
    if way.is_association:
        return [(x + 40, y), (x + 40, top + high)]
    return [(x + width, y + height / 2), (left, top + high / 2)]


def _lanes(process: Element, plan: Plan) -> None:
    lanes = add(process, "laneSet", id="lanes")
    first = plan.cells.get(plan.definition.start.id)
    for id, name in plan.lanes.items():
        lane = add(lanes, "lane", id=f"lane_{id}", name=name)
        mark(lane, part=id)
        if first is not None and first.lane == id:
            add(lane, "flowNodeRef", plan.start.id)
        for cell in plan.cells.values():
            for shape in cell.shapes if cell.lane == id else ():
                if shape.kind != NOTE:
                    add(lane, "flowNodeRef", shape.id)


def _nodes(process: Element, plan: Plan, ways: list[Way]) -> None:
    for shape in _shapes(plan):
        if shape.kind == NOTE:
            note = add(process, NOTE, id=shape.id)
            mark(note, only_tells="yes")
            add(note, "text", shape.name)
            continue
        node = add(process, shape.kind, id=shape.id, name=shape.name, default=shape.default)
        _explain(node, shape.told, shape.pieces)
        mark(node, **shape.marks)
        for way in ways:
            if not way.is_association and way.end is shape:
                add(node, "incoming", way.id)
        for way in ways:
            if not way.is_association and way.start is shape:
                add(node, "outgoing", way.id)
        if shape.kind == TIMER:
            node.set("attachedToRef", shape.attached_to)
            node.set("cancelActivity", "true" if shape.interrupts else "false")
            timer = add(node, "timerEventDefinition", id=f"timer_{shape.id}")
            lasts = add(timer, "timeDuration", shape.duration)
            lasts.set(f"{{{SCHEMA}}}type", "bpmn:tFormalExpression")
        if shape.kind == END and shape.marks.get("only_tells"):
            add(node, "messageEventDefinition", id=f"message_{shape.id}")


def _explain(element: Element, told: str, pieces: dict[str, dict[str, object]]) -> None:
    if told:
        add(element, "documentation", told)
    if pieces:
        extension = add(element, "extensionElements")
        for name, tree in pieces.items():
            add_ours(extension, name, tree)


def _line(process: Element, way: Way) -> None:
    kind = "association" if way.is_association else "sequenceFlow"
    line = add(
        process, kind, id=way.id, name=way.name, sourceRef=way.start.id, targetRef=way.end.id
    )
    _explain(line, "", way.pieces)
    mark(line, **way.marks)
    if way.condition:
        asked = add(line, "conditionExpression", way.condition)
        asked.set(f"{{{SCHEMA}}}type", "bpmn:tFormalExpression")


def _drawing(top: Element, plan: Plan, places: Places, ways: list[Way]) -> None:
    diagram = etree.SubElement(top, f"{{{DRAWING}}}BPMNDiagram", id="diagram")
    plane = add(diagram, "BPMNPlane", id="plane", bpmnElement="collaboration")
    _outline(plane, "pool", places.pool, isHorizontal="true")
    for id, place in places.lanes.items():
        _outline(plane, f"lane_{id}", place, isHorizontal="true")
    for shape in _shapes(plan):
        seen = {"isMarkerVisible": "true"} if shape.kind == "exclusiveGateway" else {}
        _outline(plane, shape.id, shape.place, shape.label, **seen)
    for way in ways:
        edge = add(plane, "BPMNEdge", id=f"drawn_{way.id}", bpmnElement=way.id)
        for x, y in way.points:
            etree.SubElement(edge, f"{{{POINTS}}}waypoint", x=f"{x:g}", y=f"{y:g}")
        if way.label and way.name:
            _place(add(edge, "BPMNLabel"), way.label)


def _outline(
    plane: Element, id: str, place: Place, label: Place | None = None, **more: str
) -> None:
    drawn = add(plane, "BPMNShape", id=f"drawn_{id}", bpmnElement=id, **more)
    _place(drawn, place)
    if label:
        _place(add(drawn, "BPMNLabel"), label)


def _place(element: Element, place: Place) -> None:
    values: Iterable[tuple[str, float]] = zip(("x", "y", "width", "height"), place, strict=True)
    etree.SubElement(element, f"{{{BOUNDS}}}Bounds", {key: f"{each:g}" for key, each in values})
